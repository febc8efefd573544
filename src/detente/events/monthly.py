"""Series of events by pair and month from the feeds in the store."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.errors import DataError, MissingData
from detente.events import store
from detente.events.breaks import breaks_of
from detente.events.counting import Counting
from detente.events.engine import Columns, Engine, open_engine
from detente.events.expressions import CLASSES
from detente.events.feed import feed_named
from detente.events.month_tables import PAIR_COLUMNS, months_of_columns, pair_tables, parts_by_month
from detente.events.notes import notes_of
from detente.events.queries import Dialect, Query, sql
from detente.events.series import Direction, MonthlySeries, Months
from detente.events.world import Counts, WorldMonths, world_months

DEFAULT = Counting()
PAIR_QUERIES: tuple[Query, ...] = ("pair events", "pair months", "pair rows")
# direction of a series: prefix of its columns, in the order of `expressions.DIRECTIONS`
PREFIXES: dict[Direction, str] = {
    "one to two": "forward",
    "two to one": "backward",
    "both": "both",
}


@dataclass(frozen=True, kw_only=True)
class PairMonths:
    """Events of every pair by month, where there is one.

    Attributes
    ----------
    feed : str
        Id of the feed.
    months : array of datetime64[M], shape (n,)
        Month of each row; rows are in the order of month, ``one``, ``two``.
    one, two : array of int, shape (n,)
        COW codes, ``one < two``.
    classes : mapping from direction to array of int, shape (n, 5)
        Events of quad 1 to 4 and of unknown quad. A pair without a row in a month has none if
        the feed has days in that month (`detente.events.world`); otherwise nothing is known.
    """

    feed: str
    months: Months
    one: NDArray[np.int16]
    two: NDArray[np.int16]
    classes: Mapping[Direction, NDArray[np.int32]]

    def where(self, mask: NDArray[np.bool_]) -> "PairMonths":
        """The rows that a mask of shape (n,) selects."""
        return PairMonths(
            feed=self.feed,
            months=self.months[mask],
            one=self.one[mask],
            two=self.two[mask],
            classes={direction: counts[mask] for direction, counts in self.classes.items()},
        )


def pair_series(
    feed: str,
    one: int,
    two: int,
    first: date | None = None,
    last: date | None = None,
    counting: Counting = DEFAULT,
    engine: str = "duckdb",
) -> MonthlySeries:
    """Events between two states by month.

    Parameters
    ----------
    feed : str
        Id of a feed in the store.
    one, two : int
        COW codes; the series has the smaller one first.
    first, last : date, optional
        A day of the first and of the last month; by default those of the feed.
    counting : Counting
        What counts.
    engine : str
        ``"duckdb"``, or the address of a Spark Connect server, ``sc://HOST:PORT``.

    Returns
    -------
    MonthlySeries
        A month without a row of the pair is zero where the feed has days in it, otherwise a gap.

    Raises
    ------
    MissingData
        If the store has nothing of the feed, or nothing in these months.
    DataError
        If the two states are one, or the months are out of order.
    """
    one, two = ordered(one, two)
    first, last = whole_months(first, last)
    with open_engine(engine) as opened:
        parts = store.parts(feed, first, last)  # once: a load may replace them meanwhile
        world = world_months(parts, counting, opened)
        months = _span(feed, world, first, last)
        span = month_start(months[0]), month_end(months[-1])
        values = {"one": one, "two": two}
        among, *texts = (
            sql(query, counting, opened.dialect, first=span[0], last=span[1], **values)
            for query in PAIR_QUERIES
        )
        inside = (of for m, of in parts_by_month(parts).items() if months[0] <= m <= months[-1])
        events, rows = opened.run(list(chain.from_iterable(inside)), *texts, among=among)
    return _series(feed, (one, two), months, world, _classes_in(months, events), rows, counting)


def all_pairs(
    feed: str,
    first: date | None = None,
    last: date | None = None,
    counting: Counting = DEFAULT,
    engine: str = "duckdb",
) -> PairMonths:
    """Events of every pair by month.

    Parameters
    ----------
    feed, first, last, counting, engine
        As `pair_series` takes them.

    Raises
    ------
    MissingData
        If the store has nothing of the feed, or nothing in these months.
    """
    first, last = whole_months(first, last)
    parts = store.parts(feed, first, last)
    if not parts:
        raise _nothing(feed, first, last)
    with open_engine(engine) as opened:
        return _pair_months(feed, parts, counting, opened)


def pairs_and_days(feed: str, parts: Sequence[Path]) -> tuple[PairMonths, WorldMonths]:
    """Events of every pair by month and the days covered in each, from the same parts.

    Parameters
    ----------
    feed : str
        Id of the feed.
    parts : sequence of Path
        All of its parts, as `store.parts` lists them: a load may replace them meanwhile.
    """
    with open_engine("duckdb") as engine:
        pairs = _pair_months(feed, parts, DEFAULT, engine)
        return pairs, world_months(parts, DEFAULT, engine)


def _pair_months(
    feed: str, parts: Sequence[Path], counting: Counting, engine: Engine
) -> PairMonths:
    table, n = _all_pairs(parts, counting, engine), len(CLASSES)
    return PairMonths(
        feed=feed,
        months=table[:, 0].astype("datetime64[M]"),
        one=table[:, 1].astype(np.int16),
        two=table[:, 2].astype(np.int16),
        classes={d: table[:, 3 + n * k : 3 + n * (k + 1)] for k, d in enumerate(PREFIXES)},
    )


def _all_pairs(parts: Sequence[Path], counting: Counting, engine: Engine) -> NDArray[np.int32]:
    """The tables of all months as one; each is freed as soon as it is copied."""
    counted = list(pair_tables(parts, counting, engine))
    whole = np.empty((sum(map(len, counted)), 1 + len(PAIR_COLUMNS)), dtype=np.int32)
    end = len(whole)
    while counted:
        table = counted.pop()
        whole[end - len(table) : end] = table
        end -= len(table)
    return whole


def explain(
    feed: str,
    one: int,
    two: int,
    first: date | None = None,
    last: date | None = None,
    counting: Counting = DEFAULT,
    dialect: Dialect = "duckdb",
) -> str:
    """SQL that counts the events of two states by month, over a table ``events``.

    No engine is opened and nothing needs to be loaded.

    Parameters
    ----------
    feed : str
        Id of a feed.
    one, two : int
        COW codes.
    first, last : date, optional
        A day of the first and of the last month; all if absent.
    counting : Counting
        What counts.
    dialect : "duckdb", "spark", "databricks" or "bigquery"
        Whose SQL.

    Raises
    ------
    DetenteError
        If there is no such feed or dialect, the two states are one, or the months are out of order.
    """
    one, two = ordered(one, two)
    first, last = whole_months(first, last)
    text = sql("pair months", counting, dialect, first=first, last=last, one=one, two=two)
    label = feed_named(feed).label
    return f"-- events: the parts of {label}, in events/{feed} of the data folder\n{text}\n"


def ordered(one: int, two: int) -> tuple[int, int]:
    """A pair with the smaller COW code first.

    Raises
    ------
    DataError
        If the two are one.
    """
    if one == two:
        raise DataError(f"a pair of {one} and {two}; wanted two different states")
    return min(one, two), max(one, two)


def whole_months(first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """The first day of a month and the last one of another.

    Raises
    ------
    DataError
        If the first is after the last.
    """
    if first and last and first > last:
        raise DataError(f"from {first} to {last}; wanted the earlier day first")
    return first and first.replace(day=1), last and month_end(np.datetime64(last, "M"))


def month_start(month: np.datetime64) -> date:
    """First day of a month."""
    day: date = month.astype("datetime64[D]").item()
    return day


def month_end(month: np.datetime64) -> date:
    """Last day of a month."""
    day = month_start(month)
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def held_days(feed: str) -> WorldMonths:
    """All events of a feed by month, with the days that it covers in each.

    Raises
    ------
    MissingData
        If the store has nothing of the feed.
    """
    with open_engine("duckdb") as engine:
        return world_months(store.parts(feed), DEFAULT, engine)


class NoEvents(MissingData):
    """A feed in the store has no events in the requested months."""


def _nothing(feed: str, first: date | None, last: date | None) -> NoEvents:
    held = store.summary(feed).months or ("nothing", "nothing")
    start = f"{first:%Y-%m}" if first else "the beginning"
    until = f"{last:%Y-%m}" if last else "the end"
    return NoEvents(
        f"{feed} has no events from {start} to {until}; the store holds {held[0]} to {held[-1]}"
    )


def _span(feed: str, world: WorldMonths, first: date | None, last: date | None) -> Months:
    """Consecutive months from the first to the last; by default of those that have days."""
    held = world.months[world.days > 0]
    if not len(held):
        raise _nothing(feed, first, last)
    start = max(np.datetime64(first, "M"), held[0]) if first else held[0]
    months: Months = np.arange(start, held[-1] + 1)
    return months


def _classes(columns: Columns, prefix: str) -> Counts:
    return np.column_stack([columns[f"{prefix}_{name}"] for name in CLASSES])


def _classes_in(months: Months, columns: Columns) -> dict[Direction, Counts]:
    """Classes of each of the months, zero where there is no row."""
    place = (months_of_columns(columns) - months[0]).astype(int)
    classes: dict[Direction, Counts] = {}
    for direction, prefix in PREFIXES.items():
        classes[direction] = np.zeros((len(months), len(CLASSES)), dtype=np.int64)
        classes[direction][place] = _classes(columns, prefix)
    return classes


def _exposure_and_days(months: Months, world: WorldMonths) -> tuple[Counts, Counts]:
    """Events of the world and days covered in each of the months, 0 where the feed has none."""
    place = (world.months - months[0]).astype(int)
    inside = (place >= 0) & (place < len(months))
    exposure, days = np.zeros((2, len(months)), dtype=np.int64)
    exposure[place[inside]] = world.classes[inside, :4].sum(axis=1)
    days[place[inside]] = world.days[inside]
    return exposure, days


def _series(
    feed: str,
    pair: tuple[int, int],
    months: Months,
    world: WorldMonths,
    classes: dict[Direction, Counts],
    rows: Columns,
    counting: Counting,
) -> MonthlySeries:
    exposure, days = _exposure_and_days(months, world)
    mixed = [b.month for b in breaks_of(feed) if b.mixed]
    gap = (days == 0) | (exposure == 0) | np.isin(months, np.array(mixed, dtype="datetime64[M]"))
    quads = {d: np.where(gap[:, None], np.nan, counts[:, :4]) for d, counts in classes.items()}
    return MonthlySeries(
        feed=feed,
        label=feed_named(feed).label,
        one=pair[0],
        two=pair[1],
        unit=counting.weights,
        months=months,
        quads=quads,
        cooperation=quads["both"][:, :2].sum(axis=1),
        conflict=quads["both"][:, 2:].sum(axis=1),
        world=np.where(gap, np.nan, exposure),
        days=days,
        length=((months + 1).astype("datetime64[D]") - months.astype("datetime64[D]")).astype(int),
        gap=gap,
        notes=tuple(notes_of(feed, months, gap, classes, rows, counting)),
    )
