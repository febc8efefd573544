"""Levers of a case: what each would change, and the smallest turn that flips the verdict."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from detente.case.edit import at
from detente.case.model import Case
from detente.document.labels import RUPTURE, Label
from detente.document.part import Interval
from detente.document.scenarios import LeverPart, ThresholdPart
from detente.errors import DataError
from detente.forecast.base_hazard import PANEL
from detente.forecast.fates import Fates, fates_of_versions, label_of
from detente.forecast.forecast import CaseForecast, forecast_case
from detente.forecast.settings import STEPS
from detente.forecast.survival_draws import log_odds, survival_at, yearly_hazard, yearly_odds
from detente.records import Array, Lever
from detente.registry import Lens, lenses

_DRAWS = 50  # to rank the levers, under common random numbers
_HALVINGS = 6
_FARTHEST = math.log(1000)  # log-odds beyond which a threshold counts as out of reach
_CLOSE = 1e-9
_MOST_STEPS = 60
# the order in which levers are listed, by section of the case; all other sections follow
_SECTIONS = ("threats", "issues", "regimes", "preferences", "standing", "ties", "ledger")


def levers(case: Case) -> Iterator[Lever]:
    """Levers of the case as the lenses state them, without those already at their end.

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
    except Exception as problem:  # a plug-in may raise anything
        raise DataError(
            f"levers of the lens '{name}' raised {type(problem).__name__}: {problem}"
        ) from problem


def _place(lever: Lever) -> int:
    """Rank of the section of the case in which a lever lies."""
    section = lever.path.split(".")[0]
    return _SECTIONS.index(section) if section in _SECTIONS else len(_SECTIONS)


def turn_levers(
    forecast: CaseForecast, strongest: Sequence[Lever], most: int = 8
) -> list[LeverPart]:
    """Move levers to their ends, one at a time.

    For a lever that flips the verdict, the smallest turn is computed by bisection, to 1/64 of its
    range.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    strongest : sequence of Lever
        Levers as `rank_levers` under few draws.
    most : int, default 8
        How many of them are moved, from the first on.

    Returns
    -------
    list of LeverPart
        Those that flip the verdict first, then by the change of the log-odds of the risk.
    """
    ends = [at(forecast.case, lever.path, lever.end) for lever in strongest[:most]]
    before, *after = judge_versions(forecast, [forecast.case, *ends])
    turned = zip(strongest[:most], after, strict=True)
    parts = [_turn(forecast, lever, before, judged) for lever, judged in turned]
    return sorted(parts, key=lambda p: (not p.flips, -abs(math.log(p.odds_ratio))))


def with_few_draws(forecast: CaseForecast) -> CaseForecast:
    """Forecast the same case with few draws, for searches."""
    return forecast_case(forecast.case, forecast.vintage, replace(forecast.settings, draws=_DRAWS))


def rank_levers(few: CaseForecast) -> list[Lever]:
    """Rank the levers of a case by the log-odds that they add, given few draws.

    Log-odds do not saturate: where the risk is .95, a lever that raises it cannot add many points.

    Parameters
    ----------
    few : CaseForecast
        The forecast of the case `with_few_draws`.
    """
    base = unbroken_at_10(few, few.case)
    return sorted(levers(few.case), key=lambda lever: -abs(_move(few, lever, base)))


def odds_factor(unbroken: Array, before: Array) -> float:
    """Factor on the odds of P(rupture within ten years).

    Parameters
    ----------
    unbroken, before : array of float, shape (n,)
        P(unbroken at 10 years) of a version and of the case as coded, as drawn.
    """
    return math.exp(log_odds(before.mean()) - log_odds(unbroken.mean()))


def unbroken_at_10(forecast: CaseForecast, case: Case) -> Array:
    """P(unbroken at 10 years) of a version of the case, as drawn, shape (n,).

    Parameters
    ----------
    forecast : CaseForecast
        The forecast of the case.
    case : Case
        The case itself, or an altered version of it.
    """
    shift = forecast.version_shift(case, 10 * STEPS)
    return survival_at(forecast.base.odds, shift, (10,))[:, 0]


def _move(forecast: CaseForecast, lever: Lever, base: Array) -> float:
    version = at(forecast.case, lever.path, lever.end)
    return math.log(odds_factor(unbroken_at_10(forecast, version), base))


