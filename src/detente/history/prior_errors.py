r"""Errors of penalised coefficients: clusters, and the shrinkage of slopes.

With information :math:`H = I + \Lambda` and score s the estimate errs by
:math:`H^{-1}(s - \Lambda(\beta - m))`. If :math:`\beta` has the mean m and the variances V, and J
is the covariance of s, the error has

.. math:: H^{-1} (J + \Lambda V \Lambda) H^{-1}.

The penalty states :math:`V = \Lambda^{-1}`. A penalty chosen by its forecasts can be stronger than
that and shrink slopes that are larger than its prior allows for. The variance :math:`\tau^2` of the
slopes is therefore estimated from the fit. With :math:`A = H^{-1} I`

.. math:: E |\hat\beta - m|^2 = \tau^2 \mathrm{tr}(A A') + \mathrm{tr}(H^{-1} J H^{-1})

over the penalised coefficients, which is solved for :math:`\tau^2`; the penalty's own variance has
the weight of `_PRIOR_SLOPES` slopes. A variance is never below the penalty's.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from detente.errors import DataError
from detente.history.hazard import HazardFit
from detente.records import Array

_PRIOR_SLOPES = 4.0


def with_prior(
    fit: HazardFit, penalty: ArrayLike, repeats: float = 1.0, prior: ArrayLike = 0.0
) -> HazardFit:
    r"""The fit with a clustered covariance that is right under the penalty's prior too.

    The J of the clusters gives a coefficient without data no variance and is 0 for a cause without
    an ending. J is therefore bounded from below by the :math:`m I` of independent endings, each of
    which appears in m rows: :math:`J' = m I + (J - m I)_+`, the positive part in the metric of H.

    Parameters
    ----------
    fit : HazardFit
        With clusters.
    penalty : float or array, shape (k,)
        As it was fitted with. The first coefficient is no slope.
    repeats : float, default 1
        m, the weight of the rows that share one ending, averaged over the rows that ended.
    prior : float or array, shape (k,), default 0
        Prior means that it was fitted with.

    Returns
    -------
    HazardFit
        The same estimates, with ``robust`` replaced.

    Raises
    ------
    DataError
        If the fit has no clusters.
    """
    if fit.robust is None:
        raise DataError("the fit has no clusters; give `clusters` to fit_hazard")
    causes, k = fit.beta.shape
    ridge = np.tile(np.broadcast_to(np.asarray(penalty, dtype=float), (k,)), causes)
    root = np.linalg.cholesky(fit.covariance)  # everything below is in its metric
    alone = repeats * (np.eye(causes * k) - root.T @ (ridge[:, None] * root))
    seen = np.linalg.solve(root, np.linalg.solve(root, fit.robust).T)
    values, vectors = np.linalg.eigh(seen - alone)
    noise = root @ (alone + (vectors * np.maximum(values, 0)) @ vectors.T) @ root.T
    variance = _slope_variance(fit, ridge, noise, np.broadcast_to(prior, (k,)))
    stretched = fit.covariance * ridge  # H^-1 Lambda
    return replace(fit, robust=noise + (stretched * variance) @ stretched.T)


def _slope_variance(fit: HazardFit, ridge: Array, noise: Array, prior: Array) -> Array:
    """Variance V of every coefficient, shape (K k,): the penalty's, or larger for slopes."""
    causes, k = fit.beta.shape
    slope = np.tile(np.arange(k) > 0, causes) & (ridge > 0)
    variance = np.where(ridge > 0, 1 / np.maximum(ridge, 1e-300), 0.0)
    if not slope.any():
        return variance
    size = float(((fit.beta - prior).ravel()[slope] ** 2).sum())
    covariance = (np.eye(causes * k) - fit.covariance * ridge)[np.ix_(slope, slope)]
    excess = size - float(np.trace(noise[np.ix_(slope, slope)]))
    own = _PRIOR_SLOPES * variance[slope].mean()
    estimate = (own + max(excess, 0.0)) / (_PRIOR_SLOPES + float((covariance**2).sum()))
    return np.where(slope, np.maximum(variance, estimate), variance)
