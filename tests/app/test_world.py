"""The world page: the partnerships of the command, filtered, sorted and mapped."""

import re
import threading
from html import escape

import pytest
from app_kit import bundled, client, csv_rows, estimated, folder_with, links_to_files

from detente.app import downloads_world, world_map, world_pages
from detente.app import world as world_module
from detente.app.world import WorldQuery, WorldRisks
from detente.brief.charts.theme import svg
from detente.document.percent import percent
from detente.errors import DataError, UnknownState
from detente.forecast.pair_figures import KINDS_OF_TIE
from detente.forecast.pair_page import world_table
from detente.history.covariates import RIVAL
from detente.history.vintage import LAST
from detente.states.states import all_states, resolve

ROW = {"ccodes": [2, 365], "states": ["United States", "Russia"], "ties": ["x"], "drivers": []}


def row(a, b, p5):
    chance = {h: {"mean": p5, "low": p5 / 2, "high": p5} for h in ("1", "5", "10")}
    return {**ROW, "ccodes": [a, b], "p_rupture": chance}


def shapes(drawn, shade):
    return len(re.findall(rf'<path[^>]* fill="{shade}"', drawn.figure.svg))


def test_countries_are_drawn_each_in_its_shade():
    rows = [row(2, 365, 0.3), row(2, 20, 0.005), row(2, 347, 0.12), row(2, 830, 0.5)]
    drawn = world_map.risk_map(rows, 2011, (2, "United States"))
    assert shapes(drawn, world_map._SELECTED) == 2  # the state itself, and its legend
    for p, shade in ((0.3, 4), (0.005, 0), (0.12, 3)):
        assert shapes(drawn, world_map._SHADES[shade]) >= 2, p
    assert shapes(drawn, world_map._BLANK) > 150  # outlines of all states are there
    assert drawn.missing == ["Singapore"]  # too small for the map, not passed over
    links = re.findall(r"<a ([^>]*)><title>([^<]*)</title>", drawn.figure.svg)
    assert len(links) == 3  # not the state itself, which leads to no one page
    assert 'href="/pair/2/365?as_of=2011" tabindex="-1"' in [where for where, _ in links]
    assert "United States and Russia: rupture within five years 30.0% (15.0% to 30.0%)" in {
        what for _, what in links
    }
    assert "http" not in drawn.figure.svg  # no address of another site
    assert "<a " not in svg(drawn.spec)  # nor of this one, in a file


def test_each_state_has_the_shade_of_its_riskiest_partnership():
    rows = [row(2, 365, 0.02), row(365, 710, 0.5), row(2, 20, 0.005)]
    drawn = world_map.risk_map(rows, 2011, None)
    assert shapes(drawn, world_map._SHADES[4]) == 3  # Russia, China, legend
    assert shapes(drawn, world_map._SHADES[1]) == 2  # the United States, legend
    assert shapes(drawn, world_map._SHADES[0]) == 2  # Canada, legend
    head, *lines = downloads_world._shaded(drawn).decode("utf-8-sig").splitlines()
    assert head.replace('"', "") == "ccode,state1,state2,p5,p5_low,p5_high"
    figures = {int(x[0]): float(x[3]) for x in (line.split(",") for line in lines)}
    assert figures == {2: 0.02, 20: 0.005, 365: 0.5, 710: 0.5}


def test_every_state_of_today_has_an_outline_or_is_too_small_for_one():
    keys = world_map._keys()
    lost = {s.name for s in all_states_of_today() if s.ccode not in keys}
    assert len(keys) > 160
    assert keys[347] == "Kosovo"
    assert keys[2] == "840"
    assert keys[700] == "004"  # leading zeros count
    assert lost >= {"Singapore", "Malta"}
    assert not lost & {"Kosovo", "South Sudan", "Taiwan", "North Korea", "Bosnia and Herzegovina"}


def all_states_of_today():
    from datetime import date

    return all_states(date(2018, 1, 1))


@pytest.fixture(scope="module")
def world(real_store):
    return WorldRisks()


