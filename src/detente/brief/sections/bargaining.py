"""Bargaining: predicted outcome of each issue, who moves, and the effect on the partnership."""

from collections.abc import Iterator

from detente.brief.blocks import (
    Block,
    Row,
    Table,
    bullets,
    column,
    figures,
    paragraph,
    row,
    table,
)
from detente.brief.sections._register import chart, section
from detente.brief.words import moved, number, spanned
from detente.document.assessment import Assessment
from detente.document.bargain import BargainPart

_SMALLEST = 0.0005  # change of a probability that is not written as none
_SHOWN = 3  # who moves and who is exposed; `detente bargain` shows all, round by round


@section("bargaining", "Bargaining: predicted outcome of each issue", place=85)
def bargaining(a: Assessment) -> Iterator[Block]:
    """Every model and the status quo; the effect of the outcome; who concedes."""
    if not a.bargaining:
        yield from _without(a)
        return
    yield paragraph(
        "The main estimate is the mean of positions, weighted by salience and power: on 353 issues "
        "of the European Union no variant of the challenge model beat it. Median, Nash solution "
        "and challenge model are shown for comparison; all depend on judged positions."
    )
    yield from chart(a, "bargaining", table="bargaining")
    yield _outcomes(a.bargaining)
    imposed = any(_has_effect(b) for b in a.bargaining)
    yield _effects(a.bargaining, imposed=imposed)
    yield paragraph(_notes(a, imposed=imposed), kind="note")


def _without(a: Assessment) -> Iterator[Block]:
    yield paragraph("There is no issue on which both partners can bargain.")
    reasons = [s for s in a.left_out if s.id.startswith("bargain/")]
    if reasons:
        yield bullets(f"{s.id.removeprefix('bargain/')}: {s.reason}" for s in reasons)


def _outcomes(issues: list[BargainPart]) -> Table:
    return table(
        "bargaining",
        "Predicted outcome of each issue by model, 0 to 100",
        [
            column("Issue", 2.2),
            figures("Status quo"),
            column("Weighted mean (90%)", 1.4),
            figures("Median"),
            figures("Nash"),
            figures("Challenge"),
            column("Course of the challenge", 1.6),
        ],
        [_models(b) for b in issues],
    )


def _effects(issues: list[BargainPart], *, imposed: bool) -> Table:
    return table(
        "bargaining-effect",
        "Effect of the outcome on P(rupture within 10 years), and which actors concede or are "
        "exposed",
        [
            column("Issue", 2.2),
            column("Outcome accepted", 1.4),
            *([column("Outcome imposed", 1.4)] if imposed else []),
            column("Largest moves by the last round", 2.4),
            column("Most exposed", 1.6),
        ],
        [_effect(b, imposed=imposed) for b in issues],
    )


def _notes(a: Assessment, *, imposed: bool) -> str:
    rules = dict.fromkeys(b.challenge.rules for b in a.bargaining)
    note = (
        "Challenge: the weighted mean in the last round, or over one cycle if positions cycle; "
        f"{'; '.join(rules)}. Nash: the point with the largest joint gain of all participants; the "
        "status quo where any move makes one of them worse off. Accepted: both partners adopt the "
        "outcome as their position. Imposed: the status quo moves to the outcome and positions "
        "stay as they are; this has an effect only where it changes what both sides could ratify "
        "(the two-level lens)"
    )
    return f"{note}." if imposed else f"{note}, which is the case for no issue here."


def _has_effect(b: BargainPart) -> bool:
    return abs(b.partnership_effect.imposed["10"].mean) >= _SMALLEST


def _models(b: BargainPart) -> Row:
    mean = b.weighted_mean
    return row(
        b.label,
        number(b.status_quo, 0),
        spanned(mean.mean, mean.low, mean.high, 0),
        number(b.weighted_median, 0),
        number(b.nash, 0),
        number(b.challenge.outcome, 0),
        b.challenge.words,
    )


def _effect(b: BargainPart, *, imposed: bool) -> Row:
    names = {s.id: s.name for s in b.actors}
    movers = sorted(b.challenge.movers, key=lambda m: -abs(m.to - m.from_))[:_SHOWN]
    moves = (f"{names[m.id]} ({number(m.from_, 0)} to {number(m.to, 0)})" for m in movers)
    exposed = (names[e.id] for e in b.challenge.exposed[:_SHOWN])
    effect = b.partnership_effect
    return row(
        b.label,
        moved(effect.accepted["10"]),
        *([moved(effect.imposed["10"])] if imposed else []),
        ", ".join(moves) or "none",
        ", ".join(exposed) or "–",
    )
