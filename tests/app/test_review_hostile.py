"""Text of a document is never markup: a corpus of hostile texts through every page of a review."""

import json
import re
from html.parser import HTMLParser

import pytest
from app_kit import client, csrf_token
from review_kit import HOSTILE_TEXTS, hostile, reviewed

from detente.app.review_text import shown_text
from detente.reading.review import Decision, decide, load_review, now

TAGS = set(
    re.findall(
        r"\w+",
        "html head meta title link script body a nav main header h1 h2 h3 p span code bdi b q ul li "
        "section progress details summary ol form input label select option button div mark table "
        "article kbd footer pre caption thead tbody tr th td datalist",
    )
)


CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")  # no YAML file can hold these


class Page(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, body):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.words, self.comments = [], [], [], []
        self.feed(body)
        self.text = "".join(self.words)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        self.comments.append(data)


def harmless(body):
    """Assert that a page has only its own tags, attributes and addresses; return it parsed."""
    page = Page(body)
    assert set(page.tags) <= TAGS
    assert page.comments == []
    scripts = [v for tag, name, v in page.attributes if (tag, name) == ("script", "src")]
    assert page.tags.count("script") == len(scripts)
    assert {src.partition("?")[0] for src in scripts} <= {"/static/app.js", "/static/review.js"}
    assert [
        a for a in page.attributes if a[1].startswith("on") or a[1] in ("style", "srcdoc")
    ] == []
    links = [v for _, name, v in page.attributes if name in ("href", "src", "action")]
    assert [v for v in links if not v.startswith(("/", "#", "?")) or v.startswith("//")] == []
    return page


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    folder, _ = reviewed(tmp_path_factory.mktemp("hostile") / "cases", *map(hostile, HOSTILE_TEXTS))
    with client(folder) as served:
        yield served, folder / "mine.reading.jsonl"


def test_the_corpus_is_large():
    assert len(set(HOSTILE_TEXTS)) >= 30


def test_the_list_of_documents(web):
    page = harmless(web[0].get("/cases/folder/mine/review").text)
    assert page.tags.count("progress") == len(HOSTILE_TEXTS)


@pytest.mark.parametrize("string", HOSTILE_TEXTS)
def test_the_page_of_a_document(web, string):
    doc, found = hostile(string)
    address = f"/cases/folder/mine/review/{doc.sha256}"
    page = harmless(web[0].get(address).text)
    assert page.tags.count("article") == len(found)
    assert shown_text(string) in page.text
    paragraphs = [shown_text(doc.quote(p.span)) for p in doc.paragraphs]
    assert [p for p in paragraphs if p not in page.text] == []
    assert paragraphs


@pytest.mark.parametrize("string", HOSTILE_TEXTS)
def test_the_cards_of_the_script(web, string):
    doc, found = hostile(string)
    body = web[0].get(f"/cases/folder/mine/review/{doc.sha256}/cards?from=0&stop=100").text
    assert harmless(body).tags.count("article") == len(found)


@pytest.mark.parametrize("string", HOSTILE_TEXTS)
def test_answers_of_forms_escape_hostile_text(web, string):
    served, _ = web
    doc, found = hostile(string)
    address = f"/cases/folder/mine/review/{doc.sha256}"
    token = csrf_token(served.get(address))
    form = {"csrf_token": token, "proposal": found[2].id, "seen": "0", "do": "edit"}
    wrong = served.post(f"{address}/decide", data=form | {"field.band": f"{string}?"})
    assert wrong.status_code == 422
    harmless(wrong.text)
    marked = served.post(
        f"{address}/mark", data={"csrf_token": token, "kind": "tie", "words": f"{string}?"}
    )
    assert marked.status_code == 422
    harmless(marked.text)
    filtered = served.get(address, params={"actor": string})
    assert filtered.status_code == 200
    harmless(filtered.text)
    json.loads(
        served.post(
            f"{address}/decide",
            data=form | {"field.band": f"{string}?"},
            headers={"accept": "application/json"},
        ).text
    )


def test_what_goes_into_the_case(web):
    served, file = web
    held = load_review(file)
    clean = {d.sha256 for d in held.documents.values() if not CONTROL.search(d.text)}
    own = [p for p in held.proposals.values() if p.kind == "tie" and p.document in clean]
    ids = [p.id for p in own]
    assert len(ids) >= 30
    decide(file, [Decision(proposal=i, verdict="accept", at=now()) for i in ids])
    answer = served.get("/cases/folder/mine/review/into-case")
    harmless(answer.text)
    assert answer.status_code in (200, 422)  # 422: the case cannot take it, in a sentence
    assert "<h1>" in answer.text
