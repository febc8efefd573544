r"""Reduce a signed graph to a smaller one with the same least frustration.

The graph is held as an energy over camps :math:`s_u = \pm 1`,

.. math:: E(s) = c + \sum_{uv} w_{uv} [s_u \ne s_v],

in which a positive edge is w = 1 and a negative one w = -1 and 1 in c. Three rules preserve the
least energy and turn an optimum of the reduced graph into one of the whole:

- *dominating edge*: if :math:`|w_{uv}| \ge \sum_{k \ne v} |w_{uk}|`, some optimum satisfies it;
- *twins*: two nodes with the same weights to all others, and none or a positive one between
  them, are in the same camp in some optimum;
- *star and triangle*: a node with three neighbours is minimised out; the four values it can
  take, up to a flip of all, are those of a constant and a triangle.

References
----------
Lange, J.-H., B. Andres and P. Swoboda (2019). Combinatorial persistency criteria for multicut
and max-cut. CVPR 2019, 6093-6102.
Huffner, F., N. Betzler and R. Niedermeier (2007). Optimal edge deletions for signed graph
balancing. WEA 2007, 297-310. https://doi.org/10.1007/978-3-540-72845-0_23
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

Weights = dict[str, dict[str, float]]
_ZERO = 1e-9


class ReducedGraph:
    """A signed graph after all reductions, with the way back to the whole graph.

    Attributes
    ----------
    near : dict
        Weights of the reduced graph: node -> neighbour -> weight.
    constant : float
        What the removed nodes add to every energy.
    """

    def __init__(self, edges: Iterable[tuple[str, str, int]]) -> None:
        self.constant = 0.0
        self.near: Weights = {}
        self._trail: list[tuple[str, dict[str, float]]] = []
        for a, b, sign in edges:
            self.constant += sign < 0
            self._add(a, b, sign)
        self._reduce()

    def _add(self, a: str, b: str, weight: float) -> None:
        for x, y in ((a, b), (b, a)):
            row = self.near.setdefault(x, {})
            row[y] = row.get(y, 0.0) + weight
            if abs(row[y]) < _ZERO:
                del row[y]

    def _reduce(self) -> None:
        waiting = set(self.near)
        while waiting:
            while waiting:
                node = waiting.pop()
                if node in self.near:
                    waiting |= self._simplify(node)
            waiting |= self._merge_twins()

    def _simplify(self, node: str) -> set[str]:
        """Apply a rule to one node; returns the nodes whose weights changed."""
        row = self.near[node]
        if not row:
            return self._settle(node)
        strong = max(row, key=lambda k: abs(row[k]))
        if 2 * abs(row[strong]) >= sum(map(abs, row.values())) - _ZERO:
            return self._contract(node, strong, 1 if row[strong] > 0 else -1)
        if len(row) == 3:
            return self._star(node)
        return set()

    def _settle(self, node: str) -> set[str]:
        self._trail.append((node, {}))
        del self.near[node]
        return set()

    def _remove(self, node: str) -> dict[str, float]:
        row = self.near.pop(node)
        self._trail.append((node, row))
        for k in row:
            del self.near[k][node]
        return row

    def _contract(self, node: str, onto: str, sign: int) -> set[str]:
        """Put ``node`` with ``onto``, or against it if ``sign`` is -1."""
        row = self._remove(node)
        for k, weight in row.items():
            self.constant += weight * (sign < 0)
            if k != onto:
                self._add(onto, k, sign * weight)
        return {onto, *row} & self.near.keys()

    def _star(self, node: str) -> set[str]:
        row = self._remove(node)
        total = sum(row.values())
        together = min(0.0, total)
        apart = {k: min(w, total - w) - together for k, w in row.items()}
        self.constant += together
        half = sum(apart.values()) / 2
        for a, b in combinations(row, 2):
            third = next(k for k in row if k not in (a, b))
            self._add(a, b, half - apart[third])
        return set(row) & self.near.keys()

    def _merge_twins(self) -> set[str]:
        pair = next(self._twins(), None)
        changed: set[str] = set()
        while pair is not None:
            changed |= self._contract(*pair, 1)
            pair = next(self._twins(), None)
        return changed & self.near.keys()

    def _twins(self) -> Iterator[tuple[str, str]]:
        alike: dict[frozenset[tuple[str, float]], str] = {}
        for node, row in self.near.items():
            key = frozenset(row.items())
            if key in alike:
                yield node, alike[key]
            alike[key] = node
        for a, row in self.near.items():
            for b, weight in row.items():
                if weight > 0 and len(row) == len(self.near[b]) and _same(row, self.near[b], a, b):
                    yield a, b

    def expand(self, camps: dict[str, int]) -> dict[str, int]:
        """Camps (+1 or -1) of all nodes from those of the reduced graph."""
        whole = dict(camps)
        for node, row in reversed(self._trail):
            pull = sum(weight * whole[k] for k, weight in row.items())
            whole[node] = 1 if pull >= 0 else -1
        return whole


def _same(one: dict[str, float], two: dict[str, float], a: str, b: str) -> bool:
    return all(k == b or abs(two.get(k, 0.0) - w) < _ZERO for k, w in one.items() if k != a)
