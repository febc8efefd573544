"""Ties: how two actors stand to each other, well or badly, by the words between and beside them."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from detente.reading.mention import Mention
from detente.reading.poll_words import is_poll
from detente.reading.proposal import Draft
from detente.reading.reader import ReaderCard, reader
from detente.reading.scenes import Scene, clause, pair, scenes
from detente.reading.text import Document, Span

_GOOD = (
    r"(?:alliances?|partnerships?|rapprochement|friendships?|cooperation|co-operation|collaboration"
    r"|axis|entente|d[ée]tente|thaw|reconciliation|solidarity|honeymoon|brotherhood"
    r"|accord|pact|couple|tandem"
    r"|concord|alignment|bond|understanding|coalition|embrace|trust)"
)
_BAD = (
    r"(?:rivalry|hostilit(?:y|ies)|enmity|feud|conflict|tensions?|war|confrontation"
    r"|mistrust|distrust"
    r"|animosity|antagonism|quarrel|rift|estrangement|standoff|stand-off|dispute|row|suspicion"
    r"|fighting|clashes|split|schism|cold\s+war|rupture)"
)
_LINK = r"(?:relations?|relationships?|ties|links|contacts|bonds)"
_WARM = (
    r"(?:close|closer|good|warm|warmer|friendly|cordial|strong|stronger|excellent|deep|growing"
    r"|improv\w+|developing|developed?|deepen\w*|strengthen\w*|warmed|thaw\w*|flourish\w*"
    r"|better|special|fraternal|expand\w*"
    r"|thriv\w+|intimate|old|historic|longstanding|restored|normal(?:i[sz]ed)?)"
)
_COLD = (
    r"(?:bad|poor|strained|tense|frosty|hostile|cool|cooled|cold|icy|soured?|worsen\w*"
    r"|deteriorat\w*|troubled|frozen"
    r"|broken|severed|bitter|difficult|uneasy|collaps\w+|fraught|damaged|suffer\w*|chilly|chilled)"
)
_ALLY = (
    r"(?:all(?:y|ies)|partners?|friends?|client(?:\s+state)?|patron|protector|backer|sponsor"
    r"|guarantor|supplier|brother|neighbour\s+and\s+friend)"
)
_FOE = (
    r"(?:enem(?:y|ies)|rivals?|adversar(?:y|ies)|foes?|opponents?|antagonists?|nemesis"
    r"|competitors?|aggressor)"
)
_ADJ = r"(?:[\w-]+\s+){0,3}?"
_THE = r"(?:the\s+|an?\s+)?"
_DO_GOOD = (
    r"(?:(?:ha[sd]|have)\s+)?(?:\w+ly\s+)?(?:(?:is|are|was|were|been)\s+)?(?:supports?"
    r"|supported|supporting|back(?:s|ed|ing)?|arm(?:s|ed)|allied\s+(?:itself\s+)?(?:with"
    r"|to)|aligned\s+(?:itself\s+)?with"
    r"|trusts?|trusted|sid(?:es|ed|ing)\s+with|orient(?:ed|s)\s+(?:itself\s+)?towards?"
    r"|sympathi[sz]e[sd]?\s+with|protects?|protected|shelter(?:s|ed)|harbou?r(?:s|ed)"
    r"|befriended|cooperat(?:es|ed)\s+(?:closely\s+)?with|stands?\s+(?:by|with|behind)"
    r"|stood\s+(?:by|with|behind)|finances?|financed|funds|funded|sponsor(?:s|ed)"
    r"|train(?:s|ed)|tied\s+to|(?<=\bis\s)close\s+to|(?<=\bare\s)close\s+to|friendly\s+"
    r"(?:to|towards?|with)"
    r"|joined\s+(?:forces\s+with|hands\s+with)|on\s+good\s+terms\s+with|tilt(?:s|ed)\s+"
    r"towards?|leans?\s+towards?|draws?\s+closer\s+to|drew\s+closer\s+to|moved\s+"
    r"closer\s+to"
    r"|sells?\s+(?:\w+\s+)?(?:arms|weapons|aircraft|missiles|tanks)\s+to|sold\s+"
    r"(?:\w+\s+)?(?:arms|weapons|aircraft|missiles|tanks)\s+to|suppl(?:ied)"
    r"|bankroll(?:s|ed)|bound\s+to|linked\s+to)"
)
_DO_BAD = (
    r"(?:(?:ha[sd]|have)\s+)?(?:\w+ly\s+)?(?:(?:is|are|was|were|been)\s+)?(?:oppos(?:es"
    r"|ed|ing)|distrust(?:s|ed|ful\s+of)?|mistrust(?:s|ed)?|hat(?:es|ed)|fear(?:s|ed)"
    r"|suspicious\s+of|wary\s+of|hostile\s+(?:to|towards?)"
    r"|fight(?:s|ing)|fought|bomb(?:s|ing)|attack(?:s|ing)"
    r"|at\s+war\s+with|at\s+odds\s+with|threaten(?:s|ed|ing)|fell\s+out\s+"
    r"with|broke\s+with|quarrel(?:s|led)\s+with"
    r"|broke\s+off\s+(?:diplomatic\s+)?relations\s+with|severed\s+"
    r"(?:diplomatic\s+)?(?:ties|relations)\s+with|resent(?:s|ed)|clash(?:es|ed)\s+with"
    r"|loath(?:es|ed)|despis(?:es|ed)|denounc(?:es|ed)|blockad(?:es|ed)"
    r"|compet(?:es|ed)\s+with|skirmish(?:es|ed)\s+with|estranged\s+from"
    r"|irreconcilabl[ey]\s+(?:hostile\s+)?(?:to|with)|enemy\s+of|locked\s+in\s+\w+\s+"
    r"with)"
)
_BRAND = re.compile(
    r"\s*(?:\w+\s+)?(?:calls?|called|regards?|regarded|brands?|branded|lists?|listed"
    r"|views?|viewed|sees|saw|considers?|considered|labels?|labelled|treats?|treated"
    r"|denounces?|denounced)\b[^.;]{0,60}?"
    r"\b(?:terrorists?|enem(?:y|ies)|threat|traitors?|aggressor|rival|adversary|hostile"
    r"|danger|puppets?)\b",
    re.IGNORECASE,
)
_JOINT = (
    (
        r"(?:are|were|remain|became|have\s+become|have\s+been|had\s+been|as)\s+"
        r"(?:\w+\s+){0,3}?(?:allies|partners|friends|good\s+neighbou?rs)|share[sd]?\s+"
        r"(?:an?\s+)?(?:\w+\s+){0,2}(?:enem|desire|interest|goal|aim|foe|view)"
        r"|(?:have\s+)?(?:exchanged\s+visits|drawn\s+closer|cooperate|cooperated|worked\s+"
        r"together|joined\s+forces|made\s+(?:up|peace)|reconciled|normali[sz]ed|allied"
        r"|patched\s+up)|work\s+together|(?:unlikely|old|firm|fast|close)\s+(?:friends"
        r"|allies)|ke(?:ep|pt)\s+together|remain\s+(?:polite|friendly|close)|agree\s+on"
        r"|signed\s+(?:a|an|the)\s+(?:\w+\s+){0,3}(?:treaty|pact|alliance)",
        "+",
    ),
    (
        r"(?:are|were|remain|became|have\s+become|have\s+been|had\s+been)\s+"
        r"(?:\w+\s+){0,2}?(?:rivals|enemies|adversaries|foes|estranged|at\s+war|at\s+odds|at\s+"
        r"loggerheads)|(?:have\s+)?(?:fallen\s+out|fell\s+out|fought|clash\w*|quarrel\w*"
        r"|compete\w*)|distrust\s+each|mistrust\s+each"
        r"|fundamentally\s+differ|hostile\s+neighbou?rs|old\s+(?:enemies|rivals|foes)"
        r"|go(?:ne)?\s+to\s+war|on\s+opposite\s+sides|trade[d]?\s+"
        r"(?:accusations|fire|insults)",
        "-",
    ),
)
_HEADS = tuple(
    (re.compile(rf"['’]?s?\s+{_ADJ}{noun}\b"), sign) for noun, sign in ((_GOOD, "+"), (_BAD, "-"))
)
_HEAD_LINK = re.compile(rf"['’]?s?\s+{_ADJ}{_LINK}\b")
_IS_WARM, _IS_COLD = re.compile(rf"\b{_WARM}\b"), re.compile(rf"\b{_COLD}\b")
_JOINED = re.compile(
    rf"\b({_GOOD}|{_BAD}|{_LINK})\s+(?:that\s+\w+\s+)?(?:between|of|among)\s+{_THE}(?:\w+\s+)?$"
)
_WITH = re.compile(
    r"(?:['’]s?\s|\s(?:ha[sd]|have|its|in|developed|enjoys?|maintains?|maintained|cultivat\w+|built"
    rf"|forged|formed)\s)(?:[^.;,]{{0,60}}\s)?({_GOOD}|{_BAD}|{_LINK})"
    rf"\s+(?:[\w\s-]{{0,40}}\s)?(?:with|to|against|towards?)\s+{_THE}(?:\w+\s+)?$"
)
_DIRECT = re.compile(rf"\s+(?:\w+\s+)?(ties|links)\s+(?:to|with)\s+{_THE}")
_VERBS = tuple(
    (
        re.compile(
            r"['’]?s?(?:,?\s+(?:whose|which|who)|,)?(?:\s+(?!(?:its|their|his|the"
            r"|an?|and)\b)[\w'’-]+){0,4}?"
            rf"\s+{verbs}(?:\s+by)?\s+{_THE}(?:[\w'’-]+\s+){{0,3}}?"
        ),
        sign,
    )
    for verbs, sign in ((_DO_GOOD, "+"), (_DO_BAD, "-"))
)
_NEGATED = re.compile(r"\b(?:not|never|no|nor|neither)\b|n['’]t\b")
_PREDICATES = tuple(
    (re.compile(rf"(?:,?\s+\w+){{0,4}}?,?\s+(?:{predicate})\w*"), sign)
    for predicate, sign in _JOINT
)
_ALLIES = tuple(
    (
        re.compile(rf"(?:['’]s?\s|\s){_ADJ}{noun}\b(?!\s+of\b)"),
        re.compile(rf"\b{noun}\s+(?:of|to)\s+{_THE}$"),
        re.compile(rf"\b(?:its|his|their|an?)\s+{_ADJ}{noun},?\s+{_THE}$"),
        sign,
    )
    for noun, sign in ((_ALLY, "+"), (_FOE, "-"))
)
_FAR = 160  # characters between two actors beyond which no rule joins them
_Found = tuple[int, int, str, str, str, str]  # start and end, two ids, sign, rule


@reader(
    ReaderCard(
        id="ties",
        kinds=("tie",),
        version=1,
        says="Allies and rivals: words that join two actors and say how they stand to each other",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Ties with sign between two different actors of one sentence."""
    for scene in scenes(document, as_of):
        if is_poll(scene.words):
            continue  # what a public feels is a survey's
        two = pair(document, as_of, scene.sentence.paragraph)
        seen: set[tuple[str, str, str]] = set()
        for start, end, a, b, sign, rule in _spread(scene, two):
            first, second = sorted((a, b))
            if first != second and (first, second, sign) not in seen:
                seen.add((first, second, sign))
                yield _draft(scene, start, end, (first, second, sign, rule))


