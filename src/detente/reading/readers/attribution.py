"""Who says it, where it is not the author: speakers, sources, surveys, quoted words.

A verb of saying or judging needs a subject other than the author before it (*officials stressed*)
or, after quoted words or a comma, behind it (*said the minister*). The span is the clause with the
verb and what is said; where the verb stands between commas, the sentence. What a thing *suggests*
and what *I think* is nobody else's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from detente.reading import attribution_words as w
from detente.reading.clauses import short_sentences
from detente.reading.proposal import Draft
from detente.reading.reader import ReaderCard, reader
from detente.reading.text import Document, Sentence, Span

_LEADS = re.compile(r",?\s+(?:and|but|while|whereas)\s+$")
_QUOTE_BEFORE = re.compile(r"[,?!][”\"]\s+(?!I\b|we\b)[^“”\",;]{2,80}$")
_QUOTED = re.compile(r"“[^”]{3,2000}”|\"[^\"]{3,2000}\"")


@dataclass(frozen=True, slots=True)
class _Said:
    """One attribution, by offsets in its sentence."""

    rule: str
    start: int
    end: int
    who: str


@reader(
    ReaderCard(
        id="attribution",
        kinds=("attribution",),
        version=1,
        says="Who says it: verbs of saying and judging with a subject other than the author, "
        "sources, surveys, quoted sentences.",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Every attributed clause; a quoted sentence without a verb belongs to the last speaker."""
    quotes = [
        Span(*m.span())
        for p in document.paragraphs
        for m in _QUOTED.finditer(document.text, p.span.start, p.span.end)
    ]
    speaker, place = "", 0
    polls = {s.paragraph for s in document.body if w.POLL.search(document.quote(s))}
    for sentence in short_sentences(document):
        if sentence.paragraph != place:
            speaker, place = "", sentence.paragraph
        text = document.quote(sentence)
        polled = not polls.isdisjoint((sentence.paragraph, sentence.paragraph - 1))
        found = _merged(text, _all(text, polled=polled))
        for one in found:
            yield _draft(document, sentence, one, quotes)
            speaker = one.who or speaker
        if not found and speaker and _within(sentence, quotes):
            said = _Said("quoted", 0, len(text), speaker)
            yield _draft(document, sentence, said, quotes)


def _all(text: str, *, polled: bool) -> Iterator[_Said]:
    yield from _sources(text)
    yield from _verbs(text)
    yield from _passive(text)
    if w.MANY.search(text):
        yield from _surveys(text, polled=polled)


def _merged(text: str, found: Iterator[_Said]) -> list[_Said]:
    """Without those that lie for the most part in an earlier one, unless both are short."""
    kept: list[_Said] = []
    for one in _cut(text, list(found)):
        for other in kept:
            shared = min(one.end, other.end) - max(one.start, other.start)
            nested = one.rule == "judge" and re.match(r"(?:which|whom|that)\b", text[one.start :])
            if not nested and 2 * shared >= min(one.end - one.start, other.end - other.start):
                break
        else:
            kept.append(one)
    return sorted(kept, key=lambda s: s.start)


def _cut(text: str, found: list[_Said]) -> Iterator[_Said]:
    """Each ends where *and*, *but* or *while* leads to the next speaker."""
    starts = [s.start for s in found if _LEADS.search(text[: s.start])]
    for one in found:
        end = min((s for s in starts if s > one.start + 15 and s < one.end), default=0)
        if not end:
            yield one
            continue
        lead = _LEADS.search(text[:end])
        yield replace(one, end=lead.start() if lead else end)


def _draft(document: Document, sentence: Sentence, said: _Said, quotes: list[Span]) -> Draft:
    base = sentence.body.start
    span = Span(base + said.start, base + said.end)
    direct = any(q.overlaps(span) and q.end - q.start > 12 for q in quotes)
    who = " ".join(w.MODAL_END.sub("", said.who).split()) or None
    return Draft(
        kind="attribution",
        span=span,
        fields={
            "who": who,
            "type": "survey" if said.rule == "survey" else w.speaker_type(who or ""),
            "mode": "direct" if direct else "indirect",
        },
        rule=said.rule,
        reason=f"“{who}” says it, not the author." if who else "It is told as others' word.",
    )


def _within(sentence: Sentence, quotes: list[Span]) -> bool:
    inner = Span(sentence.body.start, sentence.body.end)
    return any(
        q.start <= inner.start and inner.end <= q.end + 1 and inner.end - inner.start > 15
        for q in quotes
    )


