"""Words of condition: what opens one, what ends one, and which subjects and verbs are a cause."""

import re

CAUSES = (
    r"(?:end|endanger|bring|introduce|undermine|jeopardi[sz]e|threaten|break|destroy|damage|strain|"
    r"derail|unravel|wreck|trigger|provoke|lead|result|cause|spark|undo|weaken|strengthen|split|"
    r"kill|"
    r"doom|sink|torpedo|collapse|rupture|mean|cost|force|prompt|push|raise|deepen|hasten|"
    r"complicate|"
    r"alienate|isolate|drive|draw|harm|hurt|impair|erode|poison|reignite|revive|restore|improve|"
    r"ease|"
    r"reduce|increase|widen|narrow|accelerate|delay|block|prevent|allow|enable|help|encourage|"
    r"invite|"
    r"tip|tilt|shift|change|transform|alter|upset|disrupt|destabili[sz]e|embolden|reopen|rekindle|"
    r"inflame|escalate|spread|spill|unleash|seal|cement|save|rescue|set|put|leave|turn|tear|pull|"
    r"plunge|"
    r"fall|unite|divide|dissolve|shatter|shake|test|serve|benefit|ruin|spoil|sour|backfire|prove|"
    r"stop|make|"
    r"give|pave|open|close|remove|create|produce|generate|add|rob|deprive|deny|expose|cripple)"
)
SUFFIX = r"(?:\w+(?:tion|sion|ment|ance|ence|ure|sis|ing|al|ity|ship|ness))"
EVENTS = (
    rf"(?:{SUFFIX}|war|wars|attack|attacks|strike|strikes|defeat|victory|coup|death|deal|pact|"
    rf"treaty|"
    r"union|debt|fall|collapse|loss|split|rift|clash|conflict|return|move|step|talks|sanctions|"
    r"embargo|blockade|test|tests|launch|purchase|sale|sales|visit|summit|election|vote|change|"
    r"shift|"
    r"entry|exit|default|bailout|truce|ceasefire|peace|dam|pipeline|base|bases|concern|concerns|"
    r"threat|crisis|dispute|quarrel|failure|success|delay|incident|accident|rise|cut|cuts|factors)"
)
PERSONAL = re.compile(
    r"(?:^|[\s\"“])(?:I|we|you|he|she|they|who|which|[Tt]he\s+(?:two\s+)?(?:ministers?|presidents?|"
    r"leaders?|officials?|secretaries|delegates?|experts?|governments?|sides?|parties))\s*$",
    re.IGNORECASE,
)
NO_SUBJECT = re.compile(r"(?:\b(?:and|or|but|to|not)|,)\s*$|^\s*$")
RELATIVE = re.compile(r"\w\s+that\s*$")  # "the ships that would": no subject
INDEFINITE = re.compile(
    r"(?<!\s)\s*(?:an?|any|another|such|no|further|more|that|this|these)\b", re.IGNORECASE
)
ADVERB = (
    r"(?:(?:also|well|still|yet|even|then|only|easily|soon|eventually|ultimately|in\s+turn|"
    r"\w+ly)\s+)"
)
SAID = re.compile(
    r"\b(?:said|says|told|announced|declared|agreed|promised|pledged|vowed|assured|added|replied|"
    r"asked|wondered|confirmed|stated|expected|hoped|insisted|decided|asked|wondered)\b"
)
ENDS = re.compile(
    r";|\s\u2014\s|\u2014|\s[-\u2013]\s|[,\s](?:but|while|whereas|although|"
    r"though)\s|(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\b[A-Z])[.!?][\"”’]?\s+(?=[A-Z“\"])"
)
STARTS = re.compile(
    r"[;:\u2014]\s*|\s[-\u2013]\s|[,\s](?:but|while|whereas|although|though|that|because)\s+|,\s+"
    r"(?:and|so)\s+|"
    r"[\"“](?=\w)|^\s*(?:And|But|Yet|So)\s+"
)
ASIDE = re.compile(
    r"(?:\s[-\u2013]\s|\s*\u2014\s*)[^-\u2013\u2014;]{3,250}(?:\s[-\u2013]|\s*\u2014)\s*$"
)
NEXT_MAIN = re.compile(r",\s+and\s+(?=[^,;]{3,60}\b(?:would|will|could|may|might|is|are)\b)")
VERBAL = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|shall|should|can|cannot|could|may|might|must|"
    r"does|do|did|needs?|becomes?|means?|remains?|\w+n['’]t|['’]ll|\w{3,}(?:ed|es|s))\b"
)
NO_MAIN = re.compile(
    r"(?<!\s)\s*(?:and|or|nor|which|who|whom|whose|as|with|including|such|like|"
    r"especially|not|even)\b|(?<!\s)\s*\w+ing\b"
)
SAYING = re.compile(
    r"(?<!\s)\s*[\w\s’'-]{2,60}\b(?:says?|said|warns?|warned|argues?|argued|adds?|added|"
    r"believes?|thinks?|insists?|suggests?|claims?|claimed)\s*$"
)

