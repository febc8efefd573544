"""Untrusted YAML to plain values, with the line of every entry.

Built on the event stream of PyYAML's C parser, so that nothing is executed and size, depth,
aliases and tags are checked before any object exists. Plain scalars follow the YAML 1.2 core
schema: ``NO`` stays a text, dates stay texts for the model to read.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import yaml

from detente.case.yaml_hints import yaml_hint
from detente.errors import CaseError

MAX_DEPTH = 24

Place = tuple[str | int, ...]
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
_LONGEST = max(map(len, _CONSTANTS))
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_DIGITS = 300  # of a whole number; one of 309 is no float any more
_INT = re.compile(r"[-+]?[0-9]+$")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")


class _Marks(NamedTuple):
    """Positions in the text: of every place, of every scalar and of the keys of mappings."""

    lines: dict[Place, int]
    spans: dict[Place, tuple[int, int]]
    indents: dict[Place, int]


@dataclass
class YamlDocument:
    """Plain values of one file; positions in its text are computed on demand."""

    name: str
    values: Any = None
    text: str = ""

    @cached_property
    def _marks(self) -> _Marks:
        return _marks(yaml.parse(self.text, Loader=LOADER) if self.text else ())

    @property
    def lines(self) -> dict[Place, int]:
        """The line on which each place starts."""
        return self._marks.lines

    @property
    def spans(self) -> dict[Place, tuple[int, int]]:
        """First character of each scalar and the one after its last."""
        return self._marks.spans

    @property
    def indents(self) -> dict[Place, int]:
        """Characters before the keys of each mapping; those in braces are left out."""
        return self._marks.indents

    def line(self, place: Place) -> int:
        """Line of the nearest entry that exists at or above a place."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def fault(self, place: Place, message: str) -> str:
        """One sentence that names file, line and place.

        Parameters
        ----------
        place : Place
            Keys and list positions down to the faulty value.
        message : str
            What is wrong, as a sentence without its place.
        """
        where = ".".join(str(p) for p in place)
        return f"{self.name}:{self.line(place)}: {where + ': ' if where else ''}{message}"


def parse(name: str, data: bytes) -> YamlDocument:
    """Build plain values from YAML bytes; every fault names its line.

    Parameters
    ----------
    name : str
        Name of the file, for error messages.
    data : bytes
        Its content, UTF-8.

    Raises
    ------
    CaseError
        Not UTF-8, not YAML, more than one document, an alias, a tag, a repeated key, or
        nested deeper than ``MAX_DEPTH``.
    """
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
        values = _Builder(name).run(yaml.parse(text, Loader=LOADER))
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        # not its own line, which also counts U+2028
        line = text[: mark.index].count("\n") + 1 if mark else 1
        hint = yaml_hint(problem, text)
        raise CaseError(
            f"{name}:{line}: not valid YAML ({problem.problem}){f'; {hint}' if hint else ''}"
        ) from None
    except yaml.YAMLError as problem:
        raise CaseError(f"{name}:1: not valid YAML ({str(problem).splitlines()[0]})") from None
    return YamlDocument(name, values, text)


class _Builder:
    """Assembles values from events with an explicit stack: depth costs no recursion."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.values: Any = None
        self.within: dict[str, Any] | list[Any] | None = None  # the entry that is being filled
        self.key: str | None = None  # of its next value, if it is a mapping
        self.stack: list[Any] = []  # the entries around it
        self.documents = 0

    def run(self, events: Iterable[Any]) -> Any:
        do = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceStartEvent: self._open,
            yaml.SequenceEndEvent: self._close,
            yaml.DocumentStartEvent: self._document,
            yaml.AliasEvent: self._plain,
        }
        for event in events:
            step = do.get(type(event))
            if step is not None:
                step(event)
        return self.values

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._refuse(event, "a second document starts here; wanted one")

    def _plain(self, event: Any) -> None:
        """Refuse what is more than a plain value, or too deep."""
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._refuse(
                event,
                "anchors and aliases (& and *) are not accepted; write it "
                "out, or put a text that begins with & or * in quotes",
            )
        if event.tag is not None:
            self._refuse(event, f"the tag {event.tag} is not accepted; wanted plain values")

    def _refuse(self, event: Any, message: str) -> None:
        raise CaseError(f"{self.name}:{event.start_mark.line + 1}: {message}")

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._plain(event)
        self._not_too_deep(event)
        value = event.value
        if self.key is None and isinstance(self.within, dict):
            if value in self.within:
                listed = bool(self.stack) and isinstance(self.stack[-1], list)
                hint = "; another entry of the list begins with '- '" if listed else ""
                self._refuse(event, f"the key '{value}' is repeated in this entry{hint}")
            self.key = value
        else:
            self._put(_resolve(value) if event.implicit[0] else value)

    def _open(self, event: Any) -> None:
        self._plain(event)
        self._not_too_deep(event)
        if self.key is None and isinstance(self.within, dict):
            self._refuse(event, "a key must be a plain text")
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._put(value)
        self.stack.append(self.within)
        self.within = value

    def _close(self, event: Any) -> None:
        self._not_too_deep(event)
        self.within = self.stack.pop()

    def _not_too_deep(self, event: Any) -> None:
        if len(self.stack) > MAX_DEPTH:
            self._refuse(event, f"nested deeper than {MAX_DEPTH} levels")

    def _put(self, value: Any) -> None:
        if isinstance(self.within, list):
            self.within.append(value)
        elif self.within is None or self.key is None:
            self.values = value
        else:
            self.within[self.key] = value
            self.key = None


def _marks(events: Iterable[Any]) -> _Marks:
    """Positions in a document that was built before."""
    lines, spans, indents = marks = _Marks({}, {}, {})
    stack: list[list[Any]] = []  # place of an entry, and the step to its next part
    for event in events:
        start = isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent)
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            stack.pop()
        elif start or isinstance(event, yaml.ScalarEvent):
            here = _here(stack, event, lines)
            if here is None:
                continue
            if start:
                keyed = isinstance(event, yaml.MappingStartEvent)
                stack.append([here, None if keyed else 0])
                if keyed and not event.flow_style:
                    indents[here] = event.start_mark.column
            else:
                spans[here] = event.start_mark.index, event.end_mark.index
    return marks


def _here(stack: list[list[Any]], event: Any, lines: dict[Place, int]) -> Place | None:
    """Place of a value; None for a key, which is noted as the step to the next one."""
    if not stack:
        return ()
    place, step = stack[-1]
    if step is None:
        stack[-1][1] = event.value
        lines[(*place, event.value)] = event.start_mark.line + 1
        return None
    here: Place = (*place, step)
    if isinstance(step, int):
        lines[here] = event.start_mark.line + 1
    stack[-1][1] = step + 1 if isinstance(step, int) else None
    return here


def _resolve(text: str) -> Any:
    if len(text) <= _LONGEST and (low := text.lower()) in _CONSTANTS:
        return _CONSTANTS[low] if text in (low, low.capitalize(), low.upper()) else text
    if text[0] not in "+-.0123456789":
        return text
    if _INT.match(text) and len(text) <= _DIGITS:
        return int(text)
    if _FLOAT.match(text) and math.isfinite(float(text)):
        return float(text)
    return text
