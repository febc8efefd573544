"""Coalition change: new backers of a leader put old bargains in doubt."""

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case
from detente.data.sql import Sql, Template
from detente.panel.bases import dyads
from detente.panel.tables import Tables
from detente.records import Estimate, Judged, LensCard, NoEvidence
from detente.registry import lens

CARD = LensCard(
    id="coalition-change",
    label="Change of leaders' backers",
    theory="Sources of leader support",
    mechanism="A leader with other backers at home has another win-set, and no debt to the past.",
    references=(
        "Leeds, B. A., M. Mattes and J. S. Vogel. 2009. Interests, Institutions, and the "
        "Reliability of International Commitments. American Journal of Political Science 53(2): "
        "461-476. https://doi.org/10.1111/j.1540-5907.2009.00381.x",
        "Mattes, M., B. A. Leeds and N. Matsumura. 2016. Measuring Change in Source of Leader "
        "Support: The CHISOLS Dataset. Journal of Peace Research 53(2): 259-267. "
        "https://doi.org/10.1177/0022343315620827",
    ),
    unit="changes of either leader's supporting coalition in three years",
    range=(0.0, 6.0),
    danger="higher",
    neutral=0.5,
    step=1.0,
    reads=("governments", "known_to"),
    status="established",
    history=("coalitions",),
    weight=Judged(
        size=0.15,
        spread=0.15,
        bound=0.5,
        why="Judged where no vintage has learned it. It is the part of the two-level game that "
        "history records: win-sets themselves are not observed.",
    ),
)
YEARS = 3


def from_history(tables: Tables) -> Sql:
    """SQL of the number of changes (CHISOLS) on both sides; null unless every year is known.

    A state counts in the years that CHISOLS covers it; so do the Soviet Union and Russia.
    """
    last = tables.last((1919, 2008), ("chisols",))
    return Template("""
    WITH turn AS (
      SELECT ccode, year, max(solschdum) AS turned FROM {tables[chisols]} GROUP BY ALL
    ),
    recent AS (
      SELECT ccode, year, sum(turned) OVER w AS n, count(turned) OVER w AS known FROM turn
      WINDOW w AS (PARTITION BY ccode ORDER BY year RANGE BETWEEN {before} PRECEDING
        AND CURRENT ROW)
    )
    SELECT ccode1, ccode2, d.year, a.n AS side1, b.n AS side2, (a.n + b.n)::DOUBLE AS value
    FROM ({pairs}) d
    JOIN recent a ON a.ccode = ccode1 AND a.year = d.year AND a.known = {years}
    JOIN recent b ON b.ccode = ccode2 AND b.year = d.year AND b.known = {years}
    """).fill(tables=tables, before=YEARS - 1, pairs=dyads(tables, (1919, last)), years=YEARS)


@lens(CARD, history=from_history)
def coalition_change(case: Case, draw: Draws) -> Estimate | NoEvidence:
    """Count the changes of a leader's supporting coalition within three years, on both sides.

    Each side needs at least one government coded, however old, unless `known_to` says that all
    changes are; the years are calendar years, the last of them the case's own or that of
    `known_to`. History counts changes of supporters: with an entry that is ``leader_alone`` the
    reading is the coder's own.

    Parameters
    ----------
    case : Case
        `governments` of both partners: since when each leader has had his supporters.
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    Estimate or NoEvidence
        `NoEvidence` if a partner has no government coded.
    """
    coded = [g for g in case.governments if g.actor in case.members]
    silent = [m for m in case.members if m not in {g.actor for g in coded}]
    if silent and "governments" not in case.known_to:
        return NoEvidence(
            reason=f"the case does not say since when the leader of {case.name(silent[0])} has "
            "his backers"
        )
    recent = {g.id: g for g in coded if case.recent(g.since, YEARS, "governments")}
    leaders = any(g.leader_alone for g in coded)
    return Estimate(
        draws=np.full(draw.n, float(min(len(recent), 6))),
        comparable=NoEvidence(reason="of leaders, not their supporters") if leaders else None,
        claims=tuple(dict.fromkeys(c for g in coded for c in g.claims)),
        detail=lambda: {"changes": list(recent)},
    )
