"""Dyad spells that end when the partners fall out: a new strategic rivalry or a dispute.

A rupture of a dyad in year Y is a strategic rivalry that begins in Y, or a militarised
dispute that begins in Y with both states as originators and hostility level 3 or more (a
display of force, a use of force, war). Sources give years, so durations are differences of
years: the year of onset has passed before a rupture counts. A spell is censored at the end of
the dispute data, or when one of the states leaves the system.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from detente.data.cards import SourceCard
from detente.history.spells import Spells
from detente.history.treaty_spells import (
    NEVER,
    earliest,
    latest,
    signers,
    since_rivalry,
    years_since,
)
from detente.sources import (
    atop_alliance,
    atop_member,
    cow_disputes,
    cow_states,
    gml_disputes,
    tss_rivalries,
)

CAUSES = ("broken",)
DISPLAY_OF_FORCE = 3
MEMORY = 15  # years within which earlier rivals or disputants count as adversaries
STILL_RIVALS = 2020  # end year by which the source says that a rivalry goes on
STILL_STATES = 2016
FIRST_YEAR = 1816

Row = dict[str, Any]
Pair = tuple[int, int]
Onset = tuple[Pair, int, dict[str, Any]]


def needs(mids: str = "gml") -> tuple[SourceCard, ...]:
    """Sources that the dyad spells are built from; ``mids`` is ``gml`` or ``cow``."""
    disputes = gml_disputes.CARD if mids == "gml" else cow_disputes.CARD
    return (tss_rivalries.CARD, disputes, cow_states.CARD, atop_alliance.CARD, atop_member.CARD)


@dataclass
class History:
    """Who fell out with whom and who stood together, by pair of states and year."""

    rivalries: dict[Pair, list[tuple[int, int]]]
    states: list[Row]
    last: int
    ruptures: dict[Pair, set[int]] = field(default_factory=dict)
    opposed: dict[Pair, set[int]] = field(default_factory=dict)
    together: dict[Pair, set[int]] = field(default_factory=dict)

    def rupture_after(self, pair: Pair, year: int) -> int | None:
        """First year after ``year`` in which the pair fell out."""
        return min((y for y in self.ruptures.get(pair, ()) if y > year), default=None)

    def exit(self, state: int, year: int) -> int | None:
        """Last year seen of a state in the system at the end of ``year``; None if outside."""
        day = date(year, 12, 31)
        for s in self.states:
            begin = earliest(s["styear"], s["stmonth"], s["stday"])
            end = latest(s["endyear"], s["endmonth"], s["endday"])
            if s["ccode"] == state and begin <= day <= end:
                return self.last if end.year >= STILL_STATES else min(self.last, end.year)
        return None

    def adversaries(self, pair: Pair, year: int) -> bool:
        """Were they strategic rivals or disputants in the ``MEMORY`` years before ``year``?"""
        rivals = any(
            start <= year - 1 and end >= year - MEMORY
            for start, end in self.rivalries.get(pair, ())
        )
        return rivals or any(year - MEMORY <= y < year for y in self.opposed.get(pair, ()))


KINDS = ("rivalry", "dispute")  # outcomes O2 and O4; either of them is a rupture


def history(
    rivalries: list[Row],
    disputes: list[Row],
    states: list[Row],
    kinds: tuple[str, ...] = KINDS,
) -> History:
    """Index the sources by pair; ``kinds`` says what counts as a rupture."""
    last = max((d["year"] for d in disputes), default=FIRST_YEAR)
    found = History(rivalries=since_rivalry(rivalries), states=states, last=last)
    for pair, spells in found.rivalries.items() if "rivalry" in kinds else ():
        found.ruptures.setdefault(pair, set()).update(start for start, _ in spells)
    for d in disputes:
        pair = _pair(d["ccode1"], d["ccode2"])
        found.opposed.setdefault(pair, set()).add(d["year"])
        if "dispute" in kinds and _ruptures(d):
            found.ruptures.setdefault(pair, set()).add(d["year"])
    for pair, year in _coalition_years(disputes):
        found.together.setdefault(pair, set()).add(year)
    return found


def _pair(a: int, b: int) -> Pair:
    return (min(a, b), max(a, b))


def _ruptures(d: Row) -> bool:
    """Is this row the first year of a dispute that counts as a rupture?"""
    onset = d["midonset"] if "midonset" in d else d["disponset"]
    level = d["hostlev"] if "hostlev" in d else max(d["hostlev1"], d["hostlev2"])
    return bool(onset == 1 and d["orig1"] == 1 and d["orig2"] == 1 and level >= DISPLAY_OF_FORCE)


def _coalition_years(disputes: list[Row]) -> Iterator[tuple[Pair, int]]:
    """First year in which two states stood on one side of a dispute, for every dispute."""
    sides: dict[tuple[int, int], set[int]] = {}
    both: dict[int, dict[int, set[int]]] = {}
    for d in disputes:
        sides.setdefault((d["dispnum"], d["year"]), set()).add(d["ccode1"] * 10 + d["sidea1"])
        both.setdefault(d["dispnum"], {}).setdefault(d["ccode1"], set()).add(d["sidea1"])
    first: dict[tuple[int, Pair], int] = {}
    for (dispute, year), marks in sorted(sides.items()):
        loyal = sorted(m for m in marks if len(both[dispute][m // 10]) == 1)
        for i, a in enumerate(loyal):
            for b in loyal[i + 1 :]:
                if a % 10 == b % 10:
                    first.setdefault((dispute, _pair(a // 10, b // 10)), year)
    for (_, pair), year in first.items():
        yield pair, year


def ex_rivals(past: History) -> Iterator[Onset]:
    """An onset for every strategic rivalry that ended."""
    for pair, spells in past.rivalries.items():
        for _, end in spells:
            if FIRST_YEAR <= end < STILL_RIVALS:
                yield pair, end, {}


def coalitions(past: History) -> Iterator[Onset]:
    """An onset whenever two states without a live coalition stood on one side."""
    for pair, years in past.together.items():
        over = 0
        for year in sorted(years):
            if year <= over or not _exists(past, pair, year):
                continue
            yield pair, year, {"adversaries": past.adversaries(pair, year)}
            over = past.rupture_after(pair, year) or NEVER


def pact_partners(past: History, alliances: list[Row], members: list[Row]) -> Iterator[Onset]:
    """An onset for every pair and year in which a bilateral alliance was signed."""
    pairs = signers(alliances, members)
    signed = {(pairs[a["atopid"]], a["begyr"]) for a in alliances if a["atopid"] in pairs}
    for pair, year in sorted(signed):
        if year >= FIRST_YEAR:
            yield pair, year, {"since_rivalry": years_since(past.rivalries.get(pair, []), year)}


def _exists(past: History, pair: Pair, year: int) -> bool:
    return all(past.exit(state, year) is not None for state in pair)


def spells(past: History, onsets: Iterable[Onset]) -> Spells:
    """Follow every onset to its rupture or to the last year seen of both states."""
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
