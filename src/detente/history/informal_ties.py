"""Informal ties of pairs of states without a treaty, by calendar year.

- ``common-enemies``: a third state is a strategic rival of both (Thompson, Sakuwa and Suhas). The
  tie begins in the year in which the later of the two rivalries does and is known to be over when a
  year has passed without one of them.
- ``defence-agreements``: the two have signed an agreement on defence cooperation (Kinne, from 1980
  on). It begins with the first signature. Which agreements are in force is coded for few, so that
  it does not end.
- ``aligned``: in `SESSIONS` sessions of the UN General Assembly in a row the two voted more alike
  than both did with the world (alignment above 0, `detente.history.drift`), their earlier level
  being known. It begins in the third of these sessions,
  when it is first known, and ends with the first session without it, or when the two have not voted
  for `detente.history.drift.LAST_SESSIONS` years.

A tie counts while no treaty of the two is in force and they are no rivals of each other
(`detente.history.class_ages.PairRecord`). A tie that continues when its source ends is carried
forward.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.data import store
from detente.data.sql import Sql, Template, sql
from detente.history.drift import LAST_SESSIONS, alignments
from detente.history.informal_names import AGREEMENTS, ALIGNED, COMMON_ENEMIES
from detente.history.member_sql import TREATY_STAYS
from detente.history.rupture import ruptures
from detente.history.treaty_spells import of_line
from detente.panel.tables import Tables
from detente.sources import tss_rivalries, un_votes
from detente.states.lineage import line

SESSIONS = 3  # in a row with positive alignment
ON = 9999  # last year of what goes on
INFORMAL_SOURCES: dict[str, tuple[str, ...]] = {
    COMMON_ENEMIES: ("tss-rivalries",),
    AGREEMENTS: ("dcad",),
    ALIGNED: ("un-votes", "un-roll-calls"),
}

Pair = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Bond:
    """One informal tie: its class, the year of its onset, and the last year that began with it.

    A third that is a rival of both, an agreement or a run of sessions is a bond of its own.
    """

    name: str
    onset: int
    last: int

    def holds(self, year: int) -> bool:
        """Whether the tie held when a year began."""
        return self.onset < year <= self.last


_ALL = sql("true")


def aligned_runs(tables: Tables, where: Sql = _ALL) -> Sql:
    """SQL of every run of sessions with positive alignment that is long enough.

    Columns: ``ccode1 < ccode2``, ``onset`` (year of its third session) and ``last`` (of the years
    that began with it; 9999 where it goes on when the votes end).

    Parameters
    ----------
    tables : Tables
        The sources, in full or as known at a cutoff.
    where : Sql
        Condition on ``ccode1`` and ``ccode2``: fewer pairs take less time.

    Raises
    ------
    MissingData
        If a source was not pulled.
    """
    ends = tables.last(un_votes.CARD.coverage, INFORMAL_SOURCES[ALIGNED])
    return Template("""
    WITH vote AS (
      SELECT ccode1, ccode2, year, alike, lead(year) OVER w AS following,
        coalesce(lag(alike) OVER w AND year - lag(year) OVER w <= {last_sessions}, false) AS goes_on
      FROM (SELECT *, alignment > 0 AND isfinite(earlier) AS alike FROM ({alignments})
        WHERE {where})
      WINDOW w AS (PARTITION BY ccode1, ccode2 ORDER BY year)
    ),
    run AS (
      SELECT *, sum((NOT goes_on)::INTEGER) OVER (PARTITION BY ccode1, ccode2 ORDER BY year) AS run
      FROM vote WHERE alike
    ),
    counted AS (
      SELECT *, row_number() OVER (PARTITION BY ccode1, ccode2, run ORDER BY year) AS session
      FROM run
    )
    SELECT ccode1, ccode2, min(year) FILTER (session >= {sessions}) AS onset,
      CASE WHEN bool_or(following IS NULL) AND max(year) > {ends} - {last_sessions} THEN {on}
        ELSE least(max_by(coalesce(following, {on}), year), max(year) + {last_sessions}) END AS last
    FROM counted GROUP BY ccode1, ccode2, run HAVING count(*) >= {sessions}""").fill(
        last_sessions=LAST_SESSIONS,
        alignments=alignments(tables),
        where=where,
        sessions=SESSIONS,
        ends=ends,
        on=ON,
    )


def informal_ties(tables: Tables | None = None) -> dict[Pair, list[Bond]]:
    """Every informal tie by pair of lines of states, in order of time.

    Parameters
    ----------
    tables : Tables, optional
        The sources; in full by default.

    Raises
    ------
    MissingData
        If a source was not pulled.
    """
    tables = tables or Tables()
    with store.database("informal ties") as connection:
        rivalries = connection.execute(
            sql(
                "WITH {ruptures} SELECT ccode1, ccode2, begin, stop FROM rivalry",
                ruptures=ruptures(tables),
            )
        ).fetchall()
        signed = connection.execute(
            sql(
                "SELECT ccode1, ccode2, signYear FROM {tables[dcad]} WHERE signYear IS NOT NULL",
                tables=tables,
            )
        ).fetchall()
        runs = connection.execute(aligned_runs(tables)).fetchall()
    bonds_of: dict[Pair, set[Bond]] = {}
    for pair, bond in (*_shared_rivals(rivalries), *_signatures(signed), *_runs(runs)):
        if pair[0] != pair[1]:
            bonds_of.setdefault(pair, set()).add(bond)
    return {
        pair: sorted(bonds, key=lambda b: (b.name, b.onset, b.last))
        for pair, bonds in bonds_of.items()
    }


def _shared_rivals(rivalries: Iterable[tuple[int, int, int, int]]) -> Iterator[tuple[Pair, Bond]]:
    """A bond of any two states for every third that is a rival of both in some year."""
    enemies: dict[int, set[tuple[int, int, int]]] = {}
    for a, b, begin, end in rivalries:
        for own, other in ((line(a), line(b)), (line(b), line(a))):
            enemies.setdefault(other, set()).add((own, begin, end))
    for facing in enemies.values():
        for one, begun, over in facing:
            for other, begins, ends in facing:
                onset, last = max(begun, begins), min(over, ends)
                if one < other and onset <= last:
                    final = ON if last >= tss_rivalries.CARD.coverage[1] else last + 1
                    bond = Bond(name=COMMON_ENEMIES, onset=onset, last=final)
                    yield (one, other), bond


def _signatures(signed: Iterable[tuple[int, int, int]]) -> Iterator[tuple[Pair, Bond]]:
    """A bond of any two states that have signed, from the first signature on."""
    first: dict[Pair, int] = {}
    for a, b, year in signed:
        pair = of_line(a, b)
        first[pair] = min(year, first.get(pair, ON))
    for pair, year in first.items():
        yield pair, Bond(name=AGREEMENTS, onset=year, last=ON)


def _runs(runs: Iterable[tuple[int, int, int, int]]) -> Iterator[tuple[Pair, Bond]]:
    for a, b, onset, last in runs:
        yield of_line(a, b), Bond(name=ALIGNED, onset=onset, last=last)


_SPANS = Template(
    "WITH {stays} "
    "SELECT DISTINCT a.member, b.member, greatest(a.entry, b.entry) + 1 AS first, "
    "least(a.exit, b.exit) AS last FROM stay a JOIN stay b USING (atopid) "
    "WHERE a.member < b.member AND greatest(a.entry, b.entry) < least(a.exit, b.exit)"
)


def treaty_spans(tables: Tables | None = None) -> dict[Pair, list[tuple[int, int]]]:
    """First and last year that began with a treaty of two states in force, by pair of lines.

    A treaty is in force from the year after both entered it to the year in which the first of them
    leaves it or it ends, as in `detente.history.dyad_years`; treaties of many states count.

    Parameters
    ----------
    tables
        As `informal_ties` takes them.

    Raises
    ------
    MissingData
        As `informal_ties`.
    """
    tables = tables or Tables()
    spans = _SPANS.fill(stays=TREATY_STAYS.fill(tables=tables))
    with store.database("years of treaties") as connection:
        rows = connection.execute(spans).fetchall()
    spans_of: dict[Pair, list[tuple[int, int]]] = {}
    for a, b, first, last in rows:
        spans_of.setdefault(of_line(a, b), []).append((first, last))
    return {pair: _merged(spans) for pair, spans in spans_of.items()}


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of years, merged where they overlap or touch.

    >>> _merged([(5, 7), (1, 3), (4, 4), (9, 9)])
    [(1, 7), (9, 9)]
    """
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged
