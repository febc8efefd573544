"""The answer in the terminal's full view: fates, levers, bridge, and hypotheses beside fates."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from detente.brief import answer
from detente.brief.answer import fate_name, notes_on_fates
from detente.brief.grid import Grid
from detente.brief.words import plain_signed, span
from detente.document.assessment import Assessment
from detente.document.labels import FateId
from detente.document.percent import percent
from detente.document.scenarios import TornadoPart


def section(console: Console, title: str, note: str = "") -> None:
    """Print an empty line and a title with a note.

    Parameters
    ----------
    console : rich.console.Console
        Where to print.
    title, note : str
        In bold, and in small type.
    """
    console.print()
    line = Text(title, style="bold")
    if note:
        line.append(f"  {note}", style="not bold dim")
    console.print(line)


def fates(a: Assessment, console: Console) -> None:
    """Print the four fates.

    Parameters
    ----------
    a, console
        As `detente.brief.terminal.show` takes them.
    """
    section(console, "Fates", "at ten years, which sum to one; 90 % interval")
    table = Grid(columns=("fate", "in words", "P", "what it means"))
    for f in a.fates:
        table.add(fate_name(f), f.word, span(f.p), f.meaning)
    console.print(table)
    for note in notes_on_fates(a):
        console.print(Text(note))


def levers(a: Assessment, console: Console) -> None:
    """Print every change of every lever, then of the choices of method.

    Parameters
    ----------
    a, console
        As `detente.brief.terminal.show` takes them.
    """
    section(console, "Levers", "P(rupture within ten years) if one input alone is changed")
    if inputs := answer.levers(a):
        console.print(_changes(inputs))
    else:
        console.print(Text("nothing in the case moves the forecast", style="dim"))
    if choices := answer.choices_of_method(a):
        section(console, "Of method", "the same, with a member of the comparison left out")
        console.print(_changes(choices))


def _changes(inputs: Iterable[TornadoPart]) -> Grid:
    table = Grid(columns=("P(rupture 10 y)", "points", "kind", "change", "input"), name=4)
    for lever in inputs:
        for end in lever.ends:
            p = "-" if end.p is None else span(end.p)
            move = "-" if end.move is None else plain_signed(100 * end.move)
            table.add(p, move, lever.kind, end.words, lever.label)
    return table


def bridge(a: Assessment, console: Console) -> None:
    """Print the steps from history to the forecast.

    Parameters
    ----------
    a, console
        As `detente.brief.terminal.show` takes them.
    """
    section(console, "From history to this forecast", "P(rupture within ten years) after each step")
    table = Grid(columns=("P(rupture 10 y)", "points", "step"), name=2)
    for k, step in enumerate(a.bridge):
        table.add(span(step.p), plain_signed(100 * step.move) if k else "", step.label)
    console.print(table)


def hypotheses(a: Assessment, console: Console) -> None:
    """Print the competing hypotheses beside the probabilities of the fates that they name.

    Parameters
    ----------
    a, console
        As `detente.brief.terminal.show` takes them.
    """
    compared = a.alternatives.hypotheses
    section(
        console, "Hypotheses", "evidence against each (Burton; nearer 0 is better), P of its fate"
    )
    if not compared:
        console.print(Text("the case compares none", style="dim"))
        return
    p: dict[FateId, str] = {f.id: f"{fate_name(f)} {percent(f.p.mean)}" for f in a.fates}
    table = Grid(columns=("", "against", "fate", "hypothesis"))
    for h in compared:
        fate = "names none" if h.fate is None else p[h.fate]
        table.add(h.id, f"{h.inconsistency:.1f}", fate, h.label)
    console.print(table)
