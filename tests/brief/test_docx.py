"""Word: opens again, has headings, heads of tables and alternatives of pictures, says the same."""

import io
import json
import re
from dataclasses import replace
from datetime import date
from zipfile import ZipFile

import pytest
from brief_kit import HOSTILE

from detente.brief.blocks import (
    Brief,
    Chart,
    Run,
    Section,
    Subhead,
    Table,
    bullets,
    column,
    figures,
    paragraph,
    row,
    strong,
    table,
)
from detente.brief.context import brief
from detente.brief.docx import set_page
from detente.brief.files import blocks
from detente.document.percent import percent

docx = pytest.importorskip("docx", reason="the extra 'docx' is not installed")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHORT = "anglo-japanese-1905"


@pytest.fixture(scope="module")
def page(documents):
    """A whole brief, with the charts of its first page: each more takes a tenth of a second."""
    first, *others = brief(documents[SHORT]).sections
    bare = [
        replace(s, blocks=tuple(b for b in s.blocks if not isinstance(b, Chart))) for s in others
    ]
    return replace(brief(documents[SHORT]), sections=(first, *bare))


@pytest.fixture(scope="module")
def written(page):
    return set_page(page, date(1905, 8, 12))


@pytest.fixture(scope="module")
def opened(written):
    return docx.Document(io.BytesIO(written))


def flat(text):
    return "".join(text.split())


def words(element):
    """All text below an element of Word, in order."""
    return "".join(part.text or "" for part in element.iter(f"{W}t"))


def test_it_holds_every_word_of_the_brief_in_order(page, opened):
    shown = flat(words(opened.element.body))
    at = 0
    for block in (b for b in blocks(page) if not isinstance(b, Chart)):
        for text in texts_of(block):
            found = shown.find(flat(text), at)
            assert found >= 0, text
            at = found + len(flat(text))
    assert at > 10_000  # letters of the brief


def test_every_cell_of_a_table_is_in_its_place(page, opened):
    wanted = [
        [[flat("".join(r.text for r in cell)) for cell in row.cells] for row in block.rows]
        for block in blocks(page)
        if isinstance(block, Table)
    ]
    shown = [
        [[flat(words(tc)) for tc in row._tr.tc_lst] for row in made.rows[1:]]
        for made in opened.tables
    ]
    assert shown == wanted
    assert len(wanted) > 10


def texts_of(block):
    if isinstance(block, Table):
        yield block.caption
        yield from ("".join(r.text for r in cell) for row in block.rows for cell in row.cells)
    else:
        lines = getattr(block, "items", None) or (block.runs,)
        yield from ("".join(r.text for r in line) for line in lines)


def test_its_numbers_are_those_of_the_json(documents, opened):
    plain = json.loads(documents[SHORT].model_dump_json(by_alias=True))
    assert len(plain["fates"]) == 4
    for fate, shown in zip(plain["fates"], opened.tables[0].rows[1:], strict=True):
        name, _, mean, interval = (words(tc) for tc in shown._tr.tc_lst)
        assert name.startswith(fate["label"])
        assert mean == percent(fate["p"]["mean"])
        assert interval == f"{percent(fate['p']['low'])} to {percent(fate['p']['high'])}"


def test_headings_tables_and_pictures_are_what_a_screen_reader_wants(page, opened):
    assert opened.paragraphs[0].style.name == "Title"
    assert opened.paragraphs[0].text == opened.core_properties.title == page.title
    heads = [p.text for p in opened.paragraphs if p.style.name == "Heading 1"]
    assert heads == [f"{n}. {s.title}" for n, s in enumerate(page.sections, 1)]
    tables = [b for b in blocks(page) if isinstance(b, Table)]
    for made, block in zip(opened.tables, tables, strict=True):
        assert [words(tc) for tc in made.rows[0]._tr.tc_lst] == [c.head for c in block.columns]
        assert made.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None
        assert len(made.rows) == len(block.rows) + 1
    charts = [b for b in blocks(page) if isinstance(b, Chart)]
    for shape, block in zip(opened.inline_shapes, charts, strict=True):
        assert shape._inline.docPr.get("descr") == block.alt
        assert shape.width <= docx.shared.Cm(17)
        assert shape.height <= docx.shared.Cm(22) + 1


def test_every_link_leads_to_a_place(opened):
    xml = opened.element.xml
    marks = re.findall(r'<w:bookmarkStart [^>]*w:name="(\w+)"', xml)
    links = re.findall(r'<w:hyperlink [^>]*w:anchor="(\w+)"', xml)
    assert len(links) > 20
    assert set(links) <= set(marks)
    assert len(marks) == len(set(marks))


def test_the_same_page_gives_the_same_bytes():
    made = [set_page(_page("A title"), date(2001, 11, 12)) for _ in range(2)]
    assert made[0] == made[1]
    with ZipFile(io.BytesIO(made[0])) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def _page(text):
    links = (Run(text=text, to="https://x.test/" + "%"), Run(text=text, to="javascript:alert(1)"))
    written = (
        paragraph(text, kind="question"),
        Subhead(runs=(strong(text),), id=text),
        bullets([(*links, Run(text=text, to=text))]),
        table("t", text, [column(text), figures(text)], [row(text, text, key=text + "row")]),
    )
    return Brief(
        case="c",
        title=text,
        label=text,
        dateline=text,
        generator="detente",
        sections=(Section(id="s", title=text, blocks=written),),
        footer=text,
    )


def test_hostile_text_stays_text():
    text = HOSTILE + "\x07\ud800"
    opened = docx.Document(io.BytesIO(set_page(_page(text), date(2001, 11, 12))))
    said = HOSTILE + "\ufffd\ufffd"
    assert opened.core_properties.title == said
    assert words(opened.element.body).count(said) == 14
    assert [r.target_ref for r in opened.part.rels.values() if r.is_external] == [
        "https://x.test/%"
    ]
    assert opened.element.xml.count("<w:hyperlink ") == 2
