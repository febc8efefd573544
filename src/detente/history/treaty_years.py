"""Treaty-years: every alliance alive when a year began, with what was known of it (ATOP).

The terms are those of the phase in force at the end of the year before, not of the last one.
Attributes of the members are missing between two phases in which a treaty bound no state (ATOP
2340, 1963 to 1995), and where the member file lists none. Covariates hold at the end of the year
before, or of the last year published by then (`detente.data.as_of`). A treaty that ended because a
member lost independence is censored in that year: it was alive when the year began, and whether it
would have ended is unknown. A member whose code changes neither leaves nor joins, and what is known
of it before is known after (`detente.states.lineage`).
"""

import numpy as np

from detente.data import store
from detente.data.sql import Sql, Template, identifier, joined, sql
from detente.history.member_sql import (
    BY_MEMBER,
    STATE_MEASURES,
    STATES,
    delays,
    known_measures,
)
from detente.history.rows import Rows, float_column
from detente.panel.seams import legacies
from detente.panel.tables import Tables
from detente.records import Array
from detente.registry import sources

CAUSES = ("fulfilled", "broken", "renegotiated")

# name: SQL over the joined tables of ``_JOINED``
COVARIATES: dict[str, str] = {
    "log age": "ln(1 + year - begyr)",
    "first three years": "year - begyr <= 3",
    "first ten years": "year - begyr <= 10",
    "bilateral": "bilat",
    "signed in war": "wartime",
    "signed in war, which is over": "wartime = 1 AND at_war = 0",
    "defence": "defense",
    "offence": "offense",
    "neutrality": "neutral",
    "non-aggression": "nonagg",
    "consultation": "consul",
    "unequal obligations": "asymm",
    "conditional": "conditio",
    "ratified": "estmode",
    "threat named": "specthrt > 0",
    "fixed term": "speclgth = 1",
    "term until an event": "speclgth = 2",
    "indefinite": "speclgth = 3",
    "term of five years or less": "speclgth = 1 AND length <= 60",
    "term ends this year": "length > 0 AND months < length AND months + 12 >= length",
    "term runs on": "length > 0 AND months + 12 < length",
    "term has passed": "length > 0 AND months >= length",
    "term passed within two years": "length > 0 AND months BETWEEN length AND length + 24",
    "decades of term left": "CASE WHEN length > months THEN least(length - months, 240) / 120 "
    "ELSE 0 END",
    "renewal falls due": "length > 0 AND months >= length AND "
    "(months - length) % greatest(coalesce(nullif(renewlgt, 0), length), 1) > "
    "greatest(coalesce(nullif(renewlgt, 0), length), 1) - 12",
    "renewed by default": "proren = 2",
    "renewed by act": "proren = 1",
    "may be renounced": "renounce > 0",
    "military aid": "milaid > 0",
    "joint bodies": "organ1",
    "integrated command": "intcom",
    "bases": "base > 0",
    "log members": "ln(members)",
    "members left in three years": "left3",
    "members joined in three years": "joined3",
    "largest change of polity in three years": "dpolity",
    "largest change of polyarchy in three years": "dpolyarchy",
    "mean polyarchy": "polyarchy",
    "range of polyarchy": "polyarchy_gap",
    "largest change of power in five years": "dpower",
    "share of the strongest": "power_share",
    "log power of the strongest": "ln(power + 0.00001)",
    "changes of leader's coalition": "sols3",
    "changes of regime": "regime3",
    "changes of leader": "leader3",
    "irregular changes of leader": "irregular3",
    "civil conflict": "internal",
    "a major power": "a_major",
    "all major powers": "all_major",
    "mean threat": "threat",
    "rivals inside": "rival",
    "dispute inside": "dispute",
    "recent dispute inside": "exp(-coalesce(since_dispute, 99) / 10.0)",
    "war inside": "war",
    "mean distance of ideal points": "ideal",
    "largest distance of ideal points": "ideal_max",
    "neighbours by land": "touch",
    "shared rivals": "shared",
    "likeness of alliances, S": "s",
    "likeness of alliances, pi": "pi",
    "log shared organisations": "ln(1 + igos)",
    "treaties that ended last year": "ended1",
    "treaties that ended in three years": "ended3",
    "members' treaties ended last year": "own1",
    "members' treaties ended in three years": "own3",
    "share of a member's treaties ended": "own_share",
}

_NAMES = tuple(COVARIATES)
TERMS = _NAMES[_NAMES.index("bilateral") : _NAMES.index("log members")]
CLUSTERING = _NAMES[_NAMES.index("treaties that ended last year") :]

