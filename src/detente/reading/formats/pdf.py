"""PDF: text by line, put together to paragraphs by the gaps between lines."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from detente.document.counted import counted
from detente.errors import DataError, MissingExtra
from detente.reading.formats import Extract

_MAX_PAGES = 2000
_FEWEST = 20  # characters a page; fewer mean a scan
_GAP = 1.2  # of the usual distance between lines: a larger one starts a paragraph
_SHORT = 0.8  # of the usual length of a line: a shorter one that ends a sentence ends a paragraph
_LARGE = 1.12  # of the usual size of letters: a line of larger ones is a heading
_OFTEN = 0.5  # of the pages: a first or last line on more of them is a running head
_HYPHEN = re.compile("\ufffe\\s*")  # PDFium's mark of a hyphen at the end of a line
_CUT = re.compile("(?<=[a-z])\ufffe\\s*(?=[a-z])")  # one that cut a word
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # letters of a font without names
_ENDS = re.compile(r"[.!?:][\"')\]\u201d\u2019]*$")


@dataclass(frozen=True)
class _Line:
    """One line of a page, where its first letter stands (points from the bottom), its size."""

    text: str
    y: float
    size: float


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
            f"{name}: a scan without text ({counted(len(pages), 'page')}); run text recognition "
            "(OCR) first"
        )
    return Extract(text=text, title=about.get("Title"), author=about.get("Author"))


def _lines(page: Any) -> list[_Line]:
    """Lines of a page in the order of the file."""
    import pypdfium2

    text = page.get_textpage()
    whole = text.get_text_range()
    out, start = [], 0
    for line in whole.split("\n"):
        words = line.strip()
        if words:
            first = start + len(line) - len(line.lstrip())
            words = _CONTROL.sub("", _HYPHEN.sub("-", _CUT.sub("", words)))
            size = pypdfium2.raw.FPDFText_GetFontSize(text.raw, first)
            out.append(_Line(words, text.get_charbox(first)[1], size))
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
    """Lines joined; larger letters are a heading, as Markdown has it."""
    gaps = [a.y - b.y for a, b in pairwise(lines) if a.y > b.y]
    usual = _Line("x" * round(_middle([len(x.text) for x in lines])), _middle(gaps), _size(lines))
    out: list[str] = []
    for before, line in pairwise([None, *lines]):
        if line is None:
            continue
        if before is None or _starts(before, line, usual):
            out.append(f"# {line.text}" if _is_heading(line, usual) else line.text)
        else:
            out[-1] = _joined(out[-1], line.text)
    return out


def _starts(before: _Line, line: _Line, usual: _Line) -> bool:
    """Whether a paragraph starts: other letters, a wide gap, or a short last line before it."""
    wide = before.y - line.y > _GAP * usual.y and not _is_heading(line, usual)
    short = bool(_ENDS.search(before.text)) and len(before.text) < _SHORT * len(usual.text)
    other = _is_heading(before, usual) or _is_heading(line, usual)
    return (other and round(before.size, 1) != round(line.size, 1)) or wide or short


def _is_heading(line: _Line, usual: _Line) -> bool:
    return line.size > _LARGE * usual.size


def _size(lines: list[_Line]) -> float:
    """Size of most letters."""
    total: Counter[float] = Counter()
    for line in lines:
        total[round(line.size, 1)] += len(line.text)
    return total.most_common(1)[0][0] if total else 0.0


def _middle(numbers: list[float] | list[int]) -> float:
    return float(median(numbers)) if numbers else 0.0


def _joined(before: str, after: str) -> str:
    """Two lines as one; a word that a hyphen cut at the line's end is whole again."""
    if not before.endswith("-"):
        return f"{before} {after}"
    cut = after[:1].islower() and before[-2:-1].islower()
    return before[:-1] + after if cut else before + after
