"""What must hold between the entries of a case: references, dates, ids, states."""

import difflib
from collections.abc import Iterator
from datetime import date
from typing import Any

from detente.case.edit import at
from detente.case.model import Case, Event
from detente.case.numbers import Entry
from detente.case.yaml12 import Place
from detente.errors import DetenteError
from detente.states import resolve

Fault = tuple[Place, str]

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
    "issues": "issues",
    "threats": "threats",
    "ties": "ties",
    "actors": "actors",
    "surveys": "surveys",
    "deeds": "ledger",
    "given": "surveys",
    "of": "surveys",
    "fits": "hypotheses",
}


def faults(case: Case) -> Iterator[Fault]:
    """Every fault of a case that its types alone cannot show."""
    yield from _duplicates(case)
    yield from _references(case)
    yield from _dates(case)
    yield from _states(case)
    yield from _changes(case)


def walk(entry: Any, place: Place = ()) -> Iterator[tuple[Place, Entry]]:
    """Every entry of a case with its place, outermost first."""
    if isinstance(entry, Entry):
        yield place, entry
        for name, info in type(entry).model_fields.items():
            yield from walk(getattr(entry, name), (*place, info.alias or name))
    elif isinstance(entry, tuple):
        for number, item in enumerate(entry):
            yield from walk(item, (*place, number))
    elif isinstance(entry, dict):
        for key, item in entry.items():
            yield from walk(item, (*place, key))


def _sections(case: Case) -> dict[str, list[str]]:
    names = set(_REFERENCES.values()) - {"hypotheses"}
    ids = {name: [item.id for item in getattr(case, name)] for name in names}
    return ids | {"hypotheses": [h.id for h in case.hypotheses.items]}


def _duplicates(case: Case) -> Iterator[Fault]:
    for name in type(case).model_fields:
        items = getattr(case, name)
        seen: dict[str, int] = {}
        for number, item in enumerate(items if isinstance(items, tuple) else ()):
            key = getattr(item, "id", None)
            if key is not None and key in seen:
                yield (
                    (name, number, "id"),
                    f"the id '{key}' is already taken by entry {seen[key] + 1}",
                )
            seen.setdefault(key, number)


def _references(case: Case) -> Iterator[Fault]:
    known = _sections(case)
    for place, entry in walk(case):
        if place == ():
            continue
        for name in type(entry).model_fields:
            if name not in _REFERENCES:
                continue
            for key, where in _keys(getattr(entry, name), (*place, name)):
                if key not in known[_REFERENCES[name]]:
                    yield where, _dangling(key, _REFERENCES[name], known[_REFERENCES[name]])


def _keys(value: Any, place: Place) -> Iterator[tuple[str, Place]]:
    if isinstance(value, str):
        yield value, place
    elif isinstance(value, dict):
        yield from ((key, (*place, key)) for key in value)
    elif isinstance(value, tuple):
        yield from ((key, (*place, n)) for n, key in enumerate(value) if isinstance(key, str))


def _dangling(key: str, section: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"; did you mean '{near[0]}'?" if near else f"; wanted an id of the section {section}"
    return f"no entry '{key}' in {section}{hint}"


def _dates(case: Case) -> Iterator[Fault]:
    for place, entry in walk(case):
        for name in type(entry).model_fields:
            value = getattr(entry, name)
            scheduled = isinstance(entry, Event) and name == "date"
            if isinstance(value, date) and value > case.as_of and not scheduled:
                yield (*place, name), f"{value} is after the case's as_of, {case.as_of}"
        if isinstance(entry, Event) and entry.date < case.as_of:
            yield (*place, "date"), f"{entry.date} is past; wanted a day from {case.as_of} on"


def _states(case: Case) -> Iterator[Fault]:
    for number, actor in enumerate(case.actors):
        place: Place = ("actors", number, "state")
        if actor.kind == "state":
            if actor.state is None:
                yield place[:-1], f"the state '{actor.id}' needs `state`: a COW code, ISO-3 or name"
                continue
            try:
                resolve(actor.state, case.as_of)
            except DetenteError as problem:
                yield place, str(problem)
        if actor.kind in ("faction", "public") and actor.within is None:
            yield place[:-1], f"the {actor.kind} '{actor.id}' needs `within`: its state actor"
    for number, member in enumerate(case.members):
        if not any(a.id == member and a.kind == "state" for a in case.actors):
            yield ("partnership", "members", number), f"'{member}' is not a state among the actors"
    if case.members[0] == case.members[1]:
        yield ("partnership", "members"), "wanted two different states"


def _changes(case: Case) -> Iterator[Fault]:
    for n, scenario in enumerate(case.scenarios):
        for m, change in enumerate(scenario.changes):
            try:
                at(case, change.path, change.to)
            except DetenteError as problem:
                yield ("scenarios", n, "changes", m, "path"), str(problem)
