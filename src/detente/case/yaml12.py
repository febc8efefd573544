"""Untrusted YAML to plain values, with the line of every entry.

Built on the event stream of PyYAML's C parser, so that nothing is executed and size, depth,
aliases and tags are checked before any object exists. Plain scalars follow the YAML 1.2 core
schema: ``NO`` stays a text, dates stay texts for the model to read.
"""

import math
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from detente.errors import CaseError, MissingData

MAX_BYTES = 2_000_000
MAX_DEPTH = 24

Place = tuple[str | int, ...]
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_INT = re.compile(r"[-+]?[0-9]+$")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")


@dataclass
class Document:
    """Plain values of one file and the line on which each place starts."""

    name: str
    values: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    spans: dict[Place, tuple[int, int]] | None = None  # of scalars, in characters, if asked for

    def line(self, place: Place) -> int:
        """Line of the nearest entry that exists at or above a place."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def fault(self, place: Place, message: str) -> str:
        """One sentence that names file, line and place."""
        where = ".".join(str(p) for p in place)
        return f"{self.name}:{self.line(place)}: {where + ': ' if where else ''}{message}"


def read_bytes(path: Path) -> bytes:
    """Read at most ``MAX_BYTES`` of a regular file."""
    try:
        if not path.is_file():
            raise MissingData(
                f"{path}: wanted a file, found {'a folder' if path.is_dir() else 'nothing'}"
            )
        if path.stat().st_size > MAX_BYTES:
            size = path.stat().st_size / 1e6
            raise CaseError(
                f"{path}:1: the file has {size:.1f} MB; wanted at most {MAX_BYTES / 1e6:.0f} MB"
            )
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as problem:
        raise MissingData(f"{path}: cannot be read ({problem.strerror})") from None
    if len(data) > MAX_BYTES:
        raise CaseError(
            f"{path}:1: the file grew beyond {MAX_BYTES / 1e6:.0f} MB while it was read"
        )
    return data


def parse(name: str, data: bytes, *, spans: bool = False) -> Document:
    """Build plain values from YAML bytes; every fault names its line.

    With ``spans``, also note where in the text (after a byte order mark) each scalar stands.

    Raises
    ------
    CaseError
        Not UTF-8, not YAML, more than one document, an alias, a tag, a repeated key, or
        nested deeper than ``MAX_DEPTH``.
    """
    document = Document(name, spans={} if spans else None)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise CaseError(f"{name}:{line}: not UTF-8 text (byte {problem.start})") from None
    control = _CONTROL.search(text)
    if control:
        line = text[: control.start()].count("\n") + 1
        sign = ord(control.group())
        raise CaseError(f"{name}:{line}: not valid YAML (control character #x{sign:04x})")
    try:
        _Builder(document).run(yaml.parse(text, Loader=_Loader))
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = mark.line + 1 if mark else 1
        raise CaseError(f"{name}:{line}: not valid YAML ({problem.problem})") from None
    except yaml.YAMLError as problem:
        raise CaseError(f"{name}:1: not valid YAML ({str(problem).splitlines()[0]})") from None
    return document


class _Builder:
    """Assembles values from events with an explicit stack: depth costs no recursion."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.stack: list[tuple[Any, Place]] = []
        self.key: list[Any] = []
        self.documents = 0

    def run(self, events: Any) -> None:
        for event in events:
            self._check(event)
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._open(event)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self.stack.pop()
                self.key.pop()

    def _check(self, event: Any) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
        if self.documents > 1:
            self._refuse(event, "a second document starts here; wanted one")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(event, "anchors and aliases (& and *) are not accepted; write it out")
        if getattr(event, "tag", None) is not None:
            self._refuse(event, f"the tag {event.tag} is not accepted; wanted plain values")
        if len(self.stack) > MAX_DEPTH:
            self._refuse(event, f"nested deeper than {MAX_DEPTH} levels")

    def _refuse(self, event: Any, message: str) -> None:
        raise CaseError(f"{self.document.name}:{event.start_mark.line + 1}: {message}")

    def _scalar(self, event: Any) -> None:
        if self._wants_key():
            container, place = self.stack[-1]
            if event.value in container:
                self._refuse(event, f"the key '{event.value}' stands twice in this entry")
            self.key[-1] = event.value
            self.document.lines[(*place, event.value)] = event.start_mark.line + 1
            return
        self._put(event, _resolve(event.value) if event.implicit[0] else event.value)

    def _open(self, event: Any) -> None:
        if self._wants_key():
            self._refuse(event, "a key must be a plain text")
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        place = self._put(event, value)
        self.stack.append((value, place))
        self.key.append(None)

    def _wants_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1][0], dict) and self.key[-1] is None

    def _put(self, event: Any, value: Any) -> Place:
        if not self.stack:
            self.document.values = value
            return ()
        container, place = self.stack[-1]
        if isinstance(container, dict):
            here: Place = (*place, self.key[-1])
            container[self.key[-1]] = value
            self.key[-1] = None
        else:
            here = (*place, len(container))
            container.append(value)
            self.document.lines[here] = event.start_mark.line + 1
        if self.document.spans is not None and isinstance(event, yaml.ScalarEvent):
            marks: Any = event
            self.document.spans[here] = marks.start_mark.index, marks.end_mark.index
        return here


def _resolve(text: str) -> Any:
    if text.lower() in _CONSTANTS and text in (text.lower(), text.capitalize(), text.upper()):
        return _CONSTANTS[text.lower()]
    if _INT.match(text) and len(text) < 20:
        return int(text)
    if _FLOAT.match(text) and math.isfinite(float(text)):
        return float(text)
    return text
