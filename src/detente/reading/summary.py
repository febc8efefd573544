"""Result of a reading, as one document for a terminal or a program."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from detente.reading.model_answers import NotInText
from detente.reading.proposal import Proposal
from detente.reading.reader import readers
from detente.reading.review import PERSON, ProposalState, Review
from detente.reading.text import Document


@dataclass(frozen=True, kw_only=True)
class Read:
    """One document that was read.

    Attributes
    ----------
    document : Document
        Its text and origin.
    language : str or None
        ISO 639-1 code; None if it is unclear.
    proposals : tuple of Proposal
        In the order of the text.
    new : int or None
        How many of them are new to the review file; None without one.
    not_in_text : tuple of NotInText
        Statements of a model that the text does not hold.
    """

    document: Document
    language: str | None
    proposals: tuple[Proposal, ...]
    new: int | None = None
    not_in_text: tuple[NotInText, ...] = ()


def without_proposal(document: Document, proposals: Iterable[Proposal]) -> tuple[int, ...]:
    """Numbers of the paragraphs without a proposal, so that misses are seen."""
    spans = [span for p in proposals for span in (p.span, *(part.span for part in p.parts))]
    return tuple(
        p.number for p in document.paragraphs if not any(p.span.overlaps(span) for span in spans)
    )


def by_kind(proposals: Iterable[Proposal]) -> dict[str, int]:
    """Number of proposals by kind, most first."""
    return dict(Counter(p.kind for p in proposals).most_common())


def as_json(read: Sequence[Read]) -> dict[str, Any]:
    """Plain values of what was read: documents, readers and proposals with quotes."""
    return {
        "readers": {name: one.card.version for name, one in readers().items()},
        "documents": [_document(one) for one in read],
        "proposals": [_proposal(one.document, p) for one in read for p in one.proposals],
    }


def _document(read: Read) -> dict[str, Any]:
    d = read.document
    return {
        "sha256": d.sha256,
        "name": d.name,
        "published": d.published.isoformat() if d.published else None,
        "title": d.title,
        "author": d.author,
        "outlet": d.outlet,
        "language": read.language,
        "paragraphs": len(d.paragraphs),
        "sentences": len(d.body),
        "without_proposal": list(without_proposal(d, read.proposals)),
        "new": read.new,
        "not_in_text": [asdict(x) for x in read.not_in_text],
    }


def _proposal(document: Document, p: Proposal) -> dict[str, Any]:
    return {
        "id": p.id,
        "document": p.document,
        "kind": p.kind,
        "paragraph": document.paragraph_of(p.span),
        "span": [p.span.start, p.span.end],
        "quote": document.quote(p.span),
        "fields": {k: list(v) if isinstance(v, tuple) else v for k, v in p.fields.items()},
        "parts": [{"role": x.role, "span": [x.span.start, x.span.end]} for x in p.parts],
        "p": round(p.p, 4),
        "reader": p.reader,
        "version": p.version,
        "rule": p.rule,
        "reason": p.reason,
    }


@dataclass(frozen=True, kw_only=True)
class Use:
    """How a reader fared in use: proposals that a person decided on.

    Attributes
    ----------
    reader, version, kind : str, int, str
        Whose proposals.
    proposed, accepted, edited, rejected, unsure : int
        Counts; ``accepted`` are those taken as they stood.
    expected : float
        Mean of their `p`: what the reader promised of those that were accepted, edited or rejected.
    """

    reader: str
    version: int
    kind: str
    proposed: int
    accepted: int
    edited: int
    rejected: int
    unsure: int
    expected: float

    @property
    def precision(self) -> float | None:
        """Accepted as they stood, of those decided; None if none was."""
        decided = self.accepted + self.edited + self.rejected
        return self.accepted / decided if decided else None


def in_use(review: Review) -> list[Use]:
    """Decisions counted by reader, version and kind; marks made by hand are no proposals."""
    states = _outcomes(review)
    groups: dict[tuple[str, int, str], list[Proposal]] = {}
    for p in review.proposals.values():
        if p.reader != PERSON:
            groups.setdefault((p.reader, p.version, p.kind), []).append(p)
    return [_use(key, group, states) for key, group in sorted(groups.items())]


def _outcomes(review: Review) -> dict[str, ProposalState]:
    """State of every proposal; one that is in the case now counts as it was accepted."""
    states = review.states()
    for d in review.decisions:
        if states[d.proposal] == "written" and d.verdict in ("accept", "edit"):
            states[d.proposal] = "accepted" if d.verdict == "accept" else "edited"
    edited = {d.proposal for d in review.decisions if d.fields is not None}
    return {id_: "edited" if s == "accepted" and id_ in edited else s for id_, s in states.items()}


def _use(key: tuple[str, int, str], group: list[Proposal], states: dict[str, ProposalState]) -> Use:
    counts = Counter(states[p.id] for p in group)
    decided = [p.p for p in group if states[p.id] in ("accepted", "edited", "rejected")]
    return Use(
        reader=key[0],
        version=key[1],
        kind=key[2],
        proposed=len(group),
        accepted=counts["accepted"],
        edited=counts["edited"],
        rejected=counts["rejected"],
        unsure=counts["unsure"],
        expected=sum(decided) / len(decided) if decided else 0.0,
    )
