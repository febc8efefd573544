"""Looks as stored between two runs of ``detente watch``: one file for each case or pair."""

from pathlib import Path

from pydantic import ValidationError

from detente.document.watch import Look
from detente.errors import DataError, FileError
from detente.files import home, read_bytes, write_atomically

_LIMIT = 20_000_000  # bytes of a stored look, which holds its case


def last_look(subject: str) -> Look | None:
    """The stored look at a case or pair; None if there is none.

    Raises
    ------
    DataError
        If the file is damaged or of another version of detente.
    FileError
        If it cannot be read.
    """
    path = _path(subject)
    if not path.exists():
        return None
    try:
        return Look.model_validate_json(read_bytes(path, limit=_LIMIT))
    except ValidationError:
        raise DataError(
            f"{path}:1: not a look that this detente stored; delete the file to begin anew"
        ) from None


def store_look(look: Look) -> None:
    """Store a look in place of the one before.

    Raises
    ------
    FileError
        If it cannot be written. The one before is then unchanged.
    """
    path = _path(look.subject)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise FileError(f"{path.parent}: cannot be made ({problem.strerror})") from None
    write_atomically(path, look.model_dump_json(indent=1).encode())


def _path(subject: str) -> Path:
    return home() / "watch" / f"{subject}.json"
