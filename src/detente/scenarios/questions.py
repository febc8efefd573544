"""Dated yes-or-no questions, those of the case and some of its outcomes, with probabilities."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.model import Case, Question, Scenario
from detente.document.labels import OutcomeId
from detente.document.part import Interval
from detente.errors import DataError
from detente.forecast.forecast import CaseForecast
from detente.forecast.settings import HORIZONS
from detente.history.reference_classes import OUTCOMES
from detente.records import Array
from detente.scenarios.interventions import versions
from detente.scenarios.mixture import day_after, months_to, survival_by_month
from detente.scenarios.with_and_without import PATHS, WithAndWithout
from detente.scenarios.worlds import draw_worlds, month_ahead, p_by_month, stated_probability

_FARTHEST = 10  # years ahead of the last question about an outcome


@dataclass(frozen=True, kw_only=True)
class AnsweredQuestion:
    """A question and its probability; ``base`` is the base rate of its classes, if any."""

    question: Question
    coded: bool  # written in the case, not generated from it
    p: Interval
    base: float | None
    basis: str

    @property
    def can_resolve(self) -> bool:
        """Whether a rule defines what counts as yes; without one it cannot be scored."""
        return self.question.resolves != NO_RULE

    def document(self) -> dict[str, Any]:
        """The question and its probability as plain values, as ``--json`` prints them."""
        return {
            **self.question.model_dump(mode="json"),
            "probability": self.p.mean,
            "low": self.p.low,
            "high": self.p.high,
            "base_rate": self.base,
            "basis": self.basis,
            "coded": self.coded,
        }


NO_RULE = "no rule: state what counts under `resolves` of the scenario"


def questions(forecast: CaseForecast, paths: int = PATHS) -> list[AnsweredQuestion]:
    """Answer the questions in the case, then those generated from its outcomes and scenarios.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    paths : int
        Number of worlds for questions under a condition.
    """
    coded = [_answer(forecast, q, paths, coded=True) for q in forecast.filed.questions]
    return coded + [_answer(forecast, q, paths, coded=False) for q in generated_questions(forecast)]


def generated_questions(forecast: CaseForecast) -> Iterator[Question]:
    """One question per outcome and horizon, and one per scenario at the end of its horizon."""
    case = forecast.filed
    for outcome in forecast.base.outcomes:
        for years in (y for y in HORIZONS if y <= _FARTHEST):
            yield Question(
                id=f"{outcome}-{years}y",
                asks=f"{case.title}: {OUTCOMES[outcome]}, by {day_after(case, years)}?",
                by=day_after(case, years),
                resolves=_CODED[outcome],
                outcome=outcome,
            )
    for scenario in case.scenarios:
        yield Question(
            id=scenario.id,
            asks=f"{scenario.if_}, by {day_after(case, scenario.horizon_years)}?",
            by=day_after(case, scenario.horizon_years),
            resolves=scenario.resolves or NO_RULE,
            scenario=scenario.id,
        )


_UNTIL = "until they are out, a judgement by the same rule"
_CODED = {
    "rupture": "yes if rivalry or force resolves yes",
    "rivalry": "yes if the Thompson, Sakuwa and Suhas rivalry data date a strategic rivalry of the "
    f"two from within the period; {_UNTIL}",
    "force": "yes if militarised dispute data (GML or COW) have a dispute begun within the period, "
    f"both as originators, in which both used force or somebody died; {_UNTIL}",
    "strain": "yes if within the period dispute data (GML or COW) have a dispute with both as "
    "originators and a display of force, or force by one alone, without a death, TIES a "
    "sanction of one on the other, or ICB a "
    f"crisis in which one sees the other as the source of the threat; {_UNTIL}",
    "drift": "yes if in a year of the period and in the two before it, their agreement in the UN "
    "General Assembly, less the mean of what each agrees with the world, is below its earlier "
    "level by more than a standard deviation; the level is its mean seven to three years before "
    "that year, the standard deviation that of the yearly changes of all pairs until then",
    "suspension": "yes if an alliance treaty between the two is violated or abrogated, or one of "
    "them leaves it before its scheduled end, by ATOP's rules; a renegotiation is none",
    "treaty": "yes if the alliance treaty between the two ends by ATOP's rules: fulfilled, broken "
    "or renegotiated",
}


def _answer(forecast: CaseForecast, q: Question, paths: int, *, coded: bool) -> AnsweredQuestion:
    if q.outcome is not None:
        if q.outcome not in forecast.base.outcomes:
            known = ", ".join(forecast.base.outcomes)
            raise DataError(
                f"the question '{q.id}' of {forecast.case.id} asks for {q.outcome}, which the case "
                f"is not at risk of or history does not show; wanted one of {known}"
            )
        p, base = _of_outcome(forecast, q, q.outcome, paths)
        return AnsweredQuestion(question=q, coded=coded, p=p, base=base, basis="forecast")
    p = _of_scenario(forecast, q, paths)
    return AnsweredQuestion(question=q, coded=coded, p=p, base=None, basis="judged")


def _of_outcome(
    forecast: CaseForecast, q: Question, outcome: OutcomeId, paths: int
) -> tuple[Interval, float | None]:
    month = months_to(forecast.case, q.by)
    if q.where is not None:
        runs = WithAndWithout(forecast, (q.where,), versions(forecast.case, ()), paths)
        return runs.ended(outcome, month), None
    ended = 1 - survival_by_month(forecast.survivals[outcome], [month])[:, 0]
    base = 1 - survival_by_month(forecast.base.survival(outcome), [month])[:, 0]
    return Interval.of(ended), float(base.mean())


def _of_scenario(forecast: CaseForecast, q: Question, paths: int) -> Interval:
    """P(it has come true by the day), given that the scenario of its condition does."""
    scenario = _scenario(forecast.case, str(q.scenario))
    month = month_ahead((q.by - forecast.case.as_of).days)
    both, given = _chances(forecast, scenario, q.where, paths)
    by_day = p_by_month(forecast.case, scenario, month)
    spread = Interval.of(by_day * np.minimum(both / np.maximum(given, 1e-12), 1))
    middle = by_day * float(both.mean() / max(given.mean(), 1e-12))
    return Interval(mean=min(middle, 1.0), low=spread.low, high=spread.high)


def _chances(
    forecast: CaseForecast, scenario: Scenario, where: str | None, paths: int
) -> tuple[Array, Array]:
    """P(a scenario and its condition come true), and P(the condition), as drawn."""
    if where is None:
        return stated_probability(forecast, scenario), np.ones(1)
    both = draw_worlds(forecast, paths, forced={scenario.id, where}, even=True).p
    return both, stated_probability(forecast, _scenario(forecast.case, where))


def _scenario(case: Case, id_: str) -> Scenario:
    return next(s for s in case.scenarios if s.id == id_)
