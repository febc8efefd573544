r"""Means over groups of worlds, with intervals freed of the sampling error of the worlds.

Each draw j of the uncertain numbers has W worlds, so the mean of a group of them, :math:`m_j`,
varies for two reasons: the draw, and which worlds were drawn. Only the first is uncertainty about
the forecast. With :math:`v_j` the sampling variance of :math:`m_j` within its draw, the means are
shrunk towards their mean by

.. math:: f = \sqrt{\max(0,\; 1 - \bar v / \mathrm{var}(m))}

before quantiles are taken. The variance is corrected for the same bias by Sun, Y., D. W. Apley and
J. Staum (2011). Efficient nested simulation for estimating the variance of a conditional
expectation. Operations Research 59, 998-1007. https://doi.org/10.1287/opre.1110.0932
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from detente.document.part import mean_and_ends
from detente.records import Array


class WorldGroup(NamedTuple):
    """Means over some worlds at k values: sizes (n,), means and their sampling variance (n, k)."""

    size: Array
    mean: Array
    variance: Array

    def weighed(self, share: Array) -> "WorldGroup":
        """The group with expected sizes, for the mean over draws.

        How many of the few worlds of a draw are in a group is chance, which correlates by accident
        with what the draw forecasts: an outcome that no scenario moves would differ.

        Parameters
        ----------
        share : array of float, shape (n,)
            Expected share of each draw's worlds in the group.
        """
        return self._replace(size=np.where(self.size > 0, share, 0.0))

    def spread(self) -> Array:
        """Means over all worlds of the group, and the 90 % interval over draws, shape (3, k).

        k is 0 without worlds.
        """
        seen = self.size > 0
        if not seen.any():
            return np.empty((3, 0))
        return _around(self._middle(), self.mean[seen], self.variance[seen])

    def less(self, other: "WorldGroup") -> Array:
        """Differences of two groups as in `spread`, over the draws that have worlds of both."""
        both = (self.size > 0) & (other.size > 0)
        if not both.any():
            return np.empty((3, 0))
        moves = self.mean[both] - other.mean[both]
        noise = self.variance[both] + other.variance[both]
        return _around(self._middle() - other._middle(), moves, noise)

    def _middle(self) -> Array:
        """Means over all worlds of the group, shape (k,)."""
        seen = self.size > 0
        return np.asarray(self.size[seen] @ self.mean[seen] / self.size.sum())


def _around(middle: Array, means: Array, variance: Array) -> Array:
    """Intervals of the shrunk means about the middle, at least as wide as their sampling error."""
    spread, noise = means.var(axis=0), variance.mean(axis=0)
    ratio = np.divide(noise, spread, out=np.ones_like(spread), where=spread > 0)
    left = np.minimum(np.maximum(1 - ratio, ratio / means.shape[0]), 1)
    _, low, high = mean_and_ends(middle + np.sqrt(left) * (means - means.mean(axis=0)))
    return np.array([middle, low, high])


@dataclass(frozen=True)
class WorldSums:
    """Sums over groups of worlds: weights (n, b), values and squares (n, t, b)."""

    size: Array
    total: Array
    square: Array

    @classmethod
    def of(cls, values: Array, groups: Array) -> "WorldSums":
        """From values (t, n, w) and weights of groups (n, w, b).

        Parameters
        ----------
        values : array of float, shape (t, n, w)
            Values in every world, at t times.
        groups : array of float, shape (n, w, b)
            1 for every world in each of b groups, else 0.
        """
        by_draw = np.ascontiguousarray(np.swapaxes(values, 0, 1))
        return cls(
            size=groups.sum(axis=1, dtype=np.float64),
            total=np.asarray(by_draw @ groups, dtype=np.float64),
            square=np.asarray(np.square(by_draw) @ groups, dtype=np.float64),
        )

    def group(self, values: Sequence[int], group: int) -> WorldGroup:
        """One group at some of the values; weights are 0 or 1.

        Parameters
        ----------
        values : sequence of int
            Places of the values.
        group : int
            Place of the group.
        """
        size = self.size[:, group]
        some = np.maximum(size, 1)[:, None]
        mean = self.total[:, values, group] / some
        spread = np.maximum(self.square[:, values, group] / some - mean**2, 0)
        return WorldGroup(size=size, mean=mean, variance=spread / np.maximum(some - 1, 1))
