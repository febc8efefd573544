"""Rolling origins: every year is forecast by models that saw only what was known when it began.

The work is cut into fits that do not depend on each other and run through joblib, so that
``joblib.parallel_config("dask")`` around `replay` hands them to a Dask cluster.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from detente.backtest.models import Model, models
from detente.backtest.populations import TARGETS, Population, Target
from detente.cache import FITS, digest
from detente.history.rows import UNKNOWN, Rows
from detente.processes import on_all_cores
from detente.records import Array

# folders whose modules compute a fit
CODE = ("backtest", "document", "forecast", "history", "methods")


@dataclass(frozen=True, kw_only=True)
class Forecasts:
    """Forecasts of one target at one horizon by several models.

    ``rows`` are the rows forecast, ``event`` (n,) what came, ``p`` the forecasts (n,) by model.
    """

    target: Target
    horizon: int
    rows: Rows
    event: Array
    p: dict[str, Array]


@dataclass(frozen=True, kw_only=True)
class _Fit:
    """One fit, and the years that it forecasts."""

    model: Model
    target: Target | None  # None: fitted on the whole population, for all its targets
    years: tuple[int, ...]


def replay(
    population: Population,
    years: Iterable[int],
    horizons: Iterable[int],
    *,
    jobs: int | None = None,
    done: Callable[[], None] = lambda: None,
    resume: bool = False,
) -> list[Forecasts]:
    """Forecast every year with every model, together with what happened.

    Parameters
    ----------
    population : Population
        Units at risk by year.
    years : iterable of int
        Origins: each forecast uses what was known when its year began.
    horizons : iterable of int
        Years ahead.
    jobs : int, optional
        Processes; None: one for each core.
    done : callable
        Called after each of the `count_fits` fits.
    resume : bool, default False
        Cache every fit on disk, and read those of an interrupted run from the cache.

    Returns
    -------
    list of Forecasts
        For each target and horizon; rows whose outcome within the horizon is unknown are left out.
    """
    fits = list(_fits(population, sorted(years)))
    key = fit_key(population.rows) if resume else None
    made = on_all_cores(_forecast, ((population.rows, fit, key) for fit in fits), jobs)
    incidence: dict[tuple[str, str | None], list[Array]] = {}
    for fit, parts in zip(fits, made, strict=True):
        incidence.setdefault((fit.model.id, fit.target.id if fit.target else None), []).extend(
            parts
        )
        done()
    return [
        _paired(population, target, horizon, sorted(years), incidence)
        for target in _targets(population)
        for horizon in horizons
    ]


def count_fits(population: Population, years: Iterable[int]) -> int:
    """Number of fits in a replay.

    Parameters
    ----------
    population : Population
        Whose models are fitted.
    years : iterable of int
        Origins.

    Returns
    -------
    int
        One for each model, and target where a model is fitted by target, and year of a fit.
    """
    return sum(1 for _ in _fits(population, sorted(years)))


def runnable(population: Population) -> list[Model]:
    """Models whose packages are installed."""
    return [m for m in models(population) if m.needs is None or find_spec(m.needs)]


def _targets(population: Population) -> list[Target]:
    return [t for t in TARGETS if t.population == population.id]


def _fits(population: Population, years: list[int]) -> Iterator[_Fit]:
    for model in runnable(population):
        for target in _targets(population) if model.of_target else (None,):
            for start in range(0, len(years), model.every):
                block = tuple(years[start : start + model.every])
                yield _Fit(model=model, target=target, years=block)


def fit_key(rows: Rows) -> str:
    """Digest of the rows and of the code on which a fit depends."""
    arrays = (rows.unit, rows.year, rows.stop, rows.cause, rows.x)
    package = Path(__file__).parents[1]
    code = [path for folder in CODE for path in sorted((package / folder).glob("*.py"))]
    code += sorted((package / "vintages").rglob("*.json*"))  # what pages of pairs are printed from
    return digest(
        *(np.ascontiguousarray(values).tobytes() for values in arrays),
        repr((rows.names, rows.causes)),
        *(path.read_bytes() for path in code),
    )[:16]


def _forecast(rows: Rows, fit: _Fit, key: str | None) -> list[Array]:
    """Incidence for the rows of each year, cached on disk if a key is given."""
    if key is None:
        return _fitted(rows, fit)
    target = fit.target.id if fit.target else "all"
    name = re.sub(r"[^A-Za-z0-9]+", "-", f"{fit.model.id} {target} {fit.years[0]} {fit.years[-1]}")
    path = FITS.file(f"{key}.{name}.npz", lambda part: _save(part, _fitted(rows, fit)))
    with np.load(path, allow_pickle=False) as arrays:
        return [arrays[name] for name in arrays.files]


def _save(path: Path, arrays: list[Array]) -> None:
    with path.open("wb") as file:  # to a name alone NumPy adds a suffix
        np.savez(file, *arrays)


def _fitted(rows: Rows, fit: _Fit) -> list[Array]:
    """Incidence for the rows of each year, fitted on what was known before the first."""
    origin = fit.years[0]
    known = rows.known(origin)
    if fit.target:
        known = known.where(fit.target.test(known))
    predict = fit.model.fit(known, origin)
    return [predict(rows.where(rows.year == year)) for year in fit.years]


def _paired(
    population: Population,
    target: Target,
    horizon: int,
    years: list[int],
    incidence: dict[tuple[str, str | None], list[Array]],
) -> Forecasts:
    whole = population.rows
    places = np.concatenate([np.flatnonzero(whole.year == year) for year in years])
    rows = whole.where(places)  # year by year, as the forecasts are
    end = rows.ending(1, horizon)
    scored = (end != UNKNOWN) & target.test(rows)
    scored &= (rows.year >= target.first) & (rows.year + horizon - 1 <= target.last)
    p = {
        model: _risk(np.concatenate(given), horizon, target)[scored]
        for (model, of), given in incidence.items()
        if of in (None, target.id)
    }
    happened = end > 0 if target.cause is None else end == target.cause
    return Forecasts(
        target=target,
        horizon=horizon,
        rows=rows.where(scored),
        event=happened[scored].astype(float),
        p=p,
    )


def _risk(incidence: Array, horizon: int, target: Target) -> Array:
    at = incidence[:, horizon - 1]
    risk: Array = at.sum(axis=1) if target.cause is None else at[:, target.cause - 1]
    return np.clip(risk, 0, 1)
