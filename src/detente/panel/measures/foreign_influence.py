"""Influence of either state over the other, and their trade, to 2023 (FBIC, 18 states)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.state_codes import cow_codes
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources.fbic import CARD


@measure(
    MeasureCard(
        id="foreign-influence",
        label="Foreign Bilateral Influence Capacity",
        per="directed-dyad-year",
        sources=("fbic",),
        columns={
            "fbic1": "influence of state 1 over state 2, 0 to 1: bandwidth times dependence",
            "fbic2": "influence of state 2 over state 1",
            "dependence1": "dependence of state 1 on state 2, 0 to 1",
            "dependence2": "dependence of state 2 on state 1",
            "fbic_bandwidth": "extent of contact between the two, 0 to 1",
            "fbic_trade": "trade between the two, exports and imports, current US dollars",
        },
        years=CARD.coverage,
        note=(
            "As published, unlike `influence`, which has all states, three domains and other "
            "weights; trade is in dollars, `trade` in millions."
        ),
    )
)
def foreign_influence(table: Tables) -> Sql:
    """The row of a over b holds b's dependence on a; bandwidth and trade are the same in both."""
    return Template("""
    WITH over AS (SELECT a.ccode AS a, b.ccode AS b, f.* EXCLUDE (iso3a, iso3b)
      FROM {table[fbic]} f
      JOIN {codes} a ON a.iso3 = f.iso3a AND a.year = f.year
      JOIN {codes} b ON b.iso3 = f.iso3b AND b.year = f.year)
    SELECT x.a AS ccode1, x.b AS ccode2, x.year, x.fbic AS fbic1, y.fbic AS fbic2,
      y.dependence AS dependence1, x.dependence AS dependence2,
      x.bandwidth AS fbic_bandwidth, x.totaltradeawithb AS fbic_trade
    FROM over x JOIN over y ON x.a = y.b AND x.b = y.a AND x.year = y.year
    """).fill(table=table, codes=cow_codes())
