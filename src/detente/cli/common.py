"""Shared by the commands: output, tables, and options for days and years."""

import json
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.document.shown import shown
from detente.errors import DetenteError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

JsonFlag = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def out(*, piped: int = 160) -> "Console":
    """A console as wide as the terminal, or of ``piped`` columns for a file or a pipe."""
    from detente.brief.plain_console import PlainConsole

    console = PlainConsole()
    if not console.is_terminal:
        console.width = piped
    return console


def err() -> "Console":
    """A console on the standard error."""
    from detente.brief.plain_console import PlainConsole

    return PlainConsole(stderr=True)


def tell(sentence: str) -> None:
    """Write one sentence to the standard error."""
    sys.stderr.write(shown(sentence) + "\n")


def print_text(text: str) -> None:
    """Print a document that is text already, such as JSON or CSV."""
    sys.stdout.write(shown(text))


def print_other_releases(document: dict[str, Any]) -> None:
    """Print a sentence if a document used another release of a data set than its card's."""
    from detente.brief.words import other_releases_words

    if document.get("other_releases"):
        out().print(other_releases_words(document["other_releases"]), markup=False, soft_wrap=True)


def print_json(document: Any) -> None:
    """Print one JSON document; NaN or an infinity raises ValueError."""
    print_text(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file atomically.

    Parameters
    ----------
    path : Path
        A file, which is replaced if it exists.
    content : str or bytes
        Text is encoded as UTF-8.

    Raises
    ------
    FileError
        If the path is a folder or cannot be written.
    """
    from detente.files import write_atomically

    write_atomically(path, content.encode() if isinstance(content, str) else content)


def plain_table(*heads: str, right: Collection[str] = ()) -> "Table":
    """An empty table without borders.

    Parameters
    ----------
    *heads : str
        Heads of the columns.
    right : collection of str
        Heads of the columns that are aligned right, such as numbers.
    """
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for head in heads:
        table.add_column(head, justify="right" if head in right else "left")
    return table


@contextmanager
def byte_bar() -> Iterator[Any]:
    """Progress of downloads and loads on stderr, from the first byte on."""
    from rich.markup import escape
    from rich.progress import DownloadColumn, Progress, TransferSpeedColumn

    columns = (*Progress.get_default_columns(), DownloadColumn(), TransferSpeedColumn())
    shown = Progress(*columns, console=err())
    tasks: dict[str, Any] = {}

    def update(name: str, done: int, total: int | None) -> None:
        if not tasks:
            shown.start()
        if name not in tasks:
            tasks[name] = shown.add_task(escape(name), total=total)
        shown.update(tasks[name], completed=done, total=total)

    try:
        yield update
    finally:
        if tasks:
            shown.stop()


def day_option(text: str | None, option: str) -> date | None:
    """Value of an option that takes a day such as 2001-11-12; None if it was not given.

    Parameters
    ----------
    text : str or None
        Such as 2001-11-12.
    option : str
        Name of the option, for the error message.
    """
    from detente.case.change import parse_day

    return None if text is None else parse_day(text, option)


def past_day(text: str | None, option: str) -> date | None:
    """Value of an option that takes a day up to today; None if it was not given.

    Parameters
    ----------
    text, option
        As `day_option` takes them.

    Raises
    ------
    DetenteError
        If the day has not come.
    """
    when = day_option(text, option)
    if when is not None and when > date.today():
        raise DetenteError(f"{option} {when} is in the future; wanted a day up to today")
    return when


def year_span(text: str | None, option: str) -> tuple[int, int] | None:
    """Value of an option that takes years such as 1990:2014; None if it was not given.

    Parameters
    ----------
    text : str or None
        Such as 1990:2014.
    option : str
        Name of the option, for the error message.
    """
    from detente.case.change import parse_years

    return None if text is None else parse_years(text, option)


def case_ids(incomplete: str) -> list[str]:
    """Bundled ids, for completion."""
    from detente.case.places import bundled

    return [c for c in bundled() if c.startswith(incomplete)]


CaseArgument = Annotated[
    str, typer.Argument(help="A bundled id or the path of a case file.", autocompletion=case_ids)
]
