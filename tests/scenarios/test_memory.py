"""Many questions to one forecast do not fill the memory."""

import gc
import os
from pathlib import Path

import pytest

from detente.case.load import load
from detente.forecast.forecast import forecast_case
from detente.forecast.settings import Settings
from detente.scenarios.interventions import Intervention
from detente.scenarios.what_if import whatif

FAST = Settings(draws=100)
MEGABYTE = 2**20
STATM = Path("/proc/self/statm")


def resident():
    """Bytes of memory that the process holds."""
    gc.collect()
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def ask(forecast, questions):
    for k in questions:
        value = Intervention(path="regimes.JPN.polity", to=-9 + 18 * k / 160, at=None)
        whatif(forecast.case, interventions=[value], forecast=forecast, settings=FAST, paths=200)


@pytest.mark.skipif(not STATM.exists(), reason="memory is read from /proc, which is Linux's")
def test_what_ifs_of_one_forecast_stay_within_its_caches():
    """Each once left a reading and its values behind: .43 MB, 43 MB for a hundred.

    Without fault lines, whose division takes most of the time of a question.
    """
    case = load("anglo-japanese-1905").model_copy(update={"fault_lines": ()})
    forecast = forecast_case(case, settings=FAST)
    ask(forecast, range(60))
    filled = resident()
    ask(forecast, range(60, 160))
    assert resident() - filled < 25 * MEGABYTE
