"""PDF: A4, the page of judgement on one page, accessible, and text of a case stays text."""

import re
import shutil
import subprocess

import pytest
from brief_kit import HOSTILE, hostile_case

from detente.assessment import assess
from detente.brief.pdf import write
from detente.forecast.settings import Settings

pytest.importorskip("typst", reason="the extra 'pdf' is not installed")


@pytest.fixture(scope="module")
def made(documents):
    return {name: write(a) for name, a in documents.items()}


def pages(data, tmp_path):
    """Text of each page; skips without poppler."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    path = tmp_path / "brief.pdf"
    path.write_bytes(data)
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout.split("\f")[:-1]


def flat(text):
    return re.sub(r"[\s-]+", "", text)


@pytest.mark.parametrize("case", ["us-russia-2001", "anglo-japanese-1905"])
def test_page_one_is_one_page(made, documents, case, tmp_path):
    found = pages(made[case].data, tmp_path)
    first, second, *rest = found
    a = documents[case]
    assert flat(a.verdict.words) in flat(first)
    assert "Words of probability follow ICD 203" in first
    assert "2. How long it may last" not in first
    assert "2. How long it may last" in second
    assert len(rest) > 5


@pytest.mark.parametrize("case", ["us-russia-2001", "anglo-japanese-1905"])
def test_says_what_the_document_says(made, documents, case, tmp_path):
    told = flat(" ".join(pages(made[case].data, tmp_path)))
    a = documents[case]
    for h in ("1", "2", "5", "10", "20"):
        assert f"{a.verdict.p_unbroken[h].mean:.0%}" in told
    assert a.provenance.case_sha256[:12] in told
    for left in a.left_out:
        assert left.reason.split()[-1] in " ".join(told.split()) or flat(left.reason) in told


def test_a4_tagged_and_conforming(made):
    for pdf in made.values():
        assert pdf.note == ""
        assert pdf.data.startswith(b"%PDF-1.7")
        assert b"/MarkInfo" in pdf.data
        assert b"595.2" in pdf.data
        assert b"841.8" in pdf.data


def test_same_document_same_bytes(documents, made):
    a = documents["anglo-japanese-1905"]
    assert write(a).data == made["anglo-japanese-1905"].data


@pytest.fixture(scope="module")
def hostile():
    return assess(hostile_case(), settings=Settings(draws=100))


def test_text_of_a_case_never_becomes_code(hostile, tmp_path):
    told = flat(" ".join(pages(write(hostile).data, tmp_path)))
    for sign in ('#panic("a")', '#eval("1")', "**b**", "$x$", "`c`", "<script>alert(1)</script>"):
        assert flat(sign) in told
    assert flat(HOSTILE)[:60] in told


def test_a_long_judgement_still_fits_one_page(documents, tmp_path):
    a = documents["us-russia-2001"]
    long = "Will it last, and if not, what will break it, and who would be the first to say so? "
    partnership = a.partnership.model_copy(update={"question": long * 8, "title": long * 2})
    found = pages(write(a.model_copy(update={"partnership": partnership})).data, tmp_path)
    assert "Words of probability follow ICD 203" in found[0]
    assert "How long it may last" in found[1]


def test_a_sign_without_a_font_is_said(documents):
    a = documents["anglo-japanese-1905"]
    partnership = a.partnership.model_copy(update={"title": "\U000f0000 title"})
    pdf = write(a.model_copy(update={"partnership": partnership}))
    assert pdf.data.startswith(b"%PDF")
    assert "PDF/UA" in pdf.note
