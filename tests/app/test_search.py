"""The search box: cases by id, title and members, pairs by any name of a state, text as text."""

import json
import re
from datetime import date

import pytest
from app_kit import HOSTILE, bundled, changed, client, folder_with

from detente.app import api
from detente.app.case_files import CaseFiles
from detente.app.search_pages import _suggested
from detente.app.state import AppState
from detente.states.search import completions, pairs_in

pytestmark = pytest.mark.usefixtures("cached_results")
TITLE = b"The Anglo-Japanese alliance on the day of its second treaty"
US = "/cases/bundled/us-russia-2001"


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    evil = changed(bundled(), TITLE, json.dumps(HOSTILE).encode())
    with client(folder_with(tmp_path_factory.mktemp("search"), mine=bundled(), evil=evil)) as web:
        yield web


def cases_in(page):
    return re.findall(r'<h3><a href="/cases/([^"]+)"', page.text)


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("us-russia-2001", US),
        ("US russia 2001", US),
        (" united states and russia after 11 September 2001 ", US),
        ("CHN RUS", "/pair/710/365"),
        ("Russia-China", "/pair/365/710"),
        ("the united states of america & Trinidad and Tobago", "/pair/2/52"),
        ("Guinea-Bissau, Guinea", "/pair/404/438"),
        ("2 365", "/pair/2/365"),
    ],
)
def test_one_meaning_leads_there(web, typed, leads_to):
    reply = web.get("/search", params={"q": typed})
    assert reply.status_code == 303
    assert reply.headers["location"] == leads_to


def test_several_meanings_are_listed(web):
    by_words = web.get("/search?q=september+russia")
    assert cases_in(by_words) == ["bundled/us-russia-2001"]
    by_state = web.get("/search?q=USA")  # no title says so
    assert cases_in(by_state) == ["bundled/us-russia-2001"]
    assert "/world?of=2" in by_state.text
    twice = web.get("/search?q=anglo-japanese")
    assert {"bundled/anglo-japanese-1905", "folder/mine"} <= set(cases_in(twice))


def test_what_means_nothing_is_one_sentence(web):
    page = web.get("/search?q=Atlantis")
    assert page.status_code == 200
    assert "No case and no pair" in page.text
    assert "Atlantis" in page.text
    assert cases_in(web.get("/search")) == cases_in(web.get("/search?q=+-+")) == []
    assert web.get(f"/search?q={'x' * 121}").status_code == 422


def test_text_of_a_search_and_of_a_case_stays_text(web):
    for query in (f"{HOSTILE} x", "window pwned"):  # the first is in the page, the second a title
        page = web.get("/search", params={"q": query})
        assert "window.pwned" in page.text
        assert "<script>window" not in page.text
        assert "<img" not in page.text
    assert HOSTILE in "".join(web.get("/api/suggestions", params={"q": "window"}).json())


def test_every_page_has_the_box_and_it_completes(web):
    for path in ("/", "/compare", "/api", "/search", "/cases/folder/none"):
        assert 'action="/search"' in web.get(path).text
    assert web.get("/api/suggestions?q=11 sept").json() == [
        "United States and Russia after 11 September 2001"
    ]
    assert "China and Russia" in web.get("/api/suggestions?q=chn ru").json()
    assert len(web.get("/api/suggestions?q=a").json()) <= 8
    assert web.get("/api/suggestions").json() == []


def test_what_is_typed_checks_no_file_and_a_long_list_stays_checked(tmp_path):
    names = [f"case-{n}" for n in range(230)]
    files = CaseFiles(folder=folder_with(tmp_path / "many", **{n: b"detente: [" for n in names}))
    state = AppState(files=files)
    assert not any(e.checked for e in api.entries(state, 0))
    assert list(_suggested(state, "case-229")) == ["case-229"]
    assert not any(e.checked for e in api.entries(state, 0))
    assert all(e.checked for e in api.entries(state, 60))
    assert all(e.checked for e in api.entries(state, 0))


def test_pairs_are_of_the_day():
    with_bonn = list(completions("USA West G", date(1970, 1, 1)))
    assert with_bonn == ["United States and West Germany"]
    assert list(completions("USA West G", date(2001, 1, 1))) == []
    assert [a.ccode for pair in pairs_in("Soviet Union|GDR", date(1970, 1, 1)) for a in pair] == [
        365,
        265,
    ]
