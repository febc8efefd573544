"""Pointers of a case to the words of a span: paragraph, words and hash, never the words."""

from typing import Any

from detente.case.source_text import words_digest
from detente.reading.text import Document, Span


def pointer(document: Document, span: Span) -> dict[str, Any] | None:
    """Pointer as a claim of a case holds it; None if the span lies in no paragraph.

    It covers whole words: those that the span touches, up to the end of its paragraph.

    Examples
    --------
    >>> from detente.reading.text import document
    >>> pointer(document("One two three.", name="x"), Span(5, 9))["words"]
    [2, 3]
    """
    for paragraph in document.paragraphs:
        if not paragraph.span.start <= span.start < paragraph.span.end:
            continue
        touched = [n for n, (a, b) in enumerate(paragraph.words) if a < span.end and span.start < b]
        first, last = touched[0], touched[-1]
        words = [document.text[a:b] for a, b in paragraph.words[first : last + 1]]
        return {
            "paragraph": paragraph.number,
            "words": [first + 1, last + 1],
            "sha256": words_digest(words),
        }
    return None
