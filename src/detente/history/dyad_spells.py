"""Dyad spells that end with a rupture or another outcome, as `detente.history.rupture` defines it.

Sources give years, so durations are differences of years: a rupture counts if it comes in a
year after that of the onset. A spell is censored at the end of the dispute data, or when one of
the states leaves the system; a state that goes on under another code does not leave it. Where a
state is outside the system at the onset (Japan after 1945) the spell is observed from the end of
the first year in which both are inside. Pairs are of lines of states (`detente.states.lineage`):
255 stands for 260 too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from detente.data import store
from detente.data.as_of import last_day
from detente.data.cards import SourceCard
from detente.data.sql import Sql, Template, joined, sql
from detente.document.labels import RUPTURE, RUPTURE_KINDS, Disputes, Ending, OutcomeId, RuptureKind
from detente.errors import DataError
from detente.history.events import strains
from detente.history.outcomes import OUTCOME_CARDS
from detente.history.rupture import (
    BROKEN,
    MERGED,
    across_seams,
    coalition_years,
    dispute_source,
    ruptures,
)
from detente.history.spells import Spells
from detente.history.treaty_spells import (
    NEVER,
    earliest,
    latest,
    of_line,
    signers,
    since_rivalry,
    with_heirs,
    years_since,
)
from detente.panel.seams import inherited_pairs
from detente.panel.tables import Tables
from detente.sources import (
    atop_alliance,
    atop_member,
    cow_gw,
    cow_states,
    icb_actors,
    ties_sanctions,
    tss_rivalries,
)
from detente.states.lineage import line

PACT_SOURCES = (atop_alliance.CARD, atop_member.CARD)
ENDINGS: dict[Ending, tuple[OutcomeId | RuptureKind, ...]] = {
    RUPTURE: RUPTURE_KINDS,
    "rivalry": ("rivalry",),
    "force": ("force",),
    "strain": ("strain",),
    "broken": BROKEN,
}  # outcomes of pairs by what counts
MEMORY = 15  # years within which earlier rivals or disputants count as adversaries
STILL_RIVALS = tss_rivalries.CARD.coverage[1]  # a rivalry with this end year goes on
STILL_STATES = cow_states.CARD.coverage[1]  # likewise a member of the state system
FIRST_YEAR = 1816

Row = dict[str, Any]
Pair = tuple[int, int]
Onset = tuple[Pair, int, dict[str, Any]]


def dyad_sources(mids: Disputes = "gml", outcome: Ending = RUPTURE) -> tuple[SourceCard, ...]:
    """Sources that the dyad spells are built from.

    Parameters
    ----------
    mids : Disputes, default "gml"
        Dispute data: ``gml`` or ``cow``.
    outcome : Ending, default "rupture"
        One of `ENDINGS`.
    """
    disputes = dispute_source(mids).card
    strain = (ties_sanctions.CARD, icb_actors.CARD, cow_gw.CARD) if outcome == "strain" else ()
    return (tss_rivalries.CARD, disputes, cow_states.CARD, *PACT_SOURCES, *strain)


@dataclass(frozen=True, kw_only=True)
class DyadHistory:
    """Rivalries, ruptures, disputes and coalitions by pair of lines, as calendar years.

    ``rivalries`` holds first and last year of each; ``ruptures`` the years of ruptures, with which
    coalitions end; ``endings`` those of ``outcome``, with which spells end; ``opposed`` every year
    with a dispute between the two; ``together`` the first year on one side of each dispute.
    ``earlier`` and ``opposed`` also have the events of a predecessor that continues under another
    line (Czechoslovakia for Slovakia). ``members`` holds the spells in the state system by line,
    and ``last`` is the last year in which the outcome and ruptures are known.
    """

    rivalries: dict[Pair, list[tuple[int, int]]]
    earlier: dict[Pair, list[tuple[int, int]]]
    members: dict[int, list[tuple[date, date]]]
    last: int
    outcome: Ending
    ruptures: dict[Pair, set[int]]
    endings: dict[Pair, set[int]]
    opposed: dict[Pair, set[int]]
    together: dict[Pair, set[int]]

    def rupture_after(self, pair: Pair, year: int) -> int | None:
        """First rupture of a pair after a year.

        Parameters
        ----------
        pair : (int, int)
            Last codes of two lines, the smaller first.
        year : int
            Calendar year.

        Returns
        -------
        int or None
            The year of the rupture; None if there is none.
        """
        return _first_after(self.ruptures.get(pair, ()), year)

    def ending_after(self, pair: Pair, year: int) -> int | None:
        """First year of the outcome after a year.

        Parameters
        ----------
        pair, year
            As `rupture_after` takes them.

        Returns
        -------
        int or None
            None if there is none.
        """
        return _first_after(self.endings.get(pair, ()), year)

    def at_risk_from(self, pair: Pair, year: int) -> int:
        """End of the last year in which the coding rules out the outcome.

        Coders merge rivalries with a short gap, so no new rivalry begins while the two are
        rivals or within `detente.history.rupture.MERGED` years after.

        Parameters
        ----------
        pair : (int, int)
            Last codes of two lines, the smaller first.
        year : int
            Year in which the spell begins.

        Returns
        -------
        int
            ``year``, or later if the outcome is rivalry.
        """
        if self.outcome != "rivalry":
            return year
        spells = self.rivalries.get(pair, ())
        return max([year, *(end + MERGED for start, end in spells if start <= year)])

    def observed(self, pair: Pair, year: int) -> tuple[int, int] | None:
        """First and last year in which both states are observed, from a year on.

        A state is inside at the end of each year of a spell of membership but for the one in
        which it leaves, which is the last observed. A member on the last day of the state list
        remains one to the end of the dispute data.

        Parameters
        ----------
        pair, year
            As `rupture_after` takes them.

        Returns
        -------
        (int, int) or None
            None if they are never inside together at the end of ``year`` or of a later year.
        """
        stays = []
        for one in self.members.get(pair[0], ()):
            for other in self.members.get(pair[1], ()):
                first = max(year, one[0].year, other[0].year)
                final = min(one[1], other[1])
                if last_day(first) <= final:
                    stays.append((first, min(final.year, self.last)))
        return min(stays, default=None)

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
            start < year and end >= year - MEMORY for start, end in self.earlier.get(pair, ())
        )
        return rivals or any(year - MEMORY <= y < year for y in self.opposed.get(pair, ()))


def _first_after(years: Iterable[int], year: int) -> int | None:
    return min((y for y in years if y > year), default=None)


def dyad_history(
    mids: Disputes = "gml", outcome: Ending = RUPTURE, *, up_to_year: bool = False
) -> DyadHistory:
    """Read ruptures and coalitions from the local store.

    Parameters
    ----------
    mids : Disputes, default "gml"
        Dispute data: ``gml`` or ``cow``.
    outcome : Ending, default "rupture"
        What ends a spell, one of `ENDINGS`.
    up_to_year : bool, default False
        As of `detente.history.rupture.coalition_years`: spells leave out who changed sides later.

    Returns
    -------
    DyadHistory
        By pair of COW codes, the smaller first.

    Raises
    ------
    DataError
        If there are no such dispute data or no such outcome.
    MissingData
        If a source has not been pulled.
    """
    if outcome not in ENDINGS:
        raise DataError(f"no outcome '{outcome}' of pairs; wanted one of {', '.join(ENDINGS)}")
    kinds = tuple(dict.fromkeys((*ENDINGS[RUPTURE], *ENDINGS[outcome])))
    tables, disputes = Tables(), dispute_source(mids).card
    queries: dict[str, Sql] = {kind: _EVENTS[kind] for kind in kinds}
    queries["opposed"] = inherited_pairs("opposed")
    queries["together"] = sql("SELECT ccode1, ccode2, year FROM together")
    queries["rivals"] = sql("SELECT ccode1, ccode2, begin, stop FROM rivalry")
    common = [ruptures(tables, mids), coalition_years(tables, mids, up_to_year=up_to_year)]
    common += [across_seams(), _OPPOSED.fill(disputes=tables[disputes.id])]
    if "strain" in kinds:
        common.append(strains(tables))
    whole = sql("WITH {common}", common=joined(common))
    with store.database("ruptures and coalitions") as connection:
        rows = {
            name: connection.execute(sql("{whole} {query}", whole=whole, query=query)).fetchall()
            for name, query in queries.items()
        }
    rivalries = rows.pop("rivals")
    years = {name: _by_pair(triples) for name, triples in rows.items()}
    return DyadHistory(
        rivalries=since_rivalry(rivalries),
        earlier=since_rivalry(with_heirs(rivalries)),
        members=_members(*tables.read("cow-states")),
        last=min(disputes.coverage[1], _LAST.get(outcome, disputes.coverage[1])),
        outcome=outcome,
        ruptures=_merged([years[kind] for kind in ENDINGS[RUPTURE]]),
        endings=_merged([years[kind] for kind in ENDINGS[outcome]]),
        opposed=years["opposed"],
        together=years["together"],
    )


_LAST = {"strain": OUTCOME_CARDS["strain"].last}
_EVENTS = {
    "rivalry": sql("SELECT ccode1, ccode2, begin FROM rivalry"),
    "dispute": sql("SELECT ccode1, ccode2, year FROM dispute"),
    "force": sql("SELECT ccode1, ccode2, year FROM force"),
    "strain": sql("SELECT ccode1, ccode2, year FROM strain"),
}
_OPPOSED = Template("""
opposed AS (
  SELECT DISTINCT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2, year
  FROM {disputes}
)""")


def _members(states: list[Row]) -> dict[int, list[tuple[date, date]]]:
    """Spells in the state system by line; those that follow each other at once are one."""
    spells: dict[int, list[tuple[date, date]]] = {}
    for s in sorted(states, key=lambda row: (row["styear"], row["stmonth"], row["stday"])):
        begin = earliest(s["styear"], s["stmonth"], s["stday"])
        end = latest(s["endyear"], s["endmonth"], s["endday"])
        held = spells.setdefault(line(s["ccode"]), [])
        if held and (begin - held[-1][1]).days <= 1:
            begin = held.pop()[0]
        held.append((begin, date.max if end.year >= STILL_STATES else end))
    return spells


def _by_pair(rows: Iterable[tuple[int, int, int]]) -> dict[Pair, set[int]]:
    years: dict[Pair, set[int]] = {}
    for ccode1, ccode2, year in rows:
        years.setdefault(of_line(ccode1, ccode2), set()).add(year)
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


def coalition_onsets(past: DyadHistory) -> Iterator[Onset]:
    """An onset whenever two states begin a coalition and have none that lasts."""
    for pair, years in past.together.items():
        over = 0
        for year in sorted(years):
            if year <= over or past.observed(pair, year) is None:
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
    signed = {(of_line(*pairs[a["atopid"]]), a["begyr"]) for a in alliances if a["atopid"] in pairs}
    for pair, year in sorted(signed):
        if year >= FIRST_YEAR:
            yield pair, year, {"since_rivalry": years_since(past.earlier.get(pair, []), year)}


def dyad_spells(past: DyadHistory, onsets: Iterable[Onset]) -> Spells:
    """Follow every onset to the outcome or to censoring.

    Parameters
    ----------
    past : DyadHistory
        Endings, and the years in which states are observed.
    onsets : iterable of tuple
        Pair, year, and the attributes by which classes select.

    Returns
    -------
    Spells
        In order of pair and year, in calendar years; spells of no length are left out.
    """
    rows = []
    for pair, year, flags in sorted(onsets, key=lambda o: (o[0], o[1])):
        seen = past.observed(pair, year)
        if seen is None:
            continue
        first, last = max(seen[0], past.at_risk_from(pair, year)), seen[1]
        ending = past.ending_after(pair, first if past.outcome == "rivalry" else year)
        ended = ending is not None and ending <= last
        stop = ending if ended and ending is not None else last
        if stop > first:
            unit = 1000 * pair[0] + pair[1]
            rows.append((year, first, stop, int(ended), {**flags, "unit": unit}))
    names = rows[0][4] if rows else {}
    return Spells(
        start=np.array([r[0] for r in rows], dtype=float),
        entry=np.array([r[1] for r in rows], dtype=float),
        stop=np.array([r[2] for r in rows], dtype=float),
        cause=np.array([r[3] for r in rows], dtype=int),
        causes=(past.outcome,),
        daily=False,
        flags={name: np.array([r[4][name] for r in rows]) for name in names},
    )
