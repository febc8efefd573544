r"""Dependent scenarios: two-way tables whose margins are the stated probabilities.

A case may state, for a scenario A, its conditional probability P(A | B) given another scenario B.
With the margins p and q of A and B that fixes the odds ratio

.. math:: \theta = \frac{p_{11}\,(1 - p - q + p_{11})}{(p - p_{11})(q - p_{11})},
          \qquad p_{11} = q\,P(A \mid B),

which stays fixed when the margins are drawn from their ranges; the joint probability is Plackett's

.. math:: p_{11} = \frac{s - \sqrt{s^2 - 4\theta(\theta - 1)pq}}{2(\theta - 1)},
          \qquad s = 1 + (p + q)(\theta - 1).

A scenario is conditional on at most one other, so the scenarios form a forest, and given its parent
a scenario is independent of those above. Every margin holds whatever is stated.

Plackett, R. L. (1965). A class of bivariate distributions. JASA 60, 516-522.
https://doi.org/10.1080/01621459.1965.10480807
"""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from detente.records import Array

if TYPE_CHECKING:
    from detente.case.model import Case, Scenario
    from detente.case.yaml12 import Place

_SURE = 1e-12


def odds_ratio(p: float, q: float, given: float) -> float:
    """Odds ratio of A and B from P(A), P(B) and P(A | B); 0 and infinity are allowed.

    Parameters
    ----------
    p, q : float
        P(A) and P(B).
    given : float
        P(A | B).

    Examples
    --------
    >>> round(odds_ratio(0.5, 0.5, 0.75), 6)
    9.0
    """
    both = q * given
    if min(p, q) - both <= _SURE:  # the rarer never comes true alone, to rounding
        return math.inf
    return max(0.0, both * (1 - p - q + both)) / ((p - both) * (q - both))


def joint(p: Array, q: Array, theta: float) -> Array:
    """P(A and B) from margins and an odds ratio, shapes as broadcast.

    Parameters
    ----------
    p, q : array of float
        P(A) and P(B).
    theta : float
        Odds ratio; infinity if the rarer never comes true alone.

    Examples
    --------
    >>> float(joint(np.array(0.5), np.array(0.5), 9.0).round(6))
    0.375
    """
    if theta == math.inf:
        return np.minimum(p, q)
    if abs(theta - 1) < 1e-9:
        return np.asarray(p * q)
    s = 1 + (p + q) * (theta - 1)
    root = np.sqrt(np.maximum(s**2 - 4 * theta * (theta - 1) * p * q, 0))
    return np.asarray((s - root) / (2 * (theta - 1)))


def order(case: "Case") -> list["Scenario"]:
    """Scenarios in an order in which each follows the one it is conditional on."""
    done: dict[str, Scenario] = {}
    left = list(case.scenarios)
    while left:
        ready = [s for s in left if s.given is None or s.given.scenario in done]
        if not ready:
            break  # a cycle, which `faults` reports
        done |= {s.id: s for s in ready}
        left = [s for s in left if s.id not in done]
    return list(done.values())


def dependence_faults(case: "Case") -> Iterator[tuple["Place", str]]:
    """Conditional probabilities that form a cycle or that no joint distribution has."""
    chance = {s.id: s.probability.value for s in case.scenarios}
    sorted_ids = {s.id for s in order(case)}
    for n, s in enumerate(case.scenarios):
        if s.given is None or s.given.scenario not in chance:
            continue
        if s.id not in sorted_ids:
            yield ("scenarios", n, "given", "scenario"), "scenarios depend on each other in a cycle"
            continue
        p, q = chance[s.id], chance[s.given.scenario]
        low, high = _limits(p, q)
        if not low - 1e-9 <= s.given.probability <= high + 1e-9:
            why = (
                f"{s.given.probability:g} cannot be with {p:g} for '{s.id}' and {q:g} for "
                f"'{s.given.scenario}'; wanted {low:.3g} to {high:.3g}"
            )
            yield ("scenarios", n, "given", "probability"), why


def _limits(p: float, q: float) -> tuple[float, float]:
    """Frechet's bounds of P(A | B)."""
    if q == 0:
        return 0.0, 1.0
    return max(0.0, p + q - 1) / q, min(p, q) / q
