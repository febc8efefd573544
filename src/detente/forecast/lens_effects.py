"""Effects of the learned lenses on a case: hazard of its tie, and log-odds of each reading.

Coefficients are drawn from their estimates, jointly for the three stretches of years ahead, because
their rows overlap.

A learned coefficient applies to a reading as history measures it, and within the range seen there
(`LIMIT`). What a coder adds beyond both is multiplied by the coefficient and a judged correlation,
and bounded: `docs/decisions/0018-evidence.md`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.case.model import Case
from detente.forecast.case_covariates import OF_STATES, case_covariates
from detente.forecast.chance import Chance
from detente.forecast.settings import STEPS, YEARS
from detente.forecast.survival_draws import TIME
from detente.history.covariates import (
    DISTANCE,
    LENS_SPAN,
    POLITY,
    POLYARCHY,
    REACH,
    SPAN,
    STRETCHES,
    TIE_COVARIATES,
)
from detente.history.lens_weights import LensWeights
from detente.history.reference_classes import REFERENCE_CLASSES
from detente.methods.latin_hypercube import latin_normal
from detente.methods.linear import symmetric_root
from detente.records import Array, Estimate, LensCard
from detente.registry import lenses

LIMIT = LENS_SPAN
BEYOND_BOUND = 0.25  # largest log-odds, either way, of what a reading adds beyond history
VALIDITY = (0.5, 0.25)  # judged correlation of a coder's reading with history's measure, and its sd

_STRETCH = np.searchsorted([last for _, last in STRETCHES[:-1]], np.arange(YEARS) + 1)
_FLAT = 30.0  # log-odds beyond which a hazard is 0 or 1 for every purpose
_NOTHING = 1e-9  # coefficient of a fact that no pair had before the vintage
_OF_STATES = np.isin(TIE_COVARIATES, OF_STATES)
_PLACE = {name: place for place, name in enumerate(TIE_COVARIATES)}
_OF_REGIMES = np.isin(TIE_COVARIATES, (POLITY, POLYARCHY))
_MAX_SETS = 8  # drawn coefficients that stay in memory: one set for each outcome of a vintage
STRETCH_OF_STEP = np.repeat(_STRETCH, STEPS)  # the last stretch extends beyond its years


class LensEffect(NamedTuple):
    """Log-odds of one reading: of what history measures, and judged of what lies beyond it.

    An effect that is constant within each stretch of years has a column for each stretch:
    ``column`` has that of every step.
    """

    history: Array
    beyond: Array
    column: NDArray[np.intp] | None = None

    def by_step(self, part: Array) -> Array:
        """One of the two, or their sum, shape (n_draws, steps) or (n_draws, 1)."""
        return part if self.column is None or part.shape[1] == 1 else part[:, self.column]

    @property
    def total(self) -> Array:
        """Both together, shape (n_draws, steps) or (n_draws, 1)."""
        return self.by_step(self.history + self.beyond)


@dataclass(frozen=True, kw_only=True)
class Unseen:
    """What is drawn for one lens where its quantity is unknown; the same for all versions.

    Attributes
    ----------
    place : array, shape (n_draws,)
        Where the case stands among partnerships, in standard deviations; for a judged lens in
        steps of danger. Mean 0.
    validity : array, shape (n_draws,)
        Correlation of a reading on the coder's own scale with the quantity that history measures.
    added : array, shape (n_draws,)
        Log-odds that a coder might have added beyond history. Mean 0.
    """

    place: Array
    validity: Array
    added: Array

    @property
    def residual(self) -> Array:
        """The part of ``place`` that a coder's reading does not tell, in standard deviations."""
        return np.asarray(self.place * np.sqrt(1 - self.validity**2))


