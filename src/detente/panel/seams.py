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

from detente.data.store import identifier
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
        SQL of the year whose code is needed.
    key : tuple of str
        Columns that name a row; empty if a row may be there twice.
    values : tuple of str
        Columns without which a row is empty: one under the right code yields to one with values.
    on_new_year : bool
        Whether a value is that of the first of January; else a code that was in use on any day of
        the year stays.
    misnamed : tuple of (str, int, int)
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
    misnamed: tuple[tuple[str, int, int], ...] = ()
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
            ("tssr_id = 158", 679, 680),  # Oman-S. Yemen
            ("tssr_id = 165", 438, 411),  # Eguatorial Guinea-Gabon
        ),
        why="Austria-Hungary is 305 in two, both Yemens are 679, precolonial Vietnam is 816",
    ),
}


def by_date(source: str, rows: str) -> str:
    """Rows of a source with the codes of the states of their years; unchanged without a map.

    Parameters
    ----------
    source : str
        Id of the source.
    rows : str
        SQL of its rows, in brackets.

    Returns
    -------
    str
        SQL in brackets, to stand after FROM.
    """
    code_map = MAPS.get(source)
    if code_map is None:
        return rows
    for condition, wrong, right in code_map.misnamed:
        new = ", ".join(
            f"CASE WHEN {condition} AND {c} = {wrong} THEN {right} ELSE {c} END AS {c}"
            for c in code_map.codes
        )
        rows = f"(SELECT * REPLACE ({new}) FROM {rows})"
    return _coded(rows, code_map)


def with_codes_by_year(rows: str, codes: Sequence[str] = ("ccode1", "ccode2")) -> str:
    """Rows of years with the codes that the states had in each; a row that is there wins.

    Parameters
    ----------
    rows : str
        SQL of rows with a column ``year``.
    codes : sequence of str
        Columns with COW codes.

    Returns
    -------
    str
        SQL of the same columns.
    """
    code_map = CodeMap(codes=tuple(codes), year="year", key=(*codes, "year"), why="")
    return f"SELECT * FROM {_coded(f'({rows})', code_map)}"


