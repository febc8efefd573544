"""Effect of reference classes and lenses: the forecast without each, or with panel values."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from detente.document.labels import RUPTURE, OutcomeId
from detente.document.scenarios import TornadoEnd, TornadoPart
from detente.forecast.base_hazard import PANEL, PANEL_LABEL, BaseHazard, base_hazard
from detente.forecast.forecast import CaseForecast
from detente.forecast.pool import ClassForecast
from detente.forecast.readings import Reading
from detente.forecast.settings import STEPS
from detente.forecast.survival_draws import ended_by, shifted_survival, yearly_hazard
from detente.history import lens_series
from detente.records import Array, Estimate, NoEvidence
from detente.registry import lenses
from detente.scenarios.sensitivity.ends import WITHIN, changed_input, end

_STEPS = WITHIN * STEPS
_SILENT = NoEvidence(reason="left out to see what it moves")


def class_inputs(forecast: CaseForecast) -> Iterator[TornadoPart]:
    """Leave each reference class of rupture, and history as learned, out of the pool."""
    classes = {c.reference.id: c.reference.label for c in forecast.base.classes}
    labels = {**classes, PANEL: PANEL_LABEL}
    pool = forecast.base.pools[RUPTURE]
    for id_ in pool if len(pool) > 1 else ():
        ends = [end(forecast, "left out of the comparison", risk_without_class(forecast, id_))]
        yield changed_input("class", f"classes.{id_}", labels[id_], ends)


def risk_without_class(forecast: CaseForecast, id_: str) -> Array:
    """P(rupture within ten years) with one class left out of the pool, as drawn, shape (n,).

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    id_ : str
        A member of the pool: id of a reference class, or `PANEL`.
    """
    ruptures = (c for c in forecast.base.classes if c.outcome == RUPTURE)
    classes = tuple(
        replace(c, standardised=c.standardised.until(_STEPS))
        for c in ruptures
        if c.reference.id != id_
    )
    panel = _panel(forecast.base) if id_ != PANEL else {}
    odds = base_hazard(classes, panel, forecast.ladder.pool, forecast.chance).odds
    return ended_by(odds, forecast.coded_shift, WITHIN)


def lens_inputs(
    forecast: CaseForecast, panel: Mapping[str, lens_series.PanelValue]
) -> Iterator[TornadoPart]:
    """Each lens as if it had no evidence, and with the panel's value in place of the case's coding.

    A lens without evidence in the case takes the panel's value, where there is one.

    Parameters
    ----------
    forecast, panel
        As `detente.forecast.rests_on.rests_on` takes them.
    """
    coded = {n: r for n, r in forecast.readings.coded.items() if isinstance(r, Estimate)}
    known = {n: v for n, v in panel.items() if isinstance(v, tuple)}
    for name in forecast.readings.coded:
        reading, label = coded.get(name), lenses()[name].card.label
        ends = [_without_reading(forecast, name)] if reading else []
        if name in known:
            ends.append(_with_panel(forecast, name, reading, known[name]))
        if ends:
            value = reading.value if reading else None
            yield changed_input("lens", f"lenses.{name}", label, ends, value)
    swapped = {n: _at_panel(forecast, value) for n, (_, value) in known.items() if n in coded}
    if len(swapped) > 1:
        words = f"panel values of {len(swapped)} in place of the codings"
        ends = [end(forecast, words, _read_as(forecast, swapped))]
        yield changed_input("lens", "lenses", "Lenses together", ends)


def _without_reading(forecast: CaseForecast, name: str) -> TornadoEnd:
    shift = forecast.shift({**forecast.readings.coded, name: _SILENT}, _STEPS)
    broken = ended_by(_odds_without(forecast, name), shift, WITHIN)
    return end(forecast, "as if it had no evidence", broken)


def _odds_without(forecast: CaseForecast, name: str) -> Array:
    """Pooled odds of rupture where the classes are not standardised for one lens."""
    learned, base = forecast.weights.learned, forecast.base
    if learned is None or name not in forecast.weights.with_reading(
        forecast.readings.coded, "learned"
    ):
        return base.odds
    classes = []
    for c in base.classes:
        if c.outcome == RUPTURE and c.reference.id in learned.weights.class_means:
            back = learned.class_shift([name], c.reference.id)[:, :_STEPS]
            hazard = yearly_hazard(c.standardised.survival[:, : _STEPS + 1])
            member = replace(c.standardised, survival=shifted_survival(hazard, back))
            classes.append(replace(c, standardised=member))
        elif c.outcome == RUPTURE:
            classes.append(replace(c, standardised=c.standardised.until(_STEPS)))
    return base_hazard(tuple(classes), _panel(base), forecast.ladder.pool, forecast.chance).odds


def _panel(base: BaseHazard) -> dict[OutcomeId, ClassForecast]:
    """The learned hazard of rupture within the ten years that are compared."""
    return {o: p.until(_STEPS) for o, p in base.panel.items() if o == RUPTURE}


def _with_panel(
    forecast: CaseForecast, name: str, reading: Estimate | None, known: tuple[int, float]
) -> TornadoEnd:
    year, value = known
    instead = f"{reading.value:.2f}" if reading else "no evidence"
    words = f"panel value {value:.2f} of {year} in place of {instead}"
    return end(forecast, words, _read_as(forecast, {name: _at_panel(forecast, value)}))


def _at_panel(forecast: CaseForecast, value: float) -> Estimate:
    """A reading of the panel's value, which lasts."""
    return Estimate(draws=np.full(forecast.settings.draws, value), claims=())


def _read_as(forecast: CaseForecast, readings: Mapping[str, Reading]) -> Array:
    """P(rupture within ten years) with other readings of some lenses, as drawn, shape (n,)."""
    shift = forecast.shift({**forecast.readings.coded, **readings}, _STEPS)
    return ended_by(forecast.base.odds, shift, WITHIN)
