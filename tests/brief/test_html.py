"""The page shows what the document says, is self-contained, and treats a case as untrusted."""

import gzip
import re
from html.parser import HTMLParser

import pytest
from brief_kit import HOSTILE

from detente.brief.blocks import Chart
from detente.brief.context import brief
from detente.brief.html import chart, fragment, page, section_ids


class Reader(HTMLParser):
    """Collects tags, attributes and text, and finds tags that do not match."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.text, self.open = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.extend((tag, *a) for a in attrs)
        if tag not in {"meta", "br", "hr", "link", "col", "img", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.extend((tag, *a) for a in attrs)

    def handle_data(self, data):
        self.text.append(data)


def read(html):
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def pages(documents):
    return {name: page(a) for name, a in documents.items()}


@pytest.fixture(params=["us-russia-2001", "anglo-japanese-1905"])
def shown(request, documents, pages):
    return documents[request.param], pages[request.param]


def test_every_section_and_one_heading(shown):
    result, html = shown
    reader = read(html)
    text = " ".join(reader.text)
    titles = [s.title for s in brief(result).sections]
    assert titles
    assert all(title in text for title in titles)
    assert reader.tags.count("h1") == 1


def test_nothing_is_fetched_and_nothing_runs(shown):
    _, html = shown
    reader = read(html)
    assert not {"script", "link", "iframe", "object", "img", "base"} & set(reader.tags)
    assert "url(http" not in html
    assert "@import" not in html
    for tag, name, value in reader.attributes:
        assert not name.startswith("on"), (tag, name)
        if name in ("href", "xlink:href", "src") and tag != "a":
            assert value.startswith("#"), (tag, value)
    policy = next(v for _, n, v in reader.attributes if n == "content" and "default-src" in v)
    assert "default-src 'none'" in policy


def test_figures_have_titles_and_words(shown):
    result, html = shown
    reader = read(html)
    drawn = [b for s in brief(result).sections for b in s.blocks if isinstance(b, Chart)]
    assert reader.tags.count("svg") == len(drawn) >= 10
    alts = [v for t, n, v in reader.attributes if t == "div" and n == "aria-label"]
    assert [c.alt in a for c, a in zip(drawn, alts, strict=True)] == [True] * len(drawn)


def test_svgs_share_no_ids(shown):
    ids = re.findall(r'\bid="([^"]+)"', shown[1])
    assert len(ids) == len(set(ids))


def test_the_page_says_what_the_document_says(shown):
    result, html = shown
    text = " ".join(" ".join(read(html).text).split())
    assert result.verdict.words in text
    for h in ("1", "2", "5", "10", "20"):
        assert f"{result.verdict.p_unbroken[h].mean:.0%}" in text
    for row in (*result.reference_classes, *result.fault_lines, *result.lenses, *result.issues):
        assert row.label in text
    for deed in result.ledger.deeds:
        assert " ".join(deed.what.split()) in text
    for claim in result.claims:
        assert " ".join(claim.says.split()) in text
    for left in result.left_out:
        assert left.reason in text
    for reason in result.confidence.reasons:
        assert reason.says in text
    assert str(result.provenance.seed) in text


def test_links_inside_the_page_lead_somewhere(shown):
    reader = read(shown[1])
    ids = {v for _, n, v in reader.attributes if n == "id"}
    targets = {v[1:] for t, n, v in reader.attributes if t == "a" and n == "href" and v[0] == "#"}
    assert targets
    assert targets <= ids


def test_same_document_same_bytes(shown):
    result, html = shown
    assert page(result) == html
    assert len(gzip.compress(html.encode())) < 150_000


def test_text_of_a_case_never_becomes_markup(hostile):
    html = page(hostile)
    reader = read(html)
    assert not {"script", "img"} & set(reader.tags)
    assert not [n for _, n, _ in reader.attributes if n.startswith("on")]
    assert "49" not in re.findall(r"<h1>(.*?)</h1>", html)[0]
    assert " ".join(HOSTILE.split()) in " ".join(" ".join(reader.text).split())
    assert not [
        v for t, n, v in reader.attributes if n == "href" and not v.startswith(("#", "https"))
    ]


def test_fragments_are_the_sections_of_the_page(shown):
    result, html = shown
    one = fragment(result, "fault-lines", "ledger")
    assert re.findall(r'<section id="([^"]+)"', one) == ["fault-lines", "ledger"]
    assert re.findall(r'<section id="([^"]+)"', html) == section_ids()
    body = one.split("</h2>")[1].split("</section>")[0]
    assert body in html
    read(one)


def test_a_chart_can_be_had_alone(shown):
    result, html = shown
    one = chart(result, "fault-lines")
    assert read(one).tags.count("svg") == 1
    assert re.search(r"<svg.*</svg>", one, re.S).group() in html
    assert chart(result.model_copy(update={"fault_lines": []}), "fault-lines") == ""
