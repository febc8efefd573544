"""Issues: matters in dispute, with the actors that hold a side."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from detente.reading.clauses import beginnings
from detente.reading.doers import doer
from detente.reading.proposal import Draft
from detente.reading.reader import ReaderCard, reader
from detente.reading.scenes import Scene, clause, pair, scenes, sides, subject
from detente.reading.text import Document, Span

_OVER = (
    r"(?:over|about|on|concerning|regarding|as\s+to|in\s+(?:their|the)\s+(?:approach\w*"
    r"|views?|attitudes?)\s*(?:to|towards?|on)?)"
)
_WHAT = r"(?P<what>[^.;:,—–]+)"
_PATTERNS: tuple[tuple[str, frozenset[str], re.Pattern[str]], ...] = tuple(
    (rule, beginnings(begins), re.compile(pattern))
    for rule, begins, pattern in (
        (
            "noun",
            "difference dispute row rows quarrel disagreement conflict clash tension controversy "
            "argument bickering wrangling standoff stand friction feud crisis deadlock division "
            "battle contention divergence squabble impasse bargaining",
            rf"\b(?:differences?|disputes?|rows?|quarrels?|disagreements?|conflicts?"
            rf"|clash(?:es)?|tensions?|controversy|argument|bickering|wrangl\w+|standoff"
            rf"|stand-off|friction|feud|crisis|deadlock|frictions|divisions?|battle"
            rf"|contention|divergences?|squabbles?|impasse|bargaining)\s+"
            rf"(?:[\w'’-]+\s+){{0,6}}?{_OVER}\s+{_WHAT}",
        ),
        (
            "verb",
            "differ disagree dispute quarrel clash fall fell argue squabble part diverge collide "
            "feud odds loggerheads divided split deadlocked variance",
            rf"\b(?:differ(?:s|ed)?|disagree[sd]?|disput(?:e|es|ed)|quarrel\w*"
            rf"|clash(?:es|ed)?|fall\s+out|fell\s+out|fallen\s+out|argu(?:e|ed|ing)"
            rf"|squabbl\w+|part\s+ways|diverge[sd]?|collided?|feud\w*|(?:at\s+odds|at\s+"
            rf"loggerheads|divided|split|deadlocked|at\s+variance))\s+"
            rf"(?:\w+\s+){{0,4}}?{_OVER}\s+{_WHAT}",
        ),
        (
            "transitive",
            "contest dispute",
            rf"(?<!outstanding )(?<!all )\b(?:contests|contested|disputes|disputed)\s+(?:the"
            rf"|its|his|their)\s+{_WHAT}",
        ),
        (
            "blame",
            "answerable responsible accountable",
            rf"\b(?:holds?|held)\s+[^.;:,]{{3,40}}?\s(?:answerable|responsible"
            rf"|accountable)\s+for\s+{_WHAT}",
        ),
        (
            "question",
            "question issue subject problem matter status fate future",
            rf"\b(?:question|issue"
            rf"|subject|problem|matter|status|fate|future)\s+of\s+(?!(?:time|course"
            rf"|fact)\b){_WHAT}",
        ),
        (
            "hardest",
            "question issue obstacle stumbling sticking bone source point irritant flashpoint "
            "sore quarrel apple problem",
            r"(?P<what>[^.;:,—–]{3,60}?)\s+(?:is|are|was|were|remains?|remained|has\s+"
            r"(?:long\s+)?been)\s+(?:\w+\s+)?(?:the|a|another|their|its)\s+"
            r"(?:[\w-]+\s+){0,4}?(?:question|issue|obstacle|stumbling\s+block|sticking\s+"
            r"point|bone\s+of\s+contention|source\s+of\s+(?:friction|tension|conflict)"
            r"|point\s+of\s+contention|irritant|flashpoint|sore\s+point|quarrel|apple\s+"
            r"of\s+discord|problem)\b",
        ),
        (
            "hardest",
            "obstacle stumbling sticking bone source irritant flashpoint sore problematical",
            rf"\b(?:obstacle|stumbling\s+block|sticking\s+point|bone\s+of\s+contention"
            rf"|source\s+of\s+(?:friction|tension|conflict)|irritant|flashpoint|sore\s+"
            rf"point|most\s+problematical\s+area)\b[^.;:]{{0,50}}?\s(?:is|was|are|were"
            rf"|remains?|remained)\s+{_WHAT}",
        ),
        (
            "no-agreement",
            "agreement accord progress compromise settlement resolve",
            rf"\b(?:no\s+(?:agreement|accord|progress|compromise|settlement)\s+(?:was\s+"
            rf"|has\s+been\s+|had\s+been\s+|could\s+be\s+)?(?:\w+\s+)?(?:on|over|about)"
            rf"|failed\s+to\s+(?:agree|settle|resolve)(?:\s+on)?)\s+{_WHAT}",
        ),
        (
            "claim",
            "sovereign claim",
            rf"\b(?:sovereign\s+rights?|sovereignty|claims?|claimed|territorial\s+claims?)\s+"
            rf"(?:over|to|on)\s+{_WHAT}",
        ),
        (
            "disputed",
            "disputed contested",
            r"\b(?:the\s+)?(?P<what>(?:disputed|contested)\s+(?:[\w-]+\s?){1,4})",
        ),
        (
            "concern",
            "complain protest object concern oppose resent criticise alarm stance",
            rf"\b(?:complain(?:s|ed)?|protest(?:s|ed)?|object(?:s|ed)?|concern(?:ed|s)?"
            rf"|oppos(?:ed|ition|es)|resent\w*|critici[sz]\w+|alarm\w*|tough(?:er)?\s+"
            rf"stance)\s+(?:of|to|about|at|over|by|on|against)\s+{_WHAT}",
        ),
    )
)
_HOLDS = re.compile(
    r"\b(?:insists?|insisted|regards?|regarded|maintains?|maintained|claims?|claimed"
    r"|reaffirm\w*|demands?|demanded|holds?|held|rejects?|rejected|wants?|wanted|sees?"
    r"|saw|considers?|considered|describ\w+|recalled|accus\w+|oppos\w+|supports?"
    r"|supported|favou?rs?|favou?red|refus\w+|prefers?|preferred|urg\w+"
    r"|argu\w+|oriented|backs?|backed|bombs?|arms|offers|repl(?:ies|ied)|(?:will|would)\s+not\s+hear"
    r"|disput\w+)\b",
)
_CONTRAST = re.compile(r",?\s(?:while|whereas|but)\s|;(?:\s|$)", re.IGNORECASE)
_CONTRASTS = beginnings("while whereas but")
_REBUTS = re.compile(
    r"\b(?:will\s+not|would\s+not|won['’]t|refus\w+|reject\w*|oppos\w+|disagree\w*"
    r"|objects?|objected"
    r"|disputes?|disputed|says?\s+no|said\s+no|repl(?:ies|ied))\b"
)
_WISHES = re.compile(
    r"\b(?:wants?|wanted|demands?|demanded|claims?|claimed|propos\w+|urg\w+|insists?)\b"
)
_CUT = re.compile(
    r"\s+(?:which|who|that|with|when|where|after|before|because|since|and\s+(?:will|has"
    r"|have|is|are|the|was|were)|is|are|was|were|has|have|had|will|would|could|may|might"
    r"|between|remains?|before|between|as|but|while|if)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_VAGUE = re.compile(
    r"^(?:it|this|that|them|him|her|these|those|his|its|their|all|what|whether|how|time|\d+)$",
    re.IGNORECASE,
)


@reader(
    ReaderCard(
        id="issues",
        kinds=("issue",),
        version=2,
        says="Matters in dispute: what two actors differ over, and who holds a side",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Issues of a document, each at the words that say that it is one."""
    last: Scene | None = None
    held: set[str] = set()  # who holds a side in the sentence before
    for scene in scenes(document, as_of):
        two = pair(document, as_of, scene.sentence.paragraph)
        drafts = list(_named_issues(scene, two))
        contrast = None if drafts else _contrast(scene, two) or _rebuttal(last, scene, two)
        if contrast is not None and not (_same_paragraph(last, scene) and _sides(contrast) <= held):
            drafts.append(contrast)
        yield from drafts
        last, held = scene, set().union(*(_sides(one) for one in drafts))


