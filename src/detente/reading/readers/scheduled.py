"""Events that a text announces for a day to come: summits, elections, votes, visits, deadlines.

A date of the grammar that lies after the day of the document is the day of an event where the
clause names one before it (*the next round of talks is set for 11 March*), right after it (*the
November 2002 Prague summit*), or says with a verb of the future what will be done on it (*will
publish a letter next Monday*). What only may or might happen is not scheduled.
"""

import re
from collections.abc import Iterator
from datetime import date

from detente.reading.clauses import short_sentences
from detente.reading.dates import DateSpan, dates
from detente.reading.proposal import Draft
from detente.reading.reader import ReaderCard, reader
from detente.reading.text import Document, Span

_NOUNS = (
    r"commissions?|missions?|renewal|delivery|payment|tranche|festival|centenary|jubilee|"
    r"convention|"
    r"mediation|mobili[sz]ation|recess|budget|primary|primaries|run-?off|by-?election|sitting|"
    r"summits?|elections?|polls?|vote|ballot|talks|negotiations?|meetings?|conferences?|"
    r"congress|referendums?|referenda|plebiscite|visits?|trip|tour|exercises?|manoeuvres|maneuvers|"
    r"inauguration|review|session|round|deadline|expiry|expiration|ratification|signing|ceremony|"
    r"hearing|hearings|trial|verdict|launch|test|deployment|withdrawal|handover|accession|"
    r"enlargement|census|anniversary|parade|address|speech|report|announcement|opening|closure|"
    r"truce|ceasefire|transition|coronation|consultations?|dialogue|forum|assembly|plenary|"
    r"treaty|agreement|pact|accord|mandate|term|presidency|chairmanship|moratorium|embargo|"
    r"sanctions"
)
_NOUN = re.compile(rf"(?<![\w-])(?P<noun>{_NOUNS})(?![\w-])", re.IGNORECASE)
_VERBS = {  # what the event of a verb is called
    r"me+ts?|sits?|reconvenes?|convenes?|confers?|gathers?": "meeting",
    r"visits?|travels?|fl(?:y|ies)|goes|comes?|arrives?|returns?": "visit",
    r"votes?|elects?|(?:go(?:es)?\s+to|head\s+to)\s+the\s+polls": "vote",
    r"expires?|ends?|runs?\s+out|lapses?": "expiry",
    r"begins?|starts?|opens?|resumes?|commences?|launch(?:es)?": "start",
    r"signs?|signed": "signing",
    r"ratif(?:y|ies|ied)": "ratification",
    r"hosts?|holds?|held|takes?\s+place|occurs?": "event",
    r"publish(?:es|ed)?|presents?|announces?|delivers?|submits?|reports?|says?|"
    r"speaks?": "publication",
    r"enters?\s+into\s+force|takes?\s+effect|comes?\s+into\s+force": "entry into force",
    r"takes?\s+office|sworn\s+in|inaugurated|steps?\s+down|retires?": "change of office",
    r"withdraws?|leaves?|pulls?\s+out|completes?|hands?\s+over": "withdrawal",
    r"joins?|accedes?|becomes?\s+a\s+member": "accession",
    r"debates?|discuss(?:es)?|decides?|reviews?|considers?|addresses?": "decision",
}
_VERB = re.compile(
    "|".join(rf"(?P<v{n}>\b(?:{words})\b)" for n, words in enumerate(_VERBS)), re.IGNORECASE
)
_FUTURE = re.compile(
    r"\b(?:will|shall|would|must|has\s+to|have\s+to|won['’]t|(?:is|are)\s+(?:now\s+|also\s+|"
    r"still\s+|both\s+)?(?:to(?:\s+"
    r"be\s+\w+)?|due|"
    r"set|scheduled|slated|"
    r"expected|planned|supposed)|due|scheduled|slated|pencill?ed\s+in|(?:set|planned|expected|"
    r"billed|called|fixed|"
    r"agreed)\s+for|"
    r"(?:plans?|agreed|agrees|intends?|invited|promised|pledged|vowed|expects?|prepar(?:es?|ing)|"
    r"wants?|"
    r"undertakes?|undertook|decided|going|about)\s+to|to\s+be\s+\w+|upcoming|forthcoming|(?:the|"
    r"its|their)\s+(?:next|coming)|"
    r"accepted\s+an\s+invitation|with\s+effect\s+from|faces?|postponed\s+(?:to|until))\b|['’]ll\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|did|met|held|began|took|came|went|opened|ended|expired|voted|"
    r"signed|"
    r"visited|started|said|told)\b"
)
_UNSURE = re.compile(
    r"\b(?:may|might|could|unlikely|should|if|unless|cancel(?:l?ed|s)|called\s+off|not\s+"
    r"(?:be\s+)?(?:held|meet|take|attend|sign)"
    r"|can(?:not)?|failed|refus(?:es|ed))\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:is|are|debates|discusses|elects|chooses|inaugurates|sits?|reconvenes?|concludes?|"
    r"closes?|finishes|lasts?|runs?|lapses?|dissolves?|"
    r"meets?|opens?|begins?|starts?|expires?|ends?|lapses?|runs?\s+out|takes?\s+"
    r"(?:place|office|effect)|"
    r"convenes?|gathers?|confers?|decides?|signs?|holds?|hosts?|votes?|comes?|goes|visits?|"
    r"arrives?|travels?|falls|enters?|reports?|"
    r"returns?|resumes?)\b"
)
_LINK = re.compile(
    r"(?:\b(?:in|on|at|for|by|until|before|from|during|to|due|of|after|than|scheduled|between|"
    r"and)|[,(])\s*(?:the\s+)?$"
    r"|^\s*$",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r";\s|\s[\u2013\u2014-]\s|\u2014|:\s|,\s+(?:but|while|whereas|although|though)\s|"
    r"(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\b[A-Z])[.!?][\"”’]?\s+(?=[A-Z“\"])"
)
_SMALL = (
    r"(?:on|in|of|at|to|for|by|from|with|and|or|but|that|which|who|is|are|was|will|the|as|a|an)"
)
_AFTER = re.compile(
    rf"(?:['’]s?)?\s+(?:(?!{_SMALL}\b)[\w'’-]+\s+){{0,4}}(?P<noun>{_NOUNS})\b(?![\w-])",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"\b(?:cancel(?:l?ed|s)|called\s+off|postponed|suspended|scrapped|was|were|had)\b"
)
_JOINS = re.compile(r"\b(?:that|which|who|and|but|because|when)\s+|,\s+")
_SELF = ("today", "tonight", "this")


