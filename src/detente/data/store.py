"""The local store of reference data: one Parquet file for each source, and a list of them.

It is the data folder, `detente.files.home`. To replace a source, a new file is written next to
the old one, then the list is replaced atomically: a reader sees the old state or the new one, is
never blocked, and a killed process leaves the old one. This is the only module that opens DuckDB.
"""

import contextlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.checksums import current_digest
from detente.data.as_of import is_known
from detente.data.cards import SourceCard
from detente.data.sealed_json import SealBroken, sealed, unsealed
from detente.data.sql import Sql, identifier, joined, literal, parquet, sql, word
from detente.errors import DataError, FileError, MissingData
from detente.files import flush, home, write_atomically

if TYPE_CHECKING:
    import duckdb

_SETTINGS = (
    "SET enable_progress_bar = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
)
_READ: ContextVar[set[str] | None] = ContextVar("sources that are read", default=None)
LAYOUT = 1  # version of the list's format; a list of a later version is refused


@dataclass(frozen=True, kw_only=True)
class Pulled:
    """The list's entry of one source. ``sha256`` is over its sorted rows as read."""

    source: str
    version: str
    rows: int
    sha256: str
    origin: str
    file: str  # in the folder ``sources`` of the store
    pulled_at: str  # UTC
    as_known: bool  # whether ``sha256`` is the checksum on the card
    file_sha256: str | None = None  # of the file's bytes; None if an earlier detente pulled it

    @property
    def other_release(self) -> str | None:
        """The release that the store holds, if it is not that of the card."""
        return None if self.as_known else self.version


