"""Conditions without a word of condition: orders, comparisons, persons, circumstances, prices.

*Touch the tariff and you touch the throne*; *the longer they wait, the harder it is*; *no reform,
no loan*; *whoever closes the strait will have a war*; *under a new king the pact would end*; *it
would take a war to open it*.
"""

import re
from collections.abc import Callable, Iterator

from detente.reading.clauses import word_set
from detente.reading.condition_spans import ConditionSpan, Opener, clause_end, cut_at, trim

Finder = Callable[[str], Iterator[ConditionSpan]]
_ORDERS = (
    r"(?:Touch|Take|Give|Remove|Keep|Cut|Close|Open|Pull|Push|Pay|Let|Lose|Win|Break|Add|Raise|"
    r"Lower|"
    r"Ask|Tell|Feed|Starve|Arm|Leave|Stop|Start|Press|Offer|Send|Put|Make|Show|Scratch|Drop|Lift|"
    r"Hit|"
    r"Strike|Kick|Disband|Sign|Wait|Delay|Deny|Withdraw|Double|Halve|Try|Turn|Sell|Buy|Build|Burn|"
    r"Block|Cross|Say|Read|Look|Bring|Mend|Shut|Ban|Tax|Forget|Ignore|Move|Invade|Attack|Bomb|"
    r"Abandon|Lend|Refuse|Change|Hold|Free|Release|Settle|Solve|End|Tear|Throw|Tie|Divide|Squeeze|"
    r"Threaten|Insult|Promise|Recognise|Recognize|Blame|Fire|Sink|Drain|Dam|Repeal|Revoke|Impose|"
    r"Suspend|Restore|Reduce|Increase|Do|Go|Stay|Speak)"
)
_SUBJECT = (
    r"(?:you|they|it|he|she|we|there|the|an?|all|every\w*|no|nothing|nobody|his|her|its|their|one|"
    r"this|that|both|half|[A-Z]\w+|\w{3,}s|\w+(?=\s+(?:goes|falls|rises|stops|ends|\w{3,}s)\b))\b"
)
_ORDER = re.compile(
    rf"(?:^[\"“]?|[;:.]\s+)(?P<a>{_ORDERS}\b(?!\s*[:.])[^,;:.]{{0,80}}?),?\s+(?P<joint>and|or)\s+"
    rf"(?P<b>(?:else\b|lose\b|risk\b|face\b|be\b|{_SUBJECT}(?=\s+\w+\s+\w+|\s+\w+[.,;!])))"
)
_EVENT = re.compile(
    r"(?:^[\"“]?|[;:.]\s+|\bbut\s+)(?P<a>(?:[Oo]ne(?:\s+more)?|[Aa]nother|[Aa]\s+single|"
    r"[Aa]\s+few\s+"
    r"more|[Tt]wo\s+more|[Aa]ny\s+more)\s+[^,;:.]{3,60}?),?\s+and\s+(?P<b>"
    rf"{_SUBJECT}[^,;:.]{{0,60}}?(?:\s(?:is|are|will|would|could|can|has)|['’]ll|\w{{3,}}s)\b)"
)
_DEGREE = (
    r"(?:more|less|fewer|worse|better|larger|smaller|longer|shorter|higher|lower|harder|easier|"
    r"bigger|greater|nearer|closer|further|farther|deeper|stronger|weaker|louder|quieter|richer|"
    r"poorer|older|younger|sooner|later|faster|slower|wider|narrower|warmer|colder|tighter|looser|"
    r"heavier|lighter|thicker|thinner|cheaper|dearer|safer|freer|fiercer|tougher|softer|earlier)"
)
_COMPARE = re.compile(
    rf"\b[Tt]he\s+{_DEGREE}\b(?!\s+the\s+\w+er,)[^,;:.]{{2,110}},\s+(?P<b>the\s+{_DEGREE})\b"
)
_NO_NO = re.compile(
    r"(?:^[\"“]?|[;:.]\s+)(?:[Nn]o\s+[^,;:.]{2,40},\s+(?P<b>no\s+[^,;:.]{2,40})|"
    r"[Ff]irst\s+[^,;:.]{3,40},\s+(?P<c>then\s+[^,;:.]{3,40}))(?=[.;!]|$)"
)
_WHO = re.compile(
    r"(?:^[\"“]?|[;:,.]\s+|\b(?:that|and|but|because)\s+)(?P<a>(?:[Ww]hoever|[Ww]hichever\s+\w+|"
    r"[Aa]ny(?:one|body)\s+who|[Hh]e\s+who|[Tt]hose\s+who|[Aa](?:n|ny)?\s+(?:\w+\s+){1,2}?"
    r"(?:that|who|which))\s+[^,;:.]{3,90}?)\s+(?P<b>(?:will|would|could|might|must|shall|risks?)\b)"
)
_HE_WHO = re.compile(
    r"(?:^[\"“]?|[;:]\s+)(?P<a>(?:He|Whoever|Who)\s+(?:who\s+)?\w+s\b[^,;:.]{2,60}?)"
    r"\s+(?P<b>\w+s\s+(?:the|his|its|all|no|both)\b)"
)
_ANY = re.compile(
    r"(?:^[\"“]?|[;:,.]\s+|\b(?:that|but)\s+)(?P<a>[Aa]ny\s+[a-z][^,;:.]{3,90}?)\s+"
    r"(?P<b>(?:will|shall)\b)"
)
_UNDER = re.compile(
    r"(?:^[\"“]?|[;:.,]\s+(?:but\s+|and\s+)?|\bbut\s+)(?P<a>(?:[Uu]nder|[Ii]n|[Ww]ith|[Gg]iven|"
    r"[Aa]fter)\s+(?:an?|such|any|another|more|less|enough|proper|no|the\s+right|fewer|better|"
    r"\w+\s+(?=help|support|backing|consent|money|time|luck))\s*"
    r"[^;:.]{2,80}?),?\s+(?P<b>(?:the|an?|it|he|she|they|we|there|no|its|his|their|both|neither|"
    r"[A-Z]\w+|\w+s)\s+(?:\w+\s+){0,4}?(?:would|could|might|will)\b)"
)
_WITH = re.compile(
    r"(?:^[\"“]?|[;:.]\s+|\bbut\s+)(?P<a>[Ww]ith\s+(?:it|one|them|that|this)\b(?!\s+\w+ing)),?\s+"
    r"(?P<b>(?!in\b|at\b|and\b|or\b|\w+ed\b)[^,;:.]{3,80}\b(?:has|have|is|are|will|would|can|"
    r"could)\b)|"
    r"(?:^[\"“]?|[;:.]\s+)(?P<c>With\s+(?:the|its|their|his|"
    r"[A-Z]\w+)\b[^,;:.]{3,70}),\s+(?P<d>[^,;:.]"
    r"{2,60}?\b(?:would|could|might)\b)"
)
_LEFT = re.compile(
    r"(?:^[\"“]?|[;:.]\s+)(?P<a>(?:Properly\s+|Once\s+|If\s+)?(?:Left|Given|Made|Held|Kept|Put|"
    r"Taken|"
    r"\w+ed)\s+[^,;:.]{2,50}),\s+(?P<b>[^,;:.]{2,60}?\b(?:would|could|might|will)\b)"
)
_LEFT_WORDS = re.compile(
    r"would|could|might|enough|itself|themselves|alone|time|choice|properly", re.IGNORECASE
)
_SAID = re.compile(
    r"\b(?:said|says|told|announced|declared|promised|pledged|vowed|assured|added|replied|hoped|"
    r"confirmed|stated|insisted|asked|wondered|knew|thought|feared)\b"
)
_DEPENDING = re.compile(
    r"(?:^[\"“]?|[;:.,]\s+)(?P<a>[Dd]epending\s+(?:up)?on\s+[^;:.]{3,100}?),\s+"
    r"(?P<b>[^,;:.]{2,60}?\b(?:will|would|can|could|may|might|is|are)\b)"
)
_ONLY_AS = re.compile(
    r"\b(?P<b>(?:is|are|was|be|remains?)\s+(?:only\s+|just\s+)as\s+\w+\s+)(?P<a>as\s+\w+)"
)
_TAKES = re.compile(
    r"(?:^[\"“]?|[;:.,]\s+|\b(?:that|but|and|"
    r"because)\s+)(?P<b>[Ii]t\s+(?:would\s+(?:only\s+)?(?:be\s+"
    r"(?:\w+\s+){1,4}?|(?:take|need|require|cost)\b[^,;:.]{0,60}?)|(?:takes|needs|"
    r"requires)\s+(?:only|"
    r"but|just|no\s+more\s+than)\s[^,;:.]{0,60}?)\s*to\s+(?!me\b|him\b|us\b|them\b)\w|"
    r"[Aa]ll\s+(?:that\s+)?"
    r"it\s+(?:would\s+take|takes|needs|would\s+need)\s+is\b)"
)
_PRICE = re.compile(
    r"\b(?:is|are|was|were|remains?|as|be|made|makes?|making|set|"
    r"sets?)\s+(?:(?!that\b)\w+\s+){0,3}?"
    r"(?:(?:an?|the|one|our|their|its)\s+)?(?:\w+\s+)?(?P<cond>(?:pre-?\s?condition|condition|"
    r"prerequisite|price|proviso)(?:\s+(?:of|for|to)\b)|subject\s+to|conditional\s+(?:up)?on|"
    r"contingent\s+(?:up)?on|tied\s+to|predicated\s+on)"
)
_ONLY = re.compile(
    r"(?:^[\"“]?|[;:,.]\s+|\b(?:that|but|and)\s+)(?P<a>(?:[Oo]nly\s+(?:an?|by|with|through|after|"
    r"when|under|the)\b|[Nn]othing\s+(?:short\s+of|but|less\s+than)\b|[Nn]ot\s+until\b|[Nn]ot\s+"
    r"before\b)\s*[^,;:.]{2,80}?)\s+(?P<b>(?:will|would|can|could|may|shall)\b)"
)
_ONLY_WHEN = re.compile(
    r"\s(?P<a>(?:only\s+when|to\s+the\s+extent\s+that|in\s?so\s?far\s+as|for\s+as\s+long\s+as)\s)"
)
_EITHER = re.compile(
    r"\b(?P<a>(?:must|should|has\s+to|have\s+to|had\s+better|"
    r"need\s+to)\s+[^,;:.]{3,70}?),?\s+(?P<b>or\s+"
    r"(?:else|lose|risk|face|see|suffer|perish|be\b|they|it|he|the\s+\w+\s+will|starve|fail|die))\b"
    r"|\b(?P<c>[Ee]ither\s+(?:the|it|they|he|she|we|"
    r"[A-Z]\w+)\b[^,;:.]{3,70}?),?\s+(?P<d>or\s+(?:the|it|"
    r"they|he|she|we|[A-Z]\w+)\s+\w+)"
)
_SUPPOSE = re.compile(
    r"(?:^[\"“]?|[;:.]\s+|\bbut\s+)(?P<a>(?:[Ss]uppose|[Ii]magine|[Ss]ay|[Aa]ssume)\s+"
    r"(?:(?:for\s+a\s+moment\s+)?that\s+)?(?=the\b|an?\b|it\b|they\b|he\b|she\b|we\b|there\b|"
    r"its\b|their\b|"
    r"[A-Z])[^;:.?]{4,120})(?:[;:.?,]|$)"
)
_LAST = re.compile(
    r"\b(?:will|would|can|could)\s+(?:\w+\s+)?(?:last|hold|survive|endure|stand|live|stay|remain|"
    r"go\s+on|continue)\s+(?P<a>while\s)"
)
_FORCE = re.compile(  # of treaties: "enters into force when two thirds have ratified"
    r"\b(?:(?:enters?|comes?)\s+into\s+(?:force|effect)|takes?\s+effect|lapses?|expires?)"
    r"\s+(?P<a>(?:only\s+)?(?:when|once|as\s+soon\s+as|upon|if)\s)"
)
_BARE = re.compile(  # "a border without a fence is a sieve"
    r"\b[Aa]n?\s+\w+(?:\s+\w+)?\s+(?P<a>without\s+(?:an?\s+|its\s+|the\s+)?\w+(?:\s+\w+)?)\s+"
    r"(?P<b>(?:is|are|has|means|becomes|remains|needs|cannot|makes)\b)"
)


