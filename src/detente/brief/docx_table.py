"""Tables of a Word document: the first row is a header, the first column names the rows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from detente.brief.blocks import Inline, Run, Table
from detente.brief.docx_words import Places, clean

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as WordTable
    from docx.text.paragraph import Paragraph

_STYLE = "Light List Accent 1"
CELL = "Cell"  # the style of its paragraphs


def add_table(word: "Document", block: Table, places: Places, width: float) -> None:
    """Add a table with its caption above it.

    Parameters
    ----------
    word : docx.document.Document
        The document, at whose end it is added.
    block : Table
        The table.
    places : Places
        Where links lead to; the table and its rows may be such places.
    width : float
        Centimetres of the whole table.
    """
    caption = word.add_paragraph(clean(block.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    places.mark(caption, block.id)
    table = word.add_table(rows=1, cols=len(block.columns), style=_STYLE)
    _set_widths(table, block, width)
    table._tbl.tblPr.append(_flag("w:tblDescription", "w:val", clean(block.caption)))
    _fill(table, table.rows[0]._tr, _head(block), block, places)
    table.rows[0]._tr.get_or_add_trPr().append(_flag("w:tblHeader"))
    for row in block.rows:
        added = table.add_row()._tr
        first = _fill(table, added, row.cells, block, places)
        added.get_or_add_trPr().append(_flag("w:cantSplit"))
        places.mark(first, row.id)
    word.add_paragraph()  # or Word joins it with the next table


def _set_widths(table: "WordTable", block: Table, width: float) -> None:
    """Set the columns by their shares; rows that are added later have the same."""
    from docx.shared import Cm

    table.autofit = False
    every = sum(column.share for column in block.columns)
    for column, shared in zip(table.columns, block.columns, strict=True):
        column.width = Cm(width * shared.share / every)
        for cell in column.cells:
            cell.width = Cm(width * shared.share / every)


def _head(block: Table) -> list[Inline]:
    return [(Run(text=column.head, style="strong"),) for column in block.columns]


def _flag(tag: str, name: str | None = None, value: str = "") -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    if name:
        element.set(qn(name), value)
    return element


def _fill(
    table: "WordTable", row: Any, cells: Iterable[Inline], block: Table, places: Places
) -> "Paragraph":
    """Write the cells of one row, and return the first paragraph.

    `table.cell` and `row.cells` look through the whole table: a long one would take quadratic time.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.table import _Cell

    lines: list[Paragraph] = []
    for tc, column, runs in zip(row.tc_lst, block.columns, cells, strict=True):
        lines.append(_Cell(tc, table).paragraphs[0])
        lines[-1]._p.style = CELL
        if column.number:
            lines[-1].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        places.add(lines[-1], runs)
    return lines[0]
