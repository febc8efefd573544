"""Whether a date without year lies ahead or behind, by the verbs of its clause.

The last verb before the date in its clause decides, else the first one after it, else the last one
of the sentence. A present tense with a date looks ahead (*Latvia follows on 1 January*). Where no
verb tells, the nearest day of that name is meant: *the resolution of 29 April*.
"""

import re
from functools import lru_cache
from typing import Literal

from detente.reading.date_context import DatePlace

Tense = Literal["ahead", "past", ""]

_PARTICIPLE = (
    r"(?:\w{2,}(?:ed|wn|ung)|held|made|sent|put|met|set|paid|built|brought|sworn|chosen|given|taken|begun"
    r"|let|told|kept|led|lost|won|cut|read|said|sold|fought|left|spent|struck|bound|due)"
)
_FUTURE = (
    r"(?:will|shall|won['’]t|[’']ll)\b(?:\s+(?:not|also|be|then|again|now|soon|next|probably|only|first))*"
    rf"(?:\s+(?:{_PARTICIPLE}|have\s+\w+|\w+))?"
    r"|would\b(?!\s+(?:\w+\s+)?have\b)(?:\s+be)?(?:\s+\w+)?"
    r"|(?:is|are|be)\s+(?:\w+\s+)?(?:to|due|set|scheduled|slated|expected|planned|likely|unlikely|supposed"
    r"|up\s+for|about|going|pencill?ed)\b(?:\s+\w+){0,2}"
    r"|(?:due|scheduled|slated|planned|expected|bound|set|fixed|called|billed|foreseen|envisaged|earmarked"
    r"|rescheduled)\s+(?:for|to|in|on|by|at)\b"
    r"(?:\s+be)?(?:\s+\w+)?"
    r"|(?:has|have)\s+(?:until|till|to)\b(?:\s+be)?(?:\s+\w+)?"
    r"|(?:going|about|plans?|planning|hopes?|hoping|intends?|expects?|aims?|agreed|agrees|promised|promises"
    r"|pledged|pledges|vowed|vows|undertook|accepted\s+an\s+invitation|invited|invites|prepar(?:es?|ing)|wants?|means?|threatens?|undertakes?)\s+"
    r"to\b(?:\s+be)?(?:\s+\w+)?"
    r"|(?:hop(?:e|es|ed|ing)\s+to|look(?:s|ed|ing)?\s+forward\s+(?:for|to))\s+\w+"
    r"|to\s+be\s+\w+|pencill?ed\s+in|upcoming|forthcoming|(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|['’]s)\s+(?:next|coming)\s+\w+"
    r"|(?:moved|postponed|put\s+off|delayed|deferred|brought\s+forward)\s+(?:from\s+\w+\s+)?(?:to|until|till)\b"
    r"|(?:(?:has|have)\s+been|was|were)\s+(?:moved|postponed|put\s+off|delayed|deferred|brought\s+forward"
    r"|adjourned|extended|prolonged|rescheduled|remanded)\s+(?:to|until|till)\b"
    r"|(?:(?:has|have|is|are|was|were)\s+(?:been\s+)?(?:given|granted|allowed)|gave|gives?|grants?|allows?)"
    r"\s+(?:[\w’'-]+\s+){0,4}?(?:until|till)\b"
    r"|(?:has|have)\s+been\s+(?:pencill?ed\s+in|scheduled|set|fixed|called|planned|invited|billed|booked|summoned|convened|convoked)\s+"
    r"(?:[\w’'-]+\s+){0,3}?(?:for|to|in|as)\b|(?:has|have)\s+gone\s+out\s+for\s+\w+"
    r"|(?:agreed|promised|pledged|vowed|decided|plan(?:s|ned)?|intends?|expects?)\s+(?:(?:on|in|at|last)\s+)?\w+\s+to\s+\w+"
    r"|(?:can|may|might|could|must|should)\s+(?!have\b)(?:not\s+)?(?:be\s+)?\w+"
)
_AIM = (  # looks ahead of its verb, which may be past: "dissolved ahead of elections in June"
    r"(?:invitations?\s+to|hop(?:e|es|ed|ing)\s+for|ahead\s+of|in\s+time\s+for|in\s+preparation\s+for)\s+\w+"
)
_PAST = (
    r"(?:would|could|should|might|must|may)\s+(?:\w+\s+)?have\s+\w+"
    r"|did(?:\s+not|n['’]t)?\s+\w+|(?:had|has|have)\s+(?:\w+\s+){0,2}?(?:been\s+)?"
    + _PARTICIPLE
    + r"\b"
    r"|(?:has|have)\s+(?:\w+\s+){0,2}?(?:had|been|gone|come|become|seen|done|met|risen|fallen|grown|gotten"
    r"|spoken|broken|driven|written|flown|drawn|known|shown|found|got|run)\b"
    r"|(?:had|was|were|did|said|met|told|held|began|came|took|made|went|fell|rose|won|lost"
    r"|became|gave|left|saw|sent|spoke|brought|broke|built|fought|grew|kept|knew|led|paid|sought|drove"
    r"|stood|struck|thought|wrote|got|put|found|drew|flew|withdrew|overthrew|shot|swore|froze|sat|let"
    r"|ran|chose|rode|fled|hung|lay|bound|bought|sold|taught|caught|forgot|shook|sank|swung|tore|threw"
    r"|taken|given|written|drawn|chosen|begun|wore|cast|quit|shut|split)\b"
    r"|(?!need\b|feed\b|speed\b|seed\b|indeed\b|hundred\b|exceed\b|proceed\b|succeed\b|sacred\b|embed\b)"
    r"[a-z]{2,}ed\b(?!-)|since|ago|compared\s+with"
    r"|(?:points?|percent|cent)\s+(?:more|less|higher|lower|fewer)"
    r"|(?:up|down)\s+(?:from|by|\w+\s+(?:points?|percent))"
)
# Third person: words that are verbs only, and those that are nouns too, which need a subject.
_THIRD = (
    r"opens|begins|expires|meets|convenes|arrives|travels|hosts|goes|falls|comes|takes|holds|signs|elects"
    r"|chooses|picks|gathers|confers|sits|reconvenes|resumes|enters|joins|leaves|withdraws|pulls|lapses"
    r"|decides|discusses|considers|follows|succeeds|assumes|becomes|publishes|presents|announces|delivers"
    r"|submits|speaks|addresses|receives|welcomes|flies|sails|deploys|closes|concludes|finishes|ceases"
    r"|matures|pays|repays|celebrates|inaugurates|swears|installs|ratifies|adopts|brings|sends|steps|dines|sets|fixes|schedules|foresees|envisages"
    r"|dissolves|disbands|imposes|renews|extends|completes|crosses|sees|gets|gives|makes|presides|unveils"
    r"|introduces|wants|asks|hears|tries|appears|commences|recommences|reopens|restarts|attends|applies"
    r"|lasts|remains|stays|keeps|hands\s+(?:over|back|down)|runs\s+(?:out|from|until|to)|kicks\s+(?:off|in)"
    r"|winds\s+up|wraps\s+up|draws\s+to|heads|jets|lands|touches\s+down|departs|embarks|docks|puts|inspects"
    r"|casts|tackles|lays|canoni[sz]es|crowns|beatifies|buries|marries|quits|retires|resigns|stages|briefs|consults"
    r"|negotiates|examines|scrutini[sz]es|adjourns|reconsiders|recesses|disperses|sheds|raises|phases|freezes|bans|scraps"
    r"|abolishes|bars|expels|absorbs|merges|secedes|proclaims|declares|commemorates|honours|observes|unfurls"
    r"|initials|ratchets|terminates|nominates|appoints|confirms|inducts|commissions|decommissions|evacuates|vacates"
    r"|relinquishes|surrenders|regains|acquires|accedes|rejoins|departs|transfers|cedes|descends|converges?"
)
_EITHER = (
    r"starts|ends|faces|returns|visits|votes|runs|reviews|rules|debates|looks|launches|reports|exercises"
    r"|trains|tests|moves|stops|ships|marks|tables|reads|answers|replies|stands|changes|switches|rises"
    r"|doubles|drops|lifts|plays|chairs|tours|calls|counts|talks"
)
_PLAIN_TEXT = """
agree appear appoint approve back break bring build bury call campaign change clash commemorate
compete complete conclude contest continue cross cut declare defend deliver demand demonstrate
descend determine disarm dispatch dissolve draft draw drop embark endorse evacuate examine
exchange expand extend fight fill finish fire fix flock form free freeze gain grant greet hand
impose inspect install introduce invite judge kick lay lead lift light list lock lower make
march marry merge name negotiate nominate notify observe occupy offer operate order oversee
parade part pass permit place pledge pray press proceed protest pull push quit raise rally
receive reconsider redeploy reduce refuel register rehearse release replace request resign
respond restore retire reunite reverse rotate salute screen seal secede seek select sell serve
settle shift shut simulate spend split stage step stop strike succeed summon supply surrender
swap swear switch terminate tackle trade transfer trim turn unite use vacate wage walk weigh
welcome widen win work yield
"""
_PLAIN = "|".join(sorted(_PLAIN_TEXT.split()))  # also, with a subject, in the third person


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "ch", "sh")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2] not in "aeou" else f"{verb}s"


