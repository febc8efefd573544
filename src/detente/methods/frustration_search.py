"""Camps of a signed graph by local search, where no proof of the least came in time."""

from collections.abc import Mapping

import numpy as np

from detente.methods.frustration_reduction import Weights
from detente.records import Array

_STARTS = 2000  # of 150 nodes and 5,600 ties, half a second of processor


def polished(weights: Weights, camps: Mapping[str, int]) -> dict[str, int]:
    """Camps with no more frustration than the given ones.

    Nodes change camp one at a time, each time the one that lessens frustration most, until none
    does: from the given camps, and from random ones. The same graph gives the same camps.

    Parameters
    ----------
    weights : Weights
        Signed weight of each tie, by both of its nodes.
    camps : mapping of str to int
        +1 or -1 for every node.
    """
    nodes = sorted(weights)
    spot = {node: k for k, node in enumerate(nodes)}
    ties = np.zeros((len(nodes), len(nodes)))
    for node, row in weights.items():
        ties[spot[node], [spot[other] for other in row]] = [*row.values()]
    random = np.random.default_rng(0).choice([-1.0, 1.0], (_STARTS, len(nodes)))
    starts = [np.array([float(camps[node]) for node in nodes]), *random]
    best = max((_descended(ties, start) for start in starts), key=lambda side: side @ ties @ side)
    return {node: int(where) for node, where in zip(nodes, best, strict=True)}


def _descended(ties: Array, side: Array) -> Array:
    """Camps after every change of one node that lessens frustration, the largest first."""
    pull = ties @ side
    while True:
        agreement = side * pull  # of each node with its own camp
        node = int(agreement.argmin())
        if agreement[node] >= -1e-9:
            return side
        side[node] = -side[node]
        pull += 2 * side[node] * ties[:, node]
