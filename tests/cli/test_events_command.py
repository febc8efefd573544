"""The commands of event feeds: their output, --json, and one sentence for each mistake."""

import json

import pytest
from feed_rows import gdelt, headed
from typer.testing import CliRunner

from detente.cli.main import command_line
from detente.errors import DataError


@pytest.fixture
def run(empty_store):
    app = command_line("events")

    def invoke(*words):
        return CliRunner().invoke(app, ["events", *map(str, words)])

    return invoke


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "20240115.export.CSV"
    path.write_text(gdelt(n=5) + "cut\n" + gdelt(GLOBALEVENTID="9", Actor2CountryCode=""))
    return path


def test_what_was_loaded_is_said_and_what_was_not(run, file):
    done = run("load", file)
    assert done.exit_code == 0
    assert "gdelt2: 1 new file, 7 rows, 5 events stored, 1 one state" in done.stdout
    assert f"rejected: 1 row, too few values; first {file}:6" in done.stdout
    again = run("load", file)
    assert "0 new files, 0 rows, 0 events stored; 1 file already loaded" in again.stdout


def test_the_same_as_json(run, file):
    (report,) = json.loads(run("load", file, "--json").stdout)["files"]
    assert report == {
        "file": str(file),
        "feed": "gdelt2",
        "known": False,
        "fault": None,
        "rows": 7,
        "events": 5,
        "counts": {"one state": 1},
        "rejects": {"too few values": {"rows": 1, "first_line": 6}},
        "read_as_latin1": 0,
    }


def test_refused_files_are_one_error_after_the_others_are_loaded(run, file, tmp_path):
    (tmp_path / "b.csv").write_text("nonsense\n")
    done = run("load", tmp_path / "b.csv", file)
    assert isinstance(done.exception, DataError)
    assert str(done.exception).startswith(f"{tmp_path / 'b.csv'}:1: 1 column, ")
    assert "5 events stored" in done.stdout


def test_the_store_is_listed_and_a_feed_removed(run, file, tmp_path):
    assert "no events in the store" in run("list").stdout
    run("load", file)
    (tmp_path / "i.tab").write_text(headed("icews", 2, **{"Source Sectors": "Business"}))
    run("load", tmp_path / "i.tab")
    shown = run("list").stdout
    assert "GDELT's own QuadClass" in shown
    assert "1 rejected (too few values)" in shown
    gdelt2, icews = json.loads(run("list", "--json").stdout)
    assert (gdelt2["events"], gdelt2["first"], gdelt2["other_actors"]) == (5, "2024-01-15", 0.0)
    assert (icews["events"], icews["other_actors"], icews["months"]) == (2, 0.5, ["2018-06"])
    assert run("remove", "icews").exit_code == 0
    assert [f["feed"] for f in json.loads(run("list", "--json").stdout)] == ["gdelt2"]


def test_an_unknown_feed_is_one_sentence(run, file):
    done = run("load", file, "--format", "terrier")
    assert str(done.exception).startswith("no feed 'terrier'; wanted one of gdelt-reduced, gdelt1")
