"""What the words around a name say: a capital that acts, or a place; a nation, or a language.

Each rule looks at the words before and after within the sentence, and decides by the nearest of
them. A capital without any sign of a place is its government.
"""

import re

_WORD_BEFORE = re.compile(r"([\w.'’]+)[\s\u00a0]*([,;:(\"“‘'\u2014\u2013-]*)[\s\u00a0]*$")
_COORDINATION = re.compile(
    r"(?:(?:[A-Z][\w.'’-]*(?:\s[A-Z][\w'’-]*)?)(?:,\s|,?\s(?:and|or|nor|&)\s))+(?:both\s|either\s)?$"
)

_AT = re.compile(
    r"(?:in|at|near|outside|inside|around|through|throughout|across|within|beyond|into|onto|"
    r"downtown|central|northern|southern|eastern|western|greater|west|east|north|south)"
)
_GO = (
    r"(?:visit(?:s|ed|ing)?|trips?|travel(?:s|l?ed|l?ing)?|fl(?:y|ew|ies|own|ying|ights?)|go(?:es|ing)?|"
    r"went|gone|c[ao]m(?:e|es|ing)|return(?:s|ed|ing)?|journeys?|arriv\w+|rush\w*|summon\w*|"
    r"invit\w+|mov(?:e|es|ed|ing)|dr[io]ve\w*|march\w*|advanc\w+|way|road|route|back|home|"
    r"pilgrimage|tour|sent|dispatch\w*|head(?:s|ed|ing)|bound|left|leave[sd]?|leaving|train|escape\w*|"
    r"fled|flee\w*|accredited|deliver\w*|roads|entrance|(?<!as )close|miles|kilomet\w+|km|"
    r"transferr?\w*|exile[ds]?|capital|pipeline|railway|convoy|flight|extradit\w+|deport\w+|evacuat\w+)"
)
_GO_TO = re.compile(
    r"\b" + _GO + r"(?:\s(?:back|home|over|on|down|up|again|here|officials|delegation|him|her|them|"
    r"envoys?|troops|diplomats?|tanks|this\s\w+|last\s\w+|next\s\w+|\w+ly|a\s\w+|an\s\w+|the\s\w+))?"
    r"\s(?:to|from|for|toward|towards|on|via)\s(?:the\s)?$",
    re.I,
)
_FLY_TO = re.compile(
    r"\b(?:fl(?:ew|y|ies|own|ying|ights?)|drove|shipp\w+|shuttl\w+|commut\w+|travel\w+)"
    r"\s(?:\w+\s){0,2}(?:from|to|between|via)\s$",
    re.I,
)
_PLACE_OF = re.compile(
    r"\b(?:treat(?:y|ies)|peace|accords?|agreements?|city|cities|capitals?|outside|streets?|north|south|east|west|"
    r"northeast|northwest|southeast|southwest|suburbs?|outskirts|mayor|battle|siege|fall|university|"
    r"bishop|archbishop|people|pact|capture|centre|center|part|parts|district|heart|conference|port|"
    r"airport|declaration|convention|congress|protocol|charter|miles|kilometres|kilometers|km|"
    r"liberation|bombing|occupation|defen[cs]e|evacuation|skies|gates|port|province|residents?|"
    r"citizens|inhabitants|region|governor|defenders|population|name|shelling|town|area|"
    r"embassy|institute|school|college|bank|bombardment|protocols?|memorandum)\s(?:of|over)\s(?:the\s)?$",
    re.I,
)
_MOTION = re.compile(
    r"\b(?:(?:shuttl|travel|flight|commut)\w*\sbetween|(?:ambassadors?|envoys?|diplomats?|staff)\sfrom|visit(?:s|ed|ing)?|left|leav(?:e|es|ing)|reach(?:ed|es|ing)?|enter(?:ed|s|ing)?|captur\w+|seiz\w+|"
    r"bomb(?:ed|s|ing)?|shell(?:ed|s|ing)?|evacuat\w+|occupied|occup(?:y|ies|ying)|"
    r"shelling|besieg\w+|attack(?:ed|s)?|liberat\w+|t(?:ake|ook|aken|akes)|fle[ed]\w*|tour(?:ed|s|ing)?|"
    r"cross(?:ed|es|ing)?|surround\w*|control(?:s|led|ling)?|overr[au]n|conquer\w*|retook|recaptur\w+|hit|struck|"
    r"near(?:s|ed|ing)|defend(?:s|ed|ing)?|threaten(?:s|ed|ing)?\sto\stake|abandon\w+)\s(?:the\scity\sof\s)?$",
    re.I,
)
_VENUE_NOUN = re.compile(
    r"[\s-](?:airport|summit|conference|meeting|talks|round|treaty|accords?|agreement|declaration|protocol|"
    r"convention|office|offices|bureau|street|streets|suburbs?|district|embassy|hotel|university|"
    r"court|police|stock|stadium|station|newspapers?|radio|television|press\sagency|residents?|correspondent|"
    r"negotiations|process|communiqu[eé]|pact|visit|trip|speech|consulate|"
    r"city|area|region|metro|market|museum|mosque|church|hospital|prison|square|headquarters|"
    r"memorandum|protests?|demonstrations?|bombings?|attacks?|riots?|congress|forum|session|"
    r"apartment|home|house|restaurant|studio|based|born|time|daily|paper|weekly|think|club|"
    r"exhibition|fair|festival|games|olympics|marathon|bourse|interbank|fix|press|conversations|"
    r"gathering|ceremony|ministerial|formula|format|theatre|theater|subway|underground|quarter|"
    r"water|neighbou?rhood|rally|declarations|discussions|consultations|encounter)\b"
)
_VENUE_OWNED = re.compile(
    r"['’]s?\s(?:\w+\s){0,2}(?:airport|streets?|suburbs?|square|mayor|outskirts|centre|center|hotels?|"
    r"cathedral|university|residents|stadium|slums?|palace|museum|cafes|skyline|population|"
    r"neighbou?rhoods?|markets?|districts?|international|old\scity|green\szone|universities)\b",
    re.I,
)
_NAME_AFTER = re.compile(r"[\s-](?:[A-Z][\w'’]+)")
_DAY_AFTER = re.compile(
    r"[\s-](?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[\s-](?:January|February|March|April|June|"
    r"July|August|September|October|November|December)\b"
)
_DATELINE = re.compile(
    r"[A-Z\s.'’,()/-]{0,40}(?:\((?:AP|AFP|Reuters|UPI|IPS|TASS|[A-Z]\w+)\)|\d{0,2})\s?[-\u2013\u2014]"
)
_POSSESSIVE = re.compile(r"['’]s?\s")
_REFERS = re.compile(
    r",\s(?!and|or|but|with|which|who|for|in|at|as|by|on|to|too)(?:[A-Z]\w+)(?:\s[A-Z]\w+)?(?:[,.;]|$|\s[\u2014-])"
)
_ALL_OF = re.compile(
    r"\b(?:pressure|signals?|messages?|support|aid|help|backing|approval|word|demands?|criticism|"
    r"money|arms|weapons|assurances|guarantees|instructions|orders|concessions|promise[sd]?|independen\w+|"
    r"response|reaction|distance|rhetoric|statements?|protests?|objections?|interest|pledges?|"
    r"warnings?|threats?|assistance|subsidies|away|invitation|independence|permission|reply|replies)\sfrom\s$",
    re.I,
)


