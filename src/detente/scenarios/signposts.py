"""Dated occasions and scenarios to watch, by how much seeing them either way would tell."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from detente.case.model import Event
from detente.forecast.engine import Engine
from detente.forecast.pool import survival_at
from detente.forecast.settings import STEPS
from detente.records import Array, Interval
from detente.scenarios.conditional import Conditional
from detente.scenarios.mixture import day_after

WITHIN = 5  # years within which the end is told apart
_STEPS = WITHIN * STEPS
Ends = tuple[Interval | None, Interval | None]


@dataclass(frozen=True, kw_only=True)
class Signpost:
    """One thing to watch: its day, its probability, and P(broken within five years) either way."""

    id: str
    kind: str
    date: str
    label: str
    fault_line: str | None
    adverse_if: str | None
    p: Interval | None
    odds: float | None
    p_end_if: Interval | None
    p_end_if_not: Interval | None

    @property
    def expected_move(self) -> float | None:
        """Mean absolute change of the forecast on learning it: p |F1 - F| + (1 - p) |F0 - F|."""
        if self.p is None or self.p_end_if is None or self.p_end_if_not is None:
            return None
        p, apart = self.p.mean, abs(self.p_end_if.mean - self.p_end_if_not.mean)
        return 2 * p * (1 - p) * apart

    @property
    def bits(self) -> float | None:
        """Mutual information of the observation and the end."""
        if self.p is None or self.p_end_if is None or self.p_end_if_not is None:
            return None
        return information(self.p.mean, self.p_end_if.mean, self.p_end_if_not.mean)


def signposts(engine: Engine, scored: Sequence[Conditional]) -> list[Signpost]:
    """Every calendar event and every scenario, the most telling first.

    An event that a scenario decides is shown once, with what the scenario does. What an event
    tells is its own turn only, not what it may betray of other things.
    """
    by_event = {c.scenario.event: c for c in scored if c.scenario.event}
    found = [_event(engine, e, by_event.get(e.id)) for e in engine.case.calendar]
    found += [_scenario(engine, c) for c in scored if c.scenario.event is None]
    return sorted(found, key=lambda s: (-(s.bits if s.bits is not None else -1), s.date, s.id))


def _event(engine: Engine, event: Event, decided: Conditional | None) -> Signpost:
    chance: Interval | None = decided.p_if if decided else None
    ends: Ends = decided.five if decided else (None, None)
    turn = engine.turn(event) if decided is None else None
    if turn is not None:
        drawn, bad, jump = turn
        window, base = engine.window(event)[None, :_STEPS], engine.base_shift[:, :_STEPS]
        chance = Interval.of(drawn)
        ends = (
            _ended(engine, base + (jump * (1 - bad))[:, None] * window),
            _ended(engine, base - (jump * bad)[:, None] * window),
        )
    return Signpost(
        id=event.id,
        kind="event",
        date=event.date.isoformat(),
        label=event.label,
        fault_line=event.fault_line,
        adverse_if=event.adverse_if,
        p=chance,
        odds=math.exp(event.jump.value) if event.jump else None,
        p_end_if=ends[0],
        p_end_if_not=ends[1],
    )


def _ended(engine: Engine, shift: Array) -> Interval:
    return Interval.of(1 - survival_at(engine.odds, shift, (WITHIN,))[:, 0])


def _scenario(engine: Engine, c: Conditional) -> Signpost:
    s = c.scenario
    dates = [change.at for change in s.changes if change.at is not None]
    last = day_after(engine.case, s.horizon_years)
    return Signpost(
        id=s.id,
        kind="scenario",
        date=(min(dates) if dates else last).isoformat(),
        label=s.if_,
        fault_line=s.fault_line,
        adverse_if=None,
        p=c.p_if,
        odds=math.exp(s.jump.value) if s.jump else None,
        p_end_if=c.five[0],
        p_end_if_not=c.five[1],
    )


def entropy(p: float) -> float:
    """Entropy of a yes-or-no question in bits.

    Examples
    --------
    >>> entropy(0.5), entropy(0.0)
    (1.0, 0)
    """
    return -sum(q * math.log2(q) for q in (p, 1 - p) if 0 < q < 1)


def information(p: float, if_: float, not_: float) -> float:
    """Mutual information, in bits, of an observation of probability p and the end.

    ``if_`` and ``not_`` are P(end) where it is and is not seen.

    Examples
    --------
    >>> information(0.5, 1.0, 0.0)
    1.0
    """
    whole = p * if_ + (1 - p) * not_
    return max(0.0, entropy(whole) - p * entropy(if_) - (1 - p) * entropy(not_))
