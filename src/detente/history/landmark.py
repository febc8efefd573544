r"""Landmark hazards: competing risks of an ending, by years ahead.

A forecast uses what is known when a year begins. Each stretch of years ahead therefore has a
model of its own, fitted on the units that reach it (landmarking, van Houwelingen): year 1, years
2-5, years 6-10. For cause k and standardised covariates z the yearly hazard is a multinomial
logit,

.. math:: h_k = \frac{\exp(a_k + z'\beta_k)}{1 + \sum_j \exp(a_j + z'\beta_j)},

fitted with a ridge penalty that shrinks the coefficients towards 0 and with weights
:math:`2^{-(t_0 - t)/H}` for a row of year t, origin :math:`t_0` and half-life H. A missing
covariate is set to its mean, with an indicator. Last, the intercepts are moved to the risk level
of recent years (`detente.history.risk_level`).

References
----------
van Houwelingen, H. C. (2007). Dynamic prediction by landmarking in event history analysis.
Scandinavian Journal of Statistics 34, 70-85. https://doi.org/10.1111/j.1467-9469.2006.00529.x
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.errors import DataError
from detente.history.clusters import Clusters
from detente.history.covariates import SPAN, STRETCHES
from detente.history.hazard import HazardFit, fit_hazard
from detente.history.mean_excess import mean_excess
from detente.history.prior_errors import with_prior
from detente.history.rows import Ints, Rows
from detente.history.shared_effects import SharedEffects, shared_effects
from detente.history.stretch_level import StretchLevel, stretch_level, with_level
from detente.history.warm_starts import Near, start_from
from detente.methods.linear import symmetric_root
from detente.records import Array

HORIZON = STRETCHES[-1][1]
AHEAD = 20  # years that are forecast: the hazard of the last stretch continues
_INTERCEPT = 0.01  # inverse variance of an intercept: no cause is impossible because unseen


@dataclass(frozen=True, kw_only=True)
class LandmarkSettings:
    """Settings of the fit.

    ``half_life`` (years) is judged. The ``penalty`` of each of `STRETCHES` had the best Brier skill
    among 10, 30 and 100 on treaty-years of 1895-1949 (`TREATIES`), and among 30, 100 and 300 on
    dyad-years of 1955-1980 (`DYADS`), before the years that are scored. With ``level`` the
    intercepts follow the risk level of recent years.
    """

    half_life: float = 20.0
    penalty: tuple[float, ...] = (30.0, 100.0, 100.0)
    level: bool = True  # follow the drift of recent years
    dyads: bool = False  # units are pairs of states, unit // 1000 and unit % 1000


TREATIES = LandmarkSettings()
DYADS = LandmarkSettings(penalty=(100.0, 300.0, 300.0), dyads=True)


class SlopePrior(NamedTuple):
    """Normal prior of the log-odds of one standard deviation of a covariate."""

    mean: float
    sd: float


_FREE = SlopePrior(0.0, np.inf)


@dataclass(frozen=True, kw_only=True)
class LandmarkHazards:
    """Fitted hazards, as known when the year ``origin`` began.

    ``mean`` and ``scale`` have shape (k,), in the order of ``names``. ``fits`` holds one model for
    each of `STRETCHES`, over an intercept, the k standardised covariates, and one indicator for
    each set of covariates that are missing together; ``marked`` holds the first covariate of each
    set. The intercepts include the logarithm of ``levels``, the risk level of each stretch;
    ``level_variances`` are the variances of that logarithm in the years ahead, and part of the
    covariances. ``mean_excess`` is what the other errors of the first cause add to the mean over
    draws (`detente.history.mean_excess`), 0 without errors. ``shared`` has the effects of states
    and years by which single pairs differ, which the covariances leave out; None without errors or
    where units are not dyads.
    """

    origin: int
    names: tuple[str, ...]
    causes: tuple[str, ...]
    mean: Array
    scale: Array
    marked: tuple[int, ...]
    levels: tuple[float, ...]
    level_variances: tuple[float, ...]
    mean_excess: tuple[float, ...]
    shared: SharedEffects | None
    fits: tuple[HazardFit, ...]

    def design(self, x: Array) -> Array:
        """Design matrix of covariates (n, k), shape (n, 1 + k + indicators)."""
        return _design(x, self.mean, self.scale, self.marked)

    def incidence(self, x: Array) -> Array:
        """Cumulative incidence of each cause by year 1 ... 20, shape (n, 20, K)."""
        design = self.design(x)
        left, total = np.ones((x.shape[0], 1)), np.zeros((x.shape[0], len(self.causes)))
        out = np.empty((x.shape[0], AHEAD, len(self.causes)))
        for (first, last), fit in zip(STRETCHES, self.fits, strict=True):
            hazard = fit.hazard(design)
            for ahead in range(first, (AHEAD if last == HORIZON else last) + 1):
                total = total + left * hazard
                left = left * (1 - hazard.sum(axis=1, keepdims=True))
                out[:, ahead - 1] = total
        return out

    def coefficients(self, normal: Array, *, of_pair: bool = True) -> list[Array]:
        """Draws of the coefficients of the first cause, by stretch, shape (n_draws, p).

        The intercept also varies by the effects of a pair's two states. Half of that variance and
        of the level's is taken from it, and `mean_excess`: the mean of a lognormal error is half
        its variance high.

        Parameters
        ----------
        normal : array, shape (n_draws, p)
            Standard normal numbers, the same for all stretches because their rows overlap.
        of_pair : bool, default True
            Whether to include the effects of the two states, which several pairs do not share.
        """
        pair = 2 * self.shared.state_sd**2 if self.shared and of_pair else 0.0
        first = np.arange(normal.shape[1]) == 0
        drawn = []
        errors = zip(self.fits, self.level_variances, self.mean_excess, strict=True)
        for fit, level, excess in errors:
            robust = np.asarray(fit.robust)[: first.size, : first.size]
            covariance = robust + pair * np.outer(first, first)
            centre = fit.beta[0] - first * ((pair + level) / 2 + excess)
            drawn.append(centre + normal @ symmetric_root(covariance).T)
        return drawn


def fit_landmark_hazards(
    rows: Rows,
    origin: int,
    protocol: LandmarkSettings | None = None,
    *,
    errors: bool = False,
    prior: Mapping[str, SlopePrior] | None = None,
    near: Near = (),
) -> LandmarkHazards:
    """Fit the hazards on what was known when a year began.

    Parameters
    ----------
    rows : Rows
        Units at risk by year, with their covariates; later rows and endings are hidden.
    origin : int
        The year.
    protocol : LandmarkSettings, optional
        Half-life, penalties, risk level.
    errors : bool, default False
        Whether to estimate a covariance. It allows for shared units, states (of dyads) and calendar
        years (`detente.history.clusters`), for the prior of the penalty
        (`detente.history.prior_errors`) and for the level in the years ahead
        (`detente.history.stretch_level`).
    prior : mapping of str to SlopePrior, optional
        Priors of the coefficients of some covariates, where the penalty is not the narrower one;
        others have the penalty's, around 0.
    near : sequence of mapping of str to array, optional
        By stretch, coefficients (K,) by name from which to start; the estimate is the same from
        anywhere (`detente.history.warm_starts`).

    Returns
    -------
    LandmarkHazards
        One fit for each of `STRETCHES`.

    Raises
    ------
    DataError
        If no unit had been known to end by then in one of `STRETCHES`.
    """
    protocol = protocol or LandmarkSettings()
    sample = _sample(rows.known(origin), origin, protocol, prior or {})
    fits: list[HazardFit] = []
    for s, (stretch, penalty) in enumerate(zip(STRETCHES, protocol.penalty, strict=True)):
        start = fits[-1].beta if fits else None
        if near:
            base = np.zeros((len(rows.causes), len(sample.names))) if start is None else start
            start = start_from(near[s], sample.names, base)
        fits.append(_stretch(sample, stretch, penalty, errors=errors, start=start))
    known, design, recency = sample.known, sample.design, sample.recency
    levels = [
        stretch_level(fit, known, design, stretch, recency) if protocol.level else None
        for stretch, fit in zip(STRETCHES, fits, strict=True)
    ]
    levelled = [with_level(f, at) if at else f for f, at in zip(fits, levels, strict=True)]
    shared = errors and protocol.dyads
    return LandmarkHazards(
        origin=origin,
        names=rows.names,
        causes=rows.causes,
        mean=sample.mean,
        scale=sample.scale,
        marked=sample.marked,
        levels=tuple(level.level if level else 1.0 for level in levels),
        level_variances=tuple(level.log_variance if level else 0.0 for level in levels),
        mean_excess=tuple(map(partial(_excess, sample), levelled, levels)),
        shared=shared_effects(fits[0], known, design, sample.weight) if shared else None,
        fits=tuple(levelled),
    )


class _Sample(NamedTuple):
    """Rows known at the origin, as the fits of all stretches use them."""

    origin: int
    known: Rows
    mean: Array
    scale: Array
    marked: tuple[int, ...]
    design: Array
    names: tuple[str, ...]
    weight: Array
    recency: Array  # weight of each year from the first to the one before the origin
    prior: Array  # means and standard deviations, shape (p, 2)
    dyads: bool


def _excess(sample: _Sample, fit: HazardFit, level: StretchLevel | None) -> float:
    """Of the covariates, without indicators and without the level's own error; 0 without errors."""
    if fit.robust is None:
        return 0.0
    k = 1 + sample.mean.size
    covariance = np.asarray(fit.robust)[:k, :k].copy()
    covariance[0, 0] -= level.log_variance if level else 0.0
    return mean_excess(sample.design[:, :k], fit.beta[0, :k], covariance, sample.weight)


