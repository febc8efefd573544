"""Treaties a state has in force (ATOP)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import atop_stateyear


@measure(
    MeasureCard(
        id="treaty-numbers",
        label="Treaties of a state",
        per="state-year",
        sources=("atop-stateyear",),
        columns={
            "atop_treaties": "number of ATOP alliances in force",
            "atop_changed": "1 if a commitment begins or ends in the year",
        },
        census=frozenset({"atop_treaties", "atop_changed"}),
        years=atop_stateyear.CARD.coverage,
    )
)
def treaty_numbers(table: Tables) -> Sql:
    """As counted by ATOP; a state without a treaty has none."""
    return Template("""
    SELECT state AS ccode, year, number AS atop_treaties, transyr AS atop_changed
      FROM {table[atop-stateyear]}
    """).fill(table=table)
