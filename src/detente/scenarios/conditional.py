"""If X then Y: the forecast in the worlds where a condition comes true and where it does not."""

from typing import NamedTuple

import numpy as np

from detente.case.model import Case, Scenario
from detente.document.part import Interval, known, mean_of
from detente.document.scenarios import ConditionalPart, Given
from detente.history.reference_classes import RUPTURE
from detente.records import Array
from detente.scenarios.mixture import YEARS_AHEAD, Mixture, horizon_months
from detente.scenarios.nested_means import WorldSums
from detente.scenarios.worlds import MONTHS, fixed_month

_SIGNPOST = 5 * MONTHS
_YEARLY = range(0, YEARS_AHEAD * MONTHS + 1, MONTHS)


class Branches(NamedTuple):
    """One scenario of the case, its record, and P(end within five years) if and if not."""

    scenario: Scenario
    record: ConditionalPart
    five: tuple[Interval | None, Interval | None]


def conditionals(mixture: Mixture) -> list[Branches]:
    r"""Every scenario of the case, in the order of the file, from one run of worlds.

    With p the drawn probability that a scenario comes true and F the forecast of
    an end within its horizon, the law of total probability holds between the means:

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
    inside = np.array([mixture.worlds.happens[s.id] for s in scenarios])
    sums = WorldSums.of(mixture.paths.survival, np.concatenate([inside, ~inside]))
    whole = mixture.paths.survival.mean(axis=(1, 2), dtype=np.float64)
    return [_branches(mixture, sums, whole, k) for k in range(len(scenarios))]


def _branches(mixture: Mixture, sums: WorldSums, whole: Array, k: int) -> Branches:
    scenario, months = mixture.forecast.case.scenarios[k], mixture.paths.months
    last = horizon_months(scenario.horizon_years)
    branches = k, len(mixture.forecast.case.scenarios) + k
    p_if = Interval.of(mixture.worlds.chance[scenario.id])
    lasting = (sums.group(range(len(months)), b).intervals() for b in branches)
    if_, not_ = (  # empty if no world is in the branch
        dict(zip(months, branch, strict=False)) for branch in _mixed(whole, p_if.mean, *lasting)
    )
    ends = [months.index(last), months.index(YEARS_AHEAD * MONTHS)]
    come, stay = (sums.group(ends, b) for b in branches)
    apart: list[Interval | None] = [*stay.less(come)] or [None, None]
    figures = known(
        p_if=p_if,
        p_end_given_if=_ended(if_.get(last)),
        p_end_given_not=_ended(not_.get(last)),
        difference=apart[0],
        difference_10=apart[1],
    )
    curves = [[branch[m] for m in _YEARLY if m in branch] for branch in (if_, not_)]
    p_end = 1 - float(whole[months.index(last)])
    return Branches(
        scenario=scenario,
        record=_record(onset(mixture.forecast.case, scenario), scenario, p_end, figures, curves),
        five=(_ended(if_.get(_SIGNPOST)), _ended(not_.get(_SIGNPOST))),
    )


def _record(
    onset: str,
    scenario: Scenario,
    p_end: float,
    figures: dict[str, Interval],
    curves: list[list[Interval]],
) -> ConditionalPart:
    on = scenario.given
    return ConditionalPart(
        id=scenario.id,
        if_=scenario.if_,
        then=scenario.then,
        horizon_years=scenario.horizon_years,
        outcome=RUPTURE,
        claims=list(scenario.claims),
        onset=onset,
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

    return [
        Interval(mean=inside(i.mean + d), low=inside(i.low + d), high=inside(i.high + d))
        for i, d in zip(lasting, by, strict=True)
    ]


def _ended(lasting: Interval | None) -> Interval | None:
    if lasting is None:
        return None
    return Interval(mean=1 - lasting.mean, low=1 - lasting.high, high=1 - lasting.low)


def onset(case: Case, scenario: Scenario) -> str:
    """When a scenario would come true, in words.

    Parameters
    ----------
    case : Case
        The case.
    scenario : Scenario
        One of its scenarios.
    """
    if scenario.event is not None:
        day = next(e.date for e in case.calendar if e.id == scenario.event)
        return f"on {day.isoformat()}"
    dates = [c.at for c in scenario.changes if c.at is not None]
    if fixed_month(case, scenario) is not None:
        return f"on {min(dates).isoformat()}"
    years = f"{scenario.horizon_years:g} year" + ("s" if scenario.horizon_years != 1 else "")
    return f"any time within {years}, each month as likely"
