"""Bargaining over every issue of a case, and the effect of its outcome on the partnership."""

import numpy as np

from detente.case.edit import at
from detente.case.model import Case, Issue
from detente.document.bargain import (
    BargainPart,
    CoursePart,
    ExposedPart,
    MoverPart,
    SeatPart,
    ShiftPart,
    UnseatedPart,
)
from detente.document.labels import RUPTURE
from detente.document.part import Interval
from detente.errors import DataError
from detente.forecast.forecast import CaseForecast
from detente.forecast.settings import STEPS
from detente.forecast.survival_draws import survival_at, year_columns
from detente.scenarios.bargaining.baselines import nash, weighted_mean, weighted_median_position
from detente.scenarios.bargaining.challenge import ROUNDS, Course, Rules, exposed, play
from detente.scenarios.bargaining.seats import (
    SeatedIssue,
    cares,
    no_bargain,
    seat_issue,
    table_of,
)
from detente.scenarios.bargaining.table import BargainingTable

YEARS = (5, 10)
RULES = Rules(compromise="least")  # reversing an issue's scale must not change its outcome
_RULES_TEXT = (
    "Scholz, Calbert and Smith 2011: odds over all ordered pairs; of several compromises the one "
    "that costs the least move"
)


def issue_bargains(forecast: CaseForecast, *, rounds: int = ROUNDS) -> list[BargainPart]:
    """Bargain over every issue on which both partners have a seat, in the order of the case.

    `no_bargain` gives the reasons for the others.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    rounds : int
        Maximum number of rounds of the challenge model.
    """
    issues = {issue.id: issue for issue in forecast.case.issues}
    seated = [seat_issue(forecast.case, issues[filed.id]) for filed in forecast.filed.issues]
    return [
        _part(forecast, one, rounds)
        for one in seated
        if isinstance(one, SeatedIssue) and cares(one)
    ]


def _part(forecast: CaseForecast, seated: SeatedIssue, rounds: int) -> BargainPart:
    case, issue, seats = forecast.case, seated.issue, seated.table
    mean = weighted_mean(seats)
    return BargainPart(
        id=issue.id,
        label=issue.label,
        zero=issue.zero,
        hundred=issue.hundred,
        status_quo=issue.status_quo,
        actors=[
            SeatPart(
                id=p.actor,
                name=case.name(p.actor),
                position=p.position.value,
                salience=p.salience.value,
                power=c,
            )
            for p, c in zip(seated.positions, seated.power, strict=True)
        ],
        no_seat=[UnseatedPart(id=name, reason=reason) for name, reason in seated.no_seat],
        weighted_mean=_spread(forecast, seated, mean),
        weighted_mean_with_unseated=_with_unrated(seated),
        weighted_median=weighted_median_position(seats),
        nash=nash(seats, issue.status_quo),
        challenge=_course(seats, play(seats, rounds=rounds, rules=RULES)),
        partnership_effect=_effect(forecast, issue, mean),
    )


def _spread(forecast: CaseForecast, seated: SeatedIssue, mean: float) -> Interval:
    """The weighted mean with its 90 % interval over the coder's ranges."""
    draw = forecast.chance.of(f"bargain/{seated.issue.id}")
    total, sum_ = np.zeros(draw.n), np.zeros(draw.n)
    for p, power in zip(seated.positions, seated.power, strict=True):
        weight = power * draw(p.salience, low=0, high=100)
        total += weight
        sum_ += weight * draw(p.position, low=0, high=100)
    spread = Interval.of(sum_[total > 0] / total[total > 0])
    return spread.about(mean)


def _with_unrated(seated: SeatedIssue) -> float | None:
    if not seated.unrated:
        return None
    power = [*seated.power, *(max(seated.power) for _ in seated.unrated)]
    return weighted_mean(table_of((*seated.positions, *seated.unrated), power))


def _course(seats: BargainingTable, course: Course) -> CoursePart:
    means = [weighted_mean(seats), *(r.mean for r in course.rounds)]
    last = means[-course.period :] if course.period else means[-1:]
    return CoursePart(
        rules=_RULES_TEXT,
        rounds=[seats.position.tolist(), *(r.position.tolist() for r in course.rounds)],
        means=means,
        words=course.words,
        settled=course.settled,
        cycle=course.period,
        outcome=float(np.mean(last)),
        movers=_movers(seats, course),
        exposed=[
            ExposedPart(id=seats.names[k], danger=float(course.rounds[0].danger[k]))
            for k in exposed(course)
        ],
    )


def _movers(seats: BargainingTable, course: Course) -> list[MoverPart]:
    first = {m.actor: m for r in reversed(course.rounds) for m in r.moves if m.start != m.end}
    final = course.rounds[-1].position
    return [
        MoverPart(
            id=seats.names[k],
            from_=float(seats.position[k]),
            to=float(final[k]),
            first_kind=move.kind,
            first_towards=seats.names[move.towards],
        )
        for k, move in sorted(first.items())
        if final[k] != seats.position[k]
    ]


def _effect(forecast: CaseForecast, issue: Issue, outcome: float) -> ShiftPart:
    """Change of P(rupture) if the partners accept the outcome, and if it is imposed on them.

    An accepted outcome leaves the status quo as it is, because win-sets are measured from it. If
    the status quo moved too, no agreement would remain possible, which the two-level lens would
    read as discord.
    """
    sides = {a.id for a in forecast.case.actors if (a.within or a.id) in forecast.case.members}
    agreed = forecast.case
    for p in issue.positions:
        if p.actor in sides:
            agreed = at(agreed, f"issues.{issue.id}.positions.{p.actor}.position", outcome)
    imposed = at(forecast.case, f"issues.{issue.id}.status_quo", outcome)
    return ShiftPart(accepted=_moved(forecast, agreed), imposed=_moved(forecast, imposed))


def _moved(forecast: CaseForecast, case: Case) -> dict[str, Interval]:
    """P(rupture) of a version less that of the case, under the same draws, by years."""
    shift = forecast.version_shift(case, YEARS[-1] * STEPS)
    before = year_columns(forecast.survivals[RUPTURE], YEARS)
    changes = Interval.of_columns(before - survival_at(forecast.base.odds, shift, YEARS))
    return {str(y): c.about(c.mean) for y, c in zip(YEARS, changes, strict=True)}


def bargains_over(parts: list[BargainPart], case: Case, issue: str | None) -> list[BargainPart]:
    """The bargains over one issue, or all of them.

    Parameters
    ----------
    parts : list of BargainPart
        Bargains of the case.
    case : Case
        The case.
    issue : str or None
        Id of an issue; None for all of them.

    Raises
    ------
    DataError
        If there is no such issue, or no bargain over it; the message gives the reason.
    """
    if issue is None:
        return parts
    known = [i.id for i in case.issues]
    if issue not in known:
        raise DataError(f"no issue '{issue}' in the case; wanted one of {', '.join(known)}")
    if issue in (reasons := no_bargain(case)):
        raise DataError(f"no bargain over '{issue}': {reasons[issue]}")
    return [p for p in parts if p.id == issue]
