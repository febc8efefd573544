"""One item of a survey: its question and public, its waves, and the share against."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from detente.reading.figures import number
from detente.reading.poll_change import Direction, direction
from detente.reading.poll_words import SPELL, VERB, Setting, opposes
from detente.reading.survey_roles import (
    FigureClause,
    leads_on,
    opposite,
    refers_by_pronoun,
    tells_change,
    turns,
)
from detente.reading.text import Span

_UNCHANGED = re.compile(r"\b(?:unchanged|steady|same|still)\s+(?:at\s+)?$", re.IGNORECASE)
_AS_BEFORE = re.compile(
    r"\s*,?\s*(?:unchanged\b(?!\s+at)|(?:exactly\s+)?the\s+same\s+as\b|as\s+(?:in|at)\s+(?:\w+\s+){0,3}\d{4}"
    r"|no\s+change\b|just\s+as\s+(?:in|last)\b)",
    re.IGNORECASE,
)
_RANGES = re.compile(
    r"\b(?:rang|var)(?:e[sd]?|y|ies|ied|ying|ing)\s+(?:\w+\s+){0,2}from\s", re.IGNORECASE
)
_TIMES = re.compile(r"\b(?:halved|doubled)\b", re.IGNORECASE)
_AND = re.compile(r"\s*,?\s*(?:and|then)\s+")
_RIGHT_BEFORE = re.compile(
    r"\b(?:from|was|were|than|after|with|to|against|versus|been|stood|at|ago|earlier|before|double|twice)\s+(?:the\s+)?"
    r"(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_DID = re.compile(
    r"\s*(?:of\s+\w+\s+)?(?:did|do|said\s+so|thought\s+so|agreed|had)\s*(?:so\s*)?[,;.]",
    re.IGNORECASE,
)
_ASKED = (
    r"(?:asked|surveyed|polled|questioned|interviewed|who\s+(?:responded|answered|replied"
    r"|were\s+asked|took\s+part))"
)
_GROUP = (
    rf"(?:those(?!\s+{_ASKED})\s+\w+|(?:the\s+)?(?:\w+\s+)?(?:voters|supporters|followers"
    rf"|backers|opponents"
    r"|members|men|women|people\s+(?:aged|under|over|who|with|in|from)|under-\w+|over-\w+"
    r"|pensioners|(?:their|his|her)\s+(?:parents|elders|grandparents)"
    r"|younger|older|elderly|young|old|students|graduates|muslims|christians|veterans|officers"
    r"|speakers|residents|farmers|workers|urban|rural|respondents\s+(?:who(?!\s+were)|aged|with"
    r"|under|over|in|from)))"
)
_GROUP_BEFORE = re.compile(
    rf"\b(?:of|among|amongst|with)\s+(?P<g>{_GROUP}\b[^;.]*?)\s*(?:,\s*(?:\w+\s+){{0,3}}"
    rf"|,?\s+(?:only|nearly|some|about|just|almost)\s+)?$",
    re.IGNORECASE,
)
_GROUP_AFTER = re.compile(
    rf"\s*(?:of|among|amongst)\s+(?P<g>{_GROUP}\b(?:[^,;.]*?(?=\s+(?:still|also|now"
    rf"|favou?r\w*|support\w*|oppos\w*|said|want\w*"
    r"|agree\w*|thought|think|sa[yw]|sees?|believed?|call\w*|take|back\w*|approv\w+|disapprov\w+|would|were|wished|preferred|did|trusted|reject\w*)\b)|[^,;.]*))",
    re.IGNORECASE,
)
_GROUP_LAST = re.compile(rf"\b(?:among|amongst)\s+(?P<g>{_GROUP}\b[^,;.]*)", re.IGNORECASE)
_LEAD = re.compile(
    r"^\s*(?:of\s+(?:the\s+)?(?:[\w-]+\s+){1,3}?(?=(?:who|were|said|saw|sees?|thought"
    r"|believed?|favou?r\w*|support\w*|oppos\w*|want\w*|would)\b)"
    r"|still\s+|now\s+|also\s+)+",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:[;.]|,\s*(?:up|down|from|while|and|but|compared|against|according|with|which"
    r"|whereas|a\s+(?:rise|fall|drop|gain))\b"
    r"|,?\s*\b(?:up\s+from|down\s+from|compared\s+with|(?:and|while|but|against|from"
    r"|to)\s*(?:only\s+|just\s+|some\s+|another\s+)?$)).*",
    re.IGNORECASE | re.DOTALL,
)
_MOVES = re.compile(
    r"\s*(?:,|\b(?:ha[sd]\s+)?(?:increased|rose|risen|grew|grown|fell|fallen|dropped"
    r"|declined|climbed|jumped|slipped|stood|stands|was|were"
    r"|is|reached|went|gone|remained|at|to|by|from|up|down|only|just|some|about|nearly"
    r"|almost|a|of|ten|points|and|while|but))+\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ItemWave:
    """A share of an item on one day."""

    setting: Setting
    day: date | None
    when: str


@dataclass
class SurveyItem:
    """One question put to one public or part of it, while its sentences are read.

    Attributes
    ----------
    paragraph : int
        Where it begins.
    waves : list of ItemWave
        Its shares, in the order of the text.
    words : str
        The clause of its first share, for what says the opposite.
    against : Setting or None
        The share against, in the same sample.
    points : Setting or None
        The change in points, where the text names it.
    own : dict
        Public, pollster, subgroup, words and direction.
    rule : str
        What made it a survey: ``poll``, ``carried`` or ``opinion``.
    doubled : bool
        Whether the item before has two waves: *Poles, 61% in 2002, 70% now; Czechs, 50% and 60%*.
    """

    paragraph: int
    waves: list[ItemWave]
    words: str
    against: Setting | None = None
    points: Setting | None = None
    own: dict[str, str | None] = field(default_factory=dict)
    rule: str = "carried"
    doubled: bool = False

    def _by_day(self) -> list[ItemWave]:
        """Waves from the earliest: by their days, or by *had been* and *now* where one has none."""
        if all(one.day for one in self.waves):
            return sorted(self.waves, key=lambda one: one.day or date.min)
        return sorted(
            self.waves,
            key=lambda one: (one.when != "then", one.when == "now", one.day or date.max),
        )

    @property
    def share(self) -> Setting:
        """The latest share."""
        return self._by_day()[-1].setting

    @property
    def earlier(self) -> Setting | None:
        """The share before the latest."""
        return self._by_day()[-2].setting if len(self.waves) > 1 else None

    @property
    def days(self) -> dict[str, date | None]:
        """Days of the latest share and of the one before."""
        order = self._by_day()
        return {"share": order[-1].day, "earlier": order[-2].day if len(order) > 1 else None}

    def figures(self) -> list[Span]:
        """Places of its figures, in the order of the text."""
        known = (*(one.setting for one in self.waves), self.against, self.points)
        return sorted(one.figure.span for one in known if one is not None)

    def earlier_share(self) -> float | None:
        """As the text has it, or counted back from a change in points."""
        one = self.share
        if self.earlier is not None:
            return self.earlier.figure.share
        if _UNCHANGED.search(one.before) or _AS_BEFORE.match(one.after):
            return one.figure.share
        way = {"up": -1, "down": 1}.get(self.own.get("direction") or "")
        times = _TIMES.search(self.words)
        if times and self.points is None:
            return round(one.figure.share * (2 if times[0].lower() == "halved" else 0.5), 4)
        if self.points is None or way is None:
            return None
        return round(one.figure.share + way * self.points.figure.share, 4)


def joins(last: SurveyItem, one: FigureClause, *, elsewhere: bool, near: bool) -> bool:
    """Give a figure its place in the item before it, if it belongs there.

    Parameters
    ----------
    last : SurveyItem
        The item before.
    one : FigureClause
        The figure.
    elsewhere : bool
        Whether its clause names another public, or another part of the sample.
    near : bool
        Whether the item is of the same sentence or of the one before.
    """
    if elsewhere or not near or (one.pair and not one.refers):
        return False
    if leads_on(one.lead) and _RANGES.search(last.waves[-1].setting.before):
        return False
    if _is_wave(last, one):
        last.waves.append(ItemWave(one.setting, one.day, one.when))
        return True
    if last.against is None and _is_against(last, one):
        last.against = one.setting
        return True
    return False


def _is_wave(last: SurveyItem, one: FigureClause) -> bool:
    """Whether a figure answers the same question on another day."""
    words = last.words + one.lead
    first = last.waves[0]
    if leads_on(one.lead) and len(last.waves) == 1:
        return first.when == "then" or tells_change(words)
    if one.role == "against" and not (refers_by_pronoun(one.lead) and (one.day or one.when)):
        return False
    if one.refers:
        return _is_other_day(last, one)
    if one.when == "then":
        return _compares(one.lead) and (
            tells_change(words) or not re.search(r"\bfrom\W*$", one.lead)
        )
    early = all(wave.when == "then" or wave.day for wave in last.waves)
    return early and (one.when == "now" or (first.when == "then" and tells_change(one.lead)))


def _is_other_day(last: SurveyItem, one: FigureClause) -> bool:
    """Whether a clause that refers back does so from another day than those given."""
    if all(wave.when == "then" for wave in last.waves):
        return True
    if last.doubled and len(last.waves) == 1 and _AND.fullmatch(one.lead):
        return True
    days = {(wave.day, wave.when) for wave in last.waves}
    dated = all(wave.day or wave.when for wave in last.waves)
    return bool((one.day or one.when or dated) and (one.day, one.when) not in days)


def _compares(lead: str) -> bool:
    """*Compared with 47 percent who did in May*: the words of comparison stand right before."""
    return bool(_RIGHT_BEFORE.search(lead))


def _is_against(last: SurveyItem, one: FigureClause) -> bool:
    """Whether a figure counts those who say the opposite."""
    if leads_on(one.lead):
        return True
    if one.day and last.days["share"] and one.day != last.days["share"]:
        return False
    if one.role == "against":
        return True
    if one.role == "favour" and opposes(last.share):
        return True
    if _shares_out(last.share, one):
        return True
    return opposite(last.words, f"{one.lead} {one.tail}") or turns(last.share.after, one.tail)


def _shares_out(first: Setting, one: FigureClause) -> bool:
    """*44 per cent would choose independence and 56 the Union*: the two make a hundred."""
    whole = abs(first.figure.share + one.setting.figure.share - 1) < 0.005
    verb = re.search(rf"\b{VERB}\b", f"{one.lead} {re.split('[,;.]', one.tail)[0]}", re.IGNORECASE)
    same = re.search(r"[.?!]\s+[A-Z\d]", first.after + one.lead) is None
    return whole and same and verb is None and not one.refers and one.public is None


def gives_points(last: SurveyItem, one: Setting) -> bool:
    """Whether a change named after its share belongs to it; before, it belongs to the next."""
    if (
        last.points
        or not re.match(r"[^;]{0,120}$", one.before)
        or re.match(r"\s*,?\s*to\b", one.after)
    ):
        return False
    last.points = one
    return True


def _undated(words: str) -> str:
    plain = re.sub(r"[,;.].*", "", words)
    return re.sub(
        rf"{SPELL}|\b(?:in|by|at|early|late|mid|the|of|between|and|from|to|[A-Z][a-z]+"
        rf"|\d+|year|last|this|spring|summer|autumn"
        rf"|winter|end|beginning)\b",
        "",
        plain,
    )


def change_of(item: SurveyItem) -> Direction:
    """Whether the share rose or fell: by its two figures, else by the words."""
    if item.earlier is not None:
        now, then = item.share.figure.share, item.earlier.figure.share
        return "same" if now == then else "up" if now > then else "down"
    lead = (
        item.points.before
        if item.points and item.points.figure.span < item.share.figure.span
        else ""
    )
    near = re.split(r"[;]", lead + item.share.before)[-1][-80:]
    if item.points and item.points.figure.span > item.share.figure.span:
        if re.match(r"\s+(?:fewer|less|lower|below|under|short\s+of)\b", item.points.after):
            return "down"
        if re.match(r"\s+(?:more|higher|above|over|beyond)\b", item.points.after):
            return "up"
        return direction(item.points.before[-30:]) or direction(item.points.after[:20])
    if re.search(r"\b(?:to|at)\s+(?:\w+\s+){0,3}$", near) or item.points:
        return direction(near) or direction(item.share.after[:40])
    return (
        direction(m[0])
        if (m := re.match(r",?\s*(?:up|down|unchanged)\b", item.share.after))
        else ""
    )


def subgroup(one: Setting) -> str | None:
    """The part of the sample that a figure counts, as written: *those who ...*."""
    m = (
        _GROUP_AFTER.match(one.after)
        or _GROUP_BEFORE.search(one.before)
        or _GROUP_LAST.search(re.split(r"[;,]", one.after)[0])
    )
    if m is None:
        return None
    words = re.sub(
        r"\s+(?:the|that|this)\s+(?:share|figure|proportion|number)\b.*", "", m["g"], flags=re.I
    )
    return re.sub(r"\s+", " ", words).strip(" ,")


def item_words(item: SurveyItem) -> str:
    """The question, in the words next to the share; at most fourteen of them."""
    one = item.share
    if item.earlier and _DID.match(one.after):
        one = item.earlier
    after = _CUT.sub("", _LEAD.sub("", one.after))
    if len(re.findall(r"[A-Za-z]{3,}", _undated(after))) < 2:
        known = [s for s in (item.points, item.earlier, one) if s is not None]
        first = min(known, key=lambda s: s.figure.span)
        before = re.sub(r"^.*[;:]", "", first.before, flags=re.DOTALL)
        while (shorter := _MOVES.sub("", before)) != before:
            before = shorter
        after = before.rpartition(", ")[2] or before
    words = re.sub(r"\s+", " ", after).strip(" ,;.").split(" ")
    return " ".join(words[:14])


def days_before(later: date, words: str) -> date | None:
    """The first day of *a year earlier*, counted back from another day.

    Examples
    --------
    >>> days_before(date(2001, 10, 1), "two years earlier")
    datetime.date(1999, 10, 1)
    """
    count, unit = words.lower().split()[:2]
    if count in ("several", "some"):
        return None
    n = 1 if count in ("a", "an") else int(number(count))
    unit = unit.removesuffix("s")
    if unit in ("day", "week"):
        return later - timedelta(days=n * (7 if unit == "week" else 1))
    months = 12 * later.year + later.month - 1 - n * {"month": 1, "year": 12, "decade": 120}[unit]
    return date(months // 12, months % 12 + 1, min(later.day, 28))


_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]mong|[Oo]n|[Aa]round|[Ff]or|[Oo]f)\s+(?:(?:the\s+)?(?P<name>[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?)"
    r"|the\s+(?P<part>(?:[\w-]+\s+)?(?:north|south|east|west|cities|towns|countryside|villages|capital"
    r"|provinces|regions?|group)))\b"
)
_LABEL_ONLY = re.compile(r"\s*;\s*(?:and\s+)?([A-Z]\w+(?:\s+[A-Z]\w+)?)\s*")
_NO_PLACE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Spring|Summer|Autumn|Winter|It|The|A|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)


def region(lead: str) -> str | None:
    """The part of a country that a clause names: *in Quebec it is*, *in the east*.

    Parameters
    ----------
    lead : str
        Words of the clause before its figure.
    """
    if label := _LABEL_ONLY.fullmatch(lead):
        return None if _NO_PLACE.match(label[1]) else label[1]
    for m in _PLACE.finditer(lead):
        if m["part"] or not _NO_PLACE.match(m["name"]):
            return m["part"] or m["name"]
    return None
