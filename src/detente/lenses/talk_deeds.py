"""Talk versus deeds: the share of cooperation that is verbal."""

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case, Deed
from detente.data.sql import Sql, Template
from detente.panel.events import SOURCE, quads
from detente.panel.tables import Tables
from detente.records import Array, Estimate, Judged, LensCard, NoEvidence
from detente.registry import lens

CARD = LensCard(
    id="talk-deeds",
    label="Talk versus deeds",
    theory="Conflict and cooperation event scales",
    mechanism="A partnership that lives on declarations has little to lose when they stop.",
    references=(
        "Goldstein, J. S. 1992. A Conflict-Cooperation Scale for WEIS Events Data. Journal of "
        "Conflict Resolution 36(2): 369-385. https://doi.org/10.1177/0022002792036002007",
        "Schrodt, P. A. 2012. CAMEO: Conflict and Mediation Event Observations, Codebook.",
    ),
    unit="share of cooperation that is verbal",
    range=(0.0, 1.0),
    danger="higher",
    neutral=0.5,
    step=0.4,
    reads=("ledger",),
    user_sources=(SOURCE,),
    weight=Judged(
        size=0.25,
        spread=0.2,
        bound=0.6,
        why="Judged; in every event data set words outnumber deeds, so half is a mild standard.",
    ),
)


def from_history(tables: Tables) -> Sql:
    """SQL of the same share from event counts, both directions together, every act in full."""
    return Template("""
    SELECT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2, year,
      sum(verb_coop) / nullif(sum(verb_coop + matl_coop), 0) AS value
    FROM ({quads}) GROUP BY ALL
    """).fill(quads=quads(tables))


@lens(CARD, history=from_history)
def talk_deeds(case: Case, draw: Draws) -> Estimate | NoEvidence:
    r"""Count the ledger by quadrant: verbal or material, cooperation or conflict.

    .. math:: R = \frac{VC}{VC + MC}

    A material deed counts to the extent that it was delivered and was not decided beforehand;
    the rest of it counts as talk. Detail gives the counts of the four quadrants and the alignment
    (cooperation - conflict) / (cooperation + conflict).

    Parameters
    ----------
    case : Case
        ``ledger``: deeds between the partners.
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    Estimate or NoEvidence
        `NoEvidence` if none of them is cooperative.
    """
    deeds = [d for d in case.ledger if {d.giver, d.receiver} == set(case.members)]
    cooperative = [d for d in deeds if d.valence == "cooperation"]
    if not cooperative:
        return NoEvidence(reason="the ledger holds no cooperation between the two partners")
    real = np.sum([_deed_share(d, draw) for d in cooperative], axis=0)
    counts = {
        f"{k}-{v}": sum(d.kind == k and d.valence == v for d in deeds)
        for k in ("verbal", "material")
        for v in ("cooperation", "conflict")
    }
    return Estimate(
        draws=1 - real / len(cooperative),
        claims=tuple(dict.fromkeys(c for d in deeds for c in d.claims)),
        detail=lambda: {
            "counts": counts,
            "plain_talk_ratio": counts["verbal-cooperation"] / len(cooperative),
            "alignment": (2 * len(cooperative) - len(deeds)) / len(deeds),
        },
    )


def _deed_share(deed: Deed, draw: Draws) -> Array:
    if deed.kind == "verbal":
        return np.zeros(draw.n)
    fresh = 1 - draw(deed.pre_decided, low=0, high=1)
    return np.asarray(fresh * draw(deed.delivered, low=0, high=1))
