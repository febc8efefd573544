"""The sources as SQL for the measures, as known at the end of a year or in full."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from detente.data import store
from detente.errors import MissingData
from detente.registry import sources

if TYPE_CHECKING:
    import duckdb

Make = Callable[["duckdb.DuckDBPyConnection"], "duckdb.DuckDBPyRelation"]


class Tables:
    """``tables["nmc"]`` is the SQL of a source's rows, to stand after FROM."""

    def __init__(self, cutoff: int | None = None) -> None:
        self.cutoff = cutoff
        self._held = store.status()

    def __getitem__(self, source: str) -> str:
        return store.query(sources()[source], cutoff=self.cutoff, held=self._held)

    def derived(self, name: str, needs: tuple[str, ...], make: Make, *, version: int = 1) -> str:
        """SQL of a table worked out once from whole sources and kept in the store.

        Each row has a ``year`` and depends on nothing later than that year, so that a cutoff
        leaves out rows and changes none. ``version`` changes with the algorithm.
        """
        cards = [sources()[need] for need in needs]
        held = [store.path(card, self._held).name for card in cards]  # a name tells the rows
        key = hashlib.sha256(f"{name} {version} {held}".encode()).hexdigest()[:16]
        target = store.home() / "derived" / f"{name}.{key}.parquet"
        if not target.exists():
            _keep(name, make, target)
        rows = f"read_parquet({store.quoted(str(target))})"
        if self.cutoff is None:
            return rows
        last = self.cutoff - max(card.lag for card in cards)
        return f"(SELECT * FROM {rows} WHERE year <= {last})"

    def last(self, years: tuple[int, int], needs: tuple[str, ...]) -> int:
        """Last year that a measure covers, as known at the cutoff."""
        if self.cutoff is None:
            return years[1]
        return min(years[1], self.cutoff - max((sources()[n].lag for n in needs), default=0))


def _keep(name: str, make: Make, target: Path) -> None:
    beside = target.with_suffix(f".{os.getpid()}")
    try:
        target.parent.mkdir(exist_ok=True)
        with store.database(name) as connection:
            make(connection).write_parquet(str(beside), compression="zstd")
        beside.replace(target)
    except OSError as problem:
        raise MissingData(f"{target.parent}: cannot be written ({problem.strerror})") from None
    finally:
        beside.unlink(missing_ok=True)
