"""How much of a forecast log was checked before, so that only what came later is checked.

A checkpoint holds the size and the SHA-256 of the bytes that were checked. It counts only if the
file still begins with those very bytes, and only for the program that checked them: whoever changes
a byte, or installs a detente that wants more of an entry, has every line checked. A log that lost
lines at its end is still a chain without a gap; that it was longer, only its checkpoint knows.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from detente.cache import DiskCache, digest
from detente.errors import DataError

_CHECKPOINTS = DiskCache(kind="forecast-logs", max_files=100)
_RULES = ("checkpoint.py", "hash_chain.py", "whole_entries.py")  # what decides that a log is whole


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """Bytes and lines of a log when it was checked; hashes of all, of line 1 and of the rules."""

    size: int
    lines: int
    sha256: str
    first: str
    rules: str


def checked_size(before: Checkpoint | None, data: bytes) -> int:
    """Number of bytes at the start of a log that were checked before; 0 if there are none.

    Parameters
    ----------
    before : Checkpoint or None
        The last one of the log.
    data : bytes
        All that it holds.
    """
    if before is None or before.rules != _rules():
        return 0
    return before.size if _sha256(data[: before.size]) == before.sha256 else 0


def require_no_loss(path: Path, before: Checkpoint | None, data: bytes) -> None:
    """Refuse a log that is shorter than when it was last checked.

    Parameters
    ----------
    path : Path
        The log.
    before : Checkpoint or None
        The last one, read before the data.
    data : bytes
        All that it holds; every line was checked. A log with another first line is another log,
        one without any line is not.

    Raises
    ------
    DataError
        If it is shorter; says what to do.
    """
    lines = data.count(b"\n")
    same = not data or (before and _sha256(_first(data)) == before.first)
    if before and same and len(data) < before.size:
        raise DataError(
            f"{path}: ends with line {lines}, had {before.lines} lines when it was last checked; "
            "put the lines back from a copy, or, to go on without them, remove "
            f"{_CHECKPOINTS.folder / _name(path)}"
        )


def keep(path: Path, data: bytes) -> None:
    """Remember that a log is whole.

    Parameters
    ----------
    path : Path
        The log.
    data : bytes
        All that it holds; every line was checked.
    """
    now = Checkpoint(
        size=len(data),
        lines=data.count(b"\n"),
        sha256=_sha256(data),
        first=_sha256(_first(data)),
        rules=_rules(),
    )
    _CHECKPOINTS.write(_name(path), json.dumps(asdict(now)).encode())


def last(path: Path) -> Checkpoint | None:
    """The last checkpoint of a log; None if there is none, or one of another version."""
    try:
        return Checkpoint(**json.loads(_CHECKPOINTS.read(_name(path)) or b""))
    except (OSError, ValueError, TypeError):
        return None


def _name(path: Path) -> str:
    return digest(str(path.resolve()))


def _first(data: bytes) -> bytes:
    return data[: data.find(b"\n") + 1]


@cache
def _rules() -> str:
    """Digest of the code that checks."""
    return digest(*(Path(__file__).with_name(name).read_bytes() for name in _RULES))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
