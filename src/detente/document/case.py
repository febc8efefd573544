"""The parts of the document that restate the case, and the confidence in the judgement.

Coded values keep the coder's 90 % range; issues are on scales from 0 to 100.
"""

from typing import Literal

from pydantic import Field, model_serializer

from detente.document.labels import (
    ActorKind,
    ClaimKind,
    Confidence,
    DeedKind,
    FateId,
    Favours,
    Hedge,
    NumberBasis,
    Relevance,
    Reliability,
    Side,
    SourceKind,
    TieSign,
    Valence,
)
from detente.document.part import Day, Part

Grade = Literal["strong", "middling", "weak"]


class Coded(Part):
    """A number as coded, with its 90 % range (the value itself where none is given)."""

    value: float
    low: float
    high: float
    basis: NumberBasis


class PositionPart(Part):
    """Where one actor stands on an issue, how much it cares and what it weighs."""

    actor: str
    name: str
    kind: ActorKind
    position: Coded
    salience: Coded
    power: Coded | None = Field(description="Capability at home, 0 to 100; null if not coded")


class RedLinePart(Part):
    """A place on the scale that an actor says it will not see crossed."""

    actor: str
    name: str
    at: float
    side: Side = Field(description="The forbidden side")


class IssuePart(Part):
    """Something to be decided, and where everybody stands."""

    id: str
    label: str
    zero: str = Field(description="What 0 means")
    hundred: str = Field(description="What 100 means")
    status_quo: float
    indivisible: bool
    positions: list[PositionPart]
    red_lines: list[RedLinePart]
    salience_trend: Coded | None
    claims: list[str]


class DeedPart(Part):
    """One line of the ledger: who gave or did what to whom."""

    id: str
    date: Day
    giver: str
    giver_name: str
    receiver: str
    receiver_name: str
    what: str
    kind: DeedKind
    valence: Valence
    cost: float = Field(description="To the giver, 0 to 100")
    value: float = Field(description="To the receiver, 0 to 100")
    delivered: float
    pre_decided: float = Field(description="Probability that it would have come anyway")
    conditional: bool
    worth: float = Field(description="What counts of the value; negative for conflict")
    signal: float | None = Field(description="Log-likelihood ratio that it carries of its author")
    balance: float | None = Field(
        description="Given less got by the first partner so far; null if not between the partners"
    )
    externalities: dict[str, float] = Field(
        description="By name of a third party: what it did to the giver's tie with it, -1 to 1"
    )
    claims: list[str]


class LedgerPart(Part):
    """Deeds in order of dates, and who stands in debt at the end."""

    deeds: list[DeedPart]
    balance: float
    in_debt: str | None = Field(description="Name of the partner in debt; null if even")
    basis: str


class HypothesisPart(Part):
    """One answer to the question, and what speaks against it: scores, not probabilities."""

    id: str
    label: str
    fate: FateId | None = Field(description="The fate that it amounts to; null if none was coded")
    inconsistency: float = Field(description="Burton: -1 or -2 for each item against it")
    weighted_inconsistency: float = Field(description="PARC: times credibility and relevance")
    squared_inconsistency: float = Field(description="Open Synthesis: squared, summed")
    leads: bool = Field(description="Least weighted inconsistency; several may share it")


class EvidencePart(Part):
    """One item of evidence: how it fits each hypothesis, -2 (very badly) to 2 (very well)."""

    claim: str
    says: str
    credibility: Relevance = Field(description="Low, middle or high, from the Admiralty grade")
    relevance: Relevance
    ratings: dict[str, int | None]
    diagnosticity: float = Field(description="Standard deviation of its ratings")
    inconsistency_dealt: float
    would_lead: list[str] = Field(description="Who would lead without it, if that changes")


class AlternativesPart(Part):
    """Analysis of competing hypotheses: the matrix and its three scorings."""

    hypotheses: list[HypothesisPart]
    evidence: list[EvidencePart]
    note: str


class SparsePart(Part):
    """A part whose fields are left out of the document where they do not apply."""

    @model_serializer(mode="wrap")
    def _without_none(self, serialize):  # type: ignore[no-untyped-def]  # keeps the schema
        return {name: value for name, value in serialize(self).items() if value is not None}


class WavePart(Part):
    """One reading of a survey question."""

    date: Day
    share: float
    n: int
    margin: float = Field(description="Half of the 95 % interval, at the stated design effect")


class DifferencePart(SparsePart):
    """A difference of two shares, tested."""

    change: float
    z: float | None = Field(description="Null where the samples have no error")
    low: float = Field(description="95 % interval")
    high: float
    undecided: float | None = Field(default=None, description="Share for neither answer")


class SplitPart(Part):
    """Answers for and against in one sample."""

    pro: float
    con: float
    date: Day
    n: int


class CrossPart(SparsePart):
    """What a share among some implies for all others; untested where the shares do not fit."""

    rest: float
    difference: float
    z: float | None = None
    phi: float | None = Field(default=None, description="Correlation of the two answers")


class SurveyPart(SparsePart):
    """One question put to one public; tests at a design effect of 1, `_deff` at the stated one."""

    id: str
    label: str
    favours: Favours
    deff: float = Field(description="Design effect")
    alarms: list[str]
    waves: list[WavePart]
    change: DifferencePart | None = Field(default=None, description="First wave to last")
    change_deff: DifferencePart | None = None
    split: SplitPart | None = None
    lead: DifferencePart | None = Field(default=None, description="Answers for less against")
    lead_deff: DifferencePart | None = None
    cross: CrossPart | None = None


class ReasonPart(Part):
    """One ground for more or less confidence, graded by a stated rule."""

    id: str
    says: str = Field(description="The ground in words, with its number")
    value: float
    unit: str
    strong_at: float = Field(description="At this value or beyond it speaks for confidence")
    weak_at: float = Field(description="Beyond this value it speaks against it")
    grade: Grade


class ConfidencePart(Part):
    """Confidence in the judgement; it is no probability and never stands for one (ICD 203)."""

    level: Confidence
    words: str
    information: float = Field(
        description="Share of what the lenses could learn from a case that this one tells, 0 to 1"
    )
    adds: bool = Field(description="False if no lens moves the base rate: the case adds nothing")
    rule: str
    reasons: list[ReasonPart]
    references: list[str]


class ClaimPart(Part):
    """A claim and where it comes from."""

    id: str
    says: str
    source: str
    paragraph: int | None
    locator: str | None
    kind: ClaimKind
    grade: str = Field(
        pattern="^[A-F][1-6]$",
        description="Admiralty code: reliability of source, credibility of claim",
    )
    hedge: Hedge | None = Field(description="Word of probability, ICD 203")
    known_on: Day


class SourcePart(Part):
    """A source of claims."""

    id: str
    title: str
    author: str | None
    outlet: str | None
    date: Day
    kind: SourceKind
    reliability: Reliability
    stance: str | None


class ActorPart(Part):
    """A node of the signed network."""

    id: str
    name: str
    kind: ActorKind


class TiePart(Part):
    """An edge of the signed network."""

    a: str
    b: str
    sign: TieSign
    kind: str
    strength: float


class NetworkPart(Part):
    """The signed network of the case as it stands."""

    actors: list[ActorPart]
    ties: list[TiePart]
