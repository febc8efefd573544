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
on_linux = pytest.mark.skipif(
    not STATM.exists(), reason="memory is read from /proc, which is Linux's"
)


def resident():
    """Bytes of memory that the process holds."""
    gc.collect()
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def growth(first, count):
    """Bytes by which the process grows from its first what-ifs to ``count`` of them.

    Without fault lines, whose division takes most of the time of a question.
    """
    case = load("anglo-japanese-1905").model_copy(update={"fault_lines": ()})
    forecast = forecast_case(case, settings=FAST)
    for k in range(count):
        value = Intervention(path="regimes.JPN.polity", to=-9 + 18 * k / count, at=None)
        whatif(case, interventions=[value], forecast=forecast, settings=FAST, paths=200)
        if k == first:
            filled = resident()
    return resident() - filled


@on_linux
def test_what_ifs_of_one_forecast_stay_within_its_caches():
    """Each once left a reading and its values behind: .43 MB, 26 MB for sixty."""
    assert growth(40, 100) < 12 * MEGABYTE


@on_linux
def test_five_hundred_what_ifs_of_one_forecast_stay_within_its_caches(shared):
    assert growth(40, 500) < 12 * MEGABYTE
