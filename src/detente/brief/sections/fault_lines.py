"""Fault lines: what would break it."""

from collections.abc import Iterator

from detente.brief.blocks import Block, column, paragraph, row, table
from detente.brief.sections._register import chart, section
from detente.brief.words import beneath, cited, probable
from detente.document.assessment import Assessment
from detente.scenarios.sensitivity.fault_lines import UNNAMED


@section("fault-lines", "Fault lines: what would break it", place=50)
def fault_lines(a: Assessment) -> Iterator[Block]:
    """Shares of the risk, and the probability of being the first cause of rupture."""
    if not a.fault_lines:
        yield paragraph("The case names no fault line.")
        return
    yield from chart(a, "fault-lines", table="faults")
    yield table(
        "faults",
        "Fault lines, with 90% intervals",
        [
            column("Fault line", 2.4),
            column("Share of the ten-year risk"),
            column("P(first cause, within ten years)"),
            column("Claims", 2.4),
        ],
        [
            row(
                beneath(c.label, "assumed, not coded") if c.id == UNNAMED else c.label,
                probable(c.share, c.share_low, c.share_high),
                probable(c.p_first, c.p_first_low, c.p_first_high, 1),
                cited(c.claims),
                key=f"fault-{c.id}",
            )
            for c in a.fault_lines
        ],
    )
