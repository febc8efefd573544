"""Relations: what a sentence says to have happened, or to be said, between two actors of the day.

Two actors that merely stand in one sentence are no relation: a trigger must join them, and the
model (`detente.reading.quad_model`) must find an event more probable than none. Actors that a third
one parts are read as a pair only where they are coordinated.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from detente.reading.clauses import Clause, clauses, word_set
from detente.reading.mention import Mention
from detente.reading.proposal import Draft
from detente.reading.quad_model import Sense, quad_model
from detente.reading.quad_words import Scan, Word, is_passive
from detente.reading.reader import ReaderCard, reader
from detente.reading.scenes import Scene, scenes
from detente.reading.scenes import pair as two_states
from detente.reading.text import Document, Span

_JOINED = re.compile(
    r"\s*(?:,?\s*(?:and|or|as well as)\s+|,\s*|-|–)(?:the\s+|by\s+|both\s+)?", re.I
)
_MUTUAL = word_set(  # stems of what two do alike
    "meet met talk agre agreement treaty pact accord deal sign negotiat negotiation discus exchang "
    "trade cooperat cooperation joint jointly together fight clash quarrel war relation tie hand "
    "confer convers telephon phon cal dialogu summit ally alliance conflict disput rivalry"
)
_TO = word_set("against on to over for from at into upon toward towards")
_POLL = re.compile(r"%|\bper\s?cent\b|\bin ten\b|\bshare of\b", re.I)
_NEW_SUBJECT = 25  # characters from the start of a clause in which its subject begins
_PRONOUN = re.compile(
    r"(It|He|She|They|Its|His|Her|Their)\b(?!\s+(?:is|was)\s+(?:\w+\s+)?(?:that|to)\b)"
)
_THERE = frozenset(
    ("ASSAULT", "MOBILIZE", "COERCE", "AID", "RETREAT")
)  # what is done *in* a state to it
_BOTH = re.compile(  # the two whom a paragraph is about, doing something to each other
    r"\b(?:both|the two|each)\s+(?:\w+\s+)??(?:countries|states|sides?|governments"
    r"|armies|navies|leaders|capitals|parties|presidents|ministers|powers|neighbou?rs)\b"
    r"|\bthe two(?=\s+(?:have|had|met|will|agreed|signed|fought|are|were)\b)",
    re.IGNORECASE,
)
_EVENT_JOINT = 0.3  # less is asked beside a trigger of what two do alike
_EVENT = 0.5  # from here on an event is more probable than none
_CARD = ReaderCard(
    id="relations",
    kinds=("relation",),
    version=1,
    says="Pairs of actors that a trigger joins; quad and PLOVER event by a small linear model.",
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two mentions of one sentence, in the order of the text."""

    one: Mention
    two: Mention
    joint: bool  # coordinated: both act, or both are acted upon
    crosses: bool  # a clause begins between them

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(sorted((self.one.actor, self.two.actor)))


