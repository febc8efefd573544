"""Entries of a case that contradict each other: dates out of order, duplicate statements.

Duplicates have no order: which of two would count depended on which comes last.
"""

from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from typing import Any

from detente.case.model import Case, Deed, Partnership, Tie
from detente.case.numbers import Entry
from detente.case.partners import Alignment, Attitude, Government
from detente.case.record import Record
from detente.case.threat import Threat
from detente.case.yaml12 import Place
from detente.records import DAYS_PER_YEAR

Fault = tuple[Place, str]

# kind of entry -> pairs of its dates, the earlier first
IN_ORDER: dict[type[Entry], tuple[tuple[str, str], ...]] = {
    Record: (("start", "end"), ("start", "known_on"), ("end", "known_on")),
    Tie: (("since", "until"), ("since", "known_on")),
    Threat: (("since", "known_on"),),
    Government: (("since", "known_on"),),
    Attitude: (("since", "known_on"),),
    Alignment: (("positive_since", "known_on"),),
    Deed: (("date", "known_on"),),
    Partnership: (("start", "known_on"),),
}


def contradictions(case: Case, entries: Iterable[tuple[Place, Entry]]) -> Iterator[Fault]:
    """Contradictions of a case.

    Parameters
    ----------
    case : Case
        The case.
    entries : iterable of (place, entry)
        All its entries, from `detente.case.check.walk`.
    """
    yield from out_of_order(entries, case.as_of)
    yield from _known_to(case)
    yield from _waves(case)
    yield from _changes(case)
    yield from _twice(case)


def out_of_order(entries: Iterable[tuple[Place, Entry]], as_of: date) -> Iterator[Fault]:
    """Dates of an entry of which the later comes first.

    Parameters
    ----------
    entries : iterable of (place, entry)
        Some entries of a case.
    as_of : date
        That of the case; a date after it is a fault of its own.
    """
    for place, entry in entries:
        for first, last in IN_ORDER.get(type(entry), ()):
            one, two = getattr(entry, first), getattr(entry, last)
            if one is not None and two is not None and two < one <= as_of:
                yield (*place, last), f"{two} is before `{first}`, {one}; wanted a day from it on"


def _known_to(case: Case) -> Iterator[Fault]:
    for section, day in case.known_to.items():
        if day > case.as_of:
            yield ("known_to", section), f"{day} is after the case's as_of, {case.as_of}"


def _waves(case: Case) -> Iterator[Fault]:
    """No wave of a survey is known after the survey is."""
    for n, survey in enumerate(case.surveys):
        for day in (
            wave.date for wave in survey.waves if survey.known_on < wave.date <= case.as_of
        ):
            place: Place = ("surveys", n, "known_on")
            yield place, f"{survey.known_on} is before a wave of the survey, {day}"


def _changes(case: Case) -> Iterator[Fault]:
    """No change of a scenario comes after the scenario's horizon."""
    for n, scenario in enumerate(case.scenarios):
        for m, change in enumerate(scenario.changes):
            if change.at and (change.at - case.as_of).days > scenario.horizon_years * DAYS_PER_YEAR:
                yield (
                    ("scenarios", n, "changes", m, "at"),
                    f"{change.at} is beyond the scenario's horizon of {scenario.horizon_years:g} y",
                )


def _twice(case: Case) -> Iterator[Fault]:
    """What may be stated once."""
    live = [t if t.until is None or t.until >= case.as_of else None for t in case.ties]
    pairs = [None if t is None else frozenset((t.a, t.b)) for t in live]
    yield from _repeated(("ties",), pairs, f"a tie of these two in force on {case.as_of} is")
    yield from _repeated(
        ("dependence",), [(d.actor, d.on) for d in case.dependence], "this dependence is"
    )
    yield from _repeated(("influence",), [(f.by, f.on) for f in case.influence], "this is")
    yield from _repeated(
        ("governments",), [(g.actor, g.since) for g in case.governments], "a change of that day is"
    )
    ratings = [rating.claim for rating in case.hypotheses.evidence]
    yield from _repeated(("hypotheses", "evidence"), ratings, "this claim is")
    yield from _twice_within(case)


def _twice_within(case: Case) -> Iterator[Fault]:
    """What may be stated once within one entry."""
    parts: list[tuple[Place, list[Any], str]] = []
    for n, issue in enumerate(case.issues):
        lines = [(r.actor, r.side) for r in issue.red_lines]
        parts.append((("issues", n, "red_lines"), lines, "a red line on this side is"))
    for n, deed in enumerate(case.ledger):
        others = [x.actor for x in deed.externalities]
        parts.append((("ledger", n, "externalities"), others, "an effect on this actor is"))
    for n, scenario in enumerate(case.scenarios):
        made = [(c.path, c.at) for c in scenario.changes]
        parts.append((("scenarios", n, "changes"), made, "a change of this value on that day is"))
    for n, survey in enumerate(case.surveys):
        days: list[date] = [w.date for w in survey.waves]
        parts.append((("surveys", n, "waves"), days, "a wave of that day is"))
    for place, keys, what in parts:
        yield from _repeated(place, keys, what)


def _repeated(place: Place, keys: Iterable[Hashable], what: str) -> Iterator[Fault]:
    """Entries whose key an earlier one has; None has none."""
    seen: dict[Hashable, int] = {}
    for number, key in enumerate(keys):
        if key is not None and key in seen:
            yield (*place, number), f"{what} already stated by entry {seen[key] + 1}; wanted one"
        elif key is not None:
            seen[key] = number
