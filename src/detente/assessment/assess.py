"""Assess a case: read the lenses, forecast, and build the document."""

from datetime import date
from pathlib import Path
from typing import Any

from detente.assessment import case_parts
from detente.assessment.answer import answer_parts, grounds_of
from detente.assessment.coverage import coverage
from detente.case.load import load
from detente.case.model import Case
from detente.document.assessment import (
    Assessment,
    ReferencePart,
    Silence,
    TrackPart,
)
from detente.document.coverage import KnownPairPart
from detente.document.labels import RUPTURE, Label
from detente.errors import DataError, MissingData
from detente.forecast.base_hazard import PANEL, PANEL_LABEL, MatchedClass
from detente.forecast.bridge import BRIDGED, bridge
from detente.forecast.forecast import CaseForecast
from detente.forecast.pool import ClassForecast
from detente.forecast.readings import Readings
from detente.forecast.settings import HORIZONS, Settings
from detente.forecast.survival_draws import (
    probabilities,
)
from detente.history.known_pairs import load_known_pairs
from detente.history.lens_weights import LensWeights
from detente.history.track_record import track_record
from detente.records import Array, Failed, NoEvidence
from detente.scenarios.bargaining.issues import issue_bargains
from detente.scenarios.sensitivity.fault_lines import fault_lines
from detente.scenarios.sensitivity.levers import (
    by_class,
    rank_levers,
    thresholds,
    turn_levers,
    with_few_draws,
)
from detente.scenarios.sensitivity.pairs import pairs
from detente.scenarios.sensitivity.shapley import shapley_values


def assess(
    case: Case | str | Path,
    partner: str | None = None,
    *,
    as_of: date | None = None,
    settings: Settings | None = None,
) -> Assessment:
    """Assess one case from the shipped vintage of its date; nothing later is used.

    Parameters
    ----------
    case : Case, str or Path
        A loaded case, a bundled id, or the path of a case file; or a state, with ``partner``.
    partner : str, optional
        A second state: the two are assessed from the local store, without a case file.
    as_of : date, optional
        Day of the forecast for two states, by default today; a case has its own.
    settings : Settings, optional
        Seed, number of draws, thresholds; all are in the result.

    Raises
    ------
    CaseError, MissingData, DataError
        If the case is not valid, has no vintage, or fits no reference class; if a source that two
        states need was not pulled, or their names do not mean two states of the day; with
        ``from_data`` also if no source knows a tie of the two partners.

    Examples
    --------
    >>> assess("anglo-japanese-1905").partnership.members
    ['United Kingdom', 'Japan']
    """
    if partner is not None:
        from detente.forecast.data_case.build import data_case
        from detente.forecast.data_case.request import ask  # needs the panel, which is slow

        _require_data("two states are assessed from data")
        case = data_case(ask(str(case), partner, as_of or date.today()))
    elif as_of is not None:
        raise DataError("as_of goes with two states; a case has its own")
    case = case if isinstance(case, Case) else load(case)
    if settings is not None and settings.from_data:
        _require_data("the bridge is to begin with the pair from data")
    forecast, few, parts = _answered(case, settings)
    return Assessment(
        case=case.id,
        bridge=bridge(forecast, _from_data(forecast)),
        track_record=[TrackPart(**row) for row in track_record()],
        known_pairs=_known_pairs(forecast.vintage.year),
        reference_classes=_classes(forecast),
        no_evidence=_silent(forecast.readings.coded),
        fault_lines=fault_lines(forecast, few),
        coverage=coverage(forecast),
        **parts,
        **_levers(forecast, few),
        bargaining=issue_bargains(forecast),
        **case_parts.parts_of_case(case),
    )


