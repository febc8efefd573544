"""Changing a case file on disk: only the value changes, and the old file survives any fault."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from detente.case.load import build
from detente.case.model import Case
from detente.case.path import resolve
from detente.case.yaml12 import Place, parse
from detente.errors import CaseError, MissingData
from detente.files import locked

_BOM = b"\xef\xbb\xbf"


def write_atomically(path: Path, data: bytes, *, like: Path | None = None) -> None:
    """Replace a file in one step; a killed process leaves the old one whole.

    A new file gets the permissions of ``like``, else those of the file it replaces. A link
    stays a link: what it points to is replaced.
    """
    path = Path(os.path.realpath(path))
    with _written(path, data, like or path) as name:
        os.replace(name, path)


def write_new(path: Path, data: bytes) -> None:
    """Put a file where none is, in one step; of two writers only the first succeeds.

    Raises
    ------
    FileExistsError
        If something of this name is there already.
    MissingData
        If it cannot be written.
    """
    with _written(path, data, path) as name:
        try:
            os.link(name, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links, such as FAT
            with path.open("xb") as file:
                file.write(data)


@contextmanager
def _written(path: Path, data: bytes, model: Path) -> Iterator[str]:
    """Name of a file beside ``path`` that holds the data; it is gone afterwards."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:200]}.")
    except OSError as problem:
        raise MissingData(f"{path}: cannot be written ({problem.strerror})") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, model.stat().st_mode & 0o777 if model.exists() else 0o644)
        yield name
    except FileExistsError:
        raise
    except OSError as problem:
        raise MissingData(f"{path}: cannot be written ({problem.strerror})") from None
    finally:
        Path(name).unlink(missing_ok=True)


def replace(path: Path, old: bytes, new: bytes) -> None:
    """Replace a case file, whose lock is held; the old one is kept with ``.bak`` added."""
    write_atomically(path.with_name(path.name + ".bak"), old, like=path)
    write_atomically(path, new)


def set_value(path: Path, place: str, to: float | str | bool) -> Case:
    """Set the value at a dotted path in a case file; every other byte stays as it is.

    The new text is validated before it replaces the old file, which is kept beside it
    under the same name with ``.bak`` added. All of it happens under the file's lock, so of
    two writers neither undoes the other's work.

    Raises
    ------
    CaseError
        If the file, the path or the resulting case is faulty. Nothing is then written.
    MissingData
        If the file cannot be read or written, or another writer does not finish.
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
    build(document)
    start, end = _span(document.values, document.spans, place)
    mark = _BOM if old.startswith(_BOM) else b""
    text = old.decode("utf-8-sig")
    return mark + (text[:start] + _scalar(to) + text[end:]).encode()


def _span(values: Any, spans: dict[Place, tuple[int, int]], path: str) -> tuple[int, int]:
    """Start and end in the text of the scalar at a path; a number's is its value."""
    try:
        place, _ = resolve(values, path)
    except CaseError as problem:
        raise CaseError(f"{problem}; add a new key in an editor") from None
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
