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

from dataclasses import dataclass, replace

import numpy as np

from detente.errors import DataError
from detente.history.covariates import SPAN, STRETCHES
from detente.history.hazard import HazardFit, fit_hazard, with_prior
from detente.history.risk_level import filtered_risk_level
from detente.history.rows import Rows
from detente.records import Array

HORIZON = STRETCHES[-1][1]
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


TREATIES = LandmarkSettings()
DYADS = LandmarkSettings(penalty=(100.0, 300.0, 300.0))


@dataclass(frozen=True, kw_only=True)
class LandmarkHazards:
    """Fitted hazards, as known when the year ``origin`` began.

    ``mean`` and ``scale`` have shape (k,), in the order of ``names``. ``fits`` holds one model for
    each of `STRETCHES`, over an intercept, the k standardised covariates, and one indicator for
    each set of covariates that are missing together; ``marked`` holds the first covariate of each
    set. The intercepts include the logarithm of ``levels``, the risk level of each stretch.
    """

    origin: int
    names: tuple[str, ...]
    causes: tuple[str, ...]
    mean: Array
    scale: Array
    marked: tuple[int, ...]
    levels: tuple[float, ...]
    fits: tuple[HazardFit, ...]

    def design(self, x: Array) -> Array:
        """Design matrix of covariates (n, k), shape (n, 1 + k + indicators)."""
        return _design(x, self.mean, self.scale, self.marked)

    def incidence(self, x: Array) -> Array:
        """Cumulative incidence of each cause by year 1 ... 10, shape (n, 10, K)."""
        design = self.design(x)
        left, total = np.ones((x.shape[0], 1)), np.zeros((x.shape[0], len(self.causes)))
        out = np.empty((x.shape[0], HORIZON, len(self.causes)))
        for (first, last), fit in zip(STRETCHES, self.fits, strict=True):
            hazard = fit.hazard(design)
            for ahead in range(first, last + 1):
                total = total + left * hazard
                left = left * (1 - hazard.sum(axis=1, keepdims=True))
                out[:, ahead - 1] = total
        return out


def fit_landmark_hazards(
    rows: Rows, origin: int, protocol: LandmarkSettings | None = None, *, errors: bool = False
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
        Whether to estimate a covariance that is clustered by unit and includes the prior of the
        penalty (`detente.history.hazard.with_prior`).

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
    known = rows.known(origin)
    if not known.year.size:
        raise DataError(f"nothing to learn from before {origin}: no unit was at risk")
    mean, scale = _moments(known.x)
    marked = _marked(known.x)
    design = _design(known.x, mean, scale, marked)
    names = ("one", *known.names, *(f"{known.names[j]}: missing" for j in marked))
    weight = 0.5 ** ((origin - known.year) / protocol.half_life)
    fits, levels, start = [], [], None
    for stretch, penalty in zip(STRETCHES, protocol.penalty, strict=True):
        if not (known.ending(*stretch) > 0).any():
            years = "-".join(str(y) for y in dict.fromkeys(stretch))
            raise DataError(
                f"nothing to learn from before {origin}: no end was known in year {years} ahead"
            )
        fit = _stretch(known, design, stretch, names, penalty, weight, errors=errors, start=start)
        level = _level(fit, known, design, stretch, origin) if protocol.level else 1.0
        fits.append(_moved(fit, level))
        levels.append(level)
        start = fit.beta
    return LandmarkHazards(
        origin=origin,
        names=rows.names,
        causes=rows.causes,
        mean=mean,
        scale=scale,
        marked=marked,
        levels=tuple(levels),
        fits=tuple(fits),
    )


def _moments(x: Array) -> tuple[Array, Array]:
    """Mean and standard deviation of the finite values; 0 and 1 where there is none to take."""
    there = np.isfinite(x)
    n = np.maximum(there.sum(axis=0), 1)
    mean = np.where(there, x, 0).sum(axis=0) / n
    scale = np.sqrt((np.where(there, x - mean, 0) ** 2).sum(axis=0) / n)
    return mean, np.where(scale > 1e-9, scale, 1.0)


def _design(x: Array, mean: Array, scale: Array, marked: tuple[int, ...]) -> Array:
    there = np.isfinite(x)
    standard = np.where(there, np.clip((x - mean) / scale, -SPAN, SPAN), 0)
    return np.hstack([np.ones((x.shape[0], 1)), standard, ~there[:, list(marked)]])


def _marked(x: Array) -> tuple[int, ...]:
    """Covariates with an indicator of missing values: the first of each set missing together."""
    gaps = np.isnan(x)
    some = np.flatnonzero(gaps.any(axis=0) & ~gaps.all(axis=0))
    first = np.unique(np.packbits(gaps[:, some], axis=0), axis=1, return_index=True)[1]
    return tuple(int(j) for j in np.sort(some[first]))


def _stretch(
    known: Rows,
    design: Array,
    stretch: tuple[int, int],
    names: tuple[str, ...],
    strength: float,
    weight: Array,
    *,
    errors: bool,
    start: Array | None,
) -> HazardFit:
    """Fit of one stretch: each year that a row survived, or ended in, counts once."""
    first, last = stretch
    begin = known.year + first - 1
    lived = np.clip(np.minimum(known.stop, known.year + last - 1) - begin + 1, 0, None)
    ended = (known.cause > 0) & (known.stop >= begin) & (known.stop <= known.year + last - 1)
    survived = lived - ended > 0
    penalty = np.full(len(names), strength)
    penalty[0] = _INTERCEPT
    fit = fit_hazard(
        np.vstack([design[survived], design[ended]]),
        np.concatenate([np.zeros(survived.sum(), dtype=int), known.cause[ended]]),
        names=names,
        penalty=penalty,
        weight=np.concatenate([(weight * (lived - ended))[survived], weight[ended]]),
        causes=len(known.causes),
        cluster=np.concatenate([known.unit[survived], known.unit[ended]]) if errors else None,
        start=start,
    )
    return with_prior(fit, penalty, _repeats(known.where(ended), weight[ended])) if errors else fit


def _repeats(ended: Rows, weight: Array) -> float:
    """Mean weight of the rows that share one ending, over those rows."""
    _, ending = np.unique(ended.unit * 10_000 + ended.stop, return_inverse=True)
    total = np.bincount(ending, weight)
    return float((total**2).sum() / total.sum())


def _moved(fit: HazardFit, level: float) -> HazardFit:
    """The fit with its intercepts moved to a risk level."""
    beta = fit.beta.copy()
    beta[:, 0] += np.log(level)
    return replace(fit, beta=beta)


def _level(
    fit: HazardFit, known: Rows, design: Array, stretch: tuple[int, int], origin: int
) -> float:
    """Risk level of recent years: endings observed against those that the fit expects.

    A unit and year appears in as many rows as the stretch has years; together they count once.
    """
    first, last = stretch
    start = int(known.year.min())
    observed, expected = np.zeros(origin - start), np.zeros(origin - start)
    risk = fit.hazard(design).sum(axis=1)
    for ahead in range(first - 1, last):
        year = known.year + ahead
        there = (known.stop >= year) & (year < origin)
        ended = (known.cause > 0) & (known.stop == year)
        np.add.at(expected, year[there] - start, risk[there] / (last - first + 1))
        np.add.at(observed, year[there] - start, ended[there] / (last - first + 1))
    return filtered_risk_level(observed, expected)
