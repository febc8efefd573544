"""Ties: how two actors stand to each other in general, by the words between and around them."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from detente.reading import tie_words as w
from detente.reading.mention import Mention
from detente.reading.poll_words import is_poll
from detente.reading.proposal import Draft
from detente.reading.reader import ReaderCard, reader
from detente.reading.scenes import Scene, scenes
from detente.reading.text import Document

_FAR = 120  # characters between two actors beyond which no rule joins them
_LISTED = re.compile(r"\s*(?:,|,?\s+and|,?\s+or)\s+(?:the\s+)?")
_AND = re.compile(r"(?:\s+\w+)?\s+and\s+(?:the\s+)?")
_TOUCH = re.compile(r"\s?[-‐–—/]\s?|\s+and\s+(?:the\s+)?")
_Found = tuple[int, int, str, str, str, str]  # start and end, two ids, sign, rule


@reader(
    ReaderCard(
        id="ties",
        kinds=("tie",),
        version=2,
        says="Allies and rivals: words on how two actors stand to each other in general",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Ties with sign between two different actors of one sentence."""
    named: set[tuple[str, str, str]] = (
        set()
    )  # *the Franco-German axis*: named again, not stated again
    named_before: dict[int, list[str]] = {}
    for scene in scenes(document, as_of):
        if is_poll(scene.words):
            continue  # what a public feels is a survey's
        here = named_before.setdefault(scene.sentence.paragraph, [])
        here += scene.ids()
        two = tuple(sorted(set(here)))  # *the two nations* are plain where no third is named
        seen: set[tuple[str, str, str]] = set()
        for start, end, a, b, sign, rule in (*_spread(scene), *_of_the_two(scene, two)):
            first, second = sorted((a, b))
            tie = (first, second, sign)
            if first != second and tie not in seen and not (rule == "compound" and tie in named):
                seen.add(tie)
                named |= {tie} if rule == "compound" else set()
                yield _draft(scene, start, end, (first, second, sign, rule))


def _draft(scene: Scene, start: int, end: int, tie: tuple[str, str, str, str]) -> Draft:
    a, b, sign, rule = tie
    how = "well" if sign == "+" else "badly"
    return Draft(
        kind="tie",
        span=scene.span(start, end),
        fields={"a": a, "b": b, "sign": sign},
        rule=rule,
        reason=f"'{' '.join(scene.words[start:end].split())}' says that {a} and {b} stand {how}",
    )


def _spread(scene: Scene) -> Iterator[_Found]:
    """Ties as matched, and *close to the Iraqi and Syrian leaders* for each of the two."""
    for start, end, a, b, sign, rule in _found(scene):
        yield start, end, a, b, sign, rule
        if rule in ("joint", "compound"):
            continue
        inside = (m for m in scene.actors if start <= m.span.start - scene.start < end)
        last = next((m for m in inside if m.actor == b), None)
        for m, n in pairwise(scene.actors):
            if m is last and _LISTED.fullmatch(scene.text, m.span.end, n.span.start):
                yield start, n.span.end - scene.start, a, n.actor, sign, rule
                last = n


def _found(scene: Scene) -> Iterator[_Found]:
    """Ties of a sentence, the surest rules first."""
    for m, n in _neighbours(scene):
        yield from _compound(scene, m, n)
        yield from _noun(scene, m, n)
        yield from _joint(scene, m, n)
        yield from _state(scene, m, n)
    for m in scene.actors:
        yield from _ally_of(scene, m)


def _neighbours(scene: Scene) -> Iterator[tuple[Mention, Mention]]:
    """Actors next to each other, and those with one other actor between."""
    for step in (1, 2):
        for m, n in zip(scene.actors, scene.actors[step:], strict=False):
            if m.actor != n.actor and n.span.start - m.span.end < _FAR:
                yield m, n


def _at(scene: Scene, m: Mention) -> tuple[int, int]:
    return m.span.start - scene.start, m.span.end - scene.start


def _compound(scene: Scene, m: Mention, n: Mention) -> Iterator[_Found]:
    """*The Turkish-Russian rapprochement*, *old rivals A and B*, *A-backed B*."""
    (a, b), (c, d) = _at(scene, m), _at(scene, n)
    if w.BACKED.fullmatch(scene.low, b, c):
        yield a, d, m.actor, n.actor, "+", "backed"
        return
    for noun, sign in w.PAIRED if _AND.fullmatch(scene.words, b, c) else ():
        hit = noun.search(scene.low, max(0, a - 40), a)
        if hit:
            yield hit.start(), d, m.actor, n.actor, sign, "joint"
            return
    if not _TOUCH.fullmatch(scene.words, b, c):
        return
    for noun, sign in w.HEADS:
        hit = noun.match(scene.low, d)
        if hit:
            yield a, hit.end(), m.actor, n.actor, sign, "compound"
            return
    hit = w.HEAD_LINK.match(scene.low, d)
    if hit:
        yield from _link(scene, a, hit.end(), m, n)


def _noun(scene: Scene, m: Mention, n: Mention) -> Iterator[_Found]:
    """*The friendship between A and B*, *A's alliance with B*, *close links with B*."""
    (a, b), (c, d) = _at(scene, m), _at(scene, n)
    before, middle = scene.low[max(0, a - 60) : a], scene.low[b:c]
    start, noun = a, None
    joined = w.BETWEEN.search(before)
    if joined and (_AND.fullmatch(middle) or w.OF_WITH.fullmatch(middle)):
        start, noun = a - len(before) + joined.start(), joined[1]
    elif with_ := w.WITH.fullmatch(middle):
        noun = with_[1]
    if noun is None or w.NEGATED.search(scene.words, max(0, start - 40), start):
        return
    if re.fullmatch(w.LINK, noun):
        yield from _link(scene, start, d, m, n)
    else:
        sign = "+" if re.fullmatch(w.GOOD, noun) else "-"
        yield start, d, m.actor, n.actor, sign, "noun"


