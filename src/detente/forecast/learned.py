r"""Hazards learned from history, by years ahead, with competing causes.

A forecast looks from one year at those to come with what is known then, so every stretch of
years ahead has a model of its own among the partnerships that reach it (landmarking, van
Houwelingen): the first year, years two to five, years six to ten. Each is a multinomial logit
of the causes of ending, with covariates standardised on the rows it is fitted on, a ridge
penalty that pools classes towards the whole, and weights that halve every ``half_life`` years.
A missing covariate counts as its mean and is marked by an indicator of its own.

References
----------
van Houwelingen, H. C. (2007). Dynamic prediction by landmarking in event history analysis.
Scandinavian Journal of Statistics 34, 70-85. https://doi.org/10.1111/j.1467-9469.2006.00529.x
"""

from dataclasses import dataclass

import numpy as np

from detente.errors import DataError
from detente.forecast.hazard import HazardFit, fit_hazard
from detente.forecast.rows import UNKNOWN, Rows
from detente.records import Array

STRETCHES = ((1, 1), (2, 5), (6, 10))
HORIZON = STRETCHES[-1][1]
_BOUND = 4.0  # standard deviations beyond which a covariate counts no more
_INTERCEPT = 0.01  # inverse variance of an intercept: no cause is impossible because unseen


@dataclass(frozen=True, kw_only=True)
class Protocol:
    """How hazards are learned.

    The penalties, one for each of `STRETCHES`, are those of 10, 30 and 100 with the best Brier
    skill on treaty-years in rolling origins 1895-1949; the half-life in years is judged.
    """

    half_life: float = 20.0
    penalty: tuple[float, ...] = (30.0, 100.0, 100.0)


@dataclass(frozen=True, kw_only=True)
class Learned:
    """Hazards as learned by the beginning of the year ``origin``.

    ``mean`` and ``scale`` have shape (k,), one for each of ``names``; ``fits`` holds one model
    for each of `STRETCHES`, over an intercept, the k covariates, and k marks of a missing one.
    """

    origin: int
    names: tuple[str, ...]
    causes: tuple[str, ...]
    mean: Array
    scale: Array
    fits: tuple[HazardFit, ...]

    def incidence(self, x: Array) -> Array:
        """Probability of having ended by year 1 ... 10, by cause, shape (n, 10, K)."""
        design = _design(x, self.mean, self.scale)
        left, total = np.ones(x.shape[0]), np.zeros((x.shape[0], len(self.causes)))
        out = np.empty((x.shape[0], HORIZON, len(self.causes)))
        for (first, last), fit in zip(STRETCHES, self.fits, strict=True):
            h = fit.hazard(design)
            stays = 1 - h.sum(axis=1)
            for ahead in range(first, last + 1):
                gone = 1 - stays ** ((ahead - first + 1) / (last - first + 1))
                share = h / h.sum(axis=1, keepdims=True)
                out[:, ahead - 1] = total + (left * gone)[:, None] * share
            total, left = out[:, last - 1], left * stays
        return out


def learn(rows: Rows, origin: int, protocol: Protocol | None = None) -> Learned:
    """Fit the hazards on what was known when the year ``origin`` began.

    Raises
    ------
    DataError
        If no unit had been seen to end by then in one of `STRETCHES`.
    """
    protocol = protocol or Protocol()
    seen = rows.known(origin)
    if not seen.year.size:
        raise DataError(f"nothing to learn from before {origin}: no unit was at risk")
    mean, scale = _moments(seen.x)
    fits = tuple(
        _stretch(seen, origin, stretch, mean, scale, penalty, protocol.half_life)
        for stretch, penalty in zip(STRETCHES, protocol.penalty, strict=True)
    )
    return Learned(
        origin=origin, names=rows.names, causes=rows.causes, mean=mean, scale=scale, fits=fits
    )


def _moments(x: Array) -> tuple[Array, Array]:
    """Mean and standard deviation of what is there; 0 and 1 where nothing is, or all the same."""
    there = np.isfinite(x)
    n = np.maximum(there.sum(axis=0), 1)
    mean = np.where(there, x, 0).sum(axis=0) / n
    scale = np.sqrt((np.where(there, x - mean, 0) ** 2).sum(axis=0) / n)
    return mean, np.where(scale > 1e-9, scale, 1.0)


def _design(x: Array, mean: Array, scale: Array) -> Array:
    there = np.isfinite(x)
    standard = np.where(there, np.clip((x - mean) / scale, -_BOUND, _BOUND), 0)
    return np.hstack([np.ones((x.shape[0], 1)), standard, ~there])


def _stretch(
    seen: Rows,
    origin: int,
    stretch: tuple[int, int],
    mean: Array,
    scale: Array,
    strength: float,
    half_life: float,
) -> HazardFit:
    cause = seen.ending(*stretch)
    cause[seen.year + stretch[1] > origin] = UNKNOWN  # else only the ended of late years count
    used = cause != UNKNOWN
    if not (cause > 0).any():
        first, last = stretch
        raise DataError(f"nothing to learn from before {origin}: no end in years {first}-{last}")
    design = _design(seen.x[used], mean, scale)
    names = ("one", *seen.names, *(f"{n}: missing" for n in seen.names))
    penalty = np.full(len(names), strength)
    penalty[0] = _INTERCEPT
    return fit_hazard(
        design,
        cause[used],
        names=names,
        penalty=penalty,
        weight=0.5 ** ((origin - seen.year[used]) / half_life),
        causes=len(seen.causes),
    )
