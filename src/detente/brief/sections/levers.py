"""What would flip the verdict: thresholds, single levers, pairs, and the tornado."""

from collections.abc import Iterator

from detente.brief.blocks import (
    Block,
    Inline,
    Subhead,
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
from detente.brief.words import beneath, factor, moved, number, percent, ranged, several
from detente.document.assessment import Assessment
from detente.document.scenarios import LeverPart, ThresholdPart


@section("levers", "What would flip the verdict", place=75)
def levers(a: Assessment) -> Iterator[Block]:
    """From the evidence as a whole to single coded numbers."""
    yield Subhead(runs=inline("How much the evidence would have to change"))
    yield bullets(threshold(t) for t in a.thresholds)
    yield from _single(a)
    yield from _pairs(a)
    yield from _tornado(a)


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
        "Effect of each lever alone: those that flip the verdict first, then by size of the change",
        [
            column("Lever", 2.2),
            column("From … to", 1.2),
            column("P(unbroken at 10 y)", 1.4),
            column("Change", 1.6),
            column("New verdict", 1.5),
            column("Flips it?", 1.2),
        ],
        [
            (
                f.lever,
                f"{number(f.start)} to {number(f.end)}",
                ranged(f.intervals["p_unbroken_10"]),
                moved(f.intervals["move"]),
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
            column("P(unbroken at 10 y)", 1.4),
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
    yield Subhead(runs=inline("Which coded number matters most"))
    if not a.tornado:
        yield paragraph("The case codes no number with a range.")
        return
    yield paragraph(
        "Of all numbers coded with a range, those whose range changes the answer most while all "
        "others stay as coded."
    )
    yield from chart(a, "tornado", table="tornado")
    yield table(
        "tornado",
        "P(broken within 10 years) with each number at the low and at the high end of its range",
        [
            column("Coded number", 3),
            figures("As coded"),
            figures("Low"),
            column("P at low", 1.4),
            figures("High"),
            column("P at high", 1.4),
        ],
        [
            (
                beneath(t.words, t.path),
                *map(number, (t.value, t.low)),
                ranged(t.intervals["p_low"], 1),
                number(t.high),
                ranged(t.intervals["p_high"], 1),
            )
            for t in a.tornado
        ],
    )
