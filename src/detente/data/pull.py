"""Pull data sets into the store: find the file, read it, check it, then commit it."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from detente import files
from detente.data import download, store, tabular
from detente.data.cards import Form, SourceCard
from detente.data.download import Progress, silent
from detente.data.store import Pulled, quoted
from detente.errors import DataError, DetenteError, FileError, MissingData

_FILES = (".zip", ".csv", ".parquet", ".dta", ".tsv")
_WAIT = 120.0  # seconds for another pull to finish


def pull(
    cards: Iterable[SourceCard],
    origin: str | Path | None = None,
    *,
    accept_changes: bool = False,
    again: bool = False,
    tell: Callable[[Pulled], None] = lambda pulled: None,
    progress: Progress = silent,
    wait: float = _WAIT,
) -> list[Pulled]:
    """Pull sources into the store, each completely or not at all.

    Parameters
    ----------
    cards : iterable of SourceCard
        The sources.
    origin : str or Path, optional
        A folder, a file, or the address of either; the addresses of the producers if absent.
        A folder may hold the files of the producer, their zips, or Parquet copies.
    accept_changes : bool
        Accept rows whose checksum is not that of the card, and mark them.
    again : bool
        Download again what the store already holds with the checksum of the card.
    tell, progress : callable
        Called after each source; and with file name, bytes so far and bytes in all.
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
    done: list[Pulled] = []
    faults: list[DetenteError] = []
    with _alone(wait), _writing():
        for card in cards:
            try:
                done.append(_pull_one(card, place, accept_changes, again, progress))
                tell(done[-1])
            except DetenteError as problem:
                faults.append(problem)
    if faults:
        kind = type(faults[0]) if len({type(f) for f in faults}) == 1 else DetenteError
        raise kind("\n".join(str(f) for f in faults))
    return done


@contextmanager
def _alone(wait: float) -> Iterator[None]:
    """Hold the lock of the store, which is released when its holder dies."""
    import filelock

    home = files.home()
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(home / "lock")
        lock.acquire(timeout=wait)
    except filelock.Timeout:
        raise FileError(
            f"{home}: another detente has been pulling for {wait:g} s; try again when it is done"
        ) from None
    except OSError as problem:
        raise FileError(f"{home}: cannot be written ({problem.strerror or problem})") from None
    try:
        yield
    finally:
        lock.release()


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


def _pull_one(
    card: SourceCard, origin: str | None, accept: bool, again: bool, progress: Progress
) -> Pulled:
    _permit(card, origin)
    held = store.status().get(card.id)
    local = origin is not None and not download.is_address(origin)
    if held and held.as_known and held.sha256 == card.sha256 and not local and not again:
        return held
    with tempfile.TemporaryDirectory(dir=files.home(), prefix="staging-") as folder:
        stage = Path(folder)
        path, form, place = _obtain(card, origin, stage, progress)
        pulled, staged = _read(card, path, form, stage, place)
        pulled = _checked(card, pulled, place, accept)
        store.commit({card.id: (pulled, staged)})
    if not local:
        shutil.rmtree(_downloads(card), ignore_errors=True)
    return pulled


def _permit(card: SourceCard, origin: str | None) -> None:
    if card.by_hand and (origin is None or download.is_address(origin)):
        raise MissingData(
            f"{card.id} is not fetched by software: {card.by_hand} Get it from {card.url} "
            f"yourself, then run `detente data pull {card.id} --from FILE`"
        )


def _downloads(card: SourceCard) -> Path:
    return files.home() / "downloads" / card.id


def _obtain(
    card: SourceCard, origin: str | None, stage: Path, progress: Progress
) -> tuple[Path, Form | None, str]:
    """The file to read, its form (None for a Parquet copy), and its name in messages."""
    if origin is None:
        return _official(card, stage, progress)
    if download.is_address(origin):
        return _mirrored(card, origin, stage, progress)
    path = Path(origin)
    if path.is_dir():
        return _in_folder(card, path, stage)
    return *_opened(card, path, stage), str(path)


def _official(card: SourceCard, stage: Path, progress: Progress) -> tuple[Path, Form | None, str]:
    for form in card.forms:
        for address in form.addresses:
            file = download.download(address.url, _downloads(card), progress=progress)
            return *_opened(card, file, stage), address.url
    raise MissingData(
        f"{card.id}: its producer gives no address of a file; download it at {card.url}, then run "
        f"`detente data pull {card.id} --from DIR`"
    )


