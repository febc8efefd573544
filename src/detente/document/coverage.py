"""What history holds, as parts of the document: known pairs, and years covered with their age."""

from typing import Literal

from pydantic import Field

from detente.document.labels import OutcomeId
from detente.document.part import Part

Covered = Literal["outcome", "lens"]


class KnownPairPart(Part):
    """What the outcomes would have meant for a pair that readers know, up to the vintage."""

    label: str
    years: dict[OutcomeId, list[int]] = Field(description="Years of events since 1900, by outcome")


class CoveragePart(Part):
    """What years the data of an outcome or a lens cover, and how old the last is on the day."""

    of: Covered
    id: str
    label: str
    first: int
    last: int
    age_years: float = Field(description="From the end of the last year to the case's date")
