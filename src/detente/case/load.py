"""Load a case file: a checked ``Case``, or every fault with its line."""

from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from detente.case.check import faults
from detente.case.known_on import days_by_section, with_days
from detente.case.model import Case
from detente.case.numbers import ID, SHA256
from detente.case.places import bundled, locate
from detente.case.waiting import original, waiting, without_waiting
from detente.case.yaml12 import Place, YamlDocument, parse
from detente.errors import CaseError
from detente.files import read_bytes

__all__ = ["build", "bundled", "load", "locate"]
_SHOWN = 25  # faults printed at once

_EXPECTED = {
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "date_from_datetime_parsing": "a valid date such as 2001-11-12",
    "dict_type": "keys and their values",
    "finite_number": "a number",
    "float_parsing": "a number",
    "float_type": "a number",
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a smaller whole number",
    "int_type": "a whole number",
    "less_than": "less than {lt}",
    "less_than_equal": "at most {le}",
    "literal_error": "{expected}",
    "string_too_short": "a text",
    "string_type": "a text (a number or true in quotes)",
    "too_short": "at least {min_length}",
    "tuple_type": "a list in brackets, such as [A, B]",
}
_PATTERNS = {
    ID: "letters, digits, '-', '_' or '.', at most 64, the first a letter or a digit",
    SHA256: "the 64 hexadecimal digits of a SHA-256",
}


def load(case: str | Path) -> Case:
    """Read, validate and cross-check one case.

    Parameters
    ----------
    case : str or Path
        A bundled id such as ``us-russia-2001``, or the path of a YAML file.

    Raises
    ------
    CaseError
        One sentence per fault: file, line, place, the value, and the values allowed.
    MissingData
        If there is no such case or file.
    FileError
        If it is a folder or cannot be read.
    """
    path = case if isinstance(case, Path) else locate(case)
    return build(parse(str(path), read_bytes(path)))


def build(document: YamlDocument) -> Case:
    """Validate the plain values of one document."""
    if not isinstance(document.values, dict):
        raise CaseError(document.fault((), "wanted a mapping of sections, as `detente new` writes"))
    wrong = days_by_section(document.values)
    if wrong:
        raise CaseError(*(document.fault(*fault) for fault in wrong[:_SHOWN]))
    try:
        case = _validated(with_days(document.values))
    except ValidationError as problem:
        by_place = {_place(e): e for e in reversed(problem.errors()) if not _echo(e)}
        shown = [_sentence(document, e) for e in reversed(by_place.values())]
        raise CaseError(*shown[:_SHOWN], more=len(shown[_SHOWN:])) from None
    problems = faults(case)
    placed = ((original(place, case.waiting), message) for place, message in problems)
    shown = [document.fault(*fault) for fault in islice(placed, _SHOWN)]
    if shown:
        raise CaseError(*shown, more=sum(1 for _ in problems))
    return case


def _validated(values: dict[str, Any]) -> Case:
    """The case of plain values, without the entries that wait for a judgement."""
    try:
        return Case.model_validate(values)
    except ValidationError as problem:
        waits = waiting(values, (e for e in problem.errors() if not _echo(e)))
        try:
            return Case.model_validate(without_waiting(values, waits)).with_waiting(waits)
        except ValidationError:
            raise problem from None


def _echo(error: Any) -> bool:
    """Is this a consequence of a fault in an entry further down?"""
    if error["type"] != "too_short":
        return False
    given: int = error["ctx"]["actual_length"]
    return given < len(error["input"])


def _place(error: Any) -> Place:
    """Where in the file; the branches of a choice of plain types are one place."""
    place: Place = tuple(error["loc"])
    branch = place[-1] if place else None
    plain = ("str", "int", "float", "bool")
    return place[:-1] if branch in plain or str(branch).startswith("function-") else place


def _cut_off(document: YamlDocument, place: Place, given: object) -> str:
    """What a key is that is the rest of another entry, cut off by a comma or a missing space."""
    key = str(place[-1])
    if key.isdigit():
        return "a comma begins a new key: write a number with a point, as in 50.5"
    if ":" in key:
        return "a colon needs a space behind it"
    in_braces = given is None and place[:-1] not in document.indents
    return "in braces a comma begins a new key: put the text in quotes" if in_braces else ""


def _sentence(document: YamlDocument, error: Any) -> str:
    place = _place(error)
    kind, given = error["type"], error["input"]
    if kind == "extra_forbidden":
        hint = _cut_off(document, place, given)
        return document.fault(place, f"unknown key '{place[-1]}'; {hint or _known(place)}")
    if kind == "too_long" and isinstance(given, list | dict):
        most = error["ctx"]["max_length"]
        return document.fault(place, f"got {len(given)} entries; wanted at most {most}")
    if kind == "missing":
        return document.fault(place[:-1], f"'{place[-1]}' is missing")
    if kind == "value_error":
        return document.fault(place, error["msg"].removeprefix("Value error, "))
    came = f"got {given!r:.60}" if not isinstance(given, dict | list) else "got a group of entries"
    came = "got nothing" if given is None else came
    if kind == "model_type":
        return document.fault(place, f"{came}; wanted the keys {_keys(place)}, one on each line")
    return document.fault(place, f"{came}; {_expected(error)}")


def _expected(error: Any) -> str:
    """What a field wants, in words of who writes a case."""
    context = error.get("ctx") or {}
    if error["type"] == "string_pattern_mismatch" and context["pattern"] in _PATTERNS:
        return f"wanted {_PATTERNS[context['pattern']]}"
    if words := _EXPECTED.get(error["type"]):
        return f"wanted {words.format(**context)}"
    return f"{error['msg'][0].lower()}{error['msg'][1:]}"


def _keys(place: Place) -> str:
    """Keys that an entry must have, or all if it need have none."""
    fields = _fields(place)
    return ", ".join([name for name, f in fields.items() if f.is_required()] or fields)


def _fields(place: Place) -> dict[str, Any]:
    """Fields of the entry that the schema wants at a place, by key; none if it wants no entry."""
    kind: Any = Case
    for step in place:
        kind = _below(kind, step)
    entry = _entry(kind)
    return {} if entry is None else {f.alias or n: f for n, f in entry.model_fields.items()}


def _known(place: Place) -> str:
    """Keys that the schema allows in place of an unknown one."""
    names = list(_fields(place[:-1]))
    if not names:
        return "wanted one that the format knows (`detente schema`)"
    near = get_close_matches(str(place[-1]), names, n=1)
    meant = f"did you mean '{near[0]}'? " if near else ""
    return f"{meant}wanted one of {', '.join(names)}"


def _below(kind: Any, step: str | int) -> Any:
    """Type one step below a type: that of a field, or of the items of a list or mapping."""
    entry = _entry(kind) if _group(kind) is None else None
    if entry is not None:
        return next(
            (f.annotation for n, f in entry.model_fields.items() if step == (f.alias or n)), None
        )
    group = _group(kind)
    arguments = getattr(group, "__args__", (None,))
    return arguments[-1] if isinstance(step, str) else arguments[0]


def _group(kind: Any) -> Any:
    """The tuple or dict type inside an annotation, if it is one."""
    if getattr(kind, "__origin__", None) in (tuple, dict):
        return kind
    return next((g for a in getattr(kind, "__args__", ()) if (g := _group(a)) is not None), None)


def _entry(kind: Any) -> Any:
    """The entry type inside an annotation, if it is one."""
    if hasattr(kind, "model_fields"):
        return kind
    inner = (_entry(a) for a in getattr(kind, "__args__", ()))
    return next((i for i in inner if i is not None), None)
