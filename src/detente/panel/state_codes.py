"""detente's own table of states as SQL: names and codes of each state in each year."""

from detente.data.store import quoted
from detente.panel.choose import FIRST, LAST
from detente.states import states


def states_by_year() -> str:
    """SQL of ``ccode``, ``year``, ``name``, ``gwcode``, ``microstate`` and ``iso3``.

    ``ccode`` and ``year`` are a key, and so are ``iso3`` and ``year``: where two states carried one
    ISO code within a year (West Germany and Germany in 1990), the later one has it.
    """
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


def cow_codes() -> str:
    """SQL in brackets of the COW code ``ccode`` of each ``iso3`` and ``year``."""
    return f"(SELECT iso3, year, ccode FROM ({states_by_year()}) WHERE iso3 IS NOT NULL)"
