"""The case files that the app can reach: the bundled ones and those of one folder.

A case is requested by collection and id, never by path. The id is the file name without its
suffix; a link in the folder that points outside of it is treated as missing.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from detente.case import load
from detente.case.model import Case
from detente.case.places import new_id
from detente.case.yaml12 import parse
from detente.errors import DetenteError, FileError, MissingData
from detente.files import read_bytes, write_new

Collection = Literal["bundled", "folder"]
BUNDLED: Collection = "bundled"
FOLDER: Collection = "folder"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_FORMAT_KEY = re.compile(rb"""^[ \t{]*["']?detente["']?[ \t]*:""", re.MULTILINE)
_SUFFIXES = (".yaml", ".yml")
_HEAD = 65_536  # bytes searched for the key that marks a case file
MAX_LISTED = 500
_LARGE = 200_000  # bytes of a case that holds up others: half again the larger bundled one


class NoSuchCase(MissingData):
    """There is no case of this collection and id, or no such version of it."""


@dataclass(frozen=True, kw_only=True)
class CaseText:
    """One version of a case file as it was read, valid or not."""

    collection: Collection
    id: str
    data: bytes
    previous: bool = False

    @property
    def key(self) -> str:
        """Its name in the app: ``folder/my-case``, ``folder/my-case@previous``."""
        return f"{self.collection}/{self.id}" + ("@previous" if self.previous else "")

    @property
    def editable(self) -> bool:
        """Whether the app may write it."""
        return self.collection == FOLDER and not self.previous

    @property
    def is_case(self) -> bool:
        """Whether its first lines mark it as a case file."""
        return _has_format_key(self.data)

    @property
    def is_large(self) -> bool:
        """Whether work on it takes so long that it must not hold up requests about others."""
        return len(self.data) > _LARGE

    @property
    def is_utf8(self) -> bool:
        """Whether `text` represents every byte of it."""
        try:
            self.data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return False
        return True

    @cached_property
    def version(self) -> str:
        """SHA-256 of the file's bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def text(self) -> str:
        """The file decoded as UTF-8; invalid bytes become replacement characters."""
        return self.data.decode("utf-8-sig", errors="replace")

    def case(self) -> Case:
        """Parse and validate the case.

        Raises
        ------
        CaseError
            With every fault and its line.
        """
        return load.build(parse(f"{self.id}.yaml", self.data))


@dataclass(frozen=True, kw_only=True)
class CaseFiles:
    """The bundled cases and the case files of one folder."""

    folder: Path

    def texts(self) -> Iterator[CaseText]:
        """Read every case, those of the folder first."""
        for id_ in self.ids(self._case_paths()):
            try:
                yield self.read(FOLDER, id_)
            except DetenteError:  # deleted, grown or unreadable since it was listed
                continue
        for id_ in load.bundled():
            yield self.read(BUNDLED, id_)

    def newest(self, count: int) -> list[CaseText]:
        """Read the most recently modified cases of the folder, newest first."""
        texts = [t for t in self.texts() if t.collection == FOLDER]
        return sorted(texts, key=self._modified, reverse=True)[:count]

    def _modified(self, text: CaseText) -> float:
        try:
            return self.path(FOLDER, text.id).stat().st_mtime
        except (OSError, NoSuchCase):  # deleted since it was listed
            return 0.0

    def ids(self, paths: Iterable[str | Path]) -> list[str]:
        """Sorted ids of the paths that can be case files of the folder, at most 500."""
        names = [Path(path) for path in paths]
        stems = {p.stem for p in names if p.suffix in _SUFFIXES and _ID.fullmatch(p.stem)}
        return sorted(stems)[:MAX_LISTED]

    def unlisted(self) -> list[str]:
        """Names of case files whose name cannot be an id, or that exceed the number listed."""
        paths = self._case_paths()
        listed = set(self.ids(paths))
        return sorted(p.name for p in paths if p.stem not in listed)

    def _case_paths(self) -> list[Path]:
        paths = [p for s in _SUFFIXES for p in self.folder.glob(f"[!.]*{s}")]
        return [p for p in paths if _is_case(p, self.folder)]

    def find(self, key: str) -> CaseText:
        """Read the version named by ``COLLECTION/ID`` or ``COLLECTION/ID@previous``.

        Raises
        ------
        NoSuchCase
            If there is none.
        """
        name, at, version = key.partition("@")
        collection, _, id_ = name.partition("/")
        if at and version != "previous":
            raise NoSuchCase(f"no version '{version:.40}': wanted previous")
        return self.read(collection, id_, previous=bool(at))

    def read(self, collection: str, id_: str, *, previous: bool = False) -> CaseText:
        """Read one version of one case.

        Parameters
        ----------
        collection : str
            ``"bundled"`` or ``"folder"``.
        id_ : str
            File name without its suffix.
        previous : bool
            Read the version before the last save.

        Returns
        -------
        CaseText
            Its bytes; they need not be a valid case.

        Raises
        ------
        NoSuchCase
            If there is none, or it lies outside the folder.
        """
        path = self.path(collection, id_)
        if previous:
            path = _backup(path)
            if collection != FOLDER or not _inside(path, self.folder) or not path.is_file():
                raise NoSuchCase(f"{collection}/{id_}: there is no previous version")
        origin = BUNDLED if collection == BUNDLED else FOLDER
        return CaseText(collection=origin, id=id_, data=read_bytes(path), previous=previous)

    def has_previous(self, text: CaseText) -> bool:
        """Whether there is a version before the last save."""
        if text.collection != FOLDER:
            return False
        path = _backup(self.path(FOLDER, text.id))
        return _inside(path, self.folder) and path.is_file()

    def path(self, collection: str, id_: str) -> Path:
        """Path of an existing case file.

        Parameters
        ----------
        collection, id_
            As `read` takes them.

        Raises
        ------
        NoSuchCase
            If there is none, or it lies outside the folder.
        """
        if collection == BUNDLED and id_ in load.bundled():
            return load.locate(id_)
        if collection == FOLDER and _ID.fullmatch(id_):
            for suffix in _SUFFIXES:
                path = self.folder / f"{id_}{suffix}"
                if _inside(path, self.folder) and path.is_file():
                    return path
        raise NoSuchCase(
            f"no case '{collection:.20}/{id_:.64}'; the start page lists those there are"
        )

    def add(self, id_: str, data: bytes) -> None:
        """Write a new case file into the folder.

        Parameters
        ----------
        id_ : str
            As `new_id` takes it.
        data : bytes
            Content of the file.

        Raises
        ------
        CaseError
            If the id is not valid.
        FileError
            If the file exists or cannot be written.
        """
        path = self.folder / f"{new_id(id_)}.yaml"
        try:
            self.refuse_taken(id_)
            write_new(path, data)
        except FileExistsError:
            raise FileError(_taken(id_)) from None

    def refuse_taken(self, id_: str) -> None:
        """Refuse an id that a file of the folder has.

        Raises
        ------
        FileError
            If one has.
        """
        path = self.folder / f"{id_}.yaml"
        if path.exists() or path.with_suffix(".yml").exists():
            raise FileError(_taken(id_))


def _taken(id_: str) -> str:
    return f"{id_} is already in the folder; choose another id"


def any_large(texts: Iterable[CaseText]) -> bool:
    """Whether one of some cases is large."""
    return any(text.is_large for text in texts)


def _backup(path: Path) -> Path:
    """Where a save puts the version that it replaces."""
    return path.with_name(path.name + ".bak")


def _inside(path: Path, folder: Path) -> bool:
    """Whether a path, links resolved, lies directly in the folder."""
    try:
        return path.resolve().parent == folder.resolve()
    except (OSError, RuntimeError):
        return False


def _is_case(path: Path, folder: Path) -> bool:
    """Whether the first lines of a file mark it as a case file."""
    try:
        if not (_inside(path, folder) and path.is_file()):
            return False
        with path.open("rb") as file:
            return _has_format_key(file.read(_HEAD))
    except OSError:
        return False


def _has_format_key(data: bytes) -> bool:
    return _FORMAT_KEY.search(data[:_HEAD].removeprefix(b"\xef\xbb\xbf")) is not None
