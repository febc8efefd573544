"""Signposts: dated observations to watch, and their effect on the forecast."""

from collections.abc import Iterator

from detente.brief.blocks import Block, Row, column, figures, inline, paragraph, row, table
from detente.brief.sections._register import chart, section
from detente.brief.words import beneath, day, factor, number, points, probability_or_dash
from detente.document.assessment import Assessment
from detente.document.scenarios import SignpostPart


@section("signposts", "Signposts: what to watch", place=70)
def signposts(a: Assessment) -> Iterator[Block]:
    """The most informative first, with the expected change of the forecast."""
    if not a.signposts:
        yield paragraph("The case contains no dated event to watch.")
        return
    yield paragraph(
        "Each is a dated observation: a scenario comes true, or an event turns out as described "
        "below its name. The expected change is the mean absolute change of P(rupture within 5 "
        "years) once the result is known; bits measure the same as information."
    )
    yield from chart(a, "signposts", table="signposts")
    names = {f.id: f.label for f in a.fault_lines}
    yield table(
        "signposts",
        "Dated observations, the most informative first",
        [
            column("Observation", 2.8),
            column("By", 1.3),
            column("P(it happens)", 1.2),
            figures("Judged factor on the yearly odds of rupture"),
            column("P(rupture in 5 y) if so", 1.2),
            column("if not", 1.2),
            figures("Expected change"),
            figures("Bits"),
        ],
        [_signpost(s, names) for s in a.signposts],
    )


def _signpost(s: SignpostPart, names: dict[str, str]) -> Row:
    return row(
        beneath(s.label, _so(s), names.get(s.fault_line or "", "")),
        inline(day(s.date)),
        probability_or_dash(s.intervals, "p"),
        "–" if s.odds_if_adverse is None else f"× {factor(s.odds_if_adverse)}",
        probability_or_dash(s.intervals, "p_end_if"),
        probability_or_dash(s.intervals, "p_end_if_not"),
        "–" if s.expected_move is None else points(s.expected_move).removeprefix("+"),
        _bits(s.information_bits),
    )


def _so(s: SignpostPart) -> str:
    """The condition under which an event counts; the label of a scenario says it."""
    if s.kind == "scenario":
        return ""
    return f"if {s.adverse_if}" if s.adverse_if else "if it turns out badly; how is not coded"


def _bits(x: float | None) -> str:
    """Write information; a small amount is never written as zero."""
    return "<0.0001" if x is not None and 0 < x < 0.00005 else number(x, 4)
