"""Parse what a user types: a day, a span of years, a value, ``PATH=VALUE[@DAY]``."""

import re
from datetime import date
from typing import NamedTuple

from detente.case.yaml12 import parse
from detente.errors import CaseError, DataError

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MONTH = re.compile(r"(\d{4})(?:-(\d\d))?", re.ASCII)
_YEARS = re.compile(r"(\d{1,4})(?::(\d{1,4}))?", re.ASCII)
_CHANGE = re.compile(rf"([^=\s]+)=(.+?)(?:@({_DAY.pattern}))?", re.DOTALL | re.ASCII)
Value = float | str | bool  # of one field
_SIGNS = ("+", "-")  # of a tie; a lone dash would start a list in YAML


class PathValue(NamedTuple):
    """A value for one path of a case, from a day on; ``at`` is None if no day is given."""

    path: str
    to: Value
    at: date | None


def parse_day(text: str, name: str, *, or_year: bool = False) -> date:
    """Parse a day in ISO form.

    Parameters
    ----------
    text : str
        Such as ``2001-11-12``.
    name : str
        Option or field that the text comes from, for the error message.
    or_year : bool, default False
        Also accept a year of four digits, which stands for its 1 January.

    Returns
    -------
    date

    Raises
    ------
    DataError
        If the text is not a day of the calendar.

    Examples
    --------
    >>> parse_day("2001", "--as-of", or_year=True)
    datetime.date(2001, 1, 1)
    """
    iso = f"{text}-01-01" if or_year and len(text) == 4 else text
    try:
        if _DAY.fullmatch(iso):
            return date.fromisoformat(iso)
    except ValueError:
        pass  # such as 30 February
    kind = "a year or a day" if or_year else "a day"
    raise DataError(f"{name} got '{text:.40}'; wanted {kind} such as 2001-11-12")


def parse_month(text: str, name: str, *, last: bool = False) -> date:
    """Parse a month, or a year that stands for its first or last one.

    Parameters
    ----------
    text : str
        Such as ``2018-03`` or ``2018``.
    name : str
        Option or field that the text comes from, for the error message.
    last : bool, default False
        Whether a year stands for its December.

    Returns
    -------
    date
        The first day of the month.

    Raises
    ------
    DataError
        If the text is not a month of the calendar.

    Examples
    --------
    >>> parse_month("2018-03", "--from"), parse_month("2018", "--to", last=True)
    (datetime.date(2018, 3, 1), datetime.date(2018, 12, 1))
    """
    match = _MONTH.fullmatch(text)
    if match is not None:
        year, month = int(match[1]), int(match[2] or (12 if last else 1))
        if year >= 1 and 1 <= month <= 12:
            return date(year, month, 1)
    raise DataError(f"{name} got '{text:.40}'; wanted a year or a month such as 2018-03")


def parse_years(text: str, name: str) -> tuple[int, int]:
    """Parse a span of years.

    Parameters
    ----------
    text : str
        ``FIRST:LAST``, such as ``1990:2014``, or one year.
    name : str
        Option or field that the text comes from, for the error message.

    Returns
    -------
    tuple of (int, int)
        First and last year, both included.

    Raises
    ------
    DataError
        If the text is not of that form, or the last year precedes the first.

    Examples
    --------
    >>> parse_years("1990:2014", "--years"), parse_years("1990", "--years")
    ((1990, 2014), (1990, 1990))
    """
    match = _YEARS.fullmatch(text)
    if match is not None:
        first, last = int(match[1]), int(match[2] or match[1])
        if first <= last:
            return first, last
    raise DataError(f"{name} got '{text:.40}'; wanted years such as 1990:2014")


def parse_value(text: str, name: str) -> Value:
    """Parse a value of a case as its file would have it: a number, a word, true or false.

    Parameters
    ----------
    text : str
        A YAML scalar, or the sign of a tie, ``+`` or ``-``.
    name : str
        Option or field that the text comes from, for the error message.

    Returns
    -------
    float, str or bool

    Raises
    ------
    DataError
        If the text is not a single value.

    Examples
    --------
    >>> parse_value("0.5", "--set"), parse_value("true", "--set"), parse_value("-", "--set")
    (0.5, True, '-')
    """
    if text in _SIGNS:
        return text
    try:
        value = parse(name, text.encode()).values
    except (CaseError, UnicodeEncodeError):
        value = None
    if not isinstance(value, int | float | str | bool):
        raise DataError(f"{name} got '{text:.60}'; wanted a number, a word, true or false")
    return value


def parse_change(text: str, name: str) -> PathValue:
    """Parse ``PATH=VALUE`` or ``PATH=VALUE@DAY``.

    Parameters
    ----------
    text : str
        Such as ``threats.taliban.attained=1@2002-06-01``.
    name : str
        Option or field that the text comes from, for the error message.

    Returns
    -------
    PathValue
        Path, value and day; neither is compared with a case.

    Raises
    ------
    DataError
        If the text is not of that form, or its value or day is not one.

    Examples
    --------
    >>> parse_change("threats.taliban.attained=1@2002-01-01", "--set")
    PathValue(path='threats.taliban.attained', to=1, at=datetime.date(2002, 1, 1))
    """
    match = _CHANGE.fullmatch(text.strip())
    if match is None:
        raise DataError(
            f"{name} got '{text:.60}'; wanted PATH=VALUE or PATH=VALUE@DAY, such as "
            "threats.taliban.attained=1@2002-06-01"
        )
    day = parse_day(match[3], name) if match[3] else None
    return PathValue(match[1], parse_value(match[2], name), day)
