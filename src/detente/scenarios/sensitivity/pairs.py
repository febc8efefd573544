"""Two levers turned together, where neither alone flips the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from detente.case.edit import at
from detente.case.model import Case
from detente.forecast.engine import Engine
from detente.records import Array, Interval, Lever
from detente.scenarios.sensitivity.levers import Flip, named

_HALVINGS = 5
_AMONG = 6  # strongest levers that are paired


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two levers, what both turned all the way give, and the share of the way that flips."""

    levers: tuple[Lever, Lever]
    p_unbroken_10: Interval
    label: str
    flips: bool
    turn: float | None


def pairs(engine: Engine, few: Engine, single: Sequence[Flip], most: int = 3) -> list[Pair]:
    """The strongest pairs of levers that do not flip the verdict alone; flips first.

    Levers are those of `flips`, paired if they turn different numbers. Pairs are ranked under
    the few draws of `thin` and then turned in the full forecast. Both go the same share of their
    way, in 32nds.
    """
    lone = [f.lever for f in single if not f.flips][:_AMONG]
    tried = [(a, b) for a, b in combinations(lone, 2) if a.path != b.path]
    before, few_before = named(engine, engine.case), named(few, engine.case)
    ranked = sorted(tried, key=lambda pair: _rank(few, pair, few_before))
    found = [_turn(engine, pair, before[1]) for pair in ranked[:most]]
    base = float(before[0].mean())
    return sorted(found, key=lambda p: (not p.flips, -abs(p.p_unbroken_10.mean - base)))


def _rank(few: Engine, pair: tuple[Lever, Lever], before: tuple[Array, str]) -> tuple[bool, float]:
    lasts, name = named(few, _turned(few.case, pair, 1.0))
    return name == before[1], -abs(float((lasts - before[0]).mean()))


def _turned(case: Case, pair: tuple[Lever, Lever], share: float) -> Case:
    """The case with both levers turned a share of their way; a word turns at once."""
    for lever in pair:
        end = lever.end
        if not isinstance(lever.start, str) and not isinstance(end, str):
            end = lever.start + share * (end - lever.start)
        case = at(case, lever.path, end)
    return case


def _turn(engine: Engine, pair: tuple[Lever, Lever], before: str) -> Pair:
    lasts, name = named(engine, _turned(engine.case, pair, 1.0))
    flipped = name != before
    return Pair(
        levers=pair,
        p_unbroken_10=Interval.of(lasts),
        label=name,
        flips=flipped,
        turn=_smallest(engine, pair, before) if flipped else None,
    )


def _smallest(engine: Engine, pair: tuple[Lever, Lever], before: str) -> float:
    near, far = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        if named(engine, _turned(engine.case, pair, middle))[1] == before:
            near = middle
        else:
            far = middle
    return far
