"""The review file of a case: documents, what was proposed, and every decision, one line each.

``CASE.reading.jsonl`` is in the folder of ``CASE.yaml`` and only grows: a line is added for a
document, for the proposals of a run, for a mark made by hand, and for each decision. The state of a
proposal follows from its last decision, so that nothing is lost and everything can be taken back. A
line that a killed process left unfinished is dropped.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from detente.errors import DataError
from detente.files import appending, read_bytes
from detente.reading.agreement import weighed
from detente.reading.model_read import ModelReading
from detente.reading.proposal import Fields, Proposal, ProposalKind, ProposalPart, kind_of
from detente.reading.text import Document, Span

DecisionVerdict = Literal["accept", "edit", "reject", "unsure", "reopen", "written"]
ProposalState = Literal["open", "accepted", "edited", "rejected", "unsure", "written"]
_OF_PERSONS: tuple[DecisionVerdict, ...] = ("accept", "edit", "reject", "unsure", "reopen")
MAX_REVIEW = 50_000_000  # bytes of a review file
PERSON = "person"  # the reader of a mark made by hand
_STATES: dict[str, ProposalState] = {
    "accept": "accepted",
    "edit": "edited",
    "reject": "rejected",
    "unsure": "unsure",
    "reopen": "open",
    "written": "written",
}


def verdict_of(text: str) -> DecisionVerdict:
    """The verdict that a form names.

    Raises
    ------
    DataError
        If there is no such verdict, or only the program gives it.
    """
    for verdict in _OF_PERSONS:
        if text == verdict:
            return verdict
    raise DataError(f"no decision '{text:.20}'; wanted {', '.join(_OF_PERSONS)}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What a person decided of one proposal, and when.

    Attributes
    ----------
    proposal : str
        Its id.
    verdict : DecisionVerdict
        ``accept``, ``edit`` (accepted with other fields), ``reject``, ``unsure``, ``reopen``
        (the decision before is taken back) or ``written`` (it is in the case now).
    fields : dict or None
        The fields as edited; None keeps them.
    at : datetime
        When, UTC.
    seconds : float or None
        Time from the proposal being shown to the decision, where the page knows it.
    """

    proposal: str
    verdict: DecisionVerdict
    at: datetime
    fields: Fields | None = None
    seconds: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ungrounded:
    """A statement of a model whose words the document does not hold."""

    document: str
    reader: str
    kind: ProposalKind
    quote: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Review:
    """Content of a review file.

    Attributes
    ----------
    documents : dict of Document
        By SHA-256 of the text.
    proposals : dict of Proposal
        By id, in the order of documents and of their texts; marks made by hand among them.
    decisions : tuple of Decision
        In the order in which they were made.
    not_in_text : tuple of Ungrounded
        Statements of a model that the text does not hold: shown, never used.
    asked : tuple of str
        Addresses of models to which documents were sent.
    """

    documents: dict[str, Document]
    proposals: dict[str, Proposal]
    decisions: tuple[Decision, ...]
    not_in_text: tuple[Ungrounded, ...] = ()
    asked: tuple[str, ...] = ()

    def state(self, proposal: str) -> ProposalState:
        """State of a proposal, from its last decision."""
        last = next((d for d in reversed(self.decisions) if d.proposal == proposal), None)
        return "open" if last is None else _STATES[last.verdict]

    def states(self) -> dict[str, ProposalState]:
        """State of every proposal by id."""
        last = {d.proposal: _STATES[d.verdict] for d in self.decisions}
        return {id_: last.get(id_, "open") for id_ in self.proposals}

    def decided(self, proposal: str) -> Proposal:
        """A proposal with the fields that a person gave it last."""
        edits = (d.fields for d in reversed(self.decisions) if d.proposal == proposal)
        fields = next((f for f in edits if f is not None), None)
        own = self.proposals[proposal]
        return own if fields is None else replace(own, fields=fields)


def review_path(case: Path) -> Path:
    """Path of the review file of a case file."""
    return case.with_name(case.stem + ".reading.jsonl")


def load_review(path: Path) -> Review:
    """Read a review file; an absent one is empty.

    Raises
    ------
    DataError
        Names the first faulty line.
    FileError
        If it cannot be read.
    """
    review = Review(documents={}, proposals={}, decisions=())
    if not path.exists():
        return review
    text = read_bytes(path, limit=MAX_REVIEW).decode("utf-8", errors="replace")
    decisions: list[Decision] = []
    missing: list[Ungrounded] = []
    asked: dict[str, None] = {}
    for number, line in enumerate(text.split("\n")[:-1], start=1):
        try:
            values = json.loads(line)
            _take(values, review, decisions, missing)
            asked |= {str(values["model"]["url"]): None} if "model" in values else {}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
            raise DataError(f"{path}:{number}: not a line of a review file ({problem})") from None
    order = {sha: n for n, sha in enumerate(review.documents)}
    ranked = sorted(
        weighed(review.proposals.values()),
        key=lambda p: (order[p.document], p.span.start, p.span.end, p.id),
    )
    return replace(
        review,
        proposals={p.id: p for p in ranked},
        decisions=tuple(decisions),
        not_in_text=tuple(missing),
        asked=tuple(asked),
    )


def _take(line: Any, review: Review, decisions: list[Decision], missing: list[Ungrounded]) -> None:
    """Add one line to a review; the questions and raw answers of a model are only stored."""
    if "document" in line:
        one = _document(line["document"])
        review.documents[one.sha256] = one
    for item in line.get("proposals", ()):
        new = _proposal(item, review.documents)
        review.proposals.setdefault(new.id, new)
    if "decision" in line:
        decisions.append(_decision(line["decision"], review.proposals))
    if "not_in_text" in line:
        missing.extend(map(_ungrounded, line["not_in_text"]))


