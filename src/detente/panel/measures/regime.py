"""Regime of each state: Polity, V-Dem and extended Unified Democracy Scores."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import democracy


@measure(
    MeasureCard(
        id="regime",
        label="Regime",
        per="state-year",
        sources=("polity5", "democracy"),
        columns={
            "polity2": "Polity score, -10 autocracy to 10 democracy",
            "v2x_polyarchy": "V-Dem electoral democracy, 0 to 1",
            "euds": "extended Unified Democracy Score, standard deviations",
            "aeuds": "the same adjusted to a common cut point",
        },
        note=(
            "polity2 is that of Polity 5 itself, its codes mapped by date; peacesciencer takes it "
            "from a compiled file in which the Soviet Union, Austria-Hungary, Yugoslavia and "
            "others have none and Montenegro has Kosovo's. Without `polity5` in the store it is "
            "that of the compiled file here too."
        ),
        years=democracy.CARD.coverage,
    )
)
def regime(table: Tables) -> Sql:
    """Polity from its own file, if the store has it; the other scores from the compiled one."""
    if "polity5" not in table:
        return Template("""
    SELECT ccode, year, polity2, v2x_polyarchy, euds, aeuds FROM {table[democracy]}
    """).fill(table=table)
    return Template("""
    SELECT ccode, year, p.polity2, d.v2x_polyarchy, d.euds, d.aeuds
    FROM {table[democracy]} d
    FULL JOIN (SELECT ccode, year, polity2 FROM {table[polity5]} WHERE ccode IS NOT NULL) p
      USING (ccode, year)
    """).fill(table=table)
