"""Commands over the lenses: cards, readings, series, and a new lens to fill in."""

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from detente.cli_out import JsonFlag, out, period, print_json
from detente.errors import DetenteError


def _names(incomplete: str) -> list[str]:
    from detente.registry import lenses

    return [name for name in (*lenses(), "new") if name.startswith(incomplete)]


def lenses_(*, as_json: JsonFlag = False) -> None:
    """List the lenses: theory, unit, which way is danger, weight.

    "history" marks those that compute the same quantity for every pair of states since 1816, whose
    weight is learned from history where a vintage has it.
    """
    from dataclasses import asdict

    from detente.registry import lenses

    found = lenses().values()
    if as_json:
        print_json([{**asdict(x.card), "has_history": x.history is not None} for x in found])
        return
    for lens in found:
        card, w = lens.card, lens.card.weight
        faces = "case and history" if lens.history else "case"
        out().print(
            f"{card.id:21} {card.theory}; {card.unit}; {card.danger} is danger; {faces}; judged "
            f"weight {w.size} (spread {w.spread}, bound {w.bound})",
            markup=False,
        )


def lens(
    name: Annotated[str, typer.Argument(help="Id of a lens, or `new`.", autocompletion=_names)],
    of: Annotated[
        list[str] | None,
        typer.Argument(help="A case, or two states; for `new`, the id of the lens."),
    ] = None,
    *,
    years: Annotated[str | None, typer.Option(help="For two states, such as 1990:2014.")] = None,
    plot: Annotated[
        Path | None, typer.Option(help="Write the series as a chart to this SVG file.")
    ] = None,
    folder: Annotated[Path, typer.Option("--out", help="For `new`: where to write.")] = Path(),
    as_json: JsonFlag = False,
) -> None:
    """Show one lens: its card, what it reads off a case, or its series for two states.

    The series stands beside the world's median and middle four fifths, and says who moved. It
    needs `detente data pull --from DIR` once.

    Examples: `detente lens shared-threat`, `detente lens shared-threat us-russia-2001`,
    `detente lens preference-distance USA RUS --years 1990:2014 --plot distance.svg`,
    `detente lens new prestige`
    """
    from detente.forecast import lens_view

    given = of or []
    series = len(given) == 2 and name != "new"
    if not series and (years is not None or plot is not None):
        raise DetenteError("--years and --plot go with a lens and two states")
    if name == "new":
        _new(given, folder)
        return
    if len(given) > 2:
        raise DetenteError(f"got {len(given)} names after the lens; wanted a case or two states")
    found = lens_view.named(name)
    document: dict[str, Any] = {"card": _card(found)}
    if series:
        span = period(years) if years else None
        document["series"] = lens_view.on_dyad(found, (given[0], given[1]), span)
    elif given:
        from detente.case.load import load

        document["reading"] = lens_view.on_case(found, load(given[0]))
    if plot is not None:
        _plot(plot, document["series"], found.card.label)
    if as_json:
        print_json(document)
    else:
        _show(document)


def _card(found: Any) -> dict[str, Any]:
    from dataclasses import asdict

    card = asdict(found.card)
    return {**card, "has_history": found.history is not None, "about": _about(found.read)}


def _about(function: Any) -> str:
    import inspect

    first = inspect.cleandoc(function.__doc__ or "").split("\n\n")[0]
    return re.sub(r":math:`([^`]*)`", r"\1", first)


def _plot(path: Path, series: dict[str, Any], label: str) -> None:
    from detente.brief.charts import figure
    from detente.brief.charts.lens import series as chart
    from detente.case.rewrite import write_atomically

    if path.suffix != ".svg" or path.is_dir():
        raise DetenteError(f"--plot {path}: wanted a file name that ends in .svg")
    svg = figure(chart(series, label)).svg
    svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    write_atomically(path, svg.encode())


def _new(given: list[str], folder: Path) -> None:
    from detente.lenses._scaffold import write

    if len(given) != 1:
        raise DetenteError("detente lens new wants one id, such as: detente lens new prestige")
    for path in write(given[0], folder):
        out().print(f"wrote {path}", markup=False)


def _show(document: dict[str, Any]) -> None:
    console, card = out(), document["card"]
    console.print(f"{card['label']} ({card['theory']})", style="bold", markup=False)
    faces = "read off a case, and for every pair of states" if card["has_history"] else "case only"
    weight = card["weight"]
    lines = [
        card["mechanism"],
        card["about"],
        f"Unit: {card['unit']}, {card['range'][0]:g} to {card['range'][1]:g}; {card['danger']} is "
        f"danger; neutral at {card['neutral']:g} where the weight is judged. {faces}.",
        f"Judged weight {weight['size']} (spread {weight['spread']}, bound {weight['bound']}): "
        f"{weight['why']}",
        *(f"- {reference}" for reference in card["references"]),
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
    console.print(
        f"\n{r['case']}: {r['value']:.2f} ({low:.2f} to {high:.2f}), {r['basis']} weight; "
        f"{r['effect']:+.2f} log-odds on the yearly hazard "
        f"({effect_low:+.2f} to {effect_high:+.2f})",
        markup=False,
    )
    for key, value in r["detail"].items():
        console.print(f"  {key}: {_told(value)}", markup=False)
    for claim in r["claims"]:
        console.print(f"  {claim['id']}: {claim['says']}", style="dim", markup=False)


def _told(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, dict):
        return ", ".join(f"{k} {_told(v)}" for k, v in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(map(_told, value)) or "none"
    return str(value)


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
    out().print(moved(s), markup=False)


def moved(s: dict[str, Any]) -> str:
    """Who moved, in one sentence."""
    m = s["moved"]
    text = (
        f"From {m['from']} to {m['to']} the value moved by {m['value']:+.2f}, the world's median "
        f"by {m['world_median']:+.2f}"
    )
    if "side1" in m:
        text += (
            f"; of the two sides {s['states'][0]} moved by {m['side1']:+.2f} and "
            f"{s['states'][1]} by {m['side2']:+.2f}"
        )
    return text + "."
