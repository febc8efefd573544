"""Product and population of each state (Fariss and others)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import gdp


@measure(
    MeasureCard(
        id="wealth",
        label="Product and population",
        per="state-year",
        sources=("gdp",),
        columns={
            "mrgdppc": "product per head, 2011 international USD",
            "pwtrgdp": "product, million 2017 international USD",
            "pwtpop": "population, million",
        },
        years=gdp.CARD.coverage,
    )
)
def wealth(table: Tables) -> Sql:
    """Means of the latent estimates."""
    return Template("""
    SELECT ccode, year, mrgdppc, pwtrgdp, pwtpop FROM {table[gdp]}
    """).fill(table=table)
