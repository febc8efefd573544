"""Agreement of each state with six states in the UN General Assembly, to the session of 2023."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template, identifier, joined
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources.un_ideal_points_2024 import CARD

SIX = {
    "usagree": 2,
    "russagree": 365,
    "chinaagree": 710,
    "indiaagree": 750,
    "brazilagree": 140,
    "israelagree": 666,
}
_WITH_ONE = Template(
    "SELECT ccode AS a, {code} AS b, year, {column} AS share "
    "FROM {table[un-ideal-points-2024]} WHERE {column} IS NOT NULL AND ccode <> {code}"
)


@measure(
    MeasureCard(
        id="un-agreement-six",
        label="Agreement with six states in the UN General Assembly",
        per="dyad-year",
        sources=("un-ideal-points-2024",),
        columns={
            "un_agree_published": (
                "share of votes agreeing, as published, 0 to 1; pairs with the United States, "
                "Russia, China, India, Brazil or Israel"
            ),
        },
        years=CARD.coverage,
        note="From the release of June 2024; `un-agreement` has all pairs, to 2019.",
    )
)
def un_agreement_six(table: Tables) -> Sql:
    """A pair of two of the six is published twice, with one value: their mean."""
    rows = [
        _WITH_ONE.fill(code=code, column=identifier(column), table=table)
        for column, code in SIX.items()
    ]
    return Template("""
    SELECT least(a, b) AS ccode1, greatest(a, b) AS ccode2, year, avg(share) AS un_agree_published
    FROM ({rows}) GROUP BY ALL
    """).fill(rows=joined(rows, " UNION ALL "))
