"""Create a panel and add measures to it; both are DuckDB relations, evaluated when read."""

import itertools
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, get_args

from detente.data import store
from detente.data.as_of import cutoff_on
from detente.data.cards import MeasureCard
from detente.data.store import identifier
from detente.document.labels import PanelUnit
from detente.errors import DataError
from detente.panel import bases
from detente.panel.choose import DEFAULT_YEARS, expand, members, span_of_years
from detente.panel.tables import Tables
from detente.registry import Measure

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

UNITS: tuple[PanelUnit, ...] = get_args(PanelUnit)
_SETTINGS, _ROWS = "detente_panel", "detente_rows"
_NUMBER = itertools.count()


def create_panel(
    unit: PanelUnit = "dyad-year",
    *,
    years: tuple[int, int] | range | str = DEFAULT_YEARS,
    states: Iterable[str | int] | None = None,
    add: Iterable[str] = (),
    as_of: date | None = None,
) -> "DuckDBPyRelation":
    """Make a table of dyad-years, directed dyad-years, state-years or treaty spells.

    Parameters
    ----------
    unit : PanelUnit
        ``dyad-year`` (``ccode1 < ccode2``), ``directed-dyad-year`` (both orders), ``state-year``
        or ``spell`` (one row for each treaty and pair of members, see `detente.panel.bases`).
        A state is there in every year in which it was a member of the COW state system on at
        least one day; a dyad in every year in which both were on the same day.
    years : (int, int), range or str, default (1816, 2018)
        First and last year, both included; ``"1816:2018"`` is the same. A spell is there if it
        began in one of them.
    states : iterable, optional
        Only these, by COW code, ISO-3 code or name, as understood in each of the years; of a
        dyad at least one, or both if two or more are named.
    add : iterable of str
        Measures, sources or lenses, as for `add_measures`.
    as_of : date, optional
        Leave out whatever was not known on that day: years that were not over, values not yet
        published, ends yet to come.

    Returns
    -------
    duckdb.DuckDBPyRelation
        ``.df()``, ``.pl()``, ``.arrow()``, ``.fetchall()``, ``.write_parquet(path)``; or further
        ``.filter(...)``, `add_measures`. In order of state codes and year once written or ordered.

    Raises
    ------
    MissingData
        If a source that it needs has not been pulled.
    DataError
        If the unit, a year or a measure is not one of those there are.
    UnknownState
        If the name of a state means none, or several, in any of the years.

    References
    ----------
    Miller, S. V. (2022). peacesciencer: An R package for quantitative peace science research.
    Conflict Management and Peace Science 39, 755-779.
    """
    if unit not in UNITS:
        raise DataError(f"no unit '{unit}'; wanted one of {', '.join(UNITS)}")
    cutoff = None if as_of is None else cutoff_on(as_of)
    first, last = span_of_years(years, cutoff)
    measures = expand(add, unit)
    tables = Tables(cutoff)
    base = bases.SQL[unit](tables, first, last)
    connection = store.connect()
    known = "NULL" if cutoff is None else str(cutoff)
    connection.execute(  # no bound parameter: binding one makes DuckDB import pandas
        f"CREATE TABLE {_SETTINGS} AS SELECT '{unit}' AS unit, CAST({known} AS INTEGER) AS cutoff"
    )
    # a table, for a query over a table runs on all cores
    connection.execute(f"CREATE TABLE {_ROWS} AS {base}")
    relation = connection.table(_ROWS)
    if states is not None:
        relation = query_panel(relation, bases.only(unit, members(states, first, last)))
    return _added(relation, measures, unit, tables)


def add_measures(relation: "DuckDBPyRelation", *names: str) -> "DuckDBPyRelation":
    """Add the columns of measures to a panel made by `panel`.

    Parameters
    ----------
    relation : duckdb.DuckDBPyRelation
        A panel, or what was made of it by filtering or adding.
    names : str
        Measures (`detente data measures` lists them); a source stands for the measures that
        read it, a lens for those that are its historical counterpart.
    """
    unit, cutoff = panel_settings(relation)
    return _added(relation, expand(names, unit), unit, Tables(cutoff))


def panel_settings(relation: "DuckDBPyRelation") -> tuple[PanelUnit, int | None]:
    """Unit of a panel and its cutoff, the last year that is known; None without one."""
    return settings_of_view(view(relation)[1])


def view(relation: "DuckDBPyRelation") -> tuple[str, "DuckDBPyRelation"]:
    """Name of a view of a panel, and its settings as a relation for statements about that view.

    DuckDB plans a relation again for each statement made with it; with the small one it plans
    only the statement.
    """
    name = f"panel_{next(_NUMBER)}"
    try:
        return name, relation.query(name, f"FROM {_SETTINGS}")
    except Exception as problem:  # an error of DuckDB, which only the store imports
        raise DataError("wanted a relation made by detente.create_panel()") from problem


def settings_of_view(small: "DuckDBPyRelation") -> tuple[PanelUnit, int | None]:
    """Unit of a panel and its cutoff, from the relation that `view` returns."""
    row = small.fetchone()
    if row is None:
        raise DataError("the settings of this panel are gone; wanted one of detente.create_panel()")
    unit, cutoff = row
    return unit, cutoff


