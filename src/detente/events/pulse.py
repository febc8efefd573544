"""The monthly pulse of a pair: every feed that covers it, side by side and never joined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from detente.document.pulse import EventAlignment, FeedPulse, Pulse, PulseChange, PulseDay
from detente.errors import DataError, MissingData, UnknownState
from detente.events import store, stored_series
from detente.events.agreement import correlations
from detente.events.counting import Counting
from detente.events.largest import LargeDay, largest_days
from detente.events.measured import measured
from detente.events.monthly import NoEvents, explain, pair_series
from detente.events.pulse_feed import feed_pulse
from detente.events.queries import Dialect
from detente.events.rows import QUADS
from detente.events.series import MonthlySeries
from detente.states.states import State, two_states

_SUMMED = (
    "its producer summed it: roles, duplicates, weights and the engine do not apply to this series"
)
LARGEST = 10  # days listed behind a change
_BEHIND = 3  # months of it that they are looked for in

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
        Any day of the first and of the last month listed; by default all that a feed holds. Months
        before the first still count as the past of those listed, months after the last do not.
    feeds : sequence of str, optional
        Ids of event feeds or of monthly series in the data store; by default all that are there.
    counting : Counting, optional
        Which roles count and how duplicates are dropped, for event feeds.
    smoothed : bool, default False
        See every month from the end, in hindsight; by default the estimate of a month uses no later
        month.
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
    begins = None if first is None else np.datetime64(first, "M")
    question = _Request(states, begins, last, counting or Counting(), smoothed, engine)
    each = [question.series(feed) for feed in _chosen(feeds)]
    parts = [question.part(s) for s in each if isinstance(s, MonthlySeries)]
    parts.sort(key=lambda part: part.last, reverse=True)
    nothing = [s for s in each if isinstance(s, str)]
    if not parts:
        raise MissingData("; ".join(nothing))
    return Pulse(
        ccodes=[s.ccode for s in states],
        names=[s.name for s in states],
        view="hindsight" if smoothed else "filtered",
        first=min(p.first for p in parts),
        last=max(p.last for p in parts),
        feeds=parts,
        correlations=correlations(parts),
        notes=nothing,
    )


def explained(
    one: str,
    other: str,
    first: date | None = None,
    last: date | None = None,
    *,
    feeds: Sequence[str] | None = None,
    counting: Counting | None = None,
    engine: str = "duckdb",
) -> str:
    """The SQL that counts the events of two states by month; nothing is counted.

    Parameters
    ----------
    one, other, first, last, counting, engine
        As for `pulse`.
    feeds : sequence of str, optional
        Ids of event feeds, loaded or not; by default those that are loaded.

    Raises
    ------
    DataError
        If no feed is named and none is loaded, or as `pulse`.
    """
    names = list(feeds or store.loaded())
    if not names:
        raise DataError("no event feed is loaded; name one, such as gdelt2")
    summed = next((n for n in names if n in stored_series.SERIES), None)
    if summed is not None:
        raise DataError(
            f"{summed}: sums by its producer, which no SQL counts; wanted an event feed"
        )
    a, b = (s.ccode for s in two_states(one, other, last or date.today()))
    dialect: Dialect = "duckdb" if engine == "duckdb" else "spark"
    return "".join(explain(n, a, b, first, last, counting or Counting(), dialect) for n in names)


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


@dataclass(frozen=True)
class _Request:
    """Parameters that all feeds share."""

    states: tuple[State, State]
    first: np.datetime64 | None
    last: date | None
    counting: Counting
    smoothed: bool
    engine: str

    def series(self, feed: str) -> MonthlySeries | str:
        """The pair's events in one feed, or a sentence on why there are none."""
        counted = feed not in stored_series.SERIES
        series = self._counted(feed) if counted else self._stored(feed)
        return self._eventful(series) if isinstance(series, MonthlySeries) else series

    def _stored(self, feed: str) -> MonthlySeries | str:
        try:
            series = stored_series.stored_series(feed, *self._codes, None, self.last)
        except (DataError, UnknownState) as problem:  # another time, or states it does not know
            return str(problem)
        if (self.counting, self.engine) == (Counting(), "duckdb"):
            return series
        return replace(series, notes=(*series.notes, _SUMMED))

    def _counted(self, feed: str) -> MonthlySeries | str:
        begins = store.summary(feed).first
        if begins is None:
            return f"{feed}: it has no events"
        if self.last is not None and np.datetime64(begins, "M") > np.datetime64(self.last, "M"):
            return f"{feed}: its events begin on {begins}"
        try:
            return pair_series(feed, *self._codes, None, self.last, self.counting, self.engine)
        except NoEvents as problem:  # what lies in these months came late, or is misdated
            return str(problem)

    def _eventful(self, series: MonthlySeries) -> MonthlySeries | str:
        """The series, or a sentence that it has no event in the months listed."""
        months = series.months if self.first is None else series.months[series.months >= self.first]
        if not months.size:
            return f"{series.label}: its months are {series.months[0]} to {series.months[-1]}"
        sides = (s for s in (series.cooperation, series.conflict) if s is not None)
        if any(np.nansum(s[-months.size :]) > 0 for s in sides):
            return series
        one, two = (s.name for s in self.states)
        when = f"from {months[0]} to {months[-1]}" if months.size > 1 else f"in {months[0]}"
        return f"{series.label}: no event between {one} and {two} {when}"

    @property
    def _codes(self) -> tuple[int, int]:
        return self.states[0].ccode, self.states[1].ccode

    def part(self, series: MonthlySeries) -> FeedPulse:
        """One feed's part of the document."""
        names = self.states[0].name, self.states[1].name
        computed = measured(series, smoothed=self.smoothed)
        counted = series.feed not in stored_series.SERIES
        changes = [c for c in computed.changes if self.first is None or c.month >= str(self.first)]
        if counted:
            changes = list(self._with_days(series, changes))
        part = feed_pulse(
            series,
            replace(computed, changes=tuple(changes)),
            names,
            swapped=self.states[0].ccode != series.one,
            first=self.first,
        )
        if not counted or self.counting != Counting():  # drift counts all actors by day
            return part
        return part.model_copy(update={"drift": self._drift(series.feed)})

    def _drift(self, feed: str) -> EventAlignment | None:
        from detente.events.drift import alignment_part  # needs all pairs, which takes longer

        return alignment_part(feed, *self._codes, self.last)

    def _with_days(
        self, series: MonthlySeries, changes: Sequence[PulseChange]
    ) -> Iterator[PulseChange]:
        """The changes with the largest days of their first months, up to the month of detection."""
        spans = [_first_months(c) for c in changes]
        months = sorted({month for span in spans for month in span})
        days = (
            largest_days(series.feed, *self._codes, months, LARGEST, self.counting, self.engine)
            if months
            else {}
        )
        for change, span in zip(changes, spans, strict=True):
            every = [day for month in span for day in days[month]]
            largest = sorted(every, key=lambda d: (-d.mentions, -d.events, d.day, d.root))
            yield change.model_copy(update={"days": [_day(d) for d in largest[:LARGEST]]})


def _first_months(c: PulseChange) -> list[np.datetime64]:
    """The month in which a change began and the later months up to the one in which it was
    known."""
    begins = np.datetime64(c.month)
    return [m for m in begins + np.arange(_BEHIND) if m <= np.datetime64(c.known)]


def _day(d: LargeDay) -> PulseDay:
    return PulseDay(
        day=d.day,
        root=d.root,
        kind=None if d.quad is None else QUADS[d.quad - 1],
        events=d.events,
        mentions=d.mentions,
        references=list(d.references),
    )
