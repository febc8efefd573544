"""The numbers of a case that are coded with a range, and what to call them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from detente.case.model import Case
from detente.case.numbers import Entry, Number

_NAMES = ("label", "name", "what")  # of an entry, the first that it has
_PLACES = {"positions", "severity"}  # hold one entry for each actor; the actor's name says enough


@dataclass(frozen=True, kw_only=True)
class Ranged:
    """A number between two bounds that differ, the path that `detente.case.edit.at` takes to it."""

    path: str
    words: str
    number: Number


def ranged(case: Case) -> Iterator[Ranged]:
    """Every number of the case with a range, in the order of the model."""
    for steps, words, number in _numbers(case, case, (), ()):
        if number.bounds[0] < number.bounds[1]:
            yield Ranged(path=".".join(steps), words=_said(words), number=number)


def _numbers(
    case: Case, node: Any, steps: tuple[str, ...], words: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], Number]]:
    if isinstance(node, Number):
        yield steps, words, node
    elif isinstance(node, Entry):
        for name, info in type(node).model_fields.items():
            field = info.alias or name
            yield from _numbers(case, getattr(node, name), (*steps, field), (*words, _plain(field)))
    elif isinstance(node, dict):
        for key, item in node.items():
            yield from _numbers(case, item, (*steps, key), (*words[:-1], case.name(key)))
    elif isinstance(node, tuple):
        for item in node:
            own = getattr(item, "id", None) or getattr(item, "actor", None)
            if own is not None:
                yield from _numbers(case, item, (*steps, own), _entry(case, item, words))


def _entry(case: Case, item: Any, words: tuple[str, ...]) -> tuple[str, ...]:
    """Words down to an entry: its own name in place of its section's, an actor's with it."""
    own = next((getattr(item, n) for n in _NAMES if getattr(item, n, None)), None)
    if own is not None:
        return (str(own),)
    actor = getattr(item, "actor", None)
    if actor is None:
        return (*words[:-1], str(item.id))
    who = case.name(actor)
    return (*words[:-1], who if words[-1] in _PLACES else f"{who}, {words[-1]}")


def _plain(key: str) -> str:
    return key.replace("_", " ")


def _said(words: tuple[str, ...]) -> str:
    first, *rest = words
    return f"{first}: {', '.join(rest)}" if rest else first
