"""Words of attribution but its verbs: what follows and precedes them, sources, nouns, speakers."""

import re

from detente.reading.clauses import beginnings

BEGINS_CLAUSE = re.compile(
    r"(?:\s+(?:\w+ly|today|yesterday|tonight|(?:on|in|at|last|this)\s+[\w ]{2,25}?|"
    r"with\s+\w+(?:\s+\w+)?|"
    r"(?:to|from)\s+\w+|him|her|us|me|them|"
    r"aloud|again|[A-Z]\w+|reporters|parliament))?(?:,?\s*(?=[:\"“‘])|\s*)(?:that\b(?!\s+\w+\s*[.,;])|"
    r"whether\b|if\b|how\b|what\b|who\b|where\b|"
    r"why\b|:|[\"“‘]|"
    r"\b(?:it|he|she|they|there|we|I)\s+\w|(?:the|an?|its|their|no|[A-Z]\w+)\s+(?:[\w’'-]+\s+"
    r"){0,5}?"
    r"(?:will|would|is|are|was|were|has|had|have|could|may|might|should|must|can)\b)"
)
OBJECT = re.compile(
    r"\s+(?!for\b|on\b|upon\b|off\b|up\b|in\b|by\b|of\b|to\b|at\b|from\b|and\b|or\b|with\b|as\b|"
    r"that\b)[\w“\"‘]"
)
AS_OBJECT = re.compile(
    r"[^,;.]{0,90}\bas\b|[^,;.]{2,60}\bat\s+(?:\d|\w+\s+(?:points|billion|million|per))|"
    r"[^,;.]{2,60}?"
    r"\bwith\s+(?:\w+\s+)?(?:suspicion|alarm|concern|envy|distrust|contempt|unease|indifference|"
    r"favour|"
    r"favor|hope|dread|horror|scepticism|skepticism)\b|[^,;.]{2,60}\bto\s+[A-Z]|\s+(?:no|little)\s"
)
SPEAKER = re.compile(
    r"(?<!^)\b[A-Z]\w+|^(?:[A-Z][\w.’'-]+\s*){1,4}$|\b(?i:he|she|they|we|who|many|most|some|few|"
    r"nobody|"
    r"others|both|none|everyone|everybody|people|critics|hawks|doves|sceptics|skeptics|supporters|"
    r"opponents|friends|allies|sources|witnesses|survivors|refugees|villagers|farmers|traders|"
    r"voters|"
    r"rebels|bishops|students|citizens|locals|residents|neighbours|neighbors|generals|merchants|"
    r"readers|editors?|workers|soldiers|pilots|captain|consul|count|prince|queen|colonel|major|"
    r"peasants|fishermen|smugglers|exiles|priests?|judges?|courts?|author|writer|bankers?|"
    r"investors|"
    r"markets|panel|exercise|institute|majority|half|third|quarter|parties|delegates|lawyers|"
    r"premier|service|pope|emperor|tsar|czar|sultan|shah|marshal|regent|assembly|bank|"
    r"academy|theory|theories|story|version|wisdom|legend|union|church|firm|agency|office|team|"
    r"proponents|advocates|observers|sides?|speakers?|counterparts?|junta|camp|embass(?:y|ies)|regime|authorities|"
    r"mission|tribunals?|groups?|organi[sz]ations?|campaigners|activists|arbitrators|insiders|pundits|"
    r"council|ministry|palace|presidency|foreign\s+office|"
    r"pamphlets?|\w+(?:men|people|crats|ists|woman|man))\b",
)
ADVERBS = re.compile(
    r"(?:\s+|^)(?:(?:is|are)\s+to|at\s+(?:first|last|once|length)|in\s+(?:public|private|return|reply)|"
    r"of\s+late|has|have|had|also|now|still|then|later|often|already|did|does|"
    r"do|not|never|even|"
    r"once|"
    r"since|long|always|sometimes|once\s+again|again|is|are|was|were|been|being|be|to|in\s+turn|"
    r"rightly|"
    r"(?!(?:family|ally|assembly|monopoly|supply|bully|reply)\b)[a-z]+ly|(?<=\w\s)(?:both|all)|"
    r"themselves|himself|itself)$"
)
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s+(?:(?:\w+ly|also|still|now|often|long)\s+)*$"
)
PAPER = re.compile(
    r"^(?:this|our|my)\s+(?:\w+\s+)?(?:brief|paper|article|report|essay|study|chapter)$|"
    r"^(?:[Ww]hatever|[Ww]hichever|Does|"
    r"Do|Did|Is|Are|Will|Would|What|How|Why|Has|Have)\b",
    re.I,
)
POSSESSOR = re.compile(
    r"\b[IiFf](?:n|rom)\s+(?P<who>(?!my\b|our\b|your\b)(?:[\w’'.-]+\s+"
    r"){0,5}?[\w.-]+(?:['’]s?)?)\s+(?:view|words|opinion|eyes|perspective|"
    r"phrase|account|telling|judgement|judgment|estimate|reading|point\s+of\s+view)\b"
)
POSSESSIVE = re.compile(r"(?:['’]s?|^their|^his|^her|^its)$", re.IGNORECASE)
POLL = re.compile(  # on small letters
    r"\b(?:polls?|surveys?|pollsters?|respondents|barometers?|interviewees|fieldwork|margin\s+"
    r"of\s+error|opinion\s+research|questionnaire)\b"
)
FIGURE = re.compile(
    r"\b[a-z]+[\s-](?:percent|per\s+cent)|\d(?:\s+|-)?(?:percent|per\s+cent|%)|\b(?:majorit(?:y|"
    r"ies)|two[- ]thirds|three[- ]quarters|"
    r"(?:\w+|\d+)\s+in\s+(?:10|ten|five|four|three)|(?:a|one|half|only)\s+(?:of|fifth|quarter|"
    r"third))\b",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"(?:\d|\b[a-z]+[\s-])\s*(?:percent|per\s+cent\.?|%)(?:\s+of\s+[\w\s’'-]{2,40})?$",
    re.IGNORECASE,
)
COUNTED = re.compile(  # two questions, several demands: a plural noun, not a verb
    r"(?:^|\s)(?:two|three|four|five|six|seven|eight|nine|ten|several|various|certain|further|other|"
    r"such|many|some|both|few)$",
    re.IGNORECASE,
)
AUTHOR = re.compile(r"(?:^|\b)(?:I|we|you|let\s+us|let\s+me)$|^(?:I|we)\b|^one$", re.IGNORECASE)
THINGS = re.compile(
    r"(?:\b|^)(?:it|this|that|these|those|which|what|there|evidence|history|experience|record|"
    r"fact|facts|"
    r"events?|figures?|data|example|case|pattern|trend|logic|past|years?|silence|success|failure|"
    r"treaty|text|article|map)$",
    re.IGNORECASE,
)
NOT_SUBJECT = re.compile(
    r"(?:^|\b)(?:not|will|would|could|should|must|may|might|can|cannot|of|the|an?|its|their|his|"
    r"her|our|my|your|in|by|"
    r"with|for|on|from|no|more|any|such|these|those|to|at|as|than|be|let|so|never|public|old|new|"
    r"main|"
    r"shall|Kurdish|Cyprus|real|open|key|next|second|first|final)$",
    re.IGNORECASE,
)
NEGATIVE = re.compile(  # "the spokesman would not confirm": he says something all the same
    r"\s+(?:cannot|refused\s+to|declined\s+to|refuses\s+to|"
    r"declines\s+to|(?:(?:is|are|was|were)\s+)?(?:quick|careful|reluctant)\s+to|continue[sd]?\s+to|"
    r"went\s+on\s+to|(?:hasten|hurri|rush)e?d\s+to|seems?\s+to|appears?\s+to|came\s+to|(?:I|we)\s+\w+(?:\s+(?:to|with|in\s+\w+|"
    r"at\s+\w+))?|sought\s+to|tried\s+to|used\s+to|"
    r"here\s+like\s+to|likes?\s+to)$"
)
DETERMINER = re.compile(r"\s+(?:the|an?|its|their|his|her|it|them|\w+sel(?:f|ves)|[“\"])\b")
NO_CLAUSE = re.compile(r"^(?:should|would|will|may|might|must|could|can|there(?!\s+are\s+those))\b|"
                       r"^[Tt]hat$", re.IGNORECASE)  # fmt: skip
