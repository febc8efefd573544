r"""Rupture, force, incident and coalition of two states: the only definitions, as SQL.

- A **rivalry** begins in the year that historians give (Thompson, Sakuwa and Suhas).
- **Force** is the first year of a militarised dispute with both states as originators in which both
  used force (hostility level 4 or more of each) or somebody of either died (Gibler, Miller and
  Little, or COW). A dispute is coded as a whole, so its force counts in its first year. An unknown
  number of deaths counts as none.
- An **incident** is the first year of any other dispute with both as originators and hostility
  level 3 or more: a display of force, or a use of force by one that cost no life.
- A **dispute** is force or an incident, and **rupture** is rivalry or force, or what ``kinds``
  says: the target ``dyad-broken`` of the backtest keeps rivalry or dispute.

A **coalition** begins in the first year in which two states are on one side of a dispute. A state
that changes sides during a dispute counts for neither: for the spells of a class
(`detente.history.dyad_spells`) over the whole dispute; for rows and records of a year
(`detente.history.dyad_years`, `detente.history.class_ages.records_of_the_time`) up to that year,
since they must not depend on later ones.

`detente.history.dyad_years` puts the query into its own; `detente.history.dyad_spells` reads its
rows. Both name the pair ``ccode1 < ccode2``.
"""

from dataclasses import dataclass

from detente.data.cards import SourceCard
from detente.data.sql import Sql, Template, joined, sql
from detente.document.labels import RUPTURE_KINDS, Disputes, RuptureKind
from detente.errors import DataError
from detente.panel.seams import future_pairs, inherited_pairs, legacies
from detente.panel.tables import Tables
from detente.sources import cow_disputes, gml_disputes

DISPLAY_OF_FORCE, USE_OF_FORCE = 3, 4
# what the target dyad-broken counts instead
BROKEN: tuple[RuptureKind, ...] = ("rivalry", "dispute")
MERGED = 6  # years after a rivalry in which its coders begin no other of the same pair


_DEATHS = sql("coalesce(greatest(fatality1, fatality2), 0) > 0")


@dataclass(frozen=True, kw_only=True)
class DisputeSource:
    """Dispute dyad-years of one producer, and its columns for the onset and the hostility.

    ``deaths`` is SQL of whether somebody of either state died.
    """

    card: SourceCard
    onset: Sql
    hostility: Sql
    deaths: Sql = _DEATHS


_DISPUTES: dict[Disputes, DisputeSource] = {
    "gml": DisputeSource(card=gml_disputes.CARD, onset=sql("midonset"), hostility=sql("hostlev")),
    "cow": DisputeSource(
        card=cow_disputes.CARD,
        onset=sql("disponset"),
        hostility=sql("greatest(hostlev1, hostlev2)"),
    ),
}

_RUPTURES = Template("""
rivalry AS (
  SELECT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2, start AS begin,
    "end" AS stop FROM {rivalries}
),
militarised AS (
  SELECT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2, year, dispnum,
    least(hostlev1, hostlev2) >= {force} OR {deaths} AS force
  FROM {disputes} WHERE {onset} = 1 AND orig1 = 1 AND orig2 = 1
    AND {hostility} >= {level}
),
dispute AS (SELECT DISTINCT ccode1, ccode2, year FROM militarised),
force AS (SELECT DISTINCT ccode1, ccode2, year FROM militarised WHERE force),
incident AS (SELECT DISTINCT ccode1, ccode2, year FROM militarised WHERE NOT force),
rupture AS ({ruptures})""")
_KINDS: dict[RuptureKind, Sql] = {
    "rivalry": sql("SELECT ccode1, ccode2, begin AS year FROM rivalry"),
    "force": sql("SELECT ccode1, ccode2, year FROM force"),
    "dispute": sql("SELECT ccode1, ccode2, year FROM dispute"),
}

