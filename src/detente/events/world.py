"""What a feed holds of all pairs by month: the exposure, and the rows that it rests on."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.cache import MONTHS, digest
from detente.events import store
from detente.events.counting import Counting
from detente.events.engine import Columns, Engine
from detente.events.expressions import CLASSES
from detente.events.queries import Query, sql
from detente.events.series import Months

Counts = NDArray[np.int64]
WORLD_QUERIES: tuple[Query, ...] = ("world", "rows")
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


def month_of(columns: Columns) -> Months:
    """Months of the columns ``year`` and ``month``."""
    months: Months = ((columns["year"] - 1970) * 12 + columns["month"] - 1).astype("datetime64[M]")
    return months


def slices(
    feed: str, engine: Engine, first: date | None, last: date | None
) -> Iterator[tuple[tuple[date, date], list[Path]]]:
    """Spans that cover the requested days, each with its parts.

    A calendar year each, so that memory depends on a year's rows and not on all; one span for an
    engine that takes all parts together.

    Parameters
    ----------
    feed : str
        Id of the feed.
    engine : Engine
        What reads them.
    first, last : date or None
        First and last day; open where None.

    Raises
    ------
    MissingData
        If nothing of the feed was loaded.
    """
    start, end = first or date.min, last or date.max
    by_year: dict[int, list[Path]] = {}
    for part in store.parts(feed, start, end):
        by_year.setdefault(int(part.name[:4]), []).append(part)  # named after its month
    if engine.together and by_year:
        years = min(by_year), max(by_year)
        yield _within(start, end, *years), [part for of in by_year.values() for part in of]
        return
    for year, parts in sorted(by_year.items()):
        yield _within(start, end, year, year), parts


def _within(start: date, end: date, low: int, high: int) -> tuple[date, date]:
    """Days of some years that lie in a span."""
    return max(start, date(low, 1, 1)), min(end, date(high, 12, 31))


def world_months(
    feed: str,
    counting: Counting,
    engine: Engine,
    first: date | None = None,
    last: date | None = None,
) -> WorldMonths:
    """All events of a feed by month. What does not change is computed once and stored.

    Parameters
    ----------
    feed : str
        Id of the feed.
    counting : Counting
        What counts.
    engine : Engine
        What computes it.
    first, last : date, optional
        First and last day, the ends of months; all that the feed holds if absent.

    Raises
    ------
    MissingData
        If nothing of the feed was loaded.
    """
    years = first and first.replace(month=1, day=1), last and last.replace(month=12, day=31)
    whole = [_stored(counting, engine, span, parts) for span, parts in slices(feed, engine, *years)]
    table = np.concatenate([np.empty((0, 11), dtype=np.int64), *whole])
    table = table[np.argsort(table[:, 0])]
    months = table[:, 0].astype("datetime64[M]")
    inside = np.ones(len(months), dtype=bool)
    if first is not None:
        inside &= months >= np.datetime64(first, "M")
    if last is not None:
        inside &= months <= np.datetime64(last, "M")
    rows = dict(zip(_ROWS, table[inside, 6:].T, strict=True))
    return WorldMonths(months=months[inside], classes=table[inside, 1:6], **rows)


def _stored(
    counting: Counting, engine: Engine, span: tuple[date, date], parts: list[Path]
) -> NDArray[np.int64]:
    """Month, classes and rows of whole years, computed if the cache does not hold them."""
    texts = [
        sql(query, counting, engine.dialect, first=span[0], last=span[1]) for query in WORLD_QUERIES
    ]
    # a part never changes under its name
    name = digest(*texts, *(f"{p} {p.stat().st_size}" for p in parts))
    held = MONTHS.read(name)
    if held is not None:
        table: NDArray[np.int64] = np.load(io.BytesIO(held), allow_pickle=False)
        return table
    table = _computed(*engine.run(parts, *texts))
    buffer = io.BytesIO()
    np.save(buffer, table, allow_pickle=False)
    MONTHS.write(name, buffer.getvalue())
    return table


def _computed(events: Columns, rows: Columns) -> NDArray[np.int64]:
    months = month_of(rows)
    classes = np.zeros((len(months), 5), dtype=np.int64)
    # every month with an event has a row; a month of misdated rows has no event
    classes[np.searchsorted(months, month_of(events))] = np.column_stack(
        [events[f"both_{name}"] for name in CLASSES]
    )
    return np.column_stack([months.astype(np.int64), classes, *(rows[name] for name in _ROWS)])