JOINED = re.compile(r"(?:^|[”\",;:]\s+)(?P<first>(?:[A-Z][\w.’'-]*\s+){1,4}and\s+)$")
CROWD = re.compile(
    r"\b(?:some|critics|many|others|sceptics|skeptics|experts|analysts|officials|supporters|"
    r"observers|few|[A-Za-z]{4,}(?:ists|ians|crats))\s+(?:would|might|may|will)$",
    re.IGNORECASE,
)
ADJECTIVE = re.compile(
    r"\b[A-Z]\w+(?:an|ian|ish|ese|ch|i|ic|sh)$|\b[a-z]+(?:al|ic|ive|ous|ary|ful|ant|ent)$"
)
START = re.compile(
    r"(?=[;:,\s\u2014\"“”‘()]|^)(?:"  # most places are ruled out at once
    r"[;\u2014]\s*|:\s+|\s[-\u2013]\s|,?\s+(?:and|but|yet|while|whereas|although|though|because|"
    r"that|which|who|when|what|how|whether|whom|whose|"
    r"where|if|as|(?<!has\s)(?<!have\s)(?<!had\s)since|than|so)\s+|[\"“”‘]\s*|^\s*(?:And|But|Yet|"
    r"So|As|While|When|Although|If)\s+|"
    r"\(\s*|\)\s+)"
)
STRONG = re.compile(
    r";\s|\u2014|\s[-\u2013]\s|,\s+(?:but|while|whereas|although|though|yet)\s|"
    r"(?=[.!?])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\b[A-Z])[.!?][\"”’]?\s+"
    r"(?=[A-Z“\"])"
)

