"""Words of probability on one scale: cores, what strengthens or negates them, chances, idioms.

A core has a place from -3 (*almost no chance*) over 0 (*roughly even*) to 3 (*almost certain*), the
seven bands of ICD 203; words before it move it. What cannot be put together so is an idiom.
"""

import re
from typing import get_args

from detente.document.labels import Hedge
from detente.reading.clauses import word_set

BANDS: tuple[str, ...] = get_args(Hedge)
TOPS = (0.05, 0.20, 0.45, 0.55, 0.80, 0.95)  # upper ends of the bands, ICD 203


def band(place: int) -> str:
    """The band of a place from -3 to 3."""
    return BANDS[place + 3]


def band_of_chance(p: float) -> str:
    """The band that holds a probability.

    Examples
    --------
    >>> band_of_chance(0.1)
    'very-unlikely'
    """
    return next((one for top, one in zip(TOPS, BANDS, strict=False) if p < top), BANDS[-1])


# --- cores ------------------------------------------------------------------------

CORES = {
    **dict.fromkeys(("likely", "likelier", "likeliest", "probable", "probably", "presumably"), 1),
    **dict.fromkeys(("unlikely", "unlikelier", "improbable", "improbably", "doubtful"), -1),
    **dict.fromkeys(("certain", "sure", "certainly", "surely", "definitely", "bound"), 3),
    **dict.fromkeys(("guaranteed", "destined", "inevitable", "inevitably", "unavoidable"), 3),
    **dict.fromkeys(("undoubtedly", "doubtless", "unquestionably", "indubitably"), 3),
    **dict.fromkeys(("inescapable", "inescapably", "assuredly", "unavoidably"), 3),
    **dict.fromkeys(("impossible", "inconceivable", "unthinkable", "unimaginable"), -3),
    **dict.fromkeys(("possible", "possibly", "conceivable", "conceivably", "plausible"), 0),
    **dict.fromkeys(("thinkable", "potentially", "uncertain", "perhaps", "maybe"), 0),
}
ADVERBS = word_set(
    "probably presumably improbably certainly surely definitely inevitably undoubtedly doubtless "
    "unquestionably indubitably inescapably assuredly unavoidably possibly conceivably potentially "
    "perhaps maybe"
)
CORE = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(CORES, key=len, reverse=True))})(?![\w-])")
BE = (
    r"(?:(?:is|are|was|were|be|been|being|am|seems?|seemed|looks?|looked|appears?|appeared|"
    r"remains?|remained|becomes?|became)(?:n['\u2019]t)?\s+(?:still\s+|now\s+|also\s+|therefore\s+|"
    r"thus\s+|today\s+|more\s+and\s+)?)"
)
NOT = (
    r"(?:not|hardly|scarcely|barely|never|neither|nor|no\s+longer|by\s+no\s+means|far\s+from|"
    r"anything\s+but|in\s+no\s+way|not\s+by\s+any\s+means)"
)
STRONG = (
    r"(?:very|highly|extremely|most|overwhelmingly|exceedingly|increasingly|deeply|wildly|vastly|"
    r"supremely|profoundly|ever\s+more)"
)
NEAR = (
    r"(?:almost|virtually|nearly|practically|well[- ]nigh|all\s+but|as\s+good\s+as|next\s+to|"
    r"close\s+to|nigh\s+on|absolutely|quite\s+simply|effectively|more\s+or\s+less)"
)
WEAK = (
    r"(?:quite|fairly|rather|somewhat|entirely|altogether|wholly|perfectly|just|at\s+all|yet|"
    r"terribly|particularly|especially|too|so|that|really|completely|pretty|reasonably|"
    r"(?:any|much)\s+more)"
)
BEFORE = re.compile(
    rf"(?P<it>\b[Ii]t\s+)?(?P<be>\b{BE}|['\u2019](?:s|re|"
    rf"m)\s+)?(?P<not>\b{NOT}\s+)?(?P<also>\bmore\s+)?"
    rf"(?:\b(?:(?P<strong>{STRONG})|(?P<near>{NEAR})|(?P<less>less|least|ever\s+less|much\s+less)|"
    rf"(?P<more>more|far\s+more|much\s+more)|{WEAK})\s+)?$"
)
AFTER = re.compile(r"\s+(?:to|that)\b")
PERSONS = re.compile(
    r"\s+(?:\w+\s+)?(?:candidates?|friends?|bedfellows?|couples?|pairs?|success\w+|partners?|"
    r"all(?:y|ies)|winners?|heirs?|nominees?|contenders?|suspects?|culprits?|buyers?|leaders?|"
    r"lads?|story|tale|looking|places?|source|heroe?s?)\b"
)
ONLY_BEING = word_set(  # adjectives that are of probability only after a verb of being, or near
    "certain sure bound guaranteed destined inevitable unavoidable inescapable impossible "
    "uncertain inconceivable unthinkable unimaginable"
)
ATTRIBUTES = word_set("likely unlikely probable improbable certain possible")
ONLY_TO = word_set("bound guaranteed destined")
ONLY_WILL = re.compile(
    r"\b(?:will|would|must|shall|going\s+to|['\u2019]ll|can|is|are)\s+(?:\w+\s+)?$"
)
NEEDS_WILL = word_set("certainly surely definitely assuredly")
MADE = re.compile(r"\b(?:ma[dk]e[s]?|making|feel|felt)\s+(?:\w+\s+)?$|\ba\s+$")
POSSIBLE_BEFORE = re.compile(
    r"\b(?:where|if|if\s+at\s+all|every|everything|anything|all|best|make|made|makes|making|worst|"
    r"as\s+\w+\s+as(?:\s+a)?|as\s+\w+(?:\s+a)?|far\s+as|soon\s+as|when(?:ever)?|wherever|"
    r"greatest|highest|only|\w+est|that\s+(?:was|is))\s+$"
)

