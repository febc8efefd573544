"""Raw files as text on disk: unpacked within limits, hashed, and cleaned where DuckDB needs it."""

import csv
import gzip
import hashlib
import lzma
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

import numpy as np

from detente.errors import DataError, FileError, MissingData
from detente.files import only_file

LARGEST = 32 << 30  # bytes of one file, unpacked
_STEEPEST = (
    200  # bytes unpacked for one packed, beyond the first `_FREE`; text of events has 5 to 15
)
_FREE = 64 << 20
_CHUNK = 1 << 19  # half of `LONGEST_LINE`: a longer line holds a whole piece
_HEAD = 1 << 18
_END = ord("\n")
LONGEST_LINE = 1 << 20  # bytes
SEPARATOR = "\x1f"  # in no cleaned line, so that DuckDB reads lines whole
_AS_BLANK = bytes.maketrans(b"\r\x1f", b"  ")  # DuckDB takes the first for the end of a line
HOLDS_NUL, TOO_LONG = "\x1a", "\x1b"  # stand in a cleaned file for a line that cannot be read
_DAMAGED = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, lzma.LZMAError, EOFError)

Step = Callable[[int], None]  # called with the number of bytes read


@dataclass(frozen=True, kw_only=True)
class Text:
    """A raw file as text on disk: the file itself, or an unpacked copy.

    Attributes
    ----------
    path : Path
        Where the text is.
    sha256 : str
        Of the text as unpacked.
    size, lines : int
        Bytes and lines of it.
    dirty : bool
        Whether it may hold what DuckDB stumbles over (a NUL, a carriage return within a line, a
        line that is too long), so that it must be read line by line.
    """

    path: Path
    sha256: str
    size: int
    lines: int
    dirty: bool


def head(path: Path) -> list[str]:
    """First whole lines of a raw file, packed or not.

    Raises
    ------
    MissingData, FileError, DataError
        If it is not there, cannot be read, or is damaged.
    """
    with _opened(path) as stream:
        start = stream.read(_HEAD)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise DataError(f"{path}: text in UTF-16; wanted UTF-8")
    lines = _decoded(start).removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    return lines if len(start) < _HEAD or len(lines) < 2 else lines[:-1]


def unpack_and_hash(path: Path, copy: Path, step: Step = lambda size: None) -> Text:
    """Hash a raw file, and write it to ``copy`` if it is packed.

    Parameters
    ----------
    path : Path
        The raw file: plain, gzip, or a zip of one file.
    copy : Path
        Where to write what is unpacked; a plain file is linked to.
    step : callable
        Called with the number of bytes of the raw file that were read since.

    Raises
    ------
    MissingData, FileError, DataError
        If it is not there, cannot be read, is damaged, or unpacks to more than the limits.
    """
    plain = _kind(path) == "plain"
    digest, size, lines, dirty, last = hashlib.sha256(), 0, 0, False, b"\n"
    with _opened(path) as stream, open(os.devnull if plain else copy, "wb") as out:
        while piece := stream.read(_CHUNK):
            digest.update(piece)
            ends = int(np.count_nonzero(np.frombuffer(piece, np.uint8) == _END))
            size, lines, last = size + len(piece), lines + ends, piece[-1:]
            dirty = dirty or _is_dirty(piece, ends)
            if plain:
                step(len(piece))
            else:
                out.write(piece)
    if plain:
        _link(path, copy)
    else:
        step(path.stat().st_size)
    lines += last != b"\n"
    return Text(path=copy, sha256=digest.hexdigest(), size=size, lines=lines, dirty=dirty)


def _is_dirty(piece: bytes, ends: int) -> bool:
    """Whether a piece holds a NUL, a carriage return that ends no line, or no end of a line."""
    returns = piece.count(b"\r\n") != piece.count(b"\r") if b"\r" in piece else False
    return b"\0" in piece or returns or (len(piece) == _CHUNK and not ends)


def _link(path: Path, link: Path) -> None:
    """Give a file a name without characters that DuckDB takes for a pattern."""
    try:
        link.symlink_to(path.absolute())
    except OSError:  # Windows, without the right to make links
        shutil.copyfile(path, link)


def _kind(path: Path) -> str:
    only_file(path, "a file of events")
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except FileNotFoundError:
        raise MissingData(f"{path}: wanted a file of events, found nothing") from None
    except OSError as problem:
        raise FileError(f"{path}: cannot be read ({problem.strerror})") from None
    return "zip" if start == b"PK\x03\x04" else "gzip" if start[:2] == b"\x1f\x8b" else "plain"


