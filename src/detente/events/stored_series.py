"""Monthly series of a pair that the data store holds, without any event feed."""

import calendar
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.data import store
from detente.data.sql import Sql, Template, joined, literal, sql, tuples
from detente.errors import DataError
from detente.events.series import MonthlySeries, Months
from detente.files import home
from detente.records import Array
from detente.registry import sources
from detente.states.states import State, resolve

_GDELT, _WORLD, _ICEWS = "gdelt-dyad-months", "gdelt-world-months", "icews-conflict-months"
# id of a series: ids of the sources that it is read from
SERIES: Mapping[str, tuple[str, ...]] = {_GDELT: (_GDELT, _WORLD), _ICEWS: (_ICEWS,)}
_CONFLICT = joined((sql("root{n}", n=n) for n in range(10, 21)), " + ")  # CAMEO roots


def available() -> list[str]:
    """Ids of the series whose sources are all in the store."""
    held = store.status()
    return [name for name, ids in SERIES.items() if held.keys() >= set(ids)]


def stored_series(
    name: str, one: int, two: int, first: date | None = None, last: date | None = None
) -> MonthlySeries:
    """Events between two states by month, as a data set has them.

    Parameters
    ----------
    name : str
        Id of the series, one of `SERIES`.
    one, two : int
        COW codes of two different states, in either order.
    first, last : date, optional
        Only the months from and to these days; all by default.

    Returns
    -------
    MonthlySeries
        ``gdelt-dyad-months``: sums of scores, so ``unit`` is ``"scores"``. A month in which the
        pair had less than 20 of them is not in the file: its counts are NaN but it is no gap,
        because the feed has the month. ``icews-conflict-months``: events, conflict alone.

    Raises
    ------
    DataError
        If there is no such series, no month of it in that time, or it does not know the pair.
    MissingData
        If its sources are not in the store.
    UnknownState
        If a state did not exist when the series ends.
    """
    if name not in SERIES:
        raise DataError(f"no series is called {name!r}; wanted one of {', '.join(SERIES)}")
    if one == two:
        raise DataError(f"a pair of {one} and {two}; wanted two different states")
    one, two = sorted((one, two))
    read = _gdelt if name == _GDELT else _icews
    return _within(read(*_states(name, one, two)), first, last)


def _states(name: str, one: int, two: int) -> tuple[State, State]:
    """The two states on the last day of a series."""
    end = date(sources()[name].coverage[1], 1, 1)
    return resolve(one, end), resolve(two, end)


_GDELT_WORLD = Template("SELECT month, days, world_gross FROM {rows} ORDER BY month")
_GDELT_PAIR = Template(
    "SELECT month, (gross + net) / 2, (gross - net) / 2 FROM {rows} WHERE (iso3a, iso3b) IN "
    "({pairs})"
)


def _gdelt(one: State, two: State) -> MonthlySeries:
    """Daily scores summed: negative ones as conflict, positive ones as cooperation."""
    world = _rows(_GDELT_WORLD, _WORLD)
    codes = [_text(state.iso3) for state in (one, two)]
    pair = _rows(_GDELT_PAIR, _GDELT, pairs=tuples([codes, codes[::-1]]))
    if not pair:
        raise DataError(
            f"{_label(_GDELT)}: no month of {one.name} and {two.name}; the file leaves out pairs "
            "with few events"
        )
    months = _months([row[0] for row in world])
    cooperation, conflict = _placed(months, pair)
    days, total = _placed(months, world)
    return MonthlySeries(
        feed=_GDELT,
        label=_label(_GDELT),
        one=one.ccode,
        two=two.ccode,
        unit="scores",
        months=months,
        quads=None,
        cooperation=np.maximum(cooperation, 0),  # the sums are rounded
        conflict=np.maximum(conflict, 0),
        world=total,
        days=np.nan_to_num(days).astype(np.int64),
        length=_lengths(months),
        gap=~(total > 0),
        notes=(
            "sums over days of scores that join Goldstein's scale to numbers of reports: no counts",
            "months in which the pair had scores of less than 20 together are missing, not zero",
            "days are missing, most from November 2022 to June 2023; the world's total is of the "
            "same days",
        ),
    )


