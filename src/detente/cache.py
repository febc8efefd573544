"""What took time to make, kept on disk: the same inputs give the same words and charts.

An assessment follows from four things alone: the case file, the settings, the program and the
data on disk. A digest of all four names its document, and what was printed of it, in the folder
``kept`` of the store. Change any of them and there is another name, hence nothing to read. A
drawn chart is named by all that was drawn and by what drew it.

No assessment is kept where a plug-in is installed, whose code cannot be told to be the same. The
folder may be deleted at any time.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, get_ident
from typing import Generic, TypeVar

from detente.data import store

T = TypeVar("T")
R = TypeVar("R")

_MOST = 1000  # files kept; those that were not asked for longest go first, a tenth at once


def name(case: bytes, settings: Mapping[str, object]) -> str | None:
    """Digest of all that the assessment of a case file depends on; None if it cannot be told."""
    found = hashlib.sha256(case)
    try:
        found.update(json.dumps(dict(settings), sort_keys=True).encode())
        for line in (*program(), *_data()):
            found.update(f"\n{line}".encode(errors="surrogateescape"))
    except (OSError, ValueError):
        return None
    return found.hexdigest()


def program() -> Iterator[str]:
    """Everything in the package, and the folders that modules are found in, a line for each.

    Whatever is installed, upgraded or removed changes its folder's time.
    """
    yield sys.version
    for place in sys.path:
        with suppress(OSError):
            yield f"{place} {os.stat(place or '.').st_mtime_ns}"
    yield from sorted(_files(str(Path(__file__).parent)))


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file():
                known = entry.stat()
                yield f"{entry.path} {known.st_size} {known.st_mtime_ns}"
            elif entry.name != "__pycache__":
                yield from _files(entry.path)


def _data() -> Iterator[str]:
    """The list of the sources that the store holds; it names the digest of each."""
    listed = store.home() / "store.json"
    yield listed.read_text(encoding="utf-8") if listed.is_file() else "no data"


def read(name: str, form: str) -> bytes | None:
    """What was kept in one form; None if nothing was, or it was damaged."""
    path = _folder() / f"{name}.{form}"
    try:
        digest, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if digest != _digest(content):
        return None
    with suppress(OSError):
        os.utime(path)  # asked for again: it goes later
    return content


def keep(name: str, form: str, content: bytes) -> None:
    """Keep one form; a store that cannot be written keeps nothing."""
    path = _folder() / f"{name}.{form}"
    beside = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(_digest(content) + b"\n" + content)
        beside.replace(path)
        _thin_out(path.parent)


def _thin_out(folder: Path) -> None:
    if len(os.listdir(folder)) > _MOST:
        old = sorted(folder.iterdir(), key=lambda p: p.stat().st_mtime_ns)
        for one in old[: -_MOST + _MOST // 10]:
            one.unlink()


def _folder() -> Path:
    return store.home() / "kept"


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


@dataclass
class _Entry(Generic[T]):
    """One value of a memory cache and the lock under which it is computed and used."""

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
        Largest number of values; the least recently used is dropped first.

    Examples
    --------
    >>> squares = MemoryCache[int](maxsize=100)
    >>> squares.get(12, lambda: 12**2)
    144
    >>> 12 in squares, 13 in squares
    (True, False)
    """

    def __init__(self, maxsize: int) -> None:
        from cachetools import LRUCache

        self._lock = Lock()
        self._entries: LRUCache[Hashable, _Entry[T]] = LRUCache(maxsize)

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
            return self._entries.setdefault(key, _Entry())
