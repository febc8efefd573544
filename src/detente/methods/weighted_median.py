"""The weighted median."""

from collections.abc import Sequence

import numpy as np


def weighted_median(values: Sequence[float], weights: Sequence[float]) -> float:
    """Smallest value with at least half of the weight at or below it.

    Parameters
    ----------
    values : sequence of float, length n
        In any order.
    weights : sequence of float, length n
        Weight of each value, not negative.

    Returns
    -------
    float
        One of the values: where half of the weight lies on either side, the lower one.

    References
    ----------
    Black, D. (1958). The Theory of Committees and Elections. Cambridge University Press.

    Examples
    --------
    >>> weighted_median([10, 50, 90], [1, 1, 3])
    90.0
    """
    order = np.argsort(values, kind="stable")
    running = np.cumsum(np.array(weights)[order])
    return float(np.array(values)[order][np.searchsorted(running, running[-1] / 2)])
