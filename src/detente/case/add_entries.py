"""Add entries to the lists of a case file: every byte that stands there stays as it is."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from detente.case.yaml12 import LOADER, YamlDocument
from detente.errors import CaseError

Entry = dict[str, Any]


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, writes numbers and short lists in a line, has no anchors."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _in_a_line(dumper: _Dumper, data: Any) -> yaml.Node:
    if isinstance(data, dict):
        short = bool({"value", "n"} & data.keys())  # a number with its range, a wave of a survey
        return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=short)
    plain = all(not isinstance(x, dict | list) for x in data)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=plain)


for _kind in (dict, list, tuple):
    _Dumper.add_representer(_kind, _in_a_line)


def section_text(name: str, value: Any) -> str:
    """One section of a case file as text.

    Examples
    --------
    >>> print(section_text("ties", [{"id": "t", "strength": None}]), end="")
    ties:
      - id: t
        strength: null
    """
    return yaml.dump({name: value}, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


@dataclass(frozen=True)
class _List:
    """A list of a case file: characters from the start of its value to its end, and its style."""

    start: int
    end: int
    flow: bool
    column: int
    length: int


def add_entries(document: YamlDocument, entries: dict[str, list[Entry]]) -> str:
    """Text of a case file with entries added to the end of its lists.

    Parameters
    ----------
    document : YamlDocument
        The file, as parsed.
    entries : dict of list
        Entries to add, by section. A section that the file lacks is added at its end.

    Raises
    ------
    CaseError
        If a section is no list.
    """
    text = document.text
    newline = "\r\n" if "\r\n" in text else "\n"
    lists = _lists(text)
    places = sorted(
        ((lists[name].end if name in lists else len(text)), name)
        for name in entries
        if entries[name]
    )
    for _, name in reversed(places):
        if name in document.values and name not in lists:
            raise CaseError(document.fault((name,), "wanted a list of entries"))
        new = entries[name]
        text = _added(text, lists[name], new) if name in lists else _at_end(text, name, new)
    return text.replace("\r\n", "\n").replace("\n", newline)


def _lists(text: str) -> dict[str, _List]:
    """The lists directly below the top of a file; an empty value counts as an empty list."""
    out: dict[str, _List] = {}
    depth, key, length = 0, "", 0
    start: Any = None
    events: Iterable[Any] = yaml.parse(text, Loader=LOADER)
    for event in events:
        opens = isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent)
        if isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            depth -= 1
            if depth == 1 and start is not None and isinstance(event, yaml.SequenceEndEvent):
                out[key] = _list(start, event, length)
            if depth == 1:
                key, start = "", None
            continue
        if depth == 1 and not key:
            key = event.value
        elif depth == 1 and not opens:
            key = ""
        elif depth == 1:
            start, length = event if isinstance(event, yaml.SequenceStartEvent) else None, 0
        elif depth == 2:
            length += 1
        depth += opens
    return out


def _list(start: Any, end: Any, length: int) -> _List:
    """A list from the events at its start and end."""
    flow, mark = bool(start.flow_style), start.start_mark
    last = end.end_mark if flow else end.start_mark
    return _List(mark.index, last.index, flow, mark.column, length)


def _added(text: str, where: _List, new: list[Entry]) -> str:
    if where.flow:
        return _in_flow(text, where, new)
    end = len(_until_content(text, where))
    indent = " " * where.column
    return text[:end] + "\n" + _items(new, indent) + (text[end:] or "\n")


def _until_content(text: str, where: _List) -> str:
    """The text up to the last content of a list: blank lines and comments after it are not its."""
    lines = text[: where.end].rstrip().split("\n")
    while lines[-1].lstrip().startswith("#") or not lines[-1].strip():
        lines.pop()
    return "\n".join(lines).rstrip("\r")


def _in_flow(text: str, where: _List, new: list[Entry]) -> str:
    """An empty ``[]`` becomes a block; to entries in brackets others are added in brackets."""
    if not where.length:
        line = text.find("\n", where.end)
        line = len(text) if line < 0 else line
        head = text[: where.start].rstrip(" ") + text[where.end : line]
        return head + "\n" + _items(new, "  ") + (text[line:] or "\n")
    inside = ", ".join(json.dumps(e, ensure_ascii=False, default=str) for e in new)
    close = where.end - 1
    head = text[:close].rstrip()
    comma = "" if head.endswith(",") else ","
    return head + comma + " " + inside + text[close:]


def _items(new: list[Entry], indent: str) -> str:
    """Entries as items of a block list at an indentation."""
    lines = section_text("x", new).splitlines()[1:]
    return "\n".join(indent + _marked(line[2:]) if line.strip() else "" for line in lines)


def _marked(line: str) -> str:
    """A line of a new entry, with a comment where a person must judge."""
    return line + "  # yours to judge" if line.endswith(": null") else line


def _at_end(text: str, name: str, new: list[Entry]) -> str:
    return f"{text.rstrip()}\n\n{name}:\n{_items(new, '  ')}\n"
