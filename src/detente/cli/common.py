"""What the commands share: how they print, and how they read a day."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.errors import DetenteError, FileError

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
    """A day such as 2001-11-12."""
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise DetenteError(f"{option} got '{text}'; wanted a day such as 2001-11-12") from None


def period(text: str) -> tuple[int, int]:
    """Years such as 1990:2014."""
    first, colon, last = text.partition(":")
    if not (colon and first.isdigit() and last.isdigit() and int(first) <= int(last)):
        raise DetenteError(f"--years got '{text}'; wanted years such as 1990:2014")
    return int(first), int(last)


def case_ids(incomplete: str) -> list[str]:
    """Bundled ids, for completion."""
    from detente.case.places import bundled

    return [c for c in bundled() if c.startswith(incomplete)]


CaseArgument = Annotated[
    str, typer.Argument(help="A bundled id or the path of a case file.", autocompletion=case_ids)
]