@dataclass(frozen=True)
class LensEffects:
    """Drawn coefficients of one vintage.

    Attributes
    ----------
    weights : LensWeights
        Estimates, with the mean and scale that standardise each variable.
    drawn : array, shape (3, n_draws, 1 + k)
        Coefficients by stretch, see `draw_effects`.
    anywhere : array, shape (n_draws, len(TIE_COVARIATES))
        Where among partnerships a fact of the states that the case leaves out is drawn, in standard
        deviations.
    """

    weights: LensWeights
    drawn: Array
    anywhere: Array

    def tie_hazard(self, case: Case) -> Array:
        """Yearly hazard of the case's tie with every lens at its mean, shape (n_draws, years).

        Facts of the states that the case leaves out vary about the mean of its reference classes.
        """
        log_odds = self._tie_log_odds(case)
        hazard = 1 / (1 + np.exp(-np.clip(log_odds, -_FLAT, _FLAT)))
        return np.asarray(hazard[_STRETCH].T)

    def tie_change(self, before: Case, after: Case, steps: int) -> Array:
        """Log-odds by which another version of a case changes the hazard of its tie.

        Parameters
        ----------
        before, after : Case
            The case and the version.
        steps : int
            Steps from the case's date on.

        Returns
        -------
        array, shape (n_draws, steps)
        """
        change = self._tie_log_odds(after) - self._tie_log_odds(before)
        return np.asarray(change[STRETCH_OF_STEP[:steps]].T)

    def _tie_log_odds(self, case: Case) -> Array:
        """Log-odds of `tie_hazard`, by stretch, shape (3, n_draws)."""
        first = len(TIE_COVARIATES)
        known = case_covariates(case)
        x = np.array([known.get(name, np.nan) for name in TIE_COVARIATES])
        missing = np.isnan(x)
        usual = _with_reach(np.where(missing, self._usual(case), x), missing)
        log_odds = self.drawn[:, :, : first + 1] @ np.append(1.0, self._standard(usual))
        return np.asarray(log_odds + self._left_out(usual, missing))

    def _standard(self, x: Array) -> Array:
        """Covariates of the tie, shape (..., k), in standard deviations within the span."""
        mean, scale = (part[: x.shape[-1]] for part in (self.weights.mean, self.weights.scale))
        return np.asarray(((x - mean) / scale).clip(-SPAN, SPAN))

    def _usual(self, case: Case) -> Array:
        """Mean of the classes of a case where it leaves out facts of its states, shape (k,).

        Elsewhere the mean of all partnerships, which is what history has for facts that no data set
        knows: those of a case whose regimes are known to a day.
        """
        known = self.weights.class_means
        own = [known[r.id] for r in REFERENCE_CLASSES if r.id in known and r.match(case)]
        mean = self.weights.mean[: len(TIE_COVARIATES)]
        if not own:
            return mean
        of_case = _OF_STATES & ~(_OF_REGIMES & ("regimes" in case.known_to))
        return np.where(of_case, np.mean(own, axis=0)[: mean.size], mean)

    def _left_out(self, usual: Array, missing: NDArray[np.bool_]) -> Array:
        """Log-odds of the facts of the states that are missing, shape (3, n_draws)."""
        learned = np.abs(self.weights.beta[:, 1 : missing.size + 1]).max(axis=0) > _NOTHING
        varied = missing & _OF_STATES & learned
        spread = self.weights.scale[: missing.size] * varied
        x = _with_reach(usual + self.anywhere * spread, missing)
        apart = (self._standard(x) - self._standard(usual))[:, varied]
        log_odds = np.einsum("sdk,dk->sd", self.drawn[:, :, 1 + np.flatnonzero(varied)], apart)
        return of_mean_risk(log_odds, axis=1)

    def effect(
        self, card: LensCard, reading: Estimate, unseen: Unseen, steps: int | None
    ) -> LensEffect:
        """Log-odds that a reading adds to the yearly hazard of a mean one.

        The coefficients of later stretches give the effect of today's value in later years. If
        the case states how its evidence fades, the faded value is multiplied by the coefficient
        of the first year.

        Parameters
        ----------
        card : LensCard
            Card of a learned lens.
        reading : Estimate
            Its reading of the case.
        unseen : Unseen
            What is drawn where the case says nothing on history's scale.
        steps : int or None
            Steps from the case's date on; all if None.
        """
        z = self._z(card.id, _values(reading, steps))
        comparable = reading.on_ruler
        if isinstance(comparable, Estimate):
            seen = self._z(card.id, _values(comparable, steps)).clip(-LIMIT, LIMIT)
            excess = z - seen
        else:
            seen, excess = unseen.residual[:, None], z
        weight, column = self._coefficients(card.id), None
        if reading.fading:
            weight = weight[:, :1]
        elif excess.shape[1] > 1:
            weight = weight[:, STRETCH_OF_STEP[:steps]]
        else:
            column = STRETCH_OF_STEP[:steps]
        history = weight * seen
        if not isinstance(comparable, Estimate):
            history = of_mean_risk(history)
        if not excess.any():
            return LensEffect(history, np.zeros((1, 1)), column)
        beyond = weight * (unseen.validity[:, None] * excess)
        return LensEffect(history, beyond.clip(-BEYOND_BOUND, BEYOND_BOUND), column)

    def missing(self, lens: str, unseen: Unseen, steps: int | None) -> Array:
        """Log-odds of a lens without evidence: those of partnerships drawn at random.

        Parameters
        ----------
        lens : str
            Id of a learned lens.
        unseen : Unseen
            Where in the distribution over partnerships each draw stands.
        steps : int or None
            Steps from the case's date on; all if None.

        Returns
        -------
        array, shape (n_draws, steps)
            Measured from the mean risk of the partnerships compared with, see `of_mean_risk`.
        """
        history = self._coefficients(lens) * unseen.place[:, None]
        drawn = of_mean_risk(history + unseen.added[:, None])
        return np.asarray(drawn[:, STRETCH_OF_STEP[:steps]])

    def class_shift(self, lenses: Iterable[str], kind: str) -> Array:
        """Log-odds of the mean readings of a reference class, summed, shape (n_draws, steps).

        Parameters
        ----------
        lenses : iterable of str
            Learned lenses to count.
        kind : str
            Id of the reference class.
        """
        total = np.zeros((self.drawn.shape[1], len(STRETCHES)))
        for lens in lenses:
            place = self._place(lens)
            value = self.weights.class_means[kind][place : place + 1]
            total += self._coefficients(lens) * self._z(lens, value).clip(-LIMIT, LIMIT)
        return np.asarray(total[:, STRETCH_OF_STEP])

    def per_deviation(self, lens: str) -> Array:
        """Mean log-odds of one standard deviation, by stretch, shape (3,)."""
        return np.asarray(theory_centre(self.weights)[:, 1 + self._place(lens)])

    def _place(self, lens: str) -> int:
        return self.weights.names.index(lens)

    def _coefficients(self, lens: str) -> Array:
        """Drawn log-odds of one standard deviation, shape (n_draws, 3)."""
        return np.asarray(self.drawn[:, :, 1 + self._place(lens)].T)

    def _z(self, lens: str, value: Array) -> Array:
        j = self._place(lens)
        return np.asarray((value - self.weights.mean[j]) / self.weights.scale[j])


