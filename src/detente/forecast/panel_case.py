"""A case that states what the panel knows of a pair, and nothing else.

Its record, border and rank are those of the data, so that its reference classes and the tie that it
states are those of the pair's page. It has no section that a lens reads.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from detente.case.model import Case
from detente.errors import DataError
from detente.history.class_ages import PairRecord, Records, pair_records
from detente.history.covariates import BORDERS, BOTH_MAJOR, TREATY
from detente.history.panel_rows import PanelRows, panel_rows
from detente.history.treaty_spells import of_line
from detente.states.states import resolve

_FIRST = 1000  # year before which no record begins


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
    rows = panel.rows
    here = (rows.unit == first * 1000 + second) & (rows.year == year)
    if not here.any():
        raise DataError(f"{first} and {second}: no tie was known when {year} began")
    facts = dict(zip(rows.names, rows.x[here][0].tolist(), strict=True))
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
        },
        "sources": (
            {"id": "panel", "title": "The panel", "date": day, "kind": "data", "reliability": "A"},
        ),
        "actors": tuple(
            {"id": id_, "name": name, "kind": "state", "state": code, "known_on": day}
            for id_, name, code in zip(("one", "other"), names, codes, strict=True)
        ),
        "record": tuple(entries),
    }


def _record(past: PairRecord, year: int, facts: dict[str, float]) -> Iterator[dict[str, Any]]:
    """Entries of the record; years begin on 1 January and end on 31 December."""
    for begin, end in past.rivalries:
        if begin < year:
            over = date(end, 12, 31) if end < year - 1 else None
            yield _entry("rivalry", date(max(begin, _FIRST), 1, 1), year, end=over)
    starts = {begin for begin, _ in past.rivalries}
    for rupture in past.ruptures:
        if rupture < year and rupture not in starts:
            last = date(rupture, 12, 31)
            yield _entry("dispute", date(rupture, 1, 1), year, end=last)
    coalition, pact = past.coalition(year), past.pact(year)
    if coalition:
        yield _entry("coalition", date(coalition[0], 12, 31), year)
    majors = facts[BOTH_MAJOR] == 1
    if pact:
        yield _entry("pact", date(pact.year, 12, 31), year, both_major=majors)
    elif facts[TREATY] == 1:  # one of several states: a tie, though no class has it
        yield _entry("pact", date(year - 1, 12, 31), year, both_major=majors)


def _entry(kind: str, start: date, year: int, **more: Any) -> dict[str, Any]:
    return {
        "id": f"{kind}-{start.year}",
        "kind": kind,
        "label": f"{kind.capitalize()} from {start.year}",
        "start": start,
        "known_on": date(year, 1, 1),
        **more,
    }
