"""Regime distance: how differently the two states are governed."""

from collections.abc import Iterator

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.records import Estimate, Judged, LensCard, Lever, NoEvidence
from detente.registry import lens, measures

CARD = LensCard(
    id="regime-distance",
    label="Regime distance",
    theory="Democratic peace and ideological distance",
    mechanism="Governments with different principles distrust each other and fear contagion.",
    references=(
        "Doyle, M. W. 1986. Liberalism and World Politics. American Political Science Review "
        "80(4): 1151-1169. https://doi.org/10.2307/1960861",
        "Haas, M. L. 2005. The Ideological Origins of Great Power Politics, 1789-1989. Cornell "
        "University Press.",
        "Marshall, M. G., T. R. Gurr and K. Jaggers. 2019. Polity IV Project: Dataset Users' "
        "Manual. Center for Systemic Peace.",
    ),
    unit="points of the Polity scale between the two",
    range=(0.0, 20.0),
    danger="higher",
    neutral=7.0,
    step=7.0,
    reads=("regimes",),
    status="established",
    history=("regime",),
    weight=Judged(
        size=0.3,
        spread=0.2,
        bound=0.8,
        why="Judged where no vintage has learned it.",
    ),
)


def from_history(tables: Tables) -> Sql:
    """SQL of the distance of polity2, with the score of either side; missing stays missing."""
    regime = measures()["regime"].query(tables)
    return Template("""
    SELECT a.ccode AS ccode1, b.ccode AS ccode2, year, a.polity2 AS side1, b.polity2 AS side2,
      abs(side1 - side2) AS value
    FROM ({regime}) a JOIN ({regime}) b USING (year)
    WHERE a.ccode < b.ccode AND year <= {last}
    """).fill(regime=regime, last=tables.last((1816, 2025), ("democracy",)))


def levers(case: Case) -> Iterator[Lever]:
    """Each partner's regime changed to the other's."""
    coded = {r.actor: r.polity.value for r in case.regimes if r.polity}
    if set(case.members) <= set(coded):
        for mover, other in (case.members, case.members[::-1]):
            yield Lever(
                path=f"regimes.{mover}.polity",
                subject=f"regime of {case.name(mover)}",
                words=f"{case.name(mover)} is governed as {case.name(other)}",
                start=coded[mover],
                end=coded[other],
            )


@lens(CARD, history=from_history, levers=levers)
def regime_distance(case: Case, draw: Draws) -> Estimate | NoEvidence:
    r"""Distance of the partners' regimes on the Polity scale.

    .. math:: D = |p_i - p_j|

    Detail gives the trend of each; a coded trend does not enter the value.

    Parameters
    ----------
    case : Case
        ``regimes``: Polity scores, -10 to 10.
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    Estimate or NoEvidence
        `NoEvidence` if the regime of one partner is not coded.
    """
    known = {r.actor: r for r in case.regimes}
    polity = {r.actor: r.polity for r in case.regimes if r.polity}
    if not set(case.members) <= set(polity):
        return NoEvidence(reason="the case does not give the regime of both partners")
    scores = [draw(polity[m], low=-10, high=10) for m in case.members]
    trends = {m: t.value for m in case.members if (t := known[m].trend) is not None}
    return Estimate(
        draws=np.abs(scores[0] - scores[1]),
        claims=tuple(dict.fromkeys(c for m in case.members for c in known[m].claims)),
        detail=lambda: {
            **{f"polity_{m}": float(s[0]) for m, s in zip(case.members, scores, strict=True)},
            **{f"trend_{m}": t for m, t in trends.items()},
        },
    )
