"""Fetch the file of a data set: an address with its redirects, a folder; unpack it from zips."""

import fnmatch
import http.client
import json
import lzma
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from detente.errors import DataError, MissingData

TIMEOUT = 30.0  # seconds without a byte
LARGEST = 4 << 30  # bytes of one file, packed or not
_CHUNK = 1 << 18
_ZIPS_WITHIN, _MOST_ZIPS = 2, 100
_SMALL, _MOST_TIMES = 200 << 20, 100  # bytes; times the size of the zip
_NO_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    RuntimeError,
    OSError,
    ValueError,
)

Progress = Callable[[str, int, int | None], None]  # file name, bytes so far, bytes in all


def silent(name: str, done: int, total: int | None) -> None:
    """Report no progress."""


class NotThere(MissingData):
    """The server answers, but has no such file."""


class NoAnswer(MissingData):
    """The server cannot be reached, or stalls."""


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follow redirects to the same host only."""

    def redirect_request(
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        """The next request; a redirect to another host is refused."""
        old, new = (str(urlsplit(url).hostname) for url in (req.full_url, newurl))
        if old.removeprefix("www.") != new.removeprefix("www."):
            fp.close()
            raise MissingData(
                f"{req.full_url}: redirects to the host {new}; wanted a file of {old}, since its "
                "bytes are not known: download it yourself, then use --from"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def is_address(text: str) -> bool:
    """Whether the text is a web address rather than a path."""
    return urlsplit(text).scheme in ("http", "https")


def file_name(address: str) -> str:
    """Last part of an address, safe as a file name."""
    last = unquote(urlsplit(address).path).replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    return last if last not in ("", ".", "..") else "download"


def download(
    address: str, folder: Path, *, verified: bool = False, progress: Progress = silent
) -> Path:
    """Download a file into a folder; an interrupted download is resumed.

    It is resumed only if the server confirms that the file is unchanged, by its ETag or date of
    change; otherwise it starts again.

    Parameters
    ----------
    address : str
        Where the file is, http or https.
    folder : Path
        Where to put it; created if absent.
    verified : bool
        Whether the caller will verify the bytes: redirects to other hosts are then followed.
    progress : callable
        Called with file name, bytes so far and bytes in all (None if unknown).

    Returns
    -------
    Path
        The file.

    Raises
    ------
    NotThere
        If the server has no such file.
    NoAnswer
        If it cannot be reached or stalls; the next call resumes the download.
    MissingData
        If it answers with another error or a redirect to another host.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / file_name(address)
    part = target.with_name(target.name + ".part")
    try:
        _receive(address, part, verified, progress)
    except urllib.error.HTTPError as problem:
        problem.close()
        kind = NotThere if problem.code in (404, 410) else MissingData
        reason = _first_line(problem.reason)
        raise kind(f"{address}: the server answers {problem.code} {reason}") from None
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as problem:
        if getattr(problem, "filename", None):  # our own file, not the network
            raise
        reason = _first_line(getattr(problem, "reason", None) or problem)
        broken = isinstance(problem, http.client.HTTPException | ValueError)  # it did answer
        raise (MissingData if broken else NoAnswer)(
            f"{address}: cannot be fetched ({reason}); try again, it goes on where it stopped, "
            "or use --from with your own copy"
        ) from None
    part.replace(target)
    _note(part).unlink(missing_ok=True)
    return target


def _first_line(reason: object) -> str:
    return next(iter(str(reason).splitlines()), "")


def _opener(verified: bool) -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(*([] if verified else [_SameHost]))


def _note(part: Path) -> Path:
    return part.with_name(part.name + ".json")


def _receive(address: str, part: Path, verified: bool, progress: Progress) -> None:
    had, tag = _earlier(address, part)
    request = urllib.request.Request(address, headers={"User-Agent": "detente"})  # noqa: S310
    if had:
        request.add_header("Range", f"bytes={had}-")
        request.add_header("If-Range", tag)
    try:
        answer = _opener(verified).open(request, timeout=TIMEOUT)
    except urllib.error.HTTPError as problem:
        if problem.code != http.client.REQUESTED_RANGE_NOT_SATISFIABLE or not had:
            raise
        problem.close()
        part.unlink()
        return _receive(address, part, verified, progress)
    with answer:
        had = had if answer.status == http.client.PARTIAL_CONTENT else 0
        length = answer.headers.get("Content-Length")
        known = length is not None and length.isascii() and length.strip().isdigit()
        total = had + int(length) if length and known else None
        tag = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
        _note(part).write_text(json.dumps({"address": address, "tag": tag}))
        done = _copy(answer, part, had, total, progress)
    if total is not None and done != total:
        raise http.client.IncompleteRead(b"", total - done)


def _earlier(address: str, part: Path) -> tuple[int, str]:
    """Bytes of an earlier download, and the server's ETag or date of that state of the file."""
    try:
        note = json.loads(_note(part).read_text())
        same = note["address"] == address and bool(note["tag"])
        return (part.stat().st_size, note["tag"]) if same else (0, "")
    except (OSError, ValueError, KeyError, TypeError):
        return 0, ""


