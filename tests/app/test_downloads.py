"""Files of the pages that are no brief: numbers are those of the JSON, pictures are pictures."""

import pytest
from app_kit import bundled, client, csv_rows, folder_with, links_to_files

from detente.app.curve import stand_alone

US = "/cases/bundled/us-russia-2001"
ASKED = "scenario=s-iraq-attack&set=threats.taliban.attained%3D0.9%402002-06-01"
pytestmark = pytest.mark.usefixtures("cached_results")


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    with client(folder_with(tmp_path_factory.mktemp("files"), mine=bundled())) as web:
        yield web


def test_a_what_if_can_be_had_as_files(web):
    w = web.get(f"/api{US}/whatif?{ASKED}").json()
    found = links_to_files(web.get(f"{US}/whatif?{ASKED}"))
    by_name = {link.partition("?")[0].rpartition("/")[2]: link for link in found}
    assert by_name.keys() == {
        *(f"curve.{kind}" for kind in ("png", "svg", "csv")),
        "outcomes.csv",
        "fault-lines.csv",
    }
    rows = csv_rows(web.get(by_name["outcomes.csv"]))
    moved = [d["mean"] for o in w["outcomes"].values() for d in o["difference"].values()]
    assert [float(row["difference_mean"]) for row in rows] == moved
    gains = csv_rows(web.get(by_name["fault-lines.csv"]))
    assert [float(row["gain_high"]) for row in gains] == [
        f["gain"]["high"] for f in w["fault_lines"]
    ]
    curve = csv_rows(web.get(by_name["curve.csv"]))
    assert [float(r["low"]) for r in curve if r["curve"] == "with"] == [
        r["low"] for r in w["curve_with"]
    ]
    assert web.get(by_name["curve.png"]).content.startswith(b"\x89PNG")
    drawing = web.get(by_name["curve.svg"]).text
    assert drawing.startswith('<svg class="curve" viewBox')
    assert ".curve .line-1 { stroke: #b34700" in drawing
    wrong = f"{US}/whatif/download/outcomes.csv?set=nonsense"
    assert web.get(wrong).status_code == 422


def test_a_case_as_coded_has_its_curve(web):
    rows = csv_rows(web.get(f"{US}/whatif/download/curve.csv"))
    points = web.get(f"/api{US}/assessment").json()["outcomes"]["rupture"]["curve"]
    assert [float(row["mean"]) for row in rows] == [r["mean"] for r in points]


def test_a_comparison_can_be_had_as_a_file(web):
    sides = "a=bundled/us-russia-2001&b=folder/mine"
    c = web.get(f"/api/compare?{sides}").json()
    found = links_to_files(web.get(f"/compare?{sides}"))
    (figures,) = [link for link in found if "figures.csv" in link]
    rows = csv_rows(web.get(figures))
    assert len(rows) == sum(len(group["rows"]) for group in c["groups"])
    first = c["groups"][0]["rows"][0]
    assert float(rows[0]["b_mean"]) == first["b"]["mean"]


def test_a_drawing_that_stands_alone_names_its_space_and_size():
    assert stand_alone("<svg a><b/></svg>").startswith(
        '<svg a xmlns="http://www.w3.org/2000/svg" width="640"'
    )


def test_a_pulse_can_be_had_as_files(event_store, tmp_path):
    with client(folder_with(tmp_path / "cases")) as web:
        found = links_to_files(web.get("/pulse/CHN/IND?from=2018"))
        assert {link.partition("?")[0].rpartition(".")[2] for link in found} == {
            "png",
            "svg",
            "csv",
        }
        tables = [link for link in found if "/table-" in link]
        drawn = next(link for link in found if ".svg" in link)
        assert web.get(drawn).text.startswith("<svg")
        assert all("from=2018-01" in link for link in found)
        document = web.get("/api/pulse/CHN/IND?from=2018").json()
        months = [m["month"] for m in document["feeds"][0]["months"]]
        every = [row for link in tables for row in csv_rows(web.get(link))]
        assert set(months) <= {next(iter(row.values())) for row in every}
        assert web.get("/pulse/CHN/IND/download/table-none.csv").status_code == 404
