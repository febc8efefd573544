"""Documents of the JSON API that are the app's own; `/api/openapi.json` describes all of them."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from detente.document.part import Part


class Problem(Part):
    """Why a request got no answer."""

    error: str
    faults: list[str] = Field(default=[], description="Of a case file: one sentence each")


class CaseEntry(Part):
    """A case in the list."""

    key: str = Field(description="SHELF/ID, for compare with @previous for the version before")
    shelf: Literal["bundled", "folder"]
    id: str = Field(description="Name of the file without its suffix")
    version: str = Field(description="SHA-256 of the file")
    editable: bool
    previous: bool = Field(description="Whether the version before the last save is kept")
    valid: bool
    faults: list[str]
    fault_count: int = Field(description="In all; no more than some are listed")
    title: str | None = Field(description="Null if the file is faulty")
    question: str | None
    as_of: str | None
    members: list[str]


class ScenarioEntry(Part):
    """A scenario that can be asked for."""

    id: str
    if_: str = Field(alias="if")
    then: str
    probability: float
    horizon_years: float


class LeverEntry(Part):
    """A value that can be turned, and between what ends."""

    path: str
    subject: str
    value: float | str
    ends: list[float | str]


class CaseDetail(Part):
    """A case with its text and with what can be turned in it."""

    case: CaseEntry
    text: str
    scenarios: list[ScenarioEntry]
    levers: list[LeverEntry]


class ToValidate(BaseModel):
    """A text that may be a case."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    name: str = Field(default="case", max_length=64, description="How messages name the file")


class Fault(Part):
    """One fault of a case file."""

    line: int
    message: str


class Validation(Part):
    """Whether a text is a case."""

    valid: bool
    count: int = Field(description="Faults in all; no more than some are listed")
    faults: list[Fault]


class WorldList(Part):
    """Partnerships of the world on a date, a page of them."""

    about: dict[str, Any] = Field(description="Outcome, model, intervals, what was known")
    alive: int = Field(description="Partnerships alive then")
    found: int = Field(description="Those that the filters leave")
    page: int
    pages: int
    partnerships: list[dict[str, Any]] = Field(description="As detente dyads --json has them")
