"""Words around a date: whether it is one, and whether it lies ahead."""

import re
from dataclasses import dataclass
from datetime import date

from detente.reading.date_words import MONTH, YEAR
from detente.reading.text import Span

_AHEAD = (
    r"(?:will|shall|won't|would|[’']ll)\b(?:\s+(?:not|also|be|have|then|again|now|soon))*(?:\s+"
    r"\w+)?"
    r"|(?:is|are|be)\s+(?:to|due|set|scheduled|slated|expected|planned|likely|unlikely)\b(?:\s+"
    r"\w+){0,2}"
    r"|(?:due|scheduled|slated|planned|expected|bound|set)\s+(?:for|to|in|on|by)\b(?:\s+be)?(?:\s+"
    r"\w+)?"
    r"|(?:going|about|plans?|planning|hopes?|hoping|intends?|expects?|aims?|agreed|agrees|promised|"
    r"pledged|vowed|invited|prepar(?:es?|ing)|wants?)\s+to\b(?:\s+be)?(?:\s+\w+)?"
    r"|to\s+be\s+\w+|pencill?ed\s+in|upcoming|forthcoming|(?:next|coming)\s+\w+|(?:can|may|might|"
    r"could|must|"
    r"should)\s+(?:be\s+)?\w+"
    r"|(?:opens?|starts?|begins?|ends?|expires?|meets?|takes?\s+place|convenes?|faces?|comes?\s+"
    r"up|returns?|arrives?|travels?|visits?|hosts?|votes?|goes|falls\s+due|runs?\s+out)\b"
)
_PAST = (
    r"(?:has|have|had|was|were|did|said|met|told|held|began|came|took|made|went|fell|rose|won|lost|"
    r"became|gave|left|saw|sent|spoke|brought|broke|built|fought|grew|kept|knew|led|paid|sought|"
    r"stood|struck|thought|wrote|got|put\s+forward|found|drew|flew|withdrew|overthrew|shot|swore)\b"
    r"|\w{2,}ed\b|since|ago|compared\s+with|(?:points?|percent|cent)\s+(?:more|less|higher|lower|"
    r"fewer)|(?:up|down)\s+(?:from|on|by|\w+\s+(?:points?|percent))"
)
_VERB = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<past>{_PAST}))", re.IGNORECASE)
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
_IF_BEFORE = re.compile(r"\bcome\s+$|\b(?:if|unless|should\s+the)\b[^,;]*$", re.IGNORECASE)
_TERM = re.compile(r"\b(?:by|until|before|later\s+than)\s+(?:the\s+)?$", re.IGNORECASE)
_SEASON_BEFORE = re.compile(
    r"\b(?:in|by|until|since|this|before|after|during|for)\s+(?:the\s+)?$", re.IGNORECASE
)
_NEWS = re.compile(
    r"\b(?:said|announced|signed|met|told|agreed|arrived|called|issued|warned|opened|held|began|"
    r"declared|approved|rejected|adopted|voted|denied|confirmed|reported|accused|left|urged|"
    r"condemned|visited|launched|decided|will|is\s+(?:to|due|expected)|are\s+(?:to|due|meeting))\b"
)


@dataclass(frozen=True, slots=True)
class Named:
    """Dates named before some words: the latest in their paragraph, and the last one."""

    latest: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
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
        return bool(_NEWS.search(sentence))

    @property
    def year_to_come(self) -> tuple[str, int] | None:
        """Month and year of what follows in *between February and September 2001*."""
        m = _TO_MONTH.match(self.after)
        return (m["month"], int(m["y"])) if m else None


def looks_ahead(place: Place) -> bool:
    """Whether the nearest verb before the words, or else the first one after, is of the future."""
    start = max(place.paragraph.start, place.span.start - 300)
    for stop in _STOP.finditer(place.text, start, place.span.start):
        start = stop.end()
    end = _STOP.search(place.text, place.span.end, place.paragraph.end)
    stop_at = end.start() if end else place.paragraph.end
    if _IF_BEFORE.search(place.text[start : place.span.start]):
        return True
    before = list(_VERB.finditer(place.text, start, place.span.start))
    if before and before[-1]["ahead"]:
        return True
    after = _VERB.search(place.text, place.span.end, stop_at)
    if before and not _TERM.search(place.before):
        return False
    return after is not None and after["ahead"] is not None


def is_bare_month(word: str, place: Place) -> bool:
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


def is_bare_season(word: str, place: Place) -> bool:
    """Whether a season without year is one; *fall* and *spring* are verbs, too."""
    if word in ("fall", "spring"):
        return bool(_SEASON_BEFORE.search(place.before))
    return place.after_preposition or bool(re.search(r"\b(?:the|coming)\s+$", place.before))


def is_year(place: Place) -> bool:
    """Whether four figures are a year: not a number of a resolution, a sum or a count."""
    if _COUNTED.match(place.after) or _NUMBERED.search(place.before):
        return False
    if re.match(r"[-‑](?!\d)(?!era|style|type)\w", place.after) and not place.part:
        return False
    return not (_ABOUT.search(place.before) and _PLURAL.match(place.after))
