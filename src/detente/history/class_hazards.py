"""Yearly risk of a reference class by age, from its life table."""

from dataclasses import dataclass

import numpy as np

from detente.history.rows import Ints
from detente.history.vintage import ClassTable
from detente.records import Array

TAIL = 10  # last years of observation whose mean risk continues after it
PRIOR_ENDS = 0.5  # weight of the class's mean risk in every year of age, in endings


@dataclass(frozen=True, kw_only=True)
class AgeRisk:
    r"""Posterior of the yearly risk at each age of a class, each array of shape (ages + 1,).

    .. math:: h_y \sim \mathrm{Beta}(d_y + \tfrac12,\; n_y - d_y + \tfrac1{2m} - \tfrac12)

    with d endings among n at risk and m the class's mean yearly risk. The last entry holds for all
    ages after the last year observed: the pooled risk of the last ten years.
    """

    alpha: Array
    beta: Array

    def mean(self) -> Array:
        """Posterior mean by age."""
        return np.asarray(self.alpha / (self.alpha + self.beta))

    def at(self, ages: Ints | list[int]) -> "AgeRisk":
        """The same at some ages only; -1 is the last entry."""
        return AgeRisk(alpha=self.alpha[ages], beta=self.beta[ages])

    def draw(self, rng: np.random.Generator, n: int) -> Array:
        """Draws of the risk by age, shape (n, ages + 1)."""
        risk = rng.beta(self.alpha, self.beta, (n, self.alpha.size))
        return np.asarray(np.minimum(risk, 1 - 1e-9))


def age_risk(table: ClassTable) -> AgeRisk:
    """Posterior of the yearly risk at each age of a class.

    Examples
    --------
    >>> table = ClassTable(n=100, ended=10, by_cause={}, median_years=None,
    ...     survival=np.ones(2), at_risk=np.array([100.0]), ends=np.array([10.0]))
    >>> age_risk(table).mean().round(3).tolist()
    [0.1, 0.1]
    """
    back = slice(max(0, table.ends.size - TAIL), None)
    ends = np.append(table.ends, table.ends[back].sum())
    at_risk = np.append(table.at_risk, table.at_risk[back].sum())
    mean = (table.ends.sum() + PRIOR_ENDS) / (table.at_risk.sum() + 1)
    beta = np.maximum(at_risk - ends, 0) + PRIOR_ENDS / mean - PRIOR_ENDS
    return AgeRisk(alpha=ends + PRIOR_ENDS, beta=np.maximum(beta, PRIOR_ENDS))