# --- chances ----------------------------------------------------------------------

CHANCE = re.compile(
    r"\b(?P<noun>chances?|likelihood|probability|prospects?|possibility|hopes?|odds|risks?|"
    r"danger)\b"
)
SIZES = (
    (-3, r"no|zero|nil|not\s+the\s+(?:slightest|least|faintest)|not\s+the\s+remotest|"
         r"(?:almost|virtually|practically|next\s+to)\s+no"),
    (-2, r"(?:very\s+)?(?:little|small|slim|slight|scant|minimal|remote|low|faint|negligible|tiny|"
         r"vanishingly\s+\w+|fat|"
         r"vanishing)|hardly\s+(?:any|a)|scarcely\s+(?:any|a)|barely\s+(?:any|a)|slimmest|outside|"
         r"precious\s+little|bleak|dim"),
    (-1, r"not\s+much(?:\s+of\s+a)?|poor|less\s+than\s+even|not\s+(?:very\s+)?(?:good|great|high)|"
         r"slender|weak|limited"),
    (0, r"about\s+even|roughly\s+even|even|equal|distinct|real|serious|outright|definite|some|"
        r"genuine|a\s+certain"),
    (1, r"good|fair|reasonable|better|better\s+than\s+even|considerable|decent|substantial|"
        r"significant|every"),
    (2, r"very\s+(?:good|high|strong|real)|strong|high|great|excellent|overwhelming|"
        r"in\s+all"),
)  # fmt: skip
_SIZE = "|".join(
    f"(?P<s{n}>{words})" for n, (_, words) in sorted(enumerate(SIZES), key=lambda x: -x[0])
)
SIZE_BEFORE = re.compile(
    rf"\b(?:there(?:['\u2019]s|\s+(?:is|are|was|were|can\s+be|remains?|seems?))\s+)?(?:only\s+|"
    rf"still\s+)?"
    rf"(?:an?\s+|the\s+)?(?:only\s+)?\b(?:{_SIZE})\s+$",
    re.IGNORECASE,
)
SIZE_AFTER = re.compile(
    r"(?:\s+(?:of|that|for|to)\s+[^,;.:]{1,90}?)?\s+(?:is|are|was|were|remains?|seems?|looks?|"
    rf"appears?)\s+(?:now\s+|still\s+|thought\s+|rather\s+)?(?:{_SIZE})\b(?!\s+\w+\s+that)"
)
SUBJECT = re.compile(r"\b(?:an?|the|some|any)\s+$")
OF = re.compile(
    r"(?:,[^,.;:]{3,40},)?\s+(?P<of>that|of|to|for|they|he|she|it|we|you|"
    r"the|[A-Z]\w+)\b"
)
THERE = re.compile(
    r"\bthere(?:['\u2019]s|\s+(?:is|was|remains|may\s+be))\s+(?:still\s+|always\s+)?$", re.I
)
OPPORTUNITY = re.compile(r"\b(?:ha[ds]|have|gave|given?|gives|get|got|missed|took|offer\w*)\s+$")

