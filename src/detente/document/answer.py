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
from detente.document.scenarios import ConditionalPart, SignpostPart, TornadoPart


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Parts of an `Assessment`, under the same names; in two thirds of the time of the whole."""

    as_of: date
    partnership: Partners
    verdict: VerdictPart
    confidence: ConfidencePart
    fates: list[FatePart]
    outcomes: dict[OutcomeId, OutcomePart]
    coverage: list[CoveragePart]
    conditionals: list[ConditionalPart]
    signposts: list[SignpostPart]
    tornado: list[TornadoPart]
    left_out: list[Silence]
    provenance: Provenance

    @classmethod
    def of(cls, whole: Assessment) -> "Answer":
        """The answer in an assessment."""
        return cls(**{part.name: getattr(whole, part.name) for part in fields(cls)})

    @property
    def failed(self) -> list[Silence]:
        """As of `Assessment`."""
        return failed_lenses(self.left_out)
