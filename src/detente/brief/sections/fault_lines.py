"""Fault lines: what would break it."""

from collections.abc import Iterator

from detente.brief.blocks import (
    Block,
    Inline,
    Subhead,
    bullets,
    column,
    inline,
    paragraph,
    row,
    strong,
    table,
)
from detente.brief.sections._register import chart, section
from detente.brief.words import beneath, cited, probable
from detente.document.assessment import Assessment
from detente.document.scenarios import FaultLinePart
from detente.scenarios.sensitivity.fault_lines import UNNAMED

_MEANING = (
    "The share of a fault line is what the ten-year risk of rupture owes to the danger that "
    "its entries, scenarios and dated events feed: the fall of the risk in the drawn worlds "
    "when that danger is gone, averaged over all orders in which the dangers can be taken out "
    "(Shapley values). A negative share lowers the risk. Nothing is left to judgement: the "
    "causes that nobody named are what remains when no line carries danger. The danger of a "
    "shared threat is that it fades, so its share is not what the risk would be if the threat "
    "were gone today, which is on the first page."
)


@section("fault-lines", "Fault lines: what would break it", place=50)
def fault_lines(a: Assessment) -> Iterator[Block]:
    """Shares of the risk in the simulated worlds, and the source compared with the model."""
    if not a.fault_lines:
        yield paragraph("The case names no fault line.")
        return
    yield paragraph(_MEANING)
    yield from chart(a, "fault-lines", table="faults")
    yield table(
        "faults",
        "Fault lines, with 90% intervals",
        [
            column("Fault line", 2.4),
            column("Share of the ten-year risk"),
            column("Due to it: P(rupture within ten years)"),
            column("Source says", 1.6),
            column("Model says", 1.6),
            column("Claims", 2),
        ],
        [
            row(
                _name(c, {x.id: x.label for x in a.fault_lines}),
                probable(c.share, c.share_low, c.share_high),
                probable(c.p_first, c.p_first_low, c.p_first_high, 1),
                c.source_says or "–",
                c.model_says or "–",
                cited(c.claims),
                key=f"fault-{c.id}",
            )
            for c in a.fault_lines
        ],
    )
    differing = [c for c in a.fault_lines if c.differs]
    if differing:
        yield Subhead(runs=inline("Where the source and the model differ"))
        yield bullets(inline(strong(c.label), f": {c.differs}.") for c in differing)


def _name(c: FaultLinePart, labels: dict[str, str]) -> Inline:
    if c.id == UNNAMED:
        return beneath(c.label, "computed: what no line explains")
    if c.part_of is not None:
        return beneath(c.label, f"counted in: {labels[c.part_of]}")
    return inline(c.label)
