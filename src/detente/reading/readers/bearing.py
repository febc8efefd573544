"""Words that bear on a number that only a person may judge; the number itself is never proposed."""

import re
from collections.abc import Iterator
from datetime import date

from detente.reading.clauses import beginnings
from detente.reading.poll_words import is_poll
from detente.reading.proposal import Draft
from detente.reading.reader import ReaderCard, reader
from detente.reading.scenes import Scene, clause, inside, is_state, scenes, subject
from detente.reading.text import Document, Span

_SURE = re.compile(  # degrees of probability; a bare *may* or *could* is a hedge and no more
    r"\b(?:(?:un)?likely(?=\s+(?:to|that|than|in|within|next|this|before|as|they|it)\b|[.,;:”]|$)"
    r"|likelihood|(?:im)?probabl[ey]|in\s+all\s+probability|(?:im)?possible\s+(?:that|within|before)"
    r"|(?:no|little|every|good|fair|slim|even|better|real|small)\s+(?:\w+\s+)?(?:chances?"
    r"|odds|prospects?)|chances?\s+(?:of|that)|odds\s+(?:of|that|are)|bound\s+to"
    r"|(?:almost|virtually|far\s+from|well-nigh)\s+certain(?:ly)?|certain\s+to|inevitabl[ey]"
    r"|inconceivable|unthinkable|conceivable|remains?\s+to\s+be\s+seen|open\s+question"
    r"|(?:it\s+is|remains)\s+(?:doubtful|unclear|uncertain)|no\s+doubt\s+that|not\s+clear\s+whether"
    r"|(?:call|calls|called)\s+doubtful|(?:scarcely|hardly)\s+to\s+be\s+expected"
    r"|only\s+a\s+matter\s+of\s+time|cannot\s+be\s+(?:ruled\s+out|excluded))\b",
)
_POSITION = re.compile(  # where an actor stands, not what it says to have happened
    r"\b(?:insist(?:s|ed)?\s+(?:on|that\s+(?:the|any|no|every|all|its|his|a|an)\b[^.;:]{0,40}?\b"
    r"(?:must|be|should|cannot))|reaffirm(?:s|ed)\s+(?:its|his|her|their)\s|maintain(?:s|ed)?\s+"
    r"(?:its|his|their)\s+(?:claim|position|view|opposition|demand|refusal)"
    r"|demand(?:s|ed)\s+(?:that|an?|the|its|his)\b|refuses\s+to|reserve[sd]?\s+(?:the|its|his)\s+position"
    r"|regard(?:s|ed)?\s+(?:[\w\s-]{2,50}?)\s+as\s+(?:an?|its|their|part|\w+)\b"
    r"|wants?\s+(?:the\s+)?[\w\s-]{2,40}?\s+to\b|fundamentally\s+differ"
    r"|(?:is|are|was|were|remains?)\s+(?:\w+\s+)?(?:opposed\s+(?:to|by)|in\s+favou?r\s+of|adamant"
    r"|unwilling\s+to|determined\s+(?:to|not))|(?:softening|tough(?:er)?|hard(?:er)?|unyielding"
    r"|rigid|conciliatory)\s+(?:of\s+\w+\s+criticism|stance|line|position|attitude)"
    r"|(?:stance|position|attitudes?)\s+(?:on|towards?)\s|will\s+not\s+hear\s+of|would\s+not\s+hear"
    r"\s+of|vow(?:s|ed)\s+(?:to\s+block|not\s+to|never)|(?:would|could)\s+not\s+(?:go\s+to\s+war"
    r"|take\s+the\s+field|negotiate|yield|compromise|look\s+upon)|non-negotiable|(?:less|more)\s+"
    r"(?:inclined|willing)\s+to|reiterate[sd]?\s+(?:its|his|her|their)\s+(?:support|demand|opposition)"
    r"|replie[sd]\s+that|held\s+that|intends\s+to\s+ratify|must\s+apply|claims\s+(?!(?:that|to|it|he|she|they|there)\b))",
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
    r"|matter\s+of\s+(?:life|survival|honou?r|principle|prestige|pride)"
    r"|indispensable|non-negotiable|sacred|cares?\s+(?:deeply|little|more|less|most"
    r"|about)|obsess\w+|preoccup\w+|depends?\s+heavily\s+(?:on|upon)|essential\s+"
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
    r"|pain(?:ful|fully)|grave\b|severely|in\s+mortal\s+danger|a\s+(?:\w+\s+)?blow\s+(?:to|aimed|against))\b",
)
_ADVERSITY = re.compile(  # feelings and their depth; that two are enemies is a tie
    r"\b(?:(?:deep|old|bitter|mutual|profound|lingering|ingrained|long|lasting|wide|fundamental"
    r"|philosophical|unresolved|historic\w*|ancient|persistent|bilateral)\s+(?:[\w-]+\s+)?(?:divides?"
    r"|mistrust|distrust|suspicions?|hostility|enmity|animosity|differences|resentments?|grievances?"
    r"|hatred|wounds|grudges?)|with\s+(?:\w+\s+)?suspicion|suspicion\s+(?:of|about|towards?|that|is)"
    r"|distrust(?:ful|s|ed)?\s+(?:of|each)|irreconcilabl[ey]\s+hostile|resent(?:s|ed|ment)\b"
    r"|never\s+(?:trusted|forgiven|forgotten|forgave)|less\s+than\s+(?:delighted|pleased|happy)"
    r"|wary\s+of|bad\s+blood|not\s+without\s+risk)\b",
)
_SURE_BEGINS = beginnings(
    "likely unlikely likelihood probable improbable possible impossible chance odds prospect "
    "bound certain inevitable inconceivable unthinkable conceivable seen open doubtful "
    "unclear uncertain doubt clear expected matter ruled excluded"
)
_ADVERSITY_BEGINS = beginnings(
    "divide mistrust distrust suspicion hostility enmity animosity difference resentment "
    "grievance hatred wounds grudge irreconcilable trusted forgiven forgotten forgave "
    "delighted pleased happy wary blood risk"
)
_SALIENCE_BEGINS = beginnings(
    "vital sensitive concern important worry worried keen question issue area problem matter "
    "interest priority priorities obstacle stumbling point aim goal red core staked stakes "
    "heart top centre center weight urgency importance significance indispensable non sacred "
    "care cares obsessed preoccupied depend essential crucial secondary lifeline above what"
)
_SEVERITY_BEGINS = beginnings(
    "threat danger menace peril risk crisis blow consequences damage enemy costly high heavy "
    "enormous severe grave huge immense terrible ruinous unbearable great dear catastrophe "
    "devastating disastrous calamity crippling fatal deal hurt pain"
)
_POSITION_BEGINS = beginnings(
    "insist reaffirm maintain demand refuses reserve regard want differ opposed favour "
    "adamant unwilling determined criticism stance line position attitude hear vows vowed "
    "negotiate go take yield compromise look inclined willing reiterate replied held intends "
    "must claims"
)
_RULES: tuple[tuple[str, str, frozenset[str], re.Pattern[str]], ...] = (
    ("probability", "hedge", _SURE_BEGINS, _SURE),
    ("adversity", "adversity", _ADVERSITY_BEGINS, _ADVERSITY),
    ("salience", "salience", _SALIENCE_BEGINS, _SALIENCE),
    ("severity", "severity", _SEVERITY_BEGINS, _SEVERITY),
    ("position", "position", _POSITION_BEGINS, _POSITION),
)
_IDLE = re.compile(r"\b(?:if|unless|should|asked\s+what|what)\b[^,;]*$")
_CONDITION = re.compile(r"^(?:if|unless|should|were|had)\b|\b(?:if|unless|whether\s+or\s+not)\b")
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
        version=2,
        says="Words on positions, salience, severity, adversity and probability, without a number",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Clauses that bear on a number, each once for one number."""
    for scene in scenes(document, as_of):
        if scene.words.endswith("?"):
            continue
        done: dict[str, list[Span]] = {}
        for number, rule, begins, pattern in _RULES:
            if begins.isdisjoint(scene.begins):
                continue
            for hit in pattern.finditer(scene.low):
                one = _bearing(scene, number, rule, hit)
                if one and not any(one.span.overlaps(s) for s in done.get(number, ())):
                    done.setdefault(number, []).append(one.span)
                    yield one


def _bearing(scene: Scene, number: str, rule: str, hit: re.Match[str]) -> Draft | None:
    """What a hit bears on; None for a condition's consequence, a poll, a position of nobody."""
    span = clause(scene, hit.start(), hit.end())
    about = _about(scene, span, hit, number)
    if number == "probability" and _CONDITION.search(scene.low):
        return None
    if number == "position" and (about is None or _IDLE.search(scene.low[: hit.start()])):
        return None
    if number in ("position", "adversity") and is_poll(scene.words):
        return None
    return _draft(scene, span, number, rule, about, hit[0])


def _about(scene: Scene, span: Span, hit: re.Match[str], number: str) -> str | None:
    """Whose number it is: who says or holds it; *vital to B* and *in B's view* are about B."""
    after = [m for m in inside(scene, span) if m.span.start - scene.start >= hit.end()]
    if number in ("salience", "severity"):
        for m in after:
            if _VIEW.search(scene.words[: m.span.start - scene.start]):
                return m.actor
    if number == "adversity":  # *A views B with suspicion*
        owners = (m for m in inside(scene, span) if m.span.end - scene.start <= hit.start())
        return next((m.actor for m in owners), None)
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
