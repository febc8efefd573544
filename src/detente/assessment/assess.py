"""From a case to its assessment: reads the lenses, forecasts, and writes the document."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from detente import __version__
from detente.assessment import case_parts
from detente.assessment.confidence import confidence
from detente.assessment.lens_parts import lens_parts, with_panel
from detente.case.load import load
from detente.case.model import Case
from detente.document.assessment import (
    Assessment,
    OutcomePart,
    Partners,
    Provenance,
    ReferencePart,
    RestsOn,
    Silence,
    TrackPart,
    VerdictPart,
)
from detente.document.part import Interval
from detente.forecast.engine import Applied, Engine, at_year, median_years, year_columns
from detente.forecast.pool import ClassForecast, shifted_survival, yearly_hazard
from detente.forecast.settings import HORIZONS, Settings
from detente.forecast.verdict import probability_word, verdict
from detente.history import lens_series, vintage
from detente.history.lens_weights import LensWeights
from detente.history.reference_classes import BROKEN, OUTCOMES
from detente.history.track_record import track_record
from detente.records import Array, Failed, NoEvidence
from detente.registry import unloaded
from detente.scenarios.bargaining.issues import issue_bargains, no_bargain
from detente.scenarios.conditional import conditionals
from detente.scenarios.mixture import PATHS, future
from detente.scenarios.sensitivity.fault_lines import fault_lines
from detente.scenarios.sensitivity.levers import by_class, ranked, thin, thresholds, turned
from detente.scenarios.sensitivity.pairs import pairs
from detente.scenarios.sensitivity.shapley import shares
from detente.scenarios.sensitivity.tornado import tornado
from detente.scenarios.signposts import signposts
from detente.states.states import resolve

_CURVE_YEARS = range(21)
PANEL = "panel"


def assess(case: Case | str | Path, *, settings: Settings | None = None) -> Assessment:
    """Assess one case from the shipped vintage of its date; nothing later is seen.

    Parameters
    ----------
    case : Case, str or Path
        A loaded case, a bundled id, or the path of a case file.
    settings : Settings, optional
        Seed, number of draws, thresholds; all are printed in the result.

    Raises
    ------
    CaseError, MissingData, DataError
        If the case is faulty, has no vintage, or fits no reference class.

    Examples
    --------
    >>> assess("anglo-japanese-1905").partnership.members
    ['United Kingdom', 'Japan']
    """
    case = case if isinstance(case, Case) else load(case)
    engine = Engine(case, vintage.for_date(case.as_of), settings or Settings())
    panel = lens_series.panel_values(case)
    return Assessment(
        case=case.id,
        as_of=case.as_of,
        partnership=_partners(case),
        **_judgement(engine, panel),
        track_record=[TrackPart(**row) for row in track_record()],
        outcomes={outcome: _outcome(engine, outcome) for outcome in engine.outcomes()},
        no_evidence=_silent(engine),
        **_scenarios(engine),
        **_sensitivity(engine),
        bargaining=issue_bargains(engine),
        **case_parts.parts(case),
        left_out=_left_out(engine, panel),
        provenance=_provenance(engine),
    )


def _judgement(engine: Engine, panel: Mapping[str, lens_series.PanelValue]) -> dict[str, Any]:
    """The verdict, the confidence in it, and what both rest on."""
    verdict, classes = _verdict(engine, panel), _classes(engine)
    lenses, lines = lens_parts(engine, panel), fault_lines(engine)
    return {
        "verdict": verdict,
        "confidence": confidence(
            verdict=verdict,
            classes=[c for c in classes if c.outcome == BROKEN],
            lenses=lenses,
            silent=len(engine.readings) - len(lenses),
            fault_lines=lines,
            claims=case_parts.claims(engine.case),
            known_to=engine.vintage.known_to,
            as_of=engine.case.as_of,
        ),
        "reference_classes": classes,
        "lenses": lenses,
        "fault_lines": lines,
    }


def _scenarios(engine: Engine) -> dict[str, Any]:
    branches = conditionals(future(engine))
    return {
        "conditionals": [b.record for b in branches],
        "signposts": signposts(engine, branches),
    }


def _sensitivity(engine: Engine) -> dict[str, Any]:
    few = thin(engine)
    levers = turned(engine, ranked(few))
    return {
        "flips": levers,
        "pairs": pairs(engine, few, levers),
        "tornado": tornado(engine),
        "shapley": shares(engine),
        "thresholds": thresholds(engine),
    }


def _silent(engine: Engine) -> list[Silence]:
    """Lenses without evidence in the case."""
    return [
        Silence(id=name, reason=reading.reason)
        for name, reading in engine.readings.items()
        if isinstance(reading, NoEvidence) and not isinstance(reading, Failed)
    ]


def _intervals(survival: Array, years: Iterable[int], *, ended: bool) -> dict[str, Interval]:
    """Intervals of P(ended) or P(not yet) by year."""
    columns = year_columns(survival, years)
    intervals = Interval.of_columns(1 - columns if ended else columns)
    return {str(y): interval for y, interval in zip(years, intervals, strict=True)}


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


def _verdict(engine: Engine, panel: Mapping[str, lens_series.PanelValue]) -> VerdictPart:
    found, survival = verdict(engine), engine.survival(BROKEN)
    unbroken = _intervals(survival, HORIZONS, ended=False)
    return VerdictPart(
        label=found.label,
        words=found.words,
        type=found.type,
        p_unbroken=unbroken,
        probability_words={y: probability_word(r.mean) for y, r in unbroken.items()},
        threat_move_10=found.threat_move_10,
        rests_on=_rests_on(engine, panel),
    )


def _rests_on(engine: Engine, panel: Mapping[str, lens_series.PanelValue]) -> RestsOn:
    """Take P(broken within ten years) apart by where its parts are from."""

    def ended(survival: Array) -> float:
        return float(1 - at_year(survival, 10).mean())

    plain = engine.base(BROKEN)
    both = ended(engine.survival(BROKEN))
    learned = ended(engine.survival(BROKEN, engine.shift(engine.readings, only=("learned",))))
    shift = engine.shift(engine.readings, only=("judged",))
    judged = ended(shifted_survival(yearly_hazard(plain), shift))
    start = ended(plain)
    return RestsOn(
        classes=start,
        panel=ended(engine.panel.survival) if engine.panel else None,
        learned=((learned - start) + (both - judged)) / 2,
        judged=((judged - start) + (both - learned)) / 2,
        total=both,
        with_panel=with_panel(engine, panel),
    )


def _outcome(engine: Engine, outcome: str) -> OutcomePart:
    survival = engine.survival(outcome)
    pooled = engine.base(outcome)
    return OutcomePart(
        definition=OUTCOMES[outcome],
        median_years=median_years(survival),
        p_end=_intervals(survival, HORIZONS, ended=True),
        p_end_pooled=_intervals(pooled, HORIZONS, ended=True),
        curve=list(_intervals(survival, _CURVE_YEARS, ended=False).values()),
        classes=[a.reference.id for a in engine.applied if a.outcome == outcome]
        + ([PANEL] if engine.panel_of(outcome) else []),
    )


def _classes(engine: Engine) -> list[ReferencePart]:
    shown = [a for a in engine.applied if a.outcome in (BROKEN, "O5")]
    alone = by_class(engine)
    found = [_class(a, _weight(engine, a.outcome), alone.get(a.reference.id)) for a in shown]
    if engine.panel is not None and engine.taught is not None:
        found.append(_panel(engine.panel, engine.taught, _weight(engine, BROKEN), alone[PANEL]))
    return sorted(found, key=lambda part: part.outcome != BROKEN)


def _weight(engine: Engine, outcome: str) -> float:
    return 1 / len(engine.members(outcome))


def _class(a: Applied, weight: float, alone: tuple[float, str] | None) -> ReferencePart:
    p10, label = alone if alone and a.outcome == BROKEN else (None, None)
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
        p_end=_intervals(a.forecast.survival, HORIZONS, ended=True),
        label_alone=label,
        p_unbroken_10_alone=p10,
    )


def _panel(
    panel: ClassForecast, taught: LensWeights, weight: float, alone: tuple[float, str]
) -> ReferencePart:
    return ReferencePart(
        id=PANEL,
        label="Partnership years of history, as learned",
        outcome=BROKEN,
        reason="what ties the two and how long ago they fell out, with every lens at its mean",
        n=taught.rows,
        ended=taught.events,
        by_cause={"rupture": taught.events},
        median_years=None,
        age_years=None,
        weight=weight,
        observed_years=panel.observed_years,
        p_end=_intervals(panel.survival, HORIZONS, ended=True),
        label_alone=alone[1],
        p_unbroken_10_alone=alone[0],
    )


_NOT_YET = {
    "O1": "no historical record of open opposition in the Security Council is read yet",
    "O3": "no historical record of suspended joint bodies is read yet",
    "O6": "the alignment index from votes, events and opinion is not built yet",
}


def _faulty(engine: Engine, panel: Mapping[str, lens_series.PanelValue]) -> dict[str, str]:
    """Lenses that could not be loaded or read off the case, or whose history is faulty, and why."""
    found = {f"lens/{name}": reason for name, reason in unloaded().items()}
    found |= {f"lens/{n}": r.reason for n, r in engine.readings.items() if isinstance(r, Failed)}
    return found | {f"panel/{n}": k.reason for n, k in panel.items() if isinstance(k, Failed)}


def _left_out(engine: Engine, panel: Mapping[str, lens_series.PanelValue]) -> list[Silence]:
    found = dict(_NOT_YET)
    if "O5" in engine.outcomes():
        found["lenses-on-O5"] = (
            "the lenses speak of the partnership, not of its treaty: O5 is the base rate alone"
        )
    else:
        found["O5"] = "no alliance treaty between the two is in force"
    last = engine.vintage.year
    if engine.case.as_of.year > last:
        found["vintage"] = f"no vintage after {last}: history from then to the case is not counted"
    found["local-data"] = (
        f"the forecast uses the shipped vintage, known to {engine.vintage.known_to}, whether or "
        "not data are on disk; with data the panel's values stand beside the case's"
    )
    found |= {f"bargain/{id_}": why for id_, why in no_bargain(engine.case).items()}
    if engine.taught is None:
        found["learned-weights"] = "no vintage of this date: all lens weights are judged"
    contradicted = engine.taught.contradicted if engine.taught else {}
    for name in filter(engine.lenses.__contains__, contradicted):
        found[f"contradicted/{name}"] = (
            f"history to {engine.vintage.known_to} gives this lens the other sign than its theory: "
            "it moves nothing"
        )
    if engine.taught is not None and engine.outcomes() != [BROKEN]:
        found["weights-of-O2-O4"] = (
            "history teaches of rupture of either kind: O2 and O4 are moved by the same weights, "
            "and what it learned is divided between them as the other classes divide their ruptures"
        )
    found |= _faulty(engine, panel)
    for a in engine.applied:
        if a.outcome == BROKEN and a.forecast.observed_years < HORIZONS[-1]:
            found[f"beyond/{a.reference.id}"] = (
                f"history of this class was observed for {a.forecast.observed_years:.0f} years "
                "from the case's age on; its last ten years' hazard is continued"
            )
    return [Silence(id=key, reason=reason) for key, reason in found.items()]


def _provenance(engine: Engine) -> Provenance:
    text = engine.case.model_dump_json(by_alias=True)
    return Provenance(
        version=__version__,
        seed=engine.settings.seed,
        vintage=engine.vintage.year,
        known_to=engine.vintage.known_to,
        settings=engine.settings.document(),
        futures=PATHS,
        sources=engine.vintage.sources,
        case_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
