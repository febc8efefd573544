"""Change of leader in each state (Archigos)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import archigos_stateyear


@measure(
    MeasureCard(
        id="leaders",
        label="Leaders",
        per="state-year",
        sources=("archigos-stateyear", "cow-gw"),
        columns={
            "leader_change": "1 if another leader entered in the year",
            "leader_irregular": "1 if one entered irregularly",
            "leaders": "number of leaders in the year",
        },
        years=archigos_stateyear.CARD.coverage,
    )
)
def leaders(table: Tables) -> Sql:
    """Gleditsch-Ward codes are turned into COW codes year by year."""
    return Template("""
    SELECT ccode, year, max(leadertransition) AS leader_change, max(irregular) AS leader_irregular,
      max(n_leaders) AS leaders
    FROM {table[archigos-stateyear]} JOIN {table[cow-gw]} USING (gwcode, year)
    WHERE ccode IS NOT NULL GROUP BY ccode, year
    """).fill(table=table)
