"""The page in a real browser: accessible, no wider than a phone, one page of judgement in print."""

import pytest
from axe_kit import serious_violations

from detente.brief.html import page

SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def files(documents, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for name, a in documents.items():
        made[name] = folder / f"{name}.html"
        made[name].write_text(page(a), encoding="utf-8")
    return made


@pytest.fixture
def opened(request, chromium, files):
    """A page of one case at one size, and the addresses it requested."""
    case, size = request.param
    width, height = SIZES[size]
    tab = chromium.new_page(viewport={"width": width, "height": height})
    requested = []
    tab.on("request", lambda r: requested.append(r.url))
    tab.goto(files[case].as_uri())
    yield tab, requested
    tab.close()


EVERY = [(c, s) for c in ("us-russia-2001", "anglo-japanese-1905") for s in SIZES]


@pytest.mark.parametrize("opened", EVERY, indirect=True, ids=map("-".join, EVERY))
def test_it_scrolls_down_only_requests_nothing_and_is_open_to_everybody(opened):
    tab, requested = opened
    width = tab.viewport_size["width"]
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert [u for u in requested if not u.startswith("file:")] == []
    assert len(requested) == 1
    tab.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert serious_violations(tab, wide=width == SIZES["desktop"][0]) == []


@pytest.mark.parametrize("opened", [("us-russia-2001", "phone")], indirect=True)
def test_the_headline_fits_a_phone(opened):
    tab, _ = opened
    box = tab.locator("#bottom-line table.headline").bounding_box()
    assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize("opened", [("us-russia-2001", "desktop")], indirect=True)
def test_a_link_opens_the_table_it_leads_to(opened):
    tab, _ = opened
    assert not tab.locator("#t-curve").is_visible()
    tab.locator("#figure-survival a.figures").click()
    assert tab.locator("#t-curve").is_visible()


@pytest.mark.parametrize("opened", EVERY[::2], indirect=True, ids=map("-".join, EVERY[::2]))
def test_the_judgement_prints_on_one_page(opened):
    """In print the first section is no taller than the inside of an A4 page."""
    tab, _ = opened
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": round(180 / 25.4 * 96), "height": 1000})
    bottom = tab.evaluate(
        "document.getElementById('bottom-line').getBoundingClientRect().bottom + window.scrollY"
    )
    assert bottom <= (297 - 28) / 25.4 * 96
    folded = tab.locator("#t-curve")
    assert folded.bounding_box()["height"] > 0
