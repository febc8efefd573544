"""Alternatives: competing hypotheses against the evidence."""

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
_SIZE = {"L": "low", "M": "middle", "H": "high"}


@section("alternatives", "Alternatives: competing hypotheses", place=110)
def alternatives(a: Assessment) -> Iterator[Block]:
    """The scorings, then the matrix, the most telling evidence first."""
    found = a.alternatives
    if not (found.hypotheses and found.evidence):
        yield paragraph("The case weighs no hypotheses against evidence.")
        return
    yield paragraph(
        f"What counts is what speaks against an answer (Heuer). {lead(found)} "
        "The scores count evidence; none of them is a probability."
    )
    yield from chart(a, "alternatives", table="ach")
    yield table(
        "hypotheses",
        "Three published ways to count what speaks against each; nearer 0 is better",
        [
            column("Hypothesis", 3),
            figures("Inconsistency (Burton)"),
            figures("Weighted (PARC)"),
            figures("Squared (Open Synthesis)"),
        ],
        [_hypothesis(h) for h in found.hypotheses],
    )
    yield table(
        "ach",
        "Evidence by hypotheses: −− speaks strongly against, ++ strongly for; the most telling "
        "first",
        [
            column("Evidence", 4),
            column("Credibility, relevance", 1.5),
            *(column(h.id, 0.7) for h in found.hypotheses),
            figures("Tells apart"),
            column("Without it"),
        ],
        [
            _evidence(e, found.hypotheses)
            for e in sorted(found.evidence, key=lambda e: -e.diagnosticity)
        ],
    )


def lead(found: AlternativesPart) -> str:
    """Which hypotheses have least against them."""
    leaders = [f"{h.id} ({h.label})" for h in found.hypotheses if h.leads]
    return f"Least speaks against {several(leaders)}."


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
