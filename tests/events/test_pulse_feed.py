"""One feed's part of a pulse: months, gaps, the last month against the others, who does what."""

from dataclasses import replace

import numpy as np
import pytest
from pulse_kit import NAMES, measured, part, readings, series
from scipy import stats

from detente.events.conduct import RECENT, conduct, share_of
from detente.events.index import level
from detente.events.measured import measured as compute
from detente.events.pulse_feed import USUAL, feed_pulse


def test_a_gap_has_no_counts_and_no_zero():
    feed = part(series(gap=(10, 71)))
    gap = feed.months[10]
    assert gap.gap
    assert (gap.counts, gap.cooperation, gap.world, gap.level) == (None, None, None, None)
    assert gap.days == 0
    assert gap.length == 30  # November 2018
    assert feed.last == "2023-11"  # the last month with data, not the gap after it
    assert len(feed.months) == 72


def test_the_last_month_is_set_against_five_years():
    s = series()
    values = readings(s)["level"][:, 0]
    before = values[-1 - USUAL : -1]
    (now,) = (n for n in part(s).now if n.of == "level")
    assert now.months == np.isfinite(before).sum() == 60 - (72 - 1 - USUAL <= 10)
    assert now.lower == (before < values[-1]).sum()
    assert now.usual.mean == pytest.approx(np.nanmedian(before))
    assert now.month == "2023-12"


def test_too_few_months_have_no_usual():
    assert part(series(12, gap=())).now == []
    assert part(series(13, gap=())).now


N = 132  # months: two windows, so that all that are compared have one


def test_a_level_that_moved_without_the_pair_is_neither_high_nor_low():
    """The world has fewer events each month, so that the estimate of a rate of none rises."""
    quiet = replace(series(N, gap=()), conflict=np.zeros(N), world=np.linspace(9e4, 1e3, N))
    value = level(quiet).value
    assert value[-1] > np.quantile(value[-1 - USUAL : -1], 0.95)
    assert standing_of_level(quiet) is None
    one_event = replace(quiet, conflict=np.eye(N)[-1])
    assert standing_of_level(one_event).lower == USUAL  # this month has more than any other


def standing_of_level(s):
    x = level(s)
    read = replace(measured(s), readings={"level": np.column_stack([x.value, x.low, x.high])})
    return next(iter(feed_pulse(s, read, NAMES, swapped=True).now), None)


def test_months_too_few_for_two_levels_have_no_probability_of_a_change():
    short, enough = (compute(series(n, gap=()), smoothed=False).recent for n in (5, 6))
    assert short == {}
    assert set(enough) == {"level of conflict", "balance", "conflict and cooperation"}


def test_directions_follow_the_order_asked_for():
    s = series()
    asked = feed_pulse(s, measured(s), NAMES, swapped=True).months[0].counts
    other = feed_pulse(s, measured(s), NAMES[::-1], swapped=False).months[0].counts
    first = s.quads["one to two"][0]  # Russia has the smaller code
    assert other.one_to_two.verbal_cooperation == asked.two_to_one.verbal_cooperation == first[0]
    assert asked.one_to_two.material_conflict == s.quads["two to one"][0, 3]
    assert asked.both == other.both


def test_conduct_adds_up_the_months_that_are_no_gap():
    s = series(gap=(10, 70))
    rows = conduct(s, NAMES, swapped=True)
    assert [(r.actor, r.target) for r in rows[:3]] == [
        ("China", "Russia"),
        ("Russia", "China"),
        ("China and Russia", None),
    ]
    last = s.quads["one to two"][-RECENT:]
    russia = rows[1]
    assert (russia.first, russia.last, russia.months) == ("2023-01", "2023-12", 11)
    assert russia.counts.verbal_conflict == np.nansum(last[:, 2])
    words = np.nansum(last[:, 0]), np.nansum(last[:, [0, 2]])
    assert russia.words == share_of(*words)
    assert rows[3].last == "2022-12"


def test_a_share_has_the_interval_of_jeffreys():
    """External: SciPy's beta distribution."""
    found = share_of(30, 40)
    low, high = stats.beta(30.5, 10.5).ppf([0.05, 0.95])
    assert (found.mean, found.low, found.high) == pytest.approx((0.75, low, high))
    assert share_of(0, 7).low <= 0 < share_of(0, 7).high
    assert share_of(0, 0) is None


def test_without_quad_classes_nothing_is_said_of_directions_or_talk():
    feed = part(series(quads=False))
    assert feed.conduct == []
    assert {m.counts for m in feed.months} == {m.talk for m in feed.months} == {None}
    assert feed.months[0].balance is not None
