"""Kind of autocratic rule (Geddes, Wright and Frantz)."""

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import gwf_regimes


@measure(
    MeasureCard(
        id="autocracies",
        label="Autocratic regime",
        per="state-year",
        sources=("gwf-regimes",),
        columns={
            "gwf_party": "1 if a party rules, hybrids included",
            "gwf_military": "the military",
            "gwf_monarchy": "a monarch",
            "gwf_personal": "one person",
            "gwf_fail": "1 if the regime ends in the year",
        },
        years=gwf_regimes.CARD.coverage,
    )
)
def autocracies(table: Tables) -> Sql:
    """Year as on 1 January; democracies have 0 in all."""
    return Template("""
    SELECT cowcode AS ccode, year, max(gwf_party) AS gwf_party, max(gwf_military) AS gwf_military,
      max(gwf_monarchy) AS gwf_monarchy, max(gwf_personal) AS gwf_personal,
      max(gwf_fail) AS gwf_fail
    FROM {table[gwf-regimes]} GROUP BY ccode, year
    """).fill(table=table)
