"""Events that a text announces for a day to come: summits, elections, votes, visits, deadlines.

A date that lies after the day of the document is the day of an event where its clause looks ahead
(*the next round of talks is set for 11 March*, *Latvia follows on 1 January*), names an event
without a verb (*hand-over on 31 December 1999*), or where the event follows the date (*the November
2002 Prague summit*). What only may happen, a forecast, or what was called off is not scheduled.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente.reading.clauses import short_sentences
from detente.reading.date_context import DatePlace
from detente.reading.date_tense import Tense, has_verb, is_past, tense
from detente.reading.dates import DateSpan, dates
from detente.reading.proposal import Draft
from detente.reading.reader import ReaderCard, reader
from detente.reading.scheduled_words import (
    AFTER,
    COUNTS,
    DURATION,
    FAR,
    GOAL,
    HYPOTHETICAL,
    MOVED,
    NOUN,
    OFF,
    OPEN,
    PLAN,
    QUANTITY,
    STATIVE,
    UNSURE,
    VERB,
    VERBS,
    WANT,
    WISH,
    YEARLY,
)
from detente.reading.text import Document, Sentence, Span

_STOPS = re.compile(
    r"\s(?=(?:before|until|once)\s+(?:the|its|it|he|she|they|[A-Z]\w+)\s)|"
    r"[;:]\s|\s[\u2013\u2014-]\s|\u2014|\(|,\s+(?=(?:but|while|whereas|although|though|so|yet|who|which"
    r"|where|when|because|and)\b)|(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\b[A-Z])(?<!\b[A-Z][a-z]{2})"
    r"(?<!\bSept)[.!?][\"”’]?\s+(?=[A-Z“\"])"
)
_ENDS = re.compile(r"[;:(]|\s[\u2013\u2014-]\s|\u2014|,\s|[.!?][\"”’]?\s+(?=[A-Z“\"])")
_JOINS = re.compile(r"\b(?:that|which|who|and|but|because|when)\s+|,\s+")
_LEAD = re.compile(
    r"[\s,.;:\"“‘'(]*(?:(?:and|but|while|whereas|so|yet|that|until|before|once)\s+)?"
)
_RANGE = re.compile(r"\s*(?:to|and|or|until|till|through|[-\u2013\u2014,])\s*")
_SELF = re.compile(r"(?:later\s+|early\s+|late\s+)?(?:to-?day|to-?night|this)\b", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(?:will|shall|would|must|due|set|scheduled|slated|expected|planned|pencill?ed|(?:is|are|has|have)\s+to"
    r"|(?:plans?|agreed|agrees|intends?|going|promised|pledged)\s+to|upcoming|forthcoming|next|coming)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s+(?:if|whoever|whatever|as)\b[^,]*,")
_OPENS = re.compile(r"(?:Were|Had|Should)\s")
_WAS_DUE = re.compile(r"\b(?:was|were)\s+(?:due|to|scheduled|expected|set|supposed)\b")
_TURN = re.compile(r"[^;,]*(?:;|,\s+(?:but|though|until|when)\b)(?P<turn>.*)", re.DOTALL)
_AFTER_THAT = re.compile(r"\b(?:after|since|during|over)\s+the\s+$")
_WOULD = re.compile(r"\b(?:which|this|that)\s+would\b")
_WOULD_BE = re.compile(r"\s+(?:would|could|might|may)\s")
_PROMISE = re.compile(r"\b(?:promised|pledged|vowed|hopes?)\b", re.IGNORECASE)
_COME = re.compile(r"\bcome\s+$")
_BARE = re.compile(r"\s*(?:(?:before|until|once)\s+)?(?:the\s+)?")
_IS = re.compile(r"\s+(?:is|are|sees|marks|brings)\b")
_SHORT = 14  # words of a clause without a verb
_OPENER = re.compile(
    r"\s*(?:\w+\s+)?(?:the\s+)?(?:(?:early|late|very)\s+)?(?:(?:evening|morning|afternoon|night|eve|start"
    r"|beginning|middle|course|end|close)\s+of\s+(?:the\s+)?)?",
    re.IGNORECASE,
)
_WHEN = re.compile(r"^.*(?<!\band\s)(?<!\bor\s)\bwhen\s", re.IGNORECASE | re.DOTALL)
_AND = re.compile(r"\band\b")
_OR = re.compile(r",\s+or\s")
_ENTRY = re.compile(  # what stands behind the day of an entry in a calendar
    r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?)?\s*(?::|\s[\u2013\u2014-])\s+"
    r"(?P<event>[^\n;]*?)(?=[.;]?\s*$|[.;]\s)"
)
_HEAD = re.compile(  # what stands before it
    r"\W*(?:(?:from|on|until)\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:the\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Clause:
    """The clause of a date: where it begins and ends, its words before and after the date."""

    start: int
    end: int
    before: str
    rest: str
    sentence: str
    tense: Tense


@reader(
    ReaderCard(
        id="scheduled",
        kinds=("scheduled",),
        version=5,
        says="Events announced for a date after the document's day; not what may happen.",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Every date to come that is the day of an event; none if the document has no day."""
    today = document.published
    if today is None:
        return
    spans = dates(document)
    starts = [d.span.start for d in spans]
    for sentence in short_sentences(document):
        first, end = (bisect_left(starts, at) for at in (sentence.body.start, sentence.body.end))
        inside = [d for d in spans[first:end] if sentence.body.holds(d.span)]
        for n, day in enumerate(inside):
            if not _ahead(document, day, today):
                continue
            last = inside[n - 1] if n else None
            entry = _entry(document, sentence, day, alone=len(inside) == 1)
            if entry:
                yield entry
                continue
            between = document.text[last.span.end : day.span.start] if last else ""
            if last and _RANGE.fullmatch(between) and _ahead(document, last, today):
                continue  # the second end of a stretch
            if _is_again(document, day, inside[:n]) or _is_narrowed(document, day, inside[n + 1 :]):
                continue
            if last and _is_narrowed(document, last, [day]):
                last = inside[n - 2] if n > 1 else None
            clause = _clause(document, sentence, day, last)
            if (
                last
                and not has_verb(clause.before)
                and UNSURE.search(document.text, sentence.body.start, last.span.start)
            ):
                continue  # *might be ready by January, and for others by summer*
            yield from _event(document, day, clause)