def _sample(
    known: Rows, origin: int, protocol: LandmarkSettings, prior: Mapping[str, SlopePrior]
) -> _Sample:
    if not known.year.size:
        raise DataError(f"nothing to learn from before {origin}: no unit was at risk")
    mean, scale = _moments(known.x)
    marked = _marked(known.x)
    names = ("one", *known.names, *(f"{known.names[j]}: missing" for j in marked))
    return _Sample(
        origin=origin,
        known=known,
        mean=mean,
        scale=scale,
        marked=marked,
        design=_design(known.x, mean, scale, marked),
        names=names,
        weight=0.5 ** ((origin - known.year) / protocol.half_life),
        recency=0.5 ** ((origin - np.arange(known.year.min(), origin)) / protocol.half_life),
        prior=np.array([prior.get(name, _FREE) for name in names]),
        dyads=protocol.dyads,
    )


def _moments(x: Array) -> tuple[Array, Array]:
    """Mean and standard deviation of the finite values; 0 and 1 where there are none."""
    there = np.isfinite(x)
    n = np.maximum(there.sum(axis=0), 1)
    mean = np.where(there, x, 0).sum(axis=0) / n
    off = x - mean
    off[~there] = 0
    scale = np.sqrt(np.einsum("ij,ij->j", off, off) / n)
    return mean, np.where(scale > 1e-9, scale, 1.0)


