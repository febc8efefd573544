"""SQL of the expressions, for any dialect and without a connection.

To import Ibis and compile an expression takes longer than to count a pair. So the SQL is compiled
once for each version of the program and stored, with a place for each value.
"""

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from string import Template
from typing import TYPE_CHECKING, Any, Literal

from detente.cache import QUERIES, digest, program
from detente.errors import MissingExtra
from detente.events.counting import Counting
from detente.events.rows import COLUMNS
from detente.records import require_choice

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import sqlglot.expressions as sge

Dialect = Literal["duckdb", "spark", "databricks", "bigquery"]
Query = Literal[
    "pair events", "pair months", "pair rows", "all pairs", "world", "rows", "largest days"
]
_COMPILERS: dict[str, str] = {
    "duckdb": "DuckDBCompiler",
    "spark": "PySparkCompiler",
    "databricks": "DatabricksCompiler",
    "bigquery": "BigQueryCompiler",
}
_TYPES = {"DATE": "date", "SMALLINT": "int16", "TINYINT": "int8", "INTEGER": "int32"}
_TYPES |= {"VARCHAR": "string", "BOOLEAN": "boolean"}


def sql(
    query: Query,
    counting: Counting,
    dialect: Dialect,
    *,
    first: date | None = None,
    last: date | None = None,
    **values: int,
) -> str:
    """SQL of a query over a table ``events``.

    Parameters
    ----------
    query : Query
        What is computed; its expression is in `detente.events.expressions`.
    counting : Counting
        What counts.
    dialect : Dialect
        Whose SQL.
    first, last : date, optional
        First and last day; all days if absent.
    **values : int
        ``one`` and ``two``, COW codes, where the query is of a pair; ``count`` of largest days.

    Raises
    ------
    DataError
        If there is no such dialect.
    MissingExtra
        If Ibis is needed and not installed.
    """
    require_choice("dialect", dialect, Dialect)
    text = Template(_template(query, counting, dialect))
    return text.substitute(values, first=first or date.min, last=last or date.max)


@lru_cache(maxsize=100)
def _template(query: Query, counting: Counting, dialect: Dialect) -> str:
    """SQL with ``$one``, ``$two``, ``$first``, ``$last`` and ``$count`` in place of values."""
    name = digest(_program(), query, repr(counting), dialect)
    stored = QUERIES.read(name)
    if stored is not None:
        return stored.decode()
    text = _compiled(query, counting, dialect)
    QUERIES.write(name, text.encode())
    return text


@cache
def _program() -> str:
    """State of the program when it began, which compiles."""
    return digest(*program())


def _compiled(query: Query, counting: Counting, dialect: Dialect) -> str:
    try:
        import ibis
        from ibis.backends.sql import compilers
    except ImportError:
        raise MissingExtra("events", "counting events") from None
    from detente.events import expressions

    columns = {name: _TYPES[COLUMNS[name]] for name in expressions.COLUMNS}
    events = ibis.table(columns, name="events")
    # needs no package of the engine, which `ibis.to_sql` would import
    compiler = getattr(compilers, _COMPILERS[dialect])()
    tree = compiler.to_sqlglot(_expression(query, events, counting))
    return str(tree.transform(_place).sql(dialect=compiler.dialect, pretty=True))


def _expression(query: Query, events: "ir.Table", counting: Counting) -> "ir.Table":
    from detente.events import expressions as x

    table = x.dated(events, _value("first", "date"), _value("last", "date"))
    if query in ("pair events", "pair months", "pair rows", "largest days"):
        table = x.rows_between(table, _value("one", "int16"), _value("two", "int16"))
    made: dict[str, Callable[[], ir.Table]] = {
        "pair events": lambda: x.without_references(table),
        "pair months": lambda: x.pair_months(table, counting),
        "pair rows": lambda: x.month_rows(table, counting),
        "all pairs": lambda: x.pair_months(table, counting),
        "world": lambda: x.world_month_table(table, counting),
        "rows": lambda: x.month_rows(table, counting),
        "largest days": lambda: x.largest_day_table(table, counting, _value("count", "int16")),
    }
    return made[query]()


_MARK = "value_of_"


def _value(name: str, kind: str) -> Any:
    """A value that is put into the SQL later; for Ibis, a function without arguments."""
    import ibis

    def mark() -> Any: ...

    return ibis.udf.scalar.builtin(mark, name=_MARK + name, signature=((), kind))()


def _place(node: "sge.Expression") -> "sge.Expression":
    """``$name`` in place of the function that stands for a value."""
    import sqlglot.expressions as sge

    name = node.name.lower().removeprefix(_MARK)
    if not isinstance(node, sge.Anonymous) or name == node.name.lower():
        return node
    if name in ("first", "last"):
        return sge.cast(sge.Literal.string("$" + name), "date")
    return sge.var("$" + name)
