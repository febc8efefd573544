"""The local store of events: for each feed, Parquet files by month and one manifest.

``home()/events/FEED/manifest.json`` names the files already loaded and the parts that hold their
events. A part is immutable and counts only when the manifest names it; the manifest is replaced in
one step. So a reader sees the state before or after a load, and a killed load leaves files that
the next load removes.
"""

import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from detente import files
from detente.data.sealed_json import SealBroken, sealed, unsealed
from detente.errors import DataError, FileError, MissingData

VERSION = 1  # of the manifest and of the columns of the parts
LINGER = 900.0  # seconds that a reader may take from its list of parts to the last of them
_MANIFEST = "manifest.json"


@dataclass(frozen=True, kw_only=True)
class StoredPart:
    """One Parquet file: rows of one month (``2018-06``), sorted by source, target and day."""

    file: str
    month: str
    rows: int
    first: str  # day
    last: str
    sha256: str | None = None  # of the file; None if an earlier detente loaded it


# staged files: what each will be, and the parts whose rows it holds too, which it replaces
Parts = dict[Path, tuple[StoredPart, list[str]]]


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """A raw file that was loaded.

    Attributes
    ----------
    name, sha256 : str
        Its name, and the hash of its unpacked content.
    lines : int
        Rows read, rejected ones among them.
    rows : int
        Events stored.
    counts : mapping of str to int
        What was not stored, by kind, and of those stored how many are misdated; zeros are left out.
    rejects : mapping of str to tuple of int
        By reason: rows, and the line of the first.
    """

    name: str
    sha256: str
    lines: int
    rows: int
    counts: Mapping[str, int] = field(default_factory=dict)
    rejects: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What the store holds of a feed.

    ``replaced`` are parts that a reader may still have open, with the time of their replacement in
    seconds since 1970; they are removed by the first load that comes `LINGER` seconds later.
    """

    feed: str
    files: tuple[Loaded, ...] = ()
    parts: tuple[StoredPart, ...] = ()
    replaced: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A feed in the store.

    Attributes
    ----------
    feed : str
        Its id.
    files, lines, rows : int
        Raw files loaded, rows read from them, and events stored.
    first, last : date or None
        First and last day of an event.
    months : tuple of str
        Months with an event, such as 2018-06.
    counts, rejects : dict of str to int
        Rows not stored by kind (and misdated ones, which are), and rejected rows by reason.
    size : int
        Bytes of the parts.
    """

    feed: str
    files: int
    lines: int
    rows: int
    first: date | None
    last: date | None
    months: tuple[str, ...]
    counts: dict[str, int]
    rejects: dict[str, int]
    size: int


def folder(feed: str = "") -> Path:
    """Folder of all events, or of one feed."""
    return files.home() / "events" / feed if feed else files.home() / "events"


def loaded() -> list[str]:
    """Ids of the feeds in the store, sorted."""
    with suppress(FileNotFoundError, NotADirectoryError):
        return sorted(p.parent.name for p in folder().glob(f"*/{_MANIFEST}"))
    return []


def manifest(feed: str) -> Manifest:
    """What the store holds of a feed; empty if nothing.

    Raises
    ------
    DataError
        If the manifest is damaged or of another version.
    FileError
        If it cannot be read.
    """
    document = _document(feed)
    if document is None:
        return Manifest(feed=feed)
    with _sound(feed):
        return Manifest(
            feed=feed,
            files=tuple(_file(entry) for entry in document["files"]),
            parts=_parts(document),
            replaced={str(n): float(t) for n, t in document["replaced"].items()},
        )


def stored_parts(feed: str) -> tuple[StoredPart, ...] | None:
    """The parts of a feed, without its list of files, which may be long; None without a feed."""
    document = _document(feed)
    if document is None:
        return None
    with _sound(feed):
        return _parts(document)


def manifest_state(feed: str) -> tuple[int, int] | None:
    """Time in ns and size of the manifest of a feed, another after each load; None without one."""
    with suppress(OSError):
        status = (folder(feed) / _MANIFEST).stat()
        return status.st_mtime_ns, status.st_size
    return None


def _document(feed: str) -> dict[str, Any] | None:
    """The manifest of a feed as JSON; None if there is none."""
    path = folder(feed) / _MANIFEST
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        raise FileError(f"{path}: cannot be read ({problem.strerror})") from None
    with _sound(feed):
        document: dict[str, Any] = unsealed(content)
        version = document["version"]
    if version != VERSION:
        raise DataError(
            f"{path}: version {version!r} of the store; wanted {VERSION}: {again(feed)}"
        )
    return document