def test_the_list_is_what_the_command_lists(world):
    from datetime import date

    from detente.forecast.partnerships import partnership_forecasts
    from detente.history.panel_rows import panel_rows

    every = [p.document(date(2001, 1, 1)) for p in partnership_forecasts(panel_rows(), 2001)]
    ours = [row for row in every if RIVAL not in row["ties"]]
    assert len(ours) < len(every)
    assert world.page(WorldQuery(as_of="2001", rivals=True)).alive == len(every)
    page = world.page(WorldQuery(as_of="2001"))
    assert page.alive == len(ours)
    assert page.matches == ours
    assert len(page.rows) == 100
    last = world.page(WorldQuery(as_of="2001", page=999))
    assert last.page == last.pages == -(-len(ours) // 100)
    assert last.rows[-1] == ours[-1]


def test_filters_select_and_sort_partnerships(world):
    usa = world.page(WorldQuery(as_of="2001-11-12", of="USA"))
    assert all(2 in r["ccodes"] for r in usa.matches)
    assert usa.state == (2, "United States")
    tie = usa.ties[0]
    tied = world.page(WorldQuery(as_of="2001", tie=tie)).matches
    assert tied
    assert all(tie in r["ties"] for r in tied)
    for sort, key in (("p1", "1"), ("p10", "10")):
        up = world.page(WorldQuery(as_of="2001", sort=sort, ascending=True)).matches
        chances = [r["p_rupture"][key]["mean"] for r in up]
        assert chances == sorted(chances)
    names = [r["states"] for r in world.page(WorldQuery(as_of="2001", sort="states")).matches]
    assert names == sorted(names, reverse=True)


@pytest.mark.parametrize(
    ("wanted", "fault"),
    [
        (WorldQuery(as_of="soon"), "wanted a year or a day"),
        (WorldQuery(as_of="2001-13-01"), "wanted a year or a day"),
        (WorldQuery(as_of="1750"), "partnerships are forecast from 1900"),
    ],
)
def test_an_invalid_date_is_an_error(world, wanted, fault):
    with pytest.raises(DataError, match=fault):
        world.page(wanted)


def test_an_unknown_state_is_an_error(world):
    with pytest.raises(UnknownState):
        world.page(WorldQuery(as_of="2001", of="Atlantis"))


def test_without_data_the_newest_year_is_shown_and_how_to_get_others(empty_store, tmp_path):
    world = WorldRisks()
    page = world.page(WorldQuery())
    assert page.year == LAST
    assert page.alive > 4000
    assert "detente data pull" in page.note
    with pytest.raises(DataError, match=f"only {LAST} can be forecast; run `detente data pull`"):
        world.page(WorldQuery(as_of="2001"))
    with client(folder_with(tmp_path / "cases", mine=bundled())) as web:
        found = estimated(web, "/pair/CHN/RUS")
        assert found.status_code == 200
        files = (csv_rows(web.get(link)) for link in links_to_files(found))
        fates, chances, lenses, near = files
        assert [row["fate"] for row in fates] == [
            "permanent fixture",
            "limited partnership",
            "marriage of convenience",
            "rupture",
        ]
        assert len(lenses) == 11
        assert all(escape(row["in_words"]) in found.text for row in fates)
        assert "Rupture" in {row["outcome"] for row in chances}
        shown = [row for row in chances if row["years"] in ("1", "5", "10")]
        assert shown
        assert all(escape(percent(float(row["p"]), 1)) in found.text for row in shown)
        assert escape(percent(float(near[0]["p5"]), 1)) in found.text
        assert web.get("/pair/CHN/RUS/download/chart-past.svg").status_code == 404
        assert "No data on this machine" in found.text
        assert "China and Russia" in found.text
        assert web.get("/pair/CHN/CHN").status_code == 422


def test_the_page_shows_the_figures_of_the_document(real_store, tmp_path):
    with client(folder_with(tmp_path / "cases", mine=bundled())) as web:
        asked = "as_of=2001&of=RUS&sort=p10"
        document, page = web.get(f"/api/dyads?{asked}").json(), web.get(f"/world?{asked}")
        assert document["matching"] == len(document["partnerships"]) > 20
        for r in document["partnerships"]:
            for name in r["states"]:
                assert f">{name}</a>" in page.text
            assert f"{r['p_rupture']['10']['mean']:.1%}" in page.text
        for link in links_to_files(page):
            assert len(web.get(link).content) > 1000
        rows = csv_rows(web.get(f"/world/download/partnerships.csv?{asked}"))
        assert len(rows) == document["matching"]
        highest = document["partnerships"][0]["p_rupture"]["10"]["high"]
        assert float(rows[0]["p10_high"]) == pytest.approx(highest, abs=1e-5)
        past = estimated(web, "/pair/USA/RUS?as_of=2001")
        assert "In the table of 1 January 2001 (a screening from the panel) it has " in past.text
        assert links_to_files(past)
        for link in links_to_files(past):
            assert web.get(link).status_code == 200
        assert csv_rows(web.get("/pair/USA/RUS/download/chart-past.csv?as_of=2001"))[0]["kind"]
        code = resolve("RUS", all_states_of_today()[0].start.replace(year=2001)).ccode
        assert code == 365
        assert world_map._SELECTED in page.text
        assert not re.search(r"<style|\sstyle=", page.text)
        assert "aria-sort" in page.text
        assert web.get("/world?of=Atlantis&as_of=2001").status_code == 422
        assert web.get("/world?sort=colour").status_code == 422


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        ("/world?as_of=2001", "Partnerships of the world"),
        ("/pair/FRA/DEU?as_of=2001", "France and Germany, 2001"),
    ],
)
def test_while_the_world_is_estimated_the_page_reloads(
    real_store, tmp_path, monkeypatch, asked, heading
):
    """A first page of a year takes longer than a request may: that of a pair ended in a 503."""
    monkeypatch.setattr(world_pages, "_PAIR_WAIT", 0.2)
    go, real = threading.Event(), world_module._estimate
    monkeypatch.setattr(world_module, "_estimate", lambda *a: go.wait(60) and real(*a))
    with client(folder_with(tmp_path / "cases", mine=bundled())) as web:
        for _ in range(6):  # however often it is requested; the risks are estimated once
            page = web.get(asked)
            assert page.status_code == 202
            assert 1 <= int(page.headers["refresh"]) <= 10
            assert "being estimated" in page.text
            assert re.search(r"So far: \d+ seconds?\.", page.text)
            assert f"<title>{heading} – detente</title>" in page.text
            assert f"<h1>{heading}</h1>" in page.text
            assert page.headers["cache-control"] == "no-store"
        assert web.get("/").status_code == 200  # other requests do not wait
        assert web.get("/pair/FRA/FRA?as_of=2001").status_code == 422  # nor does a wrong name
        go.set()
        assert web.get("/api/dyads?as_of=2001").status_code == 200
        page = web.get(asked)
        assert page.status_code == 200
        assert "refresh" not in page.headers


