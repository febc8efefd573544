"""What the commands share: how they print, and how they read a day."""

import json
import sys
from datetime import date, datetime
from typing import Annotated, Any

import typer
from rich.console import Console

from detente.errors import DetenteError

JsonFlag = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def out() -> Console:
    """A console as wide as the terminal; 160 columns into a file or pipe."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 160
    return console


def print_json(document: Any) -> None:
    """Print one JSON document; NaN and infinities are bugs."""
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def day(text: str | None, option: str) -> date | None:
    """A day such as 2001-11-12."""
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise DetenteError(f"{option} got '{text}'; wanted a day such as 2001-11-12") from None
