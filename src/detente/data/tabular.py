"""Read the file of a data set, in any of its forms, into the columns of its card."""

import csv
import gzip
import zlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.data import r_files, store
from detente.data.cards import Form, SourceCard
from detente.data.sql import Sql, Template, identifier, joined, literal, parquet, sql, word
from detente.errors import DataError

if TYPE_CHECKING:
    import duckdb

_SHEETS = (".xls", ".xlsx")
_LONGEST_LINE, _MOST_COLUMNS = 1_000_000, 10_000  # bytes of a header; its columns
_BINARY = (".parquet", ".dta", *_SHEETS, *r_files.SUFFIXES)


def load_table(
    connection: "duckdb.DuckDBPyConnection", card: SourceCard, path: Path, form: Form | None
) -> None:
    """Create the view ``rows`` with the columns of a card.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Where to create it.
    card : SourceCard
        The source.
    path : Path
        The file.
    form : Form or None
        Form of the file; None for a Parquet copy.

    Raises
    ------
    DataError
        If a column is absent, or a file of R or Stata or a sheet cannot be read.
    """
    form = form or Form(files=(path.name,))
    _raw(connection, path, form)
    source = _source(form)
    columns = joined(
        sql("{value} AS {column}", value=_cast(expression, kind), column=identifier(column))
        for column, kind, expression in _expressions(card, form)
    )
    describe = sql("DESCRIBE FROM {source}", source=source)
    rows = sql("CREATE VIEW rows AS SELECT {columns} FROM {source}", columns=columns, source=source)
    with store.naming_column(
        lambda column: (
            f"{_first_line(path)}: no column {column}; {card.label} {card.version} is read from it"
        )
    ):
        here = [row[0] for row in connection.execute(describe).fetchall()]
        _require(card, path, form, here)
        connection.execute(rows)


def _source(form: Form) -> Sql:
    """The rows of a file, to stand after FROM."""
    return sql("({rows})", rows=Sql(form.sql)) if form.sql else sql("raw")  # a card is trusted


def _first_line(path: Path) -> str:
    """Where the names of columns stand."""
    return f"{path}" if path.suffix.lower() in _BINARY else f"{path}:1"


def _expressions(card: SourceCard, form: Form) -> list[tuple[str, Sql, Sql]]:
    """Name, type and SQL of every column, trusted where the card has them as SQL."""
    return [
        (c, Sql(kind), Sql(form.columns[c]) if c in form.columns else identifier(c))
        for c, kind in card.columns.items()
    ]


def _cast(value: Sql, kind: Sql, cast: str = "CAST") -> Sql:
    """SQL of a value in the type of its column; DuckDB would round 2000.5 to the year 2001."""
    parts = {"cast": word(cast), "value": value, "kind": kind}
    plain = sql("{cast}({value} AS {kind})", **parts)
    if not kind.endswith("INT") and kind != "INTEGER":
        return plain
    refused = sql("{cast}(CAST({value} AS VARCHAR) || ' is not whole' AS {kind})", **parts)
    return sql(
        "CASE WHEN TRY_CAST({value} AS DOUBLE) % 1 <> 0 THEN {refused} ELSE {plain} END",
        value=value,
        refused=refused,
        plain=plain,
    )


def _require(card: SourceCard, path: Path, form: Form, here: list[str]) -> None:
    have = {name.lower() for name in here}
    absent = [c for c in card.columns if c not in form.columns and c.lower() not in have]
    if absent:
        # another delimiter makes one column of all
        by = f"wanted {form.delimiter!r} between values"
        alone = f" (all there is: {here[0]!r}; {by})" if len(here) == 1 else ""
        raise DataError(
            f"{_first_line(path)}: no column {', '.join(absent)}{alone}; {card.label} "
            f"{card.version} has {'it' if len(absent) == 1 else 'them'}"
        )


def misfit(
    problem: "duckdb.Error",
    connection: "duckdb.DuckDBPyConnection",
    card: SourceCard,
    path: Path,
    form: Form | None,
) -> str | None:
    """Message about what DuckDB could not read, better than its own; None if there is none.

    Parameters
    ----------
    problem : duckdb.Error
        What DuckDB reported.
    connection, card, path, form
        As for `wrong_value`.
    """
    if "state machine reached an invalid state" in str(problem):
        return _mixed_ends(path)
    is_value = type(problem).__name__ == "ConversionException"
    return wrong_value(connection, card, path, form) if is_value else None


