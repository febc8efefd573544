"""The command that reads reciprocity off a series of deeds."""

import csv
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.common import JsonFlag, out, print_json
from detente.errors import DataError, FileError


def reciprocity(
    path: Annotated[Path, typer.Argument(help="CSV with a header: one row a step.")],
    columns: Annotated[
        str | None,
        typer.Option(help="The two columns, such as a2b,b2a; the first two if not given."),
    ] = None,
    *,
    lags: Annotated[
        int | None, typer.Option(min=1, max=52, help="Lags; those of least AIC if not given.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Say how far each side answers the other's conduct, from event scores at equal steps.

    The file holds net cooperation (Goldstein scores, say) of the first to the second and of the
    second to the first. A vector autoregression splits conduct into routine and response
    (Goldstein and Freeman 1990).

    Example: `detente reciprocity levant.csv --columns i2p,p2i --lags 4`
    """
    import numpy as np

    from detente.methods.reciprocity_var import document, fit

    names, rows = _read(path, columns)
    found = document(fit(np.array(rows), lags), names)
    if as_json:
        print_json(found)
        return
    out().print(f"{found['n']} steps, {found['lags']} lags", markup=False)
    for side in found["sides"]:  # type: ignore[attr-defined]
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
            wanted = [c.strip() for c in columns.split(",")] if columns else heads[:2]
            if len(wanted) != 2 or not set(wanted) <= set(heads):
                got = ", ".join(heads) or "none"
                raise DataError(f"{path}: wanted two columns of these: {got}")
            rows = [[_value(path, n, row, c) for c in wanted] for n, row in enumerate(reader, 2)]
    except (OSError, UnicodeDecodeError) as problem:
        raise FileError(f"{path}: cannot be read ({problem})") from None
    return (wanted[0], wanted[1]), rows


def _value(path: Path, line: int, row: dict[str, str], column: str) -> float:
    try:
        return float(row[column])
    except (TypeError, ValueError):
        got = row[column]
        raise DataError(f"{path}:{line}: {column} is '{got}'; wanted a number") from None
