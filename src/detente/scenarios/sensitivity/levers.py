"""What would change the answer: levers of the case, and the smallest turn that flips it."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.case.change import Value
from detente.case.edit import at
from detente.case.model import Case
from detente.errors import DataError
from detente.forecast.engine import Engine
from detente.forecast.pool import ClassForecast, survival_at, yearly_hazard, yearly_odds
from detente.forecast.settings import STEPS
from detente.forecast.verdict import label, threat_move
from detente.history.reference_classes import BROKEN
from detente.records import Array, Interval, Lever
from detente.registry import Lens, lenses

_DRAWS = 50  # to rank the levers, under common random numbers
_HALVINGS = 6
_FARTHEST = math.log(1000)  # beyond it no evidence would reach a threshold
_LONGEST = 20 * STEPS
_CLOSE = 1e-9
_MOST_STEPS = 60
# the order in which levers are listed, by section of the case; all other sections follow
_SECTIONS = ("threats", "issues", "regimes", "preferences", "standing", "ties", "ledger")


@dataclass(frozen=True, kw_only=True)
class Flip:
    """What a lever turned all the way does, and how far it must be turned to flip the verdict."""

    lever: Lever
    p_unbroken_10: Interval
    move: Interval  # change of P(unbroken at 10 years)
    label: str
    flips: bool
    turn: float | str | None  # smallest turn that flips the verdict; None if it never does


def levers(case: Case) -> Iterator[Lever]:
    """Every lever of the case that is not at its end already, as the lenses state them.

    Raises
    ------
    DataError
        If a lens cannot state its levers.
    """
    stated = {
        (x.path, x.end): x for name, lens in lenses().items() for x in _stated(name, lens, case)
    }
    return iter(sorted((x for x in stated.values() if x.start != x.end), key=_place))


def _stated(name: str, lens: Lens, case: Case) -> list[Lever]:
    if lens.levers is None:
        return []
    try:
        return list(lens.levers(case))
    except Exception as problem:
        raise DataError(
            f"levers of the lens '{name}' raised {type(problem).__name__}: {problem}"
        ) from problem


def _place(lever: Lever) -> int:
    """Rank of the section of the case in which a lever lies."""
    section = lever.path.split(".")[0]
    return _SECTIONS.index(section) if section in _SECTIONS else len(_SECTIONS)


def flips(engine: Engine, strongest: Sequence[Lever], most: int = 8) -> list[Flip]:
    """Turn levers all the way, one at a time; flips first, then the strongest.

    ``strongest`` are levers as `ranked` under few draws; the first ``most`` of them are turned in
    the full forecast. For a lever that flips the verdict the smallest turn is found by bisection,
    to 1/64 of its way.
    """
    before = named(engine, engine.case)
    found = [_turn(engine, lever, before) for lever in strongest[:most]]
    return sorted(found, key=lambda f: (not f.flips, -abs(f.move.mean)))


def thin(engine: Engine) -> Engine:
    """The same case under few draws, to search with."""
    return Engine(engine.case, engine.vintage, replace(engine.settings, draws=_DRAWS))


def ranked(few: Engine) -> list[Lever]:
    """Every lever of the case, the strongest first, judged under the `thin` engine given."""
    base = lasting(few, few.case)
    return sorted(levers(few.case), key=lambda lever: -abs(_move(few, lever, base)))


def lasting(engine: Engine, case: Case) -> Array:
    """P(unbroken at 10 years) of a version of the case, as drawn, shape (n,)."""
    shift = engine.shift(engine.read(case), 10 * STEPS)
    return survival_at(engine.odds, shift, (10,))[:, 0]


def _move(engine: Engine, lever: Lever, base: Array) -> float:
    turned = at(engine.case, lever.path, lever.end)
    return float((lasting(engine, turned) - base).mean())


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """How much evidence it would take to move a figure of the verdict across a threshold."""

    words: str
    odds_ratio: float | None  # on the yearly odds of rupture; None if beyond a factor of 1000


def thresholds(engine: Engine) -> list[Threshold]:
    """The constant change of the yearly odds that would reach each threshold of the verdict."""
    s = engine.settings
    aims = ((10, s.convenience_below_at_10), (20, s.permanent_at_20))
    return [
        Threshold(
            words=f"unbroken at {years} years at {aim:.0%}", odds_ratio=_odds(engine, years, aim)
        )
        for years, aim in aims
    ]


def _odds(engine: Engine, years: int, aim: float) -> float | None:
    odds = engine.odds[:, : years * STEPS] * np.exp(engine.base_shift[:, : years * STEPS])

    def ended(shift: float) -> float:
        return float(1 - survival_at(odds, np.full((1, 1), shift), (years,)).mean())

    shift = root(ended, 1 - aim)
    return math.exp(shift) if abs(shift) < _FARTHEST else None


def by_class(engine: Engine) -> dict[str, tuple[float, str]]:
    """P(unbroken at 10 years) and the label if one reference class alone were believed."""
    out = {}
    for a in engine.applied:
        if a.outcome == BROKEN:
            out[a.reference.id] = _alone(engine, engine.standardised(a))
    if engine.panel is not None:
        out["panel"] = _alone(engine, engine.panel)
    return out


def _alone(engine: Engine, member: ClassForecast) -> tuple[float, str]:
    lasts, name = named(engine, engine.case, yearly_odds(yearly_hazard(member.survival)))
    return float(lasts.mean()), name


def named(engine: Engine, case: Case, odds: Array | None = None) -> tuple[Array, str]:
    """P(unbroken at 10 years) as drawn, shape (n,), and the label of a version of the case.

    ``odds`` take the place of the pooled ones.
    """
    base = engine.odds if odds is None else odds
    lasts = survival_at(base, engine.shift(engine.read(case), _LONGEST), (10, 20))
    p10, p20 = (float(p) for p in lasts.mean(axis=0))
    move = threat_move(engine, p10, case, base)
    return lasts[:, 0], label(p10, p20, move, engine.settings)


def _turn(engine: Engine, lever: Lever, before: tuple[Array, str]) -> Flip:
    lasts, name = named(engine, at(engine.case, lever.path, lever.end))
    flipped = name != before[1]
    return Flip(
        lever=lever,
        p_unbroken_10=Interval.of(lasts),
        move=Interval.of(lasts - before[0]),
        label=name,
        flips=flipped,
        turn=_smallest(engine, lever, before[1]) if flipped else None,
    )


def _smallest(engine: Engine, lever: Lever, before: str) -> Value:
    if isinstance(lever.start, str) or isinstance(lever.end, str):
        return lever.end
    near, far = lever.start, lever.end
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        if named(engine, at(engine.case, lever.path, middle))[1] == before:
            near = middle
        else:
            far = middle
    return far


def root(rising: Callable[[float], float], target: float) -> float:
    """Where a smooth rising function meets a target, to 1e-9 in its value, by secant steps."""
    last, guess = 0.0, -0.1
    before = rising(last) - target
    for _ in range(_MOST_STEPS):
        miss = rising(guess) - target
        if abs(miss) < _CLOSE or miss == before:
            break
        step = -miss * (guess - last) / (miss - before)
        last, before, guess = guess, miss, guess + min(max(step, -2.0), 2.0)
    return guess
