r"""Survival month by month in many worlds, of which the forecast is the exact mixture.

In world w of draw j the yearly odds of rupture in month m are

.. math:: O_{jw}(m) = O_j(m)\, e^{a_j(m)} \prod_k e^{\delta_{jk}(m)\,1[m \ge \text{onset}_{kw}]}

with :math:`O_j` the forecast's own odds and :math:`\delta_k` the log-odds that scenario k adds once
it has come true. The reference classes averaged over worlds of every kind, so the forecast is the
mean over worlds: :math:`a_j(m)` is set month by month so that

.. math:: \frac1W \sum_w S_{jw}(m) = S_j(m),

the law of total probability. Within a month :math:`S` moves along its tangent in a, which is so
near (a changes little from month to month) that the mean is met exactly.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.forecast.settings import STEPS
from detente.records import Array
from detente.scenarios.worlds import MONTHS, Mask

Floats = NDArray[np.float32]
_A_STEP = MONTHS // STEPS  # months for which the odds of a step hold
_POWER = np.float32(-1 / MONTHS)
_BLOCK = 131_072  # worlds run together
_SMALL = 0.02  # a step in a along which survival is as good as straight
_NOISE = 3e-8  # of survival in single precision; times root w of a sum: no reason to move a
_MOST_TURNS = 60


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
    """Survival (marks, n, w) at the months asked for, and the offset a, shape (months, n)."""

    months: tuple[int, ...]
    survival: Array
    offset: Array

    def at(self, month: int) -> Array:
        """Survival in every world at the end of a month, shape (n, w)."""
        found: Array = self.survival[self.months.index(month)]
        return found


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
        When survival is kept; ascending.
    shape : (n, w)
        Draws, and worlds for each.
    offset : array of float, shape (months, n), optional
        The a of an earlier run. Without one it is found, and the mean over worlds is the forecast.
    """
    found = np.zeros((max(months), shape[0])) if offset is None else offset
    kept = np.empty((len(months), *shape))
    rows = max(1, _BLOCK // shape[1])
    for first in range(0, shape[0], rows):
        block = slice(first, first + rows)
        parts = [term.rows(block) for term in terms]
        solve = offset is None
        _run(odds[block], parts, list(months), kept[:, block], found[:, block], solve=solve)
    return Paths(months=tuple(months), survival=kept, offset=found)


def _run(
    odds: Array, terms: list[Term], months: list[int], kept: Array, offset: Array, *, solve: bool
) -> None:
    """Run one block of draws, few enough to stay near the processor."""
    shape = (odds.shape[0], kept.shape[2])
    survival, scratch = np.ones(shape, dtype=np.float32), np.empty((2, *shape), dtype=np.float32)
    later = np.empty_like(survival)
    target, rest = np.ones(shape[0]), np.zeros(shape[0])
    least, most = _bounds(terms, odds.shape)
    active = _Active(terms, shape)
    for month in range(months[-1] + 1):
        if month in months:
            one = kept[months.index(month)]
            one[:] = survival
            if solve:  # what single precision leaves of the mean
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
        target *= (1 + odds[:, step]) ** (-1 / MONTHS)
        asked = _Month(odds[:, step], target, least[:, step], most[:, step])
        found = _meet(survival, factor, asked, near + rest, scratch, later)
        survival, later = later, survival
        offset[month], rest = found, np.clip(found - near, -1, 1)


def _bounds(terms: list[Term], shape: tuple[int, ...]) -> tuple[Array, Array]:
    """Least and most that a can be, shape (n, steps): all worlds would be safer, or in more danger.

    Where the odds are next to nothing, so is what a does to survival, and single precision would
    let it run away.
    """
    none = np.zeros(shape)
    rise = sum((np.maximum(t.delta[:, : shape[1]], 0) for t in terms), none)
    fall = sum((np.minimum(t.delta[:, : shape[1]], 0) for t in terms), none)
    return -rise, -fall


def _near(survival: Floats, factor: Floats, scratch: Floats, mean: Array) -> Array:
    """The a that meets the mean where odds are small: minus the log of the mean factor, (n,).

    What larger odds add to it changes little from month to month.
    """
    np.multiply(survival, factor, out=scratch)
    return np.asarray(-np.log(np.maximum((scratch @ _share(scratch)) / mean, 1e-30)))


def _share(worlds: Floats) -> Floats:
    return np.full(worlds.shape[1], 1 / worlds.shape[1], dtype=np.float32)


def _advance(
    survival: Floats, factor: Floats, odds: Array, scratch: Floats, *, out: Floats
) -> None:
    """Take survival one month on; ``scratch[0]`` is left at 1 + odds in every world."""
    whole, rate = scratch
    np.multiply(factor, odds[:, None].astype(np.float32), out=whole)
    whole += 1
    np.log(whole, out=rate)
    rate *= _POWER
    np.exp(rate, out=rate)
    np.multiply(survival, rate, out=out)


class _Month(NamedTuple):
    """What a month asks of every draw: its odds, the mean to meet, least and most of a; (n,)."""

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
    """Take survival one month on so that its mean is the target; return the a that does it.

    Newton steps in a, of the draws that need them, until they or what they can do to survival are
    small; the last one moves survival along its tangent.
    """
    share, level = _share(survival), np.clip(level, month.least, month.most)
    _advance(survival, factor, month.odds * np.exp(level), scratch, out=out)
    risk = np.divide(out, scratch[0], out=scratch[0])
    np.subtract(out, risk, out=risk)
    slope = np.maximum((risk @ share).astype(np.float64), 1e-30)
    miss = (out @ share).astype(np.float64) - month.target
    change = np.where(np.abs(miss) > _NOISE * math.sqrt(share.size), miss / slope, 0)
    step = np.clip(change * MONTHS, -1, 1)
    last, level = level, np.clip(level + step, month.least, month.most)
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
    """The factor on the odds by what has come true so far, kept up to date month by month."""

    def __init__(self, terms: Sequence[Term], shape: tuple[int, int]) -> None:
        self._factor = np.ones(shape, dtype=np.float32)
        self._on = np.zeros((*shape, len(terms)), dtype=np.float32)
        self._starts = [_by_month(t) for t in terms]
        deltas = [t.delta.astype(np.float32) for t in terms]
        self._delta = np.stack(deltas, axis=1) if deltas else None  # (n, terms, steps)
        self._step = -1

    def factor(self, month: int, step: int) -> Floats:
        """Odds of a month over those without any scenario, shape (n, w)."""
        if self._delta is None:
            return self._factor
        for k, start in enumerate(self._starts):
            new = start.get(month)
            if new is not None:
                self._begin(k, new, self._delta[:, k, step])
        if step != self._step:
            log = np.matmul(self._on, self._delta[:, :, step, None])[:, :, 0]
            np.exp(log, out=self._factor)
            self._step = step
        return self._factor

    def _begin(self, k: int, worlds: NDArray[np.intp], delta: Floats) -> None:
        self._on.reshape(-1)[worlds * self._on.shape[2] + k] = 1
        factor = self._factor.reshape(-1)
        factor[worlds] *= np.exp(delta)[worlds // self._factor.shape[1]]


def _by_month(term: Term) -> dict[int, NDArray[np.intp]]:
    """Worlds in which a term begins, by month."""
    where = np.flatnonzero(term.happens)
    if isinstance(term.onset, int):
        return {term.onset: where}
    onset = term.onset.ravel()[where]
    by = np.argsort(onset, kind="stable")
    edges = np.flatnonzero(np.diff(onset[by])) + 1
    return {int(onset[part[0]]): where[part] for part in np.split(by, edges) if part.size}
