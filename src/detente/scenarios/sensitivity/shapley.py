"""Shapley values: contribution of each lens to the ten-year risk."""

import numpy as np

from detente.document.labels import RUPTURE
from detente.document.part import Interval
from detente.document.scenarios import ShapleyPart
from detente.forecast.forecast import CaseForecast
from detente.forecast.settings import STEPS
from detente.records import Array, Estimate
from detente.registry import lenses

WITHIN = 10
_DRAWS = 100  # of the forecast's, for the averages
_ORDERS = 24


def shapley_values(forecast: CaseForecast, *, orders: int = _ORDERS) -> list[ShapleyPart]:
    r"""Shapley values of the lenses that move the forecast, largest first.

    With v(S) = P(rupture within ten years) when only the lenses in S have readings,

    .. math:: \phi_l = \frac{1}{|L|!} \sum_\pi \big[v(\pi_{<l} \cup l) - v(\pi_{<l})\big],

    so that they sum to v(L) - v(none). The mean is over ``orders`` random orders, each with its
    reverse (antithetic); for two lenses this is exact. Intervals are over draws.

    Shapley, L. S. (1953). A value for n-person games. Contributions to the Theory of Games II,
    307-317. Sampling: Castro, J., D. Gomez and J. Tejada (2009). Polynomial calculation of the
    Shapley value based on sampling. Computers & Operations Research 36, 1726-1730.
    https://doi.org/10.1016/j.cor.2008.04.004

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    orders : int
        Random orders of adding the lenses.
    """
    steps, n = WITHIN * STEPS, min(_DRAWS, forecast.settings.draws)
    moves = {
        name: np.broadcast_to(move[:n], (n, steps))
        for name, reading in forecast.readings.coded.items()
        if isinstance(reading, Estimate)
        and np.any(move := forecast.weights.effect(lenses()[name].card, reading, steps))
    }
    if not moves:
        return []
    start = (
        np.log(1 / forecast.base.hazards[RUPTURE][:n, :steps] - 1) - forecast.calendar[:n, :steps]
    )
    parts = _averages(np.array(list(moves.values())), start, forecast.chance.rng("shapley"), orders)
    shapley = [
        ShapleyPart(id=name, label=lenses()[name].card.label, points=Interval.of(part))
        for name, part in zip(moves, parts, strict=True)
    ]
    return sorted(shapley, key=lambda s: -abs(s.points.mean))


def _averages(moves: Array, start: Array, rng: np.random.Generator, orders: int) -> Array:
    """Mean marginal contribution of each lens, shape (lenses, n).

    ``start`` is minus the logit of the hazard.
    """
    count = moves.shape[0]
    total = np.zeros(moves.shape[:2])
    done = 0
    for _ in range(max(1, orders // 2)):
        order = rng.permutation(count)
        for one in (order, order[::-1]):
            sums = np.concatenate([np.zeros((1, *start.shape)), np.cumsum(moves[one], axis=0)])
            total[one] += np.diff(_ended(start, sums), axis=0)
            done += 1
    return np.asarray(total / done)


def _ended(start: Array, shift: Array) -> Array:
    """P(ended) after all steps; log S is minus the mean over a year's steps of log(1 + odds)."""
    return np.asarray(1 - np.exp(-np.log1p(np.exp(shift - start)).sum(axis=-1) / STEPS))
