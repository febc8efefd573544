"""The review page without a browser: what it shows, what its forms add, what it refuses."""

import html
import json
import re
import threading
from datetime import UTC, datetime

import httpx
import pytest
from app_kit import bundled, client, csrf_token, folder_with
from review_kit import TEXT, large, made, reviewed, small, span_of

from detente.app import review_actions, review_pages
from detente.app.diff import compare
from detente.app.review_actions import DecisionHistory
from detente.app.review_diff import compare_sections
from detente.app.review_view import Filter, actors_of, odds, review_page
from detente.app.state import static
from detente.case.load import load as load_case
from detente.errors import DataError
from detente.reading.blind import OFF
from detente.reading.review import PERSON, Decision, add_document, decide, load_review, now
from detente.reading.text import Span, document

JSON = {"accept": "application/json"}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """One server for all tests: it holds nothing of a review."""
    folder = tmp_path_factory.mktemp("served") / "cases"
    folder.mkdir()
    with client(folder) as web:
        yield web, folder


@pytest.fixture
def place(served):
    """One case with one small document: client, its address, its review file."""
    web, folder = served
    for old in folder.iterdir():
        old.unlink()
    doc, found = small()
    _, file = reviewed(folder, (doc, found))
    return web, f"/cases/folder/mine/review/{doc.sha256}", file, doc


def one(file, kind, nth=1):
    """The id of the nth proposal of a kind."""
    return [p.id for p in load_review(file).proposals.values() if p.kind == kind][nth - 1]


def post(web, address, to, *, script=True, **form):
    token = form.pop("csrf_token", None) or csrf_token(web.get(address))
    headers = JSON if script else {}
    return web.post(f"{address}/{to}", data={"csrf_token": token, **form}, headers=headers)


def judge(web, address, id_, do, *, seen=0, **more):
    return post(web, address, "decide", proposal=id_, do=do, seen=str(seen), **more)


def test_the_text_is_in_pieces_that_tile_it(place):
    web, address, _, doc = place
    body = web.get(address).text
    found = re.findall(r'<(?:mark|span)[^>]* data-at="(\d+)">([^<]*)<', body)
    assert found
    for at, words in found:
        text = html.unescape(words)
        assert doc.text[int(at) : int(at) + len(text)] == text
    shown = "".join(html.unescape(w) for _, w in found)
    assert shown == TEXT.replace("\n\n", "")
    assert '<mark class="wo co" data-at="0">Rome</mark>' in body


def test_cards_stand_in_the_order_of_the_text(place):
    web, address, file, _ = place
    body = web.get(address).text
    assert re.findall(r'id="c-(\w+)"', body) == list(load_review(file).proposals)
    assert "97 of 100 such were right" in body
    assert '<a href="#p-3">3</a>. Was something missed there?' in body


def test_an_empty_claim_shows_the_words_that_would_go_into_the_case(place):
    web, address, file, _ = place
    body = web.get(address).text
    tie = body.partition(f'id="c-{one(file, "tie")}"')[2].partition("</li>")[0]
    says = re.search(r'<input name="field.says" value="" placeholder="([^"]*)">', tie)
    assert says[1] == "AUH and ITA stand badly with each other"
    judge(web, address, one(file, "tie"), "accept")
    assert says[1] in web.get("/cases/folder/mine/review/into-case").text


def test_a_hedge_and_who_says_it_are_details_of_what_they_belong_to(place):
    web, address, file, _ = place
    body = web.get(address).text
    stance = body.partition(f'id="c-{one(file, "stance")}"')[2].partition("</li>")[0]
    assert "Hedge: likely</a> <q><bdi>may well" in stance
    assert "Attribution: some experts – expert</a>" in stance
    hedge = body.partition(f'id="c-{one(file, "hedge")}"')[2].partition("</li>")[0]
    assert "Attribution:" not in hedge


@pytest.mark.parametrize(
    ("do", "state"),
    [("accept", "accepted"), ("edit", "accepted"), ("reject", "rejected"), ("unsure", "unsure")],
)
def test_a_decision_is_added_with_its_time(place, do, state):
    web, address, file, _ = place
    id_ = one(file, "relation")
    answer = judge(web, address, id_, do, seconds="4.25")
    assert answer.status_code == 200
    (card,) = answer.json()["cards"]
    assert (card["state"], card["seen"]) == (state, 1)
    (decision,) = load_review(file).decisions
    assert (decision.proposal, decision.seconds) == (id_, 4.2)
    assert (datetime.now(UTC) - decision.at).total_seconds() < 60