def _mirrored(
    card: SourceCard, base: str, stage: Path, progress: Progress
) -> tuple[Path, Form | None, str]:
    if Path(download.file_name(base)).suffix.lower() in (
        ".zip",
        ".csv",
        ".parquet",
        ".dta",
        ".tsv",
    ):
        file = download.download(base, _downloads(card), progress=progress)
        return *_opened(card, file, stage), base
    names = _names(card)
    for name in names:
        address = f"{base.rstrip('/')}/{name}"
        try:
            file = download.download(address, _downloads(card), progress=progress)
        except download.NotThere:
            continue
        return *_opened(card, file, stage), address
    raise MissingData(f"{base}: has none of {', '.join(names)} for {card.label}")


def _names(card: SourceCard) -> list[str]:
    """File names under which a mirror may hold a source."""
    names = [card.file] if card.file else []
    for form in card.forms:
        names += [name for name in form.files if "*" not in name]
        names += [download.file_name(address.url) for address in form.addresses]
    return names


def _in_folder(card: SourceCard, folder: Path, stage: Path) -> tuple[Path, Form | None, str]:
    if card.file and (folder / card.file).is_file():
        return folder / card.file, None, str(folder / card.file)
    for form in card.forms:
        path = download.find(folder, form.files)
        if path:
            return path, form, str(path)
    for path in sorted(p for p in folder.iterdir() if p.suffix.lower() == ".zip"):
        try:
            return *_opened(card, path, stage), str(path)
        except MissingData:  # a zip of another data set
            continue
    names = [card.file, *(n for form in card.forms for n in form.files)]
    raise MissingData(
        f"{folder}: no {' or '.join(n for n in names if n)}, alone or in a zip, for {card.label}"
    )


def _opened(card: SourceCard, path: Path, stage: Path) -> tuple[Path, Form | None]:
    """The table in a file that may be a zip, with the form that its name matches."""
    if path.suffix.lower() == ".parquet":
        return path, None
    if path.suffix.lower() == ".zip":
        patterns = tuple(n for form in card.forms for n in form.files)
        path = download.unpack(path, (*patterns, card.file), stage)
        if path.suffix.lower() == ".parquet":
            return path, None
    forms = [f for f in card.forms if download.find(path.parent, f.files) == path] or card.forms
    if not forms:
        raise MissingData(f"{path}: {card.label} is read from its Parquet copy {card.file} only")
    return path, forms[0]


def _read(
    card: SourceCard, path: Path, form: Form | None, stage: Path, place: str
) -> tuple[Pulled, Path]:
    staged, listing = stage / "rows.parquet", stage / "rows.csv"
    with store.database(
        place, only=(path, stage), misfit=lambda c: tabular.wrong_value(c, card, path, form)
    ) as connection:
        tabular.load(connection, card, path, form)
        connection.execute(
            f"COPY (FROM rows ORDER BY ALL) TO {quoted(str(staged))} "
            "(FORMAT parquet, COMPRESSION zstd)"
        )
        connection.execute(
            f"COPY (FROM read_parquet({quoted(str(staged))})) TO {quoted(str(listing))} "
            "(FORMAT csv, HEADER false)"
        )
        row = connection.execute("SELECT count(*) FROM read_parquet(?)", [str(staged)]).fetchone()
    digest = _sha256(listing)
    pulled = Pulled(
        source=card.id,
        version=card.version,
        rows=row[0] if row else 0,
        sha256=digest,
        origin=place,
        file=f"{card.id}.{digest[:16]}.parquet",
        pulled_at=datetime.now(UTC).isoformat(timespec="seconds"),
        as_known=digest == card.sha256,
    )
    return pulled, staged


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _checked(card: SourceCard, pulled: Pulled, place: str, accept: bool) -> Pulled:
    if pulled.rows == 0:
        raise DataError(f"{place}: no rows; wanted those of {card.label} {card.version}")
    if pulled.as_known or accept or card.sha256 is None:
        return pulled
    raise DataError(
        f"{place}: {pulled.rows:,} rows with checksum {pulled.sha256[:12]}; {card.label} "
        f"{card.version} has {card.rows:,} with {card.sha256[:12]}. If it is another version and "
        "you want it, add --accept-changes"
    )
