"""Rules of the grammar of dates: a pattern, and what it makes of its words where they stand.

A rule returns None where the words around say that it is no date. They are tried in this order.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from detente.reading import date_words as w
from detente.reading.date_context import DatePlace, is_bare_month, is_bare_season, is_year
from detente.reading.date_tense import tense
from detente.reading.date_words import Granularity, Stretch


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule makes of its words: a stretch if it is known, and how fine it is in any case."""

    stretch: Stretch | None
    granularity: Granularity
    relative: bool = True


_Resolve = Callable[[re.Match[str], DatePlace], Found | None]
RULES: list[tuple[str, re.Pattern[str], _Resolve]] = []

_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|[.,]\d)"
_DASH = r"\s*(?:[-\u2013\u2014]|to|and|or|through|until)\s*"
_WHICH = r"(?:(?:of\s+)?(?P<which>last|this|next)\s+year)"
_OF_YEAR = (
    rf"(?:(?:\s+of|,)?\s+(?P<y>{w.YEAR})(?![\d-]\d|s\b)|\s+{_WHICH}|\s+['\u2019](?P<yy>\d\d)\b)"
)
_NAMED = rf"(?:(?:{w.WEEKDAY}),?\s+(?:the\s+)?)?"


def rule(name: str, pattern: str) -> Callable[[_Resolve], _Resolve]:
    """Add the decorated function to the rules, under a name, for words of a pattern."""

    def add(resolve: _Resolve) -> _Resolve:
        RULES.append((name, re.compile(pattern), resolve))
        return resolve

    return add


def _absolute(stretch: Stretch | None) -> Found | None:
    return Found(stretch, stretch.granularity, relative=False) if stretch else None


def _year_of(m: re.Match[str], place: DatePlace) -> int | None:
    """The year that the words give: by number, or as last, this or next year."""
    if m["y"]:
        return int(m["y"])
    if m["yy"]:
        return (1900 if int(m["yy"]) > 30 else 2000) + int(m["yy"])
    if m["which"] and place.today:
        return place.today.year + SHIFT[m["which"]]
    return None


def _year_with(number: int, place: DatePlace) -> int:
    """Year of the month in *from November to May 1999*: the one before, if it is later in it."""
    later, year = place.year_to_come or ("", 0)
    return year - (number > w.month_number(later))


SHIFT = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}


def _distance(stretch: Stretch, today: date | None) -> int:
    """Days from a day to a stretch."""
    if today is None or stretch.first <= today <= stretch.last:
        return 0
    return min(abs((stretch.first - today).days), abs((stretch.last - today).days))


def nearest(
    make: Callable[[int], Stretch | None], place: DatePlace, *, ahead: bool | None = None
) -> Stretch | None:
    """The last stretch of its kind that has begun, the next that is not over, or the nearest."""
    if place.today is None:
        return None
    when = tense(place) if ahead is None else ("ahead" if ahead else "past")
    near = [make(place.today.year + shift) for shift in (-2, -1, 0, 1, 2)]
    known = [s for s in near if s]
    if when == "ahead":
        return next((s for s in known if s.last >= place.today), None)
    if when == "":
        return min(known, key=lambda s: _distance(s, place.today), default=None)
    return next((s for s in reversed(known) if s.first <= place.today), None)


@rule("iso", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])")
def _iso(m: re.Match[str], place: DatePlace) -> Found | None:
    return _absolute(w.day(int(m["y"]), int(m["m"]), int(m["d"])))


@rule("numeric", rf"(?P<a>\d\d?)(?P<by>[./])(?P<b>\d\d?)(?P=by)(?P<y>{w.YEAR})(?!\d)")
def _numeric(m: re.Match[str], place: DatePlace) -> Found | None:
    a, b = int(m["a"]), int(m["b"])
    if m["by"] == "." or a > 12 or a == b:
        return _absolute(w.day(int(m["y"]), b, a))
    if b > 12:
        return _absolute(w.day(int(m["y"]), a, b))
    return Found(None, "day", relative=False)  # 4/5/1999 is two days, who knows which


@rule("nine_eleven", r"9/11(?![\d/])")
def _nine_eleven(m: re.Match[str], place: DatePlace) -> Found | None:
    return _absolute(w.day(2001, 9, 11))


