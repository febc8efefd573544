"""Mentions of actors of the day in a text: names by dated gazetteer, then the words around them.

Longest match first; hyphens, apostrophes and full stops part words, so that *US-Russian* is two
mentions and *anti-Taliban* holds one. A name that the words around it make a place, a paper or a
language is none (`detente.reading.mention_context`). Persons and groups that the text introduces
itself are known in the whole of it (`detente.reading.mention_people`), and those named in full by
their short names (`detente.reading.mention_short`).
"""

import re
from datetime import date
from functools import lru_cache

from detente.reading import mention_context as context
from detente.reading.gazetteer import NameEntry, NameKind, gazetteer, words
from detente.reading.mention import ActorType, Mention
from detente.reading.mention_hits import Hit, Known, named, with_introduced
from detente.reading.mention_short import leader, learn, names_thing, with_short
from detente.reading.mention_words import CITIES, FAMILY, GIVEN, HEAD_TYPES, TITLES, TYPES
from detente.reading.text import Document, Span

_BEFORE = _AFTER = 60  # characters that a rule for one name may see
_MEETS = re.compile(r"\b(?:met|meet|meeting|talks|summit|held|speaking)\sin\s$")
_LINK = r"(?:from|of|in|who|and|or|is|was|has|had|at|on|to|with|by|for|but|as|that)\b"
_PARTY_NOUN = re.compile(rf"\s(?:Party|Senator|Congress|(?!{_LINK})[a-z]+)")
_OTHER_PARTY = re.compile(r"\b(?:Social|Christian|Liberal|Free|Irish|Islamic|People['’]s)\s$")
_OTHER_BODY = re.compile(r"\b(?:Party|National|People['’]s|World|a|an|[Tt]hat|this)\s$")
_OTHER_COUNCIL = re.compile(r"\b(?:National|[Ss]ecretary\sof\s(?:the|its|his|her))\s$")
_HEAD = re.compile(
    r"\s((?:(?:political|ruling|foreign|military|security|general|defen[cs]e|young|ordinary)\s)?"
    r"(?:policy\s)?([a-z-]+))\b"
)
_NATION_AFTER = re.compile(
    r"[.,;:?!)]|\s(?:and\sthe|have|has|had|are|were|is|was|will|would|can|could|may|might|must|"
    r"should|do|did|want|say|said|who|to|in|on|at|for|with|from|by|as|of|that)\b"
)


@lru_cache(maxsize=16)
def mentions(document: Document, as_of: date) -> tuple[Mention, ...]:
    """All mentions of actors in the body of a document, in the order of the text.

    Parameters
    ----------
    document : Document
        Its sentences in paragraphs are read; headings and bylines are not.
    as_of : date
        Names are those of this day: a state that had ended is none.

    Examples
    --------
    >>> from detente.reading.text import document
    >>> one = document("Washington told the Soviets nothing.", name="x")
    >>> [(m.actor, m.type) for m in mentions(one, date(1975, 5, 1))]
    [('USA', 'government'), ('RUS', 'public')]
    >>> [m.actor for m in mentions(one, date(2001, 11, 12))]
    ['USA']
    """
    names, text = gazetteer(as_of), document.text
    known = Known()
    hits: list[Hit] = []
    for sentence in document.body:
        parts = words(text, sentence.body.start, sentence.body.end)
        known.sentences.append((sentence, parts))
        hits += named(text, sentence, parts, names)
    hits = with_introduced(text, hits, known)
    learn(hits, known)
    result = (_mention(text, hit, known) for hit in with_short(text, hits, known, names))
    return tuple(m for m in result if m is not None)


def _mention(text: str, hit: Hit, known: Known) -> Mention | None:
    entry = _choose(hit, known)
    if entry is None or not _is_actor(text, hit, entry):
        return None
    start, end, kind = _extent(text, hit, entry)
    others = [a for e in hit.entries if hit.kind != "party" for a in e.actors]
    candidates = tuple(dict.fromkeys([*entry.actors, *others]))
    return Mention(
        span=Span(start, end),
        actor=entry.actors[0],
        type=kind,
        name=entry.name,
        candidates=candidates if len(candidates) > 1 else (),
    )


