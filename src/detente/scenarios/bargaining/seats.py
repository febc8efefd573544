"""Who has a seat in the bargaining over an issue of a case, and who has none, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.case.model import Actor, Case, Issue, Position
from detente.records import NoEvidence
from detente.scenarios.bargaining.table import BargainingTable, seat_actors


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
        return table_of(self.positions, self.power)


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


def table_of(positions: tuple[Position, ...], power: Sequence[float]) -> BargainingTable:
    """The table of some actors at their coded numbers, with distances on the scale of 0 to 100.

    Parameters
    ----------
    positions : tuple of Position
        Their positions on the issue.
    power : sequence of float
        Their power, in the same order.
    """
    return seat_actors(
        [p.actor for p in positions],
        [p.position.value for p in positions],
        [p.salience.value / 100 for p in positions],
        list(power),
        span=100.0,
    )


def no_bargain(case: Case) -> dict[str, str]:
    """Issues without a bargain, and why."""
    out = {}
    for issue in case.issues:
        seated = seat_issue(case, issue)
        if isinstance(seated, NoEvidence):
            out[issue.id] = seated.reason
        elif not cares(seated):
            out[issue.id] = "nobody with power cares about this issue"
    return out


def cares(seated: SeatedIssue) -> bool:
    """Whether the issue matters to anybody with power."""
    return any(
        c * p.salience.value > 0 for c, p in zip(seated.power, seated.positions, strict=True)
    )