@rule(
    "day_month",
    rf"{_NAMED}(?:(?P<d>{_DAY})(?:,\s+{_DAY}){{0,4}}(?:{_DASH}{_NAMED}(?P<e>{_DAY}))?|"
    rf"(?P<o>{w.ORDINAL})(?=\s+(?:day\s+)?of\b))"
    rf"\s+(?:day\s+)?(?:of\s+)?(?P<month>{w.MONTH})(?![\w-]){_OF_YEAR}?",
)
@rule(
    "month_day",
    rf"{_NAMED}(?P<month>{w.MONTH})\s+(?:the\s+)?(?:(?P<d>{_DAY})(?:{_DASH}(?P<e>{_DAY})(?!\s*%|"
    rf"\s+\w+s\b))?|"
    rf"(?P<o>(?!)))(?!\s*%|\s+percent|\s+per\s+cent|[:/]\d){_OF_YEAR}?",
)
def _day_and_month(m: re.Match[str], place: DatePlace) -> Found | None:
    if m.re.pattern.startswith(f"{_NAMED}(?P<month>") and re.search(r"\b[Ii]n\s+$", place.before):
        return None  # "In May 20 countries signed": a month, then a number
    number = w.month_number(m["month"])
    first = w.ordinal(m["o"]) if m["o"] else int(re.sub(r"\D", "", m["d"]))
    last = int(re.sub(r"\D", "", m["e"])) if m["e"] else first
    year = _year_of(m, place)
    if (number, first) == (9, 11) and year is None and place.names_an_attack:
        return _absolute(w.day(2001, 9, 11))
    if year:
        stretch = w.day(year, number, first, last)
        return Found(stretch, "day", relative=bool(m["which"])) if stretch else None
    if w.day(2000, number, first, last) is None:  # 2000 is a leap year
        return None
    if place.year_to_come:
        return _absolute(w.day(_year_with(number, place), number, first, last))
    return Found(nearest(lambda y: w.day(y, number, first, last), place), "day")


@rule(
    "month_year",
    rf"(?:(?P<from>{w.MONTH})\s*[-\u2013\u2014]\s*)?(?P<month>{w.MONTH})(?![\w-]){_OF_YEAR}",
)
def _month_year(m: re.Match[str], place: DatePlace) -> Found | None:
    year = _year_of(m, place)
    if year is None:
        return Found(None, "month")
    stretch = w.month(year, w.month_number(m["month"]))
    if m["from"]:
        first = w.month_number(m["from"])
        before = year - (first > stretch.first.month)
        stretch = replace(stretch, first=w.month(before, first).first)
    return Found(stretch, "month", relative=bool(m["which"]))


@rule(
    "which_month",
    rf"(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Tt]hat)(?:\s+coming)?\s+(?P<month>{w.FULL_MONTH})\b",
)
def _which_month(m: re.Match[str], place: DatePlace) -> Found | None:
    number = w.month_number(m["month"])
    if m["which"].lower() == "that":
        year = place.named.last.year if place.named.last else None
        return Found(w.month(year, number), "month") if year else None
    return _which(m["which"].lower(), lambda y: w.month(y, number), place, "month")


def _which(
    which: str, make: Callable[[int], Stretch | None], place: DatePlace, fine: Granularity
) -> Found:
    """*Last*, *this* or *next* of what comes once a year."""
    if place.today is None:
        return Found(None, fine)
    if which == "this":  # in January "this winter" has begun the year before
        first = make(place.today.year - 1)
        if first and first.last >= place.today:
            return Found(first, fine)
        return Found(make(place.today.year), fine)
    near = [s for s in (make(place.today.year + k) for k in (-2, -1, 0, 1, 2)) if s]
    if which == "last":
        return Found([s for s in near if s.last < place.today][-1], fine)
    return Found(next(s for s in near if s.first > place.today), fine)


@rule("month", rf"(?P<month>{w.FULL_MONTH})(?![\w])(?!\.?\s+\d+\b(?!\s+[a-z]))")
def _month(m: re.Match[str], place: DatePlace) -> Found | None:
    if not is_bare_month(m["month"], place) or place.every:
        return None
    number = w.month_number(m["month"])
    if place.year_to_come:
        return _absolute(w.month(_year_with(number, place), number))
    near = place.year_told
    if near and tense(place) == "past":
        return Found(w.month(near, number), "month")
    return Found(nearest(lambda y: w.month(y, number), place), "month")


@rule(
    "season_year",
    rf"(?P<season>{w.SEASON})(?:(?:\s+of|,)?\s+(?P<y>{w.YEAR})(?:[-\u2013/](?P<to>\d\d(?:\d\d)?))?"
    rf"(?![\d])|\s+{_WHICH}|\s+['\u2019](?P<yy>\d\d)\b)",
)
def _season_year(m: re.Match[str], place: DatePlace) -> Found | None:
    year = _year_of(m, place)
    if year is None:
        return Found(None, "season")
    return Found(w.season(year, m["season"]), "season", relative=bool(m["which"]))


