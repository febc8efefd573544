r"""Risk level of recent years against the expectation of a model: a Poisson-gamma filter.

The endings of a year are Poisson with mean level times expectation, and the level drifts. The
conjugate filter discounts the information of earlier years by :math:`\omega` each year,

.. math::

    a_t = \omega a_{t-1} + O_t, \qquad b_t = \omega b_{t-1} + E_t,

so that the level is :math:`a / b`. :math:`\omega` is weighted by the likelihood of all years up
to the last, each negative binomial given those before, hence without hindsight.

References
----------
Harvey, A. C. & Fernandes, C. (1989). Time series models for count or qualitative observations.
Journal of Business & Economic Statistics 7, 407-417.
https://doi.org/10.1080/07350015.1989.10509750
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import digamma, gammaln, polygamma

from detente.errors import DataError
from detente.records import Array

DISCOUNTS = np.array([0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 1.0])
_VARIANCE, _YEARS, _ITERATIONS = 0.1, 20.0, 4  # judged: a year in three is 1.4 times off
_PRIOR = 2.0  # endings, as observed and as expected, before the first year


@dataclass(frozen=True, kw_only=True)
class RiskLevel:
    """Level of risk after the last year.

    ``level`` is 1 if recent years are as the model expects, above 1 if they had more endings;
    ``log_variance`` is the posterior variance of its logarithm. ``before`` (years,) is the level as
    it stood when each year began. ``weight`` (years,) is minus the slope of the level's logarithm
    in each year's expectation: times the expectations it sums to the share of data in the level.
    """

    level: float
    log_variance: float
    before: Array
    weight: Array


def filtered_risk_level(observed: ArrayLike, expected: ArrayLike) -> RiskLevel:
    """Level after the last year, averaged over `DISCOUNTS` by their likelihood.

    Parameters
    ----------
    observed, expected : array of float, shape (years,)
        Endings of each year, and those that the model expects. A year with an expectation of 0 is
        ignored. Counts need not be whole.

    Returns
    -------
    RiskLevel
        The level, its error and its course.

    Raises
    ------
    DataError
        If shapes differ or a count is negative or not finite.

    Examples
    --------
    >>> round(filtered_risk_level([5] * 30, [5] * 30).level, 3)
    1.0
    >>> filtered_risk_level([5] * 30 + [0] * 10, [5] * 40).level < 0.6
    True
    """
    o, e = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    if o.shape != e.shape or o.ndim != 1 or not (np.isfinite(o + e) & (o >= 0) & (e >= 0)).all():
        raise DataError("level: wanted observed and expected endings of the same years, none < 0")
    a = np.full(DISCOUNTS.size, _PRIOR)
    b, fit = a.copy(), np.zeros(DISCOUNTS.size)
    memory, before = np.zeros((o.size, DISCOUNTS.size)), np.empty(o.size)
    for year, (endings, mean) in enumerate(zip(o, e, strict=True)):
        before[year] = _average(a / b, fit)
        if mean > 0:
            memory *= DISCOUNTS
            memory[year] = 1
            a, b = DISCOUNTS * a, DISCOUNTS * b
            fit += _log_predictive(endings, mean, a, b)
            a, b = a + endings, b + mean
    level, logs = _average(a / b, fit), digamma(a) - np.log(b)
    spread = _average(polygamma(1, a) + (logs - _average(logs, fit)) ** 2, fit)
    slopes = np.array([_average(part * a / b**2, fit) for part in memory]) / level
    return RiskLevel(level=level, log_variance=spread, before=before, weight=slopes)


def _average(values: Array, fit: Array) -> float:
    """Average over `DISCOUNTS` by their likelihood."""
    chance = np.exp(fit - fit.max())
    return float(chance @ values / chance.sum())


def forecast_variance(observed: ArrayLike, expected: ArrayLike, weight: ArrayLike = 1.0) -> float:
    r"""Variance of the level's logarithm in the years ahead, from earlier forecasts.

    Beyond the Poisson noise of the endings themselves, forecasts miss by the error of the level,
    its drift until then and the shocks of the years that they cover. By moments

    .. math:: v = \frac{\sum_t w_t [(O_t - E_t)^2 - E_t]}{\sum_t w_t E_t^2},

    averaged with a judged `_VARIANCE` that counts as much as `_YEARS` years. A lognormal level with
    that relative variance has :math:`\log(1 + v)`.

    Parameters
    ----------
    observed, expected : array of float, shape (years,)
        Endings of the rows of each year over a stretch of years ahead, and those that the model
        expects at the level known when the year began.
    weight : float or array, shape (years,), default 1
        Weight of each year. It is divided by the square of 1 + v E, v from the step before, so that
        the years with most endings do not decide alone.

    Returns
    -------
    float
        Not negative.

    Examples
    --------
    >>> round(forecast_variance([10, 30] * 100, [20, 20] * 100), 2)
    0.17
    """
    o, e = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    w = np.where(e > 0, weight, 0.0)
    years = float(w.sum()) ** 2 / max(float((w**2).sum()), 1e-300)
    excess = _VARIANCE
    for _ in range(_ITERATIONS):
        use = w * (1 + excess * e) ** -2
        raw = float(use @ ((o - e) ** 2 - e)) / max(float(use @ e**2), 1e-12)
        excess = max((years * raw + _YEARS * _VARIANCE) / (years + _YEARS), 0.0)
    return float(np.log1p(excess))


def _log_predictive(endings: float, mean: float, a: Array, b: Array) -> Array:
    """Log-probability of the endings of a year: negative binomial given the years before."""
    chance: Array = (
        gammaln(a + endings)
        - gammaln(a)
        - gammaln(endings + 1)
        + a * np.log(b / (b + mean))
        + endings * np.log(mean / (b + mean))
    )
    return chance
