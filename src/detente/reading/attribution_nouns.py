"""Words of attribution that are no verb: nouns, sources, passives, hearsay."""

import re

from detente.reading import attribution_phrases as phrases
from detente.reading.clauses import word_set

# --- what is no verb --------------------------------------------------------------

_OPINION = (
    r"(?:views?|positions?|arguments?|lines?|opinions?|feelings?|wisdom|beliefs?|claims?|"
    r"contentions?|"
    r"hopes?|fears?|complaints?|verdicts?|conclusions?|messages?|reply|answers?|explanations?|"
    r"reasoning|thinking|mood|consensus|assumptions?|suspicions?|convictions?|assessments?|"
    r"estimates?|"
    r"judge?ments?|advice|warnings?|thes[ie]s|responses?|excuse|perception|impression|"
    r"calculations?|"
    r"expectations?|stance|retort|theory|worry|concerns?|demands?|proposals?|word|story|version)"
)
_TELLING = (
    r"(?:claims?|accusations?|allegations?|complaints?|charges?|assertions?|contentions?|warnings?|"
    r"insistence|assurances?|suggestions?|insinuations?|rumou?rs?|reports?|announcements?|"
    r"statements?|"
    r"remarks?|declarations?|admissions?|predictions?|forecasts?|promises?|pledges?|denials?|"
    r"objections?|arguments?|revelations?|demands?|hints?|testimony|confession|boasts?|threats?|"
    r"protestations?|findings?)"
)
_HEARD = (
    r"(?:claims?|accusations?|allegations?|complaints?|charges?|assertions?|contentions?|warnings?|"
    r"insistence|suggestions?|insinuations?|rumou?rs?|reports|denials?|hints?)"
)
_THOUGHT = (
    r"(?:views?|beliefs?|convictions?|suspicions?|fears?|hopes?|opinions?|theor(?:y|ies)|feelings?|"
    r"impressions?|perceptions?|concerns?|worr(?:y|ies)|expectations?|assessments?|conclusions?)"
)
_OF = (
    r"(?P<of>(?:of|in|among|amongst|by|from|at|within)\s+(?:the\s+)?"
    r"(?:(?!\b(?:is|are|was|were)\b)[\w’'. -]){2,50}?)"
)
_OWNER = (
    r"(?P<who>(?!\b(?:[Mm]y|[Oo]ur|[Yy]our|[Ii]t['’]s|[Tt]hat['’]s|[Tt]here['’]s|[Ww]hat['’]s)\b)"
    r"(?:[\w.’-]+\s+){0,4}?(?:\w+(?:['’]s|s['’])|\b[Tt]heir|\b[Hh]is|\b[Hh]er))"
)
_COMMON = (
    r"(?:official|prevailing|conventional|received|common|popular|widespread|general|dominant|"
    r"majority|standard|usual|orthodox|consensus|government|opposition|western|public)"
)
_IS = (
    r"\s*(?:(?:,[^,;:]{3,40},)?\s+(?:is|was|has\s+(?:long\s+|always\s+)?been|remains?|goes|runs|"
    r"ran|"
    r"went)\s+(?:\w+ly\s+)?(?:that\b|this:|as\s+follows|:|one\s+of|like\s+this|short:|simple:|"
    r"brief:)|"
    r":\s)"
)
NOUN_IS = re.compile(
    rf"(?P<from>\b{_OWNER}\s+(?:own\s+)?(?:\w+\s+){{0,2}}?{_OPINION}(?:\s+to\s+[A-Z]\w+)?){_IS}|"
    rf"(?P<w>(?:^|[;:.]\s+)(?:Word|word|Rumou?r)(?:\s+(?:in|from)\s+[\w’' -]{{3,30}}?)?)\s+(?:is|"
    rf"has\s+it)\s+that\b|"
    rf"(?P<x>\b[Tt]he\s+(?:\w+\s+){{0,2}}?{_OPINION}\s+{_OF}){_IS}|"
    rf"(?P<y>\b[Tt]he\s+{_COMMON}\s+(?:\w+\s+)?{_OPINION}(?:\s+(?:in|among|of|at)\s+[\w’' "
    rf"-]{{3,40}}?)?"
    rf"){_IS}"
)
NOUN_THAT = re.compile(
    rf"(?P<from>\b{_OWNER}\s+(?:\w+\s+){{0,2}}?(?:{_TELLING}|{_THOUGHT}))\s+that\b|"
    rf"(?P<x>\b(?:[Tt]he|[Aa]|[Aa]n)?\s*(?:\w+\s+)?{_THOUGHT}\s+{_OF})\s+that\b|"
    rf"(?P<y>\b[Tt]he\s+{_THOUGHT})\s+that\b(?=[^.;]*\b(?:strong|widespread|common|general|among|"
    r"popular|growing)\b)"
)
CHARGE_THAT = re.compile(
    rf"(?P<from>\b(?:(?:[Tt]he|[Aa]n?|[Tt]here\s+(?:are|were|have\s+been))\s+)?(?:[a-z]+\s+)?\b"
    rf"(?i:{_HEARD})(?:\s+{_OF})?)\s+that\b(?!\s+(?:is|was|are|were|has|had|have|would|will|could|"
    r"should|must|shall|may|might|can|came|made|led|appeared|followed)\b)"
)
TALK = re.compile(
    r"(?P<from>\b[Tt]here\s+(?:is|was|has\s+been)\s+(?:\w+\s+)?(?:talk|speculation|grumbling)\b|"
    r"[Tt]here\s+(?:is|was|has\s+been)\s+(?:\w+\s+)?(?:agreement|consensus|"
    rf"disquiet|{phrases.FEELING})\s+(?:in|among|amongst|at|within)\b)|"
    r"(?P<many>\b[Tt]here\s+(?:are|were)\s+(?:\w+\s+)?(?:doubts|fears|hopes|worries|suspicions|misgivings|"
    r"concerns|calls|complaints|voices)\s+(?:in|among|amongst|at|within|from)\b)|"
    rf"(?P<mood>\b(?:Hopes?|Fears?|Doubts?|Concerns?|Suspicions?|{phrases.FEELING.title()}|"
    r"[Oo]pinions?)\s+(?:(?:in|among|within)\s+[\w’' ]{3,30}?\s+)?(?:is|are|was|were|runs?|ran)\s+"
    r"(?:high|low|strong|growing|rising|widespread|mounting|rife|divided|split)\b(?=\s+(?:in|among|over|about|on)\s|[.;,]|$))|"
    r"(?P<x>\b(?:[Aa]ccounts|[Rr]eports|[Rr]umou?rs)\s+(?:of|from)\s+[\w’' -]{3,40}?\s+(?:speak|"
    r"tell|"
    r"suggest|say|have\s+it|agree|mention|describe|indicate)\b)"
)
REACHED = re.compile(
    r"(?P<from>\b(?:[Ww]ord|[Nn]ews|[Rr]eports?)\s+(?:has\s+|have\s+|had\s+)?(?:reached|came|come|"
    r"arrived|went\s+round)\b[^,;.]{0,40}?)\s+that\b"
)
WHAT = re.compile(
    r"\b[Ww]hat\s+(?P<who>[^,;:.]{2,60}?)\s+(?:has\s+|have\s+|had\s+)?(?:once\s+|now\s+|often\s+|"
    r"\w+ly\s+)?(?:calls?|called|terms?|termed|describes?|described|regards?|regarded|dubs?|dubbed|"
    r"sees?|considers?|considered|labels?|labelled)\s+(?:as\s+)?(?:[“\"][^”\"]{2,120}[”\"]|"
    r"(?:an?|the|"
    r"its|their)\s+(?:[\w’'-]+\s+){0,3}?[\w’'-]+(?=[,;.]|\s+(?:is|was|has|had|are|were|will|"
    r"would)\b))"
)
ELLIPSIS = re.compile(
    r"(?:;|,\s+and|,\s+but|,\s+while)\s+(?P<who>(?:those|others|some|the|his|her|its|their|most|"
    r"many|a|"
    r"an|[A-Z]\w+)[^,;:.]{0,50}?),?\s+(?=that\s+(?:the|it|he|she|they|no|its|his|a|an|[A-Z]\w+)\b)"
)
SOURCE = re.compile(
    r"\b(?:[Aa]ccording\s+to|[Bb]y\s+(?=(?:most|all|some|many|several)\s+accounts)|[Ii]n\s+the\s+"
    r"(?:words|view|opinion|eyes|judgment|judgement|estimate|phrase|estimation|telling|"
    r"reading)\s+of|[Aa]s\s+seen\s+(?:from|by|in)(?=\s+[A-Z])|^Seen\s+(?:from|by)(?=\s+[A-Z])|"
    r"[Ii]n\s+(?:a|an|its|their|his|her)\s+(?:\w+\s+){0,2}?(?:statement|interview|speech|report|"
    r"letter|"
    r"telegram|cable|note|memorandum|article)\s+(?:to|by|from|for|in|of)|[Oo]n\s+the\s+(?:word|"
    r"authority|testimony|evidence)\s+of|[Ii]n\s+the\s+(?:belief|hope)\s+of|[Tt]o\s+(?:quote|"
    r"cite|borrow\s+from)\b|"
    r"(?<!\w\s)[Tt]o\s+hear(?=[^,;:.]{3,60}\s+tell\b))\s*"
    r"(?P<who>[^,;:.]{2,90})"
)
PUT_IT = re.compile(
    r"\b[Aa]s\s+(?P<who>[^,;:]{2,80}?)\s+(?:(?:likes?\s+to\s+|used\s+to\s+|often\s+|once\s+|"
    r"has\s+|have"
    r"\s+)?(?:puts?|put|had|has|have)\s+it|once\s+said|(?:has\s+|have\s+|had\s+)?(?:said|says?|"
    r"writes?|wrote|written|argue[sd]?|notes?|noted|observe[sd]?|warns?|warned|"
    r"reports?|reported|remarks?|remarked|claims?|claimed|believes?|admits?|admitted|sigh(?:s|ed)|joke[sd]?|quip(?:s|ped)|laments?|lamented|complain(?:s|ed)|explain(?:s|"
    r"ed)|told\s+\w+|tells\s+\w+|suggest(?:s|ed)?)|(?:is|are|was|were)\s+(?:quick|"
    r"keen|"
    r"fond|eager)\s+(?:to|of)\s+\w+|used\s+to\s+(?:say|hope|think|believe|argue|claim|fear)|"
    r"sees?\s+"
    r"(?:it|things|matters)|tells?\s+it)\b"
)
NAMED = re.compile(  # “Netanyahu: “We will not wait.””, “... for ever.” – Benjamin Netanyahu
    r"(?:^|[.;]\s+)(?P<who>(?:[A-Z][\w.’'-]*\s?){1,5}):\s+[“\"]|"
    r"[”\"]\s+[-\u2013\u2014]\s?(?P<name>[A-Z]"
    r"[^“”\"]{2,80})$|\((?P<wire>Reuters|AFP|AP|Xinhua|TASS|Tass|dpa|UPI|ANSA|PTI|Interfax|IRNA)\)|"
    r"(?:^|,\s)[Pp]er\s+(?P<per>[A-Z][\w ]{1,30})(?=[,.])|"
    r"\b[Aa]s\s+far\s+as\s+(?P<far>[^,;.]{2,40})\s+"
    r"(?:is|are|was)\s+concerned|^To\s+(?P<to>(?:its|their|his|her|many|most|some)\s+[\w "
    r"]{2,40}|(?:the\s+)?(?:[\w’'-]+\s+){0,3}?(?:ministry|government|generals?|opposition|critics|"
    r"diplomats|officials|hawks|army|party|president|minister)(?:\s+(?:in|of)\s+[A-Z]\w+)?),\s"
)
BELIEVED = re.compile(
    r"\b[Ii]f\s+(?P<who>[^,;:]{2,60}?)\s+(?:is|are)\s+to\s+be\s+(?:believed|trusted)\b|"
    r"\b[Ss]o\s+(?P<so>(?:his|her|their|its|the|some|[A-Z]\w+)[^,;:.]{2,40}?)\s+(?:gives?\s+out|"
    r"says?|"
    r"claims?|thinks?|believes?|hopes?|argues?|goes|runs)\b"
    r"|\b[Ss]o\s+(?:runs?|ran|goes|went|says?|said|argues?|argued|thinks?|"
    r"claims?)\s+(?P<inv>(?:the|an?|his|"
    r"her|their|one|some|[A-Z]\w+)[^,;:.]{2,60})"
)
POSSESSOR = re.compile(
    r"\b(?:[IiFf](?:n|rom)|[Bb]y|[Oo]n)\s+(?P<who>(?!my\b|our\b|"
    r"your\b)(?:[\w’'.-]+\s+){0,5}?[\w.-]+"
    r"(?:['’]s?)?)\s+(?:own\s+)?(?:view|words|opinion|eyes|perspective|phrase|account|telling|"
    r"judgement|judgment|estimate|estimation|reading|point\s+of\s+view|reckoning|admission|showing|"
    r"lights|calculations?|count|book|mind|version)\b"
)
CUSTOM = re.compile(
    r"(?:custom|plan|plans|schedule|need|needs|taste|law|tradition|rank|age|size|season|weight|"
    r"habit|"
    r"the\s+(?:rules?|law|calendar|season|weather|terms|treaty|protocol|usual|timetable|map))\b"
)
PASSIVE_VERB = re.compile(
    r"(?:said|informed|warned|assured|advised|called|named|believed|thought|reported|alleged|"
    r"claimed|suspected|accused|seen|viewed|regarded|considered|described|critici[sz]ed|condemned|"
    r"denounced|questioned|dismissed|praised|welcomed|rumou?red|written\s+off|opposed|told|"
    r"rejected|"
    r"blamed|hailed|estimated|understood|quoted|supposed|feared|held|deemed|presumed|portrayed|"
    r"credited|deplored|attacked\s+by|ridiculed|judged|expected|assumed|doubted|disputed|contested|"
    r"denied|resented|mocked|echoed|derided|challenged)\b"
)
SEEMS_PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|been|being)\s+(?:(?:\w+ly|also|still|now|often|long)\s+"
    rf")*(?P<verb>{PASSIVE_VERB.pattern}|{phrases.TAKEN}\b)"
)
BY = re.compile(
    r"\b(?<!accompanied )by\s+(?P<who>(?!\w+ing\b|then\b|now\b|next\b|to(?:day|morrow)\b|\d"
    r"|(?:the\s+)?(?:end"
    r"|beginning|middle|time|date|spring|summer|autumn|fall|winter|year)\b)[^,;.]{2,70})"
)
VERDICT = re.compile(
    r"(?:said|believed|thought|reported|alleged|claimed|suspected|rumou?red|understood|estimated|"
    r"feared|presumed|held|deemed)\s+(?:to|that|in|on|by)\b|reported\s+(?:killed|dead|missing|"
    r"wounded|lost|captured|\w+ed)\b|supposed\s+to\s+have\b|assumed\s+to\b|"
    r"(?:told|informed|assured|warned)\s+(?:\w+\s+)?(?:that|of)\b|quoted\b|accused\s+of\b|"
    r"(?:seen|viewed|regarded|considered|described|dismissed|hailed|condemned|portrayed|denounced|"
    rf"praised|critici[sz]ed|rejected)\s+(?:\w+\s+){{0,5}}?as\b|{phrases.TAKEN}"
)
HEARSAY = re.compile(
    r"\bI\s+(?:am|was|have\s+been|had\s+been)\s+(?:\w+\s+)?(?:told|informed|assured|given\s+to\s+"
    r"understand)\b|\b(?:reportedly|allegedly|alleged|supposedly|purportedly|(?:rumou?r|legend|"
    r"tradition|gossip)\s+"
    r"(?:has|had)\s+it|it\s+(?:is|was|has\s+been|can\s+be)\s+(?:\w+ly\s+)?(?:whispered|said|"
    r"rumou?red|explained|pointed\s+out|observed|recalled|stated|noted|"
    r"reported|alleged|claimed|thought|believed|feared|understood|hoped|suspected|held|argued|"
    r"assumed|"
    r"felt|announced|expected\s+in|objected|agreed\s+among)\b(?!\s+(?:here|above|below))|"
    r"it\s+is\s+an\s+open\s+secret)",
    re.IGNORECASE,
)
MIND = re.compile(
    r"\b(?:is|are|was|were|remains?|seems?)\s+(?:\w+ly\s+)?(?:convinced|confident|certain|sure|"
    r"adamant|"
    r"worried|afraid|hopeful|persuaded|optimistic|pessimistic|alarmed|anxious|resigned|satisfied|"
    r"fearful|sceptical|skeptical|doubtful|unconvinced|wary|keen|furious|unhappy|happy|proud|"
    rf"disappointed|{phrases.MOODS})\s+(?:that|about|of|at|by|over|on|to|with|whether)\b|\b(?:is|are|was|were|"
    r"remains?)\s+(?:of\s+"
    r"the\s+(?:opinion|view|belief)|(?:\w+ly\s+)?inclined\s+to\s+(?:agree|think|believe|doubt)|"
    r"at\s+"
    rf"pains\s+to|{phrases.RELUCTANT}\s+(?:to|over|about))\b|"
    rf"\b(?:is|are|was|were|remains?|remained|sounds?|sounded|seems?|seemed)\s+(?:(?:more|less|as|equally|\w+ly)\s+)?(?P<last>{phrases.TERMINAL})"
    r"\s*(?:[:.;,]|$)"
)
BACK = re.compile(  # a sentence that names the speaker of the one before
    r"^[(\"“]?(?:I\s+(?:have|had|heard|got)\s+(?:this|it|that|the\s+story)\s+from|(?:So|Thus|"
    r"Or\s+so|That"
    r"\s+at\s+least\s+is\s+what)\s+(?:said|says|wrote|writes|spoke|ran|runs|argued|the)|(?:This|"
    r"That|"
    r"Such)\s+(?:is|was|at\s+least\s+is)\s+(?:at\s+least\s+)?(?:the\s+(?:view|opinion|version|"
    r"verdict|"
    r"claim|argument)|what)\s+(?:of|in|from)?|(?:These|Those)\s+(?:are|were)\s+the\s+words\s+of)\s*"
    r"(?P<who>[^,;:.]{3,80})"
)
GAP = re.compile(  # *the ministry blamed the militia; the militia, the ministry*
    r";\s+(?P<who>(?:the|an?|his|her|its|their|[A-Z])[\w’' -]{1,50}),\s+"
    r"(?!(?:which|who|where|and|but|too|however|though|in|on|at)\b)(?:[\w’'\"“”-]+\s+){0,7}[\w’'\"“”-]+\s*"
    r"[.]?$"
)
DOCUMENT = re.compile(
    r"\b(?:reports?|stud(?:y|ies)|papers?|surveys?|polls?|memorand\w+|reviews?|letters?|cables?|"
    r"resolutions?|communiqu\w+|notes?|commission|committee|assessments?|editorials?|telegrams?|"
    r"dispatch\w*|statements?|articles?|declarations?|preambles?|brochures?|pamphlets?|"
    r"briefings?|doctrines?|strateg(?:y|ies)|readouts?|dossiers?|rulings?|verdicts?|bulletins?)\b",
    re.IGNORECASE,
)


