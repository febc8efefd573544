"""Coefficients of a shipped vintage of the landmark hazards, to read.

Covariates are in standard deviations, so that ``exp(beta)`` is the odds ratio of one.
"""

import math
from dataclasses import dataclass

import numpy as np

from detente.document.labels import OutcomeId
from detente.errors import DataError
from detente.history.covariates import STRETCHES
from detente.history.hazard_files import load_hazards
from detente.history.lens_weights import parse_lens_weights
from detente.methods.normal import Z95

POPULATIONS = ("treaties", "dyads")


@dataclass(frozen=True, kw_only=True)
class Coefficient:
    """A coefficient: covariate, cause, years ahead, estimate, standard error, marginal effect.

    The average marginal effect ``ame`` is known for the two populations alone, not for the outcomes
    of the ladder.
    """

    population: str
    years: tuple[int, int]
    cause: str
    name: str
    beta: float
    se: float
    ame: float | None

    @property
    def odds_ratio(self) -> float:
        """Odds ratio of one standard deviation; of the hazard, where that is small."""
        return math.exp(self.beta)

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval of the odds ratio."""
        return math.exp(self.beta - Z95 * self.se), math.exp(self.beta + Z95 * self.se)


def coefficients(year: int, population: str) -> list[Coefficient]:
    """Coefficients of a shipped vintage, without intercepts and indicators of missing values.

    Parameters
    ----------
    year : int
        The vintage.
    population : str
        ``treaties`` or ``dyads``.

    Returns
    -------
    list of Coefficient
        By stretch, cause and covariate.

    Raises
    ------
    DataError
        If there is no such population.
    MissingData
        If there is no vintage of that year.
    """
    if population not in POPULATIONS:
        raise DataError(f"no hazards of '{population}'; wanted {' or '.join(POPULATIONS)}")
    model = load_hazards(year)[population]
    return [
        Coefficient(
            population=population,
            years=tuple(stretch["years"]),
            cause=cause,
            name=name,
            **{key: stretch[key][k][1 + j] for key in ("beta", "se", "ame")},
        )
        for stretch in model["stretches"]
        for k, cause in enumerate(model["causes"])
        for j, name in enumerate(model["names"])
    ]


def ladder_coefficients(year: int, outcome: OutcomeId) -> list[Coefficient]:
    """Coefficients from which forecasts of an outcome of the ladder are made.

    Standard errors allow for shared states and years, and for the prior and the penalty.

    Parameters
    ----------
    year : int
        The vintage.
    outcome : OutcomeId
        One of the ladder.

    Returns
    -------
    list of Coefficient
        By stretch and covariate.

    Raises
    ------
    DataError
        If there is no such outcome, or history could not teach it yet.
    MissingData
        If there is no vintage of that year.
    """
    learned = load_hazards(year)["ladder"]
    if outcome not in learned:
        raise DataError(
            f"no learned hazard of '{outcome}' in the vintage of {year}; wanted "
            f"{', '.join(learned)}"
        )
    weights = parse_lens_weights(learned[outcome])
    errors = np.sqrt(np.diagonal(weights.covariance, axis1=1, axis2=2))
    return [
        Coefficient(
            population=outcome,
            years=years,
            cause=outcome,
            name=name,
            beta=float(weights.beta[s, 1 + j]),
            se=float(errors[s, 1 + j]),
            ame=None,
        )
        for s, years in enumerate(STRETCHES)
        for j, name in enumerate(weights.names)
    ]
