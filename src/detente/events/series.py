"""Monthly events of one pair, from any feed or data set."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.records import Array

Direction = Literal["one to two", "two to one", "both"]
Months = NDArray[np.datetime64]


@dataclass(frozen=True, kw_only=True)
class MonthlySeries:
    """Events between two states by month.

    Attributes
    ----------
    feed, label : str
        Id of the feed or series, and its name as shown.
    one, two : int
        COW codes of the pair, ``one < two``.
    unit : str
        What is counted: ``"events"``, or what the producer summed instead.
    months : array of datetime64[M], shape (n,)
        Consecutive months.
    quads : mapping from direction to array of float, shape (n, 4), or None
        Events in each quad class, in the order of `detente.events.rows.QUADS`; None where the
        series does not tell them apart. "both" counts a symmetric event once and so may be less
        than the sum of the two directions.
    cooperation, conflict : array of float, shape (n,), or None
        Of both directions, in ``unit``. None where the series does not hold it: a file of conflict
        alone gives no cooperation, so no balance.
    world : array of float, shape (n,)
        What the same feed holds of the same kinds for all pairs in the month: the exposure.
    days, length : array of int, shape (n,)
        Days of the month that the feed holds, and days that the month has.
    gap : array of bool, shape (n,)
        Months that count as missing: no day, no world total, or a known break of the instrument.
        Their counts are NaN, never zero.
    notes : tuple of str
        What a reader must know of this series: breaks, the quad rule used, duplicates dropped.
    """

    feed: str
    label: str
    one: int
    two: int
    unit: str
    months: Months
    quads: Mapping[Direction, Array] | None
    cooperation: Array | None
    conflict: Array | None
    world: Array
    days: NDArray[np.int64]
    length: NDArray[np.int64]
    gap: NDArray[np.bool_]
    notes: tuple[str, ...] = ()
