"""Issue conflict: how far apart the partners stand on what both care about."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case, Issue, Position
from detente.records import Array, Estimate, Judged, LensCard, Lever, NoEvidence
from detente.registry import lens

CARD = LensCard(
    id="issue-conflict",
    label="Issue conflict",
    theory="Spatial bargaining",
    mechanism="Distance on issues that matter to both is what a partnership has to bridge.",
    references=(
        "Bueno de Mesquita, B. 1994. Political Forecasting: An Expected Utility Method. In "
        "European Community Decision Making, ed. B. Bueno de Mesquita and F. N. Stokman. Yale.",
        "Thomson, R. 2011. Resolving Controversy in the European Union. Cambridge. "
        "https://doi.org/10.1017/CBO9781139005357",
    ),
    unit="salience-weighted distance, 0 agreement to 1 opposite ends",
    range=(0.0, 1.0),
    danger="higher",
    neutral=0.4,
    step=0.4,
    reads=("issues",),
    weight=Judged(
        size=0.5,
        spread=0.25,
        bound=1.0,
        why="Judged; partners with no quarrels at all are rare, so the neutral point is a moderate "
        "distance.",
    ),
)


def position(issue: Issue, actor: str) -> Position | None:
    """Where an actor stands on an issue; None if it was not coded."""
    return next((p for p in issue.positions if p.actor == actor), None)


def levers(case: Case) -> Iterator[Lever]:
    """On each issue, each partner's position moved to the other's."""
    for issue in case.issues:
        spots = {p.actor: p.position.value for p in issue.positions}
        if not set(case.members) <= set(spots):
            continue
        for mover, other in (case.members, case.members[::-1]):
            yield Lever(
                path=f"issues.{issue.id}.positions.{mover}.position",
                subject=f"{issue.label}: position of {case.name(mover)}",
                words=f"{issue.label}: {case.name(mover)} comes to where {case.name(other)} stands",
                start=spots[mover],
                end=spots[other],
            )


@lens(CARD, levers=levers)
def issue_conflict(case: Case, draw: Draws) -> Estimate | NoEvidence:
    r"""Weigh the distance on every issue by the salience it has for both partners.

    .. math:: C = \frac{\sum_k s_{ik} s_{jk} |x_{ik} - x_{jk}|}{100 \sum_k s_{ik} s_{jk}}

    over the issues on which both partners' own positions are coded, with positions and
    salience from 0 to 100. Detail gives the terms of the sum, and the share of issues marked
    indivisible, where no side payment is possible.

    Parameters
    ----------
    case : Case
        ``issues`` with the positions and salience (0-100) of both partners.
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    Estimate or NoEvidence
        `NoEvidence` if no issue has positions of both partners.
    """
    i, j = case.members
    coded = [(k, a, b) for k in case.issues if (a := position(k, i)) and (b := position(k, j))]
    if not coded:
        return NoEvidence(reason="no issue has positions of both partners")
    weight, distance = _terms(coded, draw)
    total = np.maximum(weight.sum(axis=0), 1e-9)
    terms = weight[:, 0] * distance[:, 0] / (100 * total[0])
    return Estimate(
        draws=(weight * distance).sum(axis=0) / (100 * total),
        claims=tuple(
            dict.fromkeys(c for k, a, b in coded for c in (*k.claims, *a.claims, *b.claims))
        ),
        detail=lambda: _detail([k for k, _, _ in coded], terms, distance[:, 0]),
    )


def _detail(issues: list[Issue], terms: Array, distance: Array) -> dict[str, object]:
    """Terms of the sum, distances, and the share of the issues where nothing can be divided."""
    by_issue = {k.id: float(v) for k, v in zip(issues, terms, strict=True)}
    indivisible = sum(by_issue[k.id] for k in issues if k.indivisible)
    return {
        "by_issue": by_issue,
        "distance": {k.id: float(d) for k, d in zip(issues, distance, strict=True)},
        "indivisible_share": indivisible / max(float(terms.sum()), 1e-9),
    }


def _terms(coded: list[tuple[Issue, Position, Position]], draw: Draws) -> tuple[Array, Array]:
    weight = [draw.reuse((a, b), partial(_weight, a, b, draw)) for _, a, b in coded]
    distance = [draw.reuse((a, b), partial(_distance, a, b, draw)) for _, a, b in coded]
    return np.array(weight), np.array(distance)


def _weight(a: Position, b: Position, draw: Draws) -> Array:
    return draw(a.salience, low=0, high=100) * draw(b.salience, low=0, high=100)


def _distance(a: Position, b: Position, draw: Draws) -> Array:
    return np.abs(draw(a.position, low=0, high=100) - draw(b.position, low=0, high=100))
