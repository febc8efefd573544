"""Confidence in a judgement, by stated rules and apart from its probability."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Literal

from detente.document.assessment import ClaimPart, LensPart, ReferencePart, VerdictPart
from detente.document.case import ConfidencePart, Grade, ReasonPart
from detente.document.scenarios import FaultLinePart

RULE = (
    "High: no ground is weak and at most two are middling. Low: three or more are weak. "
    "Moderate: all else."
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
_GOOD_SOURCE, _GOOD_CLAIM = "AB", "12"  # Admiralty: reliable or usually so; confirmed or probable


def confidence(
    *,
    verdict: VerdictPart,
    classes: Sequence[ReferencePart],
    lenses: Sequence[LensPart],
    silent: int,
    fault_lines: Sequence[FaultLinePart],
    claims: Sequence[ClaimPart],
    known_to: date,
    as_of: date,
) -> ConfidencePart:
    """Grade seven grounds of confidence and combine them.

    ICD 203 bases confidence on the logic and the evidence under a judgement: quantity and quality
    of sources, and understanding of the topic. The grounds are: grades of the claims that the
    lenses and fault lines cite; their concentration on one source; the judged share of what moves
    the forecast; width of the 90 % interval; disagreement of the reference classes; age of
    the history used; lenses without evidence. The bounds are judged, and printed with each.

    Parameters
    ----------
    verdict : VerdictPart
        The verdict.
    classes : sequence of ReferencePart
        Those of the outcome ``broken``.
    lenses : sequence of LensPart
        Lenses with evidence.
    silent : int
        Number of lenses without a reading.
    fault_lines : sequence of FaultLinePart
        Fault lines of the case.
    claims : sequence of ClaimPart
        All claims of the case.
    known_to, as_of : date
        Last day of the history used, and day of the case.

    References
    ----------
    Office of the Director of National Intelligence (2015). Intelligence Community Directive 203:
    Analytic Standards, D.6.e.(2).
    """
    cited = _cited(claims, lenses, fault_lines)
    reasons = [
        *_evidence(cited),
        _judged(verdict),
        _width(verdict),
        *_disagreement(classes),
        _age(known_to, as_of),
        _silent(silent, silent + len(lenses)),
    ]
    level = _level(reasons)
    return ConfidencePart(
        level=level, words=_WORDS[level], rule=RULE, reasons=reasons, references=_REFERENCES
    )


def _level(reasons: Sequence[ReasonPart]) -> Literal["high", "moderate", "low"]:
    grades = Counter(r.grade for r in reasons)
    if grades["weak"] == 0 and grades["middling"] <= 2:
        return "high"
    return "low" if grades["weak"] >= 3 else "moderate"


def _cited(
    claims: Sequence[ClaimPart], lenses: Sequence[LensPart], fault_lines: Sequence[FaultLinePart]
) -> list[ClaimPart]:
    used = {c for lens in lenses for c in lens.claims} | {
        c for line in fault_lines for c in line.claims
    }
    return [c for c in claims if c.id in used]


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


def _evidence(cited: Sequence[ClaimPart]) -> list[ReasonPart]:
    n = len(cited)
    good = sum(c.grade[0] in _GOOD_SOURCE and c.grade[1] in _GOOD_CLAIM for c in cited)
    by_source = Counter(c.source for c in cited)
    name, most = by_source.most_common(1)[0] if by_source else ("no source", 0)
    share = good / n if n else 0.0
    return [
        _reason(
            "quality-of-evidence",
            f"{good} of the {n} claims used are graded B2 or better",
            share,
            "share of claims",
            (2 / 3, 1 / 3),
        ),
        _reason(
            "one-source",
            f"{most} of the {n} claims used come from one source, {name}"
            if n
            else "no claim is cited by what was read",
            most / n if n else 1.0,
            "share of claims",
            (1 / 3, 2 / 3),
        ),
    ]


def _judged(verdict: VerdictPart) -> ReasonPart:
    rests = verdict.rests_on
    moved = abs(rests.learned) + abs(rests.judged)
    share = abs(rests.judged) / moved if moved else 0.0
    return _reason(
        "judged-weights",
        f"{share:.0%} of the effect of the lenses is due to judged weights",
        share,
        "share of the move",
        (0.25, 0.50),
    )


def _width(verdict: VerdictPart) -> ReasonPart:
    ten = verdict.p_unbroken["10"]
    width = ten.high - ten.low
    return _reason(
        "width-of-interval",
        f"the 90 % interval at ten years is {100 * width:.0f} points wide",
        width,
        "probability",
        (0.20, 0.40),
    )


def _disagreement(classes: Sequence[ReferencePart]) -> list[ReasonPart]:
    ends = [c.p_end["10"].mean for c in classes]
    bounds = (0.15, 0.30)
    if len(ends) < 2:
        # one class cannot agree with another: half-way between the bounds, so middling
        return [
            _reason(
                "disagreement-of-classes",
                "only one reference class fits, so its choice is not tested",
                sum(bounds) / 2,
                "probability",
                bounds,
            )
        ]
    spread = max(ends) - min(ends)
    return [
        _reason(
            "disagreement-of-classes",
            f"the reference classes lie {100 * spread:.0f} points apart at ten years",
            spread,
            "probability",
            bounds,
        )
    ]


def _age(known_to: date, as_of: date) -> ReasonPart:
    years = max(0.0, (as_of - known_to).days / 365.25)
    return _reason(
        "age-of-history",
        f"the history used ends {years:.1f} years before the case",
        years,
        "years",
        (1.0, 5.0),
    )


def _silent(silent: int, lenses: int) -> ReasonPart:
    share = silent / lenses if lenses else 1.0
    return _reason(
        "silent-lenses",
        f"{silent} of {lenses} lenses have no evidence",
        share,
        "share of lenses",
        (0.10, 1 / 3),
    )
