"""Treaty spells: every alliance from signature to its end (ATOP).

``term`` gives the cause: 1 fulfilled, 2 broken, 3 renegotiated. An alliance in effect is
censored at the end of coverage whatever ``term`` says (ATOP 3433 carries both); ``term`` 0
with an end date, a member's loss of independence, is censored there.
"""

import calendar
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import numpy as np

from detente.data.as_of import last_day
from detente.data.cards import SourceCard
from detente.history.query import OBLIGATIONS
from detente.history.spells import Spells
from detente.sources import atop_alliance, cow_majors, tss_rivalries
from detente.states.lineage import inherited, line

CAUSES = ("fulfilled", "broken", "renegotiated")
COVERAGE_ENDS = last_day(atop_alliance.CARD.coverage[1])
NEVER = 10_000  # years since the last rivalry, where there was none

NEEDS: tuple[SourceCard, ...] = (
    atop_alliance.CARD,
    tss_rivalries.CARD,
    cow_majors.CARD,
)

Row = dict[str, Any]
Rivalry = tuple[int, int, int, int]


def earliest(year: int, month: int | None, day: int | None) -> date:
    """First day that a possibly incomplete start date allows.

    Parameters
    ----------
    year : int
    month, day : int or None
        None or 0 where the source has none.

    Returns
    -------
    date
        In January or on the first of the month where the source has none.
    """
    return date(year, month or 1, day or 1)


def latest(year: int, month: int | None, day: int | None) -> date:
    """Last day that a possibly incomplete end date allows.

    Parameters
    ----------
    year, month, day
        As `earliest` takes them.

    Returns
    -------
    date
        In December or on the last of the month where the source has none.
    """
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def signers(alliances: list[Row], members: list[Row]) -> dict[int, tuple[int, int]]:
    """The two states that signed each bilateral alliance.

    A bilateral treaty may list more members, the successors of one of the first two: those that
    entered in the year of signature are taken. A treaty with more signers is left out.

    Parameters
    ----------
    alliances, members : list of dict
        Rows of ATOP's alliance and member files.

    Returns
    -------
    dict of int to (int, int)
        COW codes, the smaller first, by ATOP number.
    """
    entered: dict[int, set[int]] = {}
    signed = {a["atopid"]: a["begyr"] for a in alliances if a["bilat"] == 1}
    for m in members:
        if m["yrent"] == signed.get(m["atopid"]):
            entered.setdefault(m["atopid"], set()).add(m["member"])
    pairs = {atopid: sorted(states) for atopid, states in entered.items()}
    return {atopid: (p[0], p[1]) for atopid, p in pairs.items() if len(p) == 2}


def of_line(a: int, b: int) -> tuple[int, int]:
    """A pair of states by the last codes of their lines, the smaller first.

    >>> of_line(260, 220), of_line(670, 678)
    ((220, 255), (670, 679))
    """
    codes = line(a), line(b)
    return min(codes), max(codes)


def bilateral_members(alliance: Row) -> tuple[int, int]:
    """The two members of a bilateral treaty in the alliance file, by their lines."""
    return of_line(alliance["mem1"] or 0, alliance["mem2"] or 0)


def since_rivalry(rivalries: Iterable[Rivalry]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """First and last year of every rivalry, by pair of lines of states.

    Parameters
    ----------
    rivalries : iterable of (int, int, int, int)
        Two COW codes, first and last year.

    Returns
    -------
    dict
        Lists of first and last year; each once, also where two codes of a line have it.
    """
    spells: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for a, b, start, end in rivalries:
        if line(a) == line(b):
            continue  # one state is the heir of the other
        held = spells.setdefault(of_line(a, b), [])
        if (start, end) not in held:
            held.append((start, end))
    return spells


def with_heirs(rivalries: Iterable[Rivalry]) -> Iterator[Rivalry]:
    """Rivalries, each repeated under the successor states that inherit it.

    Parameters
    ----------
    rivalries : iterable of (int, int, int, int)
        Two COW codes, first and last year.

    Yields
    ------
    (int, int, int, int)
        As given; Austria's rivalries with Italy are Hungary's too.
    """
    for a, b, start, end in rivalries:
        for one in _with_heirs_of(a, start):
            yield from ((one, other, start, end) for other in _with_heirs_of(b, start))


def _with_heirs_of(state: int, year: int) -> list[int]:
    return [state, *(i.ccode for i in inherited() if i.past == state and year <= i.until)]


def years_since(spells: list[tuple[int, int]], year: int) -> int:
    """Years since a rivalry that began by a year ended.

    Parameters
    ----------
    spells : list of (int, int)
        First and last year of each rivalry of a pair.
    year : int
        Calendar year.

    Returns
    -------
    int
        0 during a rivalry; `NEVER` without one.
    """
    gaps = [max(0, year - end) for start, end in spells if start <= year]
    return min(gaps, default=NEVER)


def pact_spells(tables: list[list[Row]]) -> Spells:
    """Treaty spells from the rows of ``NEEDS``, in that order."""
    alliances, rivalries, majors = tables
    rivals = since_rivalry(
        with_heirs((r["ccode1"], r["ccode2"], r["start"], r["end"]) for r in rivalries)
    )
    stops = [_end(a) for a in alliances]
    start = np.array([_begin(a).toordinal() for a in alliances], dtype=float)
    return Spells(
        start=start,
        entry=start,
        stop=np.array([end.toordinal() for end, _ in stops], dtype=float),
        cause=np.array([cause for _, cause in stops], dtype=int),
        causes=CAUSES,
        daily=True,
        flags={
            "year": np.array([a["begyr"] for a in alliances]),
            "bilateral": np.array([a["bilat"] == 1 for a in alliances]),
            "threat": np.array([_threat(a) for a in alliances]),
            "since_rivalry": np.array(
                [years_since(rivals.get(bilateral_members(a), []), a["begyr"]) for a in alliances]
            ),
            "both_major": np.array([_both_major(a, majors) for a in alliances]),
        }
        | {name: np.array([a[name] == 1 for a in alliances]) for name in OBLIGATIONS},
    )


def _begin(a: Row) -> date:
    return earliest(a["begyr"], a["begmo"], a["begday"])


def in_force(a: Row) -> bool:
    """Whether a treaty was in force when ATOP's coverage ended."""
    return bool(a["ineffect"] == 1 or not a["endyr"])


def _end(a: Row) -> tuple[date, int]:
    if in_force(a):
        return COVERAGE_ENDS, 0
    return latest(a["endyr"], a["endmo"], a["endday"]), a["term"]


def _threat(a: Row) -> int:
    """1 if the treaty names a threat, 0 if not, -1 if unknown."""
    return -1 if a["specthrt"] is None else int(a["specthrt"] > 0)


def _both_major(a: Row, majors: list[Row]) -> bool:
    """Whether both partners are major powers; who is one when the list ends remains one."""
    last = max((m["endyear"] for m in majors), default=0)
    year = min(a["begyr"], last)

    def major(state: int) -> bool:
        return any(m["ccode"] == state and m["styear"] <= year <= m["endyear"] for m in majors)

    return a["bilat"] == 1 and all(major(a[member]) for member in ("mem1", "mem2"))
