"""Public opinion: how favourable both publics are, with sampling error."""

import math

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case
from detente.case.numbers import Number
from detente.case.survey import Survey
from detente.case.survey_tests import survey_report
from detente.records import Estimate, Judged, LensCard, NoEvidence
from detente.registry import lens

CARD = LensCard(
    id="public-opinion",
    label="Public opinion",
    theory="Audience costs and mood",
    mechanism="Publics raise or lower the price of standing by, or of turning on, a partner.",
    references=(
        "Fearon, J. D. 1994. Domestic Political Audiences and the Escalation of International "
        "Disputes. American Political Science Review 88(3): 577-592. "
        "https://doi.org/10.2307/2944796",
        "Tomz, M. 2007. Domestic Audience Costs in International Relations. International "
        "Organization 61(4): 821-840. https://doi.org/10.1017/S0020818307070282",
    ),
    unit="mean share of answers favourable to the partnership",
    range=(0.0, 1.0),
    danger="lower",
    neutral=0.5,
    step=0.25,
    reads=("surveys",),
    weight=Judged(
        size=0.2,
        spread=0.15,
        bound=0.5,
        why="Judged and small: publics follow as often as they lead in foreign policy.",
    ),
)


def _favourable(survey: Survey) -> tuple[float, float] | None:
    """Latest share that favours the partnership, and its standard error."""
    if survey.split:
        decided = survey.split.pro + survey.split.con
        share, n = survey.split.pro / decided, survey.split.n * decided
    elif survey.waves:
        share, n = survey.waves[-1].share, float(survey.waves[-1].n)
    else:
        return None
    error = math.sqrt(survey.deff * share * (1 - share) / n)
    return (share if survey.favours == "partnership" else 1 - share), error


@lens(CARD)
def public_opinion(case: Case, draw: Draws) -> Estimate | NoEvidence:
    """Average the latest favourable share over all survey questions, with sampling error.

    A share that favours rupture counts by its complement; in a for-and-against question the
    undecided are left out. The ambivalence index is the smaller of the two latest shares that
    point opposite ways: a public can fear a partner and want it closer.

    Parameters
    ----------
    case : Case
        ``surveys`` of either public.
    draw : Draws
        Draws each number within its stated range; entry 0 is the coded value.

    Returns
    -------
    Estimate or NoEvidence
        `NoEvidence` if no survey has a share.
    """
    shares = [(s, f) for s in case.surveys if (f := _favourable(s)) is not None]
    if not shares:
        return NoEvidence(reason="the case holds no survey of either public")
    values = np.mean(
        [
            draw(Number(value=share, low=max(0, share - 1.645 * e), high=min(1, share + 1.645 * e)))
            for _, (share, e) in shares
        ],
        axis=0,
    )
    return Estimate(
        draws=np.clip(values, 0, 1),
        claims=tuple(dict.fromkeys(c for s in case.surveys for c in s.claims)),
        detail=lambda: {
            "surveys": survey_report(case),
            "ambivalence": _ambivalence(case),
            "elite_public_gap": elite_public_gap(case),
        },
    )


def _ambivalence(case: Case) -> float | None:
    latest: dict[str, float] = {}
    for s in case.surveys:
        if s.waves:
            latest[s.favours] = max(latest.get(s.favours, 0.0), s.waves[-1].share)
    return min(latest.values()) if len(latest) > 1 else None


def elite_public_gap(case: Case) -> dict[str, float]:
    """Mean position of each state's factions less that of its public, by issue; 0-100."""
    gaps = {}
    home = {a.id: a for a in case.actors}
    for issue in case.issues:
        for member in case.members:
            spots: dict[str, list[float]] = {"faction": [], "public": []}
            for p in issue.positions:
                actor = home[p.actor]
                if actor.within == member and actor.kind in spots:
                    spots[actor.kind].append(p.position.value)
            if spots["faction"] and spots["public"]:
                gap = float(np.mean(spots["faction"]) - np.mean(spots["public"]))
                gaps[f"{issue.id}/{member}"] = gap
    return gaps
