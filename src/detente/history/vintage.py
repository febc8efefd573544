"""Vintages: the life tables of the reference classes as known when each year began.

Vintage Y is made from what was known on 31 December of Y - 1, so that no forecast for a day in Y
uses anything later. It holds figures that we computed (survival, incidence, sample sizes) and the
checksums of the data, never the data. ``detente fit`` makes the files; ``detente fit --check``
compares the shipped ones with those of the local store.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.data.as_of import cutoff_before, last_day
from detente.document.labels import Ending, Family, OutcomeId
from detente.errors import MissingData
from detente.history.packed_json import packed_text, read_packed
from detente.history.reference_classes import REFERENCE_CLASSES, ReferenceClass
from detente.records import Array

if TYPE_CHECKING:
    from detente.history.class_ages import Records
    from detente.history.spells import Spells

FIRST, LAST = 1900, 2026
GRID_YEARS = 60
_DIGITS = 5


@dataclass(frozen=True, kw_only=True)
class ClassTable:
    """Life table of one reference class for one outcome, by years since onset.

    ``at_risk`` and ``ends`` have shape (k,): entry y counts the spells that entered year (y, y +
    1], less half of those censored in it, and the endings in it, both divided by the design effect
    of pairs and years that repeat. ``survival`` is the Kaplan-Meier estimate at 0, 1, ... k years,
    k being the last year observed.
    """

    n: int
    ended: int
    by_cause: dict[str, int]
    median_years: float | None
    survival: Array
    at_risk: Array
    ends: Array


@dataclass(frozen=True, kw_only=True)
class Vintage:
    """Life tables as known when one year began, by reference class and outcome."""

    year: int
    known_to: date
    sources: dict[str, str]
    classes: dict[tuple[str, str], ClassTable]  # by reference class and outcome


def vintages_root(folder: Path | None = None) -> Any:
    """A folder of vintages, by default that of the package."""
    return folder or resources.files("detente").joinpath("vintages")


def vintage_file(year: int, folder: Path | None = None) -> Any:
    """Path of the life tables of a year in a folder of vintages, else of the shipped ones.

    Parameters
    ----------
    year : int
        The vintage.
    folder : Path, optional
        Of vintages; that of the package by default.
    """
    return vintages_root(folder).joinpath(f"{year}.json.xz")


@cache
def load_vintage(year: int) -> Vintage:
    """Read a shipped vintage.

    Raises
    ------
    MissingData
        If no vintage of that year is shipped.
    """
    if not FIRST <= year <= LAST or not vintage_file(year).is_file():
        raise MissingData(f"no vintage {year}; detente ships {FIRST} to {LAST}")
    return parse_vintage(read_packed(vintage_file(year)))


def for_date(day: date) -> Vintage:
    """The vintage for a case of this day: its year's, or the last one for the year after it.

    Raises
    ------
    MissingData
        If the day is before the first vintage, or more than a year after the last.
    """
    if day.year < FIRST:
        raise MissingData(f"no vintage for {day}: history is counted for cases from {FIRST} on")
    if day.year > LAST + 1:
        raise MissingData(
            f"no vintage for {day}: the newest is of {LAST}, and what came since would be missing; "
            f"wanted a day to {LAST + 1}-12-31, or a newer detente"
        )
    return load_vintage(min(day.year, LAST))


def parse_vintage(document: dict[str, Any]) -> Vintage:
    """Read a vintage from its JSON document."""
    return Vintage(
        year=document["vintage"],
        known_to=date.fromisoformat(document["known_to"]),
        sources=document["sources"],
        classes={
            (name, outcome): _class(table)
            for name, outcomes in document["classes"].items()
            for outcome, table in outcomes.items()
        },
    )


def _class(table: dict[str, Any]) -> ClassTable:
    arrays = {k: np.array(table[k], dtype=float) for k in ("survival", "at_risk", "ends")}
    given = {name: value for name, value in table.items() if name != "design_effect"}
    effective = table.get("design_effect", 1.0)  # pairs and years that repeat count once
    arrays |= {name: arrays[name] / effective for name in ("at_risk", "ends")}
    return ClassTable(**(given | arrays))


def fit_vintages(years: range) -> Iterator[tuple[int, str]]:
    """Make the vintage of every year from the local store, as year and JSON text.

    Raises
    ------
    MissingData
        At the call, if a source of a class has not been pulled.
    """
    from detente.data import store  # not needed, as what is imported below, to read a vintage
    from detente.history.class_ages import pair_records

    families: dict[tuple[Family, Ending], Spells] = {}
    records = pair_records(informal=True)
    spells = {
        (r.id, o): _spells(r, o, families, records) for r in REFERENCE_CLASSES for o in r.outcomes
    }
    held = store.status()
    checksums = {name: held[name].sha256 for name in sorted(_sources())}
    return ((year, _document(year, spells, checksums)) for year in years)


def _sources() -> set[str]:
    from detente.history.base_rate import source_ids

    return {
        name
        for r in REFERENCE_CLASSES
        for o in r.outcomes
        for name in source_ids(r.query.family, o)
    }


def _spells(
    reference: ReferenceClass,
    outcome: OutcomeId,
    families: dict[tuple[Family, Ending], "Spells"],
    records: "Records",
) -> "Spells":
    """Spells of a class; ``families`` caches those of each family."""
    from detente.history.base_rate import build_spells

    key: tuple[Family, Ending] = (reference.query.family, outcome)
    if key not in families:
        families[key] = build_spells(*key, records=records)
    return reference.query.select(families[key])


def _document(
    year: int, spells: dict[tuple[str, OutcomeId], "Spells"], checksums: dict[str, str]
) -> str:
    known_to = last_day(cutoff_before(year))
    classes: dict[str, dict[str, Any]] = {}
    for (name, outcome), all_spells in spells.items():
        known = all_spells.known(known_to)
        if known.start.size:
            classes.setdefault(name, {})[outcome] = _table(known)
    document = {
        "vintage": year,
        "known_to": known_to.isoformat(),
        "sources": checksums,
        "classes": classes,
    }
    return json.dumps(document, separators=(",", ":")) + "\n"


def _table(spells: "Spells") -> dict[str, Any]:
    c, duration, unseen = spells.curve(), spells.duration, spells.unseen
    years: Array = np.arange(min(GRID_YEARS, math.ceil(c.longest)) + 1, dtype=float)
    entered = np.array([((duration > y) & (unseen <= y)).sum() for y in years])
    late = np.array([((unseen > y) & (unseen <= y + 1)).sum() for y in years[:-1]], dtype=int)
    ends = np.histogram(duration[spells.cause > 0], bins=_edges(years))[0]
    lost = entered[:-1] - entered[1:] - ends + late
    return {
        "n": c.n,
        "ended": c.ended,
        "by_cause": dict(zip(spells.causes, c.by_cause, strict=True)),
        "design_effect": round(spells.design_effect(), 3),
        "median_years": None if c.median is None else round(c.median, 3),
        "survival": [round(c.at(float(y))[0], _DIGITS) for y in years],
        "at_risk": [float(x) for x in entered[:-1] - lost / 2],
        "ends": [int(x) for x in ends],
    }


def _edges(years: Array) -> Array:
    """Bin edges that count an ending at exactly y years in the year that ends there."""
    return years + 1e-9


def vintage_folder() -> Path:
    """Folder of the shipped vintages."""
    return Path(str(resources.files("detente"))) / "vintages"


def check_vintages(years: range) -> list[str]:
    """Differences between the shipped vintages and those of the local store, in words."""
    faults = []
    for year, text in fit_vintages(years):
        if not vintage_file(year).is_file():
            faults.append(f"vintage {year} is not shipped")
        elif packed_text(vintage_file(year)) != text:
            faults.append(f"vintage {year} differs from what the data yield")
    return faults
