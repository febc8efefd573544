r"""Fit of the lens weights as known in one year, with the hazard of a tie without readings.

The model is that of `detente.history.landmark` on the rows of `detente.history.lens_years`: for
each stretch of years ahead

.. math:: \log \frac{h}{1 - h} = a + \sum_f g_f x_f + \sum_l b_l z_l

with covariates f of the tie and lenses l, each in standard deviations. Missing values are set to
the mean, with an indicator.

A theory says which sign a lens has. Its coefficient has therefore a normal prior with the mean
`PRIOR_MEAN` towards the theory, which is judged: a reading two standard deviations from the mean
multiplies the hazard by 1.1. The standard deviation `PRIOR_SD`, four times the mean, lets history
overrule it: 40 % of the prior lies on the side against the theory. Where the ridge penalty is
narrower than this prior, it applies around the new mean. All lenses stay in one fit. Where the data
without the prior mean give the opposite sign on average, that estimate is reported.

The ridge penalties of the outcomes (`PENALTIES`) were chosen on the log score of 1955-1980, before
the years that are scored, among 10, 30, 100 and 300 in the first year and 30, 100, 300 and 1000
later. ``benchmarks/penalties.py`` repeats the choice of the first year: those of rivalry and
suspension are the best, those of rupture, force, strain and drift near ties with the best, within a
standard error. For rupture, without distance, power and votes, the score was .0195, .0622 and .0932
at 1, 5 and 10 years, against .0198, .0642 and .0963 with the largest, which expected twice as many
ruptures as observed among the four fifths of pairs with the lowest risk.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.history.covariates import (
    ALIGNMENT,
    COALITION,
    EX_RIVAL,
    RIVAL,
    SINCE_RUPTURE,
    STRETCHES,
    TREATY,
)
from detente.history.hazard import HazardFit
from detente.history.informal_names import AGREEMENTS, ALIGNED, COMMON_ENEMIES
from detente.history.landmark import (
    DYADS,
    LandmarkHazards,
    LandmarkSettings,
    SlopePrior,
    fit_landmark_hazards,
)
from detente.history.lens_years import lenses_with_history
from detente.history.rows import Rows
from detente.history.warm_starts import Near
from detente.records import Array

_WEAK, _MIDDLE = (10.0, 30.0, 30.0), (30.0, 100.0, 100.0)
PENALTIES = {
    "rupture": _WEAK,
    "force": _WEAK,
    "rivalry": _MIDDLE,
    "strain": _MIDDLE,
    "drift": (30.0, 1000.0, 1000.0),
    "suspension": (300.0, 1000.0, 1000.0),
}
# One treaty ends for all its pairs at once: their count is no Poisson one, whose level to follow.
BY_TREATY = ("suspension",)
PRIOR_MEAN, PRIOR_SD = 0.05, 0.20  # judged: log-odds of one standard deviation


@dataclass(frozen=True, kw_only=True)
class Opposed:
    """A lens whose sign in history is the opposite of its theory's, by stretch.

    Coefficients are positive where danger raises the hazard. ``estimate`` and ``se`` are without
    the prior mean, ``posterior`` with it.
    """

    estimate: tuple[float, ...]
    se: tuple[float, ...]
    posterior: tuple[float, ...]


def settings_of(outcome: str) -> LandmarkSettings:
    """Settings of the fit of an outcome; those of dyads for one without a penalty of its own."""
    penalty = PENALTIES.get(outcome, DYADS.penalty)
    return replace(DYADS, penalty=penalty, level=outcome not in BY_TREATY)


def fit_lens_weights(
    rows: Rows, origin: int, protocol: LandmarkSettings | None = None, near: Near = ()
) -> tuple[LandmarkHazards, dict[str, Opposed]]:
    """Fit the model of one year.

    Parameters
    ----------
    rows : Rows
        From `detente.history.lens_years`.
    origin : int
        Year; only what was known when it began is used.
    protocol : LandmarkSettings, optional
        Settings of the fit; by default those of the outcome, the first cause of the rows.
    near : sequence of mapping of str to array, optional
        Coefficients from which to start, as for `detente.history.landmark.fit_landmark_hazards`.

    Returns
    -------
    tuple
        The fitted `LandmarkHazards`, and by lens `Opposed` if history gives it the opposite sign.

    Raises
    ------
    DataError
        If no ending was known by then in one of the stretches.
    """
    protocol = protocol or settings_of(rows.causes[0])
    seen = rows.year < origin
    signs = {name: lens.card.sign for name, lens in lenses_with_history().items()}
    for name in signs.keys() & set(rows.names):
        if not np.isfinite(rows.x[seen, rows.names.index(name)]).any():
            rows = _without(rows, name)
    prior = {
        name: SlopePrior(PRIOR_MEAN * signs[name], PRIOR_SD) for name in rows.names if name in signs
    }
    model = fit_landmark_hazards(rows, origin, protocol, errors=True, prior=prior, near=near)
    return model, dict(_opposed(model, protocol, prior))


def _opposed(
    model: LandmarkHazards, protocol: LandmarkSettings, prior: dict[str, SlopePrior]
) -> Iterator[tuple[str, Opposed]]:
    """Lenses whose data alone give the opposite sign on average."""
    plain = [
        without_prior_mean(fit, max(strength, PRIOR_SD**-2), prior)
        for fit, strength in zip(model.fits, protocol.penalty, strict=True)
    ]
    for name, (mean, _) in prior.items():
        j, sign = 1 + model.names.index(name), np.sign(mean)
        estimate = tuple(float(sign * beta[0, j]) for beta in plain)
        if np.mean(estimate) < 0:
            yield (
                name,
                Opposed(
                    estimate=estimate,
                    se=tuple(float(fit.standard_errors[0, j]) for fit in model.fits),
                    posterior=tuple(float(sign * fit.beta[0, j]) for fit in model.fits),
                ),
            )


def without_prior_mean(fit: HazardFit, strength: float, prior: dict[str, SlopePrior]) -> Array:
    r"""Coefficients that the same penalty around 0 gives, shape (K, k).

    To first order, which is exact for a quadratic likelihood, :math:`\beta - H^{-1}\Lambda m`.

    Parameters
    ----------
    fit : HazardFit
        Fitted with the prior means.
    strength : float
        Penalty on the coefficients that have one.
    prior : dict of str to SlopePrior
        Their priors.
    """
    means = np.array([prior[name].mean if name in prior else 0.0 for name in fit.names])
    means = np.tile(means, len(fit.beta))
    return np.asarray(fit.beta - (fit.covariance @ (strength * means)).reshape(fit.beta.shape))


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
# informal class: what is above 0 in its ties, which have no treaty and are no rivals
INFORMAL_TIES = {COMMON_ENEMIES: "shared-threat", AGREEMENTS: None, ALIGNED: ALIGNMENT[1]}


def class_means(
    rows: Rows, origin: int, names: tuple[str, ...], mean: Array
) -> dict[str, list[float]]:
    """Mean of the covariates in each reference class of dyads, weighted by recency.

    A class holds ties of one kind with or without an earlier rupture (`TIES`). Pairs with informal
    ties alone have no rows: the means are over those that are also former rivals or were on one
    side, by `INFORMAL_TIES`, and of all such pairs for agreements, which no covariate tells.

    Parameters
    ----------
    rows, origin
        As `fit_lens_weights` takes them.
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
    x = seen.x if names == seen.names else seen.x[:, [seen.names.index(n) for n in names]]
    weight = 0.5 ** ((origin - seen.year) / DYADS.half_life)
    members = _members(seen)
    weighted = weight * np.array(list(members.values()), dtype=float)  # (classes, n)
    there = np.isfinite(x)
    total = weighted @ there
    known = weighted @ np.where(there, x, 0)
    means = np.where(total > 0, known / np.maximum(total, 1e-12), mean)
    return {kind: list(row) for kind, row in zip(members, means, strict=True)}


