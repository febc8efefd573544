"""Counts of events that a user brings, by directed pair of states and year.

From an event feed that was loaded (`detente events load`), else from a file of yearly counts
(``icews-quads``). Feeds are never joined: the one with most whole years is read.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.cache import TABLES, digest, program
from detente.data import store
from detente.data.sql import Sql, Template, joined, parquet, sql, word
from detente.events.series import Direction, Months
from detente.panel.tables import Tables
from detente.registry import measures

SOURCE = "icews-quads"
_COLUMNS = ("verb_coop", "matl_coop", "verb_conf", "matl_conf")
_DIRECTIONS: dict[Direction, str] = {"one to two": "forward", "two to one": "backward"}
_MONTHS, _DAYS = 12, 20  # of a whole year: its months, and the days held of each at least


def quads(tables: Tables) -> Sql:
    """SQL of counts by quadrant: ``ccode1``, ``ccode2`` (who acts on whom), ``year``, four counts.

    Raises
    ------
    MissingData
        If the user brought neither a feed nor a file.
    """
    feed = feed_of_years()
    if feed is None:
        return _of_file(tables)
    rows = sql("SELECT * FROM {rows}", rows=parquet(_of_feed(feed)))
    if tables.cutoff is None:
        return rows
    return sql("{rows} WHERE year <= {cutoff}", rows=rows, cutoff=tables.cutoff)


def feed_of_years() -> str | None:
    """The loaded feed with most whole years, the first in the alphabet of several; None without."""
    from detente.events import store as events

    years = {feed: len(_years_of(feed)) for feed in events.loaded()}
    best = max(years, key=lambda feed: years[feed], default=None)
    return best if best is not None and years[best] else None


def _years_of(feed: str) -> list[int]:
    from detente.events.monthly import held_days

    world = held_days(feed)
    return whole_years(world.months, world.days)


def whole_years(months: Months, days: NDArray[np.int64]) -> list[int]:
    """Years of which every month is there, with most of its days.

    Parameters
    ----------
    months : array of datetime64[M], shape (n,)
        Months, each once.
    days : array of int, shape (n,)
        Days that are held of each.

    >>> months = np.arange(np.datetime64("2018-01"), np.datetime64("2019-02"))
    >>> whole_years(months, np.full(13, 28))
    [2018]
    """
    full = months[days >= _DAYS].astype("datetime64[Y]").astype(int) + 1970
    years, count = np.unique(full, return_counts=True)
    return [int(year) for year in years[count == _MONTHS]]


def _of_feed(feed: str) -> Path:
    """Counts of a feed by year, computed once for what the store holds of it."""
    from detente.events import store as events

    parts = events.parts(feed)  # once: a load may replace them meanwhile
    key = digest(*program(), *(part.name for part in parts))[:16]
    return TABLES.file(f"event-years-{feed}.{key}.parquet", lambda path: _write(feed, parts, path))


def _write(feed: str, parts: Sequence[Path], path: Path) -> None:
    from detente.events.monthly import pairs_and_days

    pairs, world = pairs_and_days(feed, parts)
    years = pairs.months.astype("datetime64[Y]").astype(int) + 1970
    whole = np.isin(years, whole_years(world.months, world.days))
    columns = {"a": pairs.one[whole], "b": pairs.two[whole], "year": years[whole]}
    for direction, prefix in _DIRECTIONS.items():
        for k, name in enumerate(_COLUMNS):
            columns[f"{prefix}_{name}"] = pairs.classes[direction][whole, k]
    with store.database("events") as connection:
        connection.register("months", columns)
        connection.sql(
            sql(
                "{forward} UNION ALL {backward} ORDER BY ccode1, ccode2, year",
                forward=_directed("a", "b", "forward"),
                backward=_directed("b", "a", "backward"),
            )
        ).write_parquet(str(path), compression="zstd")


def _directed(giver: str, receiver: str, prefix: str) -> Sql:
    sums = joined(
        sql("sum({prefix}_{name})::INTEGER AS {name}", prefix=word(prefix), name=word(name))
        for name in _COLUMNS
    )
    return sql(
        "SELECT {giver} AS ccode1, {receiver} AS ccode2, year::INTEGER AS year, {sums} "
        "FROM months GROUP BY 1, 2, 3",
        giver=word(giver),
        receiver=word(receiver),
        sums=sums,
    )


def _of_file(tables: Tables) -> Sql:
    """Counts of the file; ISO-3 codes are those of the state of the year."""
    codes = measures()["codes"].query(tables)
    return Template("""
    SELECT a.ccode AS ccode1, b.ccode AS ccode2, e.year, {columns}
    FROM {counts} e
    JOIN ({codes}) a ON a.iso3 = e.source AND a.year = e.year
    JOIN ({codes}) b ON b.iso3 = e.target AND b.year = e.year
    WHERE a.ccode <> b.ccode
    """).fill(columns=joined(map(word, _COLUMNS)), counts=tables[SOURCE], codes=codes)
