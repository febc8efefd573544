"""Chance inputs of a case: the same code reads the coded value and its spread."""

import math

import numpy as np

from detente.case.model import Number
from detente.records import Array

_Z90 = 1.6448536269514722  # standard normal quantile at .95


class Draws:
    """Simulated values of the numbers in a case, shape (n,), entry 0 the coded value.

    A range ``low``-``high`` is read as a 90 % interval of a two-piece normal whose mode is
    ``value`` (Wallis 2014, https://doi.org/10.1214/13-STS417); draws beyond the scale are
    set on its end. A number without a range does not vary.

    The same ``rng`` state gives the same stream whatever the values are, so two versions of
    a case are compared under common random numbers.
    """

    def __init__(self, rng: np.random.Generator, n: int) -> None:
        self._rng = rng
        self.n = n

    def __call__(
        self, number: Number, *, low: float = -math.inf, high: float = math.inf
    ) -> Array:
        """Draw one number, clipped to the scale [``low``, ``high``]."""
        noise = np.abs(self._rng.standard_normal(self.n))
        side = self._rng.random(self.n)
        left = (number.value - number.bounds[0]) / _Z90
        right = (number.bounds[1] - number.value) / _Z90
        width = np.where(side * (left + right) < left, -left, right)
        values = number.value + width * noise
        values[0] = number.value
        return np.clip(values, low, high)
