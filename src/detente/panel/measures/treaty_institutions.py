"""Military institutions of the treaties between two states (Leeds and Anac)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import atop_member


@measure(
    MeasureCard(
        id="treaty-institutions",
        label="Treaty institutions",
        per="dyad-year",
        sources=("atop-member", "atop-institutions"),
        columns={
            "milinst": "highest peacetime military coordination among treaties in force, 0 to 2",
            "formal": "highest formality, 0 to 2",
        },
        years=atop_member.CARD.coverage,
    )
)
def treaty_institutions(table: Tables) -> Sql:
    """Missing where no treaty binds the two."""
    return Template("""
    WITH stay AS (
      SELECT atopid, phase, member, yrent, CASE WHEN yrexit = 0
        THEN {last} ELSE yrexit END AS yrexit
      FROM {table[atop-member]}
    ),
    score AS (
      SELECT atopid, round((atopidphase - atopid) * 10)::INTEGER AS phase, milinst, formal
      FROM {table[atop-institutions]}
    )
    SELECT ccode1, ccode2, year, max(milinst) AS milinst, max(formal) AS formal
    FROM (SELECT a.member AS ccode1, b.member AS ccode2, milinst, formal,
        unnest(range(greatest(a.yrent, b.yrent), least(a.yrexit, b.yrexit) + 1))::INTEGER AS year
      FROM stay a JOIN stay b USING (atopid, phase) JOIN score USING (atopid, phase)
      WHERE a.member < b.member)
    GROUP BY ALL
    """).fill(last=atop_member.CARD.coverage[1], table=table)
