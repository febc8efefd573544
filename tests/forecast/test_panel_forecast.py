"""Forecasts of pairs from data: mixtures by hand, and the figure of a case built from the data."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from forecast_kit import make, reads, reference_matches, survival

from detente import registry
from detente.forecast import panel_forecast as pf
from detente.forecast.case_covariates import case_covariates
from detente.forecast.chance import Chance
from detente.forecast.data_case.build import data_case
from detente.forecast.data_case.request import ask
from detente.history.class_ages import CLASSES
from detente.history.informal_names import ALIGNED
from detente.history.panel_rows import panel_rows
from detente.history.pool_share import ALIGNED_LEARNED, PoolWeights, load_pool_weights

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
    now, aligned = panel.of_year(2001), CLASSES.index(ALIGNED)
    ages = now.ages.copy()  # some pairs without any other tie, which every pair of the list has
    some = np.flatnonzero(np.isfinite(ages[:, aligned]))[:20]
    ages[np.ix_(some, [k for k in range(len(CLASSES)) if k != aligned])] = np.nan
    now = replace(now, ages=ages)
    result = pf.panel_forecast(now, risk, HALF)
    there = np.isfinite(now.ages)
    alone = there[:, [aligned]].all(axis=1) & (there.sum(axis=1) == 1)
    none, known = ~there.any(axis=1), there.any(axis=1) & ~alone
    assert 500 < known.sum() < known.size
    both = (result.learned + result.classes) / 2
    assert result.mean[known] == pytest.approx(both[known])
    assert result.mean[none] == pytest.approx(result.learned[none])
    assert alone.any()
    mixed = ALIGNED_LEARNED * result.learned + (1 - ALIGNED_LEARNED) * result.classes
    assert result.mean[alone] == pytest.approx(mixed[alone])


def test_without_lens_weights_or_a_vintage_nothing_is_printed():
    with pytest.raises(pf.MissingData, match="no vintage 1850"):
        pf.panel_draws(1850, CHANCE)


def test_a_class_that_had_not_begun_has_no_draws():
    assert pf.panel_draws(2001, CHANCE).classes.keys() == set(CLASSES)


PAIRS = [((220, 255), 2001), ((365, 710), 2001), ((2, 365), 2001), ((2, 740), 2001)]


def from_data(codes, year):
    """The case of two states on 1 January."""
    return data_case(ask(*map(str, codes), date(year, 1, 1)))


@pytest.mark.parametrize(("codes", "year"), PAIRS)
def test_a_case_from_data_states_the_tie_and_the_classes_of_the_panel(panel, codes, year):
    case, one = from_data(codes, year), pair(panel, year, *codes)
    stated = case_covariates(case)
    known = dict(zip(one.rows.names, one.rows.x[0], strict=True))
    assert stated
    for name, value in stated.items():
        assert value == pytest.approx(known[name], abs=0.01), name
    ages = dict(zip(CLASSES, one.ages[0], strict=True))
    matched = {k: age for k, (age, _) in reference_matches(case).items() if k in CLASSES}
    assert matched == pytest.approx({k: a for k, a in ages.items() if np.isfinite(a)}, abs=1.01)


@pytest.mark.parametrize(("codes", "year"), PAIRS)
def test_the_screening_is_the_model_of_a_case(panel, codes, year, monkeypatch):
    """The forecast of a case whose record and lenses are the panel's is that of the pair's row.

    Lenses that only a case can have add their spread without evidence, and so to the mean: a few
    points after twenty years.
    """
    one = pair(panel, year, *codes)
    for name, value in zip(one.rows.names, one.rows.x[0], strict=True):
        if name in registry.lenses():
            read = reads(float(value) if np.isfinite(value) else None)
            monkeypatch.setitem(registry._lenses, name, replace(registry.lenses()[name], read=read))
    case = from_data(codes, year)
    f = make(case, draws=1000)
    ended = 1 - survival(f)[:, [4, 20, 40, 80]].mean(axis=0)
    chance = Chance(seed=f.settings.seed, draws=1000)
    page = pf.panel_forecast(one, pf.panel_draws(year, chance), load_pool_weights(year))
    assert ended[:3] == pytest.approx(page.mean[0, [0, 4, 9]], abs=0.03)
    assert ended[3] == pytest.approx(page.mean[0, 19], abs=0.05)
