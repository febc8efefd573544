"""Bargaining over every issue of a case, and the effect of its outcome on the partnership."""

from dataclasses import dataclass

import numpy as np

from detente.case.edit import at
from detente.case.model import Actor, Case, Issue, Position
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
from detente.records import NoEvidence
from detente.scenarios.bargaining.baselines import nash, weighted_mean, weighted_median_position
from detente.scenarios.bargaining.challenge import ROUNDS, Course, Rules, exposed, play
from detente.scenarios.bargaining.table import BargainingTable, seat_actors

YEARS = (5, 10)
RULES = Rules(compromise="least")  # reversing an issue's scale must not change its outcome
_RULES_TEXT = (
    "Scholz, Calbert and Smith 2011: odds over all ordered pairs; of several compromises the one "
    "that costs the least move"
)


@dataclass(frozen=True, kw_only=True)
class SeatedIssue:
    """Who sits at the table of an issue, in the order of the case, and who does not."""

    issue: Issue
    positions: tuple[Position, ...]
    power: tuple[float, ...]
    no_seat: tuple[tuple[str, str], ...]  # actor and reason
    unrated: tuple[Position, ...]  # power alone is unknown

    @property
    def table(self) -> BargainingTable:
        """The table at the coded numbers; distances are measured on the scale of 0 to 100."""
        return _table(self.positions, self.power)


def seat_issue(case: Case, issue: Issue) -> SeatedIssue | NoEvidence:
    r"""Seat the actors of one issue.

    A state whose factions and publics have positions and power of their own speaks through
    them: they split its power,

    .. math:: c_k = C_i \, p_k / \sum_{m \in i} p_m ,

    and its own entry has no seat, since it would count them twice. Any other actor has its own
    power. An actor without coded power has no seat: unknown power is neither zero nor average.

    Returns ``NoEvidence`` if fewer than two have a seat, or one of the partners has none.

    Parameters
    ----------
    case : Case
        The case, with its actors and their power.
    issue : Issue
        One of its issues.
    """
    by_actor = {p.actor: p for p in issue.positions}
    domestic = _domestic(case, by_actor)
    chosen: dict[str, float] = {}
    out: dict[str, str] = {}
    for name in by_actor:
        weight = _weight(case.actor(name), case, domestic)
        if isinstance(weight, str):
            out[name] = weight
        else:
            chosen[name] = weight
    sides = {case.actor(n).within or n for n in chosen}
    silent = [m for m in case.members if m not in sides]
    if silent or len(chosen) < 2:
        who = " and ".join(case.name(m) for m in silent) or "more than one actor"
        return NoEvidence(reason=f"no position with power of {who} is coded on this issue")
    return SeatedIssue(
        issue=issue,
        positions=tuple(by_actor[n] for n in chosen),
        power=tuple(chosen.values()),
        no_seat=tuple(out.items()),
        unrated=tuple(by_actor[n] for n in out if n not in domestic),
    )


def _domestic(case: Case, by_actor: dict[str, Position]) -> dict[str, float]:
    """Sum of the domestic power of each state's factions and publics on the issue."""
    out: dict[str, float] = {}
    for name in by_actor:
        actor = case.actor(name)
        if actor.within is not None and actor.power is not None:
            out[actor.within] = out.get(actor.within, 0.0) + actor.power.value
    return {state: total for state, total in out.items() if total > 0}


def _weight(actor: Actor, case: Case, domestic: dict[str, float]) -> float | str:
    """Power of one actor on the issue, or the reason why it has no seat."""
    if actor.id in domestic and actor.power is not None:
        return "it speaks through its factions, which have positions of their own"
    if actor.power is None:
        return "its power is not coded"
    if actor.within is None:
        return actor.power.value
    whole = case.actor(actor.within).power
    if whole is None:
        return f"the power of {case.name(actor.within)} is not coded"
    share = domestic.get(actor.within)
    return whole.value * actor.power.value / share if share else "its power is coded as 0"


def _table(
    positions: tuple[Position, ...], power: tuple[float, ...] | list[float]
) -> BargainingTable:
    return seat_actors(
        [p.actor for p in positions],
        [p.position.value for p in positions],
        [p.salience.value / 100 for p in positions],
        list(power),
        span=100.0,
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
        if isinstance(one, SeatedIssue) and _cares(one)
    ]


def no_bargain(case: Case) -> dict[str, str]:
    """Issues without a bargain, and why."""
    out = {}
    for issue in case.issues:
        seated = seat_issue(case, issue)
        if isinstance(seated, NoEvidence):
            out[issue.id] = seated.reason
        elif not _cares(seated):
            out[issue.id] = "nobody with power cares about this issue"
    return out


def _cares(seated: SeatedIssue) -> bool:
    return any(
        c * p.salience.value > 0 for c, p in zip(seated.power, seated.positions, strict=True)
    )


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
    return weighted_mean(_table((*seated.positions, *seated.unrated), power))


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