def _link(scene: Scene, start: int, end: int, m: Mention, n: Mention) -> Iterator[_Found]:
    """*Relations* are good or bad by the words next to them."""
    after = re.split(r"[,;.]", scene.words[end:])[0][:60]
    near = " | ".join((scene.words[max(0, start - 30) : start], scene.words[start:end], after))
    if w.NEGATED.search(near):
        return
    warm, cold = w.IS_WARM.search(near.lower()), w.IS_COLD.search(near.lower())
    if bool(warm) != bool(cold):
        sign = "+" if warm else "-"
        yield start, end + len(after.rstrip()), m.actor, n.actor, sign, "relations"


def _joint(scene: Scene, m: Mention, n: Mention) -> Iterator[_Found]:
    """*A and B are allies*, *A and B, once enemies*; and those against whom they are."""
    (a, b), (c, d) = _at(scene, m), _at(scene, n)
    if not _AND.fullmatch(scene.words, b, c) or w.NEGATED.search(scene.words, max(0, a - 20), a):
        return
    for predicate, sign in w.JOINT:
        hit = predicate.match(scene.low, d)
        if hit is None or w.NEGATED.search(hit[0]):
            continue
        yield a, hit.end(), m.actor, n.actor, sign, "joint"
        for x in scene.actors:
            c, d = _at(scene, x)
            if c > hit.end() and sign == "+" and w.AGAINST.fullmatch(scene.low, hit.end(), c):
                yield a, d, m.actor, x.actor, "-", "joint"
                yield a, d, n.actor, x.actor, "-", "joint"
        return
    hit = w.SWEAR.match(scene.low, d)
    if hit:
        sign = "+" if re.search(r"brother|friend|alliance|\btrust|together", hit[0]) else "-"
        yield a, hit.end(), m.actor, n.actor, sign, "joint"


def _of_the_two(scene: Scene, two: tuple[str, ...]) -> Iterator[_Found]:
    """*The two nations are rivals*: those that the paragraph is about."""
    who = w.THE_TWO.search(scene.low) if len(two) == 2 else None
    for predicate, sign in w.JOINT if who else ():
        hit = predicate.match(scene.low, who.end()) if who else None
        if who and hit and not w.NEGATED.search(hit[0]):
            yield who.start(), hit.end(), two[0], two[1], sign, "pair"
            return


def _state(scene: Scene, m: Mention, n: Mention) -> Iterator[_Found]:
    """*A is close to B*, *A distrusts B*, *A, which B calls a terrorist group*."""
    (a, b), (c, d) = _at(scene, m), _at(scene, n)
    for verbs, sign in () if w.STATES_BEGINS.isdisjoint(scene.begins) else w.STATES:
        if verbs.fullmatch(scene.low, b, c) and not w.NEGATED.search(
            scene.words, max(0, a - 20), c
        ):
            yield a, d, m.actor, n.actor, sign, "state"
            return
    how, become = w.CORDIAL
    shade = how.search(scene.low, 0, a)
    if shade and become.fullmatch(scene.low, b, c):
        sign = "-" if shade[1] in ("cool", "cold", "hostile") else "+"
        yield shade.start(), d, m.actor, n.actor, sign, "state"
    which = r"\)?,?\s*(?:an?\s+[\w\s-]{1,40}\s)?(?:which|whom|that)\s+(?:the\s+)?"
    if re.fullmatch(which, scene.low[b:c]):
        hit = w.BRAND.match(scene.low, d)
        if hit and not w.NEGATED.search(hit[0]):
            yield a, hit.end(), m.actor, n.actor, "-", "state"


def _ally_of(scene: Scene, m: Mention) -> Iterator[_Found]:
    """*China, Pakistan's oldest ally*; *an ally of Russia*; *its ally Syria*."""
    a, b = _at(scene, m)
    for own_, of_, its_, aside_, sign in w.ALLIES:
        own = own_.match(scene.low, b)
        if own:
            yield from _beside(scene, m, (a, own.end()), sign)
        of = of_.search(scene.low, max(0, a - 40), a)
        if of:
            yield from _beside(scene, m, (of.start(), b), sign)
        its, aside = its_.search(scene.low, max(0, a - 60), a), aside_.match(scene.low, b)
        before = [x for x in scene.actors if x.span.end <= m.span.start and x.actor != m.actor]
        if before and (its or aside):
            start, end = its.start() if its else a, aside.end() if aside else b
            yield start, end, before[-1].actor, m.actor, sign, "ally"


_IS = re.compile(
    r"(?:,\s[^,;]{3,60},)?\s*(?:,|\(|(?:\w+\s+){0,2}(?:is|was|are|were|as|remains?|remained|became|becoming|become|been)"
    r"\b)[^;.]{0,60}"
)
_THEN = re.compile(r",?\s+(?:(?:is|was|remains)\s+)?(?:the\s+)?")


def _beside(scene: Scene, m: Mention, at: tuple[int, int], sign: str) -> Iterator[_Found]:
    """The other actor of *ally of B*: it stands in apposition, or is the subject or predicate."""
    start, end = at
    for x in scene.actors:
        c, d = _at(scene, x)
        if x.actor == m.actor:
            continue
        if d <= start and _IS.fullmatch(scene.low, d, start):
            if not w.NEGATED.search(scene.words, d, start):
                yield c, end, x.actor, m.actor, sign, "ally"
            return
        if c > end and _THEN.fullmatch(scene.low, end, c):
            yield start, d, x.actor, m.actor, sign, "ally"
            return
