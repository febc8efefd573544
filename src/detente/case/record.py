"""Entries of past relations of the two partners."""

from pydantic import Field, model_validator

from detente.case.numbers import Day, Fact, Id, Text
from detente.document.labels import Obligation, RecordKind


class Record(Fact):
    """A past relation of the two; it dates the start of a reference class."""

    id: Id
    kind: RecordKind = Field(
        description="`pact` is a treaty of alliance, `agreement` one on defence cooperation"
    )
    label: Text
    start: Day
    end: Day | None = None
    obligations: tuple[Obligation, ...] = Field(default=(), max_length=5)
    threat_named: bool | None = None
    both_major: bool | None = None
    bilateral: bool | None = None
    force: bool | None = Field(
        default=None,
        description="Of a dispute: both used force or somebody died; unknown counts as no",
    )

    adversaries: bool | None = Field(
        default=None,
        description="Of a coalition: the two were rivals or on two sides of a dispute in the 15 "
        "years before, also as joiners; where it is not said, the record decides",
    )

    @model_validator(mode="after")
    def _of_one_kind(self) -> "Record":
        if self.force is not None and self.kind != "dispute":
            raise ValueError(f"got `force` of a {self.kind}; only a dispute has it")
        if self.adversaries is not None and self.kind != "coalition":
            raise ValueError(f"got `adversaries` of a {self.kind}; only a coalition has it")
        return self
