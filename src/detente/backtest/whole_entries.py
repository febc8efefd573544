"""Check log entries that another program may have written: every field is there, of its type."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from detente.errors import DataError

Entry = dict[str, Any]
_READ = 4096  # days and times that are read once


@lru_cache(_READ)
def _day(value: Any) -> bool:
    date.fromisoformat(value)
    return True


@lru_cache(_READ)
def _moment(value: Any) -> bool:
    datetime.fromisoformat(value)
    return True


def _chance(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _text(value: Any) -> bool:
    return isinstance(value, str) and value.isprintable()


_FIELDS: dict[str, dict[str, Callable[[Any], bool]]] = {
    "forecast": {
        "id": _text,
        "at": _moment,
        "outcome": lambda value: isinstance(value, str),
        "probability": _chance,
        "base_rate": lambda value: value is None or _chance(value),
        "as_of": _day,
        "closes": _day,
    },
    "resolution": {
        "id": _text,
        "happened": lambda value: value is None or isinstance(value, bool),
        "on": lambda value: value is None or _day(value),
    },
}


_EXPECTED = {
    "id": "a name without control characters",
    "at": "a time",
    "outcome": "words",
    "probability": "a number from 0 to 1",
    "base_rate": "a number from 0 to 1 or null",
    "as_of": "a day",
    "closes": "a day",
    "happened": "true, false or null",
    "on": "a day",
}


def require_whole(entry: Entry) -> None:
    """Refuse an entry that is neither a whole forecast nor a whole resolution.

    Parameters
    ----------
    entry : dict
        An entry of the log.

    Raises
    ------
    DataError
        If a field is absent or has another type; names the entry and the field.
    """
    fields = _FIELDS.get(str(entry.get("kind")))
    if fields is None:
        raise DataError(
            f"entry {entry.get('n')} of the log: kind is {entry.get('kind')!r:.40}; wanted "
            "forecast or resolution"
        )
    for name, fits in fields.items():
        try:
            good = fits(entry[name])
        except (KeyError, TypeError, ValueError):
            good = False
        if not good:
            came = f"is {entry[name]!r:.60}" if name in entry else "is missing"
            raise DataError(
                f"entry {entry.get('n')} of the log: {name} {came}; wanted {_EXPECTED[name]}"
            )
    tags = entry.get("tags", [])
    if not isinstance(tags, list) or not all(_text(tag) for tag in tags):
        raise DataError(f"entry {entry.get('n')} of the log: tags is {tags!r:.60}; wanted words")
