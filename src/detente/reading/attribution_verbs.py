"""Verbs that attribute words or thoughts, by what must follow them.

``speak``: nearly anything. ``clause``: a clause, quoted words, or nothing. ``judge``: what is
judged. ``aim``: certain prepositions or objects. ``doing``: after a form of *be*. ``idiom``: the
whole phrase says it.
"""

import re

from detente.reading import attribution_phrases as phrases


def _forms(lemmas: str) -> str:
    """The finite forms of regular verbs, as alternatives."""
    return "|".join(
        sorted({form for one in lemmas.split() for form in _inflect(one)}, key=len)[::-1]
    )


def _inflect(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied"
    if verb.endswith(("s", "x", "ch", "sh", "z")):
        return verb, f"{verb}es", f"{verb}ed"
    return verb, f"{verb}s", f"{verb}ed"


_SPEAK = (
    "inform argue warn insist contend assert believe reply remark assure allege explain emphasise "
    "emphasize attest affirm complain conclude predict concede stress boast vow retort caution "
    "deny opine surmise plead lament proclaim muse joke counter mutter murmur remind "
    "advise counsel whisper profess preach forecast disagree exclaim intimate tweet blog "
    "reassure advocate accuse lecture scold chide reproach exhort implore grumble "
    "gloat rage thunder scoff fume recount confess grouse rejoice exult enthuse fret confide "
    "divulge aver prophesy interject elaborate clarify specify rejoin shout whine crow inveigh "
    "remonstrate expostulate reminisce recollect vouch notify mention"
)
SPEAK = (
    rf"threaten(?:s|ed)?\s+to|rule[sd]?\s+out(?=\s+(?:that|\w+ing|the|an?)\b)|say|says|said|posted(?=\s+(?:on|that|a)\b)|tells?|told|thinks?|thought|{_forms(_SPEAK)}|admits?|"
    r"admitted|swears?|swore|quip(?:s|ped)?|points?\s+out|pointed\s+out|gives?\s+out|gave\s+out|"
    r"demur(?:s|red)?|smile[sd]|nod(?:s|ded)|laugh(?:s|ed)|grin(?:s|ned)|chuckle[sd]|continue[sd]|began|cries|cried|foresees?|foresaw|jeers?|sneers?|sniffs?|shrug(?:s|ged)(?!\s+off\b)|snap(?:s|ped)|sighs?|sighed|groans?|groaned"
)
_CLAUSE = (
    "reiterate reaffirm underline underscore signal object protest testify respond comment "
    "propose speculate "
    "claim acknowledge confirm add note agree maintain recall report declare suggest indicate hope "
    "expect observe state estimate doubt hint ask wonder suspect conceal guess calculate worry "
    "reckon promise pledge consider judge reveal stipulate charge desire suppose assume presume "
    "rule recommend imply anticipate repeat disclose demand request deem figure imagine fear "
    "announce gather trust decree answer concur posit venture contend envisage envision "
    "theorise theorize reason quibble marvel conjecture deduce hypothesise infer verify determine "
    "realise realize assess project reflect"
)
CLAUSE = (
    rf"{_forms(_CLAUSE)}|regrets?|regretted|(?:makes?|made)\s+(?:it\s+)?(?:clear|plain|known)|"
    r"(?:takes?|took)\s+the\s+view|holds?|held|finds?|found|shows?|showed|shown|feels?|felt|writes?|"
    r"wrote|submits?|submitted|signalled|allow(?:s|ed)(?=\s*[,.]|\s+that\b)|understands?|understood|replies|wish(?:es|"
    r"ed)?\s+to\s+know|"
    r"(?:lets?\s+it|let\s+it)\s+be\s+known|has\s+it|have\s+it|had\s+it|learns|"
    r"runs?\s+as\s+follows|goes\s+like\s+this"
)
_JUDGE = (
    "dispute mock laud applaud portray depict describe dismiss criticise criticize praise condemn "
    "denounce reject question regard blame brand deplore hail view liken disown ridicule resent "
    "decry bemoan castigate rebuke commend treat berate justify excuse lambast "
    "pillory belittle extol slam disavow downplay rebuff lambaste deride disparage scorn "
    "characterise characterize "
    "pronounce fault chastise upbraid admonish censure reprove excoriate assail salute "
    "repudiate lampoon vilify demonise demonize minimise minimize romanticise "
    "trivialise discount contradict disclaim dread abhor detest distrust mistrust admire"
)
_OF_WORDS = (  # flies are waved away too
    r"(?=\s+(?:(?!and\b|or\b)[\w’'-]+\s+){0,3}?(?:talks?|fears?|objections?|calls?|concerns?|criticisms?|suggestions?"
    r"|protests?|complaints?|warnings?|doubts?|worries|claims?|accusations?|allegations?|charges|rumou?rs?|questions?"
    r"|reports?|appeals?|demands?|pleas?|requests?|offers?|proposals?|threats?|ideas?|notion|prospect|risks?|dangers?"
    r"|differences|position|views?|mood|case)\b)"
)
JUDGE = (
    rf"{_forms(_JUDGE)}|(?:rules?|ruled)\s+out|exclude[sd]?(?=\s+(?:that|\w+ing)\b)|plays?\s+down|played\s+down|"
    rf"sum(?:s|med)\s+up(?=[^,;.]{{2,60}}\bas\b)|(?:sum(?:s|med)\s+up|brush(?:es|ed)\s+(?:aside|off)|wave[sd]?\s+away|shrug(?:s|ged)\s+off){_OF_WORDS}|"
    r"(?:makes?|made)\s+light\s+of|"
    r"calls?|called|welcomes?|"
    r"welcomed|remember(?:s|ed)?(?=\s+[^,;.]{1,40}\bas\b)|sees?|saw|puts?|rates?|rated|dubs?|dubbed|terms|termed|ties|tied"
)
AIM = (
    r"(?:calls?|called|argues?|argued|pleads?|pleaded|appeals?|appealed|press(?:es|ed))\s+(?:for|"
    r"against|to\s+[^,.;]{2,40}\s+to|on\s+[^,.;]{2,60}\s+to)|(?:hints?|hinted)\s+at|(?:speaks?|"
    r"spoke|"
    r"talks?|talked|tells?|told|complains?|complained|warns?|warned|boasts?|boasted)\s+(?:of|about|"
    r"against)|insist(?:s|ed)?\s+(?:up)?on|hope[sd]?\s+for\b|(?:draws?|drew)\s+attention\s+to|lodge[sd]?\s+(?:an?\s+)?(?:\w+\s+)?(?:protests?|complaints?)"
    r"|refer(?:s|red)\s+(?:all\s+)?(?:questions|inquiries|enquiries|reporters|journalists)\s+to|object(?:s|ed)?\s+(?:to|that)|protest(?:s|"
    r"ed)?\s+(?:against|"
    r"at)|points?\s+to|pointed\s+to|allude[sd]?\s+to|refers?\s+to|referred\s+to|(?:gives?|gave|"
    r"puts?)"
    r"\s+[^,.;]{3,70}\b(?:chances?|odds)\b|puts?\s+[^,.;]{3,70}\bat\s+(?:\d|one|two|three|\w+\s+(?:"
    r"points|billion|million|per))\w*|(?:pledge[sd]?|threatens?|threatened|vow(?:s|ed)?)\s+"
    r"to|threaten(?:s|ed)?\s+(?:\w+\s+)?(?:consequences|retaliation|war|sanctions|reprisals|tariffs|action)|"
    r"expect(?:s|ed)?\s+(?:an?|the|no|[a-z]+[a-rt-z]s)\b|(?:hope[sd]?|plan(?:s|ned)?)\s+to\s+(?:keep|see)|"
    r"disagree[sd]?\s+(?:on|over|about|with)|expect(?:s|ed)?\s+"
    r"[^,.;]{2,50}\s+to|(?:consider(?:s|ed)?|deem(?:s|ed)?)\s+(?:\w+\s+){1,6}\w+|(?:demand(?:s|"
    r"ed)?|"
    r"announce[sd]?|fear(?:s|ed)?)\s+(?:the|an?|their|its|his|her|no|[A-Z]\w+|\w+(?:tion|ment|"
    r"ence|ance|"
    r"ing|ism|ure|s)\b)|quote[sd]?\s+[^,.;]{3,60}\s+as|urge[sd]?\s+\w+|(?:feels?|"
    r"felt)\s+(?:betrayed|"
    r"threatened|cheated|insulted|abandoned|slighted)|would\s+rather\s+(?:see|have)|(?:holds?|"
    r"held)\s+"
    r"(?:the\s+(?:contrary|opposite)|it\s+(?:to|no))|thinks?\s+otherwise|confirm(?:s|ed)?\s+the|"
    r"expects?\s+\w+\s+of|"
    r"(?:sees?|saw|see)\s+(?:no|little)\s+(?:purpose|reason|point|need|sense|prospect|use|merit|"
    r"harm|danger|future)\b|"
    r"compare[sd]?\s+[^,.;]{2,60}?\s(?:to|with)\b|attribute[sd]?\s+[^,.;]{2,60}?\sto\b|"
    r"note[sd]?\s+with\s+\w+\s+that|finds\s*,[^,.;]{3,40},|"
    r"(?:doubt|believe|dispute|question|think)(?:s|d|ed)?\s+(?:it|this|that|so|as\s+much)\b(?=\s*(?:[,.;]|$))|"
    r"thought\s+(?:so|as\s+much)\b(?=\s*(?:[,.;]|$))"
)
_FEELING = (
    r"(?:\w+\s+){0,3}?(?:doubts?|concerns?|hopes?|views?|opinions?|satisfaction|alarm|regrets?|"
    r"confidence|fears?|surprise|belief|wish|conviction)\s+(?:that|whether|about|over)"
)
IDIOM = (
    rf"(?:express(?:es|ed)?|voice[sd]?|share[sd]?|conveys?|conveyed|repeat(?:s|ed)?)\s+{_FEELING}|"
    r"voice[sd]?\s+(?:satisfaction|concern|alarm|doubts?)|"
    r"(?:gives?|gave|given|had|offer(?:s|ed)?)\s+(?:\w+\s+)?(?:assurances?|(?:its|his|her|their|"
    r"a)\s+"
    r"word|to\s+understand|warning)|(?:makes?|made)\s+no\s+(?:secret|bones)|(?:leaves?|"
    r"left)\s+(?:no|"
    r"little)\s+doubt|(?:has|have|had)\s+(?:an?\s+|another\s+|their\s+)?(?:\w+\s+)?(?:reply|answer|"
    r"explanation|retort)\s*:|sounds?\s+the\s+alarm|lets?\s+slip|(?:gone|"
    r"went)\s+on\s+record\s+as|(?:gives?|"
    r"gave)\s+(?:an?|another|his|her|its|their)\s+(?:\w+\s+)?(?:account|version|explanation)\b|"
    r"(?:cast|casts|throws?|threw)\s+doubt\s+on|"
    r"(?:lays?|"
    r"laid|pins?|pinned|puts?|place[sd]?)\s+(?:the|all|much|most)\s+(?:of\s+the\s+)?blame|"
    r"(?:makes?|made|ha[sd]|have)\s+no\s+(?:comment|mention)\b|"
    r"(?:ha[sd]|have)\s+yet\s+to\s+(?:respond|comment|reply|react|say)\b|"
    r"(?:raise[sd]?|pose[sd]?)\s+(?:\w+\s+){0,2}?(?:questions?|possibility|prospect|issue|concerns?|"
    r"objections?|doubts?|spectre|alarm)\b|"
    r"issue[sd]?\s+(?:\w+\s+){1,2}?(?:warnings?|statements?|denials?|rebukes?|threats?|appeals?|protests?)\b|"
    r"(?:strikes?|struck|sound(?:s|ed)?)\s+an?\s+(?:\w+\s+)?(?:note|tone)\b|"
    r"(?:hits?|fire[sd]?|shot)\s+back\b|lash(?:es|ed)\s+out\s+at|"
    r"(?:speaks?|spoke|c[ao]mes?)\s+out\s+(?:against|in\s+favou?r)|(?:draws?|drew)\s+a\s+parallel|"
    r"point(?:s|ed)?\s+the\s+finger|(?:leaves?|left)\s+(?:it\s+)?open\s+(?:whether|how|the)\b|"
    r"(?:register(?:s|ed)?|file[sd]?)\s+(?:an?\s+)?(?:\w+\s+)?(?:protests?|complaints?|objections?)\b|(?:takes?|took)\s+(?:issue|exception|a\s+(?:dim|different|"
    r"gloomier|darker)\s+view)|(?:poured|pours?)\s+(?:scorn|cold\s+water)|(?:begs?|"
    r"begged)\s+to\s+differ|(?:finds?|found)\s+fault\s+with|"
    r"would\s+say\s+only\b|rule[sd]?\s+(?:it|this|that|them)\s+out|(?:takes?|took)\s+note\s+that|"
    r"(?:takes?|took)\s+the\s+(?:contrary|opposite|other|same|long(?:er)?)\s+view"
)
DOING = (
    r"pushing\s+for|lobbying\s+for|campaigning\s+for|playing\s+down|talking\s+up|accusing|blaming|"
    r"pleading|begging|offering\s+to|"
    r"saying|arguing|warning|insisting|claiming|hoping|suggesting|denying|hinting|predicting|"
    r"complaining|demanding|urging|threatening|calling\s+for|talking\s+of|asking"
)
_OTHERS = (
    "say says said tell tells told think thinks thought threaten threatens threatened admit admits "
    "admitted swear swears swore quip quips quipped point points pointed give gives gave given "
    "foresee foresees foresaw jeer jeers sneer sneers sniff sniffs regret regrets regretted make "
    "makes made take takes took hold holds held find finds found show shows showed feel feels felt "
    "write writes wrote submit submits submitted signalled understand understands understood "
    "replies allows allowed wish wishes wished let lets has have had wants want wanted learns run "
    "runs goes rules rule ruled play plays played call calls called welcome welcomes welcomed see "
    "sees saw put puts rate "
    "rates rated dub dubs dubbed terms termed ties tied plead pleads pleaded appeal appeals "
    "appealed "
    "press presses pressed speak speaks spoke talk talks talked allude alludes alluded refer "
    "refers "
    "referred plan plans planned quote quotes quoted urge urges urged would express expresses "
    "expressed voice voices voiced share shares shared convey conveys conveyed offer offers "
    "offered "
    "leave leaves left sound sounds cast casts throw throws threw lay lays laid pin pins pinned "
    "pour took rule rules ruled draw draws drew place places placed raise raises raised pose "
    "poses posed issue issues issued strike strikes struck hit hits fire fires fired shot "
    "lash lashes lashed come comes came register registers registered file files filed "
    "compare compares compared attribute attributes attributed lodge lodges lodged remember "
    "remembers remembered pours poured gone went posted exclude excludes shrug shrugs "
    "shrugged snap snaps snapped sigh sighs sighed groan groans groaned sum sums summed brush "
    "brushes brushed wave waves waved excluded beg begs begged "
    + re.sub(r"\\s\+\w+|\|", " ", DOING)
)
FIRST = frozenset(  # words with which a verb of the pattern may begin
    [
        *_OTHERS.split(),
        *phrases.IRREGULAR.split(),
        *(
            f
            for one in f"{_SPEAK} {_CLAUSE} {_JUDGE} {phrases.LEMMAS}".split()
            for f in _inflect(one)
        ),
    ]
)
WORD = re.compile(r"(?<![\w-])[a-z]+")
VERB = re.compile(
    rf"(?:(?P<idiom>{IDIOM}|{phrases.HELD})|(?P<aim>{AIM}|{phrases.AIMED})|(?P<speak>{SPEAK})|(?P<clause>{CLAUSE})|"
    rf"(?P<judge>{JUDGE})|(?P<doing>{DOING}))(?![\w’'-])"
)
WEAK = re.compile(  # verbs that say something only if their subject can speak
    r"(?:want|wish|see|saw|view|put|find|found|hold|held|show|feel|felt|fear|point(?!\w*\s+out)|"
    r"prefer|offer|refuse|"
    r"decline|rate|term|trust|treat|would|understand|understood|expect|give|gave|share|cast|throw|"
    r"lay|tie|hope|answer|rule|learn|record|have|has|had|figure|gather|press|leave|left|refer|note|"
    r"repeat|call|question|raise|pose|issue|strike|struck|hit|fire|shot|come|came|compare|attribute|place|"
    r"draw|drew|file|register|make|made|lodge|remember|support|back|oppose|challenge|contest|attack|resist|"
    r"project|table|float|advance|cite|name|rank|identif|push|carr|ran|set|state|defend|touch|refuse|"
    r"decline|react|respond|read|frame|paint|label|present|document|list|detail|outline|display|"
    r"accept|assume|admit|long|dream|worr|name|encourage|offer|record|signal|sen[dt])"
)
SAID = re.compile(
    r"(?:say|said|add|warn|conclude|find|found|note|argue|call|recommend|suggest|put)"
)
SOUND = re.compile(  # ropes and guns make it too
    r"(?:shrug|snap|sigh|groan|sniff|thunder|smile|nod|laugh|grin|chuckle|continue|began|crie)"
)
WORDS_FOLLOW = re.compile(r"\s+that\b|\s*[,:]?\s*[\"“‘]")
STANDS_ALONE = re.compile(
    r"(?:add|note|report|estimate|find|found|show|protest|object|disagree|observe|write|wrote|"
    r"recall|hope|fear|claim|acknowledge|confirm|indicate|disclose|calculate|reiterate|reaffirm|"
    r"testif|allow|speculate|wonder|reveal|realis|realiz|promise|pledge|"
    r"reckon|suspect|hint|suggest|state|maintain|agree|answer|respond|comment|declare|announce)"
)
AMBIGUOUS = re.compile(  # nouns or verbs
    r"(?:demands?|claims?|reports?|calls?|views?|questions?|fears?|hopes?|doubts?|notes?|"
    r"estimates?|"
    r"states?|thought|finds?|holds?|shows?|asks?|puts?|sees?|saw|feels?|stress(?:es)?|caution|"
    r"tells?|"
    r"charges?|desires?|requests?|figures?|rates?|terms|ties|rules?|trusts?|answers?|comments?|"
    r"forecasts?|counters?|objects?|protests?|promises?|pledges?|signals?|worries|guess(?:es)?|"
    r"remarks?|reply|boasts?|appeals?|offers?|wants?|urges?|counsels?|jokes?|disputes?|blames?|"
    r"praises?|"
    r"treats?|brands?|hails?|decrees?|quotes?)$"
)