def _sides(one: Draft) -> set[str]:
    value = one.fields["sides"]
    return set(value) if isinstance(value, tuple) else set()


def _same_paragraph(last: Scene | None, scene: Scene) -> bool:
    return last is not None and last.sentence.paragraph == scene.sentence.paragraph


def _named_issues(scene: Scene, two: tuple[str, ...]) -> Iterator[Draft]:
    """Issues that a sentence calls by a word for a dispute; the surest rule takes the words."""
    done: list[Span] = []
    for rule, begins, pattern in _PATTERNS:
        if begins.isdisjoint(scene.begins):
            continue
        for hit in pattern.finditer(scene.low):
            one = _issue(scene, rule, hit, two)
            if one is not None and not any(one.span.overlaps(s) for s in done):
                done.append(one.span)
                yield one


def _issue(scene: Scene, rule: str, hit: re.Match[str], two: tuple[str, ...]) -> Draft | None:
    label = _label(scene.words[hit.start("what") : hit.end("what")])
    if not label or _VAGUE.match(label):
        return None
    whole = clause(scene, hit.start(), hit.end())
    start = scene.start + hit.start("what")
    holders = _holders(scene, whole, Span(start, start + len(label)), two)
    if rule in ("question", "concern") and not _named(scene, whole, holders):
        return None
    if len(holders) < 2 and rule != "claim":
        return None
    return Draft(
        kind="issue",
        span=whole,
        fields={"label": label, "sides": holders},
        rule=rule,
        reason=f"'{' '.join(hit[0].split())[:80]}' names a matter in dispute",
    )


