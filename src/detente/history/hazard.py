r"""Discrete-time hazards: penalised maximum likelihood with clustered standard errors.

A row is one unit in one period, at risk when the period begins; its event is 0, or the cause k
= 1 ... K that ended it. With one cause and the complementary log-log link the coefficients are
those of a proportional-hazards model in continuous time, grouped into periods (Prentice and
Gloeckler); with several causes the hazards are multinomial logits (Allison),

.. math::

    h = 1 - \exp(-\exp(x'\beta)), \qquad h_k = \frac{\exp(x'\beta_k)}{1 + \sum_j \exp(x'\beta_j)}.

The estimate maximises :math:`\sum_i w_i \log L_i - \tfrac12 \sum_j \lambda_j (\beta_j - m_j)^2`,
m the prior mean, by Newton's method. Its covariance is the inverse of the penalised information, as
Laplace's approximation has it, or the sandwich of `detente.history.clusters`;
`detente.history.prior_errors` joins the two.

References
----------
Prentice, R. L. & Gloeckler, L. A. (1978). Regression analysis of grouped survival data with
application to breast cancer data. Biometrics 34, 57-67. https://doi.org/10.2307/2529588

Allison, P. D. (1982). Discrete-time methods for the analysis of event histories. Sociological
Methodology 13, 61-98. https://doi.org/10.2307/270718
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from detente.errors import DataError
from detente.history.clusters import Clusters, sandwich
from detente.records import Array

LINKS = ("logit", "cloglog")
_STEPS, _CLOSE = 50, 1e-10
Causes = NDArray[np.intp]
Curvature = Callable[[int, int], Array]  # of a row, between two causes

_VAGUE = 1000.0  # standard error, in log-odds at the largest x, that is no knowledge at all
_BLOCK = 2048  # rows that are taken at once, so that what is computed of them stays near
_FLAT = 30.0  # a linear predictor beyond which a hazard is 0 or 1 for every purpose


@dataclass(frozen=True, kw_only=True)
class HazardFit:
    """Estimates of a discrete-time hazard.

    ``beta`` has shape (K, k): one row for each cause, in the order of ``names`` (k). ``covariance``
    (penalised information inverted) and ``robust`` (clustered, or None) have shape (K k, K k), in
    the order of ``beta`` raveled. ``events`` counts the rows of each cause.
    """

    names: tuple[str, ...]
    link: str
    beta: Array
    covariance: Array
    robust: Array | None
    loglik: float
    rows: int
    events: tuple[int, ...]
    clusters: int | None

    @property
    def standard_errors(self) -> Array:
        """Clustered where there are clusters, else of the information; shape (K, k)."""
        chosen = self.covariance if self.robust is None else self.robust
        errors: Array = np.sqrt(np.diag(chosen)).reshape(self.beta.shape)
        return errors

    def hazard(self, x: ArrayLike) -> Array:
        """Probability of each cause in a period, shape (n, K)."""
        eta = np.asarray(x, dtype=float) @ self.beta.T
        return _hazards(eta, self.link)

    def marginal_effects(self, x: ArrayLike) -> Array:
        """Average change of the probability of each cause per unit of x, shape (K, k)."""
        h = self.hazard(x)
        if self.link == "cloglog":
            eta = np.asarray(x, dtype=float) @ self.beta.T
            slope = ((1 - h) * np.exp(np.clip(eta, -_FLAT, _FLAT))).mean(axis=0)
            effects: Array = slope[:, None] * self.beta
            return effects
        average = h @ self.beta  # (n, k): the mean coefficient at each row's hazards
        return np.stack([(h[:, [k]] * (b - average)).mean(axis=0) for k, b in enumerate(self.beta)])


def fit_hazard(  # noqa: PLR0913 - options of one estimate, all by name
    x: ArrayLike,
    event: ArrayLike,
    *,
    names: Sequence[str],
    link: str = "logit",
    penalty: float | ArrayLike = 0.0,
    prior: ArrayLike = 0.0,
    weight: ArrayLike | None = None,
    clusters: Clusters | None = None,
    causes: int = 1,
    start: Array | None = None,
) -> HazardFit:
    """Estimate the hazard of each cause from unit-periods.

    Parameters
    ----------
    x : array of float, shape (n, k)
        Covariates, with a column of ones for an intercept.
    event : array of int, shape (n,)
        0 if the unit survived the period, else the cause that ended it, from 1.
    names : sequence of str, length k
        Names of the columns.
    link : {"logit", "cloglog"}
        ``cloglog`` takes one cause.
    penalty : float or array, shape (k,), default 0
        Ridge penalty on each coefficient: the inverse variance of its normal prior.
    prior : float or array, shape (k,), default 0
        Mean of that prior.
    weight : array of float, shape (n,), optional
        Weight of each row, not negative.
    clusters : Clusters, optional
        Units, states and years that rows may share, and so depend on each other.
    causes : int, default 1
        How many causes there are at least, should the last ones not occur among the rows; such
        a cause needs a penalty on every column.
    start : array of float, shape (K, k), optional
        Coefficients near the estimate, from which it takes fewer steps.

    Returns
    -------
    HazardFit
        Estimates, their covariance, and the counts of rows and events.

    Raises
    ------
    DataError
        If shapes differ, a value is not finite, there is no event, or without a penalty the
        estimate does not exist because a covariate separates events from survivals.

    Examples
    --------
    >>> x = [[1.0, 0.0]] * 10 + [[1.0, 1.0]] * 10
    >>> event = [1] * 2 + [0] * 8 + [1] * 5 + [0] * 5
    >>> fit_hazard(x, event, names=["one", "treated"]).hazard([[1, 0], [1, 1]]).round(3).tolist()
    [[0.2], [0.5]]
    """
    data = _checked(x, event, names, link, penalty, weight)
    data = data._replace(centre=np.broadcast_to(np.asarray(prior, dtype=float), (len(names),)))
    causes = max(int(data.cause.max()), causes)
    beta, value, information = _maximised(
        data, _start(data, causes) if start is None else start.copy(), names
    )
    covariance: Array = np.asarray(np.linalg.inv(information), dtype=np.float64)
    if not data.ridge.any() and not ((reach := _reach(covariance, data.x)) < _VAGUE).all():
        raise DataError(_separated(names, reach))
    robust, units = (
        (None, None)
        if clusters is None
        else sandwich(covariance, data.x, clusters, _slopes(beta, data))
    )
    return HazardFit(
        names=tuple(names),
        link=link,
        beta=beta,
        covariance=covariance,
        robust=robust,
        loglik=value + _penalty(beta, data),
        rows=data.x.shape[0],
        events=tuple(int((data.cause == c).sum()) for c in range(1, causes + 1)),
        clusters=units,
    )


class _Data(NamedTuple):
    """Checked input: x (n, k), cause (n,), weight (n,), ridge penalty and its centre (k,), link."""

    x: Array
    cause: Causes
    weight: Array
    ridge: Array
    link: str
    centre: Array


def _maximised(data: _Data, beta: Array, names: Sequence[str]) -> tuple[Array, float, Array]:
    """Newton's method from ``beta``: estimate, penalised log-likelihood, and information there."""
    value, score, information = _objective(beta, data)
    for _ in range(_STEPS):
        step = _solve(information, score, names).reshape(beta.shape)
        beta, value, score, information, gain = _advance(beta, step, value, data)
        if gain < _CLOSE * (1 + abs(value)) and np.abs(step).max() < 1e-6:
            return beta, value, information
    raise DataError(_separated(names, beta))


