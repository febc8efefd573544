"""One batch of files of one format: from rows as read to parts of the store, by month."""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.data.store import identifier, quoted
from detente.events import store
from detente.events.feed import Feed
from detente.events.rows import COLUMNS
from detente.events.scan import Scanned
from detente.events.state_codes import periods

if TYPE_CHECKING:
    import duckdb

_MANY = 6  # parts of a month; one more, and they are merged
_ROW_GROUP = 20_480  # rows; a pair and month lies in one or two
_YEAR = 366  # days; an event further from the day of its file is misdated
ALREADY, MISDATED = "already stored", "misdated"
REJECTED, EVENTS = "rejected", "events"
_KINDS = {
    "no state": "source IS NULL AND target IS NULL",
    "one state": "source IS NULL OR target IS NULL",
    "same state": "source = target",
}


_JOINED = (
    "LEFT JOIN state_of a ON s.one = a.code AND s.day BETWEEN a.first AND a.last "
    "LEFT JOIN state_of b ON s.two = b.code AND s.day BETWEEN b.first AND b.last"
)
_MISDATED = f"coalesce(abs(date_diff('day', s.added, s.day)) > {_YEAR}, false)"


@dataclass(frozen=True)
class Counts:
    """Rows of one file: all that were read, stored events, and the rest by kind."""

    lines: int
    stored: int
    kinds: Mapping[str, int]


def resolve(connection: "duckdb.DuckDBPyConnection", feed: Feed, scanned: Scanned) -> None:
    """Create the table ``events``, of rows between two states, and ``kinds``, of all by file.

    Parameters
    ----------
    connection : DuckDBPyConnection
        May read the scanned files.
    feed : Feed
        Of the rows.
    scanned : Scanned
        Rows as read.
    """
    paths = ", ".join(quoted(str(path)) for path in scanned.parquet)
    connection.execute(
        f"CREATE TEMP VIEW scanned AS FROM read_parquet([{paths}]);"  # noqa: S608 - quoted
        "CREATE TEMP TABLE tally AS SELECT file, fault IS NOT NULL AS rejected, day, one, two, "
        "count(*) AS n FROM scanned GROUP BY ALL"
    )
    _state_of(connection, feed)
    cases = " ".join(f"WHEN {sql} THEN '{kind}'" for kind, sql in _KINDS.items())
    connection.execute(
        f"CREATE TEMP TABLE kinds AS SELECT file, CASE WHEN rejected THEN '{REJECTED}' {cases} "  # noqa: S608 - ours
        f"ELSE '{EVENTS}' END AS kind, sum(n) AS n FROM "
        f"(SELECT s.*, a.ccode AS source, b.ccode AS target FROM tally s {_JOINED}) GROUP BY ALL"
    )
    own = {"source": "a.ccode", "target": "b.ccode", "misdated": _MISDATED}
    columns = ", ".join(
        f"CAST({own.get(c, f's.{c}')} AS {kind}) AS {identifier(c)}" for c, kind in COLUMNS.items()
    )
    connection.execute(
        f"CREATE TEMP TABLE events AS SELECT file, {columns} FROM scanned s {_JOINED}, "  # noqa: S608 - ours
        "range(coalesce(copies, 1)) WHERE fault IS NULL AND a.ccode <> b.ccode"
    )


def _state_of(connection: "duckdb.DuckDBPyConnection", feed: Feed) -> None:
    """Create the join table of the codes that occur."""
    first, last = connection.execute(
        "SELECT min(day), max(day) FROM tally WHERE NOT rejected"
    ).fetchall()[0]
    codes = connection.execute(
        "SELECT one FROM tally WHERE NOT rejected AND one IS NOT NULL "
        "UNION SELECT two FROM tally WHERE NOT rejected AND two IS NOT NULL"
    ).fetchall()
    rows = periods((code for (code,) in codes), feed.state, first, last) if codes else []
    connection.execute(
        "CREATE TEMP TABLE state_of (code VARCHAR, first DATE, last DATE, ccode SMALLINT)"
    )
    if rows:  # as text: DuckDB imports pandas to bind parameters
        values = ", ".join(f"({quoted(code)}, '{f}', '{t}', {n})" for code, f, t, n in rows)
        connection.execute(f"INSERT INTO state_of VALUES {values}")  # noqa: S608 - quoted


def drop_files(connection: "duckdb.DuckDBPyConnection", files: Iterable[int]) -> None:
    """Delete from ``events`` those of some files."""
    for file in files:
        connection.execute(f"DELETE FROM events WHERE file = {int(file)}")  # noqa: S608 - a number


