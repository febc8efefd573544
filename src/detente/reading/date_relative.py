"""Rules of dates that count from the day of the document, or from a date that it has named."""

import re
from datetime import date, timedelta

from detente.reading import date_words as w
from detente.reading.date_context import DatePlace
from detente.reading.date_rules import RULES, SHIFT, Found, nearest, rule
from detente.reading.date_tense import looks_ahead, tense
from detente.reading.date_words import Granularity, Stretch

_UNIT = r"(?P<unit>day|week|month|year|decade)"


__all__ = ["RULES"]  # with those of date_rules, which come first


_TO_GO = re.compile(r"\b(?:is|are|now|just|only|barely|still|than|about|some|scarcely)\s+$")


@rule("feast", r"(?P<name>Christmas(?:\s+(?:Day|Eve))?|New\s+Year['\u2019]?s\s+(?:Day|Eve))\b")
def _feast(m: re.Match[str], place: DatePlace) -> Found | None:
    name = re.sub(r"\s+", " ", m["name"])
    number, day = (1, 1) if name.endswith("Day") and name[0] == "N" else (12, 25)
    if name.endswith("Eve"):
        number, day = (12, 31) if name[0] == "N" else (12, 24)
    return Found(nearest(lambda y: w.day(y, number, day), place), "day")


@rule(
    "near_day",
    r"(?P<word>(?:[Tt]oday|[Tt]omorrow)\s+week|[Tt]o-?day|[Tt]o-?night|[Tt]o-?morrow|[Yy]esterday|[Ll]ast\s+night|"
    r"[Tt]his\s+(?:morning|afternoon|evening)|[Tt]he\s+day\s+before\s+yesterday|"
    r"[Tt]he\s+day\s+after\s+tomorrow)\b",
)
def _near_day(m: re.Match[str], place: DatePlace) -> Found | None:
    word = re.sub(r"\s+", " ", m["word"]).lower().replace("to-", "to")
    if word == "today" and not place.tells_news:
        return None  # "Russia today is weaker": nowadays
    if re.search(r"\bof\s+$|,\s+$", place.before) and word in ("yesterday", "tomorrow"):
        return None  # "the world of yesterday"
    if word.endswith(" week"):
        shift = 8 if word.startswith("tomorrow") else 7
        return Found(w.days(place.today + timedelta(days=shift)) if place.today else None, "day")
    shift = {"tomorrow": 1, "yesterday": -1, "last night": -1}.get(word, 0)
    if word.startswith("the day"):
        shift = -2 if "before" in word else 2
    if place.today is None:
        return Found(None, "day")
    return Found(w.days(place.today + timedelta(days=shift)), "day")


@rule(
    "which_unit",
    r"(?P<which>[Ll]ast|[Pp]ast|[Tt]his|[Nn]ext|[Cc]oming)\s+"
    r"(?P<unit>week|weekend|month|year|decade)\b(?!-|\s+of\b)",
)
def _which_unit(m: re.Match[str], place: DatePlace) -> Found | None:
    return _unit(m["unit"], SHIFT[m["which"].lower()], place.today)


@rule("new_year", r"new\s+year\b(?!['\u2019]s?)")
def _new_year(m: re.Match[str], place: DatePlace) -> Found | None:
    """*Early in the new year*: the first month of the next one, or of this where it has begun."""
    if not re.search(r"\bthe\s+$", f"{place.before}{place.part}") or place.today is None:
        return None
    shift = 0 if place.today.month == 1 else 1
    return Found(w.month(place.today.year + shift, 1), "month")


@rule("the_weekend", r"weekend\b(?!\s+of\b)")
def _the_weekend(m: re.Match[str], place: DatePlace) -> Found | None:
    if not re.search(r"\b(?:at|over)\s+the\s+$", place.before):
        return None
    return _unit("weekend", 0 if looks_ahead(place) else -1, place.today)


@rule("the_unit", r"(?P<unit>year|month)(?:['\u2019]s[\s-]end)?\b|year-end\b")
def _the_unit(m: re.Match[str], place: DatePlace) -> Found | None:
    if m["unit"] and not m[0].endswith("end") and not re.search(r"\bthe\s+$", place.part):
        return None  # only "the end of the year", "year's end"
    whole = _unit(m["unit"] or "year", 0, place.today)
    if whole.stretch and m[0].endswith("end"):
        return Found(w.days(whole.stretch.last), "day")
    return whole