def test_a_changed_field_makes_an_accepted_proposal_an_edited_one(place):
    web, address, file, _ = place
    id_ = one(file, "survey")
    answer = judge(web, address, id_, "accept", **{"field.share": "37,5 %", "field.item": "for it"})
    assert answer.json()["cards"][0]["state"] == "edited"
    fields = load_review(file).decided(id_).fields
    assert (fields["share"], fields["item"]) == (0.375, "for it")
    assert fields["public"] == "ITA"  # was not sent: stays


def test_fields_that_were_not_touched_keep_their_exact_value(tmp_path):
    doc, _ = small()
    odd = {"share": 0.412345678901, "item": "a\nb\0c", "pollster": "  x  "}
    folder, file = reviewed(tmp_path / "c", (doc, [made(doc, "survey", "41 per cent", fields=odd)]))
    with client(folder) as web:
        address = f"/cases/folder/mine/review/{doc.sha256}"
        body = web.get(address).text
        values = dict(re.findall(r'name="(field\.\w+)" value="([^"]*)"', body))
        assert values["field.share"] == "41.2346%"
        judge(web, address, one(file, "survey"), "accept", **values)
    held = load_review(file)
    assert held.decisions[0].verdict == "accept"
    assert held.decided(one(file, "survey")).fields["share"] == 0.412345678901


@pytest.mark.parametrize(
    ("kind", "field", "text", "said"),
    [
        ("survey", "share", "141%", "share: wanted a share such as 41% or 0.41"),
        ("survey", "share", "many", "found 'many'"),
        ("date", "first", "May", "first day: wanted a day such as 2001-11-15"),
        ("hedge", "band", "sure", "how likely: wanted one of almost no chance"),
        ("actor", "name", "x" * 2001, "name: wanted at most 2000 characters"),
        ("actor", "name", "a\x1bb", "name: wanted no control character"),
    ],
)
def test_a_field_that_cannot_be_read_is_a_sentence(place, kind, field, text, said):
    web, address, file, _ = place
    before = file.read_bytes()
    answer = judge(web, address, one(file, kind), "edit", **{f"field.{field}": text})
    assert answer.status_code == 422
    assert said in answer.json()["said"]
    assert file.read_bytes() == before


def test_a_rejected_one_can_come_back(place):
    web, address, file, _ = place
    id_ = one(file, "tie")
    judge(web, address, id_, "reject")
    judge(web, address, id_, "reopen", seen=1)
    assert load_review(file).state(id_) == "open"
    judge(web, address, id_, "accept", seen=2)
    assert load_review(file).state(id_) == "accepted"


def test_undo_goes_back_decision_by_decision(place):
    web, address, file, _ = place
    id_ = one(file, "hedge")
    judge(web, address, id_, "edit", **{"field.band": "unlikely"})
    judge(web, address, id_, "reject", seen=1)
    post(web, address, "undo", proposals=f"{id_}:2:1")
    held = load_review(file)
    assert (held.state(id_), held.decided(id_).fields["band"]) == ("edited", "unlikely")
    post(web, address, "undo", proposals=f"{id_}:3:0")
    held = load_review(file)
    assert (held.state(id_), held.decided(id_).fields["band"]) == ("open", "likely")
    assert len(held.decisions) == 4  # nothing is ever taken out


def test_two_tabs_at_once_lose_nothing(place):
    web, address, file, _ = place
    id_ = one(file, "deed")
    judge(web, address, id_, "accept")
    answer = judge(web, address, id_, "reject")  # the second tab had seen no decision
    assert answer.status_code == 409
    assert "decided elsewhere since the page was shown" in answer.json()["said"]
    assert answer.json()["cards"][0]["state"] == "accepted"
    assert load_review(file).state(id_) == "accepted"
    form = post(web, address, "decide", script=False, proposal=id_, do="reject", seen="0")
    assert form.status_code == 409
    assert 'role="alert">This was decided elsewhere' in form.text


