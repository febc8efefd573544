"""What the learned lenses do to every outcome of the ladder, and how one outcome raises another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from detente.case.model import Case
from detente.document.labels import RUPTURE, OutcomeId
from detente.forecast.chain import Ratios
from detente.forecast.chance import Chance
from detente.forecast.lens_effects import effects_of
from detente.forecast.pool import ClassForecast, learned_forecast
from detente.forecast.readings import Readings
from detente.forecast.weights import CaseWeights
from detente.history.lens_weights import load_lens_weights
from detente.history.pool_share import PoolWeights, load_pool_weights
from detente.history.reference_classes import OUTCOMES, at_risk
from detente.history.transitions import load_transitions
from detente.methods.latin_hypercube import latin_normal
from detente.records import Array

SHIFTED = (RUPTURE, "strain", "rivalry", "force")  # moved by judged lenses, events and scenarios


@dataclass(frozen=True, kw_only=True)
class LadderWeights:
    """Weights by outcome, and what the vintage holds on the ladder as a whole.

    Attributes
    ----------
    weights : mapping of OutcomeId to CaseWeights
        Weights of the lenses by outcome, with the coefficients learned for that outcome.
    ratios : Ratios
        Hazard ratios between outcomes, drawn.
    pool : mapping of OutcomeId to PoolWeights
        Weights of the learned hazard and of the classes, by outcome.
    """

    weights: Mapping[OutcomeId, CaseWeights]
    ratios: Ratios
    pool: Mapping[OutcomeId, PoolWeights]

    @property
    def follows(self) -> dict[OutcomeId, Array]:
        """Yearly hazard of a kind of rupture after the other kind, shape (n,)."""
        return {"rivalry": self.ratios.rivalry, "force": self.ratios.force}

    def panel(self, case: Case) -> dict[OutcomeId, ClassForecast]:
        """Learned hazard of the case's tie, by outcome of which it is at risk."""
        return {
            outcome: learned_forecast(weights.learned.tie_hazard(case))
            for outcome, weights in self.weights.items()
            if weights.learned is not None and at_risk(case, outcome)
        }

    def shift(
        self, outcome: OutcomeId, readings: Readings, calendar: Array, steps: int | None = None
    ) -> Array:
        """Log-odds that the lenses and the calendar add to the hazard of an outcome.

        Learned lenses move every outcome by its own coefficients; judged ones and scheduled
        events move strain as they move rupture, and not the others.

        Parameters
        ----------
        outcome : OutcomeId
            One of the ladder.
        readings : mapping of str to Estimate or NoEvidence
            Readings of a version of the case, by lens.
        calendar : array, shape (n, steps)
            Log-odds of scheduled events.
        steps : int, optional
            Steps from the case's date on; all by default.

        Returns
        -------
        array, shape (n, steps)
        """
        total = np.zeros_like(calendar[:, :steps])
        if outcome in SHIFTED:
            total += calendar[:, :steps]
        for name, reading in readings.items():
            if self.moves(outcome, name):
                total += self.weights[outcome].pull(name, reading, steps)
        return total

    def moves(self, outcome: OutcomeId, lens: str) -> bool:
        """Whether a lens moves an outcome.

        Parameters
        ----------
        outcome : OutcomeId
            One of the ladder.
        lens : str
            Id of the lens.
        """
        weights = self.weights.get(outcome)
        if weights is None:
            return False
        basis = weights.basis[lens]
        if basis == "learned":
            return weights.history is not None and lens in weights.history.names
        return basis == "judged" and outcome in SHIFTED


def weigh_ladder(
    weights: CaseWeights, year: int, chance: Chance, *, aged: bool = False
) -> LadderWeights:
    """Give every outcome of the ladder the lens weights of its own.

    Parameters
    ----------
    weights : CaseWeights
        Those of rupture.
    year : int
        Year of the vintage.
    chance : Chance
        Draws the coefficients, as for rupture, and the ratios.
    aged : bool, default False
        Whether the record of the case ends where the data end (`Case.record_is_old`).
    """
    transitions = load_transitions(year)
    normal = latin_normal(chance.rng("transitions"), chance.draws, 5).T
    drawn = {
        name: mean + error * noise
        for (name, (mean, error)), noise in zip(
            sorted(transitions.logs.items()), normal, strict=True
        )
    }
    ratios = Ratios(
        **{name: np.exp(drawn[name]) for name in ("strain", "drift", "strain_after_drift")},
        **{name: 1 / (1 + np.exp(-drawn[name])) for name in ("rivalry", "force")},
    )
    by_outcome = {o: _for_outcome(weights, year, o, chance, aged) for o in OUTCOMES}
    return LadderWeights(
        weights={o: w for o, w in by_outcome.items() if w is not None},
        ratios=ratios,
        pool={outcome: load_pool_weights(year, outcome) for outcome in OUTCOMES},
    )


def _for_outcome(
    weights: CaseWeights, year: int, outcome: OutcomeId, chance: Chance, aged: bool
) -> CaseWeights | None:
    if outcome == RUPTURE:
        return weights
    history = load_lens_weights(year, outcome, aged=aged)
    if history is None:
        return None
    return replace(weights, history=history, learned=effects_of(history, chance))
