"""Asking for a panel, writing it, and asking for what there is not."""

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

import detente
from detente.cli.main import app
from detente.errors import DataError, FileError, MissingData, UnknownState
from detente.panel.export import _stata, write_panel


def run(*args):
    return CliRunner().invoke(app, [str(a) for a in args])


def test_states_by_name_code_and_date(real_store):
    panel = detente.create_panel(
        years=(1985, 1995), states=["USSR", "West Germany", "Yemen Arab Republic"]
    )
    pairs = panel.aggregate("ccode1, ccode2, min(year), max(year)").fetchall()
    assert set(pairs) == {(260, 365, 1985, 1990), (260, 678, 1985, 1990), (365, 678, 1985, 1990)}
    alone = detente.create_panel(years=(1816, 1816), states=["France"])
    assert alone.aggregate("count(*), bool_and(220 IN (ccode1, ccode2))").fetchone() == (22, True)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"unit": "week"}, DataError, "no unit 'week'; wanted one of dyad-year"),
        ({"years": "1900-1910"}, DataError, "years '1900-1910': wanted FIRST:LAST"),
        ({"years": (1700, 1800)}, DataError, "years 1700:1800: wanted FIRST:LAST, from 1816"),
        ({"years": (1950, 1940)}, DataError, "years 1950:1940"),
        ({"add": ["rivalry"]}, DataError, "no measure, source or lens 'rivalry'; did you mean"),
        ({"add": ["talk-deeds"]}, DataError, "has no counterpart in history"),
        ({"unit": "state-year", "add": ["trade"]}, DataError, "measured between two states"),
        ({"states": ["Atlantis"]}, UnknownState, "unknown state 'Atlantis'"),
        ({"states": ["Germany"]}, UnknownState, "ambiguous state 'Germany' on 19"),
        ({"states": ["Hanover"], "years": (1990, 2000)}, UnknownState, "no state 'Hanover'"),
        ({"states": []}, UnknownState, "no state named"),
    ],
)
def test_a_wrong_wish_is_one_sentence(options, error, message, real_store):
    with pytest.raises(error) as caught:
        detente.create_panel(**options)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_data_says_how_to_get_them(empty_store):
    with pytest.raises(MissingData, match="detente data pull"):
        detente.create_panel()


def test_add_wants_a_panel(real_store):
    import duckdb

    with pytest.raises(DataError, match=r"wanted a relation made by detente\.create_panel"):
        detente.add_measures(duckdb.sql("SELECT 1 AS ccode1"), "igos")


@pytest.mark.parametrize("ending", ["parquet", "csv", "dta"])
def test_every_format_holds_the_same(ending, real_store, tmp_path):
    import duckdb
    import pandas as pd

    panel = detente.create_panel(years=(1910, 1914), add=["capabilities", "disputes", "codes"])
    path = tmp_path / f"panel.{ending}"
    rows = write_panel(panel, path)
    frame = pd.read_stata(path) if ending == "dta" else duckdb.sql(f"FROM '{path}'").df()
    expected = panel.order("ccode1, ccode2, year").df()
    assert len(frame) == rows == len(expected)
    assert list(frame.columns) == list(expected.columns)
    for column in ("ccode1", "year", "cinc1", "gmlmidongoing"):
        assert (frame[column].astype(float) == expected[column].astype(float)).all(), column
    assert list(frame["name1"]) == list(expected["name1"])
    assert os.listdir(tmp_path) == [path.name]


def test_a_name_that_stata_reserves_is_another_and_one_that_it_cannot_hold_is_refused(tmp_path):
    """`end` became `_end` with a warning of pandas' on the terminal."""
    import duckdb
    import pandas as pd

    path = tmp_path / "p.dta"
    assert _stata(duckdb.sql("SELECT 1 AS ccode1, DATE '2001-01-01' AS \"end\""), path) == 1
    assert list(pd.read_stata(path).columns) == ["ccode1", "last_day"]
    with pytest.raises(DataError, match="no column of the name a b; write"):
        _stata(duckdb.sql('SELECT 1 AS "a b"'), path)


def test_what_a_user_made_of_a_panel_is_written_in_order(real_store, tmp_path):
    import duckdb

    panel = detente.create_panel("directed-dyad-year", years=(1910, 1914), add=["disputes"])
    reversed_ = panel.filter("ccode1 < 300").order("year DESC, ccode1 DESC, ccode2")
    path = tmp_path / "p.parquet"
    rows = write_panel(detente.add_measures(reversed_, "igos"), path)
    keys = duckdb.sql(f"SELECT ccode1, ccode2, year FROM '{path}'").fetchall()
    assert len(keys) == rows > 1000
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("unit", "keys"),
    [
        ("dyad-year", "ccode1, ccode2, year"),
        ("directed-dyad-year", "ccode1, ccode2, year"),
        ("state-year", "ccode, year"),
        ("spell", "ccode1, ccode2, year"),
    ],
)
def test_the_rows_of_a_panel_begin_in_order(unit, keys, real_store):
    rows = detente.create_panel(unit, years=(1900, 2000)).project(keys).fetchall()
    assert len(rows) > 1000
    assert rows == sorted(rows)


