"""Bargaining: what each issue would end in, who moves, and what that does to the partnership."""

from collections.abc import Iterator

from detente.brief.blocks import Block, Row, bullets, column, figures, paragraph, row, table
from detente.brief.sections._register import chart, section
from detente.brief.words import moved, number, spanned
from detente.document.assessment import Assessment
from detente.document.bargain import BargainPart

_TELLING = 0.0005  # a change that is not written as none
_SHOWN = 3  # who moves and who is exposed; `detente bargain` shows all, round by round


@section("bargaining", "Bargaining: what each issue would end in", place=85)
def bargaining(a: Assessment) -> Iterator[Block]:
    """Every model beside the status quo; the effect of the outcome; who gives way."""
    if not a.bargaining:
        yield paragraph("There is no issue over which both partners have a seat to bargain.")
        why = [s for s in a.left_out if s.id.startswith("bargain/")]
        if why:
            yield bullets(f"{s.id.removeprefix('bargain/')}: {s.reason}" for s in why)
        return
    yield paragraph(
        "The weighted mean of positions, by salience and power, leads: on 353 issues of the "
        "European Union no variant of the challenge model beat it. Median, Nash solution and "
        "challenge model stand beside it; all rest on judged positions."
    )
    yield from chart(a, "bargaining", table="bargaining")
    yield table(
        "bargaining",
        "What each model says an issue ends in, 0 to 100",
        [
            column("Issue", 2.2),
            figures("Status quo"),
            column("Weighted mean (90%)", 1.4),
            figures("Median"),
            figures("Nash"),
            figures("Challenge"),
            column("Its course", 1.6),
        ],
        [_models(b) for b in a.bargaining],
    )
    imposed = any(_tells(b) for b in a.bargaining)
    yield table(
        "bargaining-effect",
        "What the outcome does to P(broken within 10 years), and who would give way or is exposed",
        [
            column("Issue", 2.2),
            column("Outcome accepted", 1.4),
            *([column("Outcome imposed", 1.4)] if imposed else []),
            column("Who has moved most after the last round", 2.4),
            column("Most exposed", 1.6),
        ],
        [_effect(b, imposed=imposed) for b in a.bargaining],
    )
    yield paragraph(_notes(a, imposed=imposed), kind="note")


def _notes(a: Assessment, *, imposed: bool) -> str:
    rules = dict.fromkeys(b.challenge.rules for b in a.bargaining)
    told = (
        "Challenge: the weighted mean in the last round, or over a cycle if it cycles; "
        f"{'; '.join(rules)}. Nash: the point that all with a voice gain most by together; where "
        "any move costs one of them it is the status quo. Accepted: both partners come to stand "
        "at the outcome. Imposed: the status quo moves there and everyone still wants what it "
        "wants; that tells only where it changes what both sides could ratify (the two-level lens)"
    )
    return f"{told}." if imposed else f"{told}, which is on no issue of this case."


def _tells(b: BargainPart) -> bool:
    return abs(b.partnership_effect.imposed["10"].mean) >= _TELLING


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
    told = (f"{names[m.id]} ({number(m.from_, 0)} to {number(m.to, 0)})" for m in movers)
    exposed = (names[e.id] for e in b.challenge.exposed[:_SHOWN])
    effect = b.partnership_effect
    return row(
        b.label,
        moved(effect.accepted["10"]),
        *([moved(effect.imposed["10"])] if imposed else []),
        ", ".join(told) or "nobody",
        ", ".join(exposed) or "–",
    )
