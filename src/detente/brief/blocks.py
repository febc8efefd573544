"""What a brief is made of: sections of paragraphs, lists, tables and charts.

Sections are written once, in these blocks; HTML, Markdown and PDF are three ways to set them.
All text here is plain: whoever sets it must escape it for his own form.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Run:
    """A stretch of text in one style, perhaps a link.

    ``style`` is empty or one of strong, em, note (small and grey), code, big, break (a new line;
    its text is empty). ``to`` is the id of a place in the brief, or an http(s) address.
    """

    text: str
    style: str = ""
    to: str | None = None


Inline = tuple[Run, ...]
Words = str | Run | Inline


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Running text. ``kind``: empty, question, verdict, lead, note or alarm."""

    runs: Inline
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class Subhead:
    """A heading within a section; other places may lead to its id."""

    runs: Inline
    id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Bullets:
    """A list."""

    items: tuple[Inline, ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """Head of a column; numbers stand to the right; ``share`` is its width relative to others."""

    head: str
    number: bool = False
    share: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Row:
    """Cells of one row; the first names the row. Other places may lead to its id."""

    cells: tuple[Inline, ...]
    id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with a caption and the name of each column.

    ``kind``: wide, narrow, headline, or folded: the figures of a chart, or a long list, which a
    screen may fold away.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    kind: str = "wide"


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart by name; ``table`` is the id of the table that holds the same figures."""

    name: str
    title: str
    alt: str
    table: str
    spec: dict[str, Any] = field(repr=False)  # Vega-Lite


Block = Paragraph | Subhead | Bullets | Table | Chart


@dataclass(frozen=True, kw_only=True)
class Section:
    """One section: its id, its title and its blocks. The first one is the page of judgement."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Brief:
    """The page context: all that any form of the brief shows.

    ``dateline`` says who and when, ``label`` is the verdict in a few words, ``footer`` what made
    the brief.
    """

    case: str
    title: str
    label: str
    dateline: str
    generator: str
    sections: tuple[Section, ...]
    footer: str


def inline(*words: Words) -> Inline:
    """Text and runs in order, as one line."""
    found: list[Run] = []
    for w in words:
        found.extend(w if isinstance(w, tuple) else (Run(text=w) if isinstance(w, str) else w,))
    return tuple(r for r in found if r.text or r.style == "break")


def strong(text: str) -> Run:
    """Text that stands out."""
    return Run(text=text, style="strong")


def em(text: str) -> Run:
    """Text in italics."""
    return Run(text=text, style="em")


def note(text: str) -> Run:
    """Text that steps back."""
    return Run(text=text, style="note")


def code(text: str) -> Run:
    """An id or a checksum."""
    return Run(text=text, style="code")


def big(text: str) -> Run:
    """The figure that a reader came for."""
    return Run(text=text, style="big")


def link(text: str, to: str) -> Run:
    """Text that leads to a place in the brief or to an address."""
    return Run(text=text, to=to)


BREAK = Run(text="", style="break")


def paragraph(*words: Words, kind: str = "") -> Paragraph:
    """One paragraph."""
    return Paragraph(runs=inline(*words), kind=kind)


def bullets(items: Iterable[Words]) -> Bullets:
    """One list."""
    return Bullets(items=tuple(inline(i) for i in items))


def table(
    key: str,
    caption: str,
    columns: Iterable[Column],
    rows: Iterable[tuple[Words, ...] | Row],
    kind: str = "wide",
) -> Table:
    """A table; a row is a tuple of cells, or a :class:`Row` where it needs an id."""
    return Table(
        id=f"t-{key}",
        caption=caption,
        columns=tuple(columns),
        rows=tuple(r if isinstance(r, Row) else row(*r) for r in rows),
        kind=kind,
    )


def row(*cells: Words, key: str | None = None) -> Row:
    """One row of a table."""
    return Row(cells=tuple(inline(c) for c in cells), id=key)


def column(head: str, share: float = 1.0) -> Column:
    """A column of words."""
    return Column(head=head, share=share)


def figures(head: str, share: float = 1.0) -> Column:
    """A column of numbers."""
    return Column(head=head, number=True, share=share)
