"""The verdict on a partnership: its label and type, and the figures behind them."""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np

from detente.case.edit import at
from detente.case.model import Case
from detente.document.assessment import FatePart, VerdictPart
from detente.document.labels import BASE_RATE, RUPTURE, FateId, Label, PartnershipType
from detente.document.part import Interval
from detente.document.percent import between, percent
from detente.forecast.chance import Chance
from detente.forecast.fates import NAMES, Fates, fates, label_of
from detente.forecast.forecast import CaseForecast
from detente.forecast.rests_on import rests_on
from detente.forecast.settings import FATES_AT, HORIZONS, STEPS, Settings
from detente.forecast.survival_draws import at_year, log_odds, probabilities, survival_at
from detente.history import lens_series
from detente.records import Array, Estimate

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


_EVEN = 0.5
_TYPES: tuple[PartnershipType, ...] = (
    "special relationship",
    "ambivalent alliance",
    "alliance of convenience",
)


def partnership_types(
    case: Case, settings: Settings, chance: Chance
) -> dict[PartnershipType, float]:
    """Probabilities of Resnick's types, from the ranges of the two adversities.

    Parameters
    ----------
    case : Case
        Its partnership has an ideological and a geopolitical adversity, 0 to 1.
    settings : Settings
        ``adversity_high`` is the threshold from which an adversity is high.
    chance : Chance
        Draws both within their ranges.

    Returns
    -------
    dict of str to float
        By type: none of the adversities is high, one is, or both are.

    References
    ----------
    Resnick, E. N. (2011). Strange bedfellows: US bargaining behavior with allies of convenience.
    International Security 35 (3), 144-184. https://doi.org/10.1162/ISEC_a_00026
    """
    draw = chance.of("resnick")
    high = sum(
        (draw(a, low=0, high=1) >= settings.adversity_high).astype(int)
        for a in (case.partnership.ideological_adversity, case.partnership.geopolitical_adversity)
    )
    return {name: float(np.mean(high == k)) for k, name in enumerate(_TYPES)}


def without_threat(case: Case) -> Case:
    """The case with every threat from outside the partnership gone."""
    for threat in case.threats:
        if threat.actor not in case.members:
            case = at(case, f"threats.{threat.id}.attained", 1.0)
    return case


def verdict(
    forecast: CaseForecast,
    panel: Mapping[str, lens_series.PanelValue] | None = None,
    ends: Fates | None = None,
) -> VerdictPart:
    """Verdict on the case as coded.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    panel : mapping of str to PanelValue, optional
        The panel's values of the lenses, by id; none by default.
    ends : Fates, optional
        Its fates; worked out by default.
    """
    settings, survival = forecast.settings, forecast.survivals[RUPTURE]
    ends = ends or fates(forecast)
    spared = _without_threat_at_10(forecast, forecast.case, forecast.base.odds)
    ten = at_year(survival, 10)
    move = None if spared is None else Interval.of(ten - spared)
    types = partnership_types(forecast.case, settings, forecast.chance)
    unbroken = probabilities(survival, HORIZONS, ended=False)
    adds = adds_to_base(forecast)
    return VerdictPart(
        label=verdict_label(forecast, ends, adds),
        words=" ".join(_sentences(forecast, ends, move, adds)),
        type=max(types, key=lambda name: types[name]),
        type_p=types,
        adds_to_base=adds,
        p_unbroken=unbroken,
        probability_words={years: probability_word(p.mean) for years, p in unbroken.items()},
        threat_move_10=None if move is None else move.mean,
        cause_odds_ratio=Interval.of(ends.cause_ratio),
        rests_on=rests_on(forecast, panel or {}),
    )


def verdict_label(forecast: CaseForecast, ends: Fates, adds: float) -> Label:
    """The likeliest fate in words, or that the lenses add next to nothing to the base rate.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    ends : Fates
        Its fates.
    adds : float
        `adds_to_base` of it.
    """
    if adds < forecast.settings.least_evidence:
        return "base rate only"
    return label_of(ends, forecast.settings.convenience_odds_ratio)


def fate_parts(ends: Fates) -> list[FatePart]:
    """The fates for the document, in the order of the question."""
    return [fate_part(id_, Interval.of(draws)) for id_, draws in ends.p.items()]


