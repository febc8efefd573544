"""Caches: one in memory, one on disk, and the digest that names what is cached.

Whatever is cached can be computed again, so every cache may be emptied at any time. A key holds
all that a value depends on; nothing is ever updated in place.

`MemoryCache` is a bounded LRU cache for the threads of one process. `DiskCache` is a bounded
folder of files that processes share, in ``cache`` of the data folder; ``detente cache`` lists and
clears them. It stores bytes and files of other formats, with their checksums, but no pickles: a
file from another user must not run code.
"""

import hashlib
import os
import sys
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar

from detente.checksums import SUFFIX, checksum_file, is_whole, orphans, write_checksum
from detente.errors import FileError
from detente.files import home, replacing, sweep

T = TypeVar("T")
R = TypeVar("R")


def digest(*parts: str | bytes) -> str:
    """SHA-256 of a sequence of texts and bytes, in hexadecimal.

    Examples
    --------
    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    total = hashlib.sha256()
    for part in parts:
        data = part.encode(errors="surrogateescape") if isinstance(part, str) else part
        total.update(f"{len(data)}:".encode())
        total.update(data)
    return total.hexdigest()


def program() -> Iterator[str]:
    """State of the installed code, in lines: Python, the package's files, the import path.

    Installing, upgrading or removing any package changes the time of a folder on the path.
    """
    yield sys.version
    for folder in sys.path:
        with suppress(OSError):
            yield f"{folder} {os.stat(folder or '.').st_mtime_ns}"
    yield from sorted(_files(str(Path(__file__).parent)))


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file():
                status = entry.stat()
                yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"
            elif entry.name != "__pycache__":
                yield from _files(entry.path)


@dataclass
class _Entry(Generic[T]):
    """One value of a memory cache and the lock under which it is computed and used."""

    weight: int = 1
    lock: Lock = field(default_factory=Lock)
    computed: bool = False
    value: T | None = None


class MemoryCache(Generic[T]):
    """An in-memory LRU cache with a lock for each key.

    Each value is computed once: threads that need a value in the making wait for it, and do not
    block threads that need another one. A failure is not cached.

    Parameters
    ----------
    maxsize : int
        Largest sum of the weights of all values; the least recently used is dropped first.
    weight : callable, optional
        Weight of a value, from its key, at most ``maxsize``; 1 if absent, so that ``maxsize`` is
        a number of values.

    Examples
    --------
    >>> squares = MemoryCache[int](maxsize=100)
    >>> squares.get(12, lambda: 12**2)
    144
    >>> 12 in squares, 13 in squares
    (True, False)
    """

    def __init__(self, maxsize: int, weight: Callable[[Any], int] = lambda _: 1) -> None:
        from cachetools import LRUCache

        self._lock, self._weight = Lock(), weight
        self._entries: LRUCache[Hashable, _Entry[T]] = LRUCache(maxsize, lambda e: e.weight)

    def get(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Value of a key, computed if the cache does not hold it.

        Parameters
        ----------
        key : hashable
            Everything that the value depends on.
        compute : callable
            Returns the value. It must not ask this cache for the same key.
        """
        return self.use(key, compute, lambda value: value)

    def use(self, key: Hashable, compute: Callable[[], T], work: Callable[[T], R]) -> R:
        """Result of ``work`` on the value of a key, with no other thread working on that value.

        Parameters
        ----------
        key : hashable
            Everything that the value depends on.
        compute : callable
            Returns the value if the cache does not hold it.
        work : callable
            Takes the value; for values that are not safe to share between threads.
        """
        entry = self._entry(key)
        with entry.lock:
            if not entry.computed:
                entry.value = compute()
                entry.computed = True
            return work(entry.value)  # type: ignore[arg-type]  # computed, hence a T

    def peek(self, key: Hashable) -> T | None:
        """Value of a key if it has been computed; nothing is waited for."""
        with self._lock:
            entry = self._entries.get(key)
        return entry.value if entry is not None and entry.computed else None

    def __contains__(self, key: Hashable) -> bool:
        """Whether the value of a key has been computed."""
        with self._lock:
            entry = self._entries.get(key)
        return entry is not None and entry.computed

    def __len__(self) -> int:
        """Number of values, those being computed included."""
        return len(self._entries)

    def clear(self) -> None:
        """Drop every value."""
        with self._lock:
            self._entries.clear()

    def _entry(self, key: Hashable) -> _Entry[T]:
        with self._lock:
            return self._entries.setdefault(key, _Entry(weight=self._weight(key)))


@dataclass(frozen=True, kw_only=True)
class Usage:
    """Size of a disk cache on one day: its files, and their bytes in all."""

    kind: str
    files: int
    bytes: int
    folder: Path


