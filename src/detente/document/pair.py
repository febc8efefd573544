"""The page of a pair as a document: what ``assess A B --json`` prints without data.

``docs/pair.schema.json`` is its JSON Schema. Probabilities are between 0 and 1, intervals are 90 %.
"""

from typing import Literal

from pydantic import Field

from detente.document.assessment import FatePart
from detente.document.labels import Label, OutcomeId
from detente.document.part import Day, Interval, Part

FORMAT: Literal["detente pair 1"] = "detente pair 1"


class PairDriver(Part):
    """A covariate, and what it adds to rupture."""

    name: str
    value: float | None = Field(description="Null where it is missing; it then adds nothing")
    effect: float = Field(description="Log-odds in years 2 to 5, against the mean of all pairs")


class PairReading(Part):
    """What a lens with a learned weight reads of the two."""

    lens: str
    label: str
    deviations: float = Field(description="Standard deviations from the mean of history")
    effect: float = Field(description="Log-odds of rupture, mean over ten years")


class PairNeighbour(Part):
    """A pair that stands next to another in the table."""

    states: tuple[str, str]
    p5: float = Field(description="P(rupture within five years)")


class PairDocument(Part):
    """Forecast of a pair and its place among all partnerships."""

    format: Literal["detente pair 1"] = FORMAT
    states: tuple[str, str]
    ccodes: tuple[int, int] = Field(description="COW codes, in the order of the states")
    ties: list[str]
    p_rupture: dict[str, Interval] = Field(description="By years ahead")
    drivers: list[PairDriver] = Field(description="The covariates with the largest effects")
    outcomes: dict[OutcomeId, dict[str, Interval]] = Field(description="By years ahead")
    verdict: Label | None = Field(description="The likeliest fate; null if no lens was read")
    words: str = Field(description="The fates in sentences")
    fates: list[FatePart] = Field(description="At ten years; empty if no lens was read")
    readings: list[PairReading] = Field(description="Every lens that speaks, largest effect first")
    as_of: Day
    rank: int = Field(description="By P(rupture within five years), 1 the highest; rivals left out")
    of: int
    placed: float | None = Field(description="P by which the table ranks it; null if not listed")
    place: str = Field(description="The rank in words")
    informal: list[str] = Field(description="Reference classes of a pair that no table lists")
    near: list[PairNeighbour]
    known_to: dict[OutcomeId, int] = Field(description="Last year of history")
    facts_to: dict[int, list[str]] = Field(description="Names of facts that are old, by last year")
    treaties: str
    note: str = Field(description="From what the forecast was read")
