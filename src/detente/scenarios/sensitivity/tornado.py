"""Sensitivity of the ten-year risk to each coded number over its own range."""

from detente.case.edit import at
from detente.case.ranges import Ranged
from detente.document.part import Interval
from detente.document.scenarios import TornadoPart
from detente.forecast.forecast import CaseForecast
from detente.scenarios.sensitivity.levers import levers, unbroken_at_10
from detente.scenarios.sensitivity.screening import screen_numbers


def tornado(forecast: CaseForecast, most: int = 12) -> list[TornadoPart]:
    """The numbers of the case that matter most over their own ranges, the widest bar first.

    Twice as many as are returned are selected by screening, then computed.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    most : int, default 12
        Maximum number of bars.
    """
    subjects = {lever.path: lever.subject for lever in levers(forecast.case)}
    bars = [
        _bar(forecast, r, subjects.get(r.path, r.words)) for r in screen_numbers(forecast, 2 * most)
    ]
    return sorted(bars, key=lambda b: -abs(b.p_high - b.p_low))[:most]


def _bar(forecast: CaseForecast, r: Ranged, words: str) -> TornadoPart:
    low, high = r.number.bounds
    at_low, at_high = (
        Interval.of(1 - unbroken_at_10(forecast, at(forecast.case, r.path, end)))
        for end in (low, high)
    )
    return TornadoPart(
        path=r.path,
        words=words,
        value=r.number.value,
        low=low,
        high=high,
        p_low=at_low.mean,
        p_high=at_high.mean,
        intervals={"p_low": at_low, "p_high": at_high},
    )
