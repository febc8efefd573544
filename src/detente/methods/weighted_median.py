"""The weighted median."""

from collections.abc import Sequence

import numpy as np

_ROUNDING = 1e-12  # of the weight, by which sums of decimals such as 0.1 + 0.2 miss


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
        One of the values: where half of the weight lies on either side, the lower one. Halves of
        decimals that only rounding tells apart are halves.

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
    half = running[-1] / 2 * (1 - _ROUNDING)
    return float(np.array(values)[order][np.searchsorted(running, half)])