_TYPES = (
    ("survey", r"poll|polls|survey|surveys|percent|per\s+cent|%|respondents|barometers?|"
               r"interviewees|fieldwork|margin\s+of\s+error|pollster|barometer|"
               r"questionnaire"),
    ("media", r"newspapers?|commentators?|press|media|journalists?|columnists?|editorials?|agency|"
              r"daily|magazine|"
              r"reports?|Times|Post|Guardian|Reuters|Xinhua|Interfax|Izvestia|Pravda|Le\s+Monde|"
              r"broadcaster|television"),
    ("expert", r"experts?|analysts?|scholars?|professors?|economists?|historians?|academics?|"
               r"researchers?|"
               r"institute|think-?tank|retired|former|specialists?|observers?|scientists?|fellow"),
    ("official", r"officials?|ministers?|ministry|president|prime|ambassadors?|diplomats?|"
                 r"spokes\w+|government|"
                 r"chancellor|secretary|secretaries|general|generals|admiral|chairman|Chairman|"
                 r"chair|king|emir|side|delegat\w+|commission\w*|"
                 r"council|White\s+House|Kremlin|army|officers?|administration|cabinet|statement|"
                 r"communiqu\w+|announcement|"
                 r"Mr|Mrs|Ms|Sir|senators?|envoys?|aides?|governments?|capitals?|leaders?|meeting|"
                 r"announcement|he|she|He|She"),
    ("party", r"party|parties|opposition|faction|movement|critics|republicans|democrats|"
              r"socialists|conservatives|eurasianists|islamists"),
)  # fmt: skip
TYPES = tuple((name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in _TYPES)


def speaker_type(who: str) -> str:
    """What kind of speaker some words name; a bare name is taken for a government."""
    for name, pattern in TYPES:
        if pattern.search(who):
            return name
    return "official" if re.match(r"[A-Z]\w+(?:\s+(?:and\s+)?[A-Z]\w+)*$", who) else "other"


TALE = re.compile(
    r"\s+(?:the|a|their|its|this|that)\s+(?:\w+\s+)?(?:story|tale|truth|word)\b|\s+(?:one\s+thing|"
    r"as\s+much)\b|(?<=say)\s+nothing|(?<=said)\s+nothing|(?<=says)\s+nothing|\s+(?:"
    r"goodbye)\b"
)
MODAL_END = re.compile(r"\s+(?:would|might|may|will|once)$")
PLURAL = re.compile(
    r"(?:\band\s+[\w ]+|^(?:many|most|some|few|both|all|others|several)\b.*|\w{2,}[^s\W]s|"
    r"^(?:[\w’'-]+\s+){0,3}?[a-z]{2,}[^s\W]s\s+(?:at|in|of|from|for|with|on|near|close\s+to|who)\s.+|"
    r"\b(?:many|some|others|people|they|few|both|all))$",
    re.IGNORECASE,
)
MANY_BEGINS = beginnings("majority third quarter fifth half ten five four three")
MANY = re.compile(r"\d|\b(?:[Mm]ajorit|third|quarter|fifth|[Hh]alf|in\s+(?:ten|five|four|three)\b)")
HEAD = re.compile(r"[;:]\s+|,\s+(?:and\s+|but\s+)?|[\"“‘]|\b(?:that|because|while|but)\s+")
ASKS = re.compile(r"[^,.;:]{2,120}\s(?:whether|if|what|how|why)\b")
WHO = re.compile(r"^(?P<who>.*?\w[\w.’')]*),?\s+who$", re.DOTALL)
