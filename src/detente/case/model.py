"""One partnership as known on one date, and everything it is made of.

The model states what a case file may hold. Dates, references between entries and states
are checked in ``detente.case.check``, which knows the line of every entry.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
Share = Annotated[float, Field(ge=0, le=1)]
Hedge = Literal[
    "almost-no-chance",
    "very-unlikely",
    "unlikely",
    "roughly-even",
    "likely",
    "very-likely",
    "almost-certain",
]


class Entry(BaseModel):
    """Anything in a case file: unknown keys are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, defer_build=True)


class Fact(Entry):
    """An entry that somebody knew on a date, and the claims it rests on."""

    known_on: date = Field(description="Day on which this could first be known")
    claims: tuple[Id, ...] = Field(default=(), description="Ids of the claims behind it")
    note: Text | None = None


class Number(Entry):
    """A number with the coder's 90 % range; a bare number has none."""

    value: float
    low: float | None = None
    high: float | None = None
    basis: Literal["judged", "measured"] = "judged"

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, given: Any) -> Any:
        if isinstance(given, int | float) and not isinstance(given, bool):
            return {"value": given}
        return given

    @model_validator(mode="after")
    def _ordered(self) -> "Number":
        low = self.value if self.low is None else self.low
        high = self.value if self.high is None else self.high
        if not low <= self.value <= high:
            raise ValueError(f"wanted low <= value <= high, got {low}, {self.value}, {high}")
        return self

    @property
    def bounds(self) -> tuple[float, float]:
        """The 90 % range; the value itself where none was given."""
        low = self.value if self.low is None else self.low
        return low, self.value if self.high is None else self.high


def _within(low: float, high: float) -> Any:
    def check(number: Number) -> Number:
        if number.bounds[0] < low or number.bounds[1] > high:
            raise ValueError(
                f"wanted a number between {low:g} and {high:g}, got {number.value:g}"
                f" ({number.bounds[0]:g} to {number.bounds[1]:g})"
            )
        return number

    return AfterValidator(check)


Unit = Annotated[Number, _within(0, 1)]
Signed = Annotated[Number, _within(-1, 1)]
Percent = Annotated[Number, _within(0, 100)]
Years = Annotated[Number, _within(0.01, 200)]


class Source(Entry):
    """A document, data set or body of knowledge that claims come from."""

    id: Id
    title: Text
    author: Text | None = None
    affiliation: Text | None = None
    outlet: Text | None = None
    date: date
    kind: Literal["commentary", "news", "official", "scholarship", "data", "survey", "reference"]
    reliability: Literal["A", "B", "C", "D", "E", "F"] = Field(description="Admiralty code")
    stance: Text | None = Field(default=None, description="Whose side the author writes from")
    url: str | None = None
    text_sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")


class Quote(Entry):
    """Where a claim stands in its source: paragraph, word span, hash of those words.

    Words are counted from 1 in the white-space-normalised paragraph; both ends belong to
    the span. The hash is the SHA-256 of the span's words joined by single spaces, in UTF-8.
    """

    paragraph: int = Field(ge=1)
    words: tuple[int, int]
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Claim(Fact):
    """What a source says, in our own words."""

    id: Id
    source: Id
    says: Text
    kind: Literal["fact", "judgement", "conditional", "report", "allegation", "stance"]
    credibility: Literal["1", "2", "3", "4", "5", "6"] = Field(description="Admiralty code")
    hedge: Hedge | None = Field(default=None, description="Word of probability, ICD 203")
    quote: Quote | None = None
    locator: Text | None = Field(default=None, description="Where to look if there is no quote")
    dissent: Text | None = None
    elements: tuple[int, ...] = Field(default=(), description="Elements of the coding plan")


class Actor(Fact):
    """A state, a faction or public within one, an organisation, a non-state group."""

    id: Id
    name: Text
    kind: Literal["state", "faction", "public", "organisation", "non-state"]
    state: str | int | None = Field(default=None, description="COW code, ISO-3 or name")
    within: Id | None = Field(default=None, description="The state actor it belongs to")
    power: Percent | None = Field(default=None, description="Capability at home, 0-100")
    veto: bool = False
    leads: bool = Field(default=False, description="Holds the state's foreign policy")
    trend: Signed | None = Field(default=None, description="Losing (-1) to gaining (1) ground")


class Severity(Entry):
    """How badly a threat presses on one state: Walt's four sources, each 0-1."""

    power: Unit
    proximity: Unit
    offensive: Unit
    intent: Unit


