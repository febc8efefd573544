"""Scenarios: the fan, and every conditional claim with its figures."""

from collections.abc import Iterator

from detente.brief.blocks import (
    BREAK,
    Block,
    Inline,
    Row,
    Run,
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
from detente.brief.words import cited, known, moved, percent, ranged, several, years
from detente.document.assessment import Assessment
from detente.document.scenarios import ConditionalPart

_PROBABILITIES = ("p_if", "p_end_given_if", "p_end_given_not")


@section("scenarios", "Scenarios: if this, then that", place=60)
def scenarios(a: Assessment) -> Iterator[Block]:
    """Conditional claims, the largest difference first."""
    if not a.conditionals:
        yield paragraph("The case holds no conditional claim.")
        return
    yield paragraph(
        "Claims of the form ",
        em("if … then …"),
        " found in the sources. Each is scored: how probable its condition is, and how probable "
        "the end within its horizon with the condition and without. The forecast of the first page "
        "is the average over all of them.",
    )
    yield from chart(a, "fan", table="fan")
    if len(shown(a)) < len(a.conditionals):
        yield paragraph(
            f"Shown are the {len(shown(a))} of {len(a.conditionals)} whose curves lie furthest "
            "apart after ten years; the second table below has all.",
            kind="note",
        )
    if shown(a):
        yield table(
            "fan",
            "Probability of being unbroken after 1, 5 and 10 years, if the condition comes true "
            "and if not",
            [column("If", 3), *(column(f"{h} y, {w}") for h in (1, 5, 10) for w in ("if", "not"))],
            [_branch(c) for c in shown(a)],
        )
    names = {f.id: f.label for f in a.fault_lines} | {c.id: c.if_ for c in a.conditionals}
    yield table(
        "conditionals",
        "Probability of the condition, and of the end with and without it (90% intervals)",
        [
            column("If … then …", 2.8),
            figures("Horizon"),
            column("P(if)"),
            column("P(end | if)"),
            column("P(end | not)"),
            column("Difference"),
            column("Difference after 10 y"),
            column("Claims", 1.4),
        ],
        [_conditional(c, names) for c in by_difference(a)],
    )
    outcomes = several(dict.fromkeys(c.outcome for c in a.conditionals))
    basis = several(dict.fromkeys(c.basis for c in a.conditionals))
    yield paragraph(f"The end is outcome {outcomes}. Weights: {basis}.", kind="note")


def by_difference(a: Assessment) -> list[ConditionalPart]:
    """The conditional claims, the largest difference first, those that no world shows last."""
    return sorted(a.conditionals, key=lambda c: -abs(_difference(c)))


def _difference(c: ConditionalPart) -> float:
    return c.intervals["difference"].mean if "difference" in c.intervals else 0.0


def _branch(c: ConditionalPart) -> Row:
    both = [(c.curve_if[h], c.curve_not[h]) for h in (1, 5, 10)]
    return row(c.if_, *(ranged(r) for pair in both for r in pair))


def _conditional(c: ConditionalPart, names: dict[str, str]) -> Row:
    ranges = c.intervals
    return row(
        inline(f"If: {c.if_}", BREAK, note(f"Then: {c.then}"), *_under(c, names)),
        f"{years(c.horizon_years)} y",
        *(known(ranges, key, 1) for key in _PROBABILITIES),
        *(moved(ranges[k]) if k in ranges else "–" for k in ("difference", "difference_10")),
        cited(c.claims),
    )


def _under(c: ConditionalPart, names: dict[str, str]) -> Inline:
    """When it comes true, what it depends on, and where it would crack."""
    found: list[Words] = []
    if c.onset:
        found += [BREAK, note(f"When: {c.onset}")]
    if c.resolves:
        found += [BREAK, note(f"Counts: {c.resolves}")]
    for g in c.given:
        found += [BREAK, note(f"{percent(g.probability)} if this comes true: {names[g.scenario]}")]
    if c.fault_line in names:
        label = f"Fault line: {names[str(c.fault_line)]}"
        found += [BREAK, Run(text=label, style="note", to=f"fault-{c.fault_line}")]
    return inline(*found)