def _cuts(name: str, form: str, pattern: re.Pattern[str], *, negated: bool = False) -> Finder:
    """A finder of *a b*: the condition, then the consequence to the end of its clause."""
    rule = Opener(name, form, negated)

    def find(text: str) -> Iterator[ConditionSpan]:
        for m in pattern.finditer(text):
            groups = m.groupdict()
            first = "a" if groups.get("a") else "c" if groups.get("c") else None
            then = "b" if groups.get("b") else "d" if groups.get("d") else "c"
            start = m.start(first) if first and first != then else m.start()
            while start < m.end() and text[start] in ' ;:.,"“':
                start += 1
            yield cut_at(text, rule, start, m.start(then), clause_end(text, m.end()))

    return find


def _order(text: str) -> Iterator[ConditionSpan]:
    for m in _ORDER.finditer(text):
        rule = Opener("order", "other", m["joint"] == "or")
        yield cut_at(text, rule, m.start("a"), m.start("b"), clause_end(text, m.end()))


def _left(text: str) -> Iterator[ConditionSpan]:
    if _LEFT_WORDS.search(text) and not _SAID.search(text):
        yield from _cuts("circumstance", "other", _LEFT)(text)


def _under(text: str) -> Iterator[ConditionSpan]:
    rule = Opener("circumstance", "would")
    for m in _UNDER.finditer(text):
        if not _SAID.search(text[: m.end() + 20]):
            yield cut_at(text, rule, m.start("a"), m.start("b"), clause_end(text, m.end()))


