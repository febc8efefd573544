"""The numbers of a case that are coded with a range, with their paths and labels."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from detente.case.model import Case
from detente.case.numbers import Entry, Number
from detente.case.path import Child, children, fields

_NAMES = ("label", "name", "what")  # of an entry, the first that it has
_PLACES = {"positions", "severity"}  # hold one entry for each actor; the actor's name says enough


@dataclass(frozen=True, kw_only=True)
class Ranged:
    """A number whose bounds differ, its path (`detente.case.path`), and a label in words."""

    path: str
    words: str
    number: Number


def ranged_numbers(case: Case) -> Iterator[Ranged]:
    """Every number of the case with a range, in the order of the model."""
    for path, words, number in _numbers(case, case, "", ()):
        if number.bounds[0] < number.bounds[1]:
            yield Ranged(path=path, words=_sentence(words), number=number)


def _numbers(
    case: Case, node: Any, path: str, words: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...], Number]]:
    if isinstance(node, Number):
        yield path, words, node
        return
    for name, step, value in _below(node):
        below = f"{path}.{name}" if path else name
        if isinstance(node, Entry):
            named = (*words, _plain(name))
        elif isinstance(step, int):
            named = _entry(case, value, words)
        else:
            actor = next((a.name for a in case.actors if a.id == name), name)
            named = (*words[:-1], actor)
        yield from _numbers(case, value, below, named)


def _below(node: Any) -> Iterator[Child]:
    """Values below a node, without the fields of an entry that can hold no number."""
    if not isinstance(node, Entry):
        yield from children(node)
        return
    for key, name in fields(type(node)).items():
        if name in _with_numbers(type(node)):
            yield Child(key, key, getattr(node, name))


@cache
def _with_numbers(kind: type[Entry]) -> set[str]:
    """Attributes of an entry that are, or can contain, a `Number`."""
    return {name for name, info in kind.model_fields.items() if _may_hold(info.annotation)}


def _may_hold(hint: Any) -> bool:
    if isinstance(hint, type) and issubclass(hint, Entry):
        return issubclass(hint, Number) or bool(_with_numbers(hint))
    return any(_may_hold(inner) for inner in get_args(hint))


def _entry(case: Case, item: Any, words: tuple[str, ...]) -> tuple[str, ...]:
    """Words down to an entry: its own name in place of its section's, an actor's with it."""
    own = next((getattr(item, n) for n in _NAMES if getattr(item, n, None)), None)
    if own is not None:
        return (str(own),)
    actor = getattr(item, "actor", None)
    if actor is not None:
        who = case.name(actor)
        return (*words[:-1], who if words[-1] in _PLACES else f"{who}, {words[-1]}")
    own_id = getattr(item, "id", None)
    return words if own_id is None else (*words[:-1], str(own_id))


def _plain(key: str) -> str:
    return key.replace("_", " ")


def _sentence(words: tuple[str, ...]) -> str:
    first, *rest = words
    return f"{first}: {', '.join(rest)}" if rest else first
