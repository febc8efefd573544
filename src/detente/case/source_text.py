"""Pointers into a source: paragraphs, word spans and hashes instead of quotations.

A text is cut into paragraphs at blank lines. A heading (a block that is wholly bold, or
starts with ``#``) is not a paragraph. A paragraph that a page break has cut in two is joined
again: a block that does not end a sentence goes on in the next. Words are what white space
separates.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.case.evidence import Claim, Quote
from detente.case.model import Case

_ENDS = re.compile(r"[.!?:][\"')\]*\u201d\u2019]*$")
_HEADING = re.compile(r"(#|\*\*.*\*\*$)", re.DOTALL)
BLOCK = re.compile(r"\S.*?(?=\n\s*\n|\Z)", re.DOTALL)
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Verdict:
    """Result of one pointer: ``found``, ``moved`` or ``missing``, and where."""

    claim: str
    state: str
    message: str


def paragraphs(text: str) -> list[list[str]]:
    """Words of every paragraph, paragraph 1 first."""
    return [[text[start:end] for start, end in spans] for spans in word_spans(text)]


def word_spans(text: str) -> list[list[tuple[int, int]]]:
    """Start and end in the text of every word of every paragraph, paragraph 1 first."""
    joined: list[list[tuple[int, int]]] = []
    last = ""
    for block in BLOCK.finditer(text):
        words = [w.span() for w in _WORD.finditer(text, *block.span())]
        if not words or _HEADING.match(text[words[0][0] : words[-1][1]]):
            continue
        if joined and not _ENDS.search(last):
            joined[-1].extend(words)
        else:
            joined.append(words)
        last = text[slice(*words[-1])]
    return joined


def digest(words: list[str]) -> str:
    """SHA-256 of words joined by single spaces, UTF-8, in hexadecimal."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


def verify(case: Case, text: str, source: str | None = None) -> Iterator[Verdict]:
    """Check the pointers of the claims of a case against the text of a source.

    Parameters
    ----------
    case : Case
        Its claims with a quote are checked.
    text : str
        The source as plain text or Markdown, paragraphs separated by blank lines.
    source : str, optional
        Id of the source; by default the claims of all sources are checked.

    Yields
    ------
    Verdict
        One for each pointer, in the order of the claims.
    """
    body = paragraphs(text)
    for claim in case.claims:
        if claim.quote is not None and source in (None, claim.source):
            yield _check(claim, claim.quote, body)


def _check(claim: Claim, quote: Quote, body: list[list[str]]) -> Verdict:
    first, last = quote.words
    where = f"paragraph {quote.paragraph}, words {first}-{last}"
    there = quote.paragraph <= len(body) and last <= len(body[quote.paragraph - 1])
    if there and digest(_span(body, quote)) == quote.sha256:
        return Verdict(claim.id, "found", where)
    elsewhere = _search(body, last - first + 1, quote.sha256)
    if elsewhere:
        return Verdict(claim.id, "moved", f"not in {where}, but in {elsewhere}")
    return Verdict(claim.id, "missing", f"the words of {where} are not in this text")


def _span(body: list[list[str]], quote: Quote) -> list[str]:
    return body[quote.paragraph - 1][quote.words[0] - 1 : quote.words[1]]


def _search(body: list[list[str]], length: int, sha256: str) -> str | None:
    for number, words in enumerate(body, start=1):
        for start in range(len(words) - length + 1):
            if digest(words[start : start + length]) == sha256:
                return f"paragraph {number}, words {start + 1}-{start + length}"
    return None
