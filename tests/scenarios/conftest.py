"""Forecasts of the worked example that many tests read: made once, and never when collected."""

import pytest

from detente.case.load import load
from detente.forecast.forecast import forecast_case
from detente.forecast.settings import Settings


def _forecast(settings):
    return forecast_case(load("us-russia-2001"), settings=settings)


@pytest.fixture(scope="session")
def forecast():
    """The worked example with the settings of `detente assess`."""
    return _forecast(Settings())


@pytest.fixture(scope="session")
def quick_forecast():
    """The worked example with 150 draws."""
    return _forecast(Settings(draws=150))
