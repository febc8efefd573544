"""The random numbers behind a forecast: one stream for every use, by name."""

import zlib
from dataclasses import dataclass

import numpy as np

from detente.case.draws import Draws, Stream


@dataclass(frozen=True, kw_only=True)
class Chance:
    """Seed and number of draws of a forecast.

    Every use has a stream of its own, derived from the seed and a name, so that adding one changes
    no other.
    """

    seed: int
    draws: int

    def rng(self, name: str) -> np.random.Generator:
        """Return the generator of a name, at its start."""
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])

    def stream(self, name: str) -> Stream:
        """Return the random stream of a name, shared by versions of a case."""
        return Stream(self.rng(name), self.draws)

    def of(self, name: str) -> Draws:
        """Return draws of the numbers in a case that use the stream of a name."""
        return Draws(self.rng(name), self.draws)