_THIRDS = "|".join(map(_third, sorted(_PLAIN_TEXT.split())))
_SUBJECT = (
    r"(?:[A-Z][\w’'-]*|it|he|she|who|which|that|(?:[Tt]he|[Ii]ts|[Tt]heir|his|her|our|[Aa]n?|[Tt]his|\w+['’]s)\s+(?:\w+\s+)?"
    r"\w*[a-rt-z])\s+(?:\w+ly\s+|now\s+|next\s+|then\s+)?"
)
_BASE = (
    r"has|have|reach|go|meet|vote|gather|choose|elect|enter|sign|open|dine|exercise|hold|begin|start|resume|convene|return"
    r"|take|come|leave|rule|decide|fly|travel|visit|train|host|assemble|reconvene|sit|join|publish|send"
    r"|withdraw|pay|move|march|confer|arrive|expire|lapse|end|sail|discuss|debate|consider|review|look|pick"
    r"|present|submit|report|launch|test|deploy|face|enforce|tour|attend|celebrate|mark|apply|follow|become"
    r"|head|wind\s+up|wrap\s+up|cast|depart|land|converge|initial|inaugurate|brief|consult|negotiate|adjourn|unveil"
    r"|close|ratify|adopt|run|fall|reopen|restart|talk|speak|see|hear|get|give|make|do"
)
_PRESENT = (
    rf"(?<!the\s)(?<!its\s)(?<!his\s)(?<!their\s)(?<!['’]s\s)(?<!of\s)(?<!two\s)(?<!for\s)(?:{_THIRD})\b"
    rf"|{_SUBJECT}(?:{_EITHER}|{_THIRDS})\b"
    rf"|(?<=s\s)(?<!['’]s\s)(?:(?:now|then|also|again|all|both|next|first)\s+)?(?:{_BASE}|{_PLAIN})\b"
    rf"|(?<=and\s)(?:{_BASE})\b|and\s+(?:the\s+)?(?:[A-Z]\w+\s+){{1,3}}(?:{_BASE})\b"
    rf"|(?:they|we|you|(?:Twenty-)?(?:Five|Six|Seven|Eight|Nine)|Ten|Twelve|Fifteen|Twenty|heads|men|women|people|police)\s+(?:\w+ly\s+)?(?:{_BASE})\b"
    r"|(?:is|are)\s+(?:\w+ly\s+|being\s+|now\s+)?" + _PARTICIPLE + r"\b"
    r"|has\b|(?:is|are)(?=\s+(?:\w+\s+){0,2}?(?:on|in|at|from|for|an?|the|another)\b)"
    r"|(?:(?<=[a-z]\s)|(?<=^))(?:it|he|she|which|who|that|It|He|She)\s+(?!is\b|was\b|has\b|does\b|this\b|as\b)[a-z]{2,}s\b"
)
_VERB = re.compile(
    rf"(?<![\w-])(?:(?P<aim>{_AIM})|(?P<ahead>{_FUTURE})|(?P<past>{_PAST})|(?P<present>{_PRESENT}))(?![\w-])"
)
_CUT = re.compile(
    r"[;:—–(]\s*|\s-\s|,\s+(?=(?:and|but|while|whereas|though|although|when|which|who|because|so|where|as|once"
    r"|said|says)\b)",
)
_STOP = re.compile(
    r"(?=[.!?])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bGen)(?<!\bSen)(?<!\bSept)(?<!\bOct)(?<!\bNov)(?<!\bDec)"
    r"(?<!\bJan)(?<!\bFeb)(?<!\bAug)(?<!\b[A-Z])[.!?]['\")\]”’]*\s+(?=[A-Z“\"'(\[])"
)
_IF = re.compile(r"\bcome\s+$|\b(?:if|unless|should\s+the)\b[^,;]*$", re.IGNORECASE)
_HARD = re.compile(r"[;:—(]\s*")
_ASIDE = re.compile(r",\s+(?:as|said|says)\b[^,;]*,")
_IS = re.compile(
    r"\s+(?:is|will|sees|marks|brings)\b(?!\s+(?:over|past|gone|forgotten|remembered))"
)
_DATELINE = re.compile(r"(?:^|\n)\W*[A-Z]{2,}[A-Z .-]*,\s+$")
_OPENS = re.compile(r"\(\s*(?:in\s+)?$")
_FOR = re.compile(r"\bfor\s+(?:the\s+)?$")
_TERM = re.compile(r"\b(?:by|until|before|later\s+than)\s+(?:the\s+)?$", re.IGNORECASE)
_UNLESS = re.compile(
    r"\b(?:unless|if|until|once)\s+(?:\w+\s+){0,2}?\w+ed\s+(?:by|before)\s+(?:the\s+)?$"
)
_OF = re.compile(
    r"(?<!half\s)(?<!quarter\s)(?<!week\s)(?<!end\s)(?<!ning\s)(?<!middle\s)(?<!part\s)(?<!days\s)(?<!course\s)(?<!month\s)"
    r"\b(?:of|dated)\s+(?:the\s+)?(?:\d{1,2}\s+\w+\s+and\s+)?$"
)


