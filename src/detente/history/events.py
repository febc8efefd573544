"""Events of the ladder of outcomes by pair and year, as SQL over the sources.

Each is a table of ``ccode1 < ccode2`` and ``year``, each pair and year once:

- ``rivalry``, ``force`` and ``rupture``: `detente.history.rupture`.
- ``strain``: an incident (`detente.history.rupture`), a sanction that one of the two imposes on the
  other as primary sender (TIES), or an international crisis in which one names the other as the
  source of the threat (ICB), in the year of its trigger. ICB does not code sides, but it does code
  who threatened whom.
- ``suspension``: a treaty of the two is violated or abrogated (ATOP ``term`` 2), or one of them
  leaves it before its scheduled end (``termmode`` 3). A treaty that is renegotiated (``term`` 3) is
  not suspended: nearly all its members leave because a new agreement replaces it (``termmode`` 2),
  as when the Anglo-Japanese alliance was strengthened in 1905.
- ``drift``: `detente.history.drift`.
"""

from collections.abc import Mapping

import numpy as np

from detente.data import store
from detente.data.sql import Sql, Template, joined, sql, word
from detente.document.labels import Disputes, OutcomeId
from detente.history.drift import drifts
from detente.history.member_sql import TREATY_STAYS
from detente.history.rows import Ints
from detente.history.rupture import ruptures
from detente.panel.seams import future_pairs, inherited_pairs, legacies
from detente.panel.tables import Tables

# the outcomes whose events are dated for pairs of states
PAIR_OUTCOMES: tuple[OutcomeId, ...] = (
    "rupture",
    "rivalry",
    "force",
    "strain",
    "suspension",
    "drift",
)

_STRAIN = Template("""
sanction AS (
  SELECT DISTINCT least(primarysender, targetstate) AS ccode1,
    greatest(primarysender, targetstate) AS ccode2, sancstartyear AS year
  FROM {sanctions} WHERE sancstartyear IS NOT NULL AND primarysender <> targetstate
),
named_crisis AS (
  SELECT least(a, b) AS ccode1, greatest(a, b) AS ccode2, year, crisno, crisname FROM (
    SELECT coalesce(x.ccode, cracid) AS a, coalesce(y.ccode, southv) AS b, yrtrig AS year,
      crisno, crisname
    FROM {crises} c LEFT JOIN {codes} x ON x.gwcode = cracid AND x.year = yrtrig
      LEFT JOIN {codes} y ON y.gwcode = southv AND y.year = yrtrig)
  WHERE a <> b AND greatest(a, b) < 990
),
crisis AS (SELECT DISTINCT ccode1, ccode2, year FROM named_crisis),
opposition AS (FROM sanction UNION FROM crisis),
strain AS (FROM incident UNION FROM opposition)""")

_SUSPENSION = Template("""
{stays},
shared AS (
  SELECT a.member AS ccode1, b.member AS ccode2, least(a.exit, b.exit) AS year,
    (a.exit <= b.exit AND a.termmode = 3) OR (b.exit <= a.exit AND b.termmode = 3)
      OR (a.how = 2 AND least(a.exit, b.exit) = a.final) AS early
  FROM stay a JOIN stay b USING (atopid)
  WHERE a.member < b.member AND least(a.exit, b.exit) < 9999
    AND greatest(a.entry, b.entry) <= least(a.exit, b.exit)
),
suspension AS (SELECT DISTINCT ccode1, ccode2, year FROM shared WHERE early)""")


def events(tables: Tables, mids: Disputes = "gml") -> Sql:
    """Common table expressions of the events of every outcome but drift.

    Parameters
    ----------
    tables, mids
        As `detente.history.rupture.ruptures` takes them.

    Returns
    -------
    Sql
        SQL to stand after WITH: `detente.history.rupture.ruptures`, and ``sanction``, ``crisis``
        (``named_crisis`` with its number and name), ``opposition``, ``strain`` and ``suspension``.

    Raises
    ------
    DataError, MissingData
        As `detente.history.rupture.ruptures`.
    """
    return joined([ruptures(tables, mids), strains(tables), _suspensions(tables)])


def strains(tables: Tables) -> Sql:
    """Common table expressions of ``strain`` and its parts, to stand after `ruptures`."""
    return _STRAIN.fill(
        sanctions=tables["ties-sanctions"], crises=tables["icb-actors"], codes=tables["cow-gw"]
    )


def _suspensions(tables: Tables) -> Sql:
    return _SUSPENSION.fill(stays=TREATY_STAYS.fill(tables=tables))


_OF_LINES = Template(
    "WITH {events}, {legacies}, chosen AS ({rows}), "
    "pairs AS ({pairs}) "
    "SELECT DISTINCT ccode1 * 1000 + ccode2 AS unit, year FROM pairs ORDER BY 1, 2"
)


def event_years(tables: Tables, *, past: bool = False) -> Mapping[OutcomeId, tuple[Ints, Ints]]:
    """Events of `PAIR_OUTCOMES` by pair, including those of its predecessor and successor states.

    Parameters
    ----------
    tables : Tables
        The sources, in full or as known at a cutoff.
    past : bool, default False
        Whether a pair has the events of its predecessors; else those of the pair as which it went
        on (`detente.panel.seams`).

    Returns
    -------
    mapping of OutcomeId to tuple of (array of int, array of int)
        By outcome the unit, ccode1 * 1000 + ccode2, and the year of each event, sorted by both.

    Raises
    ------
    MissingData
        If a source has not been pulled.
    """
    lineage = inherited_pairs if past else future_pairs
    by_name: dict[OutcomeId, tuple[Ints, Ints]] = {}
    sources = {name: sql("FROM {name}", name=word(name)) for name in PAIR_OUTCOMES}
    sources["rivalry"] = sql("SELECT ccode1, ccode2, begin AS year FROM rivalry")
    sources["drift"] = sql("SELECT ccode1, ccode2, year FROM ({rows})", rows=drifts(tables))
    with store.database("events of the ladder") as connection:
        for name, rows in sources.items():
            query = _OF_LINES.fill(
                events=events(tables),
                legacies=legacies(),
                rows=rows,
                pairs=lineage("chosen"),
            )
            columns = connection.execute(query).fetchnumpy()
            unit, year = (np.asarray(columns[c]).astype(int) for c in ("unit", "year"))
            by_name[name] = unit, year
    return by_name
