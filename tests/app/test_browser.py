"""Every page in a real browser, on a desktop and on a phone, with keyboard, without script."""

import os
import re
from pathlib import Path

import pytest
from app_kit import DESKTOP, PHONE, at_both_widths, bundled, changed, client, folder_with, hostile
from axe_kit import serious_violations

from detente.case.load import load

TITLE = b"The Anglo-Japanese alliance on the day of its second treaty"
US = "/cases/bundled/us-russia-2001"
pytestmark = pytest.mark.usefixtures("cached_results")
PAGES = {
    "cases": "/",
    "case": US,
    "what-if": f"{US}?scenario=s-iraq-attack&set=threats.taliban.attained=0.9@2002-06-01",
    "compare": "/compare?a=bundled/us-russia-2001&b=folder/mine",
    "changes": "/compare?a=folder/mine@previous&b=folder/mine",
    "edit": "/cases/folder/mine/edit",
    "faulty": "/cases/folder/faulty",
    "edit-faulty": "/cases/folder/faulty/edit",
    "problem": "/cases/folder/none",
    "api": "/api",
    "search": "/search?q=USA",
    "new": "/new?one=Atlantis&other=RUS",
}
REFUSED = {"problem": 404, "new": 422}
# what a page does not share with another one of PAGES, which alone is looked at
OWN = {"what-if": "#what-if"}
SHOTS = os.environ.get("DETENTE_SCREENSHOTS")  # a folder to look at


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = folder_with(
        tmp_path_factory.mktemp("browser"),
        mine=changed(bundled(), TITLE, b"A title of mine"),
        faulty=bundled() + b"nonsense: 1\n",
    )
    (folder / "mine.yaml.bak").write_bytes(bundled())
    with client(folder) as web:
        yield str(web.base_url).rstrip("/")


@pytest.fixture(scope="module")
def with_data(real_store, tmp_path_factory):
    with client(folder_with(tmp_path_factory.mktemp("world"), mine=bundled())) as web:
        yield str(web.base_url).rstrip("/")


def shot(page, name, view):
    if SHOTS:
        Path(SHOTS).mkdir(exist_ok=True, parents=True)
        page.screenshot(path=f"{SHOTS}/{name}-{view['width']}.png", full_page=True)


def sound(page, name, view, contrast="*", part="html"):
    """A page that fits its window, has one main heading, and is open to everybody."""
    beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert beyond <= 0, f"{name} is {beyond} pixels wider than the window"
    assert page.locator("h1").count() == 1
    assert serious_violations(page, contrast, wide=view == DESKTOP, part=part) == []


def sound_at_both_widths(page, name, contrast="*", part="html"):
    """The same of a page as it is now, in a wide window and in that of a phone."""
    for view in at_both_widths(page):
        shot(page, name, view)
        sound(page, name, view, contrast, part)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_sound(base, opened, name):
    page, watch = opened(base, viewport=DESKTOP)
    reply = page.goto(PAGES[name])
    page.wait_for_load_state("networkidle")
    sound_at_both_widths(page, name, part=OWN.get(name, "html"))
    if name in REFUSED:
        assert reply.status == REFUSED[name]
        watch.faults.clear()  # the browser notes the answer


def test_the_world_is_sound(with_data, opened, view):
    page, _ = opened(with_data, viewport=view)
    page.goto("/world?as_of=2001")
    assert page.locator("h1").count() == 1  # the list, or that it is being estimated
    page.locator(".drawing svg").wait_for()
    shot(page, "world", view)
    sound(page, "world", view)
    drawn = page.locator(".drawing svg path")
    assert drawn.count() > 170
    hidden = page.locator(".map .drawing").evaluate("it => it.scrollWidth - it.clientWidth")
    assert hidden <= 0, f"{hidden} pixels of the map are out of sight"
    assert page.locator(".role-legend").is_visible() != page.locator(".key").is_visible()
    page.get_by_label("Of state", exact=True).fill("Russia")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/world?*of=Russia*")
    assert "of Russia" in page.locator("caption").inner_text()
    page.get_by_role("link", name="10 years").click()
    page.wait_for_url("**sort=p10*")
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("10 years")
    shot(page, "world-russia", view)


