"""The review page in a real browser: keys, jumps, marks, undo, two tabs, no script, a phone."""

import os
from itertools import zip_longest
from pathlib import Path

import pytest
from app_kit import PHONE, at_both_widths, client
from axe_kit import violations
from review_kit import HOSTILE_TEXTS, hostile, large, reviewed, small

from detente.reading.review import PERSON, load_review

SHOTS = os.environ.get("DETENTE_SCREENSHOTS")  # a folder to look at


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """One server for all tests: it holds nothing of a review."""
    folder = tmp_path_factory.mktemp("served") / "cases"
    folder.mkdir()
    with client(folder) as web:
        yield str(web.base_url).rstrip("/"), folder


@pytest.fixture
def place(served):
    """Address of a server, of its one document, and the review file."""
    base, folder = served
    for old in folder.iterdir():
        old.unlink()
    doc, found = small()
    _, file = reviewed(folder, (doc, found))
    return base, f"/cases/folder/mine/review/{doc.sha256}", file, doc


def shot(page, name, view):
    if SHOTS:
        Path(SHOTS).mkdir(exist_ok=True, parents=True)
        page.screenshot(path=f"{SHOTS}/review-{name}-{view['width']}.png")


def assert_sound(page, name):
    """In both windows it fits, has one main heading, and axe finds nothing."""
    assert page.locator("h1").count() == 1
    for view in at_both_widths(page):
        shot(page, name, view)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert violations(page) == []


def card(page, file, kind, nth=1):
    ids = [p.id for p in load_review(file).proposals.values() if p.kind == kind]
    return page.locator(f"#c-{ids[nth - 1]}")


def current(page):
    return page.locator("[aria-current=true] h3 .kind").inner_text()


def said(page, words):
    page.locator("#said").filter(has_text=words).wait_for()


def verdicts(file):
    return [d.verdict for d in load_review(file).decisions]


def settled(page, file, count):
    """Wait until the server has so many decisions."""
    for _ in range(100):
        if len(load_review(file).decisions) == count:
            break
        page.wait_for_timeout(50)
    assert len(load_review(file).decisions) == count
    stored(page)


def stored(page):
    """Wait until the page knows that all it sent is stored: only then may it be left unasked."""
    page.locator("[data-waiting='0']").wait_for(state="attached")


def test_every_page_is_sound(place, opened):
    base, address, file, _ = place
    page, _ = opened(base, viewport=PHONE)
    for name, path in {
        "list": "/cases/folder/mine/review",
        "document": address,
        "filtered": f"{address}?kind=date&p=0.95",
        "blind": f"{address}?blind=1764430000000",
        "empty filter": f"{address}?show=written",
        "into-case": "/cases/folder/mine/review/into-case",
    }.items():
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert_sound(page, name)
        if name in ("list", "document", "into-case"):
            page.locator("#search").fill("chn ru")
            page.locator("#suggestions option[value='China and Russia']").wait_for(state="attached")
    page.goto(address)
    page.keyboard.press("j")
    for key in "axu":
        page.keyboard.press(key)
    settled(page, file, 3)
    page.locator("summary").first.click()
    assert_sound(page, "decided")


def test_a_review_goes_by_keys_alone(place, opened):
    base, address, file, _ = place
    page, _ = opened(base)
    page.goto(address)
    page.keyboard.press("j")
    assert current(page) == "Actor"
    for key in ("a", "x", "u"):
        page.keyboard.press(key)
    settled(page, file, 3)
    assert verdicts(file) == ["accept", "reject", "unsure"]
    said(page, "3 of 14 reviewed")
    assert all(d.seconds is not None and d.seconds < 60 for d in load_review(file).decisions)
    here = current(page)
    page.keyboard.press("j")
    assert current(page) != here
    page.keyboard.press("k")
    assert current(page) == here
    page.keyboard.press("z")
    said(page, "Taken back")
    page.keyboard.press("z")
    settled(page, file, 5)
    assert list(load_review(file).states().values()).count("open") == 13
    page.locator("#progress").filter(has_text="1 of 14 reviewed").wait_for()


