"""Dates in English prose by a closed grammar: absolute ones, and those counted from the document.

No general date parser is used: they read the verb *may*, a lone *11* or *2,000 troops* as dates.
Every rule begins at a word that can begin a date, says the stretch of days that it means and how
fine it is, and declines where the words around say otherwise. A date without a year is the last
one up to the document's day, or the next one where the nearest verb looks ahead. Where the document
has no date of its own, such dates have neither first nor last day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from detente.reading import date_words as w
from detente.reading.date_context import DatePlace, Named
from detente.reading.date_relative import RULES
from detente.reading.date_rules import Found
from detente.reading.date_words import Granularity
from detente.reading.text import Document, Span

_PART = re.compile(
    r"(?P<part>[Ee]arly|[Mm]id|[Ll]ate|[Bb]eginning|[Ss]tart|[Mm]iddle|[Ee]nd|[Cc]lose|[Ee]arlier|"
    r"[Ll]ater)"
    r"(?:-|\s+)(?:(?:in|of)\s+)?(?:the\s+)?(?=\S)"
)
_THIRDS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late", "close": "late"}
_END = ("end", "close")  # of a year, a season or a month: its last day
_WORD = re.compile(r"\w+")
_BEGINS = w.first_words()
_OFTEN = frozenset(
    ("in", "a", "an", "one", "two", "this", "the")
)  # a date only where a unit follows
_UNIT_FOLLOWS = re.compile(
    rf"(?:(?:in\s+)?(?:{w.NUMBER})\s+(?:hour|day|week|fortnight|month|year|decade)s?\b|the\s+day\s|"
    rf"this\s+(?!(?:is|was|has|will)\b)(?:\w+\s+)?(?:{w.MONTH}|{w.WEEKDAY}|{w.SEASON}|week|"
    rf"weekend|month|"
    r"year|decade|morning|afternoon|evening))",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class DateSpan:
    """Words that name a date.

    Attributes
    ----------
    span : Span
        The words, without article and preposition.
    first, last : date or None
        The stretch of days meant; None where it counts from the day of a document without date.
    granularity : str
        How fine the words are: ``day``, ``month``, ``season``, ``year`` or ``decade``.
    relative : bool
        True if the day of the document is needed to know it.
    rule : str
        Rule of the grammar that matched.
    """

    span: Span
    first: date | None
    last: date | None
    granularity: Granularity
    relative: bool
    rule: str


@lru_cache(maxsize=64)
def dates(document: Document) -> tuple[DateSpan, ...]:
    """The dates in the paragraphs of a document, in order; none overlap.

    Parameters
    ----------
    document : Document
        Its ``published`` is the day that relative dates count from.

    Examples
    --------
    >>> from detente.reading.text import document
    >>> (found,) = dates(document("It may be ratified at the November 2002 summit.", name="x"))
    >>> found.first.isoformat(), found.granularity
    ('2002-11-01', 'month')
    """
    spans: list[DateSpan] = []
    for paragraph in document.paragraphs:
        spans.extend(_scan(document, paragraph.span, spans[-1].first if spans else None))
    return tuple(spans)


def _scan(document: Document, span: Span, named: date | None) -> Iterator[DateSpan]:
    """Dates of a paragraph, not of a sentence, which may have been cut at *Sept.*"""
    done = span.start
    latest: date | None = None
    for begin in _beginnings(document.text, span):
        if begin < done:
            continue
        date_span = _at(document, begin, span, Named(latest, named))
        if date_span:
            done = date_span.span.end
            named = (date_span.last if date_span.granularity == "day" else date_span.first) or named
            latest = max(latest, named) if latest and named else named
            yield date_span


def _beginnings(text: str, span: Span) -> Iterator[int]:
    """Places where a date can begin: at a numeral, or at one of some words."""
    for m in _WORD.finditer(text, span.start, span.end):
        word = m[0].lower()
        if not (word in _BEGINS or word in _OFTEN or word[0].isdigit() or word[:2] == "fy"):
            continue
        start = m.start()
        before = text[start - 1 : start]
        if before in ("$", "€", "£"):
            continue
        if word[0].isdigit():
            yield start - 1 if before in ("'", "’") else start
        elif word in _OFTEN:
            if _UNIT_FOLLOWS.match(text, start, span.end):
                yield start
        else:
            yield start


def _at(document: Document, start: int, paragraph: Span, named: Named) -> DateSpan | None:
    """The date that begins at a place, with *early*, *late* and the like before it."""
    part = _PART.match(document.text, start, paragraph.end)
    core = part.end() if part else start
    for name, pattern, resolve in RULES:
        m = pattern.match(document.text, core, paragraph.end)
        if not m:
            continue
        place = DatePlace(
            document.text,
            Span(core, m.end()),
            paragraph,
            document.published,
            part[0] if part else "",
            named,
        )
        resolved = resolve(m, place)
        if resolved:
            return _date_span(
                resolved, Span(start, m.end()), part["part"].lower() if part else "", name
            )
    return None


def _date_span(resolved: Found, span: Span, part: str, rule: str) -> DateSpan:
    stretch, fine = _narrowed(resolved, part)
    return DateSpan(
        span=span,
        first=stretch.first if stretch else None,
        last=stretch.last if stretch else None,
        granularity=fine,
        relative=resolved.relative,
        rule=rule,
    )


def _narrowed(resolved: Found, part: str) -> tuple[w.Stretch | None, Granularity]:
    """*Early*, *mid* and *late* are thirds (of a month ten days), the end is the last day."""
    stretch, fine = resolved.stretch, resolved.granularity
    if part in _END and fine in ("year", "season", "month"):
        return (w.days(stretch.last) if stretch else None), "day"
    name = _THIRDS.get(part, part)
    if name not in ("early", "mid", "late"):
        return stretch, fine
    return (w.third_of(stretch, name) if stretch else None), "day" if fine == "month" else fine
