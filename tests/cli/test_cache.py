"""``detente cache``: what is cached is listed, and one kind or all of it is cleared."""

import json

import pytest
from typer.testing import CliRunner

from detente.cache import CHARTS, TABLES
from detente.cli.main import app
from detente.errors import DetenteError

KINDS = ("assessments", "charts", "fits", "months", "queries", "tables")


@pytest.fixture
def cached(empty_store):
    """A store that caches a chart and a table of 5 bytes each."""
    for cache in (CHARTS, TABLES):
        cache.file("one.x", lambda path: path.write_bytes(b"12345"))
    return empty_store / "cache"


def run(*args):
    return CliRunner().invoke(app, ["cache", *args], catch_exceptions=False)


def files(*args):
    """Number of files by kind in the JSON document."""
    return {usage["kind"]: usage["files"] for usage in json.loads(run(*args).stdout)}


def test_every_kind_is_listed_with_files_bytes_and_folder(cached):
    listed = {usage["kind"]: usage for usage in json.loads(run("--json").stdout)}
    assert listed["charts"] == {
        "kind": "charts",
        "files": 1,
        "bytes": 5,
        "folder": str(cached / "charts"),
    }
    assert {kind: usage["files"] for kind, usage in listed.items()} == {
        "assessments": 0,
        "charts": 1,
        "fits": 0,
        "months": 0,
        "queries": 0,
        "tables": 1,
    }


def test_the_list_in_words_names_every_folder(cached):
    words = run().stdout
    assert words.count("1 file ") == 2
    assert all(str(cached / kind) in words for kind in KINDS)


def test_one_kind_is_cleared(cached):
    assert files("clear", "charts", "--json") == {"charts": 1}
    assert files("--json") == dict.fromkeys(KINDS, 0) | {"tables": 1}


def test_all_kinds_are_cleared(cached):
    assert sum(files("clear", "--json").values()) == 2
    assert sum(files("--json").values()) == 0
    assert not [path for path in cached.rglob("*") if path.is_file()]


def test_an_unknown_kind_is_refused_and_nothing_cleared(cached):
    with pytest.raises(DetenteError, match="no cache 'maps'; wanted one of assessments, charts"):
        run("clear", "maps")
    assert sum(files("--json").values()) == 2
