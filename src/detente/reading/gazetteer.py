"""Names of actors by day: states, capitals, leaders, organisations, movements.

``_gazetteer.csv`` is written by hand, one row for forms of one kind with the same dates;
``_gazetteer_phoenix.csv`` is built from the Phoenix lists (``benchmarks/build_gazetteer.py``,
licence in the same folder). ``first`` and ``last`` are inclusive, a bare year is the whole year. A
form of a leader may give the surname after a caret if it is not the last word (*Mao Zedong^Mao*). A
first form without words before its caret, or none, is the name.

Kinds: ``name``, ``adjective``, ``people`` (plural), ``capital``, ``seat`` (always the government:
*Kremlin*), ``faction``, ``party`` (a party or body whose name other states use too: needs its state
in the text), ``prefix`` (*Sino-*), ``organisation``, ``movement``, ``leader``, and ``none``: words
that hold the name of an actor but mean none (*South China Sea*).
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Generic, Literal, NamedTuple, TypeVar, cast

from detente.records import require_choice
from detente.states.states import all_states, records

Form = tuple[str, ...]
NameKind = Literal[
    "name",
    "adjective",
    "people",
    "capital",
    "seat",
    "faction",
    "party",
    "prefix",
    "organisation",
    "movement",
    "leader",
    "none",
]

_WORD = re.compile(r"[^\W_]+")
_TABLES = ("_gazetteer.csv", "_gazetteer_phoenix.csv")
_KNOWN_BEFORE, _KNOWN_AFTER = timedelta(days=365), timedelta(days=8 * 365)
_NO_STATE = frozenset({"VAT"})  # an actor that the table of states does not list


class NameWord(NamedTuple):
    """A word of a text: its place, its letters without accents."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NameEntry:
    """What a form means on the day.

    Attributes
    ----------
    kind : NameKind
        See the module.
    actors : tuple of str
        Ids, the most probable first; none for the kind ``none``.
    name : str
        Usual English name.
    current : bool
        Of a leader: whether in office on the day, or within a year of it.
    surname : tuple of str
        Of a leader: the words that stand alone after a first mention.
    """

    kind: NameKind
    actors: tuple[str, ...]
    name: str
    current: bool = True
    surname: tuple[str, ...] = ()


T = TypeVar("T")


class _ByWord(Generic[T]):
    """What begins with a word on a day, made at the first use of the word.

    Parameters
    ----------
    words : collection of str
        Words with which anything begins, on this day or another; others are not stored.
    make : callable
        What begins with one of them.
    """

    def __init__(self, words: Container[str], make: Callable[[str], list[T]]) -> None:
        self.words = words
        self._make = make
        self._made: dict[str, list[T]] = {}

    def __getitem__(self, word: str) -> list[T]:
        if word not in self.words:
            return []
        if word not in self._made:
            self._made[word] = self._make(word)
        return self._made[word]


@dataclass(frozen=True)
class Gazetteer:
    """Forms of one day by their first word, the longest first; leaders by surname too."""

    forms: _ByWord[tuple[Form, list[NameEntry]]]
    surnames: _ByWord[tuple[Form, NameEntry]]


class _Row(NamedTuple):
    kind: NameKind
    actors: tuple[str, ...]
    name: str
    first: str
    last: str
    forms: str


def words(text: str, start: int = 0, end: int | None = None) -> list[NameWord]:
    """Words of a stretch of a text; hyphens, apostrophes and full stops part them.

    >>> [w.text for w in words("U.S.-Paraná ties")]
    ['U', 'S', 'Parana', 'ties']
    """
    stop = len(text) if end is None else end
    result = [NameWord(m.start(), m.end(), m[0]) for m in _WORD.finditer(text, start, stop)]
    if text[start:stop].isascii():
        return result
    return [NameWord(first, last, fold(word)) for first, last, word in result]


def fold(text: str) -> str:
    """A text without accents."""
    if text.isascii():
        return text
    marked = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ø", "o"))
    return "".join(ch for ch in marked if not unicodedata.combining(ch))


@lru_cache(maxsize=8)
def gazetteer(day: date) -> Gazetteer:
    """Names in use on a day, and whom they mean.

    Parameters
    ----------
    day : date
        Names of states that had ended, and leaders who had long left office, are not there.

    Examples
    --------
    >>> [e.actors for form, e in ((f, x) for f, es in gazetteer(date(1975, 1, 1)).forms["Soviet"]
    ...                           for x in es) if form == ("Soviet", "Union")]
    [('RUS',)]
    """
    alive = _alive(day)
    of_day = _Day(day.isoformat(), day, alive)
    forms, surnames = _index()
    return Gazetteer(
        forms=_ByWord(forms, lambda word: _meant(forms[word], of_day)),
        surnames=_ByWord(surnames, lambda word: _surnames(surnames[word], of_day)),
    )


class _Day(NamedTuple):
    """A day as text and date, and the states that lived on it."""

    iso: str
    day: date
    alive: frozenset[str]


class _Name(NamedTuple):
    """A form of a row, and the surname in it."""

    form: Form
    surname: Form
    row: _Row


