"""Bargaining over every issue of a case, and what its outcome would do to the partnership."""

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
from detente.document.part import Interval
from detente.errors import DataError
from detente.forecast.forecast import CaseForecast
from detente.forecast.settings import STEPS
from detente.forecast.survival_draws import survival_at, year_columns
from detente.history.reference_classes import BROKEN
from detente.records import NoEvidence
from detente.scenarios.bargaining.baselines import nash, weighted_mean, weighted_median
from detente.scenarios.bargaining.challenge import ROUNDS, Course, Rules, exposed, play
from detente.scenarios.bargaining.table import Table, table

YEARS = (5, 10)
RULES = Rules(compromise="least")  # turning an issue's scale round must not change its outcome
_RULES_SAID = (
    "Scholz, Calbert and Smith 2011: odds over all ordered pairs; of several compromises the one "
    "that costs the least move"
)


@dataclass(frozen=True, kw_only=True)
class Seated:
    """Who sits at the table of an issue, in the order of the case, and who does not."""

    issue: Issue
    positions: tuple[Position, ...]
    power: tuple[float, ...]
    no_seat: tuple[tuple[str, str], ...]  # actor and reason
    unrated: tuple[Position, ...]  # those that lack nothing but power

    @property
    def table(self) -> Table:
        """The table at the coded numbers; distances count on the whole scale of 0 to 100."""
        return _table(self.positions, self.power)


def seated(case: Case, issue: Issue) -> Seated | NoEvidence:
    r"""Seat the actors of one issue.

    A state whose factions and publics have positions and power of their own speaks through
    them: they split its power,

    .. math:: c_k = C_i \, p_k / \sum_{m \in i} p_m ,

    and its own entry has no seat, for it sums them up and would count them twice. Any other
    actor comes with its own power. An actor without coded power has no seat: its power is not
    known, which is neither nothing nor an average.

    Returns ``NoEvidence`` if fewer than two have a seat, or one of the partners has none.

    Parameters
    ----------
    case : Case
        The case, with its actors and their power.
    issue : Issue
        One of its issues.
    """
    spots = {p.actor: p for p in issue.positions}
    voices = _voices(case, spots)
    chosen: dict[str, float] = {}
    out: dict[str, str] = {}
    for name in spots:
        found = _weight(case.actor(name), case, voices)
        if isinstance(found, str):
            out[name] = found
        else:
            chosen[name] = found
    sides = {case.actor(n).within or n for n in chosen}
    silent = [m for m in case.members if m not in sides]
    if silent or len(chosen) < 2:
        who = " and ".join(case.name(m) for m in silent) or "more than one actor"
        return NoEvidence(reason=f"no position with power of {who} is coded on this issue")
    return Seated(
        issue=issue,
        positions=tuple(spots[n] for n in chosen),
        power=tuple(chosen.values()),
        no_seat=tuple(out.items()),
        unrated=tuple(spots[n] for n in out if n not in voices),
    )


def _voices(case: Case, spots: dict[str, Position]) -> dict[str, float]:
    """Sum of the power at home of each state's own voices on the issue."""
    out: dict[str, float] = {}
    for name in spots:
        actor = case.actor(name)
        if actor.within is not None and actor.power is not None:
            out[actor.within] = out.get(actor.within, 0.0) + actor.power.value
    return {state: total for state, total in out.items() if total > 0}


def _weight(actor: Actor, case: Case, voices: dict[str, float]) -> float | str:
    """Power of one actor on the issue, or why it has no seat."""
    if actor.id in voices and actor.power is not None:
        return "it speaks through its factions, which have positions of their own"
    if actor.power is None:
        return "its power is not coded"
    if actor.within is None:
        return actor.power.value
    whole = case.actor(actor.within).power
    if whole is None:
        return f"the power of {case.name(actor.within)} is not coded"
    share = voices.get(actor.within)
    return whole.value * actor.power.value / share if share else "its power is coded as 0"


def _table(positions: tuple[Position, ...], power: tuple[float, ...] | list[float]) -> Table:
    return table(
        [p.actor for p in positions],
        [p.position.value for p in positions],
        [p.salience.value / 100 for p in positions],
        list(power),
        span=100.0,
    )


