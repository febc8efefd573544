"""The day on which an entry could first be known, where it states none.

It is that of the entry around it, such as the issue of a position; else that of its section under
``known_on`` at the top of the file; else ``as_of``, the last day that a case may know of.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from detente.case.model import Case
from detente.case.numbers import Entry, Fact
from detente.case.yaml12 import Place

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
    last = values.get("as_of") or _ANY  # without one the case is faulty anyway
    for name, kind in _entries(Case).items():
        if name in filled:
            filled[name] = _filled(filled[name], kind, given.get(name, last))
    return filled


def days_by_section(values: dict[str, Any]) -> list[tuple[Place, str]]:
    """What is wrong with ``known_on`` at the top of a file, with its place."""
    given = values.get(KEY, {})
    if not isinstance(given, dict):
        return [((KEY,), f"got {given!r:.60}; wanted a day for each of some sections")]
    unknown = [name for name in given if name not in sections()]
    wanted = ", ".join(sections())
    return [((KEY, name), f"unknown section '{name}'; wanted one of {wanted}") for name in unknown]


def sections() -> list[str]:
    """Sections whose entries have a day."""
    return [name for name, kind in _entries(Case).items() if _has_days(kind)]


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
