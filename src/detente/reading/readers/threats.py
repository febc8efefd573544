"""Threats: words that say that somebody, or a named matter, endangers somebody.

Where the words do not tell both who or what threatens and who is threatened, nothing is proposed.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

from detente.reading.clauses import beginnings
from detente.reading.doers import doer
from detente.reading.gazetteer import fold
from detente.reading.mention import Mention
from detente.reading.proposal import Draft
from detente.reading.reader import ReaderCard, reader
from detente.reading.scenes import Scene, clause, inside, pair, scenes, sides, together
from detente.reading.text import Document, Span

_DANGER = r"(?:threats?|dangers?|menace|peril)"
_BE = (
    r"(?:is|are|was|were|remains?|remained|pos(?:e|es|ed|ing)|presents?|presented|represents?"
    r"|represented|constitutes?|constituted|became|become|becomes|has\s+become)"
)
_SHADE = r"(?:[\w'-]+\s+){0,5}?"
_TO = r"(?:\s+(?:to|for|facing)\s+(?P<to>[^.;:,]+))?"
_HARM = (
    r"(?:threaten(?:s|ed|ing)?|endanger(?:s|ed|ing)?|imperil(?:s|led)?|menac(?:es?|ed|ing)"
    r"|jeopardi[sz](?:es?|ed|ing)|destabili[sz](?:es?|ed|ing)|(?:could|might|may|would)\s+(?:well\s+)?"
    r"(?:impair|destabili[sz]e|spill\s+over\s+into|engulf|overrun|attack|invade|strangle))"
)
_STRIKE = (
    r"(?:strike|attack|burn|bomb|destroy|punish|retaliate|shoot|invade|shell|blockade|cut\s+off"
    r"|shut\s+off|withhold|expel|crush|annex|seize|sink|retake|avenge|stop\s+(?:its|his|the)"
    r"|treat\s+(?:it|this|that)\s+as|regard\s+(?:it|this|that)\s+as|intervene|respond)"
)
_DANGER_BEGINS = beginnings("threat danger menace peril")
_HARM_BEGINS = beginnings(
    "threaten endanger imperil menace jeopardise destabilise impair spill engulf overrun attack "
    "invade strangle"
)
_STRIKE_BEGINS = beginnings(
    "strike attack burn bomb destroy punish retaliate shoot invade shell blockade cut shut "
    "withhold expel crush annex seize sink retake avenge stop treat regard intervene respond"
)
_ATTACK_BEGINS = beginnings(
    "attack aggression intrigue invasion expansion missiles raid should might could subversion "
    "infiltration encroachment domination"
)
_NOUN = re.compile(rf"\b{_BE}\s+(?:now\s+|still\s+|also\s+)?{_SHADE}{_DANGER}\b(?!\s+of\b){_TO}")
_SEES = re.compile(
    r"\b(?:sees?|saw|regards?|regarded|views?|viewed|considers?|considered|calls?|called|treats?"
    r"|treated|names?|named|describ(?:es|ed))\s+(?:in\s+)?(?P<what>(?:[^.;:,]|\b(?:dr|mr|mrs|gen)\.)"
    r"{2,60}?)\s+"
    rf"(?:as\s+)?(?:an?|the|its|their|his)\s+{_SHADE}{_DANGER}\b{_TO}"
)
_VERB = re.compile(
    r"(?<!\bbe\s)(?<!\bis\s)(?<!\bare\s)(?<!\bwas\s)(?<!\bwere\s)(?<!\bbeen\s)"
    rf"\b{_HARM}\s+(?!to\b|not\s+to\b)(?P<to>[^.;:,]+)"
)
_CLEFT = re.compile(rf"\b(?:what|that|which)\s+{_HARM}\s+(?!to\b)(?P<to>[^.;:,]+)")
_SPOKEN = re.compile(
    r"\b(?:(?:has|have|had)\s+)?(?:again\s+)?(?:threaten(?:s|ed|ing)?\s+to\b"
    r"|let\s+it\s+be\s+known\s+that\b(?=[^.;]*\bwould\s+(?:pay|suffer|regret|burn|answer)\b)"
    r"|warn(?:s|ed)\s+that\b(?=[^.;]*\b(?:would|will)\s+(?:carry\s+a\s+(?:\w+\s+)?price|have\s+(?:\w+\s+)?"
    r"consequences|be\s+met\s+with|not\s+go\s+unanswered|lead\s+to\s+war|mean\s+war|face)\b)"
    rf"|(?:vow(?:s|ed)|swore|sworn|pledged)\s+to\s+{_STRIKE}"
    rf"|(?:sa(?:id|ys?)|warn(?:s|ed)|told\s+[^.;,]{{1,40}}?)\s+(?:that\s+)?(?:it|he|she|they)\s+"
    rf"(?:would|will)\s+{_STRIKE})\b[^.;:]*"
)
_DETERS = re.compile(
    rf"^(?:if|should|were|unless)\s+(?P<to>[^.;:,]+),\s+[^.;:,]{{2,60}}?\s(?:would|will)\s+{_STRIKE}\b"
    r"[^.;:]*"
)
_FEARS = re.compile(
    r"\b(?:fear(?:s|ed)?|dread(?:s|ed)?|(?:is|are|was|were)\s+(?:\w+\s+)?(?:afraid|fearful)\s+of)\s+"
    r"(?:that\s+)?(?:an?\s+|the\s+|its\s+)?(?P<what>[^.;:,]+)"
)
_OF = re.compile(
    rf"\b{_DANGER}\s+(?:of|from|posed\s+by|presented\s+by|coming\s+from)\s+(?P<what>[^.;:,]+?)"
    r"(?=\s+(?:to|for|facing)\s|[.;:,]|$)(?:\s+(?:to|for|facing)\s+(?P<to>[^.;:,]+))?"
)
_NAMED = re.compile(
    r"\b(?:the|an?|any|this)\s+(?:\w+ing\s+)?(?P<what>(?:[\w'’-]+\s+){1,2}?)"
    rf"{_DANGER}\b(?!\s+(?:of|from))(?:\s+(?:to|for|facing)\s+(?P<to>[^.;:,]+))?"
)
_BY = re.compile(
    r"\b(?:threatened|endangered|menaced|imperilled|destabili[sz]ed|blackmailed)\s+by\s+"
    r"(?P<what>[^.;:,]+)"
)
_ATTACK = re.compile(
    r"\b(?:against|in\s+the\s+event\s+of|in\s+case\s+of|danger\s+only,?\s+namely\s+that"
    r"|danger\s+(?:is\s+)?that|fear\s+that|guard\s+against|deter|repel|resist|covered?|face[ds]?)\s+"
    r"(?:an?\s+|the\s+|any\s+|further\s+|possible\s+)*(?P<what>(?:[\w-]+\s+){1,4}?(?:attacks?"
    r"|aggression|intrigues?|invasion|expansion\w*|missiles|raids?|should|might|could|subversion"
    r"|infiltration|encroachment|domination))\b"
)
_ENEMY = re.compile(
    r"\b(?:common|shared|mutual)\s+(?:enem(?:y|ies)|foes?|threats?|dangers?)\b"
    r"(?:\s*[-–—:,]|\s+(?:in|of|was|is|are))\s*(?P<what>[^.;:,]+)"
)
_MATTER = re.compile(  # what endangers and is no actor
    r"(?:\b|-)(?:terroris\w+|pira(?:cy|tes)|drugs?|smuggl\w+|traffick\w+|extremis\w+|separatis\w+"
    r"|insurgen\w+|militants?|jihadis\w+|fundamentalis\w+|droughts?|floods?|famine|hunger|epidemic"
    r"|pandemic|cholera|contagion|inflation|default|debt|recession|unemployment|proliferation"
    r"|missiles?|warheads|infiltration|refugees|dams?|poverty|corruption|crime|robbery|cyber\w*"
    r"|hackers|communis\w+|fascis\w+|revolution|coup|tribes|strikes?|front|warming|climate\s+change"
    r"|el\s+niño|oil|sanctions|blockade|embargo|war|nationalis\w+|club|weapons|mines)$"
)
_HEAD_ENDS = re.compile(
    r"\s+(?:of|in|on|along|from|by|to|for|at|with|or|that|which|who|whose|across|between|under"
    r"|near|against|through|during|since|is|are|was|were|has|have|had|will|would|could|might|may"
    r"|should|than|as|into|over|among|alike|upon)\b.*",
    re.DOTALL,
)
_LEAD = re.compile(
    r"\s*(?:(?:and|but|yet|so|where|when|while|because|as|the|an?|any|its|their|his|our|both|all|that|it\s+is|for|in|what)\s+)*"
)
_EYES = re.compile(r"(?:^|[,;:]\s+|\b(?:and|but|that)\s+)(?:for|to)\s+(?:the\s+|all\s+)?$")
_NOT = re.compile(r"\b(?:no|not|never|hardly|neither|less|without)\b|n['’]t\b")
_Who = tuple[str, ...]
_Case = tuple[str | None, _Who, int]  # from whom or what, to whom, where the words start


@reader(
    ReaderCard(
        id="threats",
        kinds=("threat",),
        version=2,
        says="Dangers, enemies and fears: who, or which named matter, threatens whom",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Threats, each with what it comes from and who is threatened."""
    for scene in scenes(document, as_of):
        if not (scene.actors or scene.before):
            continue
        two = pair(document, as_of, scene.sentence.paragraph)
        done: list[Span] = []
        for rule, begins, pattern, whose in _RULES:
            if begins.isdisjoint(scene.begins):
                continue
            for hit in pattern.finditer(scene.low):
                one = _threat(scene, rule, hit, whose(scene, hit, two), two)
                if one is not None and not any(one.span.overlaps(s) for s in done):
                    done.append(one.span)
                    yield one


