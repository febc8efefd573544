"""One batch of files of one format: from rows as read to parts of the store, by month."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from detente.data.sql import Sql, Template, identifier, joined, literal, parquet, sql, tuples, word
from detente.events import damage, store
from detente.events.feed import Feed
from detente.events.rows import COLUMNS
from detente.events.state_codes import Period, periods
from detente.files import file_digest

if TYPE_CHECKING:
    import duckdb

_MANY = 6  # parts of a month; one more, and they are merged
_ROW_GROUP = 20_480  # rows; a pair and month lies in one or two
ALREADY, MISDATED = "already stored", "misdated"
REJECTED, EVENTS = "rejected", "events"
# what becomes of a row, by the first condition that holds; of two different states it is an event
_KINDS = {
    REJECTED: sql("rejected"),
    "no state": sql("a.ccode IS NULL AND b.ccode IS NULL"),
    "one state": sql("a.ccode IS NULL OR b.ccode IS NULL"),
    "same state": sql("a.ccode = b.ccode"),
    MISDATED: sql("misdated"),
}


# rows between two states, by the day of each
_PAIRS = sql(
    "(SELECT rowid AS id, * FROM scanned WHERE NOT rejected) s "
    "JOIN state_of a ON s.one = a.code AND s.day BETWEEN a.first AND a.last "
    "JOIN state_of b ON s.two = b.code AND s.day BETWEEN b.first AND b.last "
    "AND a.ccode <> b.ccode"
)
_TALLY = Template(
    "CREATE TEMP TABLE tally AS SELECT file, CASE {cases} ELSE {event} END AS kind, "
    "date_trunc('month', s.day) AS month, count(*) AS n, sum(coalesce(copies, 1)) AS events "
    "FROM scanned s LEFT JOIN state_of a ON s.one = a.code AND s.day BETWEEN a.first AND a.last "
    "LEFT JOIN state_of b ON s.two = b.code AND s.day BETWEEN b.first AND b.last GROUP BY ALL"
)


@dataclass(frozen=True)
class Counts:
    """Rows of one file: all that were read, stored events, and the rest by kind."""

    lines: int
    stored: int
    kinds: Mapping[str, int]


def tally(connection: "duckdb.DuckDBPyConnection", feed: Feed) -> None:
    """Create the tables ``state_of`` and ``tally``.

    ``state_of`` says which state each code of a country means, from which to which day. ``tally``
    counts rows, and the events that they stand for, by file, month and what becomes of them.

    Parameters
    ----------
    connection : DuckDBPyConnection
        After `scan.scan`.
    feed : Feed
        Of the rows.
    """
    _state_of(connection, feed)
    cases = [
        sql("WHEN {condition} THEN {kind}", condition=condition, kind=literal(kind))
        for kind, condition in _KINDS.items()
    ]
    connection.execute(_TALLY.fill(cases=joined(cases, " "), event=literal(EVENTS)))


_CODE_SPANS = Template(
    "SELECT {code} AS code, min(day), max(day) FROM scanned WHERE NOT rejected GROUP BY ALL"
)


def _state_of(connection: "duckdb.DuckDBPyConnection", feed: Feed) -> None:
    """Create the join table of the codes that occur."""
    spans_of_both = joined(
        (_CODE_SPANS.fill(code=word(one)) for one in ("one", "two")), " UNION ALL "
    )
    spans = connection.execute(spans_of_both).fetchall()
    codes = {code for code, _, _ in spans if code is not None}
    rows: list[Period] = []
    if codes:
        first, last = min(row[1] for row in spans), max(row[2] for row in spans)
        rows = periods(codes, feed.state, first, last)
    connection.execute(
        "CREATE TEMP TABLE state_of (code VARCHAR, first DATE, last DATE, ccode SMALLINT)"
    )
    if rows:  # as text: DuckDB imports pandas to bind parameters
        values = tuples(
            (literal(code), literal(str(first)), literal(str(last)), ccode)
            for code, first, last, ccode in rows
        )
        connection.execute(sql("INSERT INTO state_of VALUES {values}", values=values))


_SKIPPED = Template(
    "CREATE TEMP TABLE again AS SELECT event, bool_or(known) AS known "
    "FROM ({again}) GROUP BY event;"
    "CREATE TEMP TABLE skipped AS SELECT id, file, misdated FROM (SELECT s.*, "
    "known OR row_number() OVER (PARTITION BY s.event ORDER BY file, id) > 1 "
    "AS twice FROM {pairs} JOIN again ON again.event = s.event "
    "WHERE file NOT IN ({files})) WHERE twice;"
    "CREATE TEMP VIEW wanted AS SELECT s.*, a.ccode AS source, b.ccode AS target "
    "FROM {pairs} ANTI JOIN skipped USING (id) "
    "WHERE file NOT IN ({files})"
)


def skip(
    connection: "duckdb.DuckDBPyConnection", held: store.Manifest, refused: Iterable[int]
) -> None:
    """Create ``skipped``: events whose id is stored in their month, or came before in the batch.

    Parameters
    ----------
    connection : DuckDBPyConnection
        After `tally`.
    held : Manifest
        The store.
    refused : iterable of int
        Files whose events are skipped as a whole.
    """
    files = joined((-1, *refused))
    again = _again(connection, held, files)
    connection.execute(_SKIPPED.fill(again=again, pairs=_PAIRS, files=files))


def _again(connection: "duckdb.DuckDBPyConnection", held: store.Manifest, files: Sql) -> Sql:
    """SQL of the ids that occur more than once in the batch, or are stored already."""
    ids = sql(
        "SELECT event FROM scanned WHERE event IS NOT NULL AND file NOT IN ({files})", files=files
    )
    twice = sql(
        "SELECT event, false AS known FROM ({ids}) GROUP BY event HAVING count(*) > 1", ids=ids
    )
    months = _months(connection)
    earlier = [store.folder(held.feed) / p.file for p in held.parts if p.month in months]
    if not earlier:
        return twice
    damage.require_undamaged(earlier)
    known = sql(
        "FROM ({ids}) SEMI JOIN (FROM {stored} SELECT event) USING (event) "
        "SELECT DISTINCT event, true",
        ids=ids,
        stored=parquet(*earlier),
    )
    return joined([twice, known], " UNION ALL ")


def _months(connection: "duckdb.DuckDBPyConnection") -> list[str]:
    """Months of events, such as 2018-06."""
    rows = connection.execute(
        sql(
            "SELECT DISTINCT month FROM tally WHERE kind IN {kinds} ORDER BY 1",
            kinds=tuples([map(literal, (EVENTS, MISDATED))]),
        )
    ).fetchall()
    return [row[0].strftime("%Y-%m") for row in rows]


_OF_MONTH = Template("SELECT {typed} FROM {wanted} WHERE day BETWEEN {first} AND last_day({first})")
_COPY_MONTH = Template(
    "COPY ({rows} ORDER BY source, target, day) TO {target} "
    "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {size})"
)


def write_batch(
    connection: "duckdb.DuckDBPyConnection", held: store.Manifest, feed: Feed, folder: Path
) -> store.Parts:
    """Write the events that are not skipped as one staged part for each month.

    Parameters
    ----------
    connection : DuckDBPyConnection
        After `skip`.
    held : Manifest
        The store; parts of a month that has many are merged with the new rows.
    feed : Feed
        Of the rows.
    folder : Path
        Where to write.
    """
    made: store.Parts = {}
    several = any("copies" in layout.rows for layout in feed.layouts)
    wanted = sql("wanted, range(coalesce(copies, 1))" if several else "wanted")
    batch = secrets.token_hex(6)
    columns = joined(map(identifier, COLUMNS))
    typed = joined(
        sql("CAST({c} AS {kind}) AS {name}", c=identifier(c), kind=word(kind), name=word(c))
        for c, kind in COLUMNS.items()
    )
    for month in _months(connection):
        old = [part.file for part in held.parts if part.month == month]
        merge = old if len(old) >= _MANY else []
        first = literal(date.fromisoformat(f"{month}-01"))
        rows = [_OF_MONTH.fill(typed=typed, wanted=wanted, first=first)]
        if merge:
            stored = parquet(*(store.folder(held.feed) / file for file in merge))
            rows.append(sql("SELECT {columns} FROM {rows}", columns=columns, rows=stored))
        target = folder / f"{month}-{batch}.parquet"
        connection.execute(
            _COPY_MONTH.fill(
                rows=joined(rows, " UNION ALL "), target=literal(str(target)), size=_ROW_GROUP
            )
        )
        part = _part(connection, target, month)
        if part is not None:
            made[target] = (part, merge)
    return made


def _part(
    connection: "duckdb.DuckDBPyConnection", path: Path, month: str
) -> store.StoredPart | None:
    """What a staged part holds; None if it holds no row."""
    held = sql("SELECT count(*), min(day), max(day) FROM {rows}", rows=parquet(path))
    rows, first, last = connection.execute(held).fetchall()[0]
    if not rows:
        return None
    return store.StoredPart(
        file=path.name,
        month=month,
        rows=rows,
        first=first.isoformat(),
        last=last.isoformat(),
        sha256=file_digest(path),
    )


def row_counts(connection: "duckdb.DuckDBPyConnection") -> dict[int, Counts]:
    """Rows of each file by outcome, before repeated events are skipped."""
    rows = connection.execute(
        "SELECT file, kind, sum(n), sum(events) FROM tally GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    of_file: dict[int, dict[str, tuple[int, int]]] = {}
    for file, kind, n, events in rows:
        of_file.setdefault(file, {})[kind] = (n, events)
    return {file: _counts(kinds) for file, kinds in of_file.items()}


def _counts(kinds: Mapping[str, tuple[int, int]]) -> Counts:
    stored = {kind: kinds[kind][1] for kind in (EVENTS, MISDATED) if kind in kinds}
    shown = {kind: n for kind, (n, _) in kinds.items() if kind not in (REJECTED, EVENTS, MISDATED)}
    misdated = {MISDATED: stored[MISDATED]} if MISDATED in stored else {}
    lines = sum(n for n, _ in kinds.values())
    return Counts(lines, sum(stored.values()), {**shown, **misdated})


def without_skipped(
    connection: "duckdb.DuckDBPyConnection", counted: Mapping[int, Counts]
) -> dict[int, Counts]:
    """The counts of files, less the events that were skipped.

    Parameters
    ----------
    connection : DuckDBPyConnection
        After `skip`.
    counted : mapping of int to Counts
        From `row_counts`.
    """
    rows = connection.execute(
        "SELECT file, count(*), count(*) FILTER (misdated) FROM skipped GROUP BY file"
    ).fetchall()
    left = dict(counted)
    for file, n, misdated in rows:
        before = counted[file]
        kinds = {**before.kinds, ALREADY: n, MISDATED: before.kinds.get(MISDATED, 0) - misdated}
        shown = {kind: of for kind, of in kinds.items() if of}
        left[file] = Counts(before.lines, before.stored - n, shown)
    return left