def _ungrounded(values: Any) -> Ungrounded:
    texts = {n: str(values[n]) for n in ("document", "reader", "quote", "why")}
    return Ungrounded(kind=kind_of(str(values["kind"])), **texts)


def _document(values: Any) -> Document:
    published = values.get("published")
    plain = {k: values.get(k) for k in ("title", "author", "outlet")}
    if not all(isinstance(v, str | None) for v in (*plain.values(), published)):
        raise ValueError("wanted texts")
    return Document(
        text=str(values["text"]),
        name=str(values["name"]),
        published=date.fromisoformat(published) if published else None,
        **plain,
    )


def _proposal(values: Any, documents: dict[str, Document]) -> Proposal:
    document = documents[values["document"]]
    span = Span(*map(int, values["span"]))
    parts = tuple(ProposalPart(str(p["role"]), Span(*map(int, p["span"]))) for p in values["parts"])
    if max(s.end for s in (span, *(p.span for p in parts))) > len(document.text):
        raise ValueError("a span lies beyond the text")
    if not 0 <= values["p"] <= 1:
        raise ValueError("p is no probability")
    texts = {k: str(values[k]) for k in ("id", "rule", "reason", "reader")}
    return Proposal(
        document=document.sha256,
        kind=kind_of(str(values["kind"])),
        span=span,
        parts=parts,
        fields=_fields(values["fields"]),
        version=int(values["version"]),
        p=float(values["p"]),
        **texts,
    )


def _fields(values: Any) -> Fields:
    """Fields with lists as tuples; nothing nested deeper."""
    plain = {str(k): tuple(map(str, v)) if isinstance(v, list) else v for k, v in values.items()}
    if not all(isinstance(v, str | float | int | bool | tuple | None) for v in plain.values()):
        raise ValueError("wanted plain fields")
    return plain


def _decision(values: Any, proposals: dict[str, Proposal]) -> Decision:
    if values["proposal"] not in proposals or values["verdict"] not in get_args(DecisionVerdict):
        raise ValueError("a decision on nothing, or of no kind")
    fields, seconds = values.get("fields"), values.get("seconds")
    return Decision(
        proposal=values["proposal"],
        verdict=values["verdict"],
        at=datetime.fromisoformat(values["at"]),
        fields=None if fields is None else _fields(fields),
        seconds=None if seconds is None else float(seconds),
    )


def add_document(path: Path, document: Document, proposals: Iterable[Proposal]) -> int:
    """Add a document and what is new of its proposals; a second run adds nothing.

    Returns
    -------
    int
        Number of new proposals.
    """
    with appending(path, limit=MAX_REVIEW) as add:
        held = load_review(path)
        if document.sha256 not in held.documents:
            add(_line({"document": _plain_document(document)}))
        new = [_plain_proposal(p) for p in proposals if p.id not in held.proposals]
        if new:
            add(_line({"proposals": new}))
    return len(new)


def add_model_reading(path: Path, document: Document, reading: ModelReading, *, url: str) -> int:
    """Add what a model made of a document that the file holds, with questions and raw answers.

    Returns
    -------
    int
        Number of new proposals.
    """
    missing = [
        {"document": document.sha256, "reader": reading.reader, **asdict(one)}
        for one in reading.not_in_text
    ]
    asked = [
        {"kind": x.question.kind, "messages": x.question.messages, "answers": x.answers}
        | ({"problem": x.problem} if x.problem else {})
        for x in reading.exchanges
    ]
    new = add_document(path, document, reading.proposals)
    with appending(path, limit=MAX_REVIEW) as add:
        held = {(one.kind, one.quote) for one in load_review(path).not_in_text}
        missing = [m for m in missing if (m["kind"], m["quote"]) not in held]
        add(_line({"model": {"url": url, "at": now().isoformat(), "exchanges": asked}}))
        if missing:
            add(_line({"not_in_text": missing}))
    return new


def decide(path: Path, decisions: Iterable[Decision]) -> Review:
    """Add decisions, all or none.

    Raises
    ------
    DataError
        If one is on a proposal that the file does not hold.
    """
    made = tuple(decisions)
    with appending(path, limit=MAX_REVIEW) as add:
        held = load_review(path)
        for one in made:
            if one.proposal not in held.proposals:
                raise DataError(f"{path}: no proposal '{one.proposal:.40}'")
        add("".join(_line({"decision": _plain_decision(d)}) for d in made))
    return replace(held, decisions=(*held.decisions, *made))


def now() -> datetime:
    """The time of a decision."""
    return datetime.now(UTC)


def _line(values: Any) -> str:
    return json.dumps(values, ensure_ascii=True, separators=(",", ":")) + "\n"


def _plain_document(document: Document) -> dict[str, Any]:
    day = document.published
    return {
        "sha256": document.sha256,
        "name": document.name,
        "published": day.isoformat() if day else None,
        "title": document.title,
        "author": document.author,
        "outlet": document.outlet,
        "text": document.text,
    }


def _plain_proposal(one: Proposal) -> dict[str, Any]:
    plain = {k: v for k, v in asdict(one).items() if k not in ("span", "parts")}
    parts = [{"role": p.role, "span": [p.span.start, p.span.end]} for p in one.parts]
    return plain | {"span": [one.span.start, one.span.end], "parts": parts}


def _plain_decision(one: Decision) -> dict[str, Any]:
    plain = {k: v for k, v in asdict(one).items() if v is not None}
    return plain | {"at": one.at.isoformat()}


def in_state(review: Review, *states: ProposalState) -> Iterator[Proposal]:
    """Proposals in one of some states, as decided, in the order of the texts."""
    now_ = review.states()
    return (review.decided(id_) for id_ in review.proposals if now_[id_] in states)
