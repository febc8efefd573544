"""Words of attribution: verbs of saying by what must follow them, and kinds of speakers."""

import re

# Verbs that say by themselves; verbs that need a clause or quoted words; verbs of judging a thing.
SPEAK = (
    r"inform(?:s|ed)?|threaten(?:s|ed)?\s+to|say|says|said|tells?|told|argue[sd]?|warn(?:s|ed)?|"
    r"insist(?:s|ed)?|"
    r"contend(?:s|ed)?|"
    r"assert(?:s|ed)?|"
    r"believe[sd]?|think|thinks|thought|den(?:y|ies|ied)|repl(?:y|ies|ied)|"
    r"remark(?:s|ed)?|"
    r"assure[sd]?|allege[sd]?|explain(?:s|ed)?|emphasi[sz]e[sd]?|affirm(?:s|ed)?|"
    r"complain(?:s|ed)?|conclude[sd]?|predict(?:s|ed)?|concede[sd]?|admit(?:s|"
    r"ted)?|"
    r"stress(?:es|ed)?|quip(?:s|ped)?|boast(?:s|ed)?|point(?:s|ed)?\s+out|vow(?:s|ed)?|retort(?:s|"
    r"ed)?|"
    r"caution(?:s|ed)?"
)
CLAUSE = (
    r"regrets?|regretted|reaffirm(?:s|ed)?|underline[sd]?|underscore[sd]?|signal(?:l?ed|s)?|"
    r"object(?:s|ed)?|"
    r"protest(?:s|ed)?|"
    r"testif(?:y|ies|ied)|lament(?:s|ed)?|respond(?:s|ed)?|comment(?:s|ed)?|propose[sd]?|"
    r"speculate[sd]?|"
    r"counter(?:s|ed)?|(?:makes?|made)\s+(?:it\s+)?(?:clear|plain)|(?:takes?|took)\s+the\s+view|"
    r"claim(?:s|ed)?|reiterate[sd]?|acknowledge[sd]?|confirm(?:s|ed)?|"
    r"add(?:s|ed)?|note[sd]?|holds?|held|find|finds|found|agree[sd]?|maintain(?:s|ed)?|recall(?:s|"
    r"ed)?|"
    r"report(?:s|ed)?|declare[sd]?|suggest(?:s|ed)?|show(?:s|ed|n)?|indicate[sd]?|"
    r"hope[sd]?|expect(?:s|ed)?|observe[sd]?|state[sd]?|estimate[sd]?|feels?|felt|"
    r"doubt(?:s|ed)?|hint(?:s|ed)?|ask(?:s|ed)?|wonder(?:s|ed)?|write|writes|wrote|suspect(?:s|"
    r"ed)?|"
    r"conceal(?:s|ed)?|guess(?:es|ed)?|argue|calculate[sd]?|worr(?:y|ies|ied)|reckon(?:s|ed)?|"
    r"promise[sd]?|pledge[sd]?|considers?|considered|judge[sd]?|reveal(?:s|ed)?|stipulate[sd]?"
)
JUDGE = (
    r"dispute[sd]?|demand(?:s|ed)?|mock(?:s|ed)?|laud(?:s|ed)?|applaud(?:s|ed)?|portray(?:s|ed)?|"
    r"depict(?:s|ed)?|"
    r"treats|treated|"
    r"(?:rules?|ruled)\s+out|play(?:s|ed)?\s+down|announce[sd]?|fear(?:s|ed)?|"
    r"speaks?\s+of|spoke\s+of|calls|called|call|describe[sd]?|"
    r"dismiss(?:es|ed)?|"
    r"critici[sz]e[sd]?|praise[sd]?|condemn(?:s|"
    r"ed)?|"
    r"denounce[sd]?|welcome[sd]|reject(?:s|ed)?|accuse[sd]?|question(?:s|ed)?|regard(?:s|ed)?|"
    r"blame[sd]?|brand(?:s|ed)?|deplore[sd]?|hail(?:s|ed)?|view(?:s|ed)?|see|sees|saw|puts?"
)
DOING = (
    r"saying|arguing|warning|insisting|claiming|hoping|suggesting|denying|hinting|predicting|"
    r"complaining|demanding"
)
VERB = re.compile(
    rf"\b(?:(?P<speak>{SPEAK})|(?P<clause>{CLAUSE})|(?P<judge>{JUDGE})|"
    rf"(?P<doing>{DOING}))\b(?![-’'])"
)
BEGINS_CLAUSE = re.compile(
    r"(?:\s+(?:\w+ly|today|yesterday|tonight|(?:on|in|at|last|this)\s+[\w ]{2,25}?|with\s+\w+|"
    r"(?:to|from)\s+\w+|him|her|us|me|them|"
    r"[A-Z]\w+|reporters|parliament))?(?:,?\s*(?=[:\"“‘])|\s*)(?:that\b(?!\s+\w+\s*[.,;])|"
    r"whether\b|how\b|what\b|"
    r"why\b|:|[\"“‘]|"
    r"\b(?:it|he|she|they|there|we|I)\s+\w|(?:the|an?|its|their|no|[A-Z]\w+)\s+(?:[\w’'-]+\s+"
    r"){0,5}?"
    r"(?:will|would|is|are|was|were|has|had|have|could|may|might|should|must|can)\b)"
)
OBJECT = re.compile(
    r"\s+(?!for\b|on\b|upon\b|off\b|up\b|in\b|by\b|of\b|to\b|at\b|from\b|and\b|or\b|with\b|as\b|"
    r"that\b)[\w“\"‘]"
)
AS_OBJECT = re.compile(r"[^,;.]{0,90}\bas\b|[^,;.]{2,60}\bat\s+\d")
ADVERBS = re.compile(
    r"(?:\s+|^)(?:(?:is|are)\s+to|has|have|had|also|now|still|then|later|often|already|did|does|"
    r"do|not|never|even|"
    r"once|"
    r"long|always|sometimes|once\s+again|again|is|are|was|were|been|being|be|to|in\s+turn|rightly|"
    r"\w+ly|both|all|"
    r"themselves|himself|itself)$"
)
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s+(?:(?:\w+ly|also|still|now|often|long)\s+)*$"
)
PASSIVE_VERB = re.compile(
    r"(?:said|informed|warned|assured|advised|called|named|believed|thought|reported|alleged|"
    r"claimed|suspected|accused|seen|"
    r"viewed|regarded|"
    r"considered|described|critici[sz]ed|condemned|denounced|questioned|dismissed|praised|welcomed|"
    r"rumou?red|written\s+off|opposed|told|rejected|blamed|hailed|estimated|understood)\b"
)
SEEMS_PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|been|being)\s+(?:(?:\w+ly|also|still|now|often|long)\s+"
    rf")*(?P<verb>{PASSIVE_VERB.pattern})"
)
BY = re.compile(r"\b(?<!accompanied )by\s+(?P<who>(?!\w+ing\b)[^,;.]{2,70})")
VERDICT = re.compile(
    r"(?:said|believed|thought|reported|alleged|claimed|suspected|rumou?red|understood|"
    r"estimated)\s+(?:to|that)\b|"
    r"(?:seen|viewed|regarded|considered|described|dismissed|hailed)\s+as\b|accused\s+of\b"
)
PAPER = re.compile(
    r"^(?:this|our|my)\s+(?:\w+\s+)?(?:brief|paper|article|report|essay|study|chapter)$|"
    r"^(?:[Ww]hatever|[Ww]hichever|Does|"
    r"Do|Did|Is|Are|Will|Would|What|How|Why|Has|Have)\b",
    re.I,
)
HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|purportedly|rumou?r\s+has\s+it|it\s+(?:is|was|has\s+"
    r"been)\s+(?:\w+ly\s+)?"
    r"(?:whispered|said|rumou?red|reported|alleged|claimed|thought|believed|feared|understood))\b",
    re.IGNORECASE,
)
NOUN_THAT = re.compile(
    r"\b(?P<who>(?:the\s+)?[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*)*['’]s?|their|his|her|the)\s+(?:\w+\s+"
    r")?(?:claims?|view|belief|"
    r"arguments?|accusations?|complaints?|charges?|assertions?|contention|warnings?|conviction|"
    r"suspicions?|insistence|"
    r"assurances?|fears?)\s+(?P<of>(?:of|in|among|by|from)\s+[\w ’'-]{3,40}?\s+)?that\b"
)
SOURCE = re.compile(
    r"\b(?:[Aa]ccording\s+to|[Bb]y\s+(?=(?:most|all|some|many|several)\s+accounts)|[Ii]n\s+the\s+"
    r"(?:words|view|opinion|eyes|judgment|"
    r"judgement|estimate|phrase)\s+of|[Ii]n\s+(?:a|an|its|their|his|her)\s+(?:\w+\s+"
    r"){0,2}?(?:statement|interview|speech|report)\s+(?:to|by|from))"
    r"\s*(?P<who>[^,;:.]{2,90})"
)
POSSESSOR = re.compile(
    r"\b[IiFf](?:n|rom)\s+(?P<who>(?!my\b|our\b|your\b)(?:[\w’'.-]+\s+"
    r"){0,5}?[\w.-]+(?:['’]s?)?)\s+(?:view|words|opinion|eyes|perspective|"
    r"phrase|account|telling|judgement|judgment|estimate|reading|point\s+of\s+view)\b"
)
POSSESSIVE = re.compile(r"(?:['’]s?|^their|^his|^her|^its)$", re.IGNORECASE)
PUT_IT = re.compile(r"\b[Aa]s\s+(?P<who>[^,;:]{2,80}?)\s+(?:puts?\s+it|once\s+said|has\s+said)\b")
POLL = re.compile(
    r"\b(?:polls?|surveys?|pollsters?|respondents|barometers?|interviewees|fieldwork|margin\s+"
    r"of\s+error|opinion\s+research|questionnaire)\b",
    re.IGNORECASE,
)
FIGURE = re.compile(
    r"\d(?:\s+|-)?(?:percent|per\s+cent|%)|\b(?:majorit(?:y|ies)|two[- ]thirds|three[- ]quarters|"
    r"(?:\w+|\d+)\s+in\s+(?:10|ten|five|four|three)|(?:a|one|half|only)\s+(?:of|fifth|quarter|"
    r"third))\b",
    re.IGNORECASE,
)
SHARE_SAYS = re.compile(
    r"(?:percent|per\s+cent|%)(?:\s+of\s+(?:[\w’'-]+\s+){1,8}?|\s+)(?:also\s+|still\s+"
    r")?(?:agree[sd]?|wanted?|want|favou?r(?:ed|s)?|"
    r"support(?:ed|s)?|oppose[sd]?|reject(?:ed)?|prefer(?:red)?|trust(?:ed)?|named|approved?|"
    r"backed|feared?)\b"
)
ASKED = re.compile(r"\b(?:asked|polled|surveyed)\s+\d[\d,.]*\s+\w+")
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
    r"Kurdish|Cyprus|real|open|key|next|second|first|final)$",
    re.IGNORECASE,
)
CROWD = re.compile(
    r"\b(?:some|critics|many|others|sceptics|skeptics|experts|analysts|officials|supporters|"
    r"observers|few)\s+(?:would|might|may|will)$",
    re.IGNORECASE,
)
NOUN_OR_VERB = re.compile(
    r"(?:demands?|claims?|reports?|calls?|views?|questions?|fears?|hopes?|doubts?|notes?|"
    r"estimates?|states?|"
    r"thought|finds?|holds?|shows?|asks?|puts?|sees?|saw|feels?|stress(?:es)?|caution|tells?)$"
)
ADJECTIVE = re.compile(
    r"\b[A-Z]\w+(?:an|ian|ish|ese|ch|i|ic|sh)$|\b[a-z]+(?:al|ic|ive|ous|ary|ful|ant|ent)$"
)
START = re.compile(
    r"[;\u2014]\s*|:\s+|\s[-\u2013]\s|,?\s+(?:and|but|yet|while|whereas|although|though|because|"
    r"that|which|who|when|what|how|whether|whom|whose|"
    r"where|if|as|since|than)\s+|[\"“”‘]\s*|^\s*(?:And|But|Yet|So|As|While|When|Although|If)\s+|"
    r"\(\s*|\)\s+"
)
STRONG = re.compile(
    r";\s|\u2014|\s[-\u2013]\s|,\s+(?:but|while|whereas|although|though|yet)\s|"
    r"(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\b[A-Z])[.!?][\"”’]?\s+"
    r"(?=[A-Z“\"])"
)
JUDGING_JOIN = re.compile(r",?\s+(?:and|but|or)$|^(?:and|but|or)$")

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