# --- modals -----------------------------------------------------------------------

MODAL = re.compile(
    r"(?<![\w-])(?P<modal>may|might|could|can)(?P<how>\s+or\s+(?:may|might)\s+not|"
    r"\s+(?:very\s+)?well(?!-)(?:\s+not\b)?|\s+(?:hardly|scarcely)|\s+(?:conceivably|possibly|"
    r"perhaps))?(?!\w)"
)
MIGHT_BEFORE = re.compile(
    r"\b(?:the|its|his|her|their|our|your|military|economic|naval|industrial|political|financial|"
    r"imperial|nuclear|own|full|such|of|with|raw|sheer|by|combined|whole|superior|armed|"
    r"[A-Z]\w+(?:ian|ese|ish|can))\s+$"
)
MIGHT_AFTER = re.compile(
    r"\s*(?:[,.;:!?]|\s(?:of|and|or|in|to|is|was|against|with|on|has|that|for|as|at|by|alone|"
    r"makes)\b)"
)
IDIOM_BEFORE = re.compile(
    r"\b(?:come\s+what|one|as\s+(?:it|best\s+\w+|far\s+as\s+\w+)|that\s+as\s+it|however\s+\w+\s+"
    r"\w+|try\s+as\s+\w+|well\s+(?:he|she|they|it)|so\s+that\s+\w+|(?:if|where)\s+[Ii]|you)\s+$",
    re.IGNORECASE,
)
IDIOM_AFTER = re.compile(
    r"\s+(?:I|we)\b|\s+be\s+(?:trusted|said|recalled|reached|contacted|noted|remembered|added|"
    r"permitted|used|"
    r"obtained|addressed)\b|\s+(?:he|she|they|the\s+\w+|God)\s+(?:rest|live|be|long)\b"
)
ALIKE = re.compile(r",\s+so\s+\w+\s+(?:is|are|was|were)\b")
COULD_AFTER = re.compile(
    r"(?:\s+not|n['\u2019]t|\s+(?:no\s+longer|never|only|have\s+\w+|neither))\b(?!\s+be\s+"
    r"(?:ruled|excluded))|\s+(?:see|hear|hum|sing|swim|play|speak|read|walk|name|tell|smell|feel|"
    r"remember|recall|afford|count|be\s+(?:seen|heard|read|reached|counted|felt|bought|traced))\b"
)
ABILITY = re.compile(
    r"\b(?:whether\s+(?:it|he|she|they|we)\s+|(?:so\s+that|until|as\s+(?:much|many|far|soon|long|"
    r"best|fast|well)\s+as|whenever)\s+"
    r"(?:\w+\s+){0,2}|(?:what|whatever|wherever|all|everything)\s+\w+\s+)$"
)
NO_SUBJECT = re.compile(
    r"(?:^|[,;:\u2014]\s+|\b(?:that|and|but|because)\s+)(?:no|none|neither|nobody|few|nothing)\b"
    r"[^,;:]*$",
    re.IGNORECASE,
)
DEONTIC = re.compile(
    r"\b(?:part(?:y|ies)|states?|members?|signator(?:y|ies)|council|depositary|committee|"
    r"commission|secretariat|conference|contracting\s+\w+|this\s+\w+|the\s+present\s+\w+|either|"
    r"each|any\s+\w+)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
PUBLIC = re.compile(  # whom a notice permits something
    r"(?:^|[,;:.]\s+(?:and\s+|but\s+)?)(?:the\s+)?(?:visitors|passengers|guests|readers|members|"
    r"delegates|delegations|travellers|residents|guests|applicants|subscribers|employees|"
    r"students|children|dogs|copies|photographs|questions)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
TREATY = re.compile(  # on small letters
    r"\bshall\b|\barticle\s+\d|\baccede\b|\bentry\s+into\s+force\b|"
    r"\bthe\s+(?:high\s+)?contracting\s"
)
ACTS_OF_LAW = re.compile(
    r"\s+(?:not\s+)?(?:be\s+(?:amended|modified|renewed|terminated|extended)|accede|withdraw\s+"
    r"(?:from\s+(?:this|the\s+present)|by\s+giving)|denounce\s+this|at\s+any\s+time)\b"
)
APPEAL = re.compile(
    r"\s+(?:appeal|apply|invite|request|object|denounce|terminate|designate|extend|convene|"
    r"withdraw)\b"
)
SHOULD = re.compile(
    r"(?<![\w-])should\s+(?:soon\s+|also\s+|easily\s+|thus\s+)?(?:prove|hold|help|reach|rise|grow|"
    r"fall|suffice|ease|narrow|improve|recover|exceed|double|return\s+to|be\s+(?:complete|ready|"
    r"enough|over|able\s+to|in\s+place))(?!\w)"
)

# --- idioms -----------------------------------------------------------------------

_WILL = r"(?:will|would|does|do|did|is|are|can|could)(?:\s+not|n['\u2019]t)"
IDIOMS = (
    ("phrase", 1, r"more\s+likely\s+than\s+not|more\s+often\s+than\s+not|better\s+than\s+even|"
                  r"odds-on|(?:the\s+(?:smart|safe)|my)\s+money\s+is\s+on|a\s+(?:fair|good|"
                  r"decent)\s+bet|[Ii](?:[\u2019']d|\s+would)\s+bet|(?:it\s+)?stands\s+to\s+reason|"
                  r"(?:the\s+)?(?:likelihood|probability)\s+is\s+that|"
                  r"(?:the\s+)?balance\s+of\s+probabilit(?:y|ies)|"
                  r"on\s+balance,?\s+(?=(?:\w+\s+){1,3}(?:will|"
                  r"would|is|are)\b)|(?:is|are)\s+(?:widely\s+)?tipped\s+to|(?:the\s+)?favou?rites?"
                  r"\s+to\s+win|(?:all\s+)?the\s+signs\s+(?:are|point)"),
    ("phrase", 0, r"as\s+likely\s+as\s+not|fifty[\s-]fifty|50[-/]50|a\s+toss-?up|even\s+bet|"
                  r"even\s+money|(?:a\s+)?coin[\s-](?:toss|flip)|who\s+knows\s+(?:whether|if)|"
                  r"far\s+from\s+(?:assured|guaranteed|settled)|an(?:y|yone|"
                  r"ybody)(?:['\u2019]s)?\s+guess|"
                  r"touch[\s-]and[\s-]go|too\s+close\s+to\s+call|go\s+either\s+way|"
                  r"(?:hangs?|hung)\s+(?:in\s+the\s+balance|by\s+a\s+thread)"),
    ("phrase", 2, r"in\s+all\s+(?:probability|likelihood)|more\s+than\s+likely|(?:only\s+)?a\s+"
                  r"(?:mere\s+)?(?:question|matter)\s+of\s+time|(?:can|could)\s+(?:hardly|scarcely)"
                  r"\s+be\s+doubted|(?:hardly|scarcely|no\s+longer|not)\s+(?:avoidable|preventable|"
                  r"to\s+be\s+avoided)|(?:can|could)\s+(?:hardly|scarcely)\s+(?:fail|be\s+avoided)|"
                  r"(?:high|great|every)\s+confidence(?=\s+(?:that|they|he|she|it|the)\b)|"
                  r"with\s+high\s+confidence|"
                  r"(?:[Ii]\s+am|[Ww]e\s+are|is|are|was|were|[Ii]['\u2019]m|"
                  r"[Ww]e['\u2019]re)\s+(?:very\s+|fairly\s+|quite\s+)?confident(?:\s+that)?"),
    ("phrase", 1, r"moderate\s+confidence|with\s+(?:some|moderate|medium)\s+confidence|"
                  r"(?:would|will|should)\s+(?:come\s+as\s+no|be\s+no|hardly\s+be\s+a)\s+surprise|"
                  r"(?:would|should)\s+not\s+be\s+(?:at\s+all\s+)?(?:surpris(?:ed|ing)|"
                  r"astonished|amazed)|"
                  r"(?:the\s+)?(?:odds|chances)\s+are(?:\s+that)?(?!\s+(?:\w+ly\s+)?(?:\w+\s+)?"
                  r"(?:against|in\s+favou?r|poor|slim|good|even|high|low|small|long|remote))|"
                  r"the\s+odds\s+(?:are\s+in\s+)?favou?r|(?:it\s+)?(?:looks?|"
                  r"seems?)\s+as\s+(?:if|though)|(?:looks?|seems?|appears?|is|are)\s+"
                  r"(?:set|poised|liable|apt)\s+to|(?:widely|generally|fully)\s+expected\s+to|"
                  r"(?:is|are|was|were)\s+to\s+be\s+expected"),
    ("phrase", 2, r"(?:the\s+)?odds\s+(?:are\s+)?(?:heavily|strongly|overwhelmingly)\s+(?:in\s+)?"
                  r"favou?r(?:\s+of)?"),
    ("phrase", -2, r"(?:the\s+)?odds\s+(?:are\s+)?(?:heavily|strongly|very\s+much|overwhelmingly)"
                   r"\s+(?:stacked\s+)?against|(?:nobody|no\s+one)\s+(?:seriously\s+)?expects|"
                   r"stands?\s+little\s+chance|would\s+be\s+(?:astonished|amazed|a\s+miracle)|"
                   r"(?:hardly|scarcely|barely)\s+(?:conceivable|imaginable|thinkable|possible)"),
    ("phrase", -1, r"a\s+long\s+shot|(?:would|will|do)\s*(?:not|n[\u2019\']t)\s+bet|(?:can(?:not|"
                   r"[\u2019\']t))\s+see\s+\w+(?=\s+\w+ing)|the\s+odds\s+are\s+(?:stacked\s+|"
                   r"rather\s+)?against|"
                   r"far-?\s?fetched|not\s+(?:generally\s+|widely\s+)?expected\s+to|not\s+in\s+"
                   r"prospect|few\s+(?:\w+\s+){0,2}expect|(?:scarcely|hardly|"
                   r"not)\s+to\s+be\s+expected|"
                   r"(?:hard|difficult)\s+to\s+(?:imagine|see\s+how|believe|conceive)"),
    ("phrase", -3, r"out\s+of\s+the\s+question|not\s+a\s+chance|no\s+way\b|(?:cannot|can\s+not|"
                   r"could\s+not|can['\u2019]t)\s+"
                   r"possibly|no\s+question\s+of|stands?\s+no\s+chance|"
                   r"not\s+(?:stand|have)\s+(?:a|the\s+ghost\s+of\s+a|much\s+of\s+a)\s+chance|"
                   r"a\s+(?:physical|logical)\s+impossibility|in\s+no\s+circumstances"),
    ("phrase", 3, r"(?:there\s+(?:is|was|can\s+be)\s+)?(?:no|little)\s+question\s+(?:that|but)|"
                  r"(?:with|be)(?:out|yond)\s+(?:any\s+|all\s+)?(?:question|dispute|a\s+shadow\s+"
                  r"of\s+(?:a\s+)?doubt)|cannot\s+(?:but|fail\s+to)|a\s+safe\s+bet|"
                  r"a\s+(?:sure\s+thing|done\s+deal|dead\s+cert(?:ainty)?|certain\s+thing)|"
                  r"not\s+the\s+(?:slightest|least)\s+doubt|(?:is|"
                  r"are)\s+(?:all\s+but\s+)?assured|for\s+"
                  r"(?:certain|sure)|(?:almost\s+|near\s+|virtual\s+)?an?\s+(?:almost\s+|near\s+|"
                  r"virtual\s+|absolute\s+|moral\s+)?certainty|a\s+foregone\s+conclusion|"
                  r"what\s+is\s+(?:sure|certain)|one\s+thing\s+is\s+(?:sure|certain)|"
                  r"nothing\s+(?:\w+\s+){0,2}(?:certain|sure|surer)\s+(?:than|as)|"
                  r"as\s+sure(?:ly)?\s+as|only\s+one\s+way\s+this"),
    ("negated", 0, rf"(?:{_WILL}|can(?:not|['\u2019]t)|should\s+not|nobody\s+(?:would|can|will)|"
                   rf"no\s+one\s+(?:can|would|will)|can\s+by\s+no\s+means|refus\w+\s+to|"
                   rf"not\s+to)\s+"
                   r"(?:be\s+)?(?:entirely\s+|wholly\s+|altogether\s+)?(?:rul(?:e|ed)\s+(?:\w+\s+)?"
                   r"out|exclude[d]?|dismiss(?:ed)?(?=[.,;]|\s+(?:out|alto)))"),
    ("negated", 0, rf"{NOT}\s+(?:be\s+)?(?:certain|sure|bound|a\s+foregone\s+conclusion)"
                   r"(?:\s+(?:to|that|whether))?"),
    ("doubt", 3, r"(?:there\s+is\s+|there\s+can\s+be\s+)?(?:little|no|scant)\s+doubt(?!s)"
                 r"|without\s+(?:a\s+)?doubt|few\s+(?:\w+\s+)?doubt|(?:no\s+one|nobody)\s+"
                 r"doubts|beyond\s+(?:any\s+|all\s+|reasonable\s+)?doubt"),
    ("doubt", -1, r"(?<!the\s)(?:doubts?|doubted|sceptical|skeptical)\s+(?:that|whether|if)\b|"
                  r"[Ii]\s+(?:rather\s+|very\s+much\s+)?doubt\s+it"),
    ("open", 0, r"(?:it\s+)?(?:is|are|was|were|remains?)\s+(?:not\s+(?:yet\s+|at\s+all\s+)?clear|"
                r"unclear|uncertain|far\s+from\s+clear)\s+(?:whether|if|that)\b|(?:is|are|was|"
                r"remains?)\s+"
                r"(?:still\s+|very\s+much\s+)?(?:in\s+(?:some\s+|grave\s+|serious\s+)?doubt|"
                r"in\s+the"
                r"\s+balance)"),
    ("belief", 1, r"(?<!\w)I\s+(?:rather\s+)?suspect(?:\s+that)?|(?:my|our)\s+(?:own\s+)?"
                  r"(?:best\s+)?(?:guess|bet|hunch)\s+is(?:\s+that)?|[Ii]\s+(?:would\s+|"
                  r"should\s+)?(?:dare\s*say"
                  r"|(?:should|would)\s+(?:think|imagine|guess|expect)|expect|imagine|presume)\b"),
    ("belief", -1, r"[Ii]\s+(?:do|can)\s?(?:not|n['\u2019]t)\s+(?:expect|(?:believe|think|suppose|"
                   r"imagine)(?=[^.;]{3,90}\b(?:will|would|can|could|going)\b))(?:\s+that)?"),
    ("sure", 3, r"(?:[Ii]\s+(?:am|remain)|[Ww]e\s+(?:are|remain)|"
                r"[Ii]['\u2019]m|[Ww]e['\u2019]re)\s+(?:quite\s+|absolutely\s+)?(?:certain|sure|"
                r"convinced)(?!\s+to\b)"
                r"(?!\s+of)|(?:is|are|was|were|be|seems?|remains?)\s+(?:\w+ly\s+)?(?:convinced|"
                r"persuaded|certain|sure)\s+that"),
)  # fmt: skip
IDIOM = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<r{n}>{words})" for n, (_, _, words) in enumerate(IDIOMS))
    + r")(?!\w)"
)
# --- figures ----------------------------------------------------------------------

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred")
COUNTS = {
    **{word: n for n, word in enumerate(_ONES, start=1)},
    **{word: 10 * n for n, word in enumerate(_TENS, start=2)},
    "a": 1,
}
_COUNT = "|".join(sorted(COUNTS, key=len, reverse=True)) + r"|\d{1,3}"
FIGURE = re.compile(
    rf"(?<![\w.,])(?:(?P<percent>{_COUNT})(?:[\s-](?P<unit>one|two|three|four|five|six|seven|eight|"
    r"nine))?[\s-]?(?:percent|per[\s-]cent|%)(?=\s+(?:chance|probability|likelihood|certain|"
    r"sure)\b)|"
    rf"(?P<one>{_COUNT})\s+(?:chance\s+)?in\s+(?P<of>(?:a\s+)?{_COUNT})\b|"
    rf"(?P<against>{_COUNT})[\s-]to[\s-](?P<for>{_COUNT})(?=\s+(?:against|chance|that|on)))",
    re.IGNORECASE,
)
CHANCE_WORDS = word_set("chance chances probability likelihood odds percent per")
