"""Strategic rivalry between the two states (Thompson and Dreyer)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Template
from detente.panel.seams import with_codes_by_year
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import td_rivalries


@measure(
    MeasureCard(
        id="td-rivals",
        label="Strategic rivalry (Thompson and Dreyer)",
        per="dyad-year",
        sources=("td-rivalries",),
        columns={
            "tdrivalry": "1 in the years of a strategic rivalry, first and last included",
        },
        census=frozenset({"tdrivalry"}),
        years=(1816, td_rivalries.CARD.coverage[1]),
    )
)
def td_rivals(table: Tables) -> str:
    """Years of every listed rivalry; its last listed year counts. Codes are those of the year."""
    rows = Template("""
    SELECT DISTINCT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2,
      unnest(range(styear, endyear + 1))::INTEGER AS year, 1 AS tdrivalry
    FROM {table[td-rivalries]}
    """).fill(table=table)
    return with_codes_by_year(rows)
