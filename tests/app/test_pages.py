"""Pages show the figures of the documents, work without script, and treat a case as text."""

import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from app_kit import (
    HOSTILE,
    bundled,
    changed,
    client,
    csrf_token,
    csv_rows,
    folder_with,
    hostile,
    links_to_files,
)

from detente.assessment.assess import assess
from detente.assessment.compare import compare_assessments
from detente.brief.words import points
from detente.case.load import load
from detente.document.percent import percent

TITLE = b"The Anglo-Japanese alliance on the day of its second treaty"
US = "/cases/bundled/us-russia-2001"
pytestmark = pytest.mark.usefixtures("cached_results")


@pytest.fixture
def folder(tmp_path):
    return folder_with(tmp_path / "cases", mine=bundled())


@pytest.fixture
def web(folder):
    with client(folder) as web:
        yield web


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """A server whose folder does not change."""
    with client(folder_with(tmp_path_factory.mktemp("read"), mine=bundled())) as web:
        yield web


class Tags(HTMLParser):
    """Collects the names of all attributes."""

    def __init__(self):
        super().__init__()
        self.attributes = set()

    def handle_starttag(self, tag, attrs):
        self.attributes |= {name for name, _ in attrs}


def words(page):
    """What a reader sees, in single spaces."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", page.text, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_the_list_names_every_case(reader):
    page = reader.get("/")
    for name in ("us-russia-2001", "anglo-japanese-1905"):
        assert load(name).title in words(page)
        assert f'href="/cases/bundled/{name}"' in page.text
    assert 'href="/cases/folder/mine/edit"' in page.text


def test_a_folder_is_listed_without_checking_for_longer_than_its_time(tmp_path, monkeypatch):
    """Files that are not checked yet stand in the list by their title, and their page checks them."""
    from detente.app import api
    from detente.app.case_files import CaseText

    checked = []
    monkeypatch.setattr(api, "_LISTING_SECONDS", -1.0)
    check = CaseText.case
    monkeypatch.setattr(CaseText, "case", lambda text: checked.append(text.id) or check(text))
    with client(folder_with(tmp_path / "cases", mine=bundled(), other=bundled())) as web:
        page, listed = web.get("/"), web.get("/api/cases").json()
        assert checked == []
        assert words(page).count("Not checked yet") == 4
        assert words(page).count(TITLE.decode()) >= 2
        assert 'href="/cases/folder/mine"' in page.text
        assert [entry["checked"] for entry in listed] == [False] * 4
        assert web.get("/api/cases/folder/mine").status_code == 200
        by_id = {e["key"]: e["checked"] for e in web.get("/api/cases").json()}
    assert (by_id["folder/mine"], by_id["folder/other"]) == (True, False)


def test_a_case_shows_the_figures_of_its_assessment(reader):
    shown, a = words(reader.get(US)), assess("us-russia-2001")
    assert a.verdict.label in shown
    for range_ in a.verdict.p_unbroken.values():
        assert percent(range_.mean) in shown
    assert a.fault_lines
    assert a.lenses
    assert a.reference_classes
    for row in (*a.fault_lines, *a.lenses, *a.reference_classes):
        assert row.label in shown
    scenarios = load("us-russia-2001").scenarios
    assert scenarios
    for scenario in scenarios:
        assert scenario.if_ in shown


def test_the_answer_shows_the_figures_of_the_document(reader):
    query = "scenario=s-iraq-attack&set=threats.taliban.attained=0.9@2002-06-01"
    w = reader.get(f"/api{US}/whatif?{query}").json()
    assert w["outcomes"]
    assert w["fault_lines"]
    assert w["notes"]
    for place in (f"{US}?{query}", f"{US}/whatif?{query}"):
        page = reader.get(place)
        shown = words(page)
        for outcome in w["outcomes"].values():
            assert outcome["definition"] in shown
            for h, difference in outcome["difference"].items():
                for which in ("with", "without"):
                    assert percent(outcome[which][h]["mean"]) in shown
                assert points(difference["mean"]) in shown
        for line in w["fault_lines"]:
            assert line["label"] in shown
            assert points(line["gain"]["mean"]) in shown
        for note in w["notes"]:
            assert note in shown
        last = [percent(w[c][-1]["mean"]) for c in ("curve_without", "curve_with")]
        assert f"without {last[0]}" in shown
        assert f"with {last[1]}" in shown


def test_an_answer_can_be_had_as_files(reader):
    query = "scenario=s-iraq-attack&set=threats.taliban.attained%3D0.9%402002-06-01"
    w = reader.get(f"/api{US}/whatif?{query}").json()
    found = links_to_files(reader.get(f"{US}/whatif?{query}"))
    files = {link.partition("?")[0].rpartition("/")[2]: link for link in found}
    pictures = {f"curve.{kind}" for kind in ("png", "svg", "csv")}
    assert files.keys() == {*pictures, "outcomes.csv", "fault-lines.csv"}
    rows = csv_rows(reader.get(files["outcomes.csv"]))
    moved = [d["mean"] for o in w["outcomes"].values() for d in o["difference"].values()]
    assert [float(row["difference_mean"]) for row in rows] == moved
    gains = csv_rows(reader.get(files["fault-lines.csv"]))
    highest = [line["gain"]["high"] for line in w["fault_lines"]]
    assert [float(row["gain_high"]) for row in gains] == highest
    curve = csv_rows(reader.get(files["curve.csv"]))
    low = [r["low"] for r in w["curve_with"]]
    assert [float(r["low"]) for r in curve if r["curve"] == "with"] == low
    assert reader.get(files["curve.png"]).content.startswith(b"\x89PNG")
    assert ".curve .line-1 { stroke: #b34700" in reader.get(files["curve.svg"]).text
    wrong = reader.get(f"{US}/whatif/download/outcomes.csv?set=nonsense")
    assert wrong.status_code == 422
    coded = csv_rows(reader.get(f"{US}/whatif/download/curve.csv"))
    points = assess("us-russia-2001").outcomes["rupture"].curve
    assert [float(row["mean"]) for row in coded] == [r.mean for r in points]


def test_questions_are_shown_with_their_rules(reader):
    page = reader.get(f"{US}/questions")
    (link,) = links_to_files(page)
    rows = csv_rows(reader.get(link))
    case = load("us-russia-2001")
    assert {q.id for q in case.questions} <= {row["id"] for row in rows}
    assert {s.id for s in case.scenarios} <= {row["id"] for row in rows}
    shown = words(page)
    for row in rows:
        assert " ".join(row["resolves"].split()) in shown
        assert percent(float(row["probability"])) in shown
    assert f'href="{US}/questions"' in reader.get(US).text


def test_questions_name_the_file_to_log_them_from(folder, reader):
    (folder / "mine.yaml").rename(folder / "mine.yml")
    (folder / "mine.yml.bak").write_bytes(bundled())
    with client(folder) as web:
        assert "detente questions mine.yml --record" in web.get("/cases/folder/mine/questions").text
        before = web.get("/cases/folder/mine/questions?version=previous")
        assert before.status_code == 200
        assert "--record" not in before.text
    assert "detente questions us-russia-2001 --record" in reader.get(f"{US}/questions").text


def test_a_form_without_script_leads_to_the_short_address(reader):
    page = reader.get(US).text
    sliders = re.findall(r'name="(slider\.[^"]+)"[^>]* value="([^"]+)"', page)
    assert len(sliders) > 10
    sent = [(name, "0.93" if "taliban.attained" in name else value) for name, value in sliders]
    reply = reader.get(US, params=[*sent, ("scenario", "s-success"), ("set", "")])
    assert reply.status_code == 303
    wanted = "scenario=s-success&set=threats.taliban.attained%3D0.93"
    assert reply.headers["location"] == f"{US}?{wanted}#what-if"
    answered = reader.get(reply.headers["location"])
    assert 'value="0.93"' in answered.text
    assert "as coded" in answered.text
    assert reader.get(US, params=[*sliders, ("set", "")]).headers["location"] == f"{US}#what-if"


def test_an_invalid_question_is_answered_with_a_sentence(reader):
    for query, message in (
        ("scenario=s-none", "no scenario 's-none'"),
        ("set=threats.none.attained=1", "threats.none.attained"),
        ("set=threats.taliban.attained=7", "between 0 and 1"),
        ("set=threats.taliban.attained=1@1990-01-01", "1990-01-01"),
    ):
        page = reader.get(f"{US}?{query}")
        assert page.status_code == 200
        assert message in words(page)
    wrong = reader.get(f"{US}?scenario=s-success&set=threats.taliban.attained=1&set=nonsense")
    assert wrong.status_code == 422
    assert "set got 'nonsense'; wanted PATH=VALUE" in words(wrong)
    assert 'value="nonsense"' in wrong.text  # to be corrected, next to the valid parts
    assert 'value="threats.taliban.attained=1" checked' in wrong.text
    assert 'value="s-success" checked' in wrong.text


def test_files_that_cannot_be_listed_are_named(web, folder):
    assert "Not listed" not in words(web.get("/"))
    (folder / "my case.yaml").write_bytes(bundled())
    (folder / "shopping list.yaml").write_text("milk\n")
    assert "Not listed: my case.yaml . A listed" in words(web.get("/"))


def test_a_comparison_shows_the_figures_of_the_document(reader):
    c = reader.get("/api/compare?a=bundled/us-russia-2001&b=folder/mine").json()
    page = reader.get("/compare?a=bundled/us-russia-2001&b=folder/mine")
    shown = words(page)
    assert {g["id"] for g in c["groups"]} >= {"unbroken", "outcomes", "effects", "fault-lines"}
    for group in c["groups"]:
        assert group["label"] in shown
        for row in group["rows"]:
            assert row["label"] in shown
            assert (row["a"], row["b"]) != (None, None)
    for side in (c["a"], c["b"]):
        assert side["title"] in shown
        assert side["label"] in shown
    files = {link.partition("?")[0].rpartition("/")[2]: link for link in links_to_files(page)}
    assert set(files) == {"sides.csv", "curve.png", "curve.svg", "curve.csv", "figures.csv"}
    assert files["curve.csv"].partition("?")[2] == "a=bundled%2Fus-russia-2001&b=folder%2Fmine"
    curves = csv_rows(reader.get(files["curve.csv"]))
    assert {row["curve"] for row in curves} == {"A", "B"}
    assert reader.get(files["curve.svg"]).text.startswith("<svg")
    sides = {row["of"]: (row["a"], row["b"]) for row in csv_rows(reader.get(files["sides.csv"]))}
    assert sides["verdict"] == (c["a"]["label"], c["b"]["label"])
    assert sides["version"] == ("bundled/us-russia-2001", "folder/mine")
    assert sides["as_of"] == (c["a"]["as_of"], c["b"]["as_of"])
    rows = csv_rows(reader.get(files["figures.csv"]))
    assert len(rows) == sum(len(group["rows"]) for group in c["groups"])
    assert float(rows[0]["b_mean"]) == c["groups"][0]["rows"][0]["b"]["mean"]
    ours = compare_assessments(assess("us-russia-2001"), assess("anglo-japanese-1905"))
    assert c == json.loads(ours.model_dump_json(by_alias=True))


def edited(web, new, do="preview", **fields):
    page = web.get("/cases/folder/mine/edit")
    loaded = re.search(r'name="loaded" value="(\w+)"', page.text)[1]
    sent = {"text": new, "csrf_token": csrf_token(page), "do": do, "loaded": loaded, **fields}
    return web.post("/cases/folder/mine/edit", data=sent)


def test_an_edit_is_shown_then_saved_then_compared(web, folder):
    new = changed(bundled(), TITLE, b"Another title").decode()
    preview = edited(web, new)
    assert preview.status_code == 200
    assert "Another title" in words(preview)
    assert (folder / "mine.yaml").read_bytes() == bundled()
    saved = edited(web, new.replace("\n", "\r\n"), "save")  # line ends as a browser sends them
    assert saved.status_code == 303
    assert (folder / "mine.yaml").read_bytes() == new.encode()
    assert (folder / "mine.yaml.bak").read_bytes() == bundled()
    shown = web.get(saved.headers["location"])
    assert "What changed" in words(shown)
    assert "Another title" in words(shown)
    d = web.get("/api/diff?a=folder/mine@previous&b=folder/mine").json()
    assert [c["path"] for c in d["changes"]] == ["title"]
    assert f"title {TITLE.decode()} Another title" in words(shown)
    (values,) = (link for link in links_to_files(shown) if "values.csv" in link)
    (row,) = csv_rows(web.get(values))
    (sections,) = (link for link in links_to_files(shown) if "sections.csv" in link)
    moves = [float(x["move_10"]) for x in csv_rows(web.get(sections))]
    assert moves == [*(s["move_10"] for s in d["sections"]), d["move_10"]]
    assert row == {"path": "title", "before": TITLE.decode(), "after": "Another title"}
    assert "Figures that are not listed are the same" in words(shown)
    old = web.get("/cases/folder/mine?version=previous")
    assert TITLE.decode() in words(old)
    assert "/cases/folder/mine/edit" not in old.text


def test_a_faulty_edit_stays_in_the_editor_and_is_not_saved(web, folder):
    for do in ("preview", "save"):
        reply = edited(web, bundled().decode() + "nonsense: 1\n", do)
        assert reply.status_code == 422
        assert "unknown key 'nonsense'" in words(reply)
        assert "nonsense: 1\n</textarea>" in reply.text
    assert (folder / "mine.yaml").read_bytes() == bundled()


def test_two_editors_of_one_case_get_a_conflict_not_a_lost_update(web, folder):
    mine, theirs = (changed(bundled(), TITLE, t) for t in (b"My title", b"Their title"))
    before = re.search(r'name="loaded" value="(\w+)"', web.get("/cases/folder/mine/edit").text)[1]
    assert edited(web, theirs.decode(), "save").status_code == 303
    for do in ("preview", "save"):
        conflict = edited(web, mine.decode(), do, loaded=before)
        assert conflict.status_code == 409
        assert "My title" in words(conflict)
        assert "Their title" in words(conflict)
        assert (folder / "mine.yaml").read_bytes() == theirs
    seen = re.search(r'name="loaded" value="(\w+)"', conflict.text)[1]
    assert edited(web, mine.decode(), "save", loaded=seen).status_code == 303
    assert (folder / "mine.yaml").read_bytes() == mine
    assert (folder / "mine.yaml.bak").read_bytes() == theirs


def test_the_text_of_an_editor_whose_file_was_removed_can_be_saved(web, folder):
    ours = csrf_token(web.get("/cases/folder/mine/edit"))
    (folder / "mine.yaml").unlink()
    mine = changed(bundled(), TITLE, b"My title").decode()
    gone = web.post(
        "/cases/folder/mine/edit", data={"csrf_token": ours, "text": mine, "do": "save"}
    )
    assert gone.status_code == 404
    assert "My title" in words(gone)
    sent = {"csrf_token": csrf_token(gone), "id": "mine", "text": mine.replace("\n", "\r\n")}
    assert web.post("/cases", data=sent).status_code == 303
    assert (folder / "mine.yaml").read_text() == mine


def test_the_editor_says_that_a_file_is_not_utf8(web, folder):
    (folder / "mine.yaml").write_bytes(changed(bundled(), TITLE, b"Caf\xe9"))
    assert "The file is not UTF-8" in words(web.get("/cases/folder/mine/edit"))
    assert edited(web, bundled().decode(), "save").status_code == 303
    assert "not UTF-8" not in words(web.get("/cases/folder/mine/edit"))


def test_a_case_is_created_or_copied(web, folder):
    sent = {"csrf_token": csrf_token(web.get("/")), "id": "fresh"}
    assert web.post("/cases", data=sent).headers["location"] == "/cases/folder/fresh/edit"
    assert load(folder / "fresh.yaml").id == "fresh"
    assert "No fault" in words(web.get("/cases/folder/fresh/edit"))
    web.post("/cases", data={**sent, "id": "copy", "like": "us-russia-2001"})
    assert (folder / "copy.yaml").read_bytes() == bundled("us-russia-2001")
    again = web.post("/cases", data=sent)
    assert again.status_code == 422
    assert "already in the folder" in words(again)
    assert web.post("/cases", data={**sent, "id": "../x"}).status_code == 422


def test_a_faulty_file_shows_its_faults_and_can_be_edited(web, folder):
    (folder / "mine.yaml").write_bytes(bundled() + b"nonsense: <b>1</b>\n")
    page = web.get("/cases/folder/mine")
    assert "unknown key 'nonsense'" in words(page)
    assert "/cases/folder/mine/edit" in page.text
    assert edited(web, bundled().decode(), "save").status_code == 303
    assert web.get("/cases/folder/mine").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/cases/folder/..%2f..%2fetc%2fpasswd",
        "/cases/folder/%2e%2e",
        "/cases/folder/nothing",
        "/cases/folder/nothing/edit",
        "/cases/bundled/us-russia-2001/edit",
        "/cases/bundled/us-russia-2001?version=previous",
        "/compare?a=folder/../../x&b=folder/mine",
        "/static/..%2fapi.py",
        "/static/countries-110m.json",
        "/nothing",
    ],
)
def test_a_missing_page_is_404(reader, path):
    assert reader.get(path).status_code == 404


def test_text_of_a_case_never_becomes_markup(tmp_path):
    data, places = hostile()
    assert len(places) >= 30
    folder = folder_with(tmp_path / "evil", evil=data)
    with client(folder) as web:
        pages = [web.get("/"), web.get("/cases/folder/evil"), web.get("/cases/folder/evil/edit")]
        pages += [web.get("/compare?a=folder/evil&b=bundled/us-russia-2001")]
        known = load(folder / "evil.yaml")
        scenario = known.scenarios[0].id
        pages += [web.get(f"/cases/folder/evil?scenario={scenario}&set={HOSTILE}=1")]
        pages += [web.get(f"/cases/folder/evil/whatif?scenario={scenario}")]
        assert all("window.pwned" in page.text for page in pages)  # it is there, as text
        (folder / "evil.yaml").write_bytes(data[:-2] + b", '" + HOSTILE.encode() + b"': 1}")
        pages += [web.get("/cases/folder/evil"), web.get("/")]
    for page in pages:
        assert page.status_code in (200, 422)
        assert "<script>window" not in page.text
        assert "<img" not in page.text
        tags = Tags()
        tags.feed(page.text)
        assert not [name for name in tags.attributes if name.startswith("on")]
        assert "49" not in re.findall(r"&amp;(\d+)", page.text)


def test_no_page_has_style_or_script_of_its_own(reader):
    for path in ("/", US, f"{US}?scenario=s-success", "/compare", "/api"):
        page = reader.get(path).text
        assert not re.search(r"<style|\sstyle=|<script(?! src=\"/static/)", page)


def test_ids_of_a_page_are_its_own(reader):
    for path in (f"{US}?scenario=s-success", "/api", "/compare?a=folder/mine&b=folder/mine"):
        ids = re.findall(r'\sid="([^"]+)"', reader.get(path).text)
        assert len(ids) == len(set(ids))


def test_the_brief_its_charts_and_tables_can_be_downloaded(folder):
    with client(folder) as web:
        shown = web.get(US)
        page, links = shown.text, links_to_files(shown)
        kinds = {link.rpartition(".")[2] for link in links}
        assert kinds == {"pdf", "docx", "html", "md", "json", "zip", "png", "svg", "csv"}
        assert len(links) > 30
        one_of_each = {link.rpartition(".")[2]: link for link in links}
        for slow in ("pdf", "docx", "zip"):  # in tests/brief
            del one_of_each[slow]
        sent = {kind: web.get(link) for kind, link in one_of_each.items()}
        assert {reply.status_code for reply in sent.values()} == {200}
        assert all("attachment" in r.headers["content-disposition"] for r in sent.values())
        assert sent["svg"].text.startswith("<svg")
        assert sent["png"].content.startswith(b"\x89PNG")
        assert sent["csv"].text.count("\n") > 2
        assert json.loads(sent["json"].text)["case"] == "us-russia-2001"
        for wrong in ("chart-none.svg", "table-none.csv"):
            assert web.get(f"{US}/download/{wrong}").status_code == 404
        assert web.get(f"{US}/download/brief.exe").status_code == 422
        assert "Cite as:" in page
        assert re.search(r'Confidence: <a href="#confidence"[^>]*>(high|moderate|low)</a>', page)
        assert re.search(r"History of ruptures to 20\d\d, [\d.]+ years before the case", page)
