"""Texts with known answers, and which proposals of a reader are right by them.

The format and what counts as right stand in corpus/README.md. A quote that is not in its text, or
that stands there more than once without ``nth``, is an error that names the file and the quote.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from detente.reading.mention import ActorType
from detente.reading.proposal import PROPOSAL_KINDS, Fields, Proposal, ProposalKind, ProposalPart
from detente.reading.text import Document, Span, document

Half = Literal["train", "probes", "second", "third", "check", "test", "third-test"]
HALVES: tuple[Half, ...] = get_args(Half)
CORPUS = Path(__file__).with_name("corpus")
BANDS = (
    "almost-no-chance",
    "very-unlikely",
    "unlikely",
    "roughly-even",
    "likely",
    "very-likely",
    "almost-certain",
)
_MARK = re.compile(r"\{([^{}|]+)\|([^{}|.]+)\.([a-z]+)\}")


class CorpusError(ValueError):
    """A text with known answers that does not hold together: names the file and the words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a good reader says of some words: a statement, or one mention of an actor."""

    kind: ProposalKind
    span: Span
    fields: Fields
    parts: tuple[ProposalPart, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GoldText:
    """A text without marks, and its answers by place; mentions are of kind ``actor``.

    ``kinds`` are those that are answered: all, but in ``probes``, ``second`` and both halves of the third set.
    """

    name: str
    half: Half
    genre: str
    as_of: date
    document: Document
    answers: tuple[Answer, ...]
    kinds: tuple[ProposalKind, ...] = PROPOSAL_KINDS

    def of(self, kind: ProposalKind) -> tuple[Answer, ...]:
        """The answers of a kind."""
        return tuple(a for a in self.answers if a.kind == kind)


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """What is right or wrong as one: a proposal, or one mention of a proposal of kind ``actor``."""

    kind: ProposalKind
    span: Span
    fields: Fields
    reader: str
    rule: str
    p: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """Proposals of one kind against the answers to one text."""

    kind: ProposalKind
    pairs: tuple[tuple[Item, Answer], ...] = field(default=())
    false: tuple[Item, ...] = field(default=())
    missed: tuple[Answer, ...] = field(default=())

    @property
    def items(self) -> tuple[tuple[Item, bool], ...]:
        """Every proposal, with whether it was right."""
        return (*((i, True) for i, _ in self.pairs), *((i, False) for i in self.false))


# --- loading ----------------------------------------------------------------------


@cache
def corpus(half: Half) -> tuple[GoldText, ...]:
    """All texts of a part, by name."""
    return tuple(load(path) for path in sorted((CORPUS / half).glob("*.txt")))


def load(path: Path) -> GoldText:
    """A text and its answers.

    Parameters
    ----------
    path : Path
        The marked text; its answers lie beside it as ``.json``.

    Raises
    ------
    CorpusError
        If a mark or a kind is unknown, or a quote is not in the text or stands there twice.
    """
    half = next((h for h in HALVES if h == path.parent.name), "train")
    marked = path.read_text(encoding="utf-8")
    if unicodedata.normalize("NFC", marked) != marked:
        raise CorpusError(f"{path.name}: wanted Unicode NFC")
    text, mentions = strip_marks(marked, path.name)
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    published = date.fromisoformat(gold["published"])
    origin = document(text, name=path.name, published=published)
    statements = [_statement(origin, s) for s in gold["statements"]]
    return GoldText(
        name=path.stem,
        half=half,
        genre=gold["genre"],
        as_of=date.fromisoformat(gold["as_of"]),
        document=origin,
        answers=tuple(sorted([*mentions, *statements], key=lambda a: (a.span, a.kind))),
        kinds=tuple(k for k in PROPOSAL_KINDS if k in gold.get("kinds", PROPOSAL_KINDS)),
    )


def strip_marks(marked: str, name: str) -> tuple[str, tuple[Answer, ...]]:
    """The text as a reader sees it, and the mentions that were marked in it."""
    pieces: list[str] = []
    mentions: list[Answer] = []
    done = length = 0
    for mark in _MARK.finditer(marked):
        words, actor, kind = mark.groups()
        if kind not in get_args(ActorType):
            raise CorpusError(f"{name}: unknown type of actor in {mark.group()!r}")
        before = marked[done : mark.start()]
        start = length + len(before)
        pieces += [before, words]
        done, length = mark.end(), start + len(words)
        span = Span(start, length)
        mentions.append(Answer(kind="actor", span=span, fields={"actor": actor, "type": kind}))
    text = "".join([*pieces, marked[done:]])
    broken = re.search(r".{0,30}[{}|].{0,30}", text)
    if broken:
        raise CorpusError(f"{name}: a mark that is none at {broken.group()!r}")
    return text, tuple(mentions)


def _statement(origin: Document, given: dict[str, Any]) -> Answer:
    kind = given["kind"]
    if kind not in PROPOSAL_KINDS or kind == "actor":
        raise CorpusError(f"{origin.name}: no kind to answer: {kind!r} of {given['quote']!r}")
    span = find(origin, given["quote"], given.get("nth"))
    fields: Fields = {
        k: tuple(v) if isinstance(v, list) else v for k, v in given.get("fields", {}).items()
    }
    parts = tuple(ProposalPart(p["role"], _part(origin, span, p)) for p in given.get("parts", ()))
    return Answer(kind=kind, span=span, fields=fields, parts=parts)


def _part(origin: Document, whole: Span, given: dict[str, Any]) -> Span:
    """Words of a part: within the statement if they stand there once, else in the whole text."""
    inside = [s for s in occurrences(origin.text, given["quote"]) if whole.holds(s)]
    if len(inside) == 1 and "nth" not in given:
        return inside[0]
    return find(origin, given["quote"], given.get("nth"))


def find(origin: Document, quote: str, nth: int | None = None) -> Span:
    """Where the words of an answer stand.

    Parameters
    ----------
    origin : Document
        The text.
    quote : str
        Whole words, exactly as they stand there.
    nth : int, optional
        Which occurrence, from 1; needed where there are several.

    Raises
    ------
    CorpusError
        If the words are not there, or it is not said which of several they are.
    """
    where = occurrences(origin.text, quote)
    if not where:
        raise CorpusError(f"{origin.name}: not in the text: {quote!r}")
    if nth is None and len(where) > 1:
        raise CorpusError(f"{origin.name}: stands there {len(where)} times, give nth: {quote!r}")
    if not 1 <= (nth or 1) <= len(where):
        raise CorpusError(f"{origin.name}: nth is {nth} of {len(where)}: {quote!r}")
    return where[(nth or 1) - 1]


def occurrences(text: str, quote: str) -> list[Span]:
    """Every place of some words in a text; *may* is not in *mayor*."""
    before = re.compile(r"(?<!\w)" if re.match(r"\w", quote) else "")
    after = re.compile(r"(?!\w)" if re.search(r"\w$", quote) else "")
    found: list[Span] = []
    start = text.find(quote)
    while start >= 0:
        end = start + len(quote)
        whole = before.match(text, start) and after.match(text, end)
        found += [Span(start, end)] if whole else []
        start = text.find(quote, end if whole else start + 1)
    return found


# --- what is right ----------------------------------------------------------------


def match(text: GoldText, proposals: Iterable[Proposal], kind: ProposalKind) -> Match:
    """Proposals of a kind against the answers to a text, as many right as can be.

    Parameters
    ----------
    text : GoldText
        The text and its answers.
    proposals : iterable of Proposal
        Of this text; those of other kinds are left out.
    kind : str
        One of `PROPOSAL_KINDS`.
    """
    items = list(as_items(p for p in proposals if p.kind == kind))
    answers = text.of(kind)
    taken = _assign([[_is_right(i, a) for a in answers] for i in items])
    return Match(
        kind=kind,
        pairs=tuple((items[i], answers[a]) for i, a in sorted(taken.items())),
        false=tuple(item for n, item in enumerate(items) if n not in taken),
        missed=tuple(a for n, a in enumerate(answers) if n not in taken.values()),
    )


def as_items(proposals: Iterable[Proposal]) -> Iterator[Item]:
    """Proposals as they are judged: of kind ``actor`` one by mention."""
    for one in proposals:
        mentions = [p.span for p in one.parts if p.role == "mention"]
        for span in mentions if one.kind == "actor" and mentions else [one.span]:
            yield Item(
                kind=one.kind,
                span=span,
                fields=one.fields,
                reader=one.reader,
                rule=one.rule,
                p=one.p,
            )


def _assign(edges: Sequence[Sequence[bool]]) -> dict[int, int]:
    """Largest matching of proposals (rows) to answers (columns), by augmenting paths."""
    owner: dict[int, int] = {}

    def place(row: int, seen: set[int]) -> bool:
        for column, fits in enumerate(edges[row]):
            if fits and column not in seen:
                seen.add(column)
                if column not in owner or place(owner[column], seen):
                    owner[column] = row
                    return True
        return False

    for row in range(len(edges)):
        place(row, set())
    return {row: column for column, row in owner.items()}


def _is_right(item: Item, answer: Answer) -> bool:
    if item.kind == "actor":
        return item.span.overlaps(answer.span) and _same(item.fields, answer.fields, "actor")
    return overlap(item.span, answer.span) >= 0.5 and _AGREE[item.kind](item.fields, answer.fields)


def overlap(one: Span, other: Span) -> float:
    """Shared characters as a share of the shorter of two spans."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(shared, 0) / min(one.end - one.start, other.end - other.start)


