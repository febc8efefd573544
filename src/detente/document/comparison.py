"""The documents of ``detente compare`` and ``detente diff``."""

from pydantic import Field

from detente.document.labels import Label, PartnershipType
from detente.document.part import Day, Interval, Part


class ComparedFigure(Part):
    """A figure of both; null where one of them has none."""

    id: str
    label: str
    unit: str
    a: Interval | None
    b: Interval | None
    same: bool


class ComparedGroup(Part):
    """Figures of one kind, in the order of the first, then of the second."""

    id: str
    label: str
    rows: list[ComparedFigure]


class ComparedCase(Part):
    """One of the two cases."""

    case: str
    title: str
    members: list[str]
    as_of: Day
    label: Label = Field(description="Verdict")
    type: PartnershipType = Field(description="Resnick's type")


class Comparison(Part):
    """Two cases side by side; the figures are those of their assessments."""

    a: ComparedCase
    b: ComparedCase
    groups: list[ComparedGroup]


class ChangedValue(Part):
    """One value that differs between two versions of a case."""

    path: str
    before: str | float | bool | None = Field(description="Null if it was not there")
    after: str | float | bool | None = Field(description="Null if it is gone")


class SectionMove(Part):
    """What the changes of one section do alone."""

    section: str
    changes: int
    move_10: float = Field(
        description="Change of P(rupture within 10 years) with only this section as in the new one"
    )


class Difference(Part):
    """Two versions of a case: what was changed, and what that did."""

    comparison: Comparison
    changes: list[ChangedValue]
    sections: list[SectionMove] = Field(
        description="The strongest first; they need not sum to the whole"
    )
    move_10: float = Field(description="Change of P(rupture within 10 years) by all of them")
