"""What the learned lenses do to a case: risk of its bare tie, and the log-odds of each reading.

Coefficients are drawn from their estimates, the three stretches together (their rows overlap).
A lens never works against its theory: a drawn weight of the other sign counts as nil.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from detente.case.model import Case
from detente.forecast.case_covariates import case_covariates
from detente.forecast.settings import STEPS, YEARS
from detente.history.covariates import SPAN, STRETCHES, TIE_COVARIATES
from detente.history.lens_weights import LensWeights
from detente.methods.linear import symmetric_root
from detente.records import Array, Estimate, LensCard
from detente.registry import lenses

_STRETCH = np.searchsorted([last for _, last in STRETCHES[:-1]], np.arange(YEARS) + 1)
STRETCH_OF_STEP = np.repeat(_STRETCH, STEPS)  # the last stretch goes on beyond its years


@dataclass
class LensEffects:
    """Drawn coefficients of one vintage; ``normal`` has shape (n, 1 + k)."""

    weights: LensWeights
    normal: Array
    _drawn: Array = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known = lenses()
        roots = [symmetric_root(c) for c in self.weights.covariance]
        drawn = np.array(
            [b + self.normal @ r.T for b, r in zip(self.weights.beta, roots, strict=True)]
        )
        first = len(TIE_COVARIATES)
        for j, name in enumerate(self.weights.names[first:], 1 + first):
            if name in known:  # the weight of a lens deleted since the fit is never used
                sign = known[name].card.sign
                drawn[:, :, j] = sign * np.maximum(sign * drawn[:, :, j], 0)
        self._drawn = drawn  # shape (3, n, 1 + k)

    def tie_hazard(self, case: Case) -> Array:
        """Yearly hazard of the case's bare tie, every lens at its mean, shape (n, years)."""
        t, known = self.weights, case_covariates(case)
        x = np.array([known.get(name, np.nan) for name in TIE_COVARIATES])
        z = np.where(
            np.isfinite(x), (x - t.mean[: len(TIE_COVARIATES)]) / t.scale[: len(TIE_COVARIATES)], 0
        )
        design = np.concatenate([[1.0], np.clip(z, -SPAN, SPAN)])
        risk = 1 / (1 + np.exp(-(self._drawn[:, :, : design.size] @ design)))
        return np.asarray(risk[_STRETCH].T)

    def effect(self, card: LensCard, reading: Estimate, steps: int | None) -> Array:
        """Log-odds that a reading adds to the yearly hazard of a mean one, shape (n, steps).

        Coefficients of later stretches say what today's value means for then. Where the case
        itself says how its evidence fades, the value of then meets the first year's coefficient.
        """
        stretch = STRETCH_OF_STEP[:steps]
        if not reading.fading:
            by_stretch = self._weights(card.id) * self._z(card.id, reading.draws)[:, None]
            return np.asarray(by_stretch[:, stretch])
        value = reading.over(np.arange(stretch.size) / STEPS)
        return np.asarray(self._weights(card.id)[:, :1] * self._z(card.id, value))

    def class_shift(self, lenses: Iterable[str], kind: str) -> Array:
        """Log-odds of the readings that a kind of tie usually has, summed, shape (n, steps)."""
        total = np.zeros((self.normal.shape[0], len(STRETCHES)))
        for lens in lenses:
            place = self.weights.names.index(lens)
            value = self.weights.class_means[kind][place : place + 1]
            total += self._weights(lens) * self._z(lens, value)
        return np.asarray(total[:, STRETCH_OF_STEP])

    def per_deviation(self, lens: str) -> Array:
        """Estimated log-odds of one standard deviation, by stretch, shape (3,)."""
        return np.asarray(self.weights.beta[:, 1 + self.weights.names.index(lens)])

    def _weights(self, lens: str) -> Array:
        """Drawn log-odds of one standard deviation, shape (n, 3)."""
        return np.asarray(self._drawn[:, :, 1 + self.weights.names.index(lens)].T)

    def _z(self, lens: str, value: Array) -> Array:
        j = self.weights.names.index(lens)
        z: Array = np.clip((value - self.weights.mean[j]) / self.weights.scale[j], -SPAN, SPAN)
        return z
