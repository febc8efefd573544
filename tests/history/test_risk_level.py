"""The filtered level of risk: hand-worked steps, drift, bad input."""

import numpy as np
import pytest
from scipy.special import digamma, polygamma
from scipy.stats import nbinom

from detente.errors import DataError
from detente.history import risk_level
from detente.history.risk_level import DISCOUNTS, filtered_risk_level, forecast_variance


def test_two_years_by_hand(monkeypatch):
    """One discount of .5, prior 2 and 2: (1 + 4, 1 + 2), then (2.5 + 1, 1.5 + 2)."""
    monkeypatch.setattr(risk_level, "DISCOUNTS", np.array([0.5]))
    assert filtered_risk_level([4, 1], [2, 2]).level == pytest.approx(3.5 / 3.5)
    assert filtered_risk_level([4], [2]).level == pytest.approx(5 / 3)


def test_predictive_is_negative_binomial():
    found = risk_level._log_predictive(3.0, 2.0, np.array([1.5]), np.array([2.5]))
    assert found == pytest.approx(nbinom.logpmf(3, 1.5, 2.5 / (2.5 + 2.0)))


def test_a_year_that_expects_nothing_tells_nothing():
    assert filtered_risk_level([3, 0, 4], [4, 0, 4]).level == (
        filtered_risk_level([3, 4], [4, 4]).level
    )


def test_a_steady_level_is_found():
    rng = np.random.default_rng(1)
    expected = np.full(200, 6.0)
    assert filtered_risk_level(rng.poisson(0.5 * expected), expected).level == pytest.approx(
        0.5, abs=0.08
    )


def test_a_break_is_followed_faster_than_by_the_mean():
    observed = np.array([6] * 50 + [1] * 8)
    assert filtered_risk_level(observed, np.full(58, 6.0)).level < 0.4 < observed.mean() / 6


@pytest.mark.parametrize(
    ("observed", "expected"), [([1], [1, 2]), ([-1], [1]), ([np.nan], [1]), ([[1]], [[1]])]
)
def test_bad_counts_are_said(observed, expected):
    with pytest.raises(DataError, match="same years"):
        filtered_risk_level(observed, expected)


def test_discounts_lie_between_half_and_one():
    assert DISCOUNTS.min() == 0.5
    assert DISCOUNTS.max() == 1.0


def test_the_variance_is_that_of_the_gamma_posterior(monkeypatch):
    monkeypatch.setattr(risk_level, "DISCOUNTS", np.array([0.5]))
    found = filtered_risk_level([4, 1], [2, 2])
    draws = np.log(np.random.default_rng(1).gamma(3.5, 1 / 3.5, 200_000))
    assert found.log_variance == pytest.approx(polygamma(1, 3.5))
    assert found.log_variance == pytest.approx(draws.var(), rel=0.02)
    assert digamma(3.5) - np.log(3.5) == pytest.approx(draws.mean(), abs=0.01)


def test_disagreeing_discounts_add_to_the_variance(monkeypatch):
    counts = [6] * 50 + [1] * 4, [6] * 54
    monkeypatch.setattr(risk_level, "DISCOUNTS", np.array([0.5, 1.0]))
    both = filtered_risk_level(*counts).log_variance
    monkeypatch.setattr(risk_level, "DISCOUNTS", np.array([1.0]))
    assert both > filtered_risk_level(*counts).log_variance


def test_the_weight_of_a_year_is_minus_the_slope_of_the_level(monkeypatch):
    """By a finite difference of each year's expectation, at one discount."""
    monkeypatch.setattr(risk_level, "DISCOUNTS", np.array([0.8]))
    observed, expected = [4, 1, 6, 2], np.array([2.0, 3.0, 4.0, 5.0])
    found = filtered_risk_level(observed, expected)
    for year in range(4):
        up = filtered_risk_level(observed, expected + 1e-6 * np.eye(4)[year])
        slope = (np.log(up.level) - np.log(found.level)) / 1e-6
        assert found.weight[year] == pytest.approx(-slope, rel=1e-3)


def test_each_year_begins_with_the_level_of_those_before():
    observed, expected = [4, 1, 6, 2], [2, 3, 4, 5]
    found = filtered_risk_level(observed, expected)
    assert found.before[0] == 1
    assert found.before[3] == pytest.approx(filtered_risk_level(observed[:3], expected[:3]).level)


def test_shocks_of_years_are_found():
    rng = np.random.default_rng(2)
    mean = np.full(4000, 20.0)
    shocked = rng.poisson(mean * np.exp(0.4 * rng.normal(size=mean.size) - 0.08))
    assert forecast_variance(shocked, mean) == pytest.approx(0.16, abs=0.02)
    assert forecast_variance(rng.poisson(mean), mean) < 0.005
