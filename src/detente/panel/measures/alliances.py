"""What each state owes the other under treaties in force (ATOP)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import atop_dyadyear


@measure(
    MeasureCard(
        id="alliances",
        label="Alliance obligations",
        per="directed-dyad-year",
        sources=("atop-dyadyear",),
        columns={
            "atop_defense": "1 if state 1 must defend state 2",
            "atop_offense": "join it in attack",
            "atop_neutral": "stay neutral",
            "atop_nonagg": "refrain from force",
            "atop_consul": "consult",
            "atop_any": "any of the five",
        },
        census=frozenset(
            {
                "atop_defense",
                "atop_offense",
                "atop_neutral",
                "atop_nonagg",
                "atop_consul",
                "atop_any",
            }
        ),
        note=(
            "In an undirected panel: 1 if either owes it to the other; peacesciencer takes "
            "state 1 only."
        ),
        years=atop_dyadyear.CARD.coverage,
    )
)
def alliances(table: Tables) -> Sql:
    """Obligations of the first state to the second."""
    return Template("""
    SELECT ccode1, ccode2, year, atop_defense, atop_offense, atop_neutral, atop_nonagg, atop_consul,
      greatest(atop_defense, atop_offense, atop_neutral, atop_nonagg, atop_consul) AS atop_any
    FROM {table[atop-dyadyear]}
    """).fill(table=table)
