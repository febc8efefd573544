"""Words that bear on a number that only a person may judge; the number itself is never proposed."""

import re
from collections.abc import Iterator
from datetime import date

from detente.reading.proposal import Draft
from detente.reading.reader import ReaderCard, reader
from detente.reading.scenes import Scene, clause, inside, is_state, scenes, subject
from detente.reading.text import Document, Span

_SURE = re.compile(
    r"\b(?:(?:un)?likely(?!\s+because)|likelihood|(?:im)?probabl[ey]|in\s+all\s+"
    r"probability|probability|possible\s+that|it\s+is\s+(?:quite\s+)?(?:im)?possible"
    r"|possibility"
    r"|(?:no|little|every|good|fair|slim|even|better|real|small)\s+(?:\w+\s+)?(?:chances?"
    r"|odds|prospects?)|chances?\s+(?:of|that)|odds\s+(?:of|that|are)|bound\s+to"
    r"|almost\s+certain(?:ly)?|virtually\s+certain|certain\s+to|inevitabl[ey]"
    r"|inconceivable|unthinkable|conceivabl[ey]|(?:remains|remained)\s+(?:to\s+be\s+seen"
    r"|open|unclear|uncertain|doubtful)|open\s+question|in\s+doubt|doubtful\s+(?:that"
    r"|whether|if)|doubts?\s+(?:that|whether)|clamou?r\w*\s+for"
    r"|(?:nobody|no\s+one)\s+(?:can|could)\s+(?:say|tell)|too\s+(?:early|soon)\s+to\s+"
    r"(?:say|tell)|imminent|only\s+a\s+matter\s+of\s+time|looms?|risks?\s+(?:of|that|a"
    r"|an)\b"
    r"|expects?\s+(?:that|to)|is\s+expected\s+to|are\s+expected\s+to|unlikelihood"
    r"|nobody\s+expects|cannot\s+be\s+(?:ruled\s+out|excluded)|unclear\s+(?:whether|if"
    r"|how)|not\s+clear\s+(?:whether|if))\b",
)
_MODAL = re.compile(
    r"\b(?:may|might|could)\s+(?:\w+ly\s+|well\s+|yet\s+|still\s+|also\s+|not\s+|even\s+"
    r"|soon\s+|again\s+|one\s+day\s+)*(?!not\b)(?!(?:say|ask|add|argue|note|object"
    r"|have\s+been|not\s+be\s+reproduced)\b)[a-z]+\b",
)
_POSITION = re.compile(
    r"\b(?:insist(?:s|ed)?|reaffirm(?:s|ed)?|reiterat(?:es|ed)|maintain(?:s|ed)?\s+that"
    r"|held\s+(?:that|firm|to)|holds\s+(?:that|firm|to)|reject(?:s|ed)?(?!\s+"
    r"(?:[\w-]+\s+){0,3}(?:charges?|allegations?|accusations?|criticism)\b)|maintain(?:s"
    r"|ed)?\s+(?:its|his|their|the)\s|oppos(?:es|ed)|object(?:s|ed)?\s+to|demand(?:s|ed)?"
    r"|refus(?:es|ed)\s+to"
    r"|favou?r(?:s|ed)?|reserved\s+(?:the|its|his)\s+position|regard(?:s|ed)?\s+"
    r"(?:[\w\s-]+?)\s+as|consider(?:s|ed)?|argu(?:es|ed)\s+(?:that|for)|want(?:s|ed)?\s"
    r"|support(?:s|ed)?\s|advocat(?:es|ed)|call(?:s|ed)?\s+for|press(?:es|ed)?\s+for"
    r"|prefer(?:s|red)?"
    r"|fundamentally\s+differ|differ(?:s|ed)?\s+(?:over|on|in|about)|(?:is|are|was|were"
    r"|remains?)\s+(?:\w+\s+)?(?:opposed\s+to|in\s+favou?r\s+of|against|oriented\s+"
    r"towards?|determined\s+(?:to|not)|adamant|prepared\s+to|unwilling\s+to|willing\s+to"
    r"|ready\s+to|reluctant\s+to)"
    r"|(?:softening|tough(?:er)?|hard(?:er)?|firm|unyielding|rigid|flexible"
    r"|conciliatory)\s+(?:stance|line|position|attitude)|stance\s+(?:on|towards?)"
    r"|position\s+(?:on|that|is|was)|attitudes?\s+(?:to|towards?)|will\s+not\s+hear\s+of"
    r"|vow(?:s|ed)\s+(?:to|that|not)|(?:would|will|could)\s+not\s+(?:go\s+to\s+war"
    r"|take\s+the\s+field|negotiate|join|fight|sign|yield|compromise)|would\s+never"
    r"|will\s+never|ruled\s+out|rules\s+out|urg(?:es|ed)|declin(?:es|ed)\s+to|(?:will"
    r"|would)\s+not\s+(?:accept|agree|tolerate|allow|give)"
    r"|non-negotiable|agree[sd]?\s+(?:that|to)|warn(?:s|ed)?\s+that|declar(?:es|ed)\s+"
    r"that|less\s+inclined|more\s+willing|(?:makes?|made)\s+(?:it\s+)?clear\s+that)",
)
_SALIENCE = re.compile(
    r"\b(?:vital|(?:especially|particularly|highly|most|very|extremely|deeply)\s+"
    r"(?:sensitive|concerned|important|worried|keen)|sensitive\s+(?:in|for|to|issue"
    r"|question|matter|subject)|(?:hardest|most\s+difficult|thorniest|most\s+"
    r"problematical|most\s+important|central|key|main|biggest|core|first|burning|crucial"
    r"|paramount|foremost)\s+(?:question|issue|area|concern|problem|matter|interest"
    r"|priority|obstacle|stumbling\s+block|point|aim|goal|worry)"
    r"|priorit(?:y|ies)|red\s+lines?|core\s+interests?|matters?\s+(?:more|most|less"
    r"|little|greatly)|(?:staked|stakes)\s+(?:much|his|her|its|their|everything)|at\s+"
    r"the\s+(?:heart|top|centre|center)\s+of|(?:great|little|utmost|prime|supreme"
    r"|special)\s+(?:importance|interest|weight|urgency|concern)|attach(?:es|ed)?\s+"
    r"(?:\w+\s+)?(?:importance|weight|significance)"
    r"|matter\s+of\s+(?:life|survival|honou?r|principle|prestige|pride)|existential"
    r"|indispensable|non-negotiable|sacred|cares?\s+(?:deeply|little|more|less|most"
    r"|about)|obsess\w+|preoccup\w+|depends?\s+(?:heavily\s+)?(?:on|upon)|essential\s+"
    r"(?:to|for)|crucial\s+(?:to|for)|of\s+(?:no|secondary|marginal|minor)\s+"
    r"(?:importance|interest|concern)|secondary\s+(?:to|matter|issue)|lifeline|above\s+"
    r"all\s+else|what\s+matters)\b",
)
_SEVERITY = re.compile(
    r"\b(?:(?:grav(?:e|est|er)|serious|greatest|worst|severe|mortal|deadl\w+|growing"
    r"|acute|real|main|biggest|direct|immediate|common|rising|dire|existential|existing"
    r"|gathering|looming)\s+(?:[\w-]+\s+)?(?:threats?|dangers?|menace|peril|risk|crisis"
    r"|blow|consequences|damage|enem\w+)"
    r"|(?:a|the|presenting\s+a|poses?\s+a|posed\s+a|one)\s+(?:threat|danger|menace)\s+"
    r"(?:to|of|for|from|only)|(?:cost|costs|price|toll|damage|consequences|losses)\s+"
    r"(?:would|could|will|may|might|was|were|is|are)\s+"
    r"(?:\w+\s+)?(?:be\s+)?(?:\w+\s+)?(?:high|heavy|enormous|severe|grave|huge|immense"
    r"|terrible|ruinous|unbearable|great|dear)"
    r"|(?:be|is|was|prove|proved)\s+(?:very\s+)?costly|catastroph\w+|devastat\w+"
    r"|disastrous|calamit\w+|ruinous|crippl\w+|fatal|deals?\s+"
    r"a\s+(?:heavy|severe|serious)\s+blow|(?:is|are|was|were|be)\s+"
    r"(?:an?\s+)?(?:\w+\s+)?(?:dangers?|threats?|menace)\b|hurts?\s+(?:badly|most)"
    r"|pain(?:ful|fully)|grave\b|severely|in\s+mortal\s+danger|threaten(?:s|ed)?\s+"
    r"(?!to\b)|a\s+(?:\w+\s+)?blow\s+(?:to|aimed|against))\b",
)
_ADVERSITY = re.compile(
    r"\b(?:(?:deep|old|bitter|mutual|profound|lingering|ingrained|long|lasting|wide"
    r"|fundamental|philosophical|unresolved|historic\w*|ancient|persistent|lasting"
    r"|sharp)\s+(?:[\w-]+\s+)?(?:divides?|divisions?|mistrust|distrust|suspicions?"
    r"|hostility|enmity|animosity|rivalry|differences|resentments?|grievances?|hatred"
    r"|wounds|quarrels?|adversar\w+|antagonism|rift|disagreements?|gulf|grudges?)"
    r"|irreconcilabl\w+|(?:viewed|views?|regard\w*|treat\w*)\s+(?:[\w\s,]+?\s)?with\s+"
    r"(?:\w+\s+)?suspicion|suspicion\s+(?:of|about|towards?|that|is|between|among)"
    r"|distrust\w*|mistrust\w*|hostil(?:e|ity)\s+(?:to|towards?|between)|enmity|animosity"
    r"|sworn\s+enem\w+|old\s+(?:enem\w+|rival\w*|foes?)|bad\s+blood|rivalry|resent(?:s|ed"
    r"|ment)\b|never\s+(?:trusted|forgiven|forgotten|forgave)|bitter(?:ness|ly)?|still\s+"
    r"(?:see|regard|view)\w*\s|wary\s+of|most\s+hostile|at\s+loggerheads|archenem\w+"
    r"|arch-?rival\w*|estrange\w+)\b",
)
_RULES: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("probability", "hedge", _SURE),
    ("probability", "modal", _MODAL),
    ("adversity", "adversity", _ADVERSITY),
    ("salience", "salience", _SALIENCE),
    ("severity", "severity", _SEVERITY),
    ("position", "position", _POSITION),
)
_IDLE = re.compile(r"\b(?:if|unless|should|asked\s+what|what)\b[^,;]*$")
# Law, conditions, what others say and what somebody is able to do: no probability of the author's.
_NO_MODAL = re.compile(
    r"\b(?:shall|if|unless|provided|should|were|told|announced|asked|admit\w*|says?|said"
    r"|warned|whether"
    r"|majority)\b|%|per\s?cent|\b(?:may|might)\s+be\s+right\b|\bcould\s+not\b"
)
_VIEW = re.compile(r"\b(?:for|to|in|of|by)\s+(?:the\s+)?$", re.IGNORECASE)
_SAYS = {
    "position": "where somebody stands",
    "salience": "how much a matter counts for somebody",
    "severity": "how grave a threat is",
    "adversity": "how deep an enmity goes",
    "probability": "how probable something is",
}


