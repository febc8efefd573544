"""Which state is meant: codes and names, resolved by date and never by guess.

The key inside detente is the Correlates of War (COW) country code. A few states
that COW omits (Gran Colombia, Tibet, Orange Free State, Annam ...) keep their
Gleditsch-Ward number, which COW left free; their ``cow_abb`` is ``None``.

``_states.csv`` holds one row per state and period; a name or code that changed
starts a new row. ``start`` and ``end`` are inclusive, a bare year is the whole
year. The table is complete from 1816; a state that existed then has the date of
its founding, and its earlier names, but states that had ended by then are not
there. Existence is generous: a state exists when a historian would say so, which
is often longer than COW system membership, and includes Palestine (667, a number
that COW left free) and Kosovo under the administration of the United Nations.
``microstate`` is 1 for those of Gleditsch and Ward's list of microstates, with
fewer than 250,000 people.
An alias holds whenever its state exists, unless marked: ``=X`` holds in its own
row only; ``?X`` says "X may mean this state, but X alone cannot decide it".

References
----------
Correlates of War Project (2017). State System Membership List, v2016.
https://correlatesofwar.org/data-sets/state-system-membership/

Gleditsch, K. S. & Ward, M. D. (1999). A revised list of independent states since
the Congress of Vienna. International Interactions 25, 393-413.
https://doi.org/10.1080/03050629908434958
"""

import csv
import operator
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from detente.errors import DataError, UnknownState
from detente.states.spellings import normal, spellings

__all__ = ["State", "all_states", "records", "resolve", "state_name", "to_gw", "to_iso3"]

# ISO-3 codes of places that are no state here, but equal some COW abbreviation.
_TERRITORIES = frozenset({"MAC"})  # Macao; COW uses it for Macedonia


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """One state under one name.

    Attributes
    ----------
    ccode : int
        COW country code, the key.
    name : str
        Name in use from ``start`` to ``end``.
    iso3 : str or None
        ISO 3166-1 code (see `to_iso3`); None if there is none.
    cow_abb : str or None
        COW abbreviation; None where COW lists no such state.
    gwcode : int or None
        Gleditsch-Ward number; None where that list has no such state.
    start, end : date
        First and last day under this name and these codes; ``end`` is None
        while that lasts.
    microstate : bool
        Whether Gleditsch and Ward list it as a microstate.
    """

    ccode: int
    name: str
    iso3: str | None
    cow_abb: str | None
    gwcode: int | None
    start: date
    end: date | None
    microstate: bool = False

    def covers(self, day: date) -> bool:
        """Whether this record holds on that day.

        >>> resolve("USSR", date(1970, 1, 1)).covers(date(1992, 1, 1))
        False
        """
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A spelling's claim to mean one state."""

    ccode: int
    weak: bool = False
    only: State | None = None

    def holds(self, day: date) -> bool:
        if self.only is not None:
            return self.only.covers(day)
        return _record(self.ccode, day) is not None


@dataclass(frozen=True, slots=True)
class _Table:
    claims: dict[str, list[_Claim]] = field(default_factory=dict)
    spelling: dict[str, str] = field(default_factory=dict)


def resolve(text: str | int, on: date) -> State:
    """Find the one state meant by a code or name on a date.

    Codes and names match exactly once case, accents, punctuation and a leading
    "the" are set aside. A COW abbreviation that is some other place's ISO-3 code
    is read as ISO: AUS is Australia.

    Parameters
    ----------
    text : str or int
        COW code (number or digits), Gleditsch-Ward number written "GW 260", ISO-3 code,
        COW abbreviation, or a name.
    on : date
        The day on which the state is looked for.

    Raises
    ------
    UnknownState
        If nothing matches, if the state did not exist on that day, or if the
        name fits more than one state; the message names the candidates.

    Examples
    --------
    >>> resolve("the Soviet Union", date(1970, 1, 1)).ccode
    365
    >>> resolve("Turkiye", date(1900, 1, 1)).name
    'Ottoman Empire'
    >>> resolve("GW 260", date(1970, 1, 1)).ccode, resolve("GW 260", date(2000, 1, 1)).ccode
    (260, 255)
    >>> resolve("Germany", date(1970, 1, 1))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    detente.errors.UnknownState: ambiguous state 'Germany' on 1970-01-01: wanted West Germany ...
    """
    day = _day(on)
    claims = _claims(text)
    if not claims:
        raise UnknownState(_unknown(text))
    live = [claim for claim in claims if claim.holds(day)]
    if not live:
        raise UnknownState(_absent(text, day, claims))
    if len(live) > 1 or live[0].weak:
        rivals = [claim for claim in claims if claim.weak or claim in live]
        raise UnknownState(_ambiguous(text, day, rivals))
    return _at(live[0].ccode, day)


