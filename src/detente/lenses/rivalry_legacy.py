"""Rivalry legacy: how recent the last rivalry or dispute between the partners is."""

import math
from datetime import date

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case
from detente.case.record import Record
from detente.data.sql import Sql, Template
from detente.panel.bases import dyads
from detente.panel.seams import inherited_pairs, legacies
from detente.panel.tables import Tables
from detente.records import Array, Estimate, Judged, LensCard, NoEvidence, years_between
from detente.registry import lens
from detente.sources import gml_disputes

CARD = LensCard(
    id="rivalry-legacy",
    label="Rivalry legacy",
    theory="Enduring and strategic rivalry",
    mechanism="Former rivals read each other's moves by old habits, and old institutions last.",
    references=(
        "Goertz, G. and P. F. Diehl. 1995. The Initiation and Termination of Enduring Rivalries. "
        "American Journal of Political Science 39(1): 30-52. https://doi.org/10.2307/2111756",
        "Thompson, W. R. 2001. Identifying Rivals and Rivalries in World Politics. International "
        "Studies Quarterly 45(4): 557-586. https://doi.org/10.1111/0020-8833.00214",
        "Crescenzi, M. J. C. and A. J. Enterline. 2001. Time Remembered. International Studies "
        "Quarterly 45(3): 409-431. https://doi.org/10.1111/0020-8833.00207",
    ),
    unit="share of the old rivalry's weight still left",
    range=(0.0, 1.0),
    danger="higher",
    neutral=0.5,
    step=0.5,
    reads=("record", "known_to", "legacy"),
    history=("rivalries", "disputes"),
    sources=("gml-disputes",),
    weight=Judged(
        size=0.35,
        spread=0.2,
        bound=0.8,
        why="Small, because the reference classes of former rivals already carry the legacy "
        "of the average rivalry; only what differs from it counts. Judged.",
    ),
)
HALF_LIFE = 20.0  # years, at complete continuity; half of it where nothing is coded


def memory(years: float, half_life: Array) -> Array:
    """Share of a rupture's weight left after so many years: 2 ** (-years / half-life).

    Parameters
    ----------
    years : float
        Years since the rivalry or dispute ended.
    half_life : array of float, shape (n_draws,)
        In years, positive.
    """
    return np.asarray(2.0 ** (-years / half_life))


def from_history(tables: Tables) -> Sql:
    """SQL of the memory that remains on 31 December; 0 before a dyad's first rivalry or dispute.

    A dispute is one of both as originators with a display of force or more, and counts to its
    last year. What a predecessor fought is remembered (`detente.states.lineage`).
    """
    last = tables.last(gml_disputes.CARD.coverage, ("gml-disputes",))
    return Template("""
    WITH {legacies},
    quarrel AS (
      SELECT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2, year
      FROM {tables[gml-disputes]} WHERE orig1 = 1 AND orig2 = 1 AND hostlev >= 3
      UNION SELECT least(ccode1, ccode2), greatest(ccode1, ccode2),
        unnest(range(start, "end" + 1))::INTEGER FROM {tables[tss-rivalries]}
    ),
    past AS ({past})
    SELECT d.ccode1, d.ccode2, d.year,
      coalesce(2 ** (-(d.year - p.year) / {half_life}), 0) AS value
    FROM ({pairs}) d
    ASOF LEFT JOIN past p ON (p.ccode1, p.ccode2) = (d.ccode1, d.ccode2) AND p.year <= d.year
    """).fill(
        legacies=legacies(),
        tables=tables,
        past=inherited_pairs("quarrel"),
        half_life=HALF_LIFE / 2,
        pairs=dyads(tables, (1816, last)),
    )


@lens(CARD, history=from_history)
def rivalry_legacy(case: Case, draw: Draws) -> Estimate | NoEvidence:
    r"""Memory of the last rupture, which decays more slowly where the old elites stayed.

    .. math:: M = 2^{-\Delta / (20 c)}

    with :math:`\Delta` the years since the last rivalry or dispute between the two was over, to
    the day to which the record is known, and :math:`c` the continuity of institutions, people
    and outlook, one half if not coded. A rivalry still going on counts as :math:`\Delta = 0`. A
    record of other things alone is one of no rivalry and no dispute, which leaves no memory. For a
    dyad-year of history :math:`c` is one half, so what a coded continuity adds to that is judged.

    Parameters
    ----------
    case : Case
        ``record``: earlier rivalries and disputes; ``legacy``: continuity of institutions, 0-1.
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    Estimate or NoEvidence
        `NoEvidence` if nothing is on record.
    """
    if not case.record:
        return NoEvidence(reason="nothing between the two is on record")
    past = [r for r in case.record if r.kind in ("rivalry", "dispute")]
    years = min((_years_since(r, case.record_day) for r in past), default=math.inf)
    coded = case.legacy.continuity if case.legacy else None
    continuity = draw(coded, low=0.05, high=1) if coded else np.full(draw.n, 0.5)
    values = memory(years, HALF_LIFE * continuity)
    claims = [c for r in past or case.record for c in r.claims]
    claims += case.legacy.claims if case.legacy else ()
    return Estimate(
        draws=values,
        comparable=Estimate(draws=memory(years, np.full(draw.n, HALF_LIFE / 2)), claims=()),
        claims=tuple(dict.fromkeys(claims)),
        detail=lambda: {
            **({"years_since": years} if past else {}),
            "continuity": float(continuity[0]),
            "ruptures": len(past),
        },
    )


def _years_since(quarrel: Record, day: date) -> float:
    """Years to a day from the end of a rivalry or dispute; 0 while it goes on."""
    return max(0.0, years_between(quarrel.end, day)) if quarrel.end else 0.0