_COALITIONS = Template("""
side AS (
  SELECT dispnum, year, ccode1 AS ccode, min(sidea1) OVER w AS side, max(sidea1) OVER w AS other
  FROM {disputes} WINDOW w AS (PARTITION BY dispnum, ccode1 {order})
),
together AS (
  SELECT DISTINCT a.ccode AS ccode1, b.ccode AS ccode2, min(a.year) AS year
  FROM (SELECT DISTINCT * FROM side WHERE side = other) a
  JOIN (SELECT DISTINCT * FROM side WHERE side = other) b
    ON a.dispnum = b.dispnum AND a.year = b.year AND a.side = b.side AND a.ccode < b.ccode
  GROUP BY a.dispnum, a.ccode, b.ccode
)""")


def across_seams() -> Sql:
    """Common table expressions of a pair's past and future events across changes of state codes.

    To stand after `ruptures` and `coalitions`: ``past_rupture``, ``past_rivalry`` and
    ``past_together`` also have the events of the predecessors of the states, ``next_rupture`` those
    of the pair as which they went on (`detente.states.lineage`).
    """
    return Template("""{legacies},
past_rupture AS ({past_rupture}),
next_rupture AS ({next_rupture}),
past_rivalry AS ({past_rivalry}),
past_together AS ({past_together})""").fill(
        legacies=legacies(),
        past_rupture=inherited_pairs("rupture"),
        next_rupture=future_pairs("rupture"),
        past_rivalry=inherited_pairs("rivalry", ("begin", "stop")),
        past_together=inherited_pairs("together"),
    )


def dispute_source(mids: Disputes) -> DisputeSource:
    """The dispute data named ``gml`` or ``cow``.

    Raises
    ------
    DataError
        If the name is another.
    """
    if mids not in _DISPUTES:
        raise DataError(f"no dispute data '{mids}'; wanted gml or cow")
    return _DISPUTES[mids]


def ruptures(
    tables: Tables, mids: Disputes = "gml", kinds: tuple[RuptureKind, ...] = RUPTURE_KINDS
) -> Sql:
    """Common table expressions of every rupture.

    Parameters
    ----------
    tables : Tables
        The sources, in full or as known at a cutoff.
    mids : Disputes, default "gml"
        Dispute data: ``gml`` or ``cow``.
    kinds : tuple of RuptureKind
        What counts as rupture.

    Returns
    -------
    Sql
        SQL of ``rivalry`` (``ccode1``, ``ccode2``, ``begin``, ``stop``), ``dispute``, ``force``,
        ``incident`` and ``rupture`` (``ccode1``, ``ccode2``, ``year``; each pair and year once),
        to stand after WITH.

    Raises
    ------
    DataError
        If there are no such dispute data.
    MissingData
        If a source has not been pulled.
    """
    source = dispute_source(mids)
    return _RUPTURES.fill(
        rivalries=tables["tss-rivalries"],
        disputes=tables[source.card.id],
        onset=source.onset,
        hostility=source.hostility,
        deaths=source.deaths,
        level=DISPLAY_OF_FORCE,
        force=USE_OF_FORCE,
        ruptures=joined((_KINDS[kind] for kind in kinds), " UNION "),
    )


def coalition_years(tables: Tables, mids: Disputes = "gml", *, up_to_year: bool) -> Sql:
    """Common table expressions of the first year on one side, for every pair and dispute.

    Parameters
    ----------
    tables, mids
        As `ruptures` takes them.
    up_to_year : bool
        Whether a change of side counts from the year in which it happens; else it excludes the
        state from the whole dispute.

    Returns
    -------
    Sql
        SQL of ``side`` and ``together`` (``ccode1``, ``ccode2``, ``year``), to stand after WITH.

    Raises
    ------
    DataError, MissingData
        As `ruptures`.
    """
    return _COALITIONS.fill(
        disputes=tables[dispute_source(mids).card.id],
        order=sql("ORDER BY year" if up_to_year else ""),
    )
