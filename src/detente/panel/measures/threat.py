"""External threat to each state (after Leeds and Savun)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import leeds_savun_threat


@measure(
    MeasureCard(
        id="threat",
        label="External threat",
        per="state-year",
        sources=("leeds-savun-threat",),
        columns={
            "lsthreat": "level of external threat, 0 to 1",
        },
        years=leeds_savun_threat.CARD.coverage,
    )
)
def threat(table: Tables) -> Sql:
    """As extended by Alley; its construction is not documented in the copy."""
    return Template("""
    SELECT ccode, year, lsthreat FROM {table[leeds-savun-threat]}
    WHERE ccode IS NOT NULL
    """).fill(table=table)