def _threat(scene: Scene, rule: str, hit: re.Match[str], case: _Case, two: _Who) -> Draft | None:
    """A threat of one hit; none where its source or its target is unclear."""
    what, target, start = case
    if what is not None and not target and rule in ("noun", "of", "enemy"):
        target = _of_the_text(scene, what, two)
    to = tuple(t for t in target if t != what)
    if what is None or not to:
        return None
    last = clause(scene, hit.start(), hit.start() + 1).end - scene.start
    end = max(hit.start() + 1, min(hit.end(), max(last, hit.start() + 8)))
    return Draft(
        kind="threat",
        span=scene.span(min(start, hit.start()), end),
        fields={"actor": what, "to": to},
        rule=rule,
        reason=f"'{' '.join(hit[0].split())[:80]}': {what} is said to endanger {', '.join(to)}",
    )


def _of_the_text(scene: Scene, what: str, two: _Who) -> _Who:
    """Whom a text that names nobody means: of the two that it is about, those who are not it."""
    own = what in two or what not in scene.ids()
    return tuple(x for x in two if x != what) if own and len(two) == 2 else ()


# --- who endangers whom, by rule -----------------------------------------------------


def _by_subject(scene: Scene, hit: re.Match[str], two: _Who) -> _Case:
    """*X is a danger to Y*, *for Y X is a danger*, *X threatens Y*: the source stands before."""
    first = clause(scene, hit.start(), hit.start() + 1).start - scene.start
    before = scene.low[first : hit.start()]
    if _NOT.search(hit[0].split(" to ")[0]) and "less of a" not in hit[0]:
        return None, (), 0
    eyes, skip = _eyes(scene, first, hit.start())
    cut = re.search(r"^(?:.*\b(?:that|whether|says?|said|believe[sd]?|think|thinks)\s)", before)
    start = max(skip, first + (cut.end() if cut else 0))
    what = _source(scene, start, hit.start())
    given = _given(scene, hit, "at", two) if hit.groupdict().get("at") else ()
    given = given or _given(scene, hit, "to", two) or eyes
    if not given and what and "might" in hit[0]:
        given = tuple(m.actor for m in scene.actors if m.span.end - scene.start <= start)[:1]
    return what, given, start


