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

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.forecast.settings import STEPS
from detente.records import Array
from detente.scenarios.worlds import MONTHS, Mask

Floats = NDArray[np.float32]
_A_STEP = MONTHS // STEPS  # months for which the odds of a step hold
_POWER = np.float32(-1 / MONTHS)
_BLOCK = 65536  # worlds run together


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
    survival: Floats
    offset: Array

    def at(self, month: int) -> Floats:
        """Survival in every world at the end of a month, shape (n, w)."""
        found: Floats = self.survival[self.months.index(month)]
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
    kept = np.empty((len(months), *shape), dtype=np.float32)
    rows = max(1, _BLOCK // shape[1])
    for first in range(0, shape[0], rows):
        block = slice(first, first + rows)
        parts = [term.rows(block) for term in terms]
        solve = offset is None
        _run(odds[block], parts, list(months), kept[:, block], found[:, block], solve=solve)
    return Paths(months=tuple(months), survival=kept, offset=found)


def _run(
    odds: Array, terms: list[Term], months: list[int], kept: Floats, offset: Array, *, solve: bool
) -> None:
    """Run one block of draws, few enough to stay in the processor's cache."""
    shape = (odds.shape[0], kept.shape[2])
    survival, scratch = np.ones(shape, dtype=np.float32), np.empty(shape, dtype=np.float32)
    target, level = np.ones(shape[0]), np.zeros(shape[0])
    active = _Active(terms, shape)
    for month in range(months[-1] + 1):
        if month in months:
            kept[months.index(month)] = survival
        if month == months[-1]:
            break
        step = month // _A_STEP
        if not solve:
            level = offset[month]
        now = odds[:, step] * np.exp(level)
        np.multiply(active.factor(month, step), now[:, None].astype(np.float32), out=scratch)
        scratch += 1
        _advance(survival, scratch)
        if solve:
            target *= (1 + odds[:, step]) ** (-1 / MONTHS)
            level = level + _meet(survival, scratch, target)
            offset[month] = level


def _advance(survival: Floats, odds1: Floats) -> None:
    """Take survival one month on, in place: times (1 + odds) to the power -1/12."""
    rate = np.log(odds1)
    rate *= _POWER
    np.exp(rate, out=rate)
    survival *= rate


def _meet(survival: Floats, odds1: Floats, target: Array) -> Array:
    """Move survival along its tangent in a until its mean is the target; return the move of a."""
    risk = np.divide(-1, odds1, out=odds1)
    risk += 1
    risk *= survival
    slope = risk.mean(axis=1, dtype=np.float64)
    change = (survival.mean(axis=1, dtype=np.float64) - target) / np.maximum(slope, 1e-300)
    risk *= change[:, None].astype(np.float32)
    survival -= risk
    return np.asarray(change * MONTHS)


class _Active:
    """The product of what has come true so far, kept up to date month by month."""

    def __init__(self, terms: Sequence[Term], shape: tuple[int, int]) -> None:
        self._terms, self._shape = terms, shape
        self._log = np.zeros(shape, dtype=np.float32)
        self._factor = np.ones(shape, dtype=np.float32)
        self._starts = [_by_month(t) for t in terms]
        self._on = [np.zeros(shape, dtype=np.float32) for _ in terms]
        self._step = -1

    def factor(self, month: int, step: int) -> Floats:
        fresh = False
        for start, on in zip(self._starts, self._on, strict=True):
            new = start.get(month)
            if new is not None:
                on.ravel()[new] = 1
                fresh = True
        if fresh or step != self._step:
            self._renew(step)
        return self._factor

    def _renew(self, step: int) -> None:
        self._step = step
        self._log[:] = 0
        for term, on in zip(self._terms, self._on, strict=True):
            self._log += on * term.delta[:, step, None].astype(np.float32)
        np.exp(self._log, out=self._factor)


def _by_month(term: Term) -> dict[int, NDArray[np.intp]]:
    """Worlds in which a term begins, by month."""
    where = np.flatnonzero(term.happens)
    if isinstance(term.onset, int):
        return {term.onset: where}
    onset = term.onset.ravel()[where]
    by = np.argsort(onset, kind="stable")
    edges = np.flatnonzero(np.diff(onset[by])) + 1
    return {int(onset[part[0]]): where[part] for part in np.split(by, edges) if part.size}
