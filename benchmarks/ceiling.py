"""Whether trees forecast rupture better than the learned hazard, on the same and on richer facts.

Boosting and a random forest are fitted as the hazard is: on what was known when the year of the
origin began, one model for each stretch of years ahead, each year that a pair lived through or
ended in with the weight 2^(-age / 20). Survivors are thinned to a fifth (an eighth for the forest),
with as many times the weight. Every third origin is scored, before 1985 and from 1985 on, with the
forecast of the page of the year and the mean of both in log-odds beside it. Lines: pairs, years
ahead, era, events, AUC, log score, calibration slope, forecast over observed, and a 90 % interval
of the AUC less that of the page, from draws of whole pairs.
Needs the data on disk; about six minutes of processor.

    python benchmarks/ceiling.py
"""

from collections.abc import Callable

import numpy as np
from richer_rows import richer
from scipy.special import expit, logit
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from track_record import TIED, printed

from detente.backtest.reliability import slope
from detente.backtest.scores import auc, log_score
from detente.history.covariates import RIVAL, STRETCHES, TREATY
from detente.history.landmark import DYADS
from detente.history.panel_rows import panel_rows
from detente.history.rows import UNKNOWN, Rows

ERAS, EVERY, HORIZONS = ((1955, 1984), (1985, 2010)), 3, (1, 5, 10)
ORIGINS = [year for first, last in ERAS for year in range(first, last + 1, EVERY)]
DRAWS, GAP, LEAST = 100, -9.0, 1e-6
Forecast = Callable[[int], np.ndarray]


class Forest:
    """A random forest, which takes no gaps: they get a value of their own."""

    def __init__(self) -> None:
        self.trees = RandomForestClassifier(
            n_estimators=80, min_samples_leaf=20, max_features=0.2, random_state=1
        )

    def fit(self, x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> "Forest":
        self.trees.fit(np.nan_to_num(x, nan=GAP), y, weight)
        return self

    def predict_proba(self, x: np.ndarray) -> np.ndarray:
        return np.asarray(self.trees.predict_proba(np.nan_to_num(x, nan=GAP)))


def boosting() -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=100,
        learning_rate=0.05,
        max_leaf_nodes=8,
        min_samples_leaf=200,
        max_bins=64,
        l2_regularization=10.0,
        early_stopping=False,
        random_state=1,
    )


def stretch(rows: Rows, origin: int, first: int, last: int, thin: int) -> tuple[np.ndarray, ...]:
    """Covariates, ends and weights of the years first to last ahead, as known at an origin."""
    place = np.flatnonzero(rows.year < origin)
    year, stop = rows.year[place], np.minimum(rows.stop[place], origin - 1)
    cause = np.where(rows.stop[place] >= origin, 0, rows.cause[place])
    begin, weight = year + first - 1, 0.5 ** ((origin - year) / DYADS.half_life)
    ended = (cause > 0) & (stop >= begin) & (stop < year + last)
    lived = np.clip(np.minimum(stop, year + last - 1) - begin + 1, 0, None) - ended
    stays, ends = np.flatnonzero(lived > 0), np.flatnonzero(ended)
    stays = stays[np.random.default_rng(origin).random(stays.size) < 1 / thin]
    x = rows.x[place[np.concatenate([stays, ends])]]
    y = np.repeat([0, 1], [stays.size, ends.size])
    w = np.concatenate([thin * (weight * lived)[stays], weight[ends]])
    return x, y, w / w.mean()


def trees(make: Callable, rows: Rows, thin: int) -> Forecast:
    """Incidence within 1 ... 10 years of the pairs of an origin, shape (n, 10)."""

    def forecast(origin: int) -> np.ndarray:
        now, left, total = rows.x[rows.year == origin], 1.0, 0.0
        incidence = []
        for first, last in STRETCHES:
            x, y, weight = stretch(rows, origin, first, last, thin)
            varies = np.array([np.unique(c[np.isfinite(c)]).size > 1 for c in x.T])
            hazard = make().fit(x[:, varies], y, weight).predict_proba(now[:, varies])[:, 1]
            for _ in range(first, last + 1):
                total, left = total + left * hazard, left * (1 - hazard)
                incidence.append(total)
        return np.clip(np.array(incidence).T, LEAST, 1 - LEAST)

    return forecast


def page(origin: int) -> np.ndarray:
    made = printed("rupture", origin, panel_rows)
    assert made is not None
    return np.asarray(made)


def everywhere(rows: Rows, forecast: Forecast) -> np.ndarray:
    """Forecasts of all rows of `ORIGINS`, shape (n, 10)."""
    p = np.full((rows.year.size, HORIZONS[-1]), np.nan)
    for origin in ORIGINS:
        p[rows.year == origin] = forecast(origin)[:, : HORIZONS[-1]]
    return p


def interval(event: np.ndarray, p: np.ndarray, base: np.ndarray, unit: np.ndarray) -> np.ndarray:
    """90 % interval of the AUC of p less that of base, from draws of whole pairs."""
    pairs, place = np.unique(unit, return_inverse=True)
    rng, gains = np.random.default_rng(1), []
    for _ in range(DRAWS):
        times = np.bincount(rng.integers(0, pairs.size, pairs.size), minlength=pairs.size)[place]
        drawn = np.repeat(np.arange(unit.size), times)
        gains.append(auc(event[drawn], p[drawn]) - auc(event[drawn], base[drawn]))
    return np.quantile(gains, (0.05, 0.95))


def show(rows: Rows, name: str, p: np.ndarray, base: np.ndarray) -> None:
    """Lines of a table: AUC, log score, slope and ratio by pairs, years ahead and era."""
    column = rows.names.index
    tied = (rows.x[:, column(TREATY)] == 1) & (rows.x[:, column(RIVAL)] == 0)
    for pairs, mask in (("all pairs", np.ones_like(tied)), (TIED, tied)):
        for h in HORIZONS:
            for first, last in ERAS:
                end = rows.ending(1, h)
                m = mask & (end != UNKNOWN) & np.isfinite(p[:, 0])
                m &= (rows.year >= first) & (rows.year <= min(last, rows.stop.max() - h + 1))
                event, q = (end[m] > 0).astype(float), p[m][:, h - 1]
                line = [name, pairs, h, f"{first}-", int(event.sum()), f"{auc(event, q):.3f}"]
                line += [f"{log_score(event, q):.5f}", f"{(slope(event, q) or (np.nan,))[0]:.2f}"]
                line += [f"{q.mean() / event.mean():.2f}"]
                if p is not base:
                    low, high = interval(event, q, base[m][:, h - 1], rows.unit[m])
                    line.append(f"{low:+.3f} to {high:+.3f}")
                print(f"| {' | '.join(map(str, line))} |", flush=True)


def main() -> None:
    rows = panel_rows("rupture").rows
    base = everywhere(rows, page)
    show(rows, "page", base, base)
    wide = richer(rows)
    for name, make, facts, thin in (
        ("boosting, same facts", boosting, rows, 5),
        ("boosting, richer facts", boosting, wide, 5),
        ("forest, richer facts", Forest, wide, 8),
    ):
        p = everywhere(rows, trees(make, facts, thin))
        show(rows, name, p, base)
        show(
            rows,
            f"page and {name}",
            expit((logit(p) + logit(np.clip(base, LEAST, 1 - LEAST))) / 2),
            base,
        )


if __name__ == "__main__":
    main()
