"""Confidence in the judgement: its grounds, graded by a stated rule."""

from collections.abc import Iterator

from detente.brief.blocks import Block, column, figures, paragraph, strong, table
from detente.brief.sections._register import section
from detente.brief.words import number
from detente.document import Assessment


@section("confidence", "Confidence in this judgement", place=120)
def confidence(a: Assessment) -> Iterator[Block]:
    """The level, the grounds with their bounds, the rule."""
    c = a.confidence
    yield paragraph(strong(f"Confidence: {c.level}."), f" {c.words}")
    yield paragraph(
        "Confidence says how good the ground of a judgement is. It is not a probability and "
        "changes none: a forecast may be near even with high confidence, or near certain with low."
    )
    yield table(
        "confidence",
        "Grounds of confidence, each graded by a bound that is judged and stated",
        [
            column("Ground", 3),
            figures("Value"),
            column("Unit", 1.3),
            figures("Strong at"),
            figures("Weak beyond"),
            column("Grade"),
        ],
        [
            (r.says, number(r.value), r.unit, number(r.strong_at), number(r.weak_at), r.grade)
            for r in c.reasons
        ],
    )
    yield paragraph(f"Rule. {c.rule} After: {' '.join(c.references)}", kind="note")
