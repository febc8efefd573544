"""The sources as SQL for the measures, as known at the end of a year or in full."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.cache import TABLES, digest
from detente.data import store
from detente.data.as_of import last_covered, last_known
from detente.data.sql import Sql, parquet, sql
from detente.panel.seams import by_date
from detente.registry import sources

if TYPE_CHECKING:
    import duckdb

Make = Callable[["duckdb.DuckDBPyConnection"], "duckdb.DuckDBPyRelation"]


class Tables:
    """The tables that a measure reads: ``tables["nmc"]`` is SQL that stands after FROM.

    Codes of sources that use one code for several states are read by date
    (`detente.panel.seams`).

    Parameters
    ----------
    cutoff : int, optional
        Last year that was over on the date of interest. All years if absent.
    """

    def __init__(self, cutoff: int | None = None) -> None:
        self.cutoff = cutoff
        self._held = store.status()

    def __getitem__(self, source: str, /) -> Sql:
        rows = store.query(sources()[source], cutoff=self.cutoff, held=self._held)
        return by_date(source, rows)

    def __contains__(self, source: str) -> bool:
        """Whether the store has a source."""
        return source in self._held

    def other_release(self, source: str) -> str | None:
        """The release of a source in the store, if it is not that of the card."""
        return self._held[source].other_release if source in self._held else None

    def read(self, *needs: str) -> list[list[dict[str, Any]]]:
        """Rows of each source as dictionaries of its card's columns, nulls as None.

        Raises
        ------
        MissingData
            If a source is not in the store.
        """
        queries = [(self[need], sources()[need]) for need in needs]
        with store.database(", ".join(needs)) as connection:
            return [store.fetch_rows(connection, rows, card) for rows, card in queries]

    def derived(
        self, name: str, needs: tuple[str, ...], make: Make, *, version: int | str = 1
    ) -> Sql:
        """SQL of a table that is computed once from whole sources, then read from the cache.

        Each row has a ``year`` and depends on nothing later than that year, so that a cutoff
        removes rows and changes none.

        Parameters
        ----------
        name : str
            Name of the table; no dots.
        needs : tuple of str
            Ids of the sources that it is computed from.
        make : callable
            Returns the table as a relation of the DuckDB connection that it receives.
        version : int or str
            Changes with the algorithm.

        Raises
        ------
        MissingData
            If a source is not in the store.
        FileError
            If the cache cannot be written.
        """
        cards = [sources()[need] for need in needs]
        file = self._file(name, needs, version)
        path = TABLES.file(file, lambda part: _compute(name, make, part))
        rows = parquet(path)
        if self.cutoff is None:
            return rows
        last = last_known(cards, self.cutoff)
        return sql("(SELECT * FROM {rows} WHERE year <= {last})", rows=rows, last=last)

    def is_derived(self, name: str, needs: tuple[str, ...], *, version: int | str = 1) -> bool:
        """Whether the cache holds a table, so that `derived` computes nothing.

        Parameters
        ----------
        name, needs, version
            As for `derived`.
        """
        return (TABLES.folder / self._file(name, needs, version)).exists()

    def _file(self, name: str, needs: tuple[str, ...], version: int | str) -> str:
        files = [store.path(sources()[need], self._held).name for need in needs]
        key = digest(name, str(version), *files)[:16]  # files are named by their rows
        return f"{name}.{key}.parquet"

    def last(self, years: tuple[int, int], needs: tuple[str, ...]) -> int:
        """Last year that a measure covers, as known at the cutoff.

        Parameters
        ----------
        years : tuple of int
            First and last year that the measure covers in full.
        needs : tuple of str
            Ids of the sources that it reads; the largest lag of their cards applies.
        """
        return last_covered(years[1], (sources()[need] for need in needs), self.cutoff)


def _compute(name: str, make: Make, path: Path) -> None:
    with store.database(name) as connection:
        make(connection).write_parquet(str(path), compression="zstd")
