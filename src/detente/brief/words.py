"""Words for numbers, dates and claims, in the brief, the terminal and the commands."""

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from detente.brief.blocks import BREAK, Inline, Words, inline, link, note
from detente.document.part import Interval
from detente.document.percent import between, percent
from detente.forecast import settings

HORIZONS = tuple(map(str, settings.HORIZONS))  # years, as the document has them
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August"]
_MONTHS += ["September", "October", "November", "December"]
UNVERIFIED = (
    "References, their pages and DOIs, are from memory and were not looked up: check one before "
    "you cite it."
)
_SHOWN_DETAIL = 4  # a longer breakdown of a lens belongs in the document, not on the page


def interval(r: Interval, digits: int = 0) -> str:
    """Write the interval of a probability.

    Parameters
    ----------
    r : Interval
        Of a probability, 0 to 1.
    digits : int, default 0
        Decimals of the percentages.
    """
    return between(r.low, r.high, digits)


def span(r: Interval) -> str:
    """Write a probability with its interval in plain text: ``55% (44%-65%)``."""
    return f"{percent(r.mean)} ({percent(r.low)}-{percent(r.high)})"


def probable(mean: float, low: float, high: float, digits: int = 0) -> Inline:
    """A probability with its interval, in smaller type.

    Parameters
    ----------
    mean, low, high : float
        A probability and its bounds, 0 to 1.
    digits : int, default 0
        Decimals of the percentages.
    """
    return inline(f"{percent(mean, digits)} ", note(f"({between(low, high, digits)})"))


def ranged(r: Interval, digits: int = 0) -> Inline:
    """A probability with its interval.

    Parameters
    ----------
    r, digits
        As `interval` takes them.
    """
    return probable(r.mean, r.low, r.high, digits)


def spanned(value: float, low: float, high: float, digits: int = 2) -> Inline:
    """A plain number with its range, or alone where it has none.

    Parameters
    ----------
    value, low, high : float
        A number and its bounds.
    digits : int, default 2
        Decimals.
    """
    if low == high:
        return inline(number(value, digits))
    ends = f"({number(low, digits)} to {number(high, digits)})"
    return inline(f"{number(value, digits)} ", note(ends))


def number(x: float | str | None, digits: int = 2) -> str:
    """Write a plain number with a true minus sign; whole numbers stay whole.

    Parameters
    ----------
    x : float, str or None
        A number, the sign of a tie, or nothing.
    digits : int, default 2
        Decimals of a float.

    Examples
    --------
    >>> number(3), number(-0.126), number(None), number("-")
    ('3', '−0.13', '–', 'negative')
    """
    if x is None:
        return "–"
    if isinstance(x, str):
        return {"+": "positive", "-": "negative"}.get(x, x)
    if not math.isfinite(x):
        return "not finite"
    digits = 0 if isinstance(x, int) else digits
    written = f"{x:.{digits}f}"
    return written.replace("-", "−") if float(written) else written.lstrip("-")


def signed(x: float | None, digits: int = 2) -> str:
    """Write a number with its sign; what is written as zero has none.

    Parameters
    ----------
    x : float or None
        A number, or nothing.
    digits : int, default 2
        Decimals.

    Examples
    --------
    >>> signed(0.126), signed(-0.126), signed(0.001)
    ('+0.13', '−0.13', '0.00')
    """
    if x is None or not math.isfinite(x):
        return number(x)
    return ("+" if round(x, digits) > 0 else "") + number(float(x), digits)


def plain_signed(x: float, digits: int = 1) -> str:
    """Write a number with its sign in plain text, with a hyphen for minus.

    Parameters
    ----------
    x : float
        Any number.
    digits : int, default 1
        Decimals; a number that rounds to zero has no sign.

    Examples
    --------
    >>> plain_signed(1.25), plain_signed(-0.126, 2), plain_signed(-0.04)
    ('+1.2', '-0.13', '0.0')
    """
    return signed(x, digits).replace("−", "-")


def change(r: Interval) -> str:
    """Write a change of a probability in points, in plain text: ``+6.1 (+2.0 to +10.3)``."""
    mean, low, high = (plain_signed(100 * x) for x in (r.mean, r.low, r.high))
    return f"{mean} ({low} to {high})"


def points(x: float, digits: int = 1) -> str:
    """Write a difference of probabilities in percentage points.

    Parameters
    ----------
    x : float
        Difference of two probabilities.
    digits : int, default 1
        Decimals.
    """
    return f"{signed(100 * x, digits)} points"


