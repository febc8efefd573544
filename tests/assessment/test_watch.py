"""What changed since the last look: what came due, what moved, why, and what is stored."""

from datetime import date
from types import SimpleNamespace

import pytest

from detente.assessment.look import Glance
from detente.assessment.looks import last_look, store_look
from detente.assessment.watch import (
    _drift_alerts,
    _new_changes,
    _vote_alerts,
    _with_what_is_missing,
    watch,
)
from detente.assessment.why import reasons
from detente.case.load import load
from detente.case.places import locate
from detente.document.part import Interval
from detente.document.pulse import EventAlignment
from detente.document.watch import FeedState, Look, VoteState
from detente.errors import CaseError, DataError, MissingData

CASE = "anglo-japanese-1905"
PAIR = ("RUS", "USA")


@pytest.fixture
def own_home(cached_results, tmp_path, monkeypatch):
    """A home of one test for looks, with the cache of all."""
    from detente.assessment import looks

    monkeypatch.setattr(looks, "home", lambda: tmp_path)
    return tmp_path


def test_the_first_look_has_nothing_to_compare_with_and_the_second_has(own_home):
    first = watch(CASE)
    assert first.report.since is None
    assert first.report.alerts == []
    assert {s.id for s in first.report.left_out} == {"pulse", "votes"}  # no data here
    store_look(first.look)
    second = watch(CASE).report
    assert second.since == date.today()
    assert second.alerts == second.reasons == second.drivers == []
    assert all(m.then == m.now for m in second.forecast)
    assert "rupture" in {m.id for m in second.forecast}


def test_what_came_due_between_two_days_is_listed_in_order(own_home):
    report = watch(CASE, since=date(1907, 1, 1), as_of=date(1911, 12, 31)).report
    calendar = {e.id: e.date for e in load(CASE).calendar}
    expected = {i for i, day in calendar.items() if date(1907, 1, 1) < day <= date(1911, 12, 31)}
    events = [d for d in report.due if d.kind == "event"]
    assert {d.id for d in events} == expected != set()
    assert [d.date for d in report.due] == sorted(d.date for d in report.due)
    assert all(d.date > date(1911, 12, 31) for d in report.next)
    assert [a.what for a in report.alerts] == ["due"] * len(report.due)


def test_a_move_of_the_forecast_counts_from_its_threshold_on(own_home):
    look = watch(CASE).look
    moved = [
        f.model_copy(update={"value": Interval(mean=f.value.mean / 2, low=0, high=1)})
        if (f.kind, f.id) == ("outcomes", "rupture")
        else f
        for f in look.figures
    ]
    rupture = next(f.value.mean for f in look.figures if f.id == "rupture")
    store_look(look.model_copy(update={"figures": moved, "program": "another"}))
    size = 100 * rupture / 2
    report = watch(CASE, points=size - 0.1).report
    (alert,) = report.alerts
    assert alert.what == "forecast"
    assert alert.says.startswith("Rupture within ten years: ")
    assert [r.what for r in report.reasons] == ["program"]
    assert watch(CASE, points=size + 0.1).report.alerts == []


def look(text, **other):
    about = {
        "subject": "mine",
        "day": "2020-01-01",
        "program": "p",
        "vintage": 1905,
        "as_of": "1905-08-12",
        "sources": {"nmc": "a"},
        "case_text": text,
        "figures": [],
        "feeds": [],
        "votes": None,
    }
    return Look(**{**about, **other})


def test_a_change_of_the_case_is_named_with_what_it_does_alone():
    text = locate(CASE).read_text()
    old = "jump: {value: 0.3, low: 0.1, high: 0.6}"
    changed = text.replace(old, "jump: {value: 2.0, low: 1.8, high: 2.2}")
    assert changed != text
    (reason,) = reasons(look(text), look(changed))
    assert reason.what == "case"
    assert reason.says.startswith("values changed in the case: calendar (3); points of P(rupture")
    move = float(reason.says.rpartition("calendar ")[2])
    assert 0 < abs(move) < 5


def test_each_other_reason_is_told_apart():
    then = look("x")
    now = look(
        "x", as_of="1906-01-01", vintage=1906, sources={"nmc": "b", "atop": "c"}, program="q"
    )
    found = {r.what: r.says for r in reasons(then, now)}
    assert list(found) == ["date", "vintage", "data", "program"]
    assert found["data"] == "other data: atop, nmc"
    assert list(reasons(then, then)) == []


def test_a_drift_that_begins_is_an_alert(own_home):
    def votes(drifted):
        return VoteState(year=2019, alignment=-0.2, earlier=0.0, drifted=drifted, moved={})

    (begun,) = _vote_alerts(votes(False), votes(True), first=False)
    assert "drifted apart" in begun.says
    (ended,) = _vote_alerts(votes(True), votes(False), first=False)
    assert "no longer below" in ended.says
    assert list(_vote_alerts(None, votes(True), first=False)) == []
    assert list(_vote_alerts(votes(False), votes(True), first=True)) == []
    assert list(_vote_alerts(votes(True), votes(None), first=False)) == []