BOUNDARY = (
    r"(?:^[\"“‘'(*_]*|[;:\u2014(]\s*|[.!?][\"”’]?\s+|,\s+(?:and|but|that|yet)?\s*|\b(?:that|but|"
    r"and|yet|"
    r"because)\s+|\s[-\u2013]\s)"
)
BOUNDARY_END = re.compile(rf"{BOUNDARY}$")
IF_BEFORE = re.compile(
    r"\b(?:as|ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|see(?:ing)?|know(?:s|n)?|knew|unsure|doubt(?:s|"
    r"ed)?|"
    r"question(?:s|ed)?|unclear|decide[ds]?|checked|check|find\s+out|uncertain|clear|sure|(?:ask|"
    r"tell|told|asked)\s+(?:\w+\s+){0,3}?\w+)\s+$",
    re.IGNORECASE,
)
IF_NEVER = re.compile(
    r"\s*(?:only\s+(?:(?:\w+\s+)?(?:would|could|had|were)|by|for|to|in|because|as|on|from)"
    r"\b|(?:I|we|one)\s+may\b|anything\b|any\b(?!\s+\w+\s+\w+)|ever\b|"
    r"at\s+all\b|need\s+be\b|nothing\s+else|you\s+(?:will|like|please)\b|(?:necessary|possible)\b)"
)
IF_SHORT = re.compile(
    r"\s*(?:(?:\w+ly\s+)?\w+[.;)]|not\s+(?:\w+\s+){0,4}?(?:[a-z]+ly\s+)?\w+[,.;)]|"
    r"(?!(?:it|they|he|she|we|you|one|this|that|so)\b)\w+(?:\s+\w+)?,\s+"
    r"(?!\w+\s+(?:will|would|may|might|could|can|is|are)))"
)