def _sources(text: str) -> Iterator[_Said]:
    """*According to X*, *in X's view*, *as X put it*: the whole clause."""
    for pattern in (w.SOURCE, w.PUT_IT, w.POSSESSOR):
        for m in pattern.finditer(text):
            who = m["who"].strip()
            if pattern is w.POSSESSOR and not w.POSSESSIVE.search(who):
                continue
            if w.AUTHOR.search(who):
                continue
            start, end = _bounds(text, m.start(), m.end())
            yield _Said("source", start, end, re.sub(r"['’]s?$", "", who))


def _verbs(text: str) -> Iterator[_Said]:
    """Verbs of saying with a subject before or, inverted, after them."""
    for m in w.VERB.finditer(text):
        inverted = _inverted(text, m)
        if inverted:
            yield inverted
            continue
        quoted = m.lastgroup != "judge" and _QUOTE_BEFORE.search(
            text[max(0, m.start() - 90) : m.start()]
        )
        if not quoted and not _complement(m, "", text[m.end() : m.end() + 120]):
            continue
        who, start = _subject(text, m.start())
        if not who or not (quoted or _says(text, m, who)):
            continue
        first, last = _bounds(text, m.start(), m.end())
        aside = _is_aside(text, m, start)
        relative = re.search(r"\b(?:which|whom|that|as)\s+$", text[first:start])
        if relative:
            start = first + relative.start()
        yield _Said(m.lastgroup or "speak", first if aside else start, last, who)


def _inverted(text: str, m: re.Match[str]) -> _Said | None:
    """*“...,” said the minister*."""
    if m.lastgroup not in ("speak", "clause") or not re.search(
        r"[,?!][\"”’]?\s*$", text[max(0, m.start() - 4) : m.start()]
    ):
        return None
    who = re.match(r"\s+(?P<who>(?:the|an?|one|[A-Z])[^;:.“\"]{1,90})", text[m.end() :])
    if who is None:
        return None
    start, _ = _bounds(text, m.start(), m.end())
    return _Said("inverted", start, m.end() + who.end(), who["who"])


def _subject(text: str, place: int) -> tuple[str, int]:
    """The words before a verb that are its subject, and where they begin."""
    start = 0
    for m in w.START.finditer(text, 0, place):
        if text[m.end() : place].strip(" ,") and w.ADVERBS.sub("", text[m.end() : place].rstrip()):
            start = m.end()
    words = _bare(text[start:place])
    if relative := w.WHO.match(words):  # "Sir Edward Grey, who told the City that"
        words = relative["who"]
    if words.endswith(","):  # "China, its oldest ally, called": the words before the brackets
        commas = [c.start() for c in re.finditer(",", text[:place])]
        head = text[: commas[-2]] if len(commas) > 1 else ""
        begin = max((m.end() for m in w.HEAD.finditer(head)), default=0)
        return head[begin:].strip(), begin
    comma = words.rfind(", ")
    if comma >= 0:
        start, words = start + comma + 2, words[comma + 2 :]
    lead = len(words) - len(words.lstrip())
    return words.strip(), start + lead


def _bare(words: str) -> str:
    """Without auxiliaries and adverbs at the end."""
    words = words.rstrip()
    if len(words) > 60:
        return words[:-60] + _bare(words[-60:])
    while (m := w.ADVERBS.search(words)) and not re.search(r"\bto$", words[: m.end()].rstrip()):
        words = words[: m.start()].rstrip()
    return words


def _says(text: str, m: re.Match[str], who: str) -> bool:
    """Whether a verb with its subject says something that is not the author's."""
    before = text[max(0, m.start() - 60) : m.start()]
    after = text[m.end() : m.end() + 160]
    if re.search(r"\bwhat\s+\w+\s+$", before, re.IGNORECASE) or w.PAPER.search(who):
        return False
    joined = re.match(r"(?:I|[Ww]e)\b.*\band$", who, re.DOTALL)  # "I saw him and told him"
    if joined or w.AUTHOR.search(who) or (w.NOT_SUBJECT.search(who) and not w.CROWD.search(who)):
        return False
    if w.PASSIVE.search(before) and m.lastgroup != "doing":
        return False
    if m.lastgroup == "doing" and not re.search(
        r"\b(?:is|are|was|were|been)\s+(?:\w+\s+)?$", before
    ):
        return False
    if w.NOUN_OR_VERB.match(m[0]) and not _is_verb(m[0], who, after):
        return False
    return _complement(m, who, after)


