"""Names of states in a text of another language: only names, no adjectives, capitals or leaders."""

import re
from collections.abc import Iterator
from datetime import date

from detente.reading.mention import Mention
from detente.reading.text import Document, Span
from detente.reading.words_abroad import LANGUAGES, names, pattern
from detente.states.states import all_states

_SEA = re.compile(  # the Gulf of Mexico is no state
    r"\b(?:golf\w*|meer|golfe|mer|golfo|mar|mare|залив\w*|море|мор[яею]|خليج|بحر|zatok\w*|morz\w*)\s+(?:\w{1,3}\s+)?$",
    re.IGNORECASE,
)


def mentions_abroad(document: Document, as_of: date, language: str | None) -> tuple[Mention, ...]:
    """States that a text of another language names, in its order.

    Parameters
    ----------
    document : Document
        Its paragraphs are read.
    as_of : date
        States are those of this day.
    language : str or None
        ISO 639-1 code; of a language that is not among the ten nothing is found.

    Examples
    --------
    >>> from detente.reading.text import document
    >>> text = document("Die Politik Russlands und Chinas beunruhigt Deutschland.", name="x")
    >>> [m.actor for m in mentions_abroad(text, date(2001, 11, 12), "de")]
    ['RUS', 'CHN', 'DEU']
    """
    return tuple(_mentions(document, as_of, language)) if language in LANGUAGES else ()


def _mentions(document: Document, as_of: date, language: str) -> Iterator[Mention]:
    alive = {s.iso3: s.name for s in all_states(as_of) if s.iso3}
    known = names(language)
    for paragraph in document.paragraphs:
        span = paragraph.span
        for m in pattern(language).finditer(document.text, span.start, span.end):
            actor = known[int(str(m.lastgroup)[1:])][1]
            if actor in alive and not _SEA.search(
                document.text[max(span.start, m.start() - 20) : m.start()]
            ):
                where = Span(*m.span(str(m.lastgroup)))
                yield Mention(span=where, actor=actor, type="state", name=alive[actor])
