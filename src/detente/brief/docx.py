"""The brief as a Word document, for editors who change and comment; needs the extra ``docx``.

The same blocks as in the other forms: a title, headings, tables whose head repeats on each page,
and charts as pictures with their text alternative. Text of a case is data of the document model,
never markup. Links lead to bookmarks, so that a term is one click away from its definition.
"""

import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from detente.brief.archive import pack, read_archive
from detente.brief.blocks import (
    Block,
    Brief,
    Bullets,
    Chart,
    Paragraph,
    Subhead,
    Table,
)
from detente.brief.context import brief
from detente.brief.context import link_targets as targets
from detente.brief.docx_table import CELL, add_table
from detente.brief.docx_words import Places, clean
from detente.document.assessment import Assessment

if TYPE_CHECKING:
    from docx.document import Document

_KINDS = {"question": "Quote", "verdict": "Intense Quote", "alarm": "Intense Quote"}
_WIDTH, _HEIGHT = 17.0, 22.0  # centimetres: between the margins of A4; of a picture at most


def write(assessment: Assessment) -> bytes:
    """Set the brief of one assessment as .docx; the same document gives the same bytes.

    Parameters
    ----------
    assessment : Assessment
        The document, as returned by ``assess`` or read back from its JSON.
    """
    return set_page(brief(assessment), assessment.as_of)


def set_page(page: Brief, day: date) -> bytes:
    """Set a page of blocks as .docx.

    Parameters
    ----------
    page : Brief
        Title, dateline, sections and footer.
    day : date
        The day that its properties name.
    """
    word = _empty(page, datetime.combine(day, time.min))
    places = Places.of(targets(page.sections))
    word.add_heading(clean(page.title), level=0)
    word.add_paragraph(clean(page.dateline), style="Subtitle")
    for number, section in enumerate(page.sections, 1):
        heading = word.add_heading(clean(f"{number}. {section.title}"), level=1)
        places.mark(heading, section.id)
        for block in section.blocks:
            _add(word, block, places)
    word.add_paragraph(clean(page.footer), style="Caption")
    out = io.BytesIO()
    word.save(out)
    return pack(read_archive(out.getvalue()))  # without the time at which it was saved


def _empty(page: Brief, day: datetime) -> "Document":
    """A4 without content; its properties name case and program, no person and no clock."""
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt

    word = Document()
    about = word.core_properties
    about.title, about.subject = clean(page.title)[:255], clean(page.label)[:255]
    about.author = about.last_modified_by = page.generator
    about.comments, about.language = clean(page.footer)[:255], "en"
    about.created = about.modified = day
    paper = word.sections[0]
    paper.page_width, paper.page_height = Cm(21), Cm(29.7)
    paper.left_margin = paper.right_margin = Cm(2)
    paper.top_margin = paper.bottom_margin = Cm(1.8)
    word.styles["Normal"].font.size = Pt(10)
    small = word.styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    small.font.size = Pt(8)
    small.paragraph_format.space_after = Pt(0)
    return word


def _add(word: "Document", block: Block, places: Places) -> None:
    if isinstance(block, Paragraph):
        places.add(word.add_paragraph(style=_KINDS.get(block.kind)), block.runs)
    elif isinstance(block, Subhead):
        heading = word.add_heading(level=2)
        places.add(heading, block.runs)
        places.mark(heading, block.id)
    elif isinstance(block, Bullets):
        for item in block.items:
            places.add(word.add_paragraph(style="List Bullet"), item)
    elif isinstance(block, Table):
        add_table(word, block, places, _WIDTH)
    else:
        _picture(word, block)


def _picture(word: "Document", chart: Chart) -> None:
    """A chart as a picture below its title, with its text alternative."""
    from docx.shared import Cm, Emu

    from detente.brief.charts.theme import png

    title = word.add_paragraph(clean(chart.title), style="Caption")
    title.paragraph_format.keep_with_next = True
    shape = word.add_picture(io.BytesIO(png(chart.spec)), width=Cm(_WIDTH))
    excess = max(1.0, shape.height / Cm(_HEIGHT))
    shape.width, shape.height = Emu(shape.width / excess), Emu(shape.height / excess)
    about = shape._inline.docPr
    about.set("title", clean(chart.title))
    about.set("descr", clean(chart.alt))
