"""Weighted mean and median by arithmetic, Nash against a general optimiser."""

import json
from pathlib import Path

import pytest

from detente.scenarios.bargaining.baselines import nash, weighted_mean, weighted_median_position
from detente.scenarios.bargaining.table import seat_actors

GOLDEN = json.loads(
    (Path(__file__).parents[2] / "golden" / "bargain" / "expected.json").read_text()
)


def seats(position, weight, salience=None):
    names = [str(k) for k in range(len(position))]
    return seat_actors(names, position, salience or [1] * len(position), weight, span=100)


def test_weighted_mean_and_median_by_hand():
    """Weights .5, 1, 2: mean (10 x .5 + 40 + 80 x 2) / 3.5; half of 3.5 is reached at 80."""
    three = seats([10, 40, 80], [1, 1, 4], [0.5, 1, 0.5])
    assert weighted_mean(three) == pytest.approx(205 / 3.5)
    assert weighted_median_position(three) == 80


@pytest.mark.parametrize("case", GOLDEN["nash"])
def test_nash_agrees_with_an_optimiser(case):
    """External: scipy's bounded search, golden/bargain/plain.py."""
    found = nash(seats(case["ideal"], case["weight"]), case["status_quo"])
    assert found == pytest.approx(case["nash"], abs=2e-5)


def test_nash_of_two_equals_by_hand():
    """q = 0, both want 50: the product (100 - x)^2 x^2 is largest at 50."""
    assert nash(seats([50, 50], [1, 3]), 0.0) == pytest.approx(50)


@pytest.mark.parametrize("status_quo", [20.0, 50.0, 80.0])
def test_without_a_gain_for_all_the_status_quo_stays(status_quo):
    assert nash(seats([20, 80], [1, 1]), status_quo) == status_quo


def test_who_does_not_care_has_no_veto():
    two = seats([20, 80, 60], [1, 1, 1], [0, 1, 1])
    assert 50 < nash(two, 50.0) <= 70
