r"""How one outcome of the ladder raises another, estimated as known in one year.

**Hazard ratios.** For every row of a landmark year t and each year y of the ten ahead that the pair
reached, the ending in y is a logistic regression on whether the other outcome came in t ... y - 1,
with the landmark hazard of that row and year as offset,

.. math:: \log \frac{h}{1 - h} = \hat\eta(x_t, y - t) + a + b\,[\text{strained since } t].

So b is what a strain adds to the forecast, and a the level of pairs without one. Rows
have the weights of the landmark fit.

**The other kind.** The yearly log-odds of force in the ten years after a rivalry began without it,
and of rivalry in the ten years after force between pairs that were no rivals.

Standard errors allow for any dependence of the rows of a pair.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from detente.data.as_of import cutoff_before
from detente.document.labels import RUPTURE_KINDS, OutcomeId
from detente.errors import DataError
from detente.history.covariates import RIVAL, TIE_COVARIATES
from detente.history.ladder_years import next_event
from detente.history.landmark import DYADS, HORIZON, fit_landmark_hazards
from detente.history.outcomes import OUTCOME_CARDS
from detente.history.rows import Ints, Rows, among
from detente.history.warm_starts import Near, near
from detente.records import Array

Events = Mapping[OutcomeId, tuple[Ints, Ints]]
# name: outcome, and the other that came before it
RATIOS: dict[str, tuple[OutcomeId, OutcomeId]] = {
    "strain": ("rupture", "strain"),
    "drift": ("rupture", "drift"),
    "strain_after_drift": ("strain", "drift"),
}
_FEW = 5  # events without which there is no estimate
_STEPS = 30


class _Table(NamedTuple):
    """Pair-years ahead: whether the outcome occurred, the other had, offset, weight, pair."""

    event: NDArray[np.bool_]
    before: NDArray[np.bool_]
    offset: Array
    weight: Array
    unit: Ints


def fit_transitions(
    ladder: Mapping[OutcomeId, Rows],
    events: Events,
    origin: int,
    before: Mapping[str, Any] = MappingProxyType({}),
) -> dict[str, Any]:
    """Estimates and standard errors of all that can be estimated.

    Parameters
    ----------
    ladder : mapping of str to Rows
        From `detente.history.lens_years.ladder_years`.
    events : mapping of str to tuple of (array of int, array of int)
        From `detente.history.events.event_years`.
    origin : int
        Year; only what was known when it began is used.
    before : mapping of str to dict, optional
        Shipped hazards of the ladder, from which fits start (`detente.history.warm_starts`).

    Returns
    -------
    dict of str to (float, float)
        `RATIOS`, and ``rivalry`` and ``force``; without those for which history has too few events.
    """
    estimates = {}
    for name, (outcome, other) in RATIOS.items():
        table = _ahead(ladder, events, outcome, other, origin, near(before.get(outcome)))
        if table is not None and min((table.event & b).sum() for b in _both(table)) >= _FEW:
            estimates[name] = _log_ratio(table)
    for kind, other in zip(RUPTURE_KINDS, RUPTURE_KINDS[::-1], strict=True):
        follow = _follows(ladder["rupture"], events, kind, other, origin)
        if follow is not None:
            estimates[kind] = follow
    return estimates


def _both(table: _Table) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    return table.before, ~table.before


def _ahead(
    ladder: Mapping[OutcomeId, Rows],
    events: Events,
    outcome: OutcomeId,
    other: OutcomeId,
    origin: int,
    start: Near,
) -> _Table | None:
    """Years ahead of all rows in which the outcome, and the other before it, are known."""
    cutoff = cutoff_before(origin)
    rows = ladder[outcome].known(origin)
    if other == "drift":
        rows = rows.where(among(_key(rows), _key(ladder["drift"])))
    else:
        rows = rows.where(OUTCOME_CARDS[other].covered(rows.year, origin))
    places = [rows.names.index(name) for name in TIE_COVARIATES]
    rows = Rows(**{**vars(rows), "names": TIE_COVARIATES, "x": rows.x[:, places]})
    try:
        model = fit_landmark_hazards(rows, origin, DYADS, near=start)
    except DataError:  # no ending in one of the stretches yet
        return None
    incidence = model.incidence(rows.x)[:, :, 0]
    following, parts = next_event(rows, events[other]), []
    last = min(OUTCOME_CARDS[other].last_known(cutoff), cutoff)
    left = np.ones(rows.year.size)
    for ahead in range(HORIZON):
        year = rows.year + ahead
        there = (year <= rows.stop) & (year - 1 <= last)
        hazard = 1 - (1 - incidence[:, ahead]) / left
        left = 1 - incidence[:, ahead]
        parts.append(
            _Table(
                event=((rows.cause > 0) & (rows.stop == year))[there],
                before=(following < year)[there],
                offset=logit(np.clip(hazard, 1e-9, 1 - 1e-9))[there],
                weight=(0.5 ** ((origin - rows.year) / DYADS.half_life))[there],
                unit=rows.unit[there],
            )
        )
    return _Table(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _key(rows: Rows) -> Ints:
    return rows.unit * 10_000 + rows.year


def _log_ratio(table: _Table) -> tuple[float, float]:
    """Log hazard ratio and its clustered standard error, by Newton's method."""
    x = np.column_stack([np.ones(table.event.size), table.before])
    beta = np.zeros(2)
    for _ in range(_STEPS):
        p = expit(table.offset + x @ beta)
        score = x.T @ (table.weight * (table.event - p))
        information = (x * (table.weight * p * (1 - p))[:, None]).T @ x
        step = np.linalg.solve(information, score)
        beta = beta + step
        if np.abs(step).max() < 1e-8:
            break
    bread = np.linalg.inv(information)
    scores = _by_unit(x * (table.weight * (table.event - p))[:, None], table.unit)
    covariance = bread @ (scores.T @ scores) @ bread
    return float(beta[1]), float(np.sqrt(covariance[1, 1]))


