"""The pulse of two states from a feed in the store: what it finds, and when it could be known."""

import json
from datetime import date
from pathlib import Path

import pytest
from gdelt_kit import JUMP, MONTHS

import detente
from detente.document.pulse import Pulse
from detente.errors import DataError, MissingData
from detente.events.pulse import HOW

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "pulse.schema.json"


@pytest.fixture
def pulse(event_store):
    return detente.pulse("CHN", "IND")


def test_the_quarrel_is_seen_soon_with_the_days_behind_it(pulse):
    (feed,) = pulse.feeds
    assert [m.month for m in feed.months][:: MONTHS - 1] == ["2016-01", "2019-04"]
    found = {c.of: c for c in feed.changes}
    for of, moved, direction in (
        ("level of conflict", "conflict", "up"),
        ("balance", "balance", "down"),
        ("conflict and cooperation", "conflict", "up"),
    ):
        change = found[of]
        assert (change.month, change.moved, change.direction) == ("2018-05", moved, direction)
        assert change.p >= 0.9
        assert change.known <= "2018-07"
        assert change.after.conflict > 5 * change.before.conflict
        assert len(change.days) == 10
        mentions = [d.mentions for d in change.days]
        assert mentions == sorted(mentions, reverse=True)
        assert all("2018-05" <= str(d.day)[:7] <= change.known for d in change.days)
        assert change.days[0].references[0].startswith("https://example.org/")


def test_who_does_what_is_counted_in_the_order_asked_for(pulse, event_store):
    (feed,) = pulse.feeds
    assert pulse.names == ["China", "India"]
    before = feed.conduct[3]
    assert (before.actor, before.target, before.months) == ("China", "India", MONTHS - 12)
    acts = [sum(c.counts.model_dump().values()) for c in feed.conduct[:3]]
    assert acts[0] > acts[1]  # the first acts in two of three
    assert 0.9 * (acts[0] + acts[1]) < acts[2] <= acts[0] + acts[1]  # what both did counts once
    turned = detente.pulse("IND", "CHN").feeds[0]
    assert turned.conduct[1].counts == feed.conduct[0].counts
    assert turned.months[5].counts.one_to_two == feed.months[5].counts.two_to_one
    assert feed.conduct[0].deeds.mean < 0.2 < before.deeds.mean


def leaves(node, at=""):
    """All numbers of a part by their place; sums in another order differ in the last digits."""
    if isinstance(node, int | float):
        return {at: float(node)}
    inside = node if isinstance(node, dict) else node.model_dump(exclude={"month"})
    return {
        place: x
        for key, value in inside.items()
        if value is not None
        for place, x in leaves(value, f"{at}.{key}").items()
    }


@pytest.mark.parametrize("seen", [JUMP, JUMP + 1, MONTHS - 2])
def test_later_months_change_nothing_that_is_said_of_a_month(pulse, event_store, seen):
    last = date(2016 + seen // 12, seen % 12 + 1, 1)
    then = detente.pulse("CHN", "IND", last=last)
    now = pulse.feeds[0]
    assert len(then.feeds[0].months) == seen + 1
    for one, two in zip(then.feeds[0].months, now.months, strict=False):
        assert leaves(one) == pytest.approx(leaves(two), rel=1e-9, nan_ok=False)
    known = [c for c in now.changes if c.known <= f"{last:%Y-%m}"]
    assert [(c.of, c.month, c.days) for c in then.feeds[0].changes] == [
        (c.of, c.month, c.days) for c in known
    ]
    assert [c.p for c in then.feeds[0].changes] == pytest.approx([c.p for c in known])


def test_a_later_first_month_lists_less_and_says_the_same(pulse, event_store):
    cut = detente.pulse("CHN", "IND", first=date(2018, 6, 30))
    assert cut.first == cut.feeds[0].months[0].month == "2018-06"
    whole = pulse.feeds[0]
    assert cut.feeds[0].months == whole.months[-len(cut.feeds[0].months) :]
    assert (cut.feeds[0].now, cut.feeds[0].conduct) == (whole.now, whole.conduct)
    assert cut.feeds[0].changes == []  # it began before


def test_hindsight_knows_more_and_says_so(event_store):
    seen = detente.pulse("CHN", "IND", smoothed=True)
    assert seen.view == "hindsight"
    (feed,) = seen.feeds
    assert {c.known for c in feed.changes} == {"2019-04"}
    assert "2018-05" in {c.month for c in feed.changes}
    assert feed.months[JUMP].changed["balance"] > 0.9


def test_the_document_is_read_back_and_described(pulse):
    text = pulse.model_dump_json()
    assert Pulse.model_validate_json(text) == pulse
    schema = json.loads(SCHEMA.read_text())
    assert set(schema["properties"]) == set(json.loads(text))


def test_a_pair_without_events_is_said_in_one_sentence(event_store):
    with pytest.raises(MissingData, match="no event between Fiji and Bhutan from 2016-01 to 2019"):
        detente.pulse("FJI", "BTN")
    with pytest.raises(MissingData, match="no event between Fiji and Bhutan in 2019-04"):
        detente.pulse("FJI", "BTN", first=date(2019, 4, 1))
    with pytest.raises(MissingData, match=r"GDELT 1\.0: its months are 2016-01 to 2019-04"):
        detente.pulse("CHN", "IND", first=date(2020, 1, 1))
    with pytest.raises(MissingData, match="gdelt1: its events begin on 2016-01-01"):
        detente.pulse("CHN", "IND", last=date(2015, 12, 1))


def test_without_event_data_it_says_how_to_get_some(empty_store):
    with pytest.raises(MissingData, match="no event data: run `detente events load FILE`"):
        detente.pulse("CHN", "IND")
    assert "detente data pull" in HOW


def test_an_unknown_feed_is_refused_and_a_known_one_taken(event_store, pulse):
    with pytest.raises(DataError, match="no feed 'gdelt2'; wanted one of gdelt1"):
        detente.pulse("CHN", "IND", feeds=["gdelt2"])
    assert detente.pulse("CHN", "IND", feeds=["gdelt1", "gdelt1"]) == pulse


def test_a_real_series_of_sums_stands_beside_no_other(real_store, monkeypatch):
    """RUS-USA: the turn of February 2022, known a month later; no directions, no talk."""
    monkeypatch.setenv("DETENTE_HOME", str(real_store))
    p = detente.pulse("RUS", "USA", feeds=["gdelt-dyad-months"])
    (feed,) = p.feeds
    found = {(c.month, c.moved, c.direction) for c in feed.changes if c.p >= 0.9}
    assert ("2022-02", "balance", "down") in found
    assert feed.conduct == []
    assert {m.talk for m in feed.months} == {None}
    assert min(c.known for c in feed.changes if c.month == "2022-02") <= "2022-03"