_TREATY = Template("""
{legacies},
life AS (
  SELECT atopid, begyr, coalesce(nullif(begmo, 0), 6) AS begmo,
    CASE WHEN ineffect = 1 OR coalesce(endyr, 0) = 0 THEN {last} WHEN term = 0 THEN endyr - 1
      ELSE endyr END AS stop,
    CASE WHEN ineffect = 1 OR coalesce(endyr, 0) = 0 THEN 0 ELSE term END AS cause,
    CASE WHEN ineffect = 1 OR coalesce(endyr, 0) = 0 THEN {last} ELSE endyr END AS final
  FROM {tables[atop-alliance]}
),
alive AS (
  SELECT atopid, begyr, begmo, stop, cause, unnest(range(begyr + 1, final + 1))::INTEGER AS year
  FROM life
),
terms AS (
  SELECT a.*, p.* EXCLUDE (atopid, begyr, begmo, endyr, endmo, endday, ineffect, term),
    12 * a.year - 12 * p.begyr - coalesce(nullif(p.begmo, 0), 6) + 1 AS months
  FROM alive a JOIN {tables[atop-phase]} p ON p.atopid = a.atopid AND p.begyr < a.year
  QUALIFY row_number() OVER (PARTITION BY a.atopid, a.year ORDER BY p.phase DESC) = 1
),
stint AS (
  SELECT atopid, member, yrent AS entry, CASE WHEN yrexit > 0 THEN yrexit ELSE 9999 END AS exit
  FROM {tables[atop-member]}
),
handover AS (
  SELECT a.atopid, a.member AS before, b.member AS after, a.exit, b.entry
  FROM stint a JOIN legacy ON a.member = past JOIN stint b ON b.atopid = a.atopid
    AND b.member = ccode AND b.entry - a.exit BETWEEN 0 AND 1
),
member AS (
  SELECT s.*, EXISTS (FROM handover h WHERE h.atopid = s.atopid AND h.before = s.member
      AND h.exit = s.exit) AS goes_on,
    EXISTS (FROM handover h WHERE h.atopid = s.atopid AND h.after = s.member
      AND h.entry = s.entry) AS goes_before
  FROM stint s
),
inside AS (
  SELECT DISTINCT a.atopid, a.year, m.member FROM alive a JOIN member m USING (atopid)
  WHERE m.entry < a.year AND m.exit >= a.year
),
stay AS (
  SELECT a.atopid, a.year, any_value(a.begyr) AS begyr, member, min(entry) AS entry,
    max(exit) AS exit, arg_max(goes_on, exit) AS goes_on, arg_min(goes_before, entry) AS goes_before
  FROM alive a JOIN member m ON m.atopid = a.atopid AND m.entry < a.year GROUP BY ALL
),
turnover AS (
  SELECT atopid, year,
    count(*) FILTER (exit BETWEEN year - 3 AND year - 1 AND NOT goes_on) AS left3,
    count(*) FILTER (entry >= year - 3 AND entry > begyr AND NOT goes_before) AS joined3
  FROM stay GROUP BY ALL
),
yearly AS (
  SELECT year, avg((stop = year AND cause > 0)::INTEGER) AS share FROM alive GROUP BY ALL
),
around AS (
  SELECT year, lag(share) OVER w AS ended1, avg(share) OVER (ORDER BY year ROWS BETWEEN 3
    PRECEDING AND 1 PRECEDING) AS ended3 FROM yearly WINDOW w AS (ORDER BY year)
),
own_lost AS (
  SELECT DISTINCT member, stop AS year, atopid FROM life JOIN member USING (atopid)
  WHERE cause > 0 AND exit >= stop
),
lost AS (
  SELECT member, year, count(DISTINCT atopid) AS n FROM (
    FROM own_lost UNION ALL SELECT ccode, year, atopid
    FROM own_lost JOIN legacy ON member = past AND year <= until)
  GROUP BY ALL
),
held AS (SELECT member, year, count(*) AS n FROM inside GROUP BY ALL),
losses AS (
  SELECT i.atopid, i.year, i.member, coalesce(sum(l.n) FILTER (l.year = i.year - 1), 0) AS n1,
    coalesce(sum(l.n), 0) AS n3, any_value(h.n) AS held
  FROM inside i LEFT JOIN lost l ON l.member = i.member AND l.year BETWEEN i.year - 3 AND i.year - 1
    JOIN held h ON h.member = i.member AND h.year = i.year
  GROUP BY ALL
),
own AS (
  SELECT atopid, year, count(*) AS members, max(least(n1, 3)) AS own1, max(least(n3, 5)) AS own3,
    max(n3 / (held + n3)) AS own_share
  FROM losses GROUP BY ALL
)
""")

