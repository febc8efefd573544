"""Intergovernmental organisations to which a state belongs."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import igo_stateyear


@measure(
    MeasureCard(
        id="igo-memberships",
        label="Memberships in organisations",
        per="state-year",
        sources=("igo-stateyear",),
        columns={
            "sum_igo_full": "organisations as full member",
            "sum_igo_anytype": "in any capacity",
        },
        years=igo_stateyear.CARD.coverage,
    )
)
def igo_memberships(table: Tables) -> Sql:
    """As counted in the state file."""
    return Template("""
    SELECT ccode, year, sum_igo_full, sum_igo_anytype FROM {table[igo-stateyear]}
    """).fill(table=table)