def _values(reading: Estimate, steps: int | None) -> Array:
    """A reading at every step, shape (n_draws, steps) or (n_draws, 1)."""
    return reading.over(TIME[:steps])


def _with_reach(x: Array, missing: NDArray[np.bool_]) -> Array:
    """Covariates of the tie whose missing products are those of what stands for their factors."""
    x = x.copy()
    for name, power in REACH.items():
        if missing[_PLACE[name]]:
            x[..., _PLACE[name]] = x[..., _PLACE[DISTANCE]] * x[..., _PLACE[power]]
    return x


def of_mean_risk(log_odds: Array, axis: int = 0) -> Array:
    r"""Subtract what the spread of unknown log-odds would add to a mean risk.

    .. math:: x - \log \frac{1}{n} \sum_i e^{x_i}

    History's level is the mean over partnerships that differ in what a case leaves out, so
    drawing that again must widen a forecast and not raise it. Exact for the mean of small hazards.

    Parameters
    ----------
    log_odds : array, shape (n_draws, k)
        Log-odds over the draws of what is unknown.
    axis : int, default 0
        That of the draws.

    Returns
    -------
    array, as given
        Log-odds whose odds have the mean 1 over the draws.

    Examples
    --------
    >>> of_mean_risk(np.log([[0.5], [3.5]])).round(3).ravel().tolist()
    [-1.386, 0.56]
    """
    total = np.logaddexp.reduce(log_odds, axis=axis, keepdims=True)
    return np.asarray(log_odds - total + np.log(log_odds.shape[axis]))


