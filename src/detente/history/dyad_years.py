"""Partnership dyad-years: every pair with a tie when a year began, and its next rupture.

A pair is at risk while a treaty binds both (ATOP), from the end of a strategic rivalry to the next
rupture, and from the first year on one side of a dispute to the next rupture. Ruptures are those of
`detente.history.rupture`; they recur, and a pair with a treaty stays at risk after one. A pair is
censored in the year in which one of its states leaves the system, but not where the state goes on
under another code: past treaties, rivalries and ruptures, and the next one, are those of its line
(`detente.states.lineage`). A row has the code of its year.

Covariates hold at the end of the year before, or of the last year published by then
(`detente.data.as_of`). The covariates in `HINDSIGHT` rest on rivalry dates, which were set by
coders who knew what followed (``hindsight`` on the card of the source): every result must also be
shown without them.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from detente.data import store
from detente.data.sql import Part, Sql, Template, identifier, joined, sql
from detente.document.labels import RuptureKind
from detente.history.covariates import COALITION, EX_RIVAL, RIVAL, SINCE_RUPTURE, TREATY
from detente.history.dyad_joins import joins
from detente.history.member_sql import STATE_MEASURES, STATES, TREATY_STAYS, delays, known_measures
from detente.history.rows import Ints, Rows, float_column
from detente.history.rupture import BROKEN, across_seams, coalition_years, ruptures
from detente.panel.bases import system_members
from detente.panel.seams import carried_rows
from detente.panel.tables import Tables
from detente.records import Array
from detente.registry import measures

CAUSES = ("broken",)
# name: SQL over the joined tables of ``_JOINED``
COVARIATES: dict[str, str] = {
    TREATY: "treaty",
    RIVAL: "rival",
    EX_RIVAL: "ex_rival",
    COALITION: "coalition",
    SINCE_RUPTURE[0]: "ln(1 + years_since_rupture)",
    SINCE_RUPTURE[1]: "years_since_rupture IS NOT NULL",
    SINCE_RUPTURE[2]: "exp(-coalesce(years_since_rupture, 999) / 5.0)",
    "log ruptures before": "ln(1 + ruptures)",
    "ruptures in ten years": "least(coalesce(ruptures10, 0), 5)",
    "dispute in five years": "exp(-coalesce(years_since_dispute, 999) / 5.0)",
    "dispute before": "years_since_dispute IS NOT NULL",
    "log years since rivalry": "ln(1 + years_since_rivalry)",
    "rivals before": "years_since_rivalry IS NOT NULL",
    "log years since one side": "ln(1 + years_since_together)",
    "recently on one side": "exp(-coalesce(years_since_together, 999) / 10.0)",
    "log age of the tie": "ln(1 + tie_age)",
    "defence": "coalesce(atop_defense, 0)",
    "offence": "coalesce(atop_offense, 0)",
    "neutrality": "coalesce(atop_neutral, 0)",
    "non-aggression": "coalesce(atop_nonagg, 0)",
    "consultation": "coalesce(atop_consul, 0)",
    "bilateral treaty": "coalesce(bilateral, 0)",
    "log members of the smallest treaty": "ln(smallest)",
    "military institutions": "milinst",
    "formality": "formal",
    "neighbours by land": "coalesce(conttype, 0) = 1",
    "neighbours by sea": "coalesce(conttype, 0) BETWEEN 2 AND 5",
    "log distance": "ln(1 + mindist)",
    "a major power": "a_major",
    "both major powers": "all_major",
    "log power of the strongest": "ln(power + 0.00001)",
    "log power of the weakest": "ln(power_least + 0.00001)",
    "share of the strongest": "power_share",
    "largest change of power in five years": "dpower",
    "mean polyarchy": "polyarchy",
    "range of polyarchy": "polyarchy_gap",
    "largest change of polyarchy in three years": "dpolyarchy",
    "largest change of polity in three years": "dpolity",
    "changes of leader's coalition": "sols3",
    "changes of regime": "regime3",
    "changes of leader": "leader3",
    "irregular changes of leader": "irregular3",
    "civil conflict": "internal",
    "mean threat": "threat",
    "quarrels of the more quarrelsome": "ln(1 + greatest(coalesce(qa.n, 0), coalesce(qb.n, 0)))",
    "quarrels of the less quarrelsome": "ln(1 + least(coalesce(qa.n, 0), coalesce(qb.n, 0)))",
    "quarrels in all": "world3",
    "shared rivals": "least(coalesce(shared_rivals, 0), 5)",
    "rivals allied to the other": "ln(1 + coalesce(crossed, 0))",
    "distance of ideal points": "ideal_distance",
    "likeness of alliances, S": "s_valued",
    "likeness of alliances, pi": "pi_valued",
    "log shared organisations": "ln(1 + dyadigos)",
    "log trade": "ln(1 + flow1 + flow2)",
    "new treaties with others in three years": "ln(1 + coalesce(na.n, 0) + coalesce(nb.n, 0) "
    "- 2 * coalesce(nt.n, 0))",
}
HINDSIGHT = (
    RIVAL,
    EX_RIVAL,
    "log years since rivalry",
    "rivals before",
    "shared rivals",
    "rivals allied to the other",
)

_EVENTS = Template("""
counted AS (
  SELECT *, count(*) OVER w AS ruptures FROM past_rupture
  WINDOW w AS (PARTITION BY ccode1, ccode2 ORDER BY year)
),
over AS (
  SELECT ccode1, ccode2, stop AS year FROM past_rivalry
),
tied AS (
  SELECT a.atopid, a.member AS ccode1, b.member AS ccode2, year,
    greatest(a.since, b.since) AS since
  FROM bound a JOIN bound b USING (atopid, year) WHERE a.member < b.member
),
treaty AS (
  SELECT ccode1, ccode2, year, min(since) AS since, min(size) AS smallest, max(bilat) AS bilateral
  FROM tied JOIN size USING (atopid, year) GROUP BY ALL
),
former AS (
  SELECT ccode1, ccode2, min(year) AS first
  FROM (SELECT * FROM over UNION ALL SELECT * FROM past_together) GROUP BY ALL
),
candidate AS (
  SELECT ccode1, ccode2, year FROM treaty UNION
  SELECT ccode1, ccode2, unnest(range(greatest(first + 1, 1817), {reach} + 1))::INTEGER FROM former
  UNION SELECT a.ccode, b.ccode, unnest({every}::INTEGER[]) FROM member a JOIN member b
    ON a.ccode < b.ccode
  UNION SELECT u // 1000, u % 1000, {reach} FROM (SELECT unnest({also}::INTEGER[]) AS u)
),
near AS (
  SELECT DISTINCT ccode1, ccode2,
    unnest(range(year - {margin}, least(year + {margin}, {reach}) + 1))::INTEGER AS year
  FROM candidate
),
""")

_TIES = Template("""
bound AS (
  SELECT DISTINCT s.atopid, s.member, least(s.entry, coalesce(before.entry, 9999)) AS since,
    unnest(range(greatest(s.entry, 1815) + 1, least(s.exit, {reach}) + 1))::INTEGER AS year
  FROM stay s LEFT JOIN (SELECT a.atopid, ccode AS member, entry, exit
    FROM stay a JOIN legacy ON a.member = past) before
    ON before.atopid = s.atopid AND before.member = s.member
    AND s.entry - before.exit BETWEEN 0 AND 1
),
size AS (
  SELECT atopid, year, count(DISTINCT member) AS size, any_value(bilat) AS bilat
  FROM bound JOIN life USING (atopid) GROUP BY ALL
),
""")

_AT_RISK = Template("""
here AS (
  SELECT c.ccode1, c.ccode2, year, least(a.gone, b.gone) AS gone
  FROM near c JOIN member a ON a.ccode = c.ccode1 JOIN member b ON b.ccode = c.ccode2
  WHERE make_date(year - 1, 12, 31) >= greatest(a.entry, b.entry)
    AND make_date(year - 1, 12, 31) < least(a.exit, b.exit)
    AND year <= {reach}
),
marked AS (
  SELECT h.*, t.since, t.smallest, t.bilateral, p.year AS past, p.ruptures, n.year AS next,
    g.year AS stood, o.year AS ended, coalesce(r.stop >= h.year - 1, false) AS rival
  FROM here h
  LEFT JOIN treaty t USING (ccode1, ccode2, year)
  ASOF LEFT JOIN counted p ON (p.ccode1, p.ccode2) = (h.ccode1, h.ccode2) AND p.year < h.year
  ASOF LEFT JOIN next_rupture n
    ON (n.ccode1, n.ccode2) = (h.ccode1, h.ccode2) AND n.year >= h.year
  ASOF LEFT JOIN past_together g ON (g.ccode1, g.ccode2) = (h.ccode1, h.ccode2) AND g.year < h.year
  ASOF LEFT JOIN over o ON (o.ccode1, o.ccode2) = (h.ccode1, h.ccode2) AND o.year < h.year - 1
  ASOF LEFT JOIN past_rivalry r ON (r.ccode1, r.ccode2) = (h.ccode1, h.ccode2) AND r.begin < h.year
),
atrisk AS (
  SELECT ccode1, ccode2, ccode1 * 1000 + ccode2 AS unit, year, gone,
    CASE WHEN next <= least({last}, gone) THEN next ELSE least({last}, gone - 1) END AS stop,
    coalesce(next <= least({last}, gone), false) AS cause,
    (since IS NOT NULL) AS treaty, rival, smallest, bilateral, year - since AS tie_age,
    coalesce(NOT rival AND ended >= coalesce(past, 0), false) AS ex_rival,
    coalesce(stood >= coalesce(past, 0), false) AS coalition,
    coalesce(ruptures, 0) AS ruptures, year - past AS years_since_rupture,
    year - stood AS years_since_together,
    CASE WHEN rival THEN 0 ELSE year - 1 - ended END AS years_since_rivalry
  FROM marked
  WHERE {margin} > 0 OR list_contains({every}::INTEGER[], year)
    OR since IS NOT NULL OR stood >= coalesce(past, 0)
    OR (NOT rival AND ended >= coalesce(past, 0))
),
inside AS (
  SELECT unit, year, ccode1 AS member FROM atrisk
  UNION ALL SELECT unit, year, ccode2 FROM atrisk
),
""")

_AROUND = Template("""
own_quarrel AS (
  SELECT ccode1 AS ccode, year FROM rupture UNION ALL SELECT ccode2, year FROM rupture
),
quarrel AS (
  SELECT ccode, unnest(range(year + 1, year + 11))::INTEGER AS year FROM (
    FROM own_quarrel UNION ALL
    SELECT l.ccode, year FROM own_quarrel q JOIN legacy l ON l.past = q.ccode AND year <= until)
),
quarrels AS (SELECT ccode, year, count(*) AS n FROM quarrel GROUP BY ALL),
often AS (
  SELECT ccode1, ccode2, year, count(*) AS ruptures10 FROM (
    SELECT ccode1, ccode2, unnest(range(year + 1, year + 11))::INTEGER AS year FROM past_rupture)
  GROUP BY ALL
),
joined AS (
  SELECT atopid, member, unnest(range(min(since) + 1, min(since) + 4))::INTEGER AS year
  FROM bound GROUP BY atopid, member
),
fresh AS (SELECT member AS ccode, year, count(*) AS n FROM joined GROUP BY ALL),
fresh_tie AS (
  SELECT a.member AS ccode1, b.member AS ccode2, year, count(*) AS n
  FROM joined a JOIN joined b USING (atopid, year) WHERE a.member < b.member GROUP BY ALL
),
yearly AS (SELECT year, avg((cause AND stop = year)::INTEGER) AS share FROM atrisk GROUP BY ALL),
world AS (
  SELECT year, avg(share) OVER (ORDER BY year ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS world3
  FROM yearly
),
enemy AS (
  SELECT ccode1 AS a, ccode2 AS b, year FROM ({rivalries})
  UNION ALL SELECT ccode2, ccode1, year FROM ({rivalries})
),
friend AS (SELECT DISTINCT ccode1 AS a, ccode2 AS b, year FROM ({alliances}) WHERE atop_any = 1),
own_triad AS (
  SELECT least(e.a, f.a) AS ccode1, greatest(e.a, f.a) AS ccode2, e.year, count(*) AS crossed
  FROM enemy e JOIN friend f ON e.b = f.b AND e.year = f.year AND e.a <> f.a GROUP BY ALL
),
own_owed AS (
  SELECT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2, year,
    max(atop_defense) AS atop_defense, max(atop_offense) AS atop_offense,
    max(atop_neutral) AS atop_neutral, max(atop_nonagg) AS atop_nonagg,
    max(atop_consul) AS atop_consul
  FROM ({alliances}) GROUP BY ALL
),
triad AS ({triad}), owed AS ({owed})
""")
_OWED = tuple(f"atop_{kind}" for kind in ("defense", "offense", "neutral", "nonagg", "consul"))
# a state whose code changes on a day goes on; one that is occupied leaves
_MEMBERS = Template("""
listed AS ({members}),
member AS (
  SELECT m.*, year(coalesce(h.exit, m.exit)) AS gone
  FROM listed m LEFT JOIN future f ON f.ccode = m.ccode
  LEFT JOIN listed h ON h.ccode = f.past AND date_diff('day', m.exit, h.entry) BETWEEN 0 AND 1
),
""")

_NOTHING = sql("")


@dataclass(frozen=True, kw_only=True)
class Definition:
    """What ends a tie, and the covariates of its rows in addition to `COVARIATES`.

    ``ruptures`` names the kinds (`detente.history.rupture.ruptures`). ``tables`` is SQL of more
    common table expressions, each with a comma behind it, ``joins`` of joins to ``d``, the rows at
    risk, and ``covariates`` of what is read from them. ``names`` are the covariates that are
    computed, all by default; sources that none of them needs are not read. A pair also has rows in
    the ``margin`` of years before and after each of a tie, and in the years ``every`` all pairs
    have one, the units ``also`` in the last; ``reach`` is that year, by default the one after the
    dispute data. Beyond these a tie is carried forward, and ``stop`` says nothing.
    """

    ruptures: tuple[RuptureKind, ...] = BROKEN
    tables: Sql = _NOTHING
    joins: Sql = _NOTHING
    covariates: Mapping[str, str] = field(default_factory=dict)
    names: Collection[str] = ()
    margin: int = 0
    every: tuple[int, ...] = ()
    also: tuple[int, ...] = ()
    reach: int | None = None

    def chosen(self) -> dict[str, Sql]:
        """SQL of the covariates that are computed, by name."""
        every = {**COVARIATES, **self.covariates}
        return {n: Sql(text) for n, text in every.items() if not self.names or n in self.names}


def dyad_years(cutoff: int | None = None) -> Rows:
    """Build the partnership dyad-years from the local store; a unit is ccode1 * 1000 + ccode2.

    With a ``cutoff`` only what was known at the end of that year is read, which changes no
    covariate of a row up to the year after. Rows go to the year after the dispute data. A rupture
    is a rivalry or any dispute.

    Raises
    ------
    MissingData
        If a source that a covariate needs was not pulled.
    """
    return partnership_years(Tables(cutoff), Definition())[0]


def partnership_years(tables: Tables, definition: Definition) -> tuple[Rows, Ints]:
    """Partnership dyad-years by a definition of rupture.

    Parameters
    ----------
    tables : Tables
        The sources, in full or as known at a cutoff.
    definition : Definition
        What ends a tie, and more covariates.

    Returns
    -------
    tuple of (Rows, array of int)
        The rows, and the year in which one of the two states leaves the system, shape (n,).

    Raises
    ------
    MissingData
        If a source that a covariate needs was not pulled.
    """
    names = tuple(definition.chosen())
    columns = store.connect().execute(_query(tables, definition)).fetchnumpy()
    x: Array = np.column_stack([float_column(columns[name]) for name in names])
    unit, year, stop, cause, gone = (
        np.asarray(columns[name]).astype(int) for name in ("unit", "year", "stop", "cause", "gone")
    )
    rows = Rows(unit=unit, year=year, stop=stop, cause=cause, causes=CAUSES, names=names, x=x)
    return rows, gone


def _query(tables: Tables, definition: Definition) -> Sql:
    chosen = definition.chosen()
    columns = joined(
        sql("({value})::DOUBLE AS {name}", value=value, name=identifier(name))
        for name, value in chosen.items()
    )
    return _ROWS.fill(
        parts=joined(_parts(tables, definition), " "),
        columns=columns,
        measures=joins(tables, columns),
        joins=definition.joins,
    )


_ROWS = Template(
    "WITH {parts} SELECT d.unit, d.year, stop, cause, gone, {columns} "
    "FROM (SELECT *, year - 1 AS cutoff FROM atrisk) d "
    "LEFT JOIN sides s ON (s.unit, s.year) = (d.unit, d.year) "
    "{measures} {joins} ORDER BY d.unit, d.year"
)


def _parts(tables: Tables, definition: Definition) -> Iterator[Sql]:
    """Common table expressions, each with a comma behind it but the last."""
    last = tables.last(measures()["disputes"].card.years, ("gml-disputes",))
    span: dict[str, Part] = {
        "last": last,
        "reach": last + 1 if definition.reach is None else definition.reach,
        "margin": definition.margin,
        "every": sql("[{years}]", years=joined(definition.every)),
        "also": sql("[{units}]", units=joined(definition.also)),
    }
    seams = joined([coalition_years(tables, up_to_year=True), across_seams()])
    states = known_measures(STATE_MEASURES, tables)
    back, two_members = delays(STATE_MEASURES), _NOTHING
    yield sql("{ruptures},", ruptures=ruptures(tables, kinds=definition.ruptures))
    yield sql("{seams}, {more}", seams=seams, more=definition.tables)
    yield _MEMBERS.fill(members=system_members(tables))
    yield sql("{stays},", stays=TREATY_STAYS.fill(tables=tables))
    yield _TIES.fill(**span)
    yield _EVENTS.fill(**span)
    yield _AT_RISK.fill(**span)
    sides = STATES.fill(key=sql("unit"), ordered=two_members, back=back, **states)
    yield sql("{sides},", sides=sides)
    yield _AROUND.fill(
        rivalries=measures()["rivalries"].query(tables),
        alliances=measures()["alliances"].query(tables),
        triad=carried_rows(sql("FROM own_triad"), ("ccode1", "ccode2"), ("crossed",)),
        owed=carried_rows(sql("FROM own_owed"), ("ccode1", "ccode2"), _OWED),
    )
