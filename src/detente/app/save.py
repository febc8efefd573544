"""Saving a case from the browser: never a lost update, never half a file.

The editor sends the SHA-256 of the file that it loaded. The file is read again under the lock that
`detente set` takes too; if it is another one by now, nothing is written and both versions are
shown. The version replaced is kept beside the file as ``.bak``, and both writes are atomic.
"""

import hashlib
from pathlib import Path

from detente.case import load
from detente.case.rewrite import replace
from detente.case.yaml12 import parse
from detente.errors import DetenteError
from detente.files import locked

_BOM = b"\xef\xbb\xbf"


class Conflict(DetenteError):
    """Somebody else saved the file since the editor loaded it; ``theirs`` is what it holds now."""

    def __init__(self, name: str, theirs: bytes) -> None:
        self.theirs = theirs
        super().__init__(f"{name} was changed by somebody else since you opened it")


def as_in_file(text: str, old: bytes) -> bytes:
    """Bytes of an edited text, with the byte order mark and the line ends of the old file.

    A browser sends every line end as CR LF, whatever the file had.
    """
    plain = text.replace("\r\n", "\n")
    if b"\r\n" in old:
        plain = plain.replace("\n", "\r\n")
    return (_BOM if old.startswith(_BOM) else b"") + plain.encode("utf-8", errors="replace")


def save(path: Path, text: str, *, loaded: str) -> str:
    """Replace a case file by an edited text; the version of the new file is returned.

    Parameters
    ----------
    path : Path
        The file; it must exist.
    text : str
        All of the new text. It must be a valid case.
    loaded : str
        SHA-256 of the file that the editor had loaded.

    Raises
    ------
    Conflict
        If the file is not the one loaded. Nothing is then written.
    CaseError
        If the text is no valid case. Nothing is then written.
    FileError
        If the file cannot be read or written, or another writer does not finish.
    """
    with locked(path) as old:
        if hashlib.sha256(old).hexdigest() != loaded:
            raise Conflict(path.name, old)
        new = as_in_file(text, old)
        load.build(parse(path.name, new))
        if new != old:
            replace(path, old, new)
    return hashlib.sha256(new).hexdigest()
