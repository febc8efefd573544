"""Local search for two camps that leave few ties of a signed graph frustrated."""

from collections.abc import Iterator
from math import inf
from time import monotonic

import numpy as np

from detente.methods.frustration_reduction import Weights
from detente.records import Array

_STARTS, _LARGE = 20, 20_000  # random starts; fewer where the nodes of all would exceed this


def energy(weights: Weights, camps: dict[str, int]) -> float:
    """Sum of the weights of all edges across the camps.

    Parameters
    ----------
    weights : dict
        Node -> neighbour -> weight, symmetric.
    camps : dict of int
        +1 or -1 for every node.
    """
    across = ((a, b) for a, row in weights.items() for b in row if a < b and camps[a] != camps[b])
    return sum(weights[a][b] for a, b in across)


def search_camps(weights: Weights, *, until: float = inf) -> dict[str, int]:
    """Find camps of low energy; they need not be the best.

    From each start all nodes change sides once, each time the one that gains most or loses least,
    and the best moment of that sequence begins the next, until one brings nothing. Given the time,
    the camps are the same each time.

    Parameters
    ----------
    weights : dict
        Node -> neighbour -> weight, symmetric.
    until : float, default infinity
        Seconds of `time.monotonic` after which no further sequence begins; the first one does.

    Returns
    -------
    dict of int
        +1 or -1 for every node.

    References
    ----------
    Kernighan, B. W. and S. Lin (1970). An efficient heuristic procedure for partitioning graphs.
    Bell System Technical Journal 49, 291-307. https://doi.org/10.1002/j.1538-7305.1970.tb01770.x
    """
    nodes = sorted(weights)
    place = {node: k for k, node in enumerate(nodes)}
    matrix = np.zeros((len(nodes), len(nodes)))
    for a, row in weights.items():
        for b, weight in row.items():
            matrix[place[a], place[b]] = weight
    ends: list[Array] = []
    for start in _starts(len(nodes)):
        if ends and monotonic() > until:
            break
        ends.append(_descend(matrix, start, until))
    best = min(ends, key=lambda side: -float(side @ matrix @ side))
    return {node: int(side) for node, side in zip(nodes, best, strict=True)}


def _starts(nodes: int) -> Iterator[Array]:
    rng = np.random.default_rng(0)  # a start is no chance of the forecast: always the same
    yield np.ones(nodes)
    for _ in range(min(_STARTS, _LARGE // max(nodes, 1))):
        yield rng.choice((-1.0, 1.0), nodes)


def _descend(matrix: Array, side: Array, until: float) -> Array:
    """The camps at the end of all passes that lower the energy."""
    while True:
        better, gain = _pass(matrix, side)
        if gain < 1e-9:
            return side
        side = better
        if monotonic() > until:
            return side


def _pass(matrix: Array, side: Array) -> tuple[Array, float]:
    """Each node changes sides once; the best moment, and by how much it is better."""
    side, cost = side.copy(), side * (matrix @ side)  # cost of a change of each node
    free = np.zeros(len(side))
    gains, order = np.zeros(len(side) + 1), []
    for step in range(len(side)):
        node = int(np.argmin(cost + free))
        gains[step + 1] = gains[step] - cost[node]
        cost -= 2 * side * matrix[node] * side[node]
        cost[node] = -cost[node]
        side[node] = -side[node]
        free[node] = np.inf
        order.append(node)
    best = int(np.argmax(gains))
    side[order[best:]] *= -1
    return side, float(gains[best])