def acts(text: str, start: int, end: int, *, first: int, last: int) -> bool:
    """Whether the capital at ``start:end`` stands for its government.

    Parameters
    ----------
    text : str
        The whole text.
    start, end : int
        Place of the name.
    first, last : int
        Bounds of its sentence.

    Examples
    --------
    >>> words = "Talks in Moscow angered Kabul."
    >>> acts(words, 9, 15, first=0, last=30), acts(words, 24, 29, first=0, last=30)
    (False, True)
    """
    before, after = text[max(first, start - 90) : start], text[end : min(last, end + 60)]
    if _is_name(before, after) or (start == first and _DATELINE.match(after)):
        return False
    if _POSSESSIVE.match(after):
        return not _VENUE_OWNED.match(after)
    if _VENUE_NOUN.match(after) and not _subject_of_noun(before, after):
        return False
    return not _is_place(before, after)


def _subject_of_noun(before: str, after: str) -> bool:
    """*Moscow visits* and *Paris protests* have verbs, *the Moscow protests* a noun."""
    verb = re.match(
        r"\s(?:protests|attacks|visits|fixes|houses|times|markets)\s(?:the|a|at|its|that|any)\b",
        after,
    )
    return bool(verb) and not re.search(r"\b(?:the|a|this|that|last|recent)\s$", before, re.I)


def _is_name(before: str, after: str) -> bool:
    """Part of a longer name (*Kyiv Post*, *Minsk II*), or a place of a state (*Minsk, Belarus*)."""
    if re.match(r"\sto\s[A-Z]", after) and re.search(r"\bfrom\s$", before):
        return True
    if _NAME_AFTER.match(after) and not _DAY_AFTER.match(after) and after[0] != "-":
        return True
    if re.search(
        r"\b(?:New|East|West|South|North|Old|Greater|Fort|Port|San|Saint|St\.?|George|Radio|Bank\sof|Institute\sof)[\s-]$",
        before,
    ):
        return True
    return bool(_REFERS.match(after)) and bool(re.search(r"\b(?:in|at|near|from|of|to)\s$", before))


