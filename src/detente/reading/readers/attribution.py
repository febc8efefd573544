"""Attributions to somebody other than the author: speakers, sources, surveys, quoted words.

A verb of saying or judging needs a subject other than the author before it (*officials stressed*)
or, after quoted words or a comma, behind it (*said the minister*). The span is the clause with the
verb and what is said; where the verb stands between commas, the sentence. What a thing *suggests*
and what *I think* is nobody else's. Forms without a verb stand in `attribution_forms`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from detente.reading import attribution_forms as forms
from detente.reading import attribution_nouns as n
from detente.reading import attribution_verbs as v
from detente.reading import attribution_words as w
from detente.reading.attribution_clause import Said, Words
from detente.reading.clauses import beginnings, short_sentences
from detente.reading.proposal import Draft
from detente.reading.reader import ReaderCard, reader
from detente.reading.text import Document, Sentence, Span

_DIGIT = re.compile(r"\d")
_LEADS = re.compile(r",?\s+(?:and|but|while|whereas)\s+$")
_QUOTE_BEFORE = re.compile(r"[,?!][”\"]\s+(?!I\b|we\b)[^“”\",;]{2,80}$")
_WEIGHED = re.compile(  # it would be wrong to say that the allies agreed
    r"\b(?:wrong|false|unfair|fair|safe|easy|tempting|mistake|foolish|idle|premature)\s+to\s+"
    r"(?:say|think|believe|suppose|assume|conclude)\s+that\b[^;:]*$"
)
_HELPED = re.compile(r"\b(?:did|does|do)\s+(?:not\s+)?(?:\w+ly\s+)?$")
_LATELY = re.compile(  # when, where and how one says it, and no more
    r"(?:\s+(?:today|yesterday|tonight|again|(?:late\s+|early\s+)?(?:on\s+)?[A-Z]?\w+day|(?:this|last|next)\s+\w+"
    r"|(?:in|at|by|through|during|after)\s+(?:an?\s+|the\s+|his\s+|her\s+|its\s+|their\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:[A-Z]\w+|address|speech|statement|interview|letter|briefing|report|conference|telephone|note|meeting)"
    r"))*\s*(?:[,.]|$)"
)
_QUOTED = re.compile(r"“[^”]{3,2000}”|\"[^\"]{3,2000}\"")


@reader(
    ReaderCard(
        id="attribution",
        kinds=("attribution",),
        version=5,
        says="Who says it: verbs of saying and judging with a subject other than the author, "
        "sources, nouns (the view in X is), surveys, quoted sentences.",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Every attributed clause; a quoted sentence without a verb belongs to the last speaker."""
    quoted = {
        p.number: [
            Span(*m.span()) for m in _QUOTED.finditer(document.text, p.span.start, p.span.end)
        ]
        for p in document.paragraphs
    }
    speaker, place, last = "", 0, None
    for sentence in short_sentences(document):
        if sentence.paragraph != place:
            speaker, place, last = "", sentence.paragraph, None
        text, quotes = document.quote(sentence), quoted[sentence.paragraph]
        attributions = _merged(text, _all(Words(text), speaker))
        for one in attributions:
            yield _draft(document, sentence, one, quotes)
            speaker = one.who or speaker
        if not attributions and speaker and _within(sentence, quotes):
            yield _draft(document, sentence, Said("quoted", 0, len(text), speaker), quotes)
        if last and not attributions and (back := n.BACK.match(text)):
            whole = last.body.end - last.body.start
            yield _draft(document, last, Said("back", 0, whole, back["who"]), quotes)
        last = sentence


def _all(words: Words, speaker: str) -> Iterator[Said]:
    yield from forms.called(words)
    yield from forms.sources(words)
    yield from forms.believed(words)
    yield from forms.named(words)
    verbs = list(_verbs(words, speaker))
    yield from verbs
    yield from forms.ellipses(words, verbs)
    yield from forms.passives(words)
    yield from forms.nouns(words)
    if _counts(words.text):
        yield from forms.surveys(words)


