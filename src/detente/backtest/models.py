"""Models of the backtest: landmark hazards, baselines, challengers and ablations.

A model is fitted on what was known when a year began and gives, for the rows of that year, the
cumulative incidence by year 1 ... 20 and cause, shape (n, 20, K).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import numpy as np

from detente.backtest import printed
from detente.backtest.populations import Labels, Population
from detente.document.labels import OutcomeId
from detente.history.fit_lens_weights import fit_lens_weights
from detente.history.landmark import AHEAD, LandmarkSettings, fit_landmark_hazards
from detente.history.outcomes import OUTCOME_CARDS
from detente.history.rows import UNKNOWN, Ints, Rows
from detente.records import Array

Predict = Callable[[Rows], Array]
Fit = Callable[[Rows, int], Predict]  # known rows, origin
ModelRole = Literal["main", "printed", "baseline", "challenger", "ablation"]
MAIN, BASE, RECENCY = "detente", "recency-weighted-base-rate", "since-rupture-only"
DURATION = "duration-only"
PRINTED = "as-printed"
_YEARS_BETWEEN_FITS = 10  # of challengers and ablations


@dataclass(frozen=True, kw_only=True)
class Model:
    """A forecaster of one population. ``every`` is the number of years between its fits."""

    id: str
    label: str
    role: ModelRole
    fit: Fit
    every: int = 1
    of_target: bool = False  # fitted on the units of the target alone
    needs: str | None = None  # a package that it cannot do without


def models(population: Population) -> Iterator[Model]:
    """All models of a population: main, as printed, baselines, challengers, ablations."""
    yield Model(
        id=MAIN, label="Learned hazards", role="main", fit=_landmark_fit(population.protocol)
    )
    yield from _baselines(population)
    if population.lag:  # no vintage of those years was fitted at that age
        yield from _as_fitted(population)
        return
    yield from _printed(population)
    yield from _challengers(population)
    yield from _ablations(population)


def _baselines(population: Population) -> Iterator[Model]:
    half_life, protocol = population.protocol.half_life, population.protocol
    yield Model(
        id=BASE,
        label=f"Base rate, weights halving every {half_life:.0f} years",
        role="baseline",
        fit=lambda rows, origin: _base_rate(rows, origin, half_life),
        of_target=True,
    )
    yield Model(
        id="constant",
        label="Base rate of all years before",
        role="baseline",
        fit=lambda rows, origin: _base_rate(rows, origin, 1e9),
        of_target=True,
    )
    loose = replace(protocol, penalty=(0.1, 0.1, 0.1))
    yield Model(
        id=RECENCY,
        label=f"Time since the last {population.since} only",
        role="baseline",
        fit=_landmark_fit(loose, keep=population.recency),
        of_target=True,
    )
    yield Model(
        id=DURATION,
        label="Duration only",
        role="baseline",
        fit=_landmark_fit(loose, keep=population.age),
    )
    yield Model(
        id="kaplan-meier-by-class",
        label="Kaplan-Meier by class, from the unit's age on",
        role="baseline",
        fit=_kaplan_meier(population),
    )


def _printed(population: Population) -> Iterator[Model]:
    """What a page of the pair would have printed, and the two parts of its pool alone."""
    if population.printed is None:
        return
    labels = {
        PRINTED: "As a page of the pair would have printed",
        f"{PRINTED}-learned": "Learned part of the printed forecast alone",
        f"{PRINTED}-classes": "Reference classes of the printed forecast alone",
    }
    for id_, part in zip(labels, printed.PARTS, strict=True):
        fit = printed.printed(population.printed, part)
        yield Model(id=id_, label=labels[id_], role="printed", fit=fit)


def _as_fitted(population: Population) -> Iterator[Model]:
    """The learned part of a page at a lag, fitted as in a vintage whose data are as old."""
    if population.printed is not None:
        yield Model(
            id=f"{PRINTED}-learned",
            label="Learned part of the forecast of a page, fitted at that age",
            role="printed",
            fit=partial(_lens_fit, population.printed),
        )


def _lens_fit(outcome: OutcomeId, rows: Rows, origin: int) -> Predict:
    known = rows.where(OUTCOME_CARDS[outcome].covered(rows.year, origin))
    hazards, _ = fit_lens_weights(known, origin)
    return lambda now: hazards.incidence(_columns(now, hazards.names, ()).x)


def _challengers(population: Population) -> Iterator[Model]:
    """Models that are slow to fit, and the main one fitted at the same interval."""
    from detente.backtest import challengers

    protocol = population.protocol
    yield Model(
        id=f"{MAIN}-every-{_YEARS_BETWEEN_FITS}-years",
        label=f"Learned hazards, fitted every {_YEARS_BETWEEN_FITS} years like the ones below",
        role="challenger",
        fit=_landmark_fit(protocol),
        every=_YEARS_BETWEEN_FITS,
    )
    yield Model(
        id="cox",
        label="Cox regression with entry at the unit's age (lifelines)",
        role="challenger",
        fit=challengers.cox(population),
        every=_YEARS_BETWEEN_FITS,
        needs="lifelines",
    )
    yield Model(
        id="boosted-trees",
        label="Boosted trees (scikit-learn), one classifier for each horizon",
        role="challenger",
        fit=challengers.boosted(protocol.half_life),
        every=_YEARS_BETWEEN_FITS,
        needs="sklearn",
    )


def _ablations(population: Population) -> Iterator[Model]:
    """The main model without a group of covariates, or with one of its settings changed."""
    protocol = population.protocol
    for name, columns in population.groups.items():
        yield _ablation(f"without {name}", _landmark_fit(protocol, drop=columns))
    unfiltered, unweighted = replace(protocol, level=False), replace(protocol, half_life=1e9)
    yield _ablation("without the level of recent years", _landmark_fit(unfiltered))
    yield _ablation("with all years alike", _landmark_fit(unweighted))


def _ablation(name: str, fit: Fit) -> Model:
    return Model(
        id=name,
        label=f"Learned hazards {name}",
        role="ablation",
        fit=fit,
        every=_YEARS_BETWEEN_FITS,
    )


def _landmark_fit(
    protocol: LandmarkSettings, keep: tuple[str, ...] | None = None, drop: tuple[str, ...] = ()
) -> Fit:
    def fit(rows: Rows, origin: int) -> Predict:
        hazards = fit_landmark_hazards(_columns(rows, keep, drop), origin, protocol)
        return lambda now: hazards.incidence(_columns(now, keep, drop).x)

    return fit


def _columns(rows: Rows, keep: tuple[str, ...] | None, drop: tuple[str, ...]) -> Rows:
    names = [n for n in keep or rows.names if n not in drop]
    if len(names) == len(rows.names):
        return rows
    return replace(rows, names=tuple(names), x=rows.x[:, [rows.names.index(n) for n in names]])


def _base_rate(rows: Rows, origin: int, half_life: float) -> Predict:
    """Share of earlier units that ended within h years, of those whose h years were over."""
    out = np.zeros((AHEAD, len(rows.causes)))
    for h in range(1, AHEAD + 1):
        end = rows.ending(1, h)
        used = (end != UNKNOWN) & (rows.year + h <= origin)
        weight = np.where(used, 0.5 ** ((origin - rows.year) / half_life), 0.0)
        if weight.any():
            out[h - 1] = [weight @ (end == k + 1) / weight.sum() for k in range(len(rows.causes))]
    return lambda now: np.broadcast_to(out, (now.year.size, *out.shape)).copy()


def _kaplan_meier(population: Population) -> Fit:
    """Product of the yearly risks at each age of the class; its mean where no unit is that old."""

    def fit(rows: Rows, origin: int) -> Predict:
        return _LifeTables(rows, population.kind, population.age[0]).incidence

    return fit


class _LifeTables:
    """Share of units that end in a year, by class, age and cause."""

    _OLDEST = 80

    def __init__(self, rows: Rows, kind: Callable[[Rows], Labels], age: str) -> None:
        self._kind, self._age = kind, age
        names, years, end = kind(rows), self._years(rows), rows.ending(1, 1)
        self._risk: dict[str, Array] = {}
        for name in np.unique(names):
            here = (names == name) & (end != UNKNOWN)
            counts = np.stack(
                [
                    np.bincount(years[here & (end == k)], minlength=self._OLDEST + 1)
                    for k in range(len(rows.causes) + 1)
                ],
                axis=1,
            ).astype(float)
            mean = counts.sum(axis=0) / max(counts.sum(), 1)
            total = counts.sum(axis=1, keepdims=True)
            self._risk[str(name)] = np.where(total > 0, counts / np.maximum(total, 1), mean)[:, 1:]
        self._none: Array = np.mean(np.array(list(self._risk.values())), axis=0)

    def incidence(self, now: Rows) -> Array:
        """Cumulative incidence from each row's age on, shape (n, 20, K)."""
        kind, age = self._kind(now), self._years(now)
        left, total = np.ones((age.size, 1)), np.zeros((age.size, len(now.causes)))
        out = np.empty((age.size, AHEAD, len(now.causes)))
        for ahead in range(AHEAD):
            at = np.minimum(age + ahead, self._OLDEST)
            risk = np.array(
                [self._risk.get(k, self._none)[a] for k, a in zip(kind, at, strict=True)]
            ).reshape(total.shape)
            total = total + left * risk
            left = left * (1 - risk.sum(axis=1, keepdims=True))
            out[:, ahead] = total
        return out

    def _years(self, rows: Rows) -> Ints:
        logs = np.nan_to_num(rows.x[:, rows.names.index(self._age)], nan=0.0)
        years: Ints = np.clip(np.expm1(logs).round().astype(int), 0, self._OLDEST)
        return years
