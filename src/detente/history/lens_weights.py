"""What history taught of the lenses by one year, read from a shipped vintage.

`detente.history.fit_lens_weights` says how it was learned.
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


def _whole(lower: list[float]) -> Array:
    n = round((np.sqrt(8 * len(lower) + 1) - 1) / 2)
    out = np.zeros((n, n))
    out[np.tril_indices(n)] = lower
    return np.asarray(out + np.tril(out, -1).T)


def parse_lens_weights(found: dict[str, Any]) -> LensWeights:
    """The taught model from its shipped form.

    Raises
    ------
    DataError
        If it does not hold the facts that a case is asked for.
    """
    names = tuple(found["names"])
    if names[: len(TIE_COVARIATES)] != TIE_COVARIATES:
        raise DataError("the shipped lens weights are of another version; run `detente fit`")
    stretches = found["stretches"]
    return LensWeights(
        names=names,
        mean=np.array(found["mean"]),
        scale=np.array(found["scale"]),
        beta=np.array([s["beta"] for s in stretches]),
        covariance=np.array([_whole(s["covariance"]) for s in stretches]),
        class_means={kind: np.array(values) for kind, values in found["usual"].items()},
        contradicted={name: tuple(v) for name, v in found["against"].items()},
        rows=found["rows"],
        events=found["events"],
    )


@cache
def load_lens_weights(year: int) -> LensWeights | None:
    """What history had taught of the lenses when ``year`` began; None if no vintage says."""
    try:
        found = load_hazards(year)
    except MissingData:
        return None
    return parse_lens_weights(found["lenses"])
