"""Effect of scenarios and scheduled events: the forecast given each outcome of them."""

from collections.abc import Iterator, Sequence

from detente.case.model import Event
from detente.document.scenarios import TornadoPart
from detente.forecast.calendar import either_turn, turn_of, window_of
from detente.forecast.forecast import CaseForecast
from detente.forecast.settings import STEPS
from detente.forecast.survival_draws import ended_by
from detente.scenarios.conditional import Branches
from detente.scenarios.sensitivity.ends import WITHIN, changed_input, end

_STEPS = WITHIN * STEPS


def scenario_inputs(forecast: CaseForecast, branches: Sequence[Branches]) -> Iterator[TornadoPart]:
    """Each scenario where it comes true and where it does not, from the mixture of worlds.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    branches : sequence of Branches
        Its scenarios. One that comes true in every drawn world, or in none, has one end.
    """
    for b in branches:
        turns = zip(("it comes true", "it does not come true"), b.ten, strict=True)
        ends = [end(forecast, words, broken) for words, broken in turns if broken is not None]
        if ends:
            yield changed_input("scenario", f"scenarios.{b.scenario.id}", b.scenario.if_, ends)


def event_inputs(forecast: CaseForecast) -> Iterator[TornadoPart]:
    """Each scheduled event after a bad and after a good turn.

    An event that a scenario decides is left to that scenario; one without a coded turn moves
    nothing.
    """
    decided = {s.event for s in forecast.case.scenarios}
    for event in forecast.case.calendar:
        if event.id not in decided:
            yield from _event(forecast, event)


def _event(forecast: CaseForecast, event: Event) -> Iterator[TornadoPart]:
    turn = turn_of(event, forecast.chance)
    if turn is None:
        return
    window = window_of(event, forecast.case.as_of)[:_STEPS]
    shifts = either_turn(turn, forecast.coded_shift[:, :_STEPS], window)
    words = ("it turns out badly", "it turns out well")
    ends = [
        end(forecast, text, ended_by(forecast.base.odds, shift, WITHIN))
        for text, shift in zip(words, shifts, strict=True)
    ]
    yield changed_input("event", f"calendar.{event.id}", event.label, ends)