@rule(
    "which_season", rf"(?P<which>[Ll]ast|[Tt]his|[Nn]ext)(?:\s+coming)?\s+(?P<season>{w.SEASON})\b"
)
def _which_season(m: re.Match[str], place: DatePlace) -> Found | None:
    return _which(m["which"].lower(), lambda y: w.season(y, m["season"]), place, "season")


@rule(
    "season",
    rf"(?P<season>{w.SEASON})\b(?!\s+(?:of|to|from|recess|break|holidays?|school|session)\b|[-\u2019'])",
)
def _season(m: re.Match[str], place: DatePlace) -> Found | None:
    if m["season"][0].isupper() or not is_bare_season(m["season"], place):
        return None  # the Prague Spring; a spring, to fall
    if place.every:
        return None
    return Found(nearest(lambda y: w.season(y, m["season"]), place), "season")


@rule(
    "quarter",
    rf"(?:Q(?P<q>[1-4])|(?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast)[\s-]+"
    rf"(?P<size>quarter|half))(?:(?:\s+of)?\s+(?P<y>{w.YEAR})(?![\ds])|\s+{_WHICH}(?P<yy>(?!))?"
    r"|\s+of\s+(?P<the>the)\s+year\b)",
)
def _quarter(m: re.Match[str], place: DatePlace) -> Found | None:
    year = place.today.year if m["the"] and place.today else _year_of(m, place)
    if year is None:
        return Found(None, "season")
    if m["size"] == "half":
        late = m["nth"].lower() != "first"
        first, last = w.month(year, 7 if late else 1).first, w.month(year, 12 if late else 6).last
        return Found(Stretch(first, last, "season"), "season", relative=bool(m["which"]))
    number = int(m["q"] or 0) or min(4, w.ordinal(m["nth"]) if m["nth"].lower() != "last" else 4)
    return Found(w.quarter(year, number), "season", relative=bool(m["which"]))


@rule("decade_half", rf"(?P<nth>[Ff]irst|[Ss]econd)\s+half\s+of\s+the\s+(?P<y>{w.YEAR})s\b")
def _decade_half(m: re.Match[str], place: DatePlace) -> Found | None:
    start = int(m["y"]) + (5 if m["nth"].lower() == "second" else 0)
    stretch = w.years(start, start + 4)
    return Found(replace(stretch, granularity="decade"), "decade", relative=False)


@rule("decade", rf"(?:(?P<y>{w.YEAR})|['\u2019]?(?P<yy>[2-9]0))['\u2019]?s\b")
def _decade(m: re.Match[str], place: DatePlace) -> Found | None:
    if m["yy"] and not re.search(
        r"\b(?:[Tt]he|and|mid|early|late)[\s-]+(?:mid-)?$", place.part or place.before
    ):
        return None
    year = int(m["y"] or 1900 + int(m["yy"]))
    return _absolute(w.decade(year)) if year % 10 == 0 else None


@rule("decade_words", rf"(?:nineteen[\s-])?(?P<word>{w.DECADE})\b")
def _decade_words(m: re.Match[str], place: DatePlace) -> Found | None:
    if not re.search(r"\b[Tt]he\s+(?:\w+[\s-]+)?$", place.before) and not m[0].startswith("nine"):
        return None  # "in his sixties"
    return _absolute(w.decade_of_words(m["word"]))


@rule("years", rf"(?P<y>{w.YEAR})(?P<by>[-\u2013\u2014/])(?P<to>{w.YEAR}|\d\d)(?![\d-])")
def _years(m: re.Match[str], place: DatePlace) -> Found | None:
    first, to = int(m["y"]), int(m["to"])
    last = to if to > 99 else first - first % 100 + to + (100 if to < first % 100 else 0)
    if to <= 99 and to < first % 100 and first % 100 != 99:
        if 1 <= to <= 12 and m["by"] == "-":
            return _absolute(w.month(first, to))  # 1999-02 is no stretch of years
        return None
    return _absolute(w.years(first, last)) if first < last and is_year(place) else None


@rule("fiscal", r"FY\s?['\u2019]?(?P<y>\d{4}|\d\d)\b")
def _fiscal(m: re.Match[str], place: DatePlace) -> Found | None:
    year = int(m["y"]) if len(m["y"]) == 4 else 2000 + int(m["y"])
    return _absolute(w.years(year)) if 1900 < year < 2200 else None


@rule("year", rf"(?:(?P<y>{w.YEAR})|['\u2019](?P<yy>\d\d))(?!\w|[.,:/]\d)")
def _year(m: re.Match[str], place: DatePlace) -> Found | None:
    if m["yy"]:
        if not place.after_preposition:
            return None
        return _absolute(w.years((1900 if int(m["yy"]) > 30 else 2000) + int(m["yy"])))
    return _absolute(w.years(int(m["y"]))) if is_year(place) else None
