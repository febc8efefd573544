"""From a case to its answer: the forecast, its verdict, what moves it and what to watch."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente import __version__
from detente.assessment import case_parts
from detente.assessment.confidence import confidence, missing_information
from detente.assessment.coverage import coverage_of_outcomes, covered_years
from detente.assessment.left_out import left_out
from detente.assessment.lens_parts import lens_parts
from detente.case.model import Case
from detente.document.answer import Answer
from detente.document.assessment import LensPart, OutcomePart, Partners, Provenance
from detente.document.labels import OutcomeId
from detente.forecast.fates import Fates, fates
from detente.forecast.forecast import CaseForecast, forecast_case
from detente.forecast.settings import HORIZONS, Settings
from detente.forecast.survival_draws import median_years, probabilities
from detente.forecast.verdict import fate_parts, verdict
from detente.history import lens_series
from detente.history.outcomes import OUTCOME_CARDS
from detente.scenarios.conditional import Branches, conditionals
from detente.scenarios.mixture import PATHS, draw_mixture
from detente.scenarios.sensitivity.tornado import tornado
from detente.scenarios.signposts import signposts
from detente.states.states import resolve

_CURVE_YEARS = range(21)


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """What the answer and the rest of an assessment are both read from.

    Attributes
    ----------
    forecast : CaseForecast
        Forecast of the case.
    panel : mapping of str to PanelValue
        The panel's values of the lenses, by id.
    ends : Fates
        The four fates.
    lenses : list of LensPart
        Lenses with evidence.
    branches : list of Branches
        Scenarios of the case.
    """

    forecast: CaseForecast
    panel: Mapping[str, lens_series.PanelValue]
    ends: Fates
    lenses: list[LensPart]
    branches: list[Branches]


def grounds_of(case: Case, settings: Settings | None) -> Grounds:
    """Forecast a case, with its lenses and scenarios.

    Parameters
    ----------
    case, settings
        As `answer` takes them.
    """
    forecast, panel = forecast_case(case, settings=settings), lens_series.panel_values(case)
    return Grounds(
        forecast=forecast,
        panel=panel,
        ends=fates(forecast),
        lenses=lens_parts(forecast, panel),
        branches=conditionals(draw_mixture(forecast)),
    )


def answer(case: Case, settings: Settings | None = None) -> Answer:
    """Assess one case as far as one screen shows it; equal to these parts of its assessment.

    Parameters
    ----------
    case : Case
        A loaded case.
    settings : Settings, optional
        Seed, number of draws, thresholds.

    Raises
    ------
    MissingData, DataError
        As of `detente.assessment.assess.assess`.
    """
    grounds = grounds_of(case, settings)
    return Answer(
        coverage=coverage_of_outcomes(grounds.forecast),
        first_scenario=case.scenarios[0].id if case.scenarios else None,
        **answer_parts(grounds),
    )


def answer_parts(grounds: Grounds, few: CaseForecast | None = None) -> dict[str, Any]:
    """The parts that an answer and an assessment both have, by their names in the document.

    Parameters
    ----------
    grounds : Grounds
        What they are read from.
    few : CaseForecast, optional
        As `detente.scenarios.sensitivity.tornado.tornado` takes it.
    """
    forecast, panel, branches = grounds.forecast, grounds.panel, grounds.branches
    words = verdict(forecast, panel, grounds.ends)
    years = covered_years(forecast)
    return {
        "as_of": forecast.case.as_of,
        "partnership": _partners(forecast.filed),
        "verdict": words,
        "confidence": confidence(
            firm=words.label != "base rate only",
            lenses=grounds.lenses,
            information=missing_information(forecast),
            claims=case_parts.claims(forecast.case),
            as_of=forecast.case.as_of,
        ),
        "fates": fate_parts(grounds.ends),
        "outcomes": {outcome: _outcome(forecast, outcome, y) for outcome, y in years.items()},
        "signposts": signposts(forecast, branches),
        "tornado": tornado(forecast, few, panel, branches),
        "left_out": left_out(forecast, panel),
        "provenance": _provenance(forecast),
    }


def _partners(case: Case) -> Partners:
    states = [resolve(case.actor(m).state or "", case.as_of) for m in case.members]
    return Partners(
        id=case.id,
        title=case.title,
        question=case.question,
        members=[case.name(m) for m in case.members],
        ccodes=[s.ccode for s in states],
        start=case.partnership.start,
        age_years=round(case.age(), 2),
        ideological_adversity=case.partnership.ideological_adversity.value,
        ideological_range=list(case.partnership.ideological_adversity.bounds),
        geopolitical_adversity=case.partnership.geopolitical_adversity.value,
        geopolitical_range=list(case.partnership.geopolitical_adversity.bounds),
    )


def _outcome(forecast: CaseForecast, outcome: OutcomeId, years: tuple[int, int]) -> OutcomePart:
    survival, card = forecast.survivals[outcome], OUTCOME_CARDS[outcome]
    pooled = forecast.base.survival(outcome)
    return OutcomePart(
        label=card.label,
        definition=card.case,
        history=card.history,
        coverage=list(years),
        median_years=median_years(survival),
        p_end=probabilities(survival, HORIZONS, ended=True),
        p_end_pooled=probabilities(pooled, HORIZONS, ended=True),
        curve=list(probabilities(survival, _CURVE_YEARS, ended=False).values()),
        classes=list(forecast.base.pools[outcome]),
    )


def _provenance(forecast: CaseForecast) -> Provenance:
    text = forecast.filed.model_dump_json(by_alias=True)
    return Provenance(
        version=__version__,
        seed=forecast.settings.seed,
        vintage=forecast.vintage.year,
        known_to=forecast.vintage.known_to,
        settings=forecast.settings.document(),
        futures=PATHS,
        sources=forecast.vintage.sources,
        case_sha256=hashlib.sha256(text.encode()).hexdigest(),
        other_releases=lens_series.other_releases_of_lenses(),
    )
