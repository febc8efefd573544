"""The pipeline: frozen records, equal digests, and a host program that keeps its alarm."""

import signal
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from detente import registry
from detente.case.edit import at
from detente.case.load import load
from detente.forecast.base_hazard import base_hazard, match_classes
from detente.forecast.calendar import calendar_shift
from detente.forecast.chance import Chance
from detente.forecast.forecast import forecast_case
from detente.forecast.ladder_weights import weigh_ladder
from detente.forecast.readings import read_lenses
from detente.forecast.settings import Settings
from detente.forecast.weights import weigh_lenses
from detente.history import vintage

FAST = Settings(draws=50)


@pytest.fixture(scope="module")
def case():
    return load("us-russia-2001")


def test_the_forecast_is_the_sum_of_its_steps(case):
    chance, known = Chance(seed=FAST.seed, draws=FAST.draws), vintage.for_date(case.as_of)
    readings = read_lenses(case, chance)
    weights = weigh_lenses(readings, known.year, chance, correlation=FAST.lens_correlation)
    classes = match_classes(case, known, weights, readings.coded, chance)
    ladder = weigh_ladder(weights, known.year, chance)
    base = base_hazard(classes, ladder.panel(case), ladder.pool, chance)
    shift = calendar_shift(case, chance)
    for name, reading in readings.coded.items():
        shift = shift + weights.pull(name, reading)
    odds = base.hazards["rupture"] / (1 - base.hazards["rupture"]) * np.exp(shift)
    survival = np.cumprod((1 / (1 + odds)) ** 0.25, axis=1)
    whole = forecast_case(case, known, FAST)
    np.testing.assert_allclose(whole.survivals["rupture"][:, 1:], survival, rtol=1e-9)


def test_records_cannot_be_changed(case):
    forecast = forecast_case(case, settings=FAST)
    for record in (forecast, forecast.readings, forecast.weights, forecast.base, forecast.chance):
        with pytest.raises(FrozenInstanceError):
            record.anything = 1


def test_a_lens_that_fails_makes_another_forecast(case, monkeypatch):
    """A regression: results of the forecast without the lens were cached for the one with it."""

    def raising(case, draw):
        raise ValueError("no luck")

    whole = forecast_case(case, settings=FAST).digest
    card = registry.lenses()["time-horizon"].card
    monkeypatch.setitem(registry._lenses, "time-horizon", registry.Lens(card, raising))
    assert forecast_case(case, settings=FAST).digest != whole


def test_equal_forecasts_have_equal_digests(case):
    digests = {
        forecast_case(case, settings=FAST).digest,
        forecast_case(load("us-russia-2001"), settings=FAST).digest,
    }
    assert len(digests) == 1
    other = at(case, "threats.taliban.attained", 1.0)
    assert forecast_case(other, settings=FAST).digest not in digests
    assert forecast_case(case, settings=replace(FAST, seed=1)).digest not in digests


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no interval timer")
def test_the_alarm_of_a_host_program_survives(case):
    def alarm(number, frame):
        """Stands for pytest-timeout, Celery or a notebook's guard."""

    before = signal.signal(signal.SIGALRM, alarm)
    signal.setitimer(signal.ITIMER_REAL, 3600)
    try:
        forecast_case(case, settings=FAST)
        left, _ = signal.getitimer(signal.ITIMER_REAL)
        assert left > 0
        assert signal.getsignal(signal.SIGALRM) is alarm
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
