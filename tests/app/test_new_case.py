"""A new case in steps: what the command writes, one sentence at a field, nothing overwritten."""

import re
from html import unescape

import pytest
from app_kit import HOSTILE, client, csrf_token, csv_rows, folder_with, links_to_files

from detente.app.case_files import CaseFiles
from detente.app.new_case import Typed, WrongFields, create, short_name
from detente.case.load import load
from detente.forecast.data_case.request import ask
from detente.forecast.data_case.text import data_case_text
from detente.reading.review import load_review

DAY = "2001-11-12"
TEXT = (
    "Russia and the United States signed an agreement on Thursday.\n\n"
    "China condemned the United States.\n"
)
STATES = {"one": "the USA", "other": "Russian Federation", "as_of": DAY}


@pytest.fixture
def folder(tmp_path):
    return folder_with(tmp_path / "cases")


def wrong(page):
    """The sentence at each field of a page."""
    return {
        name: unescape(words)
        for name, words in re.findall(r'id="wrong-(\w+)" role="alert">([^<]*)<', page.text)
    }


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({**STATES, "one": "Atlantis"}, "one", "Atlantis"),
        ({**STATES, "other": "Germany", "as_of": "1970-01-01"}, "other", "ambiguous"),
        ({**STATES, "other": "USA"}, "other", "are one state; wanted two"),
        ({**STATES, "other": ""}, "other", "unknown state"),
        ({**STATES, "as_of": "soon"}, "as_of", "soon"),
        ({**STATES, "as_of": "2999-01-01"}, "as_of", "has not come"),
        ({**STATES, "one": HOSTILE[:80]}, "one", "<script>"),
        ({**STATES, "one": "x" * 81}, "one", "81 characters; wanted at most 80"),
    ],
)
def test_a_mistake_is_one_sentence_at_its_field(empty_store, folder, typed, field, says):
    with client(folder) as web:
        page = web.get("/new", params=typed)
        assert page.status_code == 422
        assert set(wrong(page)) == {field}
        assert says in wrong(page)[field]
        assert f'aria-describedby="wrong-{field} ' in page.text
        assert "<script>w" not in page.text
        sent = {**typed, "csrf_token": csrf_token(web.get("/")), "id": "x"}
        assert says in wrong(web.post("/new", data=sent))[field]
    assert list(folder.iterdir()) == []


def test_every_mistake_is_said_at_once(empty_store, folder):
    typed = {"one": "Atlantis", "other": "x" * 81, "as_of": "soon"}
    with client(folder) as web:
        said = wrong(web.get("/new", params=typed))
        assert said.keys() == typed.keys()
        assert "unknown state 'Atlantis'" in said["one"]
        assert "81 characters" in said["other"]
        assert "soon" in said["as_of"]
        later = wrong(web.get("/new", params={**typed, "other": "Mu", "as_of": "1970-01-01"}))
        assert later.keys() == {"one", "other"}
    file = {"file_name": "a.txt", "data": b"", "published": "never"}
    with pytest.raises(WrongFields) as problem:
        create(Typed(**typed, id="../x", **file), CaseFiles(folder=folder))
    assert problem.value.problems.keys() == {*typed, "id", "published", "document"}
    assert list(folder.iterdir()) == []


def test_a_state_of_another_day_is_not_unknown_where_the_day_is_wrong(empty_store, folder):
    with client(folder) as web:
        typed = {"one": "Soviet Union", "other": "USA", "as_of": "2999-01-01"}
        assert wrong(web.get("/new", params=typed)).keys() == {"as_of"}


def test_without_data_it_says_how_to_get_them(empty_store, folder):
    with client(folder) as web:
        assert web.get("/new").status_code == 200
        page = web.get("/new", params=STATES)
        assert page.status_code == 422
        assert "detente data pull" in page.text
        refused = web.get("/new/download/known.csv", params=STATES)
        assert refused.status_code == 422
        assert "detente data pull" in refused.text
        assert "commented template" in page.text
        forged = web.post("/new", data=STATES | {"csrf_token": "none"})
        assert "before the server was restarted" in forged.text
        assert "commented template" not in forged.text


@pytest.mark.parametrize("id_", ["x" * 300, "../x"])
def test_an_id_is_checked_before_it_names_a_file(empty_store, folder, id_):
    with pytest.raises(WrongFields, match="cannot be an id") as problem:
        create(Typed(**STATES, id=id_), CaseFiles(folder=folder))
    assert set(problem.value.problems) == {"id"}
    assert list(folder.iterdir()) == []


def test_a_long_name_keeps_its_suffix():
    assert short_name("C/" + "a" * 300 + ".html") == "a" * 95 + ".html"
    assert len(short_name("a." + "b" * 300)) < 100
    assert short_name(".txt") == ".txt"


