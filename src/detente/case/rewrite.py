"""Change a case file on disk: only one value changes, and the old file survives any fault."""

import json
import re
from pathlib import Path
from typing import Any

from detente.case.load import build
from detente.case.model import Case
from detente.case.path import resolve_path
from detente.case.yaml12 import Place, YamlDocument, parse
from detente.errors import CaseError
from detente.files import locked, write_atomically

_BOM = b"\xef\xbb\xbf"
_BREAK = re.compile(r"\r\n|\n|\r")


def replace(path: Path, old: bytes, new: bytes) -> None:
    """Replace a case file and store the old version as a backup, with ``.bak`` added to its name.

    Parameters
    ----------
    path : Path
        The case file. The caller holds its lock.
    old, new : bytes
        Its content before and after.
    """
    backup = path.with_name(path.name + ".bak")
    write_atomically(backup, old, like=path, follow=False)  # a link may lead out of the folder
    write_atomically(path, new)


def set_value(path: Path, place: str, to: float | str | bool) -> Case:
    """Set the value at a dotted path in a case file; every other byte stays as it is.

    A key that is allowed but absent is added.

    The new text is validated before it replaces the old file, which is stored in the same folder
    with ``.bak`` added to its name. All of it happens under the lock of the file, so two writers
    do not undo each other's work.

    Parameters
    ----------
    path : Path
        The case file.
    place : str
        Dotted path of the value, such as ``threats.taliban.severity.USA``.
    to : float, str or bool
        The new value.

    Returns
    -------
    Case
        The case with the new value.

    Raises
    ------
    CaseError
        If the file, the path or the resulting case is faulty. Nothing is then written.
    MissingData
        If there is no such file.
    FileError
        If it cannot be read or written, or another writer does not finish.
    """
    if isinstance(to, str) and not to.isascii() and to != to.encode(errors="ignore").decode():
        raise CaseError(f"{place} cannot be {to!r}: not a text that a file can hold")
    with locked(path) as old:
        new = _with_value(str(path), old, place, to)
        case = build(parse(str(path), new))
        replace(path, old, new)
    return case


def _with_value(name: str, old: bytes, place: str, to: float | str | bool) -> bytes:
    """Bytes of a valid case file with another value at a path."""
    document = parse(name, old)
    case = build(document)
    mark = _BOM if old.startswith(_BOM) else b""
    text = old.decode("utf-8-sig")
    if _is_absent(document.values, case, place):
        return mark + with_key(document, text, place, to).encode()
    start, end = _span(document.values, document.spans, place)
    return mark + (text[:start] + _scalar(to) + text[end:]).encode()


def _is_absent(values: Any, case: Case, path: str) -> bool:
    """Whether the path leads to a key of an entry in the file, allowed but absent."""
    try:
        resolve_path(values, path)
    except CaseError:
        try:
            resolve_path(case, path)
        except CaseError:
            return False
        return True
    return False


def with_key(document: YamlDocument, text: str, path: str, to: float | str | bool) -> str:
    """The text with a new key of an entry, after the last of its values that stand in one line.

    Parameters
    ----------
    document : YamlDocument
        The file as it was read.
    text : str
        Its text, without the mark of its encoding.
    path : str
        Dotted path of the new key; its entry is in the file.
    to : float, str or bool
        Its value.

    Raises
    ------
    CaseError
        If the entry is a number without keys, or no place for the key is safe.
    """
    parent, _, key = path.rpartition(".")
    place, entry = resolve_path(document.values, parent) if parent else ((), document.values)
    pair = f"{key}: {_scalar(to)}"
    if not isinstance(entry, dict):  # a number without keys
        advice = f"write {{value: {entry}, {pair}}} in its place in an editor"
        raise CaseError(document.fault(place, f"got {entry!r:.60}; to add '{key}', {advice}"))
    own = [document.spans[(*place, k)] for k in entry if (*place, k) in document.spans]
    ends = [end for start, end in own if not _BREAK.search(text, start, end)]
    new = _with_pair(text, max(ends), pair, document.indents.get(place)) if ends else text
    if not _has(new, path):
        message = f"the key '{key}' cannot be added here; add it in an editor"
        raise CaseError(document.fault(place, message))
    return new


def _with_pair(text: str, end: int, pair: str, indent: int | None) -> str:
    """The text with a key and its value after the value that ends there; no indent in braces."""
    if indent is None:
        return f"{text[:end]}, {pair}{text[end:]}"
    line_end = _BREAK.search(text, end)
    stop, newline = (line_end.start(), line_end[0]) if line_end else (len(text), "\n")
    return f"{text[:stop]}{newline}{' ' * indent}{pair}{text[stop:]}"


def _has(text: str, path: str) -> bool:
    """Whether the text can be read and has a value at the path."""
    try:
        resolve_path(parse("new", text.encode()).values, path)
    except CaseError:
        return False
    return True


def _span(values: Any, spans: dict[Place, tuple[int, int]], path: str) -> tuple[int, int]:
    """Start and end in the text of the scalar at a path; a number's is its value."""
    place, _ = resolve_path(values, path)
    if (*place, "value") in spans:
        place = (*place, "value")
    if place not in spans:
        raise CaseError(f"the path {path} does not lead to a single value")
    return spans[place]


def _scalar(to: float | str | bool) -> str:
    """Write a value so that it reads back as the same; quoted only where it must be."""
    if isinstance(to, bool):
        return str(to).lower()
    if not isinstance(to, str):
        return repr(to)
    if not to.isprintable():
        return json.dumps(to)
    return to if _plain(to) else "'" + to.replace("'", "''") + "'"


def _plain(text: str) -> bool:
    """Does the text read back as itself, unquoted, in a list or mapping on one line?"""
    try:
        return bool(parse("value", f"{{x: {text}}}".encode()).values == {"x": text}) and not (
            text[:4].isdigit() and text[4:5] == "-"
        )
    except CaseError:
        return False