def tense(place: DatePlace) -> Tense:
    """``ahead`` or ``past`` as the verbs around some words say; nothing where none does.

    Parameters
    ----------
    place : DatePlace
        The words of a date.
    """
    owns = place.after[:2] in ("'s", "’s")
    if owns or (_OF.search(place.before) and place.part == ""):  # the paper of 7 July: nearest
        return _of_its_event(place) if owns else ""
    if _DATELINE.search(place.before) or (_OPENS.search(place.before) and place.after[:1] == ":"):
        return "past"
    if _FOR.search(place.before):
        return _for_a_day(place)
    start, end = _sentence(place)
    before, after = place.text[start : place.span.start], place.text[place.span.end : end]
    before = _ASIDE.sub(" ", before)
    here = re.split(_CUT, before)[-1]
    if _aims(here):
        return ""
    near = _last(here)
    if near == "past" and _TERM.search(place.before):
        return "ahead" if _UNLESS.search(here) else _first(after) or "past"
    return near or _beyond(before, here, after)


def _of_its_event(place: DatePlace) -> Tense:
    """*Friday's meeting will decide*: ahead where its verb is future, else the nearest."""
    _, end = _sentence(place)
    verb = _VERB.search(place.text, place.span.end, end)
    return "ahead" if verb and verb["ahead"] else ""


