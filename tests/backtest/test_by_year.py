"""A score that hangs on single years says so, where whole pairs resampled would not."""

from dataclasses import replace

import numpy as np
import pytest

from detente.backtest.by_year import by_year
from detente.backtest.models import BASE, MAIN
from detente.backtest.populations import TARGETS
from detente.backtest.replay import Forecasts
from detente.cli.backtest import _show_years
from detente.history.rows import Rows

YEARS, PAIRS = range(1985, 1995), 50


@pytest.fixture
def forecasts():
    """Forty of fifty pairs see their treaty end in 1991, when it was forecast, and two in 1987."""
    year = np.repeat(YEARS, PAIRS)
    pair = np.tile(np.arange(PAIRS), len(YEARS))
    event = ((year == 1991) & (pair < 40)) | ((year == 1987) & (pair < 2))
    rows = Rows(
        unit=pair,
        year=year,
        stop=year,
        cause=event.astype(int),
        causes=("suspension",),
        names=("x",),
        x=np.zeros((year.size, 1)),
    )
    p = {MAIN: np.where((year == 1991) | (year == 1993), 0.5, 0.05), BASE: np.full(year.size, 0.1)}
    return Forecasts(target=TARGETS[0], horizon=1, rows=rows, event=event.astype(float), p=p)


def test_half_of_the_events_lie_in_one_year_and_the_interval_is_that_of_years(forecasts):
    years = by_year(forecasts, draws=500, seed=1)
    assert (years["origins"], years["half"]) == (10, [1991])
    low, high = years["brier_skill"]
    assert low < 0 < high  # all hangs on whether 1991 or 1993 is drawn
    spread = by_year(replace(forecasts, p=forecasts.p | {MAIN: forecasts.p[BASE]}), 500, 1)
    assert spread["brier_skill"] == pytest.approx([0, 0])


@pytest.mark.parametrize(("skill", "said"), [(-0.002, "Half of the 42 events"), (0.01, "")])
def test_a_target_without_skill_says_how_few_years_decide(forecasts, capsys, skill, said):
    target = {"horizon": 1, "events": 42, "brier_skill": skill}
    _show_years([target | {"by_year": by_year(forecasts, draws=50, seed=1)}])
    printed = capsys.readouterr().out
    assert said in printed
    assert ("came in 1 of 10 years: 1991" in printed) == bool(said)