@reader(
    ReaderCard(
        id="bearing",
        kinds=("bearing",),
        version=1,
        says="Words on positions, salience, severity, adversity and probability, without a number",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Clauses that bear on a number, each once for one number."""
    for scene in scenes(document, as_of):
        if scene.words.endswith("?"):
            continue
        done: dict[str, list[Span]] = {}
        for number, rule, pattern in _RULES:
            words = scene.words if rule == "modal" else scene.low  # *May* is a month
            for hit in pattern.finditer(words):
                span = clause(scene, hit.start(), hit.end())
                if any(span.overlaps(s) for s in done.get(number, ())):
                    continue
                if number == "adversity" and "per cent" in scene.low.replace("percent", "per cent"):
                    continue
                about = _about(scene, span, hit, number)
                if number == "position" and (
                    about is None or _IDLE.search(scene.low[: hit.start()])
                ):
                    continue
                if rule == "modal" and _NO_MODAL.search(scene.low):
                    continue
                done.setdefault(number, []).append(span)
                yield _draft(scene, span, number, rule, about, hit[0])


def _about(scene: Scene, span: Span, hit: re.Match[str], number: str) -> str | None:
    """Whose number it is: who says or holds it; *vital to B* and *in B's view* are about B."""
    after = [m for m in inside(scene, span) if m.span.start - scene.start >= hit.end()]
    if number in ("salience", "severity"):
        for m in after:
            if _VIEW.search(scene.words[: m.span.start - scene.start]):
                return m.actor
    who = subject(scene, hit.start())
    if who is not None and span.holds(who.span):
        return who.actor
    if number == "position":
        return None
    states = [m.actor for m in inside(scene, span) if is_state(m)]
    return states[0] if len(set(states)) == 1 and number != "probability" else None


def _draft(
    scene: Scene, span: Span, number: str, rule: str, about: str | None, words: str
) -> Draft:
    return Draft(
        kind="bearing",
        span=span,
        fields={"number": number, "about": about},
        rule=rule,
        reason=f"'{' '.join(words.split())}' bears on {_SAYS[number]}",
    )
