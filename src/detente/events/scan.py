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

from detente.data.store import identifier, quoted
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
    columns = ", ".join(f"{name} {kind}" for name, kind in _SCANNED.items())
    connection.execute(f"CREATE TEMP TABLE scanned ({columns})")
    dirty = [place for place, text in texts.items() if text.dirty]
    fast = {place: text for place, text in texts.items() if not text.dirty}
    for place in [*dirty, *(_fast(connection, form, fast) if fast else ())]:
        copy = folder / f"{place}.clean"
        done.latin[place] = cleaned(texts[place].path, copy)
        done.rejects[place] = _slow(connection, form, place, copy)
        copy.unlink()
    return done


def _fast(
    connection: "duckdb.DuckDBPyConnection", form: Format, texts: Mapping[int, Text]
) -> list[int]:
    """Read the rows of files; return the files that must be read line by line, without their rows.

    They have a row that is rejected, or lines that gave no row, such as blank ones.
    """
    columns = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in form.columns)
    paths = ", ".join(quoted(str(text.path)) for text in texts.values())
    chosen = ", ".join(identifier(name) for name in _named(form))
    raw = (
        f"(SELECT {chosen}, CAST(parse_filename(filename, true) AS INTEGER) AS file "  # noqa: S608 - quoted
        f"FROM read_csv([{paths}], columns = {{{columns}}}, auto_detect = false, "
        f"header = {form.layout.header}, delim = '\\t', quote = '', escape = '', filename = true, "
        f"null_padding = {form.layout.least is not None}, ignore_errors = true))"
    )
    least = form.layout.least
    short = [] if least is None else [f"{identifier(form.columns[least - 1])} IS NULL"]
    some = " OR ".join(f"({sql})" for sql in (*short, *_faults(form.feed, form.layout)))
    connection.execute(f"INSERT INTO scanned BY NAME {_rows(form, raw, f'nullif({some}, false)')}")
    whole = connection.execute(
        "SELECT file, count(*) FROM scanned GROUP BY file HAVING NOT bool_or(rejected)"
    ).fetchall()
    header = int(form.layout.header)
    lines = {place: text.lines - header for place, text in texts.items() if text.lines > header}
    troubled = sorted(place for place in lines if (place, lines[place]) not in whole)
    listed = ", ".join(map(str, (-1, *troubled)))
    connection.execute(f"DELETE FROM scanned WHERE file IN ({listed})")  # noqa: S608 - numbers
    return troubled


def _named(form: Format) -> list[str]:
    """Columns of the file that the layout names; those of a header may be more."""
    return [name for name in form.columns if name in form.layout.columns]


def _slow(
    connection: "duckdb.DuckDBPyConnection", form: Format, place: int, text: Path
) -> list[Reject]:
    """Read the rows of one file, line by line; return what was rejected."""
    columns = ", ".join(
        f"nullif(parts[{form.columns.index(name) + 1}], '') AS {identifier(name)}"
        for name in _named(form)
    )
    least = form.layout.least or len(form.columns)
    raw = (
        f"(SELECT *, {columns} FROM (SELECT line, whole, string_split(whole, chr(9)) AS parts, "  # noqa: S608 - quoted
        f"{place} AS file FROM (SELECT row_number() OVER () AS line, whole FROM "
        f"read_csv({quoted(str(text))}, columns = {{'whole': 'VARCHAR'}}, auto_detect = false, "
        f"header = false, delim = '{SEPARATOR}', quote = '', escape = '', parallel = false)) "
        f"WHERE trim(whole) <> '' AND line > {int(form.layout.header)}))"
    )
    faults = {
        f"whole = '{HOLDS_NUL}'": "'a NUL byte'",
        f"whole = '{TOO_LONG}'": "'a line of more than 1 MiB'",
        f"len(parts) < {least}": "'too few values'",
        # empty ones at the end are none: some files of POLECAT have them
        f"array_to_string(parts[{len(form.columns) + 1}:], '') <> ''": "'too many values'",
        **_faults(form.feed, form.layout),
    }
    reasons = " ".join(f"WHEN {sql} THEN {reason}" for sql, reason in faults.items())
    rows = _rows(form, raw, f"CASE {reasons} END", "line, fault, ")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE slow AS {rows};"  # noqa: S608 - as above
        "INSERT INTO scanned BY NAME SELECT * EXCLUDE (line, fault) FROM slow"
    )
    rejected = connection.execute(
        "SELECT fault, count(*), min(line) FROM slow WHERE rejected GROUP BY ALL ORDER BY 3"
    ).fetchall()
    connection.execute("DROP TABLE slow")
    return [Reject(*row) for row in rejected]


def _rows(form: Format, raw: str, fault: str, also: str = "") -> str:
    """SQL of rows as events; those with a ``fault`` (SQL, null if there is none) are rejected.

    A row that is rejected or without two countries has no other columns: it is only counted.
    """
    layout = form.layout
    absent = "".join(f", NULL AS {identifier(c)}" for c in layout.optional if c not in form.columns)
    judged = ", ".join(f"{_sql(layout, c)} AS {c}_" for c in ("day", "one", "two", *_CHECKED))
    expressions = {c: _sql(layout, c) for c in (*_TAKEN, "copies")}
    expressions["code"], expressions["goldstein"] = "code_", "TRY_CAST(goldstein_ AS FLOAT)"
    expressions["mentions"] = "coalesce(TRY_CAST(mentions_ AS INTEGER), 1)"
    days = f"abs(date_diff('day', {expressions['added']}, day_))"
    expressions["misdated"] = f"coalesce({days} > {_YEAR}, false)"
    columns = ", ".join(
        f"CASE WHEN is_kept THEN {sql} END AS {c}" for c, sql in expressions.items()
    )
    return (
        f"SELECT {also}file, fault IS NOT NULL AS rejected, day_ AS day, one_ AS one, "  # noqa: S608 - quoted names, SQL of our feeds
        f"two_ AS two, {columns} FROM (SELECT *, fault IS NULL AND one_ <> two_ AS is_kept "
        f"FROM (SELECT *, {fault} AS fault FROM "
        f"(SELECT *, {judged} FROM (SELECT *{absent} FROM {raw}))))"
    )


def _sql(layout: Layout, column: str) -> str:
    kinds = {"day": "DATE", "added": "DATE", "quad": "TINYINT", "copies": "INTEGER"}
    return f"CAST({layout.rows.get(column, 'NULL')} AS {kinds.get(column, 'VARCHAR')})"


def _faults(feed: Feed, layout: Layout) -> dict[str, str]:
    """SQL of the conditions to reject a row, each with that of its reason; the first one counts."""
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date()
    wrong_code = (
        f"CASE WHEN regexp_full_match(code_, {quoted(feed.code_without_zero)}) "
        f"THEN '{LOST_ZERO}' ELSE 'not an event code' END"
    )
    return {
        "day_ IS NULL": "'not a date'",
        "day_ < DATE '1816-01-01'": "'a day before 1816'",
        f"day_ > DATE '{tomorrow}'": "'a day in the future'",
        f"coalesce(NOT regexp_full_match(code_, {quoted(feed.code)}), true)": wrong_code,
        **{condition: quoted(reason) for reason, condition in layout.faults.items()},
        "goldstein_ IS NOT NULL AND coalesce(TRY_CAST(goldstein_ AS FLOAT) "
        "NOT BETWEEN -10 AND 10, true)": "'a score that is no number from -10 to 10'",
        "mentions_ IS NOT NULL AND coalesce(TRY_CAST(mentions_ AS INTEGER) < 0, true)": (
            "'mentions that are no number'"
        ),
    }
