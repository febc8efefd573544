"""The command ``reciprocity``: a vector autoregression of two series of deeds."""

import csv
import math
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.common import JsonFlag, out, print_json
from detente.document.counted import counted
from detente.errors import DataError, FileError


def reciprocity(
    path: Annotated[Path, typer.Argument(help="CSV file with a header, one row per time step.")],
    columns: Annotated[
        str | None,
        typer.Option(
            help="The two columns, such as a2b,b2a; by default the first two not of time."
        ),
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
    response to the other (Goldstein and Freeman 1990). A column of times (date, month, year, step
    ...) puts the rows in order and shows gaps, across which nothing is estimated; without one the
    rows are the steps.

    Example: `detente reciprocity levant.csv --columns i2p,p2i --lags 4`
    """
    import numpy as np

    from detente.methods.reciprocity_var import fit_var, reciprocity_document

    names, rows = _read(path, columns)
    try:
        fitted = fit_var(np.array(rows), lags)
    except DataError as problem:
        raise DataError(f"{path}: {problem}") from None
    report = reciprocity_document(fitted, names)
    if as_json:
        print_json(report)
        return
    steps, past = counted(fitted.n, "step"), counted(fitted.lags, "lag")
    out().print(f"{steps}, {past}{_gaps(rows)}", markup=False)
    for side in report["sides"]:  # type: ignore[attr-defined]
        out().print(
            f"{side['of']}: routine {side['routine']:+.2f}, response to the other "
            f"{side['response']:+.2f} (Granger F {side['granger_f']:.2f}, "
            f"p {side['granger_p']:.3g})",
            markup=False,
        )


def _gaps(rows: list[list[float]]) -> str:
    missing = sum(math.isnan(row[0]) for row in rows)
    return f"; {counted(missing, 'step')} missing" if missing else ""


def _read(path: Path, columns: str | None) -> tuple[tuple[str, str], list[list[float]]]:
    """Names of the two columns and their values, in order of time; a missing step is a row of NaN.

    Without a column of times the rows are the steps.
    """
    from detente.methods.time_steps import NAMES, places_in_time

    heads, rows = _table(path)
    time = next((head for head in heads if head.lower() in NAMES), None)
    chosen = [c.strip() for c in columns.split(",")] if columns else _two(heads, time)
    if len(chosen) != 2 or not set(chosen) <= set(heads):
        raise DataError(f"{path}: wanted two columns of these: {', '.join(heads) or 'none'}")
    values = [[_value(path, n, row, c) for c in chosen] for n, row in enumerate(rows, 2)]
    if time is not None and time not in chosen:
        lines = [f"{path}:{n}" for n in range(2, len(rows) + 2)]
        values = _in_time(values, places_in_time([row[time] or "" for row in rows], lines))
    return (chosen[0], chosen[1]), values


def _two(heads: list[str], time: str | None) -> list[str]:
    return [head for head in heads if head != time][:2]


def _in_time(values: list[list[float]], places: list[int]) -> list[list[float]]:
    by_place = dict(zip(places, values, strict=True))
    gap = [math.nan, math.nan]
    return [by_place.get(k, gap) for k in range(max(places, default=-1) + 1)]


def _table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    from detente.files import only_file

    try:
        only_file(path)
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file)
            heads = [head.strip() for head in reader.fieldnames or []]
            reader.fieldnames = heads
            return heads, list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise FileError(f"{path}: cannot be read ({problem})") from None


def _value(path: Path, line: int, row: dict[str, str], column: str) -> float:
    try:
        value = float(row[column])
    except (TypeError, ValueError):
        value = math.nan
    if not math.isfinite(value):
        raise DataError(f"{path}:{line}: {column} is '{row[column]}'; wanted a number")
    return value