def test_of_many_tabs_that_decide_the_same_only_one_is_added(place):
    web, address, file, _ = place
    id_, token = one(file, "deed"), csrf_token(web.get(address))
    codes = []

    def tab():
        with httpx.Client(base_url=web.base_url, timeout=60) as own:
            form = {"csrf_token": token, "proposal": id_, "do": "accept", "seen": "0"}
            codes.append(own.post(f"{address}/decide", data=form, headers=JSON).status_code)

    threads = [threading.Thread(target=tab) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [200, 409, 409, 409, 409]
    assert len(load_review(file).decisions) == 1


def test_without_script_a_form_leads_back_to_its_card(place):
    web, address, file, _ = place
    id_ = one(file, "tie")
    form = post(web, f"{address}", "decide", script=False, proposal=id_, do="accept", seen="0")
    assert form.status_code == 303
    assert form.headers["location"] == f"{address}#c-{id_}"
    assert load_review(file).state(id_) == "accepted"
    token = csrf_token(web.get(address))
    more = {"csrf_token": token, "proposal": one(file, "deed"), "do": "accept", "seen": "0"}
    gone = web.post(f"{address}/decide?show=open&p=0.5", data=more)
    assert gone.headers["location"] == f"{address}?show=open&p=0.5#cards"  # filtered out now


def test_facts_of_one_kind_are_accepted_together(place):
    web, address, file, _ = place
    body = web.get(f"{address}?kind=date&p=0.95").text
    ids = re.search(r'name="proposals" value="([^"]*)"', body)[1]
    assert ids.split() == [f"{one(file, 'date', 1)}:0", f"{one(file, 'date', 3)}:0"]
    answer = post(web, address, "accept-all", proposals=ids)
    assert [c["state"] for c in answer.json()["cards"]] == ["accepted"] * 2
    assert load_review(file).state(one(file, "date", 2)) == "open"


@pytest.mark.parametrize("kind", ["conditional", "stance", "hedge"])
def test_what_is_no_fact_is_never_accepted_together(place, kind):
    web, address, file, _ = place
    assert 'id="bulk" class="row"' in web.get(f"{address}?kind={kind}").text
    assert (
        '<input type="hidden" name="proposals" value="">' in web.get(f"{address}?kind={kind}").text
    )
    answer = post(web, address, "accept-all", proposals=f"{one(file, kind)}:0")
    assert answer.status_code == 422
    assert "actors, dates, survey figures, scheduled events" in answer.json()["said"]
    assert load_review(file).decisions == ()


def test_together_means_one_kind_and_sure_and_open(place):
    web, address, file, _ = place
    low, date, actor = one(file, "date", 2), one(file, "date", 1), one(file, "actor")
    both = post(web, address, "accept-all", proposals=f"{date}:0 {actor}:0")
    assert "only proposals of one kind" in both.json()["said"]
    unsure = post(web, address, "accept-all", proposals=f"{date}:0 {low}:0")
    assert "of which 95% of such were right" in unsure.json()["said"]
    judge(web, address, date, "reject")
    closed = post(web, address, "accept-all", proposals=f"{date}:1")
    assert "only open proposals" in closed.json()["said"]
    assert [d.verdict for d in load_review(file).decisions] == ["reject"]


def shown(history, doc, **chosen):
    built = review_page(history, doc, Filter(**chosen), OFF)
    return [card.entry.one.kind for card in built.cards]


def test_filters_leave_what_they_say(place):
    _, _, file, doc = place
    decide(file, [Decision(proposal=one(file, "tie"), verdict="unsure", at=now())])
    history = DecisionHistory.of(load_review(file))
    assert shown(history, doc, kind="date") == ["date"] * 3
    assert shown(history, doc, state="reviewed") == ["tie"]
    assert shown(history, doc, state="unsure") == ["tie"]
    assert len(shown(history, doc, state="open")) == 13
    assert shown(history, doc, actor="ITA") == ["actor", "relation", "survey", "tie"]
    assert shown(history, doc, p=0.99) == ["stance", "conditional"]


def test_what_is_chosen_can_be_chosen_though_nothing_has_it(place):
    web, address, _, _ = place
    body = web.get(f"{address}?kind=threat&actor=X%3CY&p=0.97").text
    assert '<option value="threat" selected>Threat (0)</option>' in body
    assert '<option value="X&lt;Y" selected>X&lt;Y</option>' in body
    assert '<option value="0.97" selected>97 of 100 right</option>' in body
    assert "0 of 14 cards shown" in body


def test_actors_are_found_in_lists_too():
    doc = document("Rome and Vienna.", name="x")
    issue = made(doc, "tie", "Rome", fields={"sides": ("GER", "FRA")})
    assert actors_of(issue) == ["AUH", "ITA", "GER", "FRA"]


def test_progress_counts_by_paragraph(place):
    _, _, file, doc = place
    decide(file, [Decision(proposal=one(file, "deed"), verdict="reject", at=now())])
    built = review_page(DecisionHistory.of(load_review(file)), doc, Filter(), OFF)
    assert [(b.number, b.done, b.total) for b in built.blocks] == [
        (1, 0, 8),
        (2, 1, 2),
        (3, 0, 0),
        (4, 0, 2),
        (5, 0, 2),
    ]
    assert (built.done, built.total, built.without) == (1, 14, [3])


def test_words_become_an_entry_at_exact_characters(place):
    web, address, file, doc = place
    span = span_of(doc.text, "😀 was quiet")  # beyond the basic plane, after a flag of two letters
    answer = post(web, address, "mark", kind="stance", start=str(span.start - 1), end=str(span.end))
    (card,) = answer.json()["cards"]
    held = load_review(file)
    new = held.proposals[card["id"]]
    assert doc.quote(new.span) == "😀 was quiet"  # without the space before it
    assert (new.reader, new.rule, new.p, new.kind) == (PERSON, "mark", 1.0, "stance")
    assert held.state(new.id) == "accepted"
    body = web.get(address).text.partition(f'id="c-{new.id}"')[2].partition("</li>")[0]
    assert "Marked by hand." in body
    assert "of 100 such" not in body
    again = post(web, address, "mark", kind="stance", start=str(span.start), end=str(span.end))
    assert "marked as this kind already" in again.json()["said"]


def test_words_can_be_typed_instead_of_selected(place):
    web, address, file, doc = place
    answer = post(web, address, "mark", script=False, kind="actor", words="Vienna  will", nth="1")
    assert answer.status_code == 303
    *_, new = [p for p in load_review(file).proposals.values() if p.reader == PERSON]
    assert doc.quote(new.span) == "Vienna will"
    assert answer.headers["location"].endswith(f"#c-{new.id}")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"kind": "actor", "words": "Paris"}, "'Paris' does not stand in the text"),
        ({"kind": "actor", "words": "Rome", "nth": "3"}, "does not stand in the text 3 times"),
        ({"kind": "actor", "words": "Rome", "nth": "x"}, "the form is damaged"),
        ({"kind": "actor", "words": "   "}, "wanted some words"),
        ({"kind": "actor", "start": "5", "end": "5"}, "wanted some words"),
        ({"kind": "actor", "start": "0", "end": "99999"}, "lie beyond the text"),
        ({"kind": "actor", "start": "-1", "end": "4"}, "the form is damaged"),
        ({"kind": "actor"}, "the form is damaged"),
        ({"kind": "poem", "words": "Rome"}, "no kind 'poem'"),
    ],
)
def test_a_mark_of_nothing_is_a_sentence(place, form, said):
    web, address, file, _ = place
    before = file.read_bytes()
    answer = post(web, address, "mark", **form)
    assert answer.status_code == 422
    assert said in answer.json()["said"]
    assert file.read_bytes() == before


