"""Drift by events on made-up counts."""

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from events_kit import put

from detente.brief.pulse_words import drift_words
from detente.events import drift, store
from detente.events.drift import LEAST, EventDrift, alignment_part, event_alignments
from detente.events.monthly import PairMonths

STATES, MONTHS, BREAK = (2, 20, 200, 220), 12 * 14, 12 * 9
START = np.datetime64("2000-01", "M")


def events(months=MONTHS, fall=0.8, rng=4) -> PairMonths:
    """All pairs mostly cooperate; 2 and 20 turn against each other from month `BREAK` on."""
    dice = np.random.default_rng(rng)
    rows = [
        (m, one, two)
        for m in range(months)
        for k, one in enumerate(STATES)
        for two in STATES[k + 1 :]
    ]
    month, one, two = (np.array(column) for column in zip(*rows, strict=True))
    hostile = np.where((one == 2) & (two == 20) & (month >= BREAK), fall, 0.1)
    conflict = dice.binomial(200, hostile)
    both = np.zeros((len(rows), 5), dtype=np.int64)
    both[:, 0], both[:, 2] = 200 - conflict, conflict
    return PairMonths(
        feed="made-up",
        months=START + month,
        one=one,
        two=two,
        classes={"both": both, "one to two": both, "two to one": 0 * both},
    )


def rows_of(pairs, one, two):
    """Month since the start, alignment, drifted, of a pair in all months."""
    tables = [event_alignments(pairs, phase) for phase in range(12)]
    found = sorted(
        (int(m - START.astype(int)), float(u), bool(d))
        for t in tables
        for a, b, m, u, d in zip(
            *(t[c] for c in ("ccode1", "ccode2", "month", "alignment", "drifted")), strict=True
        )
        if (a, b) == (one, two)
    )
    return np.array(found)


def test_the_index_is_the_balance_of_twelve_months_relative_to_the_world():
    pairs = events()
    both = pairs.classes["both"]
    window = (pairs.months > START + 11) & (pairs.months <= START + 23)

    def balance(one, two):
        chosen = window & (pairs.one == min(one, two)) & (pairs.two == max(one, two))
        c, k = both[chosen, 0].sum(), both[chosen, 2].sum()
        return (c - k) / (c + k)

    world = [np.mean([balance(s, o) for o in STATES if o != s]) for s in (2, 20)]
    row = next(r for r in rows_of(pairs, 2, 20) if r[0] == 23)
    assert row[1] == pytest.approx(balance(2, 20) - sum(world) / 2)


def test_a_pair_drifts_when_three_windows_in_a_row_are_low_and_no_other_pair_does():
    month, _, drifted = rows_of(events(), 2, 20).T
    first = month[drifted > 0][0]
    assert BREAK + 24 < first <= BREAK + 24 + 11  # the first window needs some bad months
    assert not rows_of(events(), 200, 220)[:, 2].any()
    assert not rows_of(events(fall=0.1), 2, 20)[:, 2].any()


def before(pairs, last):
    return pairs.where(pairs.months < START + last)


@pytest.mark.parametrize("last", [BREAK + 30, BREAK + 41])
def test_later_months_change_nothing(last):
    whole, cut = rows_of(events(), 2, 20), rows_of(before(events(), last), 2, 20)
    assert len(cut)
    assert np.array_equal(whole[: len(cut)], cut)


def test_few_events_and_missing_months_give_no_balance():
    pairs = events()
    few = pairs.classes["both"] * 0
    few[:, 0] = (LEAST - 1) // 12
    thin = PairMonths(
        feed="x", months=pairs.months, one=pairs.one, two=pairs.two, classes={"both": few}
    )
    assert not len(rows_of(thin, 2, 20))
    gap = pairs.where(pairs.months != START + 30)
    months = rows_of(gap, 2, 20)[:, 0]
    assert not set(range(30, 42)) & set(months)
    assert {29, 42} <= set(months)


def test_the_part_says_since_when_and_who_moved(monkeypatch):
    months = np.arange(START, START + 5)
    found = EventDrift(
        months=months,
        alignment=np.array([0.1, -0.2, -0.3, -0.3, 0.1]),
        earlier=np.array([np.nan, 0.1, 0.1, 0.1, 0.1]),
        spread=np.full(5, 0.05),
        drifted=np.array([False, False, True, True, False]),
        moved=np.array([2, 2, 365, 365, 2]),
    )
    monkeypatch.setattr("detente.events.drift.event_drift", lambda *pair: found)
    long = SimpleNamespace(months=tuple(map(str, np.arange(START, START + MONTHS))))
    monkeypatch.setattr("detente.events.store.summary", lambda feed: long)
    held = SimpleNamespace(days=np.full(MONTHS, 30))
    monkeypatch.setattr("detente.events.drift.held_days", lambda feed: held)
    part = alignment_part("made-up", 2, 365, date(2000, 4, 30))
    assert (part.month, part.drifted, part.since, part.moved) == (
        "2000-04",
        True,
        "2000-03",
        "Russia",
    )
    assert "drifted apart since 2000-03, Russia moved more" in drift_words(part)
    now = alignment_part("made-up", 2, 365)
    assert (now.month, now.drifted, now.since, now.moved) == ("2000-05", False, None, None)
    first = alignment_part("made-up", 2, 365, date(2000, 1, 1))
    assert first.earlier is None
    assert alignment_part("made-up", 2, 365, date(1999, 12, 31)) is None


def test_a_load_while_all_pairs_are_counted_is_not_half_seen(cached_results, tmp_path, monkeypatch):
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path))
    put("keds", {"day": date(2001, 1, 5)})
    listed, seen = store.parts, []

    def loaded_after(feed, *span):
        parts = listed(feed, *span)
        put("keds", {"day": date(2001, 2, 5)})
        return parts

    monkeypatch.setattr(store, "parts", loaded_after)
    monkeypatch.setattr(drift, "_write", lambda pairs, path: seen.append(pairs) or path.touch())
    drift._all_drifts("keds")
    assert seen[0].months.astype(str).tolist() == ["2001-01"]
