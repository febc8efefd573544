"""Interventions: a case with the value at one path replaced.

A path names sections, ids and fields: ``issues.nato-enlargement.positions.RUS.salience``,
``threats.taliban.severity.USA.intent``, ``ties.us-israel.sign``.
"""

from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from detente.case.model import Case
from detente.case.numbers import Entry, Number
from detente.errors import CaseError

Value = float | str | bool
ALSO = {"actors": "positions"}  # of an issue: where its actors stand


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
    if isinstance(node, tuple):
        return _replace_item(node, steps, to, path)
    step, rest = steps[0], steps[1:]
    if isinstance(node, dict):
        if step not in node or not rest:
            raise CaseError(f"no '{step}' on the path {path}; wanted one of {', '.join(node)}")
        return node | {step: _replace(node[step], rest, to, path)}
    name = _field(node, step, path)
    if not rest:
        return node.model_copy(update={name: _validated(type(node), name, to, path)})
    old = getattr(node, name)
    value = _replace(old, rest, to, path)
    if isinstance(old, Number):  # a part was set: the whole must stay ordered and on its scale
        value = _validated(type(node), name, value.model_dump(), path)
    return node.model_copy(update={name: value})


def _field(node: Any, step: str, path: str) -> str:
    """Name of the field that a file calls ``step``."""
    fields = type(node).model_fields if isinstance(node, Entry) else {}
    names = {info.alias or name: name for name, info in fields.items()}
    found = names.get(step) or names.get(ALSO.get(step, ""))
    if found is None:
        known = f"; wanted one of {', '.join(names)}" if names else ""
        raise CaseError(f"no '{step}' on the path {path}{known}")
    return found


def _replace_item(
    items: tuple[Any, ...], steps: list[str], to: Value, path: str
) -> tuple[Any, ...]:
    names = [getattr(item, "id", None) or getattr(item, "actor", None) for item in items]
    for taken in range(1, len(steps)):  # an id may hold dots
        key = ".".join(steps[:taken])
        if key in names:
            spot = names.index(key)
            item = _replace(items[spot], steps[taken:], to, path)
            return (*items[:spot], item, *items[spot + 1 :])
    if ".".join(steps) in names:
        raise CaseError(f"the path {path} ends in an entry; wanted one of its fields after it")
    known = ", ".join(n for n in names if n) or "none: it has no entries with names"
    raise CaseError(f"no '{steps[0]}' on the path {path}; wanted a field of one of {known}")


@cache
def _adapter(owner: type[Entry], name: str) -> TypeAdapter[Any]:
    info = owner.model_fields[name]
    kind: Any = info.annotation
    for limit in info.metadata:
        kind = Annotated[kind, limit]
    return TypeAdapter(kind)


def _validated(owner: type[Entry], name: str, to: Any, path: str) -> Any:
    try:
        return _adapter(owner, name).validate_python(to)
    except ValidationError as problem:
        wanted = problem.errors()[0]["msg"].removeprefix("Value error, ")
        raise CaseError(f"{path} cannot be {to!r}: {wanted}") from None