def _entry(document: Document, sentence: Sentence, day: DateSpan, *, alone: bool) -> Draft | None:
    """An entry of a calendar, which has no verb: *4 March: presidential election*."""
    text, body = document.text, sentence.body
    head = text.rfind(";", body.start, day.span.start) + 1 or body.start
    m = _ENTRY.match(text, day.span.end, body.end)
    if not (
        m and alone and day.granularity == "day" and _HEAD.fullmatch(text, head, day.span.start)
    ):
        return None
    event = m["event"]
    if any(words.search(event) for words in (OFF, UNSURE, COUNTS)) or is_past(event):
        return None
    noun = NOUN.search(event)
    span = Span(day.span.start, m.end("event"))
    return _draft(document, day, span, noun["noun"] if noun else "event", "listed")


def _ahead(document: Document, day: DateSpan, today: date) -> bool:
    """Whether all of it, or most, is after the document's day."""
    if day.first is None or day.last is None:
        return False
    if _SELF.match(document.quote(day.span)) and day.granularity == "day":
        return day.last >= today
    return day.first > today or (day.granularity != "day" and day.last > today)


def _is_again(document: Document, day: DateSpan, before: Sequence[DateSpan]) -> bool:
    """*On Tuesday at midnight, the same day*: no second event."""
    same = document.quote(day.span).lower() in ("same day", "that day")
    return same and any(
        one.first == day.first and not has_verb(document.text[one.span.end : day.span.start])
        for one in before
    )


