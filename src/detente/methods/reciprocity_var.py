r"""Reciprocity in event series: a vector autoregression of two states' conduct to each other.

.. math:: y_{i,t} = a_i + \sum_{k=1}^{p} b_{ii,k}\, y_{i,t-k} + \sum_{k=1}^{p} b_{ij,k}\, y_{j,t-k}
          + e_{i,t}

by least squares, one equation for each side. The own sums are routine (bureaucratic inertia), the
cross sums response; the F test of all :math:`b_{ij,k} = 0` is Granger's.

References
----------
Goldstein, J. S. and J. R. Freeman (1990). Three-Way Street: Strategic Reciprocity in World
Politics. University of Chicago Press.
Lutkepohl, H. (2005). New Introduction to Multiple Time Series Analysis. Springer, ch. 3.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.document.counted import counted
from detente.errors import DataError
from detente.records import Array


@dataclass(frozen=True, kw_only=True)
class Side:
    """How one state's conduct depends on the past.

    ``own`` and ``other`` have shape (lags,), with their standard errors; ``f`` and ``p``
    are the Granger test that the other's conduct does not matter.
    """

    constant: float
    own: Array
    other: Array
    own_error: Array
    other_error: Array
    f: float
    p: float

    @property
    def response(self) -> float:
        """Sum of the weights of the other's conduct: the response to one point of it."""
        return float(self.other.sum())

    @property
    def routine(self) -> float:
        """Sum of the weights of one's own conduct."""
        return float(self.own.sum())


@dataclass(frozen=True, kw_only=True)
class Reciprocity:
    """Both equations, with the number of observations and lags."""

    first: Side
    second: Side
    lags: int
    n: int
    aic: float


def fit_var(series: Array, lags: int | None = None, *, most: int = 12) -> Reciprocity:
    """Estimate the autoregression.

    Parameters
    ----------
    series : array of float, shape (t, 2)
        Net cooperation of the first to the second, and of the second to the first, at equal steps.
        A step that is missing is NaN on both sides; no window across it is used.
    lags : int, optional
        Steps of the past in each equation. By default those of least AIC, all compared on the
        same steps.
    most : int, default 12
        Largest number of lags to compare.

    Returns
    -------
    Reciprocity

    Raises
    ------
    DataError
        If one side of a step is missing, a series never moves, or there are too few steps.
    """
    _check(series, lags or 1)
    if lags is not None:
        return _fitted(series, lags, 0)
    known = int(np.isfinite(series[:, 0]).sum())
    top = min(most, (known - 10) // 5)
    while known < len(series) and top > 0 and _whole(series, top).sum() < 4 * top + 6:
        top -= 1  # between gaps
    if top < 1:
        raise DataError(f"the series has {counted(known, 'known step')}; wanted at least 15")
    fits = [_fitted(series, k, top - k) for k in range(1, top + 1)]  # on the same steps
    return _fitted(series, min(fits, key=lambda r: r.aic).lags, 0)


def _check(series: Array, lags: int) -> None:
    if series.ndim != 2 or series.shape[1] != 2:
        raise DataError(f"the series has shape {series.shape}; wanted (steps, 2)")
    known = np.isfinite(series).all(axis=1)
    bad = np.flatnonzero(~known & ~np.isnan(series).all(axis=1))
    if bad.size:
        raise DataError(f"step {bad[0] + 1} of the series is known of one side only")
    if known.sum() < 5 * lags + 5:
        steps = counted(int(known.sum()), "known step")
        raise DataError(
            f"the series has {steps}; wanted at least {5 * lags + 5} for {counted(lags, 'lag')}"
        )
    if (series[known].std(axis=0) == 0).any():
        raise DataError("one side's conduct never changes: nothing can be learned from it")


def _fitted(series: Array, lags: int, skip: int) -> Reciprocity:
    y = series[lags + skip :]
    past = np.hstack([series[lags + skip - k : len(series) - k] for k in range(1, lags + 1)])
    whole = _whole(series, lags)[skip:]
    y, n = y[whole], int(whole.sum())
    x = np.hstack([np.ones((n, 1)), past[whole]])
    if n <= x.shape[1]:
        raise DataError(
            f"{counted(n, 'step')} of the series come after {counted(lags, 'known step')}; wanted "
            f"at least {x.shape[1] + 1}"
        )
    beta, _, rank, _ = np.linalg.lstsq(x, y, rcond=None)
    if rank < x.shape[1]:
        raise DataError(
            f"the series repeats itself within {counted(lags, 'lag')}: its coefficients cannot be "
            "separated"
        )
    residual = np.asarray(y - x @ beta, dtype=np.float64)
    inverse = np.linalg.inv(x.T @ x)
    columns = np.asarray(beta.T, dtype=np.float64)
    sides = [_side(columns[i], residual[:, i], inverse, i, lags) for i in (0, 1)]
    spread = float(np.linalg.slogdet(residual.T @ residual / n)[1])
    aic = spread + 2 * beta.size / n
    return Reciprocity(first=sides[0], second=sides[1], lags=lags, n=n, aic=aic)


def _whole(series: Array, lags: int) -> NDArray[np.bool_]:
    """Steps, after the first ``lags``, that are known like all the lags before them."""
    known = np.isfinite(series).all(axis=1)
    windows = np.lib.stride_tricks.sliding_window_view(known, lags + 1)
    return np.asarray(windows.all(axis=1))


def _side(beta: Array, residual: Array, inverse: Array, i: int, lags: int) -> Side:
    from scipy.stats import f as f_distribution

    free = residual.size - beta.size
    variance = float(residual @ residual) / free
    error = np.sqrt(variance * np.diag(inverse))
    own, other = 1 + i + 2 * np.arange(lags), 2 - i + 2 * np.arange(lags)
    block = inverse[np.ix_(other, other)]
    f = float(beta[other] @ np.linalg.solve(block, beta[other])) / (lags * variance)
    return Side(
        constant=float(beta[0]),
        own=beta[own],
        other=beta[other],
        own_error=error[own],
        other_error=error[other],
        f=f,
        p=float(f_distribution.sf(f, lags, free)),
    )


def reciprocity_document(result: Reciprocity, names: tuple[str, str]) -> dict[str, object]:
    """As ``detente reciprocity --json`` prints it.

    Parameters
    ----------
    result : Reciprocity
        The fitted autoregression.
    names : (str, str)
        The states of its two equations.
    """
    return {
        "lags": result.lags,
        "n": result.n,
        "aic": result.aic,
        "sides": [
            {
                "of": name,
                "routine": side.routine,
                "response": side.response,
                "granger_f": side.f,
                "granger_p": side.p,
                "own": side.own.tolist(),
                "other": side.other.tolist(),
                "own_error": side.own_error.tolist(),
                "other_error": side.other_error.tolist(),
            }
            for name, side in zip(names, (result.first, result.second), strict=True)
        ],
    }
