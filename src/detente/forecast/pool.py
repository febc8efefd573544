"""From reference classes to one base hazard, with the classes' disagreement kept in it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.forecast.settings import STEPS, YEARS
from detente.forecast.vintage import ClassTable
from detente.records import Array

_FLOOR = 1e-3  # survival below which a class is too thin to read a hazard from
_REFERENCE_YEAR = 20
_TAIL = 10  # years whose mean hazard goes on where observation ends


@dataclass(frozen=True, kw_only=True)
class ClassForecast:
    """One class seen from the case's age on its clock: survival draws, shape (n, steps + 1)."""

    survival: Array
    observed_years: float  # from now on; later hazards continue the last ten years' mean


def class_forecast(
    table: ClassTable, age: float, rng: np.random.Generator, n: int
) -> ClassForecast:
    r"""Condition a class on having lasted to ``age`` and draw its sampling error.

    The class's cumulative hazard :math:`\Lambda = -\log S` is multiplied by a gamma variable
    of mean 1 whose variance is Greenwood's relative variance at 20 years, so every draw is a
    proper survival curve. A class in which nothing, or too little, ended within 20 years has
    a constant rate, gamma with shape d + 1/2 over the exposure (Jeffreys): no ending seen is
    not no risk.
    """
    grid = age + np.arange(YEARS * STEPS + 1) / STEPS
    spot = min(_REFERENCE_YEAR, table.survival.size - 1)
    lam, var = -np.log(max(table.survival[spot], _FLOOR)), float(table.log_variance[spot])
    observed = max(0.0, table.survival.size - 1 - age)
    if lam <= 0 or var <= 0:
        shape = table.ended + 0.5
        rate = rng.gamma(shape, 1 / max(table.exposure, 1.0), n)
        return ClassForecast(
            survival=np.exp(-rate[:, None] * (grid - age)), observed_years=observed
        )
    precision = lam**2 / var
    scale = rng.gamma(precision, 1 / precision, n)
    path = _cumulative(table, grid)
    return ClassForecast(
        survival=np.exp(-scale[:, None] * (path - path[0])), observed_years=observed
    )


def _cumulative(table: ClassTable, grid: Array) -> Array:
    """Cumulative hazard at any age: linear between whole years, then at the last years' mean."""
    lam = -np.log(np.maximum(table.survival, _FLOOR))
    thin = np.flatnonzero(table.survival <= _FLOOR)
    last = int(thin[0]) if thin.size else lam.size - 1
    back = max(0, last - _TAIL)
    slope = (lam[last] - lam[back]) / max(last - back, 1)
    inside = np.interp(grid, np.arange(last + 1), lam[: last + 1])
    return inside + np.maximum(grid - last, 0) * slope


def pooled(
    classes: Sequence[ClassForecast], rng: np.random.Generator, concentration: float
) -> Array:
    """Mix class survivals under uncertain weights, shape (n, steps + 1).

    Weights are equal a priori and drawn from a Dirichlet of the given total concentration,
    so classes that disagree widen the interval.
    """
    n = classes[0].survival.shape[0]
    weights = rng.dirichlet(np.full(len(classes), concentration / len(classes)), n)
    out = np.zeros_like(classes[0].survival)
    for k, member in enumerate(classes):
        out += weights[:, k, None] * member.survival
    return out


def yearly_hazard(survival: Array) -> Array:
    """Hazard of every step as a yearly probability, shape (n, steps)."""
    return np.asarray(1 - (survival[:, 1:] / survival[:, :-1]) ** STEPS)


def shifted_survival(hazard: Array, shift: Array) -> Array:
    """Survival, shape (n, steps + 1), after adding log-odds to the yearly hazard."""
    odds = np.exp(shift)
    moved = hazard * odds / (1 - hazard + hazard * odds)
    steps = (1 - moved) ** (1 / STEPS)
    start = np.ones((steps.shape[0], 1))
    return np.concatenate([start, np.cumprod(steps, axis=1)], axis=1)