def _checked(
    x: ArrayLike,
    event: ArrayLike,
    names: Sequence[str],
    link: str,
    penalty: float | ArrayLike,
    weight: ArrayLike | None,
) -> _Data:
    rows = np.asarray(x, dtype=float)
    cause = np.asarray(event)
    if link not in LINKS:
        raise DataError(f"no link '{link}'; wanted one of {', '.join(LINKS)}")
    if rows.ndim != 2 or rows.shape != (cause.size, len(names)):
        raise DataError(f"x is {rows.shape}; wanted ({cause.size}, {len(names)}), event by names")
    bad = np.flatnonzero(~np.isfinite(rows).all(axis=1))
    if bad.size:
        raise DataError(f"x[{bad[0]}] is {rows[bad[0]].tolist()}; wanted finite numbers")
    if not (cause > 0).any():
        raise DataError("no event among the rows; a hazard needs at least one ending")
    if link == "cloglog" and cause.max() > 1:
        raise DataError("event names several causes; cloglog takes one, logit takes several")
    weights = np.ones(cause.size) if weight is None else np.asarray(weight, dtype=float)
    if weights.shape != cause.shape or not (np.isfinite(weights) & (weights >= 0)).all():
        raise DataError("weight: wanted one number for each row, none negative")
    ridge: Array = np.broadcast_to(np.asarray(penalty, dtype=float), (len(names),)).copy()
    return _Data(rows, cause.astype(np.intp), weights, ridge, link, np.zeros(len(names)))


def _start(data: _Data, causes: int) -> Array:
    """Zero, but the level of each cause where the first column is an intercept."""
    x, cause, w, _, link, _ = data
    beta = np.zeros((causes, x.shape[1]))
    if (x[:, 0] == 1).all():
        share = np.array([w @ (cause == c) for c in range(1, causes + 1)]) / w.sum()
        share = np.clip(share, 1e-6, 0.9 / causes)
        stays = 1 - share.sum()
        beta[:, 0] = np.log(-np.log(stays)) if link == "cloglog" else np.log(share / stays)
    return beta


def _hazards(eta: Array, link: str) -> Array:
    eta = np.clip(eta, -700, 700)
    if link == "cloglog":
        hazards: Array = -np.expm1(-np.exp(np.clip(eta, -700, _FLAT)))
        return hazards
    if eta.shape[1] == 1:
        single: Array = expit(eta)
        return single
    top = np.maximum(_across(np.maximum, eta), 0)[:, None]
    odds = np.exp(eta - top)
    many: Array = odds / (np.exp(-top) + _across(np.add, odds)[:, None])
    return many