def _by_condition(scene: Scene, hit: re.Match[str], two: _Who) -> _Case:
    """*Should Y attack, X would strike*."""
    named = _given(scene, hit, "to", ())
    rest = [m for m in scene.actors if m.span.start - scene.start >= hit.end("to")]
    if not named or not rest or rest[0].span.start - scene.start > hit.end("to") + 8:
        return None, (), 0
    return rest[0].actor, named[:1], hit.start()


def _by_cleft(scene: Scene, hit: re.Match[str], two: _Who) -> _Case:
    """*Drought is what threatens Y*; *it is X that threatens Y*."""
    before = re.search(
        r"(?:\bit\s+is\s+(?P<is>[^.;:]+?)(?:,[^.;:]*)?|(?:^|[.;:,]\s+)(?P<what>[^.;:,]+?)\s+(?:is|are|was"
        r"|were))[\s,]*$",
        scene.low[: hit.start()],
    )
    if before is None:
        return None, (), 0
    name = "is" if before["is"] else "what"
    what = _source(scene, before.start(name), before.end(name))
    return what, _given(scene, hit, "to", two), before.start(name)


def _by_seeing(scene: Scene, hit: re.Match[str], two: _Who) -> _Case:
    """*Y regards X as a threat*."""
    who = doer(scene, hit.start())
    what = _source(scene, hit.start("what"), hit.end("what"))
    named = _given(scene, hit, "to", two)
    if who is None:
        return what, named, hit.start()
    return what, named or together(scene, who), who.span.start - scene.start


