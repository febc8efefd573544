"""Whether the parts of the store of events are as they were loaded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from detente.checksums import current_digest
from detente.errors import DataError
from detente.events import store


def damaged(parts: Iterable[Path]) -> Iterator[str]:
    """A sentence for each part that is gone or changed since it was loaded.

    Parts that an earlier detente loaded have no checksum and count as whole.
    """
    for path in sorted(parts):
        fault = _fault(path)
        if fault:
            yield fault


def require_undamaged(parts: Sequence[Path]) -> None:
    """Raise if a part is not as it was loaded.

    Raises
    ------
    DataError
        Names the first such part, and how to mend it.
    """
    for fault in damaged(parts):
        raise DataError(fault)


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Add to an error of an engine what mends a part that has no checksum.

    Parameters
    ----------
    folder : Path
        Of the parts that are read.

    Raises
    ------
    DataError
        The engine's error with the remedy.
    """
    try:
        yield
    except DataError as problem:
        remedy = store.again(folder.name)
        raise DataError(f"{problem}; if a part of it is damaged, {remedy}") from None


def _fault(path: Path) -> str | None:
    feed = path.parent.name
    sha256 = _checksums(store.folder(feed), store.manifest_state(feed)).get(path)
    try:
        path.stat()
        same = sha256 is None or sha256 == current_digest(path)
    except OSError:
        return str(store.part_gone(path))
    return None if same else f"{path}: changed since it was loaded; {store.again(feed)}"


@lru_cache(maxsize=16)  # once in a process for each state of a manifest
def _checksums(folder: Path, state: tuple[int, int] | None) -> Mapping[Path, str | None]:
    return {folder / part.file: part.sha256 for part in store.stored_parts(folder.name) or ()}
