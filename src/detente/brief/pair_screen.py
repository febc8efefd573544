"""A pair without data on one screen of a terminal, in the order of `detente.brief.screen`."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from detente.brief.answer import OF_A_PAIR, sentence
from detente.brief.screen import (
    LINES,
    WIDEST,
    fate_lines,
    head,
    item,
    ladder_lines,
    verdict_line,
    wrapped,
)
from detente.brief.words import plain_signed
from detente.document.pair import PairDocument
from detente.document.percent import percent
from detente.history.covariate_labels import covariate_label
from detente.history.outcomes import OUTCOME_CARDS

_LENSES, _OLDEST, _NAMES = 4, 3, 3  # on the screen; the brief and --json have all


def show(p: PairDocument, console: Console, *, full: bool) -> None:
    """Print the forecast of a pair, what drives it, its place in the world and how old it is.

    Parameters
    ----------
    p : PairDocument
        What to print.
    console : rich.console.Console
        Where to print it.
    full : bool
        List every lens, not at most four and 40 lines.
    """
    width = min(console.width, WIDEST)
    for lenses in (None,) if full else range(_LENSES, -1, -1):
        lines = list(_lines(p, width, lenses))
        if len(lines) <= LINES:
            break
    for line in lines:
        console.print(line)


def _lines(p: PairDocument, width: int, lenses: int | None) -> Iterator[Text]:
    yield from _answer(p, width)
    for part in (
        _ladder(p, width),
        _moves(p, width, lenses),
        _place(p, width),
        _ages(p, width),
    ):
        yield Text()
        yield from part


def _answer(p: PairDocument, width: int) -> Iterator[Text]:
    names = " and ".join(p.states)
    yield from wrapped(f"Will the partnership of {names} last?", width, style="bold")
    ties = ", ".join(p.ties or p.informal)
    yield from wrapped(f"{names}, as of {p.as_of}: {ties}", width)
    if p.verdict is not None:
        yield Text()
        yield verdict_line(p.verdict)
        if p.verdict == "base rate only":
            yield from wrapped(OF_A_PAIR, width)
        yield from fate_lines(p.fates, width)


def _ladder(p: PairDocument, width: int) -> Iterator[Text]:
    rows = [(o, OUTCOME_CARDS[o].label, ends, p.known_to[o]) for o, ends in p.outcomes.items()]
    yield from ladder_lines(rows, width)


def _moves(p: PairDocument, width: int, lenses: int | None) -> Iterator[Text]:
    yield from head(
        "What moves rupture", "log-odds in years 2 to 5, against the mean of all pairs", width
    )
    most = ", ".join(f"{covariate_label(d.name)} {plain_signed(d.effect, 2)}" for d in p.drivers)
    yield from wrapped(f"  Most: {most}.", width)
    if p.readings and lenses != 0:
        yield from head("Lenses", "log-odds over ten years, and the reading in history", width)
    for reading in p.readings[:lenses]:
        text = f"{reading.label}, {plain_signed(reading.deviations)} standard deviations"
        yield from item(plain_signed(reading.effect, 2), 9, text, width, 1)


def _place(p: PairDocument, width: int) -> Iterator[Text]:
    near = ", ".join(f"{' - '.join(n.states)} {percent(n.p5)}" for n in p.near)
    yield from wrapped(f"{sentence(p.place)[:-1]}; next to it: {near}.", width)


def _ages(p: PairDocument, width: int) -> Iterator[Text]:
    if p.treaties:
        yield from wrapped(sentence(p.treaties), width)
    if p.facts_to:
        oldest = list(p.facts_to.items())[:_OLDEST]
        ages = "; ".join(f"to {last} {', '.join(names[:_NAMES])}" for last, names in oldest)
        told = f"The oldest facts: {ages}. Hazards were fitted on history seen as late."
        yield from wrapped(told, width)
    yield from wrapped(sentence(p.note), width)