def _takes(text: str) -> Iterator[ConditionSpan]:
    for m in _TAKES.finditer(text):
        whole = trim(text, m.start("b"), clause_end(text, m.end()))
        yield ConditionSpan("takes", "would", False, whole, None, None)


def _price(text: str) -> Iterator[ConditionSpan]:
    for m in _PRICE.finditer(text):
        start = max((text.rfind(mark, 0, m.start()) + 1 for mark in ";:,"), default=0)
        end = clause_end(text, m.end())
        sides = trim(text, start, m.start()), trim(text, m.end(), end)
        first, then = sides if m["cond"].split()[0].endswith(("n", "e", "o")) else sides[::-1]
        yield ConditionSpan("depends", "other", False, trim(text, start, end), first, then)


def _only_as(text: str) -> Iterator[ConditionSpan]:
    """*The deal is only as good as its inspections*: one thing is the measure of another."""
    for m in _ONLY_AS.finditer(text):
        start = max((text.rfind(mark, 0, m.start()) + 1 for mark in ";:,"), default=0)
        end = clause_end(text, m.end())
        parts = trim(text, m.start("a"), end), trim(text, start, m.start("a"))
        yield ConditionSpan("comparison", "other", False, trim(text, start, end), *parts)


def _suppose(text: str) -> Iterator[ConditionSpan]:
    for m in _SUPPOSE.finditer(text):
        cut = min(m.end(), len(text) - 1)
        if text[cut:].strip():
            yield cut_at(text, Opener("suppose", "other"), m.start("a"), cut, len(text))
        else:
            whole = trim(text, m.start("a"), len(text))
            yield ConditionSpan("suppose", "other", False, whole, whole)


