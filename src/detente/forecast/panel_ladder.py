"""The ladder of outcomes of all pairs alive in a year, from data alone.

Rupture, strain, drift and suspension have hazards of their own. The kinds of rupture are shares of
it, as in the forecast of a case (`detente.forecast.chain.share_with`), so that either is at most as
probable as rupture and both together are at least as probable.
"""

from collections.abc import Callable, Mapping

import numpy as np

from detente.document.labels import RUPTURE_KINDS, OutcomeId
from detente.errors import MissingData
from detente.forecast.chain import share_with
from detente.forecast.chance import Chance
from detente.forecast.panel_forecast import PanelForecast, panel_draws, panel_forecast
from detente.forecast.settings import STEPS
from detente.history.panel_rows import PanelRows
from detente.history.pool_share import load_pool_weights
from detente.history.transitions import load_transitions
from detente.history.vintage import LAST
from detente.records import Array

LadderRows = Callable[[OutcomeId], PanelRows]


def outcome_forecast(
    outcome: OutcomeId, year: int, rows: LadderRows, chance: Chance, horizons: tuple[int, ...]
) -> PanelForecast | None:
    """Forecast one outcome that has a hazard of its own, for the pairs at risk of it.

    Parameters
    ----------
    outcome : OutcomeId
        Of the ladder.
    year : int
        The forecast starts on its 1 January.
    rows : callable
        Pairs at risk of an outcome by year, as `detente.history.panel_rows.panel_rows`.
    chance : Chance
        Random numbers.
    horizons : tuple of int
        Years ahead that get an interval.

    Returns
    -------
    PanelForecast or None
        None where the vintage could not learn the outcome, or no pair is at risk.
    """
    try:
        risk = panel_draws(year, chance, outcome)
    except MissingData:
        return None
    now = rows(outcome).of_year(year)
    if not now.rows.year.size:
        return None
    pool = load_pool_weights(min(year, LAST), outcome)
    return panel_forecast(now, risk, pool, outcome=outcome, horizons=horizons)


def kind_shares(
    rupture: PanelForecast, kinds: Mapping[OutcomeId, PanelForecast], year: int
) -> dict[OutcomeId, Array]:
    """Share of the ruptures that include each of `RUPTURE_KINDS`, by the end of every year ahead.

    Parameters
    ----------
    rupture : PanelForecast
        Of all pairs.
    kinds : mapping of OutcomeId to PanelForecast
        Of the pairs at risk of each kind.
    year : int
        Of the forecast, for the hazard with which one kind follows the other.

    Returns
    -------
    dict of OutcomeId to array, shape (n, 20)
        By kind, for the pairs of ``rupture``; 0 for a pair that is not at risk of it.
    """
    units = rupture.panel.rows.unit
    hazard = {kind: np.zeros((units.size, rupture.mean.shape[1])) for kind in RUPTURE_KINDS}
    at_risk = {kind: np.zeros(units.size) for kind in RUPTURE_KINDS}
    for kind, forecast in kinds.items():
        if kind in RUPTURE_KINDS:
            place = np.searchsorted(units, forecast.panel.rows.unit)
            hazard[kind][place], at_risk[kind][place] = _yearly(forecast.mean), 1.0
    ruptured = np.column_stack([np.zeros(units.size), rupture.mean])
    logs = load_transitions(min(year, LAST)).logs
    shares: dict[OutcomeId, Array] = {}
    for kind, other in zip(RUPTURE_KINDS, reversed(RUPTURE_KINDS), strict=True):
        follows = at_risk[kind] / (1 + np.exp(-logs[kind][0]))
        steps = 1 - (1 - follows) ** STEPS  # that of a year, where a step is one
        shares[kind] = share_with(hazard[kind], hazard[other], steps, ruptured)[:, 1:]
    return shares


def _yearly(incidence: Array) -> Array:
    """Hazard of each year from the incidence by its end."""
    survival = np.column_stack([np.ones(len(incidence)), 1 - incidence])
    return np.asarray(1 - survival[:, 1:] / survival[:, :-1])
