"""Interstate wars between the two states (Correlates of War)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import cow_wars


@measure(
    MeasureCard(
        id="wars",
        label="Interstate war",
        per="directed-dyad-year",
        sources=("cow-wars",),
        columns={
            "cowwaronset": "1 if an interstate war between the two begins",
            "cowwarongoing": "1 if one is under way",
        },
        census=frozenset({"cowwaronset", "cowwarongoing"}),
        years=cow_wars.CARD.coverage,
    )
)
def wars(table: Tables) -> Sql:
    """All wars of the year together."""
    return Template("""
    SELECT ccode1, ccode2, year, max(cowinteronset) AS cowwaronset,
      max(cowinterongoing) AS cowwarongoing
    FROM {table[cow-wars]} GROUP BY ALL
    """).fill(table=table)
