"""Spearman's correlation against SciPy, and what an interval that ignores time would claim."""

import numpy as np
import pytest
from scipy import stats

from detente.methods.rank_correlation import rank_correlation


def test_it_is_that_of_scipy_with_ties():
    rng = np.random.default_rng(1)
    x = rng.poisson(3, 80).astype(float)
    y = x + rng.poisson(4, 80)
    found = rank_correlation(x, y)
    assert found.rho == pytest.approx(stats.spearmanr(x, y).statistic, abs=1e-12)
    assert -1 <= found.low < found.rho < found.high <= 1


def walk(rng, n=72, memory=0.8):
    """A series that remembers the month before."""
    x = rng.standard_normal(n)
    for t in range(1, n):
        x[t] += memory * x[t - 1]
    return x


def test_nine_of_ten_intervals_hold_the_truth_for_series_with_memory():
    rng = np.random.default_rng(2)
    found = [rank_correlation(walk(rng), walk(rng)) for _ in range(300)]
    holds = np.mean([r.low <= 0 <= r.high for r in found])
    assert holds > 0.85
    naive = [stats.norm.cdf(abs(np.arctanh(r.rho)) * np.sqrt(69)) < 0.95 for r in found]
    assert np.mean(naive) < 0.75  # months taken as independent claim too much
    assert np.mean([r.independent for r in found]) < 50


def test_independent_months_count_in_full():
    rng = np.random.default_rng(3)
    x = rng.standard_normal(72)
    found = rank_correlation(x, x + rng.standard_normal(72))
    assert 50 < found.independent <= 72
    assert found.low > 0.4


@pytest.mark.parametrize("x", [np.zeros(20), np.arange(5.0)], ids=["constant", "five months"])
def test_nothing_is_said_of_a_constant_or_of_few_months(x):
    assert rank_correlation(x, np.arange(float(x.size))) is None
