"""Lens weights as known in one year, read from a shipped vintage.

`detente.history.fit_lens_weights` describes the model.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from detente.document.labels import OutcomeId
from detente.errors import DataError, MissingData
from detente.history.covariates import TIE_COVARIATES
from detente.history.hazard_files import load_hazards
from detente.records import Array


@dataclass(frozen=True, kw_only=True, eq=False)
class LensWeights:
    """Coefficients over an intercept, `TIE_COVARIATES` and the lenses that history covers.

    ``beta`` has shape (3, 1 + k), one row for each of `STRETCHES`, ``covariance`` (3, 1 + k,
    1 + k); ``mean`` and ``scale`` (k,) are those of ``names``. ``class_means`` holds the mean of
    ``names`` in each reference class of dyads, shape (k,). ``opposed`` holds the ``estimate`` and
    ``se`` without the prior mean, and the ``posterior`` with it, of each lens whose sign in history
    is the opposite of its theory's, one value for each stretch, positive where danger raises the
    hazard; ``contradicted`` the posterior where it has the wrong sign too. ``level_variances`` (3,)
    are the part of the covariances' intercepts that is the risk level's in the years ahead;
    ``mean_excess`` (3,) what the rest of the covariances would add to the mean hazard of all pairs,
    in log-odds (`detente.history.mean_excess`).
    ``state_sd`` and ``year_sd`` are the effects of a state (a pair has two) and of a year on the
    log-odds; states are no part of the covariances, years of ``level_variances``. ``rows`` and
    ``events`` count the dyad-years and the ruptures of the first stretch's fit.
    """

    names: tuple[str, ...]
    mean: Array
    scale: Array
    beta: Array
    covariance: Array
    class_means: dict[str, Array]
    opposed: dict[str, dict[str, tuple[float, ...]]]
    contradicted: dict[str, tuple[float, ...]]
    level_variances: Array
    mean_excess: Array
    state_sd: float
    year_sd: float
    rows: int
    events: int


def _covariance(errors: list[float], correlations: list[int]) -> Array:
    """From standard errors and the correlations below the diagonal, in thousandths."""
    lower = np.zeros((len(errors), len(errors)))
    lower[np.tril_indices(len(errors), -1)] = np.array(correlations) / 1000
    return np.asarray((lower + lower.T + np.eye(len(errors))) * np.outer(errors, errors))


def parse_lens_weights(document: dict[str, Any]) -> LensWeights:
    """Read lens weights from their JSON document.

    Raises
    ------
    DataError
        If its covariates of the tie are not `TIE_COVARIATES`.
    """
    names = tuple(document["names"])
    if names[: len(TIE_COVARIATES)] != TIE_COVARIATES:
        raise DataError("the shipped lens weights are of another version; run `detente fit`")
    stretches, opposed = document["stretches"], _opposed(document["against"])
    return LensWeights(
        names=names,
        mean=np.array(document["mean"]),
        scale=np.array(document["scale"]),
        beta=np.array([s["beta"] for s in stretches]),
        covariance=np.array([_covariance(s["se"], s["correlations"]) for s in stretches]),
        class_means={kind: np.array(values) for kind, values in document["usual"].items()},
        opposed=opposed,
        contradicted={
            name: part["posterior"]
            for name, part in opposed.items()
            if np.mean(part["posterior"]) < 0
        },
        level_variances=np.array([s.get("level_variance", 0.0) for s in stretches]),
        mean_excess=np.array([s.get("mean_excess", 0.0) for s in stretches]),
        state_sd=document.get("state_sd", 0.0),
        year_sd=document.get("year_sd", 0.0),
        rows=document["rows"],
        events=document["events"],
    )


def _opposed(
    against: dict[str, dict[str, list[float]] | list[float]],
) -> dict[str, dict[str, tuple[float, ...]]]:
    """Estimates by lens and kind; earlier documents had one list, of lenses left out of the fit."""
    return {
        name: {
            kind: tuple(values)
            for kind, values in (
                shipped
                if isinstance(shipped, dict)
                else {"estimate": shipped, "posterior": shipped}
            ).items()
        }
        for name, shipped in against.items()
    }


@cache
def load_lens_weights(
    year: int, outcome: OutcomeId = "rupture", *, aged: bool = False
) -> LensWeights | None:
    """Lens weights as known when ``year`` began.

    Parameters
    ----------
    year : int
        Year of the vintage.
    outcome : OutcomeId
        One of the ladder.
    aged : bool, default False
        Whether they are for facts as old as the sources were that year, for the years in which
        these had ended (`detente.history.aged_years`); else for facts of the day.

    Returns
    -------
    LensWeights or None
        None if no vintage of that year is shipped, or history could not teach the outcome yet.
    """
    try:
        document = load_hazards(year)
    except MissingData:
        return None
    ladder = document["aged"]["ladder"] if aged and "aged" in document else document["ladder"]
    return parse_lens_weights(ladder[outcome]) if ladder.get(outcome) else None
