"""Relations: acts and statements between two actors of the day, as a sentence reports them.

Every two actors of a sentence are looked at. Their places decide whether anything is between them
(`detente.reading.pair_model`), the words what it is (`detente.reading.quad_model`). A pronoun at
the head of a sentence is the subject of the one before; *the two sides* are the two states that the
paragraph is about.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from math import inf, log
from typing import NamedTuple

from detente.reading.clauses import Clause, clauses, word_set
from detente.reading.mention import Mention
from detente.reading.pair_model import (
    FAR,
    MUTUAL,
    WHOM,
    Stage,
    most_of_words,
    pair_features,
    place,
    polled,
    related,
    stands,
)
from detente.reading.proposal import Draft
from detente.reading.quad_model import Sense, quad_model
from detente.reading.quad_words import ScannedWord, is_passive
from detente.reading.reader import ReaderCard, reader
from detente.reading.relation_stand_ins import both_of, with_stand_ins
from detente.reading.scenes import Scene, scenes
from detente.reading.text import Document, Span
from detente.reading.tie_words import JOINT, STATES, STATES_BEGINS

_TOLD = re.compile(r"\s+that\s+(?:the\s+)?")  # *told A that B had left*: of A and B nothing is said
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
_TO = word_set("against on to over for from at into upon toward towards")
LEAST_EVENT = 0.15  # less is no event, however the two stand
_EVENT = 0.5  # from here on an event is more probable than none
_LEVELS = ((0.7, "strong"), (0.56, "good"), (0.46, "fair"))  # probability of a pair, rule
_LEAST = _LEVELS[-1][0]
_TOGETHER = 256  # sentences whose pairs the model reads at once
_CARD = ReaderCard(
    id="relations",
    kinds=("relation",),
    version=2,
    says="Pairs of actors by how they stand in the sentence; quad and PLOVER event by its words.",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two actors of a sentence, in the order of the text, and what is seen of them.

    Attributes
    ----------
    scene : Scene
        The sentence.
    source, target : Mention
        The first and the second, by their places in the sentence; who acts is decided later.
    span : Span
        The clause that would say it.
    seen : list of str
        How they stand (`pair_model.pair_features`).
    sense : Sense
        What the words say.
    stage : Stage
        The sentence as pairs are looked at.
    """

    scene: Scene
    source: Mention
    target: Mention
    span: Span
    seen: list[str]
    sense: Sense
    stage: Stage