def carried(measure: Measure, tables: "Tables", *, parts: bool = False) -> str:
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
    str
        SQL of the same columns.
    """
    codes = ("ccode",) if measure.card.per == "state-year" else ("ccode1", "ccode2")
    return carried_rows(measure.query(tables), codes, tuple(measure.card.columns), parts=parts)


def carried_rows(
    rows: str, codes: Sequence[str], values: Sequence[str], *, parts: bool = False
) -> str:
    """As `carried`, of other rows by year.

    Parameters
    ----------
    rows : str
        SQL of rows with a column ``year``; each pair and year once, in one order or both.
    codes, values : sequence of str
        Columns with COW codes, and those that are carried.
    parts : bool, default False
        As of `carried`; by the first of the values.

    Returns
    -------
    str
        SQL of the codes, ``year`` and the values.
    """
    key = ", ".join((*codes, "year"))
    order = f"moved, {identifier(values[0])} NULLS LAST, was" if parts else "moved, was"
    columns = ", ".join(identifier(v) for v in values)
    filled = ", ".join(f"coalesce(own.{v}, late.{v}) AS {v}" for v in map(identifier, values))
    late = " UNION ALL ".join(_later_rows(some, codes, columns) for some in _subsets(codes))
    return (
        f"WITH own AS MATERIALIZED ({rows}), heir(ccode, past, until) AS (VALUES {_heirs(parts)}), "
        f"late AS (FROM ({late}) "
        f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {order}) = 1) "
        f"SELECT {key}, {filled} FROM own LEFT JOIN late USING ({key}) "
        f"UNION ALL SELECT {key}, {columns} FROM late ANTI JOIN own USING ({key})"
    )


def _heirs(parts: bool) -> str:
    """Rows of heir, predecessor and last year: the principal ones, or all parts of a union."""
    main = [(i.ccode, i.past, i.until) for i in inherited() if i.main]
    united = [(k.after, k.before, k.day.year) for k in links() if k.kind in ("continues", "unites")]
    return ", ".join(
        f"({a}, {b}, {year})" for a, b, year in sorted({*main, *(united if parts else ())}, key=str)
    )


def _subsets(codes: Sequence[str]) -> list[tuple[str, ...]]:
    return [(c,) for c in codes] + ([tuple(codes)] if len(codes) > 1 else [])


def _later_rows(some: Sequence[str], codes: Sequence[str], columns: str) -> str:
    """Rows under the codes of the heirs of some of the states."""
    joins = " ".join(
        f"JOIN heir h_{c} ON h_{c}.past = own.{c} AND own.year <= h_{c}.until" for c in some
    )
    new = [f"h_{c}.ccode" if c in some else f"own.{c}" for c in codes]
    named = ", ".join(f"{sql} AS {c}" for sql, c in zip(new, codes, strict=True))
    apart = f"WHERE {new[0]} <> {new[-1]}" if len(codes) > 1 else ""
    was = f"{len(some)} AS moved, {' + '.join(f'own.{c}' for c in codes)} AS was"
    return f"SELECT {named}, own.year, {columns}, {was} FROM own {joins} {apart}"


def legacies() -> str:
    """Common table expressions of whose past is whose, to stand after WITH.

    ``legacy`` has ``ccode``, ``past`` and ``until``: what ``past`` did up to the year ``until`` is
    part of the history of ``ccode``. ``future`` has ``ccode``, ``past`` and ``since``: what
    ``past``, here the heir, does from the year ``since`` on is what became of ``ccode``.
    """
    before = ", ".join(f"({i.ccode}, {i.past}, {i.until})" for i in inherited())
    after = ", ".join(
        f"({i.past}, {i.ccode}, {i.until})" for i in inherited() if line(i.past) == line(i.ccode)
    )
    return (
        f"legacy(ccode, past, until) AS (VALUES {before}), "
        f"future(ccode, past, since) AS (VALUES {after})"
    )


def inherited_pairs(events: str, columns: Sequence[str] = ("year",)) -> str:
    """Events of pairs, and the same for every pair that has them in its history.

    Parameters
    ----------
    events : str
        Name of a table with ``ccode1 < ccode2``.
    columns : sequence of str
        Its other columns; the first is the year of the event.

    Returns
    -------
    str
        SQL of ``ccode1``, ``ccode2`` and those columns, each row once. It reads `legacies`.
    """
    return _renamed_pairs(events, columns, "legacy", f"e.{columns[0]} <= {{}}.until")


def future_pairs(events: str, columns: Sequence[str] = ("year",)) -> str:
    """Events of pairs, and the same for every pair that went on as the pair that has them.

    Parameters
    ----------
    events, columns
        As of `inherited_pairs`.

    Returns
    -------
    str
        As of `inherited_pairs`.
    """
    return _renamed_pairs(events, columns, "future", f"e.{columns[0]} >= {{}}.since")


def _renamed_pairs(events: str, columns: Sequence[str], table: str, when: str) -> str:
    others = ", ".join(f"e.{c}" for c in columns)
    parts = [f"SELECT ccode1, ccode2, {', '.join(columns)} FROM {events}"]
    for some in _subsets(("ccode1", "ccode2")):
        joins = " ".join(
            f"JOIN {table} h_{c} ON h_{c}.past = e.{c} AND {when.format(f'h_{c}')}" for c in some
        )
        a, b = (f"h_{c}.ccode" if c in some else f"e.{c}" for c in ("ccode1", "ccode2"))
        parts.append(
            f"SELECT least({a}, {b}), greatest({a}, {b}), {others} FROM {events} e {joins} "
            f"WHERE {a} <> {b}"
        )
    return " UNION ".join(parts)


def _coded(rows: str, code_map: CodeMap) -> str:
    """Rows with codes by date; of two that come to one key, the one with values, else the own."""
    codes, year, key = code_map.codes, code_map.year, ", ".join(code_map.key)
    spans = ", ".join(
        f"({s.ccode}, {-9999 if s.first == FIRST_YEAR else s.first}, {s.last}, {s.code})"
        for s in code_spans(on_new_year=code_map.on_new_year)
    )
    joins = " ".join(
        f"LEFT JOIN span s{n} ON s{n}.ccode = t.{c} AND t.{year} BETWEEN s{n}.first AND s{n}.last"
        for n, c in enumerate(codes)
    )
    new = ", ".join(f"coalesce(s{n}.code, t.{c}) AS {c}" for n, c in enumerate(codes))
    moved = " + ".join(f"(s{n}.code IS NOT NULL)::INTEGER" for n in range(len(codes)))
    empty = " AND ".join(f"{value} IS NULL" for value in code_map.values) or "false"
    once = f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {empty}, moved) = 1"
    return (
        f"(WITH span(ccode, first, last, code) AS (VALUES {spans}), "
        f"coded AS (SELECT t.* REPLACE ({new}), {moved} AS moved FROM {rows} t {joins}) "
        f"SELECT * EXCLUDE (moved) FROM coded {once if key else ''})"
    )
