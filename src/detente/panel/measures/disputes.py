"""Militarised disputes between the two states (Gibler, Miller and Little)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import gml_dyadyear


@measure(
    MeasureCard(
        id="disputes",
        label="Militarised disputes (Gibler, Miller and Little)",
        per="directed-dyad-year",
        sources=("gml-dyadyear",),
        columns={
            "gmlmidonset": "1 if a militarised dispute between the two begins",
            "gmlmidongoing": "1 if one is under way",
            "gmlmiddispnum": "number of the year's dispute, the worst if there are several",
            "gmlmidhost1": "highest hostility level of state 1, 1 none to 5 war",
            "gmlmidhost2": "the same of state 2",
            "gmlmidorig1": "1 if state 1 was in it from the first day",
            "gmlmidorig2": "the same of state 2",
        },
        census=frozenset({"gmlmidonset", "gmlmidongoing"}),
        years=gml_dyadyear.CARD.coverage,
    )
)
def disputes(table: Tables) -> Sql:
    """One dispute for each pair and year, chosen as the producers of the table did."""
    return Template("""
    SELECT ccode1, ccode2, year, gmlmidonset, gmlmidongoing, dispnum AS gmlmiddispnum,
      hostlev1 AS gmlmidhost1, hostlev2 AS gmlmidhost2, orig1 AS gmlmidorig1, orig2 AS gmlmidorig2
    FROM {table[gml-dyadyear]}
    """).fill(table=table)