def _across(combine: np.ufunc, x: Array) -> Array:
    """Reduce the few columns of each row to one value, (n,); NumPy is slow along a short axis."""
    return np.asarray(reduce(combine, x.T))


def _objective(beta: Array, data: _Data) -> tuple[float, Array, Array]:
    """Penalised log-likelihood, its gradient (K k,) and its information (K k, K k)."""
    value, score, information = 0.0, np.zeros(beta.shape), np.zeros((beta.size, beta.size))
    for begin in range(0, data.cause.size, _BLOCK):
        rows = slice(begin, begin + _BLOCK)
        x, w = data.x[rows], data.weight[rows]
        logs, first, second = _parts(x @ beta.T, data.cause[rows], data.link)
        value += float(w @ logs)
        score += (w[:, None] * first).T @ x
        _add_information(information, x, w, second)
    score -= data.ridge * (beta - data.centre)
    information[np.diag_indices_from(information)] += np.tile(data.ridge, len(beta))
    return value - _penalty(beta, data), score.ravel(), information


def _add_information(total: Array, x: Array, w: Array, second: Curvature) -> None:
    """Add the information of some rows, cause by cause."""
    k = x.shape[1]
    causes = total.shape[0] // k
    for a in range(causes):
        for b in range(a, causes):
            curve = w * second(a, b)  # of one sign, so that half the product need be computed
            root = x * np.sqrt(np.abs(curve))[:, None]
            block = (root.T @ root) * (1 if a == b else -1)
            total[a * k : (a + 1) * k, b * k : (b + 1) * k] += block
            if a != b:
                total[b * k : (b + 1) * k, a * k : (a + 1) * k] += block.T


def _penalty(beta: Array, data: _Data) -> float:
    return float(0.5 * (data.ridge * (beta - data.centre) ** 2).sum())


def _parts(eta: Array, cause: Causes, link: str) -> tuple[Array, Array, Curvature]:
    """Log-likelihood of each row, its slopes in eta (n, K), and its curvature between causes."""
    if link == "cloglog":
        mu = np.exp(np.clip(eta[:, 0], -700, _FLAT))
        ended = cause == 1
        with np.errstate(divide="ignore", over="ignore"):
            ratio = np.where(mu < 1e-8, 1 - mu / 2, mu / np.expm1(mu))
            logs = np.where(ended, np.log(-np.expm1(-mu)), -mu)
        first = np.where(ended, ratio, -mu)
        curve = np.where(ended, ratio * (mu + ratio - 1), mu)
        return logs, first[:, None], lambda a, b: curve
    h = _hazards(eta, link)
    happened = cause[:, None] == np.arange(1, eta.shape[1] + 1)
    top = np.maximum(_across(np.maximum, eta), 0)
    total = top + np.log(np.exp(-top) + _across(np.add, np.exp(eta - top[:, None])))
    logs = _across(np.add, eta * happened) - total
    return logs, happened - h, lambda a, b: h[:, a] * ((a == b) - h[:, b])


def _advance(
    beta: Array,
    step: Array,
    value: float,
    data: _Data,
) -> tuple[Array, float, Array, Array, float]:
    """Move along the step, halving it until the likelihood does not fall."""
    for _ in range(30):
        there, score, information = _objective(beta + step, data)
        if there >= value - 1e-12 * abs(value):
            return beta + step, there, score, information, there - value
        step = step / 2
    _, score, information = _objective(beta, data)
    return beta, value, score, information, 0.0


def _solve(information: Array, score: Array, names: Sequence[str]) -> Array:
    try:
        step = np.asarray(np.linalg.solve(information, score), dtype=np.float64)
    except np.linalg.LinAlgError:
        raise DataError(_separated(names, None)) from None
    return step


def _separated(names: Sequence[str], beta: Array | None) -> str:
    worst = "" if beta is None else f" '{names[int(np.abs(beta).max(axis=0).argmax())]}'"
    return (
        f"no estimate: covariate{worst} tells all endings from survivals, or repeats another; "
        "leave it out or give a penalty"
    )


def _reach(covariance: Array, x: Array) -> Array:
    """Standard errors in log-odds at the largest x of each column, shape (K, k)."""
    with np.errstate(invalid="ignore"):
        errors = np.sqrt(np.diag(covariance)).reshape(-1, x.shape[1])
    reach: Array = np.nan_to_num(errors, nan=np.inf) * np.abs(x).max(axis=0)
    return reach


def _slopes(beta: Array, data: _Data) -> Array:
    """Gradient of each row's weighted log-likelihood in its linear predictors, shape (n, K)."""
    _, first, _ = _parts(data.x @ beta.T, data.cause, data.link)
    return data.weight[:, None] * first