def test_a_field_is_changed_in_place_and_enter_stores_it(place, opened):
    base, address, file, _ = place
    page, _ = opened(base)
    page.goto(address)
    survey = card(page, file, "survey")
    survey.get_by_label("share", exact=True).fill("37%")
    page.keyboard.press("Enter")
    settled(page, file, 1)
    said(page, "Accepted with changes")
    assert survey.locator(".state").inner_text() == "accepted with changes"
    tie = card(page, file, "tie")
    tie.locator("h3").click()
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "field.a"
    page.keyboard.type("DEU")  # over the selected text
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    settled(page, file, 2)
    hedge = card(page, file, "hedge")
    hedge.locator("select").select_option("unlikely")
    hedge.locator("select").press("Enter")
    settled(page, file, 3)
    held = load_review(file)
    changed = {
        held.decided(d.proposal).kind: held.decided(d.proposal).fields for d in held.decisions
    }
    assert changed["survey"]["share"] == 0.37
    assert changed["tie"]["a"] == "DEU"
    assert changed["hedge"]["band"] == "unlikely"
    assert verdicts(file) == ["edit"] * 3


def test_a_wrong_value_stays_to_be_put_right(place, opened):
    base, address, file, _ = place
    page, watch = opened(base)
    page.goto(address)
    field = card(page, file, "date").get_by_label("first day")
    field.fill("May")
    page.keyboard.press("Enter")
    said(page, "wanted a day such as 2001-11-15")
    assert field.input_value() == "May"
    assert card(page, file, "date").locator(".state").inner_text() == "open"
    field.fill("1901-05-05")
    field.press("Enter")
    settled(page, file, 1)
    (told,) = watch.faults
    assert "422" in told
    watch.faults.clear()


def test_a_click_on_a_card_lights_its_words_and_a_click_on_words_its_card(place, opened, view):
    base, address, file, _ = place
    page, _ = opened(base, viewport=view)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    conditional = card(page, file, "conditional")
    conditional.locator("h3").click()
    lit = "[...document.querySelectorAll('.words .on')].map(e => e.textContent).join('')"
    assert page.evaluate(lit) == "If Berlin signs, Vienna will follow"
    parts = "[...document.querySelectorAll('.words .part')].map(e => e.textContent).join('|')"
    assert page.evaluate(parts) == "Berlin signs|Vienna will follow"
    assert page.locator(".words .on").first.is_visible()
    page.locator(".words mark", has_text="aid in").click()
    assert current(page) == "Deed"
    assert card(page, file, "deed").evaluate("e => e.getBoundingClientRect().bottom <= innerHeight")
    page.locator(".words mark", has_text="Rome").nth(1).click()  # a second mention
    page.locator(".words mark", has_text="Rome").nth(1).click()  # the next that stands there
    assert {current(page)} <= {"Actor", "Tie"}


