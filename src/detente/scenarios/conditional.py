"""If X then Y: the forecast in the worlds where a condition comes true and where it does not."""

from dataclasses import dataclass

import numpy as np

from detente.case.model import Scenario
from detente.records import Array, Interval
from detente.scenarios.mixture import YEARS_AHEAD, Future, horizon_months
from detente.scenarios.nested_means import Branches
from detente.scenarios.worlds import MONTHS, decided

_SIGNPOST = 5 * MONTHS
_YEARLY = range(0, YEARS_AHEAD * MONTHS + 1, MONTHS)


@dataclass(frozen=True, kw_only=True)
class Conditional:
    """One scenario of the case, scored; what no world shows is None, or an empty curve."""

    scenario: Scenario
    onset: str
    p_if: Interval  # share of worlds; the range is that of the stated probability
    p_end: float  # within the horizon, over all worlds
    p_end_given_if: Interval | None
    p_end_given_not: Interval | None
    difference: Interval | None
    difference_10: Interval | None  # within ten years, whatever the horizon
    curve_if: list[Interval]  # P(not yet) at 0, 1 ... 10 years
    curve_not: list[Interval]
    five: tuple[Interval | None, Interval | None]  # P(end within five years), if and if not


def conditionals(found: Future) -> list[Conditional]:
    r"""Every scenario of the case, in the order of the file, read from one run of worlds.

    With p the probability that a scenario comes true, as stated and drawn, and F the forecast of
    an end within its horizon, the law of total probability holds between the means:

    .. math:: p\,F_{if} + (1 - p)\,F_{not} = F.

    The worlds drawn show a share near p. What that chance is off leaves to the sum, a few
    hundredths of a point, both branches take alike, so that their difference is as drawn.

    Uses: `detente.scenarios.survival_paths`, where the worlds are tied to the forecast.
    """
    scenarios = found.engine.case.scenarios
    if not scenarios:
        return []
    inside = np.array([found.worlds.happens[s.id] for s in scenarios])
    sums = Branches.of(found.paths.survival, np.concatenate([inside, ~inside]))
    whole = found.paths.survival.mean(axis=(1, 2), dtype=np.float64)
    return [_score(found, sums, whole, k) for k in range(len(scenarios))]


def _score(found: Future, sums: Branches, whole: Array, k: int) -> Conditional:
    scenario, months = found.engine.case.scenarios[k], found.paths.months
    last = horizon_months(scenario.horizon_years)
    branches = k, len(found.engine.case.scenarios) + k
    p_if = Interval.of(found.worlds.chance[scenario.id])
    lasting = (sums.group(range(len(months)), b).intervals() for b in branches)
    if_, not_ = (  # empty where no world shows it
        dict(zip(months, branch, strict=False)) for branch in _mixed(whole, p_if.mean, *lasting)
    )
    ends = [months.index(last), months.index(YEARS_AHEAD * MONTHS)]
    come, stay = (sums.group(ends, b) for b in branches)
    apart: list[Interval | None] = [*stay.less(come)] or [None, None]
    return Conditional(
        scenario=scenario,
        onset=onset(found, scenario),
        p_if=p_if,
        p_end=1 - float(whole[months.index(last)]),
        p_end_given_if=_ended(if_.get(last)),
        p_end_given_not=_ended(not_.get(last)),
        difference=apart[0],
        difference_10=apart[1],
        curve_if=[if_[m] for m in _YEARLY if m in if_],
        curve_not=[not_[m] for m in _YEARLY if m in not_],
        five=(_ended(if_.get(_SIGNPOST)), _ended(not_.get(_SIGNPOST))),
    )


def _mixed(
    whole: Array, p: float, if_: list[Interval], not_: list[Interval]
) -> tuple[list[Interval], list[Interval]]:
    """Both branches moved alike until their mixture, p to 1 - p, is the whole."""
    if not if_ or not not_:
        return if_, not_
    rest = [
        w - p * one.mean - (1 - p) * two.mean for w, one, two in zip(whole, if_, not_, strict=True)
    ]
    return _moved(if_, rest), _moved(not_, rest)


def _moved(lasting: list[Interval], by: list[float]) -> list[Interval]:
    """Intervals of a probability, moved and kept one."""

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


def onset(found: Future, scenario: Scenario) -> str:
    """When a scenario comes true, if it does, in words."""
    case = found.engine.case
    if scenario.event is not None:
        day = next(e.date for e in case.calendar if e.id == scenario.event)
        return f"on {day.isoformat()}"
    dates = [c.at for c in scenario.changes if c.at is not None]
    if decided(found.engine, scenario) is not None:
        return f"on {min(dates).isoformat()}"
    years = f"{scenario.horizon_years:g} year" + ("s" if scenario.horizon_years != 1 else "")
    return f"any time within {years}, each month as likely"
