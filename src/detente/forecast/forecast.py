"""The forecast of one case: base hazard of its classes, moved by what its lenses read."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.cache import digest
from detente.case.in_order import in_order, replaced_sections
from detente.case.model import Case
from detente.document.labels import RUPTURE, RUPTURE_KINDS, OutcomeId
from detente.forecast.base_hazard import BaseHazard, base_hazard, learned_for, match_classes
from detente.forecast.calendar import calendar_shift
from detente.forecast.case_covariates import SECTIONS, case_covariates
from detente.forecast.chain import share_with
from detente.forecast.chance import Chance
from detente.forecast.ladder_weights import LadderWeights, weigh_ladder
from detente.forecast.readings import LensReadings, Readings, read_lenses
from detente.forecast.settings import STEPS, Settings
from detente.forecast.survival_draws import shifted_survival, yearly_hazard
from detente.forecast.weights import CaseWeights, weigh_lenses
from detente.history import vintage
from detente.history.reference_classes import at_risk
from detente.history.vintage import Vintage
from detente.records import Array

LEGAL = "treaty"  # the end of the treaty, which the lenses do not move
ALL_ORIGINS = ("learned", "judged")


@dataclass(frozen=True, kw_only=True, eq=False)
class CaseForecast:
    """The forecast of a case, as draws that versions of the case share.

    Everything uncertain is drawn once, so that differences between versions are not noise.

    Attributes
    ----------
    case, vintage, settings
        Inputs of the forecast; the case with its entries in one order, whatever that of the file.
    filed : Case
        The case as its file has it, for lists that are shown in its order.
    digest : str
        SHA-256 over all three and the shift by the lenses: equal forecasts have equal digests.
    chance : Chance
        Random numbers.
    readings : LensReadings
        Readings of the case as coded and of its versions.
    weights : CaseWeights
        Weights of the lenses.
    base : BaseHazard
        Pooled hazards of the reference classes.
    calendar : array, shape (n_draws, steps)
        Log-odds that scheduled events add.
    pulls : mapping of str to array, shape (n_draws, steps) or (n_draws, 1)
        Log-odds that each lens adds for the case as coded.
    shifts : mapping of str to array, shape (n_draws, steps)
        Log-odds of all lenses and the calendar for the case as coded, by outcome.
    survivals : mapping of str to array, shape (n_draws, steps + 1)
        Survival of the case as coded, by outcome. That of a kind of rupture is a share of all.
    shares : mapping of str to array, shape (n_draws, steps + 1)
        Share of the ruptures so far that include a kind, see `detente.forecast.chain.share_with`.
    ladder : LadderWeights
        Weights of the learned lenses for the other outcomes, and hazard ratios between outcomes.
    """

    case: Case
    filed: Case
    vintage: Vintage
    settings: Settings
    digest: str
    chance: Chance
    readings: LensReadings
    weights: CaseWeights
    base: BaseHazard
    calendar: Array
    pulls: Mapping[str, Array]
    shifts: Mapping[OutcomeId, Array]
    survivals: Mapping[OutcomeId, Array]
    shares: Mapping[OutcomeId, Array]
    ladder: LadderWeights

    @property
    def coded_shift(self) -> Array:
        """Log-odds of rupture for the case as coded, shape (n_draws, steps)."""
        return self.shifts[RUPTURE]

    def read(self, version: Case) -> Readings:
        """Read every lens off a version of the case; unchanged sections are not read again."""
        return self.readings.of(version)

    def shift(
        self, readings: Readings, steps: int | None = None, outcome: OutcomeId = RUPTURE
    ) -> Array:
        """Log-odds of all lenses and the calendar, shape (n_draws, steps).

        Parameters
        ----------
        readings : mapping of str to Estimate or NoEvidence
            Readings of the case or of a version of it, by lens.
        steps : int, optional
            Steps from the case's date on; all by default.
        outcome : OutcomeId
            Whose yearly hazard is moved.
        """
        total = self.shifts[outcome][:, :steps].copy()
        for name, reading in readings.items():
            coded = self.readings.coded[name]
            if reading is not coded and self.ladder.moves(outcome, name):
                pull = self.ladder.weights[outcome].pull
                total += pull(name, reading, steps)
                total -= (
                    self.pulls[name][:, :steps] if outcome == RUPTURE else pull(name, coded, steps)
                )
        return total

    def version_shift(
        self, version: Case, steps: int | None = None, outcome: OutcomeId = RUPTURE
    ) -> Array:
        """Log-odds of a version of the case, shape (n_draws, steps).

        Those of its lenses and the calendar, and those by which the facts of the states that it
        changes move the learned hazard. A version with another record has other reference classes
        and needs a forecast of its own.

        Parameters
        ----------
        version : Case
            The case itself, or an altered version of it.
        steps, outcome
            As `shift` takes them.
        """
        total = self.shift(self.read(version), steps, outcome)
        if self._is_another_tie(version):
            total += self._tie_change(version, total.shape[1], outcome)
        return total

    def _is_another_tie(self, version: Case) -> bool:
        """Whether a version changes covariates of the hazards, as most do not."""
        return not replaced_sections(version, self.case).isdisjoint(SECTIONS) and (
            case_covariates(version) != case_covariates(self.case)
        )

    def _tie_change(self, version: Case, steps: int, outcome: OutcomeId) -> Array:
        """Log-odds by which a version changes the hazard of the tie, in draws of that hazard."""
        weights = self.ladder.weights.get(outcome)
        if weights is None or weights.learned is None:
            return np.zeros((self.settings.draws, steps))
        change = weights.learned.tie_change(self.case, version, steps)
        return change * self.base.from_panel(outcome)[:, None]

    def shift_of(self, origin: str) -> Array:
        """Part of the coded shift due to weights of one origin; the calendar counts as judged."""
        basis = self.weights.basis
        pulls = {name: pull for name, pull in self.pulls.items() if basis[name] == origin}
        return _summed(self.calendar * (origin == "judged"), pulls)

    def survival(self, outcome: OutcomeId, shift: Array) -> Array:
        """Survival draws of an outcome under a shift, shape (n_draws, steps + 1).

        Parameters
        ----------
        outcome : OutcomeId
            One of the base hazard's outcomes.
        shift : array, shape (n_draws, steps)
            Log-odds added to the yearly hazard; fewer steps give survival over as many.
        """
        return shifted_survival(self.base.hazards[outcome][:, : shift.shape[1]], shift)

    def mean_effect(self, name: str, years: int = 10) -> Array:
        """Mean log-odds that a lens adds to the case as coded, shape (n_draws,).

        Parameters
        ----------
        name : str
            Id of the lens.
        years : int
            Years from the case's date over which to average.
        """
        return np.asarray(self.pulls[name][:, : years * STEPS].mean(axis=1))


def forecast_case(
    case: Case, known: Vintage | None = None, settings: Settings | None = None
) -> CaseForecast:
    """Forecast one case from its lens readings, their weights and its reference classes.

    Parameters
    ----------
    case : Case
        The case as coded.
    known : Vintage, optional
        History as known on the case's date; the shipped vintage of that date by default.
    settings : Settings, optional
        Judged settings, printed in every brief.

    Raises
    ------
    MissingData
        If the case is older than the first vintage.
    DataError
        If no reference class fits the case.
    """
    filed, case = case, in_order(case)
    known, settings = known or vintage.for_date(case.as_of), settings or Settings()
    chance = Chance(seed=settings.seed, draws=settings.draws)
    readings = read_lenses(case, chance)
    weights = weigh_lenses(readings, known.year, chance, correlation=settings.lens_correlation)
    ladder = weigh_ladder(weights, known.year, chance, aged=case.record_is_old)
    classes = match_classes(case, known, weights, readings.coded, chance)
    base = base_hazard(classes, learned_for(case, ladder.panel(case)), ladder.pool, chance)
    calendar = calendar_shift(case, chance)
    pulls = {name: weights.pull(name, reading) for name, reading in readings.coded.items()}
    others = (outcome for outcome in base.hazards if outcome != RUPTURE)
    shifts = {outcome: ladder.shift(outcome, readings.coded, calendar) for outcome in others}
    shifts[RUPTURE] = _summed(calendar.copy(), _weighed(pulls, weights))
    survivals, shares = _survivals(case, base, ladder, shifts)
    return CaseForecast(
        case=case,
        filed=filed,
        vintage=known,
        settings=settings,
        digest=_digest(case, known, settings, shifts[RUPTURE]),
        chance=chance,
        readings=readings,
        weights=weights,
        base=base,
        calendar=calendar,
        pulls=pulls,
        shifts=shifts,
        survivals=survivals,
        shares=shares,
        ladder=ladder,
    )


def _weighed(pulls: Mapping[str, Array], weights: CaseWeights) -> dict[str, Array]:
    return {name: pull for name, pull in pulls.items() if weights.basis[name] in ALL_ORIGINS}


def _summed(total: Array, pulls: Mapping[str, Array]) -> Array:
    for pull in pulls.values():
        total += pull
    return total


def _survivals(
    case: Case, base: BaseHazard, ladder: LadderWeights, shifts: Mapping[OutcomeId, Array]
) -> tuple[dict[OutcomeId, Array], dict[OutcomeId, Array]]:
    """Survival by outcome, and the shares of the kinds of rupture of which the case is at risk."""
    survivals = {o: shifted_survival(h, shifts[o]) for o, h in base.hazards.items()}
    if not {kind for kind in RUPTURE_KINDS if at_risk(case, kind)} <= set(survivals):
        return survivals, {}
    shares = shares_of_kinds(survivals, ladder.follows)
    ruptured = 1 - survivals[RUPTURE]
    return survivals | {kind: 1 - ruptured * share for kind, share in shares.items()}, shares


def shares_of_kinds(
    survivals: Mapping[OutcomeId, Array], follows: Mapping[OutcomeId, Array]
) -> dict[OutcomeId, Array]:
    """Share of the ruptures so far that include each kind, by kind, shape (n_draws, steps + 1).

    Parameters
    ----------
    survivals : mapping of str to array, shape (n_draws, steps + 1)
        Survival under the hazards of rupture and of its kinds, each by itself.
    follows : mapping of str to array, shape (n_draws,)
        Yearly hazard of a kind after the other one.
    """
    hazards = {kind: yearly_hazard(survivals[kind]) for kind in RUPTURE_KINDS if kind in survivals}
    ruptured = 1 - survivals[RUPTURE]
    never = np.zeros_like(ruptured[:, 1:])
    return {
        kind: share_with(hazards[kind], hazards.get(other, never), follows[kind], ruptured)
        for kind, other in zip(RUPTURE_KINDS, RUPTURE_KINDS[::-1], strict=True)
        if kind in hazards
    }


def _digest(case: Case, known: Vintage, settings: Settings, shift: Array) -> str:
    """The shift is part of it: a lens may fail, or be another one, where the case is the same."""
    text = case.model_dump_json(by_alias=True, warnings=False)
    return digest(text, str(known.year), repr(settings), shift.tobytes())
