"""The command ``panel``: dyad-years, state-years and treaty spells as a table."""

from pathlib import Path
from typing import Annotated, Any

import typer

from detente.cli.common import JsonFlag, day_option, err, out, plain_table, print_json, tell
from detente.cli.several import Several, words
from detente.document.labels import PanelUnit

__all__ = ["Several", "panel"]  # the command line looks both up here


def _measure_ids(incomplete: str) -> list[str]:
    from detente.registry import lenses, measures

    return [m for m in [*measures(), *lenses()] if m.startswith(incomplete)]


def panel(
    *,
    unit: Annotated[
        PanelUnit, typer.Option(help="dyad-year, directed-dyad-year, state-year or spell.")
    ] = "dyad-year",
    years: Annotated[
        str | None,
        typer.Option(help="First and last year; from 1816 to the end of the treaties by default."),
    ] = None,
    states: Annotated[
        list[str] | None,
        typer.Option(help="Only these states: codes or names, separated by spaces or commas."),
    ] = None,
    add: Annotated[
        list[str] | None,
        typer.Option(
            help="Measures (`detente data measures`), sources or lenses, separated by spaces or "
            "commas.",
            autocompletion=_measure_ids,
        ),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(help="Use only what was known on this day, such as 2001-11-12.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--out", "-o", help="A .parquet, .csv or .dta file.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Create a table of dyad-years, state-years or treaty spells and add measures to it.

    Needs `detente data pull` once. Without -o it prints the first rows, with --json the
    codebook. Examples: `detente panel --add disputes rivalries capabilities -o panel.parquet`,
    `detente panel --unit state-year --years 1946:2010 --states USSR "West Germany" --add regime`
    """
    from rich.text import Text

    from detente.panel import create
    from detente.panel.choose import DEFAULT_YEARS, read_as
    from detente.panel.export import codebook, panel_format, write_panel

    if output is not None:
        panel_format(output)
    named = None if states is None else _states(states)
    relation = create.create_panel(
        unit,
        years=DEFAULT_YEARS if years is None else years,
        states=named,
        add=words(add),
        as_of=day_option(as_of, "--as-of"),
    )
    if output is not None:
        with err().status(Text(f"writing {output}")):
            rows = write_panel(relation, output)
    if relation.limit(1).fetchone() is None:
        tell(f"detente: warning: the panel has no row{read_as(named or ())}")
    if as_json:
        book = codebook(relation)
        print_json({**book, **({"rows": rows, "file": str(output)} if output else {})})
    elif output is not None:
        size = output.stat().st_size / 1e6
        out().print(
            f"{rows:,} rows, {len(relation.columns)} columns, {size:.1f} MB in {output}",
            markup=False,
        )
        _tell_of_names(relation.columns, output)
    else:
        _show(relation)


def _tell_of_names(columns: list[str], output: Path) -> None:
    """Say which columns have another name in a Stata file."""
    from detente.panel.export import STATA_NAMES

    if output.suffix.lower() == ".dta":
        for name in [c for c in columns if c in STATA_NAMES]:
            out().print(
                f"Stata reserves '{name}': the column is '{STATA_NAMES[name]}'", markup=False
            )


def _states(given: list[str]) -> list[str]:
    """Names of states; one that has a comma of its own, such as "Korea, North", stays whole."""
    from detente.states.states import can_mean_a_state

    return [
        name for text in given for name in ([text] if can_mean_a_state(text) else words([text]))
    ]


def _show(relation: Any) -> None:
    """First rows, as many columns as fit."""
    console = out()
    table = plain_table(*relation.columns)
    for row in relation.limit(10).fetchall():
        table.add_row(*("" if v is None else f"{v:.4g}" if isinstance(v, float) else str(v)
                        for v in row))  # fmt: skip
    console.print(table)
    console.print("the first 10 rows; -o FILE writes all, --json the codebook", markup=False)
