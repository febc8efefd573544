"""CSV of the figures behind a brief: each table as it stands, each chart with its own numbers.

Cells are UTF-8 with a byte order mark, so that spreadsheets read the signs.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from detente.brief.blocks import Inline, Table
from detente.document.csv_text import csv_text

_PARTS = ("layer", "concat", "hconcat", "vconcat")  # of a Vega-Lite spec


def table_csv(table: Table) -> bytes:
    """One table of a brief, its cells as they stand on the page."""
    rows = ([_text(cell) for cell in row.cells] for row in table.rows)
    return csv_bytes([column.head for column in table.columns], rows)


def chart_csv(spec: Mapping[str, Any]) -> bytes:
    """The rows that one chart draws, numbers in full.

    A chart of several parts has their rows one after the other; ``part`` counts them, and
    ``panel`` is the heading of a part, where it has one.
    """
    parts = list(_distinct(_datasets(spec, None)))
    several = len(parts) > 1
    rows = [
        ({"part": k} if several else {}) | ({"panel": panel} if panel else {}) | row
        for k, (panel, values) in enumerate(parts, 1)
        for row in values
    ]
    heads = list(dict.fromkeys(head for row in rows for head in row))
    return csv_bytes(heads, ([row.get(head) for head in heads] for row in rows))


def csv_bytes(heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """The bytes of a CSV file, see `csv_text`.

    Parameters
    ----------
    heads : iterable of str
        Names of the columns.
    rows : iterable of iterable
        Texts, numbers or None.
    """
    return csv_text(heads, rows).encode("utf-8-sig")


def _text(cell: Inline) -> str:
    return "".join("; " if run.style == "break" else run.text for run in cell)


def _datasets(view: Mapping[str, Any], panel: str | None) -> Iterator[tuple[str | None, Any]]:
    """The rows of each part of a spec, with the heading that it stands under."""
    values = view.get("data", {}).get("values")
    if isinstance(values, list) and any(values):
        yield panel, values
    inner = [part for name in _PARTS for part in view.get(name, ())]
    for part in [*inner, *([view["spec"]] if "spec" in view else [])]:
        yield from _datasets(part, _heading(part.get("title")) or panel)


def _heading(title: Any) -> str | None:
    text = title.get("text") if isinstance(title, Mapping) else title
    return " ".join(text) if isinstance(text, list) else text


def _distinct(parts: Iterable[tuple[str | None, Any]]) -> Iterator[tuple[str | None, Any]]:
    """Each set of rows once: layers of a chart often draw the same rows."""
    seen: list[tuple[str | None, Any]] = []
    for part in parts:
        if part not in seen:
            seen.append(part)
            yield part
