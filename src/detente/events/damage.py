"""Whether the parts of the store of events are as they were loaded."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from detente.data.places import file_digest
from detente.errors import DataError
from detente.events import store


def damaged(parts: Iterable[Path]) -> list[str]:
    """A sentence for each part that is gone or changed since it was loaded.

    Parts that an earlier detente loaded have no checksum and count as whole.
    """
    chosen = sorted(parts)
    feeds = {path.parent.name for path in chosen}
    known = {
        store.folder(feed) / part.file: part.sha256
        for feed in feeds
        for part in store.stored_parts(feed) or ()
    }
    return [fault for path in chosen if (fault := _fault(path, known.get(path)))]


def check(parts: Sequence[Path]) -> None:
    """Raise if a part is not as it was loaded.

    Raises
    ------
    DataError
        Names the first such part, and how to mend it.
    """
    for fault in damaged(parts):
        raise DataError(fault)


def _fault(path: Path, sha256: str | None) -> str | None:
    try:
        status = path.stat()
        same = sha256 in (None, _digest(path, status.st_size, status.st_mtime_ns))
    except OSError:
        return str(store.part_gone(path))
    return None if same else f"{path}: changed since it was loaded; {store.again(path.parent.name)}"


@lru_cache(maxsize=4096)  # once in a process for each state of a file
def _digest(path: Path, size: int, modified: int) -> str:
    return file_digest(path)
