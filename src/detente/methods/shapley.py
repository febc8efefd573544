"""Shapley values of a game: exact for few players, else averaged over random orders."""

from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

from detente.records import Array

EXACT = 8  # players up to which every coalition is evaluated
ORDERS = 24


@dataclass(frozen=True, kw_only=True)
class Coalitions:
    """The coalitions whose worth is needed, and how their worths make up the values.

    Attributes
    ----------
    members : array of bool, shape (coalitions, players)
        Who is in each coalition. The first is empty, the last has all players.
    weights : array of float, shape (players, coalitions)
        The value of a player is the sum of weight x worth.
    """

    members: NDArray[np.bool_]
    weights: Array

    def values(self, worth: Array) -> Array:
        """Values of the players, shape (players, ...); they sum to worth[-1] - worth[0].

        Parameters
        ----------
        worth : array of float, shape (coalitions, ...)
            Worth of each coalition.
        """
        return np.asarray(np.tensordot(self.weights, worth, axes=1))


def coalitions_needed(
    players: int, rng: np.random.Generator, *, orders: int = ORDERS
) -> Coalitions:
    r"""Coalitions that the Shapley values of a game of some players need.

    .. math:: \phi_k = \sum_{S \not\ni k} \frac{|S|!\,(n - |S| - 1)!}{n!} [v(S \cup k) - v(S)]

    over all coalitions of up to `EXACT` players. For more players the mean is over random orders
    of joining, each with its reverse (antithetic).

    Parameters
    ----------
    players : int
        Number of players, at least one.
    rng : numpy.random.Generator
        Draws the orders.
    orders : int
        Number of orders where they are drawn.

    References
    ----------
    Shapley, L. S. (1953). A value for n-person games. Contributions to the Theory of Games II,
    307-317. Sampling: Castro, J., D. Gomez and J. Tejada (2009). Polynomial calculation of the
    Shapley value based on sampling. Computers & Operations Research 36, 1726-1730.
    https://doi.org/10.1016/j.cor.2008.04.004

    Examples
    --------
    >>> both = coalitions_needed(2, np.random.default_rng(1))
    >>> both.values(np.array([0.0, 1.0, 3.0, 6.0])).tolist()
    [2.0, 4.0]
    """
    return _all(players) if players <= EXACT else _drawn(players, rng, orders)


def _all(players: int) -> Coalitions:
    """Coalition number s has player k where bit k of s is set."""
    number = np.arange(2**players)
    members = (number[:, None] >> np.arange(players)) % 2 == 1
    size = members.sum(axis=1)
    joined = np.array([0.0, *(1 / (players * comb(players - 1, s)) for s in range(players))])
    left = np.array([*(1 / (players * comb(players - 1, s)) for s in range(players)), 0.0])
    weights = np.where(members, joined[size][:, None], -left[size][:, None])
    return Coalitions(members=members, weights=weights.T)


def _drawn(players: int, rng: np.random.Generator, orders: int) -> Coalitions:
    everyone = tuple([True] * players)
    places = {tuple([False] * players): 0}
    weight: dict[tuple[int, int], float] = {}
    walks = [
        one for _ in range(max(1, orders // 2)) for one in _both_ways(rng.permutation(players))
    ]
    for order in walks:
        inside = [False] * players
        last = 0
        for k in order:
            inside[k] = True
            place = places.setdefault(tuple(inside), len(places))
            for one, sign in ((place, 1.0), (last, -1.0)):
                weight[k, one] = weight.get((k, one), 0.0) + sign / len(walks)
            last = place
    members = sorted(places, key=lambda m: (m == everyone, places[m]))
    row = {places[m]: n for n, m in enumerate(members)}
    weights = np.zeros((players, len(members)))
    for (k, one), value in weight.items():
        weights[k, row[one]] = value
    return Coalitions(members=np.array(members), weights=weights)


def _both_ways(order: NDArray[np.intp]) -> tuple[list[int], list[int]]:
    one = [int(k) for k in order]
    return one, one[::-1]
