"""Signposts: dated observations to watch, and what seeing them would do."""

from collections.abc import Iterator

from detente.brief.blocks import Block, Row, column, figures, inline, paragraph, row, table
from detente.brief.sections._register import chart, section
from detente.brief.words import beneath, day, factor, known, number, points
from detente.document.assessment import Assessment
from detente.document.scenarios import SignpostPart


@section("signposts", "Signposts: what to watch", place=70)
def signposts(a: Assessment) -> Iterator[Block]:
    """The most telling first, with how much each would move the forecast."""
    if not a.signposts:
        yield paragraph("The case names no dated occasion to watch.")
        return
    yield paragraph(
        "Each is a dated observation: that a scenario comes true, or that an occasion turns out in "
        "the way named below it. The expected move is how far, on average, learning whether it did "
        "would move P(broken within 5 years); bits measure the same as information."
    )
    yield from chart(a, "signposts", table="signposts")
    names = {f.id: f.label for f in a.fault_lines}
    yield table(
        "signposts",
        "Dated observations, the most telling first",
        [
            column("Observation", 2.8),
            column("By", 1.3),
            column("P(it turns out so)", 1.2),
            figures("Judged factor on the yearly odds of rupture"),
            column("P(broken in 5 y) if so", 1.2),
            column("if not", 1.2),
            figures("Expected move"),
            figures("Bits"),
        ],
        [_signpost(s, names) for s in a.signposts],
    )


def _signpost(s: SignpostPart, names: dict[str, str]) -> Row:
    return row(
        beneath(s.label, _so(s), names.get(s.fault_line or "", "")),
        inline(day(s.date)),
        known(s.intervals, "p"),
        "–" if s.odds_if_adverse is None else f"× {factor(s.odds_if_adverse)}",
        known(s.intervals, "p_end_if"),
        known(s.intervals, "p_end_if_not"),
        "–" if s.expected_move is None else points(s.expected_move).removeprefix("+"),
        _bits(s.information_bits),
    )


def _so(s: SignpostPart) -> str:
    """What turning out so means; a scenario's label says it."""
    if s.kind == "scenario":
        return ""
    return (
        f"if {s.adverse_if}" if s.adverse_if else "if it turns out badly; in what way is not coded"
    )


def _bits(x: float | None) -> str:
    """Write information; little never reads as none."""
    return "<0.0001" if x is not None and 0 < x < 0.00005 else number(x, 4)