def state_name(ccode: int, on: date) -> str:
    """Name of a state on that day.

    >>> state_name(365, date(1970, 1, 1)), state_name(365, date(2000, 1, 1))
    ('Soviet Union', 'Russia')
    """
    return _at(ccode, _day(on)).name


def to_iso3(ccode: int, on: date) -> str | None:
    """ISO-3 code of a state on that day, or None if it has none.

    It is today's code of the state that carries the COW code on (RUS for the
    Soviet Union, SRB for Yugoslavia); a withdrawn code only if nothing does
    (CSK, DDR, YMD). The two Vietnams of 1945-1976 have none: ISO and data sets
    in use assign VNM and VDR to them in opposite ways.

    >>> to_iso3(365, date(1970, 1, 1)), to_iso3(240, date(1850, 1, 1))
    ('RUS', None)
    """
    return _at(ccode, _day(on)).iso3


def to_gw(ccode: int, on: date) -> int | None:
    """Gleditsch-Ward number of a state on that day, or None if it has none.

    >>> to_gw(255, date(1910, 1, 1)), to_gw(255, date(2010, 1, 1))
    (255, 260)
    """
    return _at(ccode, _day(on)).gwcode


def can_mean_a_state(text: str) -> bool:
    """Whether a name or code means, or may mean, some state on some day."""
    return bool(_claims(text))


def two_states(one: str | int, other: str | int, on: date) -> tuple[State, State]:
    """Two different states by any of their names, in the order given.

    Parameters
    ----------
    one, other : str or int
        As `resolve` reads them.
    on : date
        The day on which the states are looked for.

    Raises
    ------
    UnknownState
        If a name means no state, or more than one.
    DataError
        If both mean the same one.
    """
    first, second = resolve(one, on), resolve(other, on)
    if first.ccode == second.ccode:
        raise DataError(f"'{one}' and '{other}' are one state; wanted two")
    return first, second


def all_states(on: date) -> tuple[State, ...]:
    """Every state that existed on that day, by COW code.

    >>> [state.name for state in all_states(date(1980, 1, 1)) if state.ccode in (260, 265)]
    ['West Germany', 'East Germany']
    """
    day = _day(on)
    return tuple(r for rows in _records().values() for r in rows if r.covers(day))


def records() -> tuple[State, ...]:
    """Every record there is, by COW code and date.

    >>> [(r.name, r.end.year) for r in records() if r.ccode == 365 and r.end][-1]
    ('Soviet Union', 1991)
    """
    return tuple(row for rows in _records().values() for row in rows)


# --- looking up -------------------------------------------------------------------


def _day(on: date) -> date:
    """Drop the hour, which would make comparison fail; refuse what is no date."""
    if isinstance(on, datetime):
        return on.date()
    if not isinstance(on, date):
        raise TypeError(f"on is {on!r}: wanted a datetime.date")
    return on


def _claims(text: str | int) -> list[_Claim]:
    code = _as_code(text)
    if code is not None:
        return [_Claim(code)] if code in _records() else []
    ways = spellings(text) if isinstance(text, str) else ()
    return next((claims for way in ways if (claims := _table().claims.get(normal(way)))), [])


def _as_code(text: str | int) -> int | None:
    """Read a whole number; never "-2" or "2.0", which normalising would mangle."""
    if isinstance(text, str):
        digits = text.strip()
        return int(digits) if re.fullmatch("[0-9]{1,4}", digits) else None
    try:
        return operator.index(text)
    except TypeError:
        return None


def _at(ccode: int, day: date) -> State:
    record = _record(ccode, day)
    if record is not None:
        return record
    if ccode in _records():
        raise UnknownState(_absent(ccode, day, [_Claim(ccode)]))
    raise UnknownState(_unknown(ccode))


def _record(ccode: int, day: date) -> State | None:
    return next((r for r in _records().get(ccode, ()) if r.covers(day)), None)


