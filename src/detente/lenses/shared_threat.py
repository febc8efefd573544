"""Shared threat: what frightens both of them, less what they fear from each other."""

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case, Severity, Threat
from detente.records import Array, Estimate, Judged, LensCard, NoEvidence
from detente.registry import lens

CARD = LensCard(
    id="shared-threat",
    label="Shared threat",
    theory="Balance of threat",
    mechanism="States align against what threatens both; when the threat goes, so does the glue.",
    references=(
        "Walt, S. M. 1985. Alliance Formation and the Balance of World Power. International "
        "Security 9(4): 3-43. https://doi.org/10.2307/2538540",
        "Resnick, E. N. 2011. Strange Bedfellows: U.S. Bargaining Behavior with Allies of "
        "Convenience. International Security 35(3): 144-184. "
        "https://doi.org/10.1162/ISEC_a_00026",
    ),
    unit="Walt index, shared less mutual threat",
    range=(-1.0, 1.0),
    danger="lower",
    neutral=0.0,
    step=0.5,
    reads=("threats",),
    history=("threat", "shared-rivals"),
    weight=Judged(
        size=0.8,
        spread=0.3,
        bound=1.4,
        why="A full step of shared threat about halves the yearly odds of rupture: the direction "
        "is Walt's and Resnick's, the size is judged until it is learned from history.",
    ),
)


def threat_to(severity: Severity | None, draw: Draws) -> Array:
    """Walt's four sources of threat with equal weight, 0-1; 0 to a state it does not touch."""
    if severity is None:
        return np.zeros(draw.n)
    sources = (severity.power, severity.proximity, severity.offensive, severity.intent)
    return np.asarray(np.mean([draw(s, low=0, high=1) for s in sources], axis=0))


@lens(CARD)
def shared_threat(case: Case, draw: Draws) -> Estimate | NoEvidence:
    r"""Read the glue of a partnership: threat shared with the partner less threat from it.

    With :math:`T_{iX}` the mean of power, proximity, offensive capability and intent of X as
    state i meets them, and :math:`a_X` the share of the common aim already attained,

    .. math:: G = 1 - \prod_X \bigl(1 - (1 - a_X)\min(T_{iX}, T_{jX})\bigr)
                  - \tfrac12 (T_{ij} + T_{ji}).

    The evidence fades with the half-life of the weightiest shared threat, towards minus the
    mutual threat.
    """
    i, j = case.members
    shared = [t for t in case.threats if t.actor not in case.members]
    if not shared:
        return NoEvidence(reason="the case names no threat from outside the partnership")
    common = {t.id: _common(t, i, j, draw) for t in shared}
    half_lives = {t.id: draw(t.half_life, low=0.01) for t in shared}
    glue = 1 - np.prod([1 - c for c in common.values()], axis=0)
    mutual = _mutual(case, draw)
    main = max(common, key=lambda key: common[key][0])
    return Estimate(
        draws=glue - mutual,
        claims=tuple(c for t in shared for c in t.claims),
        detail=lambda: {
            "shared": float(glue[0]),
            "mutual": float(mutual[0]),
            "by_threat": {key: float(c[0]) for key, c in common.items()},
            "half_life_years": float(half_lives[main][0]),
        },
        parts={key: float(c[0]) for key, c in common.items()},
        half_life=half_lives[main],
        fades_to=-float(mutual[0]),
    )


def _common(threat: Threat, i: str, j: str, draw: Draws) -> Array:
    left = 1 - draw(threat.attained, low=0, high=1)
    to_i = threat_to(threat.severity.get(i), draw)
    return np.asarray(left * np.minimum(to_i, threat_to(threat.severity.get(j), draw)))


def _mutual(case: Case, draw: Draws) -> Array:
    total = np.zeros(draw.n)
    for threat in case.threats:
        if threat.actor in case.members:
            other = next(m for m in case.members if m != threat.actor)
            total = total + threat_to(threat.severity.get(other), draw) / 2
    return total
