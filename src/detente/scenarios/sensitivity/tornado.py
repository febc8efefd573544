"""The tornado: every input of a forecast, sorted by how far it moves the ten-year risk."""

from collections.abc import Iterator, Mapping, Sequence

from detente.document.scenarios import TornadoPart
from detente.forecast.forecast import CaseForecast
from detente.history import lens_series
from detente.scenarios.conditional import Branches
from detente.scenarios.sensitivity.changed_futures import event_inputs, scenario_inputs
from detente.scenarios.sensitivity.changed_numbers import number_inputs
from detente.scenarios.sensitivity.changed_record import record_inputs
from detente.scenarios.sensitivity.changed_weights import class_inputs, lens_inputs

_LEAST = 1e-9  # a smaller move is rounding
_MOST_NUMBERS = 24  # selected by screening, then computed


def tornado(
    forecast: CaseForecast,
    few: CaseForecast | None,
    panel: Mapping[str, lens_series.PanelValue],
    branches: Sequence[Branches],
    most: int = 20,
) -> list[TornadoPart]:
    """Inputs of a forecast by how far their change moves the ten-year risk, the farthest first.

    Inputs are the entries of the record, the border, the membership in reference classes, the
    lenses, the numbers coded with a range, scenarios and scheduled events. Inputs that
    move nothing are left out. Those without which no reference class would fit stand last.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    few : CaseForecast or None
        The same under few draws, to select among many entries of the record; made if needed.
    panel : mapping of str to PanelValue
        The panel's values of the lenses, by id.
    branches : sequence of Branches
        Scenarios of the case, with the risk in the worlds where they come true or do not.
    most : int, default 20
        How many are returned, in addition to the first of each kind, those without which no class
        fits, and every reference class, which is a choice of method.

    Examples
    --------
    >>> from detente.forecast.forecast import forecast_case
    >>> from detente.case.load import load
    >>> forecast = forecast_case(load("us-russia-2001"))
    >>> tornado(forecast, forecast, {}, [])[0].kind
    'class'
    """
    parts = [p for p in _inputs(forecast, few, panel, branches) if _moves(p)]
    parts.sort(key=_rank)
    levers = [p for p in parts if not p.is_method]
    first = {p.kind: p.id for p in reversed(levers)}
    chosen = {p.id for p in levers[:most]} | set(first.values())
    return [p for p in parts if p.id in chosen or p.is_method or p.move is None]


def _inputs(
    forecast: CaseForecast,
    few: CaseForecast | None,
    panel: Mapping[str, lens_series.PanelValue],
    branches: Sequence[Branches],
) -> Iterator[TornadoPart]:
    yield from record_inputs(forecast, few)
    yield from class_inputs(forecast)
    yield from lens_inputs(forecast, panel)
    yield from number_inputs(forecast, _MOST_NUMBERS)
    yield from scenario_inputs(forecast, branches)
    yield from event_inputs(forecast)


def _moves(part: TornadoPart) -> bool:
    return part.move is None or abs(part.move) > _LEAST


def _rank(part: TornadoPart) -> float:
    return 1.0 if part.move is None else -abs(part.move)
