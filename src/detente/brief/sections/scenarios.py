"""Scenarios: survival curves, and every conditional claim with its figures."""

from collections.abc import Iterator

from detente.brief.blocks import (
    BREAK,
    Block,
    Inline,
    Row,
    Run,
    Table,
    Words,
    column,
    em,
    figures,
    inline,
    note,
    paragraph,
    row,
    table,
)
from detente.brief.charts.fan import shown
from detente.brief.sections._register import chart, section
from detente.brief.words import beneath, cited, moved, probability_or_dash, ranged, several, years
from detente.document.assessment import Assessment
from detente.document.percent import percent
from detente.document.scenarios import ConditionalPart

_PROBABILITIES = ("p_end_given_if", "p_end_given_not")


@section("scenarios", "Scenarios: if this, then that", place=60)
def scenarios(a: Assessment) -> Iterator[Block]:
    """Conditional claims, the largest difference first."""
    if not a.conditionals:
        yield paragraph("The case contains no conditional claim.")
        return
    yield paragraph(
        "Claims of the form ",
        em("if … then …"),
        " in the sources, with the probability of the condition, and the probability of the "
        "outcome of which the claim speaks, within the horizon, with and without it. The forecast "
        "on the first page is the average over all of them.",
    )
    yield from chart(a, "fan", table="fan")
    yield from _fan(a)
    yield _conditionals(a)
    yield from _compared_with_source(a)
    basis = several(dict.fromkeys(c.basis for c in a.conditionals))
    yield paragraph(f"Weights: {basis}.", kind="note")


def _compared_with_source(a: Assessment) -> Iterator[Block]:
    """What the source says of each conditional, what the model says, and why they differ."""
    pairs = [c for c in by_difference(a) if c.source_says]
    if pairs:
        yield table(
            "said",
            "If so: what the source says, what the model says, and why they differ",
            [
                column("If", 2),
                column("Source says", 1.5),
                column("Model says", 2),
                column("Why they differ", 2.5),
            ],
            [row(c.if_, c.source_says or "–", c.model_says, c.differs or "–") for c in pairs],
        )


def _fan(a: Assessment) -> Iterator[Block]:
    """The figures of the chart, and how many scenarios it leaves out."""
    drawn = shown(a)
    if len(drawn) < len(a.conditionals):
        yield paragraph(
            f"The chart shows the {len(drawn)} of {len(a.conditionals)} whose curves differ most "
            "after ten years; the second table below lists all.",
            kind="note",
        )
    if drawn:
        yield table(
            "fan",
            "Probability that the outcome has not come after 1, 5 and 10 years, if the condition "
            "comes true and if not",
            [column("If", 3), *(column(f"{h} y, {w}") for h in (1, 5, 10) for w in ("if", "not"))],
            [_branch(c) for c in drawn],
        )


def _conditionals(a: Assessment) -> Table:
    names = {f.id: f.label for f in a.fault_lines} | {c.id: c.if_ for c in a.conditionals}
    return table(
        "conditionals",
        "Probability of the condition, and of the outcome with and without it (90% intervals)",
        [
            column("If … then …", 2.8),
            figures("Horizon"),
            column("P(if)"),
            column("Outcome"),
            column("P(outcome | if)"),
            column("P(outcome | not)"),
            column("Difference"),
            column("Difference after 10 y"),
            column("Claims", 1.4),
        ],
        [_conditional(c, names) for c in by_difference(a)],
    )


def by_difference(a: Assessment) -> list[ConditionalPart]:
    """The conditional claims, the largest difference first; those without one last."""
    return sorted(a.conditionals, key=lambda c: -abs(_difference(c)))


def _difference(c: ConditionalPart) -> float:
    return c.intervals["difference"].mean if "difference" in c.intervals else 0.0


def _branch(c: ConditionalPart) -> Row:
    both = [(c.curve_if[h], c.curve_not[h]) for h in (1, 5, 10)]
    return row(beneath(c.if_, c.outcome), *(ranged(r) for pair in both for r in pair))


def _conditional(c: ConditionalPart, names: dict[str, str]) -> Row:
    ranges = c.intervals
    return row(
        inline(f"If: {c.if_}", BREAK, note(f"Then: {c.then}"), *_under(c, names)),
        f"{years(c.horizon_years)} y",
        probability_or_dash(ranges, "p_if", 1),
        c.outcome if c.p_end is not None else beneath(c.outcome, "no forecast of this outcome"),
        *(probability_or_dash(ranges, key, 1) for key in _PROBABILITIES),
        *(moved(ranges[k]) if k in ranges else "–" for k in ("difference", "difference_10")),
        cited(c.claims),
    )


def _under(c: ConditionalPart, names: dict[str, str]) -> Inline:
    """When it may come true, what it depends on, and its fault line."""
    lines: list[Words] = []
    if c.onset:
        lines += [BREAK, note(f"When: {c.onset}")]
    if c.resolves:
        lines += [BREAK, note(f"Resolution: {c.resolves}")]
    for g in c.given:
        lines += [BREAK, note(f"{percent(g.probability)} if this comes true: {names[g.scenario]}")]
    if c.fault_line in names:
        label = f"Fault line: {names[str(c.fault_line)]}"
        lines += [BREAK, Run(text=label, style="note", to=f"fault-{c.fault_line}")]
    return inline(*lines)
