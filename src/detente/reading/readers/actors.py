"""Actors of the day that a text names: states, governments, leaders, organisations, movements."""

from collections.abc import Iterable, Iterator
from datetime import date

from detente.reading.language import language
from detente.reading.mention import Mention
from detente.reading.mentions import mentions
from detente.reading.mentions_abroad import mentions_abroad
from detente.reading.proposal import Draft, ProposalPart
from detente.reading.reader import ReaderCard, reader
from detente.reading.text import Document


@reader(
    ReaderCard(
        id="actors",
        kinds=("actor",),
        version=3,
        says="Names of actors in a dated gazetteer, and whether the words around them make one; "
        "in ten other languages names of states.",
        languages=("*",),
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """One proposal for each actor, at its first mention; all its mentions are parts."""
    grouped: dict[str, list[Mention]] = {}
    for mention in _all(document, as_of):
        grouped.setdefault(mention.actor, []).append(mention)
    for actor, mentioned in grouped.items():
        yield _draft(document, actor, mentioned)


def _all(document: Document, as_of: date) -> list[Mention]:
    """Names in English, and those in the language of the text, in its order."""
    spoken = language(document.text)
    english = mentions(document, as_of)
    if spoken == "en":
        return list(english)
    own = mentions_abroad(document, as_of, spoken)
    rest = [m for m in english if not any(m.span.overlaps(one.span) for one in own)]
    return sorted([*own, *rest], key=lambda m: m.span)


def _draft(document: Document, actor: str, mentioned: list[Mention]) -> Draft:
    first = mentioned[0]
    candidates = _candidates(mentioned)
    return Draft(
        kind="actor",
        span=first.span,
        fields={
            "actor": actor,
            "name": document.quote(first.span),
            "type": first.type,
            "candidates": candidates or None,
        },
        parts=tuple(ProposalPart("mention", m.span) for m in mentioned),
        rule="ambiguous" if candidates else first.type,
        reason=_reason(document, first, candidates, len(mentioned)),
    )


def _candidates(mentioned: Iterable[Mention]) -> tuple[str, ...]:
    """Ids that the words may mean, if every mention is ambiguous."""
    named = [m.candidates for m in mentioned]
    return tuple(dict.fromkeys(c for some in named for c in some)) if all(named) else ()


def _reason(document: Document, first: Mention, candidates: tuple[str, ...], count: int) -> str:
    words = document.quote(first.span)
    times = "once" if count == 1 else f"{count} times"
    meant = f"may mean {' or '.join(candidates)}" if candidates else f"means {first.name}"
    return f"'{words}' {meant} on this day; the text names it {times}."
