"""Unit-years at risk: the rows that hazards are fitted on and forecast for."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.data.as_of import cutoff_before
from detente.records import Array

UNKNOWN = -1  # not at risk in those years, or censored before they ended
Ints = NDArray[np.int_]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """One row for each unit alive when a year began, with what was known by then.

    ``unit``, ``year``, ``stop`` and ``cause`` have shape (n,), ``x`` (n, k) in the order of
    ``names``, NaN where a covariate is missing. ``stop`` is the year of the next ending, whose
    cause is numbered from 1 in ``causes``; where ``cause`` is 0 the row is censored and ``stop`` is
    the last year observed.
    """

    unit: Ints
    year: Ints
    stop: Ints
    cause: Ints
    causes: tuple[str, ...]
    names: tuple[str, ...]
    x: Array

    def where(self, mask: NDArray[np.bool_] | Ints) -> "Rows":
        """The rows that a mask of shape (n,) or positions select, in that order.

        They are the same object where a mask selects all.
        """
        if mask.dtype == bool and mask.all():
            return self
        return replace(
            self,
            unit=self.unit[mask],
            year=self.year[mask],
            stop=self.stop[mask],
            cause=self.cause[mask],
            x=self.x[mask],
        )

    def known(self, origin: int) -> "Rows":
        """What was known when the year ``origin`` began: later endings are censored."""
        cutoff = cutoff_before(origin)
        begun = self.where(self.year <= cutoff)
        later = begun.stop > cutoff
        return replace(
            begun,
            stop=np.where(later, cutoff, begun.stop),
            cause=np.where(later, 0, begun.cause),
        )

    def ending(self, first: int, last: int) -> Ints:
        """Cause of an ending within a stretch of years ahead.

        Parameters
        ----------
        first, last : int
            Years ahead; 1 is the year of the row.

        Returns
        -------
        array of int, shape (n,)
            0 for a survivor, `UNKNOWN` for a unit that does not reach the first year or is censored
            before the last.
        """
        begin, end = self.year + first - 1, self.year + last - 1
        at_risk = self.stop >= begin
        ended = at_risk & (self.cause > 0) & (self.stop <= end)
        survived = (self.stop > end) | ((self.stop == end) & (self.cause == 0))
        return np.where(ended, self.cause, np.where(survived, 0, UNKNOWN))


def among(keys: Ints, known: Ints) -> NDArray[np.bool_]:
    """Whether each key is among the known ones, which are sorted; `numpy.isin` takes ten times."""
    place = np.minimum(np.searchsorted(known, keys), known.size - 1)
    return np.asarray(known[place] == keys) if known.size else np.zeros(keys.shape, dtype=bool)


def float_column(column: Any) -> Array:
    """A column of DuckDB as float, NaN where it is null, shape (n,)."""
    filled: Array = np.ma.filled(np.ma.asarray(column, dtype=float), np.nan)
    return filled