def _by_unit(values: Array, unit: Ints) -> Array:
    _, group = np.unique(unit, return_inverse=True)
    return np.column_stack([np.bincount(group, column) for column in values.T])


def _follows(
    rows: Rows, events: Events, kind: OutcomeId, other: OutcomeId, origin: int
) -> tuple[float, float] | None:
    """Yearly log-odds that a rupture of one kind follows one of the other."""
    cutoff = cutoff_before(origin)
    last = min(OUTCOME_CARDS[kind].last_known(cutoff), OUTCOME_CARDS[other].last_known(cutoff))
    begun = list(_ruptures_without(rows.known(origin), events, kind, other))
    ends = np.array(begun, dtype=int).reshape(-1, 3)
    until = np.minimum(ends[:, 1] + HORIZON, last)
    lived = np.clip(np.minimum(ends[:, 2], until) - ends[:, 1], 0, None)
    came = (ends[:, 2] <= until).astype(float)
    if came.sum() < _FEW:
        return None
    rate = came.sum() / lived.sum()
    scores = _by_unit((came - rate * lived)[:, None], ends[:, 0])
    information = rate * (1 - rate) * lived.sum()
    return float(logit(rate)), float(np.sqrt((scores**2).sum()) / information)


def _ruptures_without(
    rows: Rows, events: Events, kind: OutcomeId, other: OutcomeId
) -> Iterator[tuple[int, int, int]]:
    """Pair and year of the ruptures of ``other`` kind alone, and the first year of ``kind``."""
    rivals = rows.x[:, rows.names.index(RIVAL)] == 1
    ended = rows.where((rows.cause > 0) & ~rivals)
    _, once = np.unique(ended.unit * 10_000 + ended.stop, return_index=True)
    ended = ended.where(once)
    at = Rows(**{**vars(ended), "year": ended.stop})
    one, first = next_event(at, events[other]), next_event(at, events[kind])
    alone = (one == at.year) & (first > at.year)
    yield from zip(at.unit[alone], at.year[alone], first[alone], strict=True)