def test_the_pulse_of_a_pair_is_sound(with_data, opened):
    page, _ = opened(with_data, viewport=DESKTOP)
    page.goto("/pulse/CHN/RUS?from=2018&to=2021")
    page.locator("figure svg").first.wait_for()
    sound_at_both_widths(page, "pulse", "#pulse *")
    assert "2018-01 to 2021-12" in page.locator(".dateline").inner_text()
    figures = page.get_by_role("link", name="figures").first
    figures.click()  # leads to the table of the same months, which opens
    table = page.locator(page.evaluate("location.hash"))
    assert "every month" in table.inner_text()
    page.get_by_label("in hindsight").check()
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**view=hindsight*")
    assert "HINDSIGHT" in page.locator("header .alarm").inner_text()
    sound(page, "pulse in hindsight", DESKTOP, "header *")


def test_the_world_without_data_says_how_to_get_them(base, opened, monkeypatch, tmp_path):
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "none"))
    page, _ = opened(base, viewport=DESKTOP)
    page.goto("/world")
    page.wait_for_selector("#t-world", timeout=60_000)
    sound_at_both_widths(page, "world without data")
    page.set_viewport_size(PHONE)
    tall = page.locator("main tbody tr").first.evaluate("row => row.clientHeight")
    assert tall < 150, f"a row is {tall} pixels tall: the effects stand one word a line"
    page.set_viewport_size(DESKTOP)
    assert "detente data pull" in page.locator("main").inner_text()
    page.goto("/pair/CHN/RUS")
    sound_at_both_widths(page, "pair without data")
    page.set_viewport_size(PHONE)
    table = page.get_by_role("region", name="Four fates")
    hidden = table.evaluate("it => it.scrollWidth - it.clientWidth")
    assert hidden <= 0, f"{hidden} pixels of the chances are out of sight"
    assert "`" not in page.locator("main").inner_text()
    page.get_by_role("link", name="Their events by month").click()
    page.wait_for_url("**/pulse/710/365")
    sound_at_both_widths(page, "pulse without data")
    assert "detente events load" in page.locator("main").inner_text()


def test_a_lever_is_answered_and_the_address_holds_it(base, opened, view):
    page, watch = opened(base, viewport=view)
    page.goto(US)
    path = page.locator("input[type=range]").first.get_attribute("data-path")
    slider = page.locator(f'[data-path="{path}"]')
    before = page.locator("#answer").inner_text()
    slider.focus()
    for _ in range(8):  # the keyboard turns it
        page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**set={path}*")
    page.wait_for_function("!document.querySelector('#answer').hasAttribute('aria-busy')")
    page.locator("#answer table").first.wait_for()
    answer = page.locator("#answer").inner_text()
    assert answer != before
    assert "instead of" in answer
    asked = [u for u in watch.requests if "/whatif?" in u]
    assert 1 <= len(asked) <= 3  # eight key strokes are not eight questions
    shot(page, "turned", view)
    value = float(slider.input_value())
    page.goto(page.url)  # the address alone leads back to the same answer
    assert page.locator("#answer").inner_text() == answer
    now = float(page.locator(f'[data-path="{path}"]').input_value())
    assert now == pytest.approx(value, rel=1e-3)
    page.get_by_role("checkbox", name="America attacks Iraq").check()
    page.wait_for_url("**scenario=s-iraq-attack*set=*")
    page.get_by_role("link", name="Back to the case as coded").click()
    page.wait_for_url(f"**{US}#what-if")
    assert "as coded" in page.locator("#answer").inner_text()


def test_a_case_still_to_be_worked_out_has_its_name_first(base, opened):
    page, _ = opened(base)
    page.goto(f"{US}?seed=5")
    waiting = page.locator(".waiting")
    assert waiting.count() == 1
    assert not waiting.is_visible()  # the forecast has come
    assert page.locator("h1").count() == 1
    assert "at ten years permanent fixture" in page.locator("header .answer").inner_text()
    assert "Rupture" in page.locator("header .outcomes").inner_text()


