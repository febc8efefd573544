r"""Alignment of pairs relative to each partner's world mean, and when it stays low.

With agreement :math:`a_{ijt}` of i and j in year t, alignment is

.. math:: u_{ijt} = a_{ijt} - \tfrac12 (\bar a_{i \cdot t} + \bar a_{j \cdot t}).

Its earlier level is the mean of the years t - 7 to t - 3, of which three must be known. The pair
has drifted in t if u was below that level by more than one standard deviation of all yearly changes
of all pairs up to t, in t, t - 1 and t - 2.
"""

import warnings

import numpy as np
from numpy.typing import NDArray

from detente.records import Array

EARLIER, STAYS, KNOWN = (7, 3), 3, 3  # years back, years below, years of the earlier level known


def relative(agreement: Array) -> Array:
    """Agreement less the mean of the two partners' own means with the world, shape (t, n, n).

    >>> relative(np.array([[[np.nan, 1.0], [1.0, np.nan]]]))[0, 0, 1]
    np.float64(0.0)
    """
    world = _mean(agreement, axis=2)
    return np.asarray(agreement - (world[:, :, None] + world[:, None, :]) / 2)


def drifting(index: Array) -> tuple[Array, NDArray[np.bool_], Array]:
    """Which series stay below their earlier level.

    Parameters
    ----------
    index : array of float, shape (t, n, n)
        Alignment by year and pair, symmetric, NaN where it is unknown.

    Returns
    -------
    tuple
        The earlier level (t, n, n), whether the pair has drifted (t, n, n), and one standard
        deviation of the yearly changes up to each year (t,).
    """
    years = index.shape[0]
    spread = _spread(index)
    earlier = np.full_like(index, np.nan)
    drifted = np.zeros(index.shape, dtype=bool)
    for t in range(EARLIER[1], years):
        before = index[max(0, t - EARLIER[0]) : t - EARLIER[1] + 1]
        enough = np.isfinite(before).sum(axis=0) >= KNOWN
        earlier[t] = np.where(enough, _mean(before, axis=0), np.nan)
        recent = index[t - STAYS + 1 : t + 1]
        drifted[t] = (recent < earlier[t] - spread[t]).all(axis=0)
    return earlier, drifted, spread


def _spread(index: Array) -> Array:
    """Standard deviation of all yearly changes up to each year, shape (t,)."""
    change = np.diff(index, axis=0)
    n = np.isfinite(change).sum(axis=(1, 2)).cumsum().astype(float)
    n[n == 0] = np.nan
    total = np.nansum(change, axis=(1, 2)).cumsum()
    square = np.nansum(change**2, axis=(1, 2)).cumsum()
    known = np.sqrt(np.maximum(square / n - (total / n) ** 2, 0))
    return np.concatenate([[np.nan], known])


def partner_that_moved(agreement: Array) -> NDArray[np.int64]:
    """Which of two partners changed its agreement with the others most.

    In mean absolute terms, between the earlier years and the year itself.

    Parameters
    ----------
    agreement : array of float, shape (t, n, n)
        By year and pair, symmetric, NaN where it is unknown.

    Returns
    -------
    array of int, shape (t, n, n)
        Position of the state that moved.
    """
    years, n = agreement.shape[:2]
    moved = np.zeros((years, n), dtype=float)
    for t in range(EARLIER[1], years):
        before = agreement[max(0, t - EARLIER[0]) : t - EARLIER[1] + 1]
        moved[t] = _mean(np.abs(agreement[t] - _mean(before, axis=0)), axis=1)
    one, two = np.arange(n)[:, None], np.arange(n)[None, :]
    return np.where(moved[:, :, None] >= moved[:, None, :], one, two)


def _mean(values: Array, axis: int) -> Array:
    """Mean of what is known, NaN where nothing is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of an empty slice
        return np.asarray(np.nanmean(values, axis=axis))