def _counts(text: str) -> bool:
    """Whether a sentence has a figure or a word for a share."""
    share = not w.MANY_BEGINS.isdisjoint(beginnings(text))
    return bool(w.MANY.search(text) if share else _DIGIT.search(text))


def _merged(text: str, attributions: Iterator[Said]) -> list[Said]:
    """Without those that lie for the most part in an earlier one, unless both are short."""
    result: list[Said] = []
    for one in _cut(text, list(attributions)):
        for other in result:
            shared = min(one.end, other.end) - max(one.start, other.start)
            nested = _is_nested(text, one)
            if not nested and 2 * shared >= min(one.end - one.start, other.end - other.start):
                break
        else:
            result.append(one)
    return sorted(result, key=lambda s: s.start)


def _is_nested(text: str, one: Said) -> bool:
    """Whether it is a relative clause of its own: *..., which Ankara calls a terrorist group*."""
    if one.rule != "judge" or w.FIGURE.search(one.who):
        return False
    return re.match(r"(?:which|whom|that)\b", text[one.start : one.start + 6]) is not None


def _cut(text: str, attributions: list[Said]) -> Iterator[Said]:
    """Each ends where *and*, *but* or *while* leads to the next speaker."""
    starts = [s.start for s in attributions if _LEADS.search(text[max(0, s.start - 12) : s.start])]
    starts += [s.start for s in attributions if s.rule == "ellipsis"]
    for one in attributions:
        end = min((s for s in starts if s > one.start + 15 and s < one.end), default=0)
        if not end:
            yield one
            continue
        lead = _LEADS.search(text[:end])
        yield replace(one, end=lead.start() if lead else end)


def _draft(document: Document, sentence: Sentence, said: Said, quotes: list[Span]) -> Draft:
    base = sentence.body.start
    span = Span(base + said.start, base + said.end)
    direct = any(q.overlaps(span) and q.end - q.start > 12 for q in quotes)
    who = " ".join(w.MODAL_END.sub("", said.who).split()) or None
    return Draft(
        kind="attribution",
        span=span,
        fields={
            "who": who,
            "type": "survey" if said.rule in ("survey", "figure") else w.speaker_type(who or ""),
            "mode": "direct" if direct else "indirect",
        },
        rule=said.rule,
        reason=f"“{who}” says it, not the author." if who else "It is told as others' word.",
    )


def _within(sentence: Sentence, quotes: list[Span]) -> bool:
    inner = Span(sentence.body.start, sentence.body.end)
    return any(
        q.start <= inner.start and inner.end <= q.end + 1 and inner.end - inner.start > 10
        for q in quotes
    )


# --- verbs --------------------------------------------------------------------------


def _verbs(words: Words, speaker: str) -> Iterator[Said]:
    """Verbs of saying with a subject before or, inverted, after them."""
    text = words.text
    for m in _verbs_of(words):
        if inverted := _inverted(words, m):
            yield inverted
            continue
        quoted = m.lastgroup != "judge" and _QUOTE_BEFORE.search(
            text[max(0, m.start() - 90) : m.start()]
        )
        after = text[m.end() : m.end() + 160]
        if not quoted and not _may_follow(m, after):
            continue
        who, start = words.subject(m.start())
        if re.search(r"\bnot\s+$", text[max(0, m.start() - 5) : m.start()]):
            who = w.MODAL_END.sub("", who)
        who = w.NEGATIVE.sub("", who)
        if who == "It" and _of_document(m[0], speaker, after):
            yield Said("document", *words.bounds(m.start(), m.end()), "It")
            continue
        if (
            not who
            or who in ("but", "and", "yet")
            or _is_share(text, m, who)
            or not (quoted or _says(text, m, who, after))
        ):
            continue
        yield _clause(words, m, who, start)