_PAIRS = Template("""
pair AS (
  SELECT a.atopid, a.year, a.member AS ccode1, b.member AS ccode2
  FROM inside a JOIN inside b USING (atopid, year) WHERE a.member < b.member
),
between AS (
  SELECT atopid, pair.year, max(coalesce(rivalry, 0)) AS rival,
    max(coalesce(gmlmidongoing, 0)) AS dispute, min(years_since_dispute) AS since_dispute,
    max(coalesce(cowwarongoing, 0)) AS war,
    avg(ideal_distance ORDER BY pair.ccode1, pair.ccode2) AS ideal,
    max(ideal_distance) AS ideal_max, max((conttype = 1)::INTEGER) AS touch,
    max(coalesce(shared_rivals, 0)) AS shared, avg(s_valued ORDER BY pair.ccode1, pair.ccode2) AS s,
    avg(pi_valued ORDER BY pair.ccode1, pair.ccode2) AS pi,
    avg(dyadigos ORDER BY pair.ccode1, pair.ccode2) AS igos
  FROM pair
  LEFT JOIN ({rivalries}) r
    ON (r.ccode1, r.ccode2, r.year) = (pair.ccode1, pair.ccode2, pair.year - {back[rivalries]})
  LEFT JOIN ({disputes}) d
    ON (d.ccode1, d.ccode2, d.year) = (pair.ccode1, pair.ccode2, pair.year - {back[disputes]})
  LEFT JOIN ({since}) y
    ON (y.ccode1, y.ccode2, y.year) = (pair.ccode1, pair.ccode2, pair.year - {back[since]})
  LEFT JOIN ({wars}) w
    ON (w.ccode1, w.ccode2, w.year) = (pair.ccode1, pair.ccode2, pair.year - {back[wars]})
  LEFT JOIN ({ideal}) u
    ON (u.ccode1, u.ccode2, u.year) = (pair.ccode1, pair.ccode2, pair.year - {back[ideal]})
  LEFT JOIN ({contiguity}) c
    ON (c.ccode1, c.ccode2, c.year) = (pair.ccode1, pair.ccode2, pair.year - {back[contiguity]})
  LEFT JOIN ({shared}) h
    ON (h.ccode1, h.ccode2, h.year) = (pair.ccode1, pair.ccode2, pair.year - {back[shared]})
  LEFT JOIN ({similarity}) s
    ON (s.ccode1, s.ccode2, s.year) = (pair.ccode1, pair.ccode2, pair.year - {back[similarity]})
  LEFT JOIN ({igos}) o
    ON (o.ccode1, o.ccode2, o.year) = (pair.ccode1, pair.ccode2, pair.year - {back[igos]})
  GROUP BY ALL
),
fighting AS (
  SELECT DISTINCT ccode1 AS ccode, year FROM ({wars}) WHERE cowwarongoing = 1
),
wartime AS (
  SELECT i.atopid, i.year, max((f.ccode IS NOT NULL)::INTEGER) AS at_war
  FROM inside i LEFT JOIN fighting f ON f.ccode = i.member AND f.year = i.year - {back[wars]}
  GROUP BY ALL
)
""")

_JOINED = sql("""
terms JOIN around USING (year)
LEFT JOIN own USING (atopid, year) LEFT JOIN turnover USING (atopid, year)
LEFT JOIN sides USING (atopid, year) LEFT JOIN wartime USING (atopid, year)
LEFT JOIN between USING (atopid, year)
""")
_MEASURES = {
    **STATE_MEASURES,
    "rivalries": "rivalries",
    "disputes": "disputes",
    "since": "dispute-years",
    "wars": "wars",
    "ideal": "un-distance",
    "contiguity": "contiguity",
    "shared": "shared-rivals",
    "similarity": "similarity",
    "igos": "igos",
}


def treaty_years(cutoff: int | None = None) -> Rows:
    """Build the treaty-years from the local store; `Rows.known` hides what came later.

    With a ``cutoff`` only what was known at the end of that year is read, which changes no
    covariate of a row up to the year after.

    Raises
    ------
    MissingData
        If a source that a covariate needs was not pulled.
    """
    connection = store.connect()
    columns = connection.execute(_query(Tables(cutoff))).fetchnumpy()
    x: Array = np.column_stack([float_column(columns[name]) for name in COVARIATES])
    keys = (np.asarray(columns[name]).astype(int) for name in ("atopid", "year", "stop", "cause"))
    unit, year, stop, cause = keys
    return Rows(
        unit=unit,
        year=year,
        stop=stop,
        cause=cause,
        causes=CAUSES,
        names=tuple(COVARIATES),
        x=x,
    )


def _query(tables: Tables) -> Sql:
    back, named = delays(_MEASURES), known_measures(_MEASURES, tables)
    last = sources()["atop-alliance"].coverage[1]
    parts = [
        _TREATY.fill(tables=tables, legacies=legacies(), last=last),
        STATES.fill(key=sql("atopid"), ordered=BY_MEMBER, back=back, **named),
        _PAIRS.fill(back=back, **named),
    ]
    return _ROWS.fill(
        parts=joined(parts),
        columns=joined(
            sql("({value})::DOUBLE AS {name}", value=Sql(value), name=identifier(name))
            for name, value in COVARIATES.items()
        ),
        source=_JOINED,
    )


_ROWS = Template(
    "WITH {parts} SELECT atopid, year, stop, cause, {columns} FROM {source} ORDER BY atopid, year"
)
