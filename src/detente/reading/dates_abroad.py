"""Dates in ten languages other than English: a day, a month or a year as their calendars write it.

Relative dates (*hier*, *next week*) are left out. A date without its year is the one nearest to the
day of the document; no verb is read that could say which.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from detente.reading import date_words as w
from detente.reading.date_words import Granularity, Stretch
from detente.reading.dates import DateSpan
from detente.reading.text import Document, Span
from detente.reading.words_abroad import LANGUAGES, months

_YEAR = r"(?:1[5-9]|20)\d\d"
_EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_BEFORE_YEAR = {  # words that make a lone number a year
    "de": r"(?:[Ii]m\s+Jahre?|[Jj]ahre?s?|[Ss]eit|[Bb]is|Anfang|Mitte|Ende|"
    r"Sommer|Herbst|Winter|Frühjahr)\s+",
    "fr": r"(?:[Ee]n|[Dd]epuis|[Dd]ès|[Ff]in|[Dd]ébut|été|hiver)\s+",
    "es": r"(?:[Ee]n|[Dd]esde|[Hh]asta|[Aa]ño|(?:principios|finales|mediados)\s+de)\s+",
    "pt": r"(?:[Ee]m|[Dd]esde|[Aa]té|[Aa]no\s+de|(?:início|final|meados)\s+de)\s+",
    "it": r"(?:[Nn]el|[Dd]al|[Dd]el|[Aa]l|[Ff]ine|[Ii]nizio)\s+",
    "pl": r"(?:[Ww]|[Oo]d|[Dd]o)\s+",
    "ar": r"(?:عام|سنة|العام)\s+",
}
_BEFORE_MONTH = {  # words that make the name of a month a date
    "de": r"(?:[Ii]m|[Ss]eit|[Bb]is|Anfang|Mitte|Ende)\s+",
    "fr": r"(?:[Ee]n|[Dd]epuis|[Ff]in|[Dd]ébut|mi-)\s*",
    "es": r"(?:[Ee]n|[Dd]esde|(?:principios|finales|mediados)\s+de)\s+",
    "pt": r"(?:[Ee]m|[Dd]esde|(?:início|final|meados)\s+de)\s+",
    "it": r"(?:[Aa]|[Ii]n|[Nn]el|[Dd]a)\s+",
    "ru": r"(?:[Вв]|[Сс]|[Дд]о)\s+",
    "ar": r"(?:في|خلال|شهر)\s+",
}
_AFTER_YEAR = {
    "ru": r"\s*(?:году|года|годом|год|гг?\.)",
    "pl": r"\s*(?:roku|rok|r\.)",
    "tr": r"(?:\s*yılı\w*|['’][dt][ea]n?\b)",
    "zh": r"\s*年",
}
_NUMERIC = (
    rf"(?P<d>\d\d?)(?P<by>[./-])(?P<m>\d\d?)(?P=by)(?P<y>{_YEAR})(?!\d)|"
    rf"(?P<y2>{_YEAR})-(?P<m2>\d\d)-(?P<d2>\d\d)(?!\d)"
)
_CHINESE = (
    rf"(?:(?P<y3>{_YEAR})\s*年\s*)?(?P<m3>\d\d?)\s*月(?:\s*(?P<d3>\d\d?)\s*[日号])?|"
    rf"(?P<y4>{_YEAR})\s*年"
)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    if language == "zh":
        return re.compile(rf"(?<!\d)(?:{_NUMERIC}|{_CHINESE})")
    named = "|".join(sorted(map(re.escape, months(language)), key=len, reverse=True))
    month = rf"(?P<name>(?i:{named}))(?!\w)".replace(r"\ ", r"\s+")
    of = r"\s+(?:de\s+|del\s+|d['’])?"
    year = rf"(?:{of}(?P<y3>{_YEAR})(?!\d))"
    day = r"(?P<d3>\d\d?)(?:er|º|°|\.|-го)?(?:\s*[-–]\s*\d\d?\.?)?"
    # the whole of a lone year is its digits; the words around it only make it one
    before, after = _BEFORE_YEAR.get(language), _AFTER_YEAR.get(language)
    lone = [rf"{before}(?P<y4>{_YEAR})(?![\d.,]\d|\d|\s*%)" if before else ""]
    lone += [rf"(?P<y5>{_YEAR})(?={after})" if after else ""]
    if lead := _BEFORE_MONTH.get(language):
        lone.append(rf"{lead}{month}")
    either = [_NUMERIC, rf"{day}{of}{month}{year}?", rf"(?<!\w){month}{year}", *filter(None, lone)]
    return re.compile(rf"(?<![\w.,/-])(?:{'|'.join(_apart(either))})")


def _apart(patterns: list[str]) -> Iterator[str]:
    """Patterns whose groups have names of their own: the third has ``name_2``."""
    for n, one in enumerate(patterns):
        yield re.sub(r"\(\?P<(\w+)>", rf"(?P<\1_{n}>", one).replace("(?P=by)", f"(?P=by_{n})")


def dates_abroad(document: Document, language: str | None) -> tuple[DateSpan, ...]:
    """The dates of a text in another language, in order.

    Parameters
    ----------
    document : Document
        Its ``published`` decides on days without a year.
    language : str or None
        ISO 639-1 code; of a language that is not among the ten nothing is found.

    Examples
    --------
    >>> from detente.reading.text import document
    >>> text = document("Am 3. Mai 2001 trafen sie sich in Wien.", name="x")
    >>> [(text.quote(d.span), d.first.isoformat()) for d in dates_abroad(text, "de")]
    [('3. Mai 2001', '2001-05-03')]
    """
    return tuple(_dates(document, language)) if language in LANGUAGES else ()


def _dates(document: Document, language: str) -> Iterator[DateSpan]:
    text = document.text.translate(_EASTERN)  # digit for digit
    for paragraph in document.paragraphs:
        for m in _pattern(language).finditer(text, paragraph.span.start, paragraph.span.end):
            given = {_key(k): v for k, v in m.groupdict().items() if v}
            month = _month(given, language)
            made = _date(m, given, month, document.published)
            if made:
                yield made


def _key(group: str) -> str:
    """What a group holds: ``y3_1`` a year, ``name_2`` the name of a month."""
    return "name" if group.startswith("name") else group[:1]


def _month(given: dict[str, str], language: str) -> int | None:
    if "name" in given:
        return months(language)[" ".join(given["name"].lower().split())]
    return int(given["m"]) if "m" in given else None


def _date(
    m: re.Match[str], given: dict[str, str], month: int | None, today: date | None
) -> DateSpan | None:
    """The date of a match; None if there is no such day."""
    year = int(given["y"]) if "y" in given else None
    fine: Granularity = "day" if "d" in given else "month" if month else "year"
    bare = (fine != "day" and year is None) or not month  # without the words before it
    start = next(m.start(k) for k, v in m.groupdict().items() if v) if bare else m.start()
    stretch = _stretch(year, month, given.get("d"), today)
    if stretch is None and (year or today or not month):
        return None
    return DateSpan(
        span=Span(start, m.end()),
        first=stretch.first if stretch else None,
        last=stretch.last if stretch else None,
        granularity=fine,
        relative=year is None,
        rule="abroad",
    )


def _stretch(
    year: int | None, month: int | None, day: str | None, today: date | None
) -> Stretch | None:
    if month is not None and not 1 <= month <= 12:
        return None
    if year is None:
        if today is None:
            return None
        near = [_stretch(today.year + k, month, day, today) for k in (-1, 0, 1)]
        return min(filter(None, near), key=lambda s: abs((s.first - today).days), default=None)
    if month is None:
        return w.years(year)
    return w.day(year, month, int(day)) if day else w.month(year, month)
