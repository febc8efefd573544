"""Save a case from the browser without losing an update or leaving half a file.

The editor sends the SHA-256 of the file that it loaded. The file is read again under the lock
that `detente set` takes too; if it has changed, nothing is written and both versions are shown.
The replaced version stays next to the file as ``.bak``; both writes are atomic.
"""

import hashlib
from pathlib import Path

from detente.case import load
from detente.case.rewrite import replace
from detente.case.yaml12 import parse
from detente.errors import DetenteError
from detente.files import locked

_BOM = b"\xef\xbb\xbf"


class SaveConflict(DetenteError):
    """The file changed since the editor loaded it; ``current`` is its present content."""

    def __init__(self, name: str, current: bytes) -> None:
        self.current = current
        super().__init__(f"{name} was changed by another person or program since you opened it")


def encode_like(text: str, old: bytes) -> bytes:
    """Encode an edited text with the byte order mark and the line ends of the old file.

    Parameters
    ----------
    text : str
        As sent by a browser, which ends every line with CR LF whatever the file had.
    old : bytes
        The file before the edit.
    """
    plain = text.replace("\r\n", "\n")
    if b"\r\n" in old:
        plain = plain.replace("\n", "\r\n")
    return (_BOM if old.startswith(_BOM) else b"") + plain.encode("utf-8", errors="replace")


def save(path: Path, text: str, *, loaded: str) -> str:
    """Replace a case file by an edited text.

    Parameters
    ----------
    path : Path
        The file; it must exist.
    text : str
        The whole new text. It must be a valid case.
    loaded : str
        SHA-256 of the file that the editor had loaded.

    Returns
    -------
    str
        SHA-256 of the new file.

    Raises
    ------
    SaveConflict
        If the file is not the one loaded. Nothing is then written.
    CaseError
        If the text is not a valid case. Nothing is then written.
    FileError
        If the file cannot be read or written, or another writer does not finish.
    """
    with locked(path) as old:
        if hashlib.sha256(old).hexdigest() != loaded:
            raise SaveConflict(path.name, old)
        new = encode_like(text, old)
        load.build(parse(path.name, new))
        if new != old:
            replace(path, old, new)
    return hashlib.sha256(new).hexdigest()
