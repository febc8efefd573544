"""Risk of pairs from data: the learned hazard and each class by hand, and stacking on made-up past."""

from dataclasses import replace

import numpy as np
import pytest

from detente.errors import DataError
from detente.history import pool_share
from detente.history.class_ages import CLASSES
from detente.history.class_hazards import age_risk
from detente.history.covariates import TIE_COVARIATES
from detente.history.lens_weights import LensWeights
from detente.history.panel_risk import central, member_survival
from detente.history.pool_weights import MemberForecasts, fit_pool_weights
from detente.history.rows import Rows
from detente.history.vintage import ClassTable

NAMES = (*TIE_COVARIATES, "lens")
KIND = "ex-rivals"
K = len(NAMES)


def weights(slope=0.5, intercept=-3.0, mean=0.3):
    beta = np.zeros((3, 1 + K))
    beta[:, 0] = intercept + np.arange(3) / 10
    beta[:, -1] = slope
    means = np.zeros(K)
    means[-1] = mean
    return LensWeights(
        names=NAMES,
        mean=np.zeros(K),
        scale=np.ones(K),
        beta=beta,
        covariance=np.zeros((3, 1 + K, 1 + K)),
        class_means={KIND: means},
        opposed={},
        contradicted={},
        level_variances=np.zeros(3),
        mean_excess=np.zeros(3),
        state_sd=0.0,
        year_sd=0.0,
        rows=1,
        events=1,
    )


def rows(lens, *, year=2000, stop=2010, cause=0):
    lens = np.asarray(lens, dtype=float)
    n = lens.size
    x = np.zeros((n, K))
    x[:, -1] = lens
    full = {"year": year, "stop": stop, "cause": cause}
    return Rows(
        unit=np.arange(n) + 2003,
        **{k: np.broadcast_to(np.asarray(v, dtype=int), n).copy() for k, v in full.items()},
        causes=("rupture",),
        names=NAMES,
        x=x,
    )


def ages(n, age=3.0):
    out = np.full((n, len(CLASSES)), np.nan)
    out[:, 0] = age
    return out


def logistic(x):
    return 1 / (1 + np.exp(-x))


def test_the_learned_hazard_by_hand():
    """Year 1 has log-odds -3 + .5 x 2, years 2-5 a tenth more, the others two tenths."""
    (learned,) = member_survival(central(weights(), {}), rows([2.0]), ages(1))
    h = [logistic(-2.0), *[logistic(-1.9)] * 4, *[logistic(-1.8)] * 15]
    assert learned.survival[0, 0] == pytest.approx(np.cumprod(1 - np.array(h)))


def test_a_class_is_moved_by_the_distance_from_its_own_mean():
    """Risk .1 at age 3, .2 at 4 and after; the lens stands .7 above the class's mean of .3."""
    risk = central(weights(), {KIND: np.array([0.0, 0.0, 0.0, 0.1, 0.2])})
    _, found = member_survival(risk, rows([1.0]), ages(1))
    odds = np.array([1 / 9, *[1 / 4] * 19]) * np.exp(0.5 * 0.7)
    assert found.name == KIND
    assert found.survival[0, 0] == pytest.approx(np.cumprod(1 / (1 + odds)))


def test_a_lens_beyond_history_counts_no_more():
    risk = central(weights(), {})
    (far,), (edge,) = (member_survival(risk, rows([z]), ages(1)) for z in (9.0, 2.5))
    assert far.survival == pytest.approx(edge.survival)


def test_a_lens_without_a_value_moves_neither():
    risk = central(weights(), {KIND: np.array([0.1])})
    learned, found = member_survival(risk, rows([np.nan]), ages(1))
    assert learned.survival[0, 0, 0] == pytest.approx(1 - logistic(-3.0))
    assert found.survival[0, 0, 0] == pytest.approx(0.9)


def test_rows_without_a_covariate_are_refused():
    lacking = replace(rows([1.0]), names=("other",), x=np.zeros((1, 1)))
    with pytest.raises(DataError, match="rows without 'a treaty in force'"):
        list(member_survival(central(weights(), {}), lacking, ages(1)))


def test_the_tail_of_a_class_is_the_mean_of_its_last_ten_years():
    table = ClassTable(
        n=100,
        ended=10,
        by_cause={},
        median_years=None,
        survival=np.ones(1),
        at_risk=np.full(20, 1e6),
        ends=np.repeat([1e5, 2e5], 10),
    )
    mean = age_risk(table).mean()
    assert mean.size == 21
    assert mean[[0, 15, 20]] == pytest.approx([0.1, 0.2, 0.2], rel=1e-3)


def past(rng, n=400, slope=0.5):
    """Pairs of 1950-2000, each year others, that end by the learned hazard of `weights`."""
    parts = []
    for year in range(1950, 2001):
        lens = rng.standard_normal(n)
        life = rng.geometric(logistic(-2.9 + slope * lens))
        stop = np.minimum(year + life - 1, 2010)
        parts.append(rows(lens, year=year, stop=stop, cause=(year + life - 1 <= 2010).astype(int)))
    return replace(
        parts[0],
        **{
            name: np.concatenate([getattr(p, name) for p in parts])
            for name in ("unit", "year", "stop", "cause", "x")
        },
    )


def stacked(history, year, known):
    return fit_pool_weights(MemberForecasts(history, ages(history.year.size), known), year)


def test_stacking_gives_all_to_the_model_that_is_true():
    history = past(np.random.default_rng(1))
    wrong = central(weights(), {KIND: np.array([0.3])})
    fit = stacked(history, 2000, lambda year: wrong)
    assert fit["learned"] > 0.95
    assert fit["learned"] + fit["classes"] == pytest.approx(1)


def test_stacking_gives_all_to_the_classes_where_they_are_true():
    history = past(np.random.default_rng(1), slope=0.0)
    risk = central(weights(slope=0.0, intercept=0.0), {KIND: np.array([logistic(-2.9)])})
    fit = stacked(history, 2000, lambda year: risk)
    assert fit["classes"] > 0.95


def test_outcomes_after_the_vintage_change_no_weight():
    history = past(np.random.default_rng(2))
    risk = central(weights(), {KIND: np.array([0.06])})
    later = history.stop >= 1990
    other = replace(
        history, stop=np.where(later, 1990, history.stop), cause=np.where(later, 1, history.cause)
    )
    found = [stacked(h, 1990, lambda y: risk) for h in (history, other)]
    assert found[0] == found[1] != {}


def test_without_enough_events_there_are_no_weights():
    history = past(np.random.default_rng(1), n=2)
    fit = stacked(history, 1956, lambda year: central(weights(), {KIND: np.array([0.1])}))
    assert fit == {}
    assert pool_share.EQUAL.of(["ex-rivals", "treaty-partners", "aligned"]) == (0.25, 0.25)
