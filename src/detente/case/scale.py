"""The ends of the scale on which a number of a case is coded, as its field states them."""

import math
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from annotated_types import Ge, Gt, Le, Lt
from pydantic import AfterValidator

from detente.case.model import Case
from detente.case.numbers import Entry, Number, Within
from detente.case.path import fields, resolve_path


def scale_of(case: Case, path: str) -> tuple[float, float] | None:
    """Both ends of the scale of a number; None where it has no end on a side.

    Parameters
    ----------
    case : Case
        That holds the number.
    path : str
        Its path (`detente.case.path`).

    Raises
    ------
    CaseError
        If the path does not exist.

    Examples
    --------
    >>> from detente.case.load import load
    >>> case = load("us-russia-2001")
    >>> [scale_of(case, p) for p in ("threats.taliban.attained", "regimes.USA.polity")]
    [(0, 1), (-10, 10)]
    """
    place, _ = resolve_path(case, path)
    node: Any = case
    owner: type[Entry] = type(case)
    name = ""
    for step in place:
        if isinstance(node, Entry) and not isinstance(node, Number):
            owner, name = type(node), fields(type(node))[str(step)]
            node = getattr(node, name)
        elif isinstance(node, tuple | dict):
            node = node[step]  # type: ignore[index]
    return _of_field(owner, name)


@cache
def _of_field(owner: type[Entry], name: str) -> tuple[float, float] | None:
    info = owner.model_fields[name]
    limits = list(_limits((info.annotation, *info.metadata)))
    low = max((low for low, _ in limits), default=-math.inf)
    high = min((high for _, high in limits), default=math.inf)
    return (low, high) if math.isfinite(low) and math.isfinite(high) else None


def _limits(parts: tuple[Any, ...]) -> Iterator[tuple[float, float]]:
    """Ends that a type and what it is annotated with state, those of a mapping's values too."""
    for part in parts:
        if isinstance(part, AfterValidator) and isinstance(part.func, Within):
            yield part.func.low, part.func.high
        elif isinstance(part, Ge | Gt):
            yield float(part.ge if isinstance(part, Ge) else part.gt), math.inf  # type: ignore[arg-type]
        elif isinstance(part, Le | Lt):
            yield -math.inf, float(part.le if isinstance(part, Le) else part.lt)  # type: ignore[arg-type]
        else:
            inner = getattr(part, "__metadata__", ())
            yield from _limits((*get_args(part), *inner) if inner else get_args(part))
