"""Armed conflict within each state (UCDP/PRIO)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import ucdp_conflicts


@measure(
    MeasureCard(
        id="armed-conflict",
        label="Armed conflict within",
        per="state-year",
        sources=("ucdp-conflicts", "cow-gw"),
        columns={
            "internal_conflict": "0 none, 1 minor (25 deaths or more), 2 war (1,000 or more)",
        },
        census=frozenset({"internal_conflict"}),
        years=ucdp_conflicts.CARD.coverage,
    )
)
def armed_conflict(table: Tables) -> Sql:
    """Intrastate conflicts, internationalised ones too, of the state whose government fights."""
    return Template("""
    SELECT ccode, year, max(intensity_level) AS internal_conflict
    FROM (SELECT gwno_a AS gwcode, year, intensity_level FROM {table[ucdp-conflicts]}
      WHERE type_of_conflict IN ('intrastate', 'II'))
    JOIN {table[cow-gw]} USING (gwcode, year) WHERE ccode IS NOT NULL GROUP BY ccode, year
    """).fill(table=table)
