"""The filtered level of risk: hand-worked steps, drift, bad input."""

import numpy as np
import pytest
from scipy.stats import nbinom

from detente.errors import DataError
from detente.history import risk_level
from detente.history.risk_level import DISCOUNTS, filtered_risk_level


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
