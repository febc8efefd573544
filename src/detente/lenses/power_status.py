"""Power and status: rank that a partner claims and the other does not accord."""

from collections.abc import Iterator

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case
from detente.data.sql import Sql, Template
from detente.panel.bases import dyads
from detente.panel.tables import Tables
from detente.records import Estimate, Judged, LensCard, Lever, NoEvidence
from detente.registry import lens
from detente.sources import nmc

CARD = LensCard(
    id="power-status",
    label="Power and status",
    theory="Shifts of power and status dissatisfaction",
    mechanism="A partner that has lost ground still claims its old rank, and resents what it gets.",
    references=(
        "Leeds, B. A. and B. Savun. 2007. Terminating Alliances: Why Do States Abrogate "
        "Agreements? Journal of Politics 69(4): 1118-1132. "
        "https://doi.org/10.1111/j.1468-2508.2007.00612.x",
        "Renshon, J. 2016. Status Deficits and War. International Organization 70(3): 513-550. "
        "https://doi.org/10.1017/S0020818316000163",
        "Larson, D. W. and A. Shevchenko. 2010. Status Seekers: Chinese and Russian Responses to "
        "U.S. Primacy. International Security 34(4): 63-95. "
        "https://doi.org/10.1162/isec.2010.34.4.63",
    ),
    unit="largest gap between standing claimed and accorded, share of the scale",
    range=(0.0, 1.0),
    danger="higher",
    neutral=0.1,
    step=0.3,
    reads=("standing",),
    history=("capabilities",),
    weight=Judged(
        size=0.3,
        spread=0.2,
        bound=0.8,
        why="Judged where no vintage has learned it.",
    ),
)
MEMORY = 20  # years within which a lost standing is still claimed


def from_history(tables: Tables) -> Sql:
    """SQL of the rank lost to the partner, with capabilities as a proxy for rank.

    Accorded is a side's share of the two states' capabilities (CINC) in the year, claimed its
    largest share within 20 years.
    """
    last = tables.last(nmc.CARD.coverage, ("nmc",))
    return Template("""
    WITH share AS (
      SELECT ccode1, ccode2, d.year, a.cinc / nullif(a.cinc + b.cinc, 0) AS share
      FROM ({pairs}) d
      JOIN {tables[nmc]} a ON a.ccode = ccode1 AND a.year = d.year
      JOIN {tables[nmc]} b ON b.ccode = ccode2 AND b.year = d.year
    )
    SELECT ccode1, ccode2, year, max(share) OVER w - share AS side1,
      share - min(share) OVER w AS side2, greatest(side1, side2) AS value
    FROM share
    WINDOW w AS (PARTITION BY ccode1, ccode2 ORDER BY year
      RANGE BETWEEN {before} PRECEDING AND CURRENT ROW)
    """).fill(pairs=dyads(tables, (1816, last)), tables=tables, before=MEMORY - 1)


def levers(case: Case) -> Iterator[Lever]:
    """The rank accorded to each partner raised to the rank that it claims."""
    for s in case.standing:
        if s.actor in case.members and s.accorded.value < s.claimed.value:
            yield Lever(
                path=f"standing.{s.actor}.accorded",
                subject=f"rank accorded to {case.name(s.actor)}",
                words=f"{case.name(s.actor)} is given the rank it claims",
                start=s.accorded.value,
                end=s.claimed.value,
            )


@lens(CARD, history=from_history, levers=levers)
def power_status(case: Case, draw: Draws) -> Estimate | NoEvidence:
    r"""Gap between the rank claimed and the rank accorded, of the partner with the larger gap.

    .. math:: G = \max_{i} \max(0, c_i - a_i) / 100

    In history the claim is the best share of the two states' capabilities that a side held
    within 20 years, and the rank accorded is its current share. That is a proxy: a coder's
    judgement of rank is not on its scale, a share that was measured is.

    Parameters
    ----------
    case : Case
        ``standing``: rank claimed and accorded, 0-100.
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    Estimate or NoEvidence
        `NoEvidence` if it is coded for neither partner.
    """
    known = {s.actor: s for s in case.standing}
    coded = [known[m] for m in case.members if m in known]
    if not coded:
        return NoEvidence(reason="the case gives no standing claimed and accorded")
    gaps = [
        np.maximum(draw(s.claimed, low=0, high=100) - draw(s.accorded, low=0, high=100), 0) / 100
        for s in coded
    ]
    largest = np.max(gaps, axis=0)
    measured = all(n.basis == "measured" for s in coded for n in (s.claimed, s.accorded))
    rank = NoEvidence(reason="history measures shares of capabilities, not rank")
    return Estimate(
        draws=largest,
        comparable=Estimate(draws=largest, claims=()) if measured else rank,
        claims=tuple(dict.fromkeys(c for s in coded for c in s.claims)),
        detail=lambda: {f"gap_{s.actor}": float(g[0]) for s, g in zip(coded, gaps, strict=True)},
    )
