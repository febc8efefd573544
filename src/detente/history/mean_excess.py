r"""Excess of the mean hazard over drawn coefficients over the fitted hazard.

At its estimate :math:`\hat\beta` a fit expects as many endings as it learned from. Draws
:math:`\beta \sim N(\hat\beta, \Sigma)` expect more, as a small hazard :math:`h(x'\beta)` is nearly
:math:`\exp(x'\beta)`, whose mean is :math:`\exp(x'\hat\beta + x'\Sigma x/2)`. The logarithm of the
ratio, over the rows that the fit learned from,

.. math:: \log \frac{\sum_i w_i E[h(x_i'\beta)]}{\sum_i w_i h(x_i'\hat\beta)},

is subtracted from the intercept of every draw: the uncertainty of single pairs is unchanged, and
all pairs together have the expected number of endings. The mean is by Gauss-Hermite quadrature.
"""

import numpy as np
from scipy.special import expit

from detente.records import Array

_POINTS, _WEIGHTS = np.polynomial.hermite_e.hermegauss(15)
_NODES = _POINTS, _WEIGHTS / _WEIGHTS.sum()


def mean_excess(design: Array, beta: Array, covariance: Array, weight: Array) -> float:
    """Log-ratio of the mean over draws to the fit, over the rows that it learned from.

    Parameters
    ----------
    design : array of float, shape (n, k)
        Rows, with their intercept.
    beta : array of float, shape (k,)
        Estimates, log-odds of the yearly hazard.
    covariance : array of float, shape (k, k)
        Of their errors.
    weight : array of float, shape (n,)
        Weight of each row.

    Returns
    -------
    float
        Not negative.

    Examples
    --------
    >>> one = np.ones((3, 1))
    >>> round(mean_excess(one, np.array([-9.0]), np.array([[0.2]]), np.ones(3)), 3)
    0.1
    """
    log_odds = design @ beta
    error = np.sqrt(np.einsum("ij,ij->i", design @ covariance, design))
    mean = sum(share * expit(log_odds + error * node) for node, share in zip(*_NODES, strict=True))
    return float(np.log((weight @ mean) / (weight @ expit(log_odds))))
