"""A program of its own: the integer program of the frustration index, solved once by HiGHS.

`detente.methods.frustration_program` starts it, and says why. It reads a JSON object from standard
input (``weights``: node -> neighbour -> weight; ``until``: seconds of the epoch) and writes one to
standard output: ``bound``, or null where HiGHS states none; ``camps``, or null; ``proved``.
"""

import json
import sys
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

Weights = dict[str, dict[str, float]]
_MOST_CUTS = 50_000  # of the program; more slow every step of it
_SHARE = 0.8  # of the time that is left; HiGHS looks at the clock only between two steps


def solve(weights: Weights, until: float) -> dict[str, Any]:
    """Solve Aref, Mason and Wilson's integer program, weighted: a binary for each node.

    Parameters
    ----------
    weights : dict
        Node -> neighbour -> weight, symmetric; at least one edge.
    until : float
        Seconds of the epoch at which the answer is no longer of use.
    """
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    nodes = sorted(weights)
    edges = edges_of(weights)
    rows, floor = _constraints(nodes, edges, weights)
    place, column, value = zip(*rows, strict=True)
    size = len(nodes) + len(edges)
    matrix = coo_array((value, (place, column)), shape=(len(floor), size))
    low = np.zeros(size)
    low[max(range(len(nodes)), key=lambda k: len(weights[nodes[k]]))] = 1  # a flip of all is none
    result = milp(
        np.array([0.0] * len(nodes) + [abs(w) for *_, w in edges]),
        constraints=LinearConstraint(matrix.tocsr(), lb=np.array(floor)),
        integrality=np.arange(size) < len(nodes),
        bounds=Bounds(low, np.ones(size)),
        options={"time_limit": max(_SHARE * (until - time.time()), 0.0)},
    )
    bound = result.mip_dual_bound  # HiGHS that has not begun states none, or minus infinity
    sides = [] if result.x is None else np.round(result.x[: len(nodes)]).tolist()
    return {
        "bound": bound if bound is not None and np.isfinite(bound) else None,
        "camps": {n: int(2 * s - 1) for n, s in zip(nodes, sides, strict=True)} if sides else None,
        "proved": bool(result.success),
    }


def edges_of(weights: Weights) -> list[tuple[str, str, float]]:
    """Each edge once, in order of its first node.

    Parameters
    ----------
    weights : dict
        Node -> neighbour -> weight, symmetric.
    """
    return [(a, b, weights[a][b]) for a in sorted(weights) for b in weights[a] if a < b]


def _constraints(
    nodes: list[str], edges: list[tuple[str, str, float]], weights: Weights
) -> tuple[list[tuple[int, int, float]], list[float]]:
    """Rows (row, column, value) and their lower bounds; an edge's variable is its frustration."""
    spot = {n: k for k, n in enumerate(nodes)}
    rows: list[tuple[int, int, float]] = []
    floor: list[float] = []

    def add(terms: dict[int, float], at_least: float) -> None:
        rows.extend((len(floor), column, value) for column, value in terms.items())
        floor.append(at_least)

    edge = {}
    for k, (a, b, weight) in enumerate(edges, len(nodes)):
        sign = 1 if weight > 0 else -1
        edge[a, b] = k
        add({k: 1, spot[a]: -1, spot[b]: sign}, 0 if sign > 0 else -1)
        add({k: 1, spot[a]: 1, spot[b]: -sign}, 0 if sign > 0 else 1)
    for a, b, c in islice(unbalanced(weights), _MOST_CUTS):
        add({edge[a, b]: 1, edge[b, c]: 1, edge[a, c]: 1}, 1)
    return rows, floor


def unbalanced(weights: Weights) -> Iterator[tuple[str, str, str]]:
    """Triangles in which one tie at least is frustrated whatever the camps.

    Parameters
    ----------
    weights : dict
        Node -> neighbour -> weight, symmetric.
    """
    edges = edges_of(weights)
    after: dict[str, set[str]] = {}
    for a, b, _ in edges:
        after.setdefault(a, set()).add(b)
    for a, b, weight in edges:
        for c in sorted(after.get(a, set()) & after.get(b, set())):
            if weight * weights[b][c] * weights[a][c] < 0:
                yield a, b, c


def main() -> int:
    """Solve one program."""
    json.dump(solve(**json.load(sys.stdin)), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
