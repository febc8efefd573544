"""What the commands share: how they print, and how they read a day."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.errors import FileError

if TYPE_CHECKING:
    from rich.console import Console

JsonFlag = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def out() -> "Console":
    """A console as wide as the terminal; 160 columns into a file or pipe."""
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 160
    return console


def print_json(document: Any) -> None:
    """Print one JSON document; NaN and infinities are bugs."""
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def write(path: Path, content: str | bytes) -> None:
    """Put a text or a file's bytes in place, in one step; a folder is no file name."""
    from detente.files import write_atomically

    if path.is_dir():
        raise FileError(f"{path}: wanted a file name, this is a folder")
    write_atomically(path, content.encode() if isinstance(content, str) else content)


def signed(value: float, digits: int = 1) -> str:
    """Write a difference with its sign; what rounds to nothing has none.

    Examples
    --------
    >>> signed(1.25), signed(-0.04)
    ('+1.2', '0.0')
    """
    written = f"{value:+.{digits}f}"
    return written if float(written) else written[1:]


def day(text: str | None, option: str) -> date | None:
    """Value of an option that takes a day such as 2001-11-12; None if it was not given."""
    from detente.case.change import parse_day

    return None if text is None else parse_day(text, option)


def year_span(text: str | None, option: str) -> tuple[int, int] | None:
    """Value of an option that takes years such as 1990:2014; None if it was not given."""
    from detente.case.change import parse_years

    return None if text is None else parse_years(text, option)


def case_ids(incomplete: str) -> list[str]:
    """Bundled ids, for completion."""
    from detente.case.places import bundled

    return [c for c in bundled() if c.startswith(incomplete)]


CaseArgument = Annotated[
    str, typer.Argument(help="A bundled id or the path of a case file.", autocompletion=case_ids)
]
