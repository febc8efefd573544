"""Sort the entries of a case, so that their order in its file changes no number.

Numbers are drawn and summed in this order, so that a file whose lists stand in another order has
the same forecast to the last digit. An entry with another id has other random numbers.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Any, TypeVar, get_args

from detente.case.model import Case
from detente.case.numbers import Entry, Number

E = TypeVar("E", bound=Entry)
_ORDERED = {"members", "words"}  # lists whose order says something
_LISTED = {"claims", "sources"}  # lists that no number depends on
_NAMES = ("id", "actor", "claim", "path", "date")  # what an entry is called, the first that it has


def in_order(case: Case, like: Case | None = None) -> Case:
    """The case with the entries of every list sorted by what they are called, then by content.

    Parameters
    ----------
    case : Case
        Is not changed.
    like : Case, optional
        A case in order; sections that are the very same as its own are not looked at.
    """
    if like is None:
        return _sorted(case)
    changed = replaced_sections(case, like)
    sections = (getattr(like, name) for name in changed)
    entries = (one for section in sections if isinstance(section, tuple) for one in section)
    return _sorted(case, set(type(case).model_fields) - changed, frozenset(map(id, entries)))


def replaced_sections(case: Case, like: Case) -> set[str]:
    """Sections that are not the very same objects as those of another case.

    Parameters
    ----------
    case, like : Case
        A version of a case, and the case.
    """
    own = vars(like)
    return {name for name, content in vars(case).items() if content is not own[name]}


def _sorted(entry: E, without: Iterable[str] = (), known: frozenset[int] = frozenset()) -> E:
    """The entry with its own lists in order; the same object if they are already.

    ``known`` has the identities of entries that are in order.
    """
    changed = {}
    for name in _lists(type(entry)):
        value = None if name in without else getattr(entry, name)
        if value and (ordered := _in_order(value, known)) is not value:
            changed[name] = ordered
    return entry.model_copy(update=changed) if changed else entry


def _in_order(value: Any, known: frozenset[int] = frozenset()) -> Any:
    if isinstance(value, Entry):
        return _sorted(value)
    if isinstance(value, dict):
        ordered = {key: _in_order(value[key]) for key in sorted(value)}
        same = list(ordered) == list(value) and all(ordered[k] is value[k] for k in value)
        return value if same else ordered
    if not isinstance(value, tuple):
        return value
    entries = _by_name([one if id(one) in known else _in_order(one) for one in value])
    same = all(one is other for one, other in zip(entries, value, strict=True))
    return value if same else tuple(entries)


def _by_name(entries: list[Any]) -> list[Any]:
    """Entries by what they are called; those that are called the same by content."""
    names = [_name(one) for one in entries]
    if all(one < other for one, other in pairwise(names)):
        return entries
    often = Counter(names)
    keys = [
        (n, _content(one) if often[n] > 1 else "") for n, one in zip(names, entries, strict=True)
    ]
    return [entries[i] for i in sorted(range(len(keys)), key=keys.__getitem__)]


def _name(one: Any) -> str:
    if not isinstance(one, Entry):
        return str(one)
    for name in _names(type(one)):
        value = getattr(one, name)
        if value is not None:
            return str(value)
    return ""


@cache
def _names(kind: type[Entry]) -> tuple[str, ...]:
    return tuple(name for name in _NAMES if name in kind.model_fields)


def _content(one: Any) -> str:
    return one.model_dump_json() if isinstance(one, Entry) else ""


@cache
def _lists(kind: type[Entry]) -> tuple[str, ...]:
    """Fields of a kind of entry that hold lists, mappings or entries with lists."""
    fields = kind.model_fields
    left_out = _ORDERED | _LISTED
    return tuple(n for n in fields if n not in left_out and _holds(fields[n].annotation))


def _holds(hint: Any) -> bool:
    if hint in (tuple, dict) or getattr(hint, "__origin__", None) in (tuple, dict):
        return True
    if isinstance(hint, type):
        return issubclass(hint, Entry) and not issubclass(hint, Number) and bool(_lists(hint))
    return any(_holds(inner) for inner in get_args(hint))
