"""What would flip the verdict: thresholds, single levers, pairs, and the tornado."""

from collections.abc import Iterable, Iterator

from detente.brief import answer
from detente.brief.blocks import (
    Block,
    Inline,
    Subhead,
    Table,
    Words,
    bullets,
    column,
    em,
    figures,
    inline,
    paragraph,
    strong,
    table,
)
from detente.brief.sections._register import chart, section
from detente.brief.words import beneath, factor, moved, number, ranged, several, signed
from detente.document.assessment import Assessment
from detente.document.percent import percent
from detente.document.scenarios import LeverPart, ThresholdPart, TornadoEnd, TornadoPart


@section("levers", "What would flip the verdict", place=75)
def levers(a: Assessment) -> Iterator[Block]:
    """From the evidence as a whole to single coded numbers."""
    yield Subhead(runs=inline("How much the evidence would have to change"))
    yield bullets(threshold(t) for t in a.thresholds)
    yield from _single(a)
    yield from _pairs(a)
    yield from _tornado(a)
    yield from _method(a)


def threshold(t: ThresholdPart) -> Inline:
    """How far the odds are from a threshold, in words."""
    if t.odds_ratio is None:
        rest = inline(
            ", no factor between a thousandth and a thousand on the yearly odds of rupture would be"
            " enough."
        )
    else:
        rest = inline(
            ", the yearly odds of rupture would have to be ",
            strong(f"{factor(t.odds_ratio)} times"),
            " the present estimate.",
        )
    return inline("To reach ", em(t.words), rest)


def _single(a: Assessment) -> Iterator[Block]:
    yield Subhead(runs=inline("Single levers, each moved to the end of its range"))
    if not a.flips:
        yield paragraph("The case has no levers.")
        return
    yield table(
        "flips",
        "Effect of each lever alone: those that flip the verdict first, then by the change of the "
        "odds of rupture",
        [
            column("Lever", 2.2),
            column("From … to", 1.2),
            column("P(no rupture in 10 y)", 1.4),
            column("Change", 1.6),
            figures("Odds of rupture ×"),
            column("New verdict", 1.5),
            column("Flips it?", 1.2),
        ],
        [
            (
                f.lever,
                f"{number(f.start)} to {number(f.end)}",
                ranged(f.intervals["p_unbroken_10"]),
                moved(f.intervals["move"]),
                factor(f.odds_ratio),
                f.label,
                _flips(f),
            )
            for f in a.flips
        ],
    )
    if not any(f.flips for f in a.flips):
        yield paragraph("No single lever flips the verdict.")


def _flips(f: LeverPart) -> Inline:
    if not f.flips:
        return inline("no")
    turn = "" if f.smallest_turn is None else f", from {number(f.smallest_turn)} onwards"
    return inline(strong("Yes"), turn)


def _pairs(a: Assessment) -> Iterator[Block]:
    yield Subhead(runs=inline("Two levers together"))
    if not a.pairs:
        yield paragraph("No pair was examined: fewer than two levers leave the verdict as it is.")
        return
    yield table(
        "pairs",
        "Two levers moved together; the smallest move that flips the verdict first",
        [
            column("Levers", 3),
            column("To", 1.2),
            column("P(no rupture in 10 y)", 1.4),
            column("New verdict", 1.5),
            column("Smallest move that flips it", 1.4),
        ],
        [
            (
                several(p.levers),
                several(number(x) for x in p.ends),
                ranged(p.intervals["p_unbroken_10"]),
                p.label,
                "does not flip it"
                if p.smallest_turn is None
                else f"{percent(p.smallest_turn)} of the way, both",
            )
            for p in a.pairs
        ],
    )


def _tornado(a: Assessment) -> Iterator[Block]:
    yield Subhead(runs=inline("What moves the answer most"))
    inputs = answer.levers(a)
    if not inputs:
        yield paragraph("No input moves the answer.")
        return
    yield paragraph(
        "Every input of the forecast, changed alone while all others stay as coded: the entries "
        "of the record, the border, the lenses, the numbers coded with a range, scenarios and "
        "scheduled events. Those that move the ten-year risk most stand "
        "first; the largest of each kind is always listed."
    )
    yield from chart(a, "tornado", table="tornado")
    yield _changes("tornado", "P(rupture within 10 years) under each change of an input", inputs)


def _method(a: Assessment) -> Iterator[Block]:
    choices = answer.choices_of_method(a)
    if choices:
        yield Subhead(runs=inline("Choices of method"))
        yield paragraph(
            "With which past partnerships the case is compared is a choice of method, which no "
            "partner can change. Each is left out alone."
        )
        title = "P(rupture within 10 years) with one member of the comparison left out"
        yield _changes("method", title, choices)


def _changes(key: str, title: str, inputs: Iterable[TornadoPart]) -> Table:
    return table(
        key,
        title,
        [
            column("Input", 2.6),
            column("Kind", 0.9),
            column("Change", 2),
            column("P(rupture within 10 y)", 1.5),
            figures("Points"),
        ],
        [_change(t, end) for t in inputs for end in t.ends],
    )


def _change(t: TornadoPart, end: TornadoEnd) -> tuple[Words, ...]:
    kind = {"class": "reference class", "number": "coded number"}.get(t.kind, t.kind)
    p = "–" if end.p is None else ranged(end.p, 1)
    move = "–" if end.move is None else signed(100 * end.move, 1)
    return beneath(t.label, t.id), kind, end.words, p, move
