"""Sentences together with the actors and the dates that they name."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TypeVar

from detente.reading.clauses import beginnings, small
from detente.reading.dates import DateSpan, dates
from detente.reading.mention import Mention
from detente.reading.mentions import mentions
from detente.reading.text import Document, Sentence, Span

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One sentence and what is named in it.

    Attributes
    ----------
    text : str
        The whole document: offsets count from its beginning.
    sentence : Sentence
        The sentence.
    actors : tuple of Mention
        Actors that it names, in order.
    days : tuple of DateSpan
        Dates that it names, in order.
    before : Mention or None
        Subject of the sentence before it in the paragraph: whom *it* or *he* at its head means.
    """

    text: str
    sentence: Sentence
    actors: tuple[Mention, ...]
    days: tuple[DateSpan, ...]
    before: Mention | None = None

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.sentence.body.start

    @cached_property
    def words(self) -> str:
        """The sentence as it stands in the text."""
        return self.text[self.sentence.body.start : self.sentence.body.end]

    @cached_property
    def low(self) -> str:
        """`words` in small letters, character by character.

        Rules that need no capitals are matched on it, three times as fast as with `re.IGNORECASE`.
        """
        return small(self.words)

    @cached_property
    def begins(self) -> frozenset[str]:
        """First four letters of its words (`clauses.beginnings`): rules look here first."""
        return beginnings(self.words)

    @cached_property
    def cuts(self) -> tuple[tuple[int, int], ...]:
        """Marks and words that part its clauses, as offsets into `words`."""
        return tuple(m.span() for m in _CLAUSE.finditer(self.words))

    @cached_property
    def subjects(self) -> tuple[Mention, ...]:
        """Actors that follow no preposition, in order."""
        return tuple(
            m for m in self.actors if not self._after_preposition(m.span.start - self.start)
        )

    def _after_preposition(self, at: int) -> bool:
        """Whether a preposition stands before a place, with at most one word between."""
        return _NOT_SUBJECT.search(self.words, max(0, at - _NEAR), at) is not None

    def span(self, start: int, end: int) -> Span:
        """Characters of `words` as a span of the document."""
        return Span(self.start + start, self.start + end)

    def ids(self) -> tuple[str, ...]:
        """Ids of the actors, in order of first mention."""
        return tuple(dict.fromkeys(m.actor for m in self.actors))


@lru_cache(maxsize=8)
def scenes(document: Document, as_of: date) -> tuple[Scene, ...]:
    """The sentences of the paragraphs of a document with what they name.

    Parameters
    ----------
    document : Document
        The text.
    as_of : date
        Day of the case: names are those of the day.
    """
    actors, days = tuple(mentions(document, as_of)), tuple(dates(document))
    at_actor, at_day = [m.span.start for m in actors], [d.span.start for d in days]
    made: list[Scene] = []
    for s in document.body:
        last = made[-1] if made and made[-1].sentence.paragraph == s.paragraph else None
        scene = Scene(
            text=document.text,
            sentence=s,
            actors=_within(actors, at_actor, s.body),
            days=_within(days, at_day, s.body),
            before=_head(last) if last else None,
        )
        made.append(scene)
    return tuple(made)


def _head(scene: Scene) -> Mention | None:
    """The first subject of a sentence; a pronoun at its head hands on whom it means."""
    return subject(scene, len(scene.words), first=True)


def _within(things: Sequence[T], starts: list[int], span: Span) -> tuple[T, ...]:
    return tuple(things[bisect_left(starts, span.start) : bisect_left(starts, span.end)])


_CLAUSE = re.compile(
    r"(?=[;:(),\s—])(?:"  # most places are ruled out at once
    r"[;:()]|\s[-–—]\s|—|,\s+(?=(?:and|but|while|whereas|which|who|whom|although|though|if|unless"
    r"|because|since|when|so|yet|nor|or|even|as)\b)|\s(?=(?:while|whereas|although|because)\s))",
    re.IGNORECASE,
)
_NEAR = 60  # characters in which a preposition and a word stand
_NOT_SUBJECT = re.compile(
    r"\b(?:of|on|with|to|from|in|against|for|by|into|over|towards?|at|about|as|than|near|between"
    r"|across|through|under|within|upon)\s+(?:the\s+|an?\s+|its\s+|his\s+|their\s+|all\s+|any\s+"
    r"|[a-z]+\s+)?$",
    re.IGNORECASE,
)
_LISTED = re.compile(r",\s+(?:and\s+)?(?:the\s+)?|\s+and\s+(?:the\s+)?")
_PRONOUN = re.compile(r"(It|He|She|They)\b(?!\s+(?:is|was|remains)\s+(?:\w+\s+)?(?:that|to)\b)")
_AGAIN = re.compile(
    r"\b(?:and|or|but|then)\s+(?:\w+ly\s+|(?:has|had|have|also|then|now|will|would)\s+)*$"
)
_PAIR = re.compile(
    r"\b(?:(?:both|the\s+two|these\s+two|the\s+other\s+two)\s+(?:\w+\s+)?(?:countries|states|sides"
    r"|nations|governments|societies|capitals|neighbou?rs|partners|powers|allies|parties|leaders"
    r"|presidents|ministers|peoples|armies|militaries|economies|rivals)|both\s+of\s+them"
    r"|each\s+other|one\s+another|the\s+two\b|they\s+both|the\s+pair)",
    re.IGNORECASE,
)


