"""Pull data sets into the store: find the file, read it, check it, then commit it."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Lock
from urllib.parse import urlsplit

from detente import files
from detente.data import download, store, tabular
from detente.data.cards import Form, Release, SourceCard
from detente.data.check_rows import check_rows
from detente.data.download import Progress, silent
from detente.data.places import (
    DownloadPlace,
    fetch_file,
    nothing_fits,
    open_file,
    places_of,
)
from detente.data.sql import literal, parquet, sql
from detente.data.store import Pulled
from detente.errors import DataError, DetenteError, FileError, MissingData

_WAIT = 120.0  # seconds for another pull to finish
_AT_ONCE = 2  # local files read at once: one is unpacked, on one core, while DuckDB has another
_COMMITTING = Lock()  # the list of the store is read, then written
_Outcome = tuple[Pulled | DetenteError, list[str]]  # what was pulled or why not; warnings


class NotTried(MissingData):
    """The server did not answer for an earlier file of the same pull."""


@dataclass(frozen=True, kw_only=True)
class _Run:
    """What all sources of one pull share."""

    accept: bool
    again: bool
    progress: Progress
    silent_hosts: set[str] = field(default_factory=set)
    refused: dict[str, MissingData] = field(default_factory=dict)  # by address


def pull(
    cards: Iterable[SourceCard],
    origin: str | Path | None = None,
    *,
    accept_changes: bool = False,
    again: bool = False,
    tell: Callable[[Pulled], None] = lambda pulled: None,
    warn: Callable[[str], None] = lambda sentence: None,
    progress: Progress = silent,
    wait: float = _WAIT,
) -> list[Pulled]:
    """Pull sources into the store, each completely or not at all.

    The places of a source are tried in order until one gives the rows that its card describes.

    Parameters
    ----------
    cards : iterable of SourceCard
        The sources.
    origin : str or Path, optional
        A folder, a file, or the address of either; the addresses of the cards if absent.
        A folder may hold the files of the producer, their zips, Parquet copies, or files under
        the paths of their addresses.
    accept_changes : bool
        Accept rows whose checksum is not that of the card, and mark them.
    again : bool
        Download again what the store already holds with the checksum of the card.
    tell, warn, progress : callable
        Called after each source; with a sentence on each place that failed where a later one did
        not; and with file name, bytes so far and bytes in all.
    wait : float
        Seconds to wait while another process pulls.

    Raises
    ------
    DetenteError
        One line for each source that could not be pulled, with the reason. The store has the
        others, and still holds what it had of these.
    """
    place = str(origin) if origin is not None else None
    if place is not None and not download.is_address(place) and not Path(place).exists():
        raise MissingData(f"{place}: wanted a folder of data files or a file, found none")
    if place is not None:
        files.only_file(Path(place), "a folder of data files or a file", or_folder=True)
    run = _Run(accept=accept_changes, again=again, progress=progress)
    done: list[Pulled] = []
    faults: list[DetenteError] = []
    lock = files.one_writer(files.home(), "lock", wait=wait, doing="pulling")
    with lock, _writing():
        _sweep()
        for outcome, notes in _outcomes(cards, place, run):
            for sentence in notes:
                warn(sentence)
            if isinstance(outcome, DetenteError):
                faults.append(outcome)
            else:
                done.append(outcome)
                tell(outcome)
        _remove_complete_downloads()
    if faults:
        raise _common_kind(faults)("\n".join(_lines(faults)))
    return done


def _lines(faults: list[DetenteError]) -> list[str]:
    """A line for each fault; one for all sources that were not tried."""
    lines = [str(fault) for fault in faults if not isinstance(fault, NotTried)]
    skipped = [str(fault).split(":", 1)[0] for fault in faults if isinstance(fault, NotTried)]
    if skipped:
        names = ", ".join(skipped)
        lines.append(f"not tried, since their servers did not answer before: {names}; try again")
    return lines


def _common_kind(faults: list[DetenteError]) -> type[DetenteError]:
    kinds = (MissingData, DataError, FileError, DetenteError)
    return next(kind for kind in kinds if all(isinstance(fault, kind) for fault in faults))


@contextmanager
def _writing() -> Iterator[None]:
    """Turn an error of the disk into one sentence."""
    try:
        yield
    except OSError as problem:
        raise FileError(
            f"{problem.filename or files.home()}: {problem.strerror or problem}; the store is as it"
            " was"
        ) from None


def _outcomes(cards: Iterable[SourceCard], origin: str | None, run: _Run) -> Iterator[_Outcome]:
    """Result of each source, in order; files are downloaded one after the other."""

    def attempt(card: SourceCard) -> _Outcome:
        notes: list[str] = []
        try:
            return _pull_one(card, origin, run, notes), notes
        except DetenteError as fault:
            return fault, notes

    if not _local(origin):
        yield from map(attempt, cards)
        return
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from pool.map(attempt, cards)


def _local(origin: str | None) -> bool:
    return origin is not None and not download.is_address(origin)


def _pull_one(card: SourceCard, origin: str | None, run: _Run, notes: list[str]) -> Pulled:
    """Pull a source; sentences on places that failed are added to ``notes``."""
    _permit(card, origin)
    held = _in_store(card)
    if held and not _local(origin) and not run.again:
        return held
    faults: list[DetenteError] = []
    for place in places_of(card, origin):
        try:
            pulled = _pull_from(card, place, run)
        except DetenteError as problem:
            faults.append(problem)
            continue
        for fault in _worth_naming(faults, origin):
            notes.append(f"{card.id}: {fault}; read from {place.name} instead")
        return pulled
    raise _combined(card, origin, faults)


def _in_store(card: SourceCard) -> Pulled | None:
    """What the store holds of a source, if its rows are those of the card."""
    held = store.status().get(card.id)
    as_known = held and held.as_known and held.sha256 == card.sha256
    return held if held and as_known and store.damage(held) is None else None


def plan(card: SourceCard, origin: str | None) -> str:
    """Where a pull would read a source, in words, without reading anything.

    Parameters
    ----------
    card : SourceCard
        The source.
    origin : str or None
        As for `pull`.
    """
    held = _in_store(card)
    if held and origin is None:
        return f"in the store, {held.version}"
    try:
        _permit(card, origin)
        first, *rest = places_of(card, origin)
    except MissingData as problem:
        return f"cannot be pulled: {problem}"
    known = "bytes known" if first.sha256 else "bytes not yet verified"
    more = f", then {len(rest)} other{'s' if len(rest) > 1 else ''}" if rest else ""
    return f"from {first.name} ({known}){more}"


def _pull_from(card: SourceCard, place: DownloadPlace, run: _Run) -> Pulled:
    """Read a source from one place and put it into the store."""
    host = urlsplit(place.name).hostname if place.remote else None
    if host in run.silent_hosts:
        raise NotTried(f"{place.name}: not tried, since {host} did not answer before")
    if place.name in run.refused:
        raise run.refused[place.name]
    try:
        file = fetch_file(place, files.home() / "downloads", progress=run.progress)
    except download.NoAnswer:
        run.silent_hosts.add(str(host))
        raise
    except MissingData as problem:
        run.refused[place.name] = problem
        raise
    with tempfile.TemporaryDirectory(dir=files.home(), prefix="staging-") as folder:
        try:
            return _commit(card, place, file, Path(folder), run)
        except DetenteError as problem:
            message = str(problem).replace(str(file), place.name).replace(folder, place.name)
            raise type(problem)(message) from None


def _commit(card: SourceCard, place: DownloadPlace, file: Path, stage: Path, run: _Run) -> Pulled:
    path, form = open_file(card, file, stage)
    described = (form.release if form else None) or card
    pulled, staged = _read(card, described, (path, form), stage, place.name)
    pulled = _checked(card, described, pulled, run.accept)
    with _COMMITTING:
        store.commit({card.id: (pulled, staged)})
    return pulled


def _worth_naming(faults: list[DetenteError], origin: str | None) -> list[DetenteError]:
    """Faults that say something new: not names that a mirror lacks, nor one silent host twice."""
    lacking = () if origin is None else (download.NotThere,)
    named = [fault for fault in faults if not isinstance(fault, lacking)]
    return [fault for fault in named if not isinstance(fault, NotTried)] or named[:1]


def _combined(card: SourceCard, origin: str | None, faults: list[DetenteError]) -> DetenteError:
    """One error for all the places of a source."""
    named = _worth_naming(faults, origin)
    if not named:
        return nothing_fits(card, str(origin))
    kind = NotTried if isinstance(named[0], NotTried) else _common_kind(named)
    return kind(f"{card.id}: " + "; then ".join(str(fault) for fault in named))


def _permit(card: SourceCard, origin: str | None) -> None:
    if card.by_hand and (origin is None or download.is_address(origin)):
        raise MissingData(
            f"{card.id} is not fetched by software: {card.by_hand} Its page is {card.url}; with a "
            f"file of your own, run `detente data pull {card.id} --from FILE`"
        )


def _read(
    card: SourceCard,
    described: SourceCard | Release,
    opened: tuple[Path, Form | None],
    stage: Path,
    place: str,
) -> tuple[Pulled, Path]:
    staged, rows, checksum = _staged_rows(card, described, opened, stage, place)
    pulled = Pulled(
        source=card.id,
        version=described.version,
        rows=rows,
        sha256=checksum,
        origin=place,
        file=f"{card.id}.{checksum[:16]}.parquet",
        pulled_at=datetime.now(UTC).isoformat(timespec="seconds"),
        as_known=False,
        file_sha256=files.file_digest(staged),
    )
    return pulled, staged


def _staged_rows(
    card: SourceCard,
    described: SourceCard | Release,
    opened: tuple[Path, Form | None],
    stage: Path,
    place: str,
) -> tuple[Path, int, str]:
    """The sorted rows in the staging folder, their number and their checksum."""
    path, form = opened
    staged, listing = stage / "rows.parquet", stage / "rows.csv"
    better = partial(tabular.misfit, card=card, path=path, form=form)
    with store.database(place, only=(path, stage), misfit=better) as connection:
        tabular.load_table(connection, card, path, form)
        connection.execute(
            sql(
                "COPY (FROM rows ORDER BY ALL) TO {staged} (FORMAT parquet, COMPRESSION zstd)",
                staged=literal(str(staged)),
            )
        )
        connection.execute(
            sql(
                "COPY (FROM {staged}) TO {listing} (FORMAT csv, HEADER false)",
                staged=parquet(staged),
                listing=literal(str(listing)),
            )
        )
        row = connection.execute("SELECT count(*) FROM read_parquet(?)", [str(staged)]).fetchone()
        checksum = files.file_digest(listing)
        if checksum != described.sha256:
            if form is not None:
                tabular.refuse_swallowed_lines(connection, path, form)
            check_rows(connection, card, staged, place)
    return staged, row[0] if row else 0, checksum


def _sweep() -> None:
    """Remove what killed pulls left; this one is alone."""
    for folder in files.home().glob("staging-*"):
        shutil.rmtree(folder, ignore_errors=True)
    files.sweep(files.home(), older_than=0)


def _remove_complete_downloads() -> None:
    """Remove downloads that were read; those that broke off stay, to be resumed."""
    for folder in (files.home() / "downloads").glob("*"):
        if not list(folder.glob("*.part")):
            shutil.rmtree(folder, ignore_errors=True)


def _checked(
    card: SourceCard, described: SourceCard | Release, pulled: Pulled, accept: bool
) -> Pulled:
    """The entry of the store, if the rows are those of the card or of a release that it knows."""
    if pulled.rows == 0:
        raise DataError(f"{pulled.origin}: no rows; wanted those of {card.label} {pulled.version}")
    known = described.sha256
    if known is None or known == pulled.sha256:
        return replace(pulled, as_known=described is card and known is not None)
    if accept:
        name = Path(pulled.origin).name
        return replace(pulled, version=f"not {pulled.version}: {name}")
    raise DataError(
        f"{pulled.origin}: {pulled.rows:,} rows with checksum {pulled.sha256[:12]}; {card.label} "
        f"{pulled.version} has {described.rows:,} with {known[:12]}: if it is another version and "
        "you want it, add --accept-changes"
    )
