"""Signed graphs: triads and the exact frustration index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from detente.records import Array

Edge = tuple[str, str, int]  # two nodes and +1 or -1
_WIDTH = 18  # largest elimination table, in nodes; beyond it the integer program is used


@dataclass(frozen=True)
class Frustration:
    """Fewest edges whose sign must change for balance; ``bound`` is proven from below.

    ``exact`` says that the two meet. ``normalised`` is 1 - 2 L / m: 1 is balance.
    """

    index: int
    bound: int
    edges: int
    method: str

    @property
    def exact(self) -> bool:
        """Is the index proven to be the smallest?"""
        return self.index == self.bound

    @property
    def normalised(self) -> float:
        """1 - 2 L / m, from 0 (as frustrated as can be) to 1 (balanced)."""
        return 1 - 2 * self.index / self.edges if self.edges else 1.0


def simple(edges: Iterable[Edge]) -> list[Edge]:
    """Undirected edges, each pair once; pairs that carry both signs are left out."""
    signs: dict[tuple[str, str], set[int]] = {}
    for a, b, sign in edges:
        if a != b:
            signs.setdefault((min(a, b), max(a, b)), set()).add(sign)
    return [(a, b, s.copy().pop()) for (a, b), s in sorted(signs.items()) if len(s) == 1]


def triads_through(edges: Sequence[Edge], a: str, b: str) -> list[tuple[str, int]]:
    """Every third node tied to both ends of the edge a-b, with the product of the three signs."""
    signs = {frozenset((x, y)): s for x, y, s in edges}
    own = signs.get(frozenset((a, b)))
    if own is None:
        return []
    nodes = sorted({x for e in edges for x in e[:2]} - {a, b})
    pairs = [(n, signs.get(frozenset((a, n))), signs.get(frozenset((b, n)))) for n in nodes]
    return [(n, own * x * y) for n, x, y in pairs if x is not None and y is not None]


def frustration(edges: Iterable[Edge], *, seconds: float = 60.0) -> Frustration:
    """Compute the frustration index of a signed graph and prove it.

    Sparse graphs are solved by variable elimination over the two camps, in order of fewest
    neighbours; a graph too dense for that by an integer program with a cut for every
    unbalanced triangle, which HiGHS proves optimal or leaves with a bound.

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
    graph = simple(edges)
    found = _eliminate(graph)
    if found is not None:
        return Frustration(found, found, len(graph), "variable elimination")
    return _program(graph, seconds)


_Factor = tuple[tuple[str, ...], Array]


def _eliminate(edges: list[Edge]) -> int | None:
    """Minimise over camps node by node; None if a table would grow too large."""
    same = {1: np.array([[0.0, 1.0], [1.0, 0.0]]), -1: np.array([[1.0, 0.0], [0.0, 1.0]])}
    factors: list[_Factor] = [((a, b), same[s]) for a, b, s in edges]
    near: dict[str, set[str]] = {}
    for a, b, _ in edges:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    total = 0.0
    while near:
        node = min(near, key=lambda n: (len(near[n]), n))
        if len(near[node]) > _WIDTH:
            return None
        touching = [f for f in factors if node in f[0]]
        factors = [f for f in factors if node not in f[0]]
        scope = (node, *sorted(near[node]))
        table = _sum(touching, scope).min(axis=0)
        if table.ndim:
            factors.append((scope[1:], table))
        else:
            total += float(table)
        _connect(near, node)
    return round(total)


def _connect(near: dict[str, set[str]], node: str) -> None:
    ring = near.pop(node)
    for other in ring:
        near[other] = (near[other] | ring) - {node, other}


def _sum(factors: list[_Factor], scope: tuple[str, ...]) -> Array:
    table = np.zeros((2,) * len(scope))
    for names, values in factors:
        spots = [scope.index(n) for n in names]
        order = np.argsort(spots)
        shape = [2 if k in spots else 1 for k in range(len(scope))]
        table = table + values.transpose(order).reshape(shape)
    return table


def _program(edges: list[Edge], seconds: float) -> Frustration:
    from scipy.optimize import LinearConstraint, milp
    from scipy.sparse import coo_array

    nodes = sorted({n for e in edges for n in e[:2]})
    spot = {n: k for k, n in enumerate(nodes)}
    rows, floor = _constraints(edges, spot)
    matrix = coo_array(
        ([v for _, _, v in rows], ([r for r, _, _ in rows], [c for _, c, _ in rows])),
        shape=(len(floor), len(nodes) + len(edges)),
    )
    cost = np.concatenate([np.zeros(len(nodes)), np.ones(len(edges))])
    result = milp(
        cost,
        constraints=LinearConstraint(matrix.tocsr(), lb=np.array(floor)),
        integrality=np.ones(cost.size),
        bounds=(0, 1),
        options={"time_limit": seconds},
    )
    camps = np.round(result.x[: len(nodes)]) if result.x is not None else np.zeros(len(nodes))
    index = sum((camps[spot[a]] != camps[spot[b]]) == (s > 0) for a, b, s in edges)
    bound = int(np.ceil((result.mip_dual_bound or 0) - 1e-6))
    return Frustration(int(index), min(bound, int(index)), len(edges), "integer program")


def _constraints(
    edges: list[Edge], spot: dict[str, int]
) -> tuple[list[tuple[int, int, float]], list[float]]:
    """Rows of the integer program: an edge is frustrated if its ends disagree with its sign."""
    rows: list[tuple[int, int, float]] = []
    floor: list[float] = []

    def add(terms: dict[int, float], at_least: float) -> None:
        rows.extend((len(floor), column, value) for column, value in terms.items())
        floor.append(at_least)

    at = {}
    for k, (a, b, sign) in enumerate(edges):
        i, j, f = spot[a], spot[b], len(spot) + k
        at[frozenset((a, b))] = (f, sign)
        add({f: 1, i: -1, j: sign}, 0 if sign > 0 else -1)
        add({f: 1, i: 1, j: -sign}, 0 if sign > 0 else 1)
    for triangle in _triangles(edges):
        sides = [at[frozenset(pair)] for pair in combinations(triangle, 2)]
        if np.prod([s for _, s in sides]) < 0:
            add({f: 1 for f, _ in sides}, 1)
    return rows, floor


def _triangles(edges: list[Edge]) -> list[tuple[str, str, str]]:
    after: dict[str, set[str]] = {}
    for a, b, _ in edges:
        after.setdefault(a, set()).add(b)
    return [(a, b, c) for a, b, _ in edges for c in after.get(a, set()) & after.get(b, set())]
