r"""Scores of probability forecasts.

.. math::

    \mathrm{Brier} = \frac{\sum_i w_i (p_i - y_i)^2}{\sum_i w_i}, \qquad
    \mathrm{log} = -\frac{\sum_i w_i \log(y_i p_i + (1 - y_i)(1 - p_i))}{\sum_i w_i}

with p clipped to 1e-6 and 1 - 1e-6 in the logarithm. The functions are written here, and tested
against scikit-learn, because the forecast log needs them without the extra ``backtest`` and
because the bootstrap of the backtest calls them thousands of times on sorted rows.

References
----------
Brier, G. W. (1950). Monthly Weather Review 78, 1-3.
Cox, D. R. (1958). Two further applications of a model for binary regression. Biometrika 45,
562-565. https://doi.org/10.1093/biomet/45.3-4.562
Harrell, F. E., Lee, K. L. & Mark, D. B. (1996). Statistics in Medicine 15, 361-387.
Wilson, E. B. (1927). Journal of the American Statistical Association 22, 209-212.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import logit

from detente.errors import DataError
from detente.history.hazard import fit_hazard
from detente.methods.normal import Z95
from detente.records import Array

_EDGE = 1e-6


def _checked(
    event: ArrayLike, p: ArrayLike, weight: ArrayLike | None
) -> tuple[NDArray[np.bool_], Array, Array]:
    y, q = np.asarray(event), np.asarray(p, dtype=float)
    w = np.ones(q.size) if weight is None else np.asarray(weight, dtype=float)
    if not y.shape == q.shape == w.shape or q.ndim != 1:
        raise DataError(f"event {y.shape}, p {q.shape} and weight {w.shape}; wanted one length")
    if not (w > 0).any():
        raise DataError("nothing to score: no row, or none with a weight")
    if not ((y == 0) | (y == 1)).all() or not ((q >= 0) & (q <= 1)).all():
        raise DataError("wanted events of 0 or 1 and probabilities from 0 to 1")
    return y.astype(bool), q, w


def auc(event: ArrayLike, p: ArrayLike, weight: ArrayLike | None = None) -> float:
    """Area under the ROC curve: the probability that a row with the event has the higher p.

    Ties count half.

    Parameters
    ----------
    event : array of int, shape (n,)
        1 where the event happened, else 0.
    p : array of float, shape (n,)
        Forecast probability of the event, 0 to 1.
    weight : array of float, shape (n,), optional
        Number of times that a row counts; 1 by default.

    Returns
    -------
    float
        0 to 1; .5 without discrimination.

    Raises
    ------
    DataError
        If lengths differ, no row has a weight, or a value is out of range; if all rows
        had the event, or none.
    """
    y, q, w = _checked(event, p, weight)
    ones, rest = _by_value(y, q, w)
    if not ones.sum() or not rest.sum():
        raise DataError("no AUC: it needs rows with the event and rows without")
    below = np.cumsum(rest[::-1])[::-1] - rest  # values fall
    return float((ones * (below + rest / 2)).sum() / (ones.sum() * rest.sum()))


def _by_value(y: NDArray[np.bool_], q: Array, w: Array) -> tuple[Array, Array]:
    """Weight of events and of others at each distinct value of p, from the highest down."""
    order = np.argsort(-q, kind="stable")
    start = np.flatnonzero(np.diff(q[order], prepend=np.inf))
    return (
        np.add.reduceat((w * y)[order], start),
        np.add.reduceat((w * ~y)[order], start),
    )


def average_precision(event: ArrayLike, p: ArrayLike, weight: ArrayLike | None = None) -> float:
    """Precision averaged over the gains in recall at each distinct value of p.

    The precision-recall curve is not interpolated.

    Parameters
    ----------
    event : array of int, shape (n,)
        1 where the event happened, else 0.
    p : array of float, shape (n,)
        Forecast probability of the event, 0 to 1.
    weight : array of float, shape (n,), optional
        Number of times that a row counts; 1 by default.

    Returns
    -------
    float
        0 to 1; the share of events without discrimination.

    Raises
    ------
    DataError
        If lengths differ, no row has a weight, or a value is out of range; if no row
        had the event.
    """
    y, q, w = _checked(event, p, weight)
    ones, rest = _by_value(y, q, w)
    if not ones.sum():
        raise DataError("no average precision: the event happened in no row")
    hits, all_ = np.cumsum(ones), np.cumsum(ones + rest)
    return float((ones * hits / np.where(all_ > 0, all_, 1)).sum() / ones.sum())


def brier(event: ArrayLike, p: ArrayLike, weight: ArrayLike | None = None) -> float:
    """Brier score: the mean squared error of the probabilities.

    Parameters
    ----------
    event : array of int, shape (n,)
        1 where the event happened, else 0.
    p : array of float, shape (n,)
        Forecast probability of the event, 0 to 1.
    weight : array of float, shape (n,), optional
        Number of times that a row counts; 1 by default.

    Returns
    -------
    float
        0 is best.

    Raises
    ------
    DataError
        If lengths differ, no row has a weight, or a value is out of range.
    """
    y, q, w = _checked(event, p, weight)
    return float(np.average((q - y) ** 2, weights=w))


def log_score(event: ArrayLike, p: ArrayLike, weight: ArrayLike | None = None) -> float:
    """Logarithmic score: the mean of the negative log-probability of what happened.

    Parameters
    ----------
    event : array of int, shape (n,)
        1 where the event happened, else 0.
    p : array of float, shape (n,)
        Forecast probability of the event, 0 to 1.
    weight : array of float, shape (n,), optional
        Number of times that a row counts; 1 by default.

    Returns
    -------
    float
        In nats; 0 is best.

    Raises
    ------
    DataError
        If lengths differ, no row has a weight, or a value is out of range.
    """
    y, q, w = _checked(event, p, weight)
    q = np.clip(q, _EDGE, 1 - _EDGE)
    return float(np.average(-np.log(np.where(y, q, 1 - q)), weights=w))


def skill(score: float, reference: float) -> float:
    """Skill score: the share of a reference's score that a forecast saves.

    Parameters
    ----------
    score, reference : float
        Scores of the forecast and of the reference, 0 best.

    Returns
    -------
    float
        1 is perfect, 0 no better than the reference, below 0 worse.

    Raises
    ------
    DataError
        If the reference has the score 0.
    """
    if reference <= 0:
        raise DataError("no skill against a reference that makes no error")
    return 1 - score / reference


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
    event : array of int, shape (n,)
        1 where the event happened, else 0.
    p : array of float, shape (n,)
        Forecast probability of the event, 0 to 1.
    bins : int, default 10
        Number of bins at most.
    weight : array of float, shape (n,), optional
        Number of times that a row counts; 1 by default.

    Returns
    -------
    Reliability
        Bins in ascending order of the forecast.

    Raises
    ------
    DataError
        If lengths differ, no row has a weight, or a value is out of range.
    """
    y, q, w = _checked(event, p, weight)
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
    centre, spread = observed + Z95**2 / (2 * n), observed * (1 - observed) + Z95**2 / (4 * n)
    half = Z95 * np.sqrt(spread / n)
    return Reliability(
        forecast=forecast / n,
        observed=observed,
        low=(centre - half) / (1 + Z95**2 / n),
        high=(centre + half) / (1 + Z95**2 / n),
        weight=n,
    )


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
    y, q, _ = _checked(event, p, None)
    place = np.minimum(np.searchsorted(edges, q, side="right"), len(edges) - 1) - 1
    bins = []
    for k in np.unique(place).tolist():
        here = place == k
        n, share = int(here.sum()), float(y[here].mean())
        low, high = wilson(share, n)
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


