r"""Spells of informal classes: pairs without a treaty, year by year while they belong to the class.

A spell of a class holds the years that began with its tie, with no treaty of the two in force and
no rivalry between them (`detente.history.class_ages.PairRecord.informal`). Age counts from the
onset of the tie, or from the last rupture if that came later, so that a case of age y is compared
with pairs of its age that are still in the class:

- it begins (``start``) with the onset and is observed from ``entry`` on, the end of the year before
  the first that began with the tie: when the third session of a run is over, a treaty has ended, or
  both states are inside the system;
- it ends with the first event of the outcome in one of these years; events recur, and a pair that
  stays in the class, as after strain, has another spell of the same start with a later entry;
- it is censored when the tie ends, a treaty is signed, a rivalry begins that is not the outcome, a
  rupture restarts the clock, a state leaves the system, or the outcome is no longer known.

With rivalry as the outcome nobody is at risk within `detente.history.rupture.MERGED` years after
one.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from detente.data.as_of import last_day
from detente.history.class_ages import PairRecord, Records
from detente.history.dyad_spells import FIRST_YEAR, DyadHistory, Pair
from detente.history.spells import Spells


class Spell(NamedTuple):
    """Calendar years of a spell, and whether the outcome ended it."""

    start: int
    entry: int
    stop: int
    ended: bool


def informal_spells(past: DyadHistory, records: Records, name: str) -> Spells:
    """Spells of one informal class in calendar years, in order of pair and year.

    Parameters
    ----------
    past : DyadHistory
        Years of the outcome, and those in which states are observed.
    records : dict
        From `detente.history.class_ages.pair_records`, with informal ties.
    name : str
        One of `detente.history.informal_names.INFORMAL`.
    """
    bonds = [
        (pair, spell)
        for pair, record in sorted(records.items())
        if any(bond.name == name for bond in record.bonds)
        for spell in _of_pair(past, record, pair, name)
    ]
    spells = [spell for _, spell in bonds]
    return Spells(
        start=np.array([s.start for s in spells], dtype=float),
        entry=np.array([s.entry for s in spells], dtype=float),
        stop=np.array([s.stop for s in spells], dtype=float),
        cause=np.array([s.ended for s in spells], dtype=int),
        causes=(past.outcome,),
        daily=False,
        flags={"unit": np.array([1000 * a + b for (a, b), _ in bonds], dtype=int)},
    )


def _of_pair(past: DyadHistory, record: PairRecord, pair: Pair, name: str) -> Iterator[Spell]:
    """Years in the class as spells: those that follow each other with one onset are one."""
    endings = past.endings.get(pair, ())
    open_: Spell | None = None
    for year in _years(past, record, pair, name):
        onset = record.informal(year).get(name)
        if onset is None or year - 1 < past.at_risk_from(pair, year - 1):
            continue
        if open_ and (open_.stop, open_.start) == (year - 1, onset):
            open_ = open_._replace(stop=year)
        else:
            if open_:
                yield open_
            open_ = Spell(start=onset, entry=year - 1, stop=year, ended=False)
        if year in endings:
            yield open_._replace(ended=True)
            open_ = None
    if open_:
        yield open_


def _years(past: DyadHistory, record: PairRecord, pair: Pair, name: str) -> list[int]:
    """Years that began with the tie, in which both states are observed."""
    years: set[int] = set()
    for first, last in _stays(past, pair):
        for bond in record.bonds:
            if bond.name == name:
                years.update(range(max(first, bond.onset) + 1, min(last, bond.last) + 1))
    return sorted(years)


def _stays(past: DyadHistory, pair: Pair) -> list[tuple[int, int]]:
    """First and last year of every time in which both states are observed."""
    stays = []
    for one in past.members.get(pair[0], ()):
        for other in past.members.get(pair[1], ()):
            first, final = max(FIRST_YEAR, one[0].year, other[0].year), min(one[1], other[1])
            if last_day(first) <= final:
                stays.append((first, min(final.year, past.last)))
    return stays
