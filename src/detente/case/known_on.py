"""The day on which an entry could first be known, where it states none.

It is that of the entry around it, such as the issue of a position; else that of its section under
``known_on`` at the top of the file; else ``as_of``, the last day that a case may know of.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, get_args

from detente.case.change import parse_day
from detente.case.model import Case
from detente.case.numbers import Entry, Fact
from detente.case.yaml12 import Place
from detente.errors import DataError

KEY = "known_on"
_ANY = "2000-01-01"


def with_days(values: dict[str, Any]) -> dict[str, Any]:
    """The plain values of a case file, every entry with its day and no days by section.

    Parameters
    ----------
    values : dict
        As they stand in the file, which may be faulty; not changed.
    """
    by_section = values.get(KEY)
    given = by_section if isinstance(by_section, dict) else {}
    filled = {name: value for name, value in values.items() if name != KEY}
    last = _day(values.get("as_of")) or _ANY  # without one the case is faulty anyway
    for name, kind in _entries(Case).items():
        if name in filled:
            filled[name] = _filled(filled[name], kind, given.get(name, last))
    return filled


def days_by_section(values: dict[str, Any]) -> list[tuple[Place, str]]:
    """What is wrong with ``known_on`` at the top of a file, with its place."""
    given = values.get(KEY, {})
    if not isinstance(given, dict):
        return [((KEY,), f"got {given!r:.60}; wanted a day for each of some sections")]
    as_of = _day(values.get("as_of"))
    faults = ((name, _fault(name, day, as_of)) for name, day in given.items())
    return [((KEY, name), fault) for name, fault in faults if fault]


def _fault(name: str, given: Any, as_of: date | None) -> str:
    """What is wrong with the day of a section; empty if nothing is."""
    if name not in sections():
        return f"unknown section '{name}'; wanted one of {', '.join(sections())}"
    day = _day(given)
    if day is None:
        came = "nothing" if given is None else f"{given!r:.60}"
        return f"got {came}; wanted a valid date such as 2001-11-12"
    late = as_of is not None and day > as_of
    return f"{day} is after the case's as_of, {as_of}" if late else ""


def _day(given: Any) -> date | None:
    """The day of a value as it stands in a file; None if it is none."""
    try:
        return parse_day(given, KEY) if isinstance(given, str) else None
    except DataError:
        return None


def sections() -> list[str]:
    """Sections whose entries have a day."""
    return [name for name, kind in _entries(Case).items() if _has_days(kind)]


def undated_sections(values: dict[str, Any]) -> list[str]:
    """Sections with an entry for which nothing states a day, so that it has that of the case."""
    given = values.get(KEY, {})
    return [
        name
        for name, kind in _entries(Case).items()
        if name in values.keys() - given.keys()
        and _filled(values[name], kind, 0) != _filled(values[name], kind, 1)
    ]


def _filled(node: Any, kind: type[Entry], day: Any) -> Any:
    if isinstance(node, list):
        return [_filled(item, kind, day) for item in node]
    if not isinstance(node, dict):
        return node
    own = {KEY: day} | node if issubclass(kind, Fact) else node
    below = _entries(kind).items()
    inside = {name: _filled(own[name], of, own.get(KEY, day)) for name, of in below if name in own}
    return {**own, **inside}


def _has_days(kind: type[Entry]) -> bool:
    return issubclass(kind, Fact) or any(map(_has_days, _entries(kind).values()))


@cache
def _entries(kind: type[Entry]) -> dict[str, type[Entry]]:
    """Type of the entries that a field holds, by the name that the field has in a file."""
    entries = {}
    for name, info in kind.model_fields.items():
        inner = next(_types(info.annotation), None)
        if inner is not None:
            entries[info.alias or name] = inner
    return entries


def _types(annotation: Any) -> Iterator[type[Entry]]:
    """Types of entry in an annotation, those of a mapping left out."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        yield annotation
    elif getattr(annotation, "__origin__", None) is not dict:
        for part in get_args(annotation):
            yield from _types(part)
