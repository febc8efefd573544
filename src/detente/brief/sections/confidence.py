"""Confidence in the judgement: its grounds, graded by a stated rule."""

from collections.abc import Iterator

from detente.brief.blocks import (
    Block,
    Subhead,
    column,
    figures,
    inline,
    paragraph,
    strong,
    table,
)
from detente.brief.sections._register import section
from detente.brief.words import number, percent
from detente.document.assessment import Assessment


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
    yield Subhead(runs=inline("How such forecasts would have done"))
    yield from _track_record(a)


def _track_record(a: Assessment) -> Iterator[Block]:
    """Scores of the learned part in the replay of history."""
    yield paragraph(
        "History was replayed year by year without hindsight: partnerships with a treaty in force "
        "that were no strategic rivals, by the facts of the tie and the learned lenses as the "
        "panel reads them. How well people's coding of a case, judged weights and scenarios do is "
        "not known: log forecasts with detente forecast-log, and score them."
    )
    yield table(
        "track-record",
        "The learned part of this forecast in the replay",
        [
            column("Broken within", 1.2),
            column("Years forecast", 1.3),
            figures("Forecasts"),
            figures("Broke"),
            figures("AUC"),
            figures("Mean forecast"),
            figures("Share that broke"),
            figures("Brier score"),
        ],
        [
            (
                f"{t.horizon} year{'s' * (t.horizon > 1)}",
                f"{t.first} to {t.last}",
                str(t.n),
                str(t.events),
                number(t.auc, 3),
                percent(t.mean_forecast, 1),
                percent(t.observed, 1),
                number(t.brier, 4),
            )
            for t in a.track_record
        ],
    )
    yield paragraph(
        "AUC: the chance that of two pairs the one that broke had been given more risk; one half "
        "is no skill, one is perfect.",
        kind="note",
    )
