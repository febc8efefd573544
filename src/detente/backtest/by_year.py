"""How far the score of a forecast hangs on single years, in which many pairs share one event."""

from typing import Any

import numpy as np

from detente.backtest.models import BASE, MAIN
from detente.backtest.replay import Forecasts


def by_year(f: Forecasts, draws: int, seed: int) -> dict[str, Any]:
    """Years that hold half of the events, and the Brier skill with whole years resampled.

    A treaty that ends for many pairs at once is one event of history, though a bootstrap of pairs
    counts it as many.

    Parameters
    ----------
    f, draws, seed
        As `detente.backtest.report.intervals` takes them.

    Returns
    -------
    dict
        ``origins``: number of years; ``half``: the fewest of them with half of the events, the
        richest first; ``brier_skill``: low and high of its 95 % interval.
    """
    years, place = np.unique(f.rows.year, return_inverse=True)
    events = np.bincount(place, weights=f.event)
    order = np.argsort(-events, kind="stable")
    count = int(np.searchsorted(np.cumsum(events[order]), events.sum() / 2)) + 1
    error, against = (
        np.bincount(place, weights=(f.p[name] - f.event) ** 2) for name in (MAIN, BASE)
    )
    rng = np.random.default_rng([seed, f.horizon])
    weight = rng.multinomial(years.size, np.full(years.size, 1 / years.size), size=draws)
    skill = 1 - weight @ error / (weight @ against)
    return {
        "origins": int(years.size),
        "half": years[order[:count]].tolist(),
        "brier_skill": np.quantile(skill, (0.025, 0.975)).tolist(),
    }
