"""Models of other packages on the same rows: Cox regression and boosted trees."""

import warnings
from typing import Any

import numpy as np

from detente.backtest.populations import Population
from detente.history.covariates import STRETCHES
from detente.history.landmark import AHEAD
from detente.history.rows import UNKNOWN, Rows
from detente.records import Array

# others in between are drawn as straight lines
_HORIZONS = (*(last for _, last in STRETCHES), AHEAD)
_PENALTY = 0.1
_TREES = {
    "max_iter": 60,
    "learning_rate": 0.1,
    "max_leaf_nodes": 12,
    "min_samples_leaf": 60,
    "max_bins": 64,
}


def boosted(half_life: float) -> Any:
    """Gradient-boosted trees on whether, and how, a unit ends within 1, 5, 10 and 20 years."""

    def fit(rows: Rows, origin: int) -> Any:
        from sklearn.ensemble import HistGradientBoostingClassifier

        trees, used_columns = {}, {}
        for h in _HORIZONS:
            end = rows.ending(1, h)
            used = (end != UNKNOWN) & (rows.year + h <= origin)
            used_columns[h] = _varies(rows.x[used])  # a column without two values stops the library
            trees[h] = HistGradientBoostingClassifier(**_TREES, random_state=1).fit(
                rows.x[used][:, used_columns[h]],
                end[used],
                0.5 ** ((origin - rows.year[used]) / half_life),
            )

        def predict(now: Rows) -> Array:
            knots = np.zeros((len(_HORIZONS) + 1, now.year.size, len(now.causes)))
            for i, h in enumerate(_HORIZONS):
                probability = trees[h].predict_proba(now.x[:, used_columns[h]])
                for j, cause in enumerate(trees[h].classes_):
                    if cause > 0:
                        knots[i + 1, :, cause - 1] = probability[:, j]
            return _between(knots)

        return predict

    return fit


def _varies(x: Array) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    there = np.isfinite(x)
    low, high = np.where(there, x, np.inf).min(axis=0), np.where(there, x, -np.inf).max(axis=0)
    varies: np.ndarray[tuple[int], np.dtype[np.bool_]] = low < high
    return varies


def _between(knots: Array) -> Array:
    """Incidence at 1 ... 20 from that at 0 and the horizons, shape (n, 20, K)."""
    at, out = (0, *_HORIZONS), np.empty((knots.shape[1], AHEAD, knots.shape[2]))
    for year in range(1, AHEAD + 1):
        right = next(i for i, h in enumerate(at) if h >= year)
        part = (year - at[right - 1]) / (at[right] - at[right - 1])
        out[:, year - 1] = knots[right - 1] * (1 - part) + knots[right] * part
    return out


def cox(population: Population) -> Any:
    """Cox regression of any end on the years lived, each row entering at its age.

    Covariates that vary with time make a row for each year, and the baseline of an age is that of
    the rows at risk then (Breslow), so that as many ends are expected as were seen. A cause has the
    share of the ends that it had so far: the model itself knows one kind of end.
    """
    age_name = population.age[0]

    def fit(rows: Rows, origin: int) -> Any:
        import pandas as pd
        from lifelines import CoxPHFitter

        there = np.isfinite(rows.x)
        mean = np.where(there, rows.x, 0).sum(axis=0) / np.maximum(there.sum(axis=0), 1)
        end = rows.ending(1, 1)
        used = end != UNKNOWN
        x = _filled(rows.x[used], mean)
        scale = x.std(axis=0)
        varying = scale > 1e-6
        columns = [f"x{j}" for j in np.flatnonzero(varying)]
        frame = pd.DataFrame((x[:, varying] - mean[varying]) / scale[varying], columns=columns)
        age, ended = _age(rows.where(used), age_name), end[used] > 0
        frame["start"], frame["stop"], frame["end"] = age, age + 1.0, ended
        fitter = CoxPHFitter(penalizer=_PENALTY)
        with warnings.catch_warnings():  # lifelines calls pandas in ways that it deprecates
            warnings.simplefilter("ignore")
            fitter.fit(frame, duration_col="stop", event_col="end", entry_col="start")
        slopes = fitter.params_.to_numpy()
        baseline = _baseline(age, end[used] > 0, np.exp(frame[columns].to_numpy() @ slopes))
        share = np.array([(end == k + 1).sum() for k in range(len(rows.causes))])

        def predict(now: Rows) -> Array:
            standard = (_filled(now.x, mean)[:, varying] - mean[varying]) / scale[varying]
            ended = _ended(np.exp(standard @ slopes), baseline, _age(now, age_name))
            return np.asarray(ended[:, :, None] * (share / share.sum()))

        return predict

    return fit


def _ended(risk: Array, baseline: Array, begin: Array) -> Array:
    """P(ended) by each year ahead of rows that begin at an age, shape (n, AHEAD)."""
    base = _cumulative(baseline, begin)
    out = [
        -np.expm1(-risk * (_cumulative(baseline, begin + h) - base)) for h in range(1, AHEAD + 1)
    ]
    return np.stack(out, axis=1)


def _filled(x: Array, mean: Array) -> Array:
    return np.where(np.isfinite(x), x, mean)


def _age(rows: Rows, name: str) -> Array:
    logs = np.nan_to_num(rows.x[:, rows.names.index(name)], nan=0.0)
    return np.expm1(logs).round()


def _baseline(age: Array, ended: Array, risk: Array) -> Array:
    """Breslow's cumulative baseline hazard at ages 0, 1, ..., of rows at risk for one year each.

    lifelines counts every row as at risk from age 0 on, whatever its entry.
    """
    years = age.astype(int)
    ends, at_risk = np.bincount(years, ended), np.bincount(years, risk)
    jumps = np.divide(ends, at_risk, out=np.zeros(ends.size), where=at_risk > 0)
    return np.concatenate([[0.0], np.cumsum(jumps)])


def _cumulative(baseline: Array, at: Array) -> Array:
    """Cumulative baseline hazard at some whole ages; beyond the oldest its mean slope goes on."""
    oldest = baseline.size - 1
    inside = baseline[np.minimum(at.astype(int), oldest)]
    hazard: Array = inside + np.maximum(at - oldest, 0) * baseline[-1] / max(oldest, 1)
    return hazard
