"""The parts of the document about the future: scenarios, levers, signposts, what-if.

Probabilities are between 0 and 1, intervals are 90 %. Everything here follows from judged
scenarios on top of the forecast.
"""

from typing import Literal

from pydantic import Field

from detente.document.labels import Label, OutcomeId
from detente.document.notebook import notebook_html
from detente.document.part import Day, Interval, Part

VERSION = "1.0"


class Given(Part):
    """A stated dependence: how probable a scenario is where another one has come true."""

    scenario: str
    probability: float


class ConditionalPart(Part):
    """A conditional claim of the case, scored: one branch of the fan."""

    id: str
    if_: str = Field(alias="if")
    then: str
    horizon_years: float
    outcome: OutcomeId = Field(
        description="Outcome of which `then` speaks, and of all figures here"
    )
    claims: list[str]
    source_says: str | None = Field(
        default=None, description="What the source says that the condition does to the outcome"
    )
    model_says: str = Field(default="", description="What the model says of the same")
    differs: str | None = Field(default=None, description="Why they differ, if they do")
    onset: str = Field(description="When it comes true, if it does, in words")
    resolves: str | None = Field(description="What counts as come true, and who says so")
    event: str | None = Field(description="Calendar event that decides it")
    given: list[Given]
    p_if: float
    p_end: float | None = Field(
        description="Within the horizon, over all worlds; null without a forecast of the outcome"
    )
    p_end_given_if: float | None = Field(
        description="Within the horizon: p_if x p_end_given_if + (1 - p_if) x p_end_given_not is "
        "p_end; null if no world shows it, or without a forecast of the outcome"
    )
    p_end_given_not: float | None
    intervals: dict[str, Interval] = Field(
        description="Of p_if, p_end_given_if, p_end_given_not and their difference, within the "
        "horizon and (difference_10) within ten years; none where null"
    )
    curve_if: list[Interval] = Field(description="P(not yet) at 0, 1, 2 ... 10 years, if")
    curve_not: list[Interval] = Field(description="P(not yet) at 0, 1, 2 ... 10 years, if not")
    fault_line: str | None
    basis: Literal["judged"]


class FaultLinePart(Part):
    """One fault line."""

    id: str
    label: str
    share: float = Field(
        description="Share of the ten-year risk of rupture; negative if the line lowers it"
    )
    share_low: float
    share_high: float
    p_first: float = Field(
        description="The same in probability: P(rupture within ten years) that is due to the line"
    )
    p_first_low: float
    p_first_high: float
    claims: list[str]
    source_says: str | None = Field(
        default=None, description="What the source says of its weight, or its place in its ranking"
    )
    model_says: str = Field(default="", description="What the model says of the same")
    differs: str | None = Field(default=None, description="Why they differ, if they do")
    part_of: str | None = Field(
        default=None, description="Line whose share includes this one; lines without it sum to one"
    )


class LeverPart(Part):
    """A lever turned all the way, and how far it must turn to flip the verdict."""

    lever: str
    path: str
    start: float | str
    end: float | str
    p_unbroken_10: float
    move: float
    odds_ratio: float = Field(description="Factor on the odds of P(rupture within 10 years)")
    intervals: dict[str, Interval] = Field(description="Of `p_unbroken_10` and `move`")
    label: Label
    flips: bool
    smallest_turn: float | str | None


class ThresholdPart(Part):
    """How much stronger or weaker the yearly odds of rupture must be to reach a threshold."""

    words: str
    odds_ratio: float | None


class TornadoEnd(Part):
    """One change of an input, all else as coded."""

    words: str = Field(description="What is changed, in words")
    value: float | None = Field(description="The number that is set; null for any other change")
    p: Interval | None = Field(
        description="P(rupture within 10 years) under it; null if no reference class would fit"
    )
    move: float | None = Field(description="Mean of `p` less P(rupture within 10 years) as coded")


SignpostKind = Literal["event", "scenario"]
InputKind = Literal["record", "border", "class", "lens", "number", "scenario", "event"]


class TornadoPart(Part):
    """An input of the forecast, and what each change of it would do to the ten-year risk."""

    id: str = Field(description="Path in the case of what is changed, or `classes.` and a class")
    kind: InputKind
    label: str
    value: float | str | None = Field(description="As coded; null where the input has no one value")
    ends: list[TornadoEnd]
    change: str = Field(description="Words of the end that moves the risk most")
    p_if: float | None = Field(description="P(rupture within 10 years) at that end")
    move: float | None = Field(
        description="`p_if` less P(rupture within 10 years) as coded; null if no class would fit"
    )

    @property
    def is_method(self) -> bool:
        """Whether it is with what the case is compared, which no partner can change."""
        return self.kind == "class"


