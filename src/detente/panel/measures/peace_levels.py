"""Quality of a relationship from rivalry to security community (Peace Data)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import peace_dyadyear


@measure(
    MeasureCard(
        id="peace-levels",
        label="Peace level",
        per="dyad-year",
        sources=("peace-dyadyear",),
        columns={
            "peacelevel": (
                "mean of the year: 0 severe rivalry, .25 lesser rivalry, .5 negative, .75 warm "
                "peace, 1 security community"
            ),
        },
        note="Values above 1, 9 above all, are codes of transition in the copy: missing here.",
        years=peace_dyadyear.CARD.coverage,
    )
)
def peace_levels(table: Tables) -> Sql:
    """Only for pairs that its coders judge to have a relationship; others are unknown."""
    return Template("""
    SELECT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2, year,
      avg(peacelevel) AS peacelevel
    FROM {table[peace-dyadyear]} WHERE peacelevel <= 1 GROUP BY ALL
    """).fill(table=table)
