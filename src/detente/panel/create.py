"""Create a panel and add measures to it; both are DuckDB relations, evaluated when read."""

import itertools
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, get_args

from detente.data import store
from detente.data.as_of import cutoff_on
from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template, identifier, joined, literal, sql, word
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
_MAKE_SETTINGS = Template(
    "CREATE TABLE {table} AS SELECT {unit} AS unit, CAST({known} AS INTEGER) AS cutoff"
)
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
    # no bound parameter: binding one makes DuckDB import pandas
    known = sql("NULL") if cutoff is None else cutoff
    connection.execute(_MAKE_SETTINGS.fill(table=word(_SETTINGS), unit=literal(unit), known=known))
    # a table, for a query over a table runs on all cores
    connection.execute(sql("CREATE TABLE {rows} AS {base}", rows=word(_ROWS), base=base))
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
        return name, relation.query(name, sql("FROM {settings}", settings=word(_SETTINGS)))
    except Exception as problem:  # an error of DuckDB, which only the store imports
        raise DataError("wanted a relation made by detente.create_panel()") from problem


def settings_of_view(small: "DuckDBPyRelation") -> tuple[PanelUnit, int | None]:
    """Unit of a panel and its cutoff, from the relation that `view` returns."""
    row = small.fetchone()
    if row is None:
        raise DataError("the settings of this panel are gone; wanted one of detente.create_panel()")
    unit, cutoff = row
    return unit, cutoff


def query_panel(relation: "DuckDBPyRelation", query: Sql) -> "DuckDBPyRelation":
    """A query over a relation, named ``panel`` in it.

    Parameters
    ----------
    relation : duckdb.DuckDBPyRelation
        A panel.
    query : Sql
        The query.

    Returns
    -------
    duckdb.DuckDBPyRelation
        Evaluated when read.
    """
    name = f"panel_{next(_NUMBER)}"  # a relation is a view; two of one name would be a circle
    return relation.query(
        name, sql("WITH panel AS (FROM {name}) {query}", name=word(name), query=query)
    )


def _added(
    relation: "DuckDBPyRelation", measures: list[Measure], unit: PanelUnit, tables: Tables
) -> "DuckDBPyRelation":
    selected, joins = [sql("panel.*")], []
    for number, (group, suffix, key) in enumerate(_groups(measures, unit)):
        alias = word(f"m{number}")
        new = [
            _column(measure.card, alias, column, suffix, tables)
            for measure in group
            for column in measure.card.columns
            if column + suffix not in relation.columns
        ]
        if new:
            selected += new
            rows = _wide(group, tables) if key else _between(group[0], unit, tables)
            same = _same(alias, key)
            joins.append(sql("LEFT JOIN ({rows}) {m} ON {same}", rows=rows, m=alias, same=same))
    wide = sql(
        "SELECT {columns} FROM panel {joins}", columns=joined(selected), joins=joined(joins, " ")
    )
    return query_panel(relation, wide)


def _groups(measures: list[Measure], unit: PanelUnit) -> list[tuple[list[Measure], str, str]]:
    """What is joined at once: all measures of a state for each side, the others one by one."""
    single = [m for m in measures if m.card.per == "state-year"]
    double = [([m], "", "") for m in measures if m.card.per != "state-year"]
    sides = [("", "ccode")] if unit == "state-year" else [("1", "ccode1"), ("2", "ccode2")]
    return double + [(single, suffix, key) for suffix, key in sides if single]


def _same(alias: Sql, key: str) -> Sql:
    pairs = [("ccode", key)] if key else [("ccode1", "ccode1"), ("ccode2", "ccode2")]
    return joined(
        (
            sql("{m}.{own} = panel.{key}", m=alias, own=word(own), key=word(key))
            for own, key in [*pairs, ("year", "year")]
        ),
        " AND ",
    )


def _wide(measures: list[Measure], tables: Tables) -> Sql:
    """Measures of a state side by side: one row for each state and year that any of them has."""
    if len(measures) == 1:
        return measures[0].query(tables)
    columns = [
        sql("s{i}.{column}", i=i, column=identifier(column))
        for i, measure in enumerate(measures)
        for column in measure.card.columns
    ]
    first, *others = (
        sql("({rows}) s{i}", rows=measure.query(tables), i=i) for i, measure in enumerate(measures)
    )
    joins = [sql("FULL JOIN {rows} USING (ccode, year)", rows=rows) for rows in others]
    return sql(
        "SELECT ccode, year, {columns} FROM {first} {joins}",
        columns=joined(columns),
        first=first,
        joins=joined(joins, " "),
    )


def _column(card: MeasureCard, alias: Sql, column: str, suffix: str, tables: Tables) -> Sql:
    value = sql("{m}.{column}", m=alias, column=identifier(column))
    if column in card.census:
        value = sql(
            "CASE WHEN panel.year BETWEEN {first} AND {last} THEN coalesce({value}, 0) END",
            first=card.years[0],
            last=tables.last(card.years, card.sources),
            value=value,
        )
    return sql("{value} AS {name}", value=value, name=identifier(column + suffix))


def _between(measure: Measure, unit: PanelUnit, tables: Tables) -> Sql:
    """Rows of a measure of two states, in the order or orders that the panel has."""
    card, rows = measure.card, measure.query(tables)
    if card.per == "dyad-year" and unit == "directed-dyad-year":
        return _both_orders(card, rows)
    if card.per == "directed-dyad-year" and unit != "directed-dyad-year":
        return _one_order(card, rows)
    return rows


def _mirror(card: MeasureCard, column: str) -> str:
    """The other of a pair of columns ``x1``, ``x2``; a column without a pair is its own."""
    other = column[:-1] + {"1": "2", "2": "1"}.get(column[-1], column[-1])
    return other if other in card.columns else column


def _both_orders(card: MeasureCard, rows: Sql) -> Sql:
    swapped = [
        sql("{other} AS {own}", other=identifier(_mirror(card, c)), own=identifier(c))
        for c in card.columns
    ]
    return sql(
        "WITH low AS ({rows}) SELECT ccode1, ccode2, year, {as_is} FROM low "
        "UNION ALL SELECT ccode2, ccode1, year, {swapped} FROM low",
        rows=rows,
        as_is=joined(map(identifier, card.columns)),
        swapped=joined(swapped),
    )


def _one_order(card: MeasureCard, rows: Sql) -> Sql:
    return sql(
        "SELECT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2, year, "
        "{columns} FROM ({rows}) GROUP BY 1, 2, 3",
        columns=joined(_across(card, c) for c in card.columns),
        rows=rows,
    )


def _across(card: MeasureCard, column: str) -> Sql:
    """One value for both directions: the larger, or for ``x1``, ``x2`` each state's own."""
    own, other = identifier(column), identifier(_mirror(card, column))
    if other == own:
        return sql("max({own}) AS {own}", own=own)
    return sql(
        "coalesce(max({own}) FILTER (WHERE ccode1 < ccode2), "
        "max({other}) FILTER (WHERE ccode1 > ccode2)) AS {own}",
        own=own,
        other=other,
    )
