"""The base class of all parts of a document, and the interval that they share."""

from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

Day = date  # for fields that are themselves called ``date``


class Part(BaseModel):
    """Any part of the document: unknown keys are errors, values never change."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        defer_build=True,
        allow_inf_nan=False,
    )


class Interval(Part):
    """A central value with its 90 % interval."""

    mean: float
    low: float
    high: float

    def about(self, mean: float) -> "Interval":
        """The same interval with another central value, widened where it must be to include it."""
        return Interval(mean=mean, low=min(self.low, mean), high=max(self.high, mean))

    def in_points(self) -> str:
        """A change of a probability in words; what rounds to zero has no sign.

        >>> Interval(mean=0.031, low=-0.004, high=0.1).in_points()
        '+3 points (0 to +10)'
        """
        mean, low, high = (f"{100 * x:+z.0f}" for x in (self.mean, self.low, self.high))
        mean, low, high = ("0" if x == "+0" else x for x in (mean, low, high))
        return f"{mean} points ({low} to {high})"

    @classmethod
    def of(cls, draws: "NDArray[np.float64]") -> "Interval":
        """Mean and 5th and 95th percentile of simulated values, shape (n_draws,)."""
        return cls.of_columns(draws[:, None])[0]

    @classmethod
    def of_columns(cls, draws: "NDArray[np.float64]") -> "list[Interval]":
        """One interval for every column of simulated values, shape (n_draws, k)."""
        return [cls(mean=m, low=a, high=b) for m, a, b in mean_and_ends(draws).T.tolist()]


def mean_and_ends(draws: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Mean and 5th and 95th percentile of every column, shape (3, k).

    Percentiles are interpolated linearly as in `numpy.quantile`, which is slower here.
    """
    import numpy as np  # a stored document is read and printed without it

    ordered = np.sort(draws, axis=0)
    place = np.array([0.05, 0.95]) * (draws.shape[0] - 1)
    below = place.astype(int)
    part = (place - below)[:, None]
    above = np.minimum(below + 1, draws.shape[0] - 1)
    ends = ordered[below] * (1 - part) + ordered[above] * part
    return np.array([draws.mean(axis=0), *ends])


def falling(curve: "Iterable[Interval]") -> list[Interval]:
    """A survival curve whose mean and ends never rise.

    Ends that were corrected year by year may rise by their sampling error: the least so far is
    taken.

    Examples
    --------
    >>> [i.high for i in falling(Interval(mean=0, low=0, high=x) for x in (0.9, 0.7, 0.8))]
    [0.9, 0.7, 0.7]
    """
    points = ((i.mean, i.low, i.high) for i in curve)
    ends = [list(accumulate(one, min)) for one in zip(*points, strict=True)]
    return [Interval(mean=m, low=a, high=b) for m, a, b in zip(*ends, strict=True)]


def known(**figures: Interval | None) -> dict[str, Interval]:
    """Intervals by the name of their figure, without those that are None.

    Examples
    --------
    >>> list(known(p=Interval(mean=0.5, low=0.4, high=0.6), q=None))
    ['p']
    """
    return {name: interval for name, interval in figures.items() if interval is not None}


def mean_of(interval: Interval | None) -> float | None:
    """The central value; None of None."""
    return None if interval is None else interval.mean
