"""Files and folders: the data folder, bounded reading, atomic writing, the lock of a case file."""

import hashlib
import os
import re
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TypeVar

from detente.errors import CaseError, FileError, MissingData

Held = TypeVar("Held")
MAX_BYTES = 2_000_000  # of a case file or document
LOCK_TIMEOUT = 10.0  # seconds to wait for another writer, and again after each save
_TEMPORARY = re.compile(r"\.(?P<name>.{1,40})\.[0-9a-f]{8}", re.DOTALL)  # by `_temporary`
_POLL_INTERVAL = 0.005  # seconds; a process that saves without a pause leaves short gaps


def home() -> Path:
    """Data folder: ``$DETENTE_HOME``, else ``detente`` in ``$XDG_DATA_HOME`` or its default."""
    named = os.environ.get("DETENTE_HOME")
    if named:
        return Path(named)
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "detente"


def read_bytes(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """Read a regular file of at most ``limit`` bytes.

    Raises
    ------
    MissingData
        If there is no such file.
    FileError
        If it is a folder or cannot be read.
    CaseError
        If it is too large.
    """
    try:
        only_file(path)
        if not path.exists():
            raise MissingData(f"{path}: wanted a file, found nothing")
        if path.stat().st_size > limit:
            size = path.stat().st_size / 1e6
            raise CaseError(
                f"{path}:1: the file has {size:.1f} MB; wanted at most {limit / 1e6:.0f} MB"
            )
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as problem:
        raise FileError(f"{path}: cannot be read ({problem.strerror})") from None
    if len(data) > limit:
        raise CaseError(f"{path}:1: the file grew beyond {limit / 1e6:.0f} MB while it was read")
    return data


def file_digest(path: Path) -> str:
    """SHA-256 of the bytes of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_atomically(
    path: Path, data: bytes, *, like: Path | None = None, follow: bool = True
) -> None:
    """Create or replace a file in one step; see `replacing`.

    Parameters
    ----------
    path : Path
        The file; its folder must exist.
    data : bytes
        All of the new content.
    like : Path, optional
        File whose permissions the new one gets; ``path`` itself if absent.
    follow : bool
        Whether a symbolic link stays and its target is replaced, or the file takes its place.

    Raises
    ------
    FileError
        If it cannot be written. The old file is then unchanged.
    """
    with replacing(path, like=like, follow=follow) as part:
        part.write_bytes(data)


@contextmanager
def replacing(
    path: Path, *, like: Path | None = None, sync: bool = True, follow: bool = True
) -> Iterator[Path]:
    """Name a temporary file to write, which then replaces ``path`` in one step.

    A killed process leaves the old file whole. The permissions of an existing file stay.
    After an exception no temporary file remains.

    Parameters
    ----------
    path : Path
        The file to create or replace; its folder must exist.
    like : Path, optional
        File whose permissions the new one gets; ``path`` itself if absent.
    sync : bool
        Flush the content to disk before it replaces the old one, so that it also survives a
        power failure. Needless for a file whose damage is detected when it is read.
    follow : bool
        Whether a symbolic link stays and its target is replaced, or the file takes its place.

    Yields
    ------
    Path
        The temporary file: empty, in the folder of ``path``.

    Raises
    ------
    FileError
        If the file cannot be written. The old file is then unchanged.
    """
    target = Path(os.path.realpath(path)) if follow else path
    only_file(target)
    model = like or target
    with _temporary(target, model) as part:
        yield part
        _finish(part, model, sync=sync)
        os.replace(part, target)


def only_file(path: Path, noun: str = "a file", *, or_folder: bool = False) -> None:
    """Raise a FileError for a pipe, a device or a folder; a file or nothing there passes."""
    try:
        mode = path.stat().st_mode  # one look, as it may vanish
    except (OSError, ValueError):  # a name with U+0000 is that of no file
        return
    folder = stat.S_ISDIR(mode)
    if not stat.S_ISREG(mode) and not (folder and or_folder):
        came = "a folder" if folder else "a pipe or a device"
        raise FileError(f"{path}: wanted {noun}, found {came}")


def sweep(folder: Path, *, older_than: float = 3600, name: str | None = None) -> None:
    """Remove temporary files that killed processes left in a folder.

    Parameters
    ----------
    folder : Path
        The folder; it need not exist.
    older_than : float
        Seconds: a younger file may be one that another process is writing.
    name : str, optional
        Only those written in place of the file of this name.
    """
    limit, of_name = time.time() - older_than, name and name[:40]
    with suppress(OSError):
        for path in folder.iterdir():
            left = _TEMPORARY.fullmatch(path.name)
            if left and of_name in (None, left["name"]):
                with suppress(OSError):
                    if path.lstat().st_mtime <= limit:
                        path.unlink()


def write_new(path: Path, data: bytes) -> None:
    """Create a file in one step where there is none; of two writers only the first succeeds.

    Parameters
    ----------
    path : Path
        The file; its folder must exist.
    data : bytes
        All of its content.

    Raises
    ------
    FileExistsError
        If something has this name already.
    FileError
        If it cannot be written.
    """
    with _temporary(path, path) as part:
        part.write_bytes(data)
        _finish(part, path)
        try:
            os.link(part, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links, such as FAT
            with path.open("xb") as file:
                file.write(data)


def flush(path: Path) -> None:
    """Write what the system holds of a file to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def _temporary(path: Path, model: Path) -> Iterator[Path]:
    """Create an empty hidden file in the folder of ``path``; it is removed at the end.

    Those that killed writers of the same file left more than an hour ago are removed too.
    """
    sweep(path.parent, name=path.name)
    part = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}")
    try:
        _create(part, private=model.exists())
        try:
            yield part
        finally:
            part.unlink(missing_ok=True)
    except FileExistsError:
        raise
    except OSError as problem:
        reason = problem.strerror or problem
        raise FileError(f"{path}: cannot be written ({reason})") from None


