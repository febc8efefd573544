"""PDF: A4, the page of judgement on one page, accessible, and text of a case stays text."""

import ctypes
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from brief_kit import HOSTILE

from detente.assessment.assess import assess
from detente.brief import pdf, pdf_plan
from detente.brief.blocks import Chart, Paragraph, Table
from detente.brief.context import brief
from detente.brief.pdf import write
from detente.brief.typeset import compile_pdf
from detente.case.load import build
from detente.case.template import template
from detente.case.yaml12 import parse
from detente.errors import DetenteError
from detente.forecast.settings import Settings

pytest.importorskip("typst", reason="the extra 'pdf' is not installed")


@pytest.fixture(scope="module")
def made(documents):
    return {name: write(a) for name, a in documents.items()}


def poppler(command, data, tmp_path, *options):
    """What a command of poppler makes of a PDF; skips without it."""
    if shutil.which(command) is None:
        pytest.skip(f"{command} (poppler-utils) is not installed")
    path = tmp_path / "brief.pdf"
    path.write_bytes(data)
    return subprocess.run([command, *options, str(path)], capture_output=True, check=True).stdout


def pages(data, tmp_path, order="-layout"):
    """Text of each page, as it looks or, ``-raw``, cell by cell."""
    poppler("pdftotext", data, tmp_path, order)  # writes next to the PDF
    return (tmp_path / "brief.txt").read_text().split("\f")[:-1]


def pictures(data, tmp_path):
    """Each page as grey values, two pixels a millimetre."""
    raw = poppler("pdftoppm", data, tmp_path, "-gray", "-r", "50.8")
    while raw:
        size = re.match(rb"P5\s(\d+) (\d+)\s255\s", raw)
        wide, high = int(size[1]), int(size[2])
        end = size.end() + wide * high
        yield np.frombuffer(raw[size.end() : end], np.uint8).reshape(high, wide)
        raw = raw[end:]


def flat(text):
    return re.sub(r"[\s\x02-]+", "", text)  # \x02: pdfium, a word divided at the end of a line


@pytest.mark.parametrize("case", ["us-russia-2001", "anglo-japanese-1905"])
def test_page_one_is_one_page(made, documents, case, tmp_path):
    first, second, *rest = pages(made[case].data, tmp_path)
    a = documents[case]
    assert flat(a.verdict.words) in flat(first)
    assert "Words of probability follow ICD 203" in first
    assert "2. Outcome by outcome" not in first
    assert "2. Outcome by outcome" in second
    assert len(rest) > 5


def empty_foot(picture):
    """Share of the body of a page that is white below the last ink; the footer does not count."""
    body = picture[30:-36]
    return 1 - (np.flatnonzero((body < 200).any(axis=1))[-1] + 1) / len(body)


@pytest.mark.parametrize("case", ["us-russia-2001", "anglo-japanese-1905"])
def test_pages_are_full(made, case, tmp_path):
    """Before charts could wait for the next page a foot was empty up to 76%, on average 12%."""
    _, *inner, _ = [empty_foot(p) for p in pictures(made[case].data, tmp_path)]
    assert max(inner) < 1 / 3
    assert np.mean(inner) < 0.08


@pytest.mark.parametrize("case", ["us-russia-2001", "anglo-japanese-1905"])
def test_a_chart_that_waits_is_where_the_text_says(made, documents, case, tmp_path):
    texts = [flat(p) for p in pages(made[case].data, tmp_path, "-raw")]
    titles = [
        flat(b.title)
        for s in brief(documents[case]).sections
        for b in s.blocks
        if isinstance(b, Chart)
    ]
    where = {t: [n for n, page in enumerate(texts, 1) if t in page] for t in titles}
    assert all(where.values())
    sent = [
        (here, int(n), next(t for t in titles if rest.startswith(t)))
        for here, page in enumerate(texts, 1)
        for n, rest in re.findall(r"Chartonpage(\d+):(.{200})", page)
    ]
    assert sent
    for here, there, title in sent:
        assert where[title] == [here, there]
        assert here < there <= here + 3


def links(data):
    """Text of each link within the PDF, and what stands in the inch below the place it goes to."""
    pdfium = pytest.importorskip("pypdfium2", reason="the extra 'read' is not installed")
    raw = pdfium.raw
    document = pdfium.PdfDocument(data)
    texts = [page.get_textpage() for page in document]
    for page, text in zip(document, texts, strict=True):
        place, link = ctypes.c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(page, place, link):
            if not (dest := raw.FPDFLink_GetDest(document, link)):
                continue
            box, (x, y, zoom) = raw.FS_RECTF(), (ctypes.c_float() for _ in range(3))
            has = [ctypes.c_int() for _ in range(3)]
            raw.FPDFLink_GetAnnotRect(link, box)
            assert raw.FPDFDest_GetLocationInPage(dest, *has, x, y, zoom)
            there = texts[raw.FPDFDest_GetDestPageIndex(document, dest)]
            shown = text.get_text_bounded(box.left, box.bottom, box.right, box.top)
            yield flat(shown), flat(there.get_text_bounded(bottom=y.value - 72, top=y.value))


