"""Militarised disputes to 2014: Gibler, Miller and Little, then Correlates of War MID 5.

The two codings differ: of 279 onsets from 2001 to 2010 in the first, 276 are in the second, which
has 300. In 2011 MID 5 counts the war over Libya for each member of the coalition: 74 onsets, after
19 in 2010. A column says which coding a year has; a comparison across 2010 must use it.
"""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import cow_dyadyear, gml_dyadyear

SEAM = gml_dyadyear.CARD.coverage[1]
LAST = cow_dyadyear.CARD.coverage[1]


@measure(
    MeasureCard(
        id="disputes-continued",
        label="Militarised disputes to 2014, in two codings",
        per="directed-dyad-year",
        sources=("gml-dyadyear", "cow-dyadyear", "cow-states"),
        columns={
            "midonset": "1 if a militarised dispute between the two begins",
            "midongoing": "1 if one is under way",
            "mid_by_cow": "1 if MID 5 codes the year (after 2010), 0 if Gibler, Miller and Little",
        },
        census=frozenset({"midonset", "midongoing", "mid_by_cow"}),
        years=(gml_dyadyear.CARD.coverage[0], LAST),
        note="After 2010 MID 5 counts about twice as many onsets a year as either before.",
    )
)
def disputes_continued(table: Tables) -> Sql:
    """Every pair of states has a row after the seam, so that no year is without its coding."""
    return Template("""
    WITH present AS (SELECT DISTINCT ccode, year FROM (SELECT ccode,
        unnest(range(greatest(styear, {first}), least(endyear, {last}) + 1))::INTEGER AS year
      FROM {table[cow-states]}))
    SELECT ccode1, ccode2, year, gmlmidonset AS midonset, gmlmidongoing AS midongoing,
      0 AS mid_by_cow FROM {table[gml-dyadyear]} WHERE year <= {seam}
    UNION ALL
    SELECT ccode1, ccode2, year, coalesce(cowmidonset, 0), coalesce(cowmidongoing, 0), 1
    FROM (SELECT a.ccode AS ccode1, b.ccode AS ccode2, year
      FROM present a JOIN present b USING (year) WHERE a.ccode <> b.ccode)
    LEFT JOIN {table[cow-dyadyear]} USING (ccode1, ccode2, year)
    """).fill(first=SEAM + 1, last=LAST, table=table, seam=SEAM)
