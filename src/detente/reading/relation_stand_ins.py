"""Words that stand for actors named before: *it*, *he*, *both*, *the two governments*."""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from detente.reading.clauses import beginnings
from detente.reading.mention import Mention
from detente.reading.scenes import Scene, pair, scenes
from detente.reading.text import Document, Span

_PRONOUN = re.compile(
    r"(It|He|She|They|Its|His|Her|Their)\b(?!\s+(?:is|was)\s+(?:\w+\s+)?(?:that|to)\b)"
)
_BOTH = re.compile(  # the two whom a paragraph is about, doing something to each other
    r"\b(?:both|the\s+two|each|their)\s+(?:\w+\s+)??(?:countries|states|sides?|governments"
    r"|armies|navies|leaders|capitals|parties|presidents|ministers|powers|neighbou?rs|nations"
    r"|(?:gun)?boats|officers|troops|soldiers|premiers|commanders|delegations)\b"
    r"|\b(?:the\s+two|they|both)(?=\s+(?:have|had|met|will|agreed(?!\s+that)|signed|fought|exchanged"
    r"|traded|quarrel\w*|clashed)\b)"
)
_BOTH_BEGINS = beginnings("both two each their they")


def with_stand_ins(scene: Scene) -> tuple[Mention, ...]:
    """Actors of a sentence; a pronoun at its head is the subject of the sentence before.

    Parameters
    ----------
    scene : Scene
        The sentence.
    """
    head = _PRONOUN.match(scene.words)
    if head is None or scene.before is None:
        return scene.actors
    return (replace(scene.before, span=scene.span(*head.span(1))), *scene.actors)


@lru_cache(maxsize=8)
def _named(document: Document, as_of: date) -> dict[int, set[str]]:
    """Actors that each paragraph names."""
    named: dict[int, set[str]] = {}
    for scene in scenes(document, as_of):
        named.setdefault(scene.sentence.paragraph, set()).update(m.actor for m in scene.actors)
    return named


def both_of(
    document: Document, as_of: date, scene: Scene
) -> tuple[tuple[str, ...], Span, int] | None:
    """The two whom *both*, *the two sides* or *their armies* means, and where the words stand.

    Parameters
    ----------
    document : Document
        The text.
    as_of : date
        Day of the case.
    scene : Scene
        The sentence.

    Returns
    -------
    tuple or None
        Two ids, the words as offsets into the sentence, and their end; None if there are none.
    """
    if _BOTH_BEGINS.isdisjoint(scene.begins):
        return None
    match = _BOTH.search(scene.low)
    if match is None:
        return None
    two = pair(document, as_of, scene.sentence.paragraph)
    if len(two) != 2 or match.end() - match.start() < 3:
        return None
    loose = match[0].startswith(("they", "their"))
    if loose and not set(two) <= _named(document, as_of)[scene.sentence.paragraph]:
        return None
    return two, Span(*match.span()), match.end()
