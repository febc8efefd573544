"""The document of ``detente watch``: what changed since the last look, and that look as stored.

``docs/watch.schema.json`` is its JSON Schema. Probabilities are between 0 and 1, intervals 90 %.
"""

from typing import Literal

from pydantic import Field

from detente.document.assessment import Silence
from detente.document.notebook import notebook_html
from detente.document.part import Day, Interval, Part
from detente.document.pulse import ChangeMeasure, EventAlignment, Month, PulseChange
from detente.document.scenarios import SignpostKind

VERSION = "1.0"

FigureKind = Literal["outcomes", "classes", "effects"]


class WatchFigure(Part):
    """One figure of a forecast."""

    kind: FigureKind
    id: str
    label: str
    value: Interval


class KnownChange(Part):
    """A change that was known at a look."""

    of: ChangeMeasure
    month: Month = Field(description="In which it began")


class FeedState(Part):
    """How far a feed goes, and how probable a recent change is."""

    feed: str
    label: str
    last: Month
    recent: dict[ChangeMeasure, float] = Field(
        description="P(a change of it began within the last three months), from data up to then"
    )
    changes: list[KnownChange]
    drift: EventAlignment | None = Field(default=None, description="Drift by events, as in a pulse")


class MeanAgreement(Part):
    """Mean agreement in votes with all other states, 0 to 1."""

    now: float
    earlier: float = Field(description="In the years that the level before is of")


class VoteState(Part):
    """Alignment in the UN General Assembly: agreement against each state's mean with the world."""

    year: int = Field(description="The last one of which the votes are held and were known")
    alignment: float
    earlier: float | None = Field(description="Its level three to seven years before")
    earlier_years: list[int] = Field(
        default_factory=list, description="Those of which votes are held; that level is their mean"
    )
    drifted: bool | None = Field(
        description="Whether it stayed below that level for three years; null where too few years "
        "of votes are held to say"
    )
    moved: dict[str, float] = Field(
        description="By name of the two: mean absolute change of the agreement with each other "
        "state since those years, less the mean change of all pairs of states"
    )
    with_others: dict[str, MeanAgreement] = Field(
        default_factory=dict, description="By name of the two: agreement with all other states"
    )
    all_pairs: MeanAgreement | None = Field(
        default=None, description="The same of all pairs of states"
    )


class Look(Part):
    """What was known at one look, as stored until the next."""

    format: str = VERSION
    subject: str = Field(description="Key of the case, or COW codes of the pair")
    day: Day
    program: str = Field(description="Digest of the installed code")
    vintage: int | None
    as_of: Day = Field(description="Of the forecast")
    sources: dict[str, str] = Field(description="Checksum of every data set behind the forecast")
    case_text: str | None = Field(description="The case file; null for a pair")
    figures: list[WatchFigure]
    feeds: list[FeedState]
    votes: VoteState | None


class Due(Part):
    """A scheduled event or a scenario whose day has come, or is next."""

    id: str
    kind: SignpostKind
    date: Day
    label: str
    adverse_if: str | None
    p_if: float | None = Field(description="Probability of the adverse turn before that day")


class NewChange(Part):
    """A change of the pulse that became known since the last look."""

    feed: str
    label: str
    change: PulseChange


class Moved(Part):
    """One figure of the forecast at the last look and now."""

    kind: FigureKind
    id: str
    label: str
    then: Interval | None
    now: Interval | None


class Reason(Part):
    """Why the forecast differs."""

    what: Literal["case", "date", "vintage", "data", "program"]
    says: str


class Alert(Part):
    """One thing beyond its threshold."""

    what: Literal["change", "due", "forecast", "drift", "votes"]
    says: str


class WatchReport(Part):
    """What changed in a case or a pair since the last look."""

    format: str = VERSION
    subject: str
    title: str
    names: list[str]
    as_of: Day
    since: Day | None = Field(description="Null at a first look, which has nothing to compare with")
    threshold: float = Field(description="Least probability of a change that is reported")
    points: float = Field(description="Least move of a ten-year probability, in points")
    alerts: list[Alert] = Field(description="What is beyond a threshold; exit code 1 if any")
    feeds: list[FeedState]
    changes: list[NewChange]
    due: list[Due] = Field(description="Since the last look, in the order of time")
    next: list[Due] = Field(description="The next three")
    votes: VoteState | None
    votes_then: VoteState | None
    forecast: list[Moved] = Field(description="Outcomes within ten years")
    drivers: list[Moved] = Field(description="Lenses and reference classes that moved, most first")
    reasons: list[Reason]
    left_out: list[Silence] = Field(description="What could not be looked at, and why")

    def _repr_html_(self) -> str:
        """The alerts for a notebook."""
        since = f"since {self.since}" if self.since else "first look"
        words = "" if self.alerts else "Nothing beyond the thresholds."
        rows = [[a.what, a.says] for a in self.alerts]
        return notebook_html(f"{self.title}, {since} to {self.as_of}", words, ["", ""], rows)
