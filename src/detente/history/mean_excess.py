r"""By how much draws of coefficients overstate the hazard that the fit has right.

At its estimate :math:`\hat\beta` a fit expects as many endings as it learned from. Draws around the
estimate expect more, as the mean of :math:`\exp(x'\beta)` is
:math:`\exp(x'\hat\beta + x'\Sigma x/2)`. The logarithm of the ratio, over the rows that the fit
learned from,

.. math:: \log \frac{\sum_i w_i h_i \exp(x_i'\Sigma x_i / 2)}{\sum_i w_i h_i},

is taken from the intercept of every draw: single pairs stay as uncertain as they are, and all pairs
together have the expected number of endings. The hazards :math:`h_i` are small, so that odds stand
for them.
"""

import numpy as np

from detente.records import Array


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
    >>> round(mean_excess(one, np.array([-4.0]), np.array([[0.2]]), np.ones(3)), 6)
    0.1
    """
    hazard = weight / (1 + np.exp(-design @ beta))
    variance = np.einsum("ij,ij->i", design @ covariance, design)
    return float(np.log(hazard @ np.exp(variance / 2) / hazard.sum()))
