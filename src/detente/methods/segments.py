"""How well one constant rate, or one constant share, explains any run of months of a series."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaln, gammaln, xlogy

from detente.errors import DataError
from detente.records import Array

# a month's count is worth from all of itself to 1/4096 of itself
DISPERSION = 2.0 ** -np.arange(0, 13)
# correlation of two events of a month, beyond what the share of its segment explains
CORRELATION = 2.0 ** -np.arange(0, 9)


@dataclass(frozen=True, kw_only=True)
class Segments:
    """The evidence of every run of months of a series under one model of its months.

    Attributes
    ----------
    observed : array of bool, shape (n,)
        Months with a value; the others pass as time and say nothing.
    prior : array of float, shape (grid,)
        Probability of each value of the nuisance parameters, which are the same in all segments.
    evidence : callable (starts, ends) -> array of float, shape (grid, runs)
        Log density of the months from ``starts`` to ``ends`` (arrays of int, inclusive, that
        broadcast to the shape ``(runs,)``) if they are one segment; 0 where none is observed.
    """

    observed: NDArray[np.bool_]
    prior: Array
    evidence: Callable[[NDArray[np.int64], NDArray[np.int64]], Array]


def level_segments(
    count: ArrayLike,
    exposure: ArrayLike,
    *,
    dispersion: ArrayLike = DISPERSION,
    shape: float = 0.1,
    scale: float = 1.0,
) -> Segments:
    r"""Counts with one rate per segment: double Poisson months, gamma rates.

    .. math::
        y_t \sim \theta^{1/2}\,\mathrm{Pois}(y_t \mid \lambda E_t)^{\theta}\,
        \mathrm{Pois}(y_t \mid y_t)^{1-\theta}, \qquad
        \lambda \sim \mathrm{Gamma}(a, a / m)

    The variance of a month is :math:`1/\theta` times its mean. The count may be a sum of scores:
    its unit is absorbed by :math:`\theta`. Efron's normalising constant is left out, so that a
    segment integrates in closed form. A month of none is without :math:`\theta^{1/2}`, the width of
    counts about their mean (below a count of 1, :math:`\theta^{y/2}`): so the density sums to 1 to
    1.5 whatever :math:`\theta` and :math:`\lambda E`. With the factor it falls to .3 where events
    are few, and every month of none speaks against dispersion. With the default shape a rate is
    almost as likely to be of one order of magnitude as of another, so the prior need not be fitted
    to the series, later months of it least of all.

    Parameters
    ----------
    count : array of float, shape (n,)
        Not negative; NaN where the month is missing.
    exposure : array of float, shape (n,)
        In the unit of the count; a month without a positive one is missing.
    dispersion : array of float, shape (grid,)
        Values of :math:`\theta`, 0 to 1, equally probable beforehand.
    shape, scale : float
        Shape :math:`a` and mean :math:`m` of the rate of a segment, whatever the series. The
        default mean, 1, fits a count that is a part of the exposure.

    Raises
    ------
    DataError
        If lengths differ or a count is negative; names the first such month.

    References
    ----------
    Efron, B. (1986). Double exponential families and their use in generalized linear regression.
    Journal of the American Statistical Association 81, 709-721.
    https://doi.org/10.1080/01621459.1986.10478327
    """
    y, e, seen = _checked("count", count, "exposure", exposure)
    theta, rate = np.asarray(dispersion, dtype=float)[:, None], shape / scale
    saturated = np.where(seen, xlogy(y, y) - y - gammaln(y + 1), 0)
    constant = _summed(
        np.minimum(y, 1) * np.log(theta) / 2
        + saturated
        + theta * np.where(seen, y + xlogy(y, e) - xlogy(y, y), 0)
    )
    events, time = _summed(theta * y), _summed(theta * e)
    once = shape * np.log(rate) - gammaln(shape)

    def evidence(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Array:
        last = ends + 1
        k = events[:, last] - events[:, starts] + shape
        x = time[:, last] - time[:, starts] + rate
        fit = gammaln(k) - k * np.log(x)
        return np.asarray(constant[:, last] - constant[:, starts] + fit + once)

    return Segments(observed=seen, prior=np.full(theta.size, 1 / theta.size), evidence=evidence)


def share_segments(
    part: ArrayLike,
    whole: ArrayLike,
    *,
    correlation: ArrayLike = CORRELATION,
    prior: tuple[float, float] = (1.0, 1.0),
) -> Segments:
    r"""Shares with one probability per segment: double binomial months, beta probabilities.

    .. math::
        y_t \sim \theta_t^{1/2}\,\mathrm{Bin}(y_t \mid n_t, p)^{\theta_t}\,
        \mathrm{Bin}(y_t \mid n_t, y_t/n_t)^{1-\theta_t}, \quad
        \theta_t = \frac{1}{1 + (n_t - 1)\rho}, \quad
        p \sim \mathrm{Beta}(a, b)

    :math:`\rho` is the correlation of two events of one month. A month of very many events is worth
    :math:`1/\rho` of them, since what moves a share from month to month is not the number of
    events. Months of none and of all are without :math:`\theta_t^{1/2}`, as in `level_segments`.

    Parameters
    ----------
    part, whole : array of float, shape (n,)
        ``0 <= part <= whole``; a month without a positive whole, or with NaN, is missing.
    correlation : array of float, shape (grid,)
        Values of :math:`\rho`, 0 to 1, equally probable beforehand.
    prior : two floats
        :math:`a` and :math:`b` of the share of a segment, whatever the series.

    Raises
    ------
    DataError
        If lengths differ, a part is negative or larger than its whole; names the first such month.

    References
    ----------
    Efron (1986), as in `level_segments`. Kish, L. (1965). Survey Sampling, 161-164 (the design
    effect). Wiley.
    """
    y, n, seen = _checked("part", part, "whole", whole)
    if (y > n).any():
        t = int(np.argmax(y > n))
        raise DataError(f"part[{t}] is {y[t]:g}; wanted at most its whole, {n[t]:g}")
    rho = np.asarray(correlation, dtype=float)[:, None]
    theta = 1 / (1 + np.maximum(n - 1, 0) * rho)
    saturated = xlogy(y, y) + xlogy(n - y, n - y) - xlogy(n, n)
    ways = gammaln(n + 1) - gammaln(y + 1) - gammaln(n - y + 1)
    width = np.minimum(np.minimum(y, n - y), 1) * np.log(theta) / 2
    constant = _summed(np.where(seen, width + (1 - theta) * saturated + ways, 0))
    inside, outside = _summed(theta * y), _summed(theta * (n - y))
    a, b = prior

    def evidence(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Array:
        last = ends + 1
        fit = betaln(
            inside[:, last] - inside[:, starts] + a, outside[:, last] - outside[:, starts] + b
        )
        return np.asarray(constant[:, last] - constant[:, starts] + fit - betaln(a, b))

    return Segments(observed=seen, prior=np.full(rho.size, 1 / rho.size), evidence=evidence)


def joint_segments(one: Segments, two: Segments) -> Segments:
    """Two series that change in the same months, each with a rate and a dispersion of its own.

    Parameters
    ----------
    one, two : Segments
        Of the same months; a month is observed where either is. The grid is the product of the two.
    """

    def evidence(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Array:
        first, second = one.evidence(starts, ends), two.evidence(starts, ends)
        return np.asarray((first[:, None] + second).reshape(-1, first.shape[-1]))

    prior = np.outer(one.prior, two.prior).ravel()
    return Segments(observed=one.observed | two.observed, prior=prior, evidence=evidence)


def _summed(values: Array) -> Array:
    """Sums along the last axis up to and without each place, one longer than the values."""
    return np.concatenate([np.zeros((values.shape[0], 1)), np.cumsum(values, axis=1)], axis=1)


def _checked(
    name: str, value: ArrayLike, base_name: str, base: ArrayLike
) -> tuple[Array, Array, NDArray[np.bool_]]:
    """Both as arrays with 0 where a month is missing, and where it is not."""
    y, n = np.asarray(value, dtype=float), np.asarray(base, dtype=float)
    if y.ndim != 1 or y.shape != n.shape:
        raise DataError(f"{name} {y.shape}, {base_name} {n.shape}; wanted one length")
    for what, x in ((name, y), (base_name, n)):
        if (x < 0).any() or np.isinf(x).any():
            t = int(np.argmax((x < 0) | np.isinf(x)))
            raise DataError(f"{what}[{t}] is {x[t]:g}; wanted a number of at least 0, or NaN")
    seen = np.isfinite(y) & (n > 0)
    return np.where(seen, y, 0.0), np.where(seen, n, 0.0), seen
