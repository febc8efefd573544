"""Regime of each state: Polity, V-Dem and extended Unified Democracy Scores."""

from detente.data.cards import MeasureCard
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import democracy


@measure(
    MeasureCard(
        id="regime",
        label="Regime",
        per="state-year",
        sources=("democracy",),
        columns={
            "polity2": "Polity score, -10 autocracy to 10 democracy",
            "v2x_polyarchy": "V-Dem electoral democracy, 0 to 1",
            "euds": "extended Unified Democracy Score, standard deviations",
            "aeuds": "the same adjusted to a common cut point",
        },
        note="polity2 is missing for the Soviet Union from 1923 to 1991; v2x_polyarchy is not.",
        years=democracy.CARD.coverage,
    )
)
def regime(table: Tables) -> str:
    """As published."""
    return f"""
    SELECT ccode, year, polity2, v2x_polyarchy, euds, aeuds FROM {table["democracy"]}
    """