def issue_bargains(forecast: CaseForecast, *, rounds: int = ROUNDS) -> list[BargainPart]:
    """Bargain over every issue on which both partners have a seat, in the order of the case.

    ``no_bargain`` says why the others are left out.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    rounds : int
        Most rounds of the challenge model.
    """
    found = [seated(forecast.case, issue) for issue in forecast.case.issues]
    return [_part(forecast, s, rounds) for s in found if isinstance(s, Seated) and _cares(s)]


def no_bargain(case: Case) -> dict[str, str]:
    """Issues without a bargain, and why."""
    out = {}
    for issue in case.issues:
        found = seated(case, issue)
        if isinstance(found, NoEvidence):
            out[issue.id] = found.reason
        elif not _cares(found):
            out[issue.id] = "nobody with power cares about this issue"
    return out


def _cares(found: Seated) -> bool:
    return any(c * p.salience.value > 0 for c, p in zip(found.power, found.positions, strict=True))


def _part(forecast: CaseForecast, found: Seated, rounds: int) -> BargainPart:
    case, issue, seats = forecast.case, found.issue, found.table
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
            for p, c in zip(found.positions, found.power, strict=True)
        ],
        no_seat=[UnseatedPart(id=name, reason=reason) for name, reason in found.no_seat],
        weighted_mean=_spread(forecast, found, mean),
        weighted_mean_with_unseated=_with_unrated(found),
        weighted_median=weighted_median(seats),
        nash=nash(seats, issue.status_quo),
        challenge=_course(seats, play(seats, rounds=rounds, rules=RULES)),
        partnership_effect=_effect(forecast, issue, mean),
    )


def _spread(forecast: CaseForecast, found: Seated, mean: float) -> Interval:
    """The weighted mean with its 90 % interval over the coder's ranges."""
    draw = forecast.chance.of(f"bargain/{found.issue.id}")
    total, sum_ = np.zeros(draw.n), np.zeros(draw.n)
    for p, power in zip(found.positions, found.power, strict=True):
        weight = power * draw(p.salience, low=0, high=100)
        total += weight
        sum_ += weight * draw(p.position, low=0, high=100)
    spread = Interval.of(sum_[total > 0] / total[total > 0])
    return spread.about(mean)


def _with_unrated(found: Seated) -> float | None:
    if not found.unrated:
        return None
    power = [*found.power, *(max(found.power) for _ in found.unrated)]
    return weighted_mean(_table((*found.positions, *found.unrated), power))


def _course(seats: Table, course: Course) -> CoursePart:
    means = [weighted_mean(seats), *(r.mean for r in course.rounds)]
    last = means[-course.period :] if course.period else means[-1:]
    return CoursePart(
        rules=_RULES_SAID,
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


def _movers(seats: Table, course: Course) -> list[MoverPart]:
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
    """Change of P(broken) if the partners accept the outcome, and if it is imposed on them.

    Where it is accepted the old status quo still stands: what may be agreed is measured from
    it. A settled issue whose status quo also moved would leave nothing to agree on, which the
    two-level lens would read as discord.
    """
    sides = {a.id for a in forecast.case.actors if (a.within or a.id) in forecast.case.members}
    agreed = forecast.case
    for p in issue.positions:
        if p.actor in sides:
            agreed = at(agreed, f"issues.{issue.id}.positions.{p.actor}.position", outcome)
    imposed = at(forecast.case, f"issues.{issue.id}.status_quo", outcome)
    return ShiftPart(accepted=_moved(forecast, agreed), imposed=_moved(forecast, imposed))


def _moved(forecast: CaseForecast, case: Case) -> dict[str, Interval]:
    """P(broken) of a version less that of the case, under the same draws, by years."""
    shift = forecast.shift(forecast.read(case), YEARS[-1] * STEPS)
    before = year_columns(forecast.survivals[BROKEN], YEARS)
    changes = Interval.of_columns(before - survival_at(forecast.base.odds, shift, YEARS))
    return {str(y): c.about(c.mean) for y, c in zip(YEARS, changes, strict=True)}


def named(parts: list[BargainPart], case: Case, issue: str | None) -> list[BargainPart]:
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
        If there is no such issue, or no bargain over it; says why.
    """
    if issue is None:
        return parts
    known = [i.id for i in case.issues]
    if issue not in known:
        raise DataError(f"no issue '{issue}' in the case; wanted one of {', '.join(known)}")
    if issue in (reasons := no_bargain(case)):
        raise DataError(f"no bargain over '{issue}': {reasons[issue]}")
    return [p for p in parts if p.id == issue]