def moved(r: Interval, digits: int = 1) -> Inline:
    """A difference of probabilities with its interval, in points.

    Parameters
    ----------
    r, digits
        As `points` takes them.
    """
    ends = f"({signed(100 * r.low, digits)} to {signed(100 * r.high, digits)})"
    return inline(f"{points(r.mean, digits)} ", note(ends))


def probability_or_dash(intervals: Mapping[str, Interval], name: str, digits: int = 0) -> Words:
    """A probability with its interval, or a dash where there is none.

    Parameters
    ----------
    intervals : mapping of str to Interval
        Intervals by name.
    name : str
        Which one.
    digits : int, default 0
        Decimals of the percentages.
    """
    return ranged(intervals[name], digits) if name in intervals else "–"


def factor(x: float | None) -> str:
    """Write a factor to two significant digits below one, two decimals above."""
    if x is None:
        return "–"
    return f"{x:.2g}" if x < 1 else f"{x:.2f}"


def day(when: date | str) -> str:
    """Write a date in English whatever the locale.

    Examples
    --------
    >>> day("2001-11-12")
    '12 November 2001'
    """
    when = date.fromisoformat(when) if isinstance(when, str) else when
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def year_or(start: date, written: str) -> str:
    """The beginning of a partnership as written, or its year if it is the last day of one.

    Data that know only the year of a beginning give its last day, on which it was certainly known.

    Parameters
    ----------
    start : date
        When the partnership began.
    written : str
        That day, as the form of the brief writes days.

    Examples
    --------
    >>> year_or(date(1949, 12, 31), "1949-12-31"), year_or(date(2001, 9, 24), "2001-09-24")
    ('1949', '2001-09-24')
    """
    return str(start.year) if (start.month, start.day) == (12, 31) else written


def median(years: float | None) -> str:
    """Write a median time."""
    return "over 40 years" if years is None else f"{years:.1f} years"


def years(x: float) -> str:
    """Write a number of years: ``5``, ``2.5``."""
    return number(x, 0 if x == int(x) else 1)


def in_years(x: float) -> str:
    """Write a span: ``1 year``, ``2.5 years``."""
    return f"{years(x)} year{'s' * (x != 1)}"


def plain(words: str) -> str:
    """An id as words."""
    return words.replace("-", " ").replace("_", " ")


def several(names: Iterable[str]) -> str:
    """Names separated by commas, the last by *and*.

    Examples
    --------
    >>> several(["a", "b", "c"])
    'a, b and c'
    """
    *most, last = list(names) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def details(detail: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Name and value of the short parts of a lens's detail; long breakdowns are left out."""
    out = []
    for key, value in detail.items():
        if isinstance(value, Mapping) and 0 < len(value) <= _SHOWN_DETAIL:
            short = {k: v for k, v in value.items() if isinstance(v, str | int | float)}
            if len(short) == len(value):
                text = ", ".join(f"{plain(str(k))} {_scalar(v)}" for k, v in short.items())
                out.append((plain(key), text))
        elif isinstance(value, str | int | float):
            out.append((plain(key), _scalar(value)))
    return out


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return number(value) if isinstance(value, int | float) else str(value)


def cited(claims: Iterable[str]) -> Inline:
    """Claims by id, each a link to its row; in small type."""
    ids = list(claims)
    if not ids:
        return (note("none cited"),)
    parts: list[Any] = []
    for k, claim in enumerate(ids):
        parts += [", "] * bool(k) + [link(claim, f"claim-{claim}")]
    return inline(*parts)


def referenced(text: str) -> Inline:
    """A reference with its address as a link."""
    start = text.find("https://")
    if start < 0:
        return inline(text)
    address, _, rest = text[start:].partition(" ")
    return inline(text[:start], link(address, address), f" {rest}" if rest else "")


def beneath(label: str, *notes: str) -> Inline:
    """A label with notes below it, one on each line."""
    return inline(label, *(w for n in notes if n for w in (BREAK, note(n))))


def other_releases_words(held: Mapping[str, str]) -> str:
    """A sentence on data sets in the store that are not of the release that detente was made for.

    >>> other_releases_words({"nmc": "5.0"})
    'The local store holds other releases than detente describes: nmc 5.0.'
    """
    listed = ", ".join(f"{name} {version}" for name, version in held.items())
    return f"The local store holds other releases than detente describes: {listed}."