def _named(scene: Scene, span: Span, holders: tuple[str, ...]) -> bool:
    """Whether two of those who hold a side stand in the words themselves."""
    return len({m.actor for m in scene.actors if span.holds(m.span)} & set(holders)) >= 2


def _label(words: str) -> str:
    """A few words for the matter."""
    plain = re.sub(
        r"^\W*(?:the|an?|their|its|this|that)\s+",
        "",
        _CUT.sub("", " " + words).strip(),
        flags=re.IGNORECASE,
    )
    return " ".join(plain.split()[:7]).strip(" '\"“”’,.")


def _holders(scene: Scene, span: Span, matter: Span, two: tuple[str, ...]) -> tuple[str, ...]:
    """Who holds a side: those named outside the matter, in the clause, else in the sentence."""
    named = [m.actor for m in scene.actors if span.holds(m.span) and not matter.overlaps(m.span)]
    if len(set(named)) < 2:
        both = sides(scene, span, two)
        if set(two) <= set(both) and two:
            return two
        named = [m.actor for m in scene.actors if not matter.overlaps(m.span)]
    if len(set(named)) < 2 and two and set(named) <= set(two):
        return two
    if len(set(named)) == 1 and two and named[0] not in two:
        return ()
    return tuple(dict.fromkeys(named))[:4]


def _contrast(scene: Scene, two: tuple[str, ...]) -> Draft | None:
    """*A insists on X, while B regards it as Y*: two actors that take a stand in one sentence.

    Where the second says no to what the first demands, they need not be the two of the text.
    """
    if _CONTRASTS.isdisjoint(scene.begins) and ";" not in scene.low:
        return None
    for first, second in pairwise(_HOLDS.finditer(scene.low)):
        a, b = doer(scene, first.start()), doer(scene, second.start())
        if a is None or b is None or a.actor == b.actor:
            continue
        opposed = _WISHES.match(first[0]) and _REBUTS.match(second[0])
        if {a.actor, b.actor} != set(two) and not opposed:
            continue
        between = scene.words[first.end() : b.span.start - scene.start]
        if b.span.start >= scene.start + first.end() and _CONTRAST.search(between):
            end = clause(scene, second.start(), second.end()).end
            return Draft(
                kind="issue",
                span=Span(a.span.start, end),
                fields={
                    "label": _label(_CONTRAST.split(between)[0]) or None,
                    "sides": (a.actor, b.actor),
                },
                rule="contrast",
                reason=f"{a.actor} and {b.actor} take different sides in one sentence",
            )
    return None


def _rebuttal(last: Scene | None, scene: Scene, two: tuple[str, ...]) -> Draft | None:
    """*A wants X. B will not hear of it.*: the two of the text, in two sentences."""
    if last is None or not _same_paragraph(last, scene):
        return None
    no = _REBUTS.search(scene.low[:80])
    wish = _WISHES.search(last.low) if no else None
    if wish is None or no is None:
        return None
    a, b = subject(last, wish.start()), subject(scene, no.start())
    if a is None or b is None or {a.actor, b.actor} != set(two):
        return None
    return Draft(
        kind="issue",
        span=Span(a.span.start, clause(scene, no.start(), no.end()).end),
        fields={"label": _label(last.words[wish.end() :]) or None, "sides": (a.actor, b.actor)},
        rule="rebuttal",
        reason=f"{b.actor} answers {a.actor} with '{' '.join(no[0].split())}'",
    )
