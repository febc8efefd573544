"""What the table of a past year prints of each pair, by the shipped vintage of that year."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache

import numpy as np

from detente.document.labels import RUPTURE, RUPTURE_KINDS, OutcomeId
from detente.errors import DataError
from detente.forecast.chance import Chance
from detente.forecast.panel_forecast import DRAWS, PanelForecast
from detente.forecast.panel_ladder import kind_shares, outcome_forecast
from detente.forecast.settings import Settings
from detente.history.landmark import AHEAD
from detente.history.panel_rows import PanelRows, panel_rows
from detente.history.rows import UNKNOWN, Ints, Rows
from detente.records import Array

PARTS = ("pool", "learned", "classes")
Predict = Callable[[Rows], Array]


def printed(outcome: OutcomeId, part: str = "pool") -> Callable[[Rows, int], Predict]:
    """A model of the backtest that replays the table of pairs.

    Parameters
    ----------
    outcome : OutcomeId
        Of the ladder.
    part : str
        One of `PARTS`: the printed forecast, its learned part, or its classes, which are the
        learned part for a pair without a class.

    Returns
    -------
    callable
        Takes known rows and a year, and returns a forecaster of the year's rows, with incidence of
        shape (n, 20, 1). Where the vintage has no hazard of the outcome, none is printed; the
        yearly rate of all known rows stands for it.
    """

    def fit(rows: Rows, origin: int) -> Predict:
        page = _page(outcome, origin)
        if page is None:
            return lambda now: np.tile(_constant(rows)[:, None], (now.year.size, 1, 1))
        return lambda now: _part(page, part, now)[:, :, None]

    return fit


def _constant(rows: Rows) -> Array:
    """Incidence at the yearly rate of all rows, shape (20,)."""
    end = rows.ending(1, 1)
    rate = (end > 0).sum() / max((end != UNKNOWN).sum(), 1)
    return np.asarray(1 - (1 - rate) ** np.arange(1, AHEAD + 1))


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
    rows = order[place]
    if not (known.unit[rows] == now.unit).all():
        raise DataError("a pair of the backtest is not in the panel; run `detente cache clear`")
    return np.asarray(rows)


@cache
def _panel(outcome: OutcomeId) -> PanelRows:
    return panel_rows(outcome)


@lru_cache(maxsize=200)
def _page(outcome: OutcomeId, year: int) -> PanelForecast | None:
    """The forecasts of a year, without intervals; None where the vintage has no such hazard."""
    own = outcome_forecast(
        outcome, year, _panel, Chance(seed=Settings().seed, draws=DRAWS), horizons=()
    )
    if own is None or outcome not in RUPTURE_KINDS:
        return own
    other = RUPTURE_KINDS[1 - RUPTURE_KINDS.index(outcome)]
    chance = Chance(seed=Settings().seed, draws=DRAWS)
    rupture = _page(RUPTURE, year)
    kinds: dict[OutcomeId, PanelForecast | None] = {
        outcome: own,
        other: outcome_forecast(other, year, _panel, chance, horizons=()),
    }
    known = {kind: forecast for kind, forecast in kinds.items() if forecast is not None}
    if rupture is None:
        return own
    place = np.searchsorted(rupture.panel.rows.unit, own.panel.rows.unit)
    return replace(own, mean=(kind_shares(rupture, known, year)[outcome] * rupture.mean)[place])
