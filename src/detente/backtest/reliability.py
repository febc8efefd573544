"""Reliability of probability forecasts: bins, their intervals, calibration error and slope.

References
----------
Cox, D. R. (1958). Two further applications of a model for binary regression. Biometrika 45,
562-565. https://doi.org/10.1093/biomet/45.3-4.562
Wilson, E. B. (1927). Journal of the American Statistical Association 22, 209-212.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from detente.backtest.scores import EDGE, checked
from detente.errors import DataError
from detente.methods.wilson import wilson
from detente.records import Array


@dataclass(frozen=True, kw_only=True)
class Reliability:
    """Points of a reliability diagram, each array of shape (bins,).

    ``forecast`` is the mean probability of a bin, ``observed`` the share of events with its Wilson
    interval ``low`` to ``high`` (95 %), ``weight`` the rows in it.
    """

    forecast: Array
    observed: Array
    low: Array
    high: Array
    weight: Array


def reliability(
    event: ArrayLike, p: ArrayLike, bins: int = 10, weight: ArrayLike | None = None
) -> Reliability:
    """Mean forecast and observed share, with Wilson's interval, in bins of equal weight.

    Equal forecasts stay in one bin, so that there may be fewer bins.

    Parameters
    ----------
    event, p, weight
        As `detente.backtest.scores.checked` takes them.
    bins : int, default 10
        Number of bins at most.

    Returns
    -------
    Reliability
        Bins in ascending order of the forecast.

    Raises
    ------
    DataError
        If lengths differ, no row has a weight, or a value is out of range.
    """
    y, q, w = checked(event, p, weight)
    order = np.argsort(q, kind="stable")
    place = (np.cumsum(w[order]) - w[order] / 2) / w.sum()
    _, value = np.unique(q[order], return_inverse=True)
    middle = np.bincount(value, w[order] * place) / np.maximum(np.bincount(value, w[order]), 1e-300)
    bin_ = np.empty(q.size, dtype=int)
    bin_[order] = np.minimum((middle * bins).astype(int), bins - 1)[value]
    n: Array = np.bincount(bin_, w, minlength=bins).astype(float)
    used = n > 0
    n, forecast = n[used], np.bincount(bin_, w * q, minlength=bins)[used]
    observed = np.bincount(bin_, w * y, minlength=bins)[used] / n
    low, high = wilson(observed, n)
    return Reliability(forecast=forecast / n, observed=observed, low=low, high=high, weight=n)


EDGES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, kw_only=True)
class Bin:
    """Forecasts from ``first`` up to ``last``: how many, their mean, and what was observed.

    ``low`` to ``high`` is Wilson's interval (95 %) of the share ``observed``.
    """

    first: float
    last: float
    n: int
    forecast: float
    observed: float
    low: float
    high: float


def calibration_bins(event: ArrayLike, p: ArrayLike, edges: tuple[float, ...] = EDGES) -> list[Bin]:
    """Mean forecast and observed share between fixed probabilities; empty bins are left out.

    Parameters
    ----------
    event : array of int, shape (n,)
        1 where the event happened, else 0.
    p : array of float, shape (n,)
        Forecast probability of the event, 0 to 1.
    edges : tuple of float
        Ascending, from 0 to 1. A bin has its lower edge; the last one has 1 too.

    Returns
    -------
    list of Bin
        In ascending order.

    Raises
    ------
    DataError
        If lengths differ or a value is out of range.

    Examples
    --------
    >>> (only,) = calibration_bins([1, 0], [0.62, 0.64])
    >>> only.first, only.n, round(only.forecast, 2), only.observed
    (0.6, 2, 0.63, 0.5)
    """
    y, q, _ = checked(event, p, None)
    place = np.minimum(np.searchsorted(edges, q, side="right"), len(edges) - 1) - 1
    bins = []
    for k in np.unique(place).tolist():
        here = place == k
        n, share = int(here.sum()), float(y[here].mean())
        low, high = (float(limit) for limit in wilson(share, n))
        bins.append(
            Bin(
                first=edges[k],
                last=edges[k + 1],
                n=n,
                forecast=float(q[here].mean()),
                observed=share,
                low=low,
                high=high,
            )
        )
    return bins


def ece(event: ArrayLike, p: ArrayLike, bins: int = 10, weight: ArrayLike | None = None) -> float:
    """Expected calibration error: the mean distance of forecast and observed share.

    The bins are those of `reliability`, weighted by their rows.

    Parameters
    ----------
    event, p, bins, weight
        As `reliability` takes them.

    Returns
    -------
    float
        0 is best.

    Raises
    ------
    DataError
        As `detente.backtest.scores.checked`.
    """
    r = reliability(event, p, bins, weight)
    return float(np.average(np.abs(r.forecast - r.observed), weights=r.weight))


def slope(
    event: ArrayLike, p: ArrayLike, weight: ArrayLike | None = None
) -> tuple[float, float] | None:
    """Calibration slope and intercept (Cox 1958).

    They are the coefficients of a logistic regression of the event on the log-odds of p.

    Parameters
    ----------
    event, p, weight
        As `detente.backtest.scores.checked` takes them.

    Returns
    -------
    tuple of float, or None
        Slope and intercept; 1 and 0 are calibrated. None where there is no estimate: events of one
        kind, one value of p, or a p that separates events from others.

    Raises
    ------
    DataError
        If lengths differ, no row has a weight, or a value is out of range.
    """
    from scipy.special import logit  # here: `reliability` alone loads no SciPy

    from detente.history.hazard import fit_hazard

    y, q, w = checked(event, p, weight)
    x = logit(np.clip(q, EDGE, 1 - EDGE))
    if y[w > 0].all() or not y[w > 0].any() or np.ptp(x[w > 0]) < 1e-9:
        return None
    centre = float(np.average(x, weights=w))  # centred, the fit takes few steps
    rows = np.column_stack([np.ones(x.size), x - centre])
    try:
        beta = fit_hazard(rows, y.astype(int), names=("one", "logit"), weight=w).beta[0]
    except DataError:
        return None
    return float(beta[1]), float(beta[0] - beta[1] * centre)
