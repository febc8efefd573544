"""The weight of every lens in the forecast of a case: learned, judged, contradicted or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from detente.document.labels import Basis
from detente.forecast.chance import Chance
from detente.forecast.lens_effects import (
    BEYOND_BOUND,
    LIMIT,
    VALIDITY,
    LensEffect,
    LensEffects,
    Unseen,
    effects_of,
    of_mean_risk,
)
from detente.forecast.readings import LensReadings, Reading, Readings
from detente.forecast.survival_draws import TIME
from detente.history.lens_weights import LensWeights, load_lens_weights
from detente.records import Array, Estimate, LensCard, NoEvidence
from detente.registry import Lens


@dataclass(frozen=True, kw_only=True)
class CaseWeights:
    """Weights of all lenses, drawn.

    Attributes
    ----------
    lenses : mapping of str to Lens
        All lenses by id.
    history : LensWeights or None
        The lens weights of the vintage; None if no vintage has any.
    learned : LensEffects or None
        Coefficients of the learned lenses, drawn from their estimates.
    basis : mapping of str to str
        Where the weight of each lens is from; ``contradicted`` if history gives the lens the
        opposite sign, ``none`` if its card gives it no weight.
    sizes : mapping of str to array, shape (n_draws,)
        Judged weights, log-odds per full step, drawn within their bounds.
    unseen : mapping of str to Unseen
        What is drawn for each lens where the case says nothing.
    discount : float
        Factor on every judged weight, see `discount_of`.
    """

    lenses: Mapping[str, Lens]
    history: LensWeights | None
    learned: LensEffects | None
    basis: Mapping[str, Basis]
    sizes: Mapping[str, Array]
    unseen: Mapping[str, Unseen]
    discount: float

    def deviations(self, name: str, value: float) -> float | None:
        """How far a reading lies from the mean of history, in its standard deviations.

        None where the weight of the lens is not learned.
        """
        if self.history is None or self.basis[name] != "learned":
            return None
        place = self.history.names.index(name)
        return float((value - self.history.mean[place]) / self.history.scale[place])

    def effect(self, card: LensCard, reading: Estimate, steps: int | None = None) -> Array:
        """Log-odds that a reading adds to the yearly hazard, (n_draws, steps) or (n_draws, 1).

        Parameters
        ----------
        card : LensCard
            Card of the lens.
        reading : Estimate
            Its reading of the case.
        steps : int, optional
            Steps from the case's date on; all by default.
        """
        return self.effect_parts(card, reading, steps).total

    def effect_parts(
        self, card: LensCard, reading: Estimate, steps: int | None = None
    ) -> LensEffect:
        """Split the log-odds of `effect`: as history measures the lens, and judged beyond it.

        Parameters
        ----------
        card, reading, steps
            As `effect` takes them.
        """
        basis = self.basis[card.id]
        if self.learned is not None and basis == "learned":
            return self.learned.effect(card, reading, self.unseen[card.id], steps)
        danger: Array = card.danger_steps(reading.over(TIME[:steps]))
        return LensEffect(self.discount * self._size(card.id)[:, None] * danger, np.zeros((1, 1)))

    def missing(self, name: str, steps: int | None = None) -> Array:
        """Log-odds of a lens without evidence: its spread over partnerships, which moves no mean.

        Parameters
        ----------
        name : str
            Id of the lens.
        steps : int, optional
            Steps from the case's date on; all by default.

        Returns
        -------
        array, shape (n_draws, steps) or (n_draws, 1)
            Measured from the mean risk of the partnerships that the case is compared with, see
            `detente.forecast.lens_effects.of_mean_risk`.
        """
        unseen = self.unseen[name]
        if self.learned is not None and self.basis[name] == "learned":
            return self.learned.missing(name, unseen, steps)
        # independent draws times the root of the discount have the variance that discounted
        # effects have together if their unknown dangers correlate as their errors do
        return of_mean_risk(np.sqrt(self.discount) * (self._size(name) * unseen.place)[:, None])

    def pull(self, name: str, reading: Reading, steps: int | None = None) -> Array:
        """Log-odds of a reading as in `effect`, or as in `missing` without evidence.

        Parameters
        ----------
        name : str
            Id of the lens.
        reading : Estimate or NoEvidence
            Its reading.
        steps : int, optional
            Steps from the case's date on; all by default.
        """
        if isinstance(reading, NoEvidence):
            return self.missing(name, steps)
        return self.effect(self.lenses[name].card, reading, steps)

    def missing_share(self, readings: Readings) -> float:
        """Share of the lenses' information that is missing, 0 to 1.

        The information of a lens is the variance that it adds in the first year without evidence.

        Parameters
        ----------
        readings : mapping of str to Estimate or NoEvidence
            Readings by lens.
        """
        spread = {name: float(self.missing(name, 1).var()) for name in readings}
        silent = sum(v for name, v in spread.items() if isinstance(readings[name], NoEvidence))
        total = sum(spread.values())
        return silent / total if total else 1.0

    def _size(self, name: str) -> Array:
        """Judged log-odds of a full step, shape (n_draws,); zero where a lens has no weight."""
        weighed = self.basis[name] not in ("contradicted", "none")
        return np.asarray(weighed * self.sizes[name])

    def size(self, card: LensCard) -> float:
        """Log-odds of a full step of a lens in the first year, judged or learned."""
        basis = self.basis[card.id]
        if self.learned is None or basis != "learned":
            return card.weight.size if basis == "judged" else 0.0
        place = self.learned.weights.names.index(card.id)
        slope = self.learned.per_deviation(card.id)[0] / self.learned.weights.scale[place]
        return abs(float(slope)) * card.step

    def with_reading(self, readings: Readings, basis: Basis) -> list[str]:
        """Ids of the lenses with weights of one origin that have a reading.

        A learned lens counts if the reading is, at least in part, what history measures: only then
        is the reading measured from the mean of history and not from that of the class.

        Parameters
        ----------
        readings : mapping of str to Estimate or NoEvidence
            Readings by lens.
        basis : Basis
            Origin of the weights.
        """
        return [
            name
            for name, reading in readings.items()
            if isinstance(reading, Estimate)
            and self.basis[name] == basis
            and (basis != "learned" or isinstance(reading.on_ruler, Estimate))
        ]


def weigh_lenses(
    readings: LensReadings, year: int, chance: Chance, *, correlation: float
) -> CaseWeights:
    """Give every lens its weight in the forecast of a case.

    Parameters
    ----------
    readings : LensReadings
        Readings of the case.
    year : int
        Year of the vintage; its lens weights were learned from data known before that year.
    chance : Chance
        Draws the weights.
    correlation : float
        Correlation of the errors of judged lenses, from 0 to 1.
    """
    history = load_lens_weights(year, aged=readings.case.record_is_old)
    basis = {name: _basis(lens.card, history) for name, lens in readings.lenses.items()}
    judged = sum(origin == "judged" for origin in basis.values())
    return CaseWeights(
        lenses=readings.lenses,
        history=history,
        learned=None if history is None else effects_of(history, chance),
        basis=basis,
        sizes=_sizes((lens.card for lens in readings.lenses.values()), chance),
        unseen={name: _unseen(name, basis[name], chance) for name in readings.lenses},
        discount=discount_of(judged, correlation),
    )


def discount_of(judged: int, correlation: float) -> float:
    r"""Factor by which the weight of each of K judged lenses is multiplied.

    .. math:: \frac{1}{1 + (K - 1)\rho}

    One coder codes one file for all lenses, so their evidence overlaps and their errors correlate.
    K counts lenses, not readings: evidence for one lens must not weaken that of another.

    Parameters
    ----------
    judged : int
        Number K of lenses with a judged weight, whether or not the case has evidence for them.
    correlation : float
        Correlation rho of their errors, from 0 to 1.

    References
    ----------
    Clemen, R. T. and R. L. Winkler (1985). Limits for the precision and value of information from
    dependent sources. Operations Research 33, 427-442. https://doi.org/10.1287/opre.33.2.427

    Examples
    --------
    >>> discount_of(5, 0.25)
    0.5
    """
    return 1 / (1 + max(0, judged - 1) * correlation)


def _basis(card: LensCard, history: LensWeights | None) -> Basis:
    if not card.weight.size:
        return "none"
    if history is None:
        return "judged"
    if card.id in history.names:
        return "learned"
    return "contradicted" if card.id in history.contradicted else "judged"


def _unseen(name: str, basis: Basis, chance: Chance) -> Unseen:
    """Where a case may stand: any partnership of history, or any judged degree of danger."""
    rng = chance.rng(f"unseen/{name}")
    if basis == "learned":
        place = np.clip(rng.standard_normal(chance.draws), -LIMIT, LIMIT)
    else:
        place = rng.uniform(-1, 1, chance.draws)  # every degree of danger is as likely
    mean, spread = VALIDITY
    noise = chance.rng(f"validity/{name}").standard_normal(chance.draws)
    added = mean * BEYOND_BOUND * rng.uniform(-1, 1, chance.draws)
    return Unseen(
        place=place - place.mean(),
        validity=np.clip(mean + spread * noise, 0, 1),
        added=added - added.mean(),
    )


def _sizes(cards: Iterable[LensCard], chance: Chance) -> dict[str, Array]:
    """Judged weight of every lens, drawn within its bound."""
    sizes = {}
    for card in cards:
        weight = card.weight
        noise = chance.rng(f"size/{card.id}").standard_normal(chance.draws)
        sizes[card.id] = np.clip(weight.size + weight.spread * noise, 0, weight.bound)
    return sizes
