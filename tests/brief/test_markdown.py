"""Markdown: the same words and tables, and no text of a case becomes markup."""

import re

import pytest
from brief_kit import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.brief.blocks import Table, inline
from detente.brief.context import brief
from detente.brief.markdown import _line, write

markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
OURS = {"h1", "h2", "h3", "p", "strong", "em", "ul", "li", "table", "thead", "tbody", "tr"}
OURS |= {"th", "td", "hr", "blockquote", "a"}


def rendered(text):
    return (
        markdown_it.MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .enable("strikethrough")
        .render(text)
    )


def plain(html):
    from html import unescape

    return unescape(re.sub(r"<[^>]+>", "", html))


def test_all_sections_and_tables(document):
    text = write(document)
    page = brief(document)
    html = rendered(text)
    assert html.count("<h2>") == len(page.sections)
    tables = [b for s in page.sections for b in s.blocks if isinstance(b, Table)]
    assert html.count("<table>") == len(tables)
    assert html.count("<tr>") == sum(len(t.rows) + 1 for t in tables)


def test_says_what_the_document_says(document):
    text = plain(rendered(write(document)))
    assert document.verdict.words in text
    for claim in document.claims:
        assert " ".join(claim.says.split()) in text


def test_links_to_sections_lead_to_headings(document):
    text = write(document)
    headings = re.findall(r"^## (.*)$", text, re.M)
    anchors = {re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", h.lower())) for h in headings}
    links = re.findall(r"\]\(#([^)]+)\)", text)
    assert links
    assert set(links) <= anchors


def test_text_of_a_case_never_becomes_markup(hostile):
    html = rendered(write(hostile))
    assert set(re.findall(r"</?([a-zA-Z0-9]+)", html)) <= OURS
    assert set(re.findall(r'href="([a-z]*)', html)) <= {"https", ""}
    assert " ".join(HOSTILE.split()) in plain(html)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab 1.)-+=#*_`[]()<>|~&;\\!{}$:/@^\"'\n\t"), max_size=30))
def test_any_text_is_shown_as_it_is(text):
    line = _line(inline(text))
    html = rendered(f"{line}\n")
    assert " ".join(plain(html).split()) == " ".join(text.split())
    assert set(re.findall(r"</?([a-zA-Z0-9]+)", html)) <= {"p"}


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab |\\`*-<>&\n"), max_size=20))
def test_any_text_stays_in_its_cell(text):
    html = rendered(f"| a | b |\n| --- | --- |\n| {_line(inline(text)) or ' '} | x |\n")
    cells = re.findall(r"<td>(.*?)</td>", html, re.S)
    assert [" ".join(plain(c).split()) for c in cells] == [" ".join(text.split()), "x"]
