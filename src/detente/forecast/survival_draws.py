"""Arithmetic of simulated survival: arrays of shape (n_draws, steps + 1), four steps a year."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from detente.document.part import Interval
from detente.forecast.settings import STEPS, YEARS
from detente.records import Array

TIME: Array = np.arange(YEARS * STEPS) / STEPS  # start of every step, in years from the case's date
_CLOSE = 1e-9  # nearest to 0 and 1 that log-odds are computed


def yearly_hazard(survival: Array) -> Array:
    """Hazard of every step as a yearly probability, shape (n, steps)."""
    return np.asarray(1 - (survival[:, 1:] / survival[:, :-1]) ** STEPS)


def yearly_odds(hazard: Array) -> Array:
    """Odds of a yearly hazard, same shape."""
    return np.asarray(hazard / (1 - hazard))


def log_odds(p: ArrayLike) -> Array:
    """Log-odds of probabilities, finite at 0 and 1.

    Examples
    --------
    >>> float(log_odds(0.5))
    0.0
    """
    inside = np.clip(p, _CLOSE, 1 - _CLOSE)
    return np.asarray(np.log(inside / (1 - inside)))


def survival_at(odds: Array, shift: Array, years: Sequence[int]) -> Array:
    r"""Survival at ascending ``years`` alone, shape (n, k), after adding log-odds to yearly odds.

    Equal to columns of `shifted_survival` and several times faster, since it takes one power for
    each year:

    .. math:: S(t) = \prod_{s < t} (1 + O_s e^{a_s})^{-1/4}

    with s in quarters of a year.

    Parameters
    ----------
    odds : array, shape (n, steps)
        Yearly odds; at least up to the last year.
    shift : array, shape (n, steps) or (1, steps)
        Log-odds to add; at least up to the last year.
    years : sequence of int, length k
        Ascending.
    """
    edges = [0, *(year * STEPS for year in years)]
    factor = np.exp(shift[:, : edges[-1]])
    factor = factor * odds[:, : edges[-1]]
    factor += 1
    parts = [factor[:, a:b].prod(axis=1) for a, b in pairwise(edges)]
    return np.asarray(np.cumprod(np.array(parts), axis=0).T ** (-1 / STEPS))


def ended_by(odds: Array, shift: Array, years: int) -> Array:
    """P(ended within some years) after adding log-odds to yearly odds, shape (n,).

    Parameters
    ----------
    odds, shift : array, shape (n, steps)
        As in `survival_at`.
    years : int
        Years from the case's date.
    """
    return np.asarray(1 - survival_at(odds, shift, (years,))[:, 0])


def shifted_survival(hazard: Array, shift: Array) -> Array:
    """Survival, shape (n, steps + 1), after adding log-odds to the yearly hazard.

    Parameters
    ----------
    hazard : array, shape (n, steps)
        Yearly probabilities.
    shift : array, shape (n, steps) or (1, steps)
        Log-odds to add.
    """
    alive = 1 - hazard
    odds = hazard * np.exp(shift)
    out = np.empty((odds.shape[0], odds.shape[1] + 1))
    out[:, 0] = 1.0
    steps = out[:, 1:]
    odds += alive
    np.divide(alive, odds, out=odds)
    np.power(odds, 1 / STEPS, out=odds)
    np.cumprod(odds, axis=1, out=steps)
    return out


def year_columns(survival: Array, years: Iterable[float]) -> Array:
    """Survival draws at several years, shape (n, k).

    Parameters
    ----------
    survival : array, shape (n, steps + 1)
        Survival draws.
    years : iterable of float, length k
        Years from the case's date.
    """
    return survival[:, [round(y * STEPS) for y in years]]


def probabilities(survival: Array, years: Iterable[int], *, ended: bool) -> dict[str, Interval]:
    """Intervals of P(ended) or P(not yet), by year.

    Parameters
    ----------
    survival : array, shape (n_draws, steps + 1)
        Survival draws.
    years : iterable of int
        Years from the case's date.
    ended : bool
        P(ended) if true, else P(not yet).
    """
    columns = year_columns(survival, years)
    intervals = Interval.of_columns(1 - columns if ended else columns)
    return {str(y): interval for y, interval in zip(years, intervals, strict=True)}


def at_year(survival: Array, years: float) -> Array:
    """Survival draws at one time, shape (n,).

    Parameters
    ----------
    survival : array, shape (n, steps + 1)
        Survival draws.
    years : float
        Years from the case's date.
    """
    return survival[:, round(years * STEPS)]


def median_years(survival: Array) -> float | None:
    """First time at which mean survival is one half; None if beyond the horizon."""
    mean = survival.mean(axis=0)
    below = np.flatnonzero(mean <= 0.5)
    if not below.size:
        return None
    k = int(below[0])
    over, under = math.log(mean[k - 1]), math.log(mean[k])
    return (k - 1 + (over - math.log(0.5)) / (over - under)) / STEPS
