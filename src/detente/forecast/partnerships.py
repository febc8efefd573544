"""Rupture forecasts of every partnership alive when a year began, from the panel alone."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from detente.data import store
from detente.data.as_of import cutoff_before, last_day
from detente.errors import DataError
from detente.history.covariates import COALITION, EX_RIVAL, RIVAL, STRETCHES, TREATY
from detente.history.hazard_files import load_hazards
from detente.history.landmark import DYADS, LandmarkHazards, fit_landmark_hazards
from detente.history.rows import Rows
from detente.history.vintage import LAST
from detente.records import Array
from detente.states.states import resolve

OUTCOME = "broken: a new strategic rivalry (O2) or a militarised dispute between the two (O4)"
DRAWS = 400
_DRIVERS = 3


@dataclass(frozen=True, kw_only=True)
class Driver:
    """A covariate and what it adds to the log-odds of rupture in years 2-5, against the mean.

    ``value`` is None where it is missing; the effect is then that of its indicator.
    """

    name: str
    value: float | None  # None if missing
    effect: float


@dataclass(frozen=True, kw_only=True)
class PartnershipForecast:
    """Ties of a pair and its probability of rupture by horizon, with 90 % intervals.

    ``p`` gives mean, low and high by horizon in years.
    """

    ccodes: tuple[int, int]
    ties: tuple[str, ...]
    p: dict[int, tuple[float, float, float]]  # by horizon: mean, low, high
    drivers: tuple[Driver, ...]

    def document(self, day: date) -> dict[str, Any]:
        """JSON as in ``detente dyads --json``, with the names of the states on a day."""
        names = [resolve(str(code), day).name for code in self.ccodes]
        chance = {
            str(h): dict(zip(("mean", "low", "high"), p, strict=True)) for h, p in self.p.items()
        }
        return {
            "states": names,
            "ccodes": list(self.ccodes),
            "ties": list(self.ties),
            "p_broken": chance,
            "drivers": [asdict(d) for d in self.drivers],
        }


def forecast_description(year: int) -> dict[str, Any]:
    """Metadata of the forecasts of a year: date, outcome, model, intervals."""
    return {
        "as_of": f"{year}-01-01",
        "known_to": last_day(cutoff_before(year)).isoformat(),
        "outcome": OUTCOME,
        "basis": "learned from history, by the panel alone: no case file was read",
        "reference_class": "all pairs with a treaty, a rivalry that ended or a coalition, 1817 on",
        "intervals": "90 %, error of the coefficients, risk level of the years ahead, states",
        "other_releases": store.other_releases(load_hazards(LAST)["sources"]),
    }


def forecast_year(day: date, rows: Rows) -> int:
    """Year whose 1 January a forecast for a day starts from.

    Parameters
    ----------
    day : date
        As-of date.
    rows : Rows
        Partnership dyad-years.

    Returns
    -------
    int
        The calendar year of the day.

    Raises
    ------
    DataError
        If the data do not cover that year.
    """
    first, last = int(rows.year.min()), int(rows.year.max())
    if not first < day.year <= last:
        raise DataError(
            f"as of {day}: partnerships are known from {first + 1} to {last}, where the dispute "
            "data end"
        )
    return day.year


def pair_forecast(rows: Rows, codes: tuple[int, int], year: int) -> PartnershipForecast:
    """Forecast of one pair.

    Parameters
    ----------
    rows : Rows
        Partnership dyad-years.
    codes : (int, int)
        COW codes of the two states, in either order.
    year : int
        The forecast starts on its 1 January.

    Returns
    -------
    PartnershipForecast
        One of `partnership_forecasts`.

    Raises
    ------
    DataError
        If there was no tie between the two when the year began.
    """
    pair = min(codes), max(codes)
    matches = [p for p in partnership_forecasts(rows, year) if p.ccodes == pair]
    if not matches:
        names = " and ".join(resolve(str(c), date(year, 1, 1)).name for c in pair)
        raise DataError(
            f"{names}: no evidence of a partnership when {year} began: no treaty in force, no "
            "rivalry that had ended and no dispute on one side since their last rupture"
        )
    return matches[0]


def partnership_forecasts(
    rows: Rows, year: int, *, seed: int = 20011112
) -> list[PartnershipForecast]:
    """Forecast the pairs alive on 1 January of a year, the highest risk within five years first.

    The intervals cover the error of the coefficients (of pairs that share states and years, with
    the prior of the penalty), the risk level of the years ahead and the effects of the two states.

    Parameters
    ----------
    rows : Rows
        Partnership dyad-years.
    year : int
        Only data known when it began are used.
    seed : int
        Seed of the draws of coefficients.

    Returns
    -------
    list of PartnershipForecast
        In falling order of the five-year probability.

    Raises
    ------
    DataError
        If no pair was alive then, or the years before have no rupture to fit.
    """
    now = rows.where(rows.year == year)
    if not now.year.size:
        known = f"{rows.year.min()} to {rows.year.max()}" if rows.year.size else "none"
        raise DataError(f"no partnership alive when {year} began; years with data: {known}")
    model = fit_landmark_hazards(rows, year, DYADS, errors=True)
    risks = _risks(model, now, np.random.default_rng(seed))
    order = np.argsort(-risks[5][0], kind="stable")
    effects, values = _effects(model, now)
    return [
        PartnershipForecast(
            ccodes=(int(now.unit[i] // 1000), int(now.unit[i] % 1000)),
            ties=_ties(now, i),
            p={h: tuple(float(v[i]) for v in risk) for h, risk in risks.items()},  # type: ignore[misc]
            drivers=_drivers(model, effects[i], values[i]),
        )
        for i in order
    ]


def _risks(
    model: LandmarkHazards, now: Rows, rng: np.random.Generator
) -> dict[int, tuple[Array, Array, Array]]:
    """Forecast and 90 % interval of each row by horizon, from draws of the coefficients.

    The stretches share their draws, because their rows and so their errors overlap.
    """
    point = model.incidence(now.x)[:, :, 0]
    design = model.design(now.x)
    normal = rng.standard_normal((DRAWS, design.shape[1]))
    left = np.ones((design.shape[0], DRAWS))
    out = {}
    for (first, last), drawn in zip(STRETCHES, model.coefficients(normal), strict=True):
        eta = design @ drawn.T
        left = left * (1 + np.exp(eta)) ** -float(last - first + 1)
        low, high = np.quantile(1 - left, (0.05, 0.95), axis=1)
        out[last] = (point[:, last - 1], low, high)
    return out


def _ties(now: Rows, i: int) -> tuple[str, ...]:
    kinds = (TREATY, EX_RIVAL, COALITION, RIVAL)
    return tuple(k for k in kinds if now.x[i, now.names.index(k)] == 1)


def _effects(model: LandmarkHazards, now: Rows) -> tuple[Array, Array]:
    """Effect of each covariate on the log-odds in the second stretch, its indicator included."""
    beta = model.fits[1].beta[0]
    k = len(model.names)
    terms = model.design(now.x) * beta
    effects = terms[:, 1 : k + 1].copy()
    for place, j in enumerate(model.marked):
        effects[:, j] += terms[:, 1 + k + place]
    return effects, now.x


def _drivers(model: LandmarkHazards, effects: Array, values: Array) -> tuple[Driver, ...]:
    largest = np.argsort(-np.abs(effects), kind="stable")[:_DRIVERS]
    return tuple(
        Driver(
            name=model.names[j],
            value=float(values[j]) if np.isfinite(values[j]) else None,
            effect=float(effects[j]),
        )
        for j in largest
    )
