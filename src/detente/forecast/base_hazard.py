"""The base hazard of a case: the reference classes that it belongs to, pooled."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from detente.case.model import Case
from detente.errors import DataError
from detente.forecast.chance import Chance
from detente.forecast.pool import ClassForecast, class_forecast, learned_forecast, part_of, pooled
from detente.forecast.readings import Readings
from detente.forecast.survival_draws import shifted_survival, yearly_hazard, yearly_odds
from detente.forecast.weights import CaseWeights
from detente.history.reference_classes import OUTCOMES, REFERENCE_CLASSES, RUPTURE, ReferenceClass
from detente.history.vintage import ClassTable, Vintage
from detente.records import Array

KINDS = ("rivalry", "force")  # of rupture


@dataclass(frozen=True, kw_only=True)
class MatchedClass:
    """A reference class that the case belongs to, for one outcome.

    ``age`` is the case's, in years on the class's own clock. ``standardised`` is the forecast of
    the class as if its spells had the mean readings of all partnerships in the learned lenses. The
    case's own readings are measured from that mean, so they count once.
    """

    reference: ReferenceClass
    outcome: str
    table: ClassTable
    age: float
    reason: str
    forecast: ClassForecast
    standardised: ClassForecast


@dataclass(frozen=True, kw_only=True)
class BaseHazard:
    """Reference classes of a case and their pooled hazards, before any lens of the case.

    Attributes
    ----------
    classes : tuple of MatchedClass
        One for every class and outcome.
    panel : ClassForecast or None
        All partnership-years of history as one more class: the hazard learned for a tie like the
        case's, with every lens at its mean. None without learned weights.
    kinds : mapping of str to ClassForecast
        The panel divided between the kinds of rupture, which it does not distinguish.
    hazards : mapping of str to array, shape (n_draws, steps)
        Pooled hazard of every outcome as yearly probabilities.
    odds : array, shape (n_draws, steps)
        Odds of the pooled yearly hazard of rupture.
    """

    classes: tuple[MatchedClass, ...]
    panel: ClassForecast | None
    kinds: Mapping[str, ClassForecast]
    hazards: Mapping[str, Array]
    odds: Array
    chance: Chance
    concentration: float

    @property
    def outcomes(self) -> list[str]:
        """Outcomes for which the case has a reference class."""
        return list(self.hazards)

    def panel_of(self, outcome: str) -> ClassForecast | None:
        """Return the panel as a class for an outcome; None where it does not apply."""
        return self.panel if outcome == RUPTURE else self.kinds.get(outcome)

    def members(self, outcome: str) -> int:
        """Count the classes that are pooled for an outcome."""
        classes = sum(c.outcome == outcome for c in self.classes)
        return classes + (self.panel_of(outcome) is not None)

    def survival(self, outcome: str) -> Array:
        """Pooled survival with the classes as observed, shape (n_draws, steps + 1)."""
        members = [c.forecast for c in self.classes if c.outcome == outcome]
        panel = self.panel_of(outcome)
        return _pool(
            [*members, panel] if panel else members, outcome, self.chance, self.concentration
        )


def match_classes(
    case: Case, vintage: Vintage, weights: CaseWeights, readings: Readings, chance: Chance
) -> tuple[MatchedClass, ...]:
    """Find the reference classes that a case belongs to and that had begun by its vintage.

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

    Raises
    ------
    DataError
        If no class fits.
    """
    classes = []
    for reference in REFERENCE_CLASSES:
        match = reference.match(case)
        for outcome in reference.outcomes if match else ():
            table = vintage.classes.get((reference.id, outcome))
            if match and table is not None:
                classes.append(
                    _matched(reference, outcome, table, match, weights, readings, chance)
                )
    if not classes:
        raise DataError(
            f"no reference class fits the case '{case.id}'; its `record` needs a rivalry "
            "that ended, a coalition or a pact between the partners"
        )
    return tuple(classes)


def _matched(
    reference: ReferenceClass,
    outcome: str,
    table: ClassTable,
    match: tuple[float, str],
    weights: CaseWeights,
    readings: Readings,
    chance: Chance,
) -> MatchedClass:
    age, reason = match
    rng = chance.rng(f"class/{reference.id}/{outcome}")
    forecast = class_forecast(table, age, rng, chance.draws)
    return MatchedClass(
        reference=reference,
        outcome=outcome,
        table=table,
        age=age,
        reason=reason,
        forecast=forecast,
        standardised=_standardised(forecast, reference.id, weights, readings),
    )


def _standardised(
    forecast: ClassForecast, reference: str, weights: CaseWeights, readings: Readings
) -> ClassForecast:
    """Direct standardisation: the class with the mean reading of all partnerships."""
    learned = weights.learned
    if learned is None or reference not in learned.weights.class_means:
        return forecast
    shift = -learned.class_shift(weights.with_reading(readings, "learned"), reference)
    return replace(forecast, survival=shifted_survival(yearly_hazard(forecast.survival), shift))


def base_hazard(
    case: Case,
    classes: tuple[MatchedClass, ...],
    weights: CaseWeights,
    chance: Chance,
    *,
    concentration: float,
) -> BaseHazard:
    """Pool the classes of a case, and the panel as learned, into one hazard for every outcome.

    Parameters
    ----------
    case : Case
        Its tie gives the covariates of the panel.
    classes : tuple of MatchedClass
        See `match_classes`.
    weights : CaseWeights
        Learned weights; without them there is no panel.
    chance : Chance
        Draws the weights of the pool.
    concentration : float
        Total concentration of the Dirichlet distribution of these weights.
    """
    panel = learned_forecast(weights.learned.tie_hazard(case)) if weights.learned else None
    outcomes = [o for o in OUTCOMES if any(c.outcome == o for c in classes)]
    kinds = _kinds(panel, classes) if set(KINDS) <= set(outcomes) else {}
    hazards = {}
    for outcome in outcomes:
        members = [c.standardised for c in classes if c.outcome == outcome]
        extra = panel if outcome == RUPTURE else kinds.get(outcome)
        survival = _pool([*members, extra] if extra else members, outcome, chance, concentration)
        hazards[outcome] = yearly_hazard(survival)
    return BaseHazard(
        classes=classes,
        panel=panel,
        kinds=kinds,
        hazards=hazards,
        odds=yearly_odds(hazards[RUPTURE]),
        chance=chance,
        concentration=concentration,
    )


def _kinds(
    panel: ClassForecast | None, classes: tuple[MatchedClass, ...]
) -> dict[str, ClassForecast]:
    """Divide the panel's hazard between the kinds in the proportions of the classes."""
    if panel is None:
        return {}
    rates = {kind: _rate(kind, classes) for kind in KINDS}
    total = np.maximum(sum(rates.values()), 1e-12)
    return {kind: part_of(panel, rate / total) for kind, rate in rates.items()}


def _rate(outcome: str, classes: tuple[MatchedClass, ...]) -> Array:
    """Mean hazard rate of an outcome over the classes and draws, shape (steps,)."""
    survivals = [c.forecast.survival for c in classes if c.outcome == outcome]
    total = np.mean([s.mean(axis=0) for s in survivals], axis=0)
    return np.asarray(-np.diff(np.log(total)))


def _pool(
    members: list[ClassForecast], outcome: str, chance: Chance, concentration: float
) -> Array:
    return pooled(members, chance.rng(f"pool/{outcome}"), concentration)
