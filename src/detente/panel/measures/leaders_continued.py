"""Change of leader in each state to 2020: Archigos, then REIGN.

On the 9,326 state-years from 1950 to 2015 that both have, they agree on 98.8 per cent; REIGN, which
counts acting heads too, has 93 changes that Archigos has not, and 17 the other way round.
"""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.measures.leaders import leaders
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import archigos_stateyear, reign_leaders

SEAM = archigos_stateyear.CARD.coverage[1]
FIRST, LAST = reign_leaders.CARD.coverage


@measure(
    MeasureCard(
        id="leaders-continued",
        label="Leaders to 2020, from two lists",
        per="state-year",
        sources=("archigos-stateyear", "cow-gw", "reign-leaders"),
        columns={
            "leader_new": "1 if another leader entered in the year",
            "leader_new_by_reign": "1 if REIGN says so (after 2015), 0 if Archigos",
        },
        years=(archigos_stateyear.CARD.coverage[0], LAST),
        note="REIGN counts acting heads too: about a twentieth more changes than Archigos.",
    )
)
def leaders_continued(table: Tables) -> Sql:
    """Archigos to its last year, then REIGN."""
    return Template("""
    SELECT ccode, year, leader_change AS leader_new, 0 AS leader_new_by_reign
    FROM ({leaders}) WHERE year <= {seam}
    UNION ALL
    SELECT ccode, year, leader_new, 1 FROM ({later}) WHERE year > {seam}
    """).fill(leaders=leaders(table), seam=SEAM, later=from_reign(table))


def from_reign(table: Tables) -> Sql:
    """SQL of the same quantity from REIGN alone, for its whole states and years.

    The first leader on the list of a state is nobody's successor.
    """
    return Template("""
    WITH spell AS (SELECT ccode, startyear, endyear,
        startyear > min(startyear) OVER (PARTITION BY ccode) AS successor
      FROM {table[reign-leaders]}),
    present AS (SELECT ccode, startyear, successor, unnest(range(greatest(startyear, {first}),
        least(coalesce(endyear, {last}), {last}) + 1))::INTEGER AS year FROM spell)
    SELECT ccode, year, max((successor AND startyear = year)::INTEGER) AS leader_new
    FROM present GROUP BY ccode, year
    """).fill(table=table, first=FIRST, last=LAST)
