"""Elections that can change the leader of a state (REIGN)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.measures.leaders_continued import from_reign
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import reign_elections


@measure(
    MeasureCard(
        id="elections",
        label="Elections",
        per="state-year",
        sources=("reign-elections", "reign-leaders"),
        columns={
            "election": "1 if a vote for the executive or the legislature was held, direct or not",
            "election_executive": "1 if one for the executive was held",
            "election_early": "1 if one was held early",
        },
        years=reign_elections.CARD.coverage,
        note="0 only for states whose leaders REIGN lists in the year.",
    )
)
def elections(table: Tables) -> Sql:
    """Votes held, runoffs included; announcements, delays and referendums are not counted."""
    return Template("""
    SELECT ccode, year, max((vote.type IS NOT NULL)::INTEGER) AS election,
      max((vote.type IS NOT DISTINCT FROM 'X')::INTEGER) AS election_executive,
      max((vote.event IS NOT DISTINCT FROM 'Vote, Early')::INTEGER) AS election_early
    FROM ({leaders})
    LEFT JOIN (SELECT ccode, year, type, event FROM {table[reign-elections]}
      WHERE event LIKE 'Vote,%' AND type IN ('L', 'X')) vote USING (ccode, year)
    GROUP BY ccode, year
    """).fill(leaders=from_reign(table), table=table)
