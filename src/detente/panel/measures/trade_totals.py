"""Trade of a state with the world."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import trade_stateyear


@measure(
    MeasureCard(
        id="trade-totals",
        label="Total trade",
        per="state-year",
        sources=("trade-stateyear",),
        columns={
            "imports": "imports, million current USD",
            "exports": "exports, million current USD",
        },
        years=trade_stateyear.CARD.coverage,
    )
)
def trade_totals(table: Tables) -> Sql:
    """As published."""
    return Template("""
    SELECT ccode, year, imports, exports FROM {table[trade-stateyear]}
    """).fill(table=table)
