"""What readers propose: statements of a text with the exact place of their words."""

import hashlib
import json
from dataclasses import dataclass
from typing import Literal, get_args

from detente.errors import DataError
from detente.reading.text import Document, Span

ProposalKind = Literal[
    "actor",
    "relation",
    "hedge",
    "attribution",
    "conditional",
    "date",
    "survey",
    "tie",
    "threat",
    "issue",
    "deed",
    "stance",
    "scheduled",
    "bearing",
]
PROPOSAL_KINDS: tuple[ProposalKind, ...] = get_args(ProposalKind)
FACTS: tuple[ProposalKind, ...] = (
    "actor",
    "date",
    "survey",
    "scheduled",
)  # may be accepted in bulk
Value = str | float | bool | None | tuple[str, ...]
Fields = dict[str, Value]
_AS_JSON = json.JSONEncoder(sort_keys=True).encode  # made once: `json.dumps` makes one each time


def kind_of(text: str) -> ProposalKind:
    """The kind of proposal of a name.

    Raises
    ------
    DataError
        If there is no such kind.
    """
    for kind in PROPOSAL_KINDS:
        if text == kind:
            return kind
    raise DataError(f"no kind '{text:.20}'; wanted one of {', '.join(PROPOSAL_KINDS)}")


@dataclass(frozen=True, slots=True)
class ProposalPart:
    """Words that play a role in a proposal: ``mention``, ``antecedent``, ``consequent``..."""

    role: str
    span: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a reader proposes.

    Attributes
    ----------
    kind : ProposalKind
        What is stated.
    span : Span
        The words that say it.
    fields : dict
        What they say, by the names of docs/reading.md; None where the text leaves it open.
    parts : tuple of ProposalPart
        Words within or next to the span that play a role.
    rule : str
        The rule of the reader that matched: its hit rate on texts with known answers is `p`.
    reason : str
        One sentence a person can check.
    """

    kind: ProposalKind
    span: Span
    fields: Fields
    rule: str
    reason: str
    parts: tuple[ProposalPart, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A draft with its reader, and the probability that it is right.

    Attributes
    ----------
    document : str
        SHA-256 of the text.
    id : str
        The same for the same words, kind and fields of the same text, whoever runs it when.
    reader, version : str, int
        Id and version of the reader.
    p : float
        Share of this rule's proposals that were right in texts with known answers.
    """

    document: str
    id: str
    kind: ProposalKind
    span: Span
    fields: Fields
    parts: tuple[ProposalPart, ...]
    rule: str
    reason: str
    reader: str
    version: int
    p: float


def proposal(document: Document, draft: Draft, *, reader: str, version: int, p: float) -> Proposal:
    """A draft as proposal of a reader.

    Raises
    ------
    ValueError
        If a span is not in the text.
    """
    for span in (draft.span, *(part.span for part in draft.parts)):
        if span.end > len(document.text):
            raise ValueError(f"{reader}: {span} lies beyond the text of {document.name}")
    key = _AS_JSON(
        [document.sha256, draft.kind, draft.span.start, draft.span.end, draft.fields, reader]
    )
    return Proposal(
        document=document.sha256,
        id=hashlib.sha256(key.encode()).hexdigest()[:12],
        kind=draft.kind,
        span=draft.span,
        fields=draft.fields,
        parts=draft.parts,
        rule=draft.rule,
        reason=draft.reason,
        reader=reader,
        version=version,
        p=p,
    )
