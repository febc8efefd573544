"""Replace one value of a case: the result is a new case, everything else is shared with the old."""

from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from detente.case.change import Value
from detente.case.model import Case
from detente.case.numbers import Entry, Number
from detente.case.path import fields, resolve_path
from detente.case.yaml12 import Place
from detente.errors import CaseError


def at(case: Case, path: str, to: Value) -> Case:
    """Return a copy of a case with another value at one path.

    Parameters
    ----------
    case : Case
        Is not changed.
    path : str
        Sections, ids and fields joined by dots (`detente.case.path`).
    to : float, str or bool
        New value, in the unit of the field. A number loses its range and is exact.

    Returns
    -------
    Case
        Shares every entry off the path with ``case``.

    Raises
    ------
    CaseError
        If the path does not exist, or the field does not accept the value.
    """
    return placed(case, path, to)[0]


def placed(case: Case, path: str, to: Value) -> tuple[Case, Place]:
    """Return what `at` does, and the place that the path leads to.

    Parameters
    ----------
    case, path, to
        As of `at`.
    """
    place, value = resolve_path(case, path)
    if isinstance(value, Entry) and not isinstance(value, Number):
        raise CaseError(f"the path {path} ends in an entry; wanted one of its fields after it")
    changed: Case = _replace(case, place, to, path)
    return changed, place


def _replace(node: Any, place: Place, to: Value, path: str) -> Any:
    if not place:
        return to
    step, rest = place[0], place[1:]
    if isinstance(node, tuple):
        number = int(step)
        return (*node[:number], _replace(node[number], rest, to, path), *node[number + 1 :])
    if isinstance(node, dict):
        return node | {step: _replace(node[step], rest, to, path)}
    owner: type[Entry] = type(node)
    name = fields(owner)[str(step)]
    value = _replace(getattr(node, name), rest, to, path)
    if not rest or isinstance(value, Number) or (isinstance(value, dict) and len(rest) == 1):
        value = _validated(owner, name, value, path, to)
    return node.model_copy(update={name: value})


@cache
def _adapter(owner: type[Entry], name: str) -> TypeAdapter[Any]:
    info = owner.model_fields[name]
    kind: Any = info.annotation
    for limit in info.metadata:
        kind = Annotated[kind, limit]
    return TypeAdapter(kind)


def _validated(owner: type[Entry], name: str, value: Any, path: str, to: Value) -> Any:
    """Value of a field after validation; of a number the whole, ordered and on its scale."""
    plain = value.model_dump() if isinstance(value, Number) else value
    try:
        result = _adapter(owner, name).validate_python(plain)
    except ValidationError as problem:
        reason = problem.errors()[0]["msg"].removeprefix("Value error, ")
        raise CaseError(f"{path} cannot be {to!r}: {reason}") from None
    if isinstance(result, Number) and not isinstance(value, Number | dict):
        return result.model_copy(update={"low": result.value, "high": result.value})
    return result
