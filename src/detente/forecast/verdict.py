"""The verdict on a partnership: its label and type, and the figures behind them."""

from collections.abc import Mapping

from detente.case.edit import at
from detente.case.model import Case
from detente.document.assessment import VerdictPart
from detente.document.labels import Label, PartnershipType
from detente.document.part import Interval
from detente.forecast.forecast import CaseForecast
from detente.forecast.rests_on import rests_on
from detente.forecast.settings import HORIZONS, STEPS, Settings
from detente.forecast.survival_draws import at_year, probabilities, survival_at
from detente.history import lens_series
from detente.history.reference_classes import RUPTURE
from detente.records import Array

# ICD 203: words of probability by their upper bounds
_WORDS = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.01, "almost certain"),
)


def probability_word(p: float) -> str:
    """Word of probability of ICD 203 for ``p``.

    Examples
    --------
    >>> probability_word(0.63)
    'likely'
    """
    return next(word for top, word in _WORDS if p < top)


def label(p10: float, p20: float, move: float | None, settings: Settings) -> Label:
    """Label of a partnership, from its figures and the thresholds in the settings.

    Parameters
    ----------
    p10, p20 : float
        P(unbroken at 10 years) and P(unbroken at 20 years).
    move : float or None
        Rise of P(broken within 10 years) without the shared threat; None if there is none.
    settings : Settings
        Thresholds.
    """
    if p20 >= settings.permanent_at_20:
        return "permanent fixture"
    rests = move is not None and move >= settings.convenience_move_at_10
    if p10 < settings.convenience_below_at_10:
        return "marriage of convenience" if rests else "fragile partnership"
    return "conditional partnership" if rests else "durable but not permanent"


_MEANING: Mapping[Label, str] = {
    "permanent fixture": "It is built to last.",
    "marriage of convenience": "It rests on the shared threat and is more likely than not to "
    "break within ten years.",
    "fragile partnership": "It is more likely than not to break within ten years, and not only "
    "because the shared threat may go.",
    "conditional partnership": "It will more likely than not outlast ten years, but much of that "
    "rests on the shared threat.",
    "durable but not permanent": "It is neither a permanent fixture nor a mere marriage of "
    "convenience: it will more likely than not outlast ten years, and does not hang on the "
    "shared threat alone.",
}


_TYPES: tuple[PartnershipType, ...] = (
    "special relationship",
    "ambivalent alliance",
    "alliance of convenience",
)


def partnership_type(case: Case, settings: Settings) -> PartnershipType:
    """Resnick's type, from the number of high adversities: none, one or both.

    Parameters
    ----------
    case : Case
        Its partnership has an ideological and a geopolitical adversity, 0 to 1.
    settings : Settings
        ``adversity_high`` is the threshold from which an adversity is high.

    References
    ----------
    Resnick, E. N. (2011). Strange bedfellows: US bargaining behavior with allies of convenience.
    International Security 35 (3), 144-184. https://doi.org/10.1162/ISEC_a_00026
    """
    p = case.partnership
    high = sum(
        a.value >= settings.adversity_high
        for a in (p.ideological_adversity, p.geopolitical_adversity)
    )
    return _TYPES[high]


def without_threat(case: Case) -> Case:
    """The case with every threat from outside the partnership gone."""
    for threat in case.threats:
        if threat.actor not in case.members:
            case = at(case, f"threats.{threat.id}.attained", 1.0)
    return case


def verdict(
    forecast: CaseForecast, panel: Mapping[str, lens_series.PanelValue] | None = None
) -> VerdictPart:
    """Verdict on the case as coded.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    panel : mapping of str to PanelValue, optional
        The panel's values of the lenses, by id; none by default.
    """
    settings, survival = forecast.settings, forecast.survivals[RUPTURE]
    ten, twenty = (Interval.of(at_year(survival, years)) for years in (10, 20))
    spared = _without_threat_at_10(forecast, forecast.case, forecast.base.odds)
    move = None if spared is None else ten.mean - float(spared.mean())
    name = label(ten.mean, twenty.mean, move, settings)
    words = (
        f"{_MEANING[name]} That it is unbroken in ten years is {_in_words(ten)}, in twenty years "
        f"{_in_words(twenty)}."
    )
    if spared is not None and move is not None:
        words += _move_in_words(move, Interval.of(at_year(survival, 10) - spared))
    unbroken = probabilities(survival, HORIZONS, ended=False)
    return VerdictPart(
        label=name,
        words=words,
        type=partnership_type(forecast.case, settings),
        p_unbroken=unbroken,
        probability_words={years: probability_word(p.mean) for years, p in unbroken.items()},
        threat_move_10=move,
        rests_on=rests_on(forecast, panel or {}),
    )


def _in_words(p: Interval) -> str:
    return f"{probability_word(p.mean)} ({p.mean:.0%}, {p.low:.0%} to {p.high:.0%})"


def _move_in_words(move: float, spread: Interval) -> str:
    return (
        f" Without the shared threat the ten-year risk would move by {100 * move:+.0f} points "
        f"({100 * spread.low:+.0f} to {100 * spread.high:+.0f})."
    )


def threat_move(forecast: CaseForecast, p10: float, case: Case, odds: Array) -> float | None:
    """Rise of P(broken within 10 years) if the shared threat were gone; None without one.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    p10 : float
        P(unbroken at 10 years) of the version under these odds.
    case : Case
        The case as coded, or a version of it.
    odds : array, shape (n_draws, steps)
        Yearly odds of rupture before the lenses.
    """
    spared = _without_threat_at_10(forecast, case, odds)
    return None if spared is None else p10 - float(spared.mean())


def _without_threat_at_10(forecast: CaseForecast, case: Case, odds: Array) -> Array | None:
    """Draws of P(unbroken at 10 years) without threats from outside; None if there are none."""
    if not any(t.actor not in case.members for t in case.threats):
        return None
    shift = forecast.shift(forecast.read(without_threat(case)), 10 * STEPS)
    return survival_at(odds, shift, (10,))[:, 0]
