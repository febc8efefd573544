"""Whether a sentence says that anything is between two of the actors that it names.

Two actors of one sentence are often no relation. What tells is less what the words mean (which
`detente.reading.quad_model` knows) than how the two stand: who is the subject, which preposition
leads to the other, whether a third actor or a clause stands between. Each of these is a feature;
weights are those of a logistic regression, made by ``benchmarks/train_pairs.py`` from those texts
of tests/reading/corpus that writers of rules may look at.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from math import exp, log
from pathlib import Path

from detente.reading.clauses import Clause, word_set
from detente.reading.mention import Mention
from detente.reading.quad_model import Sense
from detente.reading.quad_words import Scan, ScannedWord, is_passive
from detente.reading.text import Span

FAR = 220  # characters between two actors beyond which they are no pair
MUTUAL = word_set(  # stems of what two do alike
    "meet met talk agre agreement treaty pact accord deal sign negotiat negotiation discus exchang "
    "trade cooperat cooperation joint jointly together fight clash quarrel war relation tie hand "
    "confer convers telephon phon cal dialogu summit ally alliance conflict disput rivalry"
)
WHOM = frozenset(("which", "whom", "who", "that", "whose"))
_LIST = re.compile(
    r"\s*(?:,?\s*(?:and|or|nor|as well as)\s+|,\s*|-|–)(?:the\s+|by\s+|both\s+|with\s+)?", re.I
)
_LEADS = {
    "that": "that",
    **dict.fromkeys(("which", "who", "whom", "whose", "where"), "relative"),
    **dict.fromkeys(("and", "or", "nor"), "and"),
    **dict.fromkeys(("but", "yet", "while", "whereas", "though", "although"), "contrast"),
    **dict.fromkeys(("if", "unless", "whether", "when", "because", "since", "after"), "adverb"),
}
_MAIN = frozenset(("", "and", "but", "while", "whereas", "or", "yet"))
_PREPOSITIONS = word_set("with to by against from of in for on over at into between towards than")
_ARTICLES = word_set("the a an its his their her both all")
_POLL = re.compile(r"%|\bper\s?cent\b|\bin ten\b|\bshare of\b", re.I)
_THERE = frozenset(("ASSAULT", "MOBILIZE", "COERCE", "AID", "RETREAT"))  # done *in* a state to it
_HEAD = 15  # characters from the start of a clause within which its subject begins


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A sentence as pairs are looked at; every place counts from its start.

    Attributes
    ----------
    text : str
        The sentence.
    scan : Scan
        Its words with triggers.
    actors : tuple of Mention
        Actors in the order of the text.
    parts : tuple of Clause
        Clauses.
    """

    text: str
    scan: Scan
    actors: tuple[Mention, ...]
    parts: tuple[Clause, ...]

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word starts."""
        return tuple(w.start for w in self.scan.words)

    @cached_property
    def clause_starts(self) -> tuple[int, ...]:
        """Where each clause starts."""
        return tuple(part.span.start for part in self.parts)

    @cached_property
    def named(self) -> tuple[bool, ...]:
        """Whether each word names an event."""
        scan = self.scan
        return tuple(bool(t or p) for t, p in zip(scan.triggers, scan.patterns, strict=True))

    @cached_property
    def joined(self) -> tuple[bool, ...]:
        """Whether only a comma or *and* parts each actor from the next."""
        return tuple(
            _LIST.fullmatch(self.text, a.span.end, b.span.start) is not None
            for a, b in pairwise(self.actors)
        )

    @cached_property
    def count(self) -> int:
        """How many different actors it names."""
        return len({m.actor for m in self.actors})

    @cached_property
    def free(self) -> tuple[Span, ...]:
        """Places of the actors that follow no preposition."""
        return tuple(m.span for m in self.actors if not _after_preposition(self, m.span))

    def clause_of(self, span: Span) -> int:
        """Number of the clause in which some words begin."""
        return max(bisect_right(self.clause_starts, span.start) - 1, 0)

    def words_within(self, start: int, end: int) -> range:
        """Numbers of the words between two places."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))


def listed(stage: Stage, i: int, j: int) -> bool:
    """Whether only commas and *and* part two actors, by number, and all between them."""
    return all(stage.joined[i:j])


