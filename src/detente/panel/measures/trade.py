"""Trade between the two states."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import trade_dyadyear


@measure(
    MeasureCard(
        id="trade",
        label="Trade",
        per="dyad-year",
        sources=("trade-dyadyear",),
        columns={
            "flow1": "imports of state 1 from state 2, million current USD",
            "flow2": "imports of state 2 from state 1",
            "smoothflow1": "flow1 with gaps smoothed by the producer",
            "smoothflow2": "flow2 with gaps smoothed",
        },
        years=trade_dyadyear.CARD.coverage,
    )
)
def trade(table: Tables) -> Sql:
    """As published; a missing row or value means unknown trade, not zero."""
    return Template("""
    SELECT ccode1, ccode2, year, flow1, flow2, smoothflow1, smoothflow2
      FROM {table[trade-dyadyear]}
    """).fill(table=table)
