"""Competing hypotheses: what speaks against each."""

from detente.brief.charts.theme import Spec, bars, chart, labels
from detente.brief.words import number
from detente.document.assessment import Assessment


@chart("alternatives")
def alternatives(a: Assessment) -> Spec | None:
    """Bars of weighted inconsistency, the least first."""
    if not a.alternatives.evidence:
        return None
    found = sorted(a.alternatives.hypotheses, key=lambda h: -h.weighted_inconsistency)
    names = labels(((h.id, f"{h.id}: {h.label}") for h in found), 48)
    against = [-h.weighted_inconsistency for h in found]
    words = "; ".join(f"{h.id}: {number(x, 1)}" for h, x in zip(found, against, strict=True))
    sizes = [(x, number(x, 1)) for x in against]
    return {
        "title": "What speaks against each hypothesis",
        "description": f"Bars, the least spoken against first. {words}.",
        **bars(names, sizes, "Weighted evidence against it (PARC)", width=380),
    }
