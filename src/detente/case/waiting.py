"""Entries that wait for a value only a person may judge.

An entry of a list that leaves a required value empty (``probability: null``) is not wrong: nobody
has judged it yet. It is set aside, nothing is computed from it, and `detente check` and the brief
say what it waits for. Whatever else is wrong with it is a fault as always.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from detente.case.yaml12 import Place

# what a claim rests on is never empty: an unknown source has a grade that says so (F, 6)
SECTIONS = frozenset(
    {
        "assets",
        "attitudes",
        "calendar",
        "dependence",
        "governments",
        "horizons",
        "influence",
        "issues",
        "ledger",
        "scenarios",
        "standing",
        "surveys",
        "threats",
        "ties",
    }
)


_SHOWN = 6  # fields that a sentence names


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One entry that waits.

    Attributes
    ----------
    section, id : str
        Where it stands; its position in the list, from 1, if it has no id.
    index : int
        Its position in the list, from 0.
    fields : tuple of str
        Dotted names of what it waits for, within the entry.
    """

    section: str
    id: str
    index: int
    fields: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What it waits for, in words."""
        shown = ", ".join(self.fields[:_SHOWN])
        more = len(self.fields) - _SHOWN
        rest = f" and {more} more" if more > 0 else ""
        return f"{self.section}.{self.id} waits for a person's judgement: {shown}{rest}"


def waiting(values: dict[str, Any], errors: Iterable[Any]) -> tuple[Waiting, ...]:
    """Entries of which all faults are values left empty.

    Parameters
    ----------
    values : dict
        Plain values of a case file.
    errors : iterable
        Errors of pydantic's validation of them.
    """
    empty: dict[tuple[str, int], list[str] | None] = {}
    for error in errors:
        place: Place = error["loc"]
        key = (str(place[0]), place[1]) if len(place) > 1 else ("", 0)
        if key[0] not in SECTIONS or not isinstance(key[1], int):
            continue
        entry = (key[0], key[1])
        fields = empty.setdefault(entry, [])
        unknown = error["type"] == "extra_forbidden"  # also without a value: {label: Gas, oil}
        if len(place) < 3 or unknown or error["input"] is not None:
            empty[entry] = None  # another fault: the entry is wrong, not waiting
        elif fields is not None:
            fields.append(_name(values, place))
    return tuple(
        Waiting(section=s, id=_id(values[s][i], i), index=i, fields=tuple(dict.fromkeys(fields)))
        for (s, i), fields in sorted(empty.items())
        if fields
    )


def without_waiting(values: dict[str, Any], waits: Iterable[Waiting]) -> dict[str, Any]:
    """Values without the entries that wait; the given ones are not changed."""
    gone = {(w.section, w.index) for w in waits}
    return {
        name: [e for i, e in enumerate(v) if (name, i) not in gone] if isinstance(v, list) else v
        for name, v in values.items()
    }


def original(place: Place, waits: Iterable[Waiting]) -> Place:
    """Place in the file of a place in the values without the entries that wait."""
    if len(place) < 2 or not isinstance(place[1], int):
        return place
    number = place[1]
    for one in sorted(waits, key=lambda w: w.index):
        if one.section == place[0] and one.index <= number:
            number += 1
    return (place[0], number, *place[2:])


def _name(values: Any, place: Place) -> str:
    """Dotted name of a field within its entry, without the branch of a choice of types."""
    steps: list[str] = []
    node: Any = values[place[0]][place[1]]
    for step in place[2:]:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            break
        steps.append(str(step))
    return ".".join(steps)


def _id(entry: Any, index: int) -> str:
    named = entry.get("id", entry.get("actor")) if isinstance(entry, dict) else None
    return str(named) if named is not None else str(index + 1)
