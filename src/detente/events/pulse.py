"""The monthly pulse of a pair: every feed that covers it, side by side and never joined."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from detente.document.pulse import FeedPulse, Pulse
from detente.errors import DataError, MissingData
from detente.events import store, stored_series
from detente.events.agreement import correlations
from detente.events.counting import Counting
from detente.events.measured import measured
from detente.events.pulse_feed import feed_pulse
from detente.events.series import MonthlySeries
from detente.states.states import State, two_states

HOW = (
    "no event data: run `detente events load FILE` on files of a feed, or `detente data pull "
    "gdelt-dyad-months gdelt-world-months --from DIR` on monthly sums of GDELT"
)


def pulse(
    one: str,
    other: str,
    first: date | None = None,
    last: date | None = None,
    *,
    feeds: Sequence[str] | None = None,
    counting: Counting | None = None,
    smoothed: bool = False,
    engine: str = "duckdb",
) -> Pulse:
    """Events between two states by month: levels, talk against deeds, and changes that last.

    Parameters
    ----------
    one, other : str
        Names or codes of two states, as they were in the last month.
    first, last : date, optional
        Any day of the first and of the last month; by default all that a feed holds.
    feeds : sequence of str, optional
        Ids of event feeds or of monthly series in the data store; by default all that are there.
    counting : Counting, optional
        Which roles count and how duplicates are dropped, for event feeds.
    smoothed : bool, default False
        See every month from the end, in hindsight; by default nothing after a month enters what is
        said of it.
    engine : str, default "duckdb"
        Where events are counted: ``"duckdb"``, or ``"sc://HOST:PORT"`` of a Spark Connect server.

    Raises
    ------
    MissingData
        If there are no event data, or none between the two in these months.
    DataError
        If the months are the wrong way round, a feed is unknown, or the names mean one state.
    UnknownState
        If a name means no state of the last month.
    MissingExtra
        If the counts need an extra that is not installed.

    Examples
    --------
    >>> pulse("CHN", "RUS").feeds[0].changes  # doctest: +SKIP
    """
    if first is not None and last is not None and first > last:
        raise DataError(f"from {first:%Y-%m} to {last:%Y-%m}: wanted the earlier month first")
    states = two_states(one, other, last or date.today())
    asked = _Asked(states, first, last, counting, smoothed, engine)
    series = [asked.series(feed) for feed in _chosen(feeds)]
    parts = [asked.part(s) for s in series if _events(s) > 0]
    if not parts:
        raise MissingData("; ".join(map(asked.nothing, series)))
    return Pulse(
        ccodes=[s.ccode for s in states],
        names=[s.name for s in states],
        view="hindsight" if smoothed else "filtered",
        first=min(p.first for p in parts),
        last=max(p.last for p in parts),
        feeds=parts,
        correlations=correlations(parts),
        notes=[asked.nothing(s) for s in series if _events(s) == 0],
    )


def any_feed() -> bool:
    """Whether there are event data at all."""
    return bool(store.loaded() or stored_series.available())


def _chosen(feeds: Sequence[str] | None) -> list[str]:
    known = [*store.loaded(), *stored_series.available()]
    if not known:
        raise MissingData(HOW)
    unknown = [f for f in feeds or () if f not in known]
    if unknown:
        raise DataError(f"no feed '{unknown[0]:.40}'; wanted one of {', '.join(known)}")
    return list(dict.fromkeys(feeds)) if feeds else known


def _events(series: MonthlySeries) -> float:
    """Events in all months that are no gap."""
    sides = [s for s in (series.cooperation, series.conflict) if s is not None]
    return float(sum(np.nansum(s) for s in sides))


@dataclass(frozen=True)
class _Asked:
    states: tuple[State, State]
    first: date | None
    last: date | None
    counting: Counting | None
    smoothed: bool
    engine: str

    @property
    def pair(self) -> tuple[int, int]:
        one, two = sorted(s.ccode for s in self.states)
        return one, two

    @property
    def names(self) -> tuple[str, str]:
        return self.states[0].name, self.states[1].name

    def series(self, feed: str) -> MonthlySeries:
        """The pair's events of one feed: counted, or as its producer summed them."""
        if feed in stored_series.available():
            return stored_series.stored_series(feed, *self.pair, self.first, self.last)
        from detente.events.monthly import pair_series  # needs Ibis, which takes a second

        counting = self.counting or Counting()
        return pair_series(feed, *self.pair, self.first, self.last, counting, self.engine)

    def part(self, series: MonthlySeries) -> FeedPulse:
        readings, changes, recent = measured(series, smoothed=self.smoothed)
        swapped = self.states[0].ccode != series.one
        return feed_pulse(series, readings, changes, recent, self.names, swapped=swapped)

    def nothing(self, series: MonthlySeries) -> str:
        """That a feed holds no event between the two, in one sentence."""
        months = series.months
        span = f"from {months[0]} to {months[-1]}" if months.size else "in these months"
        return f"{series.label}: no event between {' and '.join(self.names)} {span}"
