"""JSON documents in xz, as vintages are shipped: a tenth less than zipped JSON."""

import json
import lzma
from pathlib import Path
from typing import Any

# numbers in text repeat at any offset: no alignment of bytes helps
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}]


def packed(text: str) -> bytes:
    """A text as the content of an xz file; the same text always gives the same bytes.

    Examples
    --------
    >>> unpacked(packed("[1, 2]"))
    '[1, 2]'
    """
    return lzma.compress(
        text.encode(), format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, filters=_FILTERS
    )


def unpacked(data: bytes) -> str:
    """The text of `packed`."""
    return lzma.decompress(data, format=lzma.FORMAT_XZ).decode()


def write_packed(file: Path, text: str) -> None:
    """Write a text to an xz file in one step.

    Parameters
    ----------
    file : Path
        Its folder is made if it does not exist.
    text : str
        A JSON document.
    """
    from detente.files import write_atomically

    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, packed(text))


def read_packed(file: Any) -> Any:
    """Document of a shipped file, a `pathlib.Path` or another traversable."""
    return json.loads(unpacked(file.read_bytes()))
