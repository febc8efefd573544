"""Paths into a case: one grammar to read, set and list values by name.

A path names sections, ids and fields, joined by dots:
``issues.nato-enlargement.positions.RUS.salience``. Each step is

- the name of a field as a file has it, or the key of a mapping;
- in a list, the ``id`` of an entry, else its ``actor``, ``path`` or ``claim``; its position,
  counted from 0, if the entry has none of these or an earlier one has the same.

Ids may contain dots. Where several names fit, the longest counts: with the ids ``iraq`` and
``iraq.2001`` the path ``issues.iraq.2001.status_quo`` leads to the second. The functions accept a
`Case` and the plain values of a case file alike.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from detente.case.numbers import Entry
from detente.case.yaml12 import Place
from detente.errors import CaseError

_NAMES = ("id", "actor", "path", "claim")
_SYNONYMS = {"actors": "positions"}  # of an issue: the positions of its actors


class Child(NamedTuple):
    """One value directly below another: its name, its field, key or position, and itself."""

    name: str
    step: str | int
    value: Any


def children(node: Any) -> Iterator[Child]:
    """Values below a node that a path can name; none for a value or a list of values."""
    if isinstance(node, Entry):
        names = fields(type(node)).items()
        yield from (Child(key, key, getattr(node, name)) for key, name in names)
    elif isinstance(node, dict):
        yield from (Child(str(key), key, value) for key, value in node.items())
    elif isinstance(node, list | tuple):
        for number, name in enumerate(_names(node)):
            yield Child(name, number, node[number])


@cache
def fields(kind: type[Entry]) -> dict[str, str]:
    """Fields of an entry type, as a file has them, each with the attribute that holds it."""
    return {info.alias or name: name for name, info in kind.model_fields.items()}


def _names(items: Sequence[Any]) -> list[str]:
    """Names of the entries in a list, all different; none if the items are plain values."""
    if not items or not isinstance(items[0], Entry | dict):
        return []
    own: list[Any]
    if isinstance(items[0], dict):
        own = [next((item[k] for k in _NAMES if k in item), None) for item in items]
    else:
        key = _naming(type(items[0]))
        own = [item.__dict__[key] for item in items] if key else [None] * len(items)
    if None not in own and len(set(own)) == len(own):
        return own
    first = {name: number for number, name in reversed(list(enumerate(own))) if name is not None}
    return [name if first.get(name) == number else str(number) for number, name in enumerate(own)]


@cache
def _naming(kind: type[Entry]) -> str | None:
    """Field that names an entry of a list."""
    return next((key for key in _NAMES if key in kind.model_fields), None)


def value_at(root: Any, path: str) -> Any:
    """Value at a path.

    Parameters
    ----------
    root : Case, or the plain values of its file
        What the path starts from.
    path : str
        Names joined by dots.

    Returns
    -------
    Any
        An entry, a `Number`, or a plain value; None where an optional field is empty.

    Raises
    ------
    CaseError
        If the path does not exist in ``root``.
    """
    return resolve_path(root, path)[1]


def resolve_path(root: Any, path: str) -> tuple[Place, Any]:
    """Fields, keys and list positions that a path stands for, and the value there.

    Parameters
    ----------
    root, path
        As `value_at` takes them.

    Returns
    -------
    tuple of (Place, Any)
        One field name, key or position (from 0) for each level; then the value, as `value_at` does.

    Raises
    ------
    CaseError
        If the path does not exist in ``root``; the message lists the names that do.

    Examples
    --------
    >>> case = {"issues": [{"id": "iraq.2001", "status_quo": 40}]}
    >>> resolve_path(case, "issues.iraq.2001.status_quo")
    (('issues', 0, 'status_quo'), 40)
    """
    node = root
    place: Place = ()
    steps = path.split(".")
    while steps:
        length, child = _child(node, steps)
        if child is None:
            names = [child.name for child in children(node)]
            raise CaseError(f"no '{steps[0]}' on the path {path}{_expected(node, names)}")
        steps = steps[length:]
        place, node = (*place, child.step), child.value
    return place, node


def _child(node: Any, steps: list[str]) -> tuple[int, Child | None]:
    """Value that the first steps name, and how many steps its name takes."""
    if isinstance(node, Entry):  # most common, and no field has a dot in its name
        known = fields(type(node))
        key = steps[0] if steps[0] in known else _SYNONYMS.get(steps[0], "")
        return 1, Child(key, key, getattr(node, known[key])) if key in known else None
    named = _named(node, steps)
    if named is not None:
        return named
    items = node if isinstance(node, dict) else {}
    names = list(items) or (_names(node) if isinstance(node, list | tuple) else [])
    for length in range(len(steps), 0, -1):
        name = ".".join(steps[:length])
        if name in names:
            step = name if items else names.index(name)
            return length, Child(name, step, node[step])
    key = _SYNONYMS.get(steps[0], "")
    return 1, Child(key, key, items[key]) if key in items else None


def _named(node: Any, steps: list[str]) -> tuple[int, Child] | None:
    """Entry of a list that the longest name fits, the first of them, in one pass."""
    first = node[0] if isinstance(node, tuple) and node else None
    key = _naming(type(first)) if isinstance(first, Entry) else None
    if key is None:
        return None
    lengths = {".".join(steps[:length]): length for length in range(1, len(steps) + 1)}
    fits = [
        (-lengths[name], number)
        for number, item in enumerate(node)
        if (name := item.__dict__[key]) in lengths
    ]
    if not fits:
        return None
    length, number = min(fits)
    return -length, Child(".".join(steps[:-length]), number, node[number])


def _expected(node: Any, names: list[str]) -> str:
    if names:
        field_of = "a field of " if isinstance(node, list | tuple) else ""
        return f"; wanted {field_of}one of {', '.join(names)}"
    return "; the list has no entries with names" if isinstance(node, list | tuple) else ""


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """List the values below a node with their paths.

    Parameters
    ----------
    node : Case, Entry, dict or list
        Where to start, usually ``case.model_dump(mode="json", by_alias=True)``.
    path : str, default ""
        Path of ``node``, which starts all paths returned.

    Yields
    ------
    tuple of (str, Any)
        Path and value. A list of plain values is one value; empty values are left out.
    """
    below = list(children(node))
    for child in below:
        yield from leaves(child.value, f"{path}.{child.name}" if path else child.name)
    if not below and node not in (None, {}, [], ()):
        yield path, ", ".join(map(str, node)) if isinstance(node, list | tuple) else node
