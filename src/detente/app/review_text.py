"""The text of a document in pieces, cut at every start and end of a visible proposal.

The pieces tile the text, each with the offset of its first character, so that words selected in
the browser are located in the text again.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from detente.reading.blind import places
from detente.reading.proposal import Proposal
from detente.reading.review import PERSON, ProposalState
from detente.reading.text import Document, Span

WORD_KINDS = frozenset(("actor", "hedge", "date", "scheduled", "threat", "issue"))
_CLASSES = ("wo", "wd", "co", "cd")  # words or clause, open or done
# shown as a sign: what a browser would drop or change, and what turns the writing around
_SIGNS = {n: 0x2400 + n for n in range(32) if n not in (9, 10)} | {12: 10, 13: 32, 127: 0x2421}
_SIGNS |= {0x202D: 0xFFFD, 0x202E: 0xFFFD}
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202d\u202e\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of the text with the same proposals: offset, text, classes."""

    at: int
    text: str
    classes: str


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph, or words between paragraphs that are none (number 0)."""

    number: int
    pieces: list[Piece]
    total: int
    done: int
    blind: bool


def shown_text(text: str) -> str:
    """Text with a visible sign for what a browser drops, one for one: offsets stay the same.

    Examples
    --------
    >>> shown_text("a\\x00b")
    'a␀b'
    """
    if not _ODD.search(text):
        return text
    return text.encode("utf-8", errors="replace").decode().translate(_SIGNS)


def pieces(
    document: Document, visible: Iterable[tuple[Proposal, ProposalState]], closed: list[Span]
) -> list[tuple[int, int, str]]:
    """Cut the whole text where a visible proposal or one of its parts starts or ends."""
    spans = [
        (span, _class(p, state), in_place)
        for p, state in visible
        for span, in_place in _all_spans(p)
        if p.reader == PERSON or not any(span.overlaps(c) for c in closed)
    ]
    ends = {0, len(document.text)}
    for span, _, _ in spans:
        ends.update((span.start, span.end))
    for paragraph in document.paragraphs:
        ends.update((paragraph.span.start, paragraph.span.end))
    cuts = sorted(ends)
    place = {cut: n for n, cut in enumerate(cuts)}
    counts = [[0] * len(cuts) for _ in _CLASSES]
    for span, class_, in_place in spans:
        if in_place and class_ is not None:
            counts[class_][place[span.start]] += 1
            counts[class_][place[span.end]] -= 1
    sums = list(zip(*(accumulate(c) for c in counts), strict=True))
    return [
        (cuts[n], cuts[n + 1], " ".join(c for c, k in zip(_CLASSES, sums[n], strict=True) if k))
        for n in range(len(cuts) - 1)
    ]


def _all_spans(one: Proposal) -> Iterator[tuple[Span, bool]]:
    """Spans of a proposal and its parts, and whether they are highlighted by themselves."""
    yield from ((span, True) for span in places(one))
    yield from ((part.span, False) for part in one.parts if part.role != "mention")


def _class(one: Proposal, state: ProposalState) -> int | None:
    if state == "rejected":
        return None
    return (0 if one.kind in WORD_KINDS else 2) + (state != "open")


def text_blocks(
    document: Document,
    cut: list[tuple[int, int, str]],
    counted: Iterable[tuple[int, ProposalState]],
    hidden: frozenset[int],
) -> Iterator[TextBlock]:
    """Paragraphs with their pieces, and what stands between them unless it is white space."""
    states = list(counted)
    total = Counter(number for number, _ in states)
    done = Counter(number for number, state in states if state != "open")
    starts = [first for first, _, _ in cut]
    at = 0
    for p in document.paragraphs:
        yield from _between(document, cut, starts, at, p.span.start)
        inside = _slice(document, cut, starts, p.span.start, p.span.end)
        n = p.number
        yield TextBlock(n, inside, total[n], done[n], n in hidden)
        at = p.span.end
    yield from _between(document, cut, starts, at, len(document.text))


def _between(
    document: Document, cut: list[tuple[int, int, str]], starts: list[int], start: int, end: int
) -> Iterator[TextBlock]:
    if document.text[start:end].strip():
        yield TextBlock(0, _slice(document, cut, starts, start, end), 0, 0, False)


def _slice(
    document: Document, cut: list[tuple[int, int, str]], starts: list[int], start: int, end: int
) -> list[Piece]:
    some = cut[bisect_left(starts, start) : bisect_left(starts, end)]
    return [Piece(a, shown_text(document.text[a:b]), classes) for a, b, classes in some]
