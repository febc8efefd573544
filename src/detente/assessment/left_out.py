"""What a forecast leaves out, and why."""

from collections.abc import Mapping
from datetime import timedelta

from detente.document.assessment import Silence
from detente.document.labels import LADDER, RUPTURE
from detente.forecast.base_hazard import is_untied
from detente.forecast.forecast import CaseForecast
from detente.forecast.settings import HORIZONS
from detente.history import lens_series
from detente.history.reference_classes import at_risk, treaty_in_force
from detente.records import Failed
from detente.registry import unloaded
from detente.scenarios.bargaining.seats import no_bargain
from detente.scenarios.conditional import no_forecast

_OF_TREATIES = ("treaty", "suspension")


def left_out(forecast: CaseForecast, panel: Mapping[str, lens_series.PanelValue]) -> list[Silence]:
    """Outcomes, data, lenses and years that the forecast does without.

    Parameters
    ----------
    forecast, panel
        As `detente.forecast.rests_on.rests_on` takes them.
    """
    reasons = _outcomes(forecast) | _history(forecast) | no_forecast(forecast)
    reasons |= {f"bargain/{id_}": why for id_, why in no_bargain(forecast.case).items()}
    reasons |= {f"waiting/{w.section}.{w.id}": w.sentence for w in forecast.case.waiting}
    reasons |= _weights(forecast) | _faulty(forecast, panel)
    if not forecast.base.classes:
        reasons["reference-classes"] = (
            "no reference class fits: no rivalry that ended, coalition, pact, defence agreement, "
            "common enemy or run of like votes. The learned hazard answers alone"
        )
    if is_untied(forecast.case):
        reasons["untied"] = (
            "nothing but votes binds the two. The learned hazard, fitted on pairs with a treaty, a "
            "former rivalry or a side taken together, is taken at a fifth of its odds, as pairs "
            "without one showed from 1955 to 1989. On 1 January of 1985, 1990, 1995 and 2000 it "
            "then expected 65 ruptures of such pairs within ten years, and 41 came: 1.6 times as "
            "many (90 %: 1.2 to 2.3)"
        )
    for a in forecast.base.classes:
        if a.outcome == RUPTURE and a.forecast.observed_years < HORIZONS[-1]:
            reasons[f"beyond/{a.reference.id}"] = (
                f"history of this class was observed for {a.forecast.observed_years:.0f} years "
                "from the case's age on; its last ten years' hazard is continued"
            )
    return [Silence(id=key, reason=reason) for key, reason in reasons.items()]


def _outcomes(forecast: CaseForecast) -> dict[str, str]:
    """Outcomes without a forecast, and those that lenses do not move."""
    bound = treaty_in_force(forecast.case)
    reasons: dict[str, str] = {}
    for outcome in LADDER:
        if outcome in forecast.base.outcomes:
            continue
        if outcome in _OF_TREATIES and not bound:
            reasons[outcome] = "no alliance treaty between the two is in force"
        elif not at_risk(forecast.case, outcome):
            reasons["rivals-now"] = (
                "the two are strategic rivals already, so that no rivalry can begin: every rupture "
                "is one by force"
            )
        else:
            reasons[outcome] = (
                f"history known by {forecast.vintage.known_to} has too few events to learn from"
            )
    if "treaty" in forecast.base.outcomes:
        reasons["lenses-on-treaty"] = (
            "the lenses concern the partnership, not its treaty, whose end is the base rate alone"
        )
    return reasons


def _history(forecast: CaseForecast) -> dict[str, str]:
    last, reasons = forecast.vintage.year, {}
    if forecast.case.as_of.year > last:
        reasons["vintage"] = (
            f"no vintage after {last}: history from then to the case is not counted"
        )
    if forecast.case.record_is_old:
        reasons["record"] = (
            "the record of rivalries, force and disputes between the two is complete only to "
            f"{forecast.case.record_day - timedelta(days=1)}: what came later may be missing, and "
            "the hazards were fitted on history seen as late"
        )
    pacts = [r.label for r in forecast.case.record if r.kind == "pact" and not r.end]
    listed = forecast.case.known_to.get("ties")
    if pacts and listed and listed.year < forecast.case.as_of.year - 1:
        reasons["treaties"] = (
            f"the list of treaties ends on {listed} ({'; '.join(pacts)}): what was signed or left "
            "since is known only of the few pacts that detente lists itself"
        )
    reasons["local-data"] = (
        f"the forecast uses the shipped vintage, known to {forecast.vintage.known_to}, whether or "
        "not data are on disk; with data the panel's values are shown next to the case's"
    )
    return reasons


def _weights(forecast: CaseForecast) -> dict[str, str]:
    """Lens weights that history could not give, or gave with the other sign."""
    history = forecast.weights.history
    if history is None:
        return {"learned-weights": "no vintage of this date: all lens weights are judged"}
    return {
        f"contradicted/{name}": (
            f"the estimate from history to {forecast.vintage.known_to} has the opposite sign from "
            "the theory, so the lens widens the interval and does not move its middle"
        )
        for name in history.contradicted
        if name in forecast.weights.lenses
    }


def _faulty(forecast: CaseForecast, panel: Mapping[str, lens_series.PanelValue]) -> dict[str, str]:
    """Lenses that could not be loaded or read off the case, or whose history is faulty, and why."""
    reasons = {f"lens/{name}": reason for name, reason in unloaded().items()}
    reasons |= {
        f"lens/{n}": r.reason for n, r in forecast.readings.coded.items() if isinstance(r, Failed)
    }
    return reasons | {f"panel/{n}": k.reason for n, k in panel.items() if isinstance(k, Failed)}
