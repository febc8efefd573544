"""Words on how two actors stand to each other in general, good or bad (patterns on small letters).

Events are left out: a clash, a treaty or a visit is a relation of its day, no tie.
"""

import re

from detente.reading.clauses import beginnings

GOOD = (
    r"(?:alliances?|partnerships?|rapprochement|friendships?|axis|entente|d[ée]tente|thaw"
    r"|reconciliation|solidarity|honeymoon|brotherhood|couple|tandem|concord|bond|embrace"
    r"|amity|marriage|love\s+affair|courtship)"
)
BAD = (
    r"(?:rivalry|hostility|enmity|feud|mistrust|distrust|animosity|antagonism|rift|estrangement"
    r"|cold\s+war|bad\s+blood|vendetta|quarrel|schism|hatred|tensions?|stand-?off|confrontation"
    r"|suspicion|conflict)"
)
LINK = r"(?:relations?|relationships?|ties|links|bonds)"
_WARM = (
    r"(?:close|closer|good|warm|warmer|friendly|cordial|strong|stronger|excellent|deep|growing"
    r"|improv\w+|deepen\w*|strengthen\w*|warmed|thaw\w*|flourish\w*|better|special|fraternal"
    r"|thriv\w+|intimate|historic|longstanding|restored|normal(?:i[sz]ed)?|brotherly|rosy)"
)
_COLD = (
    r"(?:bad|poor|strained|tense|frosty|hostile|cool|cooled|cold|icy|soured?|worsen\w*"
    r"|deteriorat\w*|troubled|frozen|broken|severed|bitter|uneasy|collaps\w+|fraught|chilly"
    r"|chilled|poisonous|abysmal|worst|low\s+point|no\s+diplomatic)"
)
IS_WARM, IS_COLD = re.compile(rf"\b{_WARM}\b"), re.compile(rf"\b{_COLD}\b")
_ALLY = (
    r"(?:all(?:y|ies)|(?:closest\s+|trading\s+|strategic\s+)?partners?|friends?"
    r"|client(?:\s+state)?|patron|protector|backer|good\s+neighbou?rs?|brothers?|guarantor)"
)
_FOE = (
    r"(?:(?:sworn\s+|arch-?)?enem(?:y|ies)|(?:arch-?)?rivals?|adversar(?:y|ies)|foes?"
    r"|antagonists?|nemesis|hostile\s+neighbou?rs?)"
)
_ADJ = (
    r"(?:(?!(?:the|an?|its|his|their|that|not|no|of|in|on|at|to|over|with|for|by|and|who|which)\b)"
    r"[\w-]+\s+){0,3}?"
)
_THE = r"(?:the\s+|an?\s+)?"
ALLIES = tuple(
    (
        re.compile(
            rf"(?:['’]s?\s(?:{_ADJ})|\s(?:(?:closest|key|staunch|close|old|long-?time)\s)?){noun}\b"
            r"(?!\s+(?:of|in|states?)\b)"
        ),
        re.compile(rf"\b{noun}\s+(?:of|to|for)\s+{_THE}$"),
        re.compile(rf"\b(?:its|his|their)\s+{_ADJ}{noun},?\s+{_THE}$"),
        re.compile(rf",\s+(?:its|his|their)\s+{_ADJ}{noun}\b(?=\s*[,.;])"),
        sign,
    )
    for noun, sign in ((_ALLY, "+"), (_FOE, "-"))
)
# Nouns in front of whom, or behind whom, the two stand.
HEADS = tuple(
    (
        re.compile(
            rf"\s+(?:(?!(?:was|were|is|are|had|have|has|would|will|fought|be|at|an?)\b)"
            rf"[\w-]+\s+){{0,2}}?{noun}\b"
        ),
        sign,
    )
    for noun, sign in ((GOOD, "+"), (BAD, "-"))
)
HEAD_LINK = re.compile(rf"['’]?s?\s+(?:[\w-]+\s+){{0,2}}?{LINK}\b")
BETWEEN = re.compile(
    rf"\b({GOOD}|{BAD}|{LINK})\s+(?:that\s+\w+\s+)?(?:between|of|among)\s+{_THE}(?:\w+\s+)?$"
)
WITH = re.compile(
    rf"(?:['’]s?\s(?:[\w-]+\s+){{0,2}}?|\s(?:ha[sd]|have|enjoys?|maintains?|maintained|cultivat\w+"
    rf"|built|forged)\s(?:[\w,-]+\s+){{0,4}}?)({GOOD}|{BAD}|{LINK})\s+(?:[\w\s-]{{0,25}}\s)?(?:with"
    rf"|towards?|to|against)\s+{_THE}(?:\w+\s+)?$"
)
OF_WITH = re.compile(
    rf"\s+(?:with|for|towards?)\s+{_THE}(?:\w+\s+)?$"
)  # the friendship of A with B
BACKED = re.compile(
    r"-(?:backed|aligned|allied|supported|sponsored|armed|trained)\s+(?:[\w-]+\s+){0,2}?"
)
PAIRED = tuple(  # *old rivals A and B*
    (re.compile(rf"(?<!the\s)\b(?:[\w-]+\s+)?{noun},?\s+(?:the\s+)?$"), sign)
    for noun, sign in (
        (r"(?:all(?:ies)|friends|partners|brothers)", "+"),
        (r"(?:(?:arch-?)?rivals|(?:arch-?)?enemies|(?:arch-?)?foes|adversaries)", "-"),
    )
)
# What both are: A and B ...
_BE = (
    r"(?:(?:are|were|is|remain(?:ed)?|became|have\s+become|have\s+been|had\s+been|stay(?:ed)?"
    r"|as|will\s+(?:\w+\s+){0,2}remain)\s+|,\s+(?:on\s+paper\s+)?|:\s+)"
)
_SHADE = (
    r"(?:(?:once|by\s+tradition|still|now|long|old|firm|fast|close|closest|unlikely|best|the|of"
    r"|very|bitter|sworn|deadly|always|natural|good|formal|historic|traditional|so"
    r"|quarrelling|all-weather|again)\s+){0,4}"
)
JOINT = tuple(
    (
        re.compile(
            rf"(?:\s+alike|\s+both)?\s*{_BE}{_SHADE}(?:{what})\b(?!\s+(?:on\s+paper|no\s+longer))"
        ),
        sign,
    )
    for what, sign in (
        (
            r"allies|all(?:ied)|partners|friends|friendly|good\s+neighbou?rs|cousins|brothers"
            r"|inseparable|close|polite|(?:on\s+)?(?:the\s+)?(?:good|best|excellent|friendly)"
            r"(?:\s+of)?\s+terms|bound\s+by|reconciled|hand\s+in\s+glove|blood\s+brothers"
            r"|swear\s+brotherhood",
            "+",
        ),
        (
            r"rivals|enemies|adversaries|foes|estranged|irreconcilable|hostile(?:\s+neighbou?rs)?"
            r"|(?:at\s+)(?:war|odds|loggerheads|daggers\s+drawn)|on\s+bad\s+terms"
            r"|without\s+diplomatic\s+relations|not\s+on\s+speaking\s+terms|antagonists"
            r"|competitors",
            "-",
        ),
    )
)
THE_TWO = re.compile(
    r"\b(?:the\s+two|both)\s+(?:\w+\s+)?(?:nations|countries|states|neighbou?rs|governments|capitals"
    r"|powers|republics|kingdoms)"
)
SWEAR = re.compile(
    r"\s+(?:\w+\s+)?(?:swear\s+(?:brotherhood|friendship)|ha(?:ve|d)\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}?(?:friendship"
    r"|alliance)|trust\s+each\s+other"
    r"|distrust\s+each\s+other|(?:kept|keep|stood|stand|stick|stuck)\s+together|have\s+(?:fallen\s+out|drifted\s+apart)"
    r"|hate\s+each\s+other|loathe\s+each\s+other)\b"
)
# What one is to the other: A ... B.
_ADVERB = r"(?:\s+(?:also|still|now|long|always|once|already|again|\w+ly)){0,2}"
_WHICH = r"(?:\s+(?:troops|forces|army|leaders|government))?(?:,\s+(?:which|who|whose\s+\w+))?"
STATES = tuple(
    (re.compile(rf"{_WHICH}{_ADVERB}\s+{what}\s+{_THE}(?:[a-z-]+\s+)?"), sign)
    for what, sign in (
        (
            r"(?:(?:is|are|was|were|remains?|grew|has\s+(?:grown|been)|stands?|lives?)\s+)"
            r"(?:(?:very|so|as|too|firmly|closely|also|again)\s+)*"
            r"(?:close(?:r|st)?\s+to|friendly\s+(?:to|towards?|with)|allied\s+(?:with|to)|aligned"
            r"\s+with|loyal\s+to|(?:bound|tied)\s+(?:by\s+\w+\s+)?to|on\s+(?:good|excellent|friendly"
            r"|the\s+best\s+of)\s+terms\s+with|hand\s+in\s+glove\s+with)",
            "+",
        ),
        (
            r"ha[sd]\s+(?:long\s+)?(?:an?|no\s+better)\s+(?:\w+\s+)?(?:ally|friend|partner)\s+in",
            "+",
        ),
        (
            r"(?:(?:is|are|was|were|remains?|has\s+been)\s+)(?:(?:very|so|as|deeply|also|again)\s+)*"
            r"(?:hostile\s+(?:to|towards?)|(?:suspicious|distrustful|wary)\s+of|at\s+(?:war|odds|loggerheads|daggers"
            r"\s+drawn)\s+with|estranged\s+from|on\s+bad\s+terms\s+with|(?:an?|the)\s+(?:\w+\s+)?"
            r"(?:enemy|rival|foe)\s+of)",
            "-",
        ),
        (r"(?:distrusts?|mistrusts?|hates?|loathes?|despises?|detests?)", "-"),
    )
)
STATES_BEGINS = beginnings(
    "close friendly allied aligned loyal bound tied terms hand ally friend partner hostile "
    "suspicious distrust wary war odds loggerheads daggers estranged enemy rival foe mistrust "
    "hate hates loathe despise detest"
)
CORDIAL = (
    re.compile(r"\bhow\s+(cordial|friendly|close|warm|cool|cold|hostile)\s+$"),
    re.compile(rf"\s+(?:has|have)\s+(?:become|grown)\s+(?:with|to|towards?)\s+{_THE}"),
)
AGAINST = re.compile(r"\s+against\s+(?:the\s+)?")
BRAND = re.compile(
    r"\s*(?:\w+\s+)?(?:calls?|called|regards?|regarded|brands?|branded|lists?|listed|views?|viewed"
    r"|sees|saw|considers?|considered|labels?|labelled|treats?|treated)\b[^.;]{0,60}?"
    r"\b(?:terrorists?|enem(?:y|ies)|traitors?|rival|adversary|hostile)\b"
)
NEGATED = re.compile(  # in the case of the text: *May* is a month
    r"\b(?:[Nn]ot|[Nn]ever|[Nn]o|[Nn]or|[Nn]either|hardly|[Ii]f|[Ww]hether|[Uu]nless|could|would|may"
    r"|might|should)\b|n['’]t\b"
)
