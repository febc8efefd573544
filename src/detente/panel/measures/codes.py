"""Names and codes of each state as they were in the year."""

from detente.data.cards import MeasureCard
from detente.panel.choose import FIRST, LAST
from detente.panel.state_codes import states_by_year
from detente.panel.tables import Tables
from detente.registry import measure


@measure(
    MeasureCard(
        id="codes",
        label="Names and codes",
        per="state-year",
        sources=(),
        columns={
            "name": "name of the state at the end of the year, or its last in the year",
            "iso3": (
                "ISO 3166-1 code of the state that carries its code on; null for a state that "
                "ended in the year in one that bears the same code"
            ),
            "gwcode": "Gleditsch-Ward number",
            "microstate": "1 if Gleditsch and Ward list it as a microstate, else 0",
        },
        years=(FIRST, LAST),
    )
)
def codes(table: Tables) -> str:
    """From detente's own table of states; needs no data set. No ISO code twice in a year."""
    return states_by_year()
