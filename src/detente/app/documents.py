"""Documents of the JSON API that are the app's own; `/api/openapi.json` describes all of them."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from detente.app.case_files import Collection
from detente.document.part import Part


class Problem(Part):
    """Why a request failed."""

    error: str
    faults: list[str] = Field(default=[], description="Of a case file: one sentence each")


class CaseEntry(Part):
    """A case in the list."""

    key: str = Field(description="COLLECTION/ID; with @previous, compare takes the version before")
    collection: Collection
    id: str = Field(description="Name of the file without its suffix")
    version: str = Field(description="SHA-256 of the file")
    editable: bool
    previous: bool = Field(description="Whether the version before the last save is available")
    checked: bool = Field(default=True, description="Whether its text was checked yet")
    valid: bool
    faults: list[str]
    fault_count: int = Field(description="Number of all faults; not all may be listed")
    title: str | None = Field(description="Null if the file has faults")
    question: str | None
    as_of: str | None
    members: list[str]


class ScenarioEntry(Part):
    """A scenario of a case."""

    id: str
    if_: str = Field(alias="if")
    then: str
    probability: float
    horizon_years: float


class LeverEntry(Part):
    """A value that can be varied, and its ends."""

    path: str
    subject: str
    value: float | str
    ends: list[float | str]


class CaseDetail(Part):
    """A case with its text and the values that can be varied."""

    case: CaseEntry
    text: str
    scenarios: list[ScenarioEntry]
    levers: list[LeverEntry]


class ValidationRequest(BaseModel):
    """A text to check."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    name: str = Field(default="case", max_length=64, description="Name of the file in messages")


class Fault(Part):
    """One fault of a case file."""

    line: int
    message: str


class Validation(Part):
    """Whether a text is a valid case."""

    valid: bool
    count: int = Field(description="Number of all faults; not all may be listed")
    faults: list[Fault]


class WorldList(Part):
    """Partnerships of the world on a date, one page of them."""

    about: dict[str, Any] = Field(description="Outcome, model, intervals, date of the data")
    alive: int = Field(description="Partnerships alive on that date")
    matching: int = Field(description="Those that satisfy the filters")
    page: int
    pages: int
    partnerships: list[dict[str, Any]] = Field(description="As in detente dyads --json")
