"""Interventions: a case with the value at one path replaced.

A path names sections, ids and fields: ``issues.nato-enlargement.positions.RUS.salience``,
``threats.taliban.severity.USA.intent``, ``ties.us-israel.sign``.
"""

from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from detente.case.model import Case, Entry
from detente.errors import CaseError

Value = float | str | bool


def at(case: Case, path: str, to: Value) -> Case:
    """Return the case with the value at ``path`` set to ``to``; the given one is unchanged.

    Raises
    ------
    CaseError
        If there is no such path, or the value is not one that the field takes.
    """
    changed: Case = _replace(case, path.split("."), to, path)
    return changed


def _replace(node: Any, steps: list[str], to: Value, path: str) -> Any:
    step, rest = steps[0], steps[1:]
    if isinstance(node, tuple):
        return _replace_item(node, step, rest, to, path)
    if isinstance(node, dict):
        if step not in node or not rest:
            raise CaseError(f"no '{step}' on the path {path}; wanted one of {', '.join(node)}")
        return node | {step: _replace(node[step], rest, to, path)}
    if not isinstance(node, Entry) or step not in type(node).model_fields:
        raise CaseError(f"no '{step}' on the path {path}")
    if rest:
        value = _replace(getattr(node, step), rest, to, path)
    else:
        value = _validated(type(node), step, to, path)
    return node.model_copy(update={step: value})


def _replace_item(
    items: tuple[Any, ...], key: str, rest: list[str], to: Value, path: str
) -> tuple[Any, ...]:
    names = [getattr(item, "id", None) or getattr(item, "actor", None) for item in items]
    if key not in names or not rest:
        known = ", ".join(n for n in names if n)
        raise CaseError(f"no '{key}' on the path {path}; wanted a field of one of {known}")
    spot = names.index(key)
    return (*items[:spot], _replace(items[spot], rest, to, path), *items[spot + 1 :])


@cache
def _adapter(owner: type[Entry], name: str) -> TypeAdapter[Any]:
    info = owner.model_fields[name]
    kind: Any = info.annotation
    for limit in info.metadata:
        kind = Annotated[kind, limit]
    return TypeAdapter(kind)


def _validated(owner: type[Entry], name: str, to: Value, path: str) -> Any:
    try:
        return _adapter(owner, name).validate_python(to)
    except ValidationError as problem:
        wanted = problem.errors()[0]["msg"].removeprefix("Value error, ")
        raise CaseError(f"{path} cannot be {to!r}: {wanted}") from None