@reader(
    ReaderCard(
        id="scheduled",
        kinds=("scheduled",),
        version=1,
        says="Events announced for a date after the document's day; not what may happen.",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Every date to come that is the day of an event; none if the document has no day."""
    today = document.published
    if today is None:
        return
    found = dates(document)
    for sentence in short_sentences(document):
        inside = [d for d in found if sentence.body.holds(d.span)]
        for n, day in enumerate(inside):
            if day.first is None or not _ahead(document, day, today):
                continue
            start = inside[n - 1].span.end if n else sentence.body.start
            yield from _event(document, day, Span(start, sentence.body.end), today)


def _ahead(document: Document, day: DateSpan, today: date) -> bool:
    """Whether all of it, or most, is after the document's day."""
    if day.first is None or day.last is None:
        return False
    if document.quote(day.span).lower().startswith(_SELF) and day.granularity == "day":
        return day.first >= today
    return day.first > today or (day.granularity != "day" and day.last > today)


def _event(document: Document, day: DateSpan, room: Span, today: date) -> Iterator[Draft]:
    """The event of a date: named right after it, said before it, or said to be done on it."""
    text = document.text
    start = room.start
    for stop in _STOPS.finditer(text, room.start, day.span.start):
        start = stop.end()
    before, rest = text[start : day.span.start], text[day.span.end : room.end]
    if _UNSURE.search(before) or _OFF.search(rest[:40]):
        return
    after = _AFTER.match(rest)
    whole = day.first is not None and day.first > today
    if after and (whole or day.granularity != "year" or _FUTURE.search(before + rest)):
        yield _draft(
            document, day, Span(day.span.start, day.span.end + after.end()), after["noun"], "after"
        )
    elif not _NOUN.search(before) and not _FUTURE.search(before) and not _VERB.search(before):
        yield from _done_on(document, day, rest)
    elif _LINK.search(before) or day.rule in _UNLINKED:
        yield from _said_before(document, day, start, before)


def _said_before(document: Document, day: DateSpan, start: int, before: str) -> Iterator[Draft]:
    """An event that the clause names or announces before its date."""
    future, past = _last(_FUTURE, before), _last(_PAST, before)
    verb, noun = _last(_VERB, before), _last(_NOUN, before)
    present = _last(_PRESENT, before)
    if future and (past is None or past.start() < future.end()):
        yield from _announced(document, day, start, (future, verb, noun))
    elif past is None and present and (noun or verb):
        yield from _announced(document, day, start, (present, verb, noun))
    elif noun and len(before[noun.end() :].split()) <= 4:  # "elections in autumn"
        yield _draft(document, day, _words(document.text, start, noun, day), noun["noun"], "named")


def _done_on(document: Document, day: DateSpan, rest: str) -> Iterator[Draft]:
    """*On 9 December, the president will visit Istanbul*: the date first, then the event."""
    stop = _STOPS.search(rest)
    rest = rest[: stop.start()] if stop else rest
    future = _FUTURE.search(rest)
    if future is None or _PAST.search(rest[: future.start()]) or _UNSURE.search(rest):
        return
    verb, noun = _VERB.search(rest, future.end()), _NOUN.search(rest)
    if verb or noun:
        end = max(m.end() for m in (verb, noun) if m)
        label = noun["noun"] if noun else _name_of(verb)
        yield _draft(document, day, Span(day.span.start, day.span.end + end), label, "done_on")


def _name_of(verb: re.Match[str] | None) -> str:
    return list(_VERBS.values())[int(str(verb.lastgroup)[1:])] if verb else "event"


_UNLINKED = (
    "near_day",
    "which_unit",
    "which_month",
    "which_season",
    "weekday",
    "ahead",
    "ago",
    "month_day",
    "day_month",
)


def _last(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(words):  # noqa: B007
        pass
    return found


def _announced(
    document: Document,
    day: DateSpan,
    start: int,
    found: tuple[re.Match[str] | None, re.Match[str] | None, re.Match[str] | None],
) -> Iterator[Draft]:
    """An event that a verb of the future announces."""
    mark, verb, noun = found
    if mark is None:
        return
    label = noun["noun"].lower() if noun else ""
    if verb and not label:
        label = _name_of(verb)
    fixed = re.search(r"\b(?:due|scheduled|slated)\b", mark[0]) is not None
    if not label and day.granularity != "day" and not fixed:
        return  # "will be stronger next year"
    yield _draft(
        document,
        day,
        Span(_subject(document.text, start, start + mark.start()), day.span.end),
        label or "event",
        "announced" if noun or verb else "planned",
    )


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
