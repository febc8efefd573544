"""Which feed and layout a raw file has: by its header, or by the values of its first lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.errors import DataError
from detente.events.feed import Feed, Layout, feeds
from detente.events.raw_file import header_of

_LINES = 100  # of those at the start, most must look like the layout


@dataclass(frozen=True)
class Format:
    """A layout of a feed, and the names of the columns of a file in their order."""

    feed: Feed
    layout: Layout
    columns: tuple[str, ...]


def recognise(path: Path, lines: Sequence[str], expected: Feed | None = None) -> Format:
    """The format of a file.

    Parameters
    ----------
    path : Path
        The file, for the message.
    lines : sequence of str
        Its first lines.
    expected : Feed, optional
        The feed that it must be; any if absent.

    Raises
    ------
    DataError
        If it is empty, or no layout fits; the message says what came and what was wanted.
    """
    filled = [line for line in lines if line.strip()][: _LINES + 1]
    if not filled:
        raise DataError(f"{path}: empty; wanted rows of events")
    among = [expected] if expected else list(feeds().values())
    feed = _first(filled, among)
    if feed is None:
        other = _first(filled, list(feeds().values()))
        instead = f"; it looks like {other.feed.id}" if other else ""
        unlike = None if other else _unlike(lines, among)
        if unlike:
            raise DataError(f"{path}:{unlike}")
        raise DataError(f"{path}:1: {_came(filled)}; wanted {_forms(expected)}{instead}")
    return feed


def _first(lines: list[str], among: Sequence[Feed]) -> Format | None:
    for feed in among:
        for layout in feed.layouts:
            columns = _columns(layout, lines)
            if columns:
                return Format(feed, layout, columns)
    return None


def _columns(layout: Layout, lines: list[str]) -> tuple[str, ...] | None:
    if layout.header:
        names = header_of(lines[0], layout.delimiter)
        known = {name.lower(): name for name in layout.columns}
        named = tuple(known.get(n.lower(), f"column {i}") for i, n in enumerate(names, 1))
        needed = set(layout.columns) - set(layout.optional)
        return named if needed <= set(named) and len(set(named)) == len(named) else None
    rows = [line.split(layout.delimiter) for line in lines[:_LINES]]
    fitting = sum(len(row) in layout.widths and _looks(layout, row) for row in rows)
    return layout.columns if 2 * fitting > len(rows) else None


def _looks(layout: Layout, row: list[str]) -> bool:
    """Whether the values of a row match the expressions of the layout."""
    places = {name: i for i, name in enumerate(layout.columns)}
    return all(
        places[name] < len(row) and re.fullmatch(pattern, row[places[name]])
        for name, pattern in layout.looks.items()
    )


def _unlike(lines: Sequence[str], among: Sequence[Feed]) -> str | None:
    """Line and fault of a file whose rows have the width of a layout but other values."""
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip()][:_LINES]
    for feed in among:
        for layout in feed.layouts:
            rows = [(n, line.split(layout.delimiter)) for n, line in numbered]
            fitting = [(n, row) for n, row in rows if len(row) in layout.widths]
            faults = [fault for n, row in fitting if (fault := _row_fault(feed, layout, n, row))]
            if not layout.header and 2 * len(fitting) > len(rows) and faults:
                most = ", and most rows have such a fault" if 2 * len(faults) > len(fitting) else ""
                came, looks = faults[0]
                return f"{came}{most}; wanted {looks}"
    return None


def _row_fault(feed: Feed, layout: Layout, number: int, row: list[str]) -> tuple[str, str] | None:
    """The first column whose value does not match its expression: what came and what was wanted."""
    values = dict(zip(layout.columns, row, strict=False))
    for name, pattern in layout.looks.items():
        value = values.get(name, "")
        if not re.fullmatch(pattern, value):
            came = f"{len(row)} columns as {feed.label} has, but {name} is {value[:30]!r}"
            return f"{number}: {came}", pattern
    return None


def _came(lines: list[str]) -> str:
    delimiter = "\t" if "\t" in lines[0] else ","
    values = lines[0].split(delimiter)
    kind = "tab" if delimiter == "\t" else "comma"
    if len(values) == 1:
        return f"1 column, {values[0][:30]!r}"
    return f"{len(values)} columns by {kind}, the first {values[0][:30]!r}"


def _forms(feed: Feed | None) -> str:
    if feed is None:
        return f"a file of {', '.join(feeds())}"
    return f"{feed.label}: " + ", or ".join(_form(layout) for layout in feed.layouts)


def _form(layout: Layout) -> str:
    widths = sorted({layout.widths[0], layout.widths[-1]})
    count = " to ".join(map(str, widths))
    return f"{count} columns, {'a' if layout.header else 'no'} header"
