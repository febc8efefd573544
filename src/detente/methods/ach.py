"""Analysis of competing hypotheses: published scorings of an evidence matrix.

Ratings are -2 (very inconsistent) to 2 (very consistent), None if an item does not apply.

References
----------
Heuer, R. J. (1999). Psychology of Intelligence Analysis. Center for the Study of Intelligence.
Palo Alto Research Center (2006). ACH 2.0 technical description.
Dhami, M. K., I. K. Belton and D. R. Mandel (2019). The "analysis of competing hypotheses" in
intelligence analysis. Applied Cognitive Psychology 33, 1080-1090.
https://doi.org/10.1002/acp.3550
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.records import Array

WEIGHT = {"L": 1 / math.sqrt(2), "M": 1.0, "H": math.sqrt(2)}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One piece of evidence: its rating under every hypothesis, credibility and relevance."""

    id: str
    ratings: Mapping[str, int | None]
    credibility: str = "M"  # "L", "M" or "H"
    relevance: str = "M"

    @property
    def weight(self) -> float:
        """Product of the weights of credibility and relevance (PARC)."""
        return WEIGHT[self.credibility] * WEIGHT[self.relevance]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Evidence by hypotheses."""

    hypotheses: tuple[str, ...]
    items: tuple[Item, ...]

    def inconsistency(self) -> dict[str, float]:
        """-1 for each inconsistent item, -2 for each very inconsistent one (Burton)."""
        return self._sum(lambda item, r: min(r or 0, 0))

    def weighted(self) -> dict[str, float]:
        """The same, each item multiplied by its credibility and relevance (PARC)."""
        return self._sum(lambda item, r: min(r or 0, 0) * item.weight)

    def squared(self) -> dict[str, float]:
        """Squared distance below neutral, summed (Open Synthesis)."""
        return self._sum(lambda item, r: float(min(r or 0, 0)) ** 2)

    def _sum(self, score) -> dict[str, float]:  # type: ignore[no-untyped-def]
        return {
            h: math.fsum(score(item, item.ratings.get(h)) for item in self.items)
            for h in self.hypotheses
        }

    def diagnosticity(self) -> dict[str, float]:
        """Standard deviation of an item's ratings over the hypotheses (Open Synthesis)."""
        return {i.id: float(np.std(self._row(i))) for i in self.items}

    def against(self) -> dict[str, float]:
        """Inconsistency of each item, summed over all hypotheses (Burton's order)."""
        return {i.id: float(-np.minimum(self._row(i), 0).sum()) for i in self.items}

    def _row(self, item: Item) -> Array:
        return np.array([item.ratings.get(h) or 0 for h in self.hypotheses], dtype=float)

    def scores(self) -> dict[str, dict[str, float]]:
        """All three scorings by name, each by hypothesis."""
        return {
            "inconsistency": self.inconsistency(),
            "weighted_inconsistency": self.weighted(),
            "squared_inconsistency": self.squared(),
        }

    def leaders(self) -> dict[str, tuple[str, ...]]:
        """Hypotheses with the least inconsistency by each scoring, ties included."""
        return {rule: least_against(scores) for rule, scores in self.scores().items()}

    def leading(self) -> tuple[str, ...]:
        """Hypotheses with the least weighted inconsistency, ties included."""
        return least_against(self.weighted())

    def weighted_without(self) -> dict[str, dict[str, float]]:
        """Weighted inconsistency without each item, as if that were wrong or deceptive."""
        whole = self.weighted()
        return {
            i.id: {h: s - min(i.ratings.get(h) or 0, 0) * i.weight for h, s in whole.items()}
            for i in self.items
        }

    def pivots(self) -> dict[str, tuple[str, ...]]:
        """Items without which other hypotheses would lead -> those hypotheses."""
        if len(self.items) < 2:
            return {}
        lead = self.leading()
        led = {item: least_against(rest) for item, rest in self.weighted_without().items()}
        return {item: others for item, others in led.items() if others != lead}


def least_against(scores: Mapping[str, float]) -> tuple[str, ...]:
    """Hypotheses with the least score against them, ties included.

    Parameters
    ----------
    scores : mapping of str to float
        Score by hypothesis; its size counts.

    Examples
    --------
    >>> least_against({"H1": -2.0, "H2": -1.0, "H3": -1.0})
    ('H2', 'H3')
    """
    against = {h: abs(score) for h, score in scores.items()}
    least = min(against.values(), default=0.0)
    return tuple(h for h in against if against[h] <= least + 1e-9)