def _draft(scene: Scene, start: int, end: int, tie: tuple[str, str, str, str]) -> Draft:
    a, b, sign, rule = tie
    words = scene.words[start:end]
    how = "well" if sign == "+" else "badly"
    return Draft(
        kind="tie",
        span=scene.span(start, end),
        fields={"a": a, "b": b, "sign": sign},
        rule=rule,
        reason=f"'{' '.join(words.split())}' says that {a} and {b} stand {how}",
    )


def _found(scene: Scene, two: tuple[str, ...]) -> Iterator[_Found]:
    """Ties of a sentence, the surest rules first."""
    for m, n in _neighbours(scene):
        yield from _compound(scene, m, n)
        yield from _between(scene, m, n)
        yield from _verb(scene, m, n)
        yield from _joint(scene, m, n)
    for m in scene.actors:
        yield from _ally_of(scene, m)
    yield from _of_the_pair(scene, two)


def _spread(scene: Scene, two: tuple[str, ...]) -> Iterator[_Found]:
    """Ties as found, and *links with the Iraqi and Syrian leaders* for each of the two."""
    for start, end, a, b, sign, rule in _found(scene, two):
        yield start, end, a, b, sign, rule
        if rule in ("joint", "compound"):
            continue
        inside = (m for m in scene.actors if start <= m.span.start - scene.start < end)
        last = next((m for m in inside if m.actor == b), None)
        for m, n in pairwise(scene.actors):
            between = scene.text[m.span.end : n.span.start]
            if m is last and re.fullmatch(r"\s*(?:,|,?\s+and|,?\s+or)\s+(?:the\s+)?", between):
                yield start, n.span.end - scene.start, a, n.actor, sign, rule
                last = n


