"""The base hazard of a case: the reference classes that it belongs to, pooled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.case.model import Case
from detente.document.labels import RUPTURE, OutcomeId
from detente.errors import DataError
from detente.forecast.chance import Chance
from detente.forecast.pool import ClassForecast, assign, class_forecast, mixture
from detente.forecast.readings import Readings
from detente.forecast.survival_draws import shifted_survival, yearly_hazard, yearly_odds
from detente.forecast.weights import CaseWeights
from detente.history.informal_names import ALIGNED
from detente.history.pool_share import UNTIED_SHIFT, PoolWeights
from detente.history.reference_classes import (
    OF_PAIRS,
    OUTCOMES,
    REFERENCE_CLASSES,
    ReferenceClass,
    at_risk,
    is_rupture,
    treaty_in_force,
)
from detente.history.vintage import ClassTable, Vintage
from detente.records import Array

PANEL = "panel"  # the learned hazard as a member of the pool
PANEL_LABEL = "All past partnerships"


@dataclass(frozen=True, kw_only=True)
class MatchedClass:
    """A reference class that the case belongs to, for one outcome.

    ``age`` is the case's, in years on the class's own clock. ``standardised`` is the forecast of
    the class as if its spells had the mean readings of all partnerships in ``lenses``: the learned
    ones that read the case. Its own readings are measured from that mean, so they count once.
    """

    reference: ReferenceClass
    outcome: OutcomeId
    table: ClassTable
    age: float
    reason: str
    lenses: tuple[str, ...]
    forecast: ClassForecast
    standardised: ClassForecast

    def is_of(self, reference: ReferenceClass, table: ClassTable, age: float) -> bool:
        """Whether it is the forecast of a class, from its life table and an age on its clock."""
        return self.reference is reference and self.table is table and self.age == age


@dataclass(frozen=True, kw_only=True)
class BaseHazard:
    """Reference classes of a case and their pooled hazards, before any lens of the case.

    Attributes
    ----------
    classes : tuple of MatchedClass
        One for every class and outcome.
    panel : mapping of OutcomeId to ClassForecast
        All partnership-years of history as one more class, by outcome: the hazard learned for a
        tie like the case's, with every lens at its mean. Empty without learned weights.
    pools : mapping of OutcomeId to tuple of str
        Members of the pool of every outcome: ids of classes, and `PANEL`.
    weights : mapping of OutcomeId to tuple of float
        Their weights, which sum to one.
    hazards : mapping of OutcomeId to array, shape (n_draws, steps)
        Pooled hazard of every outcome as yearly probabilities.
    odds : array, shape (n_draws, steps)
        Odds of the pooled yearly hazard of rupture.
    """

    classes: tuple[MatchedClass, ...]
    panel: Mapping[OutcomeId, ClassForecast]
    pools: Mapping[OutcomeId, tuple[str, ...]]
    weights: Mapping[OutcomeId, tuple[float, ...]]
    hazards: Mapping[OutcomeId, Array]
    odds: Array
    chance: Chance

    @property
    def outcomes(self) -> list[OutcomeId]:
        """Outcomes for which the case has a reference class or a learned hazard."""
        return list(self.hazards)

    def weight(self, outcome: OutcomeId, member: str) -> float:
        """Weight of a member in the pool of an outcome.

        Parameters
        ----------
        outcome : OutcomeId
            One of `outcomes`.
        member : str
            Id of a class, or `PANEL`.
        """
        return dict(zip(self.pools[outcome], self.weights[outcome], strict=True))[member]

    def from_panel(self, outcome: OutcomeId) -> NDArray[np.bool_]:
        """Whether each draw of an outcome is of the learned hazard, shape (n_draws,)."""
        pool, chance = self.pools[outcome], self.chance
        if PANEL not in pool:
            return np.zeros(chance.draws, dtype=bool)
        assigned = assign(self.weights[outcome], chance.draws, chance.rng("pool"))
        return np.asarray(assigned == pool.index(PANEL))

    def survival(self, outcome: OutcomeId) -> Array:
        """Pooled survival with the classes as observed, shape (n_draws, steps + 1)."""
        members = {c.reference.id: c.forecast for c in self.classes if c.outcome == outcome}
        return _mixed(
            self.pools[outcome],
            self.weights[outcome],
            members | {PANEL: self.panel.get(outcome)},
            self.chance,
        )


def match_classes(
    case: Case,
    vintage: Vintage,
    weights: CaseWeights,
    readings: Readings,
    chance: Chance,
    known: Sequence[MatchedClass] = (),
    steps: int | None = None,
) -> tuple[MatchedClass, ...]:
    """Find the reference classes that a case belongs to and that had begun by its vintage.

    There may be none: the learned hazard of the pair then answers alone.

    Parameters
    ----------
    case : Case
        Its ``record`` decides the classes.
    vintage : Vintage
        Life tables as known on the case's date.
    weights : CaseWeights
        Learned weights, for the standardised forecasts.
    readings : mapping of str to Estimate or NoEvidence
        Readings by lens: only lenses with a reading are standardised.
    chance : Chance
        Draws the sampling error of each class.
    known : sequence of MatchedClass, optional
        Classes of another version of the case, whose forecasts are the same where its age is.
    steps : int, optional
        Steps from the case's date on; all by default.

    Raises
    ------
    DataError
        If no class fits and the vintage has learned nothing.
    """
    classes = []
    lenses = tuple(weights.with_reading(readings, "learned"))
    for reference in REFERENCE_CLASSES:
        match = reference.match(case)
        for outcome in reference.outcomes if match else ():
            table = vintage.classes.get((reference.id, outcome))
            if match and table is not None and at_risk(case, outcome):
                age, reason = match
                like = next((k for k in known if k.is_of(reference, table, age)), None)
                drawn = like.forecast if like else _drawn(reference, outcome, table, age, chance)
                forecast = drawn.until(steps)
                own = _standardised(forecast, reference.id, weights, lenses, like)
                classes.append(
                    MatchedClass(
                        reference=reference,
                        outcome=outcome,
                        table=table,
                        age=age,
                        reason=reason,
                        lenses=lenses,
                        forecast=forecast,
                        standardised=own.until(steps),
                    )
                )
    if not classes and weights.learned is None:
        raise DataError(
            f"no reference class fits the case '{case.id}'; its `record` needs a rivalry "
            "that ended, a coalition or a pact between the partners"
        )
    return tuple(classes)


def _drawn(
    reference: ReferenceClass, outcome: OutcomeId, table: ClassTable, age: float, chance: Chance
) -> ClassForecast:
    return class_forecast(table, age, chance.rng(f"class/{reference.id}/{outcome}"), chance.draws)


def _standardised(
    forecast: ClassForecast,
    reference: str,
    weights: CaseWeights,
    lenses: tuple[str, ...],
    like: MatchedClass | None,
) -> ClassForecast:
    """Direct standardisation: the class with the mean reading of all partnerships."""
    if like is not None and like.lenses == lenses:
        return like.standardised
    learned = weights.learned
    if learned is None or reference not in learned.weights.class_means:
        return forecast
    hazard = yearly_hazard(forecast.survival)
    shift = learned.class_shift(lenses, reference)
    return replace(forecast, survival=shifted_survival(hazard, -shift[:, : hazard.shape[1]]))


def is_untied(case: Case) -> bool:
    """Whether the two have no tie except, at most, similar votes, and no past rupture.

    Decided by the case, not by the life tables: a class without one in an early vintage is a tie.
    """
    ties = {r.id for r in REFERENCE_CLASSES if r.match(case)}
    bound = treaty_in_force(case) or not ties <= {ALIGNED}
    return not bound and not any(is_rupture(entry) for entry in case.record)


def learned_for(
    case: Case, panel: Mapping[OutcomeId, ClassForecast]
) -> dict[OutcomeId, ClassForecast]:
    """The learned hazards for a case: lower for a pair that `is_untied`.

    They were fitted on pairs with a treaty, a former rivalry or a side taken together
    (`detente.history.pool_share`).

    Parameters
    ----------
    case : Case
        Its ties decide.
    panel : mapping of OutcomeId to ClassForecast
        Learned hazard of the case's tie by outcome.
    """
    outside = OF_PAIRS if is_untied(case) else ()
    return {o: _shifted(learned) if o in outside else learned for o, learned in panel.items()}


def _shifted(learned: ClassForecast) -> ClassForecast:
    hazard, shift = yearly_hazard(learned.survival), np.array([[UNTIED_SHIFT]])
    return replace(learned, survival=shifted_survival(hazard, shift))


def base_hazard(
    classes: tuple[MatchedClass, ...],
    panel: Mapping[OutcomeId, ClassForecast],
    shares: Mapping[OutcomeId, PoolWeights],
    chance: Chance,
) -> BaseHazard:
    """Pool the classes of a case, and the panel as learned, into one hazard for every outcome.

    Parameters
    ----------
    classes : tuple of MatchedClass
        See `match_classes`.
    panel : mapping of OutcomeId to ClassForecast
        Learned hazard of the case's tie by outcome, from `learned_for`.
    shares : mapping of str to PoolWeights
        Weights of the learned hazard and of the classes, by outcome.
    chance : Chance
        Assigns the draws to the members.
    """
    pools, weights, hazards = {}, {}, {}
    for outcome in OUTCOMES:
        members = {c.reference.id: c.standardised for c in classes if c.outcome == outcome}
        if outcome in panel:
            members[PANEL] = panel[outcome]
        if members:
            pools[outcome] = tuple(members)
            weights[outcome] = _weights(pools[outcome], shares[outcome])
            survival = _mixed(pools[outcome], weights[outcome], members, chance)
            hazards[outcome] = yearly_hazard(survival)
    return BaseHazard(
        classes=classes,
        panel=panel,
        pools=pools,
        weights=weights,
        hazards=hazards,
        odds=yearly_odds(hazards[RUPTURE]),
        chance=chance,
    )


def _weights(pool: tuple[str, ...], shares: PoolWeights) -> tuple[float, ...]:
    """The learned share for the panel, and equal ones for the classes."""
    if PANEL not in pool:
        return (1 / len(pool),) * len(pool)
    learned, each = shares.of([member for member in pool if member != PANEL])
    return tuple(learned if member == PANEL else each for member in pool)


def _mixed(
    pool: tuple[str, ...],
    weights: tuple[float, ...],
    members: Mapping[str, ClassForecast | None],
    chance: Chance,
) -> Array:
    """Survival of each draw's member; the same draws belong to the same class for every outcome."""
    assigned = assign(weights, chance.draws, chance.rng("pool"))
    return mixture([m for name in pool if (m := members[name]) is not None], assigned)
