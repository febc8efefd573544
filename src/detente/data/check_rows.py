"""Check the rows of a file whose checksum no card knows: its keys and its negative numbers."""

from pathlib import Path
from typing import TYPE_CHECKING

from detente.data.cards import SourceCard
from detente.data.store import identifier, quoted
from detente.errors import DataError

if TYPE_CHECKING:
    import duckdb

_NUMBERS = ("INTEGER", "BIGINT", "FLOAT", "DOUBLE", "SMALLINT", "TINYINT", "DECIMAL")


def check_rows(
    connection: "duckdb.DuckDBPyConnection", card: SourceCard, rows: Path, place: str
) -> None:
    """Refuse rows that have a key twice, or a negative number where the card allows none.

    Parameters
    ----------
    connection : DuckDBPyConnection
        It may read ``rows``.
    card : SourceCard
        The source; ``key`` and ``signed`` are what is checked.
    rows : Path
        A Parquet file with the columns of the card.
    place : str
        File or address, for the message.

    Raises
    ------
    DataError
        With the first key that occurs twice, or the first column with a negative number.
    """
    source = f"read_parquet({quoted(str(rows))})"
    _refuse_doubled(connection, card, source, place)
    _refuse_negative(connection, card, source, place)


def _refuse_doubled(
    connection: "duckdb.DuckDBPyConnection", card: SourceCard, source: str, place: str
) -> None:
    if not card.key:
        return
    columns = ", ".join(identifier(column) for column in card.key)
    twice = connection.execute(
        f"SELECT {columns}, count(*) FROM {source} GROUP BY {columns} "  # noqa: S608 - quoted names
        f"HAVING count(*) > 1 ORDER BY ALL LIMIT 1"
    ).fetchone()
    if twice:
        row = ", ".join(f"{name} {value}" for name, value in zip(card.key, twice, strict=False))
        raise DataError(f"{place}: {twice[-1]} rows for {row}; wanted one row for each {card.unit}")


def _refuse_negative(
    connection: "duckdb.DuckDBPyConnection", card: SourceCard, source: str, place: str
) -> None:
    columns = [c for c, kind in card.columns.items() if kind in _NUMBERS and c not in card.signed]
    if not columns:
        return
    least = ", ".join(f"min({identifier(column)})" for column in columns)
    row = connection.execute(f"SELECT {least} FROM {source}").fetchone() or ()  # noqa: S608 - quoted names
    for column, value in zip(columns, row, strict=True):
        if value is not None and value < 0:
            raise DataError(
                f"{place}: {column} is {value:g}; wanted no negative number: if it is a code for "
                "missing values, leave the cell empty"
            )
