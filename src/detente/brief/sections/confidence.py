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
from detente.brief.words import number
from detente.document.assessment import Assessment
from detente.document.percent import percent


@section("confidence", "Confidence in this judgement", place=120)
def confidence(a: Assessment) -> Iterator[Block]:
    """The level, the grounds with their bounds, the rule."""
    c = a.confidence
    yield paragraph(strong(f"Confidence: {c.level}."), f" {c.words}")
    yield paragraph(
        "Confidence describes the quality of the evidence behind a judgement. It is not a "
        "probability and changes none: a forecast may be close to even odds with high confidence, "
        "or almost certain with low confidence."
    )
    yield paragraph(
        f"The case has {percent(c.information)} of the information that the lenses could use. "
        "Grounds are shares of the answer, never numbers of entries."
    )
    yield table(
        "confidence",
        "Grounds of confidence, each graded by stated bounds, which are judged",
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
    yield Subhead(runs=inline("How such forecasts would have performed"))
    yield from _track_record(a)


def _track_record(a: Assessment) -> Iterator[Block]:
    """Scores of the learned part in the backtest."""
    yield paragraph(
        "Rupture was forecast for every past year with the vintage of that year, for partners with "
        "a treaty in force that were not strategic rivals, from the reference classes and the "
        "learned lenses as measured in the panel, as the table of that year has it. How well coded "
        "cases, judged weights and scenarios perform is not known; log forecasts with detente "
        "forecast-log to score them."
    )
    yield _scores(a)
    yield paragraph(
        "AUC: the probability that a pair that ruptured had a higher forecast than one that did "
        "not; one half is no skill, one is perfect. Skill: share of the Brier score saved against "
        "the base rate of the years before, and against a model of the time since the last rupture "
        "that was fitted on the same pairs; at or below zero there is none.",
        kind="note",
    )


def _scores(a: Assessment) -> Block:
    """One row for each horizon."""
    return table(
        "track-record",
        "Backtest of forecasts of rupture from data alone",
        [
            column("Rupture within", 1.2),
            column("Years forecast", 1.3),
            figures("Forecasts"),
            figures("Ruptures"),
            figures("AUC"),
            figures("Mean forecast"),
            figures("Observed share"),
            figures("Brier score"),
            figures("Skill"),
            figures("Skill over time since"),
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
                number(t.skill, 3),
                number(t.skill_over_since, 3),
            )
            for t in a.track_record
        ],
    )
