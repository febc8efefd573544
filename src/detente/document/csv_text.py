"""CSV that a spreadsheet reads as text and numbers, never as formulas.

Spreadsheets take their list separator from the locale, so that a semicolon inside a cell may begin
another cell; the quotes around a cell do not prevent that.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from types import NoneType
from typing import Any

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")  # of lines and of columns
_FORMULA = re.compile(r"[\s\"]*[=+\-@]")
_CARE = '";\t\v\f\r\x1c\x1d\x1e\x85\u2028\u2029'  # signs that matter inside a text
_AT_ONCE = 1024  # rows made at once: texts of a column are searched as one
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
    return "".join(chain([_lines([tuple(heads)])], map(_lines, _parts(map(tuple, rows)))))


def _parts(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    """A thousand rows or fewer, all with as many cells."""
    while part := list(islice(rows, _AT_ONCE)):
        yield from (list(alike) for _, alike in groupby(part, len))


def _lines(rows: list[tuple[Any, ...]]) -> str:
    columns = map(_column, zip(*rows, strict=True))
    return "".join([f"{line}\n" for line in map(",".join, zip(*columns, strict=True))])


def _column(values: Sequence[Any]) -> Sequence[str]:
    """Cells of one column."""
    kinds = set(map(type, values))
    if kinds <= {float, int, NoneType}:
        return ['""' if value is None else repr(value) for value in values]
    if kinds <= {str, NoneType}:
        texts = [value or "" for value in values]
        joined = "\n".join(texts)
        if _stays(texts, joined):
            return f'"{joined}"'.replace("\n", '"\n"').split("\n")
    cells = _Cells()
    file = csv.writer(cells, lineterminator="", quoting=csv.QUOTE_NONNUMERIC)
    file.writerows([_text(value) if isinstance(value, str) else value] for value in values)
    return cells


def _stays(texts: list[str], joined: str) -> bool:
    """Whether no text has a sign that matters to a CSV file or a spreadsheet."""
    if joined.count("\n") >= len(texts) or any(sign in joined for sign in _CARE):
        return False
    return all(first.isalnum() for first in {text[0] for text in texts if text})


class _Cells(list[str]):
    """Where a writer of CSV puts one cell after the other."""

    def write(self, cell: str) -> None:
        self.append(cell)


def _text(value: str) -> str:
    """A text on one line, no part of it a formula."""
    return ";".join(_literal(part) for part in _BREAKS.sub(" ", value).split(";"))


def _literal(part: str) -> str:
    formula = _FORMULA.match(part) and not _PLAIN.fullmatch(part)
    return f"'{part}" if formula else part