def _members(seen: Rows) -> dict[str, NDArray[np.bool_]]:
    """Rows of each reference class of dyads, as masks of shape (n,)."""

    def column(name: str) -> Array:
        return seen.x[:, seen.names.index(name)]

    broken = column(SINCE_RUPTURE[1])
    members = {
        kind: (column(fact) == 1) & (broken == before) for kind, (fact, before) in TIES.items()
    }
    informal = (column(TREATY) == 0) & (column(RIVAL) == 0)
    for kind, fact in INFORMAL_TIES.items():
        members[kind] = informal if fact is None else informal & (column(fact) > 0)
    return members


def lens_weights_document(rows: Rows, origin: int, near: Near = ()) -> dict[str, Any]:
    """The fitted model of a year as JSON, to be shipped in a vintage.

    Parameters
    ----------
    rows, origin, near
        As `fit_lens_weights` takes them.

    Returns
    -------
    dict
        As `detente.history.lens_weights.parse_lens_weights` reads it.
    """
    model, opposed = fit_lens_weights(rows, origin, near=near)
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
                "level_variance": variance,
                "mean_excess": excess,
                "beta": fit.beta[0, :k],
                **_spread(np.asarray(fit.robust)[:k, :k]),
            }
            for years, fit, level, variance, excess in zip(
                STRETCHES,
                model.fits,
                model.levels,
                model.level_variances,
                model.mean_excess,
                strict=True,
            )
        ],
        "usual": class_means(rows, origin, model.names, model.mean),
        "against": {name: asdict(estimate) for name, estimate in opposed.items()},
        **({} if model.shared is None else asdict(model.shared)),
    }


def _spread(covariance: Array) -> dict[str, Array]:
    """Standard errors, and correlations below the diagonal in thousandths, row by row."""
    errors = np.sqrt(np.diag(covariance))
    correlations = covariance / np.outer(errors, errors)
    lower = correlations[np.tril_indices(errors.size, -1)]
    return {"se": errors, "correlations": np.round(1000 * lower).astype(int)}
