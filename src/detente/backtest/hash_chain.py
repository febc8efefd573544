"""An append-only file of JSON entries, one per line, chained by hashes.

Each entry holds its own SHA-256 and that of the entry before, so that reading detects a line that
was altered, removed, reordered or truncated. Lines that were checked before are not checked again
(`detente.backtest.checkpoint`).
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from detente.backtest import checkpoint
from detente.backtest.whole_entries import Entry, require_whole
from detente.errors import DataError, FileError
from detente.files import acquired, only_file

LARGEST = 50_000_000  # bytes
_AT_ONCE = 1 << 16  # bytes decoded at once: what fits the processor's cache takes a fifth less
_GENESIS = "0" * 64
_COMPACT = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def entry_time() -> datetime:
    """Time at which an entry is appended."""
    return datetime.now(UTC)


def read_entries(path: Path) -> list[Entry]:
    """All entries of a forecast log, each checked against the one before.

    Parameters
    ----------
    path : Path
        The file; if it does not exist, the log is empty.

    Returns
    -------
    list of dict
        Entries in the order of the file.

    Raises
    ------
    DataError
        If a line is not as it was written, the message gives its number; if an entry lacks a field
        or has another type in it; or if the log was longer when it was last checked.
    FileError
        If the file cannot be read.
    """
    return _read(path)[1]


def _read(path: Path) -> tuple[bytes, list[Entry]]:
    """All bytes of a log, and its entries, checked."""
    before = checkpoint.last(path)  # read first: what another process appends makes no loss
    data = _content(path)
    size = checkpoint.checked_size(before, data)
    entries = _decoded(data[:size])
    known = len(entries)
    rest = data[size:] if known else data
    for number, line in enumerate(rest.splitlines(keepends=True), known + 1):
        try:
            entries.append(_checked(number, line, entries[-1]["sha256"] if entries else _GENESIS))
        except ValueError as problem:
            raise DataError(f"{path}, line {number}: {problem}") from None
        require_whole(entries[-1])
    if not known and path.exists():
        checkpoint.require_no_loss(path, before, data)
    if len(entries) > known:
        checkpoint.keep(path, data)
    return data, entries


def _content(path: Path) -> bytes:
    """All bytes of a log; none if there is no file."""
    try:
        only_file(path)
        if not path.exists():
            return b""
        if path.stat().st_size > LARGEST:
            raise DataError(f"{path}: {path.stat().st_size} bytes; wanted at most {LARGEST}")
        return path.read_bytes()
    except OSError as problem:
        raise FileError(f"{path}: cannot be read ({problem.strerror})") from None


def _decoded(lines: bytes) -> list[Entry]:
    """Entries of lines that were checked before, many at once; none if it cannot read them."""
    entries: list[Entry] = []
    start = 0
    while start < len(lines):
        end = lines.find(b"\n", start + _AT_ONCE) + 1 or len(lines)
        array = b"".join((b"[", lines[start:end].replace(b"\n", b","), b"null]"))
        try:
            entries += from_json(array, cache_strings="keys")
        except ValueError:  # half of a surrogate pair, which the decoder of a single line takes
            return []
        entries.pop()
        start = end
    return entries


def _checked(number: int, line: bytes, before: str) -> Entry:
    """The entry of a line; a `ValueError` says why it is none."""
    if not line.endswith(b"\n"):
        raise ValueError("truncated; remove this last line, it was never written in full")
    try:
        entry = _DECODE(line.decode())
    except (ValueError, RecursionError):
        raise ValueError("not a JSON object; wanted one entry per line") from None
    if not isinstance(entry, dict) or entry.get("n") != number:
        came = f"entry {entry.get('n')!r:.20}" if isinstance(entry, dict) else "not an entry"
        raise ValueError(f"{came}; wanted entry {number}: a line is missing or moved")
    if entry.get("previous") != before:
        after = f"does not follow from line {number - 1}" if number > 1 else "is not a first line"
        raise ValueError(f"{after}; it was moved or changed")
    try:
        own = _hash(entry)
    except ValueError:
        raise ValueError("holds a number that JSON does not have") from None
    if entry.get("sha256") != own:
        raise ValueError("was changed after it was written: its hash does not fit")
    return entry


def _refuse(name: str) -> Any:
    raise ValueError(name)


_DECODE = json.JSONDecoder(parse_constant=_refuse).decode  # made once: it costs as much as a line


def _hash(entry: Entry) -> str:
    rest = entry.copy()
    rest.pop("sha256", None)
    return hashlib.sha256(_COMPACT(rest).encode()).hexdigest()


def ran_back(entries: Iterable[Entry]) -> list[int]:
    """Numbers of the lines whose time is before that of an earlier line: a clock was set wrong."""
    listed = list(entries)
    times = [str(entry.get("at", "")) for entry in listed]  # in UTC, all of one length
    if times == sorted(times):
        return []
    latest = accumulate(times, max)
    return [entry["n"] for entry, at, last in zip(listed, times, latest, strict=True) if at < last]


def append(path: Path, make: Callable[[list[Entry]], Iterable[Entry]]) -> list[Entry]:
    """Append entries, all of them or none; a lock admits one writer at a time.

    Parameters
    ----------
    path : Path
        The file, which is created if it does not exist.
    make : callable
        Takes the entries so far and returns those to append; it runs under the lock.

    Returns
    -------
    list of dict
        The entries appended, with number, time and hashes.

    Raises
    ------
    DataError
        If a line of the file is not as it was written, or the file would grow beyond `LARGEST`.
    FileError
        If the file cannot be written.
    """
    from filelock import FileLock

    path = Path(os.path.realpath(path))
    try:
        with acquired(FileLock(f"{path}.lock").acquire, path):
            data, entries = _read(path)
            added = _chained(make(entries), entries)
            lines = b"".join(json.dumps(e, allow_nan=False).encode() + b"\n" for e in added)
            _write(path, lines)
            checkpoint.keep(path, data + lines)
            return added
    except OSError as problem:
        raise FileError(f"{path}: cannot be written ({problem.strerror})") from None


def _chained(made: Iterable[Entry], entries: list[Entry]) -> list[Entry]:
    added: list[Entry] = []
    previous = entries[-1]["sha256"] if entries else _GENESIS
    for number, fields in enumerate(made, len(entries) + 1):
        entry = {
            "n": number,
            "at": entry_time().isoformat(timespec="seconds"),
            **fields,
            "previous": previous,
        }
        previous = _hash(entry)
        added.append(entry | {"sha256": previous})
    return added


def _write(path: Path, data: bytes) -> None:
    """Append bytes and force them to disk; a full disk leaves the file as it was."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        size = os.fstat(handle).st_size
        if size + len(data) > LARGEST:
            raise DataError(
                f"{path}: would have {size + len(data):,} bytes; wanted at most {LARGEST:,}: "
                "begin another log with --log"
            )
        try:
            if os.write(handle, data) != len(data):
                raise OSError(28, "No space left on device")
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)