@cache
def _index() -> tuple[dict[str, list[_Name]], dict[str, list[_Name]]]:
    """Forms of all days by their first word, the longest first, and of leaders by surname.

    *De Gaulle* opens a sentence with a capital.
    """
    forms: dict[str, list[_Name]] = {}
    surnames: dict[str, list[_Name]] = {}
    for row in _rows():
        for form, surname in _forms(row.forms):
            name = _Name(form, surname, row)
            forms.setdefault(form[0], []).append(name)
            for key in {surname[0], surname[0].capitalize()} if row.kind == "leader" else ():
                surnames.setdefault(key, []).append(name)
    for same in forms.values():
        same.sort(key=lambda name: -len(name.form))
    return forms, surnames


def _meant(names: list[_Name], of_day: _Day) -> list[tuple[Form, list[NameEntry]]]:
    """Forms in use on a day, each with what it means, in the order of the tables."""
    entries_of: dict[Form, list[NameEntry]] = {}
    for name in names:
        entry = _entry(name, of_day)
        if entry is not None and entry not in entries_of.setdefault(name.form, []):
            entries_of[name.form].append(entry)
    return [(form, entries) for form, entries in entries_of.items() if entries]


def _surnames(names: list[_Name], of_day: _Day) -> list[tuple[Form, NameEntry]]:
    """Leaders whose surname stands alone on a day; each once, whatever the forms of the name."""
    leaders: dict[tuple[Form, tuple[str, ...], str], tuple[Form, NameEntry]] = {}
    for name in names:
        entry = _entry(name, of_day) if _is_recent(name.row, of_day.day) else None
        if entry is not None:
            key = (name.surname, entry.actors, entry.name)
            leaders.setdefault(key, (name.surname, entry))
    return list(leaders.values())


def _entry(name: _Name, of_day: _Day) -> NameEntry | None:
    """What a form means on a day; None if it is not in use."""
    row = name.row
    actors = tuple(a for a in row.actors if a in of_day.alive or not _is_state(a))
    if row.kind == "leader":
        return _leader(name, of_day.day) if actors else None
    if not _covers(row, of_day.iso) or not (actors or row.kind == "none"):
        return None
    return NameEntry(kind=row.kind, actors=actors, name=row.name)


def _leader(name: _Name, day: date) -> NameEntry | None:
    """Leaders are named a little before they come to office, and in full for ever after.

    Of a state that has another name since they are part of the past; so are bare surnames.
    """
    row = name.row
    first, last = _bound(row.first, early=True), _bound(row.last, early=False)
    if day < first - _KNOWN_BEFORE:
        return None
    if not (_is_recent(row, day) or _same_state(row.actors[0], last, day)):
        return None
    current = first <= day <= _later(last, timedelta(days=365))
    return NameEntry(
        kind="leader", actors=row.actors, name=row.name, current=current, surname=name.surname
    )


def _is_recent(row: _Row, day: date) -> bool:
    """Whether a leader was in office in the eight years before a day."""
    return day <= _later(_bound(row.last, early=False), _KNOWN_AFTER)


def _same_state(actor: str, then: date, now: date) -> bool:
    """Whether a state had the same name on both days; what is no state has."""
    return not _is_state(actor) or _names(then).get(actor) == _names(now).get(actor)


@lru_cache(maxsize=256)
def _names(day: date) -> dict[str, str]:
    return {_state_id(s.iso3, s.name): s.name for s in all_states(day)}


def _covers(row: _Row, iso: str) -> bool:
    """Dates compare as text: 1991-07 begins with what 1991 is."""
    return iso >= row.first and (not row.last or iso[: len(row.last)] <= row.last)


def _bound(text: str, *, early: bool) -> date:
    if not text:
        return date.min + _KNOWN_BEFORE if early else date.max
    rest = "-01-01" if early else "-12-28"
    return date.fromisoformat(text if len(text) == 10 else text + rest[len(text) - 4 :])


def _later(day: date, more: timedelta) -> date:
    return date.max if day > date.max - more else day + more


def _is_state(actor: str) -> bool:
    return actor in _state_ids()


@cache
def _state_ids() -> frozenset[str]:
    return frozenset(_state_id(r.iso3, r.name) for r in records())


def _alive(day: date) -> frozenset[str]:
    return frozenset(_state_id(s.iso3, s.name) for s in all_states(day)) | _NO_STATE


def _state_id(iso3: str | None, name: str) -> str:
    return iso3 or name.casefold().replace(" ", "-")


@cache
def _rows() -> tuple[_Row, ...]:
    rows: list[_Row] = []
    for table in _TABLES:
        path = Path(__file__).with_name(table)
        if path.exists():
            with path.open(encoding="utf-8", newline="") as handle:
                rows += [_row(row) for row in csv.reader(handle) if row[0] != "kind"]
    return tuple(rows)


def _row(cells: list[str]) -> _Row:
    kind, actor, name, first, last, forms = cells
    actors = tuple(actor.split("|")) if actor else ()
    require_choice(f"gazetteer, {name}", kind, NameKind)
    whole = name + forms if forms[:1] in ("", ";", "^") else forms
    return _Row(cast(NameKind, kind), actors, name, first, last, whole)


@cache  # one entry for each row of the tables
def _forms(text: str) -> tuple[tuple[Form, Form], ...]:
    return tuple(_form(form) for form in text.split(";"))


def _form(text: str) -> tuple[Form, Form]:
    """Words of a form, and the surname in it (the last word, if no caret names another)."""
    whole, _, surname = text.partition("^")
    form = tuple(_WORD.findall(fold(whole)))
    return form, tuple(_WORD.findall(fold(surname))) or form[-1:]
