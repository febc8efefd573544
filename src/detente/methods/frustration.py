"""Signed graphs: triads and the exact frustration index."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from time import monotonic

import numpy as np

from detente.methods.frustration_child import edges_of
from detente.methods.frustration_program import solving
from detente.methods.frustration_reduction import ReducedGraph, Weights
from detente.methods.frustration_search import energy, search_camps
from detente.records import Array

Edge = tuple[str, str, int]  # two nodes and +1 or -1
_WIDTH = 14  # largest elimination table, in nodes; beyond it the integer program is used
_ZERO = 1e-9


@dataclass(frozen=True, kw_only=True)
class Frustration:
    """Least number of ties to change for balance, with its proof.

    ``camps`` (+1 or -1 for every node) leaves ``index`` ties frustrated; no partition leaves
    fewer than ``bound``. ``exact`` if the two are equal. ``normalised`` is 1 - 2 L / m: 1 is
    balance.
    """

    index: int
    bound: int
    edges: int
    method: str
    camps: Mapping[str, int]

    @property
    def exact(self) -> bool:
        """Whether the index is proved to be the least."""
        return self.index == self.bound

    @property
    def normalised(self) -> float:
        """Line index of balance, 1 - 2 L / m."""
        return 1 - 2 * self.index / self.edges if self.edges else 1.0


def simple(edges: Iterable[Edge]) -> list[Edge]:
    """Undirected edges, each pair once; pairs that carry both signs are left out."""
    signs: dict[tuple[str, str], set[int]] = {}
    for a, b, sign in edges:
        if a != b:
            signs.setdefault((min(a, b), max(a, b)), set()).add(sign)
    return [(a, b, s.copy().pop()) for (a, b), s in sorted(signs.items()) if len(s) == 1]


def triads_through(edges: Sequence[Edge], a: str, b: str) -> list[tuple[str, int]]:
    """Every third node tied to both ends of the edge a-b, with the product of the three signs.

    Parameters
    ----------
    edges : sequence of (str, str, int)
        Two nodes and +1 or -1.
    a, b : str
        The ends of the edge; without such an edge there are no triads.
    """
    signs = {frozenset((x, y)): s for x, y, s in edges}
    own = signs.get(frozenset((a, b)))
    if own is None:
        return []
    nodes = sorted({x for e in edges for x in e[:2]} - {a, b})
    pairs = [(n, signs.get(frozenset((a, n))), signs.get(frozenset((b, n)))) for n in nodes]
    return [(n, own * x * y) for n, x, y in pairs if x is not None and y is not None]


def frustration(edges: Iterable[Edge], *, seconds: float = 60.0) -> Frustration:
    """Find the line index of balance: the fewest ties whose change would balance the graph.

    The graph is first reduced (`detente.methods.frustration_reduction`). The rest is solved by
    variable elimination over the two camps, in order of fewest neighbours; if it is too dense for
    that, by an integer program with cuts for unbalanced triangles, which HiGHS proves optimal in a
    process of its own or leaves after ``seconds``. Then the better of its camps and those of a
    local search (`detente.methods.frustration_search`) are taken, and the higher of its bound and
    the number of unbalanced triangles without a common tie. The ties across and within the camps
    are counted again on the whole graph.

    Parameters
    ----------
    edges : iterable of (str, str, int)
        Two nodes and +1 or -1. A pair that has both signs is left out.
    seconds : float, default 60
        Time limit by the clock, with reduction and elimination. It ends the integer program
        and the search; from one start at least camps are searched.

    Returns
    -------
    Frustration
        The index with its bound, and a partition that attains the index.

    References
    ----------
    Harary, F. (1959). On the measurement of structural balance. Behavioral Science 4, 316-323.
    Aref, S., A. J. Mason and M. C. Wilson (2020). A modeling and computational study of the
    frustration index in signed networks. Networks 75, 95-110.
    https://doi.org/10.1002/net.21907

    Examples
    --------
    >>> frustration([("a", "b", 1), ("b", "c", 1), ("a", "c", -1)]).index
    1
    """
    until = monotonic() + seconds
    graph = simple(edges)
    reduced = ReducedGraph(graph)
    solution, method = _eliminate(reduced.near), "reduction and variable elimination"
    if solution is None:
        solution, method = _program(reduced.near, until), "reduction and integer program"
    camps = reduced.expand(solution[0])
    index = sum((camps[a] != camps[b]) == (s > 0) for a, b, s in graph)
    bound = int(np.ceil(solution[1] + reduced.constant - 1e-6))
    return Frustration(
        index=index, bound=min(bound, index), edges=len(graph), method=method, camps=camps
    )


_Factor = tuple[tuple[str, ...], Array]
_Solution = tuple[dict[str, int], float]  # camps, and a lower bound for every partition


def _eliminate(weights: Weights) -> _Solution | None:
    """Solve by eliminating node after node; None if a table would be too wide."""
    factors: list[_Factor] = [
        ((a, b), np.array([[0.0, w], [w, 0.0]]))
        for a, row in weights.items()
        for b, w in row.items()
        if a < b
    ]
    near = {node: set(row) for node, row in weights.items()}
    least = 0.0
    steps: list[_Factor] = []
    while near:
        node = min(near, key=lambda n: (len(near[n]), n))
        if len(near[node]) > _WIDTH:
            return None
        touching = [f for f in factors if node in f[0]]
        factors = [f for f in factors if node not in f[0]]
        scope = (node, *sorted(near[node]))
        whole = _sum(touching, scope)
        steps.append((scope, whole))
        table = whole.min(axis=0)
        if table.ndim:
            factors.append((scope[1:], table))
        else:
            least += float(table)
        _connect(near, node)
    return _traced(steps), least


def _traced(steps: list[_Factor]) -> dict[str, int]:
    """Camps that attain the least, from the last node eliminated back to the first."""
    side: dict[str, int] = {}
    for scope, table in reversed(steps):
        rest = tuple(side[n] for n in scope[1:])
        side[scope[0]] = int(table[1][rest] < table[0][rest])
    return {node: 2 * where - 1 for node, where in side.items()}


def _connect(near: dict[str, set[str]], node: str) -> None:
    ring = near.pop(node)
    for other in ring:
        near[other] = (near[other] | ring) - {node, other}


def _sum(factors: list[_Factor], scope: tuple[str, ...]) -> Array:
    """Add factors over ``scope``, each axis a camp."""
    table = np.zeros((2,) * len(scope))
    for names, values in factors:
        spots = [scope.index(n) for n in names]
        order = np.argsort(spots)
        shape = [2 if k in spots else 1 for k in range(len(scope))]
        table = table + values.transpose(order).reshape(shape)
    return table


def _program(weights: Weights, until: float) -> _Solution:
    """Solve by the integer program; camps and a bound are searched meanwhile, if it proves none."""
    with solving(weights, until) as answer:
        least = _packed(weights, until)
        searched = search_camps(weights, until=until)
        solved = answer()
    found = [] if solved.proved else [searched]
    if solved.camps is not None:
        found.append(solved.camps)
    camps = min(found, key=lambda sides: energy(weights, sides))
    negative = sum(w for *_, w in edges_of(weights) if w < 0)
    return camps, negative + max(least, solved.bound or 0.0)


def _packed(weights: Weights, until: float) -> float:
    """Lower bound: unbalanced triangles that share no tie, or weight of a tie, frustrate one each.

    They are taken as they come; those after ``until`` are left out.
    """
    left = {a: {b: abs(row[b]) for b in sorted(row)} for a, row in weights.items()}
    total = 0.0
    for a, b, weight in edges_of(weights):
        if monotonic() > until:
            break
        for c in list(left[a]):
            if b not in left[a]:
                break
            if c in left[b] and weight * weights[a][c] * weights[b][c] < 0:
                total += _take(left, (a, b, c))
    return total


def _take(left: Weights, triangle: tuple[str, str, str]) -> float:
    """Take the least weight of a triangle off its ties; one with nothing left is removed."""
    ties = list(permutations(triangle, 2))
    least = min(left[a][b] for a, b in ties)
    for a, b in ties:
        left[a][b] -= least
        if left[a][b] < _ZERO:
            del left[a][b]
    return least
