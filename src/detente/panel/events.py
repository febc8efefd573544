"""Counts of events that a user brings, by directed pair of states and year.

From an event feed that was loaded (`detente events load`), else from a file of yearly counts
(``icews-quads``). Feeds are never joined: the one with most whole years is read.
"""

from pathlib import Path

import numpy as np

from detente.cache import TABLES, digest
from detente.data import store
from detente.events.series import Direction
from detente.panel.tables import Tables
from detente.registry import measures

SOURCE = "icews-quads"
_COLUMNS = ("verb_coop", "matl_coop", "verb_conf", "matl_conf")
_DIRECTIONS: dict[Direction, str] = {"one to two": "forward", "two to one": "backward"}
_MONTHS = 12


def quads(tables: Tables) -> str:
    """SQL of counts by quadrant: ``ccode1``, ``ccode2`` (who acts on whom), ``year``, four counts.

    Raises
    ------
    MissingData
        If the user brought neither a feed nor a file.
    """
    feed = feed_of_years()
    if feed is None:
        return _of_file(tables)
    known = "" if tables.cutoff is None else f" WHERE year <= {tables.cutoff}"
    return f"SELECT * FROM read_parquet({store.quoted(str(_of_feed(feed)))}){known}"


def feed_of_years() -> str | None:
    """The loaded feed with most whole years, the first in the alphabet of several; None without."""
    from detente.events import store as events

    years = {feed: len(whole_years(events.summary(feed).months)) for feed in events.loaded()}
    best = max(years, key=lambda feed: years[feed], default=None)
    return best if best is not None and years[best] else None


def whole_years(months: tuple[str, ...]) -> list[int]:
    """Years of which every month is there; of a part of a year nothing is counted.

    Parameters
    ----------
    months : tuple of str
        Months such as 2018-06, each once.

    >>> whole_years(tuple(f"2018-{m:02}" for m in range(1, 13)) + ("2019-01",))
    [2018]
    """
    years = [int(month[:4]) for month in months]
    return sorted({year for year in years if years.count(year) == _MONTHS})


def _of_feed(feed: str) -> Path:
    """Counts of a feed by year, computed once for what the store holds of it."""
    from detente.events import store as events

    parts = [path.name for path in events.parts(feed)]
    return TABLES.file(
        f"event-years.{digest(feed, *parts)[:16]}.parquet", lambda part: _write(feed, part)
    )


def _write(feed: str, path: Path) -> None:
    from detente.events import store as events
    from detente.events.monthly import all_pairs

    pairs = all_pairs(feed)
    years = pairs.months.astype("datetime64[Y]").astype(int) + 1970
    whole = np.isin(years, whole_years(events.summary(feed).months))
    columns = {"a": pairs.one[whole], "b": pairs.two[whole], "year": years[whole]}
    for direction, prefix in _DIRECTIONS.items():
        for k, name in enumerate(_COLUMNS):
            columns[f"{prefix}_{name}"] = pairs.classes[direction][whole, k]
    with store.database("events") as connection:
        connection.register("months", columns)
        connection.sql(
            f"{_directed('a', 'b', 'forward')} UNION ALL {_directed('b', 'a', 'backward')} "
            "ORDER BY ccode1, ccode2, year"
        ).write_parquet(str(path), compression="zstd")


def _directed(giver: str, receiver: str, prefix: str) -> str:
    sums = ", ".join(f"sum({prefix}_{name})::INTEGER AS {name}" for name in _COLUMNS)
    return (
        f"SELECT {giver} AS ccode1, {receiver} AS ccode2, year::INTEGER AS year, {sums} "
        "FROM months GROUP BY 1, 2, 3"
    )


def _of_file(tables: Tables) -> str:
    """Counts of the file; ISO-3 codes are those of the state of the year."""
    codes = measures()["codes"].query(tables)
    return f"""
    SELECT a.ccode AS ccode1, b.ccode AS ccode2, e.year, {", ".join(_COLUMNS)}
    FROM {tables[SOURCE]} e
    JOIN ({codes}) a ON a.iso3 = e.source AND a.year = e.year
    JOIN ({codes}) b ON b.iso3 = e.target AND b.year = e.year
    WHERE a.ccode <> b.ccode
    """
