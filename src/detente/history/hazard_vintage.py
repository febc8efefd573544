"""Vintages of the landmark hazards: coefficients as known when each year began.

A file has the hazards of two populations in full, the learned hazard of every outcome of the ladder
(``ladder``), and how one raises another (``transitions``). It holds estimates that we computed,
their standard errors, average marginal effects and the checksums of the data, never the data.
Covariates are in standard deviations, so that ``exp(beta)`` is the odds ratio of one.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from detente.data import store
from detente.data.as_of import cutoff_before, last_day
from detente.document.labels import OutcomeId
from detente.history import fit_lens_weights, fit_transitions
from detente.history.aged_years import LAST_FRESH, Wide, aged_ladder, wide_years
from detente.history.class_ages import Records, pair_records
from detente.history.covariates import STRETCHES
from detente.history.dyad_years import dyad_years
from detente.history.events import event_years
from detente.history.hazard_coefficients import POPULATIONS
from detente.history.hazard_files import hazard_file, load_hazards
from detente.history.landmark import (
    DYADS,
    TREATIES,
    LandmarkHazards,
    LandmarkSettings,
    fit_landmark_hazards,
)
from detente.history.lens_years import ladder_years
from detente.history.outcomes import OUTCOME_CARDS
from detente.history.pool_vintage import with_pools
from detente.history.rows import Rows
from detente.history.treaty_years import treaty_years
from detente.history.vintage import LAST, vintage_folder
from detente.history.warm_starts import Near, near, shipped_near
from detente.panel.tables import Tables
from detente.processes import on_all_cores

_PARTS = ((treaty_years, TREATIES), (dyad_years, DYADS))  # of each population
_ENOUGH = 20  # rows that end in each stretch, without which an outcome is not learned
_DIGITS = 4  # significant ones
_CHECKSUM = 16  # hex digits, which tell one release from another; the life tables have all 64
_VAGUE = 4.0  # variance of an intercept in log-odds beyond which a fit says nothing
_ROUNDED = 2.0  # thousandths by which a correlation may differ
_NEAR = 0.005  # difference, in units of 1 + |x|, that another machine's arithmetic may make


@dataclass(frozen=True, kw_only=True)
class FitHistory:
    """Data on which vintages are fitted: rows, events, and the records of pairs for their classes.

    ``wide`` is None where no year is fitted on aged data; ``checksums`` are those of the data
    by source.
    """

    populations: dict[str, Rows]
    ladder: dict[OutcomeId, Rows]
    events: fit_transitions.Events
    records: Records
    wide: Wide | None
    checksums: dict[str, str]


def read_history(last: int) -> FitHistory:
    """Read what vintages are fitted on from the local store.

    Parameters
    ----------
    last : int
        The last year to be fitted.

    Raises
    ------
    MissingData
        If a source has not been pulled.
    """
    with store.recording() as read:
        populations = {name: build() for name, (build, _) in zip(POPULATIONS, _PARTS, strict=True)}
        ladder, events = ladder_years(), event_years(Tables())
        # to the newest vintage, so that a part of the years yields the same files as all
        wide = wide_years(max(last, LAST)) if last > LAST_FRESH else None
    return FitHistory(
        populations=populations,
        ladder=ladder,
        events=events,
        records=pair_records(informal=True),
        wide=wide,
        checksums={name: e.sha256 for name, e in store.status().items() if name in read},
    )


def fit_hazard_vintages(
    years: Sequence[int],
    jobs: int | None = None,
    *,
    history: FitHistory | None = None,
    folder: Path | None = None,
) -> Iterator[tuple[int, str]]:
    """Fit the hazards of every year.

    Parameters
    ----------
    years : sequence of int
        Vintages to make, ascending: pool weights are from forecasts of the earlier ones.
    jobs : int, optional
        Processes; None: one for each core.
    history : FitHistory, optional
        What to fit on; read from the local store by default.
    folder : Path, optional
        Where vintages of earlier years are looked up before the shipped ones.

    Yields
    ------
    tuple of (int, str)
        Year and JSON text.

    Raises
    ------
    MissingData
        At the call, if a source has not been pulled.
    """
    known = history or read_history(max(years))
    sent = replace(known, records={})  # to other processes, which have no use for them
    texts = on_all_cores(_document, ((sent, year) for year in years), jobs)
    made = zip(years, texts, strict=True)
    return with_pools(made, known.ladder, known.records, folder or vintage_folder())


def unwritten(folder: Path, years: Sequence[int]) -> list[int]:
    """Years whose hazards are not in a folder yet."""
    return [year for year in years if not hazard_file(year, folder).is_file()]


def _document(history: FitHistory, year: int) -> str:
    known_to = last_day(cutoff_before(year)).isoformat()
    document: dict[str, Any] = {"vintage": year, "known_to": known_to}
    before = shipped_near(year)
    of_ladder = before.get("ladder", {})
    for name, (_, protocol) in zip(POPULATIONS, _PARTS, strict=True):
        rows = history.populations[name]
        model = fit_landmark_hazards(rows, year, protocol, errors=True, near=near(before.get(name)))
        document[name] = _model(model, protocol, rows.known(year))
    document["ladder"] = _learned(history.ladder, year, of_ladder)
    if history.wide is not None and year > LAST_FRESH:
        aged = aged_ladder(history.wide, history.wide.ages(year))
        start = before.get("aged", before).get("ladder", {})
        last = dict(history.wide.last)
        document["aged"] = {"last": last, "ladder": _learned(aged, year, start)}
    document["transitions"] = _shortened(
        fit_transitions.fit_transitions(history.ladder, history.events, year, of_ladder)
    )
    document["sources"] = {name: sha[:_CHECKSUM] for name, sha in history.checksums.items()}
    return json.dumps(document, separators=(",", ":"), allow_nan=False) + "\n"


def _learned(ladder: dict[OutcomeId, Rows], year: int, before: dict[str, Any]) -> Any:
    """The learned hazards of all outcomes with enough history by then."""
    models = {
        name: one
        for name, rows in ladder.items()
        if (one := _ladder(name, rows, year, near(before.get(name))))
    }
    return _shortened(models)


def _ladder(name: OutcomeId, rows: Rows, year: int, start: Near) -> dict[str, Any] | None:
    """The learned hazard of an outcome; None where history has too few endings by then."""
    rows = rows.where(OUTCOME_CARDS[name].covered(rows.year, year)).known(year)
    counts = [(rows.ending(*stretch) > 0).sum() for stretch in STRETCHES]
    if min(counts) < _ENOUGH:
        return None
    document = fit_lens_weights.lens_weights_document(rows, year, start)
    vague = any(stretch["se"][0] ** 2 > _VAGUE for stretch in document["stretches"])
    return None if vague else document


def _model(model: LandmarkHazards, protocol: LandmarkSettings, seen: Rows) -> dict[str, Any]:
    design = model.design(seen.x)
    return {
        "causes": model.causes,
        "half_life": protocol.half_life,
        "penalty": protocol.penalty,
        "names": model.names,
        "marked": model.marked,
        "mean": _short(model.mean),
        "scale": _short(model.scale),
        "stretches": [
            {
                "years": years,
                "rows": fit.rows,
                "events": fit.events,
                "clusters": fit.clusters,
                "level": _short(level),
                "beta": _short(fit.beta),
                "se": _short(fit.standard_errors),
                "ame": _short(fit.marginal_effects(design)),
            }
            for years, fit, level in zip(STRETCHES, model.fits, model.levels, strict=True)
        ],
    }


def _shortened(part: Any) -> Any:
    """A JSON document with its numbers rounded to `_DIGITS` significant digits."""
    if isinstance(part, dict):
        return {key: _shortened(value) for key, value in part.items()}
    if isinstance(part, list | tuple | np.ndarray):
        return [_shortened(value) for value in part]
    return part if isinstance(part, str | int) else _short(part)


def _short(values: Any) -> Any:
    """Numbers rounded to `_DIGITS` significant digits, in lists as deep as the array."""
    array = np.asarray(values, dtype=float)
    if array.ndim:
        return [_short(part) for part in array]
    return float(f"{float(array):.{_DIGITS}g}")


def check_hazard_vintages(years: Sequence[int]) -> list[str]:
    """Differences between the shipped estimates and those of the local store, in words."""
    faults = []
    for year, text in fit_hazard_vintages(years):
        if not hazard_file(year).is_file():
            faults.append(f"learned hazards of {year} are not shipped")
            continue
        place = _difference(load_hazards(year), json.loads(text), "")
        if place:
            faults.append(f"learned hazards of {year} differ from what the data yield: {place}")
    return faults


def _difference(a: Any, b: Any, place: str) -> str | None:
    """Where two documents differ by more than the arithmetic of another machine."""
    if isinstance(a, dict) and isinstance(b, dict) and a.keys() == b.keys():
        parts = [(f"{place} {key}", a[key], b[key]) for key in a]
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        parts = [(place, x, y) for x, y in zip(a, b, strict=True)]
    elif isinstance(a, float | int) and isinstance(b, float | int):
        near = _ROUNDED if place.endswith("correlations") else _NEAR * (1 + abs(a))
        return None if abs(a - b) <= near else f"{place.strip()} {a} {b}"
    else:
        return None if a == b else place.strip() or "another document"
    return next((difference for p, x, y in parts if (difference := _difference(x, y, p))), None)