OPEN = re.compile(  # on small letters
    r"(?:remains?\s+to\s+be\s+seen|question\s+(?:still\s+)?remains|(?:do|"
    r"does)\s+not\s+(?:yet\s+)?know\s+(?=whether|if)|remains?\s+(?:unclear|uncertain|open|"
    r"an\s+open)|"
    r"(?:is|are)\s+(?:still\s+|far\s+from\s+|not\s+(?:yet\s+)?|by\s+no\s+means\s+)?(?:unclear|"
    r"uncertain|clear|certain|an\s+open\s+question|"
    r"known|any(?:one|body)['’]s\s+guess|the\s+question)|time\s+will\s+tell|too\s+(?:early|soon)\s+to\s+"
    r"(?:say|tell|judge|know)|(?:no\s+one|nobody)\s+(?:can\s+)?(?:knows?|says?|tell)|"
    r"(?:shall|will|must)\s+(?:wait\s+and\s+)?see\s+(?=whether|if)|(?:hard|difficult|"
    r"impossible)\s+to\s+(?:say|tell|predict|know)|in\s+doubt|"
    r"is\s+whether|only\s+time|the\s+(?:\w+\s+"
    r")?question\s+(?:now\s+)?is)\b"
)
DEPENDS = re.compile(
    r"\b(?:(?:will\s+|may\s+|would\s+|could\s+)?(?:\w+ly\s+)?(?:depends?|hinges?|rests?|turns?|"
    r"hangs?|stands?\s+or\s+falls?)\s+(?:\w+\s+){0,3}?(?:(?:up)?on|(?<=falls\s)with|"
    r"(?<=fall\s)with)|"
    r"(?:is|are|be|made)\s+(?:\w+ly\s+)?(?:contingent|conditional|dependent)\s+(?:up)?on)\s+(?=\w)"
)
_SAYS = (
    r"(?:warn|sa[iy]|think|argue|believe|fear|add|admit|predict|reckon|insist|conced|suggest|hope|claim|"
    r"calculat|estimat|not|observ)\w*"
)
CAUSE = re.compile(
    rf"\b(?P<verb>would|could|might|may)(?:,\s[^,;:]{{2,40}}\s{_SAYS},)?\s+{ADVERB}*(?P<act>(?:be|have\s+been)\s+"
    rf"{ADVERB}*(?:\w+(?:ed|en|ne|un|ght)|worth|costly|fatal|ruinous|decisive|dangerous|"
    rf"catastrophic|profound|severe|"
    rf"disastrous|the\s+end)\b|{CAUSES}\b|(?:be|become|find|face|lose|have|come|amount|require|"
    rf"take)\b|(?<=would\s)\w+)"
)
OTHERWISE = re.compile(
    r"\b(?:[Oo]therwise|or\s+else|[Ff]ailing\s+that),?\s+(?=[^.;]*\b(?:will|"
    r"would|could|may|might|must|shall)\b)|(?<=[;:.]\s)[Oo]therwise,?\s+(?=the|it|they|he|"
    r"she|we|there|its|their|no|[A-Z])"
)
ADVERBIAL = re.compile(
    r"\s*(?:In|At|On|For|Under|Over|By|With|However|Moreover|Still|Then|Now|Indeed|Instead|Yet|"
    r"Thus|"
    r"Therefore|Meanwhile|Finally|First|Second|Third|And|But)\b[^,]{0,30},\s+"
)
MODAL = re.compile(r"\b(?:will|would|can|cannot|could|may|might|shall|must)\b")
PAST = re.compile(r"\b(?:was|were|had|did|went|came|left|took|gave|said|\w{3,}ed)\b")
HABIT = re.compile(  # what used to happen: "whenever I dined there", "in those years"
    r"\b(?:whenever|used\s+to|in\s+(?:those|the\s+old|the\s+early)\s+(?:days|years|times)|"
    r"as\s+a\s+(?:boy|girl|child)|every\s+(?:night|evening|morning|summer|winter)\b|in\s+the\s+"
    r"(?:evenings|mornings))",
    re.IGNORECASE,
)
NOBODY = re.compile(r"\b(?:no|none|neither|nobody|no\s+one|few)\b[^,;]*$", re.IGNORECASE)
WELCOME = re.compile(
    r"(?<!\s)\s+(?:\w+\s+)?be\s+(?:\w+\s+)?(?:welcome|grateful|glad|appreciated|obliged)\b"
)
WHETHER = re.compile(r"\b(?:whether|if)\s+(?:\w+\s+){0,5}$")
PRESENT = re.compile(
    r"\b(?:will|would|could|may|might|can|cannot|should|must|shall|is|are|has|have|were|had|do|"
    r"does|(?!was\b|his\b|this\b|its\b)\w+s)\b"
)
DOUBTED = re.compile(
    r"\b(?:[Nn]obody|[Nn]o\s+one|chance|likely|unlikely|certain|sure|doubt(?:s|ed)?|possible|probable|asked|wondered|asks|wonders)"
    r"\b[^;.]{0,40}?\b(?:that|if|whether)\s+(?:\w+\s+){0,4}$"
)
POSTPONED = re.compile(  # "would have gone had the dam broken"
    r"\b(?:would|could|might)\b[^;.]{3,100}?\s(?P<open>had|were|should)\s+(?=(?:the|an?|it|he|she|"
    r"they|we|its|their|his|[A-Z]\w+)\s+[^,;.]*\b(?:to|not|be|\w+(?:ed|en|ne|nt|ght))\b)"
)
IMAGINED = re.compile(
    rf"{BOUNDARY}(?P<open>(?:[Dd]id|[Cc]ould)\s+(?=(?:he|she|it|they|we|the\s+\w+|[A-Z]\w+)\s+"
    r"(?:but|only)\b))"
)
SUBJECT = (
    r"(?=(?:the|an?|any|this|that|these|those|its?|his|her|their|our|he|she|they|we|you|I|there|"
    r"anyone|anybody|anything|someone|something|nobody|everyone|both|either|one|no|some|such|all|"
    r"every|each|most|many|few|M\.|Mr\.?|[A-Z][\w.]*|"
    r"[a-z]+s)\s+[^,.;]*[\w])"
)
ANY_SUBJECT = r"(?=(?!be\b|have\b|not\b|also\b|never\b)\w+\s+\w)"
STRONG_START = r"(?:^[\"“‘(]*|[;:\u2014(]\s*|[.!?][\"”’]?\s+)"
PLAIN_WITHOUT = re.compile(  # "Without Manas, the bill goes up": a thing, and a verb of the present
    r"[Ww]ithout\s+(?!\w+ing\b)[^,]+,\s+(?![^,;.]*\b(?:was|were|had|did|\w+ed)\b)\w"
    r"|[Ww]ithout\s+(?!\w+ing\b)(?:[\w’'-]+\s+){1,6}there\s+(?:is|are)\b"
)
TIME = re.compile(  # what waits for something: "will not sign until Paris agrees"
    r"\b(?:will|shall|would|cannot|can|must|may)\b[^;:.]{3,120}?(?P<open>\b"
    r"(?<!was )(?<!were )(?<!had )(?<!been )(?<!at )(?:only\s+when|until|once|"
    r"as\s+soon\s+as)\s+)(?!then\b|now\b|\d|more\b|again\b|the\s+end\b|[A-Z]\w+\s+"
    r"\d)(?=[^;:.]{0,60}?\s\w)"
)
TIME_FIRST = re.compile(
    r"(?:^|[;:]\s|,\s+(?:and|but)\s)[\"“]?(?P<open>Once|once|Until|until|As\s+soon\s+as|as\s+"
    r"soon\s+as|Only\s+when|When(?:ever)?|The\s+(?:moment|day|minute))\s+(?=[^,;]{4,100},[^;]*\b(?:will|shall|would|"
    r"can|cannot|may|could|must|(?:is|are)\s+to)\b)"
)
EVENT_PRONOUN = re.compile(r"^\s*(?:It|That|This|Such\s+\w+|To\s+\w+[^,]*|\w+ing\b[^,]*)\s*$")
BETWEEN = (
    re.compile(  # between a cause and its verb: "the admiral warned", "whose next part falls due"
        r",\s+(?:(?:which|who|whose|as)\s[^,;:]{3,90}|"
        rf"[^,;:]{{2,40}}\s{_SAYS}|it\s+(?:is|was)\s+\w+ed(?:\s+[^,;:]{{2,30}})?),\s*$"
    )
)
SHARE = re.compile(  # 37 per cent would arm Somalia: what people answered
    r"(?:%|\bper\s?cent\.?|\bin\s+(?:two|three|four|five|ten))(?:\s+of\s+[^,;]{2,60})?\s*$",
    re.IGNORECASE,
)
HISTORY = re.compile(  # what came later, or was done often: "the fund would later be renamed"
    r"(?<!\s)\s+(?:later|afterwards|subsequently|one\s+day|go\s+on\s+to|often|sometimes|always|usually|"
    r"(?:be|become)\s+\w+\s+(?:as|later|in\s+\d{4}))\b|(?<=could)\s+(?:read|speak|write|recite|count|sing)\b"
)
LENGTH = re.compile(  # how long something takes, no effect
    r"(?<!\s)\s+(?:\w+ly\s+|still\s+)?(?:take|need|require|last)\s+(?:\w+\s+){0,3}"
    r"(?:days|weeks|months|years|decades|a\s+year)\b"
)
EFFECT = re.compile(
    r"\b(?P<verb>would|could|might)\s+(?!not\b|have\b|rather\b|like\b)(?:\w+ly\s+)?[a-z]+"
)
NO_EFFECT = re.compile(f"{WELCOME.pattern}|{LENGTH.pattern}|{HISTORY.pattern}")
