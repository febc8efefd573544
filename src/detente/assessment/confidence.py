"""Confidence in a judgement, by stated rules and apart from its probability."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

from detente.assessment.coverage import known_to
from detente.document.assessment import LensPart
from detente.document.case import ClaimPart, ConfidencePart, Grade, ReasonPart
from detente.document.labels import RUPTURE, Confidence, OutcomeId
from detente.forecast.forecast import CaseForecast
from detente.records import years_between

RULE = (
    "High: no ground is weak and at most two are middling. Low: three or more are weak. "
    "Moderate: all else, and the best that a case is given whose lenses add next to nothing."
)
_REFERENCES = [
    "Office of the Director of National Intelligence. 2015. Intelligence Community Directive 203: "
    "Analytic Standards. Washington, DC."
]
_WORDS = {
    "high": "The evidence is good and the ways to judge it agree.",
    "moderate": "The evidence is credible, but part of what it rests on is thin or judged.",
    "low": "The evidence is thin, or its interpretation depends on the point of view.",
}
NOTHING = "The case adds nothing to the base rate of its reference classes."
_MOVES = 0.01  # log-odds below which a lens moves nothing
_CODER = "the coder alone"
_GOOD_SOURCE, _GOOD_CLAIM = "AB", "12"  # Admiralty: reliable or usually so; confirmed or probable


@dataclass(frozen=True, kw_only=True)
class Information:
    """What a forecast knows and does not know of its case.

    Attributes
    ----------
    missing : float
        Share of the lenses' information that is missing, 0 to 1.
    assumed : float
        Share of the judged numbers read by the lenses that were coded without a range, 0 to 1.
    known_to : mapping of str to date
        Last day of the history used, by outcome.
    """

    missing: float
    assumed: float
    known_to: Mapping[OutcomeId, date]


def missing_information(forecast: CaseForecast) -> Information:
    """What the lenses of a forecast could not read, or read without a range."""
    read = [
        number
        for drawn in forecast.readings.numbers.values()
        for number, _ in drawn
        if number.basis == "judged"
    ]
    bare = sum(number.without_range for number in read)
    return Information(
        missing=forecast.weights.missing_share(forecast.readings.coded),
        assumed=bare / len(read) if read else 0.0,
        known_to=known_to(forecast),
    )


def confidence(
    *,
    firm: bool,
    lenses: Sequence[LensPart],
    information: Information,
    claims: Sequence[ClaimPart],
    as_of: date,
) -> ConfidencePart:
    """Grade the grounds of confidence and combine them.

    ICD 203 bases confidence on the logic and the evidence under a judgement: quantity and quality
    of sources, and understanding of the topic. The grounds are shares of the answer, never counts
    of entries: the share of the lenses' effects that rests on good claims, on one source, on judged
    weights and on readings beyond history; the share of their information that is missing, and of
    their numbers that were coded without a range; age of the history used. The bounds are judged,
    and printed with each. The width of the interval and the disagreement of the reference classes
    are no grounds: they are in the interval itself, and narrow near 0 and 1 whatever is known.

    Parameters
    ----------
    firm : bool
        Whether the lenses add more than next to nothing to the base rate.
    lenses : sequence of LensPart
        Lenses with evidence.
    information : Information
        What is missing and assumed, and how far history reaches.
    claims : sequence of ClaimPart
        All claims of the case.
    as_of : date
        Day of the case.

    References
    ----------
    Office of the Director of National Intelligence (2015). Intelligence Community Directive 203:
    Analytic Standards, D.6.e.(2).
    """
    adds = any(abs(lens.effect) >= _MOVES for lens in lenses)
    used = [_judged(lenses), _beyond(lenses), _assumed(information.assumed)] if adds else []
    reasons = [
        *_evidence(lenses, claims),
        *used,
        _missing(information.missing),
        _age(information.known_to, as_of),
    ]
    level = _level(reasons) if adds else "low"
    if level == "high" and not firm:
        level = "moderate"
    return ConfidencePart(
        level=level,
        words=_WORDS[level] if adds else NOTHING,
        information=1 - information.missing,
        adds=adds,
        rule=RULE,
        reasons=reasons,
        references=_REFERENCES,
    )


def _level(reasons: Sequence[ReasonPart]) -> Confidence:
    grades = Counter(r.grade for r in reasons)
    if grades["weak"] == 0 and grades["middling"] <= 2:
        return "high"
    return "low" if grades["weak"] >= 3 else "moderate"


def _reason(
    key: str, says: str, value: float, unit: str, bounds: tuple[float, float]
) -> ReasonPart:
    """Grade a value between the bound where it is strong and the bound where it is weak."""
    strong, weak = bounds
    sign = 1 if strong > weak else -1
    grade: Grade = "middling"
    if sign * value >= sign * strong:
        grade = "strong"
    elif sign * value < sign * weak:
        grade = "weak"
    return ReasonPart(
        id=key, says=says, value=value, unit=unit, strong_at=strong, weak_at=weak, grade=grade
    )


def _evidence(lenses: Sequence[LensPart], claims: Sequence[ClaimPart]) -> list[ReasonPart]:
    """How good, and how many, are the sources of what the lenses add: weighted by their effects."""
    by_id = {c.id: c for c in claims}
    by_source: dict[str, list[float]] = {}
    good: list[float] = []
    for lens in lenses:
        cited = [by_id[c] for c in lens.claims if c in by_id]
        part = abs(lens.effect) / max(len(cited), 1)
        good += [part for claim in cited if _is_good(claim)]
        for source in [claim.source for claim in cited] or [_CODER]:
            by_source.setdefault(source, []).append(part)
    # exact sums and a name where two are alike: the order of claims must not show
    sums = {source: fsum(by_source[source]) for source in sorted(by_source)}
    total = fsum(part for parts in by_source.values() for part in parts)
    name, most = max(sums.items(), key=lambda item: item[1], default=(_CODER, 0.0))
    share, top = (fsum(good) / total, most / total) if total else (0.0, 1.0)
    return [
        _reason(
            "quality-of-evidence",
            f"{share:.0%} of the effects of the lenses rests on claims graded B2 or better",
            share,
            "share of the effects",
            (2 / 3, 1 / 3),
        ),
        _reason(
            "one-source",
            f"{top:.0%} of the effects of the lenses rests on one source, {name}"
            if total
            else "no source moves the forecast",
            top,
            "share of the effects",
            (1 / 3, 2 / 3),
        ),
    ]


def _is_good(claim: ClaimPart) -> bool:
    return claim.grade[0] in _GOOD_SOURCE and claim.grade[1] in _GOOD_CLAIM


def _judged(lenses: Sequence[LensPart]) -> ReasonPart:
    """By the lenses' effects: net moves would cancel, and hold the spread of what is unknown."""
    total = fsum(abs(lens.effect) for lens in lenses)
    judged = fsum(abs(lens.effect) for lens in lenses if lens.basis == "judged")
    share = judged / total if total else 0.0
    return _reason(
        "judged-weights",
        f"{share:.0%} of the effects of the lenses is due to judged weights",
        share,
        "share of the effects",
        (0.25, 0.50),
    )