def status() -> dict[str, Pulled]:
    """Entries of the store by source; empty if nothing was pulled.

    Raises
    ------
    DataError
        If the list is damaged or was written by a later detente.
    FileError
        If it cannot be read.
    """
    path = home() / "store.json"
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as problem:
        raise FileError(f"{path}: cannot be read ({problem.strerror})") from None
    try:
        document = unsealed(content)
        held = {name: _entry(name, entry) for name, entry in document["sources"].items()}
    except SealBroken:
        raise DataError(
            f"{path}: changed since detente wrote it; delete it and pull again"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise DataError(f"{path}: not a list of sources; delete it and pull again") from None
    if document.get("layout", 0) > LAYOUT:
        raise DataError(f"{path}: written by a later detente; update detente or pull elsewhere")
    return dict(sorted(held.items()))


def _entry(name: str, fields: Mapping[str, Any]) -> Pulled:
    """An entry of the list, each field of its type, its file in the folder of the store."""
    entry = Pulled(source=name, **fields)
    texts = (entry.version, entry.sha256, entry.origin, entry.file, entry.pulled_at)
    if not all(isinstance(text, str) for text in texts) or Path(entry.file).name != entry.file:
        raise ValueError(name)
    if not isinstance(entry.rows, int) or not isinstance(entry.file_sha256, str | None):
        raise ValueError(name)
    return entry


def damage(pulled: Pulled) -> str | None:
    """What is wrong with the file of a source, by its checksum; None if nothing is.

    Parameters
    ----------
    pulled : Pulled
        An entry of the store.
    """
    file = home() / "sources" / pulled.file
    again = f"run `detente data pull {pulled.source}`"
    try:
        same = pulled.file_sha256 in (None, current_digest(file))
    except FileNotFoundError:
        return f"{file}: is not there; {again}"
    except OSError as problem:
        return f"{file}: cannot be read ({problem.strerror})"
    return None if same else f"{file}: changed since it was pulled; {again}"


def other_releases(names: Collection[str] | None = None) -> dict[str, str]:
    """Sources in the store whose rows are not those of their card, with what they are.

    Parameters
    ----------
    names : collection of str, optional
        Ids of sources; all if absent.
    """
    return {
        name: release
        for name, pulled in status().items()
        if (release := pulled.other_release) is not None and (names is None or name in names)
    }


def commit(new: Mapping[str, tuple[Pulled, Path]]) -> None:
    """Put staged files and their entries into the store.

    The caller holds the lock of the store. Every file is on disk before the list names it. A file
    that the list no longer names stays until the next commit: a process may be about to read it.
    """
    before = status()
    folder = home() / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    for pulled, staged in new.values():
        flush(staged)
        staged.replace(folder / pulled.file)
    held = before | {name: pulled for name, (pulled, _) in new.items()}
    _write_list(held)
    named = {p.file for p in [*before.values(), *held.values()]}
    for old in folder.iterdir():
        if old.name not in named:
            with contextlib.suppress(OSError):  # a reader on Windows may hold it; next time
                old.unlink()


def _write_list(held: Mapping[str, Pulled]) -> None:
    entries = {name: asdict(p) for name, p in sorted(held.items())}
    for entry in entries.values():
        del entry["source"]
    document = {"layout": LAYOUT, "sources": entries}
    write_atomically(home() / "store.json", sealed(document, indent=1))


@contextmanager
def recording() -> Iterator[set[str]]:
    """Collect the ids of the sources whose files are looked up inside the block."""
    names: set[str] = set()
    token = _READ.set(names)
    try:
        yield names
    finally:
        _READ.reset(token)


@contextmanager
def database(
    subject: object,
    *,
    only: Sequence[Path] | None = None,
    misfit: "Callable[[duckdb.Error, duckdb.DuckDBPyConnection], str | None]" = (
        lambda problem, connection: None
    ),
    settings: Sequence[str] = (),
) -> Iterator["duckdb.DuckDBPyConnection"]:
    """Open an in-memory DuckDB; turn its errors into a `DataError` about ``subject``.

    Parameters
    ----------
    subject : object
        What the error message names: a file, an address or a table.
    only : sequence of Path, optional
        The files and folders that SQL may read and write, for work on foreign files. Any file
        of the user if absent.
    misfit : callable
        Returns a better message for a value that does not have the type of its column, or for a
        text that cannot be read.
    settings : sequence of str
        Further settings of DuckDB, such as ``"SET memory_limit = '1GB'"``.

    Raises
    ------
    DataError
        If DuckDB reports an error.
    """
    import duckdb

    connection = connect(only, settings)
    try:
        with working(subject):
            try:
                yield connection
            except (duckdb.ConversionException, duckdb.InvalidInputException) as problem:
                better = misfit(problem, connection)
                if better:
                    raise DataError(better) from None
                raise
    finally:
        connection.close()


@contextmanager
def working(subject: object) -> Iterator[None]:
    """Turn an error of DuckDB into a `DataError` about ``subject``."""
    import duckdb

    try:
        yield
    except duckdb.Error as problem:
        raise DataError(_sentence(subject, str(problem))) from None


def _sentence(subject: object, message: str) -> str:
    """One sentence of a message of DuckDB; with line and reason if it is about a line of text."""
    first = message.splitlines()[0].removeprefix("Invalid Input Error: ")
    line = re.search(r"CSV Error on Line: (\d+)", message)
    if line is None:
        return f"{subject}: {first}"
    return f"{subject}:{line[1]}: {_fault_of_line(message)}"


def _fault_of_line(message: str) -> str:
    """What DuckDB says is wrong with a line of text."""
    columns = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", message)
    if columns:
        return f"{columns[2]} value{'' if columns[2] == '1' else 's'}; wanted {columns[1]}"
    if "unicode" in message.lower():
        return "bytes that are not UTF-8; wanted UTF-8: save it as CSV in UTF-8"
    if "quote" in message.lower():
        return "a quote without its closing one; wanted pairs"
    return "not a row of the table"


@contextmanager
def naming_column(message: Callable[[str], str]) -> Iterator[None]:
    """Raise a `DataError` with a message about the column to which SQL refers in vain."""
    import duckdb

    try:
        yield
    except duckdb.BinderException as problem:
        column = re.search(r'[Cc]olumn "(.+?)"', str(problem))
        if column is None:
            raise
        raise DataError(message(column[1])) from None


def connect(
    only: Sequence[Path] | None = None, settings: Sequence[str] = ()
) -> "duckdb.DuckDBPyConnection":
    """Open an in-memory DuckDB, which lives as long as a relation made from it.

    It loads no extension, and no statement can change that. With ``only``, it reads and writes
    these files and folders alone. Parameters are those of `database`.
    """
    import duckdb

    connection = duckdb.connect()
    for setting in (*_SETTINGS, *settings):
        connection.execute(setting)
    if only is not None:
        _confine(connection, only)
    connection.execute("SET lock_configuration = true")
    return connection


def _confine(connection: "duckdb.DuckDBPyConnection", only: Sequence[Path]) -> None:
    """Restrict SQL to these files and folders."""
    for setting, chosen in (
        ("allowed_paths", [path for path in only if not path.is_dir()]),
        ("allowed_directories", [path for path in only if path.is_dir()]),
    ):
        values = joined(literal(str(path.absolute())) for path in chosen)
        connection.execute(sql("SET {name} = [{values}]", name=word(setting), values=values))
    connection.execute("SET enable_external_access = false")


def path(card: SourceCard, held: Mapping[str, Pulled] | None = None) -> Path:
    """File that holds a source.

    Parameters
    ----------
    card : SourceCard
        The source.
    held : mapping of str to Pulled, optional
        Entries of the store, if the caller has read them already.

    Raises
    ------
    MissingData
        If the source is not in the store; the message says how to get it.
    DataError
        If its file is gone or changed since it was pulled.
    """
    held = status() if held is None else held
    if not held:
        raise MissingData("no data pulled yet; run `detente data pull` first")
    if card.id not in held:
        raise MissingData(
            f"{card.label} is not in the store; run `detente data pull {card.id}`, with "
            "--from DIR for your own copy"
        )
    names = _READ.get()
    if names is not None:
        names.add(card.id)
    fault = damage(held[card.id])
    if fault is not None:
        raise DataError(fault)
    return home() / "sources" / held[card.id].file


def query(
    card: SourceCard, *, cutoff: int | None = None, held: Mapping[str, Pulled] | None = None
) -> Sql:
    """SQL of the rows of a source, in brackets, to stand after FROM.

    Parameters
    ----------
    card : SourceCard
        The source.
    cutoff : int, optional
        Only what was known at the end of this year: rows that were known by then, according to
        the card, without the values of anything that happened later. All rows if absent.
    held : mapping of str to Pulled, optional
        Entries of the store, if the caller has read them already.

    Raises
    ------
    MissingData
        If the source is not in the store.
    """
    rows, names = parquet(path(card, held)), [identifier(column) for column in card.columns]
    if cutoff is None:
        return sql("(SELECT {columns} FROM {rows})", columns=joined(names), rows=rows)
    values = [_value(card, column, cutoff) for column in card.columns]
    return sql(
        "(SELECT {columns} FROM {rows} WHERE {known})",
        columns=joined(sql("{v} AS {n}", v=v, n=n) for v, n in zip(values, names, strict=True)),
        rows=rows,
        known=is_known(card, cutoff),
    )


def _value(card: SourceCard, column: str, cutoff: int) -> Sql:
    """A column of a source without what happened after a cutoff."""
    if column not in card.later:
        return identifier(column)
    return Sql(card.later[column].replace("{cutoff}", str(int(cutoff))))  # a card is trusted


def read(*cards: SourceCard) -> list[list[dict[str, Any]]]:
    """Rows of each source as dictionaries of its card's columns, nulls as None.

    Raises
    ------
    MissingData
        If a source is not in the store; the message says how to get it.
    """
    held = status()
    queries = [query(card, held=held) for card in cards]
    with database(home()) as connection:
        return [
            fetch_rows(connection, rows, card) for rows, card in zip(queries, cards, strict=True)
        ]


def fetch_rows(connection: Any, source: Sql, card: SourceCard) -> list[dict[str, Any]]:
    """Rows with the columns of a card, in their order, as dictionaries.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Where to run it.
    source : Sql
        What stands after FROM.
    card : SourceCard
        The source.
    """
    rows = connection.execute(sql("FROM {source}", source=source)).fetchall()
    return [dict(zip(card.columns, row, strict=True)) for row in rows]
