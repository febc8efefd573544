"""JSON documents in xz or bzip2, as vintages are shipped, by the end of the file's name.

Life tables repeat themselves, so that xz is a sixth smaller; hazards are mostly digits, and bzip2
is 3 % smaller. Either is read in some ten milliseconds.
"""

import bz2
import json
import lzma
from pathlib import Path
from typing import Any

# numbers in text repeat at any offset: no alignment of bytes helps
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}]


def write_packed(file: Path, text: str) -> None:
    """Write a text to a packed file in one step; the same text always gives the same bytes.

    Parameters
    ----------
    file : Path
        Its name ends in ``.xz`` or ``.bz2``; its folder is made if it does not exist.
    text : str
        A JSON document.
    """
    from detente.files import write_atomically

    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, _bzip2(text) if _is_bzip2(file) else _xz(text))


def packed_text(file: Any) -> str:
    """Text of a packed file, a `pathlib.Path` or another traversable."""
    data = file.read_bytes()
    return (bz2.decompress(data) if _is_bzip2(file) else lzma.decompress(data)).decode()


def read_packed(file: Any) -> Any:
    """Document of a packed file, a `pathlib.Path` or another traversable."""
    return json.loads(packed_text(file))


def _is_bzip2(file: Any) -> bool:
    return str(file.name).endswith(".bz2")


def _bzip2(text: str) -> bytes:
    return bz2.compress(text.encode(), compresslevel=9)


def _xz(text: str) -> bytes:
    return lzma.compress(
        text.encode(), format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, filters=_FILTERS
    )
