"""Outside alliances: new friends make an old one easier to leave."""

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case, Tie
from detente.data.sql import Sql, Template
from detente.panel.bases import dyads
from detente.panel.tables import Tables
from detente.records import Estimate, Judged, LensCard, NoEvidence
from detente.registry import lens
from detente.sources import atop_member

CARD = LensCard(
    id="outside-alliances",
    label="Outside alliances",
    theory="Termination of alliances",
    mechanism="A partner that finds new allies needs the old one less and owes more elsewhere.",
    references=(
        "Leeds, B. A. and B. Savun. 2007. Terminating Alliances: Why Do States Abrogate "
        "Agreements? Journal of Politics 69(4): 1118-1132. "
        "https://doi.org/10.1111/j.1468-2508.2007.00612.x",
        "Leeds, B. A. 2003. Alliance Reliability in Times of War. International Organization "
        "57(4): 801-827. https://doi.org/10.1017/S0020818303574057",
    ),
    unit="treaties with others that either joined in three years",
    range=(0.0, 20.0),
    danger="higher",
    neutral=1.0,
    step=2.0,
    reads=("ties", "known_to"),
    status="established",
    history=("alliances",),
    sources=("atop-member",),
    weight=Judged(
        size=0.15,
        spread=0.1,
        bound=0.4,
        why="Judged where no vintage has learned it; Leeds and Savun find about a tenth more "
        "hazard for each new outside alliance.",
    ),
)
YEARS = 3


def from_history(tables: Tables) -> Sql:
    """SQL of the treaties (ATOP) that either state entered in the year or the two before.

    A treaty that binds both by then does not count; one that each entered apart from the
    other counts for each.
    """
    last = tables.last(atop_member.CARD.coverage, ("atop-member",))
    return Template("""
    WITH entry AS (
      SELECT atopid, member, min(yrent) AS year FROM {tables[atop-member]} GROUP BY ALL
    ),
    recent AS (SELECT atopid, member, unnest(range(year, year + {years}))::INTEGER AS year
      FROM entry),
    own AS (SELECT member, year, count(*) AS n FROM recent GROUP BY ALL),
    both_in AS (
      SELECT a.member AS ccode1, b.member AS ccode2, a.year, count(*) AS n
      FROM recent a
      JOIN entry b
        ON a.atopid = b.atopid AND a.member <> b.member AND b.year <= a.year GROUP BY ALL
    ),
    counted AS (
      SELECT d.ccode1, d.ccode2, d.year,
        coalesce(i.n, 0) - coalesce(ij.n, 0) AS side1,
        coalesce(j.n, 0) - coalesce(ji.n, 0) AS side2
      FROM ({pairs}) d
      LEFT JOIN own i ON i.member = d.ccode1 AND i.year = d.year
      LEFT JOIN own j ON j.member = d.ccode2 AND j.year = d.year
      LEFT JOIN both_in ij ON (ij.ccode1, ij.ccode2, ij.year) = (d.ccode1, d.ccode2, d.year)
      LEFT JOIN both_in ji ON (ji.ccode1, ji.ccode2, ji.year) = (d.ccode2, d.ccode1, d.year)
    )
    SELECT ccode1, ccode2, year, side1, side2, least(side1 + side2, 20)::DOUBLE AS value
    FROM counted
    """).fill(tables=tables, years=YEARS, pairs=dyads(tables, (1816, last)))


@lens(CARD, history=from_history)
def outside_alliances(case: Case, draw: Draws) -> Estimate | NoEvidence:
    """Count the pacts with third parties that either partner entered within three years.

    Only ties marked ``pact`` count, each treaty once (``own_treaty``), and none that the other
    partner has too. A case that marks no pact is no evidence, unless `known_to` says that it names
    all new ones.

    Parameters
    ----------
    case : Case
        ``ties`` of either partner with third parties, and when they began.
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    Estimate or NoEvidence
        `NoEvidence` if no such tie is marked as a pact.
    """
    pacts = [t for t in case.ties if t.pact and len({t.a, t.b} & set(case.members)) == 1]
    if not pacts and "ties" not in case.known_to:
        return NoEvidence(reason="the case marks no tie with a third as a pact")
    own = [t for t in pacts if t.own_treaty and not _shared(case, t)]
    fresh = [t for t in own if case.recent(t.since, YEARS, "ties")]
    return Estimate(
        draws=np.full(draw.n, float(min(len(fresh), 20))),
        claims=tuple(dict.fromkeys(c for t in pacts for c in t.claims)),
        detail=lambda: {"new": [t.id for t in fresh], "pacts": len(pacts)},
    )


def _shared(case: Case, tie: Tie) -> bool:
    """Is the other partner in a pact with the same third?"""
    third = next(x for x in (tie.a, tie.b) if x not in case.members)
    others = [t for t in case.ties if t.pact and third in (t.a, t.b)]
    joint = {x for t in others for x in (t.a, t.b)} & set(case.members)
    return len(joint) == 2 and case.actor(third).kind == "organisation"
