"""What the pages show, asked of the layers above once and kept in memory.

Everything is kept by the checksum of the file it came from and by the settings, so a changed
file is never shown with the figures of the old one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from detente.app.case_files import Text
from detente.app.question import Question, Slider, Switch, panel
from detente.app.streaming import Part
from detente.assessment.cached import CachedAssessment
from detente.brief.blocks import Brief
from detente.cache import MemoryCache, program
from detente.case.model import Case
from detente.document.assessment import Assessment
from detente.document.comparison import Comparison, Difference
from detente.document.scenarios import WhatIf
from detente.errors import CaseError
from detente.forecast.forecast import forecast_case
from detente.forecast.settings import Settings

PATHS = 15_000  # futures drawn for an answer: a seventh of the command's, for a quick one
_CASES, _BRIEFS, _SECTIONS, _ENGINES, _ANSWERS = 200, 40, 4000, 8, 2000  # how many are kept


def _program() -> str:
    return "\n".join(program())


@dataclass(kw_only=True)
class Answers:
    """Cases, assessments, briefs, engines and what-ifs by file and settings."""

    _begun_with: str = field(default_factory=_program, repr=False)
    _checked: MemoryCache[Case | CaseError] = field(default_factory=lambda: MemoryCache(_CASES))
    _assessments: MemoryCache[Assessment] = field(default_factory=lambda: MemoryCache(_CASES))
    _briefs: MemoryCache[Brief] = field(default_factory=lambda: MemoryCache(_BRIEFS))
    _sections: MemoryCache[str] = field(default_factory=lambda: MemoryCache(_SECTIONS))
    _engines: MemoryCache[Any] = field(default_factory=lambda: MemoryCache(_ENGINES))
    _differences: MemoryCache[Difference] = field(default_factory=lambda: MemoryCache(_CASES))
    _whatifs: MemoryCache[WhatIf] = field(default_factory=lambda: MemoryCache(_ANSWERS))

    def checked(self, text: Text) -> Case | CaseError:
        """The case of a file, or what is wrong with it."""
        return self._checked.get((text.id, text.version), partial(_check, text))

    def case(self, text: Text) -> Case:
        """The case of a file.

        Raises
        ------
        CaseError
            With every fault and its line.
        """
        found = self.checked(text)
        if isinstance(found, CaseError):
            raise CaseError(*found.listed, more=found.more)
        return found

    def assessed(self, text: Text, settings: Settings) -> bool:
        """Whether the assessment of a case is there already."""
        return (text.version, settings) in self._assessments

    def assessment(self, text: Text, settings: Settings) -> Assessment:
        """The assessment of a case."""
        case = self.case(text)
        return self._assessments.get(
            (text.version, settings), lambda: self._assess(text, case, settings)
        )

    def _assess(self, text: Text, case: Case, settings: Settings) -> Assessment:
        """Read again what was kept on disk, unless the program there is no longer this one."""
        from detente.assessment.assess import assess

        work = partial(assess, case, settings=settings)
        if _program() != self._begun_with:
            return work()
        return CachedAssessment(text.data, settings.given(), work).document

    def brief(self, text: Text, settings: Settings) -> Brief:
        """The brief of a case in blocks, its charts not drawn."""
        from detente.brief.context import brief

        assessment = self.assessment(text, settings)
        return self._briefs.get((text.version, settings), lambda: brief(assessment))

    def sections(self, text: Text, settings: Settings) -> list[Part]:
        """Sections of the brief as ``detente assess --out`` writes them; their charts take time."""
        count = len(self.brief(text, settings).sections)
        return [self._section(text, settings, place) for place in range(1, count + 1)]

    def _section(self, text: Text, settings: Settings, place: int) -> Part:
        from detente.brief.html import section

        key = (text.version, settings, place)

        def make() -> str:
            return self._sections.get(key, lambda: section(self.brief(text, settings), place))

        return Part(ready=key in self._sections, make=make)

    def levers(self, text: Text, settings: Settings) -> tuple[list[Slider], list[Switch]]:
        """Sliders and switches of a case."""
        return panel(self.case(text), self.assessment(text, settings))

    def whatif(self, text: Text, settings: Settings, question: Question) -> WhatIf:
        """The forecast in the worlds that a question asks for."""
        asked = tuple(question.pairs())  # in words: true and 1 are one to a dictionary
        return self._whatifs.get(
            (text.version, settings, asked), lambda: self._ask(text, settings, question)
        )

    def _ask(self, text: Text, settings: Settings, question: Question) -> WhatIf:
        from detente.history import vintage
        from detente.scenarios.what_if import whatif

        case = self.case(text)
        return self._engines.use(
            (text.version, settings),
            lambda: forecast_case(case, vintage.for_date(case.as_of), settings),
            lambda forecast: whatif(
                case,
                scenarios=question.scenarios,
                interventions=question.sets,
                settings=settings,
                forecast=forecast,
                paths=PATHS,
            ),
        )

    def beside(self, a: Text, b: Text, settings: Settings) -> Comparison:
        """Two cases or versions side by side."""
        from detente.assessment.compare import beside

        return beside(self.assessment(a, settings), self.assessment(b, settings))

    def difference(self, old: Text, new: Text, settings: Settings) -> Difference:
        """What changed between two versions of a case, and what that did.

        Raises
        ------
        DataError
            If their members or dates differ.
        """
        from detente.assessment.compare import difference

        cases = self.case(old), self.case(new)
        return self._differences.get(
            (old.version, new.version, settings), lambda: difference(*cases, settings)
        )

    def prepare(self, text: Text, settings: Settings) -> Iterator[None]:
        """Make step by step what the page of a case needs; who asks first then need not wait."""
        case = self.checked(text)
        if isinstance(case, CaseError):
            return
        self.assessment(text, settings)
        yield
        for part in self.sections(text, settings):
            part.make()
            yield
        for scenario in case.scenarios[:1]:
            self.whatif(text, settings, Question(scenarios=(scenario.id,)))


def _check(text: Text) -> Case | CaseError:
    try:
        return text.case()
    except CaseError as problem:
        return problem