def _is_narrowed(document: Document, day: DateSpan, after: Sequence[DateSpan]) -> bool:
    """*Next week for talks on 28 June*: the second date says when, within the first."""
    if not after or None in (day.first, day.last, after[0].first):
        return False
    between = document.text[day.span.end : after[0].span.start]
    finer = day.granularity != after[0].granularity or day.first != day.last
    inside = day.first <= after[0].first <= day.last  # type: ignore[operator]
    parted = has_verb(between) or _STOPS.search(between) or _AND.search(between)
    return finer and inside and not parted and day.first != after[0].first


def _clause(
    document: Document, sentence: Sentence, day: DateSpan, last: DateSpan | None
) -> _Clause:
    """The clause around a date, from the date before it at the earliest."""
    text, at, body = document.text, day.span, sentence.body
    start = last.span.end if last else body.start
    for stop in _STOPS.finditer(text, start, at.start):
        if not _BARE.fullmatch(text, stop.end(), at.start) or _IS.match(text, at.end):
            start = stop.end()
    lead = _LEAD.match(text, start, at.start)
    start = lead.end() if lead else start
    end = _ENDS.search(text, at.end, body.end)
    stop_at = end.start() if end else body.end
    paragraph = document.paragraphs[sentence.paragraph - 1].span
    place = DatePlace(text, at, paragraph, document.published, "")
    return _Clause(
        start,
        stop_at,
        text[start : at.start],
        text[at.end : body.end],
        text[body.start : body.end],
        tense(place),
    )


def _event(document: Document, day: DateSpan, clause: _Clause) -> Iterator[Draft]:
    """The event of a date: named right after it, said around it, or named before it."""
    close = clause.rest[: clause.end - day.span.end]
    if _is_none(clause, close) or (_AFTER_THAT.search(clause.before) and AFTER.match(close)):
        return
    after = AFTER.match(clause.rest)
    noun = _last(NOUN, clause.before)
    fixed = _FUTURE.search(clause.before + close) is not None
    whole = not _SELF.match(document.quote(day.span))
    if after and (whole or day.granularity != "year") and (fixed or clause.tense != "past"):
        yield _draft(
            document, day, Span(day.span.start, day.span.end + after.end()), after["noun"], "after"
        )
    elif clause.tense == "ahead" and _is_event(day, clause, close, whole or fixed):
        yield _said(document, day, clause, close)
    elif noun and _is_near(noun, clause) and not _is_yearly(noun, day):
        yield _draft(
            document, day, _words(document.text, clause.start, noun, day), noun["noun"], "named"
        )
    elif clause.tense == "" and whole and _opens(clause) and VERB.search(clause.rest):
        yield _said(document, day, clause, close)
    elif clause.tense == "" and whole and clause.before.strip():
        short = len((clause.before + close).split()) <= _SHORT
        verb = _last(VERB, clause.before)
        if short and (day.granularity == "day" or (verb and _name_of(verb) != "publication")):
            yield _draft(document, day, Span(clause.start, day.span.end), "event", "bare")


def _is_near(noun: re.Match[str], clause: _Clause) -> bool:
    """Whether a day belongs to the event named before it, not to what was said of it."""
    most = 2 if clause.tense == "past" else 4
    return len(clause.before[noun.end() :].split()) <= most or FAR.search(clause.before) is not None


def _is_yearly(noun: re.Match[str], day: DateSpan) -> bool:
    return day.granularity == "year" and YEARLY.fullmatch(noun["noun"]) is not None


def _opens(clause: _Clause) -> bool:
    """Whether a date stands first in its clause: *in 1997 the colony returns*."""
    return _OPENER.fullmatch(clause.before) is not None


