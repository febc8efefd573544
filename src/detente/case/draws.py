"""Simulated values of the numbers in a case: the coded value and its spread by one code path."""

import math
from collections import defaultdict
from functools import partial
from typing import Any, TypeVar

import numpy as np

from detente.cache import RecentCache
from detente.case.numbers import Number
from detente.methods.normal import Z90
from detente.records import Array

T = TypeVar("T")
_RECENT = 8  # versions of a case whose value at one place of a reading stays in memory


class Stream:
    """Noise by order of use: drawn once, then the same for every version of a case.

    Values of a number that a version leaves as it is are not computed again.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of the noise.
    n : int
        Number of draws.
    """

    def __init__(self, rng: np.random.Generator, n: int) -> None:
        self.n = n
        self._rng = rng
        self._noise: list[tuple[Array, Array]] = []
        self._values: list[RecentCache[Array]] = []
        self._results = defaultdict[tuple[object, int], RecentCache[tuple[Any, int]]](
            partial(RecentCache, _RECENT)
        )

    def values(self, k: int, number: Number, low: float, high: float) -> Array:
        """Return the k-th number of a reading, simulated and clipped to a scale; read-only.

        Parameters
        ----------
        k : int
            Place in the order in which a reading uses numbers, from 0.
        number : Number
            Value with its range.
        low, high : float
            Ends of the scale.
        """
        if k >= len(self._values):
            self.noise(k)
        key = number.value, number.low, number.high, number.basis, low, high  # compared fast
        return self._values[k].get(key, partial(self._draw, k, number, low, high))

    def _draw(self, k: int, number: Number, low: float, high: float) -> Array:
        values = self._spread(k, number, low, high)
        values.flags.writeable = False
        return values

    def _spread(self, k: int, number: Number, low: float, high: float) -> Array:
        noise, side = self.noise(k)
        value = number.value
        first, last = number.assumed_range(low, high)
        left, right = max(value - first, 0.0), max(last - value, 0.0)
        if left == 0 and right == 0:
            return np.full(self.n, min(max(value, low), high))
        values = value + np.where(side * (left + right) < left, -left, right) * noise
        return np.minimum(np.maximum(values, low), high)

    def noise(self, k: int) -> tuple[Array, Array]:
        """Return the k-th noise (half-normal, 90 % below 1) and uniform side, shapes (n,)."""
        while k >= len(self._noise):
            noise = np.abs(self._rng.standard_normal(self.n)) / Z90
            noise[0] = 0.0
            self._noise.append((noise, self._rng.random(self.n)))
            self._values.append(RecentCache(_RECENT))
        return self._noise[k]

    def results(self, work: object, k: int) -> "RecentCache[tuple[Any, int]]":
        """Return the recent results of a piece of work that begins with the k-th number."""
        return self._results[work, k]


class Draws:
    """Simulated values of the numbers in a case, shape (n,), entry 0 the coded value.

    A range ``low``-``high`` is read as a 90 % interval of a two-piece normal whose mode is
    ``value`` (Wallis 2014, https://doi.org/10.1214/13-STS417); draws beyond the scale are
    set on its end. A judged number without a range has an assumed one
    (`detente.case.numbers.Number.assumed_range`); an exact or measured one does not vary.

    The same ``rng`` state, or the same stream, gives the same noise whatever the values are,
    so two versions of a case are compared under common random numbers.

    Parameters
    ----------
    rng : numpy.random.Generator or Stream
        Source of the noise.
    n : int, optional
        Number of draws; that of the stream if there is one.
    """

    def __init__(self, rng: np.random.Generator | Stream, n: int | None = None) -> None:
        self._stream = rng if isinstance(rng, Stream) else Stream(rng, n or 1)
        self._next = 0
        self.n = self._stream.n
        self.drawn: list[tuple[Number, Array]] = []  # in the order of use

    def __call__(self, number: Number, *, low: float = -math.inf, high: float = math.inf) -> Array:
        """Simulate one number, clipped to the scale [``low``, ``high``]."""
        values = self._stream.values(self._next, number, low, high)
        self._next += 1
        self.drawn.append((number, values))
        return values

    def reuse(self, parts: tuple[object, ...], work: "partial[T]") -> T:
        """Return what ``work`` gives, computed once for versions of a case with equal ``parts``.

        Parameters
        ----------
        parts : tuple
            All entries of the case that the work depends on.
        work : functools.partial
            Draws its numbers from here. Its noise begins where the numbers drawn so far end,
            whether or not it is computed again.
        """

        def compute() -> tuple[T, int]:
            return work(), self._next

        result: T
        result, self._next = self._stream.results(work.func, self._next).get(parts, compute)
        return result
