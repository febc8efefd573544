"""Check the rows of a file whose checksum no card knows: its keys and its negative numbers."""

from pathlib import Path
from typing import TYPE_CHECKING

from detente.data.cards import SourceCard
from detente.data.sql import Sql, Template, identifier, joined, parquet, sql
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
    source = parquet(rows)
    _refuse_doubled(connection, card, source, place)
    _refuse_negative(connection, card, source, place)


_FIRST_TWICE = Template(
    "SELECT {key}, count(*) FROM {source} GROUP BY {key} HAVING count(*) > 1 ORDER BY ALL LIMIT 1"
)


def _refuse_doubled(
    connection: "duckdb.DuckDBPyConnection", card: SourceCard, source: Sql, place: str
) -> None:
    if not card.key:
        return
    first = _FIRST_TWICE.fill(key=joined(map(identifier, card.key)), source=source)
    twice = connection.execute(first).fetchone()
    if twice:
        row = ", ".join(f"{name} {value}" for name, value in zip(card.key, twice, strict=False))
        raise DataError(f"{place}: {twice[-1]} rows for {row}; wanted one row for each {card.unit}")


def _refuse_negative(
    connection: "duckdb.DuckDBPyConnection", card: SourceCard, source: Sql, place: str
) -> None:
    columns = [c for c, kind in card.columns.items() if kind in _NUMBERS and c not in card.signed]
    if not columns:
        return
    least = joined(sql("min({column})", column=identifier(column)) for column in columns)
    smallest = sql("SELECT {least} FROM {source}", least=least, source=source)
    row = connection.execute(smallest).fetchone() or ()
    for column, value in zip(columns, row, strict=True):
        if value is not None and value < 0:
            raise DataError(
                f"{place}: {column} is {value:g}; wanted no negative number: if it is a code for "
                "missing values, leave the cell empty"
            )
