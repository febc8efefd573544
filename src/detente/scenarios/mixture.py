"""The forecast as a mixture of worlds: one run from which every conditional is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from detente.case.model import Case
from detente.document.labels import RUPTURE, OutcomeId
from detente.forecast.forecast import CaseForecast
from detente.forecast.ladder_weights import SHIFTED
from detente.forecast.settings import STEPS
from detente.forecast.survival_draws import yearly_odds
from detente.records import DAYS_PER_YEAR, Array
from detente.scenarios.effects import (
    Effect,
    drawn_effects,
    effects,
    interaction,
    joint_term,
    steps_for,
)
from detente.scenarios.survival_paths import Paths, simulate
from detente.scenarios.worlds import MONTHS, Worlds, draw_worlds

YEARS_AHEAD = 10  # longer only if the horizon of a scenario is
PATHS = 19_200


@dataclass(frozen=True, kw_only=True)
class WorldRun:
    """One outcome in drawn worlds, without their forecast."""

    outcome: OutcomeId
    worlds: Worlds
    effects: list[Effect]
    paths: Paths


@dataclass(frozen=True, kw_only=True)
class Mixture(WorldRun):
    """One outcome in drawn worlds; the mean over worlds is the forecast at every month."""

    forecast: CaseForecast


def output_months(case: Case) -> list[int]:
    """Months at which survival is returned: whole years and the horizons of all scenarios."""
    own = {horizon_months(s.horizon_years) for s in case.scenarios}
    own |= {months_to(case, q.by) for q in case.questions if q.outcome}
    return sorted({*range(0, YEARS_AHEAD * MONTHS + 1, MONTHS), *own})


def months_to(case: Case, day: date) -> int:
    """Months from the case's date to a day, rounded, at least one.

    Parameters
    ----------
    case : Case
        The case.
    day : date
        A later day.
    """
    return max(1, round((day - case.as_of).days * MONTHS / DAYS_PER_YEAR))


def day_after(case: Case, years: float) -> date:
    """Day that lies a number of years after the case's date.

    Parameters
    ----------
    case : Case
        The case.
    years : float
        Years after its date.
    """
    return case.as_of + timedelta(days=round(years * DAYS_PER_YEAR))


def horizon_months(years: float) -> int:
    """A horizon in whole months, at least one."""
    return max(1, round(years * MONTHS))


def survival_by_month(survival: Array, months: Sequence[int]) -> Array:
    """The forecast's survival draws at months, shape (n, k); between steps along its hazard.

    Parameters
    ----------
    survival : array of float, shape (n, steps + 1)
        Survival at every quarter of a year.
    months : sequence of int, length k
        Months from the date of the case.
    """
    place = np.asarray(months) * STEPS / MONTHS
    below = np.minimum(place.astype(int), survival.shape[1] - 2)
    part = place - below
    return np.asarray(survival[:, below] ** (1 - part) * survival[:, below + 1] ** part)


def odds_of(
    forecast: CaseForecast, outcome: OutcomeId, steps: int, shift: Array | None = None
) -> Array:
    """Yearly odds of an outcome after the lenses, shape (n, steps).

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    outcome : OutcomeId
        Id of the outcome.
    steps : int
        Quarters of a year ahead.
    shift : array of float, shape (n, steps), optional
        Log-odds of the outcome; those of the case as coded by default.
    """
    odds = yearly_odds(forecast.base.hazards[outcome][:, :steps])
    moved = forecast.shifts[outcome][:, :steps] if shift is None else shift
    return np.asarray(odds * np.exp(moved))


def draw_mixture(forecast: CaseForecast, *, paths: int = PATHS) -> Mixture:
    """Draw the worlds of a case for rupture, independently of each other.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    paths : int
        Total number of worlds.
    """
    return Mixture(forecast=forecast, **vars(run_worlds(forecast, paths=paths)))


def run_worlds(
    forecast: CaseForecast,
    *,
    outcome: OutcomeId = RUPTURE,
    paths: int = PATHS,
    jointly: tuple[str, ...] = (),
    like: WorldRun | None = None,
    even: bool = False,
) -> WorldRun:
    """Run the case's worlds for one outcome.

    An outcome that no lens moves has the same future in every world.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    outcome : OutcomeId
        Id of the outcome.
    paths : int
        Total number of worlds.
    jointly : tuple of str
        Scenarios that the lenses read together once all of them have come true; the effects of
        the others add.
    like : WorldRun, optional
        A run of this outcome or another one, whose worlds are used again.
    even : bool
        As in `draw_worlds`.
    """
    months = output_months(forecast.case)
    steps = steps_for(months[-1])
    worlds = like.worlds if like else draw_worlds(forecast, paths, even=even)
    added = _effects(forecast, outcome, steps, like)
    moves = drawn_effects(added, worlds)
    if len(jointly) > 1 and moves:
        both = interaction(forecast, jointly, added, outcome=outcome)
        moves.append(joint_term(worlds, jointly, both))
    done = simulate(odds_of(forecast, outcome, steps), moves, months, shape=worlds.weight.shape)
    return WorldRun(outcome=outcome, worlds=worlds, effects=added, paths=done)


def _effects(
    forecast: CaseForecast, outcome: OutcomeId, steps: int, like: WorldRun | None
) -> list[Effect]:
    """Effects of the scenarios on an outcome, those of an earlier run of it if there is one."""
    if outcome not in SHIFTED:
        return []
    if like is not None and like.outcome == outcome:
        return like.effects
    return effects(forecast, steps, outcome=outcome)
