"""A case file on disk to a checked ``Case``, or every fault with its line."""

from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from detente.case.check import faults
from detente.case.model import Case
from detente.case.yaml12 import Document, Place, parse, read_bytes
from detente.errors import CaseError, MissingData

_SHOWN = 25  # faults printed at once
_SUFFIXES = {".yaml", ".yml"}


def bundled() -> list[str]:
    """Ids of the cases that come with detente."""
    folder = resources.files("detente").joinpath("cases")
    return sorted(
        f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml")
    )


def locate(case: str) -> Path:
    """Path of a bundled id or of a file that the user named."""
    if case in bundled():
        return Path(str(resources.files("detente").joinpath(f"cases/{case}.yaml")))
    path = Path(case)
    try:
        if path.exists() or path.suffix in _SUFFIXES or path.parent != Path():
            return path
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise MissingData(f"'{case:.60}' cannot be a file ({reason})") from None
    raise MissingData(
        f"no case '{case}': wanted the path of a case file or one of {', '.join(bundled())}"
    )


def load(case: str | Path) -> Case:
    """Read, validate and cross-check one case.

    Parameters
    ----------
    case : str or Path
        A bundled id such as ``us-russia-2001``, or the path of a YAML file.

    Raises
    ------
    CaseError
        With one sentence per fault: file, line, place, what came, what was wanted.
    MissingData
        If there is no such case or file.
    """
    path = case if isinstance(case, Path) else locate(case)
    return build(parse(str(path), read_bytes(path)))


def build(document: Document) -> Case:
    """Validate the plain values of one document."""
    if not isinstance(document.values, dict):
        raise CaseError(document.fault((), "wanted a mapping of sections, as `detente new` writes"))
    try:
        case = Case.model_validate(document.values)
    except ValidationError as problem:
        found = [_sentence(document, e) for e in problem.errors() if not _echo(e)]
        raise _too_many(found) from None
    found = [document.fault(place, message) for place, message in faults(case)]
    if found:
        raise _too_many(found)
    return case


def _too_many(found: list[str]) -> CaseError:
    if len(found) > _SHOWN:
        found = [*found[:_SHOWN], f"and {len(found) - _SHOWN} more faults"]
    return CaseError(*found)


def _echo(error: Any) -> bool:
    """Is this only the shadow of a fault in an entry further down?"""
    return error["type"] == "too_short" and bool(error["input"])


def _sentence(document: Document, error: Any) -> str:
    place: Place = tuple(error["loc"])
    kind, given = error["type"], error["input"]
    if kind == "extra_forbidden":
        return document.fault(place, f"unknown key '{place[-1]}'; {_known(place)}")
    if kind == "missing":
        return document.fault(place[:-1], f"'{place[-1]}' is missing")
    wanted = error["msg"].removeprefix("Value error, ")
    came = f"got {given!r:.60}" if not isinstance(given, dict | list) else "got a group of entries"
    if kind == "value_error":
        return document.fault(place, wanted)
    return document.fault(place, f"{came}; {wanted[0].lower()}{wanted[1:]}")


def _known(place: Place) -> str:
    """The keys that the schema allows where an unknown one stood."""
    node: Any = Case
    for step in place[:-1]:
        node = node if isinstance(step, int) else _child(node, step)
    if not hasattr(node, "model_fields"):
        return "wanted one that the format knows (`detente schema`)"
    names = [f.alias or name for name, f in node.model_fields.items()]
    return f"wanted one of {', '.join(names)}"


def _child(node: Any, step: str) -> Any:
    fields = getattr(node, "model_fields", {})
    if step not in fields:
        return node if not fields else None
    return _entry_type(fields[step].annotation)


def _entry_type(annotation: Any) -> Any:
    if hasattr(annotation, "model_fields"):
        return annotation
    inner = [_entry_type(a) for a in getattr(annotation, "__args__", ())]
    return next((i for i in inner if i is not None), None)
