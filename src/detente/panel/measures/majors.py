"""Major powers (Correlates of War)."""

from detente.data.cards import MeasureCard
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
def majors(table: Tables) -> str:
    """Years of every spell, first and last included."""
    return f"""
    SELECT DISTINCT ccode, unnest(range(styear, endyear + 1))::INTEGER AS year, 1 AS cowmaj
    FROM {table["cow-majors"]}
    """