def pair_features(stage: Stage, i: int, j: int) -> list[str]:
    """How two actors stand, by name; each counts once.

    Parameters
    ----------
    stage : Stage
        The sentence.
    i, j : int
        Numbers of the two actors, in the order of the text.
    """
    one, two = stage.actors[i], stage.actors[j]
    seen = [f"one:{one.type}", f"two:{two.type}"]
    seen += _of_place(stage, i, j)
    seen += _of_words(stage, one.span, two.span, joint="listed" in seen)
    return seen


def of_sense(sense: Sense) -> dict[str, float]:
    """What the words add to it: half the log odds of an event, whether it is talk, and sure."""
    p = min(max(sense.event, 0.01), 0.99)
    marks = [name for name, on in (("talk", sense.talk), ("quad", sense.quad)) if on]
    return {"event": log(p / (1 - p)) / 2, **dict.fromkeys(marks, 1.0)}


def polled(stage: Stage, one: Mention, two: Mention) -> bool:
    """Whether the pair is a public and whom it was asked about."""
    near = stage.text[max(0, one.span.start - 80) : two.span.end + 80]
    return "public" in (one.type, two.type) and _POLL.search(near) is not None


def _of_place(stage: Stage, i: int, j: int) -> Iterator[str]:
    """Lists, actors between, distance."""
    one, two = stage.actors[i], stage.actors[j]
    yield f"actors:{min(stage.count, 5)}"
    yield f"parted:{min(_parted(stage, i, j), 3)}"
    if listed(stage, i, j):
        yield "listed"
    elif any(listed(stage, i, k) or listed(stage, k, j) for k in range(i + 1, j)):
        yield "with-list"
    gap = two.span.start - one.span.end
    yield "near" if gap <= 3 else "apart" if gap < 40 else "far" if gap < 100 else "farther"
    yield from _of_clauses(stage, one.span, two.span)


def _parted(stage: Stage, i: int, j: int) -> int:
    """How many other actors stand between two, those listed with either not counted."""
    pair = (stage.actors[i].actor, stage.actors[j].actor)
    return sum(
        stage.actors[k].actor not in pair and not listed(stage, i, k) and not listed(stage, k, j)
        for k in range(i + 1, j)
    )


def _of_clauses(stage: Stage, one: Span, two: Span) -> Iterator[str]:
    """How many clauses begin between the two, with which word, and who heads them."""
    first, last = stage.clause_of(one), stage.clause_of(two)
    yield f"clauses:{min(last - first, 3)}"
    if one.start - stage.parts[first].span.start < _HEAD:
        yield "one-heads-clause"
    if last == first:
        return
    lead, start = stage.parts[last].lead, stage.parts[last].span.start
    yield f"lead:{_LEADS.get(lead, 'other' if lead else 'mark')}"
    if two.start - start < _HEAD + len(lead):
        yield "two-heads-clause"
        mark = stage.text[max(0, start - 2) : start].strip()
        if (lead and lead in _MAIN) or mark in (";", ":"):
            yield "side-by-side"  # *Tokyo waits, and Seoul arms*


def _of_words(stage: Stage, one: Span, two: Span, *, joint: bool) -> Iterator[str]:
    """Triggers, and the words next to the two."""
    words = stage.scan.words
    between = stage.words_within(one.end, two.start)
    before = stage.words_within(one.start - 50, one.start)
    triggers = [i for i in between if stage.named[i]]
    yield f"between:{min(len(triggers), 2)}"
    where = place(stage, one, two, joint=joint)
    crosses = where == "none" and stage.clause_of(one) != stage.clause_of(two)
    yield "place:other-clause" if crosses else f"place:{where}"
    if triggers:
        gap = sum(words[triggers[-1]].end <= words[i].start for i in between)
        yield f"trigger-near:{min(gap, 4)}"
        yield from _subject(stage, triggers[-1], one)
    yield from _beside([words[i] for i in before], [words[i] for i in between])
    yield f"next:{_next(stage.text, two)}"
    if is_passive([words[i] for i in between]):
        yield "passive"


