"""The command ``reciprocity``: a vector autoregression of two series of deeds."""

import csv
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.common import JsonFlag, out, print_json
from detente.errors import DataError, FileError


def reciprocity(
    path: Annotated[Path, typer.Argument(help="CSV file with a header, one row per time step.")],
    columns: Annotated[
        str | None,
        typer.Option(help="The two columns, such as a2b,b2a; by default the first two."),
    ] = None,
    *,
    lags: Annotated[
        int | None,
        typer.Option(min=1, max=52, help="Number of lags; by default that with the lowest AIC."),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Estimate how far each side responds to the other, from event scores at equal time steps.

    The columns hold net cooperation (such as Goldstein scores) of the first side towards the second
    and of the second towards the first. A vector autoregression separates routine conduct from the
    response to the other (Goldstein and Freeman 1990).

    Example: `detente reciprocity levant.csv --columns i2p,p2i --lags 4`
    """
    import numpy as np

    from detente.methods.reciprocity_var import document, fit

    names, rows = _read(path, columns)
    report = document(fit(np.array(rows), lags), names)
    if as_json:
        print_json(report)
        return
    out().print(f"{report['n']} steps, {report['lags']} lags", markup=False)
    for side in report["sides"]:  # type: ignore[attr-defined]
        out().print(
            f"{side['of']}: routine {side['routine']:+.2f}, response to the other "
            f"{side['response']:+.2f} (Granger F {side['granger_f']:.2f}, "
            f"p {side['granger_p']:.3g})",
            markup=False,
        )


def _read(path: Path, columns: str | None) -> tuple[tuple[str, str], list[list[float]]]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file)
            heads = list(reader.fieldnames or [])
            chosen = [c.strip() for c in columns.split(",")] if columns else heads[:2]
            if len(chosen) != 2 or not set(chosen) <= set(heads):
                got = ", ".join(heads) or "none"
                raise DataError(f"{path}: wanted two columns of these: {got}")
            rows = [[_value(path, n, row, c) for c in chosen] for n, row in enumerate(reader, 2)]
    except (OSError, UnicodeDecodeError) as problem:
        raise FileError(f"{path}: cannot be read ({problem})") from None
    return (chosen[0], chosen[1]), rows


def _value(path: Path, line: int, row: dict[str, str], column: str) -> float:
    try:
        return float(row[column])
    except (TypeError, ValueError):
        got = row[column]
        raise DataError(f"{path}:{line}: {column} is '{got}'; wanted a number") from None
