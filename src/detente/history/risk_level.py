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

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln

from detente.errors import DataError
from detente.records import Array

DISCOUNTS = np.array([0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 1.0])
_PRIOR = 2.0  # endings, as observed and as expected, before the first year


def filtered_risk_level(observed: ArrayLike, expected: ArrayLike) -> float:
    """Level after the last year, averaged over `DISCOUNTS` by their likelihood.

    Parameters
    ----------
    observed, expected : array of float, shape (years,)
        Endings of each year, and those that the model expects. A year with an expectation of 0 is
        ignored. Counts need not be whole.

    Returns
    -------
    float
        1 if recent years are as the model expects, above 1 if they had more endings.

    Raises
    ------
    DataError
        If shapes differ or a count is negative or not finite.

    Examples
    --------
    >>> round(filtered_risk_level([5] * 30, [5] * 30), 3)
    1.0
    >>> filtered_risk_level([5] * 30 + [0] * 10, [5] * 40) < 0.6
    True
    """
    o, e = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    if o.shape != e.shape or o.ndim != 1 or not (np.isfinite(o + e) & (o >= 0) & (e >= 0)).all():
        raise DataError("level: wanted observed and expected endings of the same years, none < 0")
    a = np.full(DISCOUNTS.size, _PRIOR)
    b, fit = a.copy(), np.zeros(DISCOUNTS.size)
    for endings, mean in zip(o[e > 0], e[e > 0], strict=True):
        a, b = DISCOUNTS * a, DISCOUNTS * b
        fit += _log_predictive(endings, mean, a, b)
        a, b = a + endings, b + mean
    weight = np.exp(fit - fit.max())
    return float((weight * a / b).sum() / weight.sum())


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
