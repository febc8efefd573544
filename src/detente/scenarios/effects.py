"""Effect of a scenario on the log-odds of rupture: its changes read by the lenses, its jumps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.case.draws import Draws
from detente.case.edit import at
from detente.case.model import Case, Change, Scenario
from detente.document.labels import RUPTURE, OutcomeId
from detente.document.percent import MOST_LOG_ODDS
from detente.forecast.calendar import turn_of, window_of
from detente.forecast.forecast import CaseForecast
from detente.forecast.settings import STEPS
from detente.records import Array
from detente.scenarios.survival_paths import Term
from detente.scenarios.worlds import MONTHS, Worlds, fixed_month, month_ahead


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Log-odds (n, steps) that a scenario adds from a month on; None: from its onset."""

    scenario: str
    month: int | None
    delta: Array


def apply_scenario(case: Case, scenario: Scenario, changes: Sequence[Change] | None = None) -> Case:
    """The case in the world where the scenario's condition came true.

    Parameters
    ----------
    case : Case
        A version of the case.
    scenario : Scenario
        The scenario that comes true.
    changes : sequence of Change, optional
        Those of its changes that hold; all by default.
    """
    made = scenario.changes if changes is None else changes
    for change in sorted(made, key=lambda c: c.at or date.min):  # the latest day wins
        case = at(case, change.path, change.to)
    return case


def effects(
    forecast: CaseForecast, steps: int, case: Case | None = None, outcome: OutcomeId = RUPTURE
) -> list[Effect]:
    """Effects of every scenario on a version of the case (as coded by default).

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    steps : int
        Quarters of a year ahead.
    case : Case, optional
        A version of the case; as coded by default.
    outcome : OutcomeId
        Whose yearly hazard is moved: each has its own coefficients of the learned lenses.
    """
    version = forecast.case if case is None else case
    base = forecast.version_shift(version, steps, outcome)
    out: list[Effect] = []
    for scenario in version.scenarios:
        first = len(out)
        out += _stages(forecast, version, scenario, base, outcome)
        jump = jumps(forecast, scenario, steps)
        if jump is not None and len(out) > first:
            out[first] = Effect(
                scenario=scenario.id, month=out[first].month, delta=out[first].delta + jump
            )
        elif jump is not None:
            out.append(Effect(scenario=scenario.id, month=None, delta=jump))
    return out


def _stages(
    forecast: CaseForecast, case: Case, scenario: Scenario, base: Array, outcome: OutcomeId
) -> list[Effect]:
    """Effects of a scenario's changes by day; each stage adds to the one before."""
    start = fixed_month(forecast.case, scenario)
    days = sorted({c.at for c in scenario.changes if c.at is not None})
    out, before = [], base
    for day in [None, *days]:
        taken = [c for c in scenario.changes if c.at is None or (day is not None and c.at <= day)]
        if not taken:
            continue
        changed = apply_scenario(case, scenario, taken)
        after = forecast.version_shift(changed, base.shape[1], outcome)
        month = None if day is None else month_ahead((day - case.as_of).days)
        if month is not None and start is not None:
            month = max(month, start)
        out.append(Effect(scenario=scenario.id, month=month, delta=after - before))
        before = after
    return out


def jumps(forecast: CaseForecast, scenario: Scenario, steps: int) -> Array | None:
    """Judged log-odds beyond the lenses: the scenario's own and those of its event, (n, steps).

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    scenario : Scenario
        One of its scenarios.
    steps : int
        Quarters of a year ahead.
    """
    total = None
    n = forecast.settings.draws
    draw = Draws(forecast.chance.rng(f"scenario/{scenario.id}"), n)
    draw(scenario.probability, low=0, high=1)  # advances the stream past the probability
    if scenario.jump is not None:
        jump = np.clip(draw(scenario.jump), -MOST_LOG_ODDS, MOST_LOG_ODDS)
        total = np.repeat(jump[:, None], steps, axis=1)
    for event in forecast.case.calendar:
        turn = turn_of(event, forecast.chance) if event.id == scenario.event else None
        if turn is not None:
            own = turn[2][:, None] * window_of(event, forecast.case.as_of)[None, :steps]
            total = own if total is None else total + own
    return total


def drawn_effects(effects: Sequence[Effect], worlds: Worlds) -> list[Term]:
    """Effects in drawn worlds; one without a month begins with its scenario.

    Parameters
    ----------
    effects : sequence of Effect
        Effects of the scenarios.
    worlds : Worlds
        The drawn worlds.
    """
    return [
        Term(
            happens=worlds.happens[e.scenario],
            onset=worlds.onset[e.scenario] if e.month is None else e.month,
            delta=e.delta,
        )
        for e in effects
    ]


def interaction(
    forecast: CaseForecast,
    scenarios: Sequence[str],
    effects: Sequence[Effect],
    case: Case | None = None,
    outcome: OutcomeId = RUPTURE,
) -> Array:
    """Log-odds of some scenarios together minus the sum of each alone, shape (n, steps).

    The lenses read the case with all of their changes made, those of the later day over those of
    the earlier, and of one day in the order of their ids.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    scenarios : sequence of str
        Ids of the scenarios.
    effects : sequence of Effect
        Effects of all scenarios, each alone.
    case : Case, optional
        A version of the case; as coded by default.
    outcome : OutcomeId
        Whose yearly hazard is moved.
    """
    version = forecast.case if case is None else case
    steps = effects[0].delta.shape[1]
    base = forecast.version_shift(version, steps, outcome)
    joint, extra = version, np.zeros((1, steps))
    for scenario in sorted(version.scenarios, key=lambda s: fixed_month(forecast.case, s) or 0):
        if scenario.id in scenarios:
            joint = apply_scenario(joint, scenario)
            jump = jumps(forecast, scenario, steps)
            extra = extra if jump is None else extra + jump
    alone = sum((e.delta for e in effects if e.scenario in scenarios), np.zeros((1, steps)))
    return np.asarray(forecast.version_shift(joint, steps, outcome) - base + extra - alone)


def joint_term(worlds: Worlds, scenarios: Sequence[str], delta: Array) -> Term:
    """A term that begins when the last of some scenarios has come true.

    Parameters
    ----------
    worlds : Worlds
        The drawn worlds.
    scenarios : sequence of str
        Ids of the scenarios.
    delta : array of float, shape (n, steps)
        Log-odds that the term adds.
    """
    shape = worlds.weight.shape
    happens = np.ones(shape, dtype=bool)
    onset: NDArray[np.int16] = np.zeros(shape, dtype=np.int16)
    for name in scenarios:
        happens &= worlds.happens[name]
        onset = np.maximum(onset, np.asarray(worlds.onset[name], dtype=np.int16))
    return Term(happens=happens, onset=onset, delta=delta)


def steps_for(months: int) -> int:
    """Number of quarterly steps that cover a number of months."""
    return -(-months * STEPS // MONTHS)
