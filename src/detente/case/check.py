"""Consistency of a case: references between entries, dates, ids, states."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import islice
from typing import Any

from detente.case import contradictions, dependence
from detente.case.edit import placed
from detente.case.feeds import feeding_entries
from detente.case.model import Actor, Case, Change, Event, Question
from detente.case.numbers import Entry
from detente.case.yaml12 import Place
from detente.errors import DetenteError
from detente.records import DAYS_PER_YEAR
from detente.states.states import resolve

Fault = tuple[Place, str]
Entries = list[tuple[Place, Entry]]
Ids = dict[str, dict[str, None]]  # ids of each section, in order
_NEAR = 10  # references for which a near id is sought, and
_NEAR_IDS = 1000  # among how many

# field -> section it points into; one name means one thing everywhere in a case
_REFERENCES = {
    "claims": "claims",
    "claim": "claims",
    "source": "sources",
    "actor": "actors",
    "within": "actors",
    "giver": "actors",
    "receiver": "actors",
    "a": "actors",
    "b": "actors",
    "by": "actors",
    "on": "actors",
    "public": "actors",
    "members": "actors",
    "severity": "actors",
    "fault_line": "fault_lines",
    "part_of": "fault_lines",
    "issues": "issues",
    "threats": "threats",
    "ties": "ties",
    "actors": "actors",
    "surveys": "surveys",
    "deeds": "ledger",
    "given": "surveys",
    "of": "surveys",
    "fits": "hypotheses",
    "event": "calendar",
    "scenario": "scenarios",
    "where": "scenarios",
}


def faults(case: Case) -> Iterator[Fault]:
    """Faults of a case that its types do not exclude."""
    yield from _duplicates(case)
    entries = list(walk(case))
    ids = _ids(case)
    yield from _references(ids, entries, case)
    yield from _dates(case, entries)
    yield from _states(case)
    yield from _changes(case, ids)
    yield from _triggers(case)
    yield from _fault_lines(case)
    yield from _question_ids(case)
    yield from dependence.dependence_faults(case)
    yield from contradictions.contradictions(case, entries)


def walk(entry: Any, place: Place = ()) -> Iterator[tuple[Place, Entry]]:
    """Every entry of a case with its place, outermost first.

    Parameters
    ----------
    entry : Entry, tuple or dict
        Where to start, usually a case.
    place : Place, default ()
        Place of ``entry``, which starts all places returned.
    """
    if isinstance(entry, Entry):
        yield place, entry
        parts: Iterable[tuple[str | int, Any]] = (
            (in_file, getattr(entry, name)) for name, in_file in _names(type(entry))
        )
    else:
        parts = entry.items() if isinstance(entry, dict) else enumerate(entry)
    for step, part in parts:
        if isinstance(part, Entry | tuple | dict):
            yield from walk(part, (*place, step))


@cache
def _names(kind: type[Entry]) -> tuple[tuple[str, str], ...]:
    """Names of a kind of entry's fields, and as a file has them."""
    return tuple((name, info.alias or name) for name, info in kind.model_fields.items())


def _ids(case: Case) -> Ids:
    names = set(_REFERENCES.values()) - {"hypotheses"}
    ids = {name: dict.fromkeys(item.id for item in getattr(case, name)) for name in names}
    return ids | {"hypotheses": dict.fromkeys(h.id for h in case.hypotheses.items)}


_BY_ACTOR = {
    "positions",
    "standing",
    "horizons",
    "regimes",
    "capabilities",
    "preferences",
}  # paths name these by actor


def _duplicates(case: Case) -> Iterator[Fault]:
    for place, items in _lists(case):
        field = "actor" if place[-1] in _BY_ACTOR else "id"
        seen: dict[str, int] = {}
        for number, item in enumerate(items):
            key = getattr(item, field, None)
            if key is None:
                break
            if key in seen:
                taken = f"the {field} '{key}' is already taken by entry {seen[key] + 1}"
                yield (*place, number, field), taken
            seen.setdefault(key, number)


def _lists(case: Case) -> Iterator[tuple[Place, tuple[Any, ...]]]:
    """Every list whose entries must differ in id or actor."""
    for name in type(case).model_fields:
        items = getattr(case, name)
        if isinstance(items, tuple):
            yield (name,), items
    yield ("hypotheses", "items"), case.hypotheses.items
    for number, issue in enumerate(case.issues):
        yield ("issues", number, "positions"), issue.positions


