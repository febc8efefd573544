"""Words around a date: whether it is one, and whether it lies ahead."""

import re
from dataclasses import dataclass
from datetime import date

from detente.reading.date_words import MONTH, YEAR
from detente.reading.text import Span

_STOP = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bGen)(?<!\bSen)(?<!\b[A-Z])[.!?;:]['\")\]”’]*\s+"
    r"(?=[A-Z“\"'(\[])"
)
_PREPOSITION = re.compile(
    r"\b(?:in|on|by|until|till|since|during|before|after|from|of|to|and|through|throughout|for|at|"
    r"between|due|than|or|as\s+of|as\s+early\s+as|around|about|circa|over|via|into|towards?|late|"
    r"early|mid)\s+(?:the\s+)?(?:early\s+|late\s+|mid[-\s]|coming\s+)?$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?:\b(?:the|an?|its|his|her|their|our|this|that|each|every|last|next)|['’]s)\s+$", re.I
)
_CAPITAL_BEFORE = re.compile(r"[A-Z][\w'’.-]*,?\s+$")
_CAPITAL_AFTER = re.compile(r"\s+[A-Z]\w+")
_COUNTED = re.compile(
    r"\s*%|-(?:strong|man|mile|km|member|page|troop|seat|ton|kilomet|foot|megawatt|pound|word|year)"
    r"|\s+(?:percent|per\s+cent|troops|soldiers|men|women|people|persons|civilians|refugees|"
    r"fighters|"
    r"tons|tonnes|kilomet(?:er|re)s?|km|miles?|met(?:er|re)s|feet|warheads|tanks|missiles|aircraft|"
    r"dollars|euros|roubles|rubles|pounds|yen|yuan|hours|GMT|UTC|local\s+time|delegates|members|"
    r"seats|votes|lives|deaths|killed|dead|prisoners|personnel|police|peacekeepers|advisers|"
    r"observers|inspectors|megawatts?|barrels|million|billion|thousand|jobs|homes|families)\b"
)
_ABOUT = re.compile(
    r"\b(?:some|about|around|nearly|almost|over|than|least|most|approximately|roughly|another|"
    r"up\s+to|only|additional|further|all|with|least)\s+$",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\s+(?:\w+\s+)?[a-z]{3,}s\b")
_NUMBERED = re.compile(
    r"(?:\b(?:[Rr]esolutions?|UNSCR|SCR|Res\.|No\.?|[Nn]umbers?|[Nn]r\.?|Agenda|Vision|Horizon|"
    r"Article|Section|Chapter|Flight|Boeing|Directive|Decree|Order|Law|[Rr]oom|[Pp]ages?|pp?\.|"
    r"[Pp]aragraphs?|Regulation|Protocol|Public\s+Law|Windows|Project|Route|S/RES/)\s*"
    r"(?:\d+(?:\s*\(\d+\))?\s*(?:,|and|or)\s+)*|[$€£#]\s?|\b(?:USD|EUR)\s)$"
)
_TO_MONTH = re.compile(
    rf"\s*(?:and|to|until|till|through|[-\u2013\u2014])\s*(?:\d\d?\s+)?(?P<month>{MONTH})"
    rf"(?:\s+\d\d?)?,?\s+(?P<y>{YEAR})\b"
)
_NAMED_DAY = re.compile(r"\b(?:Bloody|Black|Good|Palm|Easter|Whit|Holy|Ash|Super|Maundy|Red)\s+$")
_SEASON_BEFORE = re.compile(
    r"\b(?:in|by|until|since|this|before|after|during|for)\s+(?:the\s+)?$", re.IGNORECASE
)
_NEWS = re.compile(
    r"\b(?:said|announced|signed|met|told|agreed|arrived|called|issued|warned|opened|held|began|"
    r"declared|approved|rejected|adopted|voted|denied|confirmed|reported|accused|left|urged|"
    r"condemned|visited|launched|decided|meets?|opens?|begins?|convenes?|starts?|votes?|resumes?|elects?|"
    r"takes?\s+(?:office|over|the\s+oath)|sees?\s+each\s+other|will|is\s+(?:to|due|expected)|are\s+(?:to|due|meeting))\b"
)


@dataclass(frozen=True, slots=True)
class Named:
    """Dates named before some words: the latest in their paragraph, and the last one."""

    latest: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class DatePlace:
    """Where words stand.

    Attributes
    ----------
    text, span, paragraph : str, Span, Span
        The text, the words, and their paragraph.
    today : date or None
        Day of the document.
    part : str
        *Early*, *end of the* and the like, before the words.
    named : Named
        Dates named before it.
    """

    text: str
    span: Span
    paragraph: Span
    today: date | None
    part: str
    named: Named = Named()

    @property
    def before(self) -> str:
        """The words before, of the same paragraph."""
        return self.text[max(self.paragraph.start, self.span.start - 60) : self.span.start]

    @property
    def after(self) -> str:
        """The words after, of the same paragraph."""
        return self.text[self.span.end : min(self.paragraph.end, self.span.end + 60)]

    @property
    def after_preposition(self) -> bool:
        """Whether a preposition leads to the words."""
        return bool(_PREPOSITION.search(self.before))

    @property
    def year_told(self) -> int | None:
        """A year long past that the sentence has named before: its months are of that year."""
        last = self.named.last
        if last is None or self.today is None or last.year > self.today.year - 2:
            return None
        start = max(self.paragraph.start, self.span.start - 200)
        told = _STOP.split(self.text[start : self.span.start])[-1]
        return last.year if re.search(rf"\b(?:{last.year}|that)\b", told) else None

    @property
    def every(self) -> bool:
        """Whether the words name what comes back: *every September*."""
        return bool(re.search(r"\b(?:every|each)\s+$", self.before, re.IGNORECASE))

    @property
    def within_a_name(self) -> bool:
        """Whether a day of the week is part of a name: *Bloody Sunday*, *the Sunday Times*."""
        if _NAMED_DAY.search(self.before):
            return True
        return bool(_CAPITAL_AFTER.match(self.after)) and bool(_ARTICLE.search(self.before))

    @property
    def names_an_attack(self) -> bool:
        """Whether *September 11* stands for the attacks of 2001, whatever the year of the text."""
        if self.today is not None and self.today < date(2001, 9, 11):
            return False
        if re.match(r"(?:th)?\s+(?:terror|attack|hijack|Commission)", self.after):
            return True
        return bool(re.search(r"\b(?:since|before|after|to|post|pre)[\s-]$", self.before, re.I))

    @property
    def tells_news(self) -> bool:
        """Whether *today* is the day of a report, not *nowadays*."""
        if re.match(r"['’]s", self.after) or re.search(r"\b(?:even|of|than|still)\s$", self.before):
            return False
        sentence = _STOP.split(self.before)[-1] + " " + _STOP.split(self.after)[0]
        return bool(_NEWS.search(sentence) or re.search(r"\b[a-z]{2,}ed\b", sentence))

    @property
    def year_to_come(self) -> tuple[str, int] | None:
        """Month and year of what follows in *between February and September 2001*."""
        m = _TO_MONTH.match(self.after)
        return (m["month"], int(m["y"])) if m else None


def is_bare_month(word: str, place: DatePlace) -> bool:
    """Whether a month without day and year is one: not the verb *May*, not *April Glaspie*."""
    if re.search(r"\d\s+$", place.before):
        return False  # "31 February"
    if place.after_preposition or place.part or re.search(r"\(\s*$|\bcome\s+$", place.before):
        return True
    if _ARTICLE.search(place.before):
        return word not in ("March", "May") or not _CAPITAL_AFTER.match(place.after)
    if word in ("May", "March", "MAY", "MARCH") or _CAPITAL_BEFORE.search(place.before):
        return False
    return not _CAPITAL_AFTER.match(place.after)


def is_bare_season(word: str, place: DatePlace) -> bool:
    """Whether a season without year is one; *fall* and *spring* are verbs, too."""
    if word in ("fall", "spring"):
        return bool(_SEASON_BEFORE.search(place.before))
    return place.after_preposition or bool(re.search(r"\b(?:the|coming)\s+$", place.before))


def is_year(place: DatePlace) -> bool:
    """Whether four figures are a year: not a number of a resolution, a sum or a count."""
    if _COUNTED.match(place.after) or _NUMBERED.search(place.before):
        return False
    if re.match(r"[-‑](?!\d)(?!era|style|type)\w", place.after) and not place.part:
        return False
    return not (_ABOUT.search(place.before) and _PLURAL.match(place.after))
