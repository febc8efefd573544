"""Forecasts of all pairs alive in a year from data alone, by the model that forecasts a case.

Every draw belongs to one member of a pair's pool: the learned hazard or one of its reference
classes, in the proportions of the pool's weights. Means and quantiles are those of this mixture,
taken exactly: each draw of each member counts by the member's weight.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.case.model import Case
from detente.data import store
from detente.document.labels import RUPTURE, OutcomeId
from detente.errors import DataError, MissingData
from detente.forecast.chance import Chance
from detente.forecast.lens_effects import effects_of
from detente.forecast.settings import HORIZONS
from detente.history.class_ages import CLASSES
from detente.history.class_hazards import age_risk
from detente.history.lens_weights import load_lens_weights
from detente.history.panel_risk import LEARNED, YEARS, MemberSurvival, RiskDraws, member_survival
from detente.history.panel_rows import PanelRows, panel_of_year
from detente.history.pool_share import PoolWeights, load_pool_weights
from detente.history.rows import Ints
from detente.history.vintage import FIRST, LAST, load_vintage
from detente.records import Array
from detente.states.states import resolve

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


def panel_stage(case: Case, chance: Chance, outcome: OutcomeId = RUPTURE) -> Array | None:
    """Incidence of an outcome for the two partners from data alone, as a page of the pair has it.

    Parameters
    ----------
    case : Case
        Only its partners and its date are read.
    chance : Chance
        Random numbers of the case's forecast.
    outcome : OutcomeId
        Of the ladder.

    Returns
    -------
    array of float, shape (n_draws, 20), or None
        By the end of each year ahead; each draw belongs to one member of the pool. None without
        data on disk, or where no tie of the two was known when the year began.
    """
    if not store.status():
        return None
    codes = (resolve(case.actor(m).state or "", case.as_of).ccode for m in case.members)
    first, second = codes
    year = case.as_of.year
    try:
        panel = panel_of_year(year, outcome)
        risk = panel_draws(year, chance, outcome)
    except (MissingData, DataError):
        return None
    pair = panel.of_pair((first, second)).of_year(year)
    if not pair.rows.year.size:
        return None
    return mixed_draws(pair, risk, load_pool_weights(min(year, LAST), outcome), chance)


def mixed_draws(pair: PanelRows, risk: RiskDraws, pool: PoolWeights, chance: Chance) -> Array:
    """Draws of the incidence of one pair, each of one member, shape (n_draws, 20).

    Parameters
    ----------
    pair : PanelRows
        One row.
    risk : RiskDraws
        From `panel_draws`.
    pool : PoolWeights
        Shares of the members.
    chance : Chance
        Assigns draws to members.
    """
    weights = _weights(pair, risk, pool)[0]
    ended = {m.name: 1 - m.survival[0] for m in member_survival(risk, pair.rows, pair.ages)}
    owner = chance.rng("panel").permutation(_owners(weights, chance.draws))
    out = np.empty((chance.draws, YEARS))
    for name, draws in ended.items():
        own = owner == _MEMBERS.index(name)
        out[own] = draws[own]
    return out


def _owners(weights: Array, n: int) -> Ints:
    """Member of each of n draws, in proportion to the weights as nearly as whole draws allow."""
    return np.asarray(np.searchsorted(np.cumsum(weights)[:-1], (np.arange(n) + 0.5) / n, "right"))
