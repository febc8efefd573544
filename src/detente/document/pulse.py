"""The document of ``detente pulse``: one pair's events by month, feed by feed.

``docs/pulse.schema.json`` is its JSON Schema. Shares and probabilities are between 0 and 1, a
balance between -1 and 1, levels are per 1,000 of what the same feed holds for the whole world,
intervals are 90 %.
"""

from typing import Annotated, Literal, get_args

from pydantic import Field

from detente.document.labels import Quad
from detente.document.notebook import notebook_html
from detente.document.part import Day, Interval, Part
from detente.document.percent import percent

VERSION = "1.0"

Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
View = Literal["filtered", "hindsight"]
Measure = Literal["level", "balance", "talk"]
ChangeMeasure = Literal["level of conflict", "balance", "conflict and cooperation"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
MovedMost = Literal["conflict", "cooperation", "balance"]
CHANGE_MEASURES: tuple[ChangeMeasure, ...] = get_args(ChangeMeasure)


class QuadCounts(Part):
    """Events in each quad class, in the unit of the feed."""

    verbal_cooperation: float
    material_cooperation: float
    verbal_conflict: float
    material_conflict: float


class DirectedCounts(Part):
    """Events of one month by who acts."""

    one_to_two: QuadCounts
    two_to_one: QuadCounts
    both: QuadCounts = Field(
        description="A symmetric event counts once: less than the sum of the two where there is one"
    )


class PulseMonth(Part):
    """One month of one feed; a gap has no counts, which is not zero."""

    month: Month
    counts: DirectedCounts | None = Field(description="Null in a gap, or without quad classes")
    cooperation: float | None = Field(description="Both directions; null where it is not counted")
    conflict: float | None
    world: float | None = Field(description="All pairs of the feed together; null in a gap")
    days: int = Field(description="Days of the month that the feed holds")
    length: int = Field(description="Days that the month has")
    gap: bool
    level: Interval | None = Field(description="Conflict per 1,000 of the world")
    balance: Interval | None = Field(description="Cooperation less conflict over their sum")
    talk: Interval | None = Field(description="Share of words, not deeds, in all events")
    changed: dict[ChangeMeasure, float] = Field(
        description="P(a change began in this month or the two before) from the months up to it; "
        "in hindsight, P(one began in this month)"
    )


class PulseDay(Part):
    """What a feed reports of the two on one day under one family of codes."""

    day: Day
    root: str = Field(description="Family of the codes, as the feed writes it")
    kind: Quad | None = Field(description="Quad class in words; null where it is unknown")
    events: int = Field(description="Rows, repeated ones too")
    mentions: int
    references: list[str] = Field(description="Where they were reported; empty if unknown")


class PulsePeriod(Part):
    """Means of some months; null where the feed does not count it."""

    conflict: float = Field(description="Per 1,000 of the world")
    cooperation: float | None = Field(description="Per 1,000 of the world")
    balance: float | None


class PulseChange(Part):
    """A change to a level that lasts."""

    of: ChangeMeasure = Field(description="In what it was seen")
    month: Month = Field(description="First month of the new level, where it most probably began")
    p: float = Field(description="That it began in that month or a neighbouring one")
    known: Month = Field(description="First month up to which the data gave it that probability")
    moved: MovedMost = Field(description="What moved most")
    direction: Literal["up", "down"] = Field(description="Of what moved most")
    before: PulsePeriod = Field(description="Since the change before it")
    after: PulsePeriod = Field(description="From its month to the one in which it was known")
    days: list[PulseDay] = Field(
        description="The largest days of its first months, by mentions; empty for a series of sums"
    )


class PulseStanding(Part):
    """The last month in which a measure has a value against the years before it."""

    of: Measure
    month: Month
    now: Interval
    usual: Interval = Field(description="Median of the months before, with their 5 and 95 %")
    months: int = Field(description="Months before that have a value, of at most sixty")
    lower: int = Field(description="Of them, those whose value was lower")


class Conduct(Part):
    """What one side did to the other over some months, or both together."""

    actor: str = Field(description="Name of who acts, or both names")
    target: str | None = Field(description="Null for both directions together")
    first: Month
    last: Month
    months: int = Field(description="Months with data among them")
    counts: QuadCounts
    words: Interval | None = Field(description="Share of cooperation among words; null without any")
    deeds: Interval | None = Field(description="Share of cooperation among deeds; null without any")


class EventAlignment(Part):
    """Drift (O6) by events: twelve-month balance relative to each state's mean with the world.

    Forecasts read drift by votes in the UN; this is a second measure.
    """

    month: Month = Field(description="Last of the twelve months")
    alignment: float = Field(description="Balance of the two less the mean of their own balances")
    earlier: float | None = Field(description="Its mean three to seven years before; null if short")
    spread: float | None = Field(description="Standard deviation of yearly changes of all pairs")
    drifted: bool = Field(description="Below the earlier level by more than it, three years long")
    since: Month | None = Field(description="First month of the drift, if there is one")
    moved: str | None = Field(description="Who changed more towards all states, if drifted")


class FeedPulse(Part):
    """What one feed says of the pair."""

    feed: str
    label: str
    unit: str
    first: Month
    last: Month = Field(description="Last month with data")
    now: list[PulseStanding]
    changed: dict[ChangeMeasure, float] = Field(
        description="P(a change began in the last three months), from what is known so far"
    )
    conduct: list[Conduct] = Field(description="Last twelve months, then the sixty before them")
    changes: list[PulseChange] = Field(description="In the order of time")
    months: list[PulseMonth]
    drift: EventAlignment | None = Field(
        default=None,
        description="Null for sums, for a feed of less than six years, and for chosen roles",
    )
    notes: list[str]


class FeedCorrelation(Part):
    """How far two feeds agree on one measure, month by month."""

    feeds: list[str]
    of: Measure
    rho: Interval = Field(description="Spearman's rank correlation")
    months: int = Field(description="Months in which both have a value")
    independent: float = Field(description="So many of them are worth as independent ones")


class Pulse(Part):
    """One pair's events by month; feeds side by side, never joined."""

    format: str = VERSION
    ccodes: list[int] = Field(
        description="Correlates of War codes, in the order given; `one` is the first"
    )
    names: list[str]
    view: View = Field(
        description="filtered: the estimate of a month uses no later month; hindsight: "
        "every month is seen from the end"
    )
    first: Month
    last: Month = Field(description="Last month with data, of any feed")
    feeds: list[FeedPulse] = Field(description="The one whose months go furthest first")
    correlations: list[FeedCorrelation]
    notes: list[str]

    def _repr_html_(self) -> str:
        """The changes for a notebook; `detente.brief.pulse_form` writes the page."""
        rows = [
            [f.label, f"{c.moved} {c.direction}", c.month, percent(c.p), c.known]
            for f in self.feeds
            for c in f.changes
        ]
        title = f"{' and '.join(self.names)}, {self.first} to {self.last}"
        words = "Changes that last" if rows else "No change that lasts"
        seen = "seen as they came" if self.view == "filtered" else "in hindsight"
        head = ["feed", "", "from", "P", "known in"]
        return notebook_html(title, f"{words}, {seen}.", head, rows)