SELECT = """words => {
  const walker = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const [first, last] = words;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.data.includes(first)) range.setStart(node, node.data.indexOf(first));
    if (node.data.includes(last)) { range.setEnd(node, node.data.indexOf(last) + last.length); break; }
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def test_selected_words_become_an_entry(place, opened, view):
    base, address, file, doc = place
    page, _ = opened(base, viewport=view)
    page.goto(address)
    page.evaluate(SELECT, ["😀 was", "Vienna promised"])  # over pieces, after signs of two units
    page.locator("#chosen").filter(has_text="😀 was quiet. Vienna promised").wait_for()
    page.keyboard.press("m")
    shot(page, "mark", view)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.locator("h1").count() == 1
    assert violations(page) == []
    page.locator("#mark select").select_option("stance")
    page.locator("#mark button").click()
    said(page, "Marked: Stance of the author")
    (new,) = [p for p in load_review(file).proposals.values() if p.reader == PERSON]
    assert doc.quote(new.span) == "😀 was quiet. Vienna promised"
    assert load_review(file).state(new.id) == "accepted"
    assert page.evaluate("document.activeElement.name") == "field.leans"
    page.keyboard.press("Escape")
    page.keyboard.press("z")
    settled(page, file, 2)
    assert load_review(file).state(new.id) == "rejected"


PAGE = """() => ({
  pieces: [...document.querySelectorAll('[data-at]')].map(e => [
    e.dataset.at, e.textContent, [...e.classList].filter(c => /^[wc][od]$/.test(c)).sort().join(),
    e.matches('.on') ? '' : getComputedStyle(e).background + getComputedStyle(e).textDecoration]),
  cards: [...document.querySelectorAll('#deck > li')].map(e => [e.id, e.className]),
  tallies: [...document.querySelectorAll('[data-tally]')].map(e => e.textContent),
  kinds: document.querySelector('#filters [name=kind]').textContent,
  counts: ['progress', 'shown', 'ready'].map(id => document.getElementById(id).textContent),
  without: document.querySelector('.without:not([hidden])')?.textContent,
})"""


def test_a_mark_changes_the_page_in_place_to_what_it_would_be_anew(place, opened):
    """Marked under a filter that would hide it, in a paragraph that had no proposal."""
    base, address, file, _ = place
    page, _ = opened(base)
    page.goto(f"{address}?kind=date")
    page.wait_for_load_state("networkidle")
    page.evaluate("window.same = true")
    page.evaluate(SELECT, ["paragraph about", "paragraph about"])
    page.locator("#chosen").filter(has_text="paragraph about").wait_for()
    page.locator("#mark select").select_option("threat")
    page.locator("#mark button").click()
    said(page, "Marked: Threat")
    page.get_by_text("Make an entry by typing its words").click()
    page.get_by_label("Words, exactly as they stand").fill("Geneva")
    page.get_by_role("button", name="Make an entry").last.click()
    said(page, "Marked: Actor")
    assert page.evaluate("window.same")  # no new page
    page.get_by_label("Words, exactly as they stand").focus()
    page.evaluate("select(null)")  # nothing is lit as the current card
    here = page.evaluate(PAGE)
    assert [p.kind for p in load_review(file).proposals.values() if p.p == 1] == ["threat", "actor"]
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(PAGE) == here


def test_filters_and_facts_accepted_together(place, opened):
    base, address, file, _ = place
    page, _ = opened(base)
    page.goto(address)
    assert not page.locator("#bulk").is_visible()
    page.locator("#filters [name=kind]").select_option("conditional")
    assert page.locator("#shown").inner_text() == "1 of 14 cards shown"
    assert not page.locator("#bulk").is_visible()  # never for conditionals
    page.locator("#filters [name=kind]").select_option("date")
    button = page.get_by_role("button", name="Accept the 2 open dates shown")
    button.click()
    said(page, "Accepted 2 together")
    assert verdicts(file) == ["accept"] * 2
    assert not page.locator("#bulk").is_visible()
    page.locator("#filters [name=show]").select_option("open")
    assert page.locator("#shown").inner_text() == "1 of 14 cards shown"
    page.wait_for_url("**kind=date*show=open*")
    page.reload()
    assert page.locator("#shown").inner_text() == "1 of 14 cards shown"
    page.locator("h1").click()
    page.keyboard.press("z")  # all of them, after a reload too
    settled(page, file, 4)
    assert set(load_review(file).states().values()) == {"open"}


def test_two_tabs_are_told(place, opened):
    base, address, file, _ = place
    page, watch = opened(base)
    other, _ = opened(base)
    page.goto(address)
    other.goto(address)
    card(other, file, "tie").get_by_role("button", name="Reject").click()
    settled(other, file, 1)
    card(page, file, "tie").get_by_role("button", name="Accept").click()
    said(page, "decided elsewhere since the page was shown")
    assert card(page, file, "tie").locator(".state").inner_text() == "rejected"
    card(page, file, "tie").get_by_role("button", name="Accept").click()
    settled(page, file, 2)
    assert verdicts(file) == ["reject", "accept"]
    (told,) = watch.faults
    assert "409" in told
    watch.faults.clear()


def test_a_decision_that_cannot_be_stored_is_taken_back(place, opened):
    base, address, file, _ = place
    page, watch = opened(base)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    card(page, file, "hedge").locator("select").select_option("unlikely")
    card(page, file, "hedge").get_by_role("button", name="Accept").click()
    said(page, "Not stored: the server does not answer")
    assert card(page, file, "hedge").locator(".state").inner_text() == "open"
    assert page.locator("#progress").inner_text() == "0 of 14 reviewed"
    page.context.set_offline(False)
    card(page, file, "hedge").get_by_role(
        "button", name="Accept"
    ).click()  # the change is still there
    settled(page, file, 1)
    assert verdicts(file) == ["edit"]
    assert {f.rpartition("::")[2] for f in watch.faults} == {"ERR_INTERNET_DISCONNECTED"}
    watch.faults.clear()


def test_keys_can_be_turned_off(place, opened):
    base, address, file, _ = place
    page, _ = opened(base)
    page.goto(address)
    page.get_by_label("Keys", exact=True).uncheck()
    page.keyboard.press("j")
    page.keyboard.press("a")
    assert page.locator("[aria-current=true]").count() == 0
    page.reload()
    assert not page.get_by_label("Keys", exact=True).is_checked()
    assert verdicts(file) == []


def test_it_works_without_script(place, opened):
    base, address, file, _ = place
    page, _ = opened(base, java_script_enabled=False)
    page.goto(address)
    card(page, file, "hedge").locator("select").select_option("unlikely")
    card(page, file, "hedge").get_by_role("button", name="Accept").click()
    page.wait_for_url("**#c-*")
    assert card(page, file, "hedge").locator(".state").inner_text() == "accepted with changes"
    card(page, file, "hedge").get_by_role("button", name="Take back").click()
    assert card(page, file, "hedge").locator(".state").inner_text() == "open"
    page.locator("#filters [name=kind]").select_option("date")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("button", name="Accept the 2 open dates shown").click()
    page.get_by_text("Make an entry by typing its words").click()
    page.get_by_label("Words, exactly as they stand").fill("Both capitals")
    page.get_by_role("button", name="Make an entry").last.click()
    page.wait_for_url("**#c-*")
    assert verdicts(file) == ["edit", "reopen", "accept", "accept", "accept"]


def test_500_cards_are_all_there_and_in_order(tmp_path, opened):
    doc, found = large()
    folder, file = reviewed(tmp_path / "cases", (doc, found))
    with client(folder) as web:
        page, _ = opened(str(web.base_url).rstrip("/"))
        page.goto(f"/cases/folder/mine/review/{doc.sha256}?kind=hedge")
        page.wait_for_load_state("networkidle")
        order = page.evaluate(
            "[...document.querySelectorAll('#deck > li')].map(e => e.id.slice(2))"
        )
        assert order == list(load_review(file).proposals)
        hedges = [p.id for p in load_review(file).proposals.values() if p.kind == "hedge"]
        assert page.locator("#deck > li:visible").count() == len(hedges)
        page.keyboard.press("j")
        page.keyboard.press("a")
        settled(page, file, 1)
        assert load_review(file).decisions[0].proposal == hedges[0]


@pytest.mark.parametrize("part", range(2))
def test_hostile_text_stays_text(tmp_path, opened, part):
    """Two texts a document, whose parts are far apart in the list: a page each takes a second."""
    half = (len(HOSTILE_TEXTS) + 1) // 2
    pairs = zip_longest(HOSTILE_TEXTS[:half], HOSTILE_TEXTS[half:], fillvalue="")
    strings = ["".join(pair) for pair in pairs][part::2]
    folder, _ = reviewed(tmp_path / "cases", *map(hostile, strings))
    with client(folder) as web:
        page, watch = opened(str(web.base_url).rstrip("/"))
        page.goto("/cases/folder/mine/review")
        assert page.evaluate("window.pwned") is None
        for string in strings:
            doc, found = hostile(string)
            page.goto(f"/cases/folder/mine/review/{doc.sha256}")
            page.wait_for_load_state("networkidle")
            page.keyboard.press("j")
            page.keyboard.press("a")
            said(page, f"1 of {len(found)} reviewed")
            stored(page)
            tiles = page.evaluate(
                "[...document.querySelectorAll('[data-at]')].map(e => [Number(e.dataset.at), [...e.textContent].length])"
            )
            ends = [at + size for at, size in tiles]
            inside = [p.span.end for p in doc.paragraphs] + [at for at, _ in tiles]
            assert set(ends) <= {*inside, len(doc.text)}  # no character was dropped or added
            assert page.evaluate("window.pwned") is None
            assert page.locator("img, iframe, object, embed, base, svg, style").count() == 0
            assert page.locator("script[src]").count() == page.locator("script").count() == 2
        assert watch.faults == []
