"""Kaplan-Meier and Aalen-Johansen against R's survival, their algebra and bad input."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from detente.errors import DataError
from detente.history.survival import design_effect, survival_curve

# Remission weeks, 6-MP arm: Freireich et al. (1963), Blood 21, 699-716
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
ENDED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]


def test_survival_agrees_with_the_published_table():
    """S at 6, 7, 10, 13, 16, 22, 23 weeks: Kalbfleisch and Prentice (2002), table 1.2."""
    c = survival_curve(WEEKS, ENDED, 1)
    published = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert [c.at(t)[0] for t in (6, 7, 10, 13, 16, 22, 23)] == pytest.approx(published, abs=6e-4)
    assert c.median == 23


def test_competing_risks_agree_with_r():
    """External: R 4.2.2, survival 3.5-3; maker golden/survival.R."""
    c = survival_curve([1, 2, 2, 3, 4, 5, 5, 6, 8, 9], [1, 2, 0, 1, 2, 1, 0, 0, 2, 0], 2)
    assert c.at(5)[0] == pytest.approx(0.45714285714286, abs=1e-12)
    assert c.at(5)[1:] == pytest.approx((0.14298216275561, 0.72977910601524), abs=1e-9)
    assert c.incidence_at(8)[0] == pytest.approx((0.32857142857143, 0.44285714285714), abs=1e-12)


def test_incidences_and_survival_sum_to_one():
    c = survival_curve([1, 2, 2, 3, 4], [1, 2, 0, 1, 0], 2)
    assert c.incidence.sum(axis=0) + c.survival == pytest.approx(np.ones(c.time.size))


def test_time_unit_does_not_change_survival():
    weeks, days = survival_curve(WEEKS, ENDED, 1), survival_curve(np.array(WEEKS) * 7.0, ENDED, 1)
    assert weeks.survival == pytest.approx(days.survival)


def test_no_ending_leaves_survival_at_one_and_the_median_unknown():
    c = survival_curve([3, 30], [0, 0], 1)
    assert c.at(20) == pytest.approx((1.0, 0.025, 1.0))  # one spell was watched that long
    assert c.at(2) == pytest.approx((1.0, binomtest(2, 2).proportion_ci().low, 1.0))
    assert c.incidence_at(20)[:, 0] == pytest.approx((0.0, 0.0, 0.975))
    assert c.at(0) == (1.0, 1.0, 1.0)
    assert c.median is None
    assert c.observed(30)
    assert not c.observed(31)


def test_one_spell_that_ended_is_no_certainty():
    c = survival_curve([5], [1], 2)
    assert c.at(5) == pytest.approx((0.0, 0.0, 0.975))
    ended, other = c.incidence_at(5).T
    assert ended == pytest.approx((1, 0.025, 1))
    assert other == pytest.approx((0, 0, 0.975))
    assert c.at(3) == pytest.approx((1.0, 0.025, 1.0))


def test_empty_class_is_an_empty_curve():
    c = survival_curve([], [], 1)
    assert (c.n, c.ended, c.median) == (0, 0, None)


@pytest.mark.parametrize(
    ("duration", "cause", "message"),
    [
        ([5, -1], [1, 1], r"duration\[1\] is -1"),
        ([5, float("nan")], [1, 1], r"duration\[1\] is nan"),
        ([5], [1, 1], "duration has 1 spells, cause has 2"),
        ([5, 6], [1, 3], r"cause\[1\] is 3"),
    ],
)
def test_names_the_first_bad_spell(duration, cause, message):
    with pytest.raises(DataError, match=message):
        survival_curve(duration, cause, 2)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # no clocks
@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 2)), min_size=1, max_size=60),
    st.integers(0, 40),
)
def test_intervals_hold_the_estimate_and_survival_never_rises(spells, t):
    c = survival_curve([d for d, _ in spells], [k for _, k in spells], 2)
    value, low, high = c.at(t)
    assert 0 <= low <= value + 1e-12
    assert value <= high + 1e-12 <= 1 + 2e-12
    assert (np.diff(c.survival) <= 0).all()
    assert (c.incidence_variance >= 0).all()


def test_a_spell_counts_only_from_its_entry_on():
    """By hand: at 2 three are at risk, at 5 those that entered at 3 and 4 too, less the one gone."""
    late = survival_curve([2, 5, 9, 6, 9], [1, 1, 0, 1, 0], 1, entry=[0, 0, 0, 3, 4])
    assert late.at_risk.tolist() == [3, 4, 3]
    assert late.at(2)[0] == pytest.approx(2 / 3)
    assert late.at(6)[0] == pytest.approx(2 / 3 * 3 / 4 * 2 / 3)


def test_spells_seen_from_the_onset_need_no_entry():
    plain = survival_curve([4, 6, 10], [1, 2, 0], 2)
    told = survival_curve([4, 6, 10], [1, 2, 0], 2, entry=[0, 0, 0])
    assert plain.survival.tolist() == told.survival.tolist()
    assert plain.at(1) == told.at(1)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ([0, 7], r"entry\[1\] is 7; wanted 0 or more, before 6"),
        ([-1, 0], r"entry\[0\] is -1; wanted 0 or more"),
        ([0], "entry has 1 spells, duration has 2"),
    ],
)
def test_an_entry_after_the_end_is_refused(entry, message):
    with pytest.raises(DataError, match=message):
        survival_curve([4, 6], [1, 0], 1, entry=entry)


def test_spells_that_repeat_each_other_count_once():
    """Every pair four times, ending in the same years: a quarter of the information."""
    rng = np.random.default_rng(4)
    unit, begin = np.repeat(np.arange(500), 4), np.repeat(rng.integers(1900, 2000, 500), 4)
    stop, ended = begin + np.repeat(rng.integers(0, 9, 500), 4), np.repeat(rng.random(500) < 0.5, 4)
    age = np.zeros(2000, dtype=int)
    assert design_effect(unit, begin, stop, ended, age) == pytest.approx(4.5, abs=1)
    alone = np.arange(500)
    assert design_effect(alone, begin[::4], stop[::4], ended[::4], age[::4]) < 1.5


def test_spells_that_never_end_have_no_design_effect():
    years = np.full(5, 1950)
    assert design_effect(np.arange(5), years, years + 3, years < 0, years - years) == 1
