"""Dyad spells that end with a rupture, as `detente.history.rupture` defines it.

Sources give years, so durations are differences of years: a rupture counts if it comes in a
year after that of the onset. A spell is censored at the end of the dispute data, or when one of
the states leaves the system.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.data import store
from detente.data.as_of import last_day
from detente.data.cards import SourceCard
from detente.history.rupture import KINDS, dispute_source, ruptures
from detente.history.rupture import coalitions as coalition_years
from detente.history.spells import Spells
from detente.history.treaty_spells import (
    NEVER,
    earliest,
    latest,
    signers,
    since_rivalry,
    years_since,
)
from detente.panel.tables import Tables
from detente.sources import (
    atop_alliance,
    atop_member,
    cow_states,
    tss_rivalries,
)

PACT_SOURCES = (atop_alliance.CARD, atop_member.CARD)
CAUSES = ("broken",)
MEMORY = 15  # years within which earlier rivals or disputants count as adversaries
STILL_RIVALS = tss_rivalries.CARD.coverage[1]  # a rivalry with this end year goes on
STILL_STATES = cow_states.CARD.coverage[1]  # likewise a member of the state system
FIRST_YEAR = 1816

Row = dict[str, Any]
Pair = tuple[int, int]
Onset = tuple[Pair, int, dict[str, Any]]


def dyad_sources(mids: str = "gml") -> tuple[SourceCard, ...]:
    """Sources that the dyad spells are built from; ``mids`` is ``gml`` or ``cow``."""
    disputes = dispute_source(mids).card
    return (tss_rivalries.CARD, disputes, cow_states.CARD, *PACT_SOURCES)


@dataclass(frozen=True, kw_only=True)
class DyadHistory:
    """Rivalries, ruptures, disputes and coalitions by pair of states, as calendar years.

    ``rivalries`` holds first and last year of each; ``ruptures`` the years of those kinds that
    were requested; ``opposed`` every year with a dispute between the two; ``together`` the first
    year on one side of each dispute. ``last`` is the last year that the dispute data cover.
    """

    rivalries: dict[Pair, list[tuple[int, int]]]
    states: list[Row]
    last: int
    ruptures: dict[Pair, set[int]]
    opposed: dict[Pair, set[int]]
    together: dict[Pair, set[int]]

    def rupture_after(self, pair: Pair, year: int) -> int | None:
        """First rupture of a pair after a year.

        Parameters
        ----------
        pair : (int, int)
            COW codes, the smaller first.
        year : int
            Calendar year.

        Returns
        -------
        int or None
            The year of the rupture; None if there is none.
        """
        return min((y for y in self.ruptures.get(pair, ()) if y > year), default=None)

    def exit(self, state: int, year: int) -> int | None:
        """Last year in which a state is observed.

        A member on the last day of the state list remains one to the end of the dispute data.

        Parameters
        ----------
        state : int
            COW code.
        year : int
            Calendar year.

        Returns
        -------
        int or None
            None if the state is no member of the system at the end of ``year``.
        """
        day = last_day(year)
        for s in self.states:
            begin = earliest(s["styear"], s["stmonth"], s["stday"])
            end = latest(s["endyear"], s["endmonth"], s["endday"])
            if s["ccode"] == state and begin <= day <= end:
                return self.last if end.year >= STILL_STATES else min(self.last, end.year)
        return None

    def adversaries(self, pair: Pair, year: int) -> bool:
        """Whether two states were strategic rivals or disputants in the ``MEMORY`` years before.

        Parameters
        ----------
        pair : (int, int)
            COW codes, the smaller first.
        year : int
            Calendar year, itself excluded.

        Returns
        -------
        bool
            True also if a rivalry that began earlier lasted into these years.
        """
        rivals = any(
            start < year and end >= year - MEMORY for start, end in self.rivalries.get(pair, ())
        )
        return rivals or any(year - MEMORY <= y < year for y in self.opposed.get(pair, ()))


def dyad_history(mids: str = "gml", kinds: tuple[str, ...] = KINDS) -> DyadHistory:
    """Read ruptures and coalitions from the local store.

    Parameters
    ----------
    mids : str, default "gml"
        Dispute data: ``gml`` or ``cow``.
    kinds : tuple of str
        Which of `detente.history.rupture.KINDS` count as ruptures.

    Returns
    -------
    DyadHistory
        By pair of COW codes, the smaller first.

    Raises
    ------
    DataError
        If there are no such dispute data.
    MissingData
        If a source has not been pulled.
    """
    tables, disputes = Tables(), dispute_source(mids).card
    opposed = "SELECT least(ccode1, ccode2), greatest(ccode1, ccode2), year FROM {}"
    sql = {
        "rivalry": "SELECT ccode1, ccode2, begin FROM rivalry",
        "dispute": "SELECT ccode1, ccode2, year FROM dispute",
        "opposed": opposed.format(tables[disputes.id]),
        "together": "SELECT ccode1, ccode2, year FROM together",
    }
    ctes = f"WITH {ruptures(tables, mids)}, {coalition_years(tables, mids, up_to_year=False)}"
    with store.database("ruptures and coalitions") as connection:
        rows = {name: connection.execute(f"{ctes} {q}").fetchall() for name, q in sql.items()}
    years = {name: _by_pair(triples) for name, triples in rows.items()}
    rivalries, states = store.read(tss_rivalries.CARD, cow_states.CARD)
    return DyadHistory(
        rivalries=since_rivalry(rivalries),
        states=states,
        last=disputes.coverage[1],
        ruptures=_merged([years[kind] for kind in KINDS if kind in kinds]),
        opposed=years["opposed"],
        together=years["together"],
    )


def _by_pair(rows: Iterable[tuple[int, int, int]]) -> dict[Pair, set[int]]:
    years: dict[Pair, set[int]] = {}
    for ccode1, ccode2, year in rows:
        years.setdefault((ccode1, ccode2), set()).add(year)
    return years


def _merged(parts: Iterable[dict[Pair, set[int]]]) -> dict[Pair, set[int]]:
    merged: dict[Pair, set[int]] = {}
    for part in parts:
        for pair, years in part.items():
            merged.setdefault(pair, set()).update(years)
    return merged


def ex_rivals(past: DyadHistory) -> Iterator[Onset]:
    """An onset for every strategic rivalry that ended."""
    for pair, spells in past.rivalries.items():
        for _, end in spells:
            if FIRST_YEAR <= end < STILL_RIVALS:
                yield pair, end, {}


def coalitions(past: DyadHistory) -> Iterator[Onset]:
    """An onset whenever two states begin a coalition and have none that lasts."""
    for pair, years in past.together.items():
        over = 0
        for year in sorted(years):
            if year <= over or not _exists(past, pair, year):
                continue
            yield pair, year, {"adversaries": past.adversaries(pair, year)}
            over = past.rupture_after(pair, year) or NEVER


def pact_partners(past: DyadHistory, alliances: list[Row], members: list[Row]) -> Iterator[Onset]:
    """An onset for every pair and year in which a bilateral alliance was signed.

    Parameters
    ----------
    past : DyadHistory
        For the years since a rivalry.
    alliances, members : list of dict
        Rows of ATOP's alliance and member files.

    Yields
    ------
    tuple
        Pair, year, and ``since_rivalry`` in years.
    """
    pairs = signers(alliances, members)
    signed = {(pairs[a["atopid"]], a["begyr"]) for a in alliances if a["atopid"] in pairs}
    for pair, year in sorted(signed):
        if year >= FIRST_YEAR:
            yield pair, year, {"since_rivalry": years_since(past.rivalries.get(pair, []), year)}


def _exists(past: DyadHistory, pair: Pair, year: int) -> bool:
    return all(past.exit(state, year) is not None for state in pair)


def dyad_spells(past: DyadHistory, onsets: Iterable[Onset]) -> Spells:
    """Follow every onset to its rupture or to censoring.

    Parameters
    ----------
    past : DyadHistory
        Ruptures, and the years in which states are observed.
    onsets : iterable of tuple
        Pair, year, and the attributes by which classes select.

    Returns
    -------
    Spells
        In order of pair and year, in calendar years; spells of no length are left out.
    """
    rows = []
    for pair, year, flags in sorted(onsets, key=lambda o: (o[0], o[1])):
        exits = [past.exit(state, year) for state in pair]
        if None in exits:
            continue
        last = min(e for e in exits if e is not None)
        rupture = past.rupture_after(pair, year)
        ended = rupture is not None and rupture <= last
        stop = rupture if ended and rupture is not None else last
        if stop > year:
            rows.append((year, stop, int(ended), flags))
    names = rows[0][3] if rows else {}
    return Spells(
        start=np.array([r[0] for r in rows], dtype=float),
        stop=np.array([r[1] for r in rows], dtype=float),
        cause=np.array([r[2] for r in rows], dtype=int),
        causes=CAUSES,
        daily=False,
        flags={name: np.array([r[3][name] for r in rows]) for name in names},
    )
