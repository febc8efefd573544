"""Figures of one pair from data alone, read off the forecast that `detente assess A B` prints."""

from collections.abc import Iterator, Mapping

import numpy as np

from detente.document.labels import RUPTURE
from detente.document.part import Interval
from detente.errors import DataError
from detente.forecast.case_covariates import case_covariates
from detente.forecast.data_case.build import data_case
from detente.forecast.data_case.request import PairRequest, ask
from detente.forecast.fates import fates
from detente.forecast.forecast import CaseForecast, forecast_case
from detente.forecast.pair_figures import (
    KINDS_OF_TIE,
    Chances,
    Driver,
    PartnershipForecast,
    StandardReading,
    at_years_shown,
    largest,
)
from detente.forecast.settings import HORIZONS, STEPS
from detente.forecast.survival_draws import at_year, probabilities
from detente.forecast.verdict import adds_to_base, verdict_label
from detente.history.panel_risk import RiskDraws
from detente.history.reference_classes import OUTCOMES, REFERENCE_CLASSES
from detente.records import Array, Estimate

_DRIVEN = slice(STEPS, 5 * STEPS)  # years 2-5


def assessed_pair(request: PairRequest) -> PartnershipForecast:
    """Assess two states from the store, and keep the figures that a page of the pair shows.

    Parameters
    ----------
    request : PairRequest
        The two states and the day.

    Returns
    -------
    PartnershipForecast
        With every outcome of which the pair is at risk.

    Raises
    ------
    MissingData
        If a source was not pulled.
    DataError
        If the two had no tie on that day.
    """
    forecast = forecast_case(data_case(request))
    ends = forecast.survivals
    ladder = {outcome: _chances(ends[outcome]) for outcome in OUTCOMES if outcome in ends}
    stated = case_covariates(forecast.case)
    first, second = sorted(request.codes)
    ties = tuple(kind for kind in KINDS_OF_TIE if stated[kind] == 1)
    own_fates = fates(forecast)
    return PartnershipForecast(
        ccodes=(first, second),
        ties=ties,
        informal=() if ties else tuple(_classes(forecast)),
        p=ladder[RUPTURE],
        drivers=largest(_drivers(forecast, stated)),
        outcomes={outcome: at_years_shown(chances) for outcome, chances in ladder.items()},
        fates={fate: _chance(p) for fate, p in own_fates.p.items()},
        label=verdict_label(forecast, own_fates, adds_to_base(forecast)),
        readings=tuple(sorted(_readings(forecast), key=lambda r: -abs(r.effect))),
    )


def rupture_from_data(forecast: CaseForecast, years: int) -> Array:
    """P(rupture) of the partners of a case from data alone, as drawn.

    Parameters
    ----------
    forecast : CaseForecast
        Only its partners, its day and its settings are used.
    years : int
        Years from the day.

    Returns
    -------
    array of float, shape (n_draws,)

    Raises
    ------
    MissingData
        If a source was not pulled.
    DataError
        If a partner has no `state`, or no source knows a tie of the two.
    """
    case = forecast.case
    partners = [case.actor(member) for member in case.members]
    for partner in partners:
        if partner.state is None:
            raise DataError(f"actors.{partner.id}: wanted its `state` for --from-data, got none")
    one, other = (str(partner.state) for partner in partners)
    own = forecast_case(data_case(ask(one, other, case.as_of)), settings=forecast.settings)
    return 1 - at_year(own.survivals[RUPTURE], years)


def _classes(forecast: CaseForecast) -> Iterator[str]:
    """Reference classes of the pair in words; that there is none."""
    labels = [c.label for c in REFERENCE_CLASSES if c.id in forecast.base.pools[RUPTURE]]
    yield from (f"{label[0].lower()}{label[1:]}" for label in labels or ["In no reference class"])


def _chances(survival: Array) -> Chances:
    ended = probabilities(survival, HORIZONS, ended=True)
    return {int(h): (p.mean, p.low, p.high) for h, p in ended.items()}


def _chance(draws: Array) -> tuple[float, float, float]:
    p = Interval.of(draws)
    return p.mean, p.low, p.high


def _drivers(forecast: CaseForecast, stated: Mapping[str, float]) -> Iterator[Driver]:
    """Every covariate of the tie and every learned lens; a lens as it moves this forecast."""
    learned = forecast.weights.learned
    if learned is None:
        return
    risk = RiskDraws(weights=learned.weights, drawn=learned.drawn, classes={})
    read = forecast.readings.coded
    values = {**stated} | {n: r.value for n, r in read.items() if isinstance(r, Estimate)}
    x = np.array([values.get(name, np.nan) for name in risk.weights.names])
    for name, value, effect in zip(risk.weights.names, x, risk.effects(x), strict=True):
        pull = forecast.pulls.get(name)
        yield Driver(
            name=name,
            value=float(value) if np.isfinite(value) else None,
            effect=float(effect if pull is None else _in_stretch(pull).mean()),
        )


def _readings(forecast: CaseForecast) -> Iterator[StandardReading]:
    """Every lens that reads the pair with a learned weight."""
    for name, reading in forecast.readings.coded.items():
        if not isinstance(reading, Estimate):
            continue
        deviations = forecast.weights.deviations(name, reading.value)
        if deviations is not None:
            effect = float(forecast.mean_effect(name).mean())
            yield StandardReading(lens=name, deviations=deviations, effect=effect)


def _in_stretch(pull: Array) -> Array:
    return pull[:, _DRIVEN] if pull.shape[1] > 1 else pull