STANDS_ALONE = re.compile(
    r"(?:add|note|report|estimate|observe|write|wrote|recall|hope|fear|claim|acknowledge|confirm|"
    r"reckon|suspect|hint|suggest|state|maintain|agree)"
)
TALE = re.compile(
    r"\s+(?:the|a|their|its|this|that)\s+(?:\w+\s+)?(?:story|tale|truth|word)\b|\s+(?:nothing|"
    r"goodbye)\b"
)
MODAL_END = re.compile(r"\s+(?:would|might|may|will|once)$")
PLURAL = re.compile(
    r"(?:\band\s+[\w ]+|\w{2,}[^s\W]s|\b(?:many|some|others|people|they|few|both|all))$",
    re.IGNORECASE,
)
MANY = re.compile(r"\d|\b(?:[Mm]ajorit|third|quarter|fifth|[Hh]alf|in\s+(?:ten|five|four|three)\b)")
HEAD = re.compile(r"[;:]\s+|,\s+(?:and\s+|but\s+)?|[\"“‘]|\b(?:that|because|while|but)\s+")
ECONOMY = re.compile(  # a figure beside a survey that is none of people
    r"\b(?:output|growth|GDP|economy|exports?|imports?|trade|budget|inflation|revenues?|prices|"
    r"wages|"
    r"interest|territory|population|reserves|were\s+(?:wo)?men|gas|oil|seats|turnout|ballots|"
    r"tariffs?|deficit|debt|\$)\b",
    re.IGNORECASE,
)
MIND = re.compile(
    r"\b(?:is|are|was|were|remains?)\s+(?:\w+ly\s+)?"
    r"(?:convinced|confident|certain|sure|adamant|worried|afraid|hopeful|persuaded)\s+that\b"
)
ASKS = re.compile(r"[^,.;:]{2,120}\s(?:whether|if|what|how|why)\b")
WHO = re.compile(r"^(?P<who>.*?\w[\w.’')]*),?\s+who$", re.DOTALL)