def wilson(share: float, n: float) -> tuple[float, float]:
    """Interval (95 %) of a share.

    Parameters
    ----------
    share : float
        Observed, 0 to 1.
    n : float
        Number of rows.

    Examples
    --------
    >>> [round(x, 3) for x in wilson(0.5, 100)]
    [0.404, 0.596]
    """
    centre = share + Z95**2 / (2 * n)
    half = Z95 * np.sqrt((share * (1 - share) + Z95**2 / (4 * n)) / n)
    return float((centre - half) / (1 + Z95**2 / n)), float((centre + half) / (1 + Z95**2 / n))


def ece(event: ArrayLike, p: ArrayLike, bins: int = 10, weight: ArrayLike | None = None) -> float:
    """Expected calibration error: the mean distance of forecast and observed share.

    The bins are those of `reliability`, weighted by their rows.

    Parameters
    ----------
    event : array of int, shape (n,)
        1 where the event happened, else 0.
    p : array of float, shape (n,)
        Forecast probability of the event, 0 to 1.
    bins : int, default 10
        Number of bins at most.
    weight : array of float, shape (n,), optional
        Number of times that a row counts; 1 by default.

    Returns
    -------
    float
        0 is best.

    Raises
    ------
    DataError
        If lengths differ, no row has a weight, or a value is out of range.
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
    event : array of int, shape (n,)
        1 where the event happened, else 0.
    p : array of float, shape (n,)
        Forecast probability of the event, 0 to 1.
    weight : array of float, shape (n,), optional
        Number of times that a row counts; 1 by default.

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
    y, q, w = _checked(event, p, weight)
    x = logit(np.clip(q, _EDGE, 1 - _EDGE))
    if y[w > 0].all() or not y[w > 0].any() or np.ptp(x[w > 0]) < 1e-9:
        return None
    centre = float(np.average(x, weights=w))  # centred, the fit takes few steps
    rows = np.column_stack([np.ones(x.size), x - centre])
    try:
        beta = fit_hazard(rows, y.astype(int), names=("one", "logit"), weight=w).beta[0]
    except DataError:
        return None
    return float(beta[1]), float(beta[0] - beta[1] * centre)


def concordance(time: ArrayLike, event: ArrayLike, risk: ArrayLike) -> float:
    """Harrell's C: the share of pairs with a known order in which the one at more risk ended first.

    Ties in risk count half. A unit that was censored when another ended outlived it.

    Parameters
    ----------
    time : array of float, shape (n,)
        Until the end, or until censoring.
    event : array of int, shape (n,)
        1 if it ended, 0 if it was censored.
    risk : array of float, shape (n,)
        Larger where an earlier end is expected.

    Returns
    -------
    float
        0 to 1; .5 without discrimination.

    Raises
    ------
    DataError
        If the order of no pair is known.
    """
    t, y, r = np.asarray(time), np.asarray(event, dtype=bool), np.asarray(risk, dtype=float)
    right = pairs = 0.0
    for moment in np.unique(t[y]):
        ended = np.sort(r[y & (t == moment)])
        later = r[(t > moment) | ((t == moment) & ~y)]
        below = np.searchsorted(np.sort(later), ended, side="left").sum()
        upto = np.searchsorted(np.sort(later), ended, side="right").sum()
        right += (below + upto) / 2
        pairs += ended.size * later.size
    if not pairs:
        raise DataError("no concordance: the order of no pair is known")
    return float(right / pairs)
