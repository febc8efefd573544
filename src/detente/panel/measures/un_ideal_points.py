"""Positions of states in the UN General Assembly (Bailey, Strezhnev and Voeten)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources.un_ideal_points import CARD


@measure(
    MeasureCard(
        id="un-ideal-points",
        label="UN ideal points",
        per="state-year",
        sources=("un-ideal-points",),
        columns={
            "idealpointall": (
                "position from all votes, model standard deviations; higher is nearer the US-led "
                "order"
            ),
            "idealpointfp": "position from votes on final passage",
        },
        years=CARD.coverage,
    )
)
def un_ideal_points(table: Tables) -> Sql:
    """As published in July 2025."""
    return Template("""
    SELECT ccode, year, idealpointall, idealpointfp FROM {table[un-ideal-points]}
    """).fill(table=table)