def test_a_page_from_before_a_restart_changes_nothing(place):
    web, address, file, _ = place
    before = file.read_bytes()
    id_ = one(file, "tie")
    form = {"csrf_token": "old", "proposal": id_, "do": "accept", "seen": "0"}
    for to in ("decide", "accept-all", "undo", "mark"):
        answer = post(web, address, to, **form)
        assert answer.status_code == 403
        assert "before the server was restarted" in answer.json()["said"]
    page_ = post(web, address, "decide", script=False, **form)
    assert page_.status_code == 403
    assert "Will the pact hold?" in page_.text
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("to", "form", "status", "said"),
    [
        ("decide", {"proposal": "nothing", "do": "accept", "seen": "0"}, 422, "no proposal"),
        ("decide", {"do": "accept", "seen": "0"}, 422, "no proposal"),
        ("decide", {"proposal": "x", "do": "accept"}, 422, "the form is damaged"),
        ("decide", {"proposal": "x", "do": "written", "seen": "0"}, 422, "no decision 'written'"),
        ("accept-all", {}, 422, "no proposal was named"),
        ("accept-all", {"proposals": "a:b"}, 422, "the form is damaged"),
        ("undo", {"proposals": "nothing:1:0"}, 422, "no proposal 'nothing'"),
        ("undo", {"proposals": "a:1"}, 422, "the form is damaged"),
    ],
)
def test_a_form_that_names_nothing_is_a_sentence(place, to, form, status, said):
    web, address, file, _ = place
    before = file.read_bytes()
    answer = post(web, address, to, **form)
    assert answer.status_code == status
    assert said in answer.json()["said"]
    assert file.read_bytes() == before


