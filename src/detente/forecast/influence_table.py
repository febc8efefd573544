"""Influence of two partners on third states: as claimed, as coded, as measured, and its trend."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from detente.case.model import Case
from detente.case.partners import Influence
from detente.data import store
from detente.data.as_of import cutoff_before, last_known
from detente.data.sql import joined, sql, word
from detente.errors import MissingData
from detente.panel.measures.influence import DOMAINS
from detente.panel.tables import Tables
from detente.records import Array
from detente.registry import measures, sources

_CONTESTED = 0.5  # the smaller influence is at least this share of the larger
_TREND_YEARS = 10


@dataclass(frozen=True, kw_only=True)
class MeasuredInfluence:
    """Influence of one state on another in the panel, 0-100.

    ``trend`` is in points a year over ten years; ``domains`` holds the known components by name.
    """

    by: int
    on: int
    year: int | None = None
    measured: float | None = None
    trend: float | None = None
    domains: Mapping[str, float] = field(default_factory=dict)  # known components, such as trade


def measured_influence(
    by: tuple[int, int], on: int, year: int
) -> tuple[MeasuredInfluence, MeasuredInfluence]:
    """Influence of both partners on a third state, as known when a year began.

    Parameters
    ----------
    by : (int, int)
        COW codes of the partners.
    on : int
        COW code of the third state.
    year : int
        Only values published before it began are used.

    Returns
    -------
    tuple of MeasuredInfluence
        Of the first and of the second partner; without a value where the panel has none.

    Raises
    ------
    MissingData
        If a source of the influence measure has not been pulled.
    """
    one, two = by
    return _measured_influence(one, on, year), _measured_influence(two, on, year)


def _measured_influence(by: int, on: int, year: int) -> MeasuredInfluence:
    measure = measures()["influence"]
    cards = [sources()[source] for source in measure.card.sources]
    last = last_known(cards, cutoff_before(year))
    rows = store.connect().execute(
        sql(
            "SELECT year, influence, {columns} FROM ({rows}) "
            "WHERE ccode1 = {by} AND ccode2 = {on} AND year BETWEEN {first} "
            "AND {last} ORDER BY year",
            columns=joined(sql("influence_{domain}", domain=word(d)) for d in DOMAINS),
            rows=measure.query(Tables()),
            by=int(by),
            on=int(on),
            first=last - _TREND_YEARS,
            last=last,
        )
    )
    values = np.array(rows.fetchall(), dtype=float).reshape(-1, 2 + len(DOMAINS))
    if not len(values):
        return MeasuredInfluence(by=by, on=on)
    last = values[-1]
    domains = dict(zip(DOMAINS, last[2:].tolist(), strict=True))
    return MeasuredInfluence(
        by=by,
        on=on,
        year=int(last[0]),
        measured=float(last[1]),
        trend=_slope(values),
        domains={name: value for name, value in domains.items() if np.isfinite(value)},
    )


def _slope(rows: Array) -> float | None:
    """Least-squares slope a year; None from fewer than three years."""
    if len(rows) < 3:
        return None
    return float(np.polyfit(rows[:, 0], rows[:, 1], 1)[0])


def contested(one: float | None, two: float | None) -> bool | None:
    """Whether the smaller of two influences is at least half of the larger.

    Parameters
    ----------
    one, two : float or None
        Influence of either partner, 0-100.

    Returns
    -------
    bool or None
        None if one of them is unknown.
    """
    if one is None or two is None:
        return None
    return min(one, two) >= _CONTESTED * max(one, two) > 0


def influence_table(case: Case) -> list[dict[str, Any]]:
    """Influence of each partner on each third state of a case: claimed, coded and measured.

    Each figure has its share of the sum of both partners. Measured ones are None without data on
    disk, or for a third actor that is no state.
    """
    return [_third(case, third) for third in dict.fromkeys(f.on for f in case.influence)]


def _third(case: Case, third: str) -> dict[str, Any]:
    coded = {f.by: f for f in case.influence if f.on == third}
    rows = [
        {**_coded(member, coded.get(member)), **_measured(influence)}
        for member, influence in zip(case.members, _known(case, third), strict=True)
    ]
    for kind in ("claimed", "coded", "panel"):
        for row, share in zip(rows, shares([row[kind] for row in rows]), strict=True):
            row[f"{kind}_share"] = share
    return {
        "third": third,
        "name": case.name(third),
        "partners": rows,
        "contested_as_coded": contested(rows[0]["coded"], rows[1]["coded"]),
        "contested_by_panel": contested(rows[0]["panel"], rows[1]["panel"]),
    }


def _coded(member: str, entry: Influence | None) -> dict[str, Any]:
    return {
        "by": member,
        "claimed": entry.perceived.value if entry and entry.perceived else None,
        "coded": entry.measured.value if entry and entry.measured else None,
        "coded_trend": entry.trend.value if entry and entry.trend else None,
    }


def _measured(influence: MeasuredInfluence | None) -> dict[str, Any]:
    return {
        "panel": influence.measured if influence else None,
        "panel_year": influence.year if influence else None,
        "panel_trend": influence.trend if influence else None,
        "panel_domains": dict(influence.domains) if influence else {},
    }


def shares(values: list[float | None]) -> list[float | None]:
    """Each value divided by the sum; None for all if one is unknown or the sum is 0."""
    known = [v for v in values if v is not None]
    total = sum(known)
    if len(known) < len(values) or not total:
        return [None] * len(values)
    return [v / total for v in known]


def _known(case: Case, third: str) -> tuple[MeasuredInfluence | None, MeasuredInfluence | None]:
    """Measured influence of both; None without data or where the third actor is no state."""
    from detente.states.states import resolve

    if case.actor(third).state is None:
        return None, None
    names = [case.actor(x).state or "" for x in (*case.members, third)]
    one, two, on = (resolve(name, case.as_of).ccode for name in names)
    try:
        return measured_influence((one, two), on, case.as_of.year)
    except MissingData:
        return None, None
