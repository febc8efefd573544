r"""Risk level of a stretch of years ahead, and what it does to the error of a fit.

The level L is observed over expected endings of recent years, so that errors of the coefficients
that move the expectation of those years move log L the other way. With

.. math:: q = -\frac{d \log L}{d \beta} = \sum_t \omega_t \sum_{i \in t} \frac{d h_i}{d \beta}

(`RiskLevel.weight` has the :math:`\omega_t`) the intercept a + log L errs by
:math:`e_a - q'e_\beta + e_L`. The variance of :math:`e_L` is that of earlier forecasts from the
level known at the time (`forecast_variance`), which has the drift and the shocks of the years ahead
in it, and at least the posterior variance of the level.
"""

from dataclasses import dataclass, replace

import numpy as np

from detente.history.hazard import HazardFit
from detente.history.risk_level import filtered_risk_level, forecast_variance
from detente.history.rows import Rows
from detente.records import Array


@dataclass(frozen=True, kw_only=True)
class StretchLevel:
    """Level of a stretch, variance of its logarithm in the years ahead, and q, shape (K, k)."""

    level: float
    log_variance: float
    pull: Array


def stretch_level(
    fit: HazardFit, known: Rows, design: Array, stretch: tuple[int, int], recency: Array
) -> StretchLevel:
    """Risk level of recent years: endings observed against those that the fit expects.

    A unit and year appears in as many rows as the stretch has years; together they count once.

    Parameters
    ----------
    fit : HazardFit
        Of the stretch.
    known : Rows
        What was known when ``origin`` began.
    design : array, shape (n, k)
        Their design matrix.
    stretch : (int, int)
        First and last year ahead.
    recency : array, shape (years,)
        Weight of each year, from the first of ``known`` to the one before the origin.
    """
    first, last = stretch
    start, span = int(known.year.min()), last - first + 1
    origin = start + recency.size
    observed, expected = np.zeros(recency.size), np.zeros(recency.size)
    hazards = fit.hazard(design)
    risk = hazards.sum(axis=1)
    lived = []
    for ahead in range(first - 1, last):
        year = known.year + ahead
        there = (known.stop >= year) & (year < origin)
        ended = (known.cause > 0) & (known.stop == year)
        at = year[there] - start
        expected += np.bincount(at, risk[there] / span, minlength=recency.size)
        observed += np.bincount(at, ended[there] / span, minlength=recency.size)
        lived.append((there, np.minimum(year, origin - 1) - start))
    level = filtered_risk_level(observed, expected)
    weight = np.sum([there * level.weight[at] for there, at in lived], axis=0) / span
    slopes = weight[:, None] * hazards * (1 - risk[:, None])
    exposure = np.sum([there for there, _ in lived], axis=0)
    return StretchLevel(
        level=level.level,
        log_variance=max(
            level.log_variance, _missed(known, risk * exposure, level.before, stretch, recency)
        ),
        pull=slopes.T @ design,
    )


def _missed(
    known: Rows, expected: Array, before: Array, stretch: tuple[int, int], recency: Array
) -> float:
    """Variance of earlier forecasts over the stretch at the level of their time."""
    first, last = stretch
    over = known.year + last <= int(known.year.min()) + recency.size
    begin, end = known.year + first - 1, known.year + last - 1
    ended = (known.cause > 0) & (known.stop >= begin) & (known.stop <= end)
    place = known.year - int(known.year.min())
    counts = (
        np.bincount(place[over], values[over], minlength=before.size)
        for values in (ended.astype(float), expected)
    )
    observed, mean = counts
    return forecast_variance(observed, mean * before, recency)


def with_level(fit: HazardFit, level: StretchLevel) -> HazardFit:
    """The fit with its intercepts moved to a level, and the level's error in its covariance.

    Parameters
    ----------
    fit : HazardFit
        With ``robust``, or without errors.
    level : StretchLevel
        Of the same stretch.
    """
    beta = fit.beta.copy()
    beta[:, 0] += np.log(level.level)
    if fit.robust is None:
        return replace(fit, beta=beta)
    causes, k = beta.shape
    intercepts = np.tile(np.arange(k) == 0, causes).astype(float)
    turn = np.eye(causes * k) - np.outer(intercepts, level.pull.ravel())
    robust = turn @ fit.robust @ turn.T + level.log_variance * np.outer(intercepts, intercepts)
    return replace(fit, beta=beta, robust=robust)