# --- saying what is wrong ---------------------------------------------------------


def _unknown(text: object) -> str:
    hint = _suggestion(text) if isinstance(text, str) else ""
    return f"unknown state {_shown(text)}: wanted a COW code, an ISO-3 code or a name{hint}"


def _absent(text: object, day: date, claims: Iterable[_Claim]) -> str:
    known = "; ".join(f"{_label(c.ccode, day)} existed {_existence(c.ccode)}" for c in claims)
    return f"no state {_shown(text)} on {day}: wanted a date when it existed ({known})"


def _ambiguous(text: object, day: date, claims: Iterable[_Claim]) -> str:
    choices = " or ".join(_label(c.ccode, day) for c in claims)
    return f"ambiguous state {_shown(text)} on {day}: wanted {choices}, by code or full name"


def _shown(text: object) -> str:
    shown = repr(text)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _label(ccode: int, day: date) -> str:
    """Name (that day's, else the latest) and code."""
    record = _record(ccode, day) or _records()[ccode][-1]
    return f"{record.name} ({ccode})"


def _existence(ccode: int) -> str:
    return " and ".join(_spell(*spell) for spell in _spells(_records()[ccode]))


def _spell(start: date, end: date | None) -> str:
    """Say a spell by years where it has whole years."""
    first = start.year if (start.month, start.day) == (1, 1) else start
    if end is None:
        return f"since {first}"
    return f"from {first} to {end.year if (end.month, end.day) == (12, 31) else end}"


def _spells(rows: Iterable[State]) -> Iterator[tuple[date, date | None]]:
    """Join rows that follow each other without a gap."""
    start: date | None = None
    end: date | None = None
    for row in rows:
        if start is not None and end is not None and row.start > end + timedelta(days=1):
            yield start, end
            start = None
        start, end = start or row.start, row.end
    if start is not None:
        yield start, end


def _suggestion(text: str) -> str:
    """Offer close spellings, one for each state, for the message only."""
    table = _table()
    names = [key for key in table.spelling if len(key) > 3 and not key.startswith("gw ")]
    close = get_close_matches(normal(text)[:60], names, cutoff=0.7)
    best = {table.claims[key][0].ccode: table.spelling[key] for key in reversed(close)}
    return f" (did you mean {' or '.join(reversed(best.values()))}?)" if best else ""


# --- reading the table ------------------------------------------------------------


@cache
def _rows() -> list[tuple[State, list[str]]]:
    """Each record with its aliases."""
    path = Path(__file__).with_name("_states.csv")
    with path.open(encoding="utf-8", newline="") as handle:
        return [(_parse(row), row["aliases"].split(";")) for row in csv.DictReader(handle)]


@cache
def _records() -> dict[int, list[State]]:
    records: dict[int, list[State]] = {}
    for record, _ in _rows():
        records.setdefault(record.ccode, []).append(record)
    return records


@cache
def _table() -> _Table:
    rows, table = _rows(), _Table()
    iso = {record.iso3 for record, _ in rows} | _TERRITORIES
    for record, aliases in rows:
        abb = record.cow_abb if record.cow_abb not in iso else None
        for spelling in (record.name, record.iso3, abb, *aliases):
            if spelling:
                _add(table, spelling, record)
        if record.gwcode is not None:
            _add(table, f"=GW {record.gwcode}", record)
    return table


def _add(table: _Table, spelling: str, record: State) -> None:
    bare = spelling.lstrip("?=")
    only = record if spelling.startswith("=") else None
    claim = _Claim(record.ccode, spelling.startswith("?"), only)
    key = normal(bare)
    claims = table.claims.setdefault(key, [])
    if claim not in claims:
        claims.append(claim)
    table.spelling.setdefault(key, bare)


def _parse(row: dict[str, str]) -> State:
    end = row["end"]
    return State(
        ccode=int(row["ccode"]),
        name=row["name"],
        iso3=row["iso3"] or None,
        cow_abb=row["cow_abb"] or None,
        gwcode=int(row["gwcode"]) if row["gwcode"] else None,
        start=_date(row["start"], "-01-01"),
        end=_date(end, "-12-31") if end else None,
        microstate=row["microstate"] == "1",
    )


def _date(text: str, rest: str) -> date:
    return date.fromisoformat(text if "-" in text else text + rest)
