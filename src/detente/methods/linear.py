"""Linear algebra: the symmetric root of a covariance matrix."""

import numpy as np

from detente.records import Array


def symmetric_root(covariance: Array) -> Array:
    """Symmetric square root R of a covariance matrix, R @ R = covariance.

    Similar matrices have similar roots, which a Cholesky factor does not guarantee, so one vector
    of standard normal draws can serve several covariances. Eigenvalues that rounding makes
    negative count as 0, and the root stays real, which `scipy.linalg.sqrtm` does not promise.
    """
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray((vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T)