def _references(known: Ids, entries: Entries, case: Case) -> Iterator[Fault]:
    dangling = 0
    waits = {(w.section, w.id): w for w in case.waiting}
    for place, entry in entries:
        if place == ():
            continue
        for name in _pointers(type(entry)):
            for key, where in _keys(getattr(entry, name), (*place, name)):
                section = _REFERENCES[name]
                if key not in known[section]:
                    dangling += 1
                    if (section, key) in waits:
                        yield where, waits[(section, key)].sentence
                        continue
                    yield where, _dangling(key, _REFERENCES[name], known, near=dangling <= _NEAR)


@cache
def _pointers(kind: type[Entry]) -> tuple[str, ...]:
    """Fields of a kind of entry that name other entries."""
    return tuple(name for name in kind.model_fields if name in _REFERENCES)


def _keys(value: Any, place: Place) -> Iterator[tuple[str, Place]]:
    if isinstance(value, str):
        yield value, place
    elif isinstance(value, dict):
        yield from ((key, (*place, key)) for key in value)
    elif isinstance(value, tuple):
        yield from ((key, (*place, n)) for n, key in enumerate(value) if isinstance(key, str))


def _dangling(key: str, section: str, known: Ids, *, near: bool) -> str:
    some = list(islice(known[section], _NEAR_IDS)) if near else []
    like = [one for one in some if one.casefold() == key.casefold()]
    like = like or (difflib.get_close_matches(key, some, n=1) if some else [])
    hint = f"; did you mean '{like[0]}'?" if like else f"; wanted an id of the section {section}"
    return f"no entry '{key}' in {section}{hint}"


def _dates(case: Case, entries: Entries) -> Iterator[Fault]:
    days = [getattr(e, name) for _, e in entries for kind, name in _SCHEDULED if type(e) is kind]
    ahead = [day for day in days if day is not None]
    all_past = len(ahead) > 1 and max(ahead) < case.as_of
    if all_past:  # one mistake, not one for each day
        yield (
            ("as_of",),
            f"{case.as_of} is after all {len(ahead)} dates of calendar, scenarios and questions, "
            f"the last of which is {max(ahead)}; wanted an earlier day, or later dates",
        )
    for place, entry in entries:
        for name, value in entry.__dict__.items():
            if not isinstance(value, date):
                continue
            scheduled = (type(entry), name) in _SCHEDULED
            if value > case.as_of and not scheduled:
                yield (*place, name), f"{value} is after the case's as_of, {case.as_of}"
            if value < case.as_of and scheduled and not all_past:
                yield (*place, name), f"{value} is past; wanted a day from {case.as_of} on"
            if scheduled and (value - case.as_of).days > _FARTHEST * DAYS_PER_YEAR:
                yield (*place, name), f"{value} is more than {_FARTHEST} years after {case.as_of}"


_FARTHEST = 40  # years that a forecast looks ahead
_SCHEDULED = ((Event, "date"), (Change, "at"), (Question, "by"))


def _triggers(case: Case) -> Iterator[Fault]:
    """An event decides at most one scenario, within the horizon of that scenario."""
    dates, taken = {e.id: e.date for e in case.calendar}, set[str]()
    for n, scenario in enumerate(case.scenarios):
        place: Place = ("scenarios", n, "event")
        if scenario.event is None or scenario.event not in dates:
            continue
        if (dates[scenario.event] - case.as_of).days > scenario.horizon_years * DAYS_PER_YEAR:
            yield place, f"'{scenario.event}' is beyond the horizon of {scenario.horizon_years:g} y"
        if scenario.event in taken:
            yield place, f"'{scenario.event}' already decides another scenario"
        taken.add(scenario.event)


def _fault_lines(case: Case) -> Iterator[Fault]:
    """Every fault line is fed by something, itself or through a part; no line is inside itself."""
    parents = {line.id: line.part_of for line in case.fault_lines}
    fed = {line.id for line in case.fault_lines if feeding_entries(case, line)}
    fed |= _above(fed, parents)
    circles = _circles(parents)
    for n, line in enumerate(case.fault_lines):
        if line.id in circles:
            yield ("fault_lines", n, "part_of"), f"'{line.id}' is part of itself"
        elif line.id not in fed:
            yield ("fault_lines", n), f"nothing feeds the fault line '{line.id}'; {_FEEDING}"


def _above(ids: Iterable[str], parents: Mapping[str, str | None]) -> set[str]:
    """Lines that some of the lines are part of, directly or through others."""
    out: set[str] = set()
    for id_ in ids:
        parent = parents.get(id_)
        while parent is not None and parent not in out:
            out.add(parent)
            parent = parents.get(parent)
    return out


