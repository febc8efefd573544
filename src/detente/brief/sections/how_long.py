"""How long it may last: the survival curve and every outcome."""

from collections.abc import Iterator

from detente.brief.blocks import BREAK, Block, column, figures, inline, note, paragraph, table
from detente.brief.sections._register import chart, section
from detente.brief.words import HORIZONS, median, percent, ranged
from detente.document.assessment import Assessment


@section("how-long", "How long it may last", place=20)
def how_long(a: Assessment) -> Iterator[Block]:
    """Median, curve, outcomes by year."""
    broken = a.outcomes["rupture"]
    yield paragraph(
        f"The partnership counts as broken at the first of these: {broken.definition}. Median "
        f"time to rupture: {median(broken.median_years)}."
    )
    yield from chart(a, "survival", table="curve")
    yield table(
        "outcomes",
        "All outcomes: median time and probability, with 90% intervals",
        [
            column("Outcome", 2.4),
            column("Median"),
            *(column(f"within {h} y") for h in HORIZONS),
        ],
        [
            (
                inline(key, BREAK, note(o.definition)),
                median(o.median_years),
                *(ranged(o.p_end[h]) for h in HORIZONS),
            )
            for key, o in a.outcomes.items()
        ],
    )
    yield table(
        "curve",
        "Probability of being unbroken, year by year",
        [column("After"), figures("Unbroken"), figures("Low (5%)"), figures("High (95%)")],
        [
            (f"{year} years" if year != 1 else "1 year", *map(percent, (r.mean, r.low, r.high)))
            for year, r in enumerate(broken.curve)
        ],
        "folded",
    )
