"""CSV that a spreadsheet reads as text and numbers, never as formulas.

Spreadsheets take their list separator from the locale, so that a semicolon inside a cell may begin
another cell; the quotes around a cell do not prevent that.
"""

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")  # of lines and of columns
_FORMULA = re.compile(r"[\s\"]*[=+\-@]")
_AS_IT_IS = re.compile(r"(?:[^\W_][^;\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]*)?").fullmatch  # most cells
_NUMBER = r"[+\-\u2212]?[\d,]+(?:\.\d+)?%?"
# signs alone, or a number, what it counts and its interval
_PLAIN = re.compile(
    rf"\s*(?:[+\-]{{1,2}}|{_NUMBER}(?: [A-Za-z]+)*(?: \({_NUMBER} to {_NUMBER}\))?)\s*"
)


def csv_text(heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """A CSV file; what is missing is an empty cell, and every text is in quotes.

    Text that a spreadsheet would take for a formula begins with an apostrophe, also after a
    semicolon.

    Parameters
    ----------
    heads : iterable of str
        Names of the columns.
    rows : iterable of iterable
        Texts, numbers or None.

    Examples
    --------
    >>> print(csv_text(["who", "p"], [["=1+1", 0.5], ["a;=1", None]]), end="")
    "who","p"
    "'=1+1",0.5
    "a;'=1",""
    """
    out = io.StringIO()
    file = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    file.writerow(_cells(heads))
    file.writerows(map(_cells, rows))
    return out.getvalue()


def _cells(row: Iterable[Any]) -> list[Any]:
    return [_text(v) if isinstance(v, str) and not _AS_IT_IS(v) else v for v in row]


def _text(value: str) -> str:
    """A text on one line, no part of it a formula."""
    return ";".join(_literal(part) for part in _BREAKS.sub(" ", value).split(";"))


def _literal(part: str) -> str:
    formula = _FORMULA.match(part) and not _PLAIN.fullmatch(part)
    return f"'{part}" if formula else part