def test_a_proposal_of_another_document_is_not_there(place):
    web, address, file, _ = place
    other = document("Paris met London.", name="other.txt")
    stranger = made(other, "tie", "Paris met London")
    add_document(file, other, [stranger])
    answer = judge(web, address, stranger.id, "accept")
    assert (answer.status_code, load_review(file).decisions) == (422, ())


def test_what_is_in_the_case_is_changed_there(place):
    web, address, file, _ = place
    id_ = one(file, "tie")
    decide(file, [Decision(proposal=id_, verdict=v, at=now()) for v in ("accept", "written")])
    answer = judge(web, address, id_, "reject", seen=2)
    assert "in the case already" in answer.json()["said"]
    card = web.get(address).text.partition(f'id="c-{id_}"')[2].partition("</li>")[0]
    assert "<button" not in card
    assert "one: <bdi>AUH</bdi>; other: <bdi>ITA</bdi>" in card


def test_a_torn_line_is_left_out_and_a_foreign_one_is_named(place):
    web, address, file, _ = place
    whole = file.read_bytes()
    file.write_bytes(whole + b'{"decision":{"propos')
    assert web.get(address).status_code == 200
    judge(web, address, one(file, "tie"), "accept")
    assert len(load_review(file).decisions) == 1
    file.write_bytes(whole + b"not a review\n")
    answer = web.get(address)
    assert answer.status_code == 422
    assert "mine.reading.jsonl:3: not a line of a review file" in answer.text
    assert "<h1>That did not work</h1>" in answer.text
    assert file.read_bytes() == whole + b"not a review\n"


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    folder = folder_with(tmp_path / "cases", mine=bundled())
    outside = tmp_path / "secret.jsonl"
    outside.write_text("{}\n")
    (folder / "mine.reading.jsonl").symlink_to(outside)
    with client(folder) as web:
        answer = web.get("/cases/folder/mine/review")
    assert answer.status_code == 422
    assert "is a link" in answer.text


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/cases/bundled/us-russia-2001/review", 404, "read-only: copy it to your folder"),
        ("/cases/folder/none/review", 404, "no case"),
        ("/cases/folder/mine/review/abc", 404, "no such document"),
        ("/cases/folder/mine/review/abc?kind=poem", 422, "query.kind"),
        ("/cases/folder/mine/review/abc?p=2", 422, "query.p"),
        ("/cases/folder/mine/review/abc/cards", 404, "no such document"),
    ],
)
def test_what_is_not_there_is_a_sentence(place, address, status, said):
    answer = place[0].get(address)
    assert answer.status_code == status
    assert said in answer.text


def test_a_document_too_large_for_a_page_is_a_sentence(place, monkeypatch):
    web, address, _, _ = place
    monkeypatch.setattr(review_actions, "MAX_TEXT", 100)
    answer = web.get(address)
    assert answer.status_code == 422
    assert "a page shows at most 100" in answer.text


def test_the_list_counts_what_is_reviewed(place):
    web, _, file, _ = place
    listed = web.get("/cases/folder/mine/review").text
    assert "0 of 14 reviewed" in listed
    assert "Nothing is accepted" in listed
    ids = (one(file, "tie"), one(file, "deed"))
    made_ = [
        Decision(proposal=i, verdict=v, at=now())
        for i, v in zip(ids, ("accept", "reject"), strict=True)
    ]
    decide(file, made_)
    listed = web.get("/cases/folder/mine/review").text
    assert "2 of 14 reviewed" in listed
    assert "Put 1 accepted into the case" in listed
    assert "/cases/folder/mine/review" in web.get("/").text


def test_a_case_without_documents_says_how_to_read_one(tmp_path):
    with client(folder_with(tmp_path / "cases", mine=bundled())) as web:
        listed = web.get("/cases/folder/mine/review").text
    assert "detente read article.txt --case mine.yaml" in listed


