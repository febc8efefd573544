"""Preference distance: distance of the partners on the main dimension of world politics."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case
from detente.data.sql import Sql, Template
from detente.panel.measures.similarity import portfolio_scores
from detente.panel.tables import Tables
from detente.records import Array, Estimate, Judged, LensCard, Lever, NoEvidence
from detente.registry import lens, measures

CARD = LensCard(
    id="preference-distance",
    label="Preference distance",
    theory="Revealed preferences",
    mechanism="States with different preferences find fewer bargains that both will keep.",
    references=(
        "Bailey, M. A., A. Strezhnev and E. Voeten. 2017. Estimating Dynamic State Preferences "
        "from United Nations Voting Data. Journal of Conflict Resolution 61(2): 430-456. "
        "https://doi.org/10.1177/0022002715595700",
        "Signorino, C. S. and J. M. Ritter. 1999. Tau-b or Not Tau-b. International Studies "
        "Quarterly 43(1): 115-144. https://doi.org/10.1111/0020-8833.00113",
        "Hage, F. M. 2011. Choice or Circumstance? Adjusting Measures of Foreign Policy "
        "Similarity for Chance Agreement. Political Analysis 19(3): 287-305. "
        "https://doi.org/10.1093/pan/mpr023",
    ),
    unit="distance of ideal points, standard deviations of the world's states",
    range=(0.0, 10.0),
    danger="higher",
    neutral=1.0,
    step=1.0,
    reads=("preferences",),
    status="established",
    history=("un-distance",),
    weight=Judged(
        size=0.2,
        spread=0.2,
        bound=0.6,
        why="Judged where no vintage has learned it: votes in the Assembly are cheap.",
    ),
)


def position_similarity(case: Case) -> dict[str, float]:
    r"""S, pi and kappa of the partners' positions on the issues, in 0-100, equal weights.

    .. math:: S = 1 - 2 \frac{\sum_k |x_{ik} - x_{jk}|}{100\,n}, \qquad
              \pi, \kappa = 1 - \frac{\sum_k (x_{ik} - x_{jk})^2}{E}

    with E the squared distance expected by chance: for pi around the common mean, for kappa
    around each partner's own (Hage 2011). Empty with fewer than two issues.
    """
    i, j = case.members
    spots = [{p.actor: p.position.value for p in issue.positions} for issue in case.issues]
    pairs = np.array([(s[i], s[j]) for s in spots if i in s and j in s])
    if len(pairs) < 2:
        return {}
    scores = portfolio_scores(pairs.T, 100, "on_issues")
    similarities = {name: float(m[0, 1]) for name, m in scores.items() if np.isfinite(m[0, 1])}
    return similarities | {
        "s_on_issues": 1 - 2 * float(np.abs(pairs[:, 0] - pairs[:, 1]).mean()) / 100
    }


def from_history(tables: Tables) -> Sql:
    """SQL of the distance in the General Assembly, with the position of either side."""
    points = measures()["un-ideal-points"].query(tables)
    return Template("""
    SELECT a.ccode AS ccode1, b.ccode AS ccode2, year, a.idealpointall AS side1,
      b.idealpointall AS side2, abs(side1 - side2) AS value
    FROM ({points}) a JOIN ({points}) b USING (year) WHERE a.ccode < b.ccode
    """).fill(points=points)


def levers(case: Case) -> Iterator[Lever]:
    """Each partner's ideal point moved to the other's."""
    coded = {entry.actor: entry.ideal_point.value for entry in case.preferences}
    if set(case.members) <= set(coded):
        for mover, other in (case.members, case.members[::-1]):
            yield Lever(
                path=f"preferences.{mover}.ideal_point",
                subject=f"ideal point in the UN of {case.name(mover)}",
                words=f"{case.name(mover)} votes as {case.name(other)}",
                start=coded[mover],
                end=coded[other],
            )


@lens(CARD, history=from_history, levers=levers)
def preference_distance(case: Case, draw: Draws) -> Estimate | NoEvidence:
    r"""Distance of the partners' ideal points on the main dimension of the votes.

    .. math:: D = |\theta_i - \theta_j|

    Positions on the case's own issues are on other scales: detail gives their similarity (S, pi,
    kappa), and the issue-conflict lens weighs them.

    Parameters
    ----------
    case : Case
        ``preferences``: ideal points, standard deviations of the world's states.
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    Estimate or NoEvidence
        `NoEvidence` if the ideal point of one partner is not coded.
    """
    known = {p.actor: p for p in case.preferences}
    if not set(case.members) <= set(known):
        return NoEvidence(reason="the case gives no ideal point of both partners")
    points = [_draw(known[m], draw) for m in case.members]
    return Estimate(
        draws=np.minimum(np.abs(points[0] - points[1]), CARD.range[1]),
        claims=tuple(dict.fromkeys(c for m in case.members for c in known[m].claims)),
        detail=lambda: {
            **{f"ideal_point_{m}": float(p[0]) for m, p in zip(case.members, points, strict=True)},
            **position_similarity(case),
        },
    )


def _draw(stand: Any, draw: Draws) -> Array:
    return draw(stand.ideal_point, low=-5, high=5)
