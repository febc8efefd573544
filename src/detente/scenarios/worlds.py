"""Which scenarios come true and when: many worlds for every draw of the uncertain numbers.

Arrays over worlds have shape (n, w): w worlds for each of the n draws of the forecast.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.cache import MemoryCache
from detente.case.dependence import joint, odds_ratio, order
from detente.case.model import Case, Scenario
from detente.errors import DataError
from detente.forecast.forecast import LEGAL, CaseForecast
from detente.forecast.settings import HORIZONS
from detente.forecast.survival_draws import year_columns
from detente.records import DAYS_PER_YEAR, Array

Mask = NDArray[np.bool_]
MONTHS = 12
_DAYS = DAYS_PER_YEAR / MONTHS


@dataclass(frozen=True, kw_only=True)
class Worlds:
    """Scenarios by id in drawn worlds; ``weight`` (n, w) is 1 unless some are forced."""

    happens: dict[str, Mask]
    onset: dict[str, NDArray[np.int16] | int]  # month in which it comes true, if it does
    chance: dict[str, Array]  # P(comes true) as drawn, shape (n,)
    weight: Array
    forced: tuple[str, ...] = ()

    @property
    def p(self) -> Array:
        """P(all forced scenarios come true) as drawn, shape (n,).

        As stated for one scenario; the mean weight of the worlds for several.
        """
        if len(self.forced) == 1:
            return self.chance[self.forced[0]]
        return np.asarray(self.weight.mean(axis=1))


def draw_worlds(
    forecast: CaseForecast,
    paths: int,
    *,
    forced: Collection[str] = (),
    case: Case | None = None,
    even: bool = False,
) -> Worlds:
    """Draw worlds from the stated probabilities, with the stated dependence.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case; its random streams draw the worlds.
    paths : int
        Worlds in all; rounded up to the same number for every draw of the forecast.
    forced : collection of str
        Scenarios that come true in every world. The weight of a world is then the probability
        that they would (importance weights), so that the mean weight is P(all of them).
    case : Case, optional
        A version of the forecast's case, whose stated probabilities are used.
    even : bool
        Spread the worlds of a draw evenly over every scenario instead of drawing each by itself.
        Means are then less noisy, but the worlds of a draw are not independent.

    Raises
    ------
    DataError
        If a forced scenario is not in the case.
    """
    version = case or forecast.case
    by_id = {s.id: s for s in version.scenarios}
    for id_ in forced:
        if id_ not in by_id:
            have = ", ".join(sorted(by_id)) or "none; the case has no scenarios"
            raise DataError(f"no scenario '{id_}'; wanted one of {have}")
    n = forecast.settings.draws
    shape = (n, -(-paths // n))
    worlds = Worlds(happens={}, onset={}, chance={}, weight=np.ones(shape), forced=tuple(forced))
    places: dict[str, NDArray[np.intp]] = {}  # order of the worlds, by scenario
    for scenario in order(version):
        worlds.chance[scenario.id] = stated_probability(forecast, scenario)
        rng = forecast.chance.rng(f"worlds/{scenario.id}")
        chance = _conditional(scenario, by_id, worlds)
        on = scenario.given
        if even:
            places[scenario.id] = _across(places[on.scenario]) if on else rng.permutation(shape[1])
        happens = _uniform(rng, shape, places.get(scenario.id)) < chance
        if scenario.id in forced:
            np.multiply(worlds.weight, chance, out=worlds.weight)
            happens[:] = True
        worlds.happens[scenario.id] = happens
        worlds.onset[scenario.id] = _onset(forecast, scenario, rng, shape, even=even)
    return worlds


def stated_probability(forecast: CaseForecast, scenario: Scenario) -> Array:
    """P(comes true) as stated, drawn over its range, shape (n,).

    It is drawn independently. The accidental correlation of the draws with the forecast is removed
    by regression, so that a scenario carries no information about years before it can come true.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    scenario : Scenario
        One of its scenarios.
    """
    draw = forecast.chance.of(f"scenario/{scenario.id}")
    p = draw(scenario.probability, low=0, high=1)
    directions = _directions(forecast)
    follows: Array = directions @ (directions.T @ (p - p.mean()))
    return np.asarray(np.clip(p - follows, 0, 1))


def _directions(forecast: CaseForecast) -> Array:
    """Orthonormal columns that span the forecasts by years and outcomes, about their means."""
    return _DIRECTIONS.get(forecast.digest, lambda: _span(forecast))


def _span(forecast: CaseForecast) -> Array:
    years = [y for y in HORIZONS if y <= _AHEAD]
    by_outcome = [year_columns(s, years) for o, s in forecast.survivals.items() if o != LEGAL]
    columns = np.concatenate(by_outcome, axis=1)
    left, size, _ = np.linalg.svd(columns - columns.mean(axis=0), full_matrices=False)
    return np.asarray(left[:, size > _NIL * size.max()])


_AHEAD = 10  # years up to which probabilities of scenarios are made uncorrelated with the forecast
_NIL = 1e-6  # share of the largest singular value below which a direction is none
_DIRECTIONS: MemoryCache[Array] = MemoryCache(16)  # by the forecast's digest


def _conditional(scenario: Scenario, known: dict[str, Scenario], worlds: Worlds) -> Array:
    """P(comes true) in every world, given whether the scenario that it is conditional on did."""
    p = worlds.chance[scenario.id][:, None]
    if scenario.given is None:
        return p
    other = known[scenario.given.scenario]
    theta = odds_ratio(
        scenario.probability.value, other.probability.value, scenario.given.probability
    )
    q = worlds.chance[other.id][:, None]
    both = joint(p, q, theta)
    inside = both / np.maximum(q, 1e-12)
    outside = (p - both) / np.maximum(1 - q, 1e-12)
    return np.asarray(np.where(worlds.happens[other.id], inside, outside))


def fixed_month(case: Case, scenario: Scenario) -> int | None:
    """Month in which a dated scenario would come true; None if it may at any time.

    Parameters
    ----------
    case : Case
        The case.
    scenario : Scenario
        One of its scenarios.
    """
    dates = [c.at for c in scenario.changes if c.at]
    if scenario.event is not None:
        dates = [e.date for e in case.calendar if e.id == scenario.event]
    return month_ahead((min(dates) - case.as_of).days) if dates else None


def month_ahead(days: int) -> int:
    """Month, from 0, that contains the day ``days`` ahead."""
    return max(0, int(days / _DAYS))


def p_by_month(case: Case, scenario: Scenario, month: int) -> float:
    """P(a scenario has come true by the end of a month), given that it comes true at all.

    Parameters
    ----------
    case, scenario
        As `fixed_month` takes them.
    month : int
        Months from the date of the case, from 0.
    """
    fixed = fixed_month(case, scenario)
    if fixed is not None:
        return float(fixed <= month)
    return min(1.0, (month + 1) / (scenario.horizon_years * MONTHS))


def _onset(
    forecast: CaseForecast,
    scenario: Scenario,
    rng: np.random.Generator,
    shape: tuple[int, int],
    *,
    even: bool,
) -> NDArray[np.int16] | int:
    month = fixed_month(forecast.case, scenario)
    if month is not None:
        return month
    within = scenario.horizon_years * MONTHS
    part = _uniform(rng, shape, rng.permutation(shape[1]) if even else None)
    return (part * np.float32(within)).astype(np.int16)


def _uniform(
    rng: np.random.Generator, shape: tuple[int, int], places: NDArray[np.intp] | None
) -> NDArray[np.float32]:
    """Numbers from 0 to 1 for every world; evenly over those of a draw in the order of ``places``.

    Even numbers are a Latin hypercube shifted by a random amount for each draw: every number is
    uniform, and the share of worlds below p is within 1/w of p. McKay, M. D., R. J. Beckman and
    W. J. Conover (1979), Technometrics 21, 239-245; Cranley, R. and T. N. L. Patterson (1976), SIAM
    Journal on Numerical Analysis 13, 904-914.
    """
    if places is None:
        return rng.random(shape, dtype=np.float32)
    out = places.astype(np.float32) / np.float32(shape[1]) + rng.random((shape[0], 1), np.float32)
    out -= out >= 1
    return np.asarray(out)


def _across(places: NDArray[np.intp]) -> NDArray[np.intp]:
    """An order in which every run of the given one is spread evenly, by the golden ratio."""
    steps = np.arange(places.size) * (math.sqrt(5) - 1) / 2 % 1
    return np.asarray(steps.argsort().argsort()[places])