@reader(_CARD)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Relations in the running text.

    Parameters
    ----------
    document : Document
        The text.
    as_of : date
        Day of the case: actors are those of the day.
    """
    for scene in scenes(document, as_of):
        actors = _actors(scene)
        if len({m.actor for m in actors}) > 1:
            yield from _sentence(document, scene.sentence.body, actors)
        yield from _both(document, as_of, scene)


def _both(document: Document, as_of: date, scene: Scene) -> Iterator[Draft]:
    """*The two sides met*: a relation of the two states that the paragraph is about."""
    match = _BOTH.search(scene.words)
    two = two_states(document, as_of, scene.sentence.paragraph) if match else ()
    if match is None or len(two) != 2:
        return
    cut = match.start() + len(match[0].split()[0])
    one, rest = Span(match.start(), cut), Span(min(cut + 1, match.end() - 1), match.end())
    scan = quad_model().scan(scene.words)
    after = [w for w in scan.words if match.end() <= w.start < match.end() + 60]
    if not any(w.stem in _MUTUAL or w.lower in ("other", "another") for w in after):
        return
    sense = quad_model().sense(scan, one, rest)
    if sense.event < _EVENT:
        return
    clause = _clause(clauses(document, scene.sentence.body), scene.span(*match.span()))
    yield Draft(
        kind="relation",
        span=Span(scene.start + match.start(), max(clause.span.end, scene.start + match.end())),
        fields={
            "source": two[0],
            "target": two[1],
            "directed": False,
            "quad": sense.quad or None,
            "root": sense.root or None,
        },
        rule="sure-both" if sense.quad else "unsure-both",
        reason=f"{match[0].capitalize()} are the two states that the paragraph names most.",
    )


def _actors(scene: Scene) -> tuple[Mention, ...]:
    """Actors of a sentence; a pronoun at its head is the subject of the sentence before."""
    head = _PRONOUN.match(scene.words)
    if head is None or scene.before is None:
        return scene.actors
    return (replace(scene.before, span=scene.span(*head.span(1))), *scene.actors)


def _sentence(document: Document, body: Span, actors: Sequence[Mention]) -> list[Draft]:
    """The best draft of each pair of actors and clause."""
    scan = quad_model().scan(document.quote(body))
    parts = clauses(document, body)
    best: dict[tuple[object, ...], tuple[float, Draft]] = {}
    for pair in _pairs(document, actors, parts):
        one, two = _shift(pair.one.span, body.start), _shift(pair.two.span, body.start)
        place = _trigger(scan, one, two, pair)
        if not place:
            continue
        sense = quad_model().sense(scan, one, two)
        if sense.event < (_EVENT_JOINT if pair.joint else _EVENT):
            continue
        span = _span(pair, parts, place)
        draft = _draft(pair, sense, place, span, _between(scan, one, two))
        key = (*pair.key, span.end)
        if key not in best or best[key][0] < sense.event:
            best[key] = (sense.event, draft)
    return [draft for _, draft in best.values()]


def _shift(span: Span, by: int) -> Span:
    return Span(span.start - by, span.end - by)


def _pairs(
    document: Document, inside: Sequence[Mention], parts: Sequence[Clause]
) -> Iterator[_Pair]:
    """Neighbours, and those that only coordinated actors part."""
    text = document.text
    for (i, one), (j, two) in combinations(enumerate(inside), 2):
        if one.actor == two.actor or one.span.overlaps(two.span) or _polled(text, one, two):
            continue
        gaps = [
            text[a.span.end : b.span.start]
            for a, b in zip(inside[i:j], inside[i + 1 : j + 1], strict=True)
        ]
        listed = [_JOINED.fullmatch(gap) is not None for gap in gaps]
        if listed.count(False) > 1:
            continue
        if _side_by_side(text, parts, one, two):
            continue
        crosses = _clause(parts, one.span) is not _clause(parts, two.span)
        yield _Pair(one, two, all(listed), crosses)


def _polled(text: str, one: Mention, two: Mention) -> bool:
    """Whether the pair is a public and whom it was asked about."""
    near = text[max(0, one.span.start - 80) : two.span.end + 80]
    return "public" in (one.type, two.type) and _POLL.search(near) is not None


def _side_by_side(text: str, parts: Sequence[Clause], one: Mention, two: Mention) -> bool:
    """Whether each is the subject of its own main clause: *Tokyo waits, and Seoul arms*."""
    first, last = _clause(parts, one.span), _clause(parts, two.span)
    if first is last or last.lead not in ("", "and", "but", "while", "whereas", "or", "yet"):
        return False
    cut = text[last.span.start - 2 : last.span.start].strip()
    begins = two.span.start - last.span.start <= _NEW_SUBJECT + len(last.lead)
    return begins and (bool(last.lead) or cut in (";", ":"))


def _clause(parts: Sequence[Clause], span: Span) -> Clause:
    return next((c for c in reversed(parts) if c.span.start <= span.start), parts[0])


def _between(scan: Scan, one: Span, two: Span) -> list[Word]:
    return [w for w in scan.words if one.end <= w.start < two.start]


def _trigger(scan: Scan, one: Span, two: Span, pair: _Pair) -> str:
    """Where a word stands that names an event: between the two, after or before; else empty."""
    between = _between(scan, one, two)
    if between and between[-1].lower == "in" and not _done_there(scan, one, two):
        return ""
    named = [w for w, t, p in zip(*scan, strict=True) if t or p]
    if pair.joint:
        named = [w for w in scan.words if w.stem in _MUTUAL]
    if any(one.end <= w.start < two.start for w in named):
        return "between"
    if pair.crosses:
        return ""
    if any(two.end <= w.start < two.end + 60 for w in named):
        return "after"
    return "before" if any(one.start - 50 <= w.start < one.start for w in named) else ""


def _done_there(scan: Scan, one: Span, two: Span) -> bool:
    """Whether what stands before *in* a state is done to it: *bombed camps in*, *agreed in*."""
    return any(
        one.end <= w.start < two.start and not _THERE.isdisjoint((*t, p))
        for w, t, p in zip(*scan, strict=True)
    )


def _span(pair: _Pair, parts: Sequence[Clause], place: str) -> Span:
    """The clause: from the first actor, or what stands before it, to the end of the second's."""
    first, last = _clause(parts, pair.one.span), _clause(parts, pair.two.span)
    start = first.span.start if place == "before" else pair.one.span.start
    return Span(start, max(last.span.end, pair.two.span.end))


def _draft(pair: _Pair, sense: Sense, place: str, span: Span, between: list[Word]) -> Draft:
    by = is_passive(between) or (bool(between) and between[-1].lower == "by")
    near = between[-1].lower if between else ""
    alike = any(w.stem in _MUTUAL for w in between) and near in ("with", "and", "between")
    directed = not (pair.joint or alike) and (place == "between" or by or near in _TO)
    source, target = (pair.two, pair.one) if by and not pair.joint else (pair.one, pair.two)
    sure = "sure" if sense.quad else "unsure"
    where = "joint" if pair.joint else f"{place}-clauses" if pair.crosses else place
    says = sense.root.lower() if sense.root else "an event"
    return Draft(
        kind="relation",
        span=span,
        fields={
            "source": source.actor,
            "target": target.actor,
            "directed": directed,
            "quad": sense.quad or None,
            "root": sense.root or None,
        },
        rule=f"{sure}-{where}",
        reason=f"The words {place} the two actors name {says}"
        + (", with a modal or future verb." if sense.talk else "."),
    )
