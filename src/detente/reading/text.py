"""A document as text that is never changed again: paragraphs, sentences and words by offset.

The text is Unicode NFC; every offset counts its characters. Paragraphs are those that a pointer of
a case counts (`detente.case.source_text`): headings are none, and a page break does not cut one.
Sentences tile the text: the first starts at 0, each starts where the one before it ends.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from detente.case.source_text import BLOCK, word_spans

_PLAIN_END = re.compile(
    r"\b(?P<word>[a-z]{2,})(?P<stop>[.][\"')\]\u201d\u2019]*)\s+(?=[\"'(\u201c\u2018]?[A-Z])"
)
_NO_END = re.compile(r"\b(?:i\.e|e\.g|cf|viz|vs)\.\s*$")
_SHORT = frozenset(
    [
        "etc",
        "vs",
        "cf",
        "pp",
        "ca",
        "approx",
        "no",
        "nos",
        "vol",
        "vols",
        "ch",
        "fig",
        "figs",
        "ed",
        "eds",
        "al",
        "viz",
        "est",
        "ext",
        "incl",
        "max",
        "min",
        "sec",
        "art",
        "para",
        "paras",
        "op",
        "cit",
        "ibid",
        "trans",
        "repr",
        "rev",
        "jr",
        "sr",
        "gen",
        "col",
        "lt",
        "sgt",
        "capt",
        "cmdr",
        "adm",
        "prof",
        "dr",
        "mr",
        "mrs",
        "ms",
        "st",
        "messrs",
        "hon",
        "pres",
        "gov",
        "sen",
        "rep",
        "amb",
        "ft",
        "mt",
        "bn",
        "mn",
        "pct",
    ]
)


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of a text, the end not included."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"wanted 0 <= start < end, got {self.start} and {self.end}")

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether the other lies within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence.

    Attributes
    ----------
    start, end : int
        Of the tile: white space before the sentence belongs to it.
    body : Span
        The sentence without white space around it.
    paragraph : int
        Number of its paragraph, from 1; 0 if it is a heading or a byline that is none.
    """

    start: int
    end: int
    body: Span
    paragraph: int


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """One paragraph: number from 1, its characters (a page break may lie within), its words."""

    number: int
    span: Span
    words: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Document:
    """A text and what is known of its origin.

    Attributes
    ----------
    text : str
        As read, in Unicode NFC (`document`).
    name : str
        File name, for messages.
    published : date or None
        Day of publication: relative dates count from it.
    title, author, outlet : str or None
        As in the document, or as given.
    """

    text: str
    name: str
    published: date | None = None
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", hashlib.sha256(self.text.encode()).hexdigest())

    def __hash__(self) -> int:
        return hash((self.sha256, self.published))

    @cached_property
    def paragraphs(self) -> tuple[TextParagraph, ...]:
        """The paragraphs, in order."""
        return tuple(
            TextParagraph(number, Span(words[0][0], words[-1][1]), tuple(words))
            for number, words in enumerate(word_spans(self.text), start=1)
        )

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, which tile the text; none if it is empty."""
        return tuple(_sentences(self.text, self.paragraphs))

    @cached_property
    def body(self) -> tuple[Sentence, ...]:
        """The sentences of paragraphs: what readers read."""
        return tuple(s for s in self.sentences if s.paragraph)

    def quote(self, span: Span | Sentence) -> str:
        """The words of a span, exactly as they stand in the text."""
        inner = span.body if isinstance(span, Sentence) else span
        return self.text[inner.start : inner.end]

    def paragraph_of(self, span: Span) -> int:
        """Number of the paragraph that holds the start of a span; 0 if none does."""
        return next(
            (p.number for p in self.paragraphs if p.span.start <= span.start < p.span.end), 0
        )


def document(text: str, *, name: str, published: date | None = None) -> Document:
    r"""A document of a text, which is brought into Unicode NFC first.

    Examples
    --------
    >>> [p.number for p in document("One. Two.\n\nThree.", name="x").paragraphs]
    [1, 2]
    """
    return Document(text=unicodedata.normalize("NFC", text), name=name, published=published)


def _sentences(text: str, paragraphs: tuple[TextParagraph, ...]) -> list[Sentence]:
    """Tiles of paragraphs and of what lies between them."""
    sentences: list[Sentence] = []
    done = 0
    for p in paragraphs:
        _add_heads(sentences, text, done, p.span.start)
        _add(sentences, text, p.span.start, p.span.end, p.number)
        done = p.span.end
    _add_heads(sentences, text, done, len(text))
    if sentences and sentences[-1].end < len(text):
        last = sentences[-1]
        sentences[-1] = Sentence(last.start, len(text), last.body, last.paragraph)
    return sentences


def _add_heads(sentences: list[Sentence], text: str, start: int, end: int) -> None:
    """Add the headings of a stretch between paragraphs, block by block."""
    for block in BLOCK.finditer(text, start, end):
        _add(sentences, text, block.start(), block.end(), 0)


def _add(sentences: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    """Add the sentences of a stretch; white space before one belongs to it."""
    part = text[start:end].replace("\n", " ")  # a page break is no end of a sentence
    for first, last in _split(part):
        words = part[first:last]
        inner = Span(
            start + first + len(words) - len(words.lstrip()), start + first + len(words.rstrip())
        )
        sentences.append(
            Sentence(sentences[-1].end if sentences else 0, inner.end, inner, paragraph)
        )


def _split(part: str) -> Iterator[tuple[int, int]]:
    """Sentences of a stretch by Punkt, but for words that it takes for short ones, or for ends."""
    import nupunkt

    start = 0
    for _, last in nupunkt.sent_spans(part) if part.strip() else ():
        if _NO_END.search(part, start, last):
            continue
        for end in _PLAIN_END.finditer(part, start, last):
            if end["word"] not in _SHORT:
                yield start, end.end("stop")
                start = end.end("stop")
        yield start, last
        start = last
    if part[start:].strip():
        yield start, len(part)
