"""Distance between the nearest points of two states (CShapes)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources.distance import CARD


@measure(
    MeasureCard(
        id="distance",
        label="Distance",
        per="dyad-year",
        sources=("distance",),
        columns={
            "mindist": "kilometres between the nearest points on 1 January",
        },
        years=CARD.coverage,
    )
)
def distance(table: Tables) -> Sql:
    """As published."""
    return Template("""
    SELECT ccode1, ccode2, year, mindist FROM {table[distance]}
    """).fill(table=table)