def _unit(unit: str, shift: int, today: date | None) -> Found:
    """The week, month, year or decade some units from today's."""
    fine: dict[str, Granularity] = {"month": "month", "year": "year", "decade": "decade"}
    if today is None:
        return Found(None, fine.get(unit, "day"))
    monday = today - timedelta(days=today.weekday())
    stretch = {
        "week": lambda: w.days(monday + timedelta(days=7 * shift), 7),
        "weekend": lambda: w.days(monday + timedelta(days=7 * shift + 5), 2),
        "month": lambda: w.month(today.year, today.month + shift),
        "year": lambda: w.years(today.year + shift),
        "decade": lambda: w.decade(today.year + 10 * shift),
    }[unit]()
    return Found(stretch, stretch.granularity)


@rule(
    "ago",
    rf"(?P<n>(?i:{w.NUMBER}))\s+(?P<unit>day|week|fortnight|month|year|decade)s?\s+"
    r"(?P<way>ago|(?:from|after)\s+(?:now|today)|hence|(?:away|off)(?=\s*(?:[.,;:)]|$)))\b",
)
@rule(
    "ahead",
    rf"[Ii]n\s+(?P<n>(?i:{w.NUMBER}))\s+(?P<unit>hour|day|week|fortnight|month|year|decade)s?"
    r"(?P<way>['\u2019]?\s+time)?\b(?!\s+(?:of|than)\b)",
)
def _counted(m: re.Match[str], place: DatePlace) -> Found | None:
    back = m["way"] == "ago"
    able = re.search(r"\b(?:can|could)\s+\w+[^,;.]*$", place.before)
    if m["way"] in ("away", "off") and not _TO_GO.search(place.before):
        return None  # drove them three weeks away
    if not m["way"] and (able or tense(place) == "past"):
        return None  # "took the city in two weeks"
    count = w.number(m["n"]) * (-1 if back else 1) * (2 if m["unit"] == "fortnight" else 1)
    if m["unit"] == "hour":
        if count < 24 or place.today is None:
            return None
        return Found(w.days(place.today + timedelta(days=round(count / 24))), "day")
    if place.today is None or m["unit"] not in ("day", "week", "fortnight"):
        return _unit(m["unit"], count, place.today)
    return Found(
        w.days(place.today + timedelta(days=count * (1 if m["unit"] == "day" else 7))), "day"
    )


@rule("same", r"[Ss]ame\s+(?P<unit>day|night|evening|month|year)\b")
def _same(m: re.Match[str], place: DatePlace) -> Found | None:
    day = place.named.last
    if day is None or not re.search(r"\b[Tt]he\s+(?:very\s+)?$", place.before):
        return None
    return (
        Found(w.days(day), "day")
        if m["unit"] in ("day", "night", "evening")
        else _unit(m["unit"], 0, day)
    )


@rule(
    "earlier",
    rf"(?P<n>(?i:{w.NUMBER}))\s+{_UNIT}s?\s+(?P<way>earlier|later|"
    r"(?:before|after(?:wards)?|beforehand)(?=\s*(?:$|[.,;:)])))",
)
def _earlier(m: re.Match[str], place: DatePlace) -> Found | None:
    back = m["way"] in ("earlier", "before", "beforehand")
    day = place.named.latest if m["way"] == "earlier" else place.named.last
    if day is None:
        return None
    count = w.number(m["n"]) * (-1 if back else 1)
    if m["unit"] in ("day", "week"):
        shift = timedelta(days=count * (7 if m["unit"] == "week" else 1))
        return Found(w.days(day + shift), "day")
    return _unit(m["unit"], count, day)


@rule("stretch", rf"(?P<which>[Ll]ast|[Pp]ast|[Nn]ext|[Cc]oming)\s+(?P<n>{w.NUMBER})\s+{_UNIT}s\b")
def _stretch(m: re.Match[str], place: DatePlace) -> Found | None:
    if place.today is None:
        return _unit(m["unit"], 0, None)
    count, today = w.number(m["n"]), place.today
    sign = SHIFT[m["which"].lower()]
    if m["unit"] in ("day", "week"):
        other = today + timedelta(days=sign * count * (7 if m["unit"] == "week" else 1))
    else:
        months = count * {"month": 1, "year": 12, "decade": 120}[m["unit"]]
        there = w.month(today.year, today.month + sign * months)
        other = min(there.first + timedelta(days=today.day - 1), there.last)
    fine = _unit(m["unit"], 0, None).granularity
    return Found(Stretch(min(today, other), max(today, other), fine), fine)