@contextmanager
def _opened(path: Path) -> Iterator["_Bounded"]:
    """The bytes of a raw file, unpacked, within the limits."""
    kind = _kind(path)
    packed = path.stat().st_size if kind != "plain" else LARGEST
    try:
        if kind == "zip":
            with zipfile.ZipFile(path) as archive, archive.open(_only_member(path, archive)) as f:
                yield _Bounded(path, f, packed)
        else:
            with gzip.open(path) if kind == "gzip" else path.open("rb") as file:
                yield _Bounded(path, file, packed)
    except (*_DAMAGED, RuntimeError, NotImplementedError, UnicodeError) as problem:
        raise DataError(f"{path}: truncated or damaged {kind} ({problem})") from None


def _only_member(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = [m for m in archive.infolist() if not m.is_dir() and "__MACOSX" not in m.filename]
    if len(members) != 1:
        raise DataError(f"{path}: holds {len(members)} files; wanted one: unpack it, load each")
    return members[0]


class _Bounded:
    """A stream of bytes that ends in an error beyond the limits."""

    def __init__(self, path: Path, stream: IO[bytes] | gzip.GzipFile, packed: int) -> None:
        self._path, self._stream, self._done = path, stream, 0
        self._limit = min(LARGEST, _FREE + _STEEPEST * packed)

    def read(self, size: int) -> bytes:
        """The next bytes."""
        piece = self._stream.read(size)
        if self._done == 0 and piece[:4] == b"PK\x03\x04":
            raise DataError(f"{self._path}: a zip inside a packed file; wanted text")
        self._done += len(piece)
        if self._done > self._limit:
            raise DataError(f"{self._path}: unpacks to more than {self._limit >> 20} MiB; refused")
        return piece


def cleaned(text: Path, copy: Path) -> int:
    """Write lines that DuckDB can read one by one; return how many were not UTF-8.

    Lines keep their numbers. One that is not UTF-8 is read as Latin-1; one that holds a NUL or is
    longer than `LONGEST_LINE` is replaced by a mark.

    Parameters
    ----------
    text : Path
        The unpacked file.
    copy : Path
        Where to write it.
    """
    latin = 0
    with text.open("rb") as lines, copy.open("wb") as out:
        for line in _lines(lines):
            whole = HOLDS_NUL if b"\0" in line else _decoded(line)
            utf8 = whole.encode()
            latin += utf8 != line and b"\0" not in line
            out.write(utf8 + b"\n")
    return latin


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines without their ends; `TOO_LONG` for one beyond the limit."""
    while line := file.readline(LONGEST_LINE):
        if not line.endswith(b"\n") and len(line) == LONGEST_LINE:
            while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            line = TOO_LONG.encode()
        yield line.rstrip(b"\r\n").translate(_AS_BLANK)


def tabbed(path: Path, text: Path, copy: Path) -> None:
    """Write a comma-separated file with quotes as one with tabs and none, lines at their numbers.

    Parameters
    ----------
    path : Path
        The raw file, for the message.
    text : Path
        The unpacked file.
    copy : Path
        Where to write it.

    Raises
    ------
    DataError
        If a quoted value does not end within the limit of the csv module.
    """
    with text.open("rb") as raw, copy.open("w", encoding="utf-8", newline="") as out:
        reader = csv.reader(
            (HOLDS_NUL if b"\0" in line else _decoded(line)) + "\n" for line in _lines(raw)
        )
        written = 0
        try:
            for row in reader:
                out.write("\n" * (reader.line_num - written - 1))  # a row over several lines
                written = reader.line_num
                out.write("\t".join(" ".join(value.split()) for value in row) + "\n")
        except csv.Error as problem:
            raise DataError(f"{path}:{reader.line_num}: {problem}") from None


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")


def header_of(line: str, delimiter: str) -> list[str]:
    """Names of the columns in the first line of a file.

    Parameters
    ----------
    line : str
        The line.
    delimiter : str
        Tab, or a comma: then names may be quoted.
    """
    if delimiter == "\t":
        return [name.strip() for name in line.split("\t")]
    try:
        return [name.strip() for name in next(csv.reader([line.replace("\r", " ")]), [])]
    except csv.Error:  # a name longer than the module takes
        return []
