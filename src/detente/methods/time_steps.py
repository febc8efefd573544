"""Time steps of a series by their labels: sorted, none twice, gaps known as gaps."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from detente.errors import DataError

NAMES = ("date", "day", "week", "month", "year", "time", "step", "period", "t")  # of a time column
_LABEL = re.compile(r"([0-9]{1,9})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_MOST_STEPS = 200_000


def places_in_time(labels: Sequence[str], where: Sequence[str]) -> list[int]:
    """Number of the step, from 0, that each label stands for.

    Labels are years or numbers of steps (``1990``), months (``1990-05``) or days
    (``1990-05-01``), all of one kind. Days that are all the first of their month are months; else
    the step is the smallest distance of two days, such as a week.

    Parameters
    ----------
    labels : sequence of str
        In any order.
    where : sequence of str
        Place of each label in its file, for messages.

    Raises
    ------
    DataError
        If a label is no time, is of another kind than the first, stands twice, or lies between
        two steps.

    Examples
    --------
    >>> places_in_time(["1990-04", "1990-01", "1990-02"], ["3", "1", "2"])
    [3, 0, 1]
    >>> places_in_time(["2001-01-01", "2001-01-08", "2001-01-22"], ["1", "2", "3"])
    [0, 1, 3]
    """
    times = [_parsed(label.strip(), place) for label, place in zip(labels, where, strict=True)]
    kinds = [len(time) for time in times]
    for kind, label, place in zip(kinds, labels, where, strict=True):
        if kind != kinds[0]:
            raise DataError(f"{place}: the time '{label:.40}' is of another kind than the first")
    counted = _counted(times)
    _refuse_doubles(counted, labels, where)
    first, ordered = min(counted, default=0), sorted(counted)
    step = min((b - a for a, b in pairwise(ordered)), default=1)
    for count, label, place in zip(counted, labels, where, strict=True):
        if (count - first) % step:
            raise DataError(f"{place}: the time '{label:.40}' lies between two steps")
    if ordered and (ordered[-1] - first) // step >= _MOST_STEPS:
        raise DataError(f"the series spans more than {_MOST_STEPS:,} steps")
    return [(count - first) // step for count in counted]


def _parsed(label: str, place: str) -> tuple[int, ...]:
    match = _LABEL.fullmatch(label)
    if not match:
        raise DataError(
            f"{place}: the time is '{label:.40}'; wanted 1990, 1990-05 or 1990-05-01 in all rows"
        )
    parts = tuple(int(part) for part in match.groups() if part is not None)
    if len(parts) > 1:
        try:
            date(*(*parts, 1)[:3])
        except ValueError:
            raise DataError(f"{place}: '{label}' is no day of the calendar") from None
    return parts


def _counted(times: Sequence[tuple[int, ...]]) -> list[int]:
    """Years, months or days since an origin."""
    if not times or len(times[0]) == 1:
        return [time[0] for time in times]
    if len(times[0]) == 2 or all(time[2] == 1 for time in times):
        return [time[0] * 12 + time[1] for time in times]
    return [date(*time).toordinal() for time in times]


def _refuse_doubles(counted: Sequence[int], labels: Sequence[str], where: Sequence[str]) -> None:
    seen: dict[int, str] = {}
    for count, label, place in zip(counted, labels, where, strict=True):
        if count in seen:
            raise DataError(f"{place}: the time '{label:.40}' stands already in {seen[count]}")
        seen[count] = place
