"""The brief of a pair without data: every form, from what ships."""

import json
import zipfile
from datetime import date

import pytest
from typer.testing import CliRunner

from detente.brief.blocks import Table
from detente.brief.files import blocks
from detente.brief.pair import brief
from detente.cli.main import command_line
from detente.document.pair import PairDocument
from detente.forecast.pair_page import pair_page
from detente.history.vintage import LAST


def run(*words):
    return CliRunner().invoke(command_line(), [*map(str, words)], catch_exceptions=False)


@pytest.fixture
def document(empty_store):
    return pair_page("CHN", "RUS", date(LAST, 5, 1)).document()


def table_of(page, key):
    (found,) = (b for b in blocks(page) if isinstance(b, Table) and b.id == f"t-{key}")
    return found


def words_of(cell):
    return "".join(run.text for run in cell)


def test_the_brief_says_what_ships(document):
    page = brief(document)
    assert page.title == "China and Russia"
    assert page.label == document.verdict
    lenses = [words_of(row.cells[0]) for row in table_of(page, "lenses").rows]
    assert lenses == [reading.label for reading in document.readings]
    assert len(lenses) == 11
    fates = [words_of(row.cells[0]) for row in table_of(page, "fates").rows]
    assert len(fates) == 4
    outcomes = [words_of(row.cells[-1]) for row in table_of(page, "ladder").rows]
    assert outcomes == [str(year) for year in document.known_to.values()]
    said = " ".join(words_of(b.runs) for b in blocks(page) if hasattr(b, "runs"))
    assert "ships" in said
    assert document.words in said


@pytest.mark.parametrize("suffix", ["html", "md", "docx", "pdf", "zip", "json"])
def test_every_form_is_written_without_data(document, tmp_path, suffix):
    target = tmp_path / f"pair.{suffix}"
    done = run("assess", "CHN", "RUS", "--out", target)
    assert done.exit_code == 0
    assert f"wrote {target}" in "".join(done.stderr.split("\n"))
    data = target.read_bytes()
    starts = {"html": b"<!doctype html>", "md": b"# China", "pdf": b"%PDF", "json": b"{"}
    assert data.startswith(starts.get(suffix, b"PK"))
    if suffix == "json":
        assert PairDocument.model_validate_json(data) == document
    if suffix == "zip":
        with zipfile.ZipFile(target) as held:
            assert {"fates.csv", "lenses.csv", "ladder.csv", "chart-fates.svg"} <= set(
                held.namelist()
            )


def test_a_wrong_suffix_is_refused_before_anything_is_read(empty_store, tmp_path):
    done = CliRunner().invoke(command_line(), ["assess", "CHN", "RUS", "--out", "a.txt"])
    assert "wanted a name that ends in" in str(done.exception)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", [("--seed", "3"), ("--draws", "500"), ("--from-data",)])
def test_an_option_that_cannot_change_what_ships_is_refused(empty_store, option):
    done = CliRunner().invoke(command_line(), ["assess", "CHN", "RUS", *option])
    assert str(done.exception).startswith(f"{option[0]}: without data two states have")


def test_the_screen_has_the_order_of_a_case_and_fits(empty_store, document):
    lines = run("assess", "CHN", "RUS").stdout.splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 80
    assert lines[0] == "Will the partnership of China and Russia last?"
    starts = [document.verdict.upper(), "Within", "What moves rupture", "Lenses", "Rank"]
    at = [next(k for k, line in enumerate(lines) if line.startswith(s)) for s in starts]
    assert at == sorted(at)
    full = run("assess", "CHN", "RUS", "--full").stdout
    assert all(reading.label in full for reading in document.readings)


@pytest.mark.parametrize("names", [("USA", "IRQ"), ("TUR", "AZE"), ("USA", "RUS")])
def test_the_longest_pages_fit_a_screen(empty_store, names):
    lines = run("assess", *names).stdout.splitlines()
    assert 30 < len(lines) <= 40


def test_json_on_the_screen_and_in_the_file_are_one(empty_store, document, tmp_path):
    printed = json.loads(run("assess", "CHN", "RUS", "--json").stdout)
    assert printed == document.model_dump(mode="json")
