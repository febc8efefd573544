"""Stance: the words in which the author, not a person quoted, judges the partnership."""

import re
from collections.abc import Iterator
from datetime import date

from detente.reading.clauses import beginnings
from detente.reading.proposal import Draft
from detente.reading.reader import ReaderCard, reader
from detente.reading.scenes import Scene, clause, in_quotes, pair, scenes
from detente.reading.text import Document, Span

_BOND = re.compile(
    r"\b(?:partnerships?|alliances?|relationships?|relations|rapprochement|friendships?"
    r"|reconciliation|ententes?|d[ée]tente|thaw|pact|cooperation|understanding|axis"
    r"|bonds?|truce|marriage|union|arrangement|honeymoon|coalition|ties|couple|tandem"
    r"|entanglement"
    r"|embrace|accord|treaty|peace|link|bargain|deal|compact|community|courtship"
    r"|engagement|handshake|friends|allies|partners|solidarity|amity)\b",
)
_BONDS = beginnings(
    "partnership alliance relations rapprochement friendship reconciliation entente detente "
    "détente thaw pact cooperation understanding axis bonds bond truce marriage union "
    "arrangement honeymoon coalition ties couple tandem entanglement embrace accord treaty "
    "peace link bargain deal compact community courtship engagement handshake friends allies "
    "solidarity amity"
)
_LAST = r"(?:last|survive|endure|hold|outlast|outlive|persist|continue|weather)"
_NOT_LAST = (
    r"(?:collapse|unravel|break|fall\s+apart|fade|founder|fail|fray|crumble|dissolve|come\s+"
    r"apart|sour|quarrel|part\s+ways|wither|fracture|snap|end)"
)
_OPEN = re.compile(
    rf"\b(?:(?:remains?|remained)\s+(?:to\s+be\s+seen|an?\s+open\s+question|unclear"
    rf"|uncertain|in\s+doubt|an\s+unknown)|open\s+question|too\s+(?:early|soon)\s+to\s+"
    rf"(?:tell|say|judge|know)|(?:only\s+)?time\s+will\s+(?:tell|show)|(?:un"
    rf"|not\s+)clear\s+(?:whether|if|how\s+long)|jury\s+is\s+(?:still\s+)?out|hard\s+"
    rf"to\s+say|(?:nobody|no\s+one)\s+(?:can\s+(?:say|tell|know)|knows)|could\s+go\s+"
    rf"either\s+way"
    rf"|(?:will|may|could|would)\s+(?:\w+ly\s+)?(?:be\s+)?test(?:ed)?|will\s+be\s+"
    rf"challenged\s+to|(?:the\s+)?(?:real\s+)?tests?\s+(?:will\s+come|is\s+still|of\s+"
    rf"(?:the|this|their)|lie|lies)|whether\s+(?:it|they|the\s+\w+|this\s+\w+)\s+(?:can"
    rf"|will|would|could)\s+(?:\w+\s+)?{_LAST}|hangs\s+in\s+the\s+balance|permanent\s+or"
    rf"|remains\s+untested|is\s+untested|not\s+yet\s+been\s+(?:tested|proved|proven)"
    rf"|neither\s+\w+\s+nor\s+doomed|unproven|i\s+do\s+not\s+know|rash\s+to\s+(?:bet|predict|say)"
    rf"|anyone[’']s\s+guess|depends?\s+(?:on|upon)\s+whether|how\s+long\s+(?:it|this|they"
    rf"|the\s+\w+))\b",
)
_FRAGILE = re.compile(
    rf"\b(?:marriage\s+of\s+(?!equals|true|minds)\w+|(?:will|can)\s+last\s+"
    rf"(?:only\s+)?(?:while|as\s+long|so\s+long|until)|fragile|shallow|brittle|tenuous"
    rf"|precarious|flimsy"
    rf"|skin-deep|hollow|short-lived|temporary|tactical\s+(?:alliance|partnership)"
    rf"|house\s+of\s+cards|(?:un)?likely\s+not\s+to|doomed|(?:on\s+)?borrowed\s+time"
    rf"|thin\s+ice|wear(?:s|ing)?\s+thin|built\s+on\s+sand|(?:not|no|never)\s+"
    rf"(?:\w+\s+)?(?:foundations?|a\s+friendship|friends|a\s+marriage|built\s+to\s+last"
    rf"|durable|permanent|solid)"
    rf"|unlikely\s+to\s+(?:\w+\s+)?{_LAST}|(?:will|can|could|would|may|might)(?:\s+not"
    rf"|not|n['’]t|\s+hardly|\s+scarcely|\s+never)\s+(?:\w+\s+)?{_LAST}|(?:will|could|may"
    rf"|might|would|is\s+likely\s+to|is\s+bound\s+to|are\s+bound\s+to|are\s+likely\s+"
    rf"to)\s+(?:\w+ly\s+|soon\s+|yet\s+|well\s+|still\s+|one\s+day\s+"
    rf"|again\s+)*(?:{_NOT_LAST}|be\s+(?:endangered|short|undone|strained"
    rf"|over|broken|at\s+odds)|bring\s+about\s+the\s+end|fall\s+out|go\s+(?:its|their)\s+"
    rf"(?:own|separate)\s+ways?)"
    rf"|would\s+be\s+durable\s+if|(?:for\s+a\s+season|for\s+now|for\s+the\s+moment|for\s+"
    rf"the\s+time\s+being)|while\s+it\s+lasts|coincide|opportunis\w+|transactional"
    rf"|expedien\w+|superficial|papered?\s+over|cracks?\s+(?:are|in|have)|limits?\s+(?:of"
    rf"|to)\s+(?:the|this|their)|more\s+(?:talk|words|style|show)\s+than|on\s+paper"
    rf"|unravel\w*|eroding|fraying|crumbling|weak\s+(?:glue|foundations?)|is\s+"
    rf"(?:already\s+)?over|is\s+(?:dead|dying)|little\s+more\s+than"
    rf"|out\s+of\s+necessity|by\s+default|ill-matched|unstable|uneasy|strange\s+"
    rf"bedfellows|vulnerable|an?\s+open\s+door"
    rf"|card\s+house|need\s+each\s+other\s+for|quarrel\s+again|repairs\s+to|patchwork"
    rf"|improvis\w+|a\s+facade|not\s+(?:an?\s+)?axis)\b",
)
_DURABLE = re.compile(
    rf"\b(?:here\s+to\s+stay|durable|permanent(?:\s+fixture)?|irreversible|rock-?solid"
    rf"|solid|deep(?:ly)?[\s-]root(?:s|ed)|deep\s+roots|built\s+to\s+last|resilient"
    rf"|robust|lasting|enduring|unshak\w+|unbreakable|firm(?:ly)?\s+(?:foundations?"
    rf"|rooted|based|anchored)|sound|mature|stood\s+the\s+test|(?:has|have|had)(?:,\s+"
    rf"so\s+far,)?\s+(?:\w+\s+)?(?:survived|outlived|outlasted|weathered|endured)"
    rf"|(?:will|is\s+likely\s+to|are\s+likely\s+to|should|would|can|is\s+set\s+to)\s+"
    rf"(?:\w+ly\s+|still\s+|probably\s+)*{_LAST}|in\s+good\s+health|too\s+(?:deep|strong"
    rf"|valuable|useful|big)\s+to|cannot\s+be\s+undone|not\s+(?:a\s+)?(?:passing"
    rf"|temporary)|more\s+than\s+a\s+marriage|stronger\s+than\s+(?:ever|it|many)|(?:no"
    rf"|little)\s+(?:sign|danger)\s+of\s+(?:breaking|collapse)|bruised,?\s+"
    rf"(?:but\s+)?not\s+broken|it\s+holds|worth\s+more|bound\s+together|come\s+"
    rf"back\s+stronger|came\s+back\s+stronger|no\s+alternative|proved\s+(?:its|their)\s+"
    rf"critics\s+wrong|roots\s+(?:are|run)\s+deep|no\s+one\s+should\s+(?:doubt|bet\s+"
    rf"against)|can\s+survive)\b",
)
_OTHERS = re.compile(
    r"(?<!to )(?<!can )\b(?:sa(?:id|ys?)|told|warn(?:s|ed)?|insist(?:s|ed)?|argu(?:es?"
    r"|ed)|claim(?:s|ed)?"
    r"|according\s+to|believ(?:es?|ed)|declared|announced|stated|added|assured"
    r"|predict(?:s|ed)?|maintain(?:s|ed)?|think|thinks|hopes?|hoped|vowed|pledged|critics"
    r"|analysts|observers)\b",
)
_OWN = re.compile(
    r"\b(?:I|we|our|my|me|this\s+(?:brief|paper|author|writer|commentator))\b|it\s+is\s+said",
    re.IGNORECASE,
)
_ON = re.compile(
    r"\b(?:it|its|they|these|this|that|the\s+(?:two|pair|couple)|each\s+other|both)\b",
)
_TOGETHER = re.compile(
    r"\bThe\s+(?:two\s+|four\s+|three\s+)?(?:Ministers|Presidents|sides|parties|Parties"
    r"|Governments|leaders|Heads)\s+(?:\w+\s+)?(?:declared|agreed|stated|affirmed"
    r"|reaffirmed|noted|expressed|underlined|emphasi[sz]ed)\b"
)
_RULES = (("open", _OPEN), ("fragile", _FRAGILE), ("durable", _DURABLE))
_FLIPS = re.compile(
    r"\b(?:not|never|hardly|no(?!\s+doubt)|neither|nor|without|whether|build|building|hop\w+"
    r"|seek\w*|want\w*|wish\w*|try\w*|need\w*|far\s+from|if|should|unless)\b|n['’]t\b",
    re.IGNORECASE,
)


