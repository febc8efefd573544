"""Relations: what a sentence says to have happened, or to be said, between two actors of the day.

Every two actors of a sentence are looked at. Whether anything is between them is told by how they
stand (`detente.reading.pair_model`), what it is by the words (`detente.reading.quad_model`). A
pronoun at the head of a sentence is the subject of the one before; *the two sides* are the two
states that the paragraph is about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from math import inf, log

from detente.reading.clauses import Clause, clauses, word_set
from detente.reading.mention import Mention
from detente.reading.pair_model import (
    FAR,
    MUTUAL,
    WHOM,
    Stage,
    features,
    most_of_words,
    place,
    polled,
    related,
    stands,
)
from detente.reading.proposal import Draft
from detente.reading.quad_model import Sense, quad_model
from detente.reading.quad_words import Word, is_passive
from detente.reading.reader import ReaderCard, reader
from detente.reading.relation_stand_ins import both_of, with_stand_ins
from detente.reading.scenes import Scene, scenes
from detente.reading.text import Document, Span
from detente.reading.tie_words import JOINT, STATES

_TOLD = re.compile(r"\s+that\s+(?:the\s+)?")  # *told A that B had left*: of A and B nothing is said
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
_TO = word_set("against on to over for from at into upon toward towards")
LEAST_EVENT = 0.15  # less is no event, however the two stand
_EVENT = 0.5  # from here on an event is more probable than none
_LEVELS = ((0.7, "strong"), (0.56, "good"), (0.46, "fair"))  # probability of a pair, rule
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
    source, target : Mention
        The first and the second; who acts is told later.
    span : Span
        The clause that would say it.
    seen : list of str
        How they stand (`pair_model.features`).
    sense : Sense
        What the words say.
    stage : Stage
        The sentence; ``one`` and ``two`` are the actors' places in it.
    """

    source: Mention
    target: Mention
    span: Span
    seen: list[str]
    sense: Sense
    stage: Stage
    one: Span
    two: Span


@reader(_CARD)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Relations in the running text.

    Parameters
    ----------
    document : Document
        The text.
    as_of : date
        Day of the case: actors are those of the day.
    """
    for scene in scenes(document, as_of):
        yield from _sentence(document, scene)
        yield from _both(document, as_of, scene)


def candidates(document: Document, scene: Scene, least: float = 0.0) -> Iterator[Candidate]:
    """Every two different actors of a sentence that are not too far apart.

    Parameters
    ----------
    document : Document
        The text.
    scene : Scene
        The sentence and its actors.
    least : float, default 0.0
        Those that cannot reach this probability are left out.
    """
    actors = with_stand_ins(scene)
    if len({m.actor for m in actors}) < 2:
        return
    stage = _stage(document, scene, actors)
    likely = list(_likely(scene, stage, least))
    pairs = [(stage.actors[i].span, stage.actors[j].span) for i, j, _ in likely]
    senses = quad_model().senses(stage.scan, pairs)
    for (i, j, seen), (one, two), sense in zip(likely, pairs, senses, strict=True):
        if sense.event < LEAST_EVENT:
            continue
        end = max(stage.parts[stage.clause_of(two)].span.end, two.end)
        yield Candidate(
            source=actors[i],
            target=actors[j],
            span=scene.span(one.start, end),
            seen=seen,
            sense=sense,
            stage=stage,
            one=one,
            two=two,
        )


def _likely(scene: Scene, stage: Stage, least: float) -> Iterator[tuple[int, int, list[str]]]:
    """Pairs, by number, whose words are worth reading, and how the two stand."""
    actors = stage.actors
    enough = log(least / (1 - least)) - most_of_words() if least else -inf
    for i, j in combinations(range(len(actors)), 2):
        one, two = actors[i].span, actors[j].span
        if actors[i].actor == actors[j].actor or not one.end <= two.start <= one.end + FAR:
            continue
        if _TOLD.fullmatch(scene.words, one.end, two.start):
            continue
        if polled(stage, actors[i], actors[j]) or _is_tie(scene, one, two):
            continue
        seen = features(stage, i, j)
        if stands(seen) >= enough:
            yield i, j, seen


def _is_tie(scene: Scene, one: Span, two: Span) -> bool:
    """Whether the words say how two actors stand, not what one did: *is close to*, *are rivals*."""
    if any(said.fullmatch(scene.low, one.end, two.start) for said, _ in STATES):
        return True
    listed = _AND.fullmatch(scene.words, one.end, two.start) is not None
    return listed and any(said.match(scene.low, two.end) for said, _ in JOINT)


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


def _sentence(document: Document, scene: Scene) -> list[Draft]:
    """The best draft of each pair of actors and clause."""
    best: dict[tuple[object, ...], tuple[float, Draft]] = {}
    for one in candidates(document, scene, _LEVELS[-1][0]):
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
    between = [stage.scan.words[i] for i in stage.words_within(one.one.end, one.two.start)]
    first, second = one.source.actor, one.target.actor
    if "listed" in one.seen or _alike(between):
        return first, second, False
    near = between[-1].lower if between else ""
    if is_passive(between) or near == "by" or _whom(between) or _answers(one):
        return second, first, True
    directed = near in _TO or place(stage, one.one, one.two) != "after"
    return first, second, directed


def _answers(one: Candidate) -> bool:
    """Whether the second actor heads a clause of its own: *A asked for it, and B refused*."""
    if "side-by-side" not in one.seen:
        return False
    stage = one.stage
    return any(stage.named[i] for i in stage.words_within(one.two.end, one.two.end + 60))


def _alike(between: list[Word]) -> bool:
    """Whether both do the same: *met with*, *agreed with*."""
    near = between[-1].lower if between else ""
    return near in ("with", "and", "between") and any(w.stem in MUTUAL for w in between)


def _whom(between: list[Word]) -> bool:
    """Whether the second actor begins a clause about the first: *the bases which Moscow holds*."""
    lower = [w.lower for w in between if w.lower != "the"]
    return bool(lower) and lower[-1] in WHOM - {"that"} and len(lower) <= 2


def _both(document: Document, as_of: date, scene: Scene) -> Iterator[Draft]:
    """*The two sides met*: a relation of the two states that the paragraph is about."""
    found = both_of(document, as_of, scene)
    if found is None:
        return
    two, span, after = found
    scan = quad_model().scan(scene.words)
    later = [w for w in scan.words if after <= w.start < after + 60]
    if not any(w.stem in MUTUAL or w.lower in ("other", "another") for w in later):
        return
    cut = span.start + 1
    (sense,) = quad_model().senses(scan, [(Span(span.start, cut), Span(cut, after))])
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
