"""Documents of every format read the same words; what is no document is refused in a sentence."""

import io
import sys
import zipfile
from datetime import date

import pytest

from detente.errors import DataError
from detente.reading.open_file import MAX_FILE, open_document

PARAGRAPHS = [
    "The government in Paris said on Monday that it would not accept what Berlin proposed in "
    "March, and that US-Russian talks go on while the two remain far apart on almost everything.",
    "Nobody knows. It may end in May; it may not end before the summer of the year that follows, "
    "whatever the ministers say to each other at their next meeting in the capital.",
]
TITLE = "Of pacts and of their ends"


def text_file(folder):
    path = folder / "a.txt"
    path.write_text(f"# {TITLE}\n\n# By Ann Other, 3 May 1998\n\n" + "\n\n".join(PARAGRAPHS))
    return path


def html_file(folder):
    path = folder / "a.html"
    body = "".join(f"<p>{p.replace('US-', '<b>US</b>-')}</p>" for p in PARAGRAPHS)
    path.write_text(
        "<html><head><meta property='article:published_time' content='1998-05-03T10:00:00Z'>"
        f"<meta name=author content='Ann Other'><title>{TITLE}</title>"
        "<script>alert(1)</script></head><body><nav>Menu</nav><article>"
        f"<h1>{TITLE}</h1>{body}<script>document.write('x')</script></article></body></html>"
    )
    return path


def word_file(folder):
    import docx

    made = docx.Document()
    made.core_properties.author = "Ann Other"
    made.add_heading(TITLE)
    made.add_heading("3 May 1998", 2)
    for p in PARAGRAPHS:
        made.add_paragraph(p)
    made.save(folder / "a.docx")
    return folder / "a.docx"


HEADS = ", header: [A running head], footer: context counter(page).display()"


def pdf_file(folder, *, pages=1):
    import typst

    paragraphs = "\n\n".join(PARAGRAPHS * pages)
    source = folder / "a.typ"
    source.write_text(
        '#set document(author: "Ann Other")\n'
        f"#set page(height: 12cm{HEADS if pages > 1 else ''})"
        f'\n#set par(justify: true)\n#set text(hyphenate: true, lang: "en")\n= {TITLE}\n'
        f"== 3 May 1998\n{paragraphs}"
    )
    (folder / "a.pdf").write_bytes(typst.compile(str(source)))
    return folder / "a.pdf"


@pytest.mark.parametrize("make", [text_file, html_file, word_file, pdf_file])
def test_every_format_gives_the_same_words_and_origin(make, tmp_path):
    document = open_document(make(tmp_path))
    words = [document.quote(p.span).split() for p in document.paragraphs]
    assert words == [p.split() for p in PARAGRAPHS]
    assert (document.title, document.author) == (TITLE, "Ann Other")
    assert document.published == date(1998, 5, 3)


def test_running_heads_and_page_numbers_of_a_pdf_are_no_text(tmp_path):
    document = open_document(pdf_file(tmp_path, pages=30))
    assert document.text.split()[11:] == " ".join(PARAGRAPHS * 30).split()
    # the last paragraph of a page whose last line is long goes on in the next page's first
    assert 55 <= len(document.paragraphs) <= 60
    assert "running head" not in document.text


def test_standard_input_is_plain_text(monkeypatch):
    class Stdin:
        buffer = io.BytesIO("Ça va. 1 < 2.".encode())

    monkeypatch.setattr(sys, "stdin", Stdin)
    from pathlib import Path

    assert open_document(Path("-")).text == "Ça va. 1 < 2."


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x0c"])
def test_line_ends_of_any_kind_are_line_ends(tmp_path, end):
    path = tmp_path / "a.txt"
    path.write_bytes(f"One.{end}{end}Two.".encode())
    assert len(open_document(path).paragraphs) == 2


def test_a_day_that_is_given_counts_and_letters_are_composed(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("Cafe\u0301 in Paris, as on 1 May 1999.")
    document = open_document(path, published=date(2000, 1, 1), outlet="A paper")
    assert document.text.startswith("Caf\u00e9")
    assert (document.published, document.outlet) == (date(2000, 1, 1), "A paper")


def test_a_day_inside_the_text_is_not_its_day(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("The treaty of 1 May 1999 ended. Nobody asked why.")
    assert open_document(path).published is None


def test_mixed_right_to_left_text_is_read(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("The word \u200f\u0633\u0644\u0627\u0645\u200f means peace in Cairo.")
    assert "\u0633\u0644\u0627\u0645" in open_document(path).text


def bomb():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 70_000_000)
    return data.getvalue()


ODT = "application/vnd.oasis.opendocument.text"


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", r"a\.txt: no paragraph of text"),
        ("a.txt", b"x\0y", r"a\.txt:1: .*control character U\+0000"),
        ("a.txt", "one\n\ntwo \u202e end".encode(), r"a\.txt:3: .*override U\+202E"),
        ("a.txt", b"caf\xe9 society", r"a\.txt:1: not UTF-8 text \(byte 3\); save it as UTF-8"),
        ("a.txt", b"word " * 500_000, r"a\.txt: 2,500,000 characters .*at most 2,000,000"),
        ("a.rtf", b"{\\rtf1}", r"a\.rtf: no format .* wanted one of \.docx"),
        ("a.pdf", b"%PDF-1.4 nonsense", r"a\.pdf: not a PDF"),
        ("a.docx", b"PK\x03\x04 nonsense", r"a\.docx: not a Word document"),
        (
            "a.odt",
            zipped(mimetype=ODT),
            r"a\.odt: an OpenDocument text \(\.odt\), no format .* wanted",
        ),
        ("a.txt", zipped(mimetype=ODT), r"a\.txt: an OpenDocument text"),
        ("a.docx", zipped(mimetype="a/b"), r"a\.docx: an archive of the type 'a/b', no format"),
        ("a.docx", zipped(**{"xl/workbook.xml": ""}), r"a\.docx: a sheet of Excel, no format"),
        ("a.zip", zipped(x=""), r"a\.zip: a zip archive, no format that can be read"),
        ("a.docx", bomb(), r"a\.docx: unpacks to more than 60 MB"),
        ("a.html", b"<p>x" + b"<div>" * 200_000, r"a\.html: has 200,001 tags"),
        ("a.html", b"<script>alert(1)</script>", r"a\.html: no paragraph"),
    ],
    ids=lambda x: x[:20] if isinstance(x, str) else "",
)
def test_what_is_no_document_is_refused_in_a_sentence(tmp_path, name, data, message):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DataError, match=message):
        open_document(path)


def test_a_scan_says_what_to_do(tmp_path):
    import typst

    source = tmp_path / "s.typ"
    source.write_text("#rect(width: 3cm, height: 3cm)")
    path = tmp_path / "s.pdf"
    path.write_bytes(typst.compile(str(source)))
    with pytest.raises(DataError, match=r"a scan without text \(1 page\); run text recognition"):
        open_document(path)


def test_a_file_of_200_mb_is_not_read(tmp_path):
    from detente.errors import CaseError

    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(CaseError, match=rf"has 200.0 MB; wanted at most {MAX_FILE // 10**6} MB"):
        open_document(path)
