"""Words of the calendar, and the stretches of days that they mean."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Granularity = Literal["day", "month", "season", "year", "decade"]


def _words(words: str) -> list[str]:
    return words.split()


_MONTHS = _words(
    "January February March April May June July August September October November December"
)
_DAYS = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month
_NUMBERS = _words(
    "a one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = _words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
)
_DECADES = _words("twenties thirties forties fifties sixties seventies eighties nineties")

# Regular expressions of single words: longer ones first, so that none stops half-way.
FULL_MONTH = "|".join(_MONTHS + [m.upper() for m in _MONTHS])
MONTH = FULL_MONTH + r"|Sept\b\.?|(?:" + "|".join(m[:3] for m in _MONTHS) + r")\b\.?"
WEEKDAY = "|".join(_DAYS)
SEASON = "|".join([*_SEASONS, *(s.title() for s in _SEASONS)])
_ONES = "|".join(_NUMBERS[1:10])
NUMBER = (
    r"\d{1,3}|an?|a\s+couple\s+of|"
    + rf"(?:{'|'.join(_TENS)})(?:-(?:{_ONES}))?|"
    + "|".join(sorted(_NUMBERS[1:], key=len, reverse=True))
)
ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
DECADE = "|".join(_DECADES)
YEAR = r"(?:1[4-9]|20|21)\d\d"


def first_words() -> frozenset[str]:
    """Words, in small letters, with which a date can begin."""
    names = [*_MONTHS, *(m[:3] for m in _MONTHS), "sept", *_DAYS, *_SEASONS, *_DECADES]
    numbers = [*_NUMBERS[3:], *_TENS, *(o.split("-")[0] for o in _ORDINALS)]
    others = _words(
        "that following previous preceding last past next same coming today tonight tomorrow "
        "yesterday early mid late beginning start middle end close earlier later fy q1 q2 q3 q4 "
        "christmas new nineteen year month weekend to"
    )
    return frozenset(x.lower() for x in (*names, *numbers, *others))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days ``first`` to ``last``, both included, and how fine the words are."""

    first: date
    last: date
    granularity: Granularity


def month_number(word: str) -> int:
    """1 to 12, of a name or an abbreviation with or without full stop."""
    return next(i for i, m in enumerate(_MONTHS, 1) if m[:3].lower() == word[:3].lower())


def weekday_number(word: str) -> int:
    """0 for Monday to 6 for Sunday."""
    return _DAYS.index(word)


def number(word: str) -> int:
    """Of a numeral, or of a number word up to ninety-nine; *a* is 1, *a couple of* is 2."""
    word = word.lower()
    if word.isdigit():
        return int(word)
    if "couple" in word:
        return 2
    tens, _, ones = word.partition("-")
    if tens in _TENS:
        return 20 + 10 * _TENS.index(tens) + (_NUMBERS.index(ones) if ones else 0)
    return max(1, _NUMBERS.index("a" if word == "an" else word))


def ordinal(word: str) -> int:
    """1 to 31, of an ordinal in words."""
    return _ORDINALS.index(word.lower()) + 1


def day(year: int, month: int, first: int, last: int | None = None) -> Stretch | None:
    """One day or some days of a month; None if the month has no such day."""
    try:
        return Stretch(date(year, month, first), date(year, month, last or first), "day")
    except ValueError:
        return None


def days(first: date, count: int = 1) -> Stretch:
    """Some days in a row."""
    return Stretch(first, first + timedelta(days=count - 1), "day")


def month(year: int, number: int) -> Stretch:
    """A month; 0 is the December before, 13 the January after."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Stretch(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month")


def season(year: int, name: str) -> Stretch:
    """Three months of the north; a winter is that which begins in the year."""
    start = _SEASONS[name.lower()]
    return Stretch(month(year, start).first, month(year, start + 2).last, "season")


def quarter(year: int, number: int) -> Stretch:
    """A quarter of a calendar year, as fine as a season."""
    return Stretch(month(year, 3 * number - 2).first, month(year, 3 * number).last, "season")


def years(first: int, last: int | None = None) -> Stretch:
    """A calendar year, or several."""
    return Stretch(date(first, 1, 1), date(last or first, 12, 31), "year")


def decade(year: int) -> Stretch:
    """The ten years that hold a year."""
    start = year - year % 10
    return Stretch(date(start, 1, 1), date(start + 9, 12, 31), "decade")


def decade_of_words(word: str) -> Stretch:
    """*Sixties* and the like, of the twentieth century."""
    return decade(1920 + 10 * _DECADES.index(word.lower()))


def third_of(stretch: Stretch, part: str) -> Stretch:
    """*Early*, *mid* or *late*: a third of a stretch, to the month where it has months."""
    if stretch.granularity == "day":
        return stretch
    place = {"early": 0, "mid": 1, "late": 2}[part]
    if stretch.granularity == "decade":
        begin, ends = stretch.first.year, (0, 4, 7, 10)
        last_year = begin + ends[place + 1] - 1
        return Stretch(date(begin + ends[place], 1, 1), date(last_year, 12, 31), "decade")
    if stretch.granularity == "month":
        cuts = (1, 11, 21, stretch.last.day + 1)
        first = stretch.first.replace(day=cuts[place])
        return Stretch(first, stretch.first + timedelta(days=cuts[place + 1] - 2), "month")
    months = 12 * (stretch.last.year - stretch.first.year)
    months += stretch.last.month - stretch.first.month + 1
    start = stretch.first.month + months * place // 3
    end = stretch.first.month + months * (place + 1) // 3 - 1
    year = stretch.first.year
    return Stretch(month(year, start).first, month(year, end).last, stretch.granularity)
