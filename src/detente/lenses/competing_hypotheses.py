"""Competing hypotheses: how well the evidence discriminates between them."""

import numpy as np

from detente.case.draws import Draws
from detente.case.evidence_matrix import evidence_matrix
from detente.case.model import Case
from detente.records import Estimate, Judged, LensCard, NoEvidence
from detente.registry import lens

CARD = LensCard(
    id="competing-hypotheses",
    label="Competing hypotheses",
    theory="Analysis of competing hypotheses",
    mechanism="Evidence that fits every answer supports none; what counts is what contradicts one.",
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
        why="It weighs answers to a question, not the hazard: a count of evidence is not a "
        "probability, so it moves no forecast.",
    ),
)


@lens(CARD)
def competing_hypotheses(case: Case, draw: Draws) -> Estimate | NoEvidence:
    r"""How little the evidence discriminates between the hypotheses.

    .. math:: U = 1 - \frac{\max_h W_h - \min_h W_h}{\max_h W_h}

    with :math:`W_h` the weighted inconsistency of hypothesis h, without its sign: 0 if one
    hypothesis has none of it, 1 if all have as much. Detail gives the scores and the items that
    decide; none of them is a probability.

    Parameters
    ----------
    case : Case
        ``hypotheses`` with the evidence rated under each, and the grades of its claims and sources.
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    Estimate or NoEvidence
        `NoEvidence` with fewer than two hypotheses, or if no evidence contradicts any.
    """
    matrix = evidence_matrix(case)
    scores = {h: -s for h, s in matrix.weighted().items()}
    if len(scores) < 2 or not matrix.items:
        return NoEvidence(reason="the case weighs no two hypotheses against evidence")
    most, least = max(scores.values()), min(scores.values())
    if most <= 0:
        return NoEvidence(reason="no evidence speaks against any of the hypotheses")
    return Estimate(
        draws=np.full(draw.n, least / most),
        claims=tuple(i.id for i in matrix.items),
        detail=lambda: {
            "leading": list(matrix.leading()),
            "weighted_inconsistency": {h: round(s, 2) for h, s in scores.items()},
            "pivots": {k: list(v) for k, v in matrix.pivots().items()},
        },
    )