def test_what_is_typed_is_answered_on_enter(base, opened):
    page, watch = opened(base)
    page.goto(US)
    page.get_by_label("Path, value and day").fill("threats.taliban.attained=1@2002-06-01")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Set by hand").wait_for()
    assert "1 June 2002" in page.locator("#answer").inner_text()
    typed = page.get_by_label("Path, value and day")
    typed.fill("threats.al-qaeda.attained=0.5")  # the first stays, to be unticked
    page.keyboard.press("Enter")
    page.wait_for_url("**set=threats.taliban*set=threats.al-qaeda.attained*")
    assert page.locator("#answer li code").count() == 2
    assert typed.input_value() == ""
    for wrong, said in (("threats.none.attained=1", "none"), ("nonsense", "wanted PATH=VALUE")):
        typed.fill(wrong)
        page.keyboard.press("Enter")
        page.locator("#answer .alarm").filter(has_text=said).wait_for()
        assert typed.input_value() == wrong  # to be put right
    page.reload()
    assert page.locator("#answer .alarm").is_visible()
    page.get_by_role("checkbox", name="threats.taliban.attained=1@2002-06-01").uncheck()
    page.locator("#answer table").first.wait_for()
    assert page.locator("#answer li code").count() == 1
    assert "1 June 2002" not in page.locator("#answer").inner_text()
    (told,) = watch.faults
    assert "422" in told  # the browser notes the address with the wrong value
    watch.faults.clear()


def test_it_works_without_script(base, opened):
    page, watch = opened(base, java_script_enabled=False)
    page.goto(US)
    page.get_by_role("checkbox", name="America attacks Iraq").check()
    page.get_by_role("button", name="Answer").click()
    page.wait_for_url(f"**{US}?scenario=s-iraq-attack#what-if")
    assert "instead of" in page.locator("#answer").inner_text()
    page.goto("/cases/folder/mine/edit")
    edit(page, "\nquestion:", "\nnonsense: 1\nquestion:")
    page.get_by_role("button", name="See what changes").click()
    assert "unknown key 'nonsense'" in page.locator("#faults").inner_text()
    (told,) = watch.faults
    assert "422" in told  # the browser notes the answer
    watch.faults.clear()


TYPED = (
    "(area, text) => { area.value = text; area.dispatchEvent(new Event('input', {bubbles: true})) }"
)


def edit(page, old, new):
    """Put other words into the editor; a whole file typed anew takes Chromium many seconds."""
    area = page.get_by_label("The case file")
    text = area.input_value()
    assert old in text
    area.evaluate(TYPED, text.replace(old, new))


def fault_in(page):
    """Type a wrong key, see it named, go to its line, and take it back."""
    edit(page, "\nquestion:", "\nquestoin:")
    page.get_by_text("unknown key 'questoin'").wait_for()
    sound_at_both_widths(page, "editing")
    page.locator("#faults button").first.click()
    start = page.evaluate("document.getElementById('text').selectionStart")
    line = page.get_by_label("The case file").input_value()[:start].count("\n") + 1
    assert f"Line {line}" in page.locator("#faults li").first.inner_text()
    edit(page, "\nquestoin:", "\nquestion:")


def preview_of(page, title):
    """Give the case a title, see that no fault is left, and what changes."""
    edit(page, TITLE.decode(), title)
    page.get_by_text("No fault.").wait_for()
    page.get_by_role("button", name="See what changes").click()
    page.get_by_role("heading", name="What changes in mine").wait_for()
    assert page.locator("tr.in").inner_text().endswith(f"title: {title}")


def test_a_case_is_edited_checked_compared_and_saved(tmp_path, opened):
    """In two windows at once, of a desktop and of a phone, each seen at both widths."""
    folder = folder_with(tmp_path / "cases", mine=bundled())
    with client(folder) as web:
        base = str(web.base_url).rstrip("/")
        page, watch = opened(base, viewport=DESKTOP)
        other, other_watch = opened(base, viewport=PHONE)
        for window, title in ((page, "Seen in a browser"), (other, "Saved by another")):
            window.goto("/cases/folder/mine/edit")
            fault_in(window)
            preview_of(window, title)
            assert (folder / "mine.yaml").read_bytes() == bundled()
        sound_at_both_widths(page, "preview")

        other.get_by_role("button", name="Save").click()
        other.get_by_role("heading", name="What changed", exact=True).wait_for()
        sound_at_both_widths(other, "saved")

        page.get_by_role("button", name="Save").click()
        page.get_by_role("heading", name=re.compile("has changed on disk")).wait_for()
        assert load(folder / "mine.yaml").title == "Saved by another"
        assert "Seen in a browser" in page.get_by_label("Your text").input_value()
        sound_at_both_widths(page, "conflict")
        page.set_viewport_size(PHONE)  # so that a conflict is settled in a narrow window
        page.get_by_role("button", name="See what changes").click()
        page.get_by_role("button", name="Save").click()
        page.get_by_role("heading", name="What changed", exact=True).wait_for()
        assert load(folder / "mine.yaml").title == "Seen in a browser"
        assert (folder / "mine.yaml.bak").read_text().count("Saved by another") == 1
        for seen in (watch, other_watch):  # the browser notes the answers 409 and 422
            seen.faults[:] = [f for f in seen.faults if "409" not in f and "422" not in f]


