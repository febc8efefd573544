"""Institutions: joint bodies in which disputes can be settled."""

from detente.case.draws import Draws
from detente.case.model import Case
from detente.data.sql import Sql, Template
from detente.panel.bases import dyads
from detente.panel.tables import Tables
from detente.records import Estimate, Judged, LensCard, NoEvidence
from detente.registry import lens, measures
from detente.sources import igo_dyadyear

CARD = LensCard(
    id="institutions",
    label="Institutions",
    theory="Neoliberal institutionalism",
    mechanism="Joint bodies inform, bind and settle disputes; they outlive their occasion.",
    references=(
        "Keohane, R. O. 1984. After Hegemony. Princeton University Press.",
        "Long, A. G., T. Nordstrom and K. Baek. 2007. Allying for Peace: Treaty Obligations and "
        "Conflict between Allies. Journal of Politics 69(4): 1103-1117. "
        "https://doi.org/10.1111/j.1468-2508.2007.00611.x",
        "Leeds, B. A. and S. Anac. 2005. Alliance Institutionalization and Alliance Performance. "
        "International Interactions 31(3): 183-202. https://doi.org/10.1080/03050620500294135",
    ),
    unit="mean of shared memberships and military coordination, 0 to 1",
    range=(0.0, 1.0),
    danger="lower",
    neutral=0.35,
    step=0.3,
    reads=("institutions",),
    history=("igos", "igo-memberships", "treaty-institutions"),
    sources=("atop-dyadyear",),
    weight=Judged(
        size=0.2,
        spread=0.15,
        bound=0.5,
        why="Judged where no vintage has learned it.",
    ),
)


def from_history(tables: Tables) -> Sql:
    """SQL of the same mean: organisations shared over those of the side with fewer, and ATOP.

    A pair without a treaty in force has no military coordination; one whose treaty was not
    coded is missing.
    """
    igos, members, treaties, pacts = (
        measures()[name].query(tables)
        for name in ("igos", "igo-memberships", "treaty-institutions", "alliances")
    )
    last = tables.last(igo_dyadyear.CARD.coverage, ("igo-dyadyear", "igo-stateyear", "atop-member"))
    return Template("""
    WITH pact AS (SELECT DISTINCT least(ccode1, ccode2) AS ccode1,
      greatest(ccode1, ccode2) AS ccode2, year FROM ({pacts}) WHERE atop_any = 1)
    SELECT d.ccode1, d.ccode2, d.year,
      (CASE WHEN least(a.sum_igo_full, b.sum_igo_full) > 0 AND dyadigos IS NOT NULL
        THEN least(1, dyadigos / least(a.sum_igo_full, b.sum_igo_full)) END
      + CASE WHEN p.year IS NULL AND milinst IS NULL THEN 0 ELSE milinst / 2 END) / 2 AS value
    FROM ({pairs}) d
    JOIN ({igos}) g USING (ccode1, ccode2, year)
    JOIN ({members}) a ON a.ccode = d.ccode1 AND a.year = d.year AND a.sum_igo_full IS NOT NULL
    JOIN ({members}) b ON b.ccode = d.ccode2 AND b.year = d.year AND b.sum_igo_full IS NOT NULL
    LEFT JOIN ({treaties}) t ON (t.ccode1, t.ccode2, t.year) = (d.ccode1, d.ccode2, d.year)
    LEFT JOIN pact p ON (p.ccode1, p.ccode2, p.year) = (d.ccode1, d.ccode2, d.year)
    """).fill(
        pacts=pacts,
        pairs=dyads(tables, (1816, last)),
        igos=igos,
        members=members,
        treaties=treaties,
    )


@lens(CARD, history=from_history)
def institutions(case: Case, draw: Draws) -> Estimate | NoEvidence:
    r"""Mean of how many memberships are shared and how closely the forces are coordinated in peace.

    .. math:: I = \tfrac12\left(\frac{n_{ij}}{\min(n_i, n_j)} + \frac{m}{2}\right)

    with n memberships in intergovernmental organisations and m the military coordination of
    the treaties between the two, 0 none, 1 some, 2 a common command or bases.

    Parameters
    ----------
    case : Case
        ``institutions``: shared memberships (0-1) and military coordination (0-2).
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    Estimate or NoEvidence
        `NoEvidence` if the case does not code them.
    """
    coded = case.institutions
    if coded is None:
        return NoEvidence(reason="the case does not count the institutions that both belong to")
    shared = draw(coded.shared_memberships, low=0, high=1)
    joined = draw(coded.military_coordination, low=0, high=2)
    return Estimate(
        draws=(shared + joined / 2) / 2,
        claims=coded.claims,
        detail=lambda: {
            "shared_memberships": float(shared[0]),
            "military_coordination": float(joined[0]),
            "joint_bodies": list(coded.joint_bodies),
        },
    )
