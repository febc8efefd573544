"""The bridge: from what history says of the tie to the forecast of the case."""

from collections.abc import Iterator

from detente.brief.answer import adds_nothing
from detente.brief.blocks import Block, column, figures, inline, paragraph, row, strong, table, term
from detente.brief.sections._register import chart, section
from detente.brief.words import points, ranged
from detente.document.assessment import Assessment
from detente.document.labels import BASE_RATE


@section("bridge", "From history to this forecast", place=25)
def bridge(a: Assessment) -> Iterator[Block]:
    """A waterfall and its table."""
    if not a.bridge:
        yield paragraph("The document has no steps from history to the forecast.")
        return
    yield paragraph(
        "The first step is what history says of the two without reading the case beyond its "
        "record: the ",
        term("reference classes", "class"),
        " and the learned hazard of the tie. Each ",
        term("lens", "lens"),
        " is then added, the one that moves most first, and the calendar last; a move depends a "
        "little on the steps before it.",
    )
    if adds_nothing(a):
        yield paragraph(strong(BASE_RATE), " All steps together stay within its uncertainty.")
    yield from chart(a, "bridge", table="bridge")
    first, *steps = a.bridge
    yield table(
        "bridge",
        "P(rupture within ten years) after each step, with its 90% interval",
        [column("Step", 3), column("P(rupture) after it", 1.6), figures("Move")],
        [
            row(first.label, ranged(first.p), inline("–")),
            *(row(s.label, ranged(s.p), points(s.move)) for s in steps),
        ],
        "folded",
    )
