"""Blind mode: one paragraph in five is read without proposals, which tells how many are missed.

Which paragraphs follows from the text's SHA-256, so that they are the same each time. The address
holds when the mode began and when each paragraph was done; the review file holds when each mark was
made. A paragraph in which something was decided before is no longer unknown to the person, and is
left out.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil, sqrt

from detente.reading.proposal import Proposal
from detente.reading.review import PERSON, Review
from detente.reading.text import Document, Span

_ONE_IN = 5
_MAX_DONE = 2000
_Z = 1.959964  # of a 95% interval


@dataclass(frozen=True, kw_only=True)
class Blind:
    """State of blind mode, from the address of the page.

    Attributes
    ----------
    start : datetime or None
        When it began; None if it is off.
    done : dict of datetime
        When each paragraph was said to be done, by number.
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


def parse(start: int, done: Iterable[str]) -> Blind:
    """Blind mode of an address; what is no number is dropped.

    Parameters
    ----------
    start : int
        Milliseconds since 1970; 0 if the mode is off.
    done : iterable of str
        ``PARAGRAPH-MILLISECONDS`` each.
    """
    if start <= 0:
        return OFF
    ended: dict[int, datetime] = {}
    for item in list(done)[:_MAX_DONE]:
        number, _, at = item.partition("-")
        if number.isdecimal() and at.isdecimal() and len(number) < 7 and len(at) < 15:
            ended.setdefault(int(number), _time(int(at)))
    return Blind(start=_time(start), done=ended)


def _time(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(min(milliseconds, 10**14) / 1000, UTC)


def stamp(when: datetime) -> int:
    """Milliseconds since 1970, rounded up: a mark made before is never later."""
    return ceil(when.timestamp() * 1000)


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
    places = [
        (spans[n], blind.done[n]) for n in unknown(review, document, blind) if n in blind.done
    ]
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
            for span, end in places
        )
    ]
    met = sum(any(r.kind == m.kind and _meets(r, m.span) for r in read) for m in marks)
    low, high = wilson(met, len(marks))
    return Recall(marks=len(marks), met=met, low=low, high=high)


def _meets(one: Proposal, span: Span) -> bool:
    return any(own.overlaps(span) for own in places(one))


def places(one: Proposal) -> Iterator[Span]:
    """Where a proposal stands in the text: its words, and every other mention of an actor."""
    yield one.span
    yield from (part.span for part in one.parts if part.role == "mention")


def wilson(met: int, all_: int) -> tuple[float, float]:
    r"""95% interval of a share, :math:`(p + z^2/2n \pm z\sqrt{p(1-p)/n + z^2/4n^2})/(1 + z^2/n)`.

    Parameters
    ----------
    met, all_ : int
        How many of how many.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22, 209-212.
    https://doi.org/10.1080/01621459.1927.10502953

    Examples
    --------
    >>> [round(x, 4) for x in wilson(8, 10)]
    [0.4902, 0.9433]
    """
    if not all_:
        return 0.0, 1.0
    p, square = met / all_, _Z**2
    middle = p + square / (2 * all_)
    half = _Z * sqrt(p * (1 - p) / all_ + square / (4 * all_**2))
    return (middle - half) / (1 + square / all_), (middle + half) / (1 + square / all_)
