"""detente's own table of states as SQL: names and codes of each state in each year."""

from detente.data.sql import Sql, Template, literal, sql, tuples
from detente.panel.choose import FIRST, LAST
from detente.states import states


def states_by_year() -> Sql:
    """SQL of ``ccode``, ``year``, ``name``, ``gwcode``, ``microstate`` and ``iso3``.

    ``ccode`` and ``year`` are a key, and so are ``iso3`` and ``year``: where two states carried one
    ISO code within a year (West Germany and Germany in 1990), the later one has it.
    """
    null = sql("NULL")
    rows = tuples(
        (
            r.ccode,
            literal(r.name),
            literal(r.iso3) if r.iso3 else null,
            r.gwcode or null,
            int(r.microstate),
            literal(r.start),
            r.end.year if r.end else LAST,
        )
        for r in states.records()
    )
    return Template("""
    SELECT ccode, year, name, gwcode, microstate, CASE WHEN row_number() OVER (
      PARTITION BY iso3, year ORDER BY latest DESC) = 1 THEN iso3 END AS iso3
    FROM (SELECT ccode, year, arg_max(name, start) AS name, max_by(iso3, start) AS iso3,
      max_by(gwcode, start) AS gwcode, max(microstate) AS microstate, max(start) AS latest
    FROM (SELECT *, unnest(range(greatest(year(start), {first}), last + 1))::INTEGER AS year
      FROM (VALUES {rows}) record(ccode, name, iso3, gwcode, microstate, start, last))
    GROUP BY ccode, year)
    """).fill(first=FIRST, rows=rows)


def cow_codes() -> Sql:
    """SQL in brackets of the COW code ``ccode`` of each ``iso3`` and ``year``."""
    return sql(
        "(SELECT iso3, year, ccode FROM ({states}) WHERE iso3 IS NOT NULL)", states=states_by_year()
    )