_FIRST_MISFIT = Template(
    "SELECT line, value FROM (SELECT row_number() OVER () AS line, {value} AS value,"
    " {fits} AS fits FROM {source})"
    " WHERE value IS NOT NULL AND fits IS NULL ORDER BY line LIMIT 1"
)


def wrong_value(
    connection: "duckdb.DuckDBPyConnection", card: SourceCard, path: Path, form: Form | None
) -> str | None:
    """Message about the first value that does not have the type of its column; None if all do.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Where `load` created the view ``rows``.
    card : SourceCard
        The source.
    path : Path
        The file, for the message.
    form : Form or None
        Form of the file; None for a Parquet copy.
    """
    form = form or Form(files=(path.name,))
    source = _source(form)
    for column, kind, value in _expressions(card, form):
        fits = _cast(value, kind, "TRY_CAST")
        first = _FIRST_MISFIT.fill(value=value, fits=fits, source=source)
        row = connection.execute(first).fetchone()
        if row:
            return f"{_place(path, form, row[0])}: {column} is {str(row[1])[:40]!r}; wanted {kind}"
    return None


def _mixed_ends(path: Path) -> str | None:
    """Message about the first line of a text that ends in another way than those before it."""
    before = None
    with path.open("rb") as handle:
        for number, line in enumerate(handle, start=1):
            end = "CRLF" if line.endswith(b"\r\n") else "LF" if line.endswith(b"\n") else before
            if before not in (None, end):
                what = f"a line that ends with {end} after lines that end with {before}"
                return f"{path}:{number}: {what}; wanted one kind: save it as CSV anew"
            before = end
    return None


def _place(path: Path, form: Form, row: int) -> str:
    """Where a row stands, by line if the file is text; unknown where SQL made other rows."""
    if form.sql:
        return f"{path}"
    if path.suffix.lower() in _BINARY:
        return f"{path}, row {row}"
    return f"{path}:{row if form.header else row + 1}"


def _raw(connection: "duckdb.DuckDBPyConnection", path: Path, form: Form) -> None:
    """Create ``raw``, the table of a file as it stands there, but nulls for missing values."""
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        connection.execute(sql("CREATE VIEW raw AS FROM {rows}", rows=parquet(path)))
    elif suffix in r_files.SUFFIXES:
        connection.register("raw", r_files.read_frame(path, form.missing))
    elif suffix in (".dta", *_SHEETS):
        frame = _frame(path)
        _refuse_nul(f"{path}", map(str, frame.columns))
        _framed(connection, frame, form)
    else:
        _text(connection, path, form)


_READ_CSV = Template(
    "CREATE VIEW raw AS FROM read_csv({path}, columns = {{{columns}}}, "
    "auto_detect = false, header = {header}, delim = {delimiter}, "
    "quote = '\"', escape = '\"', nullstr = [{missing}], "
    "encoding = {encoding}, max_line_size = 10000000)"
)


def _text(connection: "duckdb.DuckDBPyConnection", path: Path, form: Form) -> None:
    names = form.header or _header(path, form)
    view = _READ_CSV.fill(
        path=literal(str(path)),
        columns=joined(sql("{name}: 'VARCHAR'", name=literal(name)) for name in names),
        header=not form.header,
        delimiter=literal(form.delimiter),
        missing=joined(map(literal, _null_codes(form))),
        encoding=literal(form.encoding),
    )
    connection.execute(view)


_FIRST_SWALLOWED = Template(
    "SELECT line FROM (SELECT row_number() OVER () AS line, {column} AS value "
    "FROM raw) WHERE contains(value, chr(10)) "
    "AND (contains(value, {delimiter}) "
    "OR contains(rtrim(value, chr(10) || chr(13) || ' '), chr(10))) ORDER BY line LIMIT 1"
)


