r"""The ladder of outcomes as one chain over months, with given marginal hazards.

A partnership that has not ruptured has neither drifted nor been strained, has drifted, has been
strained, or both. The probability of an outcome in a month, given that it has not come yet, is
that of its own hazard, which is constant within a quarter of a year; the chain divides it between
the states. With hazard ratios :math:`r_s` of state s and the shares :math:`\pi_s` of the states
among those not yet ruptured, state s ruptures with probability

.. math:: p_s = p \, r_s / \sum_j \pi_j r_j,

so that the mean over states is p: the hazards learned from history stay as they are, and strain
and drift raise that of rupture as much as history says. A strain follows a drift likewise.
"""

from dataclasses import dataclass

import numpy as np

from detente.forecast.settings import STEPS
from detente.records import Array

_MONTHS = 12 // STEPS  # in a step of the hazards
STATES = ("neither", "drifted", "strained", "drifted and strained")


@dataclass(frozen=True, kw_only=True)
class Ratios:
    """Hazard ratios as drawn, shape (n,), and yearly hazards of the other kind of rupture.

    ``strain`` and ``drift`` multiply the hazard of rupture once they have come;
    ``strain_after_drift`` multiplies that of strain. ``rivalry`` and ``force`` are the yearly
    hazards with which the one follows a rupture of the other kind.
    """

    strain: Array
    drift: Array
    strain_after_drift: Array
    rivalry: Array
    force: Array

    @property
    def of_states(self) -> Array:
        """Hazard ratio of rupture in each of `STATES`, shape (4, n)."""
        return np.stack(
            [np.ones_like(self.strain), self.drift, self.strain, self.drift * self.strain]
        )


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Probabilities after every step of the hazards, shape (steps + 1, 4, n), by `STATES`.

    ``states``: P(not ruptured, and in each state). ``ruptured``: P(ruptured out of each state).
    """

    states: Array
    ruptured: Array

    @property
    def after_strain(self) -> Array:
        """P(ruptured, and strained before), shape (steps + 1, n)."""
        return np.asarray(self.ruptured[:, 2] + self.ruptured[:, 3])

    @property
    def after_drift(self) -> Array:
        """P(ruptured, and drifted before), shape (steps + 1, n)."""
        return np.asarray(self.ruptured[:, 1] + self.ruptured[:, 3])


def run_chain(
    rupture: Array,
    strain: Array | None,
    drift: Array | None,
    ratios: Ratios,
    *,
    every: bool = True,
) -> Chain:
    """Run the chain.

    Parameters
    ----------
    rupture : array, shape (n, steps)
        Yearly hazard of rupture at every quarter; of several versions of a case one after another.
    strain, drift : array, shape (n, steps), or None
        Yearly hazards of the other two; None where history does not show them.
    ratios : Ratios
        See the class; of one version, the same for all.
    every : bool, default True
        Whether to return the states after every step, or only those at the end, shape (1, 4, n).
    """
    n, steps = rupture.shape
    broke, strained, drifted = (_monthly(h, (steps, n)) for h in (rupture, strain, drift))
    states, ruptured = np.zeros((2, steps + 1 if every else 1, 4, n))
    states[0, 0] = 1.0
    draws, now, gone = ratios.strain.size, states[0].copy(), np.zeros((4, n))
    of_states = np.tile(ratios.of_states, n // draws)
    after_drift = np.stack([np.ones(n), np.tile(ratios.strain_after_drift, n // draws)])
    for k in range(steps):
        for _ in range(_MONTHS):
            _move(now[::2], now[1::2], drifted[k])
            _move(now[:2], now[2:], _divided(now[:2], strained[k], after_drift))
            lost = _lost(now, broke[k], of_states, draws)
            now -= lost
            gone += lost
        place = k + 1 if every else 0
        states[place], ruptured[place] = now, gone
    return Chain(states=states, ruptured=ruptured)


def _monthly(hazard: Array | None, shape: tuple[int, int]) -> Array:
    """Probability in a month of every step, shape (steps, n)."""
    if hazard is None:
        return np.zeros(shape)
    return np.ascontiguousarray(1 - (1 - hazard.T) ** (1 / 12))


def _move(start: Array, end: Array, p: Array) -> None:
    moved = start * p
    start -= moved
    end += moved


def _divided(states: Array, p: Array, weight: Array) -> Array:
    """P(strain) in the two states without one, whose mean is p, shape (2, n)."""
    mean = _sum(states * weight) / np.maximum(_sum(states), 1e-300)
    return np.asarray(np.minimum(p * weight / np.maximum(mean, 1e-300), 1.0))


def _lost(states: Array, p: Array, ratios: Array, draws: int) -> Array:
    """Probability of rupture out of each state in a step; the sum is p of all that is left."""
    total = _sum(states)
    mean = _sum(states * ratios) / np.maximum(total, 1e-300)
    each = ratios * (p / np.maximum(mean, 1e-300))
    lost = states * each
    if np.maximum.reduce(each, axis=None) > 1:
        for first in range(0, p.size, draws):
            own = slice(first, first + draws)  # of one version
            if each[:, own].max() > 1:
                lost[:, own] = _limited(states[:, own], each[:, own], (p * total)[own])
    return np.asarray(lost)


def _limited(states: Array, each: Array, total: Array) -> Array:
    """Losses of ``total`` where a state has no probability left: the other states lose more."""
    lost = states * np.minimum(each, 1)
    rest = states - lost
    return np.asarray(lost + rest * ((total - _sum(lost)) / np.maximum(_sum(rest), 1e-300)))


def _sum(states: Array) -> Array:
    """Sum over the states, shape (n,): on arrays this small the array's own method is slow."""
    return np.asarray(np.add.reduce(states, axis=0))


def share_with(kind: Array, other: Array, follows: Array, ruptured: Array) -> Array:
    r"""Share of the ruptures so far that include one kind, shape (n, steps + 1).

    Of the ruptures of a step the share :math:`h_k / (h_k + h_o)` begins with kind k; after one of
    the other kind it follows at a yearly hazard of its own.

    Parameters
    ----------
    kind, other : array, shape (n, steps)
        Yearly hazards of this kind and of the other one.
    follows : array, shape (n,)
        Yearly hazard of this kind after the other.
    ruptured : array, shape (n, steps + 1)
        P(ruptured by every step).
    """
    first = kind / np.maximum(kind + other, 1e-300)
    new = (np.diff(ruptured, axis=1) * (1 - first)).T  # of the other kind, by step
    without = np.zeros((ruptured.shape[1], len(ruptured)))
    stay = (1 - follows) ** (1 / STEPS)
    for k, begun in enumerate(new):
        without[k + 1] = without[k] * stay + begun
    share = 1 - without.T / np.maximum(ruptured, 1e-300)
    share[:, 0] = first[:, 0]
    return np.asarray(share)
