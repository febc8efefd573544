"""Strategic rivalry between the two states (Thompson, Sakuwa and Suhas)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Template
from detente.panel.seams import with_codes_by_year
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import tss_rivalries


@measure(
    MeasureCard(
        id="rivalries",
        label="Strategic rivalry (Thompson, Sakuwa and Suhas)",
        per="dyad-year",
        sources=("tss-rivalries",),
        columns={
            "rivalry": "1 in the years of a strategic rivalry, first and last included",
        },
        census=frozenset({"rivalry"}),
        years=(1816, tss_rivalries.CARD.coverage[1]),
    )
)
def rivalries(table: Tables) -> str:
    """Years of every listed rivalry; its last listed year counts. Codes are those of the year."""
    rows = Template("""
    SELECT DISTINCT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2,
      unnest(range(start, "end" + 1))::INTEGER AS year, 1 AS rivalry
    FROM {table[tss-rivalries]}
    """).fill(table=table)
    return with_codes_by_year(rows)
