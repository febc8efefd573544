"""What a person does on the review page: decide, accept in bulk, take back, mark words by hand.

Every action names what the page had shown, as the number of decisions on each proposal. If another
tab decided in the meantime, nothing is added and the page says so. The check and the decision are
one step for all tabs of a server; another process can only add decisions, so nothing is ever lost.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path
from threading import Lock

from detente.app.review_fields import edited, empty
from detente.errors import DataError, DetenteError, FileError, MissingData
from detente.reading.fields import KIND_WORDS
from detente.reading.proposal import (
    FACTS,
    Draft,
    Fields,
    Proposal,
    ProposalKind,
    proposal,
)
from detente.reading.review import (
    PERSON,
    Decision,
    DecisionVerdict,
    Review,
    add_document,
    decide,
    load_review,
    now,
    review_path,
)
from detente.reading.text import Document, Span

SURE = 0.95  # least p of what may be accepted in bulk
MAX_PROPOSALS = 10_000  # of one document on one page
MAX_TEXT = 2_000_000  # characters of one document on one page
_MAX_MARK = 4000  # characters of a mark
_MAX_SECONDS = 86_400.0
_WRITTEN = "It is in the case already; change it there."
_lock = Lock()


class Stale(DetenteError):
    """Somebody decided since the page was shown; `ids` are the proposals."""

    def __init__(self, sentence: str, ids: tuple[str, ...]) -> None:
        self.ids = ids
        super().__init__(sentence)


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """A decision as a page sends it.

    Attributes
    ----------
    proposal : str
        Id.
    verdict : DecisionVerdict
        Any but ``written``.
    seen : int
        Number of decisions on it when the page was shown.
    fields : mapping of str
        Texts of its inputs.
    seconds : float or None
        Time since the card was shown.
    """

    proposal: str
    verdict: DecisionVerdict
    seen: int
    fields: Mapping[str, str]
    seconds: float | None = None


@dataclass(frozen=True)
class DecisionHistory:
    """The decisions of a review by proposal."""

    review: Review
    by_proposal: Mapping[str, Sequence[Decision]]

    @classmethod
    def of(cls, review: Review) -> "DecisionHistory":
        """Sort the decisions of a review by proposal, once."""
        grouped: defaultdict[str, list[Decision]] = defaultdict(list)
        for decision in review.decisions:
            grouped[decision.proposal].append(decision)
        return cls(review, grouped)

    def count(self, id_: str) -> int:
        """Number of decisions on a proposal."""
        return len(self.by_proposal.get(id_, ()))

    def decided(self, id_: str) -> Proposal:
        """A proposal with the fields that a person gave it last."""
        return self._after(id_, self.count(id_))

    def _after(self, id_: str, keep: int) -> Proposal:
        own = self.review.proposals[id_]
        made = self.by_proposal.get(id_, ())[:keep]
        fields = next((d.fields for d in reversed(made) if d.fields is not None), None)
        return own if fields is None else replace(own, fields=fields)

    def back(self, id_: str, keep: int) -> Decision:
        """The decision that restores what a proposal was after its first ``keep`` decisions."""
        verdict: DecisionVerdict = self.by_proposal[id_][keep - 1].verdict if keep else "reopen"
        was, is_ = self._after(id_, keep).fields, self.decided(id_).fields
        return Decision(proposal=id_, verdict=verdict, at=now(), fields=None if was == is_ else was)


def path_of(case: Path) -> Path:
    """The review file of a case; a link is refused, as it may lead out of the folder.

    Raises
    ------
    FileError
        If it is a link.
    """
    path = review_path(case)
    if path.is_symlink():
        raise FileError(f"{path.name} is a link; wanted a file of its own")
    return path


def document_in_review(review: Review, sha256: str) -> Document:
    """A document of a review.

    Raises
    ------
    MissingData
        If it is not there.
    DataError
        If it is too large for a page.
    """
    if sha256 not in review.documents:
        raise MissingData("no such document in the review file of this case")
    document = review.documents[sha256]
    count = sum(p.document == sha256 for p in review.proposals.values())
    if len(document.text) > MAX_TEXT or count > MAX_PROPOSALS:
        raise DataError(
            f"{document.name} has {len(document.text):,} characters and {count:,} proposals; a "
            f"page shows at most {MAX_TEXT:,} and {MAX_PROPOSALS:,}. Split the document"
        )
    return document


def judge(path: Path, sha256: str, made: Judgement) -> Review:
    """Add one decision; an accepted proposal whose fields were changed is an edited one.

    Parameters
    ----------
    path : Path
        The review file.
    sha256 : str
        The document that the page shows.
    made : Judgement
        What the person decided.

    Raises
    ------
    Stale
        If somebody decided on it since the page was shown.
    DataError
        If a field cannot be read, or there is no such proposal.
    """
    with _lock:
        history = _history(path, sha256, {made.proposal: made.seen})
        if made.verdict == "reopen":
            own = history.back(made.proposal, 0)
        else:
            own = _decision(history.decided(made.proposal), made)
        return decide(path, [own])


def _decision(one: Proposal, made: Judgement) -> Decision:
    verdict, fields = made.verdict, None
    if verdict in ("accept", "edit"):
        new = edited(one.kind, one.fields, made.fields)
        changed = new != one.fields
        verdict, fields = ("edit", new) if changed else ("accept", None)
    seconds = made.seconds
    if seconds is not None and not (isfinite(seconds) and 0 <= seconds <= _MAX_SECONDS):
        seconds = None
    return Decision(proposal=one.id, verdict=verdict, at=now(), fields=fields, seconds=seconds)


def accept_all(path: Path, sha256: str, shown: Mapping[str, int]) -> Review:
    """Accept proposals that the page shows, all or none.

    Parameters
    ----------
    path : Path
        The review file.
    sha256 : str
        The document that the page shows.
    shown : mapping of int
        Number of decisions seen, by id.

    Raises
    ------
    DataError
        If they are not all open, of one kind that is a fact, and at least `SURE`.
    """
    with _lock:
        history = _history(path, sha256, shown)
        own = [history.review.proposals[i] for i in shown]
        states = history.review.states()
        kinds = {p.kind for p in own}
        if len(kinds) != 1 or not kinds <= set(FACTS):
            names = ", ".join(KIND_WORDS[k][1] for k in FACTS)
            raise DataError(f"accepted together are only proposals of one kind, of: {names}")
        if any(p.p < SURE or states[p.id] != "open" for p in own):
            raise DataError(
                f"accepted together are only open proposals of which {SURE:.0%} of such were right"
            )
        return decide(path, [Decision(proposal=i, verdict="accept", at=now()) for i in shown])


def undo(path: Path, sha256: str, shown: Mapping[str, tuple[int, int]]) -> Review:
    """Take decisions back: restore what proposals were after their first decisions.

    Parameters
    ----------
    path : Path
        The review file.
    sha256 : str
        The document that the page shows.
    shown : mapping of (int, int)
        By id: number of decisions seen, and how many of them to keep.
    """
    with _lock:
        history = _history(path, sha256, {i: seen for i, (seen, _) in shown.items()})
        if any(not 0 <= keep <= seen for seen, keep in shown.values()):
            raise DataError("there is no such decision to go back to")
        return decide(path, [history.back(i, keep) for i, (_, keep) in shown.items()])


def _history(path: Path, sha256: str, shown: Mapping[str, int]) -> DecisionHistory:
    """The review as it is now, if the page had seen all of it for the given proposals."""
    history = DecisionHistory.of(load_review(path))
    for id_ in shown:
        own = history.review.proposals.get(id_)
        if own is None or own.document != sha256:
            raise MissingData(f"no proposal '{id_:.40}' in this document; nothing was changed")
    if not shown:
        raise DataError("no proposal was named; nothing was changed")
    states = history.review.states()
    stale = tuple(i for i, seen in shown.items() if history.count(i) != seen)
    if stale:
        what = "This was" if len(shown) == 1 else f"{len(stale)} of these were"
        raise Stale(
            f"{what} decided elsewhere since the page was shown; your decision was not added. "
            "The page shows the state now: decide again to change it.",
            stale,
        )
    if any(states[i] == "written" for i in shown):
        raise DataError(_WRITTEN)
    return history


def mark(path: Path, sha256: str, kind: ProposalKind, span: Span) -> tuple[Review, Proposal]:
    """Make words of the text into an entry, accepted at once.

    Parameters
    ----------
    path : Path
        The review file.
    sha256 : str
        The document.
    kind : ProposalKind
        What the words state.
    span : Span
        The words, by characters of the text; white space around them is left out.

    Raises
    ------
    DataError
        If the words are none, too many or beyond the text, or marked as this kind already.
    """
    with _lock:
        review = load_review(path)
        document = document_in_review(review, sha256)
        new = _mark(document, kind, _trimmed(document, span))
        state = review.states().get(new.id)
        if state not in (None, "open", "rejected"):
            raise DataError("these words are marked as this kind already")
        add_document(path, document, [new])
        return decide(path, [Decision(proposal=new.id, verdict="accept", at=now())]), new


def _mark(document: Document, kind: ProposalKind, span: Span) -> Proposal:
    fields: Fields = empty(kind)
    draft = Draft(kind=kind, span=span, fields=fields, rule="mark", reason="Marked by hand.")
    return proposal(document, draft, reader=PERSON, version=1, p=1.0)


def _trimmed(document: Document, span: Span) -> Span:
    if span.end > len(document.text):
        raise DataError("the marked words lie beyond the text")
    words = document.quote(span)
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    if not start < end or end - start > _MAX_MARK:
        raise DataError(f"wanted some words, at most {_MAX_MARK} characters of them")
    return Span(start, end)


def words_in(document: Document, words: str, nth: int) -> Span:
    """Where words stand in a text; white space between them may be any.

    Parameters
    ----------
    document : Document
        The text.
    words : str
        The words as they stand there.
    nth : int
        Which occurrence, from 1.

    Raises
    ------
    DataError
        If they do not stand there so often.
    """
    parts = words.split()
    if not parts or len(words) > _MAX_MARK:
        raise DataError(f"wanted some words, at most {_MAX_MARK} characters of them")
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    for number, match in enumerate(pattern.finditer(document.text), start=1):
        if number == nth:
            return Span(*match.span())
    raise DataError(
        f"'{' '.join(parts):.80}' does not stand in the text"
        + (f" {nth} times" if nth > 1 else "")
        + "; copy the words exactly"
    )


def numbers(text: str, width: int) -> dict[str, tuple[int, ...]]:
    """Read ``ID:NUMBER`` or ``ID:NUMBER:NUMBER``, separated by spaces.

    Parameters
    ----------
    text : str
        As a form sends it.
    width : int
        How many numbers each id has.

    Raises
    ------
    DataError
        If it is anything else, or too long.
    """
    items = [item.rsplit(":", width) for item in text.split()]
    good = len(items) <= MAX_PROPOSALS and all(
        len(item) == width + 1 and all(n.isdecimal() and len(n) < 9 for n in item[1:])
        for item in items
    )
    if not good:
        raise DataError("the form is damaged; reload the page")
    return {item[0]: tuple(map(int, item[1:])) for item in items}


def fields_of(form: Iterable[tuple[str, object]]) -> dict[str, str]:
    """The texts of a form by name."""
    return {name: value for name, value in form if isinstance(value, str)}