def _choose(hit: Hit, known: Known) -> NameEntry | None:
    """Which entry of a form: a party needs its state in the text."""
    if hit.kind == "none":
        return None
    if hit.kind == "leader":
        return leader(hit.entries, known)
    sure = [e for e in hit.entries if e.kind != "party"]
    if sure:
        return sure[0]
    best = max(hit.entries, key=lambda e: known.states[e.actors[0]])
    return best if known.states[best.actors[0]] else None


# --- whether it is an actor here ----------------------------------------------------


def _is_actor(text: str, hit: Hit, entry: NameEntry) -> bool:
    if entry.kind == "leader":
        return not names_thing(text[hit.end : hit.end + 16])
    first, last = hit.sentence.body.start, hit.sentence.body.end
    before = text[max(first, hit.start - _BEFORE) : hit.start]
    after = text[hit.end : min(last, hit.end + _AFTER)]
    if context.is_manner(after) or context.is_institute(before, after):
        return False
    if entry.kind == "capital":
        return context.acts(text, hit.start, hit.end, first=first, last=last)
    if entry.kind == "name" and text[hit.start : hit.end] == "Georgia":
        return not context.is_american_georgia(text[first:last])
    return _fits(entry.kind, text[hit.start : hit.end], before, after)


def _fits(kind: NameKind, name: str, before: str, after: str) -> bool:
    """Rules for one kind of name that need only a few words around it."""
    if kind == "adjective":
        return not context.is_language(before, after)
    if kind == "party":
        return _is_party(name, before, after)
    if kind == "name":
        return not (_is_persons(name, before, after) or (name in CITIES and _MEETS.search(before)))
    return not (name == "Security Council" and _OTHER_COUNCIL.search(before))


def _is_persons(name: str, before: str, after: str) -> bool:
    """A state's name in a person's: *Michael Jordan*, *Chad Smith*."""
    given = re.search(r"(\w+)\s$", before)
    if given and given[1] in GIVEN:
        return True
    family = re.match(r"\s([A-Z]\w+)", after)
    return bool(name in FAMILY and family and family[1] not in TITLES)


def _is_party(name: str, before: str, after: str) -> bool:
    if name in ("Democratic", "Conservative", "Tory"):
        return bool(_PARTY_NOUN.match(after)) and not _OTHER_PARTY.search(before)
    if name in ("Congress", "Senate", "Coalition", "Greens", "Lords"):
        return not re.match(r"\s(?:of|Party)\b", after) and not _OTHER_BODY.search(before)
    return True


# --- which words, and what of the actor they name -----------------------------------


def _extent(text: str, hit: Hit, entry: NameEntry) -> tuple[int, int, ActorType]:
    """Span and type: a title before a leader and a noun such as *public* are part of it."""
    start, end = hit.start, hit.end
    if text[end : end + 1] == "." and re.search(r"\.[A-Z]$", text[start:end]):
        end += 1  # the full stop of U.S.
    if entry.kind == "leader":
        start = _title_start(text, start, hit.sentence.body.start)
        match = re.match(r"\s(administration|government|cabinet)\b", text[end : end + 20])
        return (start, end + match.end(), "government") if match else (start, end, "leader")
    if entry.kind == "capital" and entry.actors[0] == "EU":
        return start, end, "organisation"
    if entry.kind == "adjective" or (entry.kind == "party" and " " not in text[start:end]):
        head = _HEAD.match(text, end, min(hit.sentence.body.end, end + _AFTER))
        if head and head[2] in HEAD_TYPES:
            return start, head.end(1), HEAD_TYPES[head[2]]
    if entry.kind == "adjective" and _is_nation(text, start, end):
        return start, end, "public"
    return start, end, TYPES[entry.kind]


def _is_nation(text: str, start: int, end: int) -> bool:
    """*the French said*, *the Chinese, who ...*: a nation, not an adjective."""
    if not re.search(r"\b[Tt]he\s$", text[max(0, start - 4) : start]):
        return False
    return bool(_NATION_AFTER.match(text[end : end + 12]))


def _title_start(text: str, start: int, first: int) -> int:
    """Start of the titles right before a person's name."""
    while True:
        match = re.search(r"(\w+)(?:\.\s|[\s-])$", text[max(first, start - 16) : start])
        if not match or match[1] not in TITLES:
            return start
        start = max(first, start - 16) + match.start(1)