@pytest.fixture(scope="module")
def case_text(real_store):
    from datetime import date

    return data_case_text(
        ask("USA", "RUS", date.fromisoformat(DAY)), id_="x", schema="detente-case.schema.json"
    )


def sent_by(web, **more):
    return {**STATES, "csrf_token": csrf_token(web.get("/")), "id": "x", **more}


def test_it_writes_what_the_command_writes(case_text, folder):
    with client(folder) as web:
        page = web.get("/new", params=STATES)
        assert 'value="usa-rus"' in page.text
        (row,) = re.findall("<tr>.*<code>alignment</code>.*</tr>", page.text)
        assert '<td class="n">1</td><td class="small">UN votes, to 2000</td>' in row
        (link,) = links_to_files(page)
        table = {row["section"]: row for row in csv_rows(web.get(link))}
        assert table["alignment"]["read_from"] == "UN votes, to 2000"
        assert page.text.count('<th scope="row"><code>') == len(table)
        reply = web.post("/new", data=sent_by(web, id="x.yaml"))  # the id or the file's name
        assert reply.status_code == 303, reply.text
        assert reply.headers["location"] == "/cases/folder/x/edit"
        assert web.get(reply.headers["location"]).status_code == 200
    assert (folder / "x.yaml").read_text() == case_text
    assert load(folder / "x.yaml").as_of.isoformat() == DAY


def test_a_document_is_read_beside_it(case_text, folder):
    with client(folder) as web:
        file = {"document": ("../news.txt", TEXT.encode())}
        reply = web.post(
            "/new", data=sent_by(web, outlet="A paper", published="2001-11-10"), files=file
        )
        assert reply.headers["location"] == "/cases/folder/x/review"
        assert "news.txt" in web.get(reply.headers["location"]).text
    review = load_review(folder / "x.reading.jsonl")
    (document,) = review.documents.values()
    assert (document.name, document.outlet) == ("news.txt", "A paper")
    assert review.proposals
    written = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    assert written == {"x.yaml", "x.reading.jsonl"}


@pytest.mark.parametrize(
    ("more", "file", "field", "says"),
    [
        ({"id": "../x"}, None, "id", "cannot be an id"),
        ({}, ("a.txt", b"No day is named here at all."), "published", "names no day of its own"),
        ({"published": "soon"}, ("a.txt", b"Words."), "published", "soon"),
        (
            {"published": "2001-11-13"},
            ("a.txt", b"Words."),
            "published",
            "the case's as_of, or before",
        ),
        ({}, ("a.docx", b"PK\x03\x04 no archive"), "document", "not a Word document"),
        ({}, ("<b>.txt", b"\x00"), "document", "control character"),
        ({}, ("a.txt", b""), "document", "no paragraph"),
        ({"published": "2001-11-10"}, None, "document", "choose it again"),
        ({"outlet": "A paper"}, None, "document", "choose it again"),
        ({}, ("a" * 300 + ".docx", b"PK\x03\x04 no archive"), "document", "not a Word document"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_written(
    case_text, folder, more, file, field, says
):
    with client(folder) as web:
        files = {"document": file} if file else None
        page = web.post("/new", data=sent_by(web, **more), files=files)
        assert page.status_code == 422
        assert set(wrong(page)) == {field}
        assert says in wrong(page)[field]
        assert "<b>.txt" not in page.text
        assert ("sent" in page.text.partition('id="again"')[2].partition("</p>")[0]) == bool(file)
    assert list(folder.iterdir()) == []


def test_nothing_is_overwritten_and_no_forged_form_is_taken(case_text, folder):
    (folder / "x.yml").write_text("mine")
    with client(folder) as web:
        assert "already in the folder" in wrong(web.post("/new", data=sent_by(web)))["id"]
        (folder / "x.yml").unlink()
        (folder / "x.reading.jsonl").write_text("")
        assert "of an earlier case" in wrong(web.post("/new", data=sent_by(web)))["id"]
        forged = web.post("/new", data=sent_by(web) | {"csrf_token": "none"})
        assert forged.status_code == 403
        assert "before the server was restarted" in forged.text
    assert [path.name for path in folder.iterdir()] == ["x.reading.jsonl"]


def test_a_review_that_cannot_be_written_leaves_no_case(case_text, folder, monkeypatch):
    beside = folder / "x.reading.jsonl"
    files = {"document": ("a.txt", TEXT.encode())}
    with client(folder) as web:
        sent = sent_by(web, published="2001-11-10")
        beside.symlink_to(folder / "nowhere")
        assert "of an earlier case" in wrong(web.post("/new", data=sent, files=files))["id"]
        beside.unlink()
        monkeypatch.setattr(
            "detente.reading.review.MAX_REVIEW", 600
        )  # as little room as on a full disk
        page = web.post("/new", data=sent, files=files)
        assert wrong(page) == {"document": "x.reading.jsonl: would grow beyond 0 MB"}
    assert [path.name for path in folder.iterdir() if not path.name.startswith(".")] == []