class Threat(Fact):
    """Something that frightens one partner or both."""

    id: Id
    label: Text
    actor: Id
    since: date
    severity: dict[Id, Severity] = Field(description="By state actor")
    attained: Unit = Field(
        default=Number(value=0), description="Share of the common aim already attained"
    )
    half_life: Years = Field(description="Years until half of the threat is gone")


class Position(Fact):
    """Where one actor stands on an issue, and how much it cares."""

    actor: Id
    position: Percent
    salience: Percent


class RedLine(Entry):
    """A place on the scale that an actor says it will not see crossed."""

    actor: Id
    at: float = Field(ge=0, le=100)
    side: Literal["above", "below"]


class Issue(Fact):
    """Something to be decided, on a scale from 0 to 100."""

    id: Id
    label: Text
    zero: Text = Field(description="What 0 means")
    hundred: Text = Field(description="What 100 means")
    status_quo: float = Field(ge=0, le=100)
    indivisible: bool = Field(default=False, description="Identity: no side payment possible")
    positions: tuple[Position, ...] = Field(min_length=1)
    red_lines: tuple[RedLine, ...] = ()
    salience_trend: Signed | None = None


class Externality(Entry):
    """What a deed between two does to a tie with a third."""

    actor: Id
    giver_tie: Signed


class Deed(Fact):
    """One entry of the ledger: who gave or did what to whom."""

    id: Id
    date: date
    giver: Id
    receiver: Id
    what: Text
    kind: Literal["verbal", "material"]
    valence: Literal["cooperation", "conflict"]
    cost: Percent = Field(description="What it cost the giver, 0-100")
    value: Percent = Field(description="What it was worth to the receiver, 0-100")
    delivered: Unit = Number(value=1)
    pre_decided: Unit = Field(
        default=Number(value=0), description="Probability it would have come anyway"
    )
    conditional: bool = False
    externalities: tuple[Externality, ...] = ()


class Wave(Entry):
    """One reading of a survey question."""

    date: date
    share: Share
    n: int = Field(ge=1)


class Split(Entry):
    """Answers for and against in one sample."""

    date: date
    pro: Share
    con: Share
    n: int = Field(ge=1)


class Cross(Entry):
    """Share holding this view among those who hold another, with both margins."""

    given: Id = Field(description="Survey whose latest share is the condition")
    share: Share = Field(description="Share of this view among those who hold the other")
    of: Id = Field(description="Survey whose latest share is this view over all")
    n: int = Field(ge=1)


class Survey(Fact):
    """One question put to one public, over time."""

    id: Id
    label: Text
    public: Id
    pollster: Text
    wording: Text = Field(description="The item, or its gist where the wording is not open")
    wording_alarm: Text | None = None
    favours: Literal["partnership", "rupture"] = Field(description="What assent points to")
    deff: float = Field(default=1.0, ge=1.0, description="Design effect")
    waves: tuple[Wave, ...] = ()
    split: Split | None = None
    cross: Cross | None = None
    endpoint_alarm: Text | None = None


class Tie(Fact):
    """A signed relation between two actors."""

    id: Id
    a: Id
    b: Id
    sign: Literal["+", "-"]
    strength: Unit = Number(value=1)
    kind: Text
    since: date
    until: date | None = None


class Event(Fact):
    """A dated occasion on which something will be decided."""

    id: Id
    date: date
    label: Text
    fault_line: Id | None = None
    adverse: Unit | None = Field(default=None, description="Probability of a bad outcome")
    jump: Number | None = Field(
        default=None, description="Log-odds added to the yearly hazard if it turns out badly"
    )
    window_months: float = Field(default=12, gt=0, le=120)


class FaultLine(Fact):
    """A place where the partnership may crack, and what presses on it."""

    id: Id
    label: Text
    issues: tuple[Id, ...] = ()
    threats: tuple[Id, ...] = ()
    ties: tuple[Id, ...] = ()
    actors: tuple[Id, ...] = ()
    surveys: tuple[Id, ...] = ()
    deeds: tuple[Id, ...] = ()
    legacy: bool = False


class Change(Entry):
    """One intervention: the value at a path of the case is replaced."""

    path: Text
    to: float | str | bool


class Scenario(Fact):
    """A conditional: if this happens, that follows."""

    id: Id
    if_: Text = Field(alias="if")
    then: Text
    probability: Unit = Field(description="That the condition comes true within the horizon")
    horizon_years: float = Field(default=5, gt=0, le=40)
    changes: tuple[Change, ...] = Field(default=(), description="What it changes in the case")
    jump: Number | None = Field(
        default=None, description="Judged log-odds on the yearly hazard beyond the lenses"
    )
    fault_line: Id | None = None


