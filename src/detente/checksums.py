"""Checksums of files as they are, and those that stand next to a file, in ``NAME.sha256``."""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from detente.files import file_digest, replacing

SUFFIX = ".sha256"


def current_digest(path: Path) -> str:
    """SHA-256 of a file, computed once in a process for each state of it.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    status = path.stat()
    return _digest(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=4096)
def _digest(path: Path, size: int, modified: int) -> str:
    return file_digest(path)


def checksum_file(path: Path) -> Path:
    """File that holds the checksum of another one."""
    return path.with_name(path.name + SUFFIX)


def write_checksum(path: Path, part: Path) -> None:
    """Write the checksum of a file before the file is put in its place.

    Parameters
    ----------
    path : Path
        Where the file will be.
    part : Path
        Where it is now.

    Raises
    ------
    FileError
        If the checksum cannot be written.
    """
    with replacing(checksum_file(path), sync=False) as checksum:
        checksum.write_text(file_digest(part))


def is_whole(path: Path) -> bool:
    """Whether a file is there as it was made."""
    try:
        status = path.stat()
        _verify(path, status.st_ino, status.st_size)
    except OSError:
        return False
    return True


@lru_cache(maxsize=512)  # once in a process for each file; an exception is not cached
def _verify(path: Path, inode: int, size: int) -> None:
    if checksum_file(path).read_bytes() != file_digest(path).encode():
        raise OSError(f"{path}: damaged")


def orphans(folder: Path, *, older_than: float = 3600) -> Iterator[Path]:
    """Checksums of files that are not there.

    Parameters
    ----------
    folder : Path
        Where to look.
    older_than : float
        Seconds: the file of a younger one may be about to come.
    """
    names = set(os.listdir(folder))
    for name in names:
        if name.endswith(SUFFIX) and name.removesuffix(SUFFIX) not in names:
            with suppress(OSError):  # another process removed it
                if (folder / name).stat().st_mtime <= time.time() - older_than:
                    yield folder / name
