"""Intergovernmental organisations to which both states belong."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import igo_dyadyear


@measure(
    MeasureCard(
        id="igos",
        label="Shared organisations",
        per="dyad-year",
        sources=("igo-dyadyear",),
        columns={
            "dyadigos": "organisations with both as full members",
        },
        years=igo_dyadyear.CARD.coverage,
    )
)
def igos(table: Tables) -> Sql:
    """As counted in the dyadic file."""
    return Template("""
    SELECT ccode1, ccode2, year, dyadigos FROM {table[igo-dyadyear]}
    """).fill(table=table)
