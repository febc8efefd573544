"""Signposts: dated observations to watch, and what seeing them would do."""

from collections.abc import Iterator

from detente.brief.blocks import Block, Row, column, figures, inline, paragraph, row, table
from detente.brief.sections._register import chart, section
from detente.brief.words import beneath, day, factor, number, percent, points
from detente.document import Assessment
from detente.document_scenarios import SignpostPart


@section("signposts", "Signposts: what to watch", place=70)
def signposts(a: Assessment) -> Iterator[Block]:
    """The most telling first, with how much each would move the forecast."""
    if not a.signposts:
        yield paragraph("The case names no dated occasion to watch.")
        return
    yield paragraph(
        "Each is a dated observation. The expected move is how far, on average, learning it would "
        "move P(broken within 5 years) either way; bits measure the same as information."
    )
    yield from chart(a, "signposts", table="signposts")
    names = {f.id: f.label for f in a.fault_lines}
    yield table(
        "signposts",
        "Dated observations, the most telling first",
        [
            column("Observation", 2.8),
            column("By", 1.3),
            figures("P(it is seen)"),
            figures("Yearly odds of rupture if adverse"),
            figures("P(broken in 5 y) if seen"),
            figures("if not"),
            figures("Expected move"),
            figures("Bits"),
        ],
        [_signpost(s, names) for s in a.signposts],
    )


def _signpost(s: SignpostPart, names: dict[str, str]) -> Row:
    return row(
        beneath(s.label, names.get(s.fault_line or "", "")),
        inline(day(s.date)),
        "–" if s.p is None else percent(s.p),
        "–" if s.odds_if_adverse is None else f"× {factor(s.odds_if_adverse)}",
        "–" if s.p_end_if is None else percent(s.p_end_if, 1),
        "–" if s.p_end_if_not is None else percent(s.p_end_if_not, 1),
        "–" if s.expected_move is None else points(s.expected_move).removeprefix("+"),
        _bits(s.information_bits),
    )


def _bits(x: float | None) -> str:
    """Write information; little never reads as none."""
    return "<0.0001" if x is not None and 0 < x < 0.00005 else number(x, 4)