_ICEWS_STATES = Template("SELECT DISTINCT source FROM {rows}")
_ICEWS_PAIR = Template(
    "SELECT month, sum({events}) FILTER (source IN {pair} AND target IN {pair} "
    "AND source <> target), sum({events}) "
    "FROM {rows} GROUP BY month ORDER BY month"
)


def _icews(one: State, two: State) -> MonthlySeries:
    """Events with CAMEO roots 10 to 20 in both directions; no row means none."""
    known = {c for (c,) in _rows(_ICEWS_STATES, _ICEWS)}
    for state in (one, two):
        if state.cow_abb not in known:
            raise DataError(f"{_label(_ICEWS)}: {state.name} is not among its {len(known)} states")
    pair = tuples([[_text(state.cow_abb) for state in (one, two)]])
    rows = _rows(_ICEWS_PAIR, _ICEWS, events=_CONFLICT, pair=pair)
    months = _months([row[0] for row in rows])
    conflict, world = _placed(months, rows)
    length = _lengths(months)
    return MonthlySeries(
        feed=_ICEWS,
        label=_label(_ICEWS),
        one=one.ccode,
        two=two.ccode,
        unit="events",
        months=months,
        quads=None,
        cooperation=None,
        conflict=np.where(world > 0, np.nan_to_num(conflict), np.nan),
        world=world,
        days=np.where(world > 0, length, 0),
        length=length,
        gap=~(world > 0),
        notes=(
            "CAMEO roots 10 to 20 alone: no cooperation, so no balance",
            "coverage grew thirtyfold from 1991 to 2001: compare with the world's total only",
        ),
    )


def _label(source: str) -> str:
    return sources()[source].label


def _text(value: str | None) -> Sql:
    """A text or null. No bound parameters: DuckDB loads pandas for them, which takes a second."""
    return sql("NULL") if value is None else literal(value)


def _rows(query: Template, source: str, **parts: Sql) -> list[tuple[Any, ...]]:
    """Rows of a query whose ``{rows}`` are a source of the store."""
    rows = store.query(sources()[source])
    with store.database(home()) as connection:
        result: list[tuple[Any, ...]] = connection.execute(
            query.fill(rows=rows, **parts)
        ).fetchall()
    return result


def _months(codes: list[int]) -> Months:
    """All months from the first to the last YYYYMM."""
    first, last = (np.datetime64(f"{c // 100}-{c % 100:02}", "M") for c in (codes[0], codes[-1]))
    return np.arange(first, last + 1)


def _placed(months: Months, rows: list[tuple[Any, ...]]) -> list[Array]:
    """Columns of rows that begin with YYYYMM, at their months; NaN where there is none."""
    start = months[0].astype(int)
    place = [12 * (row[0] // 100 - 1970) + row[0] % 100 - 1 - start for row in rows]
    columns = np.full((len(rows[0]) - 1, months.size), np.nan)
    columns[:, place] = np.array([row[1:] for row in rows], dtype=float).T
    return list(columns)


def _lengths(months: Months) -> NDArray[np.int64]:
    number = months.astype(int)
    return np.array([calendar.monthrange(1970 + m // 12, m % 12 + 1)[1] for m in number])


def _within(series: MonthlySeries, first: date | None, last: date | None) -> MonthlySeries:
    """The months from and to these days."""
    inside = np.ones(series.months.size, dtype=bool)
    if first is not None:
        inside &= series.months >= np.datetime64(first, "M")
    if last is not None:
        inside &= series.months <= np.datetime64(last, "M")
    if not inside.any():
        span = f"{series.months[0]} to {series.months[-1]}"
        given = " ".join(
            f"{word} {day:%Y-%m}" for word, day in (("from", first), ("to", last)) if day
        )
        raise DataError(f"{series.label}: {given}; wanted months of {span}")
    parts: dict[str, Any] = {
        field.name: value[inside]
        for field in fields(series)
        if isinstance(value := getattr(series, field.name), np.ndarray)
    }
    return replace(series, **parts)
