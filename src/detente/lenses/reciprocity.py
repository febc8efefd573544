"""Reciprocity and signals: the balance of the ledger, what gestures cost, trust before them."""

import math
from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np

from detente.case.deeds import CHEAP_TALK, signal, worth
from detente.case.draws import Draws
from detente.case.model import Case, Deed
from detente.data.sql import Sql, Template
from detente.document.part import Interval
from detente.errors import DataError
from detente.panel.events import SOURCE, quads
from detente.panel.tables import Tables
from detente.records import Array, Estimate, Judged, LensCard, Lever, NoEvidence
from detente.registry import lens

CARD = LensCard(
    id="reciprocity",
    label="Reciprocity",
    theory="Reciprocity and costly signals",
    mechanism="Cooperation lasts while each return matches; a gesture counts by what it cost.",
    references=(
        "Axelrod, R. 1984. The Evolution of Cooperation. Basic Books.",
        "Fearon, J. D. 1997. Signaling Foreign Policy Interests: Tying Hands versus Sinking "
        "Costs. Journal of Conflict Resolution 41(1): 68-90. "
        "https://doi.org/10.1177/0022002797041001004",
        "Kydd, A. H. 2005. Trust and Mistrust in International Relations. Princeton.",
    ),
    unit="imbalance of the ledger, 0 even to 1 all one way",
    range=(0.0, 1.0),
    danger="higher",
    neutral=0.3,
    step=0.4,
    reads=("ledger",),
    user_sources=(SOURCE,),
    weight=Judged(
        size=0.35,
        spread=0.2,
        bound=0.8,
        why="Judged; an uneven ledger breeds disappointment, but great powers live with some.",
    ),
)
PAYOFFS = (3.0, 2.0, 1.0, 0.0)  # R, T, P, S of an assurance game
PRIOR_TRUST = 0.3  # judged: trust in a former rival before it has done anything


def trust_threshold(reward: float, temptation: float, punishment: float, sucker: float) -> float:
    r"""Least trust at which a state that prefers joint cooperation will cooperate.

    With trust t that the other is such a state too and will cooperate, cooperating pays
    :math:`tR + (1 - t)S` and defecting :math:`tT + (1 - t)P`, so

    .. math:: t^* = \frac{P - S}{(P - S) + (R - T)}

    for the payoffs of an assurance game, R > T and P > S (Kydd 2005, ch. 2).

    Parameters
    ----------
    reward, temptation, punishment, sucker : float
        Payoffs R, T, P and S on any common scale.

    Returns
    -------
    float
        The threshold, 0 to 1.

    Raises
    ------
    DataError
        If the payoffs are not those of an assurance game.
    """
    if not (reward > temptation and punishment > sucker):
        raise DataError(
            f"payoffs R {reward:g}, T {temptation:g}, P {punishment:g}, S {sucker:g}; "
            "wanted R > T and P > S"
        )
    return (punishment - sucker) / (punishment - sucker + reward - temptation)


def trust(signals: list[float], prior: float) -> float:
    """Trust after signals: the logs of their likelihood ratios added to the prior log-odds.

    Parameters
    ----------
    signals : list of float
        Logs of the likelihood ratios of the other's acts.
    prior : float
        Trust before the signals, between 0 and 1.

    Returns
    -------
    float
        Probability that the other prefers joint cooperation.
    """
    odds = prior / (1 - prior) * math.exp(sum(signals))
    return odds / (1 + odds)


def from_history(tables: Tables) -> Sql:
    """SQL of the same imbalance from event counts: each act worth as much, words a quarter."""
    acts = quads(tables)
    return Template("""
    WITH given AS (
      SELECT ccode1, ccode2, year,
        matl_coop - matl_conf + {cheap_talk} * (verb_coop - verb_conf) AS net,
        matl_coop + matl_conf + {cheap_talk} * (verb_coop + verb_conf) AS gross
      FROM ({acts})
    ),
    pair AS (
      SELECT least(ccode1, ccode2) AS one, greatest(ccode1, ccode2) AS two, year,
        sum(CASE WHEN ccode1 < ccode2 THEN net ELSE 0 END) AS side1,
        sum(CASE WHEN ccode1 > ccode2 THEN net ELSE 0 END) AS side2, sum(gross) AS gross
      FROM given GROUP BY ALL
    )
    SELECT one AS ccode1, two AS ccode2, year, side1, side2,
      abs(side1 - side2) / nullif(gross, 0) AS value
    FROM pair
    """).fill(cheap_talk=CHEAP_TALK, acts=acts)