def _words_of(pattern: str) -> frozenset[str]:
    """The plain words of a pattern, in every optional ending: what must stand in a sentence."""
    bare = re.sub(r"\\[a-z]\+?", " ", pattern)
    bare = re.sub(r"\(\?[:i]*:?|\)", " ", bare)
    both = re.sub(r"(\w)\?", "", bare), re.sub(r"(\w)\?", r"\1", bare)
    return word_set(" ".join(both).replace("|", " "))


TALK_WORDS = word_set(
    "talk speculation grumbling accounts reports rumours rumors agreement consensus disquiet "
    "doubts fears hopes worries suspicions misgivings concerns calls complaints voices opinion "
    + phrases.FEELING
)
OPINION_WORDS = _words_of(_OPINION)
TELLING_WORDS = (
    _words_of(_TELLING)
    | _words_of(_THOUGHT)
    | word_set("theory theories worry worries judgement judgments thesis theses estimate")
)
PASSIVE_WORDS = word_set(re.sub(r"\\b|\\s\+", " ", PASSIVE_VERB.pattern)) | word_set(
    "criticised criticized rumoured rumored written attacked opposed read taken interpreted "
    "perceived received greeted met treated"
)
MIND_WORDS = word_set(
    "convinced confident certain sure adamant worried afraid hopeful persuaded optimistic "
    "pessimistic alarmed anxious resigned satisfied fearful sceptical skeptical doubtful "
    "unconvinced "
    "wary keen furious unhappy happy proud disappointed dismayed opinion view belief inclined "
    "pains reluctant loath loss quick odds minds"
) | word_set(f"{phrases.MOODS} {phrases.TERMINAL}")
HEARSAY_WORDS = word_set(
    "reportedly allegedly alleged supposedly purportedly rumour rumor legend tradition gossip "
    "whispered said rumoured rumored reported claimed thought believed feared understood hoped "
    "suspected held argued assumed felt expected objected agreed secret told informed assured "
    "given explained pointed observed recalled stated noted announced"
)
SOURCES = (
    (
        SOURCE,
        word_set("seen according accounts words view opinion eyes judgment judgement "
                 "estimate phrase "
                 "estimation telling reading statement interview speech report letter telegram "
                 "cable "
                 "quote cite note memorandum article word authority testimony evidence belief "
                 "hope hear"),
    ),
    (PUT_IT, word_set("as")),
    (
        POSSESSOR,
        word_set("view words opinion eyes perspective phrase account telling judgement judgment "
                 "estimate estimation reading point reckoning admission showing lights calculation "
                 "calculations count book mind version"),
    ),
)  # fmt: skip
