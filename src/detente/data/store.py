"""The local store of reference data: one Parquet file a source, and a list of what is held.

It lies in ``$DETENTE_HOME``, else in ``$XDG_DATA_HOME/detente``, else in
``~/.local/share/detente``. A source is replaced by putting a new file beside the old one and
then the new list in the place of the old in one step: a reader sees the old state or the new
one, is never blocked, and a killed process leaves the old one. This is the only module that
opens DuckDB.
"""

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.data.as_of import is_known
from detente.data.cards import SourceCard
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
LAYOUT = 1  # of the list; a store of a later layout is refused, an earlier one is migrated


@dataclass(frozen=True, kw_only=True)
class Pulled:
    """What the store holds of one source. ``sha256`` is over its sorted rows as read."""

    source: str
    version: str
    rows: int
    sha256: str
    origin: str
    file: str  # in the folder ``sources`` of the store
    pulled_at: str  # UTC
    as_known: bool  # whether the rows are those that the card's version is known to have


def status() -> dict[str, Pulled]:
    """What the store holds, by source; empty when nothing was pulled.

    Raises
    ------
    DataError
        If the list cannot be read or was written by a later detente.
    """
    path = home() / "store.json"
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as problem:
        raise FileError(f"{path}: cannot be read ({problem.strerror})") from None
    try:
        document = json.loads(text)
        held = {name: Pulled(source=name, **entry) for name, entry in document["sources"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise DataError(f"{path}: not a list of sources; delete it and pull again") from None
    if document.get("layout", 0) > LAYOUT:
        raise DataError(f"{path}: written by a later detente; update detente or pull elsewhere")
    return dict(sorted(held.items()))


def commit(new: Mapping[str, tuple[Pulled, Path]]) -> None:
    """Put staged files and their entries into the store.

    The caller holds the store's lock. Every file is on disk before the list names it, and one
    that the list no longer names stays until the next commit: someone may be about to read it.
    """
    before = status()
    folder = home() / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    for pulled, staged in new.values():
        flush(staged)
        staged.replace(folder / pulled.file)
    held = before | {name: pulled for name, (pulled, _) in new.items()}
    _write_list(held)
    kept = {p.file for p in [*before.values(), *held.values()]}
    for old in folder.iterdir():
        if old.name not in kept:
            with contextlib.suppress(OSError):  # a reader on Windows may hold it; next time
                old.unlink()


def _write_list(held: Mapping[str, Pulled]) -> None:
    entries = {name: asdict(p) for name, p in sorted(held.items())}
    for entry in entries.values():
        del entry["source"]
    text = json.dumps({"layout": LAYOUT, "sources": entries}, indent=1) + "\n"
    write_atomically(home() / "store.json", text.encode())


@contextmanager
def database(
    subject: object,
    *,
    only: Sequence[Path] | None = None,
    misfit: "Callable[[duckdb.DuckDBPyConnection], str | None]" = lambda connection: None,
) -> Iterator["duckdb.DuckDBPyConnection"]:
    """Open an in-memory DuckDB; turn its errors into a `DataError` about ``subject``.

    Parameters
    ----------
    subject : object
        What the error message names: a file, an address or a table.
    only : sequence of Path, optional
        The files and folders that SQL may read and write, for work on files that are not ours.
        Without it, any file of the user's.
    misfit : callable
        Gives a better sentence when a value does not have its column's type.

    Raises
    ------
    DataError
        If DuckDB reports an error.
    """
    import duckdb

    connection = connect(only)
    try:
        with working(subject):
            try:
                yield connection
            except duckdb.ConversionException:
                better = misfit(connection)
                if better:
                    raise DataError(better) from None
                raise
    finally:
        connection.close()


@contextmanager
def working(subject: object) -> Iterator[None]:
    """Turn what DuckDB cannot do into a `DataError` about ``subject``."""
    import duckdb

    try:
        yield
    except duckdb.Error as problem:
        said = str(problem).splitlines()[0].removeprefix("Invalid Input Error: ")
        raise DataError(f"{subject}: {said}") from None


def connect(only: Sequence[Path] | None = None) -> "duckdb.DuckDBPyConnection":
    """Open an in-memory DuckDB, which lives as long as a relation made from it.

    It loads no extension, and no statement can change that. With ``only``, it also reads and
    writes nothing outside these files and folders.
    """
    import duckdb

    connection = duckdb.connect()
    for setting in _SETTINGS:
        connection.execute(setting)
    if only is not None:
        _confine(connection, only)
    connection.execute("SET lock_configuration = true")
    return connection


def _confine(connection: "duckdb.DuckDBPyConnection", only: Sequence[Path]) -> None:
    """Let SQL see these files and folders and no others."""
    for setting, chosen in (
        ("allowed_paths", [path for path in only if not path.is_dir()]),
        ("allowed_directories", [path for path in only if path.is_dir()]),
    ):
        values = ", ".join(quoted(str(path.absolute())) for path in chosen)
        connection.execute(f"SET {setting} = [{values}]")
    connection.execute("SET enable_external_access = false")


def path(card: SourceCard, held: Mapping[str, Pulled] | None = None) -> Path:
    """File that holds a source.

    Raises
    ------
    MissingData
        If the source is not in the store; the message says how to get it.
    """
    held = status() if held is None else held
    if not held:
        raise MissingData("no data pulled yet; run `detente data pull --from DIR` first")
    if card.id not in held:
        raise MissingData(
            f"{card.label} is not in the store; run `detente data pull {card.id}`, with "
            "--from DIR for your own copy"
        )
    return home() / "sources" / held[card.id].file


def query(
    card: SourceCard, *, cutoff: int | None = None, held: Mapping[str, Pulled] | None = None
) -> str:
    """SQL of a source's rows, in brackets, ready to stand after FROM.

    With ``cutoff``, only what was known when that year was over: rows whose year of becoming
    known, by the card, has passed, and in them nothing that happened later.
    """
    source = f"read_parquet({quoted(str(path(card, held)))})"
    if cutoff is None:
        columns = ", ".join(identifier(c) for c in card.columns)
        return f"(SELECT {columns} FROM {source})"  # noqa: S608 - quoted names
    hidden = {c: sql.replace("{cutoff}", str(cutoff)) for c, sql in card.later.items()}
    columns = ", ".join(f"{hidden.get(c, identifier(c))} AS {identifier(c)}" for c in card.columns)
    return f"(SELECT {columns} FROM {source} WHERE {is_known(card, cutoff)})"  # noqa: S608 - quoted names, our card


def identifier(name: str) -> str:
    """A name as an SQL identifier: every name that comes from a file passes through here."""
    return '"' + name.replace('"', '""') + '"'


def quoted(text: str) -> str:
    """Text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def read(*cards: SourceCard) -> list[list[dict[str, Any]]]:
    """Rows of each source as dictionaries of its card's columns, nulls as None.

    Raises
    ------
    MissingData
        If a source is not in the store; the message says how to get it.
    """
    held = status()
    wanted = [query(card, held=held) for card in cards]
    with database(home()) as connection:
        return [_rows(connection, sql, card) for sql, card in zip(wanted, cards, strict=True)]


def _rows(connection: Any, sql: str, card: SourceCard) -> list[dict[str, Any]]:
    rows = connection.execute(f"FROM {sql}").fetchall()
    return [dict(zip(card.columns, row, strict=True)) for row in rows]