def refuse_swallowed_lines(connection: "duckdb.DuckDBPyConnection", path: Path, form: Form) -> None:
    """Refuse a text in which a quote opens in one line and closes in a later one.

    Two stray quotes make one value of all the lines between them, and the rows are gone. A break at
    the end of a value, as one of UCDP's has, swallows nothing.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Where `load` created ``raw``.
    path : Path
        The file; of a binary one nothing is to be refused.
    form : Form
        Its layout.

    Raises
    ------
    DataError
        With the row and the column in which the quote opens.
    """
    if path.suffix.lower() in _BINARY:
        return
    names = [name for name, *_ in connection.execute("DESCRIBE raw").fetchall()]
    has_break = "SELECT bool_or(contains(COLUMNS(*), chr(10))) FROM raw"  # one reading for all
    broken = connection.execute(has_break).fetchall()[0]
    for name in (name for name, has in zip(names, broken, strict=True) if has):
        first = _FIRST_SWALLOWED.fill(column=identifier(name), delimiter=literal(form.delimiter))
        row = connection.execute(first).fetchone()
        if row:
            raise DataError(
                f"{path}, row {row[0]}: the quote that opens in {name} closes lines later; wanted "
                "values of one line each"
            )


def _null_codes(form: Form) -> list[str]:
    """The codes of missing values, a whole number with a decimal point too ("-9", "-9.0")."""
    numbers = [code for code in form.missing if code.lstrip("-").isdigit()]
    return [*form.missing, *(f"{code}.0" for code in numbers)]


def _header(path: Path, form: Form) -> list[str]:
    encoding = {"utf-8": "utf-8-sig"}.get(form.encoding, form.encoding)
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as handle:
            line = handle.readline(_LONGEST_LINE + 1)
        lines = line[:_LONGEST_LINE].decode(encoding).splitlines()
        names = next(csv.reader(lines[:1], delimiter=form.delimiter), [])
    except (EOFError, gzip.BadGzipFile, zlib.error) as problem:
        raise DataError(f"{path}: truncated or damaged gzip ({problem})") from None
    except (UnicodeError, csv.Error) as problem:
        raise DataError(f"{path}:1: not a line of {form.encoding} text ({problem})") from None
    if len(line) > _LONGEST_LINE or len(names) > _MOST_COLUMNS:
        what = f"a line of more than {_LONGEST_LINE:,} bytes or {_MOST_COLUMNS:,} columns"
        raise DataError(f"{path}:1: {what}; wanted the header of a data set")
    _refuse_nul(f"{path}:1", names)
    named = [name.strip() or f"column{i}" for i, name in enumerate(names)]
    counts = Counter(name.lower() for name in named)
    twice = [name for name in named if counts[name.lower()] > 1]
    if twice or not named:
        what = f"column {twice[-1]} twice" if twice else "no line"
        raise DataError(f"{path}:1: {what}; wanted a header with a name for each column")
    return named


def _refuse_nul(place: str, names: Iterable[str]) -> None:
    """Refuse a column whose name holds the character at which DuckDB ends a statement."""
    for name in names:
        if "\0" in name:
            raise DataError(f"{place}: column {name[:40]!r}; wanted a name without U+0000")


def _frame(path: Path) -> Any:
    """Read a Stata file or a sheet with pandas."""
    import pandas as pd

    try:
        if path.suffix.lower() in _SHEETS:
            return pd.read_excel(path, engine="calamine", dtype=str)
        return pd.read_stata(path, convert_categoricals=False)
    except Exception as problem:  # parsers of foreign bytes raise errors of any kind
        raise DataError(f"{path}: not a readable {path.suffix} file ({problem})") from None


def _framed(connection: "duckdb.DuckDBPyConnection", frame: Any, form: Form) -> None:
    """Create ``raw`` from a data frame, as text like that of the other forms."""
    names = [str(name) for name in frame.columns]
    frame.columns = [f"c{place}" for place in range(len(names))]
    connection.register("frame", frame)
    codes = joined(map(literal, _null_codes(form)))
    columns = joined(
        sql("{text} AS {name}", text=_as_text(place, codes), name=identifier(name))
        for place, name in enumerate(names)
    )
    connection.execute(sql("CREATE TABLE raw AS SELECT {columns} FROM frame", columns=columns))


def _as_text(place: int, codes: Sql) -> Sql:
    """SQL of a column as text: whole numbers without ".0", null where a code means missing."""
    text = sql("regexp_replace(CAST(c{place} AS VARCHAR), '\\.0$', '')", place=place)
    return sql("CASE WHEN {text} NOT IN ({codes}) THEN {text} END", text=text, codes=codes)