def place(stage: Stage, one: Span, two: Span, *, joint: bool = False) -> str:
    """Where a word stands that names an event: between the two, after or before; else *none*.

    Parameters
    ----------
    stage : Stage
        The sentence.
    one, two : Span
        The actors, in the order of the text.
    joint : bool, default False
        Whether they are listed: only what two do alike counts.
    """
    words = stage.scan.words

    def stands(start: int, end: int) -> bool:
        return any(
            words[i].stem in MUTUAL if joint else stage.named[i]
            for i in stage.words_within(start, end)
        )

    between = stage.words_within(one.end, two.start)
    if between and words[between[-1]].lower == "in" and not _done_there(stage, between):
        return "none"
    if stands(one.end, two.start):
        return "between"
    if stage.clause_of(one) != stage.clause_of(two):
        return "none"
    if stands(two.end, two.end + 60):
        return "after"
    return "before" if stands(one.start - 50, one.start) else "none"


def _done_there(stage: Stage, between: Sequence[int]) -> bool:
    """Whether what stands before *in* a state is done to it: *bombed camps in*, *agreed in*."""
    scan = stage.scan
    return any(not _THERE.isdisjoint((*scan.triggers[i], scan.patterns[i])) for i in between)


def _subject(stage: Stage, trigger: int, one: Span) -> Iterator[str]:
    """Whether the first of the two does what a trigger says, or an actor nearer to it."""
    at = stage.scan.words[trigger].start
    free = [span for span in stage.free if span.end <= at]
    if free:
        yield "subject:one" if free[-1] == one else "subject:other"
    else:
        yield "subject:none"


def _after_preposition(stage: Stage, span: Span) -> bool:
    before = [stage.scan.words[i].lower for i in stage.words_within(span.start - 20, span.start)]
    lead = [w for w in before if w not in _ARTICLES]
    return bool(lead) and lead[-1] in _PREPOSITIONS


def _beside(before: Sequence[ScannedWord], between: Sequence[ScannedWord]) -> Iterator[str]:
    """The words before either actor, articles left out."""
    lead = [w.lower for w in before if w.lower not in _ARTICLES]
    near = [w.lower for w in between if w.lower not in _ARTICLES]
    if lead and lead[-1] in _PREPOSITIONS:
        yield f"before-one:{lead[-1] if lead[-1] in ('of', 'between') else 'other'}"
    if not near:
        yield "touch"
        return
    last = near[-1]
    if last in _PREPOSITIONS:
        yield f"before-two:{last}"
    else:
        kind = "that" if last == "that" else "whom" if last in WHOM else "word"
        yield f"before-two:{kind if last.isalpha() else 'mark'}"
    begins = near[1] if near[0] == "," and len(near) > 1 else near[0]
    if begins in WHOM and begins != "that":
        yield "relative-after-one"


def _next(text: str, two: Span) -> str:
    """What follows the second actor: *'s*, a mark, the end, or a word."""
    rest = text[two.end : two.end + 3]
    if rest[:1] in ("'", "’"):
        return "owned"
    return "mark" if not rest.strip() or rest[0] in ".,;:)" else "word"


@cache
def _weights() -> dict[str, float]:
    lines = Path(__file__).with_name("_pair_weights.csv").read_text(encoding="utf-8").splitlines()
    return {name: float(weight) for name, weight in (line.split(",") for line in lines)}


def stands(seen: Sequence[str]) -> float:
    """Sum of the weights of how two actors stand.

    Parameters
    ----------
    seen : sequence of str
        As `pair_features` gives them.
    """
    weights = _weights()
    return weights[""] + sum([weights.get(name, 0.0) for name in seen])


def related(stand: float, sense: Sense) -> float:
    """Probability that a pair is a relation.

    Parameters
    ----------
    stand : float
        How the two stand (`stands`).
    sense : Sense
        What the words say of them.
    """
    weights = _weights()
    total = stand + sum(weights.get(name, 0.0) * value for name, value in of_sense(sense).items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


@cache
def most_of_words() -> float:
    """What the words can add at most: where a pair stands too badly, they need not be read."""
    weights = _weights()
    return 2.3 * max(weights.get("event", 0.0), 0.0) + max(weights.get("quad", 0.0), 0.0)
