"""Values of a lens over the years: one dyad and the distribution over all dyads.

The values of all dyads are computed once and stored, because the distribution needs them. The
latest value of one dyad is computed alone, unless those of all are stored.
"""

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.case.model import Case
from detente.data import store
from detente.data.sql import Sql, Template, sql
from detente.errors import DataError, DetenteError, MissingData
from detente.history.rows import float_column
from detente.panel.choose import members
from detente.panel.tables import Tables
from detente.records import Array, Failed
from detente.registry import Lens, lenses
from detente.states.states import resolve

if TYPE_CHECKING:
    import duckdb

_MEMBERS = "cow-states"
PanelValue = tuple[int, float] | Failed  # year and value, or why there is none


@dataclass(frozen=True, kw_only=True)
class LensSeries:
    """Values of one dyad by year, ascending, with those of all dyads; shape (n,), NaN if missing.

    ``low`` and ``high`` are the 10th and 90th percentile. ``side1`` and ``side2`` are the values of
    the two states, in the order of the codes given; None where a lens has one value for both.
    """

    year: Array
    value: Array
    median: Array  # of all dyads in the world that year
    low: Array  # 10th percentile
    high: Array  # 90th
    side1: Array | None
    side2: Array | None

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.int_]) -> "LensSeries":
        """The years that a mask of shape (n,) or positions select."""
        return LensSeries(
            year=self.year[chosen],
            value=self.value[chosen],
            median=self.median[chosen],
            low=self.low[chosen],
            high=self.high[chosen],
            side1=None if self.side1 is None else self.side1[chosen],
            side2=None if self.side2 is None else self.side2[chosen],
        )

    def at(self, year: int) -> float | None:
        """Value of a year; None where it is missing."""
        values = self.value[self.year == year]
        return float(values[0]) if values.size and np.isfinite(values[0]) else None


_NONE: Array = np.empty(0)
_EMPTY = LensSeries(
    year=_NONE, value=_NONE, median=_NONE, low=_NONE, high=_NONE, side1=None, side2=None
)


def lens_table(lens: Lens) -> Sql:
    """SQL of a lens's rows for every dyad-year, cached: computed at first use.

    Raises
    ------
    MissingData
        If the lens has no historical counterpart, or a source that it needs was not pulled.
    """
    tables = Tables()
    rows, name, needs = _described(lens, tables)
    return tables.derived(name, needs, partial(_with_values, rows=rows), version=rows)


def _of_one_dyad(lens: Lens) -> Sql:
    """The cached `lens_table`, if there is one; else a query from which one dyad is read
    quickly."""
    tables = Tables()
    rows, name, needs = _described(lens, tables)
    if tables.is_derived(name, needs, version=rows):
        return tables.derived(name, needs, partial(_with_values, rows=rows), version=rows)
    return sql("(SELECT * FROM ({rows}) WHERE value IS NOT NULL)", rows=rows)


def _described(lens: Lens, tables: Tables) -> tuple[Sql, str, tuple[str, ...]]:
    """SQL of a lens's rows, and the name and sources of the table that holds them."""
    if lens.history is None:
        raise MissingData(
            f"the lens '{lens.card.id}' has no historical counterpart: it reads cases only"
        )
    with store.recording() as read:  # a measure can do without some of its sources
        rows = _query(lens, tables)
    return rows, f"lens-{lens.card.id}", tuple(sorted({_MEMBERS, *read}))


def _query(lens: Lens, tables: Tables) -> Sql:
    try:
        return lens.query(tables)
    except DetenteError:
        raise
    except Exception as problem:  # a plug-in may raise anything
        reason = f"{type(problem).__name__}: {problem}"[:300]
        raise DataError(f"history of the lens '{lens.card.id}' raised {reason}") from problem


_BOTH_SIDES = sql("side1::FLOAT AS side1, side2::FLOAT AS side2")
_NO_SIDES = sql("NULL::FLOAT AS side1, NULL::FLOAT AS side2")


def _with_values(connection: "duckdb.DuckDBPyConnection", rows: Sql) -> "duckdb.DuckDBPyRelation":
    return connection.sql(
        sql(
            "SELECT ccode1, ccode2, year, value::DOUBLE AS value, {sides} FROM ({rows}) "
            "WHERE value IS NOT NULL ORDER BY ccode1, ccode2, year",
            sides=_BOTH_SIDES if "side1" in connection.sql(rows).columns else _NO_SIDES,
            rows=rows,
        )
    )


_SERIES = Template("""
WITH own AS (SELECT year, value, side1, side2 FROM {rows}
  WHERE ccode1 = {first} AND ccode2 = {last}),
world AS (SELECT year, median(value) AS median, quantile_cont(value, 0.1) AS low,
  quantile_cont(value, 0.9) AS high FROM {rows}
  WHERE year IN (SELECT year FROM own) GROUP BY year)
SELECT * FROM own JOIN world USING (year) ORDER BY year
""")


