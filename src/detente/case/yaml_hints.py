"""Explanations of YAML errors, for the author of the line."""

import re
from collections.abc import Callable
from typing import Any

_BREAK = re.compile("[\x85\u2028\u2029]")  # which YAML ends a line at, and editors do not
_HYPHEN = "a list entry begins with '- ', a hyphen and a space"
_QUOTE = "put the whole text in quotes, and write a ' within single quotes twice"


def yaml_hint(problem: Any, text: str) -> str:
    """A sentence on how to mend a line that the parser refused; empty if nothing is known of it.

    Parameters
    ----------
    problem : yaml.MarkedYAMLError
        The message of the parser, its place, and where the part began that it was reading.
    text : str
        The file.

    Examples
    --------
    >>> import yaml
    >>> text = "title: The pact: a history"
    >>> try:
    ...     list(yaml.parse(text))
    ... except yaml.MarkedYAMLError as fault:
    ...     print(yaml_hint(fault, text))
    a colon within a text: put the text in quotes
    """
    message, place = problem.problem or "", problem.problem_mark
    lines = text.splitlines()
    number = place.line if place else 0
    near = "".join(text.splitlines(keepends=True)[max(0, number - 2) : number + 1])
    if foreign := _BREAK.search(near):
        return f"a text holds the line break U+{ord(foreign[0]):04X}: write a space in its place"
    line = lines[number] if number < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "the line begins with a tab: indent with spaces"
    hint = next((hint for words, hint in _HINTS.items() if words in message), "")
    if callable(hint):
        return hint(line, lines[:number])
    began = problem.context_mark.line + 1 if problem.context_mark else number + 1
    return hint.format(began=began, sign=line[place.column : place.column + 1] if place else "")


def _colon(line: str, before: list[str]) -> str:
    if any(map(_lacks_space, (*before[-1:], line))):
        return _HYPHEN
    if line.partition("{")[0].count(": ") > 1:
        return "a colon within a text: put the text in quotes"
    return "the line is indented further than the ones it belongs to, or a text has a colon"


def _column(line: str, before: list[str]) -> str:
    """Text goes on behind a closed quote, or the line stands in the wrong column."""
    if _lacks_space(line):
        return _HYPHEN
    own = _indent(line)
    above = next((_indent(one) for one in reversed(before) if one.strip()), own)
    if own != above and not line.lstrip().startswith(("'", '"')):
        spaces = "1 space" if own == 1 else f"{own} spaces"
        return f"the line begins {spaces} in, the one above {above}; or {_QUOTE}"
    return f"a quote ends before the text does: {_QUOTE}"


def _lacks_space(line: str) -> bool:
    """Whether a line begins like a list entry, but for the space behind the hyphen."""
    text = line.lstrip()
    return text.startswith("-") and not text.startswith(("- ", "---"))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


_HINTS: dict[str, str | Callable[[str, list[str]], str]] = {
    "alphabetic or numeric character": "a text cannot begin with & or *: put it in quotes",
    "cannot start any token": "a text cannot begin with {sign}: put it in quotes",
    "mapping values are not allowed": _colon,
    "expected ',' or": "the bracket opened on line {began} is not closed, or a comma is missing",
    "end of stream": "the quote opened on line {began} is not closed",
    "escape character": "a backslash in double quotes has a meaning of its own: use single quotes",
    "expected ':'": "line {began} has no 'key: value' with a space behind the colon",
    "did not find expected key": _column,
    "expected '-' indicator": _column,
}