def test_rivals_without_a_treaty_have_a_page_without_a_forecast(real_store, tmp_path):
    """What lay between them is shown; they are no partners, so that nothing is forecast."""
    with client(folder_with(tmp_path / "cases", mine=bundled())) as web:
        page = estimated(web, "/pair/USA/IRN")
        assert page.status_code == 200
        assert "are strategic rivals without a treaty" in page.text
        assert "t-pair" not in page.text
        links = links_to_files(page)
        assert {link.rpartition(".")[2].partition("?")[0] for link in links} == {
            "png",
            "svg",
            "csv",
        }
        for link in links:
            assert web.get(link).status_code == 200
        assert "USA-IRN-" in web.get(links[-1]).headers["content-disposition"]


def test_two_without_a_tie_have_a_page_that_says_so(empty_store, tmp_path):
    with client(folder_with(tmp_path / "cases", mine=bundled())) as web:
        page = estimated(web, "/pair/USA/IRN")
        assert page.status_code == 200
        assert "no evidence of a partnership" in page.text
        assert links_to_files(page) == []


def test_the_pages_say_covariates_in_words(empty_store, tmp_path):
    """What moves rupture most has no name of the fitted models, which hold *log distance*."""
    names = {d["name"] for p in world_table() for d in p["drivers"]} - set(KINDS_OF_TIE)
    with client(tmp_path) as app:
        addresses = ("/world", "/pair/2/20", "/pair/710/365")
        pages = [estimated(app, address).text for address in addresses]
    assert "log distance" in names
    assert "Distance between the two " in pages[0]
    starts = [
        (f"{before}{name} " in page)
        for before in (">", ", ", ": ")
        for name in names
        for page in pages
    ]
    assert not any(starts)