def levers(case: Case) -> Iterator[Lever]:
    """Each cooperative deed not yet delivered in full, delivered in full."""
    for deed in case.ledger:
        if deed.delivered.value < 1 and deed.valence == "cooperation":
            yield Lever(
                path=f"ledger.{deed.id}.delivered",
                subject=f"share delivered: {deed.what}",
                words=f"delivered: {deed.what}",
                start=deed.delivered.value,
                end=1.0,
            )


@lens(CARD, history=from_history, levers=levers)
def reciprocity(case: Case, draw: Draws) -> Estimate | NoEvidence:
    r"""Compare what each partner received from the other.

    .. math:: R = \frac{|B_{i \to j} - B_{j \to i}|}{\sum_d |v_d|}

    with B the net worth given and v the worth of each deed d. Only deeds between the two
    partners count. Detail gives the balance of each, the signal value of its deeds, trust after
    them with its threshold, and the expected worth of assets on offer (usefulness times
    credibility, with its 90 % interval).

    Parameters
    ----------
    case : Case
        ``ledger``: deeds between the partners; ``assets`` for the detail.
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    Estimate or NoEvidence
        `NoEvidence` without deeds, or if no deed was delivered for the partner's sake.
    """
    i, j = case.members
    deeds = [d for d in case.ledger if {d.giver, d.receiver} == {i, j}]
    if not deeds:
        return NoEvidence(reason="the ledger holds no deed between the two partners")
    value = {d.id: draw.reuse((d,), partial(worth, d, draw)) for d in deeds}
    friendly = (d for d in deeds if d.valence == "cooperation")
    signals = {d.id: draw.reuse((d,), partial(signal, d, draw)) for d in friendly}
    assets = {
        a.id: draw(a.usefulness, low=0, high=1) * draw(a.credibility, low=0, high=1)
        for a in case.assets
        if a.giver in (i, j)
    }
    given = {m: sum((value[d.id] for d in deeds if d.giver == m), np.zeros(draw.n)) for m in (i, j)}
    gross = np.maximum(np.sum([np.abs(v) for v in value.values()], axis=0), 1e-9)
    if math.isclose(float(gross[0]), 1e-9):
        return NoEvidence(reason="nothing in the ledger was delivered for the partner's sake")
    return Estimate(
        draws=np.abs(given[i] - given[j]) / gross,
        claims=tuple(dict.fromkeys(c for d in deeds for c in d.claims)),
        detail=lambda: {
            "given": {m: float(v[0]) for m, v in given.items()},
            "worth": {key: float(v[0]) for key, v in value.items()},
            "signal": {key: float(v[0]) for key, v in signals.items()},
            "trust_in": {m: trust(_costly(deeds, signals, m), PRIOR_TRUST) for m in (i, j)},
            "trust_threshold": trust_threshold(*PAYOFFS),
            "trust_payoffs": dict(zip("RTPS", PAYOFFS, strict=True)),
            "trust_before": PRIOR_TRUST,
            "assets": {key: _spread(v) for key, v in assets.items()},
        },
    )


def _costly(deeds: list[Deed], signals: Mapping[str, Array], giver: str) -> list[float]:
    """Signals of what one side did, as far as it was delivered."""
    return [
        float(signals[d.id][0]) * d.delivered.value
        for d in deeds
        if d.giver == giver and d.id in signals
    ]


def _spread(values: Array) -> dict[str, float]:
    interval = Interval.of(values)
    return {"expected": interval.mean, "low": interval.low, "high": interval.high}
