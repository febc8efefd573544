"""Armed conflict between the governments of two states, to the newest year (UCDP/PRIO)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import ucdp_conflicts


@measure(
    MeasureCard(
        id="interstate-conflict",
        label="Armed conflict between the two states",
        per="dyad-year",
        sources=("ucdp-conflicts", "cow-gw"),
        columns={
            "interstate_conflict": "0 none, 1 minor (25 deaths or more), 2 war (1,000 or more)",
            "interstate_conflict_joined": "the same with states that send troops to either side",
        },
        census=frozenset({"interstate_conflict", "interstate_conflict_joined"}),
        years=ucdp_conflicts.CARD.coverage,
        note="Deaths are of the whole conflict, not of the pair; disputes end in 2014, this later.",
    )
)
def interstate_conflict(table: Tables) -> Sql:
    """Primary parties, and those with their supporters; Gleditsch-Ward codes converted by year."""
    return Template("""
    WITH code AS (SELECT DISTINCT gwcode, year, ccode FROM {table[cow-gw]}
      WHERE ccode IS NOT NULL),
    conflict AS (SELECT * FROM {table[ucdp-conflicts]} WHERE type_of_conflict = 'interstate'),
    opposed AS (
      SELECT gwno_a AS a, gwno_b AS b, year, intensity_level AS level, 1 AS principal FROM conflict
      UNION SELECT coalesce(gwno_a_2nd, gwno_a), gwno_b, year, intensity_level, 0 FROM conflict
      UNION SELECT gwno_a, coalesce(gwno_b_2nd, gwno_b), year, intensity_level, 0 FROM conflict
      UNION SELECT coalesce(gwno_a_2nd, gwno_a), coalesce(gwno_b_2nd, gwno_b), year,
        intensity_level, 0 FROM conflict)
    SELECT least(x.ccode, y.ccode) AS ccode1, greatest(x.ccode, y.ccode) AS ccode2, opposed.year,
      coalesce(max(level) FILTER (principal = 1), 0) AS interstate_conflict,
      max(level) AS interstate_conflict_joined
    FROM opposed JOIN code x ON x.gwcode = a AND x.year = opposed.year
    JOIN code y ON y.gwcode = b AND y.year = opposed.year WHERE x.ccode <> y.ccode GROUP BY ALL
    """).fill(table=table)