def test_who_leaves_the_editor_is_asked_if_text_would_be_lost(base, opened):
    page, watch = opened(base)
    page.goto("/cases/folder/mine/edit")
    page.get_by_label("The case file").press_sequentially("# typed")
    page.get_by_role("link", name="Leave without saving").click()
    page.wait_for_url("**/cases/folder/mine")
    assert watch.faults == ["dialog beforeunload"]
    watch.faults.clear()


def test_text_that_was_not_saved_survives_back_and_reload(base, opened):
    page, watch = opened(base)
    page.goto("/cases/folder/mine/edit")
    area = page.get_by_label("The case file")
    before = area.input_value()
    area.press_sequentially("# typed\n")
    page.get_by_role("button", name="See what changes").click()
    page.get_by_role("heading", name="What changes in mine").wait_for()
    page.go_back()
    page.get_by_text("Your unsaved text was restored").wait_for()
    assert area.input_value() == "# typed\n" + before
    page.goto("/cases/folder/mine")  # asked, and left
    page.goto("/cases/folder/mine/edit")
    page.get_by_role("button", name="Use the file's text instead").click()
    assert area.input_value() == before
    page.reload()
    assert area.input_value() == before
    assert page.get_by_text("Your unsaved text was restored").count() == 0
    assert set(watch.faults) <= {"dialog beforeunload"}
    watch.faults.clear()


def test_everything_can_be_reached_by_keyboard(base, opened):
    page, _ = opened(base)
    page.goto(US)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.type || document.activeElement.tagName"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
    assert {"checkbox", "range", "A"} <= reached


def test_text_of_a_hostile_case_stays_text(tmp_path, opened):
    data, _ = hostile()
    folder = folder_with(tmp_path / "evil", evil=data)
    scenario = load(folder / "evil.yaml").scenarios[0].id
    with client(folder) as web:
        page, _ = opened(str(web.base_url).rstrip("/"))
        for path in (
            "/",
            "/cases/folder/evil",
            f"/cases/folder/evil?scenario={scenario}",
            "/cases/folder/evil/edit",
            "/compare?a=folder/evil&b=bundled/anglo-japanese-1905",
        ):
            page.goto(path)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("window.pwned") is None
            assert page.locator("img, iframe, object, embed, base").count() == 0
            assert page.locator("script").count() == 1
        page.goto("/cases/folder/evil")
        page.locator("input[name=scenario]").first.check()  # by the script too
        page.wait_for_url("**scenario=*")
        page.wait_for_function("!document.querySelector('#answer').hasAttribute('aria-busy')")
        assert page.evaluate("window.pwned") is None


def test_print_leaves_out_what_can_only_be_clicked(base, opened):
    page, _ = opened(base)
    page.goto(f"{US}?scenario=s-success")
    page.emulate_media(media="print")
    assert not page.locator("#what-if-form").is_visible()
    assert not page.locator("nav.site").is_visible()
    assert page.locator("#answer svg.curve").is_visible()
    assert page.locator("#bottom-line").is_visible()


def test_who_wants_no_motion_gets_none(base, opened):
    page, _ = opened(base, reduced_motion="reduce")
    page.goto(US)
    moving = page.evaluate("getComputedStyle(document.getElementById('answer')).transitionDuration")
    assert moving == "0s"


def test_a_file_that_is_too_large_is_named_at_its_field(base, opened):
    page, _ = opened(base)
    page.goto("/search")
    page.evaluate("""() => {
      const field = Object.assign(document.createElement("input"), { type: "file", id: "large" });
      field.dataset.limit = 2000000;
      document.getElementById("content").append(field);
      limited(field);
    }""")
    field = page.locator("#large")
    for size, says in ((2_100_000, "The file has 2.1 MB; wanted at most 2 MB."), (1000, "")):
        field.set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"x" * size})
        assert field.evaluate("f => f.validationMessage") == says
