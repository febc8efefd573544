r"""Survival by month in many worlds whose exact mixture is the forecast.

In world w of draw j the yearly odds of rupture in month m are

.. math:: O_{jw}(m) = O_j(m)\, e^{a_j(m)} \prod_k e^{\delta_{jk}(m)\,1[m \ge \text{onset}_{kw}]}

with :math:`O_j` the forecast's own odds and :math:`\delta_k` the log-odds that scenario k adds once
it has come true. The reference classes average over worlds of every kind, so the forecast is the
mean over worlds: :math:`a_j(m)` is set month by month so that

.. math:: \frac1W \sum_w S_{jw}(m) = S_j(m),

the law of total probability. Within a month :math:`S` is linearised in a.
The offset changes little from month to month, so the mean is met exactly.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.forecast.settings import STEPS
from detente.records import Array
from detente.scenarios.worlds import MONTHS, Mask

Floats = NDArray[np.float32]
_A_STEP = MONTHS // STEPS  # months per step
_POWER = np.float32(-1 / MONTHS)
_BLOCK = 131_072  # worlds run together
_SMALL = 0.02  # a step in a within which survival is linear
_NOISE = 3e-8  # rounding error of survival in single precision; grows with the root of the worlds
_MOST_TURNS = 60
_MOST_MOVED = 20.0  # log-odds of all terms together: odds of 5e8 a year are certainty in a month


@dataclass(frozen=True, kw_only=True)
class Term:
    """Log-odds that a scenario adds from its onset on: ``delta`` has shape (n, steps)."""

    happens: Mask
    onset: NDArray[np.int16] | int
    delta: Array

    def rows(self, block: slice) -> "Term":
        """The term in some of the draws."""
        onset = self.onset if isinstance(self.onset, int) else self.onset[block]
        return Term(happens=self.happens[block], onset=onset, delta=self.delta[block])


@dataclass(frozen=True, kw_only=True)
class Paths:
    """Survival, shape (k, n, w), at k months, and the offset a, shape (months, n)."""

    months: tuple[int, ...]
    survival: Array
    offset: Array

    def at(self, month: int) -> Array:
        """Survival in every world at the end of a month, shape (n, w)."""
        survival: Array = self.survival[self.months.index(month)]
        return survival


def simulate(
    odds: Array,
    terms: Sequence[Term],
    months: Sequence[int],
    *,
    shape: tuple[int, int],
    offset: Array | None = None,
) -> Paths:
    """Run all worlds up to the last of ``months``.

    Parameters
    ----------
    odds : array of float, shape (n, steps)
        Yearly odds of rupture of the forecast, for every step of a quarter of a year.
    terms : sequence of Term
        What scenarios add.
    months : sequence of int
        Months at which survival is returned; ascending.
    shape : (n, w)
        Draws, and worlds for each.
    offset : array of float, shape (months, n), optional
        The offset a of an earlier run. By default it is solved for, so that the mean over worlds
        is the forecast.
    """
    if not terms and offset is None:
        return _all_alike(odds, months, shape)
    a = np.zeros((max(months), shape[0])) if offset is None else offset
    survival = np.empty((len(months), *shape))
    rows = max(1, _BLOCK // shape[1])
    for first in range(0, shape[0], rows):
        block = slice(first, first + rows)
        parts = [term.rows(block) for term in terms]
        solve = offset is None
        _run(odds[block], parts, list(months), survival[:, block], a[:, block], solve=solve)
    return Paths(months=tuple(months), survival=survival, offset=a)


def _all_alike(odds: Array, months: Sequence[int], shape: tuple[int, int]) -> Paths:
    """Worlds without scenarios: each of them is the forecast."""
    survival, target = np.empty((len(months), *shape)), np.ones(shape[0])
    for month in range(months[-1] + 1):
        if month in months:
            survival[months.index(month)] = target[:, None]
        if month < months[-1]:
            target *= _monthly(odds[:, month // _A_STEP])
    return Paths(months=tuple(months), survival=survival, offset=np.zeros((max(months), shape[0])))


def _monthly(odds: Array) -> Array:
    """Probability to last a month under yearly odds."""
    return np.asarray((1 + odds) ** (-1 / MONTHS))


def _run(
    odds: Array, terms: list[Term], months: list[int], out: Array, offset: Array, *, solve: bool
) -> None:
    """Run one block of draws, small enough for the processor's cache."""
    shape = (odds.shape[0], out.shape[2])
    survival, scratch = np.ones(shape, dtype=np.float32), np.empty((2, *shape), dtype=np.float32)
    later = np.empty_like(survival)
    target, rest = np.ones(shape[0]), np.zeros(shape[0])
    least, most = _bounds(terms if solve else [], odds.shape)
    active = _Active(terms, shape)
    for month in range(months[-1] + 1):
        if month in months:
            one = out[months.index(month)]
            one[:] = survival
            if solve:  # remove the rounding error of the mean
                one += (target - one.mean(axis=1))[:, None]
        if month == months[-1]:
            break
        step = month // _A_STEP
        factor = active.factor(month, step)
        if not solve:
            moved = odds[:, step] * np.exp(offset[month])
            _advance(survival, factor, moved, scratch, out=survival)
            continue
        near = _near(survival, factor, scratch[0], target)
        target *= _monthly(odds[:, step])
        target_month = _Month(odds[:, step], target, least[:, step], most[:, step])
        met = _meet(survival, factor, target_month, near + rest, scratch, later)
        survival, later = later, survival
        offset[month], rest = met, (met - near).clip(-1, 1)


