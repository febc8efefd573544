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

    ``coverage`` is that of the outcomes alone, ``first_scenario`` the id of the first conditional.
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
        history = [part for part in whole.coverage if part.of == "outcome"]
        names = {part.name for part in fields(cls)} - {"coverage", "first_scenario"}
        shared = {name: getattr(whole, name) for name in names}
        return cls(coverage=history, first_scenario=first, **shared)

    @property
    def failed(self) -> list[Silence]:
        """As of `Assessment`."""
        return failed_lenses(self.left_out)
