"""How much of a forecast log was found whole before, so that it need not be checked line by line.

A checkpoint holds the size and the SHA-256 of the bytes that were checked. It counts only if the
file still begins with those very bytes: whoever changes one of them has every line checked.
"""

import hashlib
import json
from pathlib import Path

from detente.cache import DiskCache, digest

_KEPT = DiskCache(kind="forecast-logs", max_files=100)
FEWEST = 1000  # lines worth a checkpoint


def checked_size(path: Path, data: bytes) -> int:
    """Number of bytes at the start of a log that were checked before; 0 if there are none.

    Parameters
    ----------
    path : Path
        The log.
    data : bytes
        All that it holds.
    """
    try:
        size, sha256 = json.loads(_KEPT.read(_name(path)) or b"[0, null]")
    except (OSError, ValueError):
        return 0
    return size if _sha256(data[:size]) == sha256 else 0


def keep(path: Path, data: bytes) -> None:
    """Remember that a log is whole.

    Parameters
    ----------
    path : Path
        The log.
    data : bytes
        All that it holds; every line was checked.
    """
    _KEPT.write(_name(path), json.dumps([len(data), _sha256(data)]).encode())


def _name(path: Path) -> str:
    return digest(str(path.resolve()))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
