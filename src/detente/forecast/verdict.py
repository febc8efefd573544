"""The answer in words, each word from a number."""

from dataclasses import dataclass

from detente.case.edit import at
from detente.case.model import Case
from detente.document.part import Interval
from detente.forecast.forecast import CaseForecast
from detente.forecast.settings import STEPS, Settings
from detente.forecast.survival_draws import at_year, survival_at
from detente.history.reference_classes import BROKEN
from detente.records import Array

# ICD 203: the word for a probability, by its upper end
_WORDS = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.01, "almost certain"),
)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The label, the type and the figures that they follow from."""

    label: str
    type: str
    words: str
    p_unbroken_10: float
    p_unbroken_20: float
    threat_move_10: float | None  # rise of P(broken in 10 years) without the shared threat


def probability_word(p: float) -> str:
    """Word of probability of ICD 203 for ``p``.

    Examples
    --------
    >>> probability_word(0.63)
    'likely'
    """
    return next(word for top, word in _WORDS if p < top)


def label(p10: float, p20: float, move: float | None, settings: Settings) -> str:
    """Name the partnership from its figures and the thresholds in the settings."""
    if p20 >= settings.permanent_at_20:
        return "permanent fixture"
    rests = move is not None and move >= settings.convenience_move_at_10
    if p10 < settings.convenience_below_at_10:
        return "marriage of convenience" if rests else "fragile partnership"
    return "conditional partnership" if rests else "durable but not permanent"


_MEANING = {
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


def partnership_type(case: Case, settings: Settings) -> str:
    """Resnick's type, from ideological and geopolitical adversity.

    Both high: alliance of convenience; one: ambivalent alliance; none: special relationship.
    """
    p = case.partnership
    high = sum(
        a.value >= settings.adversity_high
        for a in (p.ideological_adversity, p.geopolitical_adversity)
    )
    return ("special relationship", "ambivalent alliance", "alliance of convenience")[high]


def without_threat(case: Case) -> Case:
    """The case as it would stand if every threat from outside were gone."""
    for threat in case.threats:
        if threat.actor not in case.members:
            case = at(case, f"threats.{threat.id}.attained", 1.0)
    return case


def verdict(forecast: CaseForecast) -> Verdict:
    """Judge the case as coded."""
    settings, survival = forecast.settings, forecast.survivals[BROKEN]
    ten, twenty = (Interval.of(at_year(survival, years)) for years in (10, 20))
    p10, p20 = ten.mean, twenty.mean
    spared = _spared(forecast, forecast.case, forecast.base.odds)
    move = None if spared is None else p10 - float(spared.mean())
    name = label(p10, p20, move, settings)
    words = (
        f"{_MEANING[name]} That it is unbroken in ten years is {probability_word(p10)} "
        f"({p10:.0%}, {ten.low:.0%} to {ten.high:.0%}), in twenty years {probability_word(p20)} "
        f"({p20:.0%}, {twenty.low:.0%} to {twenty.high:.0%})."
    )
    if spared is not None and move is not None:
        spread = Interval.of(at_year(survival, 10) - spared)
        words += (
            f" Without the shared threat the ten-year risk would move by {100 * move:+.0f} points "
            f"({100 * spread.low:+.0f} to {100 * spread.high:+.0f})."
        )
    return Verdict(
        label=name,
        type=partnership_type(forecast.case, settings),
        words=words,
        p_unbroken_10=p10,
        p_unbroken_20=p20,
        threat_move_10=move,
    )


def threat_move(forecast: CaseForecast, p10: float, case: Case, odds: Array) -> float | None:
    """Rise of P(broken within 10 years) if the shared threat were gone; None without one.

    ``odds`` take the place of the pooled ones.
    """
    spared = _spared(forecast, case, odds)
    return None if spared is None else p10 - float(spared.mean())


def _spared(forecast: CaseForecast, case: Case, odds: Array) -> Array | None:
    """P(unbroken in 10 years) as drawn, with no threat from outside; None if there is none."""
    if not any(t.actor not in case.members for t in case.threats):
        return None
    shift = forecast.shift(forecast.read(without_threat(case)), 10 * STEPS)
    return survival_at(odds, shift, (10,))[:, 0]
