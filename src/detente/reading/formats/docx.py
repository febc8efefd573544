"""Word documents (.docx): the text of their paragraphs."""

import io
import zipfile
from typing import Any

from detente.errors import DataError, MissingExtra
from detente.reading.formats import Extract

_MAX_UNPACKED = 60_000_000  # bytes of all parts, as the archive declares them and as they unpack
_MAX_PARTS = 3000


def extract(name: str, data: bytes) -> Extract:
    """Text of a Word document: headings as Markdown has them, tables row by row.

    Raises
    ------
    MissingExtra
        If python-docx is not installed.
    DataError
        If it is no Word document, or an archive that unpacks to more than text can be.
    """
    try:
        import docx
    except ImportError:
        raise MissingExtra("read", "a Word document") from None
    _refuse_bomb(name, data)
    try:
        opened = docx.Document(io.BytesIO(data))
        text = "\n\n".join(
            words for block in opened.iter_inner_content() if (words := _block(block))
        )
        about = opened.core_properties
        return Extract(text=text, title=about.title or None, author=about.author or None)
    except Exception as problem:  # python-docx and lxml raise what they like on a damaged file
        raise DataError(f"{name}: not a Word document ({type(problem).__name__})") from None


def _refuse_bomb(name: str, data: bytes) -> None:
    """Unpack every part once, counting: what an archive declares of itself need not be true."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MAX_PARTS:
                raise DataError(f"{name}: has {len(parts)} parts; wanted at most {_MAX_PARTS}")
            left = _MAX_UNPACKED
            for part in parts:
                with archive.open(part) as opened:
                    left -= _size(opened, left)
                if left < 0:
                    raise DataError(
                        f"{name}: unpacks to more than {_MAX_UNPACKED / 1e6:.0f} MB; "
                        "wanted a document"
                    )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as problem:
        raise DataError(f"{name}: not a Word document ({problem})") from None


def _size(opened: Any, left: int) -> int:
    total = 0
    while total <= left and (chunk := opened.read(1 << 16)):
        total += len(chunk)
    return total


def _block(block: Any) -> str:
    if hasattr(block, "rows"):
        return "\n\n".join(" ".join(" ".join(c.text.split()) for c in r.cells) for r in block.rows)
    words = " ".join(block.text.split())
    style = str(block.style.name) if block.style is not None else ""
    return f"# {words}" if words and style.startswith(("Heading", "Title")) else words
