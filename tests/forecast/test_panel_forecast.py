"""Forecasts of pairs from data: mixtures by hand, and the figure of a case built from the data."""

import numpy as np
import pytest

from detente.forecast import panel_forecast as pf
from detente.forecast.chance import Chance
from detente.history.class_ages import CLASSES
from detente.history.panel_rows import panel_rows
from detente.history.pool_weights import EQUAL, PoolWeights

CHANCE = Chance(seed=1, draws=400)
HALF = PoolWeights(learned=0.5, classes=0.5)


@pytest.fixture(scope="module")
def panel(real_store):
    return panel_rows()


@pytest.fixture(scope="module")
def risk():
    return pf.panel_draws(2001, CHANCE)


def pair(panel, year, *codes):
    rows = panel.rows
    return panel.where(
        np.flatnonzero((rows.unit == codes[0] * 1000 + codes[1]) & (rows.year == year))
    )


def test_weighted_quantiles_by_hand():
    """Member one has 1 ... 100 with weight .9, member two 200 with the rest: 95 % is beyond it."""
    draws = np.stack([np.arange(1.0, 101), np.full(100, 200.0)])[None]
    low, high = pf._quantiles(draws, np.array([[0.9, 0.1]]))
    assert (low[0], high[0]) == (6, 200)


def test_the_mean_is_that_of_the_members_by_their_weights(panel, risk):
    now = panel.of_year(2001)
    result = pf.panel_forecast(now, risk, HALF)
    known = np.isfinite(result.classes[:, 0])
    assert 500 < known.sum() < known.size
    both = (result.learned + result.classes) / 2
    assert result.mean[known] == pytest.approx(both[known])
    assert result.mean[~known] == pytest.approx(result.learned[~known])


def test_draws_of_one_pair_have_the_mean_and_interval_of_the_list(panel, risk):
    one = pair(panel, 2001, 2, 365)
    listed = pf.panel_forecast(one, risk, EQUAL)
    draws = pf.mixed_draws(one, risk, EQUAL, CHANCE)
    assert draws.shape == (400, 20)
    assert draws.mean(axis=0) == pytest.approx(listed.mean[0], abs=0.02)
    low, high = np.quantile(draws[:, 9], (0.05, 0.95))
    assert (low, high) == pytest.approx((listed.low[10][0], listed.high[10][0]), abs=0.05)


def test_disagreement_between_members_is_in_the_interval(panel, risk):
    now = panel.of_year(2001)
    alone, mixed = (
        pf.panel_forecast(now, risk, p) for p in (PoolWeights(learned=1.0, classes=0.0), HALF)
    )
    apart = np.nan_to_num(np.abs(mixed.classes - mixed.learned)[:, 9]) > 0.2
    width = [p.high[10] - p.low[10] for p in (alone, mixed)]
    assert apart.sum() > 20
    assert (width[1][apart] > width[0][apart]).mean() > 0.95


def test_without_lens_weights_or_a_vintage_nothing_is_printed():
    with pytest.raises(pf.MissingData, match="no vintage 1850"):
        pf.panel_draws(1850, CHANCE)


def test_a_class_that_had_not_begun_has_no_draws():
    assert pf.panel_draws(2001, CHANCE).classes.keys() == set(CLASSES)
