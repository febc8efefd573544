"""Partnerships at risk, year by year: what a learned hazard is fitted on and forecasts."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.data.as_of import cutoff_before
from detente.records import Array

UNKNOWN = -1  # not at risk in those years, or lost from sight before they ended
Ints = NDArray[np.int_]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """One row for each unit alive when a year began, with what was known by then.

    ``unit``, ``year``, ``stop`` and ``cause`` have shape (n,), ``x`` (n, k) in the order of
    ``names``, NaN where a covariate is missing. ``stop`` is the year of the next ending, of the
    cause numbered from 1 in ``causes``; where ``cause`` is 0 it is the last year seen.
    """

    unit: Ints
    year: Ints
    stop: Ints
    cause: Ints
    causes: tuple[str, ...]
    names: tuple[str, ...]
    x: Array

    def where(self, mask: NDArray[np.bool_] | Ints) -> "Rows":
        """The rows that a mask of shape (n,) selects, or that places name, in their order."""
        return replace(
            self,
            unit=self.unit[mask],
            year=self.year[mask],
            stop=self.stop[mask],
            cause=self.cause[mask],
            x=self.x[mask],
        )

    def known(self, origin: int) -> "Rows":
        """What could be known when the year ``origin`` began: later ends become censored."""
        cutoff = cutoff_before(origin)
        begun = self.where(self.year <= cutoff)
        later = begun.stop > cutoff
        return replace(
            begun,
            stop=np.where(later, cutoff, begun.stop),
            cause=np.where(later, 0, begun.cause),
        )

    def ending(self, first: int, last: int) -> Ints:
        """Cause of ending in the first to the last year ahead, of those that reach the first.

        Year 1 is the row's own. 0 is a survivor, `UNKNOWN` one not at risk then or lost from
        sight; shape (n,).
        """
        begin, end = self.year + first - 1, self.year + last - 1
        at_risk = self.stop >= begin
        ended = at_risk & (self.cause > 0) & (self.stop <= end)
        survived = (self.stop > end) | ((self.stop == end) & (self.cause == 0))
        return np.where(ended, self.cause, np.where(survived, 0, UNKNOWN))


def float_column(column: Any) -> Array:
    """A column of DuckDB as float, NaN where it is null, shape (n,)."""
    filled: Array = np.ma.filled(np.ma.asarray(column, dtype=float), np.nan)
    return filled
