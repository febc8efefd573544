"""Readings and effects of the lenses, as parts of the document."""

from collections.abc import Mapping
from dataclasses import asdict
from math import exp

import numpy as np

from detente.document.assessment import BeyondPart, Direction, JudgedPart, LensPart
from detente.document.part import Interval
from detente.forecast.forecast import CaseForecast
from detente.forecast.settings import STEPS
from detente.history import lens_series
from detente.methods.normal import Z90
from detente.records import Estimate
from detente.registry import lenses

_WEAK = 0.01  # log-odds below which an effect has no direction
_WITHIN = 10  # years over which effects are averaged


def lens_parts(
    forecast: CaseForecast, panel: Mapping[str, lens_series.PanelValue]
) -> list[LensPart]:
    """Parts for all lenses with evidence, the strongest effect first.

    Parameters
    ----------
    forecast, panel
        As `detente.forecast.rests_on.rests_on` takes them.
    """
    parts = [
        _lens(forecast, name, reading, panel.get(name))
        for name, reading in forecast.readings.coded.items()
        if isinstance(reading, Estimate)
    ]
    return sorted(parts, key=lambda lens: -abs(lens.effect))


def _lens(
    forecast: CaseForecast, name: str, reading: Estimate, panel: lens_series.PanelValue | None
) -> LensPart:
    year, value = panel if isinstance(panel, tuple) else (None, None)
    cited = set(reading.claims)
    card = lenses()[name].card
    effect = Interval.of(forecast.mean_effect(name, _WITHIN))
    low, high = reading.interval
    return LensPart(
        id=name,
        label=card.label,
        theory=card.theory,
        mechanism=card.mechanism,
        value=reading.value,
        low=low,
        high=high,
        unit=card.unit,
        neutral=_neutral(forecast, name),
        effect=effect.mean,
        effect_low=effect.low,
        effect_high=effect.high,
        direction=_direction(effect.mean),
        basis=forecast.weights.basis[name],
        judged=_judged(forecast, name),
        odds_ratios=_odds_ratios(forecast, name),
        against_theory=_against_theory(forecast, name),
        deviations=forecast.weights.deviations(name, reading.value),
        beyond_history=_beyond(forecast, name, reading),
        panel=value,
        panel_year=year,
        claims=[c.id for c in forecast.case.claims if c.id in cited],
        references=list(card.references),
        detail=dict(reading.detail()),
    )


def _judged(forecast: CaseForecast, name: str) -> JudgedPart | None:
    if forecast.weights.basis[name] != "judged":
        return None
    weight = forecast.weights.lenses[name].card.weight
    return JudgedPart(**asdict(weight), left=forecast.weights.discount)


def _beyond(forecast: CaseForecast, name: str, reading: Estimate) -> BeyondPart | None:
    """The judged part of a learned effect, if any."""
    parts = forecast.weights.effect_parts(lenses()[name].card, reading, _WITHIN * STEPS)
    beyond = parts.by_step(parts.beyond)
    if not beyond.any():
        return None
    effect, ruler = Interval.of(beyond.mean(axis=1)), reading.on_ruler
    comparable, why = (
        (ruler.value, "part of the reading is beyond what history measures or has seen")
        if isinstance(ruler, Estimate)
        else (None, ruler.reason)
    )
    return BeyondPart(
        effect=effect.mean, low=effect.low, high=effect.high, comparable=comparable, why=why
    )


def _neutral(forecast: CaseForecast, name: str) -> float:
    """The value that moves nothing: judged, or the mean of history where the weight is learned."""
    if forecast.weights.history is None or forecast.weights.basis[name] != "learned":
        return lenses()[name].card.neutral
    return float(forecast.weights.history.mean[forecast.weights.history.names.index(name)])


def _odds_ratios(forecast: CaseForecast, name: str) -> list[Interval] | None:
    """Ratios of the odds of rupture for one standard deviation, by stretch of years."""
    history = forecast.weights.history
    if history is None or forecast.weights.basis[name] != "learned":
        return None
    place = 1 + history.names.index(name)
    errors = np.sqrt(history.covariance[:, place, place])
    return [_ratio(*pair) for pair in zip(history.beta[:, place], errors, strict=True)]


def _against_theory(forecast: CaseForecast, name: str) -> list[Interval] | None:
    history = forecast.weights.history
    if history is None or name not in history.opposed:
        return None
    opposed, sign = history.opposed[name], lenses()[name].card.sign
    estimates = zip(opposed["estimate"], opposed["se"], strict=True)
    return [_ratio(sign * estimate, error) for estimate, error in estimates]


def _ratio(beta: float, error: float) -> Interval:
    """An odds ratio and its 90 % interval."""
    spread = Z90 * error
    return Interval(mean=exp(beta), low=exp(beta - spread), high=exp(beta + spread))


def _direction(effect: float) -> Direction:
    if abs(effect) < _WEAK:
        return "neither"
    return "towards rupture" if effect > 0 else "towards lasting"
