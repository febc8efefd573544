"""One writer of a case file at a time, whoever it is: the command or the app.

The lock is one of the operating system (``flock``, on Windows ``LockFileEx``) on a hidden file
beside the case, so it is free as soon as its holder dies. That file stays; to remove it would let
two writers hold two locks of one name.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.case.places import read_bytes
from detente.errors import MissingData

PATIENCE = 10.0  # seconds to wait for another writer
_POLL = 0.005  # seconds between two tries: one who saves without a pause leaves short gaps


@contextmanager
def locked(path: Path) -> Iterator[bytes]:
    """Hold the lock of a case file, and give the bytes that it holds under the lock.

    What is made of other bytes than these may undo another writer's work. A link and what it
    points to have one lock.

    Raises
    ------
    MissingData
        If the file cannot be read or locked, or another writer does not finish in ``PATIENCE``.
    CaseError
        If the file is too large.
    """
    import filelock

    read_bytes(path)  # no lock is left beside a file that is not there
    true = Path(os.path.realpath(path))
    try:
        mode = true.stat().st_mode & 0o666 | 0o600  # who may write the case may lock it
        lock = filelock.FileLock(true.with_name(f".{true.name}.lock"), mode=mode)
        lock.acquire(timeout=PATIENCE, poll_interval=_POLL)
    except filelock.Timeout:
        raise MissingData(f"{path}: another process is writing it; try again") from None
    except OSError as problem:
        raise MissingData(f"{path}: cannot be locked ({problem.strerror})") from None
    try:
        yield read_bytes(path)
    finally:
        lock.release()