@pytest.mark.parametrize("case", ["us-russia-2001", "anglo-japanese-1905"])
def test_a_link_goes_to_where_its_target_is(made, documents, case):
    """Against the brief itself: a term goes to its row, the contents to the heading."""
    page = brief(documents[case])
    blocks = [b for s in page.sections for b in s.blocks]
    tables = [b for b in blocks if isinstance(b, Table)]
    heads = {r.id: flat(r.cells[0][0].text) for t in tables for r in t.rows if r.id}
    cells = [cell for t in tables for r in t.rows for cell in r.cells]
    lines = [b.runs for b in blocks if isinstance(b, Paragraph)]
    wanted = {flat(r.text): heads[r.to] for line in cells + lines for r in line if r.to in heads}
    wanted |= {flat(f"{n}. {s.title}"): flat(s.title) for n, s in enumerate(page.sections, 1)}
    found = [(shown, there) for shown, there in links(made[case].data) if shown in wanted]
    assert len(found) > 50
    assert [(s, there) for s, there in found if wanted[s] not in there] == []


def numbers(text):
    return Counter(re.findall(r"\d+", text))


def words(block):
    """All text of a block, except what a chart draws."""
    if isinstance(block, Chart):
        return block.title
    runs = (getattr(block, "runs", ()), *getattr(block, "items", ()))
    cells = (cell for row in getattr(block, "rows", ()) for cell in row.cells)
    heads = [c.head for c in getattr(block, "columns", ())]
    return " ".join([*heads, *(r.text for line in (*runs, *cells) for r in line)])


@pytest.mark.parametrize("case", ["us-russia-2001", "anglo-japanese-1905"])
def test_every_number_of_the_brief_is_there_as_often(made, documents, case, tmp_path):
    printed = numbers(" ".join(pages(made[case].data, tmp_path)))
    written = numbers(" ".join(words(b) for s in brief(documents[case]).sections for b in s.blocks))
    assert written.total() > 2000
    assert not written - printed


@pytest.mark.parametrize("case", ["us-russia-2001", "anglo-japanese-1905"])
def test_says_what_the_document_says(made, documents, case, tmp_path):
    text = flat(" ".join(pages(made[case].data, tmp_path)))
    a = documents[case]
    for h in ("1", "2", "5", "10", "20"):
        assert f"{a.verdict.p_unbroken[h].mean:.0%}" in text
    assert a.provenance.case_sha256[:12] in text
    for left in a.left_out:
        assert left.reason.split()[-1] in " ".join(text.split()) or flat(left.reason) in text


def test_a4_tagged_and_conforming(made):
    assert made
    for one in made.values():
        assert one.note == ""
        assert one.data.startswith(b"%PDF-1.7")
        assert b"/MarkInfo" in one.data
        assert b"595.2" in one.data
        assert b"841.8" in one.data


def test_same_document_same_bytes(documents, made):
    a = documents["anglo-japanese-1905"]
    assert write(a).data == made["anglo-japanese-1905"].data


def test_text_of_a_case_never_becomes_code(hostile, tmp_path):
    text = flat(" ".join(pages(write(hostile).data, tmp_path)))
    for sign in ('#panic("a")', '#eval("1")', "**b**", "$x$", "`c`", "<script>alert(1)</script>"):
        assert flat(sign) in text
    assert flat(HOSTILE)[:60] in text


def test_a_long_judgement_still_fits_one_page(documents, tmp_path):
    a = documents["anglo-japanese-1905"]
    long = "Will it last, and if not, what will break it, and who would be the first to say so? "
    partnership = a.partnership.model_copy(update={"question": long * 8, "title": long * 2})
    printed = pages(write(a.model_copy(update={"partnership": partnership})).data, tmp_path)
    assert flat("Words of probability follow ICD 203") in flat(printed[0])
    assert "Outcome by outcome" in printed[1]


def test_a_character_without_a_font_is_reported():
    """In the brief of an untouched template, the shortest that there is."""
    text = template("mine", date(2018, 6, 1), "schema.json")
    case = build(parse("mine.yaml", text.encode()))
    odd = case.model_copy(update={"title": "\U000f0000 title"})
    pdf = write(assess(odd, settings=Settings(draws=100)))
    assert pdf.data.startswith(b"%PDF")
    assert "PDF/UA" in pdf.note


def test_a_chart_shrinks_a_little_or_waits():
    rooms = [
        ["whole", 2, 320, 400, 300],
        ["smaller", 2, 320, 270, 300],
        ["waits", 3, 320, 200, 300],
        ["behind it", 3, 100, 180, 90],
        ["next page", 4, 100, 180, 90],
    ]
    assert pdf_plan.plan_charts(rooms) == {
        "whole": 1.0,
        "smaller": 0.83,
        "waits": 0.0,
        "behind it": 0.0,
        "next page": 1.0,
    }


def test_a_brief_that_takes_too_long_is_stopped_and_says_what_else_there_is(monkeypatch):
    monkeypatch.setattr("detente.brief.typeset.LONGEST", 0.01)
    with pytest.raises(DetenteError, match=r"stopped; a brief as long .* \.html, \.md or \.docx"):
        compile_pdf(b"= A", {})


def test_a_brief_too_long_for_a_pdf_is_refused_before_anything_is_drawn(documents, monkeypatch):
    """A case sixteen times the largest bundled one kept the processor busy for 100 s and took 1.5 GB."""
    page = brief(documents["us-russia-2001"])
    many = replace(page, sections=page.sections * 4)
    monkeypatch.setattr(pdf, "brief", lambda assessment: many)
    monkeypatch.setattr(pdf.charts, "figure", lambda spec: pytest.fail("a chart was drawn"))
    with pytest.raises(
        DetenteError, match=r"too long for a PDF, .* 2 million .* \.html, \.docx or"
    ):
        write(documents["us-russia-2001"])
