"""The actors who bargain over one issue: position, salience and power of each."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.errors import DataError
from detente.records import Array

MOST = 200  # actors; memory grows with the third power of their number


@dataclass(frozen=True, kw_only=True)
class BargainingTable:
    """Actors who bargain over one issue; all arrays have shape (n,).

    ``position`` is on any scale, ``salience`` a share from 0 to 1, ``power`` in any unit that
    is the same for all. ``span`` is the length of the scale on which distances count.

    Raises
    ------
    DataError
        If there are fewer than two actors or one is listed twice, a number is off its scale, or
        no actor has both power and salience; the message names the first such actor.
    """

    names: tuple[str, ...]
    position: Array
    salience: Array
    power: Array
    span: float

    def __post_init__(self) -> None:
        twice = [n for k, n in enumerate(self.names) if n in self.names[:k]]
        if len(self.names) < 2:
            raise DataError(f"{len(self.names)} actor; a bargain needs two or more")
        if len(self.names) > MOST:
            raise DataError(f"{len(self.names)} actors; wanted {MOST} at most")
        if twice:
            raise DataError(f"actor '{twice[0]}' is listed twice; wanted each actor once")
        self._on_scale("position", self.position, -np.inf, np.inf)
        self._on_scale("salience", self.salience, 0, 1)
        self._on_scale("power", self.power, 0, np.inf)
        if not self.weight.sum() > 0:
            raise DataError("power times salience is 0 for every actor; nobody bargains")
        if not self.span > 0:
            raise DataError(f"the scale is {self.span:g} long; wanted more than 0")

    def _on_scale(self, what: str, values: Array, low: float, high: float) -> None:
        good = np.isfinite(values) & (values >= low) & (values <= high)
        if values.shape != (len(self.names),) or not good.all():
            k = int(np.argmin(good))
            raise DataError(f"{what} of '{self.names[k]}' is {values[k]:g}; it is off its scale")

    @cached_property
    def weight(self) -> Array:
        """Voting strength of every actor: power times salience."""
        return np.asarray(self.power * self.salience)


def seat_actors(
    names: tuple[str, ...] | list[str],
    position: Array | list[float],
    salience: Array | list[float],
    power: Array | list[float],
    *,
    span: float | None = None,
) -> BargainingTable:
    """Check the actors of one issue and make a table of them.

    Parameters
    ----------
    names : sequence of str
        Actors.
    position : array of float, shape (n,)
        On any scale.
    salience : array of float, shape (n,)
        From 0 to 1.
    power : array of float, shape (n,)
        In any unit that is the same for all.
    span : float, optional
        Length of the scale on which distances are measured; the range of the positions by default
        (1 if all positions are equal, since then nobody moves).
    """
    place = np.asarray(position, dtype=float)
    stretch = float(np.ptp(place)) if place.size else 0.0
    return BargainingTable(
        names=tuple(names),
        position=place,
        salience=np.asarray(salience, dtype=float),
        power=np.asarray(power, dtype=float),
        span=span if span is not None else stretch or 1.0,
    )
