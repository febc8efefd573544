"""A screening of all pairs alive in a year: the model that forecasts a case, on rows of the panel.

An assessment of a pair has facts and lenses that the rows do not have, so that its figures differ
by a point or two (docs/answer.md).

Every draw belongs to one member of a pair's pool: the learned hazard or one of its reference
classes, in the proportions of the pool's weights. Means and quantiles are those of this mixture,
taken exactly: each draw of each member counts by the member's weight.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.document.labels import RUPTURE, OutcomeId
from detente.errors import MissingData
from detente.forecast.chance import Chance
from detente.forecast.lens_effects import effects_of
from detente.forecast.settings import HORIZONS
from detente.history.class_ages import CLASSES
from detente.history.class_hazards import age_risk
from detente.history.lens_weights import load_lens_weights
from detente.history.panel_risk import LEARNED, YEARS, MemberSurvival, RiskDraws, member_survival
from detente.history.panel_rows import PanelRows
from detente.history.pool_share import PoolWeights
from detente.history.vintage import FIRST, LAST, load_vintage
from detente.records import Array

DRAWS = 200
_SPAN = (0.05, 0.95)


@dataclass(frozen=True, kw_only=True)
class PanelForecast:
    """Forecasts of one outcome for the pairs of a year.

    Attributes
    ----------
    panel : PanelRows
        The pairs.
    mean : array, shape (n, 20)
        Incidence by the end of each year ahead.
    low, high : mapping of int to array, shape (n,)
        90 % interval by `HORIZONS`.
    learned : array, shape (n, 20)
        Incidence by the learned hazard alone.
    classes : array, shape (n, 20)
        Incidence by the mean of the pair's classes; NaN where it has none.
    """

    panel: PanelRows
    outcome: OutcomeId
    mean: Array
    low: Mapping[int, Array]
    high: Mapping[int, Array]
    learned: Array
    classes: Array


def panel_draws(year: int, chance: Chance, outcome: OutcomeId = RUPTURE) -> RiskDraws:
    """Draw the hazards of a year's vintage; a case with the same chance has the same coefficients.

    Parameters
    ----------
    year : int
        The forecast starts on its 1 January.
    chance : Chance
        Random numbers.
    outcome : OutcomeId
        Of the ladder.

    Raises
    ------
    MissingData
        If no vintage of that year, or none with lens weights, is shipped.
    """
    vintage = load_vintage(min(year, LAST))
    weights = load_lens_weights(vintage.year, outcome, aged=True)
    if weights is None:
        raise MissingData(f"no weights for {outcome} in {vintage.year}; wanted {FIRST} to {LAST}")
    tables = {name: vintage.classes.get((name, outcome)) for name in CLASSES}
    return RiskDraws(
        weights=weights,
        drawn=effects_of(weights, chance).drawn,
        classes={
            name: age_risk(table).draw(chance.rng(f"class/{name}/{outcome}"), chance.draws)
            for name, table in tables.items()
            if table is not None
        },
    )


def panel_forecast(
    panel: PanelRows,
    risk: RiskDraws,
    pool: PoolWeights,
    *,
    outcome: OutcomeId = RUPTURE,
    horizons: tuple[int, ...] = HORIZONS,
) -> PanelForecast:
    """Forecast all pairs of one year.

    Parameters
    ----------
    panel : PanelRows
        Pairs alive when the year began.
    risk : RiskDraws
        From `panel_draws`.
    pool : PoolWeights
        Weights of the learned hazard and of the classes.
    outcome : OutcomeId
        Of the ladder.
    horizons : tuple of int
        Years ahead that get an interval; none of them is fast.
    """
    n = panel.rows.year.size
    weights = _weights(panel, risk, pool)
    means, ended = np.full((weights.shape[1], n, YEARS), np.nan), _Mixture(weights, horizons)
    for member in member_survival(risk, panel.rows, panel.ages):
        k = _MEMBERS.index(member.name)
        means[k, member.rows] = 1 - member.survival.mean(axis=1)
        ended.add(k, member)
    mean = np.einsum("nk,knt->nt", weights, np.nan_to_num(means))
    low, high = ended.quantiles()
    count = np.isfinite(means[1:]).sum(axis=0)
    classes = np.nansum(means[1:], axis=0) / np.where(count, count, np.nan)
    return PanelForecast(
        panel=panel,
        outcome=outcome,
        mean=mean,
        low=low,
        high=high,
        learned=means[0],
        classes=classes,
    )


_MEMBERS = (LEARNED, *CLASSES)


def _weights(panel: PanelRows, risk: RiskDraws, pool: PoolWeights) -> Array:
    """Weight of the learned hazard and of each class, shape (n, 9), rows sum to 1."""
    inside = np.isfinite(panel.ages) & np.array([name in risk.classes for name in CLASSES])
    kinds, kind = np.unique(inside, axis=0, return_inverse=True)
    shares = np.array([pool.of([CLASSES[k] for k in np.flatnonzero(one)]) for one in kinds])
    learned, each = shares[kind.ravel()].T
    return np.column_stack([learned, each[:, None] * inside])


class _Mixture:
    """Quantiles of the draws of all members of each row, weighted by member."""

    def __init__(self, weights: Array, horizons: tuple[int, ...]) -> None:
        self._weights, self._horizons = weights, horizons
        self._used = np.flatnonzero(weights.any(axis=0))
        self._draws: Array | None = None

    def add(self, member: int, forecast: MemberSurvival) -> None:
        """Take the incidence of a member for some rows."""
        if not self._horizons or member not in self._used:
            return
        if self._draws is None:
            shape = (
                len(self._horizons),
                len(self._weights),
                self._used.size,
                forecast.survival.shape[1],
            )
            self._draws = np.zeros(shape, dtype=np.float32)
        k = int(np.searchsorted(self._used, member))
        for place, horizon in enumerate(self._horizons):
            self._draws[place, forecast.rows, k] = 1 - forecast.survival[:, :, horizon - 1]

    def quantiles(self) -> tuple[dict[int, Array], dict[int, Array]]:
        """5 % and 95 % quantile of each row, by horizon."""
        low, high = {}, {}
        for place, horizon in enumerate(self._horizons if self._draws is not None else ()):
            draws: Array = self._draws[place]  # type: ignore[index]
            low[horizon], high[horizon] = _quantiles(draws, self._weights[:, self._used])
        return low, high


def _quantiles(draws: Array, weights: Array) -> tuple[Array, Array]:
    """Weighted quantiles of (n, members, draws), each draw with its member's weight."""
    low, high = np.empty((2, len(draws)))
    kinds, kind = np.unique(weights > 0, axis=0, return_inverse=True)
    for number, columns in enumerate(kinds):  # rows with the same members are sorted together
        rows = np.flatnonzero(kind.ravel() == number)
        own, share = draws[np.ix_(rows, np.flatnonzero(columns))], weights[np.ix_(rows, columns)]
        if share.shape[1] == 1:
            low[rows], high[rows] = np.quantile(own[:, 0], _SPAN, axis=1)
        else:
            low[rows], high[rows] = _weighted_quantiles(own, share)
    return low, high


def _weighted_quantiles(draws: Array, weights: Array) -> tuple[Array, Array]:
    n, members, count = draws.shape
    flat = draws.reshape(n, -1)
    order = np.argsort(flat, axis=1)
    share = np.take_along_axis(np.repeat(weights / count, count, axis=1), order, axis=1)
    total = np.cumsum(share, axis=1)
    out = []
    for level in _SPAN:
        place = (total < level).sum(axis=1).clip(max=members * count - 1)
        out.append(flat[np.arange(n), order[np.arange(n), place]].astype(float))
    return out[0], out[1]