@dataclass(frozen=True, kw_only=True)
class DiskCache:
    """A folder of cached files, the least recently used of which are removed.

    Parameters
    ----------
    kind : str
        What it holds; the name of its folder.
    max_files : int
        Largest number of files. When it is exceeded, a tenth is removed at once.
    max_versions : int, optional
        Largest number of files with the same name up to the first dot, after which stands the
        digest of a version.
    """

    kind: str
    max_files: int
    max_versions: int | None = None

    @property
    def folder(self) -> Path:
        """Folder of the files; it need not exist."""
        return home() / "cache" / self.kind

    def read(self, name: str) -> bytes | None:
        """Content of a file that `write` wrote; None if it is absent or damaged."""
        path = self.folder / name
        try:
            checksum, _, content = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        if checksum != _checksum(content):
            return None
        _touch(path)
        return content

    def write(self, name: str, content: bytes) -> None:
        """Store bytes under a name, with their checksum.

        A folder that cannot be written caches nothing.

        Parameters
        ----------
        name : str
            Name of the file, with the digest of all that the content depends on.
        content : bytes
            What `read` will return.
        """
        with suppress(OSError, FileError):
            # nobody else may put an answer in the place of another, whatever the umask is
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # no sync: the checksum detects a file that a power failure damaged
            _sweep_once(self.folder)
            with replacing(self.folder / name, sync=False) as part:
                part.chmod(0o600)  # what a person assesses is nobody else's business
                part.write_bytes(_checksum(content) + b"\n" + content)
            self._prune(name)

    def file(self, name: str, make: Callable[[Path], None]) -> Path:
        """Path of a cached file of any format, made if it is absent or damaged.

        Parameters
        ----------
        name : str
            Name of the file, with the digest of all that the content depends on.
        make : callable
            Writes the file at the path that it receives.

        Raises
        ------
        FileError
            If the folder cannot be written.
        """
        path = self.folder / name
        if is_whole(path):
            _touch(path)
            return path
        try:
            return self._made(path, make)
        except FileError:
            old = path.exists() and not checksum_file(path).exists()
            if old and not os.access(self.folder, os.W_OK):
                raise FileError(
                    f"{path}: was cached by an earlier detente and cannot be made again here; set "
                    "DETENTE_HOME to a folder that can be written"
                ) from None
            raise

    def _made(self, path: Path, make: Callable[[Path], None], *, again: bool = True) -> Path:
        """Make a file, and again only where another process cleared the folder meanwhile."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise FileError(f"{self.folder}: cannot be written ({problem.strerror})") from None
        _sweep_once(self.folder)
        # no sync: the checksum detects a file that a power failure damaged
        try:
            with replacing(path, sync=False) as part:
                try:
                    make(part)
                    write_checksum(path, part)
                except Exception:
                    again = again and not part.exists()
                    raise
        except FileError:
            if not again:
                raise
            return self._made(path, make, again=False)
        with suppress(OSError):
            self._prune(path.name)
        return path

    def usage(self) -> Usage:
        """Number and size of the files."""
        sizes = [path.stat().st_size for path in self._files()]
        return Usage(kind=self.kind, files=len(sizes), bytes=sum(sizes), folder=self.folder)

    def clear(self) -> Usage:
        """Remove every file, and return what was removed.

        Raises
        ------
        FileError
            If a file cannot be removed.
        """
        usage = self.usage()
        for path in (*self._files(), *self.folder.glob(f"*{SUFFIX}")):
            try:
                path.unlink(missing_ok=True)
            except OSError as problem:
                raise FileError(f"{path}: cannot be removed ({problem.strerror})") from None
        return usage

    def _files(self) -> list[Path]:
        """Its files, the most recently used first."""
        with suppress(OSError):
            with os.scandir(self.folder) as entries:
                files = (e for e in entries if e.is_file() and not e.name.endswith(SUFFIX))
                dated = [(e.stat().st_mtime_ns, e.path) for e in files]
            return [Path(path) for _, path in sorted(dated, reverse=True)]
        return []

    def _prune(self, name: str) -> None:
        """Remove files beyond the bounds, after a file of that name was written."""
        if self.max_versions is not None:
            stem = name.partition(".")[0]
            versions = (p for p in self._files() if p.name.partition(".")[0] == stem)
            _remove(islice(versions, self.max_versions, None))
        _remove(orphans(self.folder))
        names = os.listdir(self.folder)
        if sum(not other.endswith(SUFFIX) for other in names) > self.max_files:
            _remove(self._files()[self.max_files - self.max_files // 10 :])


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):  # another process removed it, or on Windows reads it
            path.unlink()
            checksum_file(path).unlink()


@cache
def _sweep_once(folder: Path) -> None:
    """Remove what killed processes left, once in a process."""
    sweep(folder)


def _touch(path: Path) -> None:
    """Mark a file as used now."""
    with suppress(OSError):
        os.utime(path)


def _checksum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


ASSESSMENTS = DiskCache(kind="assessments", max_files=1000)
CHARTS = DiskCache(kind="charts", max_files=1000)
FITS = DiskCache(kind="fits", max_files=10_000)
MONTHS = DiskCache(kind="months", max_files=5000)  # counts of a feed, two files for each month
QUERIES = DiskCache(kind="queries", max_files=200)  # compiled SQL
# a process that began before new data were pulled may still read the version before the newest
TABLES = DiskCache(kind="tables", max_files=200, max_versions=2)
DISK_CACHES = {cache.kind: cache for cache in (ASSESSMENTS, CHARTS, FITS, MONTHS, QUERIES, TABLES)}


class RecentCache(Generic[T]):
    """The last few values by key, for keys that cannot be hashed: they are compared by ``==``.

    Parameters
    ----------
    size : int
        Number of values; the least recently used is dropped first.
    """

    def __init__(self, size: int) -> None:
        self._entries: deque[tuple[object, T]] = deque(maxlen=size)

    def get(self, key: object, make: Callable[[], T]) -> T:
        """Return the value of a key, made and stored if it is not there.

        Parameters
        ----------
        key : object
            Equal keys have one value. Tuples of the same objects compare fast.
        make : callable
            Computes the value.
        """
        entries = self._entries
        if entries:
            known, value = entries[0]  # the last used is compared first
            if known == key:
                return value
        for known, value in tuple(entries):
            if known == key:
                others = (entry for entry in tuple(entries) if entry[0] is not known)
                self._entries = deque(((known, value), *others), maxlen=entries.maxlen)
                return value
        value = make()
        self._entries.appendleft((key, value))
        return value
