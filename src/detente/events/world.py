"""Monthly totals of a feed over all pairs: the exposure, and the rows behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.events.counting import Counting
from detente.events.engine import Columns, Engine
from detente.events.expressions import CLASSES
from detente.events.month_tables import months_of_columns, pair_tables, tables
from detente.events.queries import Query, sql
from detente.events.series import Months

Counts = NDArray[np.int64]
_ROWS = ("days", "rows", "misdated", "other", "all")


@dataclass(frozen=True, kw_only=True)
class WorldMonths:
    """All events between states in a feed by month, in the months that it holds.

    Attributes
    ----------
    months : array of datetime64[M], shape (n,)
        Months with a row, in order; not all of a span.
    classes : array of int, shape (n, 5)
        Events of quad 1 to 4 and of unknown quad, each pair's counted as "both".
    days : array of int, shape (n,)
        Days with a row that came within a week (`detente.events.expressions.month_rows`).
    rows, misdated, other, all : array of int, shape (n,)
        Rows that count, with repetitions; misdated ones; of those that are not, the ones with a
        firm or person on either side, and all.
    """

    months: Months
    classes: Counts
    days: Counts
    rows: Counts
    misdated: Counts
    other: Counts
    all: Counts


def world_months(parts: Sequence[Path], counting: Counting, engine: Engine) -> WorldMonths:
    """All events of a feed by month. What does not change is computed once and stored.

    Parameters
    ----------
    parts : sequence of Path
        All parts of each month wanted.
    counting : Counting
        What counts.
    engine : Engine
        What computes it.
    """
    queries: tuple[Query, ...] = ("world" if engine.together else "all pairs", "rows")
    texts = [sql(query, counting, engine.dialect) for query in queries]

    def make(some: Sequence[Path]) -> NDArray[np.int64]:
        if engine.together:  # the counts of all pairs stay on the cluster
            return _joined(*engine.run(some, *texts))
        (rows,) = engine.run(some, texts[1])
        return _joined(_summed(some, counting, engine), rows)

    counted = [np.empty((0, 6 + len(_ROWS)), dtype=np.int64)]
    counted.extend(tables(parts, texts, engine, make, np.int64))
    table = np.concatenate(counted)
    rows = dict(zip(_ROWS, table[:, 6:].T, strict=True))
    return WorldMonths(months=table[:, 0].astype("datetime64[M]"), classes=table[:, 1:6], **rows)


def _summed(parts: Sequence[Path], counting: Counting, engine: Engine) -> Columns:
    """The sums over all pairs, as the query of the world gives them; the counts by pair are stored
    too."""
    sums = [
        (table[0, 0], *table[:, -len(CLASSES) :].sum(axis=0, dtype=np.int64))
        for table in pair_tables(parts, counting, engine)
        if len(table)  # a month of misdated rows has no event
    ]
    months, *classes = np.array(sums, dtype=np.int64).reshape(-1, 1 + len(CLASSES)).T
    by_name = {f"both_{name}": n for name, n in zip(CLASSES, classes, strict=True)}
    return {"year": 1970 + months // 12, "month": 1 + months % 12, **by_name}


def _joined(events: Columns, rows: Columns) -> NDArray[np.int64]:
    months = months_of_columns(rows)
    classes = np.zeros((len(months), len(CLASSES)), dtype=np.int64)
    # every month with an event has a row; a month of misdated rows has no event
    classes[np.searchsorted(months, months_of_columns(events))] = np.column_stack(
        [events[f"both_{name}"] for name in CLASSES]
    )
    return np.column_stack([months.astype(np.int64), classes, *(rows[name] for name in _ROWS)])
