"""Clauses of a sentence, cheaply: cut at marks and at words that begin a clause, by offset.

No grammar is parsed. A comma cuts only where a conjunction or a subordinator follows, so that
*Estonia, Latvia and Lithuania* stays whole.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from detente.reading.text import Document, Sentence, Span

_LEADS = (
    r"even\s+if|even\s+though|as\s+long\s+as|so\s+long\s+as|provided(?:\s+that)?|so\s+that|"
    r"although|because|though|unless|until|whereas|whether|while|which|whose|whom|where|since|"
    r"after|before|that|when|once|who|if|but|yet|nor|or|so|and"
)
_AUXILIARY = (
    r"(?:is|are|was|were|has|have|had|will|would|shall|should|can|could|may|might|must|does|do|did)"
)
_CUT = re.compile(
    r"(?=[;:,\s\u2014])(?:"  # most places are ruled out at once
    r"(?P<mark>[;:]\s+|\s+[-\u2013]\s+|\s*\u2014\s*)"
    rf"|,[\"'\u201d\u2019]?\s+(?=(?P<after>{_LEADS})\b)"
    r"|\s+(?=(?P<bare>although|because|though|unless|whereas|whether|while|which|even\s+if|"
    r"(?<!even\s)if|that)\b)"
    rf"|\s+(?=(?P<joint>and|but)\s+(?:[\w'\u2019-]+\s+){{1,4}}?{_AUXILIARY}\b))"
)
_LEAD = re.compile(rf"(?:{_LEADS})\b", re.IGNORECASE)


def small(words: str) -> str:
    """Words in small letters, each character in its place (one of Turkish becomes two)."""
    low = words.lower()
    return low if len(low) == len(words) else "".join(c.lower()[0] for c in words)


@lru_cache(maxsize=4096)
def word_set(words: str) -> frozenset[str]:
    """The words of a sentence in small letters: readers look here first, which is fast.

    Examples
    --------
    >>> sorted(word_set("If it ends, it ends."))
    ['ends', 'if', 'it']
    """
    return frozenset(re.findall(r"\w+", small(words)))


@lru_cache(maxsize=4096)
def beginnings(words: str) -> frozenset[str]:
    """The first four letters of the words of a sentence, in small letters.

    A rule names beginnings of which every match of its pattern has one: where a sentence has none
    of them, the pattern is not tried.

    Examples
    --------
    >>> sorted(beginnings("They threatened war."))
    ['they', 'thre', 'war']
    """
    return frozenset([word[:4] for word in word_set(words)])


_LONGEST = 800  # characters; a longer "sentence" is a table or a list without full stops


@lru_cache(maxsize=8)
def short_sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document, those of more than 800 characters cut at white space.

    Patterns look back and forth within a sentence: without a bound, their time would grow with the
    square of its length.
    """
    return tuple(_short_sentences(document))


def _short_sentences(document: Document) -> Iterator[Sentence]:
    for sentence in document.body:
        start, end = sentence.body.start, sentence.body.end
        while end - start > _LONGEST:
            cut = document.text.rfind(" ", start + 1, start + _LONGEST)
            cut = cut if cut > start else start + _LONGEST
            piece = Span(start, cut)
            yield Sentence(piece.start, piece.end, piece, sentence.paragraph)
            start = cut
            while start < end - 1 and document.text[start].isspace():
                start += 1
        rest = Span(start, end)
        yield Sentence(rest.start, rest.end, rest, sentence.paragraph)


@dataclass(frozen=True, slots=True)
class Clause:
    """Words between two cuts, and the word that begins them if it joins or subordinates."""

    span: Span
    lead: str


def clauses(document: Document, within: Span) -> tuple[Clause, ...]:
    """The clauses of a stretch of text, usually a sentence.

    Parameters
    ----------
    document : Document
        The text.
    within : Span
        What to cut; the clauses lie in it, in order, without the marks between them.

    Examples
    --------
    >>> from detente.reading.text import document
    >>> text = document("He left, but they say that it holds.", name="x")
    >>> [text.quote(c.span) for c in clauses(text, text.sentences[0].body)]
    ['He left', 'but they say', 'that it holds.']
    """
    return tuple(_pieces(document.text, within))


def _pieces(text: str, within: Span) -> Iterator[Clause]:
    start = within.start
    for cut in _CUT.finditer(text, within.start, within.end):
        if cut.start() > start:
            yield _clause(text, Span(start, cut.start()))
        start = cut.end()
    if start < within.end:
        yield _clause(text, Span(start, within.end))


def _clause(text: str, span: Span) -> Clause:
    lead = _LEAD.match(text, span.start, span.end)
    return Clause(span, " ".join(lead[0].lower().split()) if lead else "")
