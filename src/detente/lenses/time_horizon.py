"""Time horizon: how much the less patient partner values the future."""

import math
from datetime import date

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case
from detente.case.partners import Attitude
from detente.records import Estimate, Judged, LensCard, NoEvidence, years_between
from detente.registry import lens

CARD = LensCard(
    id="time-horizon",
    label="Time horizon",
    theory="Shadow of the future",
    mechanism="Cooperation among rivals holds as long as the future counts for enough today.",
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
        why="Judged; the discount factors of governments have not been measured.",
    ),
)
PAYOFFS = (5.0, 3.0, 1.0)  # temptation, reward, punishment of Axelrod's tournament


def threshold(temptation: float, reward: float, punishment: float) -> float:
    r"""Least discount factor at which a grim trigger holds both to cooperation.

    .. math:: \delta^* = (T - R) / (T - P)

    Parameters
    ----------
    temptation, reward, punishment : float
        Payoffs T > R > P of a prisoner's dilemma, on any common scale.

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
    tournament, and gives the years in which the weight of the future halves, the next
    dates of the calendar, and how each coded switch of attitude fades.

    Parameters
    ----------
    case : Case
        ``horizons``: yearly discount factors, 0-1; ``attitudes`` and ``calendar`` for the detail.
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    Estimate or NoEvidence
        `NoEvidence` if the horizon of one partner is not coded.
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
            "payoffs": dict(zip("TRP", PAYOFFS, strict=True)),
            "half_of_the_future_years": float(
                np.log(0.5) / np.log(np.clip(least[0], 1e-9, 0.9999))
            ),
            **{m: float(f[0]) for m, f in zip(case.members, factors, strict=True)},
            "next_dates": _next_dates(case),
            "attitudes": {a.id: fading(a, case.as_of) for a in case.attitudes},
        },
    )


def fading(attitude: Attitude, as_of: date) -> dict[str, float]:
    r"""Level of a changed attitude, 0-100, before it changed, now and later.

    .. math:: a(t) = a_0 + (a_1 - a_0)\, 2^{-t / h}

    with t the years since the switch and h its half-life. ``slope`` is its present change in
    points a year.
    """
    before, gained = attitude.before.value, attitude.after.value - attitude.before.value
    since, half_life = years_between(attitude.since, as_of), attitude.half_life.value
    left = {k: gained * 2 ** (-(since + k) / half_life) for k in (0, 1, 5)}
    return {
        "before": before,
        "now": before + left[0],
        "in_1_year": before + left[1],
        "in_5_years": before + left[5],
        "slope": -math.log(2) / half_life * left[0],
    }


def _next_dates(case: Case) -> dict[str, str]:
    ahead = sorted((e.date, e.id) for e in case.calendar if e.date >= case.as_of)
    return {event: day.isoformat() for day, event in ahead[:3]}
