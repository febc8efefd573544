"""Blind reading: one paragraph in five is read without proposals, which tells how many are missed.

Which paragraphs follows from the text's SHA-256, so that they are the same each time. A paragraph
in which something was decided before the mode began is no longer unknown to the person, and is left
out.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from detente.methods.wilson import wilson
from detente.reading.proposal import Proposal
from detente.reading.review import PERSON, Review
from detente.reading.text import Document, Span

_ONE_IN = 5


@dataclass(frozen=True, kw_only=True)
class Blind:
    """When blind reading began and which paragraphs are done.

    Attributes
    ----------
    start : datetime or None
        When it began; None if it is off.
    done : dict of datetime
        When each paragraph was marked as done, by number.
    """

    start: datetime | None
    done: dict[int, datetime]


@dataclass(frozen=True, kw_only=True)
class Recall:
    """Of a person's own marks in blind paragraphs, those that a proposal of the same kind overlaps.

    Attributes
    ----------
    marks, met : int
        Marks made while the paragraph was blind, and those of them that a proposal overlaps.
    low, high : float
        95% interval of the share (Wilson); 0 and 1 without marks.
    """

    marks: int
    met: int
    low: float
    high: float


OFF = Blind(start=None, done={})


def chosen(document: Document) -> frozenset[int]:
    """Numbers of the paragraphs that blind mode hides: a fifth, at least one."""
    numbers = [p.number for p in document.paragraphs]
    ranked = sorted(
        numbers, key=lambda n: hashlib.sha256(f"{document.sha256}:{n}".encode()).digest()
    )
    return frozenset(ranked[: max(1, round(len(numbers) / _ONE_IN))])


def touched(document: Document, one: Proposal) -> set[int]:
    """Numbers of the paragraphs that the words of a proposal lie in."""
    all_ = document.paragraphs
    first = bisect_right(all_, one.span.start, key=lambda p: p.span.start)
    last = bisect_right(all_, one.span.end - 1, key=lambda p: p.span.start)
    return {p.number for p in all_[max(first - 1, 0) : last] if p.span.overlaps(one.span)}


def unknown(review: Review, document: Document, blind: Blind) -> frozenset[int]:
    """The chosen paragraphs in which nothing was decided before blind mode began."""
    if blind.start is None:
        return frozenset()
    picked = chosen(document)
    early = {d.proposal for d in review.decisions if d.at < blind.start}
    seen = [
        touched(document, p)
        for p in review.proposals.values()
        if p.id in early and p.document == document.sha256
    ]
    return picked.difference(*seen)


def recall(review: Review, document: Document, blind: Blind) -> Recall:
    """How many of the marks made in done paragraphs, while blind, a proposal overlaps.

    Parameters
    ----------
    review : Review
        Proposals, marks, and when they were made.
    document : Document
        The document under review.
    blind : Blind
        When the mode began and which paragraphs are done.
    """
    spans = {p.number: p.span for p in document.paragraphs}
    done = [(spans[n], blind.done[n]) for n in unknown(review, document, blind) if n in blind.done]
    own = [p for p in review.proposals.values() if p.document == document.sha256]
    read = [p for p in own if p.reader != PERSON]
    first = {d.proposal: d.at for d in reversed(review.decisions)}
    states = review.states()
    marks = [
        p
        for p in own
        if p.reader == PERSON
        and states[p.id] in ("accepted", "edited", "written")
        and any(
            span.overlaps(p.span) and blind.start and blind.start <= first[p.id] <= end
            for span, end in done
        )
    ]
    met = sum(any(r.kind == m.kind and _meets(r, m.span) for r in read) for m in marks)
    low, high = wilson(met / len(marks), len(marks)) if marks else (0.0, 1.0)
    return Recall(marks=len(marks), met=met, low=float(low), high=float(high))


def _meets(one: Proposal, span: Span) -> bool:
    return any(own.overlaps(span) for own in places(one))


def places(one: Proposal) -> Iterator[Span]:
    """Where a proposal stands in the text: its words, and every other mention of an actor."""
    yield one.span
    yield from (part.span for part in one.parts if part.role == "mention")