def query_panel(relation: "DuckDBPyRelation", sql: str) -> "DuckDBPyRelation":
    """A query over a relation, named ``panel`` in it.

    Parameters
    ----------
    relation : duckdb.DuckDBPyRelation
        A panel.
    sql : str
        The query.

    Returns
    -------
    duckdb.DuckDBPyRelation
        Evaluated when read.
    """
    name = f"panel_{next(_NUMBER)}"  # a relation is a view; two of one name would be a circle
    return relation.query(name, f"WITH panel AS (FROM {name}) {sql}")


def _added(
    relation: "DuckDBPyRelation", measures: list[Measure], unit: PanelUnit, tables: Tables
) -> "DuckDBPyRelation":
    selected, joins = ["panel.*"], []
    for number, (group, suffix, key) in enumerate(_groups(measures, unit)):
        alias = f"m{number}"
        new = [
            _column(measure.card, alias, column, suffix, tables)
            for measure in group
            for column in measure.card.columns
            if column + suffix not in relation.columns
        ]
        if new:
            selected += new
            rows = _wide(group, tables) if key else _between(group[0], unit, tables)
            joins.append(f"LEFT JOIN ({rows}) {alias} ON {_same(alias, key)}")
    return query_panel(relation, f"SELECT {', '.join(selected)} FROM panel {' '.join(joins)}")


def _groups(measures: list[Measure], unit: PanelUnit) -> list[tuple[list[Measure], str, str]]:
    """What is joined at once: all measures of a state for each side, the others one by one."""
    single = [m for m in measures if m.card.per == "state-year"]
    double = [([m], "", "") for m in measures if m.card.per != "state-year"]
    sides = [("", "ccode")] if unit == "state-year" else [("1", "ccode1"), ("2", "ccode2")]
    return double + [(single, suffix, key) for suffix, key in sides if single]


def _same(alias: str, key: str) -> str:
    pairs = [("ccode", key)] if key else [("ccode1", "ccode1"), ("ccode2", "ccode2")]
    return " AND ".join(f"{alias}.{a} = panel.{b}" for a, b in [*pairs, ("year", "year")])


def _wide(measures: list[Measure], tables: Tables) -> str:
    """Measures of a state side by side: one row for each state and year that any of them has."""
    if len(measures) == 1:
        return measures[0].query(tables)
    columns = ", ".join(
        f"s{i}.{identifier(c)}" for i, m in enumerate(measures) for c in m.card.columns
    )
    first, *others = (f"({m.query(tables)}) s{i}" for i, m in enumerate(measures))
    joins = " ".join(f"FULL JOIN {part} USING (ccode, year)" for part in others)
    return f"SELECT ccode, year, {columns} FROM {first} {joins}"


def _column(card: MeasureCard, alias: str, column: str, suffix: str, tables: Tables) -> str:
    value = f"{alias}.{identifier(column)}"
    if column in card.census:
        last = tables.last(card.years, card.sources)
        value = (
            f"CASE WHEN panel.year BETWEEN {card.years[0]} AND {last} THEN coalesce({value}, 0) END"
        )
    return f"{value} AS {identifier(column + suffix)}"


def _between(measure: Measure, unit: PanelUnit, tables: Tables) -> str:
    """Rows of a measure of two states, in the order or orders that the panel has."""
    card, sql = measure.card, measure.query(tables)
    if card.per == "dyad-year" and unit == "directed-dyad-year":
        return _both_orders(card, sql)
    if card.per == "directed-dyad-year" and unit != "directed-dyad-year":
        return _one_order(card, sql)
    return sql


def _mirror(card: MeasureCard, column: str) -> str:
    """The other of a pair of columns ``x1``, ``x2``; a column without a pair is its own."""
    other = column[:-1] + {"1": "2", "2": "1"}.get(column[-1], column[-1])
    return other if other in card.columns else column


def _both_orders(card: MeasureCard, sql: str) -> str:
    as_is = ", ".join(identifier(c) for c in card.columns)
    swapped = ", ".join(f"{identifier(_mirror(card, c))} AS {identifier(c)}" for c in card.columns)
    return (
        f"WITH low AS ({sql}) SELECT ccode1, ccode2, year, {as_is} FROM low "
        f"UNION ALL SELECT ccode2, ccode1, year, {swapped} FROM low"
    )


def _one_order(card: MeasureCard, sql: str) -> str:
    columns = ", ".join(_across(card, c) for c in card.columns)
    return (
        "SELECT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2, year, "
        f"{columns} FROM ({sql}) GROUP BY 1, 2, 3"
    )


def _across(card: MeasureCard, column: str) -> str:
    """One value for both directions: the larger, or for ``x1``, ``x2`` each state's own."""
    own, other = identifier(column), identifier(_mirror(card, column))
    if other == own:
        return f"max({own}) AS {own}"
    return (
        f"coalesce(max({own}) FILTER (WHERE ccode1 < ccode2), "
        f"max({other}) FILTER (WHERE ccode1 > ccode2)) AS {own}"
    )
