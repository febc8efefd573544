"""Bring the data entries of a case file up to a day; what a person wrote stays to the letter.

An entry is the data's if all its claims are claims that detente wrote (their locator says that it
read them), it has no note, and what data leave to a person is still empty (`_TO_JUDGE`). In a
section that holds only such entries the whole text is written anew; in one with entries of a person
these follow the new ones, with their comments. A section, an actor or a day in `known_to` that a
person took out does not come back, and what a person wrote without a day keeps the day it had.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.case.add_entries import section_text
from detente.case.load import build
from detente.case.yaml12 import YamlDocument, parse
from detente.errors import DataError
from detente.forecast.data_case.build import READ, case_document, sections_known_to
from detente.forecast.data_case.of_thirds import TREATY_ID
from detente.forecast.data_case.old_days import with_old_days
from detente.forecast.data_case.request import Entry, ask

_TO_JUDGE = ("favours", "adverse", "adverse_if", "jump", "fault_line")
_LATER = {"alignment", "regimes"}  # keys of `known_to` that older files lack
_ALWAYS = ("sources", "claims", "actors")  # sections in which what is new is added


@dataclass(frozen=True, kw_only=True)
class Refreshed:
    """New text of a case file, and by section what became of its entries, in words."""

    text: str
    changes: tuple[str, ...]


def refresh(name: str, data: bytes, day: date) -> Refreshed:
    """Refresh a case file from the local store.

    Parameters
    ----------
    name : str
        Name of the file, for messages.
    data : bytes
        Its content.
    day : date
        New date of the case; only what was published by then enters.

    Raises
    ------
    CaseError
        If the file is not a valid case, before or after.
    DataError
        If it has no entry that was read from data, or the day is before its own.
    MissingData
        If a source was not pulled.
    """
    old = parse(name, data)
    case = build(old)
    if day < case.as_of:
        raise DataError(f"{name} is of {case.as_of}; wanted that day or a later one, got {day}")
    read = {c["id"] for c in old.values.get("claims", ()) if c.get("locator", "").endswith(READ)}
    if not read:
        raise DataError(
            f"{name} has no entry that was read from data; `detente new ID --states A B` makes a "
            "case that has"
        )
    one, other = (str(case.actor(m).state) for m in case.members)
    fresh = case_document(ask(one, other, day)) | {"as_of": day}
    whole = sections_known_to(ask(one, other, case.as_of))
    dropped = whole.keys() - case.known_to.keys() - _LATER
    fresh["known_to"] = {k: d for k, d in fresh["known_to"].items() if k not in dropped}
    text, changes = _written(old, fresh, read)
    if day > case.as_of:
        text, days = with_old_days(name, text, str(case.as_of))
        changes += days
    build(parse(name, text.encode()))
    return Refreshed(text=text, changes=changes)


def _plain(value: Any) -> Any:
    """A value as a case file has it, to be compared with one that was read."""
    return parse("new", section_text("x", value).encode()).values["x"]


def _written(old: YamlDocument, fresh: Entry, read: set[str]) -> tuple[str, tuple[str, ...]]:
    """Text with every section renewed that the data own in whole or part, and what changed."""
    lines = old.text.splitlines(keepends=True)
    changes: list[str] = []
    out, place = [], 0
    for section, (first, last) in _blocks(old, lines).items():
        out += lines[place:first]
        block, place = lines[first:last], last
        new, note = _section(section, old, fresh, read, block, first)
        out += new
        changes += [note] if note else []
    return "".join(out + lines[place:]), tuple(changes)


def _blocks(old: YamlDocument, lines: list[str]) -> dict[str, tuple[int, int]]:
    """First line of each section and the one after its last, without comments of the next."""
    starts = [(old.lines[(name,)] - 1, name) for name in old.values]
    ends = [start for start, _ in starts[1:]] + [len(lines)]
    return {
        name: (start, _trimmed(lines, start, end))
        for (start, name), end in zip(starts, ends, strict=True)
    }


def _trimmed(lines: list[str], start: int, end: int) -> int:
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _section(
    name: str, old: YamlDocument, fresh: Entry, read: set[str], block: list[str], first: int
) -> tuple[list[str], str]:
    """New lines of a section and what changed in it; its own where nothing of it is the data's."""
    value, new = old.values[name], fresh.get(name)
    if name == "as_of":
        return [section_text(name, new)], "" if _plain(
            new
        ) == value else f"as_of: {value} is now {new}"
    if isinstance(value, dict):
        mine = (name == "known_to" or _is_read(value, read)) and new is not None
        return (
            ([section_text(name, new)], _note(name, _plain(new) != value)) if mine else (block, "")
        )
    if isinstance(value, list) and any(map(_owner(name, read, fresh), value)):
        return _list(name, old, list(new or ()), _owner(name, read, fresh), (block, first))
    return block, ""


