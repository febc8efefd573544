"""What a page of a pair would have printed in a past year: the shipped vintage of that year."""

from collections.abc import Callable
from functools import cache, lru_cache

import numpy as np

from detente.errors import DataError
from detente.forecast.chance import Chance
from detente.forecast.panel_forecast import DRAWS, PanelForecast, panel_draws, panel_forecast
from detente.forecast.settings import Settings
from detente.history.panel_rows import PanelRows, panel_rows
from detente.history.pool_weights import load_pool_weights
from detente.history.rows import Ints, Rows
from detente.history.vintage import LAST
from detente.records import Array

PARTS = ("pool", "learned", "classes")


def printed(outcome: str, part: str = "pool") -> Callable[[Rows, int], Callable[[Rows], Array]]:
    """A model of the backtest that replays the pages of pairs.

    Parameters
    ----------
    outcome : str
        Of the ladder.
    part : str
        One of `PARTS`: the printed forecast, its learned part, or its classes, which are the
        learned part for a pair without a class.

    Returns
    -------
    callable
        Takes known rows and a year, of which it needs the year alone, and returns a forecaster of
        the year's rows, with incidence of shape (n, 20, 1).
    """

    def fit(rows: Rows, origin: int) -> Callable[[Rows], Array]:
        return lambda now: _part(_page(outcome, origin), part, now)[:, :, None]

    return fit


def _part(page: PanelForecast, part: str, now: Rows) -> Array:
    place = _places(page.panel.rows, now)
    if part == "pool":
        return page.mean[place]
    learned = page.learned[place]
    if part == "learned":
        return learned
    return np.where(np.isfinite(page.classes[place]), page.classes[place], learned)


def _places(known: Rows, now: Rows) -> Ints:
    order = np.argsort(known.unit)
    place = np.searchsorted(known.unit[order], now.unit).clip(max=known.unit.size - 1)
    found = order[place]
    if not (known.unit[found] == now.unit).all():
        raise DataError("a pair of the backtest is not in the panel; run `detente cache clear`")
    return np.asarray(found)


@cache
def _panel(outcome: str) -> PanelRows:
    return panel_rows(outcome)


@lru_cache(maxsize=100)
def _page(outcome: str, year: int) -> PanelForecast:
    """The forecasts of a year, without intervals."""
    risk = panel_draws(year, Chance(seed=Settings().seed, draws=DRAWS), outcome)
    pool = load_pool_weights(min(year, LAST), outcome)
    now = _panel(outcome).of_year(year)
    return panel_forecast(now, risk, pool, outcome=outcome, horizons=())
