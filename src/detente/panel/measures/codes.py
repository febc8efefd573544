"""Names and codes of each state as they were in the year."""

from detente.data.cards import MeasureCard
from detente.data.store import quoted
from detente.panel.choose import FIRST, LAST
from detente.panel.tables import Tables
from detente.registry import measure
from detente.states import states


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
    rows = ", ".join(
        f"({r.ccode}, {quoted(r.name)}, {quoted(r.iso3) if r.iso3 else 'NULL'}, "
        f"{r.gwcode or 'NULL'}, {int(r.microstate)}, DATE '{r.start}', "
        f"{r.end.year if r.end else LAST})"
        for r in states.records()
    )
    return f"""
    SELECT ccode, year, name, gwcode, microstate, CASE WHEN row_number() OVER (
      PARTITION BY iso3, year ORDER BY latest DESC) = 1 THEN iso3 END AS iso3
    FROM (SELECT ccode, year, arg_max(name, start) AS name, max_by(iso3, start) AS iso3,
      max_by(gwcode, start) AS gwcode, max(microstate) AS microstate, max(start) AS latest
    FROM (SELECT *, unnest(range(greatest(year(start), {FIRST}), last + 1))::INTEGER AS year
      FROM (VALUES {rows}) record(ccode, name, iso3, gwcode, microstate, start, last))
    GROUP BY ccode, year)
    """
