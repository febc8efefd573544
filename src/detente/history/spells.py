"""Historical partnership spells, and those known on a date."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.data.as_of import cutoff_on
from detente.history.survival import SurvivalCurve, design_effect, survival_curve
from detente.records import DAYS_PER_YEAR, Array

Flags = Mapping[str, NDArray[np.generic]]


@dataclass(frozen=True, kw_only=True)
class Spells:
    """Spells of one family with the attributes by which classes select them.

    ``start``, ``entry`` and ``stop`` have shape (n,): day numbers (``date.toordinal``) where the
    source gives days, calendar years where it gives only years. A spell is observed from ``entry``
    on, which is later than ``start`` where a state was outside the system then. ``cause`` is 0 if
    the spell is censored, else the number of the cause in ``causes``, from 1.
    """

    start: Array
    entry: Array
    stop: Array
    cause: NDArray[np.int_]
    causes: tuple[str, ...]
    daily: bool
    flags: Flags

    def known(self, as_of: date | None) -> "Spells":
        """What was known on a date: spells observed later are left out, later endings censored.

        A source that gives only years is known up to the cutoff of the date.
        """
        if as_of is None:
            return self
        last = as_of.toordinal() if self.daily else cutoff_on(as_of)
        before = self.entry <= last if self.daily else self.entry < last
        begun = self.where(before)
        later = begun.stop > last
        return replace(
            begun, stop=np.where(later, last, begun.stop), cause=np.where(later, 0, begun.cause)
        )

    def where(self, mask: NDArray[np.bool_]) -> "Spells":
        """The spells that a mask of shape (n,) selects."""
        return replace(
            self,
            start=self.start[mask],
            entry=self.entry[mask],
            stop=self.stop[mask],
            cause=self.cause[mask],
            flags={name: values[mask] for name, values in self.flags.items()},
        )

    @property
    def duration(self) -> Array:
        """Years from start to stop: days / 365.25, or the difference of the years."""
        return (self.stop - self.start) / (DAYS_PER_YEAR if self.daily else 1.0)

    @property
    def unseen(self) -> Array:
        """Years from start to entry, in which an end could not be observed."""
        return (self.entry - self.start) / (DAYS_PER_YEAR if self.daily else 1.0)

    def curve(self) -> SurvivalCurve:
        """Kaplan-Meier and Aalen-Johansen over these spells."""
        return survival_curve(self.duration, list(self.cause), len(self.causes), entry=self.unseen)

    def design_effect(self) -> float:
        """Variance of the endings over that of independent years: shared pairs and years.

        See `detente.history.survival.design_effect`. Spells without the flag ``unit`` are units of
        their own.
        """
        entry, stop = self._calendar(self.entry), self._calendar(self.stop)
        begin = np.minimum(entry + 1, stop)  # a spell is at risk from the year after its onset
        return design_effect(
            self.flags.get("unit", np.arange(self.start.size)).astype(int),
            begin,
            stop,
            self.cause > 0,
            begin - self._calendar(self.start),
        )

    def _calendar(self, time: Array) -> NDArray[np.int_]:
        """Calendar year of days or years."""
        whole = time.astype(int)
        return np.array([date.fromordinal(d).year for d in whole]) if self.daily else whole


Select = Callable[[Spells], NDArray[np.bool_]]