def drop_stored(connection: "duckdb.DuckDBPyConnection", held: store.Manifest) -> None:
    """Delete from ``events`` those whose id is stored in their month, or occurs before.

    The number deleted of each file goes into ``kinds``.
    """
    connection.execute(
        "CREATE TEMP TABLE before AS SELECT file, count(*) AS n FROM events GROUP BY 1"
    )
    earlier = [
        str(store.folder(held.feed) / p.file) for p in held.parts if p.month in _months(connection)
    ]
    if earlier:
        paths = ", ".join(map(quoted, earlier))
        connection.execute(
            f"DELETE FROM events WHERE event IS NOT NULL AND event IN "  # noqa: S608 - quoted
            f"(SELECT event FROM read_parquet([{paths}]))"
        )
    connection.execute(
        "DELETE FROM events WHERE rowid IN (SELECT rowid FROM events WHERE event IS NOT NULL "
        "QUALIFY row_number() OVER (PARTITION BY event ORDER BY rowid) > 1)"
    )
    connection.execute(
        f"INSERT INTO kinds SELECT file, '{ALREADY}', b.n - coalesce(e.n, 0) FROM before b "  # noqa: S608 - ours
        "LEFT JOIN (SELECT file, count(*) AS n FROM events GROUP BY 1) e USING (file)"
    )


def _months(connection: "duckdb.DuckDBPyConnection") -> list[str]:
    rows = connection.execute(
        "SELECT DISTINCT strftime(day, '%Y-%m') FROM events ORDER BY 1"
    ).fetchall()
    return [row[0] for row in rows]


def write(
    connection: "duckdb.DuckDBPyConnection", held: store.Manifest, folder: Path
) -> store.Parts:
    """Write ``events`` as one staged part for each month.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Holds the table.
    held : Manifest
        The store; parts of a month that has many are merged with the new rows.
    folder : Path
        Where to write.
    """
    made: store.Parts = {}
    batch = secrets.token_hex(6)
    columns = ", ".join(identifier(c) for c in COLUMNS)
    for month in _months(connection):
        old = [part.file for part in held.parts if part.month == month]
        merge = old if len(old) >= _MANY else []
        rows = (
            f"SELECT {columns} FROM events WHERE day BETWEEN DATE '{month}-01' "  # noqa: S608 - ours
            f"AND last_day(DATE '{month}-01')"
        )
        if merge:
            paths = ", ".join(quoted(str(store.folder(held.feed) / file)) for file in merge)
            rows += f" UNION ALL SELECT {columns} FROM read_parquet([{paths}])"  # noqa: S608 - quoted
        target = folder / f"{month}-{batch}.parquet"
        connection.execute(
            f"COPY ({rows} ORDER BY source, target, day) TO {quoted(str(target))} "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
        )
        made[target] = (_part(connection, target, month), merge)
    return made


def _part(connection: "duckdb.DuckDBPyConnection", path: Path, month: str) -> store.Part:
    rows, first, last = connection.execute(
        f"SELECT count(*), min(day), max(day) FROM read_parquet({quoted(str(path))})"  # noqa: S608 - quoted
    ).fetchall()[0]
    return store.Part(
        file=path.name, month=month, rows=rows, first=first.isoformat(), last=last.isoformat()
    )


def counts(connection: "duckdb.DuckDBPyConnection") -> dict[int, Counts]:
    """Rows of each file, from ``kinds`` and ``events``."""
    kinds: dict[int, dict[str, int]] = {}
    for file, kind, n in connection.execute("FROM kinds").fetchall():
        if n:
            kinds.setdefault(file, {})[kind] = n
    stored = connection.execute(
        "SELECT file, count(*), count(*) FILTER (misdated) FROM events GROUP BY 1"
    ).fetchall()
    rows = {file: (n, misdated) for file, n, misdated in stored}
    return defaultdict(
        lambda: Counts(lines=0, stored=0, kinds={}),
        {file: _count(of, *rows.get(file, (0, 0))) for file, of in kinds.items()},
    )


def _count(kinds: Mapping[str, int], stored: int, misdated: int) -> Counts:
    lines = sum(n for kind, n in kinds.items() if kind != ALREADY)
    shown = {kind: n for kind, n in kinds.items() if kind not in (REJECTED, EVENTS)}
    return Counts(lines, stored, {**shown, **({MISDATED: misdated} if misdated else {})})
