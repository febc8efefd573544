"""The assessment for a command or a page: read from the cache, else computed.

An assessment depends on four things alone: the case file, the settings, the program and the data
on disk. A digest of all four is the key of its document, and of the text printed from it. Nothing
is cached where a plug-in is installed, since its code may change without a change of the key.
"""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from detente.cache import ASSESSMENTS, digest, program
from detente.case.places import locate
from detente.files import home, read_bytes

if TYPE_CHECKING:
    from rich.console import Console

    from detente.case.model import Case
    from detente.document.answer import Answer
    from detente.document.assessment import Assessment, Silence
    from detente.forecast.settings import Settings


class CachedAssessment:
    """The assessment of one case under some settings; imports only what it needs.

    Parameters
    ----------
    data : bytes
        Content of the case file.
    settings : mapping of str to float
        Settings that differ from the defaults.
    compute : callable
        Returns the assessment of ``data``; called if the cache has none.
    answer : callable, optional
        Returns the answer of ``data``, where it needs less than the assessment.
    fresh : bool
        Read nothing from the cache.
    """

    def __init__(
        self,
        data: bytes,
        settings: Mapping[str, float],
        compute: "Callable[[], Assessment]",
        *,
        answer: "Callable[[], Answer] | None" = None,
        fresh: bool = False,
    ) -> None:
        self._data, self._settings, self._fresh = data, settings, fresh
        self._compute, self._answer = compute, answer
        self._key = key(data, settings)
        self._document: Assessment | None = None
        self._made: tuple[Assessment, str] | None = None
        self._shown: Answer | None = None

    @classmethod
    def of_file(
        cls, case: str, settings: Mapping[str, int], *, fresh: bool = False
    ) -> "CachedAssessment":
        """The assessment of a case file in its present state.

        Parameters
        ----------
        case : str
            Id of a bundled case, or path of a case file.
        settings : mapping of str to int
            Settings that differ from the defaults.
        fresh : bool
            Read nothing from the cache.
        """
        path = locate(case)
        data = read_bytes(path)
        return cls._of(str(path), data, settings, fresh=fresh)

    @classmethod
    def of_states(
        cls, one: str, other: str, day: date, settings: Mapping[str, int], *, fresh: bool = False
    ) -> "CachedAssessment":
        """The assessment of two states from data alone: of the case that fills itself.

        Parameters
        ----------
        one, other, day
            As `detente.forecast.data_case.request.ask` takes them.
        settings : mapping of str to int
            Settings that differ from the defaults.
        fresh : bool
            Read nothing from the cache.
        """
        pair_key = key(json.dumps([one, other, day.isoformat()]).encode(), {})
        name = f"{pair_key}.yaml"
        data = ASSESSMENTS.read(name) if pair_key is not None and not fresh else None
        if data is None:
            from detente.forecast.data_case.request import ask
            from detente.forecast.data_case.text import data_case_text

            data = data_case_text(ask(one, other, day)).encode()
            if pair_key is not None:
                ASSESSMENTS.write(name, data)
        return cls._of(f"{one} {other}", data, settings, fresh=fresh)

    @classmethod
    def _of(
        cls, name: str, data: bytes, settings: Mapping[str, int], *, fresh: bool
    ) -> "CachedAssessment":
        answer = None if settings.get("from_data") else partial(_answer, name, data, settings)
        return cls(
            data, settings, partial(_assess, name, data, settings), answer=answer, fresh=fresh
        )

    def json(self) -> str:
        """The document as JSON, as it is printed."""
        return self._read("json") or self._computed()[1]

    def print(self, console: "Console", *, screen_of: tuple[str, ...] | None = None) -> None:
        """Print the document as text.

        Parameters
        ----------
        console : rich.console.Console
            Where to print it.
        screen_of : tuple of str, optional
            Arguments of the command: one screen; by default, everything.
        """
        form = f"{console.width}-{console.color_system}-{console.encoding}"
        form += "-full" if screen_of is None else f"-screen-{digest(*screen_of)}"
        text = None if console.legacy_windows else self._read(form)
        if text is None:
            with console.capture() as shown:
                self._show(console, screen_of)
            text = shown.get()
            self._write(form, text)
        sys.stdout.write(text)

    def _show(self, console: "Console", screen_of: tuple[str, ...] | None) -> None:
        if screen_of is None:
            from detente.brief import terminal

            terminal.show(self.document, console)
        else:
            from detente.brief import screen

            screen.show(self.answer, console, case=screen_of)

    @property
    def answer(self) -> "Answer":
        """The parts of the assessment that one screen shows; alone, where the rest is not known."""
        if self._shown is None:
            self._shown = self._answered()
        return self._shown

    def _answered(self) -> "Answer":
        if self._answer is None or self._made is not None or self._read("json"):
            from detente.document.answer import Answer

            return Answer.of(self.document)
        answer = self._answer()
        self._keep_if_repeatable(answer.failed)
        return answer

    @property
    def document(self) -> "Assessment":
        """The assessment."""
        from detente.document.assessment import Assessment

        if self._document is None:
            text = self._read("json")
            self._document = Assessment.model_validate_json(text) if text else self._computed()[0]
        return self._document

    # no `cached_property`: that of Python 3.11 has one lock for all instances, so that an
    # assessment in one thread of a server would wait for those in the others
    def _computed(self) -> tuple["Assessment", str]:
        """The assessment and its JSON, computed now, once."""
        if self._made is None:
            assessment = self._compute()
            text = assessment.model_dump_json(by_alias=True, indent=2) + "\n"
            self._keep_if_repeatable(assessment.failed)
            self._write("json", text)
            self._made = assessment, text
        return self._made

    def _keep_if_repeatable(self, failed: "list[Silence]") -> None:
        """Cache only what a second run would give: inputs are unchanged, no lens failed."""
        from detente.registry import extended

        if failed or self._key != key(self._data, self._settings) or extended():
            self._key = None

    def _read(self, form: str) -> str | None:
        if self._fresh or self._key is None:
            return None
        content = ASSESSMENTS.read(f"{self._key}.{form}")
        return content.decode() if content is not None else None

    def _write(self, form: str, text: str) -> None:
        if self._key is not None:
            ASSESSMENTS.write(f"{self._key}.{form}", text.encode())


def key(case: bytes, settings: Mapping[str, object]) -> str | None:
    """Digest of everything that an assessment depends on; None if a part cannot be read.

    Parameters
    ----------
    case : bytes
        Content of the case file.
    settings : mapping of str to object
        Settings that differ from the defaults.
    """
    try:
        return digest(case, json.dumps(dict(settings), sort_keys=True), *program(), _data())
    except (OSError, ValueError):
        return None


def _data() -> str:
    """The list of sources in the store, which holds the checksum of each."""
    path = home() / "store.json"
    return path.read_text(encoding="utf-8") if path.is_file() else "no data"


def _assess(name: str, data: bytes, settings: Mapping[str, int]) -> "Assessment":
    from detente.assessment.assess import assess

    return assess(_case(name, data), settings=_all(settings))


def _answer(name: str, data: bytes, settings: Mapping[str, int]) -> "Answer":
    from detente.assessment.answer import answer

    return answer(_case(name, data), _all(settings))


def _case(name: str, data: bytes) -> "Case":
    """The case of the bytes that the key was computed from, even if the file has changed since."""
    from detente.case.load import build
    from detente.case.yaml12 import parse

    return build(parse(name, data))


def _all(settings: Mapping[str, int]) -> "Settings":
    from detente.forecast.settings import Settings

    return Settings(**settings)