class PairPart(Part):
    """Two levers turned together, the smallest turn that flips the verdict."""

    levers: list[str]
    paths: list[str]
    ends: list[float | str]
    p_unbroken_10: float = Field(description="Both turned all the way")
    intervals: dict[str, Interval] = Field(description="Of `p_unbroken_10`")
    label: Label
    flips: bool
    smallest_turn: float | None = Field(
        description="Share of the whole way that both must go; null if they do not flip it"
    )


class ShapleyPart(Part):
    """What one lens adds to P(rupture within 10 years), averaged over all orders of adding."""

    id: str
    label: str
    points: Interval = Field(description="Change of the probability")


class SignpostPart(Part):
    """A dated observation to watch, and what seeing it either way would do."""

    id: str
    kind: SignpostKind
    date: Day = Field(description="Day of the event, or the last day on which it can come true")
    label: str
    fault_line: str | None
    adverse_if: str | None = Field(description="What counts as a bad turn of an event, as coded")
    p: float | None = Field(description="P(bad turn) of an event, P(comes true) of a scenario")
    odds_if_adverse: float | None = Field(
        description="Factor on the yearly odds of rupture if it turns out so, beyond the lenses"
    )
    p_end_if: float | None = Field(description="P(rupture within 5 years) if it is seen")
    p_end_if_not: float | None
    intervals: dict[str, Interval] = Field(description="Of `p`, `p_end_if` and `p_end_if_not`")
    expected_move: float | None = Field(
        description="Mean absolute change of P(rupture within 5 years) on learning it"
    )
    information_bits: float | None = Field(
        description="Mutual information of the observation and rupture within 5 years"
    )


class InterventionPart(Part):
    """One value of the case set by hand."""

    path: str
    from_: float | str | bool | None = Field(alias="from")
    to: float | str | bool
    at: Day | None = Field(description="From this day on; null: from the case's date")


class Compared(Part):
    """One outcome with and without, by years."""

    definition: str
    without: dict[str, Interval] = Field(description="P(ended by then)")
    with_: dict[str, Interval] = Field(alias="with")
    difference: dict[str, Interval] = Field(description="With less without, draw by draw")
    fault_lines: list["FaultGain"] = Field(
        description="What each fault line gains of rupture; empty for the other outcomes"
    )


class FaultGain(Part):
    """What a fault line gains: P(rupture within ten years) that is due to it."""

    id: str
    label: str
    p_first_without: Interval
    p_first_with: Interval
    gain: Interval


class WhatIf(Part):
    """The forecast in the requested worlds and the one without them.

    For scenarios *without* means: not all requested ones come true. Values set by hand move
    what is *with*; *without* is always the case as coded. Both are averages over all other
    scenarios of the case.
    """

    format: str = VERSION
    case: str
    as_of: Day
    title: str
    scenarios: list[str]
    labels: dict[str, str] = Field(description="The scenarios in words, by id")
    interventions: list[InterventionPart]
    without_is: str = Field(description="What *without* is, in words")
    p_scenarios: Interval | None = Field(
        description="P(all of them come true); null if there are none"
    )
    unconditional: dict[str, Interval] = Field(description="P(rupture by then), over all worlds")
    outcomes: dict[OutcomeId, Compared]
    curve_without: list[Interval] = Field(description="P(no rupture yet) at 0, 1 ... 10 years")
    curve_with: list[Interval]
    fault_lines: list[FaultGain] = Field(description="Those of the outcome rupture")
    label_without: Label | None = Field(description="Verdict of the case as coded")
    label_with: Label | None = Field(
        description="Verdict with the values set by hand; null where scenarios are given"
    )
    seed: int
    draws: int = Field(description="Draws of positions, severities, weights")
    paths: int = Field(description="Draws of the future: which scenarios come true, and when")
    months: int
    notes: list[str] = Field(description="What was assumed and what was left out")

    def _repr_html_(self) -> str:
        """Without, with and the difference of every outcome, for a notebook."""
        by_hand = (f"{one.path} = {one.to}" for one in self.interventions)
        scenarios = (f"{label} ({id_})" for id_, label in self.labels.items())
        conditions = [*scenarios, *by_hand]
        rows = [
            [outcome, years, *(f"{100 * r.mean:.1f}" for r in intervals)]
            for outcome, c in self.outcomes.items()
            for years, *intervals in zip(
                c.without, c.without.values(), c.with_.values(), c.difference.values(), strict=True
            )
        ]
        head = ["outcome", "years", "without, %", "with, %", "difference, points"]
        return notebook_html(
            f"{self.title} ({self.as_of})", "If: " + "; ".join(conditions), head, rows
        )
