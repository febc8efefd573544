"""Survey tests against the figures of the coding plan and R's prop.test."""

import math
from datetime import date

import pytest

from detente.case.load import load
from detente.case.survey import Wave
from detente.case.survey_tests import change_test, implication, same_sample, survey_report


def wave(share, n=1500):
    return Wave(date=date(2001, 10, 1), share=share, n=n)


@pytest.mark.parametrize(
    ("before", "after", "points", "z1", "z2"),
    [(0.47, 0.57, 10, 5.5, 3.9), (0.45, 0.58, 13, 7.2, 5.1), (0.38, 0.50, 12, 6.7, 4.7)],
)
def test_changes_of_the_worked_example(before, after, points, z1, z2):
    """To the printed digit: SEED.md, elements 31 to 33; n = 1500 in each wave."""
    plain, clustered = (change_test(wave(before), wave(after), deff) for deff in (1.0, 2.0))
    assert round(100 * plain["change"]) == points
    assert round(plain["z"], 1) == z1
    assert round(clustered["z"], 1) == z2


@pytest.mark.parametrize(
    ("before", "after", "low", "high"), [(0.47, 0.57, 6.4, 13.6), (0.45, 0.58, 9.5, 16.5)]
)
def test_intervals_of_the_worked_example(before, after, low, high):
    """To the printed digit: SEED.md, elements 31 and 32; n = 1500 in each wave."""
    tested = change_test(wave(before), wave(after))
    assert round(100 * tested["low"], 1) == low
    assert round(100 * tested["high"], 1) == high


def test_change_agrees_with_r_prop_test():
    """External: R 4.2.2, prop.test(c(855, 705), c(1500, 1500), correct = FALSE).

    Maker: golden/survey.R.
    """
    found = change_test(wave(0.47), wave(0.57))
    assert (found["low"], found["high"]) == pytest.approx((0.0644242690477, 0.1355757309523))


def test_lead_in_one_sample_of_the_worked_example():
    """SEED.md, element 35."""
    assert round(100 * same_sample(0.34, 0.39, 1500)["change"]) == -5
    assert round(abs(same_sample(0.34, 0.39, 1500)["z"]), 1) == 2.3
    assert round(abs(same_sample(0.34, 0.39, 1500, 2.0)["z"]), 1) == 1.6
    assert same_sample(0.34, 0.39, 1500)["undecided"] == pytest.approx(0.27)


def test_cross_tabulation_of_the_worked_example():
    """SEED.md, element 34: the two views are statistically independent."""
    found = implication(0.50, 0.59, 0.58, 1500)
    assert round(100 * found["rest"]) == 57
    assert round(100 * found["difference"]) == 2
    assert round(found["z"], 1) == 0.8
    assert round(found["phi"], 2) == 0.02


def test_the_bundled_case_yields_the_same_figures():
    by_id = {r["id"]: r for r in survey_report(load("us-russia-2001"))}
    zs = sorted(round(r["change"]["z"], 1) for r in by_id.values() if "change" in r)
    assert zs == [5.5, 6.7, 7.2]
    lead = next(r for r in by_id.values() if "lead" in r)
    assert (round(lead["lead"]["z"], 1), round(lead["lead_deff"]["z"], 1)) == (-2.3, -1.6)
    cross = next(r["cross"] for r in by_id.values() if "cross" in r)
    assert round(cross["rest"], 2) == 0.57
    alarms = [a for r in by_id.values() for a in r["alarms"]]
    assert len(alarms) >= 2


def test_law_of_total_probability():
    found = implication(0.3, 0.9, 0.5, 1000)
    assert 0.3 * 0.9 + 0.7 * found["rest"] == pytest.approx(0.5)


def test_impossible_margins_are_not_tested():
    assert "z" not in implication(0.9, 0.1, 0.9, 1000)


def test_no_change_and_no_error_is_no_infinity():
    assert change_test(wave(1.0), wave(1.0))["z"] == 0
    assert math.isinf(change_test(wave(0.0), wave(1.0))["z"])
