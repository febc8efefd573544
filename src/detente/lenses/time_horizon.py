"""Time horizon: how far ahead the shorter-sighted partner looks."""

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case
from detente.records import Estimate, Judged, LensCard, NoEvidence
from detente.registry import lens

CARD = LensCard(
    id="time-horizon",
    label="Time horizon",
    theory="Shadow of the future",
    mechanism="Cooperation among rivals for gain holds while tomorrow counts for enough today.",
    references=(
        "Axelrod, R. and R. O. Keohane. 1985. Achieving Cooperation under Anarchy. World "
        "Politics 38(1): 226-254. https://doi.org/10.2307/2010357",
        "Axelrod, R. 1984. The Evolution of Cooperation. Basic Books.",
        "Friedman, J. W. 1971. A Non-cooperative Equilibrium for Supergames. Review of Economic "
        "Studies 38(1): 1-12. https://doi.org/10.2307/2296617",
    ),
    unit="yearly discount factor of the less patient partner",
    range=(0.0, 1.0),
    danger="lower",
    neutral=0.8,
    step=0.25,
    reads=("horizons",),
    weight=Judged(
        size=0.25,
        spread=0.2,
        bound=0.6,
        why="Judged; the discount factors of governments are nobody's measurement.",
    ),
)
PAYOFFS = (5.0, 3.0, 1.0)  # temptation, reward, punishment of Axelrod's tournament


def threshold(temptation: float, reward: float, punishment: float) -> float:
    r"""Least discount factor at which a grim trigger holds both to cooperation.

    .. math:: \delta^* = (T - R) / (T - P)

    Examples
    --------
    >>> threshold(5, 3, 1)
    0.5
    """
    return (temptation - reward) / (temptation - punishment)


@lens(CARD)
def time_horizon(case: Case, draw: Draws) -> Estimate | NoEvidence:
    r"""Smaller of the partners' yearly discount factors.

    Detail compares it with the threshold :math:`(T - R) / (T - P)` at the payoffs of Axelrod's
    tournament, and gives the years after which half of the future's weight is left.
    """
    known = {h.actor: h for h in case.horizons}
    if not set(case.members) <= set(known):
        return NoEvidence(reason="the case does not say how far ahead both partners look")
    factors = [draw(known[m].discount, low=0, high=1) for m in case.members]
    least = np.min(factors, axis=0)
    return Estimate(
        draws=least,
        claims=tuple(dict.fromkeys(c for m in case.members for c in known[m].claims)),
        detail=lambda: {
            "threshold": threshold(*PAYOFFS),
            "half_of_the_future_years": float(
                np.log(0.5) / np.log(np.clip(least[0], 1e-9, 0.9999))
            ),
            **{m: float(f[0]) for m, f in zip(case.members, factors, strict=True)},
        },
    )