def _copy(answer: Any, part: Path, had: int, total: int | None, progress: Progress) -> int:
    done = had
    with part.open("ab" if had else "wb", buffering=0) as out:
        while chunk := answer.read1(_CHUNK):  # what has arrived, so that a kill loses little
            out.write(chunk)
            done += len(chunk)
            if done > LARGEST:
                raise DataError(f"{part}: more than {LARGEST >> 30} GiB; refused")
            progress(part.name.removesuffix(".part"), done, total)
    return done


def find_file(folder: Path, patterns: tuple[str, ...]) -> Path | None:
    """First file of a folder whose name matches a pattern; None if there is none.

    Parameters
    ----------
    folder : Path
        Where to look; subfolders are ignored.
    patterns : tuple of str
        Globs, the preferred ones first; case is ignored.
    """
    names = sorted(p.name for p in folder.iterdir() if p.is_file())
    match = _first_match(names, patterns)
    return folder / match if match else None


def fits(path: Path, patterns: tuple[str, ...]) -> bool:
    """Whether the name of a file matches one of the globs; case is ignored.

    Parameters
    ----------
    path : Path
        The file.
    patterns : tuple of str
        Globs.
    """
    return _first_match([path.name], patterns) is not None


def _first_match(names: list[str], patterns: tuple[str, ...]) -> str | None:
    for pattern in patterns:
        for name in names:
            if fnmatch.fnmatchcase(Path(name).name.lower(), pattern.lower()):
                return name
    return None


class _Room:
    """Bytes that may still be unpacked from a zip and the zips inside it.

    Data shrink to a thirtieth of their size at best; a zip that promises more than a hundred
    times its own is made to fill the disk.
    """

    def __init__(self, archive: Path) -> None:
        packed = archive.stat().st_size
        self.limit = self.left = min(LARGEST, max(_SMALL, _MOST_TIMES * packed))

    def take(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise DataError(f"more than {self.limit >> 20:,} MiB unpacked; refused")


def refuse_bomb(workbook: Path) -> None:
    """Refuse a sheet, which is a zip, that would unpack to more than any data set.

    Raises
    ------
    DataError
        With its size unpacked.
    """
    try:
        with zipfile.ZipFile(workbook) as opened:
            room = _Room(workbook)
            for name in opened.namelist():
                with opened.open(name) as source:
                    while chunk := source.read(_CHUNK):
                        room.take(len(chunk))
    except DataError as problem:
        raise DataError(f"{workbook}: {problem}") from None
    except _NO_ZIP as problem:
        raise DataError(f"{workbook}: truncated or damaged sheet ({problem})") from None


def unpack(archive: Path, patterns: tuple[str, ...], folder: Path) -> Path:
    """Unpack the file that matches a pattern from a zip, or from a zip inside it.

    Parameters
    ----------
    archive : Path
        The zip; zips in zips in it are opened too.
    patterns : tuple of str
        Globs, the preferred ones first; case is ignored.
    folder : Path
        Where to put the file.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    MissingData
        If no file in it matches.
    DataError
        If the zip is truncated or damaged, or unpacks to more than any data set.
    """
    path = _unpacked(archive, patterns, folder, _Room(archive), depth=0)
    if path is None:
        raise MissingData(f"{archive}: holds no {' or '.join(patterns)}")
    return path


def _unpacked(
    archive: Path, patterns: tuple[str, ...], folder: Path, room: _Room, *, depth: int
) -> Path | None:
    try:
        with zipfile.ZipFile(archive) as opened:
            names = [n for n in opened.namelist() if not n.endswith("/") and "__MACOSX" not in n]
            match = _first_match(names, patterns)
            if match:
                return _extract(opened, match, folder / Path(match).name, room)
            for name in _zips(names, depth):
                inner = _extract(opened, name, folder / f"{depth}-{Path(name).name}", room)
                path = _unpacked(inner, patterns, folder, room, depth=depth + 1)
                inner.unlink()
                if path is not None:
                    return path
    except DataError as problem:
        raise problem if depth else DataError(f"{archive}: {problem}") from None
    except _NO_ZIP as problem:
        if getattr(problem, "filename", None):  # the disk, not the zip
            raise
        raise DataError(f"{archive}: truncated or damaged zip ({problem})") from None
    return None


def _zips(names: list[str], depth: int) -> list[str]:
    zips = [n for n in names if n.lower().endswith(".zip") and depth < _ZIPS_WITHIN]
    if len(zips) > _MOST_ZIPS:
        raise DataError(f"{len(zips):,} zips in a zip; wanted at most {_MOST_ZIPS}")
    return zips


def _extract(opened: zipfile.ZipFile, name: str, target: Path, room: _Room) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(name) as source, target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            room.take(len(chunk))
            out.write(chunk)
    return target