def _note(name: str, changed: bool) -> str:
    return f"{name}: renewed" if changed else ""


def _is_read(entry: Entry, read: set[str]) -> bool:
    claims = entry.get("claims") or ()
    judged = any(entry.get(key) is not None for key in ("note", *_TO_JUDGE))
    return bool(claims) and set(claims) <= read and not judged


def _owner(name: str, read: set[str], fresh: Entry) -> Any:
    """Whether an entry is the data's: by its claims, or by its id where it has none."""
    if name not in _ALWAYS:
        return lambda entry: _is_read(entry, read)
    ids = {e["id"] for e in fresh.get(name, ())}
    return lambda e: (e["id"] in ids or e["id"].startswith(TREATY_ID)) and not e.get("note")


def _list(
    name: str, old: YamlDocument, new: list[Entry], owned: Any, block: tuple[list[str], int]
) -> tuple[list[str], str]:
    """The data's entries anew, then those of a person as they stand."""
    own = {_key(e): e for e in old.values[name] if owned(e)}
    theirs = [i for i, e in enumerate(old.values[name]) if not owned(e)]
    taken = {_key(old.values[name][i]) for i in theirs}
    made = {_key(e): e for e in new if _key(e) not in taken}
    items = [_item(name, i, old, *block) for i in theirs]
    changes = ", ".join(_differences(own, {key: _plain(e) for key, e in made.items()}))
    said = f"{name}: {changes}" if changes else ""
    if not all(lines and lines[0].lstrip().startswith("-") for lines in items):  # in brackets
        return [section_text(name, [*made.values(), *(old.values[name][i] for i in theirs)])], said
    column = len(items[0][0]) - len(items[0][0].lstrip()) if items else 2
    empty = f"{name}:\n" if items else f"{name}: []\n"
    text = _at_column(section_text(name, list(made.values())), column) if made else empty
    return [text, *(line for lines in items for line in lines)], said


def _at_column(text: str, column: int) -> str:
    """The text of a section with the entries of its list at a column, as those of a person."""
    head, *lines = text.splitlines(keepends=True)
    return head + "".join(" " * column + line[2:] if line.strip() else line for line in lines)


def _key(entry: Entry) -> str:
    """What names an entry in its section: its id, else the state it is about."""
    return str(entry.get("id", entry.get("actor")))


def _item(name: str, i: int, old: YamlDocument, block: list[str], first: int) -> list[str]:
    """Lines of an entry in a list, with the comments above the next one."""
    following = (name, i + 1) in old.lines
    end = _dash(old.lines[(name, i + 1)] - 1 - first, block) if following else len(block)
    return block[_dash(old.lines[(name, i)] - 1 - first, block) : end]


def _dash(place: int, block: list[str]) -> int:
    """Line of the dash of an entry: that of its first key, or one above with nothing else."""
    above = place - 1
    while above > 0 and block[above].split("#")[0].strip() == "":
        above -= 1
    return above if block[above].split("#")[0].strip() == "-" else place


def _differences(before: dict[str, Entry], after: dict[str, Entry]) -> Iterator[str]:
    counts = {
        "new": len(after.keys() - before.keys()),
        "gone": len(before.keys() - after.keys()),
        "changed": sum(_shown(after[k]) != _shown(before[k]) for k in after.keys() & before.keys()),
    }
    yield from (f"{count} {word}" for word, count in counts.items() if count)


def _shown(entry: Entry) -> Entry:
    """An entry without the day on which it was read."""
    return {k: v for k, v in entry.items() if k not in ("known_on", "date")}