def test_a_drift_by_events_that_begins_or_ends_is_an_alert():
    def feeds(drifted):
        state = EventAlignment(
            month="2024-02",
            alignment=-0.3,
            earlier=0.2,
            spread=0.1,
            drifted=drifted,
            since="2023-05" if drifted else None,
            moved="Russia" if drifted else None,
        )
        seen = FeedState(feed="x", label="X", last="2024-02", recent={}, changes=[], drift=state)
        return SimpleNamespace(feeds=[seen])

    (begun,) = _drift_alerts(feeds(drifted=False), feeds(drifted=True))
    assert begun.says == "X, balance of events: drifted apart since 2023-05"
    (ended,) = _drift_alerts(feeds(drifted=True), feeds(drifted=False))
    assert "no longer below its level of three to seven years before" in ended.says
    assert not list(_drift_alerts(feeds(drifted=True), feeds(drifted=True)))
    assert not list(_drift_alerts(None, feeds(drifted=True)))


def test_what_one_look_could_not_see_is_compared_with_the_look_before(own_home):
    feed = FeedState(feed="x", label="X", last="2024-05", recent={}, changes=[])
    seen = a_look(
        feeds=[feed],
        votes=VoteState(year=2019, alignment=0.1, earlier=0.2, drifted=False, moved={}),
    )
    blind = _with_what_is_missing(a_look(feeds=[], votes=None), seen)
    assert blind.feeds == [feed]
    assert blind.votes == seen.votes
    newer = feed.model_copy(update={"last": "2024-07"})
    assert _with_what_is_missing(a_look(feeds=[newer], votes=None), seen).feeds == [newer]


def a_look(**parts):
    about = {"subject": "2-365", "day": date(2024, 6, 10), "program": "x", "vintage": None}
    about |= {"as_of": date(2024, 6, 10), "sources": {}, "case_text": None, "figures": []}
    return Look(**about, **parts)


def test_a_change_is_reported_once_even_if_its_month_was_incomplete(event_store, own_home):
    options = {"since": date(2018, 7, 1), "as_of": date(2018, 8, 1)}
    then, now = (Glance(case="CHN", partner="IND", day=d, replay=True) for d in options.values())
    assert not list(_new_changes(now, then.look(), 0.9))  # known in June 2018
    state = then.look().feeds[0]
    assert (state.last, {c.month for c in state.changes}) == ("2018-06", {"2018-05"})
    half = state.model_copy(update={"changes": []})  # as if June had been half over
    looked = then.look().model_copy(update={"feeds": [half]})
    assert {n.change.known for n in _new_changes(now, looked, 0.9)} == {"2018-06"}
    older = looked.model_copy(update={"feeds": [half.model_copy(update={"last": "2018-07"})]})
    assert not list(_new_changes(now, older, 0.9))  # loaded since, and old


def test_a_damaged_look_is_named_and_nothing_is_lost(own_home):
    subject = Glance(case=CASE, partner=None, day=date.today(), replay=False).subject
    store_look(look("x", subject=subject))
    assert last_look(subject) == look("x", subject=subject)
    (path,) = (own_home / "watch").glob("*.json")
    path.write_text('{"format": "0"}')
    with pytest.raises(DataError, match=r"anglo.*json:1: not a look .* delete the file"):
        watch(CASE)
    assert path.read_text() == '{"format": "0"}'


@pytest.mark.parametrize(
    ("names", "options", "sentence", "kind"),
    [
        ((CASE,), {"since": date(2030, 1, 1)}, "wanted a day before", DataError),
        ((CASE,), {"as_of": date(2999, 1, 1)}, "has not come", DataError),
        (("no-such-case",), {}, "no case 'no-such-case'", MissingData),
        (("USA", "USA"), {}, "are one state; wanted two", DataError),
        (("USA", "DDR"), {}, "wanted a date when it existed", ValueError),
    ],
)
def test_a_mistake_is_one_sentence(own_home, names, options, sentence, kind):
    with pytest.raises(kind, match=sentence):
        watch(*names, **options)


def test_a_case_with_faults_is_refused(own_home, tmp_path):
    path = tmp_path / "faulty.yaml"
    path.write_text("nonsense: 1\n")
    with pytest.raises(CaseError, match=r"faulty\.yaml:1"):
        watch(str(path))
    assert last_look("faulty") is None


def test_a_pair_is_watched_without_data_by_the_forecast_that_ships(shared, own_home):
    seen = watch(*PAIR)
    assert seen.report.names == ["Russia", "United States"]
    assert {s.id for s in seen.report.left_out} == {"pulse", "votes"}
    assert {f.kind for f in seen.look.figures} == {"outcomes"}
    turned = Glance(case="USA", partner="RUS", day=date.today(), replay=False)
    assert turned.subject == seen.look.subject == "2-365"


def test_the_turn_of_2022_is_reported_with_votes_and_a_forecast_of_then(
    real_store, own_home, monkeypatch
):
    monkeypatch.setenv("DETENTE_HOME", str(real_store))
    report = watch(*PAIR, since=date(2021, 12, 1), as_of=date(2022, 6, 1)).report
    found = {(n.change.month, n.change.moved, n.change.direction) for n in report.changes}
    assert ("2022-02", "balance", "down") in found
    assert min(n.change.known for n in report.changes) >= "2021-12"
    assert max(f.last for f in report.feeds) == "2022-05"  # the last whole month before that day
    assert report.votes.year == report.votes_then.year == 2019
    assert set(report.votes.moved) == {"Russia", "United States"}
    assert [r.what for r in report.reasons] == ["date", "vintage"]
