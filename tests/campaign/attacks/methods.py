"""Methods against plain arithmetic: signed graphs with known camps, weighted medians at ties."""

import random
import time
from fractions import Fraction

from detente.methods.frustration import Frustration, frustration
from detente.methods.weighted_median import weighted_median

from ..kit.arena import Arena
from ..kit.attack import attack

SECONDS = 2.0  # that the integer program may take
LIMIT = 20.0  # seconds of processor beyond which a graph is slow


@attack("methods", "frustration of graphs with known camps, weighted medians at ties", share=0.5)
def methods(arena: Arena) -> None:
    """Compute what can be checked without the program."""
    for rng in arena.tries():
        attempt = _graph if rng.random() < 0.3 else _median
        start = time.thread_time()
        fault, given = attempt(rng)
        seconds = time.thread_time() - start
        kind = "wrong" if fault else "slow" if seconds > LIMIT else "accepted"
        arena.figures.add(kind, fault or attempt.__name__)
        arena.figures.slowest = max(arena.figures.slowest, seconds)
        if arena.is_new(kind, fault or attempt.__name__):
            arena.keep(fault, {"input.txt": repr(given).encode()}, None)


def _graph(rng: random.Random) -> tuple[str, list]:
    """Two camps, some ties across them friendly: no index may exceed the number of those."""
    nodes, density = rng.choice((10, 40, 80, 120)), rng.choice((0.1, 0.3, 0.9))
    noise = rng.choice((0.0, 0.05, 0.2, 0.5))
    camp = [rng.choice((-1, 1)) for _ in range(nodes)]
    edges, planted = [], 0
    for a in range(nodes):
        for b in range(a):
            if rng.random() < density:
                odd = rng.random() < noise
                planted += odd
                edges.append((f"{a}", f"{b}", camp[a] * camp[b] * (-1 if odd else 1)))
    return _fault_of(frustration(edges, seconds=SECONDS), edges, planted), edges


def _fault_of(found: Frustration, edges: list, planted: int) -> str:
    counted = sum(found.camps[a] * found.camps[b] != sign for a, b, sign in edges)
    if counted != found.index:
        return "the camps leave another number of ties frustrated"
    if found.index > planted:
        return "frustration above that of known camps"
    return "a bound above the index" if found.bound > found.index else ""


def _median(rng: random.Random) -> tuple[str, tuple]:
    """Decimals as a person writes them, often with half of the weight on either side."""
    values = [rng.randint(0, 100) for _ in range(rng.randint(1, 8))]
    texts = [f"{rng.randint(0, 30) / 10}" for _ in values]
    if not any(map(float, texts)):
        return "", ()
    wanted = _exact(values, list(map(Fraction, texts)))
    came = weighted_median(values, list(map(float, texts)))
    return ("" if came == wanted else "a weighted median is another value"), (values, texts)


def _exact(values: list[int], weights: list[Fraction]) -> int:
    total = Fraction(0)
    for value, weight in sorted(zip(values, weights, strict=True)):
        total += weight
        if 2 * total >= sum(weights):
            return value
    raise ValueError(values)
