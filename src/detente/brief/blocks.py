"""The elements of a brief: sections of paragraphs, lists, tables and charts.

Sections are written once, in these blocks, and rendered as HTML, Markdown and PDF.
All text here is plain: each renderer escapes it for its own format.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from detente import __version__


@dataclass(frozen=True, kw_only=True)
class Run:
    """A stretch of text in one style, perhaps a link.

    ``style`` is empty or one of strong, em, note (small and grey), code, big, term (a word that
    the section Terms defines), break (a new line; its text is empty). ``to`` is the id of a place
    in the brief, or an http(s) address. ``hover`` is the definition of a term.
    """

    text: str
    style: str = ""
    to: str | None = None
    hover: str | None = None


Inline = tuple[Run, ...]
Words = str | Run | Inline


ParagraphKind = Literal["", "question", "verdict", "lead", "note", "alarm"]
TableKind = Literal["wide", "narrow", "headline", "folded"]


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Running text."""

    runs: Inline
    kind: ParagraphKind = ""


@dataclass(frozen=True, kw_only=True)
class Subhead:
    """A heading within a section; links may refer to its id."""

    runs: Inline
    id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Bullets:
    """A list."""

    items: tuple[Inline, ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """Head of a column; numbers are right-aligned; ``share`` is the relative width."""

    head: str
    number: bool = False
    share: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Row:
    """Cells of one row; the first names the row. Links may refer to its id."""

    cells: tuple[Inline, ...]
    id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with a caption and the name of each column.

    ``folded`` is for the figures of a chart, or a long list, which a screen may collapse.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    kind: TableKind = "wide"


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

    ``dateline`` names the partners and dates, ``label`` is the verdict in a few words, ``footer``
    names program and case.
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
    runs: list[Run] = []
    for w in words:
        runs.extend(w if isinstance(w, tuple) else (Run(text=w) if isinstance(w, str) else w,))
    return tuple(r for r in runs if r.text or r.style == "break")


def strong(text: str) -> Run:
    """Bold text."""
    return Run(text=text, style="strong")


def em(text: str) -> Run:
    """Text in italics."""
    return Run(text=text, style="em")


def note(text: str) -> Run:
    """Small grey text."""
    return Run(text=text, style="note")


def code(text: str) -> Run:
    """An id or a checksum."""
    return Run(text=text, style="code")


def big(text: str) -> Run:
    """A figure in large type."""
    return Run(text=text, style="big")


def link(text: str, to: str) -> Run:
    """A link.

    Parameters
    ----------
    text : str
        Its text.
    to : str
        Id of a place in the brief, or an http(s) address.
    """
    return Run(text=text, to=to)


def term(text: str, key: str) -> Run:
    """A word with its definition one hover or one link away.

    Parameters
    ----------
    text : str
        The word as it stands in the sentence.
    key : str
        Id of its row in the section Terms, without the prefix ``term-``.
    """
    return Run(text=text, style="term", to=f"term-{key}")


BREAK = Run(text="", style="break")


def paragraph(*words: Words, kind: ParagraphKind = "") -> Paragraph:
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
    kind: TableKind = "wide",
) -> Table:
    """A table.

    Parameters
    ----------
    key : str
        Its id without the prefix ``t-``.
    caption : str
        Caption.
    columns : iterable of Column
        One for each cell of a row.
    rows : iterable of tuple or Row
        Tuples of cells; a :class:`Row` where the row needs an id.
    kind : TableKind, default "wide"
        As in :class:`Table`.
    """
    return Table(
        id=f"t-{key}",
        caption=caption,
        columns=tuple(columns),
        rows=tuple(r if isinstance(r, Row) else row(*r) for r in rows),
        kind=kind,
    )


def page(
    *parts: tuple[str, str, Iterable[Block]],
    case: str,
    title: str,
    label: str,
    dateline: str,
    format_: str,
) -> Brief:
    """A page of blocks that is written by this version.

    Parameters
    ----------
    *parts : (str, str, iterable of Block)
        Id, title and blocks of each section.
    case, title, label, dateline : str
        As in :class:`Brief`.
    format_ : str
        Of the document that it shows.
    """
    return Brief(
        case=case,
        title=title,
        label=label,
        dateline=dateline,
        generator=f"detente {__version__}",
        sections=tuple(Section(id=k, title=t, blocks=tuple(b)) for k, t, b in parts),
        footer=f"Written by detente {__version__}, format {format_}. Intervals are 90% unless "
        "stated otherwise.",
    )


def chart(name: str, spec: dict[str, Any], *, table: str) -> Chart:
    """A chart with the title and the words of its spec.

    Parameters
    ----------
    name : str
        Its name in the brief.
    spec : dict
        Vega-Lite, with a title and a description.
    table : str
        Key of the table, in the same section, that holds its figures.
    """
    return Chart(
        name=name,
        title=str(spec["title"]),
        alt=str(spec["description"]),
        table=f"t-{table}",
        spec=spec,
    )


def with_text(block: Block, change: Callable[[Inline], Inline]) -> Block:
    """A block with its text changed; a chart has none of its own.

    Parameters
    ----------
    block : Block
        The block.
    change : callable
        From the text of a paragraph, heading, item or cell to another.
    """
    if isinstance(block, Paragraph | Subhead):
        return replace(block, runs=change(block.runs))
    if isinstance(block, Bullets):
        return replace(block, items=tuple(map(change, block.items)))
    if isinstance(block, Table):
        rows = (replace(r, cells=tuple(map(change, r.cells))) for r in block.rows)
        return replace(block, rows=tuple(rows))
    return block


def row(*cells: Words, key: str | None = None) -> Row:
    """One row of a table."""
    return Row(cells=tuple(inline(c) for c in cells), id=key)


def column(head: str, share: float = 1.0) -> Column:
    """A column of words.

    Parameters
    ----------
    head : str
        Name of the column.
    share : float, default 1.0
        Width relative to the other columns.
    """
    return Column(head=head, share=share)


def figures(head: str, share: float = 1.0) -> Column:
    """A right-aligned column of numbers.

    Parameters
    ----------
    head, share
        As `column` takes them.
    """
    return Column(head=head, number=True, share=share)
