"""Changes of a pair: what each measure sees, what is no change of the pair, and when it was known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.events.changes import changes, hindsight, hindsight_changes, recent_change
from detente.events.index import balance, level, talk_share
from detente.events.series import MonthlySeries


def series(conflict, cooperation=None, world=1e5, gap=()):
    """A pair from January 2015 on."""
    conflict = np.array(conflict, dtype=float)
    n = conflict.size
    gaps = np.isin(np.arange(n), gap)
    return MonthlySeries(
        feed="feed",
        label="a feed",
        one=2,
        two=365,
        unit="events",
        months=np.arange(np.datetime64("2015-01"), np.datetime64("2015-01") + n),
        quads=None,
        cooperation=None if cooperation is None else np.array(cooperation, dtype=float),
        conflict=np.where(gaps, np.nan, conflict),
        world=np.full(n, world),
        days=np.full(n, 30),
        length=np.full(n, 30),
        gap=gaps,
    )


def noisy(rng, mean, n):
    """Counts three times as variable as Poisson's."""
    return rng.negative_binomial(mean / 2, 1 / 3, n)


def shorter(given_series, n):
    cut = {
        name: getattr(given_series, name)[:n]
        for name in ("months", "world", "days", "length", "gap", "conflict")
    }
    coop = given_series.cooperation
    return replace(given_series, **cut, cooperation=None if coop is None else coop[:n])


@pytest.fixture(scope="module")
def saturated():
    """Conflict is nearly all there is before and after; it rises fivefold in January 2018."""
    rng = np.random.default_rng(1)
    conflict = np.r_[noisy(rng, 120, 36), noisy(rng, 600, 12)]
    return series(conflict, np.round(conflict / 99))


def test_only_the_level_sees_a_war_between_states_that_only_fought(saturated):
    found = {c.measure: c for c in changes(saturated)}
    assert found.keys() >= {"level of conflict"}
    assert "balance" not in found
    change = found["level of conflict"]
    assert (str(change.began), str(change.known)) == ("2018-01", "2018-02")
    assert change.after.conflict > 4 * change.before.conflict


def test_the_balance_sees_words_turn_without_more_of_them():
    rng = np.random.default_rng(2)
    conflict = np.r_[noisy(rng, 40, 36), noisy(rng, 200, 12)]
    found = {c.measure: c for c in changes(series(conflict, 400 - conflict))}
    change = found["balance"]
    assert str(change.began) == "2018-01"
    assert change.before.balance == pytest.approx(0.8, abs=0.05)
    assert change.after.balance == pytest.approx(0, abs=0.2)


def test_conflict_alone_gives_no_balance(saturated):
    alone = replace(saturated, cooperation=None)
    assert {c.measure for c in changes(alone)} == {"level of conflict"}
    assert changes(alone)[0].after.balance is None
    assert balance(alone) is None
    assert not changes(replace(alone, conflict=None))


def test_a_rise_right_after_a_break_of_the_instrument_is_no_change_of_the_pair(saturated):
    broken = replace(
        saturated,
        gap=np.arange(48) == 35,
        conflict=np.where(np.arange(48) == 35, np.nan, saturated.conflict),
    )
    assert not [c for c in changes(broken) if c.began > np.datetime64("2017-06")]
    only_the_pair = replace(broken, gap=np.zeros(48, dtype=bool))
    assert "2018-01" in {str(c.began) for c in changes(only_the_pair)}


def test_in_hindsight_too_a_rise_right_after_a_break_is_left_out(saturated):
    broken = replace(
        saturated,
        gap=np.isin(np.arange(48), 36),
        conflict=np.where(np.arange(48) == 36, np.nan, saturated.conflict),
    )
    assert hindsight_changes(saturated)
    assert hindsight_changes(broken) == ()


def test_the_probability_of_a_recent_change_is_there_in_its_first_month(saturated):
    recent = recent_change(saturated, 1)["level of conflict"]
    assert recent[36] > 0.9 > recent[35]
    assert hindsight(saturated)["level of conflict"][36] > 0.9


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=8, max_size=40),
    st.integers(4, 39),
    st.sets(st.integers(0, 39), max_size=4),
)
def test_hiding_later_months_changes_nothing_that_was_said_of_a_month(counts, cut, gap):
    whole = series(*zip(*counts, strict=True), gap=sorted(gap))
    quads = {"both": np.c_[counts, counts].astype(float)}
    whole, cut = replace(whole, quads=quads), min(cut, len(counts))
    then = replace(shorter(whole, cut), quads={"both": quads["both"][:cut]})
    before = [c for c in changes(whole) if c.known <= then.months[-1]]
    assert [(c.measure, c.began, c.known) for c in changes(then)] == [
        (c.measure, c.began, c.known) for c in before
    ]
    for early, late in zip(changes(then), before, strict=True):
        assert early.probability == pytest.approx(late.probability, rel=1e-9)
        assert early.after == late.after
    for index in (balance, level, talk_share):
        for part in ("value", "low", "high"):
            np.testing.assert_allclose(
                getattr(index(then), part), getattr(index(whole), part)[:cut], rtol=1e-9
            )
