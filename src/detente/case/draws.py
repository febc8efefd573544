"""Chance inputs of a case: the same code reads the coded value and its spread."""

import math
from functools import partial
from typing import Any, TypeVar

import numpy as np

from detente.case.numbers import Number
from detente.methods.normal import Z90
from detente.records import Array

T = TypeVar("T")


class Stream:
    """Noise by order of use: drawn once, then the same for every version of a case.

    Values of a number that a version left alone are kept too, since they come out the same.
    """

    def __init__(self, rng: np.random.Generator, n: int) -> None:
        self.n = n
        self._rng = rng
        self._kept: list[tuple[Array, Array]] = []
        self._values: dict[tuple[int, int, float, float], tuple[Number, Array]] = {}
        self.worked_out: dict[tuple[Any, ...], tuple[tuple[object, ...], Any, int]] = {}

    def values(self, k: int, number: Number, low: float, high: float) -> Array:
        """The k-th number of a reading, drawn and clipped; read-only."""
        key = (k, id(number), low, high)
        if key not in self._values:
            drawn = self._draw(k, number, low, high)
            drawn.flags.writeable = False
            self._values[key] = (number, drawn)  # keeping the number keeps its id from reuse
        return self._values[key][1]

    def drawn(self) -> list[tuple[Number, Array]]:
        """Every number that was read, with its values."""
        return list(self._values.values())

    def _draw(self, k: int, number: Number, low: float, high: float) -> Array:
        noise, side = self.at(k)
        value = number.value
        left, right = value - number.bounds[0], number.bounds[1] - value
        if left == 0 and right == 0:
            return np.full(self.n, min(max(value, low), high))
        values = value + np.where(side * (left + right) < left, -left, right) * noise
        return np.minimum(np.maximum(values, low), high)

    def at(self, k: int) -> tuple[Array, Array]:
        """The k-th pair of noise (half-normal, 90 % below 1) and uniform side, shapes (n,)."""
        while k >= len(self._kept):
            noise = np.abs(self._rng.standard_normal(self.n)) / Z90
            noise[0] = 0.0
            self._kept.append((noise, self._rng.random(self.n)))
        return self._kept[k]


class Draws:
    """Simulated values of the numbers in a case, shape (n,), entry 0 the coded value.

    A range ``low``-``high`` is read as a 90 % interval of a two-piece normal whose mode is
    ``value`` (Wallis 2014, https://doi.org/10.1214/13-STS417); draws beyond the scale are
    set on its end. A number without a range does not vary.

    The same ``rng`` state, or the same stream, gives the same noise whatever the values are,
    so two versions of a case are compared under common random numbers.
    """

    def __init__(self, rng: np.random.Generator | Stream, n: int | None = None) -> None:
        self._stream = rng if isinstance(rng, Stream) else Stream(rng, n or 1)
        self._next = 0
        self.n = self._stream.n

    def __call__(self, number: Number, *, low: float = -math.inf, high: float = math.inf) -> Array:
        """Draw one number, clipped to the scale [``low``, ``high``]."""
        self._next += 1
        return self._stream.values(self._next - 1, number, low, high)

    def kept(self, parts: tuple[object, ...], work: "partial[T]") -> T:
        """What ``work`` gives, remembered for versions of a case that share the very ``parts``.

        ``parts`` are all entries of the case that the work depends on; its noise begins where the
        numbers drawn so far end, as it would without memory.
        """
        key = (work.func, self._next, *map(id, parts))
        known = self._stream.worked_out
        if key not in known:
            result = work()
            known[key] = (parts, result, self._next)  # keeping the parts keeps their ids from reuse
        _, found, self._next = known[key]
        return found  # type: ignore[no-any-return]
