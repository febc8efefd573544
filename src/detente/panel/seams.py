"""Codes by date when a source is read, and values carried over a change of code, as SQL.

Some compiled lists use one code for a state throughout (255 for West Germany, 679 for North Yemen).
`MAPS` names them; `by_date` gives each row the code that its state had in the row's year, from
`detente.states.lineage`. Where the source also has a row under that code, that row stands and the
other is left out. A code that stands for no state of the year stays: the panel has no row for it.

`carried` gives a table of states or pairs the earlier rows of the codes whose history they carry
on, so that what is known of 260 in 1990 is known of 255 in 1991. It never changes a row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.data.sql import Sql, Template, identifier, joined, sql, tuples, word
from detente.registry import Measure
from detente.states.lineage import FIRST_YEAR, code_spans, inherited, line, links

if TYPE_CHECKING:
    from detente.panel.tables import Tables


@dataclass(frozen=True, kw_only=True)
class CodeMap:
    """How the codes of one source are read by date.

    Attributes
    ----------
    codes : tuple of str
        Columns with COW codes.
    year : str
        Column with the year whose code is needed.
    key : tuple of str
        Columns that name a row; empty if a row may be there twice.
    values : tuple of str
        Columns without which a row is empty: one under the right code yields to one with values.
    on_new_year : bool
        Whether a value is that of the first of January; else a code that was in use on any day of
        the year stays.
    misnamed : tuple of (Sql, int, int)
        SQL of a condition, the code that the source has there, and the code of the state that its
        label names.
    why : str
        What is wrong in the source.
    """

    codes: tuple[str, ...]
    year: str
    key: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    on_new_year: bool = False
    misnamed: tuple[tuple[Sql, int, int], ...] = ()
    why: str


MAPS: dict[str, CodeMap] = {
    "atop-alliance": CodeMap(
        codes=("mem1", "mem2"),
        year="begyr",
        why="West Germany is 255 in treaties of 1963, 1970 and 1973",
    ),
    "gwf-regimes": CodeMap(
        codes=("cowcode",),
        year="year",
        key=("cowcode", "year"),
        on_new_year=True,
        why="West Germany is 255, united Yemen is 678",
    ),
    "peace-dyadyear": CodeMap(
        codes=("ccode1", "ccode2"),
        year="year",
        key=("ccode1", "ccode2", "year"),
        why="West Germany is 255",
    ),
    "td-rivalries": CodeMap(
        codes=("ccode1", "ccode2"),
        year="styear",
        why="North Yemen is 679, precolonial Vietnam 816, Gran Colombia 100",
    ),
    "trade-stateyear": CodeMap(
        codes=("ccode",),
        year="year",
        key=("ccode", "year"),
        values=("imports", "exports"),
        why="West Germany is 255 in 1960-1990; 265 and 315 have rows of 2007-2009",
    ),
    "tss-rivalries": CodeMap(
        codes=("ccode1", "ccode2"),
        year="start",
        misnamed=(
            (sql("tssr_id = 158"), 679, 680),  # Oman-S. Yemen
            (sql("tssr_id = 165"), 438, 411),  # Eguatorial Guinea-Gabon
        ),
        why="Austria-Hungary is 305 in two, both Yemens are 679, precolonial Vietnam is 816",
    ),
}


_RENAMED = Template(
    "CASE WHEN {condition} AND {code} = {wrong} THEN {right} ELSE {code} END AS {code}"
)


def by_date(source: str, rows: Sql) -> Sql:
    """Rows of a source with the codes of the states of their years; unchanged without a map.

    Parameters
    ----------
    source : str
        Id of the source.
    rows : Sql
        Its rows, in brackets.

    Returns
    -------
    Sql
        In brackets, to stand after FROM.
    """
    code_map = MAPS.get(source)
    if code_map is None:
        return rows
    for condition, wrong, right in code_map.misnamed:
        new = [
            _RENAMED.fill(condition=condition, code=word(code), wrong=wrong, right=right)
            for code in code_map.codes
        ]
        rows = sql("(SELECT * REPLACE ({new}) FROM {rows})", new=joined(new), rows=rows)
    return _coded(rows, code_map)


def with_codes_by_year(rows: Sql, codes: Sequence[str] = ("ccode1", "ccode2")) -> Sql:
    """Rows of years with the codes that the states had in each; a row that is there wins.

    Parameters
    ----------
    rows : Sql
        Rows with a column ``year``.
    codes : sequence of str
        Columns with COW codes.

    Returns
    -------
    Sql
        Rows of the same columns.
    """
    code_map = CodeMap(codes=tuple(codes), year="year", key=(*codes, "year"), why="")
    return sql("SELECT * FROM {rows}", rows=_coded(sql("({rows})", rows=rows), code_map))


def carried(measure: Measure, tables: "Tables", *, parts: bool = False) -> Sql:
    """A measure with the rows of the principal predecessor where a state has no value of its own.

    Parameters
    ----------
    measure : Measure
        Of states or pairs by year.
    tables : Tables
        The sources, in full or as known at a cutoff.
    parts : bool, default False
        Whether the least value of all states that united counts, as for a distance.

    Returns
    -------
    Sql
        Rows of the same columns.
    """
    codes = ("ccode",) if measure.card.per == "state-year" else ("ccode1", "ccode2")
    return carried_rows(measure.query(tables), codes, tuple(measure.card.columns), parts=parts)


def carried_rows(
    rows: Sql, codes: Sequence[str], values: Sequence[str], *, parts: bool = False
) -> Sql:
    """As `carried`, of other rows by year.

    Parameters
    ----------
    rows : Sql
        Rows with a column ``year``; each pair and year once, in one order or both.
    codes, values : sequence of str
        Columns with COW codes, and those that are carried.
    parts : bool, default False
        As of `carried`; by the first of the values.

    Returns
    -------
    Sql
        Rows of the codes, ``year`` and the values.
    """
    columns = [identifier(value) for value in values]
    moved = sql("moved, {first} NULLS LAST, was", first=columns[0]) if parts else sql("moved, was")
    late = [_later_rows(some, codes, columns) for some in _subsets(codes)]
    return _CARRIED.fill(
        rows=rows,
        heirs=_heirs(parts),
        late=joined(late, " UNION ALL "),
        order=moved,
        key=joined(map(word, (*codes, "year"))),
        filled=joined(sql("coalesce(own.{v}, late.{v}) AS {v}", v=v) for v in columns),
        columns=joined(columns),
    )


_CARRIED = Template(
    "WITH own AS MATERIALIZED ({rows}), heir(ccode, past, until) AS (VALUES {heirs}), "
    "late AS (FROM ({late}) "
    "QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {order}) = 1) "
    "SELECT {key}, {filled} FROM own LEFT JOIN late USING ({key}) "
    "UNION ALL SELECT {key}, {columns} FROM late ANTI JOIN own USING ({key})"
)


def _heirs(parts: bool) -> Sql:
    """Rows of heir, predecessor and last year: the principal ones, or all parts of a union."""
    main = [(i.ccode, i.past, i.until) for i in inherited() if i.main]
    united = [(k.after, k.before, k.day.year) for k in links() if k.kind in ("continues", "unites")]
    return tuples(sorted({*main, *(united if parts else ())}, key=str))


def _subsets(codes: Sequence[str]) -> list[tuple[str, ...]]:
    return [(c,) for c in codes] + ([tuple(codes)] if len(codes) > 1 else [])


def _later_rows(some: Sequence[str], codes: Sequence[str], columns: Sequence[Sql]) -> Sql:
    """Rows under the codes of the heirs of some of the states."""
    joins = [_HEIR.fill(code=word(code)) for code in some]
    new = [_new_code(code, some, "own") for code in codes]
    named = [sql("{new} AS {code}", new=n, code=word(c)) for n, c in zip(new, codes, strict=True)]
    apart = sql("WHERE {one} <> {other}", one=new[0], other=new[-1])
    return _LATER_ROWS.fill(
        named=joined(named),
        columns=joined(columns),
        moved=len(some),
        was=joined((sql("own.{code}", code=word(code)) for code in codes), " + "),
        joins=joined(joins, " "),
        apart=apart if len(codes) > 1 else sql(""),
    )


_LATER_ROWS = Template(
    "SELECT {named}, own.year, {columns}, {moved} AS moved, {was} AS was FROM own {joins} {apart}"
)
_HEIR = Template("JOIN heir h_{code} ON h_{code}.past = own.{code} AND own.year <= h_{code}.until")


def _new_code(code: str, some: Sequence[str], table: str) -> Sql:
    """A code of a row: that of the joined table ``h_CODE`` if it is one of some."""
    if code in some:
        return sql("h_{code}.ccode", code=word(code))
    return sql("{table}.{code}", table=word(table), code=word(code))


def legacies() -> Sql:
    """Common table expressions of whose past is whose, to stand after WITH.

    ``legacy`` has ``ccode``, ``past`` and ``until``: what ``past`` did up to the year ``until`` is
    part of the history of ``ccode``. ``future`` has ``ccode``, ``past`` and ``since``: what
    ``past``, here the heir, does from the year ``since`` on is what became of ``ccode``.
    """
    heirs = inherited()
    return sql(
        "legacy(ccode, past, until) AS (VALUES {before}), "
        "future(ccode, past, since) AS (VALUES {after})",
        before=tuples((i.ccode, i.past, i.until) for i in heirs),
        after=tuples((i.past, i.ccode, i.until) for i in heirs if line(i.past) == line(i.ccode)),
    )


def inherited_pairs(events: str, columns: Sequence[str] = ("year",)) -> Sql:
    """Events of pairs, and the same for every pair that has them in its history.

    Parameters
    ----------
    events : str
        Name of a table with ``ccode1 < ccode2``.
    columns : sequence of str
        Its other columns; the first is the year of the event.

    Returns
    -------
    Sql
        Rows of ``ccode1``, ``ccode2`` and those columns, each row once. It reads `legacies`.
    """
    return _renamed_pairs(events, columns, _LEGACY)


def future_pairs(events: str, columns: Sequence[str] = ("year",)) -> Sql:
    """Events of pairs, and the same for every pair that went on as the pair that has them.

    Parameters
    ----------
    events, columns
        As of `inherited_pairs`.

    Returns
    -------
    Sql
        As of `inherited_pairs`.
    """
    return _renamed_pairs(events, columns, _FUTURE)


_LEGACY = Template(
    "JOIN legacy h_{code} ON h_{code}.past = e.{code} AND e.{year} <= h_{code}.until"
)
_FUTURE = Template(
    "JOIN future h_{code} ON h_{code}.past = e.{code} AND e.{year} >= h_{code}.since"
)
_RENAMED_PAIRS = Template(
    "SELECT least({a}, {b}), greatest({a}, {b}), {columns} FROM {events} e {joins} WHERE {a} <> {b}"
)


def _renamed_pairs(events: str, columns: Sequence[str], join: Template) -> Sql:
    pair, table, names = ("ccode1", "ccode2"), word(events), [word(column) for column in columns]
    others = joined(sql("e.{name}", name=name) for name in names)
    own = "SELECT ccode1, ccode2, {columns} FROM {events}"
    parts = [sql(own, columns=joined(names), events=table)]
    for some in _subsets(pair):
        joins = joined((join.fill(code=word(code), year=names[0]) for code in some), " ")
        a, b = (_new_code(code, some, "e") for code in pair)
        parts.append(_RENAMED_PAIRS.fill(a=a, b=b, columns=others, events=table, joins=joins))
    return joined(parts, " UNION ")


_CODED = Template(
    "(WITH span(ccode, first, last, code) AS (VALUES {spans}), "
    "coded AS (SELECT t.* REPLACE ({new}), {moved} AS moved FROM {rows} t {joins}) "
    "SELECT * EXCLUDE (moved) FROM coded {once})"
)
_SPAN = Template(
    "LEFT JOIN span s{n} ON s{n}.ccode = t.{code} AND t.{year} BETWEEN s{n}.first AND s{n}.last"
)


def _coded(rows: Sql, code_map: CodeMap) -> Sql:
    """Rows with codes by date; of two that come to one key, the one with values, else the own."""
    codes, year = list(enumerate(map(word, code_map.codes))), word(code_map.year)
    return _CODED.fill(
        spans=tuples(
            (s.ccode, -9999 if s.first == FIRST_YEAR else s.first, s.last, s.code)
            for s in code_spans(on_new_year=code_map.on_new_year)
        ),
        new=joined(sql("coalesce(s{n}.code, t.{c}) AS {c}", n=n, c=c) for n, c in codes),
        moved=joined((sql("(s{n}.code IS NOT NULL)::INTEGER", n=n) for n, _ in codes), " + "),
        rows=rows,
        joins=joined((_SPAN.fill(n=n, code=code, year=year) for n, code in codes), " "),
        once=_once(code_map) if code_map.key else sql(""),
    )


def _once(code_map: CodeMap) -> Sql:
    """The condition that leaves one row for each key."""
    nulls = [sql("{value} IS NULL", value=word(value)) for value in code_map.values]
    return sql(
        "QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {empty}, moved) = 1",
        key=joined(map(word, code_map.key)),
        empty=joined(nulls or [sql("false")], " AND "),
    )
