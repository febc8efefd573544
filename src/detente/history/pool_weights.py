"""Weights of the learned hazard and of the reference classes in the pool, by stacking.

For a vintage the weights are those that had the best log score on the five-year forecasts of
earlier vintages whose outcome was known by then (`detente.methods.stacking`). The classes of a pair
are one model, the mean of their forecasts. Pairs without a class, or in informal ones alone,
say nothing about the weights.
"""

from collections.abc import Callable

import numpy as np

from detente.document.labels import RUPTURE, OutcomeId
from detente.history.class_ages import CLASSES
from detente.history.class_hazards import age_risk
from detente.history.informal_names import INFORMAL
from detente.history.landmark import DYADS
from detente.history.lens_weights import LensWeights, load_lens_weights
from detente.history.panel_risk import LEARNED, RiskDraws, central, member_survival
from detente.history.rows import UNKNOWN, Ints, Rows
from detente.history.vintage import FIRST, Vintage, load_vintage
from detente.methods.stacking import stacking_weights
from detente.records import Array

AHEAD = 5  # years of the forecasts that are stacked
_EVERY = 2  # years between their origins
_BACK = 80  # years back from the vintage; with the half-life of 20 years earlier ones hardly count
_FEWEST = 20  # events; with fewer the weights are equal
CLASS_POOL = "classes"
_FORMAL = [k for k, name in enumerate(CLASSES) if name not in INFORMAL]
Known = Callable[[int], RiskDraws | None]  # central hazards as known when a year began


def class_risks(vintage: Vintage, outcome: OutcomeId) -> dict[str, Array]:
    """Mean yearly risk by age of each reference class of dyads.

    Parameters
    ----------
    vintage : Vintage
        Life tables.
    outcome : OutcomeId
        Of the ladder; a class without a life table for it is left out.
    """
    tables = {name: vintage.classes.get((name, outcome)) for name in CLASSES}
    return {name: age_risk(table).mean() for name, table in tables.items() if table}


def shipped_risk(year: int, outcome: OutcomeId = RUPTURE) -> RiskDraws | None:
    """Central hazards of a shipped vintage; None if it has none for the outcome.

    Parameters
    ----------
    year, outcome
        As `detente.history.pool_share.load_pool_weights` takes them.
    """
    weights: LensWeights | None = load_lens_weights(year, outcome)
    if weights is None:
        return None
    return central(weights, class_risks(load_vintage(year), outcome))


class MemberForecasts:
    """Five-year forecasts of every even year by the learned hazard and by the classes.

    They depend on their own year alone, so that each is made once for all vintages.

    Parameters
    ----------
    rows : Rows
        Of one outcome, from `detente.history.lens_years`.
    ages : array, shape (n, 8)
        Of the rows, from `detente.history.class_ages.class_ages`.
    known : callable
        Central hazards as known when a year began; by default those shipped.
    """

    def __init__(self, rows: Rows, ages: Array, known: Known = shipped_risk) -> None:
        self.rows, self._ages, self._known = rows, ages, known
        self._with_class = np.isfinite(ages[:, _FORMAL]).any(axis=1)
        self._made: dict[int, tuple[Ints, Array] | None] = {}

    def of(self, origin: int) -> tuple[Ints, Array] | None:
        """Positions of the pairs with a formal class, and their forecasts (n, 2); None without."""
        if origin not in self._made:
            risk = self._known(origin)
            self._made[origin] = None if risk is None else self._make(origin, risk)
        return self._made[origin]

    def _make(self, origin: int, risk: RiskDraws) -> tuple[Ints, Array]:
        here = np.flatnonzero((self.rows.year == origin) & self._with_class)
        p = member_risks(risk, self.rows.where(here), self._ages[here])
        used = np.isfinite(p).all(axis=1)
        return here[used], p[used]


def fit_pool_weights(forecasts: MemberForecasts, year: int) -> dict[str, float]:
    """Weights of the pool as known when a year began, for ``pool`` of a vintage.

    Parameters
    ----------
    forecasts : MemberForecasts
        Of one outcome.
    year : int
        The vintage. Only forecasts whose five years were over and known by then are used.

    Returns
    -------
    dict
        ``learned`` and ``classes``, with the sum 1; empty with fewer than 20 events.
    """
    rows = forecasts.rows
    seen = rows.known(year)
    end = np.full(rows.year.size, UNKNOWN)
    end[np.isin(rows.year, np.unique(seen.year))] = seen.ending(1, AHEAD)
    first = max(FIRST, year - _BACK)
    parts = []
    for origin in range(first + first % _EVERY, year - AHEAD + 1, _EVERY):
        forecasts_now = forecasts.of(origin)
        if forecasts_now is not None:
            here = end[forecasts_now[0]] != UNKNOWN
            event = (end[forecasts_now[0]][here] > 0).astype(int)
            parts.append((forecasts_now[1][here], event, np.full(event.size, float(origin))))
    if not parts:
        return {}
    p, event, origins = (np.concatenate(part) for part in zip(*parts, strict=True))
    if event.sum() < _FEWEST:
        return {}
    learned, classes = stacking_weights(p, event, 0.5 ** ((year - origins) / DYADS.half_life))
    return {LEARNED: round(float(learned), 4), CLASS_POOL: round(float(classes), 4)}


def member_risks(risk: RiskDraws, rows: Rows, ages: Array, ahead: int = AHEAD) -> Array:
    """Risk by the learned hazard and by the mean of a pair's classes, shape (n, 2).

    Parameters
    ----------
    risk : RiskDraws
        Hazards; the mean of their draws is taken.
    rows : Rows
        From `detente.history.lens_years`.
    ages : array, shape (n, 8)
        Of the rows.
    ahead : int, default 5
        Years.

    Returns
    -------
    array of float, shape (n, 2)
        NaN in the second column where a pair has no class.
    """
    learned, total, count = (np.zeros(rows.year.size) for _ in range(3))
    for member in member_survival(risk, rows, ages):
        ended = 1 - member.survival[:, :, ahead - 1].mean(axis=1)
        if member.name == LEARNED:
            learned[member.rows] = ended
        else:
            total[member.rows] += ended
            count[member.rows] += 1
    mean = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return np.column_stack([learned, mean])
