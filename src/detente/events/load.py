"""Load raw files of events into the store, in batches, each stored as a whole or not at all."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from detente.data.download import Progress, silent
from detente.data.sql import literal
from detente.data.store import database
from detente.errors import DetenteError, FileError
from detente.events import batch, store
from detente.events.feed import Feed, feed_named
from detente.events.raw_file import Text, head, tabbed, unpack_and_hash
from detente.events.recognise import Format, recognise
from detente.events.scan import LOST_ZERO, Reject, scan

WAIT = 120.0  # seconds for another load to finish
BATCH_BYTES = 512 << 20  # unpacked, of one batch; a larger file is one by itself
BATCH_FILES = 200
_MOST_REJECTED = 0.5  # share of rows; with more, the file is not what it seems
_MOST_LOST_ZEROS = 0.01
_NOTHING = batch.Counts(lines=0, stored=0, kinds={})  # a header alone
_SETTINGS = ("SET memory_limit = '1GB'", "SET preserve_insertion_order = false")


@dataclass(frozen=True, kw_only=True)
class Report:
    """What became of one file.

    Attributes
    ----------
    path : Path
        The file, as given.
    feed : str
        Id of its feed; empty if it was not recognised.
    loaded : Loaded or None
        What the store now has of it; None if it was refused.
    known : bool
        Whether the store had it already, so that nothing changed.
    latin : int
        Lines that were not UTF-8 and were read as Latin-1, in a file that was read line by line.
    fault : str
        Why it was refused.
    """

    path: Path
    feed: str = ""
    loaded: store.Loaded | None = None
    known: bool = False
    latin: int = 0
    fault: str = ""


@dataclass
class _Waiting:
    """Files of one format that the next batch loads."""

    form: Format
    texts: dict[int, tuple[Path, Text]] = field(default_factory=dict)

    def is_full(self) -> bool:
        size = sum(text.size for _, text in self.texts.values())
        return size >= BATCH_BYTES or len(self.texts) >= BATCH_FILES


def load_events(
    paths: Iterable[Path],
    name: str = "auto",
    *,
    progress: Progress = silent,
    wait: float = WAIT,
) -> Iterator[Report]:
    """Load files into the store; files that are already loaded change nothing.

    Files are loaded in batches. Each is stored as a whole when its reports are yielded, so that an
    interrupted load continues where it stopped when it is started again.

    Parameters
    ----------
    paths : iterable of Path
        Raw files: text, gzip, or a zip of one file.
    name : str
        Id of their feed, or ``"auto"``: each file is recognised by its columns.
    progress : callable
        Called with a word, bytes done so far, and bytes in all.
    wait : float
        Seconds to wait for another process that loads.

    Yields
    ------
    Report
        One for each file, refused ones among them.

    Raises
    ------
    DetenteError
        If there is no such feed.
    FileError
        If the store cannot be written or another process is loading.
    DataError
        If the store is damaged or of another version.
    """
    feed = None if name == "auto" else feed_named(name)
    chosen = list(paths)
    counted = _Progress(progress, chosen)
    with _writing(), store.alone(wait) as staging:
        yield from _Load(staging, feed, counted).run(chosen)


class _Progress:
    """Bytes of raw files done and in all; each counts when it is unpacked and when it is stored."""

    def __init__(self, progress: Progress, paths: list[Path]) -> None:
        sizes = (path.stat().st_size for path in paths if path.is_file())
        self._progress, self._total, self._done = progress, 2 * sum(sizes), 0

    def __call__(self, size: int) -> None:
        self._done += size
        self._progress("loading", self._done, self._total)


@contextmanager
def _writing() -> Iterator[None]:
    """Turn an error of the disk into one sentence."""
    try:
        yield
    except OSError as problem:
        place = problem.filename or store.folder()
        raise FileError(
            f"{place}: {problem.strerror or problem}; the store holds what was loaded before"
        ) from None


class _Load:
    """One run: its staging folder, the manifests of the feeds, and the batch that fills up."""

    def __init__(self, staging: Path, feed: Feed | None, progress: _Progress) -> None:
        self._staging, self._feed, self._progress = staging, feed, progress
        self._held: dict[str, store.Manifest] = {}
        self._known: dict[str, dict[str, store.Loaded]] = {}  # by feed and hash
        self._waiting: _Waiting | None = None

    def run(self, paths: Iterable[Path]) -> Iterator[Report]:
        """Reports of all files, in batches."""
        for place, path in enumerate(paths):
            try:
                form = recognise(path, head(path), self._feed)
            except DetenteError as problem:
                yield Report(path=path, fault=str(problem))
                continue
            if self._waiting and form != self._waiting.form:
                yield from self._flush()
            self._open(form.feed.id)
            report = self._stage(place, path, form)
            if report:
                yield report
            if self._waiting and self._waiting.is_full():
                yield from self._flush()
        yield from self._flush()

    def _stage(self, place: int, path: Path, form: Format) -> Report | None:
        """Put a file into the batch that waits; a report if it is refused or already known."""
        feed = form.feed.id
        try:
            text = self._text(place, path, form)
        except DetenteError as problem:
            return Report(path=path, feed=feed, fault=str(problem))
        self._waiting = self._waiting or _Waiting(form)
        waiting = self._waiting.texts
        known = self._known[feed].get(text.sha256)
        if known or any(other.sha256 == text.sha256 for _, other in waiting.values()):
            text.path.unlink()
            self._progress(path.stat().st_size)
            return Report(path=path, feed=feed, loaded=known, known=True)
        waiting[place] = (path, text)
        return None

    def _text(self, place: int, path: Path, form: Format) -> Text:
        """The file as text with tabs."""
        text = unpack_and_hash(path, self._staging / f"{place}.txt", self._progress)
        if form.layout.delimiter == "\t":
            return text
        copy = self._staging / f"{place}.tsv"
        tabbed(path, text.path, copy)
        text.path.unlink()
        return replace(text, path=copy)

    def _open(self, feed: str) -> None:
        """Read the manifest of a feed, and remove what a killed load left."""
        if feed not in self._held:
            self._held[feed] = store.manifest(feed)
            self._known[feed] = {file.sha256: file for file in self._held[feed].files}
            store.sweep_parts(self._held[feed])

    def _flush(self) -> Iterator[Report]:
        """Load the batch that waits, and commit it."""
        waiting, self._waiting = self._waiting, None
        if waiting is None or not waiting.texts:
            return
        feed = waiting.form.feed.id
        reports, made = _read(waiting, self._held[feed], self._staging)
        new = [report.loaded for report in reports if report.loaded]
        if new:
            self._held[feed] = store.commit_parts(self._held[feed], new, made)
            self._known[feed] |= {file.sha256: file for file in new}
        for staged in self._staging.iterdir():
            if staged.is_file():
                staged.unlink()
        self._progress(sum(path.stat().st_size for path, _ in waiting.texts.values()))
        yield from reports


def _read(
    waiting: _Waiting, held: store.Manifest, staging: Path
) -> tuple[list[Report], store.Parts]:
    """Read the files of a batch into staged parts."""
    place = store.folder(held.feed)
    place.mkdir(parents=True, exist_ok=True)
    settings = (*_SETTINGS, f"SET temp_directory = {literal(str(staging / 'spill'))}")
    texts = {n: text for n, (_, text) in waiting.texts.items()}
    only = [staging, place, *(text.path.resolve() for text in texts.values())]  # links and targets
    with database(place, only=only, settings=settings) as connection:
        scanned = scan(connection, waiting.form, texts, staging)
        batch.tally(connection, waiting.form.feed)
        counts = {n: _NOTHING for n in texts} | batch.row_counts(connection)
        faults = {
            n: fault
            for n, (path, _) in waiting.texts.items()
            if (fault := _fault(path, held.feed, scanned.rejects.get(n, []), counts[n].lines))
        }
        batch.skip(connection, held, faults)
        counts = batch.without_skipped(connection, counts)
        made = batch.write_batch(connection, held, waiting.form.feed, staging)
    return [
        Report(path=path, feed=held.feed, fault=faults[n])
        if n in faults
        else Report(
            path=path,
            feed=held.feed,
            loaded=_loaded(path, text, counts[n], scanned.rejects.get(n, [])),
            latin=scanned.latin.get(n, 0),
        )
        for n, (path, text) in waiting.texts.items()
    ], made


def _fault(path: Path, feed: str, rejects: list[Reject], lines: int) -> str | None:
    """Why a file is not loaded at all; None if it is."""
    rejected = sum(reject.rows for reject in rejects)
    if not rejected:
        return None
    worst = max(rejects, key=lambda reject: reject.rows)
    zeros = next((reject for reject in rejects if reject.reason == LOST_ZERO), None)
    if zeros and zeros.rows > _MOST_LOST_ZEROS * lines:
        return (
            f"{path}:{zeros.line}: {LOST_ZERO} (in {zeros.rows:,} of {lines:,} rows); a program "
            "read the codes as numbers: load the producer's file"
        )
    if rejected > _MOST_REJECTED * lines:
        return (
            f"{path}:{worst.line}: {worst.reason} ({rejected:,} of {lines:,} rows are rejected); "
            f"not loaded, wanted rows of {feed}"
        )
    return None


def _loaded(path: Path, text: Text, counts: batch.Counts, rejects: list[Reject]) -> store.Loaded:
    return store.Loaded(
        name=path.name,
        sha256=text.sha256,
        lines=counts.lines,
        rows=counts.stored,
        counts=counts.kinds,
        rejects={reject.reason: (reject.rows, reject.line) for reject in rejects},
    )
