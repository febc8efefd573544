"""The local store of reference data: one DuckDB file, changed in whole transactions.

It lies in ``$DETENTE_HOME``, else in ``$XDG_DATA_HOME/detente``, else in
``~/.local/share/detente``. This is the only module that opens DuckDB.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import DataError, MissingData
from detente.records import SourceCard

if TYPE_CHECKING:
    import duckdb

_MIGRATIONS = (
    "CREATE TABLE pulled (source TEXT PRIMARY KEY, version TEXT, rows INTEGER, sha256 TEXT,"
    " origin TEXT, pulled_at TIMESTAMP)",
)
_SLOW = "another detente is using the store; try again when it has finished"


@dataclass(frozen=True)
class Pulled:
    """What the store holds of one source. ``sha256`` is over its sorted rows as read."""

    source: str
    version: str
    rows: int
    sha256: str
    origin: str


def home() -> Path:
    """Folder of the store."""
    named = os.environ.get("DETENTE_HOME")
    if named:
        return Path(named)
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "detente"


@contextmanager
def _connect(*, write: bool) -> Iterator["duckdb.DuckDBPyConnection"]:
    import duckdb

    path = home() / "store.duckdb"
    if not write and not path.exists():
        raise MissingData("no data pulled yet; run `detente data pull --from DIR` first")
    try:
        if write:
            home().mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(str(path), read_only=not write)
    except OSError as problem:
        raise MissingData(f"{home()}: cannot be written ({problem.strerror})") from None
    except duckdb.IOException as problem:
        reason = _SLOW if "lock" in str(problem).lower() else str(problem).splitlines()[0]
        raise MissingData(f"{path}: {reason}") from None
    try:
        if write:
            _migrate(connection)
        yield connection
    finally:
        connection.close()


def _migrate(connection: "duckdb.DuckDBPyConnection") -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS migration (number INTEGER)")
    row = connection.execute("SELECT coalesce(max(number), 0) FROM migration").fetchone()
    for number in range(row[0] if row else 0, len(_MIGRATIONS)):
        connection.execute("BEGIN")
        connection.execute(_MIGRATIONS[number])
        connection.execute("INSERT INTO migration VALUES (?)", [number + 1])
        connection.execute("COMMIT")


def table(card: SourceCard) -> str:
    """Name of the table that holds a source."""
    return card.id.replace("-", "_")


def pull(
    cards: Iterable[SourceCard], folder: Path, *, tell: Callable[[Pulled], None] | None = None
) -> list[Pulled]:
    """Copy sources from a folder of Parquet files into the store: all of them, or none.

    Parameters
    ----------
    cards : iterable of SourceCard
        Which sources.
    folder : Path
        Where their files are, under the names that the cards give.
    tell : callable, optional
        Called after each source.

    Raises
    ------
    MissingData
        If the folder or a file is not there or cannot be read.
    DataError
        If a file lacks a column or has one of another type. The old store stays as it was.
    """
    if not folder.is_dir():
        raise MissingData(f"{folder}: wanted a folder of data files, found none")
    with _connect(write=True) as connection:
        connection.execute("BEGIN")
        done = []
        for card in cards:
            done.append(_pull_one(connection, card, folder))
            if tell:
                tell(done[-1])
        connection.execute("COMMIT")
        return done


def _pull_one(connection: Any, card: SourceCard, folder: Path) -> Pulled:
    import duckdb

    path = folder / card.file
    if not path.is_file():
        raise MissingData(f"{path}: not found; wanted the Parquet copy of {card.label}")
    try:
        here = connection.read_parquet(str(path)).columns
        absent = [c for c in card.columns if c not in here]
        if absent:
            raise DataError(
                f"{path}: no column {', '.join(absent)}; {card.label} {card.version} has it"
            )
        wanted = ", ".join(f'CAST("{c}" AS {kind}) AS "{c}"' for c, kind in card.columns.items())
        connection.execute(
            f"CREATE OR REPLACE TABLE {table(card)} AS SELECT {wanted} "  # noqa: S608 - from cards
            "FROM read_parquet(?) ORDER BY ALL",
            [str(path)],
        )
    except duckdb.Error as problem:
        raise DataError(f"{path}: {str(problem).splitlines()[0]}") from None
    rows = connection.execute(f"FROM {table(card)} ORDER BY ALL").fetchall()
    found = Pulled(card.id, card.version, len(rows), _checksum(rows), str(folder))
    connection.execute(
        "INSERT OR REPLACE INTO pulled VALUES (?, ?, ?, ?, ?, current_timestamp::TIMESTAMP)",
        [found.source, found.version, found.rows, found.sha256, found.origin],
    )
    return found


def _checksum(rows: list[tuple[Any, ...]]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update("\t".join("" if v is None else str(v) for v in row).encode() + b"\n")
    return digest.hexdigest()


def status() -> dict[str, Pulled]:
    """What the store holds, by source; empty when nothing was pulled."""
    if not (home() / "store.duckdb").exists():
        return {}
    with _connect(write=False) as connection:
        rows = connection.execute(
            "SELECT source, version, rows, sha256, origin FROM pulled ORDER BY source"
        ).fetchall()
    return {row[0]: Pulled(*row) for row in rows}


def read(*cards: SourceCard) -> list[list[dict[str, int | None]]]:
    """Rows of each source as dictionaries of its card's columns, nulls as None.

    Raises
    ------
    MissingData
        If a source is not in the store; the message says how to get it.
    """
    with _connect(write=False) as connection:
        return [_rows(connection, card) for card in cards]


def _rows(connection: Any, card: SourceCard) -> list[dict[str, int | None]]:
    import duckdb

    columns = list(card.columns)
    names = ", ".join(f'"{c}"' for c in columns)
    try:
        rows = connection.execute(f"SELECT {names} FROM {table(card)} ORDER BY ALL").fetchall()  # noqa: S608
    except duckdb.CatalogException:
        raise MissingData(
            f"{card.label} is not in the store; run `detente data pull {card.id} --from DIR`"
        ) from None
    return [dict(zip(columns, row, strict=True)) for row in rows]
