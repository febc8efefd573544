"""Bilateral defence cooperation agreements (Kinne)."""

from detente.data.cards import MeasureCard
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
def defence_cooperation(table: Tables) -> str:
    """Signatures only: which are in force is coded for few."""
    return f"""
    SELECT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2, signYear AS year,
      count(*)::INTEGER AS dca_signed
    FROM {table["dcad"]} WHERE signYear IS NOT NULL AND ccode1 <> ccode2
    GROUP BY ALL
    """
