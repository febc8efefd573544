"""Distance of two states in the UN General Assembly (Bailey, Strezhnev and Voeten)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure


@measure(
    MeasureCard(
        id="un-distance",
        label="UN ideal-point distance",
        per="dyad-year",
        sources=("un-ideal-points",),
        columns={
            "ideal_distance": (
                "absolute difference of the positions from all votes, model standard deviations"
            ),
        },
        years=(1946, 2023),
    )
)
def un_distance(table: Tables) -> Sql:
    """Missing where either state has no position."""
    return Template("""
    SELECT a.ccode AS ccode1, b.ccode AS ccode2, year,
      abs(a.idealpointall - b.idealpointall) AS ideal_distance
    FROM {table[un-ideal-points]} a JOIN {table[un-ideal-points]} b USING (year)
    WHERE a.ccode < b.ccode
    """).fill(table=table)