def _create(part: Path, *, private: bool) -> None:
    """Create a file, readable by its owner alone until it gets the permissions of another one."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    os.close(os.open(part, flags, 0o600 if private else 0o666))


def _finish(part: Path, model: Path, *, sync: bool = True) -> None:
    """Flush a written file to disk, and give it the permissions of another one."""
    if sync:
        flush(part)
    with suppress(FileNotFoundError):  # a new file
        part.chmod(model.stat().st_mode & 0o777)


@contextmanager
def locked(path: Path) -> Iterator[bytes]:
    """Hold the lock of a case file, so that one process at a time changes it.

    The lock is one of the operating system (``flock``, on Windows ``LockFileEx``) on a hidden
    file in the same folder, and is released when its holder dies. The hidden file is not removed:
    otherwise two writers could hold two locks of the same name. A symbolic link and its target
    share one lock.

    Yields
    ------
    bytes
        Content of the file under the lock. A new version that is based on anything else may undo
        the work of another writer.

    Raises
    ------
    MissingData
        If there is no such file.
    FileError
        If it cannot be read or locked, or no holder of the lock saves for ``LOCK_TIMEOUT``.
    CaseError
        If the file is too large.
    """
    read_bytes(path)  # no lock file for a case that is not there
    with _lock(path):
        yield read_bytes(path)


@contextmanager
def one_writer(folder: Path, name: str, *, wait: float, doing: str) -> Iterator[None]:
    """Hold a lock of a folder, which is created if absent; released when its holder dies.

    Parameters
    ----------
    folder : Path
        What is written.
    name : str
        File name of the lock.
    wait : float
        Seconds to wait for another writer.
    doing : str
        What another holder of the lock does, for the error message.

    Raises
    ------
    FileError
        If another process holds the lock for longer, or the folder cannot be written.
    """
    import filelock

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(folder / name)
        lock.acquire(timeout=wait)
    except filelock.Timeout:
        raise FileError(
            f"{folder}: another detente is {doing} (waited {wait:g} s); try again when it is done"
        ) from None
    except OSError as problem:
        raise FileError(f"{folder}: cannot be written ({problem.strerror or problem})") from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def appending(path: Path, *, limit: int) -> Iterator[Callable[[str], None]]:
    """Hold the lock of a file of lines, and add whole lines to its end.

    The file is created if it is not there. A last line that a killed process left unfinished is
    cut off first, so that the new one does not continue it. A line is on the disk when the
    function that added it returns.

    Parameters
    ----------
    path : Path
        The file; its folder must exist.
    limit : int
        Bytes that it may not grow beyond.

    Yields
    ------
    callable (str) -> None
        Adds lines, each of which ends in ``\\n``.

    Raises
    ------
    FileError
        If it is a link, cannot be written or locked, or would grow beyond the limit.
    """
    if path.is_symlink():
        raise FileError(f"{path}: is a link; wanted a file of its own")
    try:
        with path.open("ab+") as file, _lock(path):
            _cut_unfinished(file)
            yield lambda lines: _append(path, file, lines.encode(), limit)
    except OSError as problem:
        raise FileError(f"{path}: cannot be written ({problem.strerror})") from None


def _cut_unfinished(file: BinaryIO) -> None:
    size = file.seek(0, os.SEEK_END)
    whole = size
    while whole:
        first = max(0, whole - 65536)
        file.seek(first)
        end = file.read(whole - first).rfind(b"\n")
        if end >= 0:
            whole = first + end + 1
            break
        whole = first
    if whole < size:
        file.truncate(whole)


def _append(path: Path, file: BinaryIO, lines: bytes, limit: int) -> None:
    if file.seek(0, os.SEEK_END) + len(lines) > limit:
        raise FileError(f"{path}: would grow beyond {limit / 1e6:.0f} MB")
    file.write(lines)
    file.flush()
    os.fsync(file.fileno())


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold the lock of a file that exists."""
    import filelock

    target = Path(os.path.realpath(path))
    try:
        mode = target.stat().st_mode & 0o666 | 0o600  # who may write the case may lock it
        lock = filelock.FileLock(target.with_name(f".{target.name}.lock"), mode=mode)
        acquired(lock.acquire, path)
    except OSError as problem:
        raise FileError(f"{path}: cannot be locked ({problem.strerror})") from None
    try:
        for name in (target.name, f"{target.name}.bak"):
            sweep(target.parent, older_than=0, name=name)
        yield
    finally:
        lock.release()


def acquired(acquire: Callable[..., Held], path: Path) -> Held:
    """Acquire a lock, for as long as others save: many in a row take longer than one that hangs."""
    while True:
        before = _time_of(path)
        try:
            return acquire(timeout=LOCK_TIMEOUT, poll_interval=_POLL_INTERVAL)
        except TimeoutError:
            if _time_of(path) == before:
                raise FileError(f"{path}: another process is writing it; try again") from None


def _time_of(path: Path) -> int:
    """When a file was last written or replaced, in nanoseconds; 0 if it is gone."""
    with suppress(OSError):
        return path.stat().st_mtime_ns
    return 0
