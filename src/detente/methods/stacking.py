"""Stacking: weights of several probability forecasts that had the best log score together."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize

from detente.errors import DataError
from detente.records import Array

_EDGE = 1e-6  # probabilities are clipped to this and one less this, as in the scores


def stacking_weights(p: ArrayLike, event: ArrayLike, weight: ArrayLike | None = None) -> Array:
    r"""Weights on the simplex that maximise the log score of the mixed forecasts.

    .. math:: \max_w \sum_i v_i \log \sum_k w_k \, p_{ik}^{y_i} (1 - p_{ik})^{1 - y_i}

    The forecasts must have been made without their outcome, as those of earlier origins are.

    Parameters
    ----------
    p : array of float, shape (n, models)
        Forecast probability of the event by each model.
    event : array of int, shape (n,)
        1 where the event happened, else 0.
    weight : array of float, shape (n,), optional
        Weight of each row, not negative; 1 by default.

    Returns
    -------
    array of float, shape (models,)
        Not negative, with the sum 1.

    Raises
    ------
    DataError
        If shapes differ, a value is out of range, or no row has a weight.

    References
    ----------
    Yao, Y., Vehtari, A., Simpson, D. & Gelman, A. (2018). Using stacking to average Bayesian
    predictive distributions. Bayesian Analysis 13, 917-1007. https://doi.org/10.1214/17-BA1091

    Examples
    --------
    >>> stacking_weights([[0.9, 0.5], [0.1, 0.5]], [1, 0]).round(3).tolist()
    [1.0, 0.0]
    """
    likelihood, rows = _checked(p, event, weight)
    models = likelihood.shape[1]

    def loss(w: Array) -> tuple[float, Array]:
        mixed = likelihood @ w
        return -float(rows @ np.log(mixed)), -((rows / mixed) @ likelihood)

    result = minimize(
        loss,
        np.full(models, 1 / models),
        jac=True,
        method="SLSQP",
        bounds=[(0, 1)] * models,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": np.ones_like},
        options={"ftol": 1e-10, "maxiter": 200},
    )
    best = np.clip(result.x, 0, 1)
    return np.asarray(best / best.sum())


def _checked(p: ArrayLike, event: ArrayLike, weight: ArrayLike | None) -> tuple[Array, Array]:
    """Likelihood of what happened by row and model, and weights that sum to 1."""
    q, y = np.asarray(p, dtype=float), np.asarray(event)
    w = np.ones(y.size) if weight is None else np.asarray(weight, dtype=float)
    if q.ndim != 2 or not q.shape[0] == y.size == w.size:
        raise DataError(f"p {q.shape}, event {y.shape}, weight {w.shape}; wanted (n, models), n, n")
    if not ((q >= 0) & (q <= 1)).all() or not ((y == 0) | (y == 1)).all():
        raise DataError("wanted events of 0 or 1 and probabilities from 0 to 1")
    if not (w >= 0).all() or not w.any():
        raise DataError("nothing to stack: no row has a weight, or one is negative")
    q = np.clip(q, _EDGE, 1 - _EDGE)
    return np.where(y[:, None] == 1, q, 1 - q), w / w.sum()