def clause(scene: Scene, start: int, end: int) -> Span:
    """The clause around some words of a sentence.

    Parameters
    ----------
    scene : Scene
        The sentence.
    start, end : int
        The words, as offsets into `Scene.words`.
    """
    first = max((b for _, b in scene.cuts if b <= start), default=0)
    last = min((a for a, _ in scene.cuts if a >= end), default=len(scene.words))
    words = scene.words[first:last]
    lead = len(words) - len(words.lstrip(" ,;:\n"))
    return scene.span(first + lead, first + len(words.rstrip(" ,;:.\n")))


def inside(scene: Scene, span: Span) -> tuple[Mention, ...]:
    """Actors named within some words."""
    return tuple(m for m in scene.actors if span.holds(m.span))


def subject(scene: Scene, at: int, *, first: bool = False) -> Mention | None:
    """The actor that does what a verb says, by its place before the verb.

    The nearest actor before it that follows no preposition; the first one where another verb and
    an *and* stand between; and whom a pronoun at the head of the sentence means.

    Parameters
    ----------
    scene : Scene
        The sentence.
    at : int
        Where the verb begins, as offset into `Scene.words`.
    first : bool, default False
        Take the first actor in any case.
    """
    known = [m for m in scene.subjects if m.span.end - scene.start <= at]
    pronoun = _PRONOUN.match(scene.words)
    if pronoun and scene.before is not None and pronoun.end(1) <= at:
        known.insert(0, replace(scene.before, span=scene.span(*pronoun.span(1))))
    if not known:
        return None
    again = _AGAIN.search(scene.words, 0, at)
    if not again:
        return known[0] if first else known[-1]
    stop = max(scene.words.rfind(";", 0, at), 0)
    return next((m for m in known if m.span.start - scene.start >= stop), known[-1])


def in_quotes(scene: Scene, at: int) -> bool:
    """Whether a place of a sentence lies within double quotation marks of its paragraph."""
    end = scene.start + at
    before = scene.text[max(scene.text.rfind("\n\n", 0, end), 0) : end]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def pair(document: Document, as_of: date, paragraph: int) -> tuple[str, ...]:
    """The two states that *both countries* means: those that a paragraph names most often.

    The two that the whole text names most often, where the paragraph names one of them or fewer
    than two states; none if the text names fewer than two.

    Parameters
    ----------
    document : Document
        The text.
    as_of : date
        Day of the case.
    paragraph : int
        Number of the paragraph.
    """
    pairs = _pairs(document, as_of)
    return pairs.get(paragraph, pairs[0])


@lru_cache(maxsize=8)
def _pairs(document: Document, as_of: date) -> dict[int, tuple[str, ...]]:
    """What `pair` says of each paragraph; 0 is the whole text."""
    counts = _counts(document, as_of)
    whole = _top(counts[0])
    return {
        paragraph: whole if set(whole) & set(here) or len(here) < 2 else _top(here)
        for paragraph, here in counts.items()
    }


def _counts(document: Document, as_of: date) -> dict[int, Counter[str]]:
    """How often each state is named, by paragraph; 0 is the whole text."""
    counts: dict[int, Counter[str]] = {0: Counter()}
    for scene in scenes(document, as_of):
        names = [m.actor for m in scene.actors if is_state(m)]
        counts.setdefault(scene.sentence.paragraph, Counter()).update(names)
        counts[0].update(names)
    return counts


def _top(count: Counter[str]) -> tuple[str, ...]:
    two = [actor for actor, _ in count.most_common(2)]
    return tuple(sorted(two)) if len(two) == 2 else ()


def is_state(m: Mention) -> bool:
    """Whether a mention is of a state, or of a government or people of one."""
    return len(m.actor) == 3 and m.actor.isupper() and m.type not in ("organisation", "movement")


def sides(scene: Scene, span: Span, two: tuple[str, ...]) -> tuple[str, ...]:
    """Actors that some words mean: those named, and the pair where they say *both countries*."""
    named = tuple(dict.fromkeys(m.actor for m in inside(scene, span)))
    if _PAIR.search(scene.text, span.start, span.end):
        return tuple(dict.fromkeys((*named, *two)))
    return named


def together(scene: Scene, one: Mention, *, forward: bool = False) -> tuple[str, ...]:
    """Ids of an actor and of those listed with it: *China and Russia*, *A, B and C*.

    Parameters
    ----------
    scene : Scene
        The sentence.
    one : Mention
        The last of the list, or the first if ``forward``.
    forward : bool, default False
        Look for the others after it, not before.
    """
    if one not in scene.actors:
        return (one.actor,)
    at = scene.actors.index(one)
    rest = scene.actors[at:] if forward else scene.actors[at::-1]
    actors = [one.actor]
    for near, far in pairwise(rest):
        first, second = sorted((near, far), key=lambda m: m.span)
        if not _LISTED.fullmatch(scene.text[first.span.end : second.span.start]):
            break
        actors.append(far.actor)
    return tuple(dict.fromkeys(actors))
