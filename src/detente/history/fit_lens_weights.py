r"""Fit of the lens weights as known in one year, with the hazard of a tie without readings.

The model is that of `detente.history.landmark` on the rows of `detente.history.lens_years`: for
each stretch of years ahead

.. math:: \log \frac{h}{1 - h} = a + \sum_f g_f x_f + \sum_l b_l z_l

with covariates f of the tie and lenses l, each in standard deviations. The theory of a lens fixes
its sign, history its size. A lens whose coefficients have on average the opposite sign is removed
and the model fitted again, until none is left; the estimates of removed lenses are reported as
contradicted. Missing values are set to the mean, with an indicator.
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
    """Fit the model of one year and remove the lenses that history contradicts.

    Parameters
    ----------
    rows : Rows
        From `detente.history.lens_years`.
    origin : int
        Year; only what was known when it began is used.

    Returns
    -------
    tuple
        The fitted `LandmarkHazards`, and by removed lens its coefficients, one for each stretch,
        positive where danger raises the hazard.

    Raises
    ------
    DataError
        If no ending was known by then in one of the stretches.
    """
    contradicted: dict[str, tuple[float, ...]] = {}
    seen = rows.year < origin
    for name in lenses_with_history():
        if not np.isfinite(rows.x[seen, rows.names.index(name)]).any():
            rows = _without(rows, name)
    while True:
        model = fit_landmark_hazards(rows, origin, DYADS, errors=True)
        wrong = {name: betas for name, betas in _danger(model) if np.mean(betas) < 0}
        if not wrong:
            return model, contradicted
        worst = min(wrong, key=lambda name: float(np.mean(wrong[name])))
        contradicted[worst] = wrong[worst]
        rows = _without(rows, worst)


def _danger(model: LandmarkHazards) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Coefficients of every lens, one for each stretch, signed so that danger is positive."""
    for name, lens in lenses_with_history().items():
        if name in model.names:
            j = 1 + model.names.index(name)
            yield name, tuple(float(lens.card.sign * fit.beta[0, j]) for fit in model.fits)


def _without(rows: Rows, name: str) -> Rows:
    others = [j for j, n in enumerate(rows.names) if n != name]
    return replace(rows, names=tuple(rows.names[j] for j in others), x=rows.x[:, others])


# reference class: the covariate of its ties, and whether they had a rupture before
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
    """Mean of the covariates in each reference class of dyads, weighted by recency.

    A class holds ties of one kind with or without an earlier rupture (`TIES`).

    Parameters
    ----------
    rows : Rows
        From `detente.history.lens_years`.
    origin : int
        Year; only what was known when it began is used.
    names : tuple of str, length k
        Covariates.
    mean : array of float, shape (k,)
        Their means over all rows, for a class in which a covariate is never known.

    Returns
    -------
    dict of str to list of float
        By reference class, shape (k,).
    """
    seen = rows.known(origin)
    x = seen.x[:, [seen.names.index(n) for n in names]]
    weight = 0.5 ** ((origin - seen.year) / DYADS.half_life)
    broken = seen.x[:, seen.names.index(SINCE_RUPTURE[1])]
    means = {}
    for kind, (fact, before) in TIES.items():
        inside = (seen.x[:, seen.names.index(fact)] == 1) & (broken == before)
        there = np.isfinite(x) & inside[:, None]
        total = (weight[:, None] * there).sum(axis=0)
        known = (weight[:, None] * np.where(there, x, 0)).sum(axis=0)
        means[kind] = list(np.where(total > 0, known / np.maximum(total, 1e-12), mean))
    return means


def lens_weights_document(rows: Rows, origin: int) -> dict[str, Any]:
    """The fitted model of a year as JSON, to be shipped in a vintage.

    Parameters
    ----------
    rows : Rows
        From `detente.history.lens_years`.
    origin : int
        Year; only what was known when it began is used.

    Returns
    -------
    dict
        As `detente.history.lens_weights.parse_lens_weights` reads it.
    """
    model, contradicted = fit_lens_weights(rows, origin)
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
        "against": contradicted,
    }


def _lower(covariance: Array) -> Array:
    return np.asarray(covariance[np.tril_indices(len(covariance))])
