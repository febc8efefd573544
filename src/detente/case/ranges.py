"""The numbers of a case that are coded with a range, with their paths and labels."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from detente.case.model import Case
from detente.case.numbers import Entry, Number
from detente.case.path import children

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
    for name, step, value in children(node):
        below = f"{path}.{name}" if path else name
        if isinstance(node, Entry):
            named = (*words, _plain(name))
        elif isinstance(step, int):
            named = _entry(case, value, words)
        else:
            actor = next((a.name for a in case.actors if a.id == name), name)
            named = (*words[:-1], actor)
        yield from _numbers(case, value, below, named)


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
