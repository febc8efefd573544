"""Rupture forecasts of every partnership alive when a year began, from the panel alone."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

import numpy as np

from detente.data import store
from detente.data.as_of import cutoff_before, last_day
from detente.document.labels import RUPTURE, OutcomeId
from detente.errors import DataError
from detente.forecast.chance import Chance
from detente.forecast.panel_forecast import DRAWS, PanelForecast, panel_draws, panel_forecast
from detente.forecast.panel_ladder import Chances, LadderRows, pair_ladder
from detente.forecast.settings import HORIZONS, Settings
from detente.history.covariates import COALITION, EX_RIVAL, RIVAL, TREATY
from detente.history.hazard_files import load_hazards
from detente.history.panel_risk import RiskDraws
from detente.history.panel_rows import PanelRows, panel_of_year
from detente.history.pool_share import PoolWeights, load_pool_weights
from detente.history.recent_pacts import treaties_known
from detente.history.reference_classes import OUTCOMES
from detente.history.rows import Rows
from detente.history.shipped_pairs import shipped_pairs
from detente.history.vintage import FIRST, LAST
from detente.records import Array
from detente.states.states import resolve

_DRIVERS = 3
_SHIPPED = (
    "no data on this machine: read from the forecasts that detente ships for 1 January {year}; "
    "`detente data pull` gets the data, and with them the whole assessment of any pair and day"
)


@dataclass(frozen=True, kw_only=True)
class Driver:
    """A covariate and what it adds to the log-odds of rupture in years 2-5, against the mean.

    ``value`` is None where it is missing; it then adds nothing.
    """

    name: str
    value: float | None  # None if missing
    effect: float


@dataclass(frozen=True, kw_only=True)
class PartnershipForecast:
    """Ties of a pair and its probability of rupture by horizon, with 90 % intervals.

    ``p`` gives mean, low and high by horizon in years; ``outcomes`` those of every outcome of the
    ladder, for a pair that was forecast alone.
    """

    ccodes: tuple[int, int]
    ties: tuple[str, ...]
    p: dict[int, tuple[float, float, float]]  # by horizon: mean, low, high
    drivers: tuple[Driver, ...]
    outcomes: Mapping[OutcomeId, Chances] = field(default_factory=dict)

    def document(self, day: date) -> dict[str, Any]:
        """JSON as in ``detente dyads --json``, with the names of the states on a day."""
        names = [resolve(str(code), day).name for code in self.ccodes]
        ladder = {name: _by_horizon(p) for name, p in self.outcomes.items()}
        return {
            "states": names,
            "ccodes": list(self.ccodes),
            "ties": list(self.ties),
            "p_rupture": _by_horizon(self.p),
            **({"outcomes": ladder} if ladder else {}),
            "drivers": [asdict(d) for d in self.drivers],
        }


def _by_horizon(p: Chances) -> dict[str, dict[str, float]]:
    return {str(h): dict(zip(("mean", "low", "high"), v, strict=True)) for h, v in p.items()}


def forecast_description(year: int) -> dict[str, Any]:
    """Metadata of the forecasts of a year: date, outcome, model, intervals."""
    return {
        "as_of": f"{year}-01-01",
        "known_to": last_day(cutoff_before(year)).isoformat(),
        "outcome": f"{RUPTURE}: {OUTCOMES[RUPTURE]}",
        "basis": "the model of a case with what the panel knows: no case file was read",
        "reference_class": "all pairs with a treaty, a rivalry that ended or a coalition, 1817 on",
        "treaties": treaties_known(date(year, 1, 1)),
        "pool": _pool_in_words(load_pool_weights(min(year, LAST))),
        "intervals": "90 %, error of coefficients, risk level, states, and of the pool's classes",
        "other_releases": store.other_releases(load_hazards(LAST)["sources"]),
    }


def forecast_year(day: date) -> int:
    """Year whose 1 January a forecast of all pairs for a day starts from.

    Raises
    ------
    DataError
        If detente ships no vintage of that year.
    """
    if not FIRST <= day.year <= LAST:
        raise DataError(f"as of {day}: partnerships are forecast from {FIRST} to {LAST}")
    return day.year


@dataclass(frozen=True, kw_only=True)
class WorldPanel:
    """Pairs at risk of an outcome when a year began, and from what they were read."""

    year: int
    rows: LadderRows
    note: str


def world_panel(day: date | None = None) -> WorldPanel:
    """The partnerships of a year: of the local store, or those shipped on a machine without data.

    Parameters
    ----------
    day : date, optional
        In the year; today by default. The year after the newest vintage has those of that one.

    Raises
    ------
    DataError
        If no vintage of the year is shipped, or without data it is not the newest.
    """
    chosen = day or date.today()
    year = LAST if chosen.year == LAST + 1 else forecast_year(chosen)
    if store.status():
        return WorldPanel(
            year=year, rows=partial(panel_of_year, year), note="read from the local store"
        )
    if year != LAST:
        raise DataError(
            f"as of {chosen}: without data only {LAST} can be forecast; run `detente data pull`"
        )
    return WorldPanel(year=year, rows=shipped_pairs, note=_SHIPPED.format(year=year))


def _pool_in_words(pool: PoolWeights) -> str:
    if pool.by_class:
        return "the learned hazard and each reference class of the pair alike"
    return f"learned hazard {pool.learned:.0%}, reference classes {pool.classes:.0%}, by stacking"


def pair_forecast(
    panel: PanelRows, codes: tuple[int, int], year: int, *, ladder: LadderRows | None = None
) -> PartnershipForecast:
    """Forecast of one pair.

    Parameters
    ----------
    panel : PanelRows
        Pairs alive by year.
    codes : (int, int)
        COW codes of the two states, in either order.
    year : int
        The forecast starts on its 1 January.
    ladder : callable, optional
        Pairs at risk of an outcome by year, for every outcome of the ladder.

    Returns
    -------
    PartnershipForecast
        One of `partnership_forecasts`.

    Raises
    ------
    DataError
        If there was no tie between the two when the year began.
    MissingData
        If no vintage of that year is shipped.
    """
    pair = panel.of_pair(codes).of_year(year)
    if not pair.rows.year.size:
        names = " and ".join(resolve(str(c), date(year, 1, 1)).name for c in codes)
        raise DataError(
            f"{names}: no evidence of a partnership when {year} began: no treaty in force, no "
            "rivalry that had ended and no dispute on one side since their last rupture; with data "
            "`detente assess` also looks for common rivals, defence agreements and like votes"
        )
    forecast = partnership_forecasts(pair, year)[0]
    if ladder is None:
        return forecast
    chance = Chance(seed=Settings().seed, draws=DRAWS)
    return replace(forecast, outcomes=pair_ladder(codes, year, ladder, chance, HORIZONS))


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
    result = panel_forecast(now, risk, load_pool_weights(min(year, LAST)), horizons=horizons)
    effects = _effects(risk, now.rows)
    names = risk.weights.names
    values = risk.columns(now.rows)
    return [
        PartnershipForecast(
            ccodes=(int(now.rows.unit[i] // 1000), int(now.rows.unit[i] % 1000)),
            ties=_ties(now, i),
            p={h: _chance(result, h, i) for h in horizons},
            drivers=_drivers(names, effects[i], values[i]),
        )
        for i in np.argsort(-result.mean[:, 4], kind="stable")
    ]


def _chance(result: PanelForecast, horizon: int, i: int) -> tuple[float, float, float]:
    mean, low, high = result.mean[i, horizon - 1], result.low[horizon][i], result.high[horizon][i]
    return float(mean), float(low), float(high)


def _ties(now: PanelRows, i: int) -> tuple[str, ...]:
    kinds = (TREATY, EX_RIVAL, COALITION, RIVAL)
    return tuple(k for k in kinds if now.rows.x[i, now.rows.names.index(k)] == 1)


def _effects(risk: RiskDraws, rows: Rows) -> Array:
    """Effect of each covariate on the log-odds of the learned hazard in the second stretch."""
    z = np.nan_to_num(risk.standard(risk.columns(rows)))
    return np.asarray(z * risk.drawn[1, :, 1:].mean(axis=0))


def _drivers(names: tuple[str, ...], effects: Array, values: Array) -> tuple[Driver, ...]:
    largest = np.argsort(-np.abs(effects), kind="stable")[:_DRIVERS]
    return tuple(
        Driver(
            name=names[j],
            value=float(values[j]) if np.isfinite(values[j]) else None,
            effect=float(effects[j]),
        )
        for j in largest
    )
