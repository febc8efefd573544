"""The case files that the app may touch: those that ship with detente, and one folder.

A case is asked for by shelf and id, never by path. An id is the name of a file without its
suffix; what a link in the folder leads to outside of it does not exist for the app.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from detente.case import load
from detente.case.model import Case
from detente.case.yaml12 import parse
from detente.errors import CaseError, DetenteError, FileError, MissingData
from detente.files import read_bytes, write_new

BUNDLED, FOLDER = "bundled", "folder"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_MARK = re.compile(rb"""^[ \t{]*["']?detente["']?[ \t]*:""", re.MULTILINE)
_SUFFIXES = (".yaml", ".yml")
_HEAD = 65_536  # bytes in which a case file names its format
_MOST = 500  # files listed


class NoSuchCase(MissingData):
    """No case of this shelf and id, or no such version of it."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """One version of a case file as it was read, faulty or not."""

    shelf: str
    id: str
    data: bytes
    previous: bool = False

    @property
    def key(self) -> str:
        """How the app names it: ``folder/my-case``, ``folder/my-case@previous``."""
        return f"{self.shelf}/{self.id}" + ("@previous" if self.previous else "")

    @property
    def editable(self) -> bool:
        """Whether the app may write it."""
        return self.shelf == FOLDER and not self.previous

    @property
    def is_case(self) -> bool:
        """Whether it says that it is a case, in its first lines."""
        return _marked(self.data)

    @property
    def is_utf8(self) -> bool:
        """Whether `text` shows every byte of it."""
        try:
            self.data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return False
        return True

    @property
    def version(self) -> str:
        """SHA-256 of the file's bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def text(self) -> str:
        """Characters of the file; what is not UTF-8 is shown as replaced."""
        return self.data.decode("utf-8-sig", errors="replace")

    def case(self) -> Case:
        """The checked case.

        Raises
        ------
        CaseError
            With every fault and its line.
        """
        return load.build(parse(f"{self.id}.yaml", self.data))


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The bundled cases and the case files of one folder."""

    folder: Path

    def texts(self) -> Iterator[Text]:
        """Every case there is, the folder's first."""
        for name in self._names():
            try:
                yield self.read(FOLDER, name)
            except DetenteError:  # gone, grown or unreadable since it was listed
                continue
        for name in load.bundled():
            yield self.read(BUNDLED, name)

    def newest(self, most: int) -> list[Text]:
        """Cases of the folder, the one changed last first."""
        found = [t for t in self.texts() if t.shelf == FOLDER]
        return sorted(found, key=self._changed, reverse=True)[:most]

    def _changed(self, text: Text) -> float:
        try:
            return self.path(FOLDER, text.id).stat().st_mtime
        except (OSError, NoSuchCase):  # gone since it was listed
            return 0.0

    def _names(self) -> list[str]:
        return _ids(self._cases())

    def unlisted(self) -> list[str]:
        """Names of case files that the app cannot name, or that are too many to list."""
        cases = self._cases()
        listed = set(_ids(cases))
        return sorted(p.name for p in cases if p.stem not in listed)

    def _cases(self) -> list[Path]:
        paths = [p for s in _SUFFIXES for p in self.folder.glob(f"[!.]*{s}")]
        return [p for p in paths if _is_case(p, self.folder)]

    def stamps(self) -> dict[str, tuple[int, int] | None]:
        """Time and size of every file of the folder that could be a case, by id; none is read."""
        found = {}
        with suppress(OSError):
            for name in os.listdir(self.folder):
                stem, suffix = os.path.splitext(name)
                if suffix in _SUFFIXES and _ID.fullmatch(stem):
                    found[stem] = _stamp(self.folder / name)
        return found

    def find(self, key: str) -> Text:
        """Read what ``SHELF/ID`` or ``SHELF/ID@previous`` names."""
        name, mark, version = key.partition("@")
        shelf, _, id_ = name.partition("/")
        if mark and version != "previous":
            raise NoSuchCase(f"no version '{version:.40}': wanted previous")
        return self.read(shelf, id_, previous=bool(mark))

    def read(self, shelf: str, id_: str, *, previous: bool = False) -> Text:
        """Read one version of one case.

        Raises
        ------
        NoSuchCase
            If there is none, or it lies outside the folder.
        """
        path = self.path(shelf, id_)
        if previous:
            path = path.with_name(path.name + ".bak")
            if shelf != FOLDER or not _inside(path, self.folder) or not path.is_file():
                raise NoSuchCase(f"{shelf}/{id_}: no previous version is kept")
        return Text(shelf=shelf, id=id_, data=read_bytes(path), previous=previous)

    def has_previous(self, text: Text) -> bool:
        """Whether the version before the last save is kept."""
        if text.shelf != FOLDER:
            return False
        path = self.path(FOLDER, text.id)
        return _inside(backup := path.with_name(path.name + ".bak"), self.folder) and (
            backup.is_file()
        )

    def path(self, shelf: str, id_: str) -> Path:
        """File of a case that exists."""
        if shelf == BUNDLED and id_ in load.bundled():
            return load.locate(id_)
        if shelf == FOLDER and _ID.fullmatch(id_):
            for suffix in _SUFFIXES:
                path = self.folder / f"{id_}{suffix}"
                if _inside(path, self.folder) and path.is_file():
                    return path
        raise NoSuchCase(f"no case '{shelf:.20}/{id_:.64}'; the start page lists those there are")

    def add(self, id_: str, data: bytes) -> None:
        """Put a new case file into the folder.

        Raises
        ------
        CaseError
            If the id cannot name a file.
        FileError
            If there is such a file already, or it cannot be written.
        """
        if not _ID.fullmatch(id_):
            raise CaseError(
                f"'{id_:.80}' cannot be an id; wanted letters, digits, '-', '_' or '.', at most 64"
            )
        path = self.folder / f"{id_}.yaml"
        try:
            if path.with_suffix(".yml").exists():
                raise FileExistsError
            write_new(path, data)
        except FileExistsError:
            raise FileError(f"{id_} is already in the folder; choose another id") from None


def _ids(cases: list[Path]) -> list[str]:
    return sorted({p.stem for p in cases if _ID.fullmatch(p.stem)})[:_MOST]


def _stamp(path: Path) -> tuple[int, int] | None:
    """Time and size of a file; None if it is gone, or a link that leads nowhere."""
    try:
        known = path.stat()
    except OSError:
        return None
    return known.st_mtime_ns, known.st_size


def _inside(path: Path, folder: Path) -> bool:
    """Does a path, links followed, lie right in the folder?"""
    try:
        return path.resolve().parent == folder.resolve()
    except (OSError, RuntimeError):
        return False


def _is_case(path: Path, folder: Path) -> bool:
    """Does a file say that it is a case, in its first lines?"""
    try:
        if not (_inside(path, folder) and path.is_file()):
            return False
        with path.open("rb") as file:
            return _marked(file.read(_HEAD))
    except OSError:
        return False


def _marked(data: bytes) -> bool:
    return _MARK.search(data[:_HEAD].removeprefix(b"\xef\xbb\xbf")) is not None