def _design(x: Array, mean: Array, scale: Array, marked: tuple[int, ...]) -> Array:
    design = np.ones((x.shape[0], 1 + x.shape[1] + len(marked)))
    standard = design[:, 1 : 1 + x.shape[1]]
    np.subtract(x, mean, out=standard)
    standard /= scale
    np.clip(standard, -SPAN, SPAN, out=standard)
    there = np.isfinite(x)
    standard[~there] = 0
    design[:, 1 + x.shape[1] :] = ~there[:, list(marked)]
    return design


def _marked(x: Array) -> tuple[int, ...]:
    """Covariates with an indicator of missing values: the first of each set missing together."""
    gaps = np.isnan(x)
    some = np.flatnonzero(gaps.any(axis=0) & ~gaps.all(axis=0))
    first: dict[bytes, int] = {}
    for j in some:
        first.setdefault(np.packbits(gaps[:, j]).tobytes(), int(j))
    return tuple(first.values())


def _stretch(
    sample: _Sample,
    stretch: tuple[int, int],
    strength: float,
    *,
    errors: bool,
    start: Array | None,
) -> HazardFit:
    """Fit of one stretch: each year that a row survived, or ended in, counts once."""
    known, design, weight = sample.known, sample.design, sample.weight
    first, last = stretch
    begin = known.year + first - 1
    lived = np.clip(np.minimum(known.stop, known.year + last - 1) - begin + 1, 0, None)
    ended = (known.cause > 0) & (known.stop >= begin) & (known.stop <= known.year + last - 1)
    if not ended.any():
        years = "-".join(str(y) for y in dict.fromkeys(stretch))
        raise DataError(
            f"nothing to learn from before {sample.origin}: no end was known in year {years} ahead"
        )
    stays, ends = np.flatnonzero(lived - ended > 0), np.flatnonzero(ended)
    penalty = np.maximum(strength, sample.prior[:, 1] ** -2)
    penalty[0] = _INTERCEPT
    fit = fit_hazard(
        design[np.concatenate([stays, ends])],
        np.concatenate([np.zeros(stays.size, dtype=int), known.cause[ends]]),
        names=sample.names,
        penalty=penalty,
        prior=sample.prior[:, 0],
        weight=np.concatenate([(weight * (lived - ended))[stays], weight[ends]]),
        causes=len(known.causes),
        clusters=_clusters(known, begin, lived - ended, ended, sample.dyads) if errors else None,
        start=start,
    )
    if not errors:
        return fit
    repeats = _repeats(known.where(ends), weight[ends])
    return with_prior(fit, penalty, repeats, sample.prior[:, 0])


def _clusters(
    known: Rows, begin: Ints, survived: Ints, ended: NDArray[np.bool_], dyads: bool
) -> Clusters:
    """Unit, states and year of the years survived by each row, in the order of the fit."""
    stays = np.flatnonzero(survived > 0)
    years = survived[stays]
    ahead = np.arange(years.sum()) - np.repeat(np.cumsum(years) - years, years)
    ends = np.flatnonzero(ended)
    unit = known.unit[np.concatenate([np.repeat(stays, years), ends])]
    return Clusters(
        unit=unit,
        states=np.column_stack([unit // 1000, unit % 1000]) if dyads else None,
        year=np.concatenate([np.repeat(begin[stays], years) + ahead, known.stop[ends]]),
        row=np.concatenate(
            [np.repeat(np.arange(stays.size), years), stays.size + np.arange(ends.size)]
        ),
        share=np.concatenate([1 / np.repeat(years, years), np.ones(ends.size)]),
    )


def _repeats(ended: Rows, weight: Array) -> float:
    """Mean weight of the rows that share one ending, over those rows."""
    _, ending = np.unique(ended.unit * 10_000 + ended.stop, return_inverse=True)
    total = np.bincount(ending, weight)
    return float((total**2).sum() / total.sum())
