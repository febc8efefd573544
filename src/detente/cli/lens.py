"""Commands over the lenses: cards, readings, series, and a new lens to fill in."""

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from detente.cli.common import (
    JsonFlag,
    out,
    print_json,
    print_other_releases,
    tell,
    year_span,
)
from detente.errors import DetenteError


def _names(incomplete: str) -> list[str]:
    from detente.registry import lenses

    return [name for name in (*lenses(), "new") if name.startswith(incomplete)]


def lenses_(*, as_json: JsonFlag = False) -> None:
    """List the lenses: theory, unit, direction of danger, source of the weight, status.

    Weights are learned from history where a lens computes the same quantity for every pair of
    states since 1816, from data that anyone can pull; else, and where no vintage has it, judged.
    Established: the measure is published, and the backtest has scored its learned weight.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from detente.registry import lenses, unloaded

    known = lenses().values()
    for name, reason in unloaded().items():
        tell(f"detente: {name} is left out: {reason}")
    if as_json:
        print_json([_card(lens) for lens in known])
        return

    table = Table("lens", "theory", "unit", "danger", "weight", "status", box=SIMPLE_HEAD)
    for lens in known:
        card = lens.card
        table.add_row(card.id, card.theory, card.unit, card.danger, _weight(lens), card.status)
    out().print(table)


def _weight(lens: Any) -> str:
    """Source of the weight, in one word."""
    if lens.history is not None and not lens.card.user_sources:
        return "learned"
    return "judged" if lens.card.weight.size else "none"


def lens(
    name: Annotated[str, typer.Argument(help="Id of a lens, or `new`.", autocompletion=_names)],
    of: Annotated[
        list[str] | None,
        typer.Argument(help="A case, or two states; for `new`, the id of the new lens."),
    ] = None,
    *,
    years: Annotated[str | None, typer.Option(help="For two states, such as 1990:2014.")] = None,
    plot: Annotated[Path | None, typer.Option(help="SVG file for a chart of the series.")] = None,
    folder: Annotated[
        Path, typer.Option("--out", help="For `new`: folder of the new files.")
    ] = Path(),
    as_json: JsonFlag = False,
) -> None:
    """Show one lens: its card, its reading of a case, or its series for two states.

    The series is shown with the world's median and 10-90 % range, and which side moved. It needs
    `detente data pull` once.

    Examples: `detente lens shared-threat`, `detente lens shared-threat us-russia-2001`,
    `detente lens preference-distance USA RUS --years 1990:2014 --plot distance.svg`,
    `detente lens new prestige`
    """
    from detente.forecast import lens_report

    given = of or []
    series = len(given) == 2 and name != "new"
    if not series and (years is not None or plot is not None):
        raise DetenteError("--years and --plot go with a lens and two states")
    if name == "new":
        _new(given, folder)
        return
    if len(given) > 2:
        raise DetenteError(f"got {len(given)} names after the lens; wanted a case or two states")
    lens_ = lens_report.find_lens(name)
    document: dict[str, Any] = {"card": _card(lens_)}
    if series:
        span = year_span(years, "--years")
        document["series"] = lens_report.on_dyad(lens_, (given[0], given[1]), span)
    elif given:
        from detente.case.load import load

        document["reading"] = lens_report.on_case(lens_, load(given[0]))
    if plot is not None:
        _plot(plot, document["series"], lens_.card.label)
    if as_json:
        print_json(document)
    else:
        _show(document)


def _card(lens_: Any) -> dict[str, Any]:
    from dataclasses import asdict

    card = asdict(lens_.card)
    return {
        **card,
        "lag": lens_.lag(),
        "has_history": lens_.history is not None,
        "basis": _weight(lens_),
        "about": _about(lens_.read),
    }


def _about(function: Any) -> str:
    import inspect

    first = inspect.cleandoc(function.__doc__ or "").split("\n\n")[0]
    return re.sub(r":math:`([^`]*)`", r"\1", first)


def _plot(path: Path, series: dict[str, Any], label: str) -> None:
    from detente.brief.charts import figure
    from detente.brief.charts.lens import series as chart
    from detente.files import write_atomically

    if path.suffix != ".svg" or path.is_dir():
        raise DetenteError(f"--plot {path}: wanted a file name that ends in .svg")
    svg = figure(chart(series, label)).svg
    svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    write_atomically(path, svg.encode())


def _new(given: list[str], folder: Path) -> None:
    from detente.cli.lens_template import write_lens

    if len(given) != 1:
        raise DetenteError("detente lens new wants one id, such as: detente lens new prestige")
    lens_file, test = write_lens(given[0], folder)
    out().print(f"wrote {lens_file} and {test}", markup=False)
    out().print(
        f"Run `pytest {test}`. To have detente use it, name the module '{lens_file.stem}' under "
        'the entry points "detente.plugins" of a package of yours and install that.',
        markup=False,
    )


_BASIS = {
    "learned": "Weight: learned from history where a vintage has it; else the judged one. ",
    "judged": "Weight: judged. ",
    "none": "Weight: none, it moves no forecast. ",
}


def _show(document: dict[str, Any]) -> None:
    from detente.brief.words import UNVERIFIED

    console, card = out(), document["card"]
    console.print(f"{card['label']} ({card['theory']})", style="bold", markup=False)
    faces = "read off a case, and for every pair of states" if card["has_history"] else "case only"
    weight = card["weight"]
    lines = [
        card["mechanism"],
        card["about"],
        f"Unit: {card['unit']}; from {card['range'][0]:g} to {card['range'][1]:g}; "
        f"{card['danger']} is danger. Faces: {faces}. Status: {card['status']}.",
        f"{_BASIS[card['basis']]}Judged size {weight['size']} (spread {weight['spread']}, bound "
        f"{weight['bound']}; neutral at {card['neutral']:g}, full {card['step']:g} away): "
        f"{weight['why']}",
        *(f"- {reference}" for reference in card["references"]),
        UNVERIFIED,
    ]
    for line in lines:
        console.print(line, markup=False)
    if "reading" in document:
        _show_reading(document["reading"])
    if "series" in document:
        _show_series(document["series"])


def _show_reading(r: dict[str, Any]) -> None:
    console = out()
    if "no_evidence" in r:
        console.print(f"\n{r['case']}: no evidence: {r['no_evidence']}", markup=False)
        return
    low, high = r["interval"]
    effect_low, effect_high = r["effect_interval"]
    basis = "no" if r["basis"] == "none" else r["basis"]
    console.print(
        f"\n{r['case']}: {r['value']:.2f} ({low:.2f} to {high:.2f}), {basis} weight; "
        f"{r['effect']:+.2f} log-odds on the yearly hazard "
        f"({effect_low:+.2f} to {effect_high:+.2f})",
        markup=False,
    )
    for line in _lines(r["detail"], 1):
        console.print(line, markup=False)
    console.print("Claims behind it:" if r["claims"] else "No claims behind it.")
    for claim in r["claims"]:
        console.print(f"  {claim['id']}: {claim['says']}", style="dim", markup=False)


def _lines(detail: dict[Any, Any], depth: int) -> list[str]:
    """Details as lines; a nested value is indented below its name."""
    lines = []
    for key, value in detail.items():
        if _nested(value) and depth < 4:
            inner = value if isinstance(value, dict) else dict(enumerate(value, 1))
            lines += [f"{'  ' * depth}{key}:", *_lines(inner, depth + 1)]
        else:
            lines.append(f"{'  ' * depth}{key}: {_plain(value)}")
    return lines


def _nested(value: Any) -> bool:
    if not isinstance(value, dict | list):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return any(isinstance(v, dict | list) for v in inside)


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, dict):
        return ", ".join(f"{k} {_plain(v)}" for k, v in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(map(_plain, value)) or "none"
    return "unknown" if value is None else str(value)


def _show_series(s: dict[str, Any]) -> None:
    from rich.table import Table

    sides = "side1" in s["years"][0]
    table = Table(title=f"{' - '.join(s['states'])}: {s['unit']}", title_justify="left")
    for head in ("year", "value", "world median", "10-90 %", "above median"):
        table.add_column(head, justify="right")
    for head in s["states"] if sides else ():
        table.add_column(head, justify="right")
    for row in s["years"]:
        table.add_row(
            str(row["year"]),
            f"{row['value']:.2f}",
            f"{row['world_median']:.2f}",
            f"{row['world_low']:.2f} to {row['world_high']:.2f}",
            f"{row['above_median']:+.2f}",
            *((f"{row['side1']:.2f}", f"{row['side2']:.2f}") if sides else ()),
        )
    out().print(table)
    out().print(mover_line(s), markup=False)
    if s["events_from"]:
        out().print(f"Counted from the events of {s['events_from']}.", markup=False)
    print_other_releases(s)


def mover_line(s: dict[str, Any]) -> str:
    """Who moved, in one sentence."""
    m = s["moved"]
    text = (
        f"From {m['from']} to {m['to']} the value moved by {m['value']:+.2f}, the world's median "
        f"by {m['world_median']:+.2f}: {m['value'] - m['world_median']:+.2f} against the world"
    )
    if "side1" in m:
        text += (
            f"; of the two sides {s['states'][0]} moved by {m['side1']:+.2f} and "
            f"{s['states'][1]} by {m['side2']:+.2f}"
        )
    return text + "."
