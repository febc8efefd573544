"""Many questions to one forecast do not fill the memory."""

import tracemalloc

from detente.case.load import load
from detente.forecast.forecast import forecast_case
from detente.forecast.settings import Settings
from detente.scenarios.interventions import Intervention
from detente.scenarios.what_if import whatif

FAST = Settings(draws=50)
MEGABYTE = 2**20


def ask(forecast, k):
    value = Intervention(path="threats.taliban.attained", to=0.05 + 0.9 * k / 500, at=None)
    whatif(forecast.case, interventions=[value], forecast=forecast, settings=FAST, paths=500)


def test_five_hundred_what_ifs_of_one_forecast_stay_within_its_caches():
    """Each one used to leave a reading of every lens behind, for as long as the forecast lived."""
    forecast = forecast_case(load("us-russia-2001"), settings=FAST)
    tracemalloc.start()
    try:
        for k in range(100):
            ask(forecast, k)
        filled, _ = tracemalloc.get_traced_memory()
        for k in range(100, 500):
            ask(forecast, k)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - filled < 2 * MEGABYTE
