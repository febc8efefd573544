"""Results shown on the pages, computed by the layers below and cached in memory.

Cache keys hold the checksum of the case file and the settings, so a modified file is never shown
with the figures of an earlier version.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from detente.app.apart import (
    Apart,
    assessment_of,
    difference_of,
    questions_of,
    what_if_of,
)
from detente.app.case_files import MAX_LISTED, CaseText, any_large
from detente.app.documents import CaseEntry
from detente.app.question import Slider, Switch, WhatIfQuestion, controls
from detente.app.streaming import PagePart
from detente.assessment.cached import CachedAssessment
from detente.brief.blocks import Brief
from detente.cache import MemoryCache, program
from detente.case.model import Case
from detente.document.assessment import Assessment
from detente.document.comparison import Comparison, Difference
from detente.document.scenarios import WhatIf
from detente.errors import CaseError
from detente.forecast.settings import Settings

if TYPE_CHECKING:
    from detente.forecast.forecast import CaseForecast
    from detente.scenarios.questions import AnsweredQuestion

T = TypeVar("T")
_CASES, _BRIEFS, _SECTIONS, _WHAT_IFS = 200, 40, 4000, 2000  # sizes of caches
_LISTED = MAX_LISTED + 200  # the bundled cases and other versions too: no list drops its own
_DRAWS = 2400  # of all forecasts in memory, each of which holds some 110 kB for every draw


def _program() -> str:
    return "\n".join(program())


@dataclass(kw_only=True)
class CaseResults:
    """Validated cases, assessments, briefs and what-ifs, by file content and settings.

    Throughout, ``text`` is one version of a case file and ``settings`` are those of the forecast.
    Methods that take a case raise `CaseError` if the file is not valid.
    """

    _program_at_start: str = field(default_factory=_program, repr=False)
    _apart: Apart = field(default_factory=Apart)
    _cases: MemoryCache[Case | CaseError] = field(default_factory=lambda: MemoryCache(_CASES))
    _entries: MemoryCache[CaseEntry] = field(default_factory=lambda: MemoryCache(_LISTED))
    _assessments: MemoryCache[Assessment] = field(default_factory=lambda: MemoryCache(_CASES))
    _briefs: MemoryCache[Brief] = field(default_factory=lambda: MemoryCache(_BRIEFS))
    _sections: MemoryCache[str] = field(default_factory=lambda: MemoryCache(_SECTIONS))
    _forecasts: MemoryCache[Any] = field(
        default_factory=lambda: MemoryCache(_DRAWS, lambda key: key[1].draws)
    )
    _differences: MemoryCache[Difference] = field(default_factory=lambda: MemoryCache(_CASES))
    _controls: MemoryCache[tuple[list[Slider], list[Switch]]] = field(
        default_factory=lambda: MemoryCache(_CASES)
    )
    _questions: MemoryCache[list["AnsweredQuestion"]] = field(
        default_factory=lambda: MemoryCache(_CASES)
    )
    _what_ifs: MemoryCache[WhatIf] = field(default_factory=lambda: MemoryCache(_WHAT_IFS))

    def case_or_faults(self, text: CaseText) -> Case | CaseError:
        """The validated case, or the faults of its file."""
        return self._cases.get((text.id, text.version), partial(_validate, text))

    def is_checked(self, text: CaseText) -> bool:
        """Whether the entry of a file in the list is cached."""
        return (text.key, text.version) in self._entries

    def entry(self, text: CaseText, make: Callable[[], CaseEntry]) -> CaseEntry:
        """Entry of a file in the list, far smaller than its case.

        Parameters
        ----------
        text : CaseText
            One version of a case file.
        make : callable
            Checks the file and writes the entry.
        """
        return self._entries.get((text.key, text.version), make)

    def case(self, text: CaseText) -> Case:
        """The validated case.

        Raises
        ------
        CaseError
            With every fault and its line.
        """
        case = self.case_or_faults(text)
        if isinstance(case, CaseError):
            raise CaseError(*case.listed, more=case.more)
        return case

    def is_assessed(self, text: CaseText, settings: Settings) -> bool:
        """Whether the assessment of a case is cached.

        Parameters
        ----------
        text : CaseText
            One version of a case file.
        settings : Settings
            Settings of the forecast.
        """
        return (text.version, settings) in self._assessments

    def assessment(self, text: CaseText, settings: Settings) -> Assessment:
        """The assessment of a case.

        Parameters
        ----------
        text, settings
            As `is_assessed` takes them.
        """
        case = self.case(text)
        return self._assessments.get(
            (text.version, settings), lambda: self._assess(text, case, settings)
        )

    def _assess(self, text: CaseText, case: Case, settings: Settings) -> Assessment:
        """Use the cache on disk, unless the program was updated while the server runs."""
        compute = partial(assessment_of, case, settings)
        if self._is_updated():
            return compute()
        if text.is_large:
            compute = partial(self._apart.run, assessment_of, case, settings)
        return CachedAssessment(text.data, settings.given(), compute).document

    def _is_updated(self) -> bool:
        """Whether the program on disk is another one than this process runs."""
        return _program() != self._program_at_start

    def _goes_apart(self, *texts: CaseText) -> bool:
        """Whether work on these cases gets a process of its own."""
        return any_large(texts) and not self._is_updated()

    def brief(self, text: CaseText, settings: Settings) -> Brief:
        """The brief of a case in blocks, its charts not drawn.

        Parameters
        ----------
        text, settings
            As `is_assessed` takes them.
        """
        from detente.brief.context import brief

        assessment = self.assessment(text, settings)
        return self._briefs.get((text.version, settings), lambda: brief(assessment))

    def sections(self, text: CaseText, settings: Settings) -> list[PagePart]:
        """The sections of the brief as in ``detente assess --out``; drawing the charts takes time.

        Parameters
        ----------
        text, settings
            As `is_assessed` takes them.
        """
        count = len(self.brief(text, settings).sections)
        return [self._section(text, settings, place) for place in range(1, count + 1)]

    def _section(self, text: CaseText, settings: Settings, place: int) -> PagePart:
        from detente.brief.html import section_html

        files = files_of(text, settings)
        key = (text.version, settings, place, files)

        def render() -> str:
            return self._sections.get(
                key, lambda: section_html(self.brief(text, settings), place, files)
            )

        return PagePart(ready=key in self._sections, render=render)

    def controls(self, text: CaseText, settings: Settings) -> tuple[list[Slider], list[Switch]]:
        """The sliders and switches of a case.

        Parameters
        ----------
        text, settings
            As `is_assessed` takes them.
        """
        case, assessment = self.case(text), self.assessment(text, settings)
        return self._controls.get((text.version, settings), lambda: controls(case, assessment))

    def what_if(self, text: CaseText, settings: Settings, question: WhatIfQuestion) -> WhatIf:
        """The forecast under the scenarios and values of a question, and without them.

        Parameters
        ----------
        text, settings
            As `is_assessed` takes them.
        question : WhatIfQuestion
            Scenarios that occur and values that are set.
        """
        written = tuple(question.pairs())  # as text, because True == 1 in a key
        return self._what_ifs.get(
            (text.version, settings, written), lambda: self._compute(text, settings, question)
        )

    def _compute(self, text: CaseText, settings: Settings, question: WhatIfQuestion) -> WhatIf:
        case = self.case(text)
        if self._goes_apart(text):
            return self._apart.run(what_if_of, case, settings, question)
        return self._with_forecast(text, settings, partial(what_if_of, case, settings, question))

    def _with_forecast(
        self, text: CaseText, settings: Settings, work: Callable[["CaseForecast"], T]
    ) -> T:
        """What is computed from the forecast of a case; one thread at a time uses it."""
        from detente.forecast.forecast import forecast_case

        case = self.case(text)
        return self._forecasts.use(
            (text.version, settings), lambda: forecast_case(case, settings=settings), work
        )

    def questions(self, text: CaseText, settings: Settings) -> list["AnsweredQuestion"]:
        """Dated questions on a case, each with its probability and resolution rule.

        Parameters
        ----------
        text : CaseText
            One version of a case file.
        settings : Settings
            Settings of the forecast.
        """

        def compute() -> "list[AnsweredQuestion]":
            case = self.case(text)
            if self._goes_apart(text):
                return self._apart.run(questions_of, case, settings)
            return self._with_forecast(text, settings, partial(questions_of, case, settings))

        return self._questions.get((text.version, settings), compute)

    def comparison(self, a: CaseText, b: CaseText, settings: Settings) -> Comparison:
        """Two cases, or two versions of one, side by side.

        Parameters
        ----------
        a, b : CaseText
            Versions of case files.
        settings : Settings
            Settings of both forecasts.
        """
        from detente.assessment.compare import compare_assessments

        return compare_assessments(self.assessment(a, settings), self.assessment(b, settings))

    def difference(self, old: CaseText, new: CaseText, settings: Settings) -> Difference:
        """What changed between two versions of a case, and the effect on its forecast.

        Parameters
        ----------
        old, new : CaseText
            Versions of one case file.
        settings : Settings
            Settings of both forecasts.

        Raises
        ------
        DataError
            If their members or dates differ.
        """
        cases = self.case(old), self.case(new)

        def compute() -> Difference:
            if self._goes_apart(old, new):
                return self._apart.run(difference_of, *cases, settings)
            return difference_of(*cases, settings)

        return self._differences.get((old.version, new.version, settings), compute)

    def precompute(self, text: CaseText, settings: Settings) -> Iterator[None]:
        """Compute step by step what the page of a case needs.

        Parameters
        ----------
        text : CaseText
            One version of a case file; one with faults needs nothing.
        settings : Settings
            Settings of the forecast.
        """
        case = self.case_or_faults(text)
        if isinstance(case, CaseError):
            return
        self.assessment(text, settings)
        yield
        for part in self.sections(text, settings):
            part.render()
            yield
        for scenario in case.scenarios[:1]:
            self.what_if(text, settings, WhatIfQuestion(scenarios=(scenario.id,)))

    def close(self) -> None:
        """End the work that runs in a process of its own."""
        self._apart.close()


def parameters_of(text: CaseText, settings: Settings) -> list[tuple[str, str]]:
    """Parameters of an address that name a version and settings, without defaults.

    Parameters
    ----------
    text : CaseText
        One version of a case file.
    settings : Settings
        Settings of the forecast.
    """
    given = [(name, str(value)) for name, value in settings.given().items()]
    return ([("version", "previous")] if text.previous else []) + given


def files_of(text: CaseText, settings: Settings) -> tuple[str, str]:
    """Start and end of the addresses of a brief's files.

    Parameters
    ----------
    text : CaseText
        One version of a case file.
    settings : Settings
        Settings of the forecast.
    """
    query = urlencode(parameters_of(text, settings))
    start = f"/cases/{text.collection}/{text.id}/download/"
    return start, f"?{query}" if query else ""


def _validate(text: CaseText) -> Case | CaseError:
    try:
        return text.case()
    except CaseError as problem:
        return problem
