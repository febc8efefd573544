"""Wilson's interval of an observed share."""

import numpy as np
from numpy.typing import ArrayLike

from detente.methods.normal import Z95
from detente.records import Array


def wilson(share: ArrayLike, n: ArrayLike) -> tuple[Array, Array]:
    r"""Wilson's interval of shares, 95 %.

    .. math:: \frac{p + z^2/2n \pm z\sqrt{p(1-p)/n + z^2/4n^2}}{1 + z^2/n}

    Parameters
    ----------
    share : array of float
        Observed, 0 to 1.
    n : array of float
        Number of observations, at least one.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22, 209-212.
    https://doi.org/10.1080/01621459.1927.10502953

    Examples
    --------
    >>> [round(float(x), 3) for x in wilson(0.5, 100)]
    [0.404, 0.596]
    >>> [round(float(x), 4) for x in wilson(0.8, 10)]
    [0.4902, 0.9433]
    """
    share, n = np.asarray(share, dtype=float), np.asarray(n, dtype=float)
    centre = share + Z95**2 / (2 * n)
    half = Z95 * np.sqrt((share * (1 - share) + Z95**2 / (4 * n)) / n)
    return np.asarray((centre - half) / (1 + Z95**2 / n)), np.asarray(
        (centre + half) / (1 + Z95**2 / n)
    )
