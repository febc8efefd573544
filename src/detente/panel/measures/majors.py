"""Major powers (Correlates of War)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import cow_majors


@measure(
    MeasureCard(
        id="majors",
        label="Major power",
        per="state-year",
        sources=("cow-majors",),
        columns={
            "cowmaj": "1 if a major power on any day of the year",
        },
        census=frozenset({"cowmaj"}),
        years=cow_majors.CARD.coverage,
    )
)
def majors(table: Tables) -> Sql:
    """Years of every spell, first and last included."""
    return Template("""
    SELECT DISTINCT ccode, unnest(range(styear, endyear + 1))::INTEGER AS year, 1 AS cowmaj
    FROM {table[cow-majors]}
    """).fill(table=table)
