"""Put what a person accepted into the case file; comments and every other byte stay."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.case.add_entries import add_entries
from detente.case.load import build
from detente.case.model import Case
from detente.case.rewrite import replace as replace_file
from detente.case.yaml12 import parse
from detente.errors import CaseError, DataError
from detente.files import locked
from detente.reading.entries import Additions, add, claim_id
from detente.reading.proposal import Proposal
from detente.reading.review import Decision, Review, decide, in_state, load_review, now, review_path
from detente.reading.slug import slug
from detente.reading.text import Document

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What accepting changes in a case file.

    Attributes
    ----------
    old, new : str
        Text of the case file before and after.
    entries : int
        Number of entries added, claims among them.
    waiting : tuple of str
        One sentence for each new entry that waits for a person's judgement.
    proposals : tuple of str
        Ids of the proposals that it puts into the case.
    """

    old: str
    new: str
    entries: int
    waiting: tuple[str, ...]
    proposals: tuple[str, ...]


def preview(case_path: Path) -> Preview:
    """The case file with all accepted proposals of its review file; nothing is written.

    Raises
    ------
    CaseError
        If the case file is faulty, or would be.
    DataError
        If the review file is faulty, or a document is later than the case.
    """
    with locked(case_path) as old:
        return _preview(case_path, old)


def into_case(case_path: Path) -> Preview:
    """Put all accepted proposals into the case file; the old file becomes ``.bak``.

    Raises
    ------
    CaseError, DataError
        As for `preview`. Nothing is then written.
    FileError
        If the file cannot be written.
    """
    with locked(case_path) as old:
        made = _preview(case_path, old)
        if made.new != made.old:
            mark = _BOM if old.startswith(_BOM) else b""
            replace_file(case_path, old, mark + made.new.encode())
    when = now()
    done = [Decision(proposal=id_, verdict="written", at=when) for id_ in made.proposals]
    if done:
        decide(review_path(case_path), done)
    return made


def _preview(case_path: Path, old: bytes) -> Preview:
    document = parse(str(case_path), old)
    case = build(document)
    review = load_review(review_path(case_path))
    accepted = list(in_state(review, "accepted", "edited"))
    entries = _entries(case, review, accepted)
    new = add_entries(document, entries) if any(entries.values()) else document.text
    after = parse(str(case_path), new.encode())
    _unchanged(document.values, after.values)
    waits = build(after).waiting
    added = {(s, str(e.get("id"))) for s, items in entries.items() for e in items}
    return Preview(
        old=document.text,
        new=new,
        entries=sum(map(len, entries.values())),
        waiting=tuple(w.sentence for w in waits if (w.section, w.id) in added),
        proposals=tuple(p.id for p in accepted),
    )


def _unchanged(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Refuse a text in which an old entry reads otherwise (one that ends in an odd way)."""
    for name, value in before.items():
        now_ = after.get(name)
        same = now_[: len(value)] if isinstance(value, list) and now_ is not None else now_
        if same != value:
            raise CaseError(f"entries cannot be added to the section {name}; add them in an editor")


def _entries(case: Case, review: Review, accepted: Iterable[Proposal]) -> dict[str, list[Any]]:
    """New entries by section, in the order of the texts; those that stand in the case are not."""
    out: dict[str, list[Any]] = {}
    held = {c.id for c in case.claims}
    states = review.states()
    waiting = list(accepted)
    for document in review.documents.values():
        own = [p for p in waiting if p.document == document.sha256 and claim_id(p) not in held]
        if not own:
            continue
        source = _source(case, document, out)
        hedges = tuple(
            review.decided(p.id)
            for p in review.proposals.values()
            if p.kind == "hedge" and p.document == document.sha256 and states[p.id] != "rejected"
        )
        to = Additions(case=case, document=document, source=source, hedges=hedges, entries=out)
        for p in own:
            add(to, p)
    return out


def _source(case: Case, document: Document, out: dict[str, list[Any]]) -> str:
    """Id of the document among the sources, to which it is added if need be."""
    day = document.published
    if day is None or day > case.as_of:
        raise DataError(
            f"{document.name} is of {day or 'an unknown day'}; wanted one of {case.as_of}, the "
            "case's as_of, or before"
        )
    for one in case.sources:
        same_title = _letters(one.title) == _letters(document.title) and one.date == day
        if one.text_sha256 == document.sha256 or same_title:
            return one.id
    stem = slug(Path(document.name).stem, fold=False, longest=40)
    taken = {s.id for s in case.sources} | {s["id"] for s in out.get("sources", ())}
    id_ = next(i for i in (f"read-{stem}{n}" for n in ("", *range(2, 999))) if i not in taken)
    plain = {"author": document.author, "outlet": document.outlet}
    entry = {
        "id": id_,
        "title": document.title or document.name,
        **{k: v for k, v in plain.items() if v},
        "date": day,
        "kind": "commentary",
        "reliability": "F",
        "text_sha256": document.sha256,
    }
    out.setdefault("sources", []).append(entry)
    return id_


def _letters(title: str | None) -> str | None:
    """A title without what its setting changes; None if there is none."""
    return "".join(filter(str.isalnum, title)).casefold() if title else None
