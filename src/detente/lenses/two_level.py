"""Two-level game: which bargains both sides could ratify at home, issue by issue."""

from functools import partial, reduce

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Actor, Case, Issue, Position
from detente.methods.weighted_median import weighted_median
from detente.records import Array, Estimate, Judged, LensCard, NoEvidence
from detente.registry import lens

CARD = LensCard(
    id="two-level",
    label="Two-level game",
    theory="Two-level games and veto players",
    mechanism="A leader can keep only the bargains that those with a veto at home prefer to none.",
    references=(
        "Putnam, R. D. 1988. Diplomacy and Domestic Politics: The Logic of Two-Level Games. "
        "International Organization 42(3): 427-460. https://doi.org/10.1017/S0020818300027697",
        "Tsebelis, G. 2002. Veto Players: How Political Institutions Work. Princeton. "
        "https://doi.org/10.1515/9781400831456",
    ),
    unit="share of each scale that both sides could ratify",
    range=(0.0, 1.0),
    danger="lower",
    neutral=0.1,
    step=0.2,
    reads=("issues", "actors"),
    history=("leaders", "coalitions"),
    weight=Judged(
        size=0.4,
        spread=0.25,
        bound=0.9,
        why="Judged; win-sets show what can be agreed, which is not the same as what will last.",
    ),
)


@lens(CARD)
def two_level(case: Case, draw: Draws) -> Estimate | NoEvidence:
    r"""Overlap of the two win-sets, averaged over issues by joint salience.

    A player k prefers to the status quo q what lies nearer to its ideal point :math:`x_k`,

    .. math:: W_i = \{x : |x - x_k| \le |q - x_k| \; \forall k \in V_i\},

    where :math:`V_i` are side i's own position, its leader's and those of every faction with
    a veto. On a line each W is an interval with q on its edge, or q alone; the measure of an
    issue is :math:`|W_i \cap W_j| / 100`. With the status quo between two vetoes nothing can
    be agreed and the overlap is 0. Detail gives the gap between each leader and the median of
    the factions weighted by power and salience.

    Parameters
    ----------
    case : Case
        ``issues`` with positions and salience (0-100), and the ``actors`` with a veto at home.
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    Estimate or NoEvidence
        `NoEvidence` if no issue has positions of both sides.
    """
    voices = [_voices(case, member) for member in case.members]
    each = (draw.reuse((k, *voices), partial(_issue, k, voices, draw)) for k in case.issues)
    rows = [row for row in each if row is not None]
    if not rows:
        return NoEvidence(reason="no issue has positions of both sides")
    names = [issue.id for issue, _, _ in rows]
    overlap, weight = np.array([o for _, o, _ in rows]), np.array([w for _, _, w in rows])
    values = (overlap * weight).sum(axis=0) / np.maximum(weight.sum(axis=0), 1e-9)
    claims = [c for issue, _, _ in rows for p in issue.positions for c in p.claims]
    return Estimate(
        draws=values,
        claims=tuple(dict.fromkeys(claims)),
        detail=lambda: {
            "overlap": dict(zip(names, (float(o[0]) for o in overlap), strict=True)),
            "veto_players": {m: sum(a.veto for a in _side(case, m)) for m in case.members},
            "leader_gap": {m: leader_gap(case, m) for m in case.members},
        },
    )


def _side(case: Case, state: str) -> list[Actor]:
    return [a for a in case.actors if a.within == state and a.kind == "faction"]


def _issue(issue: Issue, voices: list[set[str]], draw: Draws) -> tuple[Issue, Array, Array] | None:
    sides = [[p for p in issue.positions if p.actor in side] for side in voices]
    if not all(sides):
        return None
    bounds = [_win_set(issue.status_quo, side, draw) for side in sides]
    low = np.maximum(bounds[0][0], bounds[1][0])
    high = np.minimum(bounds[0][1], bounds[1][1])
    salience = [
        reduce(np.maximum, [draw(p.salience, low=0, high=100) for p in side]) for side in sides
    ]
    return issue, np.maximum(high - low, 0) / 100, salience[0] * salience[1]


def _voices(case: Case, state: str) -> set[str]:
    """Those who must agree on a side: the state, its leader, every faction with a veto."""
    return {state} | {a.id for a in _side(case, state) if a.veto or a.leads}


def _win_set(q: float, players: list[Position], draw: Draws) -> tuple[Array, Array]:
    """Interval that every player prefers to the status quo q, inside the scale."""
    low, high = np.zeros(draw.n), np.full(draw.n, 100.0)
    for player in players:
        ideal = draw(player.position, low=0, high=100)
        reach = np.abs(q - ideal)
        low, high = np.maximum(low, ideal - reach), np.minimum(high, ideal + reach)
    return low, high


def leader_gap(case: Case, state: str) -> float | None:
    """Mean distance of the leader from the factions' weighted median, over issues; 0-100.

    Factions weigh by power times salience. None if no issue has both coded.
    """
    gaps = []
    for issue in case.issues:
        spots = {p.actor: p for p in issue.positions}
        leaders = [a.id for a in _side(case, state) if a.leads and a.id in spots] or (
            [state] if state in spots else []
        )
        others = [a for a in _side(case, state) if not a.leads and a.id in spots and a.power]
        if leaders and others:
            weights = [
                a.power.value * spots[a.id].salience.value for a in others if a.power is not None
            ]
            median = weighted_median([spots[a.id].position.value for a in others], weights)
            gaps.append(abs(spots[leaders[0]].position.value - median))
    return float(np.mean(gaps)) if gaps else None
