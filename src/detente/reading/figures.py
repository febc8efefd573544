"""Percentages and shares in running text, in digits and in words, with their place.

Read are *57 percent*, *57%*, *fifty-seven per cent*, *two thirds*, *nearly six in ten*, *a share of
.57*; numbers that borrow their percent sign from another in the sentence (*from 38 to 50 percent*,
*34 percent in favour and 39 against*); a margin (*by 58 to 31*); and changes in points (*rose ten
points to 57*), which are no shares.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from detente.reading.clauses import small
from detente.reading.text import Span

Form = Literal["percent", "points", "fraction", "decimal", "bare"]

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {
    "zero": 0,
    **{word: n for n, word in enumerate(_ONES, 1)},
    **{word: n for n, word in enumerate(_TEENS, 10)},
    **{word: 10 * n for n, word in enumerate(_TENS, 2)},
    "hundred": 100,
}
_SPELLED = (
    rf"(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_ONES)}))?"
    rf"|{'|'.join(_TEENS)}|zero|{'|'.join(_ONES)}|(?:a|one)\s+hundred"
)
_DIGITS = r"(?<![\d.,:/$€£-])\d{1,3}(?:\.\d{1,2})?"
NUMBER = rf"(?:{_DIGITS}|\b(?:{_SPELLED}))"
_SIGN = r"(?:%|(?:per\s?cent(?:\.(?=\s+[a-z]|,|;))?|pct|pc\b|p\.c\.)(?![a-z]))"
_DASH = r"[-‐‑–—]"

# Figures that stand alone: patterns on small letters.
_PERCENT = re.compile(rf"({NUMBER})(?:\s|{_DASH})*{_SIGN}")
_POINTS = re.compile(
    rf"({NUMBER})(?:\s|{_DASH})*(?:(?:percentage|percent|per\s?cent|%)[\s-])?points?\b"
    rf"|(?<=\([-−–+])({_DIGITS.replace('-', '')})(?=\s*(?:pts?|points?|pp|p\.p\.)?\))"
    rf"|\b(?:up|down)\s+(?:by\s+)?({NUMBER})(?=\s+(?:on|since|in|over|from)\b|\s*[,;.)])"
)
_IN_TEN = re.compile(
    rf"\b({_SPELLED}|\d{{1,2}})(?:\s+(?:[a-z]\w+\s+)?[a-z]\w+|\s+(?:people|voters|adults|citizens"
    rf"|respondents|men|women|persons))?(?:\s+(?:in|out\s+of)(?:\s+(?:every|each|the))?\s+"
    rf"|\s+of\s+(?:every|a)\s+|[-\s]in[-\s])"
    rf"((?:{'|'.join(_ONES)}|ten|twenty|(?:(?:a|one)\s+)?hundred|\d{{1,3}})\b)(?!\s*{_SIGN})"
    r"(?!\s+(?:years?|months?|weeks?|days?|hours?|cases|countries|states)\b)"
)
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
_SAID = (
    r"(?:(?:now|still|also|only|even)\s+)?(?:of|in\s+favou?r|for|against|would|take|pick|can|sa(?:y|id)|thinks?|thought"
    r"|believed?s?|want(?:ed|s)?|oppos\w+|support\w*|back\w*|favou?r\w*|approv\w+|disapprov\w+"
    r"|(?:dis)?agreed?|reject\w*|were|are|was|is|had|have|did|do|would|felt|feel|saw|sees?|fear\w*"
    r"|expect\w*|prefer\w*|trust\w*|view\w*|regard\w*|consider\w*|call\w*|name[ds]?"
    r"|kn[eo]w|hoped?|worr\w+|could|doubt\w*|wish\w*|told|took|liked?|disliked?"
    r"|described?)\b"
)
_FRACTION = re.compile(
    rf"\b(?:(one|two|three|four|five|six|seven|eight|nine)[-\s](third|quarter|fourth|fifth|tenth)s?"
    rf"\b|(?<!such )(an?)\s+(?:good\s+|full\s+|mere\s+|bare\s+)?(third|quarter|fifth|tenth)"
    rf"(?=\s+(?:{_SAID}|that\s+(?:it|they|he|she|the)\b))(?!\s+of\s+a\s+century)"
    rf"|(?:(?<=\bat )|(?<=\bto )|(?<=\bfrom )|(?<=\bonly )|(?<=\bjust ))"
    rf"(an?)\s+(third|quarter|fifth"
    rf"|tenth)(?=[.,;)]))"
)
_HALF = re.compile(
    r"(?<!first )(?<!second )(?<!other )(?<!latter )(?<!last )(?<!next )(?<!one and a )"
    rf"(?<!in )\bhalf\b(?=\s+(?:the\s+\w|all\s|{_SAID})|[,.;]|\s*\(\s*\d|\s+in\s)"
    r"(?!\s+of\s+(?:the\s+)?(?:year|century|decade|\d))(?!\s+the\s+(?:year|century|battle|story|time))"
)
_ORDINALS = {"second": 2, "other": 2, "third": 3, "fourth": 4, "fifth": 5, "tenth": 10}
_EVERY = re.compile(
    r"\b(every\s+(second|other|third|fourth|fifth|tenth))\s+(?:one|person|man|woman|citizen|voter"
    r"|respondent|adult|[A-Z][a-z]+)\b"
)
_DECIMAL = re.compile(r"(?<![\d.,$€£])0?\.\d{1,3}(?![\d%])(?!\s*(?:%|per))")
_SHARE_WORD = re.compile(r"\b(?:share|proportion|fraction|respondents?|sample|polls?)\b", re.I)
_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_ROUGHLY = (
    r"(?:only|just|about|around|some|nearly|almost|roughly|barely|a\s+(?:mere|scant)"
    r"|more\s+than|less\s+than|fewer\s+than|at\s+least|as\s+(?:many|few)\s+as|again|already"
    r"|still|now|yes|no|full)"
)
_WAVE = (
    r"(?:(?:last|previous|the)\s+(?:year|month|spring|summer|autumn|fall|winter)"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:\s+\d{4})?|(?:19|20)\d\d)(?:['’]s)?:?"
)
# A number alone is a share where one of these stands before or after it.
_BARE = re.compile(rf"({NUMBER})(?![\d%\w]|\s*{_SIGN}|[.,:/]\d|{_DASH}\w)", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?:\b(?:from|to|after|against|versus|vs\.?|with|than|at|by|and|or|but|while|whereas|was|were|is|are|it|say|says|said|ha[sd]|have|reads?"
    rf"|stands?|stood|yes|no|{_WAVE}|been|majority\s+of|margin\s+of|another|(?:in|for)\s+\w+|[;,]\s+(?-i:[A-Z]\w+(?:\s+[A-Z]\w+)?)(?:\s+at)?|(?:of|among)\s+(?:the\s+)?[a-z]+s)|[,;:(–—])\s*(?:{_ROUGHLY}\s+)*$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[A-Za-z]{2,}\)?:?\s+$")
_AFTER = re.compile(
    r"\s*(?:$|[.,;:()–—]|(?:were|was|are|is)\b|(?:in\s+favou?r|for|against|opposed"
    r"|opposing|in|to|and"
    r"|a\s+(?:year|month|decade|week|fortnight)|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|a\s+few|some|\d{1,2})\s+(?:years|months|weeks|decades|points)|last|on|when|who"
    r"|at|the\s+(?:year|month)|sa(?:y|id)|did|do|had|have|would|thought|disapprov\w+|disagree\w*"
    r"|oppos\w+|support\w*|approv\w+|reject\w*|undecided|unsure|by|now|today|earlier|before"
    r"|believed?|wanted|saw|felt|favou?red|trusted|versus)\b)",
    re.IGNORECASE,
)
_NAME_AFTER = re.compile(r"\s+(?:the\s+)?[A-Z]\w+\s*(?:[,;.]|and\b|$)")  # 23 China and 17 Japan
_DATED = re.compile(
    r"(?:(?:persons|people|those|adults|men|women|voters)\s+(?:over|under|above|below)\s+"
    rf"|{_MONTHS}\s*(?:\d{{1,2}}\s*(?:to|and|{_DASH})\s*)?|\b(?:aged?|ages)\s+(?:\w+\s+(?:to|and)"
    r"\s+)?|\bbetween\s+the\s+ages\s+of\s+(?:\w+\s+(?:to|and)\s+)?|\b(?:article|resolution|chapter"
    r"|paragraph|section|no\.|number|point|group of)\s+)$",
    re.IGNORECASE,
)
_DAY_AFTER = re.compile(
    rf"(?:\s*(?:to|and|{_DASH})\s*\d{{1,2}})?(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTHS}", re.I
)
_MARGIN = re.compile(
    rf"\b(?:by|of|favou?r|split|divided|margin\s+(?:was|is))(?:\s+|\s*\()(?:{_ROUGHLY}\s+)*({NUMBER})\s*(?:{_DASH}|to"
    rf"|against|versus)\s*(?!one\b)({NUMBER})"
    rf"(?![\d%\w]|\s*(?:{_SIGN}|votes?\b|seats?\b|points?\b|{_MONTHS})|[.,]\d)",
    re.IGNORECASE,
)
_OVER = re.compile(rf"({NUMBER})\s*(?:{_DASH}|to)\s*({NUMBER})(?=\s+over\s+[A-Z])", re.IGNORECASE)
_STOOD = re.compile(
    r"\b(?:support|opposition|(?:dis)?approval|confidence|trust|backing|the\s+(?:figure|share|proportion))"
    r"\s+(?:(?:has|had|was|is|stood|stands|fell|fallen|rose|risen|dropped|slipped|climbed|sunk|sank|grown|grew"
    rf"|been|now|only|just|again)\s+)+(?:(?:to|at)\s+)?({_DIGITS})(?=\s*[.,;]\s|\s*\.?$)"
)
_FOR_AND_AGAINST = re.compile(
    rf"({_DIGITS})\s+(?:for|in\s+favou?r|yes|approv\w+|agreed?)\b(?:\s+[\w']+){{0,6}}?(?:\s+and\s+|\s*,\s*)"
    rf"({_DIGITS})\s+(?:against|no|opposed|disapprov\w+|disagreed?)\b(?!\s+(?:votes?|members|senators))",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"(?:half|third|quarter|tenths?)\s+of\s+$")
_CHANGED_BY = re.compile(
    r"\b(?:cut|fell|fallen|falling|rose|risen|down|up|shrunk|shrank|dropped|declined|grew|grown|reduced|lower"
    r"|higher|increased|swollen|shortened)\s+by\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_ANY = re.compile(  # this and the next one on small letters
    r"%|every\s|per\s?cent|pct|\bpc\b|p\.c\.|points?\b|\bhalf\b|third|quarter|fif?th|tenth"
)
_LOOSE = re.compile(
    r"\b(?:to|at|was|is|been)\s+\d\d?\s*[.,;]|\d\s*(?:-|–|to|against|versus)\s*\d|\.\d|\d\s+(?:for|in\s+fav|yes|approve|agree)"
    r"|\b(?:in|of|every)[\s-]+(?:every|ten|two|three|four|five|six|seven|eight|nine"
    r"|twenty|a\s+hundred|\d)"
)

_SHARE_MOVED = re.compile(  # on small letters; the sign is in the word
    r"\b(?:percentage|share|proportion)\b[^.;]*\bfrom\s+\d\d?\s+to\s+\d\d?\b"
)
_ODDS = re.compile(r"[\s-]to[\s-]one\b")
_IN_PERCENT = re.compile(  # this and the next one on small letters
    r"\b(?:figures|numbers|shares|all|answers|replies|results)\b[^.]{0,30}(?:per\s?cent|percentages|%)"
    r"|,\s+per\s?cent\s+of\b|\((?:in\s+)?(?:%|per\s?cent)\)|\bin\s+per\s?cent\b"
)
_TABLE = re.compile(
    r"\bn\s?=\s?\d|\b(?:approval|approve|disapprove|(?:un)?favou?rable|yes|no):?\s+\d{1,2}\b(?!\s*(?:%|per|p))"
    r"|\b[a-z]\w+\s+\d{1,2}\s+\((?:last\s+\w+\s+|[a-z]{2,}\.?:?\s)?\d{1,2}\)|:\s\d{1,2}(?:\.\d)?[,;]\s"
    r"|(?:%|per\s?cent)[^.]*\.[^;]*\(\d{1,2}(?:\.\d)?\)[^.;()]{1,40}\(\d{1,2}(?:\.\d)?\)"
    r"|[a-z]\s\d{1,2}(?:,|\sand|,\sand)\s(?:[a-z]+\s){1,3}\d{1,2}(?:,|\sand|,\sand)\s(?:[a-z]+\s){1,3}\d{1,2}\s(?:%|per\s?cent)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class TextFigure:
    """A share that the words give, or a change of one.

    Attributes
    ----------
    span : Span
        The number and its sign (*57 percent*), or the words (*six in ten*).
    share : float
        From 0 to 1. Of points: the size of the change.
    form : str
        ``percent``, ``points``, ``fraction``, ``decimal``, or ``bare`` where the sign stands with
        another number of the stretch.
    """

    span: Span
    share: float
    form: Form


def figures(
    text: str, start: int = 0, end: int | None = None, *, table: bool = False
) -> tuple[TextFigure, ...]:
    """Shares and changes in points of a stretch of text, in order.

    Parameters
    ----------
    text : str
        The whole text: offsets count from its beginning.
    start, end : int, optional
        The stretch, usually one sentence: a bare number is a share only if a percentage stands in
        the same stretch.
    table : bool, default False
        Whether the text says elsewhere that its numbers are percentages (*Yes: 64. No: 11.*).

    Examples
    --------
    >>> [(f.share, f.form) for f in figures("It rose from 38 to 50 percent.")]
    [(0.38, 'bare'), (0.5, 'percent')]
    """
    part = text[start:end]
    low = small(part)
    if not (table or _ANY.search(low) or _LOOSE.search(low)):
        return ()
    result: list[TextFigure] = []
    taken: set[int] = set()  # places in the text
    for one in (*_signed(part, low, start), *_rare(part, start)):
        places = range(one.span.start, one.span.end)
        if taken.isdisjoint(places) and (
            one.form != "fraction" or not _ends(_CHANGED_BY, part, one.span.start - start)
        ):
            result.append(one)
            taken.update(places)
    signed = any(f.form in ("percent", "points", "fraction") for f in result)
    if table or signed or _SHARE_MOVED.search(low):
        bare = _bare(part, start, table=table)
        result += [f for f in bare if taken.isdisjoint(range(f.span.start, f.span.end))]
    return tuple(sorted(result, key=lambda f: f.span))


def is_table(words: str) -> bool:
    """Whether a paragraph says somewhere that its numbers are percentages.

    >>> is_table("The results are in per cent. Yes: 64."), is_table("In 1997 it rose.")
    (True, False)
    """
    low = words.lower()
    if ("%" in low or "cent" in low) and _IN_PERCENT.search(low):
        return True
    return _TABLE.search(low) is not None


def _signed(part: str, low: str, start: int) -> Iterator[TextFigure]:
    """Figures that stand alone, the surest forms first."""
    for m in _POINTS.finditer(low):
        at = next(k for k in (1, 2, 3) if m[k])
        size = number(m[at])
        if size <= 100:
            yield _figure(m.span() if at == 1 else m.span(at), start, size / 100, "points")
    for m in _PERCENT.finditer(low):
        if not _ends(_PART_OF, part, m.start()):  # half of one per cent
            yield _figure(m.span(), start, number(m[1]) / 100, "percent")
    yield from _fractions(low, start)


def _fractions(low: str, start: int) -> Iterator[TextFigure]:
    """*Six in ten*, *two thirds*, *every second*, *half*."""
    for m in _IN_TEN.finditer(low):
        few, many = number(m[1]), number(m[2])
        if few < many <= 100:
            yield _figure(m.span(), start, few / many, "fraction")
    for m in _FRACTION.finditer(low):
        count, name = (m[1] or "one"), m[2] or m[4] or m[6]
        if number(count) < _PARTS[name]:
            yield _figure(m.span(), start, number(count) / _PARTS[name], "fraction")
    for m in _HALF.finditer(low):
        yield _figure(m.span(), start, 0.5, "fraction")


def _rare(part: str, start: int) -> Iterator[TextFigure]:
    """*Every second*, margins without a sign, and decimals."""
    for m in _EVERY.finditer(part):
        yield _figure(m.span(1), start, 1 / _ORDINALS[m[2].lower()], "fraction")
    for m in (*_MARGIN.finditer(part), *_OVER.finditer(part)):
        a, b = number(m[1]), number(m[2])
        if min(a, b) > 0 and max(a, b) <= 100 and 20 <= a + b <= 100 and not _dated(part, m):
            yield _figure(m.span(1), start, a / 100, "bare")
            yield _figure(m.span(2), start, b / 100, "bare")
    for m in _STOOD.finditer(small(part)):
        if 1 <= number(m[1]) <= 100:
            yield _figure(m.span(1), start, number(m[1]) / 100, "bare")
    for m in _FOR_AND_AGAINST.finditer(part):
        a, b = number(m[1]), number(m[2])
        if 20 <= a + b <= 100:
            yield _figure(m.span(1), start, a / 100, "bare")
            yield _figure(m.span(2), start, b / 100, "bare")
    if _SHARE_WORD.search(part):
        for m in _DECIMAL.finditer(part):
            yield _figure(m.span(), start, float(m[0]), "decimal")


def _bare(part: str, start: int, *, table: bool) -> Iterator[TextFigure]:
    """Numbers that borrow the sign of another figure of the stretch."""
    for m, base in _with_base(part):
        labelled = table and m[1][0].isdigit() and _ends(_LABEL, part, m.start())
        if (
            1 <= number(m[1]) <= 100
            and (labelled or _ends(_BEFORE, part, m.start()))
            and (_AFTER.match(part, m.end()) or (table and _NAME_AFTER.match(part, m.end())))
            and not _dated(part, m)
            and not _ODDS.search(part, max(0, m.start() - 4), m.end() + 7)
        ):
            yield _figure(m.span(), start, number(m[1]) / base, "bare")


def _with_base(part: str) -> Iterator[tuple[re.Match[str], float]]:
    """Numbers alone, with what each is a share of.

    *Seven in ten, up from six* is of ten; other numbers are of a hundred.
    """
    tens, last = list(_IN_TEN.finditer(small(part))), -1
    for m in _BARE.finditer(part):
        while last + 1 < len(tens) and tens[last + 1].end() <= m.start():
            last += 1
        of = number(tens[last][2]) if last >= 0 else 100
        yield m, of if not m[1][0].isdigit() and number(m[1]) < of else 100


def _ends(pattern: re.Pattern[str], part: str, place: int) -> bool:
    """Whether the words before a place end with a pattern; a look at the last 80 characters."""
    return pattern.search(part, max(0, place - 80), place) is not None


def _dated(part: str, m: re.Match[str]) -> bool:
    """Whether a number is a day of a month, an age or the number of an article."""
    before = _DATED.search(part[max(0, m.start(1) - 60) : m.start(1)])
    return bool(before or _DAY_AFTER.match(part, m.end(1)))


def number(words: str) -> float:
    """A number of at most three digits, or up to a hundred in words.

    Examples
    --------
    >>> number("fifty-seven"), number("57.5"), number("a hundred")
    (57, 57.5, 100)
    """
    if words[0].isdigit():
        return float(words) if "." in words else int(words)
    plain = re.sub(r"^(?:a|one|the)\s+(?=hundred)", "", words.lower())
    return sum(_WORDS[word] for word in re.split(r"[-\s]+", plain))


def _figure(span: tuple[int, int], start: int, share: float, form: Form) -> TextFigure:
    return TextFigure(span=Span(start + span[0], start + span[1]), share=round(share, 4), form=form)