def dyad_series(lens: Lens, codes: tuple[int, int]) -> LensSeries:
    """Every year of one dyad, with median and middle 80 % of all dyads.

    Parameters
    ----------
    lens : Lens
        With a history.
    codes : (int, int)
        COW codes of the states; their order is that of ``side1`` and ``side2``.

    Returns
    -------
    LensSeries
        Empty where the dyad has no value.

    Raises
    ------
    DataError, MissingData
        As `lens_table`.
    """
    first, last = sorted(codes)
    query = _SERIES.fill(rows=lens_table(lens), first=int(first), last=int(last))
    columns = store.connect().execute(query).fetchnumpy()
    sides = [float_column(columns[name]) for name in ("side1", "side2")]
    if codes[0] > codes[1]:
        sides.reverse()
    known = bool(np.isfinite(sides[0]).any())
    return LensSeries(
        year=np.asarray(columns["year"]).astype(int),
        value=float_column(columns["value"]),
        median=float_column(columns["median"]),
        low=float_column(columns["low"]),
        high=float_column(columns["high"]),
        side1=sides[0] if known else None,
        side2=sides[1] if known else None,
    )


def named_series(
    lens: Lens, names: tuple[str | int, str | int], years: tuple[int, int]
) -> LensSeries:
    """Series of two states by name; each name means the state that had it in each year.

    Parameters
    ----------
    lens : Lens
        With a history.
    names : (str or int, str or int)
        Names or codes, as `detente.panel.choose.members` reads them.
    years : (int, int)
        First and last year.

    Returns
    -------
    LensSeries
        In the years in which both exist under these names and have a value; of two codes in one
        year, the later one's.

    Raises
    ------
    UnknownState
        If a name stands for no state in any of the years, or for several.
    DataError, MissingData
        As `lens_table`.
    """
    one, two = (members([name], *years) for name in names)
    parts = []
    for a, first_a, last_a in one:
        for b, first_b, last_b in two:
            first, last = max(first_a, first_b), min(last_a, last_b)
            if a != b and first <= last:
                series = dyad_series(lens, (a, b))
                parts.append(series.where((series.year >= first) & (series.year <= last)))
    return _joined(parts) if parts else _EMPTY


def _joined(parts: list[LensSeries]) -> LensSeries:
    """Series of several codes as one; of two values of a year, that of the later series."""
    ordered = sorted(parts, key=lambda p: float(p.year[-1]) if p.year.size else -math.inf)
    sides = [_column([p.side1 for p in ordered]), _column([p.side2 for p in ordered])]
    whole = LensSeries(
        year=np.concatenate([p.year for p in ordered]),
        value=np.concatenate([p.value for p in ordered]),
        median=np.concatenate([p.median for p in ordered]),
        low=np.concatenate([p.low for p in ordered]),
        high=np.concatenate([p.high for p in ordered]),
        side1=sides[0],
        side2=sides[1],
    )
    last = np.unique(whole.year[::-1], return_index=True)[1]
    return whole.where(whole.year.size - 1 - last)


def _column(parts: list[Array | None]) -> Array | None:
    columns = [part for part in parts if part is not None]
    return np.concatenate(columns) if len(columns) == len(parts) else None


_LATEST = Template(
    "SELECT year, value::DOUBLE FROM {rows} WHERE ccode1 = {first} "
    "AND ccode2 = {last} AND year BETWEEN {since} AND {until} "
    "ORDER BY year DESC LIMIT 1"
)


def panel_value(
    lens: Lens, codes: tuple[int, int], year: int, connection: "duckdb.DuckDBPyConnection"
) -> tuple[int, float] | None:
    """Latest value of a dyad in the panel, as known when a year began.

    Parameters
    ----------
    lens : Lens
        With a history; ``card.lag`` is the number of years back to the latest known value.
    codes : (int, int)
        COW codes, in either order.
    year : int
        Year of the case.
    connection : duckdb.DuckDBPyConnection
        From `detente.data.store.connect`.

    Returns
    -------
    tuple of (int, float), or None
        Year and value; None without data on disk, or if the latest value is more than three years
        older than the latest known year.

    Raises
    ------
    DataError
        If the history of the lens fails.
    """
    first, last = sorted(codes)
    until = year - lens.lag()
    try:
        rows = _of_one_dyad(lens)
    except MissingData:
        return None
    with store.working(f"lens-{lens.card.id}"):
        latest = _LATEST.fill(
            rows=rows, first=int(first), last=int(last), since=until - 3, until=until
        )
        row = connection.execute(latest).fetchone()
    return (int(row[0]), float(row[1])) if row else None


def other_releases_of_lenses() -> dict[str, str]:
    """Data sets of lenses that the store has in another release than their card's."""
    others = store.other_releases()
    if not others:  # the usual case, without loading every lens
        return {}
    read = {name for lens in lenses().values() if lens.history for name in lens.sources()}
    return {name: version for name, version in others.items() if name in read}


def panel_values(case: Case) -> dict[str, PanelValue]:
    """Panel values of a case's dyad by lens, as known when the year of the case began.

    Empty without data on disk. A lens whose history fails is `Failed` with the reason, so that the
    others remain.
    """
    if not store.status():
        return {}
    i, j = (resolve(case.actor(m).state or "", case.as_of).ccode for m in case.members)
    values: dict[str, PanelValue] = {}
    # one for all lenses, for opening takes longer than a query; a second thread would only wait
    connection = store.connect(settings=("SET threads = 1",))
    for name, lens in lenses().items():
        if lens.history is None:
            continue
        value: PanelValue | None
        try:
            value = panel_value(lens, (i, j), case.as_of.year, connection)
        except DataError as problem:
            value = Failed(reason=str(problem))
        if value is not None:
            values[name] = value
    return values
