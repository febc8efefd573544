"""The page shows what the document says, is self-contained, and treats a case as untrusted."""

import re
from html.parser import HTMLParser

import pytest

from detente.assessment import assess
from detente.brief.html import page
from detente.case.load import load
from detente.forecast.settings import Settings

FAST = Settings(draws=200)
SECTIONS = (
    "Bottom line",
    "How long it may last",
    "What history says",
    "What pulls which way",
    "Fault lines",
    "Conditional claims",
    "Signposts",
    "Surveys",
    "Who is with whom",
    "Claims, sources and provenance",
)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


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


@pytest.fixture(scope="module", params=["us-russia-2001", "anglo-japanese-1905"])
def shown(request):
    result = assess(request.param, settings=FAST)
    return result, page(result)


def test_every_section_and_one_heading(shown):
    _, html = shown
    reader = read(html)
    text = " ".join(reader.text)
    assert all(name in text for name in SECTIONS)
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
    _, html = shown
    reader = read(html)
    figures = reader.tags.count("svg")
    assert figures >= 5
    alts = [v for t, n, v in reader.attributes if n == "aria-label" and v]
    assert len([a for a in alts if len(a) > 40]) >= figures
    assert reader.tags.count("figcaption") >= figures


def test_svgs_share_no_ids(shown):
    ids = re.findall(r'\bid="([^"]+)"', shown[1])
    assert len(ids) == len(set(ids))


def test_the_page_says_what_the_document_says(shown):
    result, html = shown
    text = " ".join(" ".join(read(html).text).split())
    assert result.verdict.words in text
    for h in ("1", "2", "5", "10", "20"):
        assert f"{result.verdict.p_unbroken[h].mean:.0%}" in text
    for row in (*result.reference_classes, *result.fault_lines, *result.lenses):
        assert row.label in text
    for claim in result.claims:
        assert " ".join(claim.says.split()) in text
    for left in result.left_out:
        assert left.reason in text
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
    assert len(html.encode()) < 1_000_000


def test_text_of_a_case_never_becomes_markup():
    case = load("us-russia-2001")
    claims = tuple(c.model_copy(update={"says": HOSTILE}) for c in case.claims)
    actors = tuple(a.model_copy(update={"name": a.id + HOSTILE}) for a in case.actors)
    lines = tuple(f.model_copy(update={"label": HOSTILE + f.id}) for f in case.fault_lines)
    surveys = tuple(s.model_copy(update={"label": HOSTILE + s.id}) for s in case.surveys)
    hostile = case.model_copy(
        update={
            "title": HOSTILE,
            "question": HOSTILE,
            "claims": claims,
            "actors": actors,
            "fault_lines": lines,
            "surveys": surveys,
        }
    )
    reader = read(page(assess(hostile, settings=FAST)))
    assert not {"script", "img"} & set(reader.tags)
    assert not [n for _, n, _ in reader.attributes if n.startswith("on")]