def _beyond(before: str, here: str, after: str) -> Tense:
    """The tense of a clause that has no verb before its date."""
    if _IF.search(before) or (not here.strip() and _IS.match(after)):
        return "ahead"
    clause, comma, _ = re.split(_CUT, after)[0].partition(",")
    return _first(clause) or _last(_HARD.split(before)[-1]) or _first_after(comma, after)


def _for_a_day(place: DatePlace) -> Tense:
    """*Called them to Mecca for May 30*: a day for which something was fixed is the nearest."""
    start, _ = _sentence(place)
    verb = _last(re.split(_CUT, place.text[start : place.span.start])[-1])
    return "" if verb == "past" else verb


@lru_cache(maxsize=256)
def _aims(words: str) -> bool:
    """*Dissolved ahead of elections in June*: a day for which something was done is the nearest."""
    verbs = list(_VERB.finditer(words))
    if len(verbs) < 2 or not verbs[-1]["aim"]:
        return False
    done, aim = verbs[-2:]
    simple_past = done["past"] and not done["past"].startswith(("has", "have"))
    return bool(simple_past) and not re.search(r"\bthat\b", words[done.end() : aim.start()])


def _first_after(comma: str, after: str) -> Tense:
    """*In September, 41 percent now see it*: a present tense behind a comma does not date ahead."""
    verb = _VERB.search(after)
    return "" if verb and verb["present"] and comma else _kind(verb)


def _sentence(place: DatePlace) -> tuple[int, int]:
    """Where the sentence around some words begins and ends, within 300 characters."""
    start = max(place.paragraph.start, place.span.start - 300)
    for stop in _STOP.finditer(place.text, start, place.span.start + 1):
        start = stop.end()
    limit = min(place.paragraph.end, place.span.end + 200)
    end = _STOP.search(place.text, place.span.end, limit)
    return start, end.start() if end else limit


@lru_cache(maxsize=256)
def _last(words: str) -> Tense:
    verbs = list(_VERB.finditer(words))
    return _kind(verbs[-1] if verbs else None)


@lru_cache(maxsize=256)
def _first(words: str) -> Tense:
    return _kind(_VERB.search(words))


def has_verb(words: str) -> bool:
    """Whether some words have a finite verb."""
    return _VERB.search(words) is not None


def is_past(words: str) -> bool:
    """Whether the first verb of some words is past."""
    return _first(words) == "past"


def _kind(verb: re.Match[str] | None) -> Tense:
    if verb is None:
        return ""
    return "past" if verb["past"] else "ahead"


def looks_ahead(place: DatePlace) -> bool:
    """Whether the verbs around some words look ahead."""
    return tense(place) == "ahead"
