"""Years since two states last had a militarised dispute (Gibler, Miller and Little)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.seams import inherited_pairs, legacies
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import gml_dyadyear


@measure(
    MeasureCard(
        id="dispute-years",
        label="Time since the last dispute",
        per="dyad-year",
        sources=("gml-dyadyear",),
        columns={
            "years_since_dispute": (
                "years since the last year with a dispute under way, 0 in such a year; null "
                "before the first"
            ),
        },
        years=gml_dyadyear.CARD.coverage,
    )
)
def dispute_years(table: Tables) -> Sql:
    """Null means no dispute so far, not one long ago. Disputes of a predecessor state count."""
    return Template("""
    WITH {legacies},
    own AS (
      SELECT DISTINCT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2, year
      FROM {table[gml-dyadyear]} WHERE gmlmidongoing = 1
    ),
    fought AS (
      SELECT ccode1, ccode2, year AS begun FROM ({begun})
    ),
    gap AS (
      SELECT *, coalesce(lead(begun) OVER (PARTITION BY ccode1, ccode2 ORDER BY begun),
        {last} + 1) AS stop
      FROM fought
    )
    SELECT ccode1, ccode2, begun + step AS year, step AS years_since_dispute
    FROM (SELECT *, unnest(range(stop - begun))::INTEGER AS step FROM gap)
    """).fill(
        legacies=legacies(),
        table=table,
        begun=inherited_pairs("own"),
        last=table.last(gml_dyadyear.CARD.coverage, ("gml-dyadyear",)),
    )
