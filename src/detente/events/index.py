"""Balance, talk share and level of a pair's events by month, each with its interval.

Filtered: the estimate of a month uses that month and earlier ones, never a later one. Each value is
shrunk towards the pair's own last five years, more strongly the less those varied, and towards the
shares of the world where few months are known.
"""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.special import betaincinv, betaln, gammaincinv, gammaln, softmax

from detente.events.changes import changes
from detente.events.series import Direction, MonthlySeries
from detente.records import Array

__all__ = ["MonthlyIndex", "balance", "changes", "level", "talk_share"]

WINDOW = 60  # months of its own past that a pair is shrunk to
# Judged: cooperation is .76 of all events between states in GDELT and .87 in ICEWS, talk .78 and
# .92; the past of a pair counts for more than the world from ten events on.
WORLD_COOPERATION, WORLD_TALK, WORLD_EVENTS = 0.8, 0.85, 10.0
# Judged, where scores are summed: an event scores about 5 on Goldstein's scale, and is in twice.
EVENTS_PER_SCORE = 0.1
_STRENGTH = 2.0 ** np.arange(-2, 11)  # of the shrinkage, in events; equally probable beforehand
_LOW, _HIGH = 0.05, 0.95
_TALK = np.array([1.0, 0.0, 1.0, 0.0])  # quads of words


@dataclass(frozen=True, kw_only=True)
class MonthlyIndex:
    """An index by month with its 90 % interval; NaN where the month is missing.

    Attributes
    ----------
    value, low, high : array of float, shape (n,)
        Posterior mean and the 5th and 95th percentiles.
    unit : str
        What the numbers are.
    """

    value: Array
    low: Array
    high: Array
    unit: str


def balance(series: MonthlySeries) -> MonthlyIndex | None:
    """Cooperation minus conflict over their sum, -1 to 1; None without both."""
    if series.cooperation is None or series.conflict is None:
        return None
    whole = series.cooperation + series.conflict
    share = _shrunk_share(series, series.cooperation, whole, WORLD_COOPERATION)
    return MonthlyIndex(
        value=2 * share.value - 1, low=2 * share.low - 1, high=2 * share.high - 1, unit="-1 to 1"
    )


def talk_share(series: MonthlySeries, direction: Direction = "both") -> MonthlyIndex | None:
    """Share of verbal events, 0 to 1; None where the series does not distinguish them.

    Parameters
    ----------
    series : MonthlySeries
        Of n months.
    direction : Direction
        Whose events: of one state towards the other, or both.
    """
    if series.quads is None:
        return None
    quads = series.quads[direction]
    return _shrunk_share(series, quads @ _TALK, quads.sum(axis=1), WORLD_TALK)


def level(series: MonthlySeries) -> MonthlyIndex | None:
    r"""Conflict of the pair per 1,000 of the world's events in the month; None without conflict.

    The rate of month t has the posterior :math:`\mathrm{Gamma}(a + y_t,\, a/m_t + E_t)`, with the
    mean :math:`m_t` of the pair's last five years and a shape a, the shrinkage, estimated from the
    variation of their months. A pair with no past has Jeffreys' prior.
    """
    if series.conflict is None:
        return None
    weight = _events_per_unit(series)
    count, world = _present(series, series.conflict * weight, series.world * weight)
    past, base = _windows(count), _windows(world)
    mean = (past.sum(axis=1) + 0.5) / np.maximum(base.sum(axis=1), 1)
    shape = _STRENGTH[:, None, None]
    rate = shape / mean[:, None]
    fit = gammaln(shape + past) - gammaln(shape) + shape * np.log(rate / (rate + base))
    fit -= past * np.log(rate + base)
    a = _strength(np.where(base > 0, fit, 0).sum(axis=2))
    empty = base.sum(axis=1) == 0
    a, b = np.where(empty, 0.5, a) + count, np.where(empty, 0.0, a / mean) + world
    seen = world > 0
    b = np.where(seen, b, np.nan)
    return MonthlyIndex(
        value=1000 * a / b,
        low=1000 * gammaincinv(a, _LOW) / b,
        high=1000 * gammaincinv(a, _HIGH) / b,
        unit=f"in 1,000 of the world's {series.unit}",
    )


def _shrunk_share(series: MonthlySeries, part: Array, whole: Array, world: float) -> MonthlyIndex:
    r"""Posterior :math:`\mathrm{Beta}(s m_t + y_t,\, s(1-m_t) + n_t - y_t)` of each month's share.

    The mean is that of the last five years and of `WORLD_EVENTS` events with the share of the
    world; the strength s is estimated from the variation of those months (beta-binomial).
    """
    weight = _events_per_unit(series)
    y, n = _present(series, part * weight, whole * weight)
    past, base = _windows(y), _windows(n)
    mean = (past.sum(axis=1) + WORLD_EVENTS * world) / (base.sum(axis=1) + WORLD_EVENTS)
    s = _STRENGTH[:, None, None]
    a, b = s * mean[:, None], s * (1 - mean[:, None])
    fit = betaln(a + past, b + base - past) - betaln(a, b)  # 0 for a month without events
    strength = _strength(fit.sum(axis=2))
    a, b = strength * mean + y, strength * (1 - mean) + n - y
    a = np.where(n > 0, a, np.nan)
    return MonthlyIndex(
        value=a / (a + b), low=betaincinv(a, b, _LOW), high=betaincinv(a, b, _HIGH), unit="0 to 1"
    )


def _events_per_unit(series: MonthlySeries) -> float:
    return 1.0 if series.unit == "events" else EVENTS_PER_SCORE


def _present(series: MonthlySeries, part: Array, whole: Array) -> tuple[Array, Array]:
    """Both with 0 in missing months, which then have no weight."""
    seen = ~series.gap & np.isfinite(part) & (whole > 0)
    return np.where(seen, part, 0.0), np.where(seen, whole, 0.0)


def _windows(values: Array) -> Array:
    """The `WINDOW` months before each month, shape (n, window); 0 before the record begins."""
    return sliding_window_view(np.concatenate([np.zeros(WINDOW), values[:-1]]), WINDOW)


def _strength(fit: Array) -> Array:
    """Mean of the log of the strength under its posterior, as a strength; fit: (strengths, n)."""
    return np.asarray(np.exp(softmax(fit, axis=0).T @ np.log(_STRENGTH)))