def _tail(text: str) -> Iterator[ConditionSpan]:
    """*It will last while the arms are needed*, *works only when it is believed*."""
    for name, pattern in (("while", _LAST), ("while", _ONLY_WHEN), ("force", _FORCE)):
        for m in pattern.finditer(text):
            start = max((text.rfind(mark, 0, m.start()) + 1 for mark in ";:,"), default=0)
            end = clause_end(text, m.end())
            parts = trim(text, m.end("a"), end), trim(text, start, m.start("a"))
            yield ConditionSpan(name, "other", False, trim(text, start, end), *parts)


FORMS = (  # words without which a finder finds nothing
    (word_set("and or"), _order),
    (word_set("and"), _cuts("event", "other", _EVENT)),
    (word_set("the"), _cuts("comparison", "other", _COMPARE)),
    (word_set("no first"), _cuts("no-no", "other", _NO_NO)),
    (word_set("who whoever whichever that which"), _cuts("whoever", "would", _WHO)),
    (word_set("he whoever who"), _cuts("whoever", "other", _HE_WHO)),
    (word_set("any"), _cuts("whoever", "other", _ANY)),
    (word_set("without"), _cuts("without", "other", _BARE, negated=True)),
    (word_set("with"), _cuts("circumstance", "other", _WITH)),
    (word_set("would could might will"), _under),
    (word_set("would could might will"), _left),
    (word_set("it"), _takes),
    (word_set("condition precondition conditional contingent subject price tied prerequisite "
              "proviso predicated"), _price),
    (word_set("only nothing not"), _cuts("only", "other", _ONLY)),
    (word_set("while when extent insofar far once soon upon"), _tail),
    (word_set("depending"), _cuts("depends", "other", _DEPENDING)),
    (word_set("only just"), _only_as),
    (word_set("either must should has have had need"), _cuts("or", "other", _EITHER, negated=True)),
    (word_set("suppose imagine say assume"), _suppose),
)  # fmt: skip
