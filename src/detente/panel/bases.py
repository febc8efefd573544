"""The rows of a panel before anything is added: who is there in which year, and treaty spells.

A treaty spell is one treaty between two of its members (ATOP): from the later of the two
entries to the earlier of the two exits, the phases of a treaty taken together. It ends as the
treaty does if the treaty ends then (``term``: 1 fulfilled, 2 broken, 3 renegotiated, 0
censored), else as the member that left did (``termmode``: 1 and 5 fulfilled, 2 renegotiated, 3
broken, 4 and 6 censored). A spell in effect is censored at the end of coverage. A state whose code
changes goes on (`detente.states.lineage`): the spell runs through, with the codes of its first day,
and a state has no spell with its own successor.
"""

from collections.abc import Callable, Iterable

from detente.data.as_of import last_day
from detente.data.sql import Sql, Template, joined, literal, sql, tuples, word
from detente.document.labels import PanelUnit
from detente.panel.tables import Tables
from detente.sources import atop_member, cow_states
from detente.states.lineage import renamed

_MEMBERS = Template("""
SELECT ccode, make_date(styear, stmonth, stday) AS entry,
  CASE WHEN (endyear, endmonth, endday) = ({still}, 12, 31) THEN DATE '9999-12-31'
    ELSE make_date(endyear, endmonth, endday) END AS exit
FROM {states}
""")

# two spells that touch one calendar year share it: the later one begins a year later;
# UNNEST keeps the order of the spells, and these are far fewer than the years
_STATE_YEARS = Template("""
WITH member AS ({members}),
spell AS (
  SELECT ccode, greatest(year(entry), {first}) AS begin, least(year(exit), {last}) AS "end"
  FROM member
),
apart AS (
  SELECT ccode, "end", greatest(begin, 1 + coalesce(
    lag("end") OVER (PARTITION BY ccode ORDER BY begin), 0)) AS since
  FROM spell ORDER BY ccode, since
)
SELECT ccode, unnest(range(since, "end" + 1))::INTEGER AS year FROM apart
""")

_DYAD_YEARS = Template("""
WITH member AS ({members}),
spell AS (
  SELECT a.ccode AS ccode1, b.ccode AS ccode2, greatest(year(a.entry), year(b.entry), {first})
    AS begin, least(year(a.exit), year(b.exit), {last}) AS "end"
  FROM member a JOIN member b ON {order} AND a.entry <= b.exit AND b.entry <= a.exit
),
apart AS (
  SELECT ccode1, ccode2, "end", greatest(begin, 1 + coalesce(
    lag("end") OVER (PARTITION BY ccode1, ccode2 ORDER BY begin), 0)) AS since
  FROM spell ORDER BY ccode1, ccode2, since
)
SELECT ccode1, ccode2, unnest(range(since, "end" + 1))::INTEGER AS year FROM apart
""")


_ONE_ORDER = sql("a.ccode < b.ccode")


def _state_years(tables: Tables, first: int, last: int) -> Sql:
    return _STATE_YEARS.fill(members=system_members(tables), first=first, last=last)


def _dyad_years(tables: Tables, first: int, last: int, *, order: Sql = _ONE_ORDER) -> Sql:
    return _DYAD_YEARS.fill(members=system_members(tables), first=first, last=last, order=order)


def dyads(tables: Tables, years: tuple[int, int]) -> Sql:
    """Every pair of states that were members of the system in a year.

    Parameters
    ----------
    tables : Tables
        The sources, in full or as known at a cutoff.
    years : (int, int)
        First and last year.

    Returns
    -------
    Sql
        Rows of ``ccode1 < ccode2`` and ``year``.
    """
    return _dyad_years(tables, *years)


def _directed(tables: Tables, first: int, last: int) -> Sql:
    return _dyad_years(tables, first, last, order=sql("a.ccode <> b.ccode"))


def system_members(tables: Tables) -> Sql:
    """SQL of states with their days of entry and exit; without exit if still members."""
    return _MEMBERS.fill(states=tables["cow-states"], still=cow_states.CARD.coverage[1])


