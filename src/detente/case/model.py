"""The format of a case: one partnership as known on one date.

The model states what a case file may hold. Dates, references between entries and states
are checked in ``detente.case.check``, which knows the line of every entry.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr, model_validator

from detente.case.evidence import Claim, Source
from detente.case.hypotheses import Hypotheses
from detente.case.numbers import (
    Day,
    Entry,
    Fact,
    Id,
    Ids,
    LogOdds,
    Number,
    Percent,
    Real,
    Share,
    Signed,
    Text,
    Unit,
    plain_number,
    two,
)
from detente.case.partners import (
    Alignment,
    Asset,
    Attitude,
    Capability,
    Contest,
    Dependence,
    Government,
    Horizon,
    Influence,
    Institutions,
    Preference,
    Regime,
    Standing,
)
from detente.case.record import Record
from detente.case.survey import Survey
from detente.case.threat import Threat
from detente.case.waiting import Waiting
from detente.document.labels import ActorKind, DeedKind, Hedge, OutcomeId, Side, TieSign, Valence
from detente.records import years_between

Version = Annotated[Literal[1], BeforeValidator(plain_number)]
Rank = Annotated[int, Field(ge=1, le=100), BeforeValidator(plain_number)]


class Actor(Fact):
    """A state, a faction or public within one, an organisation, a non-state group."""

    id: Id
    name: Text
    kind: ActorKind
    state: Text | int | None = Field(default=None, description="COW code, ISO-3 or name")
    within: Id | None = Field(default=None, description="The state actor it belongs to")
    power: Percent | None = Field(
        default=None,
        description="Weight at home of a faction or public, else on the issues at hand, 0-100",
    )
    veto: bool = False
    leads: bool = Field(default=False, description="Holds the state's foreign policy")
    trend: Signed | None = Field(
        default=None, description="Losing (-1) to gaining (1) ground; not computed with"
    )


Dated = Literal["record", "sanctions", "threats", "ties", "governments", "alignment", "regimes"]


class Position(Fact):
    """Position of one actor on an issue, and the salience of the issue to it."""

    actor: Id
    position: Percent
    salience: Percent


class RedLine(Entry):
    """A point on the scale that an actor declares it will not accept crossed."""

    actor: Id
    at: Real = Field(ge=0, le=100)
    side: Side


class Issue(Fact):
    """An issue to be decided, on a scale from 0 to 100."""

    id: Id
    label: Text
    zero: Text = Field(description="What 0 means")
    hundred: Text = Field(description="What 100 means")
    status_quo: Real = Field(ge=0, le=100)
    indivisible: bool = Field(default=False, description="Identity: no side payment possible")
    positions: tuple[Position, ...] = Field(min_length=1, max_length=200)
    red_lines: tuple[RedLine, ...] = Field(default=(), max_length=200)
    salience_trend: Signed | None = None


class Externality(Entry):
    """Effect of a deed between two actors on a tie with a third."""

    actor: Id
    giver_tie: Signed


class Deed(Fact):
    """One entry of the ledger: who gave or did what to whom."""

    id: Id
    date: Day
    giver: Id
    receiver: Id
    what: Text
    kind: DeedKind
    valence: Valence
    cost: Percent = Field(description="What it cost the giver, 0-100")
    value: Percent = Field(description="What it was worth to the receiver, 0-100")
    delivered: Unit = Number(value=1, basis="measured")
    pre_decided: Unit = Field(
        default=Number(value=0, basis="measured"),
        description="Probability it would have come anyway, 0 to 1",
    )
    conditional: bool = False
    externalities: tuple[Externality, ...] = Field(default=(), max_length=100)


class Tie(Fact):
    """A signed relation between two actors."""

    id: Id
    a: Id
    b: Id
    sign: TieSign
    strength: Unit = Number(value=1, basis="measured")
    kind: Text
    since: Day
    until: Day | None = None
    pact: bool = Field(default=False, description="An alliance treaty: any obligation of ATOP")
    own_treaty: bool = Field(
        default=True,
        description="Of a pact: a treaty of its own; false where it rests on one that another tie "
        "names, that binds both partners, or that this tie's partner had entered before `since`",
    )


class Event(Fact):
    """A dated event with a good or bad outcome for the partnership."""

    id: Id
    date: Day
    label: Text
    fault_line: Id | None = None
    adverse: Unit | None = Field(default=None, description="Probability of a bad outcome, 0 to 1")
    adverse_if: Text | None = Field(default=None, description="What counts as a bad outcome")
    jump: LogOdds | None = Field(
        default=None, description="Log-odds added to the yearly hazard if it turns out badly, ±9.2"
    )
    window_months: Real = Field(default=12.0, gt=0, le=120)


class FaultLine(Fact):
    """Something over which the partnership may break, and the entries that bear on it."""

    id: Id
    label: Text
    issues: Ids = ()
    threats: Ids = ()
    ties: Ids = ()
    actors: Ids = ()
    surveys: Ids = ()
    deeds: Ids = ()
    legacy: bool = False
    part_of: Id | None = Field(default=None, description="Fault line whose share includes it")
    source_rank: Rank | None = Field(default=None, description="In the source's order; 1 is first")
    source_says: Text | None = Field(default=None, description="What the source says of its weight")


class Change(Entry):
    """One change of a scenario: the value at a path of the case is replaced."""

    path: Text
    to: Text | float | bool
    at: Day | None = Field(
        default=None, description="Day it takes effect; by default when the scenario comes true"
    )


class Condition(Entry):
    """The other scenario of a conditional probability, P(this | other)."""

    scenario: Id = Field(description="The other scenario")
    probability: Share = Field(
        description="Probability that this one comes true, given that the other has, 0 to 1"
    )


class Scenario(Fact):
    """A conditional statement: if this happens, that follows."""

    id: Id
    if_: Text = Field(alias="if")
    then: Text
    probability: Unit = Field(description="Probability that it comes true within the horizon, 0-1")
    horizon_years: Real = Field(default=5.0, gt=0, le=40)
    resolves: Text | None = Field(
        default=None, description="Resolution rule: what counts as come true, and by which source"
    )
    event: Id | None = Field(
        default=None, description="Calendar event that decides it: the bad outcome is this scenario"
    )
    given: Condition | None = Field(
        default=None, description="P(this | another); scenarios without it are independent"
    )
    changes: tuple[Change, ...] = Field(
        default=(), max_length=20, description="What it changes in the case"
    )
    jump: LogOdds | None = Field(
        default=None,
        description="Judged log-odds added to the yearly hazard beyond the lenses, ±9.2",
    )
    fault_line: Id | None = None
    outcome: OutcomeId = Field(default="rupture", description="Outcome of which `then` speaks")
    source_effect: Literal["more", "less", "same"] | None = Field(
        default=None,
        description="Whether the source says that the condition makes the outcome more probable",
    )
    source_hedge: Hedge | None = Field(
        default=None,
        description="How probable the source says that the outcome is if the condition comes "
        "true, ICD 203",
    )


class Question(Entry):
    """A dated yes-or-no question with its resolution rule."""

    id: Id
    asks: Text
    by: Day = Field(description="Last day that counts")
    resolves: Text = Field(description="Resolution rule: what counts as yes, and by which source")
    outcome: OutcomeId | None = Field(default=None, description="Does this outcome come?")
    scenario: Id | None = Field(default=None, description="Or: does this scenario come true?")
    where: Id | None = Field(
        default=None, description="Condition: the question is void unless this scenario comes true"
    )

    @model_validator(mode="after")
    def _of_one_thing(self) -> "Question":
        if (self.outcome is None) == (self.scenario is None):
            raise ValueError("wanted either an outcome or a scenario")
        return self


class Legacy(Fact):
    """Continuity of institutions, people and outlook from the old rivalry."""

    continuity: Unit


class Partnership(Fact):
    """The two partners, the start of the partnership, and their initial adversity."""

    members: Annotated[tuple[Id, Id], two("states: a case is of one pair, each other has its own")]
    start: Day
    ideological_adversity: Unit
    geopolitical_adversity: Unit
    border: Literal["land", "water", "none"] | None = Field(
        default=None, description="Closest border: by land, within 400 miles of water, or neither"
    )
    distance_km: Real | None = Field(
        default=None,
        ge=0,
        le=20_100,
        description="Shortest distance between their territories, 0 to 20,100",
    )


_LAST_YEAR = 2500


def _in_reach(day: date) -> date:
    if day.year > _LAST_YEAR:
        raise ValueError(
            f"got {day}; wanted a day up to {_LAST_YEAR}, so that a forecast can follow"
        )
    return day


class Case(Entry):
    """One partnership as known on ``as_of``."""

    detente: Version = Field(description="Version of this format")
    id: Id
    title: Text
    question: Text
    as_of: Annotated[Day, AfterValidator(_in_reach)]
    partnership: Partnership
    sources: tuple[Source, ...] = Field(min_length=1, max_length=500)
    claims: tuple[Claim, ...] = Field(default=(), max_length=5000)
    actors: tuple[Actor, ...] = Field(min_length=2, max_length=500)
    record: tuple[Record, ...] = Field(default=(), max_length=500)
    known_to: dict[Dated, Day] = Field(
        default={},
        max_length=7,
        description="Day to which a section is complete: what it does not hold was not so then, "
        "what came later is unknown. `sanctions` are those of the record, and its crises. Without "
        "a day a record is complete to `as_of`, and nothing follows from the absence of threats, "
        "ties, governments, regimes or alignment",
    )
    legacy: Legacy | None = None
    threats: tuple[Threat, ...] = Field(default=(), max_length=100)
    issues: tuple[Issue, ...] = Field(default=(), max_length=200)
    ledger: tuple[Deed, ...] = Field(default=(), max_length=1000)
    surveys: tuple[Survey, ...] = Field(default=(), max_length=200)
    ties: tuple[Tie, ...] = Field(default=(), max_length=1000)
    calendar: tuple[Event, ...] = Field(default=(), max_length=200)
    fault_lines: tuple[FaultLine, ...] = Field(default=(), max_length=100)
    scenarios: tuple[Scenario, ...] = Field(default=(), max_length=100)
    questions: tuple[Question, ...] = Field(default=(), max_length=500)
    hypotheses: Hypotheses = Hypotheses()
    standing: tuple[Standing, ...] = Field(default=(), max_length=200)
    influence: tuple[Influence, ...] = Field(default=(), max_length=500)
    horizons: tuple[Horizon, ...] = Field(default=(), max_length=200)
    regimes: tuple[Regime, ...] = Field(default=(), max_length=200)
    capabilities: tuple[Capability, ...] = Field(default=(), max_length=200)
    alignment: Alignment | None = None
    contest: Contest | None = None
    preferences: tuple[Preference, ...] = Field(default=(), max_length=200)
    governments: tuple[Government, ...] = Field(default=(), max_length=200)
    institutions: Institutions | None = None
    attitudes: tuple[Attitude, ...] = Field(default=(), max_length=200)
    assets: tuple[Asset, ...] = Field(default=(), max_length=200)
    dependence: tuple[Dependence, ...] = Field(default=(), max_length=200)
    _waiting: tuple[Waiting, ...] = PrivateAttr(default=())

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """Entries of the file that wait for a judgement and are not part of the case."""
        return self._waiting

    def with_waiting(self, waiting: tuple[Waiting, ...]) -> "Case":
        """A copy of the case with the entries of its file that wait."""
        self._waiting = waiting
        return self

    @property
    def members(self) -> tuple[str, str]:
        """Actor ids of the two partners."""
        return self.partnership.members

    @property
    def record_day(self) -> date:
        """Day to which the record is complete: what came after is unknown, not absent."""
        return min(self.as_of, self.known_to.get("record", self.as_of))

    @property
    def record_is_old(self) -> bool:
        """Whether the record ends before the case, so that hazards fitted at its age apply."""
        return self.record_day < self.as_of

    def actor(self, actor_id: str) -> Actor:
        """The actor of that id."""
        return next(a for a in self.actors if a.id == actor_id)

    def name(self, actor_id: str) -> str:
        """The name of an actor."""
        return self.actor(actor_id).name

    def recent(self, day: date, years: int, section: Dated) -> bool:
        """Does a day lie in the last calendar years, counting that to which a section is known?

        Parameters
        ----------
        day : date
            Any day.
        years : int
            Number of calendar years.
        section : str
            Of the entry that the day is of; it is known to ``as_of`` unless `known_to` says else.
        """
        return day.year > self.known_to.get(section, self.as_of).year - years

    def age(self) -> float:
        """Years since the partnership began."""
        return years_between(self.partnership.start, self.as_of)
