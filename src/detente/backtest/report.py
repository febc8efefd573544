"""The result of a backtest as one JSON document, with the reasons for what was left out."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

import numpy as np

from detente import __version__
from detente.backtest import reliability, scores
from detente.backtest.by_year import by_year
from detente.backtest.calibration import calibrations, group_scores, repeated
from detente.backtest.lagged import LONGEST
from detente.backtest.models import BASE, MAIN, RECENCY, models
from detente.backtest.populations import POPULATIONS, TARGETS, Population
from detente.backtest.replay import Forecasts, count_fits, replay, runnable
from detente.data import store
from detente.errors import DataError, MissingExtra
from detente.forecast.settings import SEED
from detente.history.covariates import STRETCHES
from detente.history.landmark import AHEAD
from detente.processes import on_all_cores
from detente.records import Array

DRAWS = 200
ERAS = ((1945, "to 1945"), (1989, "1946-1989"), (9999, "from 1990"))
Document = dict[str, Any]
_FEW = 5  # events below which a group has no scores of its own


def backtest(
    first: int = 1950,
    last: int = 2013,
    horizons: Iterable[int] = (1, 5, 10, 20),
    *,
    jobs: int | None = None,
    draws: int = DRAWS,
    progress: Callable[[int, int], None] = lambda done, total: None,
    resume: bool = False,
    lag: int = 0,
) -> Document:
    """Replay history and score it.

    Parameters
    ----------
    first, last : int
        First and last year that is forecast.
    horizons : iterable of int
        Years ahead, from 1 to 20.
    jobs : int, optional
        Processes at a time; all cores if not given.
    draws : int
        Bootstrap draws of units for each interval.
    progress : callable
        Called with the number of steps done and the number of all steps.
    resume : bool
        Keep every fit on disk as it is made, and go on from those of a run that was stopped.
    lag : int
        Age of the dispute data in years, and of the others as in the year in which the disputes are
        that old (`detente.backtest.lagged`); then only the models and the baselines are replayed.

    Raises
    ------
    DataError
        If the years or horizons make no sense, or there was nothing to learn from or to score.
    MissingData
        If a source was not pulled.
    """
    spans, ahead = _checked(first, last, lag), _horizons(horizons)
    populations = {name: build(lag) for name, build in POPULATIONS.items()}
    years = {name: _years(p, spans) for name, p in populations.items()}
    total = sum(count_fits(p, years[n]) for n, p in populations.items()) + len(TARGETS) * len(ahead)
    steps = iter(range(1, total + 1))

    def done() -> None:
        progress(next(steps), total)

    forecasts = [
        one
        for name, population in populations.items()
        if years[name]
        for one in replay(population, years[name], ahead, jobs=jobs, done=done, resume=resume)
    ]
    targets = _scored(forecasts, populations, jobs, draws, done)
    left_out = _left_out(forecasts, populations, ahead)
    if not targets:
        raise DataError(f"nothing to score from {first} to {last}: {left_out[-1]['reason']}")
    return {
        "protocol": _protocol(first, last, ahead, populations, draws) | {"lag": lag},
        "targets": targets,
        "printed": _others(forecasts, populations, {"printed"}),
        "baselines": _others(forecasts, populations, {"baseline", "challenger"}),
        "ablations": _others(forecasts, populations, {"ablation"}),
        "left_out": left_out,
    }


def _checked(first: int, last: int, lag: int) -> range:
    if not 0 <= lag <= LONGEST:
        raise DataError(f"lag {lag}; wanted years from 0 to {LONGEST}")
    end = max(target.last for target in TARGETS)
    if not 1850 <= first <= last <= end:
        raise DataError(
            f"years {first} to {last}; wanted two from 1850 to {end}, the first not after the last"
        )
    return range(first, last + 1)


def _horizons(horizons: Iterable[int]) -> tuple[int, ...]:
    ahead = tuple(dict.fromkeys(horizons))
    if not ahead or not all(1 <= h <= AHEAD for h in ahead):
        raise DataError(f"horizons {list(ahead)}; wanted years from 1 to {AHEAD}")
    return ahead


def _years(population: Population, span: range) -> list[int]:
    own = [t for t in TARGETS if t.population == population.id]
    first, last = min(t.first for t in own), max(t.last for t in own)
    return [y for y in span if first <= y <= last]


def _scored(
    forecasts: list[Forecasts],
    populations: dict[str, Population],
    jobs: int | None,
    draws: int,
    done: Callable[[], None],
) -> list[Document]:
    whole = [f for f in forecasts if 0 < f.event.sum() < f.event.size]
    spreads = on_all_cores(intervals, ((f, draws) for f in whole), jobs)
    out = []
    for f, spread in zip(whole, spreads, strict=True):
        target = _target(f, populations[f.target.population]) | {"intervals": spread}
        out.append(target | {"by_year": by_year(f, draws, SEED)})
        done()
    return out


def _target(f: Forecasts, population: Population) -> Document:
    p, years = f.p[MAIN], f.rows.year
    time = f.rows.stop - years + 1
    ended = f.rows.cause > 0 if f.target.cause is None else f.rows.cause == f.target.cause
    against = scores.brier(f.event, f.p[RECENCY])
    return {
        "id": f.target.id,
        "label": f.target.label,
        "horizon": f.horizon,
        "years": [int(years.min()), int(years.max())],
        "concordance": scores.concordance(time, ended, p),
        **_scores(f, MAIN),
        "brier_skill_since_rupture": scores.skill(scores.brier(f.event, p), against),
        "reliability": {
            key: np.round(values, 6).tolist()
            for key, values in asdict(reliability.reliability(f.event, p)).items()
        },
        "calibration": calibrations(f),
        "events_repeated": repeated(f),
        "by": [*_groups(f, population)],
    }


def _scores(f: Forecasts, model: str) -> Document:
    event, p, base = f.event, f.p[model], f.p[BASE]
    line = reliability.slope(event, p)
    return {
        "n": int(event.size),
        "events": int(event.sum()),
        "mean_forecast": float(p.mean()),
        "observed": float(event.mean()),
        "auc": scores.auc(event, p),
        "average_precision": scores.average_precision(event, p),
        "brier": scores.brier(event, p),
        "brier_skill": scores.skill(scores.brier(event, p), scores.brier(event, base)),
        "log_score": scores.log_score(event, p),
        "log_skill": scores.skill(scores.log_score(event, p), scores.log_score(event, base)),
        "ece": reliability.ece(event, p),
        "slope": None if line is None else line[0],
        "intercept": None if line is None else line[1],
    }


def _groups(f: Forecasts, population: Population) -> Iterable[Document]:
    era = np.array([next(name for end, name in ERAS if y <= end) for y in f.rows.year])
    region = np.array([population.region.get(int(u), "unknown") for u in f.rows.unit])
    for by, label in (("era", era), ("class", population.kind(f.rows)), ("region", region)):
        for name in np.unique(label):
            yield {"group": by, "name": str(name), **_group(f, label == name)}


def _group(f: Forecasts, here: Any) -> Document:
    event, p, base = f.event[here], f.p[MAIN][here], f.p[BASE][here]
    result: Document = {
        "n": int(event.size),
        "events": int(event.sum()),
        "mean_forecast": float(p.mean()),
        "observed": float(event.mean()),
        "auc": None,
        "brier_skill": None,
    }
    if _FEW <= event.sum() < event.size:
        skill = scores.skill(scores.brier(event, p), scores.brier(event, base))
        result |= {"auc": scores.auc(event, p), "brier_skill": skill}
    return result | group_scores(f, here)


def intervals(f: Forecasts, draws: int, seed: int = SEED) -> dict[str, list[float]]:
    """Percentile intervals (95 %) of scores by a bootstrap of whole units.

    Parameters
    ----------
    f : Forecasts
        Events and forecasts of one target and horizon.
    draws : int
        Bootstrap samples.
    seed : int
        Of the random numbers.

    Returns
    -------
    dict of str to [float, float]
        Low and high, by score.
    """
    rng = np.random.default_rng([seed, f.horizon])
    order = np.argsort(-f.p[MAIN], kind="stable")  # sorted once: each draw then sorts fast
    event, p, base = f.event[order], f.p[MAIN][order], f.p[BASE][order]
    units, place = np.unique(f.rows.unit[order], return_inverse=True)
    samples: dict[str, list[float]] = {}
    for _ in range(draws):
        weight = rng.multinomial(units.size, np.full(units.size, 1 / units.size))[place]
        if 0 < weight @ event < weight.sum():
            for name, value in _once(event, p, base, weight.astype(float)).items():
                samples.setdefault(name, []).append(value)
    return {k: [float(q) for q in np.quantile(v, (0.025, 0.975))] for k, v in samples.items()}


def _once(event: Array, p: Array, base: Array, weight: Array) -> dict[str, float]:
    brier = scores.brier(event, p, weight)
    log = scores.log_score(event, p, weight)
    return {
        "auc": scores.auc(event, p, weight),
        "average_precision": scores.average_precision(event, p, weight),
        "brier": brier,
        "brier_skill": scores.skill(brier, scores.brier(event, base, weight)),
        "log_skill": scores.skill(log, scores.log_score(event, base, weight)),
        "ece": reliability.ece(event, p, weight=weight),
    }


def _others(
    forecasts: list[Forecasts], populations: dict[str, Population], roles: set[str]
) -> list[Document]:
    return [
        {
            "id": model.id,
            "label": model.label,
            "role": model.role,
            "target": f.target.id,
            "horizon": f.horizon,
            "fitted_every": model.every,
            **_scores(f, model.id),
        }
        for f in forecasts
        if 0 < f.event.sum() < f.event.size
        for model in runnable(populations[f.target.population])
        if model.id in f.p and model.role in roles
    ]


def _left_out(
    forecasts: list[Forecasts], populations: dict[str, Population], ahead: tuple[int, ...]
) -> list[Document]:
    missing = {m.needs for p in populations.values() for m in models(p)} - {
        m.needs for p in populations.values() for m in runnable(p)
    }
    out = [
        {
            "id": name,
            "reason": str(MissingExtra("backtest", f"the comparison with {name}")),
        }
        for name in sorted(m for m in missing if m)
    ]
    scored = {(f.target.id, f.horizon) for f in forecasts if 0 < f.event.sum() < f.event.size}
    for t in TARGETS:
        for h in ahead:
            if (t.id, h) not in scored:
                year = f"year of {t.first}-{t.last - h + 1}"
                reason = f"no {year} was requested, or all forecasts had the same outcome"
                out.append({"id": f"{t.id} at {h}", "reason": reason})
    return out


def _protocol(
    first: int,
    last: int,
    ahead: tuple[int, ...],
    populations: dict[str, Population],
    draws: int,
) -> Document:
    held = store.status()
    return {
        "detente": __version__,
        "registered": "docs/decisions/0004-learning.md",
        "from": first,
        "to": last,
        "horizons": list(ahead),
        "origins": "1 January of every year; the main model is fitted anew for each",
        "stretches": [list(s) for s in STRETCHES],
        "reference": "brier_skill and log_skill are against " + BASE,
        "intervals": f"95 %, {draws} draws of whole units",
        "seed": SEED,
        "populations": {
            name: {
                "rows": int(p.rows.year.size),
                "covariates": list(p.rows.names),
                **asdict(p.protocol),
                "penalty": list(p.protocol.penalty),
            }
            for name, p in populations.items()
        },
        "sources": {name: status.sha256 for name, status in sorted(held.items())},
        "other_releases": store.other_releases(),
    }