def _circles(parents: Mapping[str, str | None]) -> set[str]:
    """Lines that are part of themselves."""
    out, done = set[str](), set[str]()
    for id_ in parents:
        path: list[str] = []
        here: str | None = id_
        while here is not None and here not in done:
            done.add(here)
            path.append(here)
            here = parents.get(here)
        if here in path:
            out |= set(path[path.index(here) :])
    return out


_FEEDING = (
    "wanted an issue on which both sides take a position, a threat to both, a tie with a third "
    "that is tied to both, a deed between the two, a survey with a share, a faction that must "
    "agree, or a scenario or dated event that names the line and moves something"
)


def _question_ids(case: Case) -> Iterator[Fault]:
    """Ids that `detente questions` generates for scenarios and outcomes are reserved."""
    scenarios = {s.id for s in case.scenarios}
    for n, question in enumerate(case.questions):
        if question.id in scenarios:
            yield ("questions", n, "id"), f"'{question.id}' is the id of a scenario; choose another"
        elif _GENERATED.fullmatch(question.id):
            yield (
                ("questions", n, "id"),
                f"'{question.id}' is the id of a generated question; choose another",
            )


_GENERATED = re.compile(r"(rupture|rivalry|force|strain|drift|suspension|treaty)-\d+y")


def _states(case: Case) -> Iterator[Fault]:
    codes: dict[str, int] = {}
    kinds = {a.id: a.kind for a in case.actors}
    for number, actor in enumerate(case.actors):
        place: Place = ("actors", number)
        if actor.kind == "state" and actor.state is None:
            yield place, f"the state '{actor.id}' needs `state`: a COW code, ISO-3 or name"
        elif actor.kind == "state" and actor.state is not None:
            try:
                codes[actor.id] = resolve(actor.state, case.as_of).ccode
            except DetenteError as problem:
                yield (*place, "state"), str(problem)
        elif actor.kind in ("faction", "public"):
            yield from _home(kinds, actor, place)
    yield from _members(case, codes)


def _home(kinds: Mapping[str, str], actor: Actor, place: Place) -> Iterator[Fault]:
    if actor.within is None:
        yield place, f"the {actor.kind} '{actor.id}' needs `within`: its state actor"
    elif kinds.get(actor.within, "state") != "state":
        yield (*place, "within"), f"'{actor.within}' is not a state among the actors"


def _members(case: Case, codes: dict[str, int]) -> Iterator[Fault]:
    a, b = case.members
    for number, member in enumerate(case.members):
        if not any(x.id == member and x.kind == "state" for x in case.actors):
            yield ("partnership", "members", number), f"'{member}' is not a state among the actors"
    if a == b:
        yield ("partnership", "members"), "wanted two different states"
    elif a in codes and codes[a] == codes.get(b):
        yield ("partnership", "members"), f"'{a}' and '{b}' are one state; wanted two"


def _changes(case: Case, ids: Ids) -> Iterator[Fault]:
    for n, scenario in enumerate(case.scenarios):
        for m, change in enumerate(scenario.changes):
            place: Place = ("scenarios", n, "changes", m, "path")
            try:
                changed, where = placed(case, change.path, change.to)
            except DetenteError as problem:
                yield place, str(problem)
                continue
            if where[-1] in _FIXED:
                yield place, f"a scenario cannot change '{where[-1]}': {change.path}"
            elif isinstance(change.to, str):
                yield from ((place, why) for why in islice(_broken(changed, ids, where, change), 1))


_FIXED = ("id", "as_of", "detente")  # what entries are named by, and what makes a case this one


def _broken(changed: Case, ids: Ids, where: Place, change: Change) -> Iterator[str]:
    """Faults of the entry that a text was put into; a changed number cannot cause one."""
    entry, depth = _entry_at(changed, where)
    entries: Entries = list(walk(entry, where[:depth])) if depth else [((), changed)]
    faults = [*_references(ids, entries, changed), *_dates(changed, entries)]
    faults += contradictions.out_of_order(entries, changed.as_of)
    if where[-1] == "actor":
        faults += _duplicates(changed)
    for _, why in faults:
        yield f"{change.path} cannot be {change.to!r}: {why}"


def _entry_at(case: Case, where: Place) -> tuple[Any, int]:
    """The smallest section entry that holds a place, and the depth at which it stands."""
    depth = 2 if len(where) > 1 and isinstance(where[1], int) else min(len(where) - 1, 1)
    entry: Any = case
    for step in where[:depth]:
        entry = entry[step] if isinstance(step, int) else getattr(entry, str(step))
    return entry, depth
