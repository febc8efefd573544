"""What the review page shows: the cards in the order of the text, progress, what filters leave."""

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from detente.app.review_actions import SURE, DecisionHistory
from detente.app.review_fields import Input, inputs
from detente.app.review_text import WORD_KINDS, TextBlock, pieces, shown_text, text_blocks
from detente.reading.blind import Blind, touched, unknown
from detente.reading.fields import KIND_WORDS
from detente.reading.proposal import FACTS, Proposal, ProposalKind, Value
from detente.reading.review import PERSON, ProposalState
from detente.reading.text import Document
from detente.reading.words import in_words

STATE_WORDS: dict[ProposalState, str] = {
    "open": "open",
    "accepted": "accepted",
    "edited": "accepted with changes",
    "rejected": "rejected",
    "unsure": "unsure",
    "written": "in the case",
}
_SPARE: dict[ProposalState, tuple[str, ...]] = {
    "open": ("reopen",),
    "accepted": ("accept",),
    "edited": ("accept",),
    "rejected": ("reject",),
    "unsure": ("unsure",),
}
_ACTOR_FIELDS = ("actor", "source", "target", "a", "b", "giver", "receiver", "public", "about")
_ACTOR_LISTS = ("sides", "to")
_WITH_DETAILS = frozenset(KIND_WORDS) - {"actor", "date", "hedge", "attribution"}
WINDOW = 25  # cards written with the page
_MAX_DETAILS = 6
_LONG_QUOTE = 240  # characters of a quote that are shown whole


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which cards are shown; an empty text shows all."""

    kind: Literal["", ProposalKind] = ""
    state: Literal["", "reviewed", ProposalState] = ""
    actor: str = ""
    p: float = 0.0

    def shows(self, one: Proposal, state: ProposalState, actors: Iterable[str]) -> bool:
        """Whether a proposal passes."""
        return (
            self.kind in ("", one.kind)
            and (self.state in ("", state) or (self.state == "reviewed" and state != "open"))
            and (not self.actor or self.actor in actors)
            and one.p >= self.p
        )


@dataclass(frozen=True, slots=True)
class Detail:
    """A hedge, attribution or date that belongs to another card."""

    id: str
    words: str
    quote: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewEntry:
    """One proposal of a document, as decided, with what filters and counts need."""

    number: int  # among the entries of the page, from 0
    one: Proposal
    state: ProposalState
    count: int  # decisions on it
    actors: list[str]
    paragraph: int
    shown: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """An entry as shown in full."""

    entry: ReviewEntry
    kind_words: str
    state_words: str
    quote: str
    inputs: list[Input]
    reason: str
    odds: str
    by: str
    mentions: int
    details: list[Detail]
    spare: tuple[str, ...]  # buttons that would change nothing


@dataclass(frozen=True, kw_only=True)
class Page:
    """All that the template shows of one document."""

    blocks: list[TextBlock]
    cards: list[Card]
    deck: str
    done: int
    total: int
    shown: int
    first: int
    without: list[int]
    blind: list[int]
    kinds: list[tuple[str, str, int]]
    actors: list[tuple[str, str]]
    bulk_kind: str
    bulk: list[str]


def review_page(
    history: DecisionHistory, document: Document, chosen: Filter, blind: Blind, *, first: int = 0
) -> Page:
    """Build the page of one document.

    Parameters
    ----------
    history : DecisionHistory
        The review and its decisions.
    document : Document
        One of its documents.
    chosen : Filter
        Which cards are shown.
    blind : Blind
        Whether proposals of some paragraphs are left out.
    first : int
        Place of the first card on the page among those shown; `WINDOW` of them are written, and
        the script asks for the others.
    """
    hidden = hidden_paragraphs(history, document, blind)
    own = entries(history, document, chosen, hidden)
    visible = [e for e in own if e.shown]
    window = visible[first : first + WINDOW]
    bulk = [e for e in window if _in_bulk(e, chosen)]
    return Page(
        blocks=_blocks(document, own, hidden),
        cards=cards(document, own, window),
        deck=json.dumps([light(e) for e in own], separators=(",", ":")),
        done=sum(e.state != "open" for e in own),
        total=len(own),
        shown=len(visible),
        first=first,
        without=without(document, own, hidden),
        blind=sorted(hidden),
        kinds=_kinds(own, chosen.kind),
        actors=_actors(own, chosen.actor),
        bulk_kind=next((KIND_WORDS[k][1] for k in FACTS if k == chosen.kind), ""),
        bulk=[f"{e.one.id}:{e.count}" for e in bulk],
    )


def without(document: Document, own: Iterable[ReviewEntry], hidden: frozenset[int]) -> list[int]:
    """Numbers of the paragraphs that no proposal touches and that are not hidden.

    Parameters
    ----------
    document : Document
        One document.
    own : iterable of ReviewEntry
        Its entries.
    hidden : frozenset of int
        Numbers of paragraphs whose proposals blind mode hides.
    """
    numbers = {n for e in own for n in touched(document, e.one)}
    return [p.number for p in document.paragraphs if p.number not in numbers | hidden]


def hidden_paragraphs(history: DecisionHistory, document: Document, blind: Blind) -> frozenset[int]:
    """Numbers of the paragraphs whose proposals blind mode hides now."""
    return unknown(history.review, document, blind) - blind.done.keys()


def entries(
    history: DecisionHistory, document: Document, chosen: Filter, hidden: frozenset[int]
) -> list[ReviewEntry]:
    """Entries of a document in the order of its text, without those in hidden paragraphs.

    Parameters
    ----------
    history, document, chosen
        As `review_page` takes them.
    hidden : frozenset of int
        Numbers of paragraphs of which only marks made by hand are left.
    """
    states = history.review.states()
    starts = [p.span.start for p in document.paragraphs]
    shown: list[ReviewEntry] = []
    for one in history.review.proposals.values():
        if one.document != document.sha256:
            continue
        if hidden and one.reader != PERSON and touched(document, one) & hidden:
            continue
        decided, state = history.decided(one.id), states[one.id]
        actors = actors_of(decided)
        number = bisect_right(starts, one.span.start)
        inside = number and one.span.start < document.paragraphs[number - 1].span.end
        shown.append(
            ReviewEntry(
                number=len(shown),
                one=decided,
                state=state,
                count=history.count(one.id),
                actors=actors,
                paragraph=number if inside else 0,
                shown=chosen.shows(one, state, actors),
            )
        )
    return shown


def _blocks(document: Document, own: list[ReviewEntry], hidden: frozenset[int]) -> list[TextBlock]:
    closed = [p.span for p in document.paragraphs if p.number in hidden]
    cut = pieces(document, [(e.one, e.state) for e in own if e.shown], closed)
    return list(text_blocks(document, cut, [(e.paragraph, e.state) for e in own], hidden))


def _in_bulk(entry: ReviewEntry, chosen: Filter) -> bool:
    """Whether the button for all accepts an entry: open, sure, of the one kind chosen."""
    return entry.state == "open" and entry.one.p >= SURE and chosen.kind in FACTS


def _kinds(own: list[ReviewEntry], chosen: str) -> list[tuple[str, str, int]]:
    """Kinds to choose from: those there are, and the one chosen."""
    count = Counter(e.one.kind for e in own)
    return [(k, KIND_WORDS[k][0], count[k]) for k in KIND_WORDS if count[k] or k == chosen]


def _actors(own: list[ReviewEntry], chosen: str) -> list[tuple[str, str]]:
    """Ids that fields hold, each with the name under which the text has it first."""
    names: dict[str, str] = {}
    for entry in own:
        fields = entry.one.fields
        if entry.one.kind == "actor":
            names.setdefault(
                shown_text(str(fields.get("actor"))), shown_text(str(fields.get("name") or ""))
            )
    ids = sorted({a for e in own for a in e.actors} | ({chosen} if chosen else set()))
    return [(i, f"{i} ({names[i]})" if names.get(i) not in (None, "", i) else i) for i in ids]


def actors_of(one: Proposal) -> list[str]:
    """Ids of the actors that the fields of a proposal name."""
    single = [one.fields.get(name) for name in _ACTOR_FIELDS]
    several = [one.fields.get(name) for name in _ACTOR_LISTS]
    texts = [v for v in single if isinstance(v, str) and v]
    texts += [item for v in several if isinstance(v, tuple) for item in v]
    return [shown_text(t) for t in texts]


def cards(document: Document, own: list[ReviewEntry], some: Iterable[ReviewEntry]) -> list[Card]:
    """Write some entries as cards.

    Parameters
    ----------
    document : Document
        Their document.
    own : list of ReviewEntry
        All entries, of which hedges, attributions and dates are details of others.
    some : iterable of ReviewEntry
        Those to write.
    """
    aside = _Details(document, [e.one for e in own if e.state != "rejected"])
    return [_card(document, entry, aside) for entry in some]


def _card(document: Document, entry: ReviewEntry, aside: "_Details") -> Card:
    one = entry.one
    by_hand = one.reader == PERSON
    return Card(
        entry=entry,
        kind_words=KIND_WORDS[one.kind][0],
        state_words=STATE_WORDS[entry.state],
        quote=_short(document.quote(one.span)),
        inputs=_inputs(one),
        reason=_sentence(shown_text(one.reason)),
        odds="" if by_hand else odds(one.p),
        by="" if by_hand else shown_text(f"{one.reader}, rule {one.rule}"),
        mentions=sum(part.role == "mention" for part in one.parts),
        details=aside.of(one),
        spare=_SPARE.get(entry.state, ()),
    )


def _inputs(one: Proposal) -> list[Input]:
    """Inputs of a card; an empty claim shows the words that would go into the case."""
    claim = shown_text(in_words(one))
    return [replace(i, hint=claim) if i.name == "says" else i for i in inputs(one.kind, one.fields)]


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) or not words else f"{words}."


def light(entry: ReviewEntry) -> list[object]:
    """What the script knows of every entry before its card is written."""
    one = entry.one
    return [
        one.id,
        one.kind,
        entry.state,
        entry.count,
        one.p,
        entry.paragraph,
        entry.actors,
        int(one.kind in WORD_KINDS),
        [one.span.start, one.span.end],
        [[int(p.role == "mention"), p.span.start, p.span.end] for p in one.parts],
    ]


def odds(p: float) -> str:
    """A probability in words.

    Examples
    --------
    >>> odds(0.72), odds(0.999)
    ('72 of 100 such were right', 'more than 99 of 100 such were right')
    """
    share = round(p * 100)
    if share == 100 and p < 1:
        return "more than 99 of 100 such were right"
    return f"{'fewer than 1' if share == 0 < p else share} of 100 such were right"


def _short(quote: str) -> str:
    """A quote on one line; a long one without its middle."""
    line = " ".join(shown_text(quote).split())
    if len(line) <= _LONG_QUOTE:
        return line
    return f"{line[: _LONG_QUOTE - 90].rstrip()} … {line[-80:].lstrip()}"


class _Details:
    """Hedges and dates inside the words of another card, attributions inside or around them."""

    def __init__(self, document: Document, own: list[Proposal]) -> None:
        self._document = document
        self._inner = [p for p in own if p.kind in ("hedge", "attribution", "date")]
        self._starts = [p.span.start for p in self._inner]
        self._says = [p for p in own if p.kind == "attribution"]

    def of(self, one: Proposal) -> list[Detail]:
        if one.kind not in _WITH_DETAILS:
            return []
        first = bisect_left(self._starts, one.span.start)
        last = bisect_left(self._starts, one.span.end)
        inner = [p for p in self._inner[first:last] if one.span.holds(p.span)]
        known = {p.id for p in inner}
        around = [p for p in self._says if p.span.holds(one.span) and p.id not in known]
        return [self._detail(p) for p in (*around, *inner)[:_MAX_DETAILS]]

    def _detail(self, one: Proposal) -> Detail:
        keys = {"hedge": ("band",), "attribution": ("who", "type"), "date": ("first", "last")}
        values = dict.fromkeys(_words(one.fields.get(k)) for k in keys[one.kind])
        words_of = " – ".join(v for v in values if v)
        label = KIND_WORDS[one.kind][0]
        return Detail(
            one.id,
            f"{label}: {words_of}" if words_of else label,
            _short(self._document.quote(one.span)),
        )


def _words(value: Value) -> str:
    return shown_text(str(value).replace("-", " ") if _is_band(value) else str(value or ""))


def _is_band(value: Value) -> bool:
    return isinstance(value, str) and not any(c.isdigit() for c in value)
