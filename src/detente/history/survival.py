"""Kaplan-Meier survival and Aalen-Johansen incidence of right-censored spells, some seen late."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import DataError
from detente.history.clusters import Clusters, Ints, clustered_meat
from detente.methods.normal import Z95
from detente.records import Array


@dataclass(frozen=True, kw_only=True)
class SurvivalCurve:
    """Survival and cumulative incidence as step functions, right-continuous.

    ``time`` (years) holds the distinct ending times, ascending, shape (k,). ``survival``,
    ``log_variance`` (Greenwood's sum, the variance of log S) and ``at_risk`` have the same
    shape; ``incidence`` and ``incidence_variance`` have shape (n_causes, k).
    """

    n: int
    by_cause: tuple[int, ...]
    lived: Array  # durations, ascending, shape (n,)
    unseen: Array  # ages at which they were first observed, ascending, shape (n,)
    longest: float
    time: Array
    at_risk: Array
    survival: Array
    log_variance: Array
    incidence: Array
    incidence_variance: Array

    @property
    def ended(self) -> int:
        """Spells that ended from any cause."""
        return sum(self.by_cause)

    @property
    def median(self) -> float | None:
        """First time at which survival is .5 or less; None if it stays above."""
        below = np.flatnonzero(self.survival <= 0.5 + 1e-12)
        return float(self.time[below[0]]) if below.size else None

    def at(self, years: float) -> tuple[float, float, float]:
        """Survival at ``years`` with its 95 % log-log interval.

        .. math:: S^{\\exp(\\pm z \\sqrt{\\hat V} / |\\log S|)}

        where V is the variance of log S. It has no width where no spell ended or none is left;
        there the interval is Clopper and Pearson's, over the spells that were observed that long or
        ended.
        """
        spot = self._spot(years)
        if spot < 0:
            return 1.0, 1 - self._at_most(years), 1.0
        s, v = float(self.survival[spot]), float(self.log_variance[spot])
        if s <= 0:
            return 0.0, 0.0, _none_of(self.ended)
        width = Z95 * math.sqrt(v) / abs(math.log(s))
        return s, s ** math.exp(width), s ** math.exp(-width)

    def incidence_at(self, years: float) -> Array:
        """Incidence of every cause by ``years``: rows are value, low, high (95 %, log-log).

        The interval is that of Clopper and Pearson where a cause ended no spell, or all.
        """
        spot, none = self._spot(years), self._at_most(years)
        if spot < 0:
            return np.array([[0.0, 0.0, none]] * len(self.by_cause)).T
        rows = []
        for k, ended in enumerate(self.by_cause):
            p, variance = float(self.incidence[k, spot]), float(self.incidence_variance[k, spot])
            if p <= 0:
                rows.append((0.0, 0.0, none))
            elif p >= 1:
                rows.append((1.0, 1 - _none_of(ended), 1.0))
            else:
                rows.append(_loglog(p, variance))
        return np.array(rows).T

    def _at_most(self, years: float) -> float:
        """Upper limit of the share that ended by ``years`` if none was observed to; 0 at 0."""
        before = int(np.searchsorted(self.unseen, years, side="left"))
        watched = before - int(np.searchsorted(self.lived, years, side="left"))
        return _none_of(max(watched, self.ended)) if years > 0 else 0.0

    def observed(self, years: float) -> bool:
        """Whether any spell was observed that long, or all had ended before."""
        return years <= self.longest or (self.survival.size > 0 and self.survival[-1] == 0)

    def _spot(self, years: float) -> int:
        return int(np.searchsorted(self.time, years + 1e-12, side="right")) - 1


def design_effect(
    unit: Ints, begin: Ints, stop: Ints, ended: NDArray[np.bool_], age: Ints
) -> float:
    r"""Variance of a life table's endings over that of independent years, at least 1.

    Every year of a spell has the residual of its ending from the mean risk of its age. Residuals
    of one unit depend on each other, and so do those of one calendar year:

    .. math:: \frac{\sum_u R_u^2 + \sum_t R_t^2 - \sum_{ut} R_{ut}^2}{\sum_i r_i^2}.

    Counts of endings and at risk that are divided by it are those of an effective sample (Kish).

    Parameters
    ----------
    unit : array of int, shape (n_spells,)
        Pair or treaty of a spell.
    begin, stop : array of int, shape (n_spells,)
        First and last calendar year observed.
    ended : array of bool, shape (n_spells,)
        Whether the spell ended in its last year.
    age : array of int, shape (n_spells,)
        Years lived when ``begin`` began.

    References
    ----------
    Kish, L. (1965). Survey Sampling. Wiley, sec. 8.2.

    Examples
    --------
    >>> spell = np.arange(100)
    >>> pair, year = spell // 25, 1950 + spell % 25
    >>> design_effect(pair, year, year, ended=pair < 2, age=spell * 0)
    24.0
    """
    years = np.maximum(stop - begin + 1, 0)
    row = np.repeat(np.arange(unit.size), years)
    ahead = np.arange(row.size) - np.repeat(np.cumsum(years) - years, years)
    event = np.where(begin[row] + ahead == stop[row], ended[row], False).astype(float)
    lived = age[row] + ahead
    lived -= lived.min(initial=0)
    risk = np.bincount(lived, event) / np.maximum(np.bincount(lived), 1)
    residual = (event - risk[lived])[:, None]
    alone = float((residual**2).sum())
    if alone == 0:
        return 1.0
    clusters = Clusters(unit=unit[row], year=begin[row] + ahead)
    return max(1.0, float(clustered_meat(residual, clusters)[0, 0]) / alone)


def _none_of(n: int) -> float:
    """Upper end of the 95 % interval of Clopper and Pearson for 0 of n."""
    return 1 - 0.025 ** (1 / n) if n else 1.0


def _loglog(p: float, variance: float) -> tuple[float, float, float]:
    width = Z95 * math.sqrt(variance) / (p * abs(math.log(p)))
    return p, p ** math.exp(width), p ** math.exp(-width)


def survival_curve(
    duration: Sequence[float] | Array,
    cause: Sequence[int],
    n_causes: int,
    *,
    entry: Sequence[float] | Array | None = None,
) -> SurvivalCurve:
    r"""Estimate survival and the incidence of each competing cause.

    With :math:`d_i` endings among :math:`n_i` at risk at time :math:`t_i`, which are those that
    entered before it and have not left,

    .. math:: \hat S(t) = \prod_{t_i \le t} (1 - d_i / n_i), \qquad
              \hat I_k(t) = \sum_{t_i \le t} \hat S(t_{i-1})\, d_{ki} / n_i .

    The variance of log S is Greenwood's; that of the incidence is Aalen's by the delta
    method (Pintilie 2006, eq. 4.9).

    Parameters
    ----------
    duration : array of float, shape (n_spells,)
        Years from onset to the end or to the last day seen. Not negative.
    cause : array of int, shape (n_spells,)
        0 if censored, else 1 to ``n_causes``.
    n_causes : int
        How many causes compete.
    entry : array of float, shape (n_spells,), optional
        Years from onset to the first day observed (left truncation); 0 if absent.

    Raises
    ------
    DataError
        If lengths differ, a duration is negative or not finite, a spell is first observed at its
        end or later, or a cause is out of range; names the first bad spell.

    References
    ----------
    Kaplan, E. L. and P. Meier (1958). JASA 53, 457-481.
    https://doi.org/10.1080/01621459.1958.10501452
    Clopper, C. and E. S. Pearson (1934). Biometrika 26, 404-413.
    https://doi.org/10.1093/biomet/26.4.404
    Aalen, O. and S. Johansen (1978). Scandinavian Journal of Statistics 5, 141-150.
    Pintilie, M. (2006). Competing Risks: A Practical Perspective. Wiley.

    Examples
    --------
    >>> c = survival_curve([4, 6, 10], [1, 2, 0], 2)
    >>> [round(c.at(t)[0], 3) for t in (1, 5, 6)]
    [1.0, 0.667, 0.333]
    >>> c.incidence_at(6)[0].round(3).tolist()
    [0.333, 0.333]
    """
    t, c = np.asarray(duration, dtype=float), np.asarray(cause, dtype=int)
    seen = np.zeros(t.shape) if entry is None else np.asarray(entry, dtype=float)
    _check(t, c, n_causes, seen)
    times = np.unique(t[c > 0])
    begun, left = (np.searchsorted(np.sort(ages), times, side="left") for ages in (seen, t))
    at_risk = np.where(times > 0, begun - left, t.size).astype(float)
    ends = np.array([_count(t[c == k], times) for k in range(1, n_causes + 1)]).reshape(
        n_causes, times.size
    )
    d = ends.sum(axis=0)
    survival = np.cumprod(1 - d / at_risk)
    before = np.concatenate([[1.0], survival[:-1]])
    incidence = np.cumsum(before * ends / at_risk, axis=1)
    with np.errstate(divide="ignore"):
        greenwood = d / (at_risk * (at_risk - d))
    return SurvivalCurve(
        n=int(t.size),
        by_cause=tuple(int(x) for x in ends.sum(axis=1)),
        lived=np.sort(t),
        unseen=np.sort(seen),
        longest=float(t.max()) if t.size else 0.0,
        time=times,
        at_risk=at_risk,
        survival=survival,
        log_variance=np.cumsum(greenwood),
        incidence=incidence,
        incidence_variance=_incidence_variance(at_risk, d, ends, before, incidence),
    )


def _count(ended: Array, times: Array) -> NDArray[np.intp]:
    spots = np.searchsorted(times, ended)
    return np.bincount(spots, minlength=times.size)[: times.size]


def _incidence_variance(n: Array, d: Array, ends: Array, before: Array, incidence: Array) -> Array:
    """Delta-method variance of every incidence at every ending time."""
    out = np.zeros(incidence.shape)
    safe = np.where(n > d, n * (n - d), np.inf)  # the last one standing adds no such term
    for k, (dk, ik) in enumerate(zip(ends, incidence, strict=True)):
        gap = np.tril(ik[:, None] - ik[None, :])
        first = (gap**2 * (d / safe)).sum(axis=1)
        second = np.cumsum(before**2 * (n - dk) * dk / n**3)
        third = (gap * (before * dk / n**2)).sum(axis=1)
        out[k] = np.maximum(first + second - 2 * third, 0)
    return out


def _check(t: Array, c: NDArray[np.int_], n_causes: int, seen: Array) -> None:
    if t.shape != c.shape:
        raise DataError(f"duration has {t.size} spells, cause has {c.size}; wanted as many")
    bad = np.flatnonzero(~np.isfinite(t) | (t < 0))
    if bad.size:
        raise DataError(f"duration[{bad[0]}] is {t[bad[0]]:g}; wanted years, not negative")
    if seen.shape != t.shape:
        raise DataError(f"entry has {seen.size} spells, duration has {t.size}; wanted as many")
    late = np.flatnonzero(~((seen == 0) | ((seen > 0) & (seen < t))))
    if late.size:
        first = late[0]
        raise DataError(f"entry[{first}] is {seen[first]:g}; wanted 0 or more, before {t[first]:g}")
    odd = np.flatnonzero((c < 0) | (c > n_causes))
    if odd.size:
        raise DataError(f"cause[{odd[0]}] is {c[odd[0]]}; wanted 0 to {n_causes}")
