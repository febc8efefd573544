"""Agreement of two states in the UN General Assembly in the calendar year 2025.

The definitions are those of `un_agreement`; the votes are not: only resolutions that were adopted,
of a calendar year instead of a session. So the columns are others.
"""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.state_codes import cow_codes
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources.un_votes_2025 import CARD


@measure(
    MeasureCard(
        id="un-agreement-2025",
        label="Agreement in the UN General Assembly, 2025",
        per="dyad-year",
        sources=("un-votes-2025",),
        columns={
            "unga_votes": "adopted resolutions of the calendar year on which both voted",
            "unga_same": "of these with the same vote",
            "unga_opposed": "of these with yes against no",
            "unga_agreement": "share with the same vote, 0 to 1",
            "unga_agreement_half": "the same with half credit where one abstained",
        },
        years=CARD.coverage,
        note="Most members left the United States: below .25 does not mean a broken alliance.",
    )
)
def un_agreement_2025(table: Tables) -> Sql:
    """Every pair of votes on a resolution."""
    return Template("""
    WITH cast_vote AS (SELECT resolution, year(date) AS year, ccode, vote
      FROM {table[un-votes-2025]} v JOIN {codes} c
        ON c.iso3 = v.iso3 AND c.year = year(v.date)),
    pair AS (SELECT a.ccode AS ccode1, b.ccode AS ccode2, a.year::INTEGER AS year,
        count(*) AS unga_votes, count(*) FILTER (a.vote = b.vote) AS unga_same,
        count(*) FILTER (abs(a.vote - b.vote) = 2) AS unga_opposed
      FROM cast_vote a JOIN cast_vote b USING (resolution) WHERE a.ccode < b.ccode GROUP BY ALL)
    SELECT *, unga_same / unga_votes AS unga_agreement,
      (unga_same + (unga_votes - unga_same - unga_opposed) / 2) / unga_votes
        AS unga_agreement_half FROM pair
    """).fill(table=table, codes=cow_codes())
