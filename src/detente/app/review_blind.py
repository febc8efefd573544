"""Blind reading in an address: when it began and when each paragraph was done."""

from collections.abc import Iterable
from datetime import UTC, datetime
from math import ceil

from detente.reading.blind import OFF, Blind

_MAX_DONE = 2000


def parse_blind(start: int, done: Iterable[str]) -> Blind:
    """Blind mode of an address; what is no number is dropped.

    Parameters
    ----------
    start : int
        Milliseconds since 1970; 0 if the mode is off.
    done : iterable of str
        ``PARAGRAPH-MILLISECONDS`` each.
    """
    if start <= 0:
        return OFF
    ended: dict[int, datetime] = {}
    for item in list(done)[:_MAX_DONE]:
        number, _, at = item.partition("-")
        if number.isdecimal() and at.isdecimal() and len(number) < 7 and len(at) < 15:
            ended.setdefault(int(number), _time(int(at)))
    return Blind(start=_time(start), done=ended)


def _time(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(min(milliseconds, 10**14) / 1000, UTC)


def stamp(when: datetime) -> int:
    """Milliseconds since 1970, rounded up: a mark made before is never later."""
    return ceil(when.timestamp() * 1000)
