"""Direct contiguity of two states by land or water."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources.contiguity import CARD


@measure(
    MeasureCard(
        id="contiguity",
        label="Contiguity",
        per="dyad-year",
        sources=("contiguity",),
        columns={
            "conttype": (
                "closest on any day of the year: 1 land, 2 to 12, 3 to 24, 4 to 150, 5 to 400 "
                "miles of water, 0 none"
            ),
        },
        census=frozenset({"conttype"}),
        years=CARD.coverage,
    )
)
def contiguity(table: Tables) -> Sql:
    """A change within a year makes one row: the closest."""
    return Template("""
    WITH spell AS (
      SELECT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2, conttype,
        unnest(range(year(stdate), year(enddate) + 1))::INTEGER AS year
      FROM {table[contiguity]} WHERE conttype > 0
    )
    SELECT ccode1, ccode2, year, min(conttype) AS conttype FROM spell GROUP BY ALL
    """).fill(table=table)