def fate_part(fate: FateId, p: Interval) -> FatePart:
    """A fate in words, with its probability.

    Parameters
    ----------
    fate : str
        Its id.
    p : Interval
        Its probability at ten years.
    """
    word = probability_word(p.mean)
    return FatePart(id=fate, label=NAMES[fate], meaning=MEANINGS[fate], p=p, word=word)


def adds_to_base(forecast: CaseForecast) -> float:
    """Standard deviations of the ten-year log-odds by which the lenses move the base rate.

    The base rate moved by the lenses with a reading, and by the calendar, is compared with the base
    rate, and with the spread of the forecast: a case that moves the answer less than the answer is
    uncertain adds little. Lenses without a reading count in that spread alone: they move no mean,
    but the sampling error of the draws would.
    """
    ended, moved, base = (
        1 - at_year(survival, 10)
        for survival in (
            forecast.survivals[RUPTURE],
            forecast.survival(RUPTURE, _shift_of_readings(forecast)),
            forecast.base.survival(RUPTURE),
        )
    )
    spread = max(float(log_odds(ended).std()), 1e-9)
    return float(abs(log_odds(moved.mean()) - log_odds(base.mean())) / spread)


def _shift_of_readings(forecast: CaseForecast) -> Array:
    """Log-odds of the lenses with a reading, and of the calendar, over ten years."""
    steps = 10 * STEPS
    pulls = (
        forecast.pulls[name][:, :steps]
        for name, reading in forecast.readings.coded.items()
        if isinstance(reading, Estimate)
    )
    return sum(pulls, forecast.calendar[:, :steps])


def _sentences(
    forecast: CaseForecast, ends: Fates, move: Interval | None, adds: float
) -> Iterator[str]:
    """The answer in the words of the question, and what it hangs on."""
    parts = {name: Interval.of(p) for name, p in ends.p.items()}
    if adds < forecast.settings.least_evidence:
        yield BASE_RATE
    yield from fate_sentences(parts, forecast.case.as_of)
    if move is not None:
        yield (
            "If the shared threat were gone today, the ten-year risk of rupture would move by "
            f"{move.in_points()}."
        )


def fate_sentences(parts: Mapping[FateId, Interval], day: date) -> Iterator[str]:
    """The likeliest fate, then the others, in words of probability with numbers.

    Parameters
    ----------
    parts : mapping of str to Interval
        Probabilities of the fates at ten years.
    day : date
        Of the forecast.
    """
    first = max(parts, key=lambda name: parts[name].mean)
    even = parts[first].mean >= _EVEN
    begins = "the likeliest fate is" if even else "no fate is likelier than not; the likeliest is"
    yield f"By {day.year + FATES_AT} {begins} {_FATE_WORDS[first]}: {_in_words(parts[first])}."
    others = sorted((n for n in parts if n != first), key=lambda n: -parts[n].mean)
    others_in_words = "; ".join(f"{_FATE_WORDS[n]}, {_in_words(parts[n])}" for n in others)
    yield f"Otherwise: {others_in_words}."


_FATE_WORDS: Mapping[FateId, str] = {
    "fixture": "a permanent fixture, without drift, strain or rupture",
    "limited": "a limited partnership, with drift or strain but no rupture",
    "convenience": "a marriage of convenience, that ruptures because the shared cause fades",
    "rupture": "a rupture for other reasons",
}
MEANINGS: Mapping[FateId, str] = {
    "fixture": "no drift, no strain, no rupture",
    "limited": "drift or strain, and no rupture",
    "convenience": "a rupture that would not come if the shared cause did not fade",
    "rupture": "any other rupture: a new rivalry, or force between the two",
}


def _in_words(p: Interval) -> str:
    return f"{probability_word(p.mean)} ({percent(p.mean)}, {between(p.low, p.high)})"


def threat_move(forecast: CaseForecast, p10: float, case: Case, odds: Array) -> float | None:
    """Rise of P(rupture within 10 years) if the shared threat were gone; None without one.

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
    shift = forecast.version_shift(without_threat(case), 10 * STEPS)
    return survival_at(odds, shift, (10,))[:, 0]
