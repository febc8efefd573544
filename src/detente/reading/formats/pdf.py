"""PDF: text by line, put together to paragraphs by the gaps between lines."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from detente.errors import DataError, MissingExtra
from detente.reading.formats import Extract

_MAX_PAGES = 2000
_FEWEST = 20  # characters a page; fewer mean a scan
_GAP = 1.35  # of the usual distance between lines: a larger one starts a paragraph
_SHORT = 0.8  # of the usual length of a line: a shorter one that ends a sentence ends a paragraph
_OFTEN = 0.5  # of the pages: a first or last line on more of them is a running head
_ENDS = re.compile(r"[.!?:][\"')\]\u201d\u2019]*$")


@dataclass(frozen=True)
class _Line:
    """One line of a page, and where its first letter stands (points from the bottom)."""

    text: str
    y: float


def extract(name: str, data: bytes) -> Extract:
    """Text of a PDF without running heads and page numbers, words cut at line ends put together.

    Raises
    ------
    MissingExtra
        If pypdfium2 is not installed.
    DataError
        If it is no PDF, has a password, has too many pages, or is a scan without text.
    """
    try:
        import pypdfium2
    except ImportError:
        raise MissingExtra("read", "a PDF") from None
    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        locked = "password" in str(problem).lower()
        why = "has a password; save a copy without one" if locked else "not a PDF that can be read"
        raise DataError(f"{name}: {why}") from None
    with opened:
        if len(opened) > _MAX_PAGES:
            raise DataError(f"{name}: has {len(opened)} pages; wanted at most {_MAX_PAGES}")
        pages = [_lines(opened[number]) for number in range(len(opened))]
        about = opened.get_metadata_dict(skip_empty=True)
    text = "\n\n".join(_paragraphs([line for page in _without_heads(pages) for line in page]))
    if len(text) < _FEWEST * len(pages):
        raise DataError(
            f"{name}: a scan without text ({len(pages)} pages); run text recognition (OCR) first"
        )
    return Extract(text=text, title=about.get("Title"), author=about.get("Author"))


def _lines(page: Any) -> list[_Line]:
    """Lines of a page in the order of the file."""
    text = page.get_textpage()
    whole = text.get_text_range()
    out, start = [], 0
    for line in whole.split("\n"):
        words = line.strip()
        if words:
            first = start + len(line) - len(line.lstrip())
            out.append(_Line(words, text.get_charbox(first)[1]))
        start += len(line) + 1
    text.close()
    page.close()
    return out


def _without_heads(pages: list[list[_Line]]) -> list[list[_Line]]:
    """Pages without a first or last line that is a number or stands on most of them."""
    shapes = Counter(_shape(line) for page in pages for line in {*page[:1], *page[-1:]})
    often = {s for s, n in shapes.items() if n > max(1, _OFTEN * len(pages))}

    def is_head(line: _Line) -> bool:
        shape = _shape(line)
        return shape in often or not re.search(r"[^\W\d]", shape)

    return [
        [x for n, x in enumerate(page) if n not in (0, len(page) - 1) or not is_head(x)]
        for page in pages
    ]


def _shape(line: _Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def _paragraphs(lines: list[_Line]) -> list[str]:
    """Lines joined: a new paragraph where the gap is wide, or after a short last line."""
    gaps = [a.y - b.y for a, b in pairwise(lines) if a.y > b.y]
    usual = median(gaps) if gaps else 0.0
    length = median([len(x.text) for x in lines]) if lines else 0.0
    out: list[str] = []
    before: _Line | None = None
    for line in lines:
        ended = before is not None and bool(_ENDS.search(before.text))
        wide = before is not None and before.y - line.y > _GAP * usual
        short = before is not None and ended and len(before.text) < _SHORT * length
        if before is None or wide or short:
            out.append(line.text)
        else:
            out[-1] = _joined(out[-1], line.text)
        before = line
    return out


def _joined(before: str, after: str) -> str:
    """Two lines as one; a word that a hyphen cut at the line's end is whole again."""
    if before.endswith("\ufffe"):  # PDFium's mark of a hyphen at the end of a line
        return before[:-1] + after
    if before.endswith("-") and after[:1].islower() and before[-2:-1].islower():
        return before[:-1] + after
    return f"{before} {after}"