@rule(
    "weekday",
    rf"(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+)?(?P<day>{w.WEEKDAY})\b(?P<on>\s+week\b)?"
    r"(?!['\u2019]s?\s+[A-Z])",
)
def _weekday(m: re.Match[str], place: DatePlace) -> Found | None:
    if not m["which"] and place.within_a_name:
        return None  # Bloody Sunday, the Sunday Times
    if place.today is None:
        return Found(None, "day")
    which = (m["which"] or ("this" if m["on"] or looks_ahead(place) else "")).lower()
    gap = (w.weekday_number(m["day"]) - place.today.weekday()) % 7
    shift = {"this": gap, "next": gap or 7, "last": gap - 7}.get(which, gap - 7 if gap else 0)
    later = re.search(r"\b[Aa]\s+week\s+from\s+$", place.before)
    shift = gap + 7 if later else shift + (7 if m["on"] else 0)  # "Tuesday week"
    return Found(w.days(place.today + timedelta(days=shift)), "day")


@rule(
    "next_to",
    r"(?P<which>[Ff]ollowing|[Pp]revious|[Pp]receding|[Nn]ext|[Tt]hat)\s+(?P<unit>day|month|"
    r"year)\b(?!\s+of\b)",
)
def _next_to(m: re.Match[str], place: DatePlace) -> Found | None:
    """*The following year*, *that month*: counted from the date that the text has named last."""
    day, which = place.named.last, m["which"].lower()
    if day is None or (which != "that" and not re.search(r"\b[Tt]he\s+$", place.before)):
        return None
    shift = {"that": 0, "following": 1, "next": 1}.get(which, -1)
    if m["unit"] == "day":
        return Found(w.days(day + timedelta(days=shift)), "day")
    return _unit(m["unit"], shift, day)


@rule(
    "week_of",
    rf"(?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast)\s+week\s+(?:of|in)\s+"
    rf"(?:(?P<that>that\s+month)|(?P<month>{w.FULL_MONTH})(?:,?\s+(?P<y>{w.YEAR}))?)\b",
)
def _week_of(m: re.Match[str], place: DatePlace) -> Found | None:
    """*The first week of May*: seven days, the last week the last seven."""
    if m["that"]:
        base = place.named.last
        whole = w.month(base.year, base.month) if base else None
    elif m["y"]:
        whole = w.month(int(m["y"]), w.month_number(m["month"]))
    else:
        whole = nearest(lambda y: w.month(y, w.month_number(m["month"])), place)
    if whole is None:
        return Found(None, "day") if m["month"] else None
    if m["nth"].lower() == "last":
        return Found(w.days(whole.last - timedelta(days=6), 7), "day")
    first = whole.first + timedelta(days=7 * (w.ordinal(m["nth"]) - 1))
    return Found(w.days(first, 7), "day", relative=m["y"] is None)


@rule("the_nth", r"(?P<d>3[01]|[12]?\d)(?:st|nd|rd|th)(?=\s*(?:[.,;:)]|$)|\s+[a-z])")
def _the_nth(m: re.Match[str], place: DatePlace) -> Found | None:
    """*On the 13th*, of the month that the text has named last, else of the document's day."""
    if not re.search(r"\b(?:on|by|until|before)\s+the\s+$", place.before):
        return None
    day = place.named.last
    if day is None:
        stretch = _day_beside(place, int(m["d"])) if place.before.endswith("on the ") else None
    else:
        stretch = w.day(day.year, day.month, int(m["d"]))
    return Found(stretch, "day") if stretch else None


def _day_beside(place: DatePlace, day: int) -> Stretch | None:
    """The next such day of a month where the verb looks ahead, else the last one."""
    if place.today is None:
        return None
    shift = 1 if looks_ahead(place) else -1
    month = place.today.replace(day=1)
    for _ in range(2):
        stretch = w.day(month.year, month.month, day)
        if stretch and (stretch.first - place.today).days * shift >= 0:
            return stretch
        month = (month + timedelta(days=31 if shift > 0 else -1)).replace(day=1)
    return None