def _neighbours(scene: Scene) -> Iterator[tuple[Mention, Mention]]:
    """Actors next to each other, and those with one other actor between."""
    for step in (1, 2):
        for m, n in zip(scene.actors, scene.actors[step:], strict=False):
            if m.actor != n.actor and n.span.start - m.span.end < _FAR:
                yield m, n


def _at(scene: Scene, m: Mention) -> tuple[int, int]:
    return m.span.start - scene.start, m.span.end - scene.start


def _compound(scene: Scene, m: Mention, n: Mention) -> Iterator[_Found]:
    """*The Turkish-Russian rapprochement*: two actors in front of the noun."""
    (a, b), (c, d) = _at(scene, m), _at(scene, n)
    if not re.fullmatch(r"\s?[-‐–—/]\s?|\s+and\s+(?:the\s+)?", scene.words[b:c]):
        return
    for noun, sign in _HEADS:
        hit = noun.match(scene.low[d : d + 60])
        if hit:
            yield a, d + hit.end(), m.actor, n.actor, sign, "compound"
            return
    hit = _HEAD_LINK.match(scene.low[d : d + 60])
    if hit:
        yield from _link(scene, a, d + hit.end(), m, n)


def _link(scene: Scene, start: int, end: int, m: Mention, n: Mention) -> Iterator[_Found]:
    """*Relations* are good or bad by the words beside them."""
    after = re.split(r"[,;.]", scene.words[end:])[0][:60]
    near = scene.words[max(0, start - 30) : start] + " | " + scene.words[start:end] + " | " + after
    warm, cold = _IS_WARM.search(near.lower()), _IS_COLD.search(near.lower())
    if bool(warm) != bool(cold):
        sign = "+" if warm else "-"
        yield start, end + len(after.rstrip()), m.actor, n.actor, sign, "relations"


