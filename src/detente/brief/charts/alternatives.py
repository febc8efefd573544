"""Competing hypotheses: the evidence against each."""

from detente.brief.charts.theme import Spec, bars, chart, labels
from detente.brief.words import number
from detente.document.assessment import Assessment


@chart("alternatives")
def alternatives(a: Assessment) -> Spec | None:
    """Bars of weighted inconsistency, the least first."""
    if not a.alternatives.evidence:
        return None
    ranked = sorted(a.alternatives.hypotheses, key=lambda h: -h.weighted_inconsistency)
    names = labels(((h.id, f"{h.id}: {h.label}") for h in ranked), 48)
    against = [-h.weighted_inconsistency for h in ranked]
    words = "; ".join(f"{h.id}: {number(x, 1)}" for h, x in zip(ranked, against, strict=True))
    sizes = [(x, number(x, 1)) for x in against]
    return {
        "title": "Evidence against each hypothesis",
        "description": f"Bars, the least contradicted first. {words}.",
        **bars(names, sizes, "Weighted evidence against it (PARC)", width=380),
    }
