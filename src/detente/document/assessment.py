"""The result of an assessment: one documented, versioned document.

``detente assess --json`` prints it, the terminal and the page show it, and
``docs/assessment.schema.json`` is its JSON Schema. Probabilities are between 0 and 1,
intervals are 90 %, effects are log-odds on the yearly hazard of rupture.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, JsonValue
from pydantic_core import to_jsonable_python

from detente.document.bargain import BargainPart
from detente.document.case import (
    AlternativesPart,
    ClaimPart,
    ConfidencePart,
    IssuePart,
    LedgerPart,
    NetworkPart,
    SourcePart,
    SurveyPart,
)
from detente.document.coverage import CoveragePart, KnownPairPart
from detente.document.labels import (
    Basis,
    FateId,
    Label,
    OutcomeId,
    PartnershipType,
)
from detente.document.notebook import notebook_html
from detente.document.part import Day, Interval, Part
from detente.document.percent import between, percent
from detente.document.scenarios import (
    ConditionalPart,
    FaultLinePart,
    LeverPart,
    PairPart,
    ShapleyPart,
    SignpostPart,
    ThresholdPart,
    TornadoPart,
)

VERSION = "1.2"

Direction = Literal["towards rupture", "towards lasting", "neither"]
Detail = Annotated[dict[str, JsonValue], BeforeValidator(to_jsonable_python)]

_SAME = 1e-9  # probabilities that differ by less are one


class Partners(Part):
    """Who, and since when."""

    id: str
    title: str
    question: str
    members: list[str] = Field(description="Names of the two states")
    ccodes: list[int] = Field(description="Correlates of War codes")
    start: Day
    age_years: float
    ideological_adversity: float
    ideological_range: list[float] = Field(description="Low and high, as judged")
    geopolitical_adversity: float
    geopolitical_range: list[float]


class RestsOn(Part):
    """P(rupture within ten years) taken apart: where it starts and what moves it.

    ``learned`` and ``judged`` are the moves by the lenses of either kind, each averaged over the
    two orders in which they can be added (Shapley); with ``classes`` they sum to ``total``.
    """

    classes: float = Field(description="Reference classes pooled; their weights are judged")
    panel: float | None = Field(description="The learned hazard of the bare tie, one of them")
    learned: float
    judged: float = Field(description="Judged lenses and the calendar")
    total: float
    with_panel: float | None = Field(
        description="The same with the panel's values of the learned lenses; null without data"
    )


class FatePart(Part):
    """One of four fates at ten years, which sum to one."""

    id: FateId
    label: Label
    meaning: str
    p: Interval
    word: str = Field(description="ICD 203 word for its mean")


class BridgeStep(Part):
    """One step from history alone to the forecast of the case."""

    id: str
    label: str
    p: Interval = Field(description="P(rupture within ten years) after this step")
    move: float = Field(description="Change of its mean by this step")


class VerdictPart(Part):
    """The answer in words and the figures behind each word."""

    label: Label = Field(description="The likeliest fate at ten years")
    words: str
    type: PartnershipType = Field(description="Resnick's type, the likeliest")
    type_p: dict[PartnershipType, float] = Field(
        description="Probabilities of the types, from the ranges of the two adversities"
    )
    adds_to_base: float = Field(
        description="Move of the ten-year log-odds by the lenses, in standard deviations of the "
        "forecast; below the setting `least_evidence` the verdict is the base rate"
    )
    cause_odds_ratio: Interval = Field(
        description="Odds of rupture within ten years over those if the shared cause did not fade"
    )
    p_unbroken: dict[str, Interval] = Field(description="By years from the case's date")
    probability_words: dict[str, str] = Field(description="ICD 203 word for each of them")
    threat_move_10: float | None = Field(
        description="Rise of P(rupture within 10 years) if the shared threat were gone today"
    )
    rests_on: RestsOn


class OutcomePart(Part):
    """How soon one outcome may come."""

    label: str = Field(description="The outcome in a word")
    definition: str = Field(description="For a case")
    history: str = Field(description="How it is read off history")
    coverage: list[int] = Field(description="First and last year that history covers")
    median_years: float | None = Field(description="Null if beyond 40 years")
    p_end: dict[str, Interval]
    p_end_pooled: dict[str, Interval] = Field(description="The classes pooled, before the lenses")
    curve: list[Interval] = Field(description="P(not yet) at 0, 1, 2 ... 20 years")
    classes: list[str] = Field(description="Reference classes pooled for it")

    @property
    def moved(self) -> bool:
        """Whether the lenses moved the pool, by more than the last digits of a computer."""
        return any(abs(r.mean - self.p_end_pooled[y].mean) > _SAME for y, r in self.p_end.items())


class ReferencePart(Part):
    """One reference class, as known when the vintage's year began."""

    id: str
    label: str
    outcome: OutcomeId
    reason: str = Field(description="Why the case belongs to it")
    n: int
    ended: int
    by_cause: dict[str, int]
    median_years: float | None
    age_years: float | None = Field(
        description="How far the case is on the class's clock; null for the learned hazard of the "
        "panel, which counts years of pairs"
    )
    weight: float = Field(description="Judged prior weight in the pool of its outcome")
    observed_years: float = Field(description="How far ahead history was observed")
    p_end: dict[str, Interval] = Field(description="Given survival to the case's age")
    label_alone: Label | None = Field(
        description="Verdict if this class alone were believed, with all lenses"
    )
    p_unbroken_10_alone: float | None = Field(
        description="P(no rupture within ten years) behind that verdict"
    )


class JudgedPart(Part):
    """A judged weight: log-odds of the yearly hazard for a full step of a lens."""

    size: float
    spread: float = Field(description="Standard deviation of the size")
    bound: float = Field(description="Most that the lens may move it")
    left: float = Field(
        description="Share that counts, as judged lenses overlap: the same whatever is coded"
    )
    why: str