def _is_share(text: str, m: re.Match[str], who: str) -> bool:
    """*27 per cent thought so*: a share is a survey's, unless the sentence names the survey."""
    return bool(w.SHARE.search(who) and m[0] != "told" and not w.POLL.search(text.lower()))


def _of_document(verb: str, speaker: str, after: str) -> bool:
    """Whether *It* is a paper, or a delegation that spoke before: *It noted that*."""
    paper = v.SAID.match(verb) and n.DOCUMENT.search(speaker)
    return bool(paper or (speaker and re.match(r"\s+that\b", after) and w.SPEAKER.search(speaker)))


def _verbs_of(words: Words) -> Iterator[re.Match[str]]:
    """Places of verbs, one after the other; a word that begins none is passed over quickly."""
    if v.FIRST.isdisjoint(words.set):
        return
    done = 0
    for word in v.WORD.finditer(words.text):
        if word[0] in v.FIRST and word.start() >= done:
            m = v.VERB.match(words.text, word.start())
            if m:
                done = m.end()
                yield m


def _clause(words: Words, m: re.Match[str], who: str, start: int) -> Said:
    """From the subject to the end of the clause; all of it where the verb is an aside."""
    text = words.text
    first, last = words.bounds(m.start(), m.end())
    relative = re.search(r"\b(?:which|whom|that|as)\s+$", text[max(first, start - 12) : start])
    if relative:
        start = max(first, start - 12) + relative.start()
    aside = _is_aside(text, m, start)
    return Said(m.lastgroup or "speak", first if aside else start, last, who)


def _inverted(words: Words, m: re.Match[str]) -> Said | None:
    """*“...,” said the minister*."""
    text = words.text
    if m.lastgroup not in ("speak", "clause") or not re.search(
        r"[,?!][\"”’]?\s*$", text[max(0, m.start() - 4) : m.start()]
    ):
        return None
    who = re.match(
        r"\s+(?P<who>(?:the|an?|one|some|many|[a-z]+s\b|[A-Z])[^;:.“\"]{1,90})", text[m.end() :]
    )
    if who is None or (who["who"][:1].islower() and not w.SPEAKER.search(who["who"])
                       and w.speaker_type(who["who"]) == "other"):  # fmt: skip
        return None
    start, _ = words.bounds(m.start(), m.end())
    return Said("inverted", start, m.end() + who.end(), who["who"])


def _says(text: str, m: re.Match[str], who: str, after: str) -> bool:
    """Whether a verb with its subject says something that is not the author's."""
    before = text[max(0, m.start() - 60) : m.start()]
    if _is_no_subject(before, who):
        return False
    if w.PASSIVE.search(before) and m.lastgroup not in ("doing", "idiom"):
        return False
    if m.lastgroup == "doing" and not re.search(
        r"\b(?:is|are|was|were|been)\s+(?:\w+\s+)?$", before
    ):
        return False
    if v.WEAK.match(m[0]) and not _can_speak(who):
        return False
    return _is_verb(m, who, after) and _complement(m, who, after)


def _is_no_subject(before: str, who: str) -> bool:
    """Whether the words before a verb are the author, or no subject at all."""
    joined = re.match(r"(?:I|[Ww]e)\b.*\band$", who, re.DOTALL)  # "I saw him and told him"
    some = w.CROWD.search(who) or who.startswith("There are")
    no_name = w.NOT_SUBJECT.search(who) and not some
    return bool(
        re.search(r"\bwhat\s+\w+\s+$", before, re.IGNORECASE)
        or _WEIGHED.search(before)
        or w.PAPER.search(who)
        or w.NO_CLAUSE.match(who)
        or who.endswith(("'s", "\u2019s"))
        or joined
        or no_name
        or w.AUTHOR.search(who)
    )


def _can_speak(who: str) -> bool:
    return (
        w.SPEAKER.search(who) is not None
        or w.speaker_type(who) != "other"
        or n.DOCUMENT.search(who) is not None
    )


