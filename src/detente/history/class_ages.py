"""Reference classes that a pair of states belongs to by data alone, and its age on their clocks.

The conditions and clocks are those that `detente.history.reference_classes` applies to the record
of a case that holds all that the data know. Age 0 is the year after the onset, as in a life table,
whose ages count from the end of the year of the onset.

An informal tie (`detente.history.informal_ties`) makes a class of its own while no treaty of the
two is in force and they are no rivals. Of several of one kind the oldest counts.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np

from detente.data import store
from detente.history import dyad_spells
from detente.history.dyad_spells import PACT_SOURCES, DyadHistory, Pair, Row
from detente.history.informal_names import INFORMAL
from detente.history.informal_ties import Bond, informal_ties, treaty_spans
from detente.history.reference_classes import RIVALS_WITHIN
from detente.history.rows import Ints
from detente.history.treaty_spells import in_force, of_line, signers
from detente.panel.tables import Tables
from detente.records import Array
from detente.states.lineage import inherited, line

CLASSES = (
    "ex-rivals",
    "coalitions-of-convenience",
    "coalitions-of-friends",
    "treaty-partners-ex-rivals",
    "treaty-partners",
    *INFORMAL,
)
_IN_FORCE = _ALWAYS = 9999


@dataclass(frozen=True, kw_only=True)
class Signature:
    """A bilateral treaty: year of signature, last year in force, whether rivals signed it."""

    year: int
    last: int
    rivals: bool


@dataclass(frozen=True, kw_only=True)
class PairRecord:
    """History of one pair of lines that decides its classes, as calendar years in order.

    ``rivalries`` holds first and last year, ``ruptures`` the years of onsets, ``coalitions`` every
    year in which a time on one side began, and whether the two had been adversaries in the 15 years
    before; ``pacts`` the bilateral treaties. ``bonds`` are the informal ties, and ``treaties``
    first and last year of the times with any treaty in force, also one of many states.
    """

    rivalries: tuple[tuple[int, int], ...] = ()
    ruptures: tuple[int, ...] = ()
    coalitions: tuple[tuple[int, bool], ...] = ()
    pacts: tuple[Signature, ...] = ()
    bonds: tuple[Bond, ...] = ()
    treaties: tuple[tuple[int, int], ...] = ()

    def ended_rivalry(self, year: int) -> int | None:
        """Last year of the latest rivalry that was known to be over when a year began.

        A rivalry of the year before still goes on, as in `detente.history.dyad_years`.
        """
        return max((end for _, end in self.rivalries if end < year - 1), default=None)

    def coalition(self, year: int) -> tuple[int, bool] | None:
        """The latest coalition that had begun when a year began."""
        return max((c for c in self.coalitions if c[0] < year), default=None)

    def pact(self, year: int) -> Signature | None:
        """The latest treaty that had been signed when a year began, if it is in force in it."""
        latest = max((p for p in self.pacts if p.year < year), key=_order, default=None)
        return latest if latest and latest.last >= year else None

    def ages(self, year: int, now: int | None = None) -> dict[str, int]:
        """Age by reference class when a year began.

        Parameters
        ----------
        year : int
            To whose beginning the record is complete.
        now : int, optional
            A later year at whose beginning the informal ties are looked up, as a case states them;
            no age counts beyond ``year``.
        """
        ended, coalition, pact = self.ended_rivalry(year), self.coalition(year), self.pact(year)
        onsets: dict[str, int] = {}
        if ended is not None:
            onsets["ex-rivals"] = ended
        if coalition:
            kind = "convenience" if coalition[1] else "friends"
            onsets[f"coalitions-of-{kind}"] = coalition[0]
        if pact:
            onsets["treaty-partners-ex-rivals" if pact.rivals else "treaty-partners"] = pact.year
        rupture = self._last_rupture(year, ended)
        formal = {name: year - 1 - max(onset, rupture) for name, onset in onsets.items()}
        informal = self.informal(year if now is None else now)
        return formal | {name: max(0, year - 1 - onset) for name, onset in informal.items()}

    def informal(self, year: int) -> dict[str, int]:
        """Year from which each informal class counts for a pair that is in it when a year began.

        That of the onset of the oldest tie that holds, or of the last rupture if it came later.
        """
        held = [bond for bond in self.bonds if bond.holds(year)]
        if not held or self._bound(year) or self._rivals(year):
            return {}
        rupture = self._last_rupture(year, self.ended_rivalry(year))
        onsets: dict[str, int] = {}
        for bond in held:
            onsets[bond.name] = min(bond.onset, onsets.get(bond.name, bond.onset))
        return {name: max(onset, rupture) for name, onset in onsets.items()}

    def inherited(self, until: int) -> "PairRecord":
        """The quarrels and coalitions that began up to a year, for a state that carries them on."""
        return PairRecord(
            rivalries=tuple(spell for spell in self.rivalries if spell[0] <= until),
            ruptures=tuple(year for year in self.ruptures if year <= until),
            coalitions=tuple(side for side in self.coalitions if side[0] <= until),
        )

    def with_quarrels(self, other: "PairRecord") -> "PairRecord":
        """The same with the quarrels and coalitions of another record too."""
        return replace(
            self,
            rivalries=tuple(sorted({*self.rivalries, *other.rivalries})),
            ruptures=tuple(sorted({*self.ruptures, *other.ruptures})),
            coalitions=tuple(sorted({*self.coalitions, *other.coalitions})),
        )

    def _bound(self, year: int) -> bool:
        return any(first <= year <= last for first, last in self.treaties)

    def _rivals(self, year: int) -> bool:
        return any(begin < year and end >= year - 1 for begin, end in self.rivalries)

    def _last_rupture(self, year: int, ended: int | None) -> int:
        place = bisect_left(self.ruptures, year)
        return max(self.ruptures[place - 1] if place else 0, ended or 0)


def _order(pact: Signature) -> tuple[int, int]:
    return pact.year, pact.last


Records = dict[Pair, PairRecord]


def pair_records(past: DyadHistory | None = None, *, informal: bool = False) -> Records:
    """Records of all pairs of lines of states from the local store.

    Parameters
    ----------
    past : DyadHistory, optional
        Of rupture; read from the store by default.
    informal : bool
        Whether to read informal ties too, which takes a second.

    Raises
    ------
    MissingData
        If a source has not been pulled.
    """
    past = past or dyad_spells.dyad_history()
    alliances, members = Tables().read(*(card.id for card in PACT_SOURCES))
    pacts = _signatures(past, alliances, members)
    bonds, treaties = (informal_ties(), treaty_spans()) if informal else ({}, {})
    keys = {*past.rivalries, *past.ruptures, *past.together, *pacts, *bonds}
    return {
        pair: PairRecord(
            rivalries=tuple(sorted(past.rivalries.get(pair, ()))),
            ruptures=tuple(sorted(past.ruptures.get(pair, ()))),
            coalitions=tuple(
                (year, past.adversaries(pair, year)) for year in sorted(past.together.get(pair, ()))
            ),
            pacts=tuple(pacts.get(pair, ())),
            bonds=tuple(bonds.get(pair, ())),
            treaties=tuple(treaties.get(pair, ())),
        )
        for pair in keys
    }


def _signatures(
    past: DyadHistory, alliances: list[Row], members: list[Row]
) -> dict[Pair, list[Signature]]:
    """Bilateral treaties by pair, with the onsets of `dyad_spells.pact_partners`."""
    onsets = dyad_spells.pact_partners(past, alliances, members)
    rivals = {(pair, year): f["since_rivalry"] <= RIVALS_WITHIN for pair, year, f in onsets}
    pairs = signers(alliances, members)
    pacts: dict[Pair, list[Signature]] = {}
    for a in alliances:
        if a["atopid"] in pairs:
            pair, year = of_line(*pairs[a["atopid"]]), a["begyr"]
            last = _IN_FORCE if in_force(a) else a["endyr"]
            signature = Signature(year=year, last=last, rivals=rivals.get((pair, year), False))
            pacts.setdefault(pair, []).append(signature)
    return pacts


def records_of_the_time(*, informal: bool) -> Records:
    """Records with every tie as it was known at the time, for looking pairs up.

    Two states were on one side though one of them changed sides later in the same dispute, as
    Finland did in 1944; the spells from which a class is counted leave them out. Where several
    states carry on the history of one, each has its quarrels and coalitions, as in the covariates:
    Hungary and Austria both fought Italy in 1859. A spell of a class runs on in one of them alone.

    Parameters
    ----------
    informal : bool
        As of `pair_records`.

    Raises
    ------
    MissingData
        If a source has not been pulled.
    """
    held = tuple(sorted((name, entry.sha256) for name, entry in store.status().items()))
    return _records_of_the_time(informal, held)


@lru_cache(maxsize=1)  # many pairs one after the other read the same
def _records_of_the_time(informal: bool, held: tuple[tuple[str, str], ...]) -> Records:
    records = pair_records(dyad_spells.dyad_history(up_to_year=True), informal=informal)
    every = dict(records)
    for pair, record in records.items():
        for heirs, until in _other_heirs(pair):
            own = every.get(heirs, PairRecord())
            every[heirs] = own.with_quarrels(record.inherited(until))
    return every


def _other_heirs(pair: Pair) -> Iterator[tuple[Pair, int]]:
    """Pairs of other lines that carry on the history of a pair, each with the year up to which."""
    one, two = ([(state, _ALWAYS), *_heirs_beside(state)] for state in pair)
    for a, until in one:
        for b, until_too in two:
            if (a, b) != pair and line(a) != line(b):
                yield of_line(a, b), min(until, until_too)


@cache
def _heirs_beside(state: int) -> list[tuple[int, int]]:
    """Heirs of a line that are none of its codes, and the year up to which its past is theirs."""
    heirs = ((i.ccode, i.past, i.until) for i in inherited())
    return [(h, until) for h, past, until in heirs if line(past) == state != line(h)]


def class_ages(records: Records, unit: Ints, year: Ints, now: int | None = None) -> Array:
    """Age of pairs in each of `CLASSES` when a year began, NaN where they do not belong to it.

    Parameters
    ----------
    records : dict
        From `pair_records`, with informal ties.
    unit : array of int, shape (n,)
        ccode1 * 1000 + ccode2.
    year : array of int, shape (n,)
        Calendar year of each row.
    now : int, optional
        As of `PairRecord.ages`.

    Returns
    -------
    array of float, shape (n, 8)
        In years.
    """
    out = np.full((unit.size, len(CLASSES)), np.nan)
    for i, record, y in _by_row(records, unit, year):
        for name, age in record.ages(y, now).items():
            out[i, CLASSES.index(name)] = age
    return out


def _by_row(records: Records, unit: Ints, year: Ints) -> Iterator[tuple[int, PairRecord, int]]:
    """Place, record and year of every row whose pair has a record."""
    lines = {u: of_line(u // 1000, u % 1000) for u in np.unique(unit).tolist()}
    for i, (u, y) in enumerate(zip(unit.tolist(), year.tolist(), strict=True)):
        record = records.get(lines[u])
        if record:
            yield i, record, y
