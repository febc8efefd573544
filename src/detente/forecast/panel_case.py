"""A case that states what the panel knows of a pair, and nothing else.

Its record, border and rank are those of the data, so that its reference classes and the tie that it
states are those of the pair's page. It has no section that a lens reads.
"""

import math
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from detente.case.model import Case
from detente.errors import DataError
from detente.forecast.case_covariates import DUTY_OF, LEAST
from detente.history.class_ages import PairRecord, Records, pair_records
from detente.history.covariates import (
    A_MAJOR,
    ALIGNMENT,
    BORDERS,
    BOTH_MAJOR,
    DISTANCE,
    OPPOSED,
    POWER,
    STRAIN,
    TREATY,
)
from detente.history.panel_rows import PanelRows, panel_rows
from detente.history.treaty_spells import of_line
from detente.states.states import resolve

_NO_END = 9999
_FIRST = 1000  # year before which no record begins
_NEVER = 1e-12  # below it the covariate of a recent event says that there was none


def case_from_panel(
    codes: tuple[int, int],
    year: int,
    *,
    panel: PanelRows | None = None,
    records: Records | None = None,
) -> Case:
    """Write the case of a pair from data.

    Parameters
    ----------
    codes : (int, int)
        COW codes of the two states, in either order.
    year : int
        The case is of its 1 January.
    panel : PanelRows, optional
        Pairs alive by year; read from the store by default.
    records : dict, optional
        From `detente.history.class_ages.pair_records`; read from the store by default.

    Raises
    ------
    DataError
        If there was no tie between the two when the year began.
    MissingData
        If a source was not pulled.
    """
    panel = panel or panel_rows()
    first, second = min(codes), max(codes)
    rows = panel.of_pair(codes).of_year(year).rows
    if not rows.year.size:
        raise DataError(f"{first} and {second}: no tie was known when {year} began")
    facts = dict(zip(rows.names, rows.x[0].tolist(), strict=True))
    past = (records or pair_records()).get(of_line(first, second), PairRecord())
    entries = list(_record(past, year, facts))
    return Case.model_validate(_document((first, second), year, facts, entries))


def _document(
    codes: tuple[int, int], year: int, facts: dict[str, float], entries: list[dict[str, Any]]
) -> dict[str, Any]:
    day = date(year, 1, 1)
    names = [resolve(str(code), day).name for code in codes]
    land, water = (facts[name] == 1 for name in BORDERS)
    return {
        "detente": 1,
        "id": f"panel-{codes[0]}-{codes[1]}-{year}",
        "title": " and ".join(names),
        "question": "Will this partnership last?",
        "as_of": day,
        "partnership": {
            "members": ("one", "other"),
            "start": min((e["start"] for e in entries), default=day),
            "known_on": day,
            "ideological_adversity": 0.5,
            "geopolitical_adversity": 0.5,
            "border": "land" if land else "water" if water else "none",
            "distance_km": _known(math.expm1(facts[DISTANCE])),
        },
        "sources": (
            {"id": "panel", "title": "The panel", "date": day, "kind": "data", "reliability": "A"},
        ),
        "actors": tuple(
            {"id": id_, "name": name, "kind": "state", "state": code, "known_on": day}
            for id_, name, code in zip(("one", "other"), names, codes, strict=True)
        ),
        "record": tuple(entries),
        "capabilities": tuple(_capabilities(facts, day)),
        "alignment": _alignment(facts, day),
    }


def _capabilities(facts: dict[str, float], day: date) -> Iterator[dict[str, Any]]:
    """The stronger state is one of the two: the covariates do not say which."""
    for id_, power, major in zip(("one", "other"), POWER, (A_MAJOR, BOTH_MAJOR), strict=True):
        if math.isfinite(facts[power]):
            share = min(max(math.exp(facts[power]) - LEAST, 0.0), 1.0)
            yield {"actor": id_, "share": share, "major_power": facts[major] == 1, "known_on": day}


def _alignment(facts: dict[str, float], day: date) -> dict[str, Any] | None:
    known, level, fall, below, drifted = (facts[name] for name in ALIGNMENT)
    if not known:
        return None
    return {
        "level": level,
        "fall": fall,
        "sessions_below": round(below),
        "drifted": drifted == 1,
        "known_on": day,
    }


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _record(past: PairRecord, year: int, facts: dict[str, float]) -> Iterator[dict[str, Any]]:
    yield from of_past(past, year, facts)
    yield from _strains(year, facts)


def of_past(
    past: PairRecord, year: int, facts: Mapping[str, float], *, known_to: int = _NO_END
) -> Iterator[dict[str, Any]]:
    """Rivalries, force, coalitions and treaties as entries of a record when a year began.

    Years begin on 1 January and end on 31 December.

    Parameters
    ----------
    past : PairRecord
        Of the pair.
    year : int
        What began in it or later is left out.
    facts : mapping of str to float
        Whether a treaty is in force, its duties, and whether both are major powers.
    known_to : int
        Last year in which rivalries are known: one that lasts until then goes on.
    """
    for begin, end in past.rivalries:
        if begin < year:
            over = date(end, 12, 31) if end < min(year - 1, known_to) else None
            yield entry("rivalry", date(max(begin, _FIRST), 1, 1), year, end=over)
    starts = {begin for begin, _ in past.rivalries}
    for rupture in past.ruptures:
        if rupture < year and rupture not in starts:
            last = date(rupture, 12, 31)
            yield entry("dispute", date(rupture, 1, 1), year, end=last, force=True)
    coalition = past.coalition(year)
    if coalition:
        yield entry("coalition", date(coalition[0], 1, 1), year, end=date(coalition[0], 12, 31))
    if facts[TREATY] == 1:  # a treaty of several states is a tie, though no class has it
        pact = past.pact(year)
        yield entry(
            "pact",
            date(pact.year if pact else year - 1, 12, 31),
            year,
            both_major=facts[BOTH_MAJOR] == 1,
            obligations=tuple(duty for duty, name in DUTY_OF.items() if facts[name] == 1),
        )


def _strains(year: int, facts: dict[str, float]) -> Iterator[dict[str, Any]]:
    """Incidents with the last one and the number in ten years of the data, and an opposition.

    Incidents before the last one are dated a year apart: the covariates hold their number alone.
    """
    last, count = _years_since(facts[STRAIN[1]]), round(math.expm1(facts[STRAIN[2]]))
    for k in range(max(count, 1) if facts[STRAIN[0]] == 1 else 0):
        day = year - last - k
        yield entry("dispute", date(day, 1, 1), year, end=date(day, 12, 31), of="incident")
    if facts[OPPOSED] > _NEVER:
        day = year - _years_since(facts[OPPOSED])
        yield entry("sanctions", date(day, 1, 1), year, end=date(day, 12, 31))


def _years_since(recent: float) -> int:
    """Years of a covariate exp(-years / 5)."""
    return round(-5 * math.log(recent)) if recent > _NEVER else 0


def entry(
    kind: str, start: date, year: int, *, of: str | None = None, **more: Any
) -> dict[str, Any]:
    """An entry of a record, named by its kind, or by ``of``, and its year."""
    return {
        "id": f"{of or kind}-{start.year}",
        "kind": kind,
        "label": f"{(of or kind).capitalize()} of {start.year}",
        "start": start,
        "known_on": date(year, 1, 1),
        **more,
    }
