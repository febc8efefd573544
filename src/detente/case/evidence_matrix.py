"""The evidence of a case as a matrix for competing hypotheses, weighed by the grades of sources."""

from typing import Any

from detente.case.model import Case
from detente.methods.ach import Item, Matrix, least_against

_LEVEL = {"1": "H", "2": "H", "3": "M", "4": "L", "5": "L", "6": "L"}
_RELIABLE = {"A": 0, "B": 0, "C": 0, "D": 1, "E": 1, "F": 1}
_DOWN = {"H": "M", "M": "L", "L": "L"}


def evidence_matrix(case: Case) -> Matrix:
    """The case's evidence: with credibility from the Admiralty grades of claim and source.

    Confirmed or probable (1, 2) is high, possible (3) medium, else low; one step lower if the
    source is D, E or F. Relevance is that of the rating, medium by default.
    """
    claims = {c.id: c for c in case.claims}
    reliability = {s.id: s.reliability for s in case.sources}
    items = []
    for row in case.hypotheses.evidence:
        claim = claims[row.claim]
        level = _LEVEL[claim.credibility]
        if _RELIABLE[reliability[claim.source]]:
            level = _DOWN[level]
        items.append(
            Item(id=row.claim, ratings=row.fits, credibility=level, relevance=row.relevance)
        )
    return Matrix(hypotheses=tuple(h.id for h in case.hypotheses.items), items=tuple(items))


def ach_report(case: Case) -> dict[str, Any]:
    """The matrix with its three scorings, diagnosticity and sensitivity: ``detente ach --json``."""
    matrix = evidence_matrix(case)
    return {
        "case": case.id,
        "note": "scores count evidence against a hypothesis; they are no probabilities",
        "hypotheses": [
            {"id": h.id, "label": h.label, "fate": h.fate} for h in case.hypotheses.items
        ],
        "items": _items(matrix),
        "scores": matrix.scores(),
        "leaders": {rule: list(h) for rule, h in matrix.leaders().items()},
        "leading": list(matrix.leading()),
        "pivots": {k: list(v) for k, v in matrix.pivots().items()},
    }


def _items(matrix: Matrix) -> list[dict[str, Any]]:
    diagnosticity, dealt = matrix.diagnosticity(), matrix.against()
    rest = matrix.weighted_without()
    return [
        {
            "id": i.id,
            "ratings": dict(i.ratings),
            "credibility": i.credibility,
            "relevance": i.relevance,
            "diagnosticity": diagnosticity[i.id],
            "inconsistency_dealt": dealt[i.id],
            "without_it": {
                "weighted_inconsistency": rest[i.id],
                "leading": list(least_against(rest[i.id])),
            },
        }
        for i in matrix.items
    ]