def draw_effects(weights: LensWeights, normal: Array, anywhere: Array | None = None) -> LensEffects:
    """Draw coefficients from their estimates and covariances.

    Draws of a lens are symmetric about its estimate, or about zero where the estimate has the
    opposite sign from the theory: a reading never moves the mean answer the other way. The
    intercept also varies by the two states of the pair, which no covariate describes. Half of
    that variance and of the risk level's is taken from it, and the excess that the other errors
    have over all pairs: all are errors of a hazard whose mean the fit has right, and the mean of
    a lognormal error is half its variance too high.

    Parameters
    ----------
    weights : LensWeights
        Estimates by stretch.
    normal : array, shape (n_draws, 1 + k)
        Standard normal numbers, the same for all stretches.
    anywhere : array, shape (n_draws, len(TIE_COVARIATES)), optional
        Standard normal numbers for facts of the states that a case leaves out; 0 by default.
    """
    pair = 2 * weights.state_sd**2
    covariances = weights.covariance.copy()
    covariances[:, 0, 0] += pair
    centre = theory_centre(weights)
    centre[:, 0] -= (pair + weights.level_variances) / 2 + weights.mean_excess
    roots = [symmetric_root(covariance) for covariance in covariances]
    drawn = np.array([c + normal @ r.T for c, r in zip(centre, roots, strict=True)])
    if anywhere is None:
        anywhere = np.zeros((len(normal), len(TIE_COVARIATES)))
    return LensEffects(weights, drawn, anywhere)


@lru_cache(maxsize=_MAX_SETS)
def effects_of(weights: LensWeights, chance: Chance) -> LensEffects:
    """Draw coefficients by the one stream of learned weights.

    A coefficient that is high for one outcome is high for the others, and a pair's page has the
    coefficients of its case.

    Parameters
    ----------
    weights : LensWeights
        Estimates of one outcome.
    chance : Chance
        Random numbers of the forecast.
    """
    # the name is part of the seed: another one would change every number
    normal = _normal(chance, "taught", weights.beta.shape[1])
    return draw_effects(weights, normal, _normal(chance, "facts left out", len(TIE_COVARIATES)))


@lru_cache(maxsize=2)
def _normal(chance: Chance, name: str, k: int) -> Array:
    """Numbers of one stream, the same for all outcomes."""
    drawn = latin_normal(chance.rng(name), chance.draws, k)
    drawn.flags.writeable = False
    return drawn


def theory_centre(weights: LensWeights) -> Array:
    """Estimates by stretch, shape (3, 1 + k), zero where a lens has the wrong sign."""
    known, centre = lenses(), weights.beta.copy()
    first = len(TIE_COVARIATES)
    for j, name in enumerate(weights.names[first:], 1 + first):
        if name in known:  # the weight of a lens deleted since the fit is never used
            sign = known[name].card.sign
            centre[:, j] = sign * np.maximum(sign * centre[:, j], 0)
    return centre
