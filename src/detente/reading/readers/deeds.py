"""Deeds: what an actor gave, promised, denied, or had decided without a request."""

import re
from collections.abc import Iterator
from datetime import date

from detente.reading import deed_words as w
from detente.reading.doers import doer
from detente.reading.fields import DeedStatus
from detente.reading.mention import Mention
from detente.reading.proposal import Draft
from detente.reading.reader import ReaderCard, reader
from detente.reading.scenes import Scene, clause, inside, scenes, together
from detente.reading.text import Document, Span

_RULES: tuple[tuple[DeedStatus, str, frozenset[str], re.Pattern[str]], ...] = (
    ("predecided", "predecided", w.PREDECIDED_BEGINS, w.PREDECIDED),
    ("denied", "denied", w.DENIED_BEGINS, w.DENIED),
    ("promised", "promised", w.PROMISED_BEGINS, w.PROMISED),
    ("given", "done", w.DONE_BEGINS, w.DONE),
    ("given", "spoken", w.SPOKEN_BEGINS, w.SPOKEN),
)
_CLOSE = 14  # characters between a subject and its verb
_NEAR = 25  # characters within which two verbs are one deed


@reader(
    ReaderCard(
        id="deeds",
        kinds=("deed",),
        version=3,
        says="What was given, promised, denied or decided before, by whom and for whom",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Deeds of one actor, each at its clause."""
    for scene in scenes(document, as_of):
        if not (scene.actors or scene.before) or _is_polled(scene):
            continue
        if scene.words.endswith("?"):
            continue
        yield from _received(scene)
        taken: list[int] = []
        for status, rule, begins, pattern in _RULES:
            if begins.isdisjoint(scene.begins):
                continue
            for hit in pattern.finditer(scene.low):
                near = any(abs(hit.start() - at) < _NEAR for at in taken)
                drafts = [] if near else list(_deeds(scene, status, rule, hit))
                if drafts:
                    taken.append(hit.start())
                yield from drafts


def _is_polled(scene: Scene) -> bool:
    """Whether a sentence tells what was answered in a survey."""
    if w.POLLED_BEGINS.isdisjoint(scene.begins) and "%" not in scene.low:
        return False
    return w.POLLED.search(scene.low) is not None


def _received(scene: Scene) -> Iterator[Draft]:
    """*B accepted rescuers from A and C*: deeds of A and C."""
    if w.RECEIVED_BEGINS.isdisjoint(scene.begins):
        return
    for hit in w.RECEIVED.finditer(scene.low):
        who = doer(scene, hit.start())
        giver = next((m for m in scene.actors if m.span.start - scene.start == hit.end()), None)
        if who is None or giver is None or w.IDLE.search(scene.low[: hit.start()]):
            continue
        span = Span(min(who.span.start, scene.start + hit.start()), giver.span.end)
        for one in together(scene, giver, forward=True):
            if one != who.actor:
                yield _draft(scene, span, (one, who.actor, "given", "received"), hit[0])


def _deeds(scene: Scene, status: DeedStatus, rule: str, hit: re.Match[str]) -> Iterator[Draft]:
    """The deeds of a verb, one for each giver and receiver; none if no actor does it."""
    before = scene.low[: hit.start()]
    if w.IDLE.search(before) or _is_no_act(scene, rule, hit):
        return
    giver, receiver = _by_passive(scene, rule, hit)
    giver = giver or doer(scene, hit.start())
    if giver is None and status == "predecided":
        giver = next(iter(scene.actors), None)
    if giver is None or _is_noun(scene, giver, hit):
        return
    whole = clause(scene, hit.start(), hit.end())
    start = giver.span.start if whole.start <= giver.span.start else whole.start
    span = Span(min(start, scene.start + hit.start()), whole.end)
    receivers = _receivers(scene, hit, whole, giver) if receiver is None else (receiver.actor,)
    for who in together(scene, giver)[:2]:
        for one in receivers or (None,):
            if who != one:
                yield _draft(scene, span, (who, one, status, rule), hit[0])


def _is_no_act(scene: Scene, rule: str, hit: re.Match[str]) -> bool:
    """Whether the word is an adjective, a guess, or a passive whose subject did not do it."""
    before = scene.low[: hit.start()]
    if rule == "predecided":
        return False
    if rule == "promised" and w.GUESS.search(before):
        return True
    if rule != "denied" and w.IDLE_PAIRED.match(scene.low, hit.end()):
        return True
    if w.ADJECTIVE.search(before):
        return True
    return bool(w.PASSIVE.search(before)) and not (
        w.THINGS.search(before) or _by_passive(scene, rule, hit)[0]
    )


def _is_noun(scene: Scene, giver: Mention, hit: re.Match[str]) -> bool:
    """Whether *funds* or *trains* is no verb: its subject does not stand right before it."""
    gap = scene.start + hit.start() - giver.span.end
    return gap > _CLOSE and w.NOUNS.fullmatch(hit[0]) is not None


def _by_passive(
    scene: Scene, rule: str, hit: re.Match[str]
) -> tuple[Mention | None, Mention | None]:
    """Giver and receiver of *B was given aircraft by A*."""
    if rule not in ("done", "promised") or not w.PASSIVE.search(scene.low[: hit.start()]):
        return None, None
    for m in scene.actors:
        at = m.span.start - scene.start
        if at > hit.end() and w.BY.fullmatch(scene.low, hit.end(), at):
            return m, doer(scene, hit.start())
    return None, None


def _receivers(scene: Scene, hit: re.Match[str], whole: Span, giver: Mention) -> tuple[str, ...]:
    """Who gets it: the first other actor after the verb in its clause, and those listed with it."""
    after = (m for m in inside(scene, whole) if m.span.start >= scene.start + hit.start())
    first = next((m for m in after if m.actor != giver.actor), None)
    return together(scene, first, forward=True)[:4] if first is not None else ()


def _draft(scene: Scene, span: Span, deed: tuple[str, str | None, str, str], words: str) -> Draft:
    giver, receiver, status, rule = deed
    return Draft(
        kind="deed",
        span=span,
        fields={
            "giver": giver,
            "receiver": receiver,
            "status": status,
            "form": _form(rule, scene.text[span.start : span.end]),
        },
        rule=rule,
        reason=f"'{' '.join(words.split())}' by {giver}",
    )


def _form(rule: str, words: str) -> str:
    """Words or things: what is given decides, not the promise of it."""
    if rule == "spoken" or (w.VERBAL.search(words) and not w.MATERIAL.search(words)):
        return "verbal"
    return "material"
