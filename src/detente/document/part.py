"""What every part of a document is built from; parts of it live in files of their own."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """Any part of the document: unknown keys are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


class Range(Part):
    """A figure with its 90 % interval."""

    mean: float
    low: float
    high: float
