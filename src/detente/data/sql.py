"""SQL as a type of its own, so that text from a file or a user never becomes part of a statement.

`Template.fill` puts parts into a template and takes only what is SQL already or cannot be anything
else: a name goes through `identifier`, a text through `literal`. A plain string is a `TypeError`,
and mypy refuses it too. Templates are literals of the program (`tests/data/test_sql.py`).

SQL that a plug-in returns is trusted, like its code: ``Sql(text)`` says so, once, where it enters.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any, Literal, Protocol, get_args

Separator = Literal[", ", " ", "", " AND ", " OR ", " + ", " UNION ", " UNION ALL "]
_SEPARATORS = frozenset(get_args(Separator))


class Sql(str):
    """Text that is SQL. What string methods return is plain text again."""

    __slots__ = ()


class Parts(Protocol):
    """Parts by name, as ``{table[nmc]}`` in a template takes them: a mapping or the sources."""

    def __getitem__(self, name: str, /) -> Sql | float: ...


Part = Sql | float | Parts


class Template:
    """SQL with names in braces where parts belong.

    Parameters
    ----------
    text : str
        As `str.format` reads it, without conversions and formats.

    Examples
    --------
    >>> rows = Template("SELECT {column} FROM {table} WHERE year = {year}")
    >>> rows.fill(column=identifier("cinc"), table=sql("nmc"), year=1914)
    'SELECT "cinc" FROM nmc WHERE year = 1914'
    >>> rows.fill(column="cinc", table=sql("nmc"), year=1914)
    Traceback (most recent call last):
    TypeError: 'cinc' is no SQL; wanted a number, identifier(...), literal(...) or sql(...)
    """

    __slots__ = ("_text",)

    def __init__(self, text: str, /) -> None:
        self._text = text

    def fill(self, **parts: Part) -> Sql:
        """The SQL, with every part in its place.

        Raises
        ------
        TypeError
            If a part is no SQL.
        KeyError
            If a part is missing.
        """
        return Sql(_FORMATTER.vformat(self._text, (), parts))


class _Formatter(Formatter):
    """Of templates: it fills in what is SQL."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec:
            raise TypeError(f"the format {format_spec!r} in a template; wanted none")
        return _part(value)


_FORMATTER = _Formatter()


def _part(value: object) -> str:
    if isinstance(value, Sql | int | float):
        return str(value)
    raise TypeError(
        f"{value!r} is no SQL; wanted a number, identifier(...), literal(...) or sql(...)"
    )


def sql(text: str, /, **parts: Part) -> Sql:
    """A template of one line, filled: short for ``Template(text).fill(**parts)``.

    Parameters
    ----------
    text : str
        The template.
    **parts
        As `Template.fill` takes them.
    """
    return Template(text).fill(**parts)


def identifier(name: str) -> Sql:
    """A name as an SQL identifier; every name that comes from a file must be passed through it."""
    return Sql('"' + name.replace('"', '""') + '"')


def word(name: str) -> Sql:
    """A name that the program itself gives to a table or a column, as it is.

    >>> word("ccode1")
    'ccode1'

    Raises
    ------
    ValueError
        If it is not one word of ASCII letters, digits and underscores.
    """
    if not (name.isascii() and name.isidentifier()):
        raise ValueError(f"the name {name!r} in SQL; wanted a word")
    return Sql(name)


def literal(value: str | date) -> Sql:
    """A text or a day as an SQL literal."""
    if isinstance(value, date):
        return Sql(f"DATE '{value.isoformat()}'")
    return Sql("'" + value.replace("'", "''") + "'")


def joined(parts: Iterable[Sql | float], by: Separator = ", ") -> Sql:
    """Parts one after the other.

    Parameters
    ----------
    parts : iterable of Sql or number
        Each as in a template.
    by : str, default ", "
        What stands between them; one of `Separator`.
    """
    if by not in _SEPARATORS:
        raise TypeError(f"{by!r} between parts of SQL; wanted one of {get_args(Separator)}")
    return Sql(by.join(map(_part, parts)))


def replaced(query: Sql, part: Sql, by: Sql) -> Sql:
    """SQL with another part in every place of one.

    Parameters
    ----------
    query : Sql
        What is changed.
    part, by : Sql
        What is there, and what is to be there.
    """
    return Sql(query.replace(_part(part), _part(by)))


def parquet(path: Path, *more: Path) -> Sql:
    """The rows of Parquet files, to stand after FROM."""
    files = joined(literal(str(file)) for file in (path, *more))
    return Sql(f"read_parquet([{files}])" if more else f"read_parquet({files})")


def tuples(rows: Iterable[Iterable[Sql | float]]) -> Sql:
    """Rows to stand after VALUES, each in brackets.

    >>> tuples([(255, 1990), (260, 1989)])
    '(255, 1990), (260, 1989)'
    """
    return joined(Sql(f"({joined(row)})") for row in rows)
