"""Change in the source of leader support in each state (CHISOLS)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import chisols


@measure(
    MeasureCard(
        id="coalitions",
        label="Leader support",
        per="state-year",
        sources=("chisols",),
        columns={
            "sols_change": "1 if the governing coalition changed",
            "regime_change": "1 if the regime changed",
            "leader_transitions": "changes of leader in the year",
        },
        years=chisols.CARD.coverage,
    )
)
def coalitions(table: Tables) -> Sql:
    """As published."""
    return Template("""
    SELECT ccode, year, max(solschdum) AS sols_change, max(regtrans) AS regime_change,
      max(totalldrtrans) AS leader_transitions
    FROM {table[chisols]} GROUP BY ccode, year
    """).fill(table=table)
