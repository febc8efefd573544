r"""Hazards learned from history, by years ahead, with competing causes.

A forecast looks from one year at those to come with what is known then, so every stretch of
years ahead has a model of its own among the partnerships that reach it (landmarking, van
Houwelingen): the first year, years two to five, years six to ten. Each is a multinomial logit
of the causes of ending, with covariates standardised on the rows it is fitted on, a ridge
penalty that pools classes towards the whole, and weights that halve every ``half_life`` years.
A missing covariate counts as its mean and is marked by an indicator. Last, the intercepts follow
the level of risk of recent years (`detente.history.risk_level`).

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
    """How hazards are learned.

    The penalties, one for each of `STRETCHES`, had the best Brier skill among 10, 30 and 100 on
    treaty-years of 1895-1949 (`TREATIES`), and among 30, 100 and 300 on dyad-years of 1955-1980
    (`DYADS`), before the years that are scored; the half-life in years is judged.
    """

    half_life: float = 20.0
    penalty: tuple[float, ...] = (30.0, 100.0, 100.0)
    level: bool = True  # follow the drift of recent years


TREATIES = LandmarkSettings()
DYADS = LandmarkSettings(penalty=(100.0, 300.0, 300.0))


@dataclass(frozen=True, kw_only=True)
class LandmarkHazards:
    """Hazards as learned by the beginning of the year ``origin``.

    ``mean`` and ``scale`` have shape (k,), one for each of ``names``; ``fits`` holds one model
    for each of `STRETCHES`, of the yearly risk in it, over an intercept, the k covariates, and
    marks of missing ones: ``marked`` are the covariates that have a mark, one for all that are
    missing together. The intercepts hold the logarithm of ``levels``, one for each stretch.
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
        """Columns that the coefficients multiply, shape (n, 1 + k + marks)."""
        return _design(x, self.mean, self.scale, self.marked)

    def incidence(self, x: Array) -> Array:
        """Probability of having ended by year 1 ... 10, by cause, shape (n, 10, K)."""
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
    """Fit the hazards on what was known when the year ``origin`` began.

    With ``errors`` the standard errors let all rows of one unit depend on each other, and carry
    the spread of the penalty's prior (`detente.history.hazard.with_prior`).

    Raises
    ------
    DataError
        If no unit had been seen to end by then in one of `STRETCHES`.
    """
    protocol = protocol or LandmarkSettings()
    seen = rows.known(origin)
    if not seen.year.size:
        raise DataError(f"nothing to learn from before {origin}: no unit was at risk")
    mean, scale = _moments(seen.x)
    marked = _marked(seen.x)
    design = _design(seen.x, mean, scale, marked)
    names = ("one", *seen.names, *(f"{seen.names[j]}: missing" for j in marked))
    weight = 0.5 ** ((origin - seen.year) / protocol.half_life)
    fits, levels, start = [], [], None
    for stretch, penalty in zip(STRETCHES, protocol.penalty, strict=True):
        if not (seen.ending(*stretch) > 0).any():
            years = "-".join(str(y) for y in dict.fromkeys(stretch))
            raise DataError(
                f"nothing to learn from before {origin}: no end was seen in year {years} ahead"
            )
        fit = _stretch(seen, design, stretch, names, penalty, weight, errors=errors, start=start)
        level = _level(fit, seen, design, stretch, origin) if protocol.level else 1.0
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
    """Mean and standard deviation of what is there; 0 and 1 where nothing is, or all the same."""
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
    """Covariates whose gaps need a mark: the first of those that are missing together."""
    gaps = np.isnan(x)
    some = np.flatnonzero(gaps.any(axis=0) & ~gaps.all(axis=0))
    first = np.unique(np.packbits(gaps[:, some], axis=0), axis=1, return_index=True)[1]
    return tuple(int(j) for j in np.sort(some[first]))


def _stretch(
    seen: Rows,
    design: Array,
    stretch: tuple[int, int],
    names: tuple[str, ...],
    strength: float,
    weight: Array,
    *,
    errors: bool,
    start: Array | None,
) -> HazardFit:
    """Every year of the stretch that a row was seen to live through, or to end in, counts once."""
    first, last = stretch
    begin = seen.year + first - 1
    lived = np.clip(np.minimum(seen.stop, seen.year + last - 1) - begin + 1, 0, None)
    ended = (seen.cause > 0) & (seen.stop >= begin) & (seen.stop <= seen.year + last - 1)
    survived = lived - ended > 0
    penalty = np.full(len(names), strength)
    penalty[0] = _INTERCEPT
    fit = fit_hazard(
        np.vstack([design[survived], design[ended]]),
        np.concatenate([np.zeros(survived.sum(), dtype=int), seen.cause[ended]]),
        names=names,
        penalty=penalty,
        weight=np.concatenate([(weight * (lived - ended))[survived], weight[ended]]),
        causes=len(seen.causes),
        cluster=np.concatenate([seen.unit[survived], seen.unit[ended]]) if errors else None,
        start=start,
    )
    return with_prior(fit, penalty, _repeats(seen.where(ended), weight[ended])) if errors else fit


def _repeats(ended: Rows, weight: Array) -> float:
    """Weight of the rows that tell of one ending, averaged over those rows."""
    _, ending = np.unique(ended.unit * 10_000 + ended.stop, return_inverse=True)
    told = np.bincount(ending, weight)
    return float((told**2).sum() / told.sum())


def _moved(fit: HazardFit, level: float) -> HazardFit:
    """The fit with its intercepts moved to a level of risk."""
    beta = fit.beta.copy()
    beta[:, 0] += np.log(level)
    return replace(fit, beta=beta)


def _level(
    fit: HazardFit, seen: Rows, design: Array, stretch: tuple[int, int], origin: int
) -> float:
    """Level of risk of recent years against what the fit expects of them.

    A unit and year is expected from as many rows as the stretch has years; it counts once.
    """
    first, last = stretch
    start = int(seen.year.min())
    observed, expected = np.zeros(origin - start), np.zeros(origin - start)
    risk = fit.hazard(design).sum(axis=1)
    for ahead in range(first - 1, last):
        year = seen.year + ahead
        there = (seen.stop >= year) & (year < origin)
        ended = (seen.cause > 0) & (seen.stop == year)
        np.add.at(expected, year[there] - start, risk[there] / (last - first + 1))
        np.add.at(observed, year[there] - start, ended[there] / (last - first + 1))
    return filtered_risk_level(observed, expected)
