"""How far the ten-year risk moves when one coded number goes over its own range."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from detente.case.edit import ALSO, at
from detente.case.model import Case
from detente.case.numbers import Number
from detente.forecast.engine import Engine
from detente.scenarios.flips import Lever, lasting


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One number at both ends of its coded range: P(broken within ten years)."""

    path: str
    words: str
    value: float
    low: float
    high: float
    p_low: float
    p_high: float


def tornado(engine: Engine, levers: Sequence[Lever]) -> list[Bar]:
    """Bars of the levers whose number is coded with a range, the widest first."""
    found = []
    for path, subject in {lever.path: lever.subject for lever in levers}.items():
        number = number_at(engine.case, path)
        if number is not None and number.bounds[0] < number.bounds[1]:
            low, high = number.bounds
            ends = [1 - lasting(engine, at(engine.case, path, end)) for end in (low, high)]
            found.append(
                Bar(
                    path=path,
                    words=subject,
                    value=number.value,
                    low=low,
                    high=high,
                    p_low=ends[0],
                    p_high=ends[1],
                )
            )
    return sorted(found, key=lambda b: -abs(b.p_high - b.p_low))


def number_at(case: Case, path: str) -> Number | None:
    """The number at a dotted path; None if what stands there is not one."""
    found = step_at(case, path)
    return found if isinstance(found, Number) else None


def step_at(case: Case, path: str) -> Any:
    """What stands at a dotted path; None if nothing does."""
    return reduce(_step, path.split("."), case)


def _step(node: Any, key: str) -> Any:
    if isinstance(node, tuple):
        return next((x for x in node if key in (getattr(x, "id", 0), getattr(x, "actor", 0))), None)
    if isinstance(node, dict):
        return node.get(key)
    return getattr(node, key, getattr(node, ALSO.get(key, ""), None))
