"""Material capabilities of each state (Singer, Bremer and Stuckey's composite index)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, sql
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import nmc


@measure(
    MeasureCard(
        id="capabilities",
        label="Material capabilities",
        per="state-year",
        sources=("nmc",),
        columns={
            "milex": "military expenditure, thousand GBP to 1913, thousand current USD after",
            "milper": "military personnel, thousand",
            "irst": "iron and steel production, thousand tons",
            "pec": "primary energy consumption, thousand coal-ton equivalents",
            "tpop": "total population, thousand",
            "upop": "urban population, thousand",
            "cinc": "composite index of national capability, share of the system, 0 to 1",
        },
        years=nmc.CARD.coverage,
    )
)
def capabilities(table: Tables) -> Sql:
    """Columns as published."""
    return sql(
        "SELECT ccode, year, milex, milper, irst, pec, tpop, upop, cinc FROM {table[nmc]}",
        table=table,
    )
