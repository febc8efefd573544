"""Bilateral defence cooperation agreements (Kinne)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import dcad


@measure(
    MeasureCard(
        id="defence-cooperation",
        label="Defence cooperation agreements",
        per="dyad-year",
        sources=("dcad",),
        columns={
            "dca_signed": "agreements signed in the year",
        },
        census=frozenset({"dca_signed"}),
        years=dcad.CARD.coverage,
    )
)
def defence_cooperation(table: Tables) -> Sql:
    """Signatures only: which are in force is coded for few."""
    return Template("""
    SELECT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2, signYear AS year,
      count(*)::INTEGER AS dca_signed
    FROM {table[dcad]} WHERE signYear IS NOT NULL AND ccode1 <> ccode2
    GROUP BY ALL
    """).fill(table=table)
