"""Spearman's rank correlation of two series in time; its interval allows for autocorrelation."""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from detente.records import Array

_LEAST = 6  # observations below which no interval is given


class RankCorrelation(NamedTuple):
    """Correlation, its interval, and what the observations are worth as independent ones."""

    rho: float
    low: float
    high: float
    independent: float


def rank_correlation(x: Array, y: Array, *, level: float = 0.9) -> RankCorrelation | None:
    r"""Correlate the ranks of two series of equal times.

    Months that follow each other resemble each other, so that n of them are worth

    .. math:: \frac{1}{n^*} = \frac{1}{n} + \frac{2}{n} \sum_{j=1}^{n/5} r_{xx}(j) r_{yy}(j)

    independent ones, with the autocorrelations of the ranks; n* is at most n. The interval is that
    of Fisher's transformation with variance :math:`(1 + \rho^2/2) / (n^* - 3)`.

    Parameters
    ----------
    x, y : array of float, shape (n,)
        The series, finite, in the order of time.
    level : float, default 0.9
        Coverage of the interval.

    Returns
    -------
    RankCorrelation or None
        None where a series is constant, or fewer than six observations are left.

    References
    ----------
    Bonett, D. G. and T. A. Wright (2000). Sample size requirements for estimating Pearson, Kendall
    and Spearman correlations. Psychometrika 65, 23-28. https://doi.org/10.1007/BF02294183

    Pyper, B. J. and R. M. Peterman (1998). Comparison of methods to account for autocorrelation in
    correlation analyses of fish data. Canadian Journal of Fisheries and Aquatic Sciences 55,
    2127-2140. https://doi.org/10.1139/f98-104

    Examples
    --------
    >>> rank_correlation(np.arange(4.0), np.arange(4.0)) is None
    True
    """
    n = x.size
    if n < _LEAST or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    one, two = _ranks(x), _ranks(y)
    rho = float(np.corrcoef(one, two)[0, 1])
    worth = _independent(one, two)
    if worth <= 3:
        return RankCorrelation(rho, -1.0, 1.0, worth)
    half = ndtri((1 + level) / 2) * np.sqrt((1 + rho**2 / 2) / (worth - 3))
    middle = np.arctanh(np.clip(rho, -1 + 1e-12, 1 - 1e-12))
    low, high = np.tanh([middle - half, middle + half])
    return RankCorrelation(rho, float(low), float(high), worth)


def _ranks(values: Array) -> Array:
    """Ranks from one on, ties at their mean; those of `scipy.stats`, which loads in a second."""
    _, place, n = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(n) - (n - 1) / 2)[place])


def _independent(one: Array, two: Array) -> float:
    n = one.size
    both = sum(_auto(one, j) * _auto(two, j) for j in range(1, n // 5 + 1))
    return float(1 / max(1 / n, (1 + 2 * both) / n))


def _auto(ranks: Array, lag: int) -> float:
    away = ranks - ranks.mean()
    return float((away[lag:] * away[:-lag]).sum() / (away**2).sum())
