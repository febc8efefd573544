"""Role of a figure after the figures before it, by the words of its own clause.

A clause says its own question (*44 percent trust Russia*) or refers back (*in May it was 40*). What
refers back is the same question on another day, another part of the sample, or another public.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.reading.figures import NUMBER
from detente.reading.poll_words import SPELL, VERB, Role, Setting, figure_role

When = Literal["then", "now", ""]

_STRONG = re.compile(
    r"[;:—–(]|\)\s*,|\s(?:but|while|whereas|although|though|and\s+(?:only|just)|where)\s",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r",\s+(?=(?:and|in|at|by|on|of|among|amongst|from|after|against|as|compared|up|down|than|with"
    r"|for|those|rising|falling|it|a|an|the)\b)|\s(?=and\s)",
    re.IGNORECASE,
)
_COMPARES = re.compile(  # right before a figure: *..., the survey showed, against 79*
    r",\s+(?:(?:as\s+)?against|versus|compared\s+(?:with|to)|(?:up|down)\s+from|after|than)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_THEN = re.compile(
    rf"\b(?:up|down|risen|fallen|rose|fell|grown?|grew|climbed|dropped|slipped|slid|sunk|sank|shrunk"
    rf"|shrank|jumped|increased|declined|moved|swung|gone|went|doubled|improved|worsened|slumped"
    rf"|changed|recovered|eased|edged|crept|leapt|plunged|soared|tumbled|halved|trebled|tripled)\b"
    rf"[^.;()]{{0,140}}\bfrom\b|^\W*from\b|\bhad\s+(?:still\s+)?(?:been|stood|said|done|thought|felt"
    rf"|held)\b"
    r"|\b(?:double|twice|treble|triple|half)\s+the\s+$|\b(?:reversal|change|swing|rise|fall|drop|gain|decline"
    r"|improvement|jump|leap)\s+from\b"
    rf"|\b(?:compared\s+(?:with|to)|previously|formerly|used\s+to|once)\b|^\W*(?:after|as\s+against"
    rf"|versus)\b|(?<!more )(?<!less )(?<!fewer )(?<!other )(?<!rather )"
    rf"\bthan\b(?!\s+(?:\w+\s+)?(?:dis)?(?:trust|approv|agree|lik|favou?r|support|oppos|disagree|reject|blam|want|see|think|say|believ|fear|name|prefer))"
    rf"|{SPELL}"
    r"|\b(?:last|the\s+(?:previous|preceding))\s+(?:year|month|week|summer|spring|autumn|fall|winter"
    r"|wave|survey|poll)\b|\bthe\s+(?:year|month|decade|wave)\s+before\b|^\W*then\b|^\W*was\s+$|\bhaving\s+(?:been|stood)\b|\bas\s+opposed\s+to\b"
    r"|^\W*(?:[Bb]efore|[Pp]rior\s+to)\s|\bdifferent\s+from\b",
    re.IGNORECASE,
)
_AFTER_THEN = re.compile(
    rf"\s*(?:\w+\s+){{0,6}}?(?:{SPELL}|(?:last|the\s+previous|the\s+preceding)\s+(?:year|month|week"
    r"|wave|survey|spring|summer|autumn|fall|winter)|the\s+(?:year|month|decade|wave|time)\s+before"
    r"|previously)\b"
    r"|\s*(?:of\s+\w+\s+)?had\s+(?:\w+\s+)?(?:so|that|this)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:now|today|at\s+present|currently|this\s+(?:year|month|week|time|spring|summer|autumn|fall"
    r"|winter)|nowadays|these\s+days|the\s+latest|again|has\s+(?:since\s+)?(?:come|gone|risen|fallen|grown"
    r"|climbed|dropped|slipped)|since\s+(?:risen|fallen)|\w+\s+(?:years?|months?|weeks?)\s+later)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:rose|risen|fell|fallen|grew|grown|climbed|dropped|slipped|slid|shrank|shrunk|sank|sunk"
    r"|doubled|halved|trebled|tripled|from|moved|swung|went|gone|jumped|increased|declined|up|down"
    r"|leapt|plunged|soared|recovered|improved|eased|edged)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\)[^()]*\w[^()]*\(")  # distrust it (51) than trust it (38)
_DID_SO = re.compile(r"\s*(?:had|did)(?:\s+so)?\s*(?:[,;.:)]|$|and\b|but\b)", re.IGNORECASE)
_COMPARED = re.compile(  # an aside between a share and its verb: *58, where it had been 44, wanted*
    r"[\s,(]*(?:where|when|as)?\s*(?:it|that|this|the\s+(?:figure|share))?\s*(?:(?:had|has)\s+been|was|stood\s+at"
    r"|up\s+from|down\s+from|from|after|(?:as\s+)?against|compared\s+(?:with|to)|\d{4}:?|last\s+year:?)\s*(?:only\s+)?",
    re.IGNORECASE,
)
_RESUMES = re.compile(rf"[^,;.()]{{0,30}}[,)]\s+(?={VERB}\b)", re.IGNORECASE)
_NAMED_IN = re.compile(
    r"\W*(?:and\s+|but\s+)?(?:[Tt]he\s+)?(?:[A-Z]\w+\s*){1,2}\("
)  # the Irish (77)
_TO = re.compile(r"\s*(?:\w+\s+)?(?:to|[-–—])\s*(?:\w+\s+){0,3}$", re.IGNORECASE)
# Words that ask nothing of their own.
_REFERS_TEXT = """
a an the this that these those it its they them he she one ones of in on at by to for from with as
and or but while where when whereas than then so too also even only just still again now today yet
already about around some nearly almost roughly over under barely fully more less fewer most least
many few majority minority percent cent per was were is are be been being has have had do does did
done stood stands stand put stayed remained figure figures share shares number proportion
percentage level result reading score total rate former latter same answer answers sample wave
poll polls survey surveys inquiry question panel respondents people adults persons voters citizens
public asked polled surveyed questioned interviewed who said say says saying thought think agreed
agree believed felt held year years month months week weeks decade decades day days ago earlier
before previously later last previous preceding first second third early mid late end beginning
start middle spring summer autumn fall winter present time current currently since during between
until rose risen rising rise fell fallen falling grew grown climbed dropped slipped slid shrank
shrunk sank sunk up down doubled halved trebled compared against reached reaching went gone come
came moved jumped increased declined eased edged unchanged steady there here not quite exactly
precisely well very far high low higher lower half likewise view views next every each january
february march april may june july august september october november december jan feb mar apr jun
jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday margin similar
similarly comparable latest newest our their his her your my corresponding s hardly little
slightly changed different after having opposed yes give gives gave gets got reads
"""
_REFERS = frozenset(_REFERS_TEXT.split())
_SPELLED = re.compile(rf"{NUMBER}", re.IGNORECASE)
_ENDS_TO = re.compile(r"\s+to\s+(?:(?:only|just|about|some|nearly|almost)\s+)?$", re.IGNORECASE)
_ASIDE = re.compile(
    r"\s*\(\s*(?:in\s+)?(?:(?:last|the\s+previous)\s+\w+|[A-Z][a-z]{2,8}\.?(?:\s+\d{4})?|\d{4}|)[:,]?\s*$"
)
_DONE_TO_IT = re.compile(
    r"\s*(?:would|will|want(?:ed)?|wish(?:ed)?|prefer(?:red)?|liked?)\s+(?:(?:rather|like|to)\s+)*(?:\w+\s+)?(?:it|them)\s+"
    r"(?:to\s+)?(?:\w+ed|kept|cut|shut|left|gone|stay|go|remain|out|off|away|down|closed|back|as\s+it\s+is)\b",
    re.IGNORECASE,
)
_IT_FIRST = re.compile(r"[^,;.]*\b(?:it|them)\s+(?:\w+ed|kept|cut|shut|left)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_IT = re.compile(
    r"(?:\b(?:it|(?:the|that|this)\s+(?:former|figure|share|number|proportion|level|sample|\w+\s+sample)"
    r")(?:\s+in\s+[\w\s]{1,20}?)?(?:,[^,]{3,60},)?\s+(?:was|were|is|had|has|stood|stands|rose|fell)\b[^,;.]{0,25}$)",
    re.IGNORECASE,
)
_OPPOSITES = (
    (r"keep\w*|stay\w*|remain\w*|maintain\w*", r"withdr\w+|leav\w+|left|quit\w*|end\w*|clos\w+|go"),
    (r"clos\w+|leav\w+", r"stay\w*|keep\w*|remain\w*|open"),
    (r"mistake|wrong|unjust\w*|harm\w*|bad", r"right|justified|correct|good|help\w*"),
    (r"right|justified|correct|good|help\w*", r"mistake|wrong|unjust\w*|harm\w*|bad"),
    (r"better|improv\w+|warm\w*", r"worse\w*|deteriorat\w+|cool\w*"),
    (r"worse\w*|deteriorat\w+", r"better|improv\w+"),
    (r"trust\w*", r"distrust\w*|mistrust\w*"),
    (r"distrust\w*|mistrust\w*", r"trust\w*"),
    (r"strengthen\w*|raise\w*|increas\w+|more|expand\w*|closer",
     r"weaken\w*|cut\w*|reduc\w+|lower\w*|less|fewer|looser"),
    (r"friend\w*|friendly|partner|ally", r"enem\w+|hostile|rival|unfriendly|adversary"),
    (r"enem\w+|hostile|rival|threat\w*|adversary", r"friend\w*|partner|ally"),
    (r"gain\w*|benefit\w*|win\w*", r"los[est]\w*|cost\w*"),
    (r"favou?r\w*|support\w*|back\w*|for|approv\w+|endors\w+|accept\w*",
     r"against|oppos\w+|reject\w*|disapprov\w+|refus\w+"),
    (r"oppos\w+|reject\w*|disapprov\w+|against",
     r"favou?r\w*|support\w*|back\w*|for|approv\w+|accept\w*"),
    (r"satisfied|content|happy", r"dissatisfied|discontent\w*|unhappy"),
    (r"favou?rab\w+|positiv\w+", r"unfavou?rab\w+|negativ\w+"),
    (r"yes", r"no|never"),
    (r"(?:say|said|saying|answer\w*)\s+no", r"yes"),
    (r"safer", r"less\s+safe"),
    (r"confiden\w+|optimis\w+|hopeful", r"pessimis\w+|no\s+confidence|doubt\w*"),
    (r"closed|shut", r"open"),
    (r"join\w*|enter\w*", r"(?:stay|remain|keep)\s+(?:out|away)\w*|not\s+join"),
)  # fmt: skip
_PAIRS = tuple(
    (re.compile(rf"\b(?:{a})\b", re.I), re.compile(rf"\b(?:{b})\b", re.I)) for a, b in _OPPOSITES
)
_NOT = re.compile(
    r"\s*(?:of\s+(?:\w+\s+){1,3}?)?(?:who\s+)?(?:(?:said|say|answered|replied|thought|felt|told\s+\w+"
    r"|would|still|will|now|only)\s+)*(?:did|do|does|would|were|was|are|is|have|had|could|should|will)"
    r"(?:\s+not|n['’]t)\s*(?:[,;.:)]|$|and\b|but\b|whatever\b)"
    r"|\s*(?:would|will|want\w*|said|say|answered|voted|replied|are|were)?\s*(?:still\s+)?"
    r"(?:vote\s+)?(?:no|never|nay)\s*(?:[,;.:)]|$|and\b)",
    re.IGNORECASE,
)
_NO_ANSWER = re.compile(
    r"\b(?:no\s+(?:answer|opinion|reply|view)|don['’]t[\s-]knows?|do\s+not\s+know|undecided|unsure"
    r"|not\s+sure|uncertain|neither(?:\s+\w+\s+nor\s+\w+)?|neutral|no\s+(?:difference|change|matter))\W*(?:(?:at|were|was|is|are|numbered|made)\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_THOSE = re.compile(r"\bthose\s+(?:against|opposed)\b", re.IGNORECASE)
_NO_LABEL = re.compile(
    r"(?:^|[,;.:(]|\band)\s*(?:the\s+)?(?:no|noes|nays|those\s+(?:against|opposed)|against|opposed"
    r"|opposition|disapprov\w+|unfavou?rable|negative|disagree|opponents)\b\s*(?:[,:]|(?:at|was|were|is|are|number(?:ed)?|stood"
    r"\s+at|reached|with|had)\b)?\s*(?:\w+\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FigureClause:
    """A figure with the words of its own clause and what they say of time and question.

    Attributes
    ----------
    setting : Setting
        The figure and all words on both sides up to the next figures.
    lead, tail : str
        Words before and after it in its clause.
    day : date or None
        First day of the date next to it.
    when : str
        ``then`` or ``now`` where words say that it is an earlier or the present share.
    refers : bool
        Whether the clause asks nothing of its own.
    role : str
        What the words make of it.
    public : str or None
        The state whose people its clause names.
    pair : bool
        Whether it is the first of *from 35 to 65*.
    """

    setting: Setting
    lead: str
    tail: str
    day: date | None
    when: When
    refers: bool
    role: Role
    public: str | None
    pair: bool = False


def clause_texts(figures_here: Sequence[Setting]) -> list[tuple[str, str]]:
    """Words before and after each figure that belong to it."""
    if not figures_here:
        return []
    cuts = [
        max(1, one.before.rfind(", ")) if _LABELLED.fullmatch(one.before) else _cut(one.before)
        for one in figures_here[1:]
    ]
    leads = [figures_here[0].before]
    leads += [one.before[cut:] for one, cut in zip(figures_here[1:], cuts, strict=True)]
    tails = [one.before[:cut] for one, cut in zip(figures_here[1:], cuts, strict=True)]
    tails.append(figures_here[-1].after)
    for i, one in enumerate(figures_here[1:]):
        resumed = _RESUMES.match(one.after) if _COMPARED.fullmatch(leads[i + 1]) else None
        if resumed and not tails[i].strip(" ,("):
            tails[i] = f" {one.after[resumed.end() :]}"
    return list(zip(leads, tails, strict=True))


def _cut(between: str) -> int:
    """Where, between two figures, the words of the second begin."""
    plain = re.sub(r"\([^()]*\)", lambda m: "x" * len(m[0]), between)
    strong = _STRONG.search(plain)
    if strong:
        return strong.start()
    if right := _COMPARES.search(plain):
        return right.start()
    soft = list(_SOFT.finditer(plain))
    to = _ENDS_TO.search(plain)
    if to and "," not in plain:
        return to.start()
    if soft:
        return next((m.start() for m in soft if m[0].startswith(",")), soft[-1].start())
    quote = re.search(r",\s+[\"“]", plain)
    comma = quote.start() if quote else plain.rfind(",")
    return comma if comma >= 0 else 0 if len(plain) < 25 else len(plain)


def asks_nothing(lead: str, tail: str, names: Sequence[str]) -> bool:
    """Whether the words of a clause only refer back.

    Parameters
    ----------
    lead, tail : str
        Its words before and after the figure.
    names : sequence of str
        Words in it that do not count: dates, the public that was asked.
    """
    if refers_by_pronoun(lead) or _DID_SO.match(tail):
        lead = ""
    if tail.startswith(")") and _NAMED_IN.fullmatch(lead):
        tail = ""
    words = f"{lead} | {re.split(r'[,;.]', re.sub(r'[(][^()]*[)]', ' ', tail))[0]}"
    for name in names:
        words = words.replace(name, " ")
    words = _SPELLED.sub(" ", words)
    return all(m[0].lower().removesuffix("'s") in _REFERS for m in _WORD.finditer(words))


def when(lead: str, tail: str) -> When:
    """Whether the words of a clause say that its share is an earlier one, or the present one."""
    if _ASIDE.fullmatch(lead) and tail.startswith(")"):
        return "then"  # China 75 (last year 55), (Feb.: 35%), (54)
    if _THEN.search(lead) or _AFTER_THEN.match(tail) or _DID_SO.match(tail):
        return "then"
    return "now" if _NOW.search(lead[-60:] + "|" + re.split("[,;.]", tail)[0][:60]) else ""


def part_of(one: Setting, lead: str, tail: str, *, first: bool) -> Role:
    """What the words of its clause make of a figure."""
    role_ = figure_role(Setting(one.figure, lead, tail), first=first)
    if role_ in ("points", "undecided"):
        return role_
    if _NO_ANSWER.search(lead):
        return "undecided"
    if role_ == "earlier" and not _THOSE.search(lead):
        return role_
    if not first and (_NOT.match(tail) or _NO_LABEL.search(lead)):
        return "against"
    return role_


def refers_by_pronoun(lead: str) -> bool:
    """*Last August it was 47 per cent against*: the same question, whatever stands behind."""
    return bool(_IT.search(lead))


def opposite(first: str, second: str) -> bool:
    """Whether words say the contrary of others: *would keep them* and *would withdraw them*."""
    return any(a.search(first) and b.search(second) and not a.search(second) for a, b in _PAIRS)


def turns(first: str, second: str) -> bool:
    """Whether others would do the contrary with *it*: *would admit it* and *would keep it out*.

    >>> turns(" wanted the ban lifted, ", " wanted it kept.")
    True
    """
    return _DONE_TO_IT.match(second) is not None and _IT_FIRST.match(first) is None


def tells_change(words: str) -> bool:
    """Whether words tell of a change, so that *5 to 11* is no margin."""
    return bool(_MOVED.search(words))


def leads_on(lead: str) -> bool:
    """Whether a figure is the second of *from 5 to 11*."""
    return bool(_TO.fullmatch(lead))
