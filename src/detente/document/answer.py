"""The answer: the parts of an assessment that one screen shows."""

from dataclasses import dataclass, fields
from datetime import date

from detente.document.assessment import (
    Assessment,
    FatePart,
    OutcomePart,
    Partners,
    Provenance,
    Silence,
    VerdictPart,
    failed_lenses,
)
from detente.document.case import ConfidencePart
from detente.document.coverage import CoveragePart
from detente.document.labels import OutcomeId
from detente.document.scenarios import SignpostPart, TornadoPart


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Parts of an `Assessment`, under the same names; in two thirds of the time of the whole.

    ``first_scenario`` is the id of the first conditional, if there is one.
    """

    as_of: date
    partnership: Partners
    verdict: VerdictPart
    confidence: ConfidencePart
    fates: list[FatePart]
    outcomes: dict[OutcomeId, OutcomePart]
    coverage: list[CoveragePart]
    first_scenario: str | None
    signposts: list[SignpostPart]
    tornado: list[TornadoPart]
    left_out: list[Silence]
    provenance: Provenance

    @classmethod
    def of(cls, whole: Assessment) -> "Answer":
        """The answer in an assessment."""
        first = whole.conditionals[0].id if whole.conditionals else None
        shared = [part.name for part in fields(cls) if part.name != "first_scenario"]
        return cls(first_scenario=first, **{name: getattr(whole, name) for name in shared})

    @property
    def failed(self) -> list[Silence]:
        """As of `Assessment`."""
        return failed_lenses(self.left_out)