def _age(known_to: Mapping[OutcomeId, date], as_of: date) -> ReasonPart:
    """Age of the history of the headline; that of each other outcome in words."""
    ages = {o: max(0.0, years_between(last, as_of)) for o, last in known_to.items()}
    years = ages[RUPTURE]
    others = [f"{outcome} {age:.1f}" for outcome, age in ages.items() if age != years]
    return _reason(
        "age-of-history",
        f"the history used ends {years:.1f} years before the case"
        + (f" ({', '.join(others)})" if others else ""),
        years,
        "years",
        (1.0, 5.0),
    )


def _beyond(lenses: Sequence[LensPart]) -> ReasonPart:
    total = sum(abs(lens.effect) for lens in lenses)
    beyond = sum(abs(lens.beyond_history.effect) for lens in lenses if lens.beyond_history)
    share = min(1.0, beyond / total) if total else 0.0
    return _reason(
        "beyond-history",
        f"{share:.0%} of the effects of the lenses lies beyond what history measures",
        share,
        "share of the effects",
        (0.25, 0.50),
    )


def _missing(share: float) -> ReasonPart:
    return _reason(
        "missing-information",
        f"{share:.0%} of the information that the lenses could use is missing",
        share,
        "share of the information",
        (0.10, 1 / 3),
    )


def _assumed(share: float) -> ReasonPart:
    return _reason(
        "assumed-ranges",
        f"{share:.0%} of the judged numbers read have no range, so one is assumed",
        share,
        "share of the numbers",
        (0.10, 0.50),
    )
