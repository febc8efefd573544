"""The monthly pulse of a pair: every feed that covers it, side by side and never joined."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from detente.document.pulse import FeedPulse, Pulse
from detente.errors import DataError, MissingData
from detente.events import store, stored_series
from detente.events.agreement import correlations
from detente.events.series import MonthlySeries
from detente.states.states import State, two_states

if TYPE_CHECKING:
    from detente.events.monthly import Counting

HOW = (
    "no event data: run `detente events load FILE` on files of a feed, or "
    "`detente data pull gdelt-dyad-months gdelt-world-months --from DIR` on monthly sums of GDELT"
)


def pulse(
    one: str,
    other: str,
    first: date | None = None,
    last: date | None = None,
    *,
    feeds: Sequence[str] | None = None,
    counting: "Counting | None" = None,
    smoothed: bool = False,
    engine: str = "duckdb",
) -> Pulse:
    """Events between two states by month: levels, talk against deeds, and changes that last.

    Parameters
    ----------
    one, other : str
        Names or codes of two states, as they were in the last month.
    first, last : date, optional
        Any day of the first and last month; by default all that a feed holds.
    feeds : sequence of str, optional
        Ids of event feeds or of monthly series in the data store; by default all that are there.
    counting : Counting, optional
        Which roles count and how duplicates are dropped, for event feeds.
    smoothed : bool, default False
        See every month from the end, in hindsight; by default nothing after a month enters what is
        said of it.
    engine : str, default "duckdb"
        Where events are counted: ``"duckdb"`` or the address of a Spark Connect server.

    Raises
    ------
    MissingData
        If there are no event data, or none between the two in these months.
    DataError
        If the months are the wrong way round, a feed is unknown, or the names mean one state.
    UnknownState
        If a name means no state of the last month.

    Examples
    --------
    >>> pulse("CHN", "RUS")  # doctest: +SKIP
    """
    if first is not None and last is not None and first > last:
        raise DataError(f"from {first:%Y-%m} to {last:%Y-%m}: wanted a month not before the first")
    states = two_states(one, other, last or date.today())
    asked = _Asked(states, first, last, counting, smoothed, engine)
    parts, notes = asked.every(_chosen(feeds))
    if not parts:
        raise MissingData("; ".join(notes))
    return Pulse(
        ccodes=[s.ccode for s in states],
        names=[s.name for s in states],
        view="hindsight" if smoothed else "filtered",
        first=min(p.first for p in parts),
        last=max(p.last for p in parts),
        feeds=parts,
        correlations=correlations(parts),
        notes=notes,
    )