def _is_none(clause: _Clause, close: str) -> bool:
    """Whether the clause only weighs a possibility, or says that nothing comes of it."""
    before = _ASIDE.sub(" ", clause.before)
    off = OFF.search(before)
    if _OPENS.match(before) or _COME.search(before) or (off and not MOVED.search(before)):
        return True
    if OPEN.match(clause.sentence) or (_WOULD_BE.match(close) and not has_verb(clause.before)):
        return True  # talks this month would surprise everybody
    if UNSURE.search(_WHEN.sub("", before)) or (
        _opens(clause) and UNSURE.search(_STOPS.split(close)[0])
    ):
        return True
    if any(words.search(before) for words in (DURATION, GOAL, WISH, _WOULD)) or _is_overtaken(
        before, clause.rest
    ):
        return True
    after = _OR.split(_STOPS.split(clause.rest)[0])[0][:80]
    if COUNTS.search(before + close) or OFF.search(after) or MOVED.search(after):
        return True
    return bool(
        HYPOTHETICAL.search(clause.sentence) and re.search(r"\bwould\b", clause.before + close)
    )


def _is_overtaken(before: str, rest: str) -> bool:
    """*Was due on Monday; he stayed at home*: what was planned did not happen."""
    turn = _TURN.match(rest) if _WAS_DUE.search(before) else None
    return turn is not None and is_past(turn["turn"])


def _is_event(day: DateSpan, clause: _Clause, close: str, named: bool) -> bool:
    """Whether what the clause says of the day is an event, not a forecast or a state."""
    words = clause.before + close
    if WANT.search(words) or QUANTITY.search(words):
        return False
    if _PROMISE.search(words) and not _names_event(words):
        return False
    if _opens(clause) and STATIVE.search(words):
        return False
    if day.granularity == "day" or not named:
        return named or day.granularity == "day"
    if STATIVE.search(words):
        return re.search(r"\b(?:due|set|scheduled|slated)\b", words) is not None
    return bool(day.granularity != "year" or _names_event(words) or PLAN.search(words))


def _names_event(words: str) -> bool:
    return bool(NOUN.search(words) or VERB.search(words))


def _said(document: Document, day: DateSpan, clause: _Clause, close: str) -> Draft:
    """An event that a clause announces, before its date or after."""
    noun, verb = _last(NOUN, clause.before), _last(VERB, clause.before)
    if not clause.before.strip() or not (noun or verb):
        rest = _STOPS.split(clause.rest)[0]
        noun, verb = noun or NOUN.search(rest), verb or VERB.search(rest)
    label = noun["noun"] if noun else _name_of(verb)
    if _opens(clause):
        span = Span(clause.start, max(clause.end, day.span.end))
        return _draft(document, day, span, label, "done_on")
    mark = _FUTURE.search(clause.before)
    start = clause.start
    if mark:
        start = _subject(document.text, start, start + mark.start())
    rule = "announced" if noun or verb else "planned"
    return _draft(document, day, Span(start, day.span.end), label, rule)


def _name_of(verb: re.Match[str] | None) -> str:
    return list(VERBS.values())[int(str(verb.lastgroup)[1:])] if verb else "event"


def _last(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    match = None
    for match in pattern.finditer(words):  # noqa: B007
        pass
    return match


def _subject(text: str, start: int, place: int) -> int:
    """Where the subject of a verb begins: after the last word or comma that joins clauses."""
    for m in _JOINS.finditer(text, start, place):
        if text[m.end() : place].strip() or not text[start : m.start()].strip():
            start = m.end()
    while start < place and text[start] in " \n\"“‘'(":
        start += 1
    return start


def _words(text: str, start: int, noun: re.Match[str], day: DateSpan) -> Span:
    """From the event's article or adjectives to its date."""
    head = text[start : start + noun.start()]
    lead = re.search(
        r"(?:(?:an?|the|its|their|his|her|[\w-]+ary|early|next|new)\s+)?(?:[\w-]+\s+){0,2}$", head
    )
    return Span(start + (lead.start() if lead else noun.start()), day.span.end)


def _draft(document: Document, day: DateSpan, span: Span, label: str, rule: str) -> Draft:
    return Draft(
        kind="scheduled",
        span=span,
        fields={
            "label": label.lower(),
            "date": day.first.isoformat() if day.first else None,
            "granularity": day.granularity,
        },
        rule=rule,
        reason=f"“{' '.join(document.quote(day.span).split())}” is {day.first}, after the text.",
    )
