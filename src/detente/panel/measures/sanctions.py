"""Economic sanctions of one state on another (TIES)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import ties_sanctions


@measure(
    MeasureCard(
        id="sanctions",
        label="Sanctions",
        per="directed-dyad-year",
        sources=("ties-sanctions",),
        columns={
            "sanctions": "sanctions that state 1 has in force against state 2 as primary sender",
        },
        years=ties_sanctions.CARD.coverage,
    )
)
def sanctions(table: Tables) -> Sql:
    """Cases with another sender or only a threat are absent from the copy, so no row is unknown."""
    return Template("""
    SELECT primarysender AS ccode1, targetstate AS ccode2, year, count(*)::INTEGER AS sanctions
    FROM (SELECT primarysender, targetstate,
        unnest(range(sancstartyear, least(endyear, 2005) + 1))::INTEGER AS year
      FROM {table[ties-sanctions]} WHERE sancstartyear IS NOT NULL)
    WHERE primarysender IS NOT NULL AND targetstate IS NOT NULL GROUP BY ALL
    """).fill(table=table)
