"""States that are strategic rivals of both (Thompson, Sakuwa and Suhas)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.seams import with_codes_by_year
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import tss_rivalries


@measure(
    MeasureCard(
        id="shared-rivals",
        label="Shared rivals",
        per="dyad-year",
        sources=("tss-rivalries",),
        columns={
            "shared_rivals": (
                "number of third states with which both have a strategic rivalry in the year"
            ),
        },
        census=frozenset({"shared_rivals"}),
        years=(1816, tss_rivalries.CARD.coverage[1]),
    )
)
def shared_rivals(table: Tables) -> Sql:
    """Third states that are strategic rivals of both."""
    years = Template("""
    SELECT DISTINCT ccode, rival, unnest(range(start, "end" + 1))::INTEGER AS year
    FROM (SELECT ccode1 AS ccode, ccode2 AS rival, start, "end" FROM {table[tss-rivalries]}
      UNION ALL SELECT ccode2, ccode1, start, "end" FROM {table[tss-rivalries]})
    """).fill(table=table)
    return Template("""
    WITH side AS ({years})
    SELECT a.ccode AS ccode1, b.ccode AS ccode2, year, count(*)::INTEGER AS shared_rivals
    FROM side a JOIN side b USING (rival, year) WHERE a.ccode < b.ccode GROUP BY ALL
    """).fill(years=with_codes_by_year(years, ("ccode", "rival")))
