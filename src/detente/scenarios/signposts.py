"""Calendar events and scenarios to watch, by the information that each would give."""

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from detente.case.model import Event
from detente.document.part import Interval, known, mean_of
from detente.document.scenarios import SignpostPart
from detente.forecast.calendar import either_turn, turn_of, window_of
from detente.forecast.forecast import CaseForecast
from detente.forecast.settings import STEPS
from detente.forecast.survival_draws import ended_by
from detente.records import Array
from detente.scenarios.conditional import Branches
from detente.scenarios.mixture import day_after

WITHIN = 5  # years within which the end counts
_STEPS = WITHIN * STEPS
Ends = tuple[Interval | None, Interval | None]


def signposts(forecast: CaseForecast, branches: Sequence[Branches]) -> list[SignpostPart]:
    """Every calendar event and every scenario, the most informative first.

    An event with a scenario of its own is listed once, with the effect of the scenario. The
    information of an event is that of its own turn, not what it may reveal about other matters.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    branches : sequence of Branches
        The scenarios of the case, from `conditionals`.
    """
    by_event = {b.scenario.event: b for b in branches if b.scenario.event}
    parts = [_event(forecast, e, by_event.get(e.id)) for e in forecast.case.calendar]
    parts += [_scenario(forecast, b) for b in branches if b.scenario.event is None]
    return sorted(parts, key=_rank)


def _rank(s: SignpostPart) -> tuple[float, date, str]:
    bits = -1 if s.information_bits is None else s.information_bits
    return -bits, s.date, s.id


def _event(forecast: CaseForecast, event: Event, decided: Branches | None) -> SignpostPart:
    p, ends = _turns(forecast, event) if decided is None else (decided.p_if, decided.five)
    return SignpostPart(
        id=event.id,
        kind="event",
        date=event.date,
        label=event.label,
        fault_line=event.fault_line,
        adverse_if=event.adverse_if,
        odds_if_adverse=math.exp(event.jump.value) if event.jump else None,
        **_figures(p, *ends),
    )


def _turns(forecast: CaseForecast, event: Event) -> tuple[Interval | None, Ends]:
    """P(bad turn), and P(end) after a bad and a good one; None if the event has no coded turn."""
    turn = turn_of(event, forecast.chance)
    if turn is None:
        return None, (None, None)
    window = window_of(event, forecast.case.as_of)[:_STEPS]
    bad, good = either_turn(turn, forecast.coded_shift[:, :_STEPS], window)
    odds = forecast.base.odds
    return Interval.of(turn.chance), (_ended(odds, bad), _ended(odds, good))


def _ended(odds: Array, shift: Array) -> Interval:
    return Interval.of(ended_by(odds, shift, WITHIN))


def _scenario(forecast: CaseForecast, branches: Branches) -> SignpostPart:
    s = branches.scenario
    dates = [change.at for change in s.changes if change.at is not None]
    last = day_after(forecast.case, s.horizon_years)
    return SignpostPart(
        id=s.id,
        kind="scenario",
        date=min(dates) if dates else last,
        label=s.if_,
        fault_line=s.fault_line,
        adverse_if=None,
        odds_if_adverse=math.exp(s.jump.value) if s.jump else None,
        **_figures(branches.p_if, *branches.five),
    )


def _figures(p: Interval | None, if_: Interval | None, not_: Interval | None) -> dict[str, Any]:
    """Means, intervals and information of an observation, by their names in the record."""
    means = None if p is None or if_ is None or not_ is None else (p.mean, if_.mean, not_.mean)
    return {
        "p": mean_of(p),
        "p_end_if": mean_of(if_),
        "p_end_if_not": mean_of(not_),
        "intervals": known(p=p, p_end_if=if_, p_end_if_not=not_),
        "expected_move": expected_move(*means) if means else None,
        "information_bits": information(*means) if means else None,
    }


def expected_move(p: float, if_: float, not_: float) -> float:
    """Mean absolute change of the forecast on an observation: p |F1 - F| + (1 - p) |F0 - F|.

    Parameters
    ----------
    p : float
        Probability that it is observed.
    if_, not_ : float
        P(end) if it is and if it is not observed.

    Examples
    --------
    >>> expected_move(0.5, 1.0, 0.0)
    0.5
    """
    return 2 * p * (1 - p) * abs(if_ - not_)


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

    Parameters
    ----------
    p, if_, not_
        As `expected_move` takes them.

    Examples
    --------
    >>> information(0.5, 1.0, 0.0)
    1.0
    """
    whole = p * if_ + (1 - p) * not_
    return max(0.0, entropy(whole) - p * entropy(if_) - (1 - p) * entropy(not_))
