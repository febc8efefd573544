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
Harrell, F. E., Lee, K. L. & Mark, D. B. (1996). Statistics in Medicine 15, 361-387.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import DataError
from detente.records import Array

EDGE = 1e-6


def checked(
    event: ArrayLike, p: ArrayLike, weight: ArrayLike | None
) -> tuple[NDArray[np.bool_], Array, Array]:
    """Events, forecasts and weights as arrays of one length.

    Parameters
    ----------
    event : array of int, shape (n,)
        1 where the event happened, else 0.
    p : array of float, shape (n,)
        Forecast probability of the event, 0 to 1.
    weight : array of float, shape (n,), optional
        Number of times that a row counts; 1 by default.

    Raises
    ------
    DataError
        If lengths differ, no row has a weight, or a value is out of range.
    """
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
    event, p, weight
        As `checked` takes them.

    Returns
    -------
    float
        0 to 1; .5 without discrimination.

    Raises
    ------
    DataError
        As `checked`; or if all rows had the event, or none.
    """
    y, q, w = checked(event, p, weight)
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
    event, p, weight
        As `checked` takes them.

    Returns
    -------
    float
        0 to 1; the share of events without discrimination.

    Raises
    ------
    DataError
        As `checked`; or if no row had the event.
    """
    y, q, w = checked(event, p, weight)
    ones, rest = _by_value(y, q, w)
    if not ones.sum():
        raise DataError("no average precision: the event happened in no row")
    hits, all_ = np.cumsum(ones), np.cumsum(ones + rest)
    return float((ones * hits / np.where(all_ > 0, all_, 1)).sum() / ones.sum())


def brier(event: ArrayLike, p: ArrayLike, weight: ArrayLike | None = None) -> float:
    """Brier score: the mean squared error of the probabilities.

    Parameters
    ----------
    event, p, weight
        As `checked` takes them.

    Returns
    -------
    float
        0 is best.

    Raises
    ------
    DataError
        As `checked`.
    """
    y, q, w = checked(event, p, weight)
    return float(np.average((q - y) ** 2, weights=w))


def log_score(event: ArrayLike, p: ArrayLike, weight: ArrayLike | None = None) -> float:
    """Logarithmic score: the mean of the negative log-probability of what happened.

    Parameters
    ----------
    event, p, weight
        As `checked` takes them.

    Returns
    -------
    float
        In nats; 0 is best.

    Raises
    ------
    DataError
        As `checked`.
    """
    y, q, w = checked(event, p, weight)
    q = np.clip(q, EDGE, 1 - EDGE)
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
