"""Survival of reference classes, and their pooling into one base hazard."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.forecast.settings import STEPS, YEARS
from detente.history.class_hazards import TAIL, age_risk
from detente.history.vintage import ClassTable
from detente.records import Array


@dataclass(frozen=True, kw_only=True)
class ClassForecast:
    """Survival of one class from the case's age on, shape (n, steps + 1)."""

    survival: Array
    observed_years: float  # ahead; later risk is the mean of the last ten years

    def until(self, steps: int | None) -> "ClassForecast":
        """The forecast of the first steps; of all if None."""
        if steps is None:
            return self
        return replace(self, survival=self.survival[:, : steps + 1])


def class_forecast(
    table: ClassTable, age: float, rng: np.random.Generator, n: int
) -> ClassForecast:
    """Survival of a class given survival to ``age``, with its sampling error drawn.

    The risk of each year of age is drawn from its posterior (`detente.history.class_hazards`): a
    year without endings still has a risk, and years with few at risk are shrunk towards the mean of
    the class. Within a year of age the hazard is constant.

    Parameters
    ----------
    table : ClassTable
        Life table of the class.
    age : float
        Age of the case on the class's clock, in years.
    rng : numpy.random.Generator
        Draws the sampling error.
    n : int
        Number of draws.
    """
    first = int(age)
    years = np.arange(first, first + YEARS + 2)
    known = table.ends.size
    risk = np.empty((n, years.size))
    seen = years < known
    posterior = age_risk(table)
    risk[:, seen] = posterior.at(years[seen]).draw(rng, n)
    risk[:, ~seen] = posterior.at([-1]).draw(rng, n)
    edges = age + np.arange(YEARS * STEPS + 1) / STEPS
    total = np.concatenate([np.zeros((n, 1)), np.cumsum(-np.log1p(-risk), axis=1)], axis=1)
    place = np.minimum((edges - first).astype(int), years.size - 1)
    part = edges - first - place
    path = total[:, place] * (1 - part) + total[:, place + 1] * part
    return ClassForecast(survival=np.exp(path[:, :1] - path), observed_years=max(0.0, known - age))


def learned_forecast(risk: Array) -> ClassForecast:
    """Survival from drawn yearly risks of the years from now on, shape (n, years)."""
    steps = np.repeat((1 - risk) ** (1 / STEPS), STEPS, axis=1)
    start = np.ones((risk.shape[0], 1))
    survival = np.concatenate([start, np.cumprod(steps, axis=1)], axis=1)
    return ClassForecast(survival=survival, observed_years=float(TAIL))


def assign(weights: Sequence[float], n: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Member of the pool that each draw belongs to, shape (n,), in proportion to the weights.

    The pool is a mixture, so that every draw takes one member whole: what moves the hazard then
    moves that of each member, and their disagreement is in the interval. Numbers of draws are
    within one of their expectation.

    Parameters
    ----------
    weights : sequence of float, length k
        Weights of the members; they need not sum to one.
    n : int
        Number of draws.
    rng : numpy.random.Generator
        Assigns the draws.
    """
    edges = np.cumsum(weights) / np.sum(weights)
    places = (rng.permutation(n) + rng.random()) / n
    return np.minimum(np.searchsorted(edges, places, side="right"), len(weights) - 1)


def mixture(members: Sequence[ClassForecast], assigned: NDArray[np.intp]) -> Array:
    """Survival of each draw's own member, shape (n, steps + 1).

    Parameters
    ----------
    members : sequence of ClassForecast
        Survival of every member, of n draws each.
    assigned : array of int, shape (n,)
        See `assign`.
    """
    survival = np.empty_like(members[0].survival)
    for place, member in enumerate(members):
        own = assigned == place
        survival[own] = member.survival[own]
    return survival
