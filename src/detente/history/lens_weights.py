"""Lens weights as known in one year, read from a shipped vintage.

`detente.history.fit_lens_weights` describes the model.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from detente.errors import DataError, MissingData
from detente.history.covariates import TIE_COVARIATES
from detente.history.hazard_files import load_hazards
from detente.records import Array


@dataclass(frozen=True, kw_only=True)
class LensWeights:
    """Coefficients over an intercept, `TIE_COVARIATES` and the lenses that history bears out.

    ``beta`` has shape (3, 1 + k), one row for each of `STRETCHES`, ``covariance`` (3, 1 + k,
    1 + k); ``mean`` and ``scale`` (k,) are those of ``names``. ``class_means`` holds the mean of
    ``names`` in each reference class of dyads, shape (k,); ``contradicted`` the coefficients, one
    for each stretch, of the lenses whose sign in history is the opposite of their theory's.
    ``rows`` and ``events`` count the dyad-years and the ruptures of the first stretch's fit.
    """

    names: tuple[str, ...]
    mean: Array
    scale: Array
    beta: Array
    covariance: Array
    class_means: dict[str, Array]
    contradicted: dict[str, tuple[float, ...]]
    rows: int
    events: int


def _symmetric(lower: list[float]) -> Array:
    n = round((np.sqrt(8 * len(lower) + 1) - 1) / 2)
    out = np.zeros((n, n))
    out[np.tril_indices(n)] = lower
    return np.asarray(out + np.tril(out, -1).T)


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
    stretches = document["stretches"]
    return LensWeights(
        names=names,
        mean=np.array(document["mean"]),
        scale=np.array(document["scale"]),
        beta=np.array([s["beta"] for s in stretches]),
        covariance=np.array([_symmetric(s["covariance"]) for s in stretches]),
        class_means={kind: np.array(values) for kind, values in document["usual"].items()},
        contradicted={name: tuple(v) for name, v in document["against"].items()},
        rows=document["rows"],
        events=document["events"],
    )


@cache
def load_lens_weights(year: int, outcome: str = "rupture") -> LensWeights | None:
    """Lens weights as known when ``year`` began.

    Parameters
    ----------
    year : int
        Year of the vintage.
    outcome : str
        One of the ladder.

    Returns
    -------
    LensWeights or None
        None if no vintage of that year is shipped, or history could not teach the outcome yet.
    """
    try:
        document = load_hazards(year)
    except MissingData:
        return None
    ladder = document.get("ladder", {"rupture": document.get("lenses")})
    return parse_lens_weights(ladder[outcome]) if ladder.get(outcome) else None
