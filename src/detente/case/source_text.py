"""Pointers into a source: paragraphs, word spans and hashes instead of quotations.

A text is cut into paragraphs at blank lines. A heading (a block that is wholly bold, or
starts with ``#``) is not a paragraph. A paragraph that a page break has cut in two is joined
again: a block that does not end a sentence goes on in the next. Words are what white space
separates.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from detente.case.evidence import Claim, Quote
from detente.case.model import Case

_ENDS = re.compile(r"[.!?:][\"')\]*\u201d\u2019]*$")
_HEADING = re.compile(r"(#|\*\*.*\*\*$)", re.DOTALL)
BLOCK = re.compile(r"\S.*?(?=\n\s*\n|\Z)", re.DOTALL)
_WORD = re.compile(r"\S+")
_HYPHEN = re.compile(r"(?<=\w)[-\u00ad]\n(?=[^\W\d_])")  # at the end of a line
_JOINED = "with the words joined that a hyphen divides at the end of a line"
_STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


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


def words_digest(words: list[str]) -> str:
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
    pointers = [
        (claim, claim.quote)
        for claim in case.claims
        if claim.quote is not None and source in (None, claim.source)
    ]
    elsewhere = _Elsewhere(body, [quote for _, quote in pointers])
    settings = _Typesettings(text)
    for claim, quote in pointers:
        yield _check(claim, quote, body, elsewhere, settings)


def _check(
    claim: Claim,
    quote: Quote,
    body: list[list[str]],
    others: "_Elsewhere",
    settings: "_Typesettings",
) -> Verdict:
    first, last = quote.words
    where = f"paragraph {quote.paragraph}, words {first}-{last}"
    if _is_at(body, quote):
        return Verdict(claim.id, "found", where)
    other = next((name for name, text in settings.all if _is_at(text, quote)), None)
    if other:
        return Verdict(claim.id, "found", f"{where}, {other}")
    elsewhere = others.find(quote)
    if elsewhere is None:
        return Verdict(
            claim.id, "missing", f"not in {where}; not looked for elsewhere: too many long pointers"
        )
    if elsewhere:
        return Verdict(claim.id, "moved", f"not in {where}, but in {elsewhere}")
    return Verdict(claim.id, "missing", f"the words of {where} are not in this text")


def _is_at(body: list[list[str]], quote: Quote) -> bool:
    """Whether the words of a pointer stand where it points."""
    first, last = quote.words
    there = quote.paragraph <= len(body) and last <= len(body[quote.paragraph - 1])
    return there and words_digest(body[quote.paragraph - 1][first - 1 : last]) == quote.sha256


class _Typesettings:
    """The same text as other programs set it, made when a pointer needs it."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def all(self) -> list[tuple[str, list[list[str]]]]:
        """What was changed, and the words of every paragraph."""
        out = []
        for joining, joined in (("", self._text), (_JOINED, _HYPHEN.sub("", self._text))):
            for quotes, text in (
                ("", joined),
                ("with straight quotes", joined.translate(_STRAIGHT)),
                ("with curly quotes", _curly(joined)),
            ):
                if text != self._text:
                    name = " and ".join(filter(None, (joining, quotes)))
                    out.append((name, paragraphs(text)))
        return out


def _curly(text: str) -> str:
    """Straight quotes as typesetters set them: opening after a space or a bracket, else closing."""
    text = re.sub(r"(?<![^\s(\[])\"", "\u201c", text).replace('"', "\u201d")
    return re.sub(r"(?<![^\s(\[\u201c])'", "\u2018", text).replace("'", "\u2019")


class _Elsewhere:
    """Where else the words of pointers are: one pass over the text for each length of pointer."""

    def __init__(self, body: list[list[str]], quotes: Sequence[Quote]) -> None:
        self._body = body
        self._wanted = defaultdict[int, set[str]](set)
        for quote in quotes:
            self._wanted[_length(quote)].add(quote.sha256)
        self._places: dict[int, dict[str, str]] = {}
        self._left = _MOST_HASHED

    def find(self, quote: Quote) -> str | None:
        """First place of the words; empty if there is none, None if the text is too long to say."""
        length = _length(quote)
        if length not in self._places:
            windows = sum(max(len(words) - length + 1, 0) for words in self._body)
            self._left -= windows * (length + _PER_WINDOW)
            if self._left < 0:
                return None
            self._places[length] = self._pass(length)
        return self._places[length].get(quote.sha256, "")

    def _pass(self, length: int) -> dict[str, str]:
        places: dict[str, str] = {}
        for number, words in enumerate(self._body, start=1):
            for start in range(len(words) - length + 1):
                sha256 = words_digest(words[start : start + length])
                if sha256 in self._wanted[length] and sha256 not in places:
                    places[sha256] = f"paragraph {number}, words {start + 1}-{start + length}"
        return places


def _length(quote: Quote) -> int:
    return quote.words[1] - quote.words[0] + 1


_MOST_HASHED = 100_000_000  # words, some ten seconds; 40 lengths of pointer in a report of 300 kB
_PER_WINDOW = 5  # words that can be hashed in the time that one hash takes to begin