_SPELLS = Template("""
WITH line(ccode, last) AS (VALUES {lines}),
membership AS (
  SELECT atopid, member, termmode, coalesce(line.last, member) AS line,
    make_date(yrent, coalesce(nullif(moent, 0), 1), coalesce(nullif(dayent, 0), 1)) AS entry,
    CASE WHEN yrexit > 0 THEN coalesce(
      make_date(yrexit, nullif(moexit, 0), nullif(dayexit, 0)),
      last_day(make_date(yrexit, coalesce(nullif(moexit, 0), 12), 1))) END AS exit
  FROM {members} LEFT JOIN line ON line.ccode = member
),
stint AS (
  SELECT *, sum(apart) OVER (PARTITION BY atopid, line ORDER BY entry, exit) AS number
  FROM (SELECT *, CASE WHEN entry > lag(exit) OVER (PARTITION BY atopid, line
    ORDER BY entry, exit) + INTERVAL 1 YEAR THEN 1 ELSE 0 END AS apart FROM membership)
),
stay AS (
  SELECT atopid, line, min(entry) AS entry, arg_max(struct_pack(d := exit, m := termmode), entry)
    AS final, list(struct_pack(d := entry, code := member) ORDER BY entry) AS codes
  FROM stint GROUP BY atopid, line, number
),
together AS (
  SELECT a.atopid, greatest(a.entry, b.entry) AS begin, a.codes AS codes1, b.codes AS codes2,
    least(a.final.d, b.final.d) AS exit,
    CASE WHEN coalesce(a.final.d <= b.final.d, b.final.d IS NULL) THEN a.final.m
      ELSE b.final.m END AS termmode
  FROM stay a JOIN stay b ON a.atopid = b.atopid AND a.line < b.line
  WHERE greatest(a.entry, b.entry) <= coalesce(least(a.final.d, b.final.d), {last})
),
coded AS (
  SELECT atopid, begin, exit, termmode,
    list_filter(codes1, lambda c: c.d <= begin)[-1].code AS a,
    list_filter(codes2, lambda c: c.d <= begin)[-1].code AS b
  FROM together
),
pair AS (
  SELECT * EXCLUDE (a, b), least(a, b) AS ccode1, greatest(a, b) AS ccode2 FROM coded
)
SELECT ccode1, ccode2, year(begin)::INTEGER AS year, atopid, begin,
  least(exit, {last}) AS "end",
  date_diff('day', begin, least(exit, {last})) / 365.25 AS duration,
  CASE WHEN exit IS NULL OR exit > {last} THEN 'censored'
    WHEN endyr > 0 AND year(exit) = endyr
      THEN ['censored', 'fulfilled', 'broken', 'renegotiated'][term + 1]
    ELSE CASE termmode WHEN 1 THEN 'fulfilled' WHEN 5 THEN 'fulfilled'
      WHEN 2 THEN 'renegotiated' WHEN 3 THEN 'broken' ELSE 'censored' END
  END AS termination,
  bilat, defense, offense, neutral, nonagg, consul
FROM pair JOIN {alliances} USING (atopid)
WHERE year(begin) BETWEEN {since} AND {until}
ORDER BY ALL
""")


def _spells(tables: Tables, first: int, last: int) -> Sql:
    ends = tables.last(atop_member.CARD.coverage, ("atop-member", "atop-alliance"))
    return _SPELLS.fill(
        lines=tuples(renamed()),
        members=tables["atop-member"],
        alliances=tables["atop-alliance"],
        last=literal(last_day(ends)),
        since=first,
        until=last,
    )


def only(unit: PanelUnit, members: Iterable[tuple[int, int, int]]) -> Sql:
    """Rows of some states in some years: all dyads of one state, of several those among them.

    Parameters
    ----------
    unit : PanelUnit
        Of the panel, as in `detente.panel.create.create_panel`.
    members : iterable of (int, int, int)
        COW code, first and last year.

    Returns
    -------
    Sql
        A query over ``panel``.
    """
    spans = list(members)
    if unit == "state-year":
        return sql("SELECT * FROM panel WHERE {within}", within=_within("ccode", spans))
    sides = [sql("({within})", within=_within(key, spans)) for key in ("ccode1", "ccode2")]
    among = len({code for code, _, _ in spans}) > 1
    return sql(
        "SELECT * FROM panel WHERE {sides}", sides=joined(sides, " AND " if among else " OR ")
    )


def _within(key: str, spans: list[tuple[int, int, int]]) -> Sql:
    return joined(
        (
            sql("({key} = {code} AND year BETWEEN {a} AND {b})", key=word(key), code=code, a=a, b=b)
            for code, a, b in spans
        ),
        " OR ",
    )


SQL: dict[str, Callable[[Tables, int, int], Sql]] = {
    "dyad-year": _dyad_years,
    "directed-dyad-year": _directed,
    "state-year": _state_years,
    "spell": _spells,
}
