"""Two partners' hold on third states: what is claimed, what the panel measures, and its trend."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente import store
from detente.case.model import Case
from detente.errors import MissingData
from detente.panels.tables import Tables
from detente.records import Array
from detente.registry import measures

_CONTESTED = 0.5  # the smaller hold is at least half of the larger
_TREND_YEARS = 10
_LAG = 2  # years after a value's year until it is known


@dataclass(frozen=True, kw_only=True)
class Hold:
    """Influence of one state on a third, 0-100; trend in points a year over ten years."""

    by: int
    on: int
    year: int | None
    measured: float | None
    trend: float | None
    share: float | None = None  # of the two partners' holds on the third together


def holds(by: tuple[int, int], on: int, year: int) -> tuple[Hold, Hold]:
    """What the panel has of both partners' hold on a third, as known when ``year`` began.

    Raises
    ------
    MissingData
        If a source of the influence measure was not pulled.
    """
    found = [_hold(code, on, year) for code in by]
    total = sum(h.measured or 0.0 for h in found)
    shares = [h.measured / total if h.measured is not None and total else None for h in found]
    one, two = (Hold(**{**vars(h), "share": s}) for h, s in zip(found, shares, strict=True))
    return one, two


def _hold(by: int, on: int, year: int) -> Hold:
    sql = measures()["influence"].query(Tables())
    rows = store.connect().execute(
        f"SELECT year, influence FROM ({sql}) WHERE ccode1 = {int(by)} AND ccode2 = {int(on)} "
        f"AND year BETWEEN {year - _LAG - _TREND_YEARS} AND {year - _LAG} ORDER BY year"
    )
    found = np.array(rows.fetchall(), dtype=float).reshape(-1, 2)
    if not len(found):
        return Hold(by=by, on=on, year=None, measured=None, trend=None)
    last = found[-1]
    return Hold(by=by, on=on, year=int(last[0]), measured=float(last[1]), trend=_slope(found))


def _slope(rows: Array) -> float | None:
    """Least-squares slope a year; None from fewer than three years."""
    if len(rows) < 3:
        return None
    return float(np.polyfit(rows[:, 0], rows[:, 1], 1)[0])


def contested(one: float | None, two: float | None) -> bool | None:
    """Is the smaller of two holds at least half of the larger? None if one is unknown."""
    if one is None or two is None:
        return None
    return min(one, two) >= _CONTESTED * max(one, two) > 0


def spheres(case: Case) -> list[dict[str, Any]]:
    """For each third state of a case and each partner: claimed, coded and measured influence.

    Without data on disk, or for a third that is no state, the measured figures are None.
    """
    from detente.states import resolve

    coded = {(f.by, f.on): f for f in case.influence}
    thirds = dict.fromkeys(f.on for f in case.influence)
    out: list[dict[str, Any]] = []
    for third in thirds:
        state = case.actor(third).state
        on = resolve(state, case.as_of).ccode if state is not None else None
        codes = [resolve(case.actor(m).state or "", case.as_of).ccode for m in case.members]
        known = _known((codes[0], codes[1]), on, case.as_of.year)
        rows: list[dict[str, Any]] = []
        for member, hold in zip(case.members, known, strict=True):
            entry = coded.get((member, third))
            rows.append(
                {
                    "by": member,
                    "claimed": entry.perceived.value if entry and entry.perceived else None,
                    "coded": entry.measured.value if entry and entry.measured else None,
                    "coded_trend": entry.trend.value if entry and entry.trend else None,
                    "panel": hold.measured if hold else None,
                    "panel_year": hold.year if hold else None,
                    "panel_trend": hold.trend if hold else None,
                    "panel_share": hold.share if hold else None,
                }
            )
        out.append(
            {
                "third": third,
                "name": case.name(third),
                "partners": rows,
                "contested_as_coded": contested(rows[0]["coded"], rows[1]["coded"]),
                "contested_by_panel": contested(rows[0]["panel"], rows[1]["panel"]),
            }
        )
    return out


def _known(by: tuple[int, int], on: int | None, year: int) -> tuple[Hold | None, Hold | None]:
    if on is None:
        return None, None
    try:
        return holds(by, on, year)
    except MissingData:
        return None, None
