"""If X then Y: the forecast in the worlds where a condition comes true and where it does not."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from detente.case.model import Case, Scenario
from detente.document.labels import RUPTURE, RUPTURE_KINDS, OutcomeId
from detente.document.part import Interval, known, mean_of
from detente.document.scenarios import ConditionalPart, Given
from detente.forecast.forecast import CaseForecast
from detente.forecast.ladder_weights import SHIFTED
from detente.forecast.settings import STEPS
from detente.records import Array
from detente.scenarios.mixture import YEARS_AHEAD, Mixture, WorldRun, horizon_months, run_worlds
from detente.scenarios.nested_means import WorldGroup, WorldSums
from detente.scenarios.source_and_model import (
    differs_on_scenario,
    model_on_scenario,
    source_on_scenario,
)
from detente.scenarios.worlds import MONTHS, fixed_month

_SIGNPOST = 5 * MONTHS
_LAST = YEARS_AHEAD * MONTHS
_YEARLY = range(0, _LAST + 1, MONTHS)


@dataclass(frozen=True)
class ScenarioWorlds:
    """Drawn worlds with and without each scenario, for one outcome after another.

    Attributes
    ----------
    mixture : Mixture
        Worlds of the case.
    groups : array of float, shape (n, w, 2 b)
        1 for every world in which each of b scenarios comes true, then in which it does not.
    share : array of float, shape (2 b, n)
        Expected share of the worlds of a draw in each group.
    of_outcomes : dict of OutcomeId to _Worlds
        Survival of outcomes, as far as computed.
    """

    mixture: Mixture
    groups: Array
    share: Array
    of_outcomes: "dict[OutcomeId, _Worlds]" = field(default_factory=dict)

    @classmethod
    def drawn(cls, mixture: Mixture) -> "ScenarioWorlds":
        """From the worlds of a case that has scenarios."""
        scenarios = mixture.forecast.case.scenarios
        inside = np.stack([mixture.worlds.happens[s.id] for s in scenarios], axis=2)
        chance = np.array([mixture.worlds.chance[s.id] for s in scenarios])
        return cls(
            mixture=mixture,
            groups=np.concatenate([inside, ~inside], axis=2).astype(np.float64),
            share=np.concatenate([chance, 1 - chance]),
        )

    def of(self, outcome: OutcomeId) -> "_Worlds":
        """Survival of one outcome, computed once."""
        if outcome not in self.of_outcomes:
            counted = _counted(outcome, self.groups, self.share)
            run = _run(self.mixture, outcome)
            survival = _survival(self.mixture, run, outcome)
            self.of_outcomes[outcome] = _Worlds.of(run, survival, *counted)
        return self.of_outcomes[outcome]


class Branches(NamedTuple):
    """One scenario of the case, and P(rupture) if and if not, in five and ten years.

    ``p_if`` is the probability that it comes true, ``lasting`` P(no rupture) by month in both.
    """

    scenario: Scenario
    p_if: Interval
    five: tuple[Interval | None, Interval | None]
    ten: tuple[Interval | None, Interval | None]
    lasting: tuple[Array, Array]
    worlds: ScenarioWorlds

    def record(self) -> ConditionalPart:
        """What the document says of the scenario: of the outcome that it speaks of."""
        outcome, forecast = self.scenario.outcome, self.worlds.mixture.forecast
        if outcome not in forecast.base.outcomes:
            return _record(forecast.case, self.scenario, None, known(p_if=self.p_if), [[], []])
        k = forecast.case.scenarios.index(self.scenario)
        lasting = self.lasting
        if outcome != RUPTURE:
            lasting = _lasting(self.worlds.of(outcome), _groups(forecast.case, k), self.p_if.mean)
        return _scored(self.worlds.mixture, self.worlds.of(outcome), k, self.p_if, lasting)


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
    worlds = ScenarioWorlds.drawn(mixture)
    place = {s.id: k for k, s in enumerate(scenarios)}
    return [_branches(worlds, place[s.id]) for s in mixture.forecast.filed.scenarios]


def no_forecast(forecast: CaseForecast) -> dict[str, str]:
    """Conditionals that cannot be scored, each with the reason."""
    return {
        f"conditional/{s.id}": f"no forecast of this outcome: {s.outcome}"
        for s in forecast.case.scenarios
        if s.outcome not in forecast.base.outcomes
    }


def _counted(outcome: OutcomeId, groups: Array, share: Array) -> tuple[Array, Array]:
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

    run: WorldRun
    sums: WorldSums
    whole: Array
    share: Array

    @classmethod
    def of(cls, run: WorldRun, survival: Array, groups: Array, share: Array) -> "_Worlds":
        mean = survival.mean(axis=(1, 2), dtype=np.float64)
        return cls(run, WorldSums.of(survival, groups), mean, share)

    def group(self, values: Sequence[int], group: int) -> WorldGroup:
        """Worlds with or without a scenario; a draw counts by how many were to be expected."""
        return self.sums.group(values, group).weighed(self.share[group])


def _run(mixture: Mixture, outcome: OutcomeId) -> WorldRun:
    """The run of an outcome in the worlds of one for rupture, of which its kinds are shares."""
    if outcome == RUPTURE or outcome in RUPTURE_KINDS:
        return mixture
    return run_worlds(mixture.forecast, outcome=outcome, like=mixture)


def _survival(mixture: Mixture, run: WorldRun, outcome: OutcomeId) -> Array:
    """Survival of an outcome in the worlds of its run, shape (months, n, w)."""
    if outcome not in RUPTURE_KINDS:
        return run.paths.survival
    steps = [round(m * STEPS / MONTHS) for m in run.paths.months]
    share = mixture.forecast.shares[outcome][:, steps].T[:, :, None]
    return np.asarray(1 - (1 - run.paths.survival) * share)


def _branches(worlds: ScenarioWorlds, k: int) -> Branches:
    mixture = worlds.mixture
    case, months = mixture.forecast.case, mixture.paths.months
    p_if = Interval.of(mixture.worlds.chance[case.scenarios[k].id])
    if_, not_ = lasting = _lasting(worlds.of(RUPTURE), _groups(case, k), p_if.mean)
    five, ten = (
        (_ended(if_, months.index(m)), _ended(not_, months.index(m))) for m in (_SIGNPOST, _LAST)
    )
    return Branches(
        scenario=case.scenarios[k], p_if=p_if, five=five, ten=ten, lasting=lasting, worlds=worlds
    )


def _groups(case: Case, k: int) -> tuple[int, int]:
    """Places of the worlds where a scenario comes true, and where it does not."""
    return k, len(case.scenarios) + k


def _lasting(worlds: _Worlds, branches: tuple[int, int], p: float) -> tuple[Array, Array]:
    """P(not yet) by month if and if not, shapes (3, months); (3, 0) if no world is in the branch.

    Both are shifted equally so that their mixture, p to 1 - p, is the mean of all worlds.
    """
    if_, not_ = (worlds.group(range(len(worlds.whole)), b).spread() for b in branches)
    if not if_.size or not not_.size:
        return if_, not_
    rest = worlds.whole - p * if_[0] - (1 - p) * not_[0]
    moved = (np.clip(branch + rest, 0, 1) for branch in (if_, not_))
    if_, not_ = (np.minimum.accumulate(branch, axis=1) for branch in moved)
    return if_, not_


def _scored(
    mixture: Mixture,
    worlds: _Worlds,
    k: int,
    p_if: Interval,
    lasting: tuple[Array, Array],
) -> ConditionalPart:
    case, months = mixture.forecast.case, mixture.paths.months
    scenario = case.scenarios[k]
    ends = [months.index(m) for m in (horizon_months(scenario.horizon_years), _LAST)]
    come, stay = (worlds.group(ends, b) for b in _groups(case, k))
    then, otherwise = (_ended(branch, ends[0]) for branch in lasting)
    figures = known(p_if=p_if, p_end_given_if=then, p_end_given_not=otherwise)
    names = ("difference", "difference_10")
    figures |= zip(names, _intervals(stay.less(come)), strict=False)  # none without worlds of both
    yearly = [months.index(m) for m in _YEARLY]
    curves = [_intervals(branch[:, yearly]) if branch.size else [] for branch in lasting]
    record = _record(case, scenario, 1 - float(worlds.whole[ends[0]]), figures, curves)
    apart, ratio = (figures.get(names[0]), figures.get(names[1])), _ratio(worlds.run, scenario)
    return record.model_copy(
        update={
            "model_says": model_on_scenario(scenario, then, apart[0]),
            "differs": differs_on_scenario(scenario, then, apart, ratio),
        }
    )


def _ratio(run: WorldRun, scenario: Scenario) -> float | None:
    """Geometric mean of the factor on the yearly odds once a scenario has come true, if any."""
    if not _is_moved(scenario.outcome):
        return None
    own = [e.delta.mean() for e in run.effects if e.scenario == scenario.id]
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


def _intervals(ends: Array) -> list[Interval]:
    """Intervals from means and both ends, shape (3, k)."""
    return [Interval(mean=m, low=a, high=b) for m, a, b in ends.T.tolist()]


def _ended(lasting: Array, place: int) -> Interval | None:
    """P(ended) by one of the months, shape (3, months); None if no world is in the branch."""
    if not lasting.size:
        return None
    mean, low, high = (1 - lasting[:, place]).tolist()
    return Interval(mean=mean, low=high, high=low)


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