def _is_place(before: str, after: str) -> bool:
    """Whether the words before make a place of it; *in Paris and London* makes two."""
    before = _before_list(before)
    before = re.sub(r"\b(?:[Bb]oth|[Ee]ither|[Nn]either)\s$", "", before)
    if any(rule.search(before) for rule in (_PLACE_OF, _MOTION, _FLY_TO)):
        return True
    match = _WORD_BEFORE.search(before)
    if not match or match.group(2):
        return False
    word = match.group(1).casefold()
    if _AT.fullmatch(word):
        return not re.search(
            r"\b(?:interests?|confidence|trust|faith|believ\w+|anger\w*|directed|aim\w*|look\w*|"
            r"hope\w*|fear\w*|under\sfire|friends|allies|partners|ambassadors?|concern|alarm|suspicio\w+|loss\sof\strust|government|leaders?|leadership|"
            r"power|mood|regime|rulers|authorities|thinking|administration|hawks|hard-?liners|"
            r"policy-?makers|strategists|elites?)\s(?:in|at)\s$",
            before,
            re.I,
        )
    if word in ("to", "from", "for", "toward", "towards", "on", "via"):
        return _travels(before, word)
    if word == "the":
        return (
            not re.match(
                r"[\s-](?:government|regime|authorities|leadership|administration|elite)", after
            )
            and after[:1] != "-"
        )
    return False


def _before_list(before: str) -> str:
    """Words before the list that a name ends; a comma before *and* opens a new clause."""
    match = _COORDINATION.search(before)
    if match and not re.fullmatch(r"[\w.'’ -]+,\s(?:and|or|nor|&)\s", match.group()):
        return before[: match.start()]
    return before


def _travels(before: str, word: str) -> bool:
    if _GO_TO.search(before):
        return True
    if word == "to" and re.search(r"\bfrom\s[A-Z][\w ]+\sto\s$", before):
        return True
    if word == "from" and not _ALL_OF.search(before):
        return bool(
            re.search(
                r"(?:^|[,;.]\s?|\b(?:reported|report|said|spoke|speaking|writes|wrote|broadcast\w*|far|live)\s)from\s$",
                before,
                re.I,
            )
        )
    return False


_RESEARCH = (
    r"(?:Institutes?|Fund|Foundation|Cent(?:er|re)|Studies|University|Academy|Museum|Association|Times|Post|"
    r"Journal|Review|School|College|Society|Affairs Council|Programme|Observatory|Barometer|Polls?|"
    r"Opinion Research\w*|Broadcasting|Television|Airlines|Airways)\b"
)
_INSTITUTE_AFTER = re.compile(
    r"(?:\s(?:(?:of|for|and|&|on)\s){0,2}[A-Z][\w-]*){0,3}?\s" + _RESEARCH
)
_INSTITUTE_BEFORE = re.compile(
    _RESEARCH + r"\s(?:(?:of|for|on|at)\s)(?:the\s)?(?:[A-Z]\w+\s(?:and|&)\s|[A-Z]\w+\s)?$"
)


def is_institute(before: str, after: str) -> bool:
    """Whether a name is part of a pollster's, a school's or a paper's.

    >>> is_institute("the ", " Public Opinion Fund says"), is_institute("the ", " fund says")
    (True, False)
    """
    return bool(_INSTITUTE_AFTER.match(after) or _INSTITUTE_BEFORE.search(before))


LANGUAGE = re.compile(r"\b(?:in|speaks?|spoke|spoken|speaking|fluent|into|from\sthe)\s$", re.I)
_AFTER_LANGUAGE = re.compile(r"\s?(?:[.,;:)\"”?!]|$|\s(?:and|or|as\swell|with|on|at)\s)")
_NO_ACTOR_AFTER = re.compile(
    r"[-\u2010\u2011](?:era|style|speaking|language|born|based|type|speakers?|styled)\b"
)


def is_language(before: str, after: str) -> bool:
    """Whether an adjective names a language: *said in Russian, ...*."""
    return bool(LANGUAGE.search(before) and _AFTER_LANGUAGE.match(after))


def is_manner(after: str) -> bool:
    """Whether a name is used for a time or a manner: *Soviet-era*, *American-style*."""
    return bool(_NO_ACTOR_AFTER.match(after))


_US_SIGNS = re.compile(
    r"\b(?:Atlanta|Savannah|Augusta|Senator|Sen\.|Rep\.|Alabama|Florida|Carolina|Tennessee|"
    r"congressman|Republicans?|Democrats?|Democratic|runoff|primary|Fort\sBenning|Jimmy\sCarter)\b"
)
_CAUCASUS_SIGNS = re.compile(
    r"\b(?:Tbilisi|Abkhaz\w*|Osset\w*|Caucasus|Russia\w*|Moscow|Armenia\w*|Azerbaijan\w*|Saakashvili|"
    r"Shevardnadze|Black\sSea|NATO|Ukraine|Moldova|EU)\b"
)


def is_american_georgia(sentence: str) -> bool:
    """Whether *Georgia* in a sentence is the state of the Union."""
    return bool(_US_SIGNS.search(sentence)) and not _CAUCASUS_SIGNS.search(sentence)