def thresholds(forecast: CaseForecast) -> list[ThresholdPart]:
    """The constant change of the yearly odds that would reach each threshold of the verdict."""
    return [
        ThresholdPart(
            words=f"a rupture within {years} years as likely as not",
            odds_ratio=_odds(forecast, years, 0.5),
        )
        for years in (10, 20)
    ]


def _odds(forecast: CaseForecast, years: int, aim: float) -> float | None:
    odds = forecast.base.odds[:, : years * STEPS] * np.exp(forecast.coded_shift[:, : years * STEPS])

    def ended(shift: float) -> float:
        return float(1 - survival_at(odds, np.full((1, 1), shift), (years,)).mean())

    shift = root(ended, 1 - aim)
    return math.exp(shift) if abs(shift) < _FARTHEST else None


def by_class(forecast: CaseForecast) -> dict[str, tuple[float, Label]]:
    """P(unbroken at 10 years) and the label under each reference class alone."""
    ruptures = (c for c in forecast.base.classes if c.outcome == RUPTURE)
    members = {c.reference.id: c.standardised for c in ruptures}
    if RUPTURE in forecast.base.panel:
        members[PANEL] = forecast.base.panel[RUPTURE]
    hazards = (yearly_hazard(m.until(10 * STEPS).survival) for m in members.values())
    versions = [forecast.case] * len(members)
    judged = judge_versions(forecast, versions, [yearly_odds(hazard) for hazard in hazards])
    return {
        name: (float(unbroken.mean()), label)
        for name, (unbroken, label) in zip(members, judged, strict=True)
    }


def judge_version(forecast: CaseForecast, case: Case) -> tuple[Array, Label]:
    """P(unbroken at 10 years) as drawn, shape (n,), and the label of a version of the case.

    Parameters
    ----------
    forecast, case
        As `unbroken_at_10` takes them.
    """
    return judge_versions(forecast, [case])[0]


def judge_versions(
    forecast: CaseForecast, cases: Sequence[Case], odds: Sequence[Array] | None = None
) -> list[tuple[Array, Label]]:
    """What `judge_version` says of several versions of the case, in less time.

    Parameters
    ----------
    forecast : CaseForecast
        The forecast of the case.
    cases : sequence of Case
        Versions of it.
    odds : sequence of array, shape (n_draws, n_steps), optional
        Yearly odds of rupture by version, in place of the pooled ones.
    """
    return [_judged(forecast, ends) for ends in fates_of_versions(forecast, cases, odds)]


def _judged(forecast: CaseForecast, ends: Fates) -> tuple[Array, Label]:
    unbroken = ends.p["fixture"] + ends.p["limited"]
    return unbroken, label_of(ends, forecast.settings.convenience_odds_ratio)


def _turn(
    forecast: CaseForecast, lever: Lever, before: tuple[Array, Label], after: tuple[Array, Label]
) -> LeverPart:
    unbroken, name = after
    p, move = Interval.of(unbroken), Interval.of(unbroken - before[0])
    flips = name != before[1]
    return LeverPart(
        lever=lever.words,
        path=lever.path,
        start=lever.start,
        end=lever.end,
        p_unbroken_10=p.mean,
        move=move.mean,
        odds_ratio=odds_factor(unbroken, before[0]),
        intervals={"p_unbroken_10": p, "move": move},
        label=name,
        flips=flips,
        smallest_turn=_smallest(forecast, lever, before[1]) if flips else None,
    )


def _smallest(forecast: CaseForecast, lever: Lever, before: str) -> float | str:
    if isinstance(lever.start, str) or isinstance(lever.end, str):
        return lever.end
    near, far = lever.start, lever.end
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        if judge_version(forecast, at(forecast.case, lever.path, middle))[1] == before:
            near = middle
        else:
            far = middle
    return far


def root(rising: Callable[[float], float], target: float) -> float:
    """Solve for where a smooth rising function equals a target, by secant steps, to 1e-9.

    Parameters
    ----------
    rising : callable (float) -> float
        A smooth, rising function.
    target : float
        The value to reach.

    Returns
    -------
    float
        The argument at which the function reaches the target.
    """
    last, guess = 0.0, -0.1
    before = rising(last) - target
    for _ in range(_MOST_STEPS):
        miss = rising(guess) - target
        if abs(miss) < _CLOSE or miss == before:
            break
        step = -miss * (guess - last) / (miss - before)
        last, before, guess = guess, miss, guess + min(max(step, -2.0), 2.0)
    return guess
