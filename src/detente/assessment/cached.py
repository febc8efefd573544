"""The assessment that a command was asked for: read again if it was kept, else worked out."""

import sys
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from detente import cache
from detente.case.places import locate, read_bytes

if TYPE_CHECKING:
    from rich.console import Console

    from detente.document.assessment import Assessment


class Wanted:
    """One case under some settings; nothing is imported that was not needed.

    ``data`` are the bytes of its file, of which ``work`` makes the assessment if none was kept.
    ``fresh`` reads nothing that was kept.
    """

    def __init__(
        self,
        data: bytes,
        settings: Mapping[str, float],
        work: "Callable[[], Assessment]",
        *,
        fresh: bool = False,
    ) -> None:
        self._bytes, self._settings, self._work, self._fresh = data, settings, work, fresh
        self._name = self._name_now()

    @classmethod
    def of_file(cls, case: str, settings: Mapping[str, int], *, fresh: bool = False) -> "Wanted":
        """The case of an id or a path, as its file is now."""
        path = locate(case)
        data = read_bytes(path)
        return cls(data, settings, partial(_assess, str(path), data, settings), fresh=fresh)

    def json(self) -> str:
        """The document as it is printed."""
        return self._read("json") or self._worked_out[1]

    def print(self, console: "Console") -> None:
        """Print the document in words."""
        form = f"text-{console.width}-{console.color_system}-{console.encoding}"
        text = None if console.legacy_windows else self._read(form)
        if text is None:
            from detente.brief.terminal import show

            with console.capture() as shown:
                show(self.document, console)
            text = shown.get()
            self._keep(form, text)
        sys.stdout.write(text)

    @cached_property
    def document(self) -> "Assessment":
        """The assessment."""
        from detente.document.assessment import Assessment

        found = self._read("json")
        return Assessment.model_validate_json(found) if found else self._worked_out[0]

    @cached_property
    def _worked_out(self) -> tuple["Assessment", str]:
        """The assessment and its JSON, made now."""
        found = self._work()
        text = found.model_dump_json(by_alias=True, indent=2) + "\n"
        if not self._lasts(found):
            self._name = None
        self._keep("json", text)
        return found, text

    def _lasts(self, found: "Assessment") -> bool:
        """Whether the same would come out again: nothing changed meanwhile, no lens was late."""
        from detente.registry import extended

        return not found.failed and self._name == self._name_now() and not extended()

    def _name_now(self) -> str | None:
        return cache.name(self._bytes, self._settings)

    def _read(self, form: str) -> str | None:
        found = None if self._fresh or self._name is None else cache.read(self._name, form)
        return found.decode() if found is not None else None

    def _keep(self, form: str, text: str) -> None:
        if self._name is not None:
            cache.keep(self._name, form, text.encode())


def _assess(name: str, data: bytes, settings: Mapping[str, int]) -> "Assessment":
    """Of the very bytes that were named, whatever has become of the file."""
    from detente.assessment.assess import assess
    from detente.case.load import build
    from detente.case.yaml12 import parse
    from detente.forecast.settings import Settings

    return assess(build(parse(name, data)), settings=Settings(**settings))
