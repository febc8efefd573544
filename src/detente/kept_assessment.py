"""The assessment that a command was asked for: read again if it was kept, else worked out."""

import sys
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from detente import kept
from detente.case.places import locate

if TYPE_CHECKING:
    from rich.console import Console

    from detente.case.model import Case
    from detente.document import Assessment

_LARGEST = 2_000_000  # bytes; the reader refuses a larger one


class Wanted:
    """One case under some settings; nothing is imported that was not needed.

    ``fresh`` reads nothing that was kept.
    """

    def __init__(self, case: str, settings: Mapping[str, int], *, fresh: bool = False) -> None:
        self._path, self._settings, self._fresh = locate(case), settings, fresh
        self._bytes = _bytes(self._path)
        self._name = self._name_now()

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
        from detente.document import Assessment

        found = self._read("json")
        return Assessment.model_validate_json(found) if found else self._worked_out[0]

    @cached_property
    def _worked_out(self) -> tuple["Assessment", str]:
        """The assessment and its JSON, made now."""
        from detente.assessment import assess
        from detente.forecast.settings import Settings

        found = assess(self._case(), settings=Settings(**self._settings))
        text = found.model_dump_json(by_alias=True, indent=2) + "\n"
        if any(s.id.startswith(("lens/", "panel/")) for s in found.left_out):
            self._name = None  # a lens that was late, or failed, may do better next time
        self._keep("json", text)
        return found, text

    def _case(self) -> "Case":
        """The case in the very bytes that were named, whatever has become of the file."""
        from detente.case.load import build, load
        from detente.case.yaml12 import parse

        if self._bytes is None:
            return load(self._path)
        return build(parse(str(self._path), self._bytes))

    def _name_now(self) -> str | None:
        return None if self._bytes is None else kept.name(self._bytes, self._settings)

    def _read(self, form: str) -> str | None:
        found = None if self._fresh or self._name is None else kept.read(self._name, form)
        return found.decode() if found is not None else None

    def _keep(self, form: str, text: str) -> None:
        from detente.registry import extended

        if self._name is not None and self._name == self._name_now() and not extended():
            kept.keep(self._name, form, text.encode())


def _bytes(path: Path) -> bytes | None:
    """Bytes of a case file; None if reading it is better left to what explains why not."""
    try:
        fit = path.is_file() and path.stat().st_size <= _LARGEST
        return path.read_bytes() if fit else None
    except OSError:
        return None
