"""Effect of the ranges of coded numbers: the forecast at both ends of each."""

from detente.case.edit import at
from detente.case.ranges import Ranged
from detente.document.scenarios import TornadoPart
from detente.forecast.forecast import CaseForecast
from detente.scenarios.sensitivity.ends import changed_input, end
from detente.scenarios.sensitivity.levers import levers, unbroken_at_10
from detente.scenarios.sensitivity.screening import screen_numbers


def number_inputs(forecast: CaseForecast, most: int) -> list[TornadoPart]:
    """The numbers that matter most over their own ranges, selected by screening.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    most : int
        Maximum number to compute.
    """
    subjects = {lever.path: lever.subject for lever in levers(forecast.case)}
    return [
        _part(forecast, r, subjects.get(r.path, r.words)) for r in screen_numbers(forecast, most)
    ]


def _part(forecast: CaseForecast, r: Ranged, label: str) -> TornadoPart:
    ends = [
        end(
            forecast,
            f"{value:g} in place of {r.number.value:g}",
            1 - unbroken_at_10(forecast, at(forecast.case, r.path, value)),
            value,
        )
        for value in r.number.bounds
    ]
    return changed_input("number", r.path, label, ends, r.number.value)
