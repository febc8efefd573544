"""A join table from a feed's country codes to COW codes, by the days on which they hold."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from detente.errors import DataError
from detente.events.feed import StateOf
from detente.states.states import records

MOST_CODES = 5_000  # different country codes or names in one load; more is another column
Period = tuple[str, date, date, int]  # code, first and last day, COW code


def periods(codes: Iterable[str], state: StateOf, first: date, last: date) -> list[Period]:
    """For each code, the spans of days in which it means one state.

    Parameters
    ----------
    codes : iterable of str
        Country codes or names of a feed.
    state : callable (str, date) -> int or None
        Of the feed.
    first, last : date
        Days of the events.

    Raises
    ------
    DataError
        If there are more codes than any feed has.
    """
    known = sorted(set(codes))
    if len(known) > MOST_CODES:
        raise DataError(f"{len(known):,} different country codes, such as {known[0][:40]!r}")
    starts = [first, *(day for day in _changes() if first < day <= last)]
    ends = [*(day - timedelta(days=1) for day in starts[1:]), last]
    return [
        period
        for code in known
        for period in _joined(
            code, [(s, e, state(code, s)) for s, e in zip(starts, ends, strict=True)]
        )
    ]


@cache
def _changes() -> tuple[date, ...]:
    """Days on which some state begins, ends or changes its name, in order."""
    begun = {row.start for row in records()}
    over = {row.end + timedelta(days=1) for row in records() if row.end}
    return tuple(sorted(begun | over))


def _joined(code: str, spans: list[tuple[date, date, int | None]]) -> list[Period]:
    """Spans that follow each other with one state, as one."""
    joined: list[Period] = []
    for start, end, ccode in spans:
        if ccode is None:
            continue
        if joined and joined[-1][3] == ccode and joined[-1][2] + timedelta(days=1) == start:
            joined[-1] = (code, joined[-1][1], end, ccode)
        else:
            joined.append((code, start, end, ccode))
    return joined
