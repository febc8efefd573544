"""From history alone to the forecast of a case, step by step."""

from collections.abc import Iterator

import numpy as np

from detente.document.assessment import BridgeStep
from detente.document.labels import RUPTURE
from detente.document.part import Interval
from detente.forecast.forecast import CaseForecast
from detente.forecast.settings import STEPS
from detente.forecast.survival_draws import ended_by
from detente.records import Array

BRIDGED = 10  # years


def bridge(forecast: CaseForecast, from_data: Array | None = None) -> list[BridgeStep]:
    """P(rupture within ten years) from history alone to the forecast of the case.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    from_data : array, shape (n,), optional
        The same probability of the pair from data alone, as its page shows it; by default
        the bridge begins with history.

    Returns
    -------
    list of BridgeStep
        The pair from data, the classes and the tie of the case's record, then every lens from the
        largest move on, and the calendar: the last step is the forecast. Moves add up because each
        is measured after those before it; in another order they would be others.
    """
    stages = list(_stages(forecast))
    if from_data is not None:
        stages.insert(0, ("data", "The pair from data alone", from_data))
    steps, before = [], None
    for id_, label, draws in stages:
        p = Interval.of(draws)
        steps.append(
            BridgeStep(id=id_, label=label, p=p, move=0.0 if before is None else p.mean - before)
        )
        before = p.mean
    return steps


def _stages(forecast: CaseForecast) -> Iterator[tuple[str, str, Array]]:
    """Id, label, and P(rupture) as drawn after each step."""
    odds = forecast.base.odds[:, : BRIDGED * STEPS]
    yield (
        "record",
        "Reference classes and the tie of the record",
        1 - forecast.base.survival(RUPTURE)[:, BRIDGED * STEPS],
    )
    total = np.zeros_like(odds)
    yield "average", "As if every lens read what it reads on average", _ended(odds, total)
    for name in _by_size(forecast):
        total = total + forecast.pulls[name][:, : BRIDGED * STEPS]
        yield f"lens/{name}", forecast.weights.lenses[name].card.label, _ended(odds, total)
    total = total + forecast.calendar[:, : BRIDGED * STEPS]
    yield "calendar", "Scheduled events", _ended(odds, total)


def _by_size(forecast: CaseForecast) -> list[str]:
    moving = [n for n, pull in forecast.pulls.items() if np.any(pull)]
    return sorted(moving, key=lambda name: -abs(float(forecast.mean_effect(name).mean())))


def _ended(odds: Array, shift: Array) -> Array:
    return ended_by(odds, shift, BRIDGED)
