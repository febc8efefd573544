"""International crises in which a state is an actor (ICB)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import icb_actors


@measure(
    MeasureCard(
        id="crises",
        label="Crises",
        per="state-year",
        sources=("icb-actors", "cow-gw"),
        columns={
            "crises_begun": "crises that began for the state in the year",
        },
        census=frozenset({"crises_begun"}),
        years=icb_actors.CARD.coverage,
    )
)
def crises(table: Tables) -> Sql:
    """By the year in which the crisis broke out in the system."""
    return Template("""
    SELECT ccode, year, count(*)::INTEGER AS crises_begun
    FROM (SELECT cracid AS gwcode, systrgyr AS year FROM {table[icb-actors]})
    JOIN {table[cow-gw]} USING (gwcode, year) WHERE ccode IS NOT NULL GROUP BY ccode, year
    """).fill(table=table)
