"""Open a document: a file of one of the formats, or standard input."""

import re
import sys
import unicodedata
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path

from detente.errors import DataError
from detente.files import read_bytes
from detente.reading.byline import byline
from detente.reading.formats import Extract
from detente.reading.text import Document
from detente.reading.zipped import other_than_word

MAX_FILE = 40_000_000  # bytes of a file
MAX_TEXT = 2_000_000  # characters of a text: some 700 pages
_FORMATS = {
    ".txt": "plain",
    ".md": "plain",
    ".markdown": "plain",
    ".text": "plain",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}
_NOT_READ = {".rtf", ".doc", ".odt", ".epub", ".pages", ".ps", ".eml"}  # others are tried as text
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029\x0b\x0c]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_OVERRIDES = re.compile("[\u202a-\u202e]")  # they show words in an order in which they do not stand


def open_document(
    path: Path, *, published: date | None = None, outlet: str | None = None
) -> Document:
    """The document in a file.

    Parameters
    ----------
    path : Path
        ``-`` is standard input, as plain text.
    published : date, optional
        Its day; without it the one that its head, its headings or its dateline name, if any.
    outlet : str, optional
        Who published it.

    Raises
    ------
    DataError
        In one sentence: empty, not a text, no such format, too large, a password, a scan.
    MissingExtra
        If the format needs an extra that is not installed.
    """
    return document_of(*_read(path), published=published, outlet=outlet)


def document_of(
    name: str, data: bytes, *, published: date | None = None, outlet: str | None = None
) -> Document:
    """The document in the bytes of a file.

    Parameters
    ----------
    name : str
        Name of the file; its ending names the format, unless the first bytes do.
    data : bytes
        Content, at most 40 MB.
    published : date, optional
        As in `open_document`.
    outlet : str, optional
        As in `open_document`.

    Raises
    ------
    DataError, MissingExtra
        As in `open_document`.
    """
    read = _extract(name, Path(name).suffix.lower(), data)
    text = unicodedata.normalize("NFC", _clean(name, read.text))
    document = Document(
        text=text,
        name=name,
        title=read.title,
        author=read.author,
        outlet=outlet or read.outlet,
        published=published or read.published,
    )
    if not document.body:
        raise DataError(f"{name}: no paragraph of text")
    head = byline(document)
    return replace(
        document,
        published=document.published or head.published,
        title=document.title or head.title,
        author=document.author or head.author,
    )


def _read(path: Path) -> tuple[str, bytes]:
    if str(path) == "-":
        data = sys.stdin.buffer.read(MAX_FILE + 1)
        if len(data) > MAX_FILE:
            raise DataError(f"standard input: more than {MAX_FILE / 1e6:.0f} MB")
        return "standard input", data
    return path.name, read_bytes(path, limit=MAX_FILE)


def _extract(name: str, suffix: str, data: bytes) -> Extract:
    """By what the first bytes say, else by the name's ending."""
    kind = _by_bytes(data) or _FORMATS.get(suffix, "plain")
    other = other_than_word(data) if kind == "docx" else None
    if other or suffix in _NOT_READ:
        known, is_ = ", ".join(sorted(_FORMATS)), f"{other}, " if other else ""
        raise DataError(f"{name}: {is_}no format that can be read; wanted one of {known}")
    module = import_module(f"detente.reading.formats.{kind}")
    extract: Extract = module.extract(name, data)
    return extract


def _by_bytes(data: bytes) -> str | None:
    if data[:1024].lstrip().startswith(b"%PDF"):
        return "pdf"
    return "docx" if data.startswith(b"PK\x03\x04") else None


def _clean(name: str, text: str) -> str:
    """Line ends as ``\\n``; refuse what no text holds or what hides the order of its words."""
    if len(text) > MAX_TEXT:
        raise DataError(f"{name}: {len(text):,} characters of text; wanted at most {MAX_TEXT:,}")
    clean = _LINE_ENDS.sub("\n", text)
    for pattern, what in ((_CONTROL, "the control character"), (_OVERRIDES, "the override")):
        bad = pattern.search(clean)
        if bad:
            line = clean.count("\n", 0, bad.start()) + 1
            raise DataError(
                f"{name}:{line}: not a text to read ({what} U+{ord(bad[0]):04X}); take it out"
            )
    return clean
