"""Pairs of levers, neither of which flips the verdict alone."""

import math
from collections.abc import Sequence
from itertools import combinations

from detente.case.edit import at
from detente.case.model import Case
from detente.document.labels import Label
from detente.document.part import Interval
from detente.document.scenarios import LeverPart, PairPart
from detente.forecast.forecast import CaseForecast
from detente.forecast.survival_draws import log_odds
from detente.records import Array
from detente.scenarios.sensitivity.levers import (
    judge_version,
    judge_versions,
    odds_factor,
)

_HALVINGS = 5
_AMONG = 6  # strongest levers that are paired
_Levers = tuple[LeverPart, LeverPart]


def pairs(
    forecast: CaseForecast, few: CaseForecast, single: Sequence[LeverPart], most: int = 3
) -> list[PairPart]:
    """Move the strongest pairs of levers that do not flip the verdict alone.

    Levers are paired if they move different numbers. Both move by the same share of their ranges,
    in 32nds.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    few : CaseForecast
        The same under few draws, from `with_few_draws`, to rank the pairs.
    single : sequence of LeverPart
        Levers turned one at a time, the strongest first.
    most : int, default 3
        How many pairs are computed in the full forecast.

    Returns
    -------
    list of PairPart
        Those that flip the verdict first, then by the change of the log-odds of the risk.
    """
    lone = [lever for lever in single if not lever.flips][:_AMONG]
    candidates = [(a, b) for a, b in combinations(lone, 2) if a.path != b.path]
    strongest = _ranked(few, candidates)[:most]
    both = [_turned(forecast.case, pair, 1.0) for pair in strongest]
    before, *after = judge_versions(forecast, [forecast.case, *both])
    turned = zip(strongest, after, strict=True)
    parts = [_turn(forecast, pair, before[1], judged) for pair, judged in turned]
    base = log_odds(before[0].mean())
    return sorted(parts, key=lambda p: (not p.flips, -abs(log_odds(p.p_unbroken_10) - base)))


def _ranked(few: CaseForecast, pairs: Sequence[_Levers]) -> list[_Levers]:
    """Pairs that flip the verdict first, then by the change of the log-odds of the risk."""
    both = [_turned(few.case, pair, 1.0) for pair in pairs]
    before, *after = judge_versions(few, [few.case, *both])
    ranks = [
        (name == before[1], -abs(math.log(odds_factor(unbroken, before[0]))))
        for unbroken, name in after
    ]
    return [pairs[k] for k in sorted(range(len(pairs)), key=ranks.__getitem__)]


def _turned(case: Case, pair: _Levers, share: float) -> Case:
    """The case with both levers moved by a share of their ranges; a word changes at once."""
    for lever in pair:
        end = lever.end
        if not isinstance(lever.start, str) and not isinstance(end, str):
            end = lever.start + share * (end - lever.start)
        case = at(case, lever.path, end)
    return case


def _turn(
    forecast: CaseForecast, pair: _Levers, before: str, after: tuple[Array, Label]
) -> PairPart:
    unbroken, name = after
    p, flips = Interval.of(unbroken), name != before
    return PairPart(
        levers=[lever.lever for lever in pair],
        paths=[lever.path for lever in pair],
        ends=[lever.end for lever in pair],
        p_unbroken_10=p.mean,
        intervals={"p_unbroken_10": p},
        label=name,
        flips=flips,
        smallest_turn=_smallest(forecast, pair, before) if flips else None,
    )


def _smallest(forecast: CaseForecast, pair: _Levers, before: str) -> float:
    near, far = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        if judge_version(forecast, _turned(forecast.case, pair, middle))[1] == before:
            near = middle
        else:
            far = middle
    return far
