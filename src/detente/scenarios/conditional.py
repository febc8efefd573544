"""If X then Y: the forecast in the worlds where a condition comes true and where it does not."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.case.model import Case, Scenario
from detente.document.labels import RUPTURE, RUPTURE_KINDS, OutcomeId
from detente.document.part import Interval, falling, known, mean_of
from detente.document.scenarios import ConditionalPart, Given
from detente.forecast.forecast import CaseForecast
from detente.forecast.ladder_weights import SHIFTED
from detente.forecast.settings import STEPS
from detente.records import Array
from detente.scenarios.mixture import YEARS_AHEAD, Mixture, horizon_months, run_worlds
from detente.scenarios.nested_means import WorldGroup, WorldSums
from detente.scenarios.source_and_model import (
    differs_on_scenario,
    model_on_scenario,
    source_on_scenario,
)
from detente.scenarios.worlds import MONTHS, fixed_month

_SIGNPOST = 5 * MONTHS
_YEARLY = range(0, YEARS_AHEAD * MONTHS + 1, MONTHS)


class Branches(NamedTuple):
    """One scenario of the case, its record, and P(rupture) if and if not, in five and ten years."""

    scenario: Scenario
    record: ConditionalPart
    five: tuple[Interval | None, Interval | None]
    ten: tuple[Interval | None, Interval | None]


def conditionals(mixture: Mixture) -> list[Branches]:
    r"""Every scenario of the case, in the order of the file, from one run of worlds.

    With p the drawn probability that a scenario comes true and F the forecast of
    its outcome within its horizon, the law of total probability holds between the means:

    .. math:: p\,F_{if} + (1 - p)\,F_{not} = F.

    The share of drawn worlds in which it comes true is near p. The remainder of the sum, a few
    hundredths of a point, is added to both branches, which leaves their difference unchanged.

    Parameters
    ----------
    mixture : Mixture
        Worlds of the case, whose mean is the forecast (`detente.scenarios.survival_paths`).
    """
    scenarios = mixture.forecast.case.scenarios
    if not scenarios:
        return []
    forecast = mixture.forecast
    inside = np.array([mixture.worlds.happens[s.id] for s in scenarios])
    groups = np.concatenate([inside, ~inside])
    chance = np.array([mixture.worlds.chance[s.id] for s in scenarios])
    share = np.concatenate([chance, 1 - chance])
    outcomes = {s.outcome for s in scenarios} & set(forecast.base.outcomes)
    worlds = {
        o: _Worlds.of(_survival(mixture, o), *_counted(o, groups, share))
        for o in outcomes | {RUPTURE}
    }
    place = {s.id: k for k, s in enumerate(scenarios)}
    return [_branches(mixture, worlds, place[s.id]) for s in forecast.filed.scenarios]


def no_forecast(forecast: CaseForecast) -> dict[str, str]:
    """Conditionals that cannot be scored, each with the reason."""
    return {
        f"conditional/{s.id}": f"no forecast of this outcome: {s.outcome}"
        for s in forecast.case.scenarios
        if s.outcome not in forecast.base.outcomes
    }


def _counted(
    outcome: OutcomeId, groups: NDArray[np.bool_], share: Array
) -> tuple[NDArray[np.bool_], Array]:
    """Worlds and shares of both branches: all worlds, for an outcome that no scenario moves.

    A scenario that is rare has no world in many draws, which would differ by chance.
    """
    if _is_moved(outcome):
        return groups, share
    return np.ones_like(groups), np.ones_like(share)


def _is_moved(outcome: OutcomeId) -> bool:
    return outcome in SHIFTED or outcome in RUPTURE_KINDS


@dataclass(frozen=True)
class _Worlds:
    """Survival of one outcome: sums over the worlds with and without each scenario, and means.

    ``share`` (b, n) is the expected share of the worlds of a draw in each group.
    """

    sums: WorldSums
    whole: Array
    share: Array

    @classmethod
    def of(cls, survival: Array, groups: NDArray[np.bool_], share: Array) -> "_Worlds":
        mean = survival.mean(axis=(1, 2), dtype=np.float64)
        return cls(WorldSums.of(survival, groups), mean, share)

    def group(self, values: Sequence[int], group: int) -> WorldGroup:
        """Worlds with or without a scenario; a draw counts by how many were to be expected."""
        return self.sums.group(values, group).weighed(self.share[group])


def _survival(mixture: Mixture, outcome: OutcomeId) -> Array:
    """Survival of an outcome in the worlds of a run for rupture, shape (months, n, w)."""
    if outcome == RUPTURE:
        return mixture.paths.survival
    if outcome in RUPTURE_KINDS:
        steps = [round(m * STEPS / MONTHS) for m in mixture.paths.months]
        share = mixture.forecast.shares[outcome][:, steps].T[:, :, None]
        return np.asarray(1 - (1 - mixture.paths.survival) * share)
    return run_worlds(mixture.forecast, outcome=outcome, like=mixture).paths.survival


def _branches(mixture: Mixture, worlds: Mapping[OutcomeId, _Worlds], k: int) -> Branches:
    case, months = mixture.forecast.case, mixture.paths.months
    scenario, count = case.scenarios[k], len(case.scenarios)
    p_if = Interval.of(mixture.worlds.chance[scenario.id])
    if_, not_ = _by_month(worlds[RUPTURE], months, (k, count + k), p_if.mean)
    known_worlds = worlds.get(scenario.outcome)
    if known_worlds is None:
        record = _record(case, scenario, None, known(p_if=p_if), [[], []])
    else:
        record = _scored(mixture, known_worlds, (k, count + k), p_if)
    five, ten = (
        (_ended(if_.get(month)), _ended(not_.get(month)))
        for month in (_SIGNPOST, YEARS_AHEAD * MONTHS)
    )
    return Branches(scenario=scenario, record=record, five=five, ten=ten)


def _by_month(
    worlds: _Worlds, months: Sequence[int], branches: tuple[int, int], p: float
) -> list[dict[int, Interval]]:
    """P(not yet) by month if and if not; empty if no world is in the branch."""
    lasting = [worlds.group(range(len(months)), b).intervals() for b in branches]
    return [dict(zip(months, one, strict=False)) for one in _mixed(worlds.whole, p, *lasting)]


def _scored(
    mixture: Mixture, worlds: _Worlds, branches: tuple[int, int], p_if: Interval
) -> ConditionalPart:
    case, months = mixture.forecast.case, mixture.paths.months
    scenario = case.scenarios[branches[0]]
    last = horizon_months(scenario.horizon_years)
    if_, not_ = _by_month(worlds, months, branches, p_if.mean)
    ends = [months.index(last), months.index(YEARS_AHEAD * MONTHS)]
    come, stay = (worlds.group(ends, b) for b in branches)
    apart: list[Interval | None] = [*stay.less(come)] or [None, None]
    figures = known(
        p_if=p_if,
        p_end_given_if=_ended(if_.get(last)),
        p_end_given_not=_ended(not_.get(last)),
        difference=apart[0],
        difference_10=apart[1],
    )
    curves = [[branch[m] for m in _YEARLY if m in branch] for branch in (if_, not_)]
    record = _record(case, scenario, 1 - float(worlds.whole[ends[0]]), figures, curves)
    then, ratio = figures.get("p_end_given_if"), _ratio(mixture, scenario)
    return record.model_copy(
        update={
            "model_says": model_on_scenario(scenario, then, apart[0]),
            "differs": differs_on_scenario(scenario, then, (apart[0], apart[1]), ratio),
        }
    )


def _ratio(mixture: Mixture, scenario: Scenario) -> float | None:
    """Geometric mean of the factor on the yearly odds once a scenario has come true, if any."""
    if not _is_moved(scenario.outcome):
        return None
    own = [e.delta.mean() for e in mixture.effects if e.scenario == scenario.id]
    return math.exp(float(sum(own)))


def _record(
    case: Case,
    scenario: Scenario,
    p_end: float | None,
    figures: dict[str, Interval],
    curves: list[list[Interval]],
) -> ConditionalPart:
    on = scenario.given
    return ConditionalPart(
        id=scenario.id,
        if_=scenario.if_,
        then=scenario.then,
        horizon_years=scenario.horizon_years,
        outcome=scenario.outcome,
        claims=list(scenario.claims),
        source_says=source_on_scenario(scenario),
        model_says=f"no forecast of this outcome: {scenario.outcome}",
        onset=onset(case, scenario),
        resolves=scenario.resolves,
        event=scenario.event,
        given=[Given(scenario=on.scenario, probability=on.probability)] if on else [],
        p_if=figures["p_if"].mean,
        p_end=p_end,
        p_end_given_if=mean_of(figures.get("p_end_given_if")),
        p_end_given_not=mean_of(figures.get("p_end_given_not")),
        intervals=figures,
        curve_if=curves[0],
        curve_not=curves[1],
        fault_line=scenario.fault_line,
        basis="judged",
    )


def _mixed(
    whole: Array, p: float, if_: list[Interval], not_: list[Interval]
) -> tuple[list[Interval], list[Interval]]:
    """Both branches shifted equally so that their mixture, p to 1 - p, is the whole."""
    if not if_ or not not_:
        return if_, not_
    rest = [
        w - p * one.mean - (1 - p) * two.mean for w, one, two in zip(whole, if_, not_, strict=True)
    ]
    return _moved(if_, rest), _moved(not_, rest)


def _moved(lasting: list[Interval], by: list[float]) -> list[Interval]:
    """Intervals of a probability, shifted and clipped to 0 and 1."""

    def inside(x: float) -> float:
        return min(max(x, 0.0), 1.0)

    return falling(
        Interval(mean=inside(i.mean + d), low=inside(i.low + d), high=inside(i.high + d))
        for i, d in zip(lasting, by, strict=True)
    )


def _ended(lasting: Interval | None) -> Interval | None:
    if lasting is None:
        return None
    return Interval(mean=1 - lasting.mean, low=1 - lasting.high, high=1 - lasting.low)


def onset(case: Case, scenario: Scenario) -> str:
    """When a scenario would come true, in words.

    Parameters
    ----------
    case, scenario
        As `detente.scenarios.worlds.fixed_month` takes them.
    """
    if scenario.event is not None:
        day = next(e.date for e in case.calendar if e.id == scenario.event)
        return f"on {day.isoformat()}"
    dates = [c.at for c in scenario.changes if c.at is not None]
    if fixed_month(case, scenario) is not None:
        return f"on {min(dates).isoformat()}"
    years = f"{scenario.horizon_years:g} year" + ("s" if scenario.horizon_years != 1 else "")
    return f"any time within {years}, each month as likely"
