r"""What history taught of the lenses by one year: their weights, and the risk of a bare tie.

The model is that of `detente.history.landmark` on the rows of `detente.history.lens_years`: for
each stretch of years ahead

.. math:: \log \frac{h}{1 - h} = a + \sum_f g_f x_f + \sum_l b_l z_l

with facts f of the tie and lenses l, each in standard deviations. A theory fixes the sign of
its lens, history its size: a lens whose coefficients have on average the other sign is left out
and the model fitted anew, until none is left that has; the estimates that history gave for it
are kept and shown. Missing values count as the mean and are marked.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from detente.history.covariates import COALITION, EX_RIVAL, SINCE_RUPTURE, STRETCHES, TREATY
from detente.history.landmark import DYADS, LandmarkHazards, fit_landmark_hazards
from detente.history.lens_years import lenses_with_history
from detente.history.rows import Rows
from detente.records import Array


def fit_lens_weights(
    rows: Rows, origin: int
) -> tuple[LandmarkHazards, dict[str, tuple[float, ...]]]:
    """Fit the model of one year: the one that is kept, and what it left out.

    Raises
    ------
    DataError
        If nothing could be learned by then.
    """
    against: dict[str, tuple[float, ...]] = {}
    seen = rows.year < origin
    for name in lenses_with_history():
        if not np.isfinite(rows.x[seen, rows.names.index(name)]).any():
            rows = _without(rows, name)
    while True:
        model = fit_landmark_hazards(rows, origin, DYADS, errors=True)
        wrong = {name: found for name, found in _danger(model) if np.mean(found) < 0}
        if not wrong:
            return model, against
        worst = min(wrong, key=lambda name: float(np.mean(wrong[name])))
        against[worst] = wrong[worst]
        rows = _without(rows, worst)


def _danger(model: LandmarkHazards) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Every lens's coefficients, one for each stretch, signed so that danger is positive."""
    for name, lens in lenses_with_history().items():
        if name in model.names:
            j = 1 + model.names.index(name)
            yield name, tuple(float(lens.card.sign * fit.beta[0, j]) for fit in model.fits)


def _without(rows: Rows, name: str) -> Rows:
    kept = [j for j, n in enumerate(rows.names) if n != name]
    return replace(rows, names=tuple(rows.names[j] for j in kept), x=rows.x[:, kept])


# kinds of tie whose usual readings a reference class is taken to have: facts that hold in it
TIES = {
    "ex-rivals": (EX_RIVAL, 1.0),
    "coalitions-of-convenience": (COALITION, 1.0),
    "coalitions-of-friends": (COALITION, 0.0),
    "treaty-partners-ex-rivals": (TREATY, 1.0),
    "treaty-partners": (TREATY, 0.0),
}


def class_means(
    rows: Rows, origin: int, names: tuple[str, ...], mean: Array
) -> dict[str, list[float]]:
    """Mean of the covariates in each kind of tie, those ever broken before apart, recency-weighted.

    Where nothing is known in a kind the mean of all is taken.
    """
    seen = rows.known(origin)
    x = seen.x[:, [seen.names.index(n) for n in names]]
    weight = 0.5 ** ((origin - seen.year) / DYADS.half_life)
    broken = seen.x[:, seen.names.index(SINCE_RUPTURE[1])]
    found = {}
    for kind, (fact, before) in TIES.items():
        inside = (seen.x[:, seen.names.index(fact)] == 1) & (broken == before)
        there = np.isfinite(x) & inside[:, None]
        total = (weight[:, None] * there).sum(axis=0)
        known = (weight[:, None] * np.where(there, x, 0)).sum(axis=0)
        found[kind] = list(np.where(total > 0, known / np.maximum(total, 1e-12), mean))
    return found


def lens_weights_document(rows: Rows, origin: int) -> dict[str, Any]:
    """The taught model of a year, as it is shipped."""
    model, against = fit_lens_weights(rows, origin)
    k = 1 + len(model.names)
    return {
        "names": model.names,
        "mean": model.mean,
        "scale": model.scale,
        "rows": int(model.fits[0].rows),
        "events": int(np.sum(model.fits[0].events)),
        "stretches": [
            {
                "years": years,
                "level": level,
                "beta": fit.beta[0, :k],
                "covariance": _lower(np.asarray(fit.robust)[:k, :k]),
            }
            for years, fit, level in zip(STRETCHES, model.fits, model.levels, strict=True)
        ],
        "usual": class_means(rows, origin, model.names, model.mean),
        "against": against,
    }


def _lower(covariance: Array) -> Array:
    return np.asarray(covariance[np.tril_indices(len(covariance))])
