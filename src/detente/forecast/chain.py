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
    """Probabilities after every step of the hazards.

    ``states`` has shape (steps + 1, 4, n): P(not ruptured, and in each of `STATES`).
    ``after_strain`` and ``after_drift`` have shape (steps + 1, n): P(ruptured, and strained, or
    drifted, before).
    """

    states: Array
    after_strain: Array
    after_drift: Array


def run_chain(rupture: Array, strain: Array | None, drift: Array | None, ratios: Ratios) -> Chain:
    """Run the chain.

    Parameters
    ----------
    rupture : array, shape (n, steps)
        Yearly hazard of rupture at every quarter.
    strain, drift : array, shape (n, steps), or None
        Yearly hazards of the other two; None where history does not show them.
    ratios : Ratios
        See the class.
    """
    n, steps = rupture.shape
    broke, strained, drifted = (_monthly(h, (steps, n)) for h in (rupture, strain, drift))
    states, ended = np.zeros((steps + 1, 4, n)), np.zeros((steps + 1, 2, n))
    states[0, 0] = 1.0
    of_states, now = ratios.of_states, states[0].copy()
    after_drift = np.stack([np.ones(n), ratios.strain_after_drift])
    for k in range(steps):
        ended[k + 1] = ended[k]
        for _ in range(_MONTHS):
            _move(now[::2], now[1::2], drifted[k])
            _move(now[:2], now[2:], _divided(now[:2], strained[k], after_drift))
            lost = _lost(now, broke[k], of_states)
            now -= lost
            ended[k + 1] += [lost[2] + lost[3], lost[1] + lost[3]]
        states[k + 1] = now
    return Chain(states=states, after_strain=ended[:, 0], after_drift=ended[:, 1])


def _monthly(hazard: Array | None, shape: tuple[int, int]) -> Array:
    """Probability in a month of every step, shape (steps, n)."""
    if hazard is None:
        return np.zeros(shape)
    return np.asarray(1 - (1 - hazard.T) ** (1 / 12))


def _move(start: Array, end: Array, p: Array) -> None:
    moved = start * p
    start -= moved
    end += moved


def _divided(states: Array, p: Array, weight: Array) -> Array:
    """P(strain) in the two states without one, whose mean is p, shape (2, n)."""
    mean = (states * weight).sum(axis=0) / np.maximum(states.sum(axis=0), 1e-300)
    return np.asarray(np.minimum(p * weight / np.maximum(mean, 1e-300), 1.0))


def _lost(states: Array, p: Array, ratios: Array) -> Array:
    """Probability that ruptures out of each state in a step; in sum p of what is there."""
    total = states.sum(axis=0)
    mean = (states * ratios).sum(axis=0) / np.maximum(total, 1e-300)
    each = ratios * (p / np.maximum(mean, 1e-300))
    if each.max() <= 1:
        return np.asarray(states * each)
    lost = states * np.minimum(each, 1)
    rest = states - lost  # where a state has nothing left to lose, the others make it up
    lost += rest * ((p * total - lost.sum(axis=0)) / np.maximum(rest.sum(axis=0), 1e-300))
    return np.asarray(lost)


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
    new = np.diff(ruptured, axis=1)
    without = np.zeros_like(ruptured)
    stay = (1 - follows) ** (1 / STEPS)
    for k in range(new.shape[1]):
        without[:, k + 1] = without[:, k] * stay + new[:, k] * (1 - first[:, k])
    share = 1 - without / np.maximum(ruptured, 1e-300)
    share[:, 0] = first[:, 0]
    return np.asarray(share)
