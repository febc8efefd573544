"""Attribution without a verb of saying: sources, nouns, passives, hearsay, surveys.

*According to X*; *the view in Ankara is that*; *the charge that*; *is believed to*; *rumour has
it*; *41 percent of those asked*.
"""

import re
from collections.abc import Iterator

from detente.reading import attribution_nouns as n
from detente.reading import attribution_words as w
from detente.reading.attribution_clause import Said, Words
from detente.reading.clauses import small, word_set


def sources(words: Words) -> Iterator[Said]:
    """*According to X*, *in X's view*, *as X put it*: the whole clause."""
    text = words.text
    for pattern, keys in n.SOURCES:
        if keys.isdisjoint(words.set):
            continue
        for m in pattern.finditer(text):
            who = m["who"].strip()
            if pattern is n.POSSESSOR and not w.POSSESSIVE.search(who):
                continue
            if w.AUTHOR.search(who) or n.CUSTOM.match(who) or w.PAPER.search(who):
                continue
            yield Said("source", *words.bounds(m.start(), m.end()), re.sub(r"['’]s?$", "", who))


def believed(words: Words) -> Iterator[Said]:
    """*If the papers are to be believed*, *so his friends give out*."""
    if words.set.isdisjoint(("so", "if")):
        return
    for m in n.BELIEVED.finditer(words.text):
        yield Said(
            "source", *words.bounds(m.start(), m.end()), (m["who"] or m["so"] or m["inv"]).strip()
        )


def named(words: Words) -> Iterator[Said]:
    """*Netanyahu: “We will not wait”*, *(Reuters)*, *per Reuters*, *to its critics*."""
    quotes = any(mark in words.text for mark in '“"(')
    if not quotes and words.set.isdisjoint(("per", "concerned")) and words.text[:3] != "To ":
        return
    for m in n.NAMED.finditer(words.text):
        who = next(x for x in m.groups() if x)
        yield Said("named", *words.bounds(m.start(m.lastgroup or 0), m.end()), who.strip(" ."))


def called(words: Words) -> Iterator[Said]:
    """*What Manila describes as “seasonal fishing”*: the words and their name only."""
    if "what" not in words.set:
        return
    for m in n.WHAT.finditer(words.text):
        who = m["who"].strip()
        if not w.AUTHOR.search(who):
            yield Said("what", m.start(), m.end(), who)


_NOUNS = (
    (n.NOUN_IS, n.OPINION_WORDS),
    (n.TALK, n.TALK_WORDS),
)
_NOUNS_THAT = (
    (n.NOUN_THAT, n.TELLING_WORDS),
    (n.CHARGE_THAT, n.TELLING_WORDS),
    (n.REACHED, word_set("word news report reports")),
)


def nouns(words: Words) -> Iterator[Said]:
    """*The view in Ankara is that*, *their charge that*, *there are reports that*."""
    text = words.text
    for pattern, keys in (*_NOUNS, *_NOUNS_THAT) if "that" in words.set else _NOUNS:
        if keys.isdisjoint(words.set):
            continue
        for m in pattern.finditer(text):
            groups = m.groupdict()
            who = groups.get("of") or groups.get("who") or ""
            who = re.sub(r"^(?:of|in|among|by|from|at)\s+|['’]s?$", "", who.strip())
            if re.match(r"(?:my|our|your|this|the)$", who, re.IGNORECASE):
                continue
            yield Said("noun", m.start(), words.bounds(m.start(), m.end())[1], who)


def passives(words: Words) -> Iterator[Said]:
    """*Is said to*, *was condemned by X*, *is convinced that*, *reportedly*."""
    if not n.PASSIVE_WORDS.isdisjoint(words.set):
        yield from _passives(words)
    if not n.MIND_WORDS.isdisjoint(words.set):
        yield from _minds(words)
    if not n.HEARSAY_WORDS.isdisjoint(words.set):
        for m in n.HEARSAY.finditer(words.text):
            yield Said("hearsay", *words.bounds(m.start(), m.end()), "")


def _passives(words: Words) -> Iterator[Said]:
    text = words.text
    for m in n.SEEMS_PASSIVE.finditer(text):
        start, end = words.bounds(m.start(), m.end())
        by = n.BY.search(text, m.end(), end)
        if by or n.VERDICT.match(text, m.start("verb")):
            yield Said("passive", start, end, by["who"] if by else "")


def _minds(words: Words) -> Iterator[Said]:
    for m in n.MIND.finditer(words.text):
        who, start = words.subject(m.start())
        named = m["last"] is None or w.SPEAKER.search(who) or w.speaker_type(who) != "other"
        if who and named and not w.AUTHOR.search(who) and not w.THINGS.search(who):
            yield Said("mind", start, words.bounds(m.start(), m.end())[1], who)


def ellipses(words: Words, attributions: list[Said]) -> Iterator[Said]:
    """*...; those of the Right, that he never felt better*: the verb stands before."""
    if not attributions:
        return
    for m in n.ELLIPSIS.finditer(words.text):
        if any(one.end <= m.end("who") and one.start < m.start() for one in attributions):
            yield Said(
                "ellipsis", m.start("who"), words.bounds(m.start("who"), m.end())[1], m["who"]
            )
    gap = n.GAP.search(words.text)
    if gap and any(one.start < gap.start() for one in attributions):
        yield Said("ellipsis", gap.start("who"), words.bounds(*gap.span("who"))[1], gap["who"])


def surveys(words: Words) -> Iterator[Said]:
    """A figure in a sentence that names its survey; any other is a survey's, but nobody's words."""
    figure = w.FIGURE.search(words.text)
    named = w.POLL.search(small(words.text)) if figure else None
    if named:
        yield Said(
            "survey", *words.bounds(named.start(), named.end()), words.text[slice(*named.span())]
        )