def _between(scene: Scene, m: Mention, n: Mention) -> Iterator[_Found]:
    """*The friendship between A and B*, *A's alliance with B*, *close links with B*."""
    (a, b), (c, d) = _at(scene, m), _at(scene, n)
    before, middle = scene.low[max(0, a - 60) : a], scene.low[b:c]
    joined = _JOINED.search(before)
    start, noun = a, None
    if joined and re.fullmatch(r"(?:\s+\w+){0,2}\s+and\s+(?:the\s+)?", middle):
        start, noun = a - len(before) + joined.start(), joined[1]
    elif _DIRECT.fullmatch(middle):
        yield a, d, m.actor, n.actor, "+", "between"
        return
    elif with_ := _WITH.search(middle):
        noun = with_[1]
    if noun is None:
        return
    if re.fullmatch(_LINK, noun, re.IGNORECASE):
        yield from _link(scene, start, d, m, n)
    else:
        sign = "+" if re.fullmatch(_GOOD, noun, re.IGNORECASE) else "-"
        yield start, d, m.actor, n.actor, sign, "between"


def _verb(scene: Scene, m: Mention, n: Mention) -> Iterator[_Found]:
    """*A backs B*, *A is hostile to B*, *A, which B calls a terrorist group*."""
    (_, b), (c, d) = _at(scene, m), _at(scene, n)
    middle = scene.words[b:c]
    for verbs, sign in _VERBS:
        if verbs.fullmatch(scene.low[b:c]) and not _NEGATED.search(middle):
            first = (
                _antecedent(scene, m) if re.search(r"\b(?:to|with)\s+(?:the\s+)?$", middle) else m
            )
            if first is not None:
                yield first.span.start - scene.start, d, first.actor, n.actor, sign, "verb"
            return
    yield from _branded(scene, m, n)


def _branded(scene: Scene, m: Mention, n: Mention) -> Iterator[_Found]:
    """*A, which B calls a terrorist group*; *A regards B as an enemy*."""
    (a, b), (c, d) = _at(scene, m), _at(scene, n)
    middle = scene.words[b:c]
    if re.fullmatch(r"\)?,?\s*(?:an?\s+[\w\s-]{1,40}\s)?(?:which|whom|that)\s+(?:the\s+)?", middle):
        hit = _BRAND.match(scene.words, d)
        if hit and not re.search(r"\bnot\b", hit[0]):
            yield a, hit.end(), m.actor, n.actor, "-", "verb"
    elif re.fullmatch(rf"(?:\s+\w+)?\s+\w+\s+{_THE}(?:\w+\s+)?", middle):
        hit = _BRAND.match(scene.words, b)
        if hit and hit.end() > d:
            yield a, hit.end(), m.actor, n.actor, "-", "verb"


