"""Tone and volume of the events reported between two states (GDELT 2)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.state_codes import cow_codes
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources.gdelt_dyad_months import CARD


@measure(
    MeasureCard(
        id="reported-events",
        label="Reported events",
        per="dyad-year",
        sources=("gdelt-dyad-months", "gdelt-world-months"),
        columns={
            "event_tone": "signed over absolute sum of the days' scores, -1 hostile to 1 friendly",
            "event_share": "part of the volume of the world, per 1,000",
        },
        years=(CARD.coverage[0], CARD.coverage[1] - 1),
        note=(
            "Some days are missing, so the volume is relative to the world's on the same days; "
            "months of little volume are left out, so a missing row does not mean no event."
        ),
    )
)
def reported_events(table: Tables) -> Sql:
    """Months of a year together; 2024 has two and is left out."""
    return Template("""
    WITH world AS (SELECT month // 100 AS year, sum(world_gross) AS gross
      FROM {table[gdelt-world-months]} GROUP BY 1),
    pair AS (SELECT least(a.ccode, b.ccode) AS ccode1, greatest(a.ccode, b.ccode) AS ccode2,
        a.year::INTEGER AS year, sum(net) AS net, sum(gross) AS gross
      FROM {table[gdelt-dyad-months]} g
      JOIN {codes} a ON a.iso3 = g.iso3a AND a.year = month // 100
      JOIN {codes} b ON b.iso3 = g.iso3b AND b.year = month // 100
      WHERE a.year < {last} GROUP BY ALL)
    SELECT ccode1, ccode2, pair.year, pair.net / pair.gross AS event_tone,
      1000 * pair.gross / world.gross AS event_share FROM pair JOIN world USING (year)
    """).fill(table=table, codes=cow_codes(), last=CARD.coverage[1])
