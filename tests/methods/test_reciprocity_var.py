"""Reciprocity as a vector autoregression, against statsmodels and a known process."""

import csv

import numpy as np
import pytest

from detente.errors import DataError
from detente.methods.reciprocity_var import fit_var


def process(steps=4000, response=(0.3, 0.0), seed=5):
    """Each side repeats .4 of its own last conduct, and answers the other's as told."""
    rng = np.random.default_rng(seed)
    y = np.zeros((steps, 2))
    for t in range(1, steps):
        for i in (0, 1):
            y[t, i] = 1 + 0.4 * y[t - 1, i] + response[i] * y[t - 1, 1 - i] + rng.standard_normal()
    return y


@pytest.mark.parametrize("lags", [1, 3])
def test_agrees_with_statsmodels_on_the_levant_series(shared, lags):
    """Israel and the Palestinians by the week (KEDS), the classic series of the method."""
    vector_ar = pytest.importorskip("statsmodels.tsa.api")
    path = shared / "events" / "series" / "keds_israel_palestine_weekly_goldstein.csv"
    with path.open() as file:
        series = np.array([[float(r["i2p"]), float(r["p2i"])] for r in csv.DictReader(file)])
    mine, theirs = fit_var(series, lags), vector_ar.VAR(series).fit(lags, trend="c")
    for i, side in enumerate((mine.first, mine.second)):
        params, errors = theirs.params[:, i], theirs.stderr[:, i]
        own, other = 1 + i + 2 * np.arange(lags), 2 - i + 2 * np.arange(lags)
        np.testing.assert_allclose(side.constant, params[0], rtol=1e-9)
        np.testing.assert_allclose(side.own, params[own], rtol=1e-9)
        np.testing.assert_allclose(side.other, params[other], rtol=1e-9)
        np.testing.assert_allclose(side.own_error, errors[own], rtol=1e-9)
        test = theirs.test_causality(i, 1 - i, kind="f")
        np.testing.assert_allclose(side.f, test.test_statistic, rtol=1e-8)
    np.testing.assert_allclose(mine.aic, theirs.aic, atol=1e-9)


def test_the_lags_of_least_aic_are_those_of_statsmodels(shared):
    vector_ar = pytest.importorskip("statsmodels.tsa.api")
    series = process(600)
    assert fit_var(series).lags == vector_ar.VAR(series).select_order(12).aic


def test_a_known_response_is_found_and_a_missing_one_is_not():
    found = fit_var(process(), 1)
    assert found.first.response == pytest.approx(0.3, abs=0.04)
    assert found.first.routine == pytest.approx(0.4, abs=0.04)
    assert found.first.p < 1e-6
    assert abs(found.second.response) < 0.04
    assert found.second.p > 0.001


@pytest.mark.parametrize(
    ("series", "words"),
    [
        (np.ones((50, 2)), "never changes"),
        (np.full((50, 2), np.nan), "0 known steps"),
        (np.array([[1.0, np.nan]] * 50), "step 1 of the series is known of one side only"),
        (np.full((50, 2), np.inf), "step 1 of the series is known of one side only"),
        (np.zeros((6, 2)), "6 known steps; wanted at least 15 for 2 lags"),
        (np.zeros((50, 3)), "wanted (steps, 2)"),
    ],
)
def test_a_series_that_cannot_be_read_is_refused(series, words):
    with pytest.raises(DataError) as problem:
        fit_var(series, 2)
    assert words in str(problem.value)


def test_nothing_is_estimated_across_a_gap():
    """Two series one after the other, with a gap between them, are two samples of one process."""
    series = process(400)
    gap = np.full((1, 2), np.nan)
    cut = fit_var(np.vstack([series[:200], gap, series[200:]]), 2)
    y = np.vstack([series[2:200], series[202:]])
    past = np.vstack([np.hstack([s[1:-1], s[:-2]]) for s in (series[:200], series[200:])])
    beta = np.linalg.lstsq(np.hstack([np.ones((len(y), 1)), past]), y, rcond=None)[0]
    assert cut.n == len(y)
    np.testing.assert_allclose(cut.first.own, beta[[1, 3], 0], rtol=1e-9)
    np.testing.assert_allclose(cut.second.other, beta[[1, 3], 1], rtol=1e-9)


def test_many_gaps_leave_fewer_lags_to_choose_from():
    series = process(120)
    series[::6] = np.nan
    assert 1 <= fit_var(series).lags < 6