def _is_verb(m: re.Match[str], who: str, after: str) -> bool:
    """Whether *claims*, *question* and the like are verbs: by number, not after an adjective."""
    word = m[0].split()[0]
    if m.lastgroup == "idiom" or not v.AMBIGUOUS.match(word) or re.match(r"\s+that\b", after):
        return True
    if word.endswith("s") and w.COUNTED.search(who):
        return False
    goes_on = w.BEGINS_CLAUSE.match(after) or w.DETERMINER.match(after) or m.lastgroup == "aim"
    if w.ADJECTIVE.search(who) and not goes_on:
        return False
    if m.lastgroup in ("judge", "aim", "speak") and _HELPED.search(
        m.string, max(0, m.start() - 20), m.start()
    ):
        return True
    past = word.endswith("ed") or word in ("thought", "saw", "felt", "put")
    return past or word.endswith("s") or w.PLURAL.search(who) is not None


def _may_follow(m: re.Match[str], after: str) -> bool:
    """Whether what stands behind a verb lets it say something, whoever its subject is."""
    if m[0].startswith("conclude"):  # they concluded a treaty
        return w.BEGINS_CLAUSE.match(after) is not None or re.match(r"\s*[,.]", after) is not None
    if m.lastgroup in ("aim", "idiom", "doing") or v.SAID.match(m[0]):
        return True
    if m.lastgroup == "speak" and v.SOUND.match(m[0]):
        return v.WORDS_FOLLOW.match(after) is not None
    return _complement(m, "", after)


def _complement(m: re.Match[str], who: str, after: str) -> bool:
    """Whether what must follow the verb does."""
    thing = w.THINGS.search(who) is not None and not who.startswith("There are")
    if who == "it" and m.lastgroup in ("speak", "clause") and after.startswith(","):
        return True  # because, it explained, the papers were not in order
    if m.lastgroup in ("aim", "idiom"):
        return not thing
    if m.lastgroup == "judge":
        return _judges(m[0], who, after)
    if m.lastgroup in ("speak", "doing"):
        clause = w.TALE.match(after) or re.match(r"\s+(?:and|or|by)\b(?!\s+\w+ing)", after)
        return not clause and not (thing and not re.match(r"(?:say|said|add)", m[0]))
    if thing and not re.search(r"\b(?:poll|survey|report)\b", who):
        return False
    return _has_clause(m[0], who, after)


def _has_clause(verb: str, who: str, after: str) -> bool:
    """Whether a clause, quoted words or the end of the sentence follow a verb that needs them."""
    if who and n.DOCUMENT.search(who) and v.SAID.match(verb):
        return True
    if verb.startswith("ask") and w.ASKS.match(after):
        return True
    if verb.endswith(("known", "has it", "have it", "had it", "follows", "this", "view")):
        return True
    if _LATELY.match(after):
        return v.STANDS_ALONE.match(verb) is not None
    return w.BEGINS_CLAUSE.match(after) is not None


def _judges(verb: str, who: str, after: str) -> bool:
    """*Regards X as*, *called it a mistake*."""
    if re.match(r"(?:see|saw|view|regard|put|treat|rate|term|tie)", verb):
        return w.AS_OBJECT.match(after) is not None
    if w.THINGS.search(who):
        return False
    return w.OBJECT.match(after) is not None


def _is_aside(text: str, m: re.Match[str], start: int) -> bool:
    """Whether verb and subject stand behind or within what is said: *..., officials say, ...*"""
    before, after = text[max(0, start - 6) : start].rstrip(), text[m.end() : m.end() + 60]
    closes = re.match(r"[^,;.]{0,40}[,.]|\s*$", after) and not w.BEGINS_CLAUSE.match(after)
    return bool(closes) and re.search(r"[,?!][\"”’]?$|\b(?:as|so)$", before) is not None
