"""Militarised disputes between the two states (Correlates of War)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import cow_dyadyear


@measure(
    MeasureCard(
        id="cow-mids",
        label="Militarised disputes (Correlates of War)",
        per="directed-dyad-year",
        sources=("cow-dyadyear",),
        columns={
            "cowmidonset": "1 if a militarised dispute between the two begins",
            "cowmidongoing": "1 if one is under way",
            "cowmiddispnum": "number of the year's dispute, the worst if there are several",
            "cowmidhost1": "highest hostility level of state 1, 1 none to 5 war",
            "cowmidhost2": "the same of state 2",
            "cowmidorig1": "1 if state 1 was in it from the first day",
            "cowmidorig2": "the same of state 2",
        },
        census=frozenset({"cowmidonset", "cowmidongoing"}),
        years=cow_dyadyear.CARD.coverage,
    )
)
def cow_mids(table: Tables) -> Sql:
    """One dispute for each pair and year, chosen as the producers of the table did."""
    return Template("""
    SELECT ccode1, ccode2, year, cowmidonset, cowmidongoing, dispnum AS cowmiddispnum,
      hostlev1 AS cowmidhost1, hostlev2 AS cowmidhost2, orig1 AS cowmidorig1, orig2 AS cowmidorig2
    FROM {table[cow-dyadyear]}
    """).fill(table=table)
