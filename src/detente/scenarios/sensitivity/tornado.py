"""How far the ten-year risk moves when one coded number goes over its own range."""

from dataclasses import dataclass

from detente.case.edit import at
from detente.case.ranges import Ranged
from detente.forecast.engine import Engine
from detente.records import Interval
from detente.scenarios.sensitivity.levers import lasting, levers
from detente.scenarios.sensitivity.screening import screened


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One number at both ends of its coded range: P(broken within ten years)."""

    path: str
    words: str
    value: float
    low: float
    high: float
    p_low: Interval
    p_high: Interval


def tornado(engine: Engine, most: int = 12) -> list[Bar]:
    """Bars of the numbers that matter most over their own ranges, the widest first.

    Twice as many as are wanted are screened out of all numbers of the case, then worked out.
    """
    subjects = {lever.path: lever.subject for lever in levers(engine.case)}
    found = [_bar(engine, r, subjects.get(r.path, r.words)) for r in screened(engine, 2 * most)]
    return sorted(found, key=lambda b: -abs(b.p_high.mean - b.p_low.mean))[:most]


def _bar(engine: Engine, r: Ranged, words: str) -> Bar:
    low, high = r.number.bounds
    ends = [Interval.of(1 - lasting(engine, at(engine.case, r.path, end))) for end in (low, high)]
    return Bar(
        path=r.path,
        words=words,
        value=r.number.value,
        low=low,
        high=high,
        p_low=ends[0],
        p_high=ends[1],
    )
