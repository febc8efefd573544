"""If X then Y: the forecast in the worlds where a condition comes true and where it does not."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from detente.case.draws import Draws
from detente.case.edit import at
from detente.case.model import Case, Scenario
from detente.forecast.engine import Engine
from detente.forecast.pool import shifted_survival
from detente.forecast.references import BROKEN
from detente.forecast.settings import STEPS
from detente.records import Array, Interval

_CLOSE = 1e-9
_MOST_STEPS = 60


@dataclass(frozen=True, kw_only=True)
class Conditional:
    """One scenario of the case, scored."""

    id: str
    if_: str
    then: str
    horizon_years: float
    fault_line: str | None
    claims: tuple[str, ...]
    p_if: Interval
    p_end_given_if: Interval
    p_end_given_not: Interval


def conditionals(engine: Engine) -> list[Conditional]:
    """Every scenario of the case, in the order of the file."""
    return [_score(engine, scenario) for scenario in engine.case.scenarios]


def changed(case: Case, scenario: Scenario) -> Case:
    """The case in the world where the scenario's condition came true."""
    for change in scenario.changes:
        case = at(case, change.path, change.to)
    return case


def _score(engine: Engine, scenario: Scenario) -> Conditional:
    r"""Split the unconditional risk so that the law of total probability holds exactly.

    The scenario's changes are read by the lenses, and its judged jump is added: together they
    shift the log-odds by :math:`\delta(t)`. The reference classes averaged over worlds of
    both kinds, so a constant a is found with

    .. math:: p\,F(a + \delta) + (1 - p)\,F(a) = F,

    F being the unconditional probability of an end within the scenario's horizon.
    """
    steps = max(1, round(scenario.horizon_years * STEPS))
    draw = Draws(engine.rng(f"scenario/{scenario.id}"), engine.settings.draws)
    p = draw(scenario.probability, low=0, high=1)
    base = engine.base_shift[:, :steps]
    delta = engine.shift(engine.read(changed(engine.case, scenario)), steps) - base
    if scenario.jump:
        delta = delta + draw(scenario.jump)[:, None]
    hazard = engine.hazards[BROKEN][:, :steps]
    chance = float(p.mean())
    target = float(1 - shifted_survival(hazard, base)[:, -1].mean())

    def ends(offset: float, extra: Array) -> Array:
        return np.asarray(1 - shifted_survival(hazard, base + offset + extra)[:, -1])

    def gap(offset: float) -> float:
        inside = ends(offset, delta).mean()
        return float(chance * inside + (1 - chance) * ends(offset, np.zeros((1, 1))).mean())

    offset = root(gap, target)
    return Conditional(
        id=scenario.id,
        if_=scenario.if_,
        then=scenario.then,
        horizon_years=scenario.horizon_years,
        fault_line=scenario.fault_line,
        claims=scenario.claims,
        p_if=Interval.of(p),
        p_end_given_if=Interval.of(ends(offset, delta)),
        p_end_given_not=Interval.of(ends(offset, np.zeros((1, 1)))),
    )


def root(rising: Callable[[float], float], target: float) -> float:
    """Where a smooth rising function meets a target, to 1e-9 in its value, by secant steps."""
    last, guess = 0.0, -0.1
    before = rising(last) - target
    for _ in range(_MOST_STEPS):
        miss = rising(guess) - target
        if abs(miss) < _CLOSE or miss == before:
            break
        step = -miss * (guess - last) / (miss - before)
        last, before, guess = guess, miss, guess + min(max(step, -2.0), 2.0)
    return guess
