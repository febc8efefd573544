"""Raw files into rows of events, by one scan of DuckDB; rejected rows by reason and line.

Files without faults are read by DuckDB in one pass over the columns that are needed. A file with a
row to reject is cleaned and read again line by line, which is slower and gives every line's number
and reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from detente.data.sql import Sql, Template, identifier, joined, literal, sql, word
from detente.events.feed import Feed, Layout
from detente.events.raw_file import HOLDS_NUL, SEPARATOR, TOO_LONG, Text, cleaned
from detente.events.recognise import Format
from detente.events.rows import COLUMNS

if TYPE_CHECKING:
    import duckdb

_CHECKED = ("code", "goldstein", "mentions")
_TAKEN = ("source_role", "target_role", "root", "quad", "event", "reference", "added")
_YEAR = 366  # days; an event further from the day of its file is misdated
_SCANNED = {
    **{"file": "INTEGER", "rejected": "BOOLEAN", "one": "VARCHAR", "two": "VARCHAR"},
    **{name: kind for name, kind in COLUMNS.items() if name not in ("source", "target")},
    "copies": "INTEGER",
}
LOST_ZERO = "an event code without its leading zero"


@dataclass(frozen=True)
class Reject:
    """Rows of one file that were rejected for one reason, and the line of the first."""

    reason: str
    rows: int
    line: int


@dataclass
class Scanned:
    """What was rejected in a scan of files, and what was not UTF-8.

    Attributes
    ----------
    rejects : dict of int to list of Reject
        By the place of the file.
    latin : dict of int to int
        Lines that were not UTF-8 and were read as Latin-1, by file.
    """

    rejects: dict[int, list[Reject]] = field(default_factory=dict)
    latin: dict[int, int] = field(default_factory=dict)


def scan(
    connection: "duckdb.DuckDBPyConnection",
    form: Format,
    texts: Mapping[int, Text],
    folder: Path,
) -> Scanned:
    """Read files of one format into the table ``scanned``.

    It has the place of the ``file``, whether the row is ``rejected``, ``one`` and ``two`` (the
    feed's own codes of the two countries), the columns of `rows.COLUMNS` without the states, and
    ``copies``, how many events the row stands for (null for one).

    Parameters
    ----------
    connection : DuckDBPyConnection
        May read and write ``folder``.
    form : Format
        Their format.
    texts : mapping of int to Text
        The unpacked files, by place; their names are their places.
    folder : Path
        Where to write.
    """
    done = Scanned()
    columns = joined(
        sql("{name} {kind}", name=word(name), kind=word(kind)) for name, kind in _SCANNED.items()
    )
    connection.execute(sql("CREATE TEMP TABLE scanned ({columns})", columns=columns))
    dirty = [place for place, text in texts.items() if text.dirty]
    fast = {place: text for place, text in texts.items() if not text.dirty}
    for place in [*dirty, *(_fast(connection, form, fast) if fast else ())]:
        copy = folder / f"{place}.clean"
        done.latin[place] = cleaned(texts[place].path, copy)
        done.rejects[place] = _slow(connection, form, place, copy)
        copy.unlink()
    return done


_FAST = Template(
    "(SELECT {chosen}, CAST(parse_filename(filename, true) AS INTEGER) AS file "
    "FROM read_csv([{paths}], columns = {{{columns}}}, auto_detect = false, "
    "header = {header}, delim = '\\t', quote = '', escape = '', filename = true, "
    "null_padding = {padded}, ignore_errors = true))"
)


def _fast(
    connection: "duckdb.DuckDBPyConnection", form: Format, texts: Mapping[int, Text]
) -> list[int]:
    """Read the rows of files; return the files that must be read line by line, without their rows.

    They have a row that is rejected, or lines that gave no row, such as blank ones.
    """
    least = form.layout.least
    raw = _FAST.fill(
        chosen=joined(map(identifier, _named(form))),
        paths=joined(literal(str(text.path)) for text in texts.values()),
        columns=joined(sql("{name}: 'VARCHAR'", name=literal(name)) for name in form.columns),
        header=form.layout.header,
        padded=least is not None,
    )
    faults = list(_faults(form.feed, form.layout))
    if least is not None:
        faults.insert(0, sql("{last} IS NULL", last=identifier(form.columns[least - 1])))
    some = joined((sql("({fault})", fault=fault) for fault in faults), " OR ")
    rows = _rows(form, raw, sql("nullif({some}, false)", some=some))
    connection.execute(sql("INSERT INTO scanned BY NAME {rows}", rows=rows))
    whole = connection.execute(
        "SELECT file, count(*) FROM scanned GROUP BY file HAVING NOT bool_or(rejected)"
    ).fetchall()
    header = int(form.layout.header)
    lines = {place: text.lines - header for place, text in texts.items() if text.lines > header}
    troubled = sorted(place for place in lines if (place, lines[place]) not in whole)
    listed = joined((-1, *troubled))
    connection.execute(sql("DELETE FROM scanned WHERE file IN ({listed})", listed=listed))
    return troubled


def _named(form: Format) -> list[str]:
    """Columns of the file that the layout names; those of a header may be more."""
    return [name for name in form.columns if name in form.layout.columns]


_SLOW = Template(
    "(SELECT *, {columns} FROM (SELECT line, whole, string_split(whole, chr(9)) AS parts, "
    "{place} AS file FROM (SELECT row_number() OVER () AS line, whole FROM "
    "read_csv({path}, columns = {{'whole': 'VARCHAR'}}, auto_detect = false, "
    "header = false, delim = {separator}, quote = '', escape = '', parallel = false)) "
    "WHERE trim(whole) <> '' AND line > {header}))"
)


def _faults_of_lines(form: Format) -> dict[Sql, Sql]:
    """As `_faults`, of what is wrong with a line as a whole."""
    least, most = form.layout.least or len(form.columns), len(form.columns)
    # empty values at the end are none: some files of POLECAT have them
    more = "array_to_string(parts[{next}:], '') <> ''"
    return {
        sql("whole = {mark}", mark=literal(HOLDS_NUL)): literal("a NUL byte"),
        sql("whole = {mark}", mark=literal(TOO_LONG)): literal("a line of more than 1 MiB"),
        sql("len(parts) < {least}", least=least): literal("too few values"),
        sql(more, next=most + 1): literal("too many values"),
    }


def _slow(
    connection: "duckdb.DuckDBPyConnection", form: Format, place: int, text: Path
) -> list[Reject]:
    """Read the rows of one file, line by line; return what was rejected."""
    raw = _SLOW.fill(
        columns=joined(
            sql(
                "nullif(parts[{place}], '') AS {name}",
                place=form.columns.index(name) + 1,
                name=identifier(name),
            )
            for name in _named(form)
        ),
        place=place,
        path=literal(str(text)),
        separator=literal(SEPARATOR),
        header=int(form.layout.header),
    )
    faults = {**_faults_of_lines(form), **_faults(form.feed, form.layout)}
    reasons = joined(
        (sql("WHEN {fault} THEN {reason}", fault=f, reason=r) for f, r in faults.items()), " "
    )
    fault = sql("CASE {reasons} END", reasons=reasons)
    rows = _rows(form, raw, fault, sql("line, fault, "))
    connection.execute(
        sql(
            "CREATE OR REPLACE TEMP TABLE slow AS {rows};"
            "INSERT INTO scanned BY NAME SELECT * EXCLUDE (line, fault) FROM slow",
            rows=rows,
        )
    )
    rejected = connection.execute(
        "SELECT fault, count(*), min(line) FROM slow WHERE rejected GROUP BY ALL ORDER BY 3"
    ).fetchall()
    connection.execute("DROP TABLE slow")
    return [Reject(*row) for row in rejected]


_ROWS = Template(
    "SELECT {also}file, fault IS NOT NULL AS rejected, day_ AS day, one_ AS one, "
    "two_ AS two, {columns} FROM (SELECT *, fault IS NULL AND one_ <> two_ AS is_kept "
    "FROM (SELECT *, {fault} AS fault FROM "
    "(SELECT *, {judged} FROM (SELECT *{absent} FROM {raw}))))"
)
_NO_MORE = sql("")


def _rows(form: Format, raw: Sql, fault: Sql, also: Sql = _NO_MORE) -> Sql:
    """SQL of rows as events; those with a ``fault`` (SQL, null if there is none) are rejected.

    A row that is rejected or without two countries has no other columns: it is only counted.
    """
    layout = form.layout
    judged = [
        sql("{value} AS {name}_", value=_value(layout, c), name=word(c))
        for c in ("day", "one", "two", *_CHECKED)
    ]
    columns = [
        sql("CASE WHEN is_kept THEN {value} END AS {name}", value=value, name=word(name))
        for name, value in _values(layout).items()
    ]
    absent = [identifier(c) for c in layout.optional if c not in form.columns]
    return _ROWS.fill(
        also=also,
        columns=joined(columns),
        fault=fault,
        judged=joined(judged),
        absent=joined((sql(", NULL AS {name}", name=name) for name in absent), ""),
        raw=raw,
    )


def _values(layout: Layout) -> dict[str, Sql]:
    """SQL of the columns that only an event has, by name."""
    taken = {c: _value(layout, c) for c in (*_TAKEN, "copies")}
    misdated = sql(
        "coalesce(abs(date_diff('day', {added}, day_)) > {most}, false)",
        added=taken["added"],
        most=_YEAR,
    )
    return {
        **taken,
        "code": sql("code_"),
        "goldstein": sql("TRY_CAST(goldstein_ AS FLOAT)"),
        "mentions": sql("coalesce(TRY_CAST(mentions_ AS INTEGER), 1)"),
        "misdated": misdated,
    }


def _value(layout: Layout, column: str) -> Sql:
    """SQL of a column; that of a feed's layout is trusted."""
    kinds = {"day": "DATE", "added": "DATE", "quad": "TINYINT", "copies": "INTEGER"}
    return sql(
        "CAST({value} AS {kind})",
        value=Sql(layout.rows.get(column, "NULL")),
        kind=word(kinds.get(column, "VARCHAR")),
    )


def _faults(feed: Feed, layout: Layout) -> dict[Sql, Sql]:
    """SQL of the conditions to reject a row, each with that of its reason; the first one counts."""
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date()
    wrong_code = sql(
        "CASE WHEN regexp_full_match(code_, {without_zero}) "
        "THEN {lost} ELSE 'not an event code' END",
        without_zero=literal(feed.code_without_zero),
        lost=literal(LOST_ZERO),
    )
    not_a_code = "coalesce(NOT regexp_full_match(code_, {code}), true)"
    no_score = (
        "goldstein_ IS NOT NULL AND coalesce(TRY_CAST(goldstein_ AS FLOAT) "
        "NOT BETWEEN -10 AND 10, true)"
    )
    no_number = "mentions_ IS NOT NULL AND coalesce(TRY_CAST(mentions_ AS INTEGER) < 0, true)"
    return {
        sql("day_ IS NULL"): literal("not a date"),
        sql("day_ < DATE '1816-01-01'"): literal("a day before 1816"),
        sql("day_ > {tomorrow}", tomorrow=literal(tomorrow)): literal("a day in the future"),
        sql(not_a_code, code=literal(feed.code)): wrong_code,
        **{Sql(condition): literal(reason) for reason, condition in layout.faults.items()},
        sql(no_score): literal("a score that is no number from -10 to 10"),
        sql(no_number): literal("mentions that are no number"),
    }
