"""Alternatives: competing hypotheses and the evidence against them."""

from collections.abc import Iterator

from detente.brief.answer import fate_name
from detente.brief.blocks import (
    Block,
    Inline,
    Row,
    Table,
    Words,
    column,
    figures,
    inline,
    link,
    note,
    paragraph,
    row,
    strong,
    table,
    term,
)
from detente.brief.sections._register import chart, section
from detente.brief.words import number, ranged, several
from detente.document.assessment import Assessment, FatePart
from detente.document.case import AlternativesPart, EvidencePart, HypothesisPart
from detente.document.percent import percent

RATINGS = {-2: "−−", -1: "−", 0: "0", 1: "+", 2: "++", None: "n/a"}
_SIZE = {"L": "low", "M": "medium", "H": "high"}


@section("alternatives", "Alternatives: competing hypotheses", place=110)
def alternatives(a: Assessment) -> Iterator[Block]:
    """The scores, then the matrix, the most diagnostic evidence first."""
    part = a.alternatives
    if not (part.hypotheses and part.evidence):
        yield paragraph("The case compares no hypotheses with evidence.")
        return
    yield paragraph(
        f"Hypotheses are ranked by the evidence against them (Heuer). {least_contradicted(part)} "
        "The scores count evidence; none of them is a probability. The table "
        "also has the forecast probability of the fate that each hypothesis names."
    )
    yield paragraph(*evidence_and_forecast(a))
    yield from chart(a, "alternatives", table="ach")
    yield _hypotheses(a)
    yield _matrix(part)


def _hypotheses(a: Assessment) -> Table:
    fates = {f.id: f for f in a.fates}
    return table(
        "hypotheses",
        "Probability of the fate that each hypothesis names, and three published scores of the "
        "evidence against it; nearer 0 is better",
        [
            column("Hypothesis", 3),
            column("Fate", 1.4),
            column("P(fate)", 1.3),
            figures("Inconsistency (Burton)"),
            figures("Weighted (PARC)"),
            figures("Squared (Open Synthesis)"),
        ],
        [_hypothesis(h, fates.get(h.fate) if h.fate else None) for h in a.alternatives.hypotheses],
    )


def _matrix(part: AlternativesPart) -> Table:
    return table(
        "ach",
        "Evidence by hypotheses: −− is strongly inconsistent, ++ strongly consistent; the most "
        "diagnostic first",
        [
            column("Evidence", 4),
            column("Credibility, relevance", 1.5),
            *(column(h.id, 0.7) for h in part.hypotheses),
            figures("Diagnosticity"),
            column("If removed"),
        ],
        [
            _evidence(e, part.hypotheses)
            for e in sorted(part.evidence, key=lambda e: -e.diagnosticity)
        ],
    )


def least_contradicted(part: AlternativesPart) -> str:
    """A sentence with the hypotheses that the evidence contradicts least."""
    leaders = [f"{h.id} ({h.label})" for h in part.hypotheses if h.leads]
    return f"Least contradicted by the evidence: {several(leaders)}."


def evidence_and_forecast(a: Assessment) -> Iterator[Words]:
    """Whether the evidence matrix and the forecast put the same fate first."""
    fates = {f.id: f for f in a.fates}
    leaders = [fates[h.fate] for h in a.alternatives.hypotheses if h.leads and h.fate]
    if not leaders:
        yield "No leading hypothesis names a fate, so the two cannot be compared. "
        return
    likeliest = max(a.fates, key=lambda f: f.p.mean)
    if likeliest in leaders:
        yield from _agreement(likeliest, [f for f in leaders if f is not likeliest])
        return
    yield strong("They disagree. ")
    yield (
        f"The evidence contradicts least {several(map(_fate, leaders))}; the likeliest fate is "
        f"{_fate(likeliest)}. The matrix counts what the case's own claims say against each "
        "answer and knows no base rate; the forecast starts from the base rates of history, and "
        "the claims enter it only through the lenses."
    )


def _agreement(likeliest: FatePart, others: list[FatePart]) -> Iterator[Words]:
    """That both put a fate first, and which others only the evidence puts there."""
    if not others:
        yield strong("They agree. ")
        yield f"The likeliest fate, {_fate(likeliest)}, is the least contradicted too."
        return
    yield strong("They agree in part. ")
    yield (
        f"The likeliest fate, {_fate(likeliest)}, is among the least contradicted. As little "
        f"contradicted, but less likely in the forecast: {several(map(_fate, others))}."
    )


def _fate(f: FatePart) -> str:
    return f"{fate_name(f)} ({f.word}, {percent(f.p.mean)})"


def _hypothesis(h: HypothesisPart, fate: FatePart | None) -> Row:
    name = strong(h.id) if h.leads else h.id
    return row(
        inline(name, f" {h.label}"),
        "none named" if fate is None else term(fate_name(fate), f"fate-{fate.id}"),
        "–" if fate is None else ranged(fate.p),
        *(
            number(x, 1)
            for x in (h.inconsistency, h.weighted_inconsistency, h.squared_inconsistency)
        ),
    )


def _evidence(e: EvidencePart, hypotheses: list[HypothesisPart]) -> Row:
    return row(
        _says(e),
        f"{_SIZE[e.credibility]}, {_SIZE[e.relevance]}",
        *(RATINGS[e.ratings.get(h.id)] for h in hypotheses),
        number(e.diagnosticity),
        f"{several(e.would_lead)} would lead" if e.would_lead else "–",
    )


def _says(e: EvidencePart) -> Inline:
    return inline(link(e.claim, f"claim-{e.claim}"), " ", note(e.says))