@reader(
    ReaderCard(
        id="stance",
        kinds=("stance",),
        version=1,
        says="The author's own judgement of the partnership: durable, fragile or open",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Judgements of the bond in the author's voice."""
    last: Scene | None = None
    for scene in scenes(document, as_of):
        two = pair(document, as_of, scene.sentence.paragraph)
        spoken = _of_the_bond(scene, two) or _goes_on(last, scene, two)
        last = scene
        if not spoken or _of_others(scene) or scene.words.endswith("?"):
            continue
        yield from _judgements(scene)


def _judgements(scene: Scene) -> Iterator[Draft]:
    """One judgement of each sort, in different clauses."""
    done: list[Span] = []
    for leans, pattern in _RULES:
        hits = (h for h in pattern.finditer(scene.low) if not in_quotes(scene, h.start()))
        hit = next(hits, None)
        if hit is None or (leans == "durable" and _FLIPS.search(scene.words[: hit.end()])):
            continue
        span = clause(scene, hit.start(), hit.end())
        if any(span.overlaps(other) for other in done):
            continue
        done.append(span)
        yield Draft(
            kind="stance",
            span=span,
            fields={"leans": leans},
            rule=leans,
            reason=f"'{' '.join(hit[0].split())}' said of the bond by the author",
        )


def _of_the_bond(scene: Scene, two: tuple[str, ...]) -> bool:
    """Whether a sentence speaks of a partnership, or of both partners."""
    both = len(two) == 2 and set(two) <= set(scene.ids())
    return both or (not _BONDS.isdisjoint(scene.begins) and bool(_BOND.search(scene.low)))


def _goes_on(last: Scene | None, scene: Scene, two: tuple[str, ...]) -> bool:
    """Whether *it* or *they* goes on with the bond of the sentence before."""
    if last is None or last.sentence.paragraph != scene.sentence.paragraph:
        return False
    return bool(_ON.search(scene.low)) and _of_the_bond(last, two)


def _of_others(scene: Scene) -> bool:
    """Whether a person other than the author says it."""
    if _OWN.search(scene.words) or _TOGETHER.search(scene.words):
        return False
    return bool(_OTHERS.search(scene.low))
