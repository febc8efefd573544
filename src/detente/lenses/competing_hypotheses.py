"""Competing hypotheses: which answer the evidence speaks against least."""

from typing import Any

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case
from detente.methods.ach import Item, Matrix
from detente.records import Estimate, Judged, LensCard, NoEvidence
from detente.registry import lens

CARD = LensCard(
    id="competing-hypotheses",
    label="Competing hypotheses",
    theory="Analysis of competing hypotheses",
    mechanism="Evidence that fits every answer proves none; what counts is what speaks against.",
    references=(
        "Heuer, R. J. 1999. Psychology of Intelligence Analysis. Center for the Study of "
        "Intelligence.",
        "Dhami, M. K., I. K. Belton and D. R. Mandel. 2019. The 'analysis of competing hypotheses' "
        "in intelligence analysis. Applied Cognitive Psychology 33(6): 1080-1090. "
        "https://doi.org/10.1002/acp.3550",
    ),
    unit="share of the inconsistency that does not tell hypotheses apart",
    range=(0.0, 1.0),
    danger="higher",
    neutral=0.5,
    step=0.5,
    reads=("hypotheses", "claims", "sources"),
    weight=Judged(
        size=0.0,
        spread=0.0,
        bound=0.0,
        why="It weighs answers to a question, not the hazard: a count of evidence is no "
        "probability, so it moves no forecast.",
    ),
)
_LEVEL = {"1": "H", "2": "H", "3": "M", "4": "L", "5": "L", "6": "L"}
_RELIABLE = {"A": 0, "B": 0, "C": 0, "D": 1, "E": 1, "F": 1}
_DOWN = {"H": "M", "M": "L", "L": "L"}


def matrix(case: Case) -> Matrix:
    """The case's evidence: credibility from the Admiralty grade of claim and source.

    Confirmed or probable (1, 2) is high, possible (3) middle, else low; one step lower where the
    source is D, E or F. Relevance is that of the rating, middle if not given.
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


def document(case: Case) -> dict[str, Any]:
    """The matrix with its three scorings, diagnosticity and sensitivity: ``detente ach --json``."""
    found = matrix(case)
    return {
        "case": case.id,
        "note": "scores count evidence against a hypothesis; they are no probabilities",
        "hypotheses": [{"id": h.id, "label": h.label} for h in case.hypotheses.items],
        "items": _items(found),
        "scores": found.scores(),
        "leaders": {rule: list(h) for rule, h in found.leaders().items()},
        "leading": list(found.leading()),
        "pivots": {k: list(v) for k, v in found.pivots().items()},
    }


def _items(found: Matrix) -> list[dict[str, Any]]:
    told, dealt = found.diagnosticity(), found.against()
    rest = {i.id: found.without(i.id) for i in found.items}
    return [
        {
            "id": i.id,
            "ratings": dict(i.ratings),
            "credibility": i.credibility,
            "relevance": i.relevance,
            "diagnosticity": told[i.id],
            "inconsistency_dealt": dealt[i.id],
            "without_it": {
                "weighted_inconsistency": rest[i.id].weighted(),
                "leading": list(rest[i.id].leading()),
            },
        }
        for i in found.items
    ]


@lens(CARD)
def competing_hypotheses(case: Case, draw: Draws) -> Estimate | NoEvidence:
    r"""How little the evidence tells the hypotheses apart.

    .. math:: U = 1 - \frac{\max_h W_h - \min_h W_h}{\max_h W_h}

    with :math:`W_h` the weighted inconsistency of hypothesis h, without its sign: 0 if one
    hypothesis has none of it, 1 if all have as much. Detail gives the scores and the items that
    decide; none of them is a probability.
    """
    found = matrix(case)
    scores = {h: -s for h, s in found.weighted().items()}
    if len(scores) < 2 or not found.items:
        return NoEvidence(reason="the case weighs no two hypotheses against evidence")
    most, least = max(scores.values()), min(scores.values())
    if most <= 0:
        return NoEvidence(reason="no evidence speaks against any of the hypotheses")
    return Estimate(
        draws=np.full(draw.n, least / most),
        claims=tuple(i.id for i in found.items),
        detail=lambda: {
            "leading": list(found.leading()),
            "weighted_inconsistency": {h: round(s, 2) for h, s in scores.items()},
            "pivots": {k: list(v) for k, v in found.pivots().items()},
        },
    )
