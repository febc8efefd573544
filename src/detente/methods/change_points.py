"""Exact Bayesian change points of a monthly series, by month as they could be known then."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp, softmax

from detente.errors import DataError
from detente.methods.segments import Segments
from detente.records import Array

EVERY, SHORTEST = 60.0, 3  # months: one change in five years, no segment under a quarter
LEAST, HELD = 0.9, 2  # a change is reported with this probability, when it lasts for two months


@dataclass(frozen=True, kw_only=True)
class Filtered:
    """Filtered probability of the last change in each month, from the months up to it.

    Attributes
    ----------
    last : array of float, shape (n, n)
        ``last[t, s]``: probability, given months 0 to t, that the segment of month t began in month
        s. Column 0: no change yet.
    grid : array of float, shape (n, grid)
        Posterior of the nuisance parameters, given months 0 to t.
    observed : array of bool, shape (n,)
        Months with a value.
    """

    last: Array
    grid: Array
    observed: NDArray[np.bool_]

    def recent(self, months: int) -> Array:
        """Probability in each month that a change began in it or in the ``months - 1`` before."""
        n = len(self.last)
        since = np.arange(n)[:, None] - np.arange(n)
        return np.asarray(
            np.where((since >= 0) & (since < months), self.last, 0)[:, 1:].sum(axis=1)
        )


@dataclass(frozen=True, kw_only=True)
class ChangePoint:
    """A change as it was first reported; later months never alter it.

    Attributes
    ----------
    began : int
        First month of the new segment: the most probable one when the change was reported.
    probability : float
        That the last change was in ``began`` or the month before or after it, given the months up
        to ``known``.
    known : int
        Month in which it was reported.
    """

    began: int
    probability: float
    known: int


def filtered_changes(
    segments: Segments, *, every: float = EVERY, shortest: int = SHORTEST
) -> Filtered:
    r"""Distribution of the last change in each month, given the months up to it.

    With :math:`F(s)` the density of the months before s and of a segment beginning in s,
    :math:`m(s, t)` the evidence of the months s to t as one segment, :math:`g` the distribution of
    the length of a segment and :math:`S` its survival,

    .. math::
        p(s, y_{0:t}) = F(s)\,m(s,t)\,S(t-s+1), \qquad
        F(t+1) = \sum_{s} F(s)\,m(s,t)\,g(t+1-s).

    The length is ``shortest`` plus a geometric number of months; the present segment may be shorter
    because it has not ended. The record begins with a segment. The same sums are made for each
    value of the nuisance parameters, which the evidence of all segments up to t then weighs.

    Parameters
    ----------
    segments : Segments
        Of n months.
    every : float, default 60
        Mean length of a segment in months.
    shortest : int, default 3
        Least length of a complete segment.

    Raises
    ------
    DataError
        If ``shortest`` is below 1 or ``every`` not above it.

    References
    ----------
    Fearnhead, P. & Liu, Z. (2007). On-line inference for multiple changepoint problems. Journal of
    the Royal Statistical Society B 69, 589-605. https://doi.org/10.1111/j.1467-9868.2007.00601.x
    """
    last, grid, _ = _forward(segments, every, shortest)
    return Filtered(last=last, grid=grid, observed=segments.observed)


def smoothed_changes(
    segments: Segments, *, every: float = EVERY, shortest: int = SHORTEST
) -> Array:
    r"""Probability of a change in each month in hindsight: later months count too.

    With :math:`Q(s)` the density of the months from s on if a segment begins there,

    .. math::
        Q(s) = m(s, n-1)\,S(n-s) + \sum_{t} m(s,t)\,g(t+1-s)\,Q(t+1), \qquad
        p(s \mid y) \propto F(s)\,Q(s).

    Parameters
    ----------
    segments, every, shortest
        As in `filtered_changes`.

    Returns
    -------
    array of float, shape (n,)
        That a segment begins in the month; 0 in month 0, where the record begins.

    References
    ----------
    Fearnhead, P. (2006). Exact and efficient Bayesian inference for multiple changepoint problems.
    Statistics and Computing 16, 203-213. https://doi.org/10.1007/s11222-006-8450-8
    """
    n = segments.observed.size
    _, _, before = _forward(segments, every, shortest)
    survival, leave = _lengths(n, every, shortest)
    after = np.full((segments.prior.size, n + 1), -np.inf)
    for s in reversed(range(n)):
        ends = np.arange(s, n)
        runs = segments.evidence(np.full(n - s, s), ends)
        ended = runs + after[:, s + 1 :] + survival[: n - s] + leave[: n - s]
        open_end = runs[:, -1:] + survival[n - s - 1]
        after[:, s] = logsumexp(np.concatenate([ended, open_end], axis=1), axis=1)
    total = logsumexp(before[:, 0] + after[:, 0])
    p = np.exp(logsumexp(before[:, :n] + after[:, :n], axis=0) - total)
    p[0] = 0
    return np.asarray(p)


def reported_changes(
    filtered: Filtered, *, least: float = LEAST, held: int = HELD
) -> tuple[ChangePoint, ...]:
    """Changes in the order in which they became known.

    In each month the most probable beginning of the present segment is looked at. It is reported
    once it and the months before and after it together have the probability ``least``, the segment
    has lasted ``held`` months with a value, the present one among them, and it begins more than
    two months after the last one reported. A beginning in months without a value counts for the
    first month with one after them.

    Parameters
    ----------
    filtered : Filtered
        Of n months.
    least : float, default 0.9
        Least probability, above one half.
    held : int, default 2
        Months with a value that a new segment must have lasted. 1 reports at once, and with the
        changes more months that merely stand out.
    """
    points: list[ChangePoint] = []
    for t in range(len(filtered.last)):
        p = at_observed(filtered.last[t, : t + 1], filtered.observed[: t + 1])
        began = int(np.argmax(p))
        near = float(p[max(began - 1, 0) : began + 2].sum())
        later = began > points[-1].began + 2 if points else began > 0
        lasted = int(filtered.observed[began : t + 1].sum())
        if later and near >= least and filtered.observed[t] and lasted >= held:
            points.append(ChangePoint(began=began, probability=min(near, 1.0), known=t))
    return tuple(points)


def at_observed(p: Array, observed: NDArray[np.bool_]) -> Array:
    """Probabilities of changes, those of missing months moved to the next observed one.

    Parameters
    ----------
    p : array of float, shape (n,)
        That a change began in each month.
    observed : array of bool, shape (n,)
        Whether the month has a value.
    """
    n = p.size
    places = np.where(observed, np.arange(n), n)
    following = np.minimum.accumulate(places[::-1])[::-1]
    moved = np.bincount(following, weights=p, minlength=n + 1)[:n]
    moved[: following[0] + 1] = 0  # the record begins there: that is no change
    return np.asarray(moved, dtype=float)


def _lengths(n: int, every: float, shortest: int) -> tuple[Array, Array]:
    """Logs of S(l) and of g(l) / S(l), lengths 1 to n."""
    if not 1 <= shortest < every:
        raise DataError(f"a change every {every:g} months, none under {shortest}; wanted more")
    hazard = 1 / (every - shortest + 1)
    length = np.arange(1, n + 1)
    survival = np.maximum(length - shortest, 0) * np.log1p(-hazard)
    return survival, np.where(length < shortest, -np.inf, np.log(hazard))


def _forward(segments: Segments, every: float, shortest: int) -> tuple[Array, Array, Array]:
    """By month the last change and the grid, as `Filtered` has them, and the logs of F.

    F has the shape (grid, n + 1): the months before s, and a segment that begins in s.
    """
    n, size = segments.observed.size, segments.prior.size
    survival, leave = _lengths(n, every, shortest)
    last, grid, before = np.zeros((n, n)), np.zeros((n, size)), np.full((size, n + 1), -np.inf)
    before[:, 0] = np.log(segments.prior)
    for t in range(n):
        p = segments.evidence(np.arange(t + 1), np.full(t + 1, t))
        p += before[:, : t + 1]
        p += survival[t::-1]
        top = p.max(axis=1)
        p -= top[:, None]
        np.exp(p, out=p)  # in place: a copy of each would cost more than the sums
        total = p.sum(axis=1)
        grid[t] = softmax(top + np.log(total))
        last[t, : t + 1] = (grid[t] / total) @ p
        if t + 1 >= shortest:
            with np.errstate(divide="ignore"):  # such beginnings may have no weight at all
                ended = np.log(p[:, : t + 2 - shortest].sum(axis=1))
            before[:, t + 1] = top + ended + leave[shortest - 1]
    return last, grid, before