def _same(one: Fields, other: Fields, *names: str) -> bool:
    return all(one.get(n) == other.get(n) for n in names)


def _names(fields: Fields, *fields_of_ids: str) -> set[str]:
    """Ids that stand in some fields, of one or of several."""
    found: set[str] = set()
    for name in fields_of_ids:
        value = fields.get(name)
        found.update(value if isinstance(value, tuple) else [value] if value else [])  # type: ignore[list-item]
    return found


def _hedge(one: Fields, other: Fields) -> bool:
    bands = (one.get("band"), other.get("band"))
    if not all(b in BANDS for b in bands):
        return False
    first, second = (BANDS.index(str(b)) for b in bands)
    return abs(first - second) <= 1


def _survey(one: Fields, other: Fields) -> bool:
    near = (_near(one.get(n), other.get(n)) for n in ("share", "earlier_share"))
    return all(near) and _same(one, other, "public")


def _near(one: object, other: object) -> bool:
    if one is None or other is None:
        return one is other
    return (
        isinstance(one, int | float)
        and isinstance(other, int | float)
        and abs(one - other) < 0.005 + 1e-9
    )


def _tie(one: Fields, other: Fields) -> bool:
    return _names(one, "a", "b") == _names(other, "a", "b") and _same(one, other, "sign")


def _threat(one: Fields, other: Fields) -> bool:
    to = _names(other, "to")
    return bool(_names(one, "to") & to) or not to


def _issue(one: Fields, other: Fields) -> bool:
    sides = _names(other, "sides")
    return len(_names(one, "sides") & sides) >= min(2, len(sides))


def _month(one: Fields, other: Fields) -> bool:
    return str(one.get("date"))[:7] == str(other.get("date"))[:7]


_AGREE: dict[ProposalKind, Callable[[Fields, Fields], bool]] = {
    "relation": lambda a, b: _names(a, "source", "target") == _names(b, "source", "target"),
    "hedge": _hedge,
    "attribution": lambda a, b: True,
    "conditional": lambda a, b: True,
    "date": lambda a, b: _same(a, b, "first", "granularity"),
    "survey": _survey,
    "tie": _tie,
    "threat": _threat,
    "issue": _issue,
    "deed": lambda a, b: _same(a, b, "giver", "status"),
    "stance": lambda a, b: _same(a, b, "leans"),
    "scheduled": _month,
    "bearing": lambda a, b: _same(a, b, "number"),
}