def _is_verb(word: str, who: str, after: str) -> bool:
    """Whether *claims*, *question* and the like are verbs: by number, not after an adjective."""
    if re.match(r"\s+that\b", after):
        return True
    if w.ADJECTIVE.search(who) and not w.BEGINS_CLAUSE.match(after):
        return False
    plural = w.PLURAL.search(who)
    past = word.endswith("ed") or word in ("thought", "saw", "felt")
    return past or word.endswith("s") or plural is not None


def _complement(m: re.Match[str], who: str, after: str) -> bool:
    """Whether what must follow the verb does."""
    if m.lastgroup == "judge":
        return _judges(m[0], who, after)
    thing = w.THINGS.search(who) is not None
    if m.lastgroup == "speak":
        told = w.TALE.match(after) or re.match(r"\s+(?:in|of|about|by|and|or)\b", after)
        return not told and not (thing and not re.match(r"(?:say|said|add)", m[0]))
    if thing and not re.search(r"\b(?:poll|survey|report)\b", who):
        return False
    if m[0].startswith("ask") and w.ASKS.match(after):
        return True
    if re.match(r"\s*(?:[,.]|$)", after):
        return w.STANDS_ALONE.match(m[0]) is not None
    return w.BEGINS_CLAUSE.match(after) is not None


def _judges(verb: str, who: str, after: str) -> bool:
    """*Regards X as*, *called it a mistake*, *fear that*."""
    if re.match(r"(?:see|saw|view|regard|put|sp)", verb):
        return w.AS_OBJECT.match(after) is not None
    if w.THINGS.search(who):
        return False
    fears = (
        verb.startswith(("fear", "announce", "dispute", "demand"))
        and w.BEGINS_CLAUSE.match(after) is not None
    )
    return fears or w.OBJECT.match(after) is not None


def _is_aside(text: str, m: re.Match[str], start: int) -> bool:
    """Whether verb and subject stand behind or within what is said: *..., officials say, ...*"""
    before, after = text[:start].rstrip(), text[m.end() :]
    closes = re.match(r"[^,;.]{0,40}[,.]|\s*$", after) and not w.BEGINS_CLAUSE.match(after)
    return bool(closes) and re.search(r"[,?!][\"”’]?$|\bas$", before) is not None


def _bounds(text: str, first: int, last: int) -> tuple[int, int]:
    """The strong clause around some words, without white space and full stop."""
    stops = list(w.STRONG.finditer(text))
    dashes = [m for m in stops if m[0].strip() in ("-", "\u2013", "\u2014")]
    if len(dashes) > 1:  # what stands between two is an aside
        stops = [m for m in stops if m not in dashes]
    start = max((m.end() for m in stops if m.end() <= first), default=0)
    end = min((m.start() for m in stops if m.start() >= last), default=len(text))
    while start < first and text[start].isspace():
        start += 1
    while end > last and text[end - 1] in " .\n":
        end -= 1
    return start, end


def _passive(text: str) -> Iterator[_Said]:
    """*Is said to*, *was condemned by X*, *reportedly*."""
    for m in w.SEEMS_PASSIVE.finditer(text):
        start, end = _bounds(text, m.start(), m.end())
        by = w.BY.search(text, m.end(), end)
        if by or w.VERDICT.match(text, m.start("verb")):
            yield _Said("passive", start, end, by["who"] if by else "")
    for m in w.MIND.finditer(text):
        who, start = _subject(text, m.start())
        if who and not w.AUTHOR.search(who) and not w.THINGS.search(who):
            yield _Said("mind", start, _bounds(text, m.start(), m.end())[1], who)
    for m in w.NOUN_THAT.finditer(text):
        if m["who"] != "the" or m["of"]:
            who = (m["of"] or m["who"]).strip()
            yield _Said("noun", m.start(), _bounds(text, m.start(), m.end())[1], who)
    for m in w.HEARSAY.finditer(text):
        start, end = _bounds(text, m.start(), m.end())
        yield _Said("hearsay", start, end, "")


def _surveys(text: str, *, polled: bool) -> Iterator[_Said]:
    """A sentence with a survey and a figure, a share of people, or a figure near a survey."""
    figure = w.FIGURE.search(text)
    m = (w.POLL.search(text) if figure else None) or w.SHARE_SAYS.search(text)
    m = m or w.ASKED.search(text) or (figure if polled and not w.ECONOMY.search(text) else None)
    if m:
        named = w.POLL.match(m[0]) is not None
        yield _Said("survey", *_bounds(text, m.start(), m.end()), m[0] if named else "")
