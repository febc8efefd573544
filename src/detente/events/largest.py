"""The days of a pair with the most mentions, and where they were reported."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from detente.errors import DataError
from detente.events import store
from detente.events.counting import Counting
from detente.events.engine import Columns, open_engine
from detente.events.month_tables import months_of_columns
from detente.events.monthly import DEFAULT, month_end, month_start, ordered
from detente.events.queries import sql

MOST_COUNT = 1000


@dataclass(frozen=True, kw_only=True)
class LargeDay:
    """What a feed reports between two states, in either direction, on one day under one root code.

    Attributes
    ----------
    day : date
        The day.
    root : str
        The family of the codes.
    quad : int or None
        The smallest quad of its rows; None if none is known.
    events, mentions : int
        Rows, repeated ones too, and their mentions.
    references : tuple of str
        At most three, those with the most mentions first.
    """

    day: date
    root: str
    quad: int | None
    events: int
    mentions: int
    references: tuple[str, ...]


def largest_days(
    feed: str,
    one: int,
    two: int,
    months: np.datetime64 | Sequence[np.datetime64],
    count: int = 10,
    counting: Counting = DEFAULT,
    engine: str = "duckdb",
) -> dict[np.datetime64, tuple[LargeDay, ...]]:
    """Days and root codes with the most mentions, for each of some months.

    Parameters
    ----------
    feed : str
        Id of a feed in the store.
    one, two : int
        COW codes, in any order.
    months : datetime64[M], or a sequence of them
        The months.
    count : int
        Most days in a month, 1 to 1,000.
    counting : Counting
        Which roles count, and whether misdated rows do.
    engine : str
        ``"duckdb"``, or the address of a Spark Connect server, ``sc://HOST:PORT``.

    Returns
    -------
    dict from datetime64[M] to tuple of LargeDay
        Every requested month, the largest day first: by mentions, then rows, day and root.

    Raises
    ------
    MissingData
        If the store has nothing of the feed.
    DataError
        If the two states are one, or ``count`` is out of its range.
    """
    if not 1 <= count <= MOST_COUNT:
        raise DataError(f"count: {count}; wanted 1 to {MOST_COUNT}")
    one, two = ordered(one, two)
    months_of: list[np.datetime64] = list(np.unique(np.array(months, dtype="datetime64[M]")))
    days_of: dict[np.datetime64, tuple[LargeDay, ...]] = dict.fromkeys(months_of, ())
    if not months_of:
        return days_of
    span = month_start(months_of[0]), month_end(months_of[-1])
    # a part is named after its month
    parts = [p for p in store.parts(feed, *span) if np.datetime64(p.name[:7]) in days_of]
    if not parts:
        return days_of
    values = {"one": one, "two": two, "count": count}
    with open_engine(engine) as opened:
        text = sql("largest days", counting, opened.dialect, first=span[0], last=span[1], **values)
        (columns,) = opened.run(parts, text)
    for month, day in zip(months_of_columns(columns), _days(columns), strict=True):
        days_of[month] = (*days_of[month], day)
    return days_of


def _days(columns: Columns) -> Iterator[LargeDay]:
    sources = zip(*(columns[f"reference{n}"] for n in (1, 2, 3)), strict=True)
    for n, texts in enumerate(sources):
        yield LargeDay(
            day=columns["day"][n].item(),
            root=str(columns["root"][n]),
            quad=int(columns["quad"][n]) or None,
            events=int(columns["events"][n]),
            mentions=int(columns["mentions"][n]),
            references=tuple(str(text) for text in texts if text),
        )
