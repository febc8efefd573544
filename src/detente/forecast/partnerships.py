"""Rupture forecasts of every partnership alive when a year began.

Those of the newest vintage's year are assessments that detente ships
(`detente.forecast.shipped_forecasts`). Those of an earlier year are from the panel alone: a
screening of thousands of pairs at once, whose figures differ a little from an assessment of each.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from math import isfinite
from typing import Any

import numpy as np

from detente.data import store
from detente.data.as_of import cutoff_before, last_day
from detente.document.labels import RUPTURE
from detente.errors import DataError
from detente.forecast.chance import Chance
from detente.forecast.pair_figures import KINDS_OF_TIE, Driver, PartnershipForecast, largest
from detente.forecast.panel_forecast import DRAWS, PanelForecast, panel_draws, panel_forecast
from detente.forecast.settings import HORIZONS, Settings
from detente.forecast.shipped_forecasts import shipped_forecasts
from detente.history.hazard_files import load_hazards
from detente.history.panel_rows import PanelRows, panel_of_year
from detente.history.pool_share import PoolWeights, load_pool_weights
from detente.history.recent_pacts import treaties_known
from detente.history.reference_classes import OUTCOMES
from detente.history.vintage import FIRST, LAST
from detente.records import Array

ALONE = (
    "no data on this machine: read from the forecasts that detente ships for 1 January {year}; "
    "detente data pull gets the data, and with them the whole assessment of any pair and day"
)
_SHIPPED = (
    "the same figures as those of detente assess from the data of the vintage, read from what "
    "detente ships"
)
_MODEL = {
    True: "the assessment of each pair from data alone",
    False: "the model of a case with what the panel knows",
}
_SCREENED = (
    "a screening from the panel of the local store; rupture within ten years by `detente assess` "
    "of a pair is within .5 points of it for 90 percent of 297 measured pairs, and 9 away at most"
)


def forecast_description(year: int) -> dict[str, Any]:
    """Metadata of the forecasts of a year: date, outcome, model, intervals."""
    return {
        "as_of": f"{year}-01-01",
        "known_to": last_day(cutoff_before(year)).isoformat(),
        "outcome": f"{RUPTURE}: {OUTCOMES[RUPTURE]}",
        "basis": f"{_MODEL[year == LAST]}: no case file was read",
        "reference_class": "all pairs with a treaty, a rivalry that ended or a coalition, 1817 on",
        "treaties": treaties_known(date(year, 1, 1)),
        "pool": _pool_in_words(load_pool_weights(year)),
        "intervals": "90 %, error of coefficients, risk level, states, and of the pool's classes",
        "other_releases": {}
        if year == LAST
        else store.other_releases(load_hazards(LAST)["sources"]),
    }


def forecast_year(day: date) -> int:
    """Year whose 1 January a forecast of all pairs for a day starts from.

    The year after the newest vintage has the partnerships of that one.

    Raises
    ------
    DataError
        If detente ships no vintage of that year.
    """
    if day.year == LAST + 1:
        return LAST
    if day.year > LAST:
        raise DataError(
            f"as of {day}: the newest table of partnerships is of {LAST}, and what came since "
            f"would be missing; wanted a day to {LAST + 1}-12-31, or a newer detente"
        )
    if day.year < FIRST:
        raise DataError(f"as of {day}: partnerships are forecast from {FIRST} to {LAST}")
    return day.year


def world_note(year: int) -> str:
    """From what the partnerships of a year are forecast.

    Raises
    ------
    DataError
        Without data, if the year is not that of the newest vintage.
    """
    pulled = bool(store.status())
    if year == LAST:
        return _SHIPPED if pulled else ALONE.format(year=year)
    if not pulled:
        raise DataError(
            f"as of {year}: without data only {LAST} can be forecast; run `detente data pull`"
        )
    return _SCREENED


def world_forecasts(
    year: int, horizons: tuple[int, ...] = HORIZONS
) -> Sequence[PartnershipForecast]:
    """The partnerships of a year, the highest risk of rupture within five years first.

    Those of the newest vintage's year are the assessments that detente ships; of an earlier year
    they are forecast from the panel.

    Parameters
    ----------
    year : int
        From `forecast_year`.
    horizons : tuple of int
        Years ahead at least; fewer are faster where a past year is forecast.

    Raises
    ------
    DataError
        Without data, if the year is not that of the newest vintage.
    MissingData
        If a source was not pulled.
    """
    world_note(year)
    if year == LAST:
        return shipped_forecasts()
    return partnership_forecasts(panel_of_year(year), year, horizons=horizons)


def _pool_in_words(pool: PoolWeights) -> str:
    if pool.by_class:
        return "the learned hazard and each reference class of the pair alike"
    return f"learned hazard {pool.learned:.0%}, reference classes {pool.classes:.0%}, by stacking"


def partnership_forecasts(
    panel: PanelRows,
    year: int,
    *,
    seed: int = Settings().seed,
    horizons: tuple[int, ...] = HORIZONS,
) -> list[PartnershipForecast]:
    """Forecast the pairs alive on 1 January of a year, the highest risk within five years first.

    The model is that of a case whose record and lenses are what the panel knows.

    Parameters
    ----------
    panel : PanelRows
        Pairs alive by year.
    year : int
        Only data known when it began are used.
    seed : int
        Seed of the draws.
    horizons : tuple of int
        Years ahead; fewer are faster.

    Returns
    -------
    list of PartnershipForecast
        In falling order of the five-year probability.

    Raises
    ------
    DataError
        If no pair was alive then.
    MissingData
        If no vintage of that year is shipped.
    """
    now, years = panel.of_year(year), panel.rows.year
    if not now.rows.year.size:
        known = f"{years.min()} to {years.max()}" if years.size else "none"
        raise DataError(f"no partnership alive when {year} began; years with data: {known}")
    risk = panel_draws(year, Chance(seed=seed, draws=DRAWS))
    result = panel_forecast(now, risk, load_pool_weights(year), horizons=horizons)
    names, values = risk.weights.names, risk.columns(now.rows)
    effects = risk.effects(values)
    return [
        PartnershipForecast(
            ccodes=(int(now.rows.unit[i] // 1000), int(now.rows.unit[i] % 1000)),
            ties=_ties(now, i),
            p={h: _chance(result, h, i) for h in horizons},
            drivers=largest(_drivers(names, effects[i], values[i])),
        )
        for i in np.argsort(-result.mean[:, 4], kind="stable")
    ]


def _chance(result: PanelForecast, horizon: int, i: int) -> tuple[float, float, float]:
    mean, low, high = result.mean[i, horizon - 1], result.low[horizon][i], result.high[horizon][i]
    return float(mean), float(low), float(high)


def _ties(now: PanelRows, i: int) -> tuple[str, ...]:
    places = {kind: now.rows.names.index(kind) for kind in KINDS_OF_TIE}
    return tuple(kind for kind, place in places.items() if now.rows.x[i, place] == 1)


def _drivers(names: tuple[str, ...], effects: Array, values: Array) -> Iterator[Driver]:
    for name, effect, value in zip(names, effects.tolist(), values.tolist(), strict=True):
        yield Driver(name=name, value=value if isfinite(value) else None, effect=effect)