class Hypothesis(Entry):
    """One answer to the question."""

    id: Id
    label: Text


class Rating(Fact):
    """How well one piece of evidence fits each hypothesis, -2 to 2."""

    claim: Id
    fits: dict[Id, Annotated[int, Field(ge=-2, le=2)]]


class Hypotheses(Entry):
    """Competing hypotheses and the evidence for and against each (Heuer)."""

    items: tuple[Hypothesis, ...] = ()
    evidence: tuple[Rating, ...] = ()


class Record(Fact):
    """Something that already lies between the two: the clock of a reference class."""

    id: Id
    kind: Literal["rivalry", "dispute", "pact", "coalition"]
    label: Text
    start: date
    end: date | None = None
    obligations: tuple[Literal["defense", "offense", "neutral", "nonagg", "consul"], ...] = ()
    threat_named: bool | None = None
    both_major: bool | None = None


class Legacy(Fact):
    """How far institutions, people and outlook carried over from the old rivalry."""

    continuity: Unit


class Partnership(Fact):
    """Who is together, since when, and how far apart they start."""

    members: tuple[Id, Id]
    start: date
    ideological_adversity: Unit
    geopolitical_adversity: Unit


class Standing(Fact):
    """Rank an actor claims and the rank it is accorded, 0-100."""

    actor: Id
    claimed: Percent
    accorded: Percent


class Influence(Fact):
    """One state's hold on a third: as perceived and as it can be measured, 0-100."""

    id: Id
    by: Id
    on: Id
    perceived: Percent | None = None
    measured: Percent | None = None
    trend: Signed | None = None


class Horizon(Fact):
    """How far ahead an actor looks: its yearly discount factor."""

    actor: Id
    discount: Unit


class Regime(Fact):
    """An actor's regime on the Polity scale, and the way it is going."""

    actor: Id
    polity: Annotated[Number, _within(-10, 10)]
    trend: Signed | None = None


class Attitude(Fact):
    """A switch in one partner's attitude: when, how far, and how fast it may fade."""

    id: Id
    actor: Id
    label: Text
    since: date
    before: Percent
    after: Percent
    half_life: Years


class Asset(Fact):
    """Something offered whose worth is uncertain: usefulness and credibility."""

    id: Id
    giver: Id
    label: Text
    usefulness: Unit
    credibility: Unit


class Dependence(Fact):
    """What one partner earns from a third that the other would cut off."""

    id: Id
    actor: Id
    on: Id
    label: Text
    share: Unit = Field(description="Share of the revenue concerned, 0-1")


class Case(Entry):
    """One partnership as known on ``as_of``."""

    detente: Literal[1] = Field(description="Version of this format")
    id: Id
    title: Text
    question: Text
    as_of: date
    partnership: Partnership
    sources: tuple[Source, ...] = Field(min_length=1)
    claims: tuple[Claim, ...] = ()
    actors: tuple[Actor, ...] = Field(min_length=2)
    record: tuple[Record, ...] = ()
    legacy: Legacy | None = None
    threats: tuple[Threat, ...] = ()
    issues: tuple[Issue, ...] = ()
    ledger: tuple[Deed, ...] = ()
    surveys: tuple[Survey, ...] = ()
    ties: tuple[Tie, ...] = ()
    calendar: tuple[Event, ...] = ()
    fault_lines: tuple[FaultLine, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    hypotheses: Hypotheses = Hypotheses()
    standing: tuple[Standing, ...] = ()
    influence: tuple[Influence, ...] = ()
    horizons: tuple[Horizon, ...] = ()
    regimes: tuple[Regime, ...] = ()
    attitudes: tuple[Attitude, ...] = ()
    assets: tuple[Asset, ...] = ()
    dependence: tuple[Dependence, ...] = ()

    @property
    def members(self) -> tuple[str, str]:
        """Actor ids of the two partners."""
        return self.partnership.members

    def actor(self, actor_id: str) -> Actor:
        """The actor of that id."""
        return next(a for a in self.actors if a.id == actor_id)

    def name(self, actor_id: str) -> str:
        """The name of an actor."""
        return self.actor(actor_id).name

    def age(self) -> float:
        """Years since the partnership began."""
        return (self.as_of - self.partnership.start).days / 365.25
