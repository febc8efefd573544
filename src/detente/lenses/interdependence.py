"""Interdependence: what each would lose at home if the tie were cut."""

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case
from detente.data.sql import Sql, Template
from detente.panel.tables import Tables
from detente.records import Estimate, Judged, LensCard, NoEvidence
from detente.registry import lens, measures

CARD = LensCard(
    id="interdependence",
    label="Interdependence",
    theory="Economic interdependence",
    mechanism="A state that trades much pays for a quarrel; the less dependent one decides.",
    references=(
        "Hirschman, A. O. 1945. National Power and the Structure of Foreign Trade. University of "
        "California Press.",
        "Oneal, J. R. and B. M. Russett. 1997. The Classical Liberals Were Right. International "
        "Studies Quarterly 41(2): 267-294. https://doi.org/10.1111/1468-2478.00042",
        "Gartzke, E. 2007. The Capitalist Peace. American Journal of Political Science 51(1): "
        "166-191. https://doi.org/10.1111/j.1540-5907.2007.00244.x",
    ),
    unit="share of the partner in the trade of the less dependent side",
    range=(0.0, 1.0),
    danger="lower",
    neutral=0.01,
    step=0.05,
    reads=("dependence",),
    history=("trade", "trade-totals"),
    weight=Judged(
        size=0.2,
        spread=0.15,
        bound=0.5,
        why="Judged where no vintage has learned it.",
    ),
)


def from_history(tables: Tables) -> Sql:
    """SQL of trade with the partner over all trade, the smaller of the two sides' shares.

    Imports and exports as the producers report them; a gap stays one. A ratio to product would
    need product in current prices, which is not among the sources.
    """
    trade = measures()["trade"].query(tables)
    totals = measures()["trade-totals"].query(tables)
    return Template("""
    SELECT t.ccode1, t.ccode2, t.year,
      (flow1 + flow2) / nullif(a.imports + a.exports, 0) AS side1,
      (flow1 + flow2) / nullif(b.imports + b.exports, 0) AS side2,
      CASE WHEN side1 IS NOT NULL AND side2 IS NOT NULL THEN least(side1, side2, 1) END AS value
    FROM ({trade}) t JOIN ({totals}) a ON a.ccode = t.ccode1 AND a.year = t.year
    JOIN ({totals}) b ON b.ccode = t.ccode2 AND b.year = t.year
    """).fill(trade=trade, totals=totals)


@lens(CARD, history=from_history)
def interdependence(case: Case, draw: Draws) -> Estimate | NoEvidence:
    r"""Hirschman's dependence of the side that depends less.

    .. math:: D = \min\left(\frac{t_{ij}}{t_i}, \frac{t_{ij}}{t_j}\right)

    Detail gives both, their asymmetry, and the rents with third states that the partnership
    puts at stake, which the fault lines weigh.

    Parameters
    ----------
    case : Case
        ``dependence``: trade with the partner as a share of all trade, 0-1.
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    Estimate or NoEvidence
        `NoEvidence` if the share of one partner is not coded.
    """
    i, j = case.members
    known = {(d.actor, d.on): d for d in case.dependence}
    if (i, j) not in known or (j, i) not in known:
        return NoEvidence(
            reason="the case does not say how much each partner trades with the other"
        )
    rents = {d.id: d.share.value for d in case.dependence if d.on not in case.members}
    sides = [draw(known[pair].share, low=0, high=1) for pair in ((i, j), (j, i))]
    return Estimate(
        draws=np.minimum(*sides),
        claims=tuple(dict.fromkeys(c for d in case.dependence for c in d.claims)),
        detail=lambda: {
            f"{i}_on_{j}": float(sides[0][0]),
            f"{j}_on_{i}": float(sides[1][0]),
            "rents_at_stake": rents,
        },
    )