def test_a_parquet_file_carries_its_codebook(real_store, tmp_path):
    import pyarrow.parquet as pq

    path = tmp_path / "p.parquet"
    write_panel(detente.create_panel(years=(1910, 1914), add=["capabilities"]), path)
    book = json.loads(pq.read_metadata(path).metadata[b"detente"])
    assert book["unit"] == "dyad-year"
    assert "0 to 1" in book["columns"]["cinc2"]["meaning"]
    assert set(book["sources"]) == {"nmc", "cow-states"}
    assert len(book["sources"]["nmc"]["sha256"]) == 64


@pytest.mark.parametrize("name", ["p.csv", "p.parquet"])
def test_a_panel_is_written_to_no_second_temporary_file(name, real_store, tmp_path, monkeypatch):
    """DuckDB's own, which has `tmp_` before the name, would stay for good after a kill."""
    monkeypatch.setattr("secrets.token_hex", lambda size: "0123abcd")
    (tmp_path / f"tmp_.{name}.0123abcd").mkdir()  # a folder, over which nothing can be written
    panel = detente.create_panel(years=(1910, 1910))
    assert write_panel(panel, tmp_path / name) > 0


@pytest.mark.parametrize(
    ("path", "message"),
    [("panel.xlsx", "wanted a name that ends in"), ("no/panel.csv", "no such folder")],
)
def test_a_wrong_place_to_write(path, message, real_store, tmp_path):
    panel = detente.create_panel(years=(1910, 1910))
    with pytest.raises((DataError, FileError), match=message):
        write_panel(panel, tmp_path / path)
    assert os.listdir(tmp_path) == []


def test_command_takes_several_words(real_store, tmp_path):
    path = tmp_path / "p.csv"
    done = run("panel", "--years", "1914:1914", "--states", "GMY", "France", "--add", "nmc", "majors,igos", "-o", path)  # fmt: skip
    assert done.exit_code == 0, done.output
    header, *rows = path.read_text().splitlines()
    assert {"cinc1", "cowmaj2", "dyadigos"} <= set(header.split(","))
    assert [r.split(",")[:3] for r in rows] == [["220", "255", "1914"]]


def test_command_shows_rows_and_codebook(real_store):
    assert "the first 10 rows" in run("panel", "--years", "1914", "--add", "majors").output
    book = json.loads(run("panel", "--years", "1914", "--add", "majors", "--json").output)
    assert book["columns"]["cowmaj1"]["sources"] == ["cow-majors"]


def test_data_commands_describe_and_cite(real_store):
    assert run("data", "card", "nmc", "--bibtex").output.startswith(
        "@article{singer_1987,\n  author = {Singer"
    )
    card = json.loads(run("data", "card", "nmc", "--json").output)
    assert card["lag_years"] == 1
    assert "cinc" in run("data", "measures").output
    assert len(json.loads(run("data", "measures", "--json").output)) > 25


def test_the_store_opens_fast_and_import_stays_light(real_store):
    """The list and one relation, without DuckDB for the list; timed loosely, measured in benchmarks/."""
    code = "import detente.data.store as s, sys; s.status(); print('duckdb' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_panel_without_rows_says_how_each_name_was_read(real_store):
    """AUS is Australia in ISO-3 and Austria in COW; an empty file came with exit code 0."""
    done = CliRunner().invoke(app, ["panel", "--states", "AUS", "--years", "1901:1910"])
    assert done.exit_code == 0
    assert "warning: the panel has no row of AUS (Australia) in these years" in done.stderr
    full = CliRunner().invoke(app, ["panel", "--states", "GBR", "--years", "1901:1902"])
    assert "warning" not in full.stderr


def test_a_name_with_a_comma_is_one_state(real_store):
    words = ["panel", "--unit", "state-year", "--years", "2000:2000", "--states"]
    done = CliRunner().invoke(app, [*words, "Korea, North", "USA,FRA"])
    assert [line.split()[0] for line in done.stdout.splitlines()[1:4]] == ["2", "220", "731"]
    with pytest.raises(UnknownState, match="no state named"):  # and not the panel of all states
        CliRunner().invoke(app, [*words, ","], catch_exceptions=False)
