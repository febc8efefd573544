"""Alternatives: competing hypotheses and the evidence against them."""

from collections.abc import Iterator

from detente.brief.blocks import (
    Block,
    Inline,
    Row,
    column,
    figures,
    inline,
    link,
    note,
    paragraph,
    row,
    strong,
    table,
)
from detente.brief.sections._register import chart, section
from detente.brief.words import number, several
from detente.document.assessment import Assessment
from detente.document.case import AlternativesPart, EvidencePart, HypothesisPart

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
        "The scores count evidence; none of them is a probability."
    )
    yield from chart(a, "alternatives", table="ach")
    yield table(
        "hypotheses",
        "Three published scores of the evidence against each hypothesis; nearer 0 is better",
        [
            column("Hypothesis", 3),
            figures("Inconsistency (Burton)"),
            figures("Weighted (PARC)"),
            figures("Squared (Open Synthesis)"),
        ],
        [_hypothesis(h) for h in part.hypotheses],
    )
    yield table(
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


def _hypothesis(h: HypothesisPart) -> Row:
    name = strong(h.id) if h.leads else h.id
    return row(
        inline(name, f" {h.label}"),
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