@contextmanager
def _sound(feed: str) -> Iterator[None]:
    """Turn an error of reading the manifest's values into one sentence."""
    path = folder(feed) / _MANIFEST
    try:
        yield
    except SealBroken:
        raise DataError(f"{path}: changed since detente wrote it; {again(feed)}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise DataError(f"{path}: damaged; {again(feed)}") from None


def again(feed: str) -> str:
    """What mends a feed that is damaged."""
    return f"run `detente events remove {feed}`, then load its files again"


def _file(entry: Any) -> Loaded:
    rejects = {reason: (int(n), int(line)) for reason, (n, line) in entry["rejects"].items()}
    return Loaded(**{**entry, "rejects": rejects})


def _parts(document: dict[str, Any]) -> tuple[StoredPart, ...]:
    listed = tuple(StoredPart(**entry) for entry in document["parts"])
    for part in listed:
        if Path(part.file).name != part.file or not isinstance(part.rows, int):
            raise ValueError(part.file)
        date.fromisoformat(part.first), date.fromisoformat(part.last)
    return listed


def parts(feed: str, first: date | None = None, last: date | None = None) -> list[Path]:
    """Parquet files that may hold events of a span of days, with the columns of `rows.COLUMNS`.

    Parameters
    ----------
    feed : str
        Id of the feed.
    first, last : date, optional
        The span; open where absent.

    Raises
    ------
    MissingData
        If nothing of the feed was loaded.
    DataError
        If a part that the manifest names is gone.
    """
    listed = stored_parts(feed)
    if listed is None:
        raise MissingData(f"no events of {feed} in the store; `detente events load FILE` adds them")
    chosen = [
        folder(feed) / part.file
        for part in listed
        if (first is None or part.last >= first.isoformat())
        and (last is None or part.first <= last.isoformat())
    ]
    gone = next((path for path in chosen if not path.is_file()), None)
    if gone is not None:
        raise part_gone(gone)
    return chosen


def part_gone(path: Path) -> DataError:
    """The error of a part that the manifest names, or named a moment ago, and that is gone."""
    return DataError(f"{path}: is not there; {again(path.parent.name)}")


def summary(feed: str) -> Summary:
    """What the store holds of a feed, in numbers."""
    held = manifest(feed)
    days = [date.fromisoformat(day) for part in held.parts for day in (part.first, part.last)]
    sizes = (folder(feed) / part.file for part in held.parts)
    return Summary(
        feed=feed,
        files=len(held.files),
        lines=sum(file.lines for file in held.files),
        rows=sum(part.rows for part in held.parts),
        first=min(days, default=None),
        last=max(days, default=None),
        months=tuple(sorted({part.month for part in held.parts})),
        counts=sums_by_kind(file.counts for file in held.files),
        rejects=sums_by_kind({r: n for r, (n, _) in file.rejects.items()} for file in held.files),
        size=sum(path.stat().st_size for path in sizes if path.is_file()),
    )


def sums_by_kind(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Sums by kind."""
    sums: dict[str, int] = {}
    for count in counts:
        for kind, n in count.items():
            sums[kind] = sums.get(kind, 0) + n
    return sums


def commit_parts(before: Manifest, new: list[Loaded], made: Parts) -> Manifest:
    """Put staged parts in place, then name them in the manifest; the caller holds the lock.

    Parameters
    ----------
    before : Manifest
        What the store holds.
    new : list of Loaded
        The files whose events the parts hold.
    made : Parts
        The staged files.
    """
    place = folder(before.feed)
    replaced = {file for _, merged in made.values() for file in merged}
    for staged, (part, _) in made.items():
        files.flush(staged)
        staged.replace(place / part.file)
    remaining = [part for part in before.parts if part.file not in replaced]
    now = time.time()
    after = Manifest(
        feed=before.feed,
        files=(*before.files, *new),
        parts=tuple(sorted([*remaining, *(p for p, _ in made.values())], key=lambda p: p.file)),
        replaced={
            **{name: t for name, t in before.replaced.items() if now - t < LINGER},
            **dict.fromkeys(sorted(replaced), now),
        },
    )
    _write(after)
    sweep_parts(after)
    return after


def _write(held: Manifest) -> None:
    document = {"version": VERSION, **asdict(held)}
    files.write_atomically(folder(held.feed) / _MANIFEST, sealed(document))


def sweep_parts(held: Manifest) -> None:
    """Remove files that the manifest does not name; the caller holds the lock."""
    recent = {name for name, when in held.replaced.items() if time.time() - when < LINGER}
    named = {_MANIFEST, *(part.file for part in held.parts), *recent}
    with suppress(FileNotFoundError):
        for path in folder(held.feed).iterdir():
            if path.name not in named:
                with suppress(OSError):  # a reader on Windows may hold it; next time
                    path.unlink()


@contextmanager
def alone(wait: float) -> Iterator[Path]:
    """Hold the lock of all events; yields an empty folder for staging, removed at the end.

    Parameters
    ----------
    wait : float
        Seconds to wait for another process.

    Raises
    ------
    FileError
        If another process does not finish in time, or the folder cannot be written.
    """
    staging = folder() / ".staging"
    with files.one_writer(folder(), ".lock", wait=wait, doing="loading events"):
        try:
            shutil.rmtree(staging, ignore_errors=True)  # what a killed load left
            staging.mkdir()
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def pulling(feed: str) -> AbstractContextManager[None]:
    """Hold the lock of the downloads of a feed; another pull of it is an error at once."""
    return files.one_writer(folder(), f".{feed}.lock", wait=0, doing=f"pulling {feed}")


def remove(feed: str, *, wait: float = 10.0) -> None:
    """Remove all events of a feed, and the list of its files.

    Parameters
    ----------
    feed : str
        Its id.
    wait : float
        Seconds to wait for another process.

    Raises
    ------
    MissingData
        If the store has no such feed.
    FileError
        If another process is loading.
    """
    if feed not in loaded():
        raise MissingData(
            f"no events of {feed!r} in the store; it has {', '.join(loaded()) or 'none'}"
        )
    with alone(wait) as staging:
        folder(feed).rename(staging / "removed")
