"""How the commands print."""

import json
import sys
from typing import Annotated, Any

import typer
from rich.console import Console

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