def test_what_is_accepted_is_shown_before_it_is_written(place):
    web, _, file, _ = place
    case = file.with_name("mine.yaml")
    before = case.read_bytes()
    decide(file, [Decision(proposal=one(file, "tie"), verdict="accept", at=now())])
    address = "/cases/folder/mine/review/into-case"
    preview = web.get(address)
    assert '<tr class="in">' in preview.text
    assert case.read_bytes() == before
    version = re.search(r'name="version" value="(\w+)"', preview.text)[1]
    form = {"csrf_token": csrf_token(preview), "version": version}
    stale = web.post(address, data=form | {"version": "0"})
    assert stale.status_code == 409
    assert "Nothing was written; look again" in stale.text
    assert web.post(address, data=form | {"csrf_token": "x"}).status_code == 403
    assert case.read_bytes() == before
    written = web.post(address, data=form)
    assert re.fullmatch(r"/cases/folder/mine/review\?written=[1-9]", written.headers["location"])
    listed = web.get(written.headers["location"]).text
    assert "written into the case." in listed
    assert "/compare?a=folder/mine@previous" in listed
    assert case.read_bytes() != before
    assert load_case(case).id == load_case("anglo-japanese-1905").id
    assert load_review(file).state(one(file, "tie")) == "written"
    assert "Nothing is accepted that is not in the case" in web.get(address).text


def test_a_long_case_shows_only_the_lines_that_are_new():
    entries = "".join(f"  - id: e-{n}\n    kind: same\n" for n in range(1500))
    old = f"title: x\nfirst:\n{entries}second:\n{entries}"
    new = old.replace("second:", "  - id: new\nsecond:") + "third: y\n"
    found = [x for x in compare_sections(old, new) if x.sign in "+-"]
    assert [(x.sign, x.new, x.text) for x in found] == [
        ("+", 3003, "  - id: new"),
        ("+", 6005, "third: y"),
    ]


def test_sections_that_moved_are_compared_as_a_whole():
    assert compare_sections("a: 1\nb: 2\n", "b: 2\na: 1\n") == compare(
        "a: 1\nb: 2\n", "b: 2\na: 1\n"
    )


def test_500_proposals_come_as_a_window_and_its_rest(tmp_path, monkeypatch):
    doc, found = large()
    folder, file = reviewed(tmp_path / "cases", (doc, found))
    with client(folder) as web:
        address = f"/cases/folder/mine/review/{doc.sha256}"
        body = web.get(address).text
        first = re.findall(r'id="c-(\w+)" data-n="(\d+)"', body)
        assert [int(n) for _, n in first] == list(range(25))
        assert "Cards 1 to 25 of 500" in body
        deck = json.loads(html.unescape(re.search(r'data-cards="([^"]*)"', body)[1]))
        assert [light[0] for light in deck] == list(load_review(file).proposals)
        rest = web.get(f"{address}/cards?from=100&stop=200").text
        numbers = re.findall(r'data-n="(\d+)"', rest)
        assert numbers == [str(n) for n in range(100, 200)]
        monkeypatch.setattr(review_pages, "_MAX_CARDS", 200)  # of one answer
        many = web.get(f"{address}/cards?from=0&stop=500").text
        assert many.count('<li class="card') == 200
        following = web.get(f"{address}?from=480").text
        assert following.count('<li class="card') == 20


def test_odds_never_say_always():
    assert odds(0.996) == "more than 99 of 100 such were right"
    assert odds(0.004) == "fewer than 1 of 100 such were right"
    assert odds(1.0) == "100 of 100 such were right"


def test_words_in_finds_the_nth_over_any_white_space():
    doc = document("a  b a\nb ab", name="x")
    assert review_actions.words_in(doc, "a b", 2) == Span(5, 8)
    with pytest.raises(DataError, match="3 times"):
        review_actions.words_in(doc, "a b", 3)


def test_what_a_model_said_that_the_text_does_not_is_shown_and_not_used(place):
    web, address, file, doc = place
    quote = {
        "document": doc.sha256,
        "reader": "model x",
        "kind": "tie",
        "quote": "Rome <b>hates</b>",
    }
    line = {"not_in_text": [quote | {"why": "not in the text"}]}
    file.write_text(file.read_text() + json.dumps(line) + "\n")
    body = web.get(address).text
    assert "Rome &lt;b&gt;hates&lt;/b&gt;</bdi></q>" in body
    assert "not in the text</bdi>; <bdi>model x" in body
    assert "0 of 14 reviewed" in body


def test_the_two_scripts_of_a_review_page_share_no_name():
    declared = re.compile(r"^(?:async )?(?:function|const|let|class) (\w+)", re.M)
    app, review = (set(declared.findall(static(name).decode())) for name in ("app.js", "review.js"))
    assert "suggest" in app
    assert "decide" in review
    assert app & review == set()
