"""Where the file of a source may be: its addresses, a mirror of them, a folder or a file."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from detente.data import download
from detente.data.cards import Address, Form, SourceCard
from detente.data.download import Progress
from detente.data.first_bytes import refuse_foreign_bytes
from detente.errors import DataError, MissingData
from detente.files import file_digest

_FILES = (
    ".zip",
    ".csv",
    ".parquet",
    ".dta",
    ".tsv",
    ".gz",
    ".dat",
    ".rda",
    ".rds",
    ".xls",
    ".xlsx",
)


@dataclass(frozen=True, kw_only=True)
class DownloadPlace:
    """An address or a path at which the file of a source may be, or the zip that holds it."""

    name: str  # the address or the path, as in messages
    remote: bool
    sha256: str | None = None  # of the bytes, where the card knows it


def places_of(card: SourceCard, origin: str | None) -> list[DownloadPlace]:
    """Where to look for a source, in order.

    Parameters
    ----------
    card : SourceCard
        The source.
    origin : str or None
        A file, a folder, the address of a file or of a mirror; the addresses of the card if None.
        A mirror or a folder may hold the files under their names or under the paths of their
        addresses.

    Raises
    ------
    MissingData
        If the card gives no address, or a folder has no file that fits.
    """
    if origin is None:
        return _addresses(card)
    if download.is_address(origin):
        return _mirror(card, origin)
    path = Path(origin)
    return _folder(card, path) if path.is_dir() else [DownloadPlace(name=origin, remote=False)]


def _addresses(card: SourceCard) -> list[DownloadPlace]:
    known = [DownloadPlace(name=a.url, remote=True, sha256=a.sha256) for a in addresses(card)]
    if not known:
        raise MissingData(
            f"there is no address of a file; download it at {card.url}, then run "
            f"`detente data pull {card.id} --from DIR`"
        )
    return known


def addresses(card: SourceCard) -> Iterator[Address]:
    """Every address of the release that the card describes, in order, each once."""
    return iter(dict.fromkeys(address for address, _ in addresses_and_forms(card)))


def addresses_and_forms(card: SourceCard) -> list[tuple[Address, Form]]:
    """Addresses of the release that the card describes, in order, each with its form."""
    own = [form for form in card.forms if form.release is None]
    return [(address, form) for form in own for address in form.addresses]


def _mirror(card: SourceCard, base: str) -> list[DownloadPlace]:
    if Path(download.file_name(base)).suffix.lower() in _FILES:
        return [DownloadPlace(name=base, remote=True)]
    here = base.rstrip("/")
    return [
        DownloadPlace(name=f"{here}/{name}", remote=True, sha256=digest)
        for name, digest in _names(card).items()
    ]


def _names(card: SourceCard) -> dict[str, str | None]:
    """Names and paths under which a mirror may hold a source, with the bytes that are known."""
    names: dict[str, str | None] = {card.file: None} if card.file else {}
    for form in card.forms:
        names |= {name: None for name in form.files if "*" not in name}
        for address in form.addresses:
            names |= {download.file_name(address.url): None, _path(address): address.sha256}
    return names


def _path(address: Address) -> str:
    return urlsplit(address.url).path.lstrip("/")


def _folder(card: SourceCard, folder: Path) -> list[DownloadPlace]:
    """Files of a folder, the Parquet copy first; its zips if there is none."""
    digests: dict[Path, str | None] = {}
    if card.file and (folder / card.file).is_file():
        digests[folder / card.file] = None
    for form in card.forms:
        path = download.find_file(folder, form.files)
        if path:
            digests[path] = None
        for address in form.addresses:
            path = folder / unquote(_path(address))
            if path.is_file():
                digests[path] = address.sha256
    zips = sorted(p for p in folder.iterdir() if p.suffix.lower() == ".zip" and p.is_file())
    if not digests and not zips:
        raise nothing_fits(card, str(folder))
    chosen = digests or dict.fromkeys(zips)
    return [DownloadPlace(name=str(p), remote=False, sha256=digest) for p, digest in chosen.items()]


def nothing_fits(card: SourceCard, where: str) -> MissingData:
    """The error for a place that has no file of a source."""
    names = [card.file, *(name for form in card.forms for name in form.files)]
    names_in_words = " or ".join(dict.fromkeys(name for name in names if name))
    return MissingData(f"{where}: no {names_in_words}, alone or in a zip, for {card.label}")


def fetch_file(
    place: DownloadPlace, downloads: Path, *, progress: Progress = download.silent
) -> Path:
    """The file at a place, downloaded if it is remote, with its bytes verified.

    Parameters
    ----------
    place : DownloadPlace
        Where it is.
    downloads : Path
        Folder for downloads; a file that is already there, complete, is used again.
    progress : callable
        Called with file name, bytes so far and bytes in all (None if unknown).

    Raises
    ------
    MissingData
        If it cannot be fetched.
    DataError
        If its bytes are not those that the card knows.
    """
    path = Path(place.name)
    if place.remote:
        folder = downloads / hashlib.sha256(place.name.encode()).hexdigest()[:16]
        path = folder / download.file_name(place.name)
        if not path.exists():
            path = download.download(
                place.name, folder, verified=place.sha256 is not None, progress=progress
            )
    if place.sha256 is not None and (actual := file_digest(path)) != place.sha256:
        raise DataError(
            f"{place.name}: bytes with checksum {actual[:12]}; the card knows "
            f"{place.sha256[:12]}: download it again"
        )
    return path


def open_file(card: SourceCard, path: Path, stage: Path) -> tuple[Path, Form | None]:
    """The table in a file that may be a zip, with the form that its name matches.

    Parameters
    ----------
    card : SourceCard
        The source.
    path : Path
        The file.
    stage : Path
        Folder for what is unpacked.

    Returns
    -------
    tuple of (Path, Form or None)
        The file and its form; None for a Parquet copy.

    Raises
    ------
    MissingData
        If no file of the zip fits, or the card has no form for such a file.
    DataError
        If the zip is damaged, or unpacks to more than any data set.
    """
    refuse_foreign_bytes(path)
    if path.suffix.lower() == ".zip":
        patterns = tuple(name for form in card.forms for name in form.files)
        path = download.unpack(path, (*patterns, card.file), stage)
        refuse_foreign_bytes(path)
    if path.suffix.lower() == ".xlsx":
        download.refuse_bomb(path)
    if path.suffix.lower() == ".parquet":
        return path, next((f for f in card.forms if download.fits(path, f.files)), None)
    return path, _form(card, path)


def _form(card: SourceCard, path: Path) -> Form:
    """The form whose pattern fits the name of a file; else one of the same format; else any."""
    named = [form for form in card.forms if download.fits(path, form.files)]
    alike = [form for form in card.forms if path.suffix.lower() in _suffixes(form)]
    for form in [*named, *alike, *card.forms]:
        return form
    raise MissingData(f"{path}: {card.label} is read from its Parquet copy {card.file} only")


def _suffixes(form: Form) -> set[str]:
    return {Path(name).suffix.lower() for name in form.files}
