"""One item of a survey: what was asked of whom, and which figures answer it."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from detente.reading.figures import number
from detente.reading.poll_words import (
    SPELL,
    Role,
    Setting,
    direction,
    opposes,
    role,
)
from detente.reading.text import Span

_NEAR = 0.1  # *nearly half, 43 percent*
_FROM = re.compile(r"\bfrom\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_TO = re.compile(r"^[^;.]*\bto\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_DID = re.compile(
    r"\s*(?:of\s+\w+\s+)?(?:did|do|said\s+so|thought\s+so|agreed|had)\s*(?:so\s*)?[,;.]",
    re.IGNORECASE,
)
_SAME_SHARE = re.compile(
    r"\b(?:it|(?:the|that|this)\s+(?:figure|share|number|proportion|level))(?:\s+in\s+"
    r"[\w\s]{1,20}?)?"
    r"\s+(?:was|were|had\s+been|stood\s+at|had\s+(?:risen|fallen|grown|climbed"
    r"|dropped)\s+to|rose\s+to|fell\s+to)"
    r"\s+(?:\w+\s+){0,2}$",
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
    r"|pensioners"
    r"|younger|older|elderly|young|old|students|graduates|muslims|christians|veterans|officers"
    r"|residents|farmers|workers|urban|rural|respondents\s+(?:who(?!\s+were)|aged|with"
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
    r"|agree\w*|thought|would|were|wished|preferred|did|trusted|reject\w*)\b)|[^,;.]*))",
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


@dataclass
class Item:
    """One question, while its sentences are read.

    Attributes
    ----------
    paragraph : int
        Where it begins.
    share, earlier, against : Setting or None
        The figures and the words around them.
    points : Setting or None
        The change in points, where the text names it.
    own, days : dict
        Public, pollster, subgroup, words and direction; and dates of the figures by role.
    rule : str
        What made it a survey: ``poll``, ``carried`` or ``opinion``.
    """

    paragraph: int
    share: Setting
    earlier: Setting | None = None
    against: Setting | None = None
    points: Setting | None = None
    own: dict[str, str | None] = field(default_factory=dict)
    days: dict[str, date | None] = field(default_factory=dict)
    rule: str = "carried"

    def figures(self) -> list[Span]:
        """Places of its figures, in the order of the text."""
        known = (self.share, self.earlier, self.against, self.points)
        return sorted(one.figure.span for one in known if one is not None)

    def earlier_share(self) -> float | None:
        """As the text has it, or counted back from a change in points."""
        if self.earlier is not None:
            return self.earlier.figure.share
        if re.search(r"\bunchanged\s+at\s+$", self.share.before):
            return self.share.figure.share
        way = {"up": -1, "down": 1}.get(self.own.get("direction") or "")
        if self.points is None or way is None:
            return None
        return round(self.share.figure.share + way * self.points.figure.share, 4)


def group(
    found: list[Setting],
    paragraph: int,
    dated: dict[Span, date],
    publics: dict[Span, str | None],
) -> list[Item]:
    """Items of one sentence.

    Parameters
    ----------
    found : list of Setting
        Its figures of opinion, in order.
    paragraph : int
        Number of its paragraph.
    dated : dict of Span to date
        Figures beside which a date stands, and the date.
    publics : dict of Span to str or None
        Figures and the state that stands beside each: figures of two publics are two items.
    """
    found = [one for i, one in enumerate(found) if not _is_gloss(found, i)]
    items: list[Item] = []
    waiting: Setting | None = None  # an earlier share whose later one is still to come
    points: Setting | None = None
    for i, one in enumerate(found):
        part = role(one, first=i == 0)
        last = items[-1] if items else None
        other = last is not None and _differ(publics, last.share, one)
        if part == "against" and (waiting is not None or _SAME_SHARE.search(one.before)):
            part = "share"  # *from 25 to 20* is no margin
        if part == "points":
            points = _attach_points(last, one)
        elif (
            part == "earlier"
            and not _is_new(one, other)
            and (last is None or last.earlier or other or _opens(found, i))
        ):
            waiting = one
        elif part != "undecided" and (other or not _joins(last, one, part, dated)):
            items.append(Item(paragraph, one, earlier=waiting, points=points))
            waiting = points = None
    if waiting is not None and not items:
        items.append(Item(paragraph, waiting, points=points))  # *a year ago 35 percent saw ...*
    return items


def _differ(publics: dict[Span, str | None], one: Setting, other: Setting) -> bool:
    """Whether two figures count the people of two states."""
    first, second = publics.get(one.figure.span), publics.get(other.figure.span)
    return first is not None and second is not None and first != second


def _is_new(one: Setting, other: bool) -> bool:
    """*68 percent there, against 61 percent of Poles*: another public, not an earlier figure."""
    return other and not re.search(r"\bfrom\s+(?:\w+\s+){0,2}$", one.before)


def _is_gloss(found: list[Setting], i: int) -> bool:
    """Whether *half* in *fewer than half (46 percent)* is said again in percent."""
    if found[i].figure.form != "fraction" or i + 1 == len(found):
        return False
    after = found[i + 1].figure
    if after.form == "fraction" or abs(after.share - found[i].figure.share) > _NEAR:
        return False
    return bool(
        re.fullmatch(
            r"[^.;(]{0,60}\(\s*(?:\w+\s+)?|[^.;(,]{0,40},\s*(?:or\s+)?", found[i + 1].before
        )
    )


def _attach_points(last: Item | None, one: Setting) -> Setting | None:
    """A change named after its share belongs to it; before, to the next share."""
    if (
        last is None
        or last.points
        or not re.match(r"[^;]{0,40}$", one.before)
        or one.after[:4].strip().startswith("to")
    ):
        return one
    last.points = one
    return None


def _opens(found: list[Setting], i: int) -> bool:
    """Whether *from 38* is the first half of *from 38 to 50*."""
    return bool(
        _FROM.search(found[i].before) and i + 1 < len(found) and _TO.match(found[i + 1].before)
    )


def _joins(last: Item | None, one: Setting, part: Role, dated: dict[Span, date]) -> bool:
    """Give the figure its place in the item before it, if it belongs there."""
    if last is None:
        return False
    if part == "earlier":
        last.earlier = one
    elif (part == "against" and last.against is None) or (
        part == "favour" and last.against is None and opposes(last.share)
    ):
        last.against = one
    elif part == "share" and _next_wave(last, one, dated):
        past = last.share.figure.span
        later = re.search(r"\b(?:by|now|today|since|later)\b", one.before) is not None
        if dated[past] <= dated[one.figure.span] if past in dated else later:
            last.earlier, last.share = last.share, one
        else:
            last.earlier = one
    else:
        return False
    return True


def _next_wave(last: Item, one: Setting, dated: dict[Span, date]) -> bool:
    """*47 percent in 1997 and 57 percent in 2001*: the same question on two dates."""
    if last.earlier or one.figure.span not in dated:
        return False
    if _SAME_SHARE.search(one.before):
        return True
    if last.against or last.share.figure.span not in dated:
        return False
    return bool(
        _DID.match(one.after) or not re.search(r"[a-z]{3,}\s+[a-z]{3,}", _undated(one.after))
    )


def _undated(words: str) -> str:
    plain = re.sub(r"[,;.].*", "", words)
    return re.sub(
        rf"{SPELL}|\b(?:in|by|at|early|late|mid|the|of|between|and|from|to|[A-Z][a-z]+"
        rf"|\d+|year|last|this|spring|summer|autumn"
        rf"|winter|end|beginning)\b",
        "",
        plain,
    )


def change_of(item: Item) -> Literal["up", "down", "same", ""]:
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
        if re.match(r"\s+(?:fewer|less|lower)\b", item.points.after):
            return "down"
        if re.match(r"\s+(?:more|higher)\b", item.points.after):
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


def item_words(item: Item) -> str:
    """What was asked, in the words beside the share; at most fourteen of them."""
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