class BeyondPart(Part):
    """What a reading adds beyond what history measures: judged and bounded."""

    effect: float = Field(description="Log-odds on the yearly hazard, mean of ten years")
    low: float
    high: float
    comparable: float | None = Field(
        description="The reading as history would measure it; null if the case has nothing of it"
    )
    why: str


class LensPart(Part):
    """What one theory reads off the case, and what that does to the forecast."""

    id: str
    label: str
    theory: str
    mechanism: str
    value: float
    low: float
    high: float
    unit: str
    neutral: float
    effect: float = Field(description="Log-odds on the yearly hazard, mean of ten years")
    effect_low: float
    effect_high: float
    direction: Direction
    basis: Basis = Field(
        description="learned weight, judged weight, or contradicted: history gives the other sign, "
        "so it weighs nothing; none: the lens has no weight"
    )
    judged: JudgedPart | None = Field(description="Its weight if that is judged")
    odds_ratios: list[Interval] | None = Field(
        description="Of one standard deviation, as learned, for rupture in year 1, 2-5 and 6-10; "
        "null if judged"
    )
    against_theory: list[Interval] | None = Field(
        description="The same odds ratios from history alone, without the prior of the theory, "
        "where they have the opposite sign from the theory; null elsewhere"
    )
    deviations: float | None = Field(
        description="Standard deviations from the mean of history; null if the weight is judged"
    )
    beyond_history: BeyondPart | None = Field(
        description="The part of the effect that no learned weight covers; null if there is none"
    )
    panel: float | None = Field(description="Value of the panel on the same scale; null without")
    panel_year: int | None
    claims: list[str]
    references: list[str]
    detail: Detail = Field(description="What the lens read, by names of its own")


class Silence(Part):
    """A lens without evidence, or a thing left out, and why."""

    id: str
    reason: str


class TrackPart(Part):
    """How forecasts of rupture from data alone would have done, so many years ahead.

    Every year was forecast with its own vintage: partnerships with a treaty in force that were no
    strategic rivals, read by the panel.
    """

    horizon: int = Field(description="Years ahead")
    first: int = Field(description="First year that was forecast")
    last: int
    n: int = Field(description="Forecasts: pairs and years")
    events: int = Field(description="Of them, those that ruptured in time")
    auc: float = Field(
        description="P(a pair that ruptured was given more risk than one that did not)"
    )
    average_precision: float
    brier: float
    log_score: float
    mean_forecast: float
    observed: float = Field(description="Share that ruptured")
    skill: float = Field(description="Brier skill over the base rate of the years before")
    skill_over_since: float = Field(
        description="Brier skill over the time since the last rupture, fitted on the same pairs"
    )
    ece: float = Field(description="Expected calibration error, in ten bins")
    slope: float = Field(description="Calibration slope; 1 is calibrated")


class Provenance(Part):
    """What made this document."""

    version: str
    seed: int
    vintage: int
    known_to: Day = Field(
        description="Nothing published later was used; `coverage` says where data end"
    )
    settings: dict[str, float | int]
    futures: int = Field(description="Drawn in all; which scenarios come true in each, and when")
    sources: dict[str, str] = Field(description="Checksum of every data set in the vintage")
    case_sha256: str
    other_releases: dict[str, str] = Field(
        default={}, description="Data sets in the store that are not of the release of their card"
    )


class Assessment(Part):
    """Everything that detente has to say about one case."""

    format: str = VERSION
    case: str
    as_of: Day
    partnership: Partners
    verdict: VerdictPart
    confidence: ConfidencePart
    track_record: list[TrackPart]
    fates: list[FatePart] = Field(description="As in the verdict")
    bridge: list[BridgeStep] = Field(description="From history alone to the forecast")
    outcomes: dict[OutcomeId, OutcomePart]
    coverage: list[CoveragePart] = Field(
        description="Years that the data cover, by outcome and lens, and their age"
    )
    known_pairs: list[KnownPairPart] = Field(description="Events of five pairs, by outcome")
    reference_classes: list[ReferencePart]
    lenses: list[LensPart]
    no_evidence: list[Silence]
    fault_lines: list[FaultLinePart]
    conditionals: list[ConditionalPart]
    signposts: list[SignpostPart]
    flips: list[LeverPart]
    pairs: list[PairPart]
    tornado: list[TornadoPart]
    shapley: list[ShapleyPart]
    thresholds: list[ThresholdPart]
    bargaining: list[BargainPart]
    issues: list[IssuePart]
    ledger: LedgerPart
    alternatives: AlternativesPart
    surveys: list[SurveyPart]
    network: NetworkPart
    claims: list[ClaimPart]
    sources: list[SourcePart]
    left_out: list[Silence]
    provenance: Provenance

    @property
    def failed(self) -> list[Silence]:
        """Lenses that could not be read, or whose history is faulty."""
        return failed_lenses(self.left_out)

    def _repr_html_(self) -> str:
        """The verdict for a notebook; `detente.brief.html.page` writes the whole brief."""
        rows = [
            [f"{years} years", self.verdict.probability_words[years], *_percents(r)]
            for years, r in self.verdict.p_unbroken.items()
        ]
        title = f"{self.partnership.title} ({self.as_of}): {self.verdict.label}"
        return notebook_html(title, self.verdict.words, ["no rupture after", "", "P", "90 %"], rows)


def failed_lenses(left_out: list[Silence]) -> list[Silence]:
    """Of what is left out, lenses that could not be read or whose history is faulty."""
    return [s for s in left_out if s.id.startswith(("lens/", "panel/"))]


def _percents(r: Interval) -> list[str]:
    return [percent(r.mean), between(r.low, r.high)]
