"""What history taught of the lenses by one year, read from a shipped vintage.

`detente.history.fit_lens_weights` says how it was learned.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from detente.errors import DataError, MissingData
from detente.history.covariates import FACTS
from detente.history.hazard_files import load
from detente.records import Array


@dataclass(frozen=True, kw_only=True)
class Taught:
    """Coefficients over an intercept, `FACTS` and the lenses that history bears out.

    ``beta`` has shape (3, 1 + k), one row for each of `STRETCHES`, ``covariance`` (3, 1 + k,
    1 + k); ``mean`` and ``scale`` (k,) are those of ``names``. ``usual`` gives, by kind of tie,
    the mean of the lenses in it, shape (k,). ``against`` holds the estimates of the lenses whose
    sign history contradicts.
    """

    names: tuple[str, ...]
    mean: Array
    scale: Array
    beta: Array
    covariance: Array
    usual: dict[str, Array]
    against: dict[str, tuple[float, ...]]
    rows: int
    events: int

    def place(self, lens: str) -> int | None:
        """Column of a lens among ``names``; None if it has no learned weight."""
        return self.names.index(lens) if lens in self.names else None


def _whole(lower: list[float]) -> Array:
    n = round((np.sqrt(8 * len(lower) + 1) - 1) / 2)
    out = np.zeros((n, n))
    out[np.tril_indices(n)] = lower
    return np.asarray(out + np.tril(out, -1).T)


def read(found: dict[str, Any]) -> Taught:
    """The taught model from its shipped form.

    Raises
    ------
    DataError
        If it does not hold the facts that a case is asked for.
    """
    names = tuple(found["names"])
    if names[: len(FACTS)] != FACTS:
        raise DataError("the shipped lens weights are of another version; run `detente fit`")
    stretches = found["stretches"]
    return Taught(
        names=names,
        mean=np.array(found["mean"]),
        scale=np.array(found["scale"]),
        beta=np.array([s["beta"] for s in stretches]),
        covariance=np.array([_whole(s["covariance"]) for s in stretches]),
        usual={kind: np.array(values) for kind, values in found["usual"].items()},
        against={name: tuple(v) for name, v in found["against"].items()},
        rows=found["rows"],
        events=found["events"],
    )


@cache
def weights(year: int) -> Taught | None:
    """What history had taught of the lenses when ``year`` began; None if no vintage says."""
    try:
        found = load(year)
    except MissingData:
        return None
    return read(found["lenses"])