def _by_word(scene: Scene, hit: re.Match[str], two: _Who) -> _Case:
    """*Y speaks as one who threatens to act*: whom it is said to, or the other of the two."""
    who = doer(scene, hit.start())
    if who is None:
        return None, (), 0
    after = [m for m in scene.actors if m.span.start >= scene.start + hit.start()]
    first = next((m for m in after if m.actor != who.actor), None)
    start = who.span.start - scene.start
    if first is not None:
        return who.actor, together(scene, first, forward=True), start
    others = [m.actor for m in scene.actors if m.actor != who.actor] or [
        x for x in two if who.actor in two and x != who.actor
    ]
    return who.actor, tuple(dict.fromkeys(others))[:1], start


def _by_object(scene: Scene, hit: re.Match[str], two: _Who) -> _Case:
    """*Y fears X*, *threatened by X*, *the threat of X*: the source stands in the words."""
    if _NOT.search(hit[0]):
        return None, (), 0
    what = _source(scene, hit.start("what"), hit.end("what"))
    named = _given(scene, hit, "to", two) if "to" in hit.re.groupindex else ()
    if named:
        return what, named, hit.start()
    both = sides(scene, clause(scene, hit.start(), hit.end()), two)
    if two and set(two) <= set(both):
        return what, two, hit.start()
    who = doer(scene, hit.start())
    return what, together(scene, who) if who is not None else (), hit.start()


def _by_actor(scene: Scene, hit: re.Match[str], two: _Who) -> _Case:
    """As `_by_object`, where only an actor can be the source: *the Russian threat to Poland*."""
    if re.match(r"\s+(?:the\s|its\s|an?\s|[A-Z])", scene.words[hit.end() :]):
        return None, (), 0  # *the rebels menace Chad*
    what, to, start = _by_object(scene, hit, two)
    return (what if what in scene.ids() else None), to or two, start


_Told = Callable[[Scene, re.Match[str], _Who], _Case]
_RULES: tuple[tuple[str, frozenset[str], re.Pattern[str], _Told], ...] = (
    ("cleft", _HARM_BEGINS, _CLEFT, _by_cleft),
    ("sees", _DANGER_BEGINS, _SEES, _by_seeing),
    ("noun", _DANGER_BEGINS, _NOUN, _by_subject),
    ("enemy", beginnings("common shared mutual"), _ENEMY, _by_object),
    ("of", _DANGER_BEGINS, _OF, _by_object),
    ("named", _DANGER_BEGINS, _NAMED, _by_actor),
    ("verb", _HARM_BEGINS, _VERB, _by_subject),
    ("by", _HARM_BEGINS | {"blac"}, _BY, _by_object),
    ("fear", beginnings("fear dread afraid"), _FEARS, _by_object),
    ("attack", _ATTACK_BEGINS, _ATTACK, _by_actor),
    ("deters", _STRIKE_BEGINS, _DETERS, _by_condition),
    ("spoken", _STRIKE_BEGINS | beginnings("threaten known warned"), _SPOKEN, _by_word),
)


def _eyes(scene: Scene, first: int, last: int) -> tuple[_Who, int]:
    """In whose eyes: *for Ankara the PKK is a danger*, and where those words end."""
    for m in scene.actors:
        at, end = m.span.start - scene.start, m.span.end - scene.start
        if first <= at < last and _EYES.search(scene.low, first, at):
            return together(scene, m, forward=True), end
    return (), 0


def _given(scene: Scene, hit: re.Match[str], name: str, two: _Who) -> _Who:
    """Actors in some words of a hit."""
    if not hit[name]:
        return ()
    return sides(scene, scene.span(hit.start(name), hit.end(name)), two)


def _source(scene: Scene, start: int, end: int) -> str | None:
    """The actor that a phrase is, or a slug of a matter; None where it is neither."""
    words = scene.low[start:end]
    lead = _LEAD.match(words)
    first = start + (lead.end() if lead else 0)
    plain = scene.low[first:end]
    if re.fullmatch(r"(?:it|he|she|they|its|his|their)(?:\s[\w\s]+)?\s*", words) and scene.before:
        return scene.before.actor
    head = _HEAD_ENDS.sub("", plain).strip(" ,'’\"“”")
    known = inside(scene, scene.span(first, end)) if end > first else ()
    named = _named(scene, known, first, head)
    if named is not None:
        return named.actor
    one = re.split(r"\s+and\s", head)[0].removesuffix(" upstream")
    slug = re.sub(r"[^a-z]+", "-", fold(one)).strip("-")
    return slug if one and len(one.split()) <= 3 and _MATTER.search(one) else None


def _named(scene: Scene, known: tuple[Mention, ...], first: int, head: str) -> Mention | None:
    """The actor of a phrase: *a Bulgarian attack* comes from Bulgaria."""
    end = scene.start + first + len(head)
    within = [m for m in known if m.span.end <= end]
    return within[-1] if within else None
