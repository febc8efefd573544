"""Which state continues, succeeds, unites or divides which: a lineage of states with dates.

A COW code does not carry a state's history: Germany is 255 to 1945, 260 from 1955 and 255 again
from 1990. What is carried over a change of code (alliances, peace years, ruptures) follows
``_lineage.csv``, one row for each entry into the COW state system and each exit from it, and the
days of the lists:

``continues``
    the same state under another code (255, 260, 255);
``divides``
    ``before`` ended, and ``after`` is one of the states on its territory (300: 305 and 310);
``unites``
    ``before`` ended in the new state ``after`` (678 and 680: 679);
``absorbs``
    ``before`` ended in ``after``, which was there already and goes on (817: 816);
``secedes``
    ``after`` left ``before``, which goes on (365: 369);
``restored``
    ``after`` returns under its own code, after occupation or union;
``founded``, ``recognised``, ``decolonised``
    other entries: a member in 1816; a state that existed before the system counted it; a colony,
    mandate or protectorate that became independent;
``occupied``, ``protectorate``
    other exits.

``history`` is 1 where treaties and quarrels of ``before`` count as those of ``after``. A state that
goes on keeps its own: what it absorbs and what leaves it brings none along. Each row is a
judgement, whose ground is its ``source``: the COW list (a code leaves as the other comes),
Gleditsch and Ward, the practice of the United Nations, or a document.

References
----------
Correlates of War Project (2017). State System Membership List, v2016, codebook.
https://correlatesofwar.org/data-sets/state-system-membership/

Gleditsch, K. S. & Ward, M. D. (1999). A revised list of independent states since the Congress of
Vienna. International Interactions 25, 393-413. https://doi.org/10.1080/03050629908434958

United Nations. Historical information, in: Multilateral Treaties Deposited with the
Secretary-General. https://treaties.un.org/Pages/HistoricalInfo.aspx

Crawford, J. (2006). The creation of states in international law, 2nd ed., ch. 16-17. Oxford.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Literal, cast, get_args

from detente.states.states import State, records

__all__ = ["CodeSpan", "Inherited", "Link", "LinkKind", "code_in", "code_on", "code_spans"]
__all__ += ["inherited", "line", "links", "renamed"]

LinkKind = Literal[
    "continues",
    "divides",
    "unites",
    "absorbs",
    "secedes",
    "restored",
    "founded",
    "recognised",
    "decolonised",
    "occupied",
    "protectorate",
]
LINK_KINDS: tuple[str, ...] = get_args(LinkKind)
_SAME_NAME = ("continues", "divides", "unites")  # a list may use one code for both states
FIRST_YEAR, LAST_YEAR = 1816, 2024


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """One entry, exit or change of code.

    Attributes
    ----------
    day : date
        First day of ``after`` in the state system, or last day of ``before`` if nothing new
        begins; the first of January where only the year matters.
    kind : LinkKind
        What happened.
    before, after : int or None
        COW codes; None for an entry without a predecessor, or an exit without an heir.
    history : bool
        Whether what ``before`` signed and fought counts as that of ``after``.
    source : str
        Ground of the judgement.
    note : str
        What should be known of it; may be empty.
    """

    day: date
    kind: LinkKind
    before: int | None
    after: int | None
    history: bool
    source: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeSpan:
    """Years in which another code stands for a state: 679 in 1926-1989 is 678."""

    ccode: int
    first: int
    last: int
    code: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Inherited:
    """What ``past`` did up to the year ``until`` is part of the history of ``ccode``.

    ``main`` marks one past of each state: where only one can count, as for the form of government
    in the year before, it is that of the smallest code (678 for 679).
    """

    ccode: int
    past: int
    until: int
    main: bool


@cache
def links() -> tuple[Link, ...]:
    """All rows of the table, in order of their days.

    >>> [(link.before, link.kind, link.after) for link in links() if link.day.year == 1990][2:]
    [(678, 'unites', 679), (680, 'unites', 679), (260, 'continues', 255), (265, 'unites', 255)]
    """
    path = Path(__file__).with_name("_lineage.csv")
    with path.open(encoding="utf-8", newline="") as handle:
        return tuple(_parse(row) for row in csv.DictReader(handle))


def code_on(ccode: int, day: date) -> int | None:
    """The code that a state, or the state that bore its name, had on a day.

    Parameters
    ----------
    ccode : int
        COW code as used by a list that knows no dates.
    day : date
        A day before 1816 is read as the first of January 1816.

    Returns
    -------
    int or None
        ``ccode`` itself if that state existed; else its predecessor, or its heir, that did, along
        the links in which one name covers both (continues, divides, unites); None if none did.

    Examples
    --------
    >>> code_on(255, date(1970, 1, 1)), code_on(305, date(1900, 1, 1))
    (260, 300)
    >>> code_on(315, date(2000, 1, 1)), code_on(369, date(1970, 1, 1))
    (316, None)
    """
    at = max(day, date(FIRST_YEAR, 1, 1))
    return _first_alive(ccode, lambda code: _alive(code, at, at), at)


def code_in(ccode: int, year: int) -> int | None:
    """The code that a state had in a year; its own if it existed on any day of it.

    Parameters
    ----------
    ccode : int
        COW code.
    year : int
        A year before 1816 is read as 1816.

    Returns
    -------
    int or None
        As `code_on`.

    Examples
    --------
    >>> code_in(255, 1990), code_in(260, 1990), code_in(255, 1989)
    (255, 260, 260)
    """
    at = max(year, FIRST_YEAR)
    first, last = date(at, 1, 1), date(at, 12, 31)
    return _first_alive(ccode, lambda code: _alive(code, first, last), last)


@cache
def code_spans(*, on_new_year: bool = False) -> tuple[CodeSpan, ...]:
    """Years in which each code stands for another one, 1816 being all years up to it.

    Parameters
    ----------
    on_new_year : bool, default False
        Whether the first of January decides; else a code that was in use on any day of a year
        stays.

    Returns
    -------
    tuple of CodeSpan
        By code and year.

    Examples
    --------
    >>> [(s.first, s.last, s.code) for s in code_spans() if s.ccode == 679]
    [(1918, 1989, 678)]
    """
    named = [link for link in links() if link.kind in _SAME_NAME]
    codes = {code for link in named for code in (link.before, link.after) if code is not None}
    turns = _turns(codes)
    return tuple(span for code in sorted(codes) for span in _spans(code, turns, on_new_year))


@cache
def inherited() -> tuple[Inherited, ...]:
    """Whose past is also that of whom, over several changes of code if need be.

    >>> [(i.past, i.until) for i in inherited() if i.ccode == 255]
    [(260, 1990)]
    >>> [(i.ccode, i.past, i.until) for i in inherited() if i.past == 315]
    [(316, 315, 1993), (317, 315, 1993)]
    """
    carried = [(k.after, k.before, k.day.year) for k in links() if k.history]
    years = {(a, b): y for a, b, y in carried if a is not None and b is not None}
    for _ in carried:
        further = {
            (a, past): min(until, y)
            for (a, b), y in years.items()
            for (heir, past), until in years.items()
            if heir == b and a != past and (a, past) not in years
        }
        years |= further
    first = {a: min(b for c, b in years if c == a) for a, _ in years}
    return tuple(
        Inherited(ccode=a, past=b, until=y, main=b == first[a])
        for (a, b), y in sorted(years.items())
    )


@cache
def line(ccode: int) -> int:
    """The last code of a state: one number for all codes under which it went on.

    Of several heirs one goes on, and of several states that united one: that with the smallest
    code among those that carry the history.

    >>> line(255), line(260), line(678), line(680), line(315), line(317)
    (255, 255, 679, 680, 316, 317)
    """
    codes, last = {ccode}, (date.min, ccode)
    chain = [k for k in links() if k.history and _principal(k)]
    for _ in chain:
        for link in chain:
            if {link.before, link.after} & codes:
                codes |= {link.before or 0, link.after or 0}
                last = max(last, (link.day, link.after or 0))
    return last[1]


def renamed() -> tuple[tuple[int, int], ...]:
    """Codes with another last code of their line, and that code.

    >>> (260, 255) in renamed(), (255, 255) in renamed()
    (True, False)
    """
    codes = sorted({i.past for i in inherited()})
    return tuple((code, line(code)) for code in codes if line(code) != code)


def _principal(link: Link) -> bool:
    """Whether neither another heir nor another predecessor comes first."""
    heirs = _neighbours(link.before or 0, later=True)
    return heirs[0] == link.after and _neighbours(heirs[0], later=False)[0] == link.before


@cache
def _neighbours(ccode: int, *, later: bool) -> tuple[int, ...]:
    """Heirs of a code, or its predecessors, under one name; the principal one first."""
    named = [k for k in links() if k.kind in _SAME_NAME]
    ends = [
        (k.before, k.after, k.history) if later else (k.after, k.before, k.history) for k in named
    ]
    return tuple(
        b for h, b in sorted((not h, b) for a, b, h in ends if a == ccode and b is not None)
    )


def _first_alive(ccode: int, alive: Callable[[int], bool], day: date) -> int | None:
    """The code itself or the next of its line that is alive, backwards or forwards in time."""
    rows = _records().get(ccode)
    if rows is None or alive(ccode):
        return ccode if rows else None
    code = None
    if day > rows[0].start:
        code = _along(ccode, alive, later=True)
    if code is None and day < (rows[-1].end or date.max):
        code = _along(ccode, alive, later=False)
    return code


def _along(ccode: int, alive: Callable[[int], bool], *, later: bool) -> int | None:
    """The first code alive among the principal heirs of a code, or its principal predecessors."""
    code, seen = ccode, set[int]()
    while code not in seen and not alive(code):
        seen.add(code)
        code = next(iter(_neighbours(code, later=later)), code)
    return code if alive(code) else None


@cache
def _records() -> dict[int, list[State]]:
    rows: dict[int, list[State]] = {}
    for record in records():
        rows.setdefault(record.ccode, []).append(record)
    return rows


def _alive(ccode: int, first: date, last: date) -> bool:
    """Whether a state existed on a day of a period."""
    return any(
        r.start <= last and (r.end is None or r.end >= first) for r in _records().get(ccode, ())
    )


def _turns(codes: Iterable[int]) -> list[int]:
    """The first year, those from which a code may mean another state, and the one after all."""
    days = [day for code in codes for r in _records()[code] for day in (r.start, r.end) if day]
    years = {year for day in days for year in (day.year, day.year + 1)}
    return [FIRST_YEAR, *sorted(years & set(range(FIRST_YEAR + 1, LAST_YEAR + 1))), LAST_YEAR + 1]


def _spans(ccode: int, turns: Sequence[int], on_new_year: bool) -> Iterator[CodeSpan]:
    def code(year: int) -> int | None:
        return code_on(ccode, date(year, 1, 1)) if on_new_year else code_in(ccode, year)

    for then, run in groupby(pairwise(turns), key=lambda pair: code(pair[0])):
        periods = list(run)
        if then is not None and then != ccode:
            yield CodeSpan(ccode=ccode, first=periods[0][0], last=periods[-1][1] - 1, code=then)


def _parse(row: dict[str, str]) -> Link:
    kind = row["kind"]
    return Link(
        day=date.fromisoformat(row["day"] if "-" in row["day"] else row["day"] + "-01-01"),
        kind=cast(LinkKind, kind),
        before=int(row["before"]) if row["before"] else None,
        after=int(row["after"]) if row["after"] else None,
        history=row["history"] == "1",
        source=row["source"],
        note=row["note"],
    )