def _answered(
    case: Case, settings: Settings | None
) -> tuple[CaseForecast, CaseForecast, dict[str, Any]]:
    """The forecast, the same under few draws, and all parts that need the drawn worlds.

    The worlds are freed here, before those of the fault lines are drawn.
    """
    grounds = grounds_of(case, settings)
    few = with_few_draws(grounds.forecast)
    records = [branch.record() for branch in grounds.branches]
    parts = {"lenses": grounds.lenses, "conditionals": records, **answer_parts(grounds, few)}
    return grounds.forecast, few, parts


def _require_data(why: str) -> None:
    from detente.data import store

    if not store.status():
        raise MissingData(
            f"{why}, and none were pulled: run `detente data pull`, or call detente.pair_page for "
            "the forecast that detente ships"
        )


def _from_data(forecast: CaseForecast) -> Array | None:
    """P(rupture within ten years) of the pair from data alone, as drawn, if requested."""
    if not forecast.settings.from_data:
        return None
    from detente.forecast.pair_assessment import rupture_from_data  # needs the panel, which is slow

    return rupture_from_data(forecast, BRIDGED)


def _levers(forecast: CaseForecast, few: CaseForecast) -> dict[str, Any]:
    levers = turn_levers(forecast, rank_levers(few))
    return {
        "flips": levers,
        "pairs": pairs(forecast, few, levers),
        "shapley": shapley_values(forecast),
        "thresholds": thresholds(forecast),
    }


def _known_pairs(before: int) -> list[KnownPairPart]:
    """Events of pairs that readers know, before a year."""
    return [
        KnownPairPart(
            label=pair["label"],
            years={o: [y for y in years if y < before] for o, years in pair["years"].items()},
        )
        for pair in load_known_pairs().values()
    ]


def _silent(readings: Readings) -> list[Silence]:
    """Lenses without evidence in the case."""
    return [
        Silence(id=name, reason=reading.reason)
        for name, reading in readings.items()
        if isinstance(reading, NoEvidence) and not isinstance(reading, Failed)
    ]


def _classes(forecast: CaseForecast) -> list[ReferencePart]:
    shown = [a for a in forecast.base.classes if a.outcome in (RUPTURE, "treaty")]
    alone = by_class(forecast)
    weight = forecast.base.weight
    parts = [_class(a, weight(a.outcome, a.reference.id), alone.get(a.reference.id)) for a in shown]
    panel, history = forecast.base.panel.get(RUPTURE), forecast.weights.history
    if panel is not None and history is not None:
        parts.append(_panel(panel, history, weight(RUPTURE, PANEL), alone[PANEL]))
    return sorted(parts, key=lambda part: part.outcome != RUPTURE)


def _class(a: MatchedClass, weight: float, alone: tuple[float, Label] | None) -> ReferencePart:
    p10, label = alone if alone and a.outcome == RUPTURE else (None, None)
    return ReferencePart(
        id=a.reference.id,
        label=a.reference.label,
        outcome=a.outcome,
        reason=a.reason,
        n=a.table.n,
        ended=a.table.ended,
        by_cause=a.table.by_cause,
        median_years=a.table.median_years,
        age_years=round(a.age, 2),
        weight=weight,
        observed_years=round(a.forecast.observed_years, 1),
        p_end=probabilities(a.forecast.survival, HORIZONS, ended=True),
        label_alone=label,
        p_unbroken_10_alone=p10,
    )


def _panel(
    panel: ClassForecast, weights: LensWeights, weight: float, alone: tuple[float, Label]
) -> ReferencePart:
    return ReferencePart(
        id=PANEL,
        label=PANEL_LABEL,
        outcome=RUPTURE,
        reason="the hazard learned from them, for such ties and as many years since the last "
        "rupture, every lens at its mean",
        n=weights.rows,
        ended=weights.events,
        by_cause={"rupture": weights.events},
        median_years=None,
        age_years=None,
        weight=weight,
        observed_years=panel.observed_years,
        p_end=probabilities(panel.survival, HORIZONS, ended=True),
        label_alone=alone[1],
        p_unbroken_10_alone=alone[0],
    )
