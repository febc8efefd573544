"""Entries about the partners: rank, influence, regime, capabilities, votes, dependence."""

from typing import Literal

from pydantic import Field, model_validator

from detente.case.numbers import (
    Coordination,
    Day,
    Fact,
    Id,
    Percent,
    Point,
    Polity,
    Real,
    Signed,
    Text,
    Unit,
    Years,
)


class Standing(Fact):
    """Rank an actor claims and the rank it is accorded, 0-100."""

    actor: Id
    claimed: Percent
    accorded: Percent


class Influence(Fact):
    """Influence of one state on a third: as perceived and as measured, 0-100."""

    id: Id
    by: Id
    on: Id
    perceived: Percent | None = None
    measured: Percent | None = None
    trend: Signed | None = None


class Contest(Fact):
    """Share of the partners' influence on all third states that is contested between them."""

    share: Unit


class Horizon(Fact):
    """Time horizon of an actor: its yearly discount factor."""

    actor: Id
    discount: Unit


class Regime(Fact):
    """Regime of an actor on the Polity scale, and its trend."""

    actor: Id
    polity: Polity | None = None
    polyarchy: Unit | None = Field(default=None, description="Electoral democracy of V-Dem, 0 to 1")
    trend: Signed | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Regime":
        if self.polity is None and self.polyarchy is None and self.trend is None:
            raise ValueError("wanted `polity`, `polyarchy` or `trend`, got none of them")
        return self


class Capability(Fact):
    """A partner's share of the world's material capabilities, and whether it is a major power."""

    actor: Id
    share: Unit = Field(description="Of the world's material capabilities (CINC), 0 to 1")
    major_power: bool = Field(description="In the list of the Correlates of War, or by that rule")


class Alignment(Fact):
    """How the two voted in the UN General Assembly up to the last session.

    Alignment is their agreement (half credit for an abstention) less the mean of both partners' own
    agreement with the world. Standard deviations are those of all yearly changes of all pairs,
    about 0.07.
    """

    level: Real = Field(ge=-1, le=1, description="Alignment in the last session, -1 to 1")
    fall: Real | None = Field(
        default=None,
        ge=-20,
        le=20,
        description="Standard deviations by which it lies below its mean three to seven sessions "
        "before, -20 to 20; negative if above; none if they did not vote then",
    )
    sessions_below: Literal[0, 1, 2] = Field(
        default=0,
        description="Sessions in a row, of the last two, more than one standard deviation below "
        "that mean",
    )
    drifted: bool = Field(
        default=False,
        description="Whether each of the last three lies that far below today's such mean",
    )
    positive_since: Day | None = Field(
        default=None,
        description="Last day of the year of the third session in a row with a positive level, "
        "if every session since had one",
    )

    @model_validator(mode="after")
    def _has_a_level_before(self) -> "Alignment":
        if self.fall is None and (self.sessions_below or self.drifted):
            raise ValueError("got `sessions_below` or `drifted` without `fall`; wanted all of them")
        return self


class Preference(Fact):
    """An actor's ideal point in world politics, in standard deviations of the world's states."""

    actor: Id
    ideal_point: Point = Field(
        description="-5 to 5; higher is nearer the United States in UN votes"
    )


class Government(Fact):
    """Domestic coalition that supports a leader, and the start of its time in power."""

    id: Id
    actor: Id
    label: Text
    since: Day
    leader_alone: bool = Field(
        default=False,
        description="`since` is the leader's first day; whether supporters changed is not known",
    )


class Institutions(Fact):
    """Joint bodies of the partners: memberships they share, and their forces in peace."""

    shared_memberships: Unit = Field(
        description="Organisations with both, over those of the partner with fewer, 0 to 1"
    )
    military_coordination: Coordination = Field(
        description="By their treaties: 0 none, 1 some, 2 a common command or bases"
    )
    joint_bodies: tuple[Text, ...] = Field(default=(), max_length=200)


class Attitude(Fact):
    """A change in the attitude of one partner: date, size, and half-life."""

    id: Id
    actor: Id
    label: Text
    since: Day
    before: Percent
    after: Percent
    half_life: Years


class Asset(Fact):
    """An offer of uncertain value: usefulness and credibility."""

    id: Id
    giver: Id
    label: Text
    usefulness: Unit
    credibility: Unit


class Dependence(Fact):
    """Share that an actor would lose if its tie with the partner or a third were cut."""

    id: Id
    actor: Id
    on: Id
    label: Text
    share: Unit = Field(
        description="With the partner: share of all foreign trade; with a third: of the revenue "
        "concerned; 0-1"
    )