@reader(_CARD)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Relations in the running text."""
    everything = scenes(document, as_of)
    for first in range(0, len(everything), _TOGETHER):
        some = everything[first : first + _TOGETHER]
        by_scene: dict[int, list[Candidate]] = {}
        for one in candidates(document, some, _LEAST):
            by_scene.setdefault(one.scene.start, []).append(one)
        for scene in some:
            yield from _best(by_scene.get(scene.start, ()))
            yield from _both(document, as_of, scene)


def candidates(
    document: Document, some: Iterable[Scene], least: float = 0.0
) -> Iterator[Candidate]:
    """Every two different actors of a sentence that are not too far apart.

    Parameters
    ----------
    document : Document
        The text.
    some : iterable of Scene
        Sentences and their actors; the model reads the words of all at once.
    least : float, default 0.0
        Those that cannot reach this probability are left out.
    """
    enough = log(least / (1 - least)) - most_of_words() if least else -inf
    pairs = [pair for scene in some for pair in _pairs(document, scene, enough)]
    triples = [(one.stage.scan, one.first.span, one.second.span) for one in pairs]
    for one, sense in zip(pairs, quad_model().senses(triples), strict=True):
        if sense.event >= LEAST_EVENT:
            yield _candidate(one, sense)


class _Pair(NamedTuple):
    """Two actors of a sentence, by their places in it, and how they stand."""

    scene: Scene
    stage: Stage
    first: Mention
    second: Mention
    seen: list[str]


def _pairs(document: Document, scene: Scene, enough: float) -> Iterator[_Pair]:
    """Pairs that stand well enough for their words to be read."""
    actors = with_stand_ins(scene)
    if len({m.actor for m in actors}) < 2:
        return
    stage = _stage(document, scene, actors)
    for i, j in combinations(range(len(actors)), 2):
        first, second = stage.actors[i], stage.actors[j]
        if not _may_be(scene, stage, first, second):
            continue
        seen = pair_features(stage, i, j)
        if stands(seen) >= enough:
            yield _Pair(scene, stage, first, second, seen)


def _may_be(scene: Scene, stage: Stage, first: Mention, second: Mention) -> bool:
    """Whether anything may be between two actors, by what stands between them."""
    one, two = first.span, second.span
    if first.actor == second.actor or not one.end <= two.start <= one.end + FAR:
        return False
    if _TOLD.fullmatch(scene.words, one.end, two.start):
        return False
    return not polled(stage, first, second) and not _is_tie(scene, one, two)


def _candidate(pair: _Pair, sense: Sense) -> Candidate:
    one, two = pair.first.span, pair.second.span
    end = max(pair.stage.parts[pair.stage.clause_of(two)].span.end, two.end)
    return Candidate(
        scene=pair.scene,
        source=pair.first,
        target=pair.second,
        span=pair.scene.span(one.start, end),
        seen=pair.seen,
        sense=sense,
        stage=pair.stage,
    )


def _is_tie(scene: Scene, one: Span, two: Span) -> bool:
    """Whether the words say how two actors stand, not what one did: *is close to*, *are rivals*."""
    if not STATES_BEGINS.isdisjoint(scene.begins) and any(
        pattern.fullmatch(scene.low, one.end, two.start) for pattern, _ in STATES
    ):
        return True
    listed = _AND.fullmatch(scene.words, one.end, two.start) is not None
    return listed and any(pattern.match(scene.low, two.end) for pattern, _ in JOINT)


def _stage(document: Document, scene: Scene, actors: tuple[Mention, ...]) -> Stage:
    at, scan = scene.start, quad_model().scan(scene.words)
    return Stage(
        text=scene.words,
        scan=scan,
        actors=tuple(replace(m, span=_shift(m.span, at)) for m in actors),
        parts=tuple(
            Clause(_shift(c.span, at), c.lead) for c in clauses(document, scene.sentence.body)
        ),
    )


def _shift(span: Span, by: int) -> Span:
    return Span(span.start - by, span.end - by)


def _best(candidates: Iterable[Candidate]) -> list[Draft]:
    """The best draft of each pair of actors and clause."""
    best: dict[tuple[object, ...], tuple[float, Draft]] = {}
    for one in candidates:
        p = related(stands(one.seen), one.sense)
        rule = next((name for least, name in _LEVELS if p >= least), None)
        key = (*sorted((one.source.actor, one.target.actor)), one.span.end)
        if rule and (key not in best or best[key][0] < p):
            best[key] = (p, _draft(one, rule))
    return [draft for _, draft in best.values()]


def _draft(one: Candidate, rule: str) -> Draft:
    source, target, directed = _direction(one)
    says = one.sense.root.lower() if one.sense.root else "an event"
    return Draft(
        kind="relation",
        span=one.span,
        fields={
            "source": source,
            "target": target,
            "directed": directed,
            "quad": one.sense.quad or None,
            "root": one.sense.root or None,
        },
        rule=rule,
        reason=f"The words around {one.source.name} and {one.target.name} name {says}"
        + (", with a modal or future verb." if one.sense.talk else "."),
    )


def _direction(one: Candidate) -> tuple[str, str, bool]:
    """Who acts on whom, and whether the order of the words is certain about it."""
    stage = one.stage
    between = [
        stage.scan.words[i] for i in stage.words_within(one.source.span.end, one.target.span.start)
    ]
    first, second = one.source.actor, one.target.actor
    if "listed" in one.seen or _alike(between):
        return first, second, False
    near = between[-1].lower if between else ""
    if is_passive(between) or near == "by" or _whom(between) or _answers(one):
        return second, first, True
    directed = near in _TO or place(stage, one.source.span, one.target.span) != "after"
    return first, second, directed


def _answers(one: Candidate) -> bool:
    """Whether the second actor heads a clause of its own: *A asked for it, and B refused*."""
    if "side-by-side" not in one.seen:
        return False
    stage = one.stage
    return any(
        stage.named[i] for i in stage.words_within(one.target.span.end, one.target.span.end + 60)
    )


def _alike(between: list[ScannedWord]) -> bool:
    """Whether both do the same: *met with*, *agreed with*."""
    near = between[-1].lower if between else ""
    return near in ("with", "and", "between") and any(w.stem in MUTUAL for w in between)


def _whom(between: list[ScannedWord]) -> bool:
    """Whether the second actor begins a clause about the first: *the bases which Moscow holds*."""
    lower = [w.lower for w in between if w.lower != "the"]
    return bool(lower) and lower[-1] in WHOM - {"that"} and len(lower) <= 2


def _both(document: Document, as_of: date, scene: Scene) -> Iterator[Draft]:
    """*The two sides met*: a relation of the two states that the paragraph is about."""
    both = both_of(document, as_of, scene)
    if both is None:
        return
    two, span, after = both
    scan = quad_model().scan(scene.words)
    later = [w for w in scan.words if after <= w.start < after + 60]
    if not any(w.stem in MUTUAL or w.lower in ("other", "another") for w in later):
        return
    cut = span.start + 1
    sense = quad_model().sense(scan, Span(span.start, cut), Span(cut, after))
    if sense.event < _EVENT:
        return
    parts = clauses(document, scene.sentence.body)
    start = scene.start + span.start
    clause = next((c for c in reversed(parts) if c.span.start <= start), parts[0])
    yield Draft(
        kind="relation",
        span=Span(start, max(clause.span.end, scene.start + after)),
        fields={
            "source": two[0],
            "target": two[1],
            "directed": False,
            "quad": sense.quad or None,
            "root": sense.root or None,
        },
        rule="both",
        reason=f"'{scene.words[span.start : after]}' are the two states that the text is about.",
    )