def _bounds(terms: list[Term], shape: tuple[int, ...]) -> tuple[Array, Array]:
    """Lower and upper bound of a, shape (n, steps): all worlds at lower, or at higher, odds.

    Where the odds are close to 0, a hardly affects survival, and in single precision it would
    diverge.
    """
    none = np.zeros(shape)
    rise = sum((np.maximum(t.delta[:, : shape[1]], 0) for t in terms), none)
    fall = sum((np.minimum(t.delta[:, : shape[1]], 0) for t in terms), none)
    return np.maximum(-rise, -_MOST_MOVED), np.minimum(-fall, _MOST_MOVED)


def _near(survival: Floats, factor: Floats, scratch: Floats, mean: Array) -> Array:
    """Solution for a at small odds: minus the log of the mean factor, shape (n,).

    The correction for larger odds changes little from month to month.
    """
    np.multiply(survival, factor, out=scratch)
    return np.asarray(-np.log(np.maximum((scratch @ _share(scratch)) / mean, 1e-30)))


def _share(worlds: Floats) -> Floats:
    return np.full(worlds.shape[1], 1 / worlds.shape[1], dtype=np.float32)


def _advance(
    survival: Floats, factor: Floats, odds: Array, scratch: Floats, *, out: Floats
) -> None:
    """Advance survival by one month; ``scratch[0]`` then holds 1 + odds in every world."""
    whole, rate = scratch
    np.multiply(factor, odds[:, None].astype(np.float32), out=whole)
    whole += 1
    np.log(whole, out=rate)
    rate *= _POWER
    np.exp(rate, out=rate)
    np.multiply(survival, rate, out=out)


class _Month(NamedTuple):
    """Odds, target mean of survival, and bounds of a in one month, shapes (n,)."""

    odds: Array
    target: Array
    least: Array
    most: Array

    def of(self, draws: NDArray[np.intp]) -> "_Month":
        """The same of some draws."""
        return _Month(*(values[draws] for values in self))


def _meet(
    survival: Floats,
    factor: Floats,
    month: _Month,
    level: Array,
    scratch: Floats,
    out: Floats,
    turns: int = _MOST_TURNS,
) -> Array:
    """Advance survival by one month so that its mean is the target; return a.

    Newton steps in a, for the draws that need them, until the steps or their effects on survival
    are small; the last one is applied to survival linearly.
    """
    share, level = _share(survival), level.clip(month.least, month.most)
    _advance(survival, factor, month.odds * np.exp(level), scratch, out=out)
    risk = np.divide(out, scratch[0], out=scratch[0])
    np.subtract(out, risk, out=risk)
    slope = np.maximum((risk @ share).astype(np.float64), 1e-30)
    miss = (out @ share).astype(np.float64) - month.target
    change = np.where(np.abs(miss) > _NOISE * math.sqrt(share.size), miss / slope, 0)
    step = (change * MONTHS).clip(-1, 1)
    last, level = level, (level + step).clip(month.least, month.most)
    risk *= change[:, None].astype(np.float32)
    out -= risk
    far = np.flatnonzero(np.abs(level - last) >= _SMALL)
    if far.size and turns:
        part = np.empty((3, far.size, share.size), dtype=np.float32)
        again = survival[far], factor[far], month.of(far), level[far]
        level[far] = _meet(*again, part[:2], part[2], turns - 1)
        out[far] = part[2]
    return level


class _Active:
    """The factor on the odds from the terms begun so far, updated month by month."""

    def __init__(self, terms: Sequence[Term], shape: tuple[int, int]) -> None:
        self._factor = np.ones(shape, dtype=np.float32)
        self._on = np.zeros((*shape, len(terms)), dtype=np.float32)
        self._starts = [_by_month(t) for t in terms]
        deltas = [_in_reach(t.delta).astype(np.float32) for t in terms]
        # (steps, n, terms), since one step is used at a time
        self._delta = np.ascontiguousarray(np.stack(deltas).T) if deltas else None
        self._step = -1

    def factor(self, month: int, step: int) -> Floats:
        """Ratio of the odds of a month to those without any scenario, shape (n, w)."""
        if self._delta is None:
            return self._factor
        new_step = step != self._step
        for k, start in enumerate(self._starts):
            begun = start.get(month)
            if begun is not None:
                self._on.reshape(-1)[begun * self._on.shape[2] + k] = 1
                if not new_step:
                    self._multiply(begun, self._delta[step, :, k])
        if new_step:
            log = np.matmul(self._on, self._delta[step, :, :, None])[:, :, 0]
            np.exp(_in_reach(log), out=self._factor)
            self._step = step
        return self._factor

    def _multiply(self, worlds: NDArray[np.intp], delta: Floats) -> None:
        """Add the log-odds of a term to some worlds, until the next step adds up all terms."""
        factor = self._factor.reshape(-1)
        moved = factor[worlds] * np.exp(delta)[worlds // self._factor.shape[1]]
        factor[worlds] = moved.clip(math.exp(-_MOST_MOVED), math.exp(_MOST_MOVED))


def _in_reach(log_odds: Any) -> Any:
    """Log-odds that an exponential in single precision can hold."""
    return log_odds.clip(-_MOST_MOVED, _MOST_MOVED)


def _by_month(term: Term) -> dict[int, NDArray[np.intp]]:
    """Worlds in which a term begins, by month."""
    where = np.flatnonzero(term.happens)
    if isinstance(term.onset, int):
        return {term.onset: where}
    onset = term.onset.ravel()[where]
    by = np.argsort(onset, kind="stable")
    where, onset = where[by], onset[by]
    edges = [0, *(np.flatnonzero(np.diff(onset)) + 1).tolist(), onset.size]
    return {int(onset[a]): where[a:b] for a, b in pairwise(edges) if a < b}