def _antecedent(scene: Scene, m: Mention) -> Mention | None:
    """Who stands well with B in *A, which some of M have tied to B*: A; else M itself."""
    which = re.search(
        r"[,)]\s*(?:which|whom)\s+(?:the\s+)?$", scene.words[: m.span.start - scene.start]
    )
    if which is None:
        return m
    before = [x for x in scene.actors if x.span.end - scene.start <= which.start()]
    return before[-1] if before and before[-1].actor != m.actor else None


def _joint(scene: Scene, m: Mention, n: Mention) -> Iterator[_Found]:
    """*A and B are allies*: a predicate of two subjects."""
    (a, b), (c, d) = _at(scene, m), _at(scene, n)
    if not re.fullmatch(r"(?:\s+\w+)?\s+and\s+(?:the\s+)?", scene.words[b:c]):
        return
    after = scene.low[d : d + 80]
    for predicate, sign in _PREDICATES:
        hit = predicate.match(after)
        if hit and not re.search(r"\bnot\b|n['’]t\b|\bnever\b", hit[0]):
            yield a, d + hit.end(), m.actor, n.actor, sign, "joint"


def _ally_of(scene: Scene, m: Mention) -> Iterator[_Found]:
    """*China, Pakistan's oldest ally*; *an ally of Russia*; *its ally Syria*."""
    a, b = _at(scene, m)
    for after_, of_, its_, sign in _ALLIES:
        own = after_.match(scene.low[b : b + 60])
        if own and "," not in own[0]:
            yield from _beside(scene, m, (a, b + own.end()), sign)
        of = of_.search(scene.low[max(0, a - 40) : a])
        if of:
            yield from _beside(scene, m, (a - min(40, a) + of.start(), b), sign)
        its = its_.search(scene.low[max(0, a - 60) : a])
        if its:
            before = [x for x in scene.actors if x.span.end <= m.span.start and x.actor != m.actor]
            if before:
                yield a - min(60, a) + its.start(), b, before[-1].actor, m.actor, sign, "ally"


def _beside(scene: Scene, m: Mention, at: tuple[int, int], sign: str) -> Iterator[_Found]:
    """The other actor of *ally of B*: it stands in apposition, or is the subject or predicate."""
    start, end = at
    after = re.match(r",?\s+(?:(?:is|was|remains)\s+)?(?:the\s+)?", scene.words[end:])
    for x in scene.actors:
        c, d = _at(scene, x)
        if x.actor == m.actor:
            continue
        gap = scene.words[d:start] if d <= start else None
        if gap is not None and re.search(
            r"^\s*(?:,|\(|(?:\w+\s+){0,3}(?:is|was|are|were|as|remains?|remained|became"
            r"|becoming|become|been)\b)[^;.]{0,60}$",
            gap,
        ):
            yield c, end, x.actor, m.actor, sign, "ally"
            return
        if after and c == end + after.end():
            yield start, d, x.actor, m.actor, sign, "ally"
            return


_PAIR_TIE = re.compile(
    rf"\b(?:the|this|their|a)\s+{_ADJ}(?P<good>rapprochement|thaw|reconciliation|entente"
    rf"|d[ée]tente)\b(?!\s+(?:between|of|with|for))"
    r"|\b(?P<bad>at\s+odds|at\s+loggerheads|on\s+opposite\s+sides|(?:old|deep|mutual)\s+"
    r"(?:enmity|mistrust|distrust|suspicion|rivalry))\b(?!\s+(?:with|between))",
    re.IGNORECASE,
)


def _of_the_pair(scene: Scene, two: tuple[str, ...]) -> Iterator[_Found]:
    """*The partnership*, *at odds again*: of the two states that the text is about."""
    named = set(scene.ids())
    if len(two) != 2 or named - set(two):
        return
    hit = _PAIR_TIE.search(scene.words)
    if hit and (hit["bad"] or named):
        span: Span = clause(scene, hit.start(), hit.end())
        sign = "+" if hit["good"] else "-"
        yield hit.start(), span.end - scene.start, two[0], two[1], sign, "pair"
