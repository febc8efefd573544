"""ISO 3166-1 codes of sources as COW codes, year by year."""

from detente.data.store import quoted
from detente.panel.choose import LAST
from detente.states import states


def cow_codes() -> str:
    """SQL of the COW code of each ISO-3 code and year, from detente's own table of states.

    Where two states carried one code within a year (West Germany and Germany in 1990), it is that
    of the later one. Columns ``iso3``, ``year`` (the key) and ``ccode``.
    """
    rows = ", ".join(
        f"({r.ccode}, {quoted(r.iso3)}, {r.start.year}, {r.end.year if r.end else LAST})"
        for r in states.records()
        if r.iso3
    )
    return f"""(
    SELECT iso3, year, arg_max(ccode, start) AS ccode
    FROM (SELECT *, unnest(range(start, last + 1))::INTEGER AS year
      FROM (VALUES {rows}) record(ccode, iso3, start, last))
    GROUP BY iso3, year)"""
