"""How long it may last: the curve of rupture, then every outcome at every horizon."""

from collections.abc import Iterator

from detente.brief.answer import ladder, sentence
from detente.brief.blocks import (
    Block,
    Table,
    column,
    figures,
    paragraph,
    row,
    strong,
    table,
    term,
)
from detente.brief.sections._register import chart, section
from detente.brief.words import HORIZONS, interval, median, ranged
from detente.document.assessment import Assessment
from detente.document.percent import percent


@section("how-long", "How long it may last", place=20)
def how_long(a: Assessment) -> Iterator[Block]:
    """Median, curve, outcomes by year."""
    rupture = a.outcomes["rupture"]
    yield paragraph(
        term("Rupture", "rupture"),
        f": {sentence(rupture.definition)} Median time to it: ",
        strong(f"{median(rupture.median_years)}"),
        ".",
    )
    yield from chart(a, "survival", table="curve")
    yield _no_rupture(a)
    yield _outcomes(a)
    yield table(
        "curve",
        "Probability of no rupture so far, year by year",
        [column("After"), figures("No rupture"), figures("Low (5%)"), figures("High (95%)")],
        [
            (f"{year} years" if year != 1 else "1 year", *map(percent, (r.mean, r.low, r.high)))
            for year, r in enumerate(rupture.curve)
        ],
        "folded",
    )


def _no_rupture(a: Assessment) -> Table:
    return table(
        "no-rupture",
        "Probability of no rupture so far, in words of ICD 203",
        [column("After", 1.2), *(column(f"{h} year{'s' * (h != '1')}") for h in HORIZONS)],
        [
            ("In words", *(a.verdict.probability_words[h] for h in HORIZONS)),
            ("Probability", *(percent(a.verdict.p_unbroken[h].mean) for h in HORIZONS)),
            ("90% interval", *(interval(a.verdict.p_unbroken[h]) for h in HORIZONS)),
        ],
        "headline",
    )


def _outcomes(a: Assessment) -> Table:
    return table(
        "outcomes",
        "All outcomes: median time and probability, with 90% intervals",
        [
            column("Outcome", 1.2),
            column("Median"),
            *(column(f"within {h} y") for h in HORIZONS),
        ],
        [
            row(
                term(o.label, id_),
                median(o.median_years),
                *(ranged(o.p_end[h]) for h in HORIZONS),
            )
            for id_, o in ladder(a)
        ],
    )
