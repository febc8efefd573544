"""Kept assessments: the same words again without the work, and anew as soon as anything differs."""

import os
import shutil
import subprocess
import sys

import pytest

from detente import cache
from detente.app.case_files import Text
from detente.app.results import Answers
from detente.assessment.cached import Wanted
from detente.brief.charts import theme
from detente.case.places import locate
from detente.errors import DetenteError
from detente.forecast.settings import Settings

CASE = "anglo-japanese-1905"
FEW = {"draws": 100}


@pytest.fixture
def home(empty_store):
    """The folder of what is kept."""
    return empty_store / "kept"


@pytest.fixture
def case(tmp_path):
    return shutil.copy(locate(CASE), tmp_path / "mine.yaml")


def detente(*args, home):
    """Standard output of a whole process."""
    command = [sys.executable, "-P", "-m", "detente", "assess", CASE, "--draws", "100", *args]
    environment = os.environ | {"DETENTE_HOME": str(home)}
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_second_process_says_the_same_without_the_work(form, tmp_path):
    first = detente(*form, home=tmp_path)
    (found,) = [p for p in (tmp_path / "kept").iterdir() if ("json" in p.name) == bool(form)]
    told = found.stat().st_mtime_ns
    assert detente(*form, home=tmp_path) == first
    assert found.stat().st_mtime_ns > told  # it was read
    assert detente(*form, "--fresh", home=tmp_path) == first


def test_what_was_kept_is_the_document(home, monkeypatch):
    first = Wanted.of_file(CASE, FEW).document
    monkeypatch.setattr("detente.assessment.assess.assess", None)  # nothing is worked out again
    again = Wanted.of_file(CASE, FEW)
    assert again.document == first
    assert again.json() == first.model_dump_json(by_alias=True, indent=2) + "\n"


def test_a_chart_is_drawn_once(home, monkeypatch):
    spec = {"data": {"values": [{"a": 0.1}]}, "mark": "point", "encoding": {"x": {"field": "a"}}}
    drawn = theme.svg(spec)
    theme._drawn.cache_clear()
    monkeypatch.setattr("vl_convert.vegalite_to_svg", None)
    assert theme.svg(spec) == drawn
    with pytest.raises(TypeError):
        theme.svg(spec | {"mark": "bar"})


def test_the_app_reads_what_the_command_kept_and_the_reverse(home, monkeypatch):
    def work(*_args, **_settings):
        raise AssertionError("it was worked out again")

    text = Text(shelf="bundled", id=CASE, data=locate(CASE).read_bytes())
    first = Wanted.of_file(CASE, FEW).document
    with monkeypatch.context() as patched:
        patched.setattr("detente.assessment.assess.assess", work)
        assert Answers().assessment(text, Settings(draws=100)) == first
    other = Answers().assessment(text, Settings(draws=101))
    monkeypatch.setattr("detente.assessment.assess.assess", work)
    assert Wanted.of_file(CASE, {"draws": 101}).document == other


def test_a_server_older_than_the_program_on_disk_keeps_and_reads_nothing(
    home, tmp_path, monkeypatch
):
    text = Text(shelf="bundled", id=CASE, data=locate(CASE).read_bytes())
    answers = Answers()
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])  # something was installed
    answers.assessment(text, Settings(draws=100))
    assert not home.exists()


def test_fresh_reads_nothing(home, monkeypatch):
    Wanted.of_file(CASE, FEW).json()
    monkeypatch.setattr("detente.assessment.assess.assess", None)
    with pytest.raises(TypeError):
        Wanted.of_file(CASE, FEW, fresh=True).json()


def test_any_other_input_has_another_name(case, home, tmp_path, monkeypatch):
    names = [cache.name(case.read_bytes(), {}), cache.name(case.read_bytes(), FEW)]
    case.write_text(case.read_text() + "# a word\n")
    names.append(cache.name(case.read_bytes(), {}))
    home.parent.mkdir()
    (home.parent / "store.json").write_text("{}")
    names.append(cache.name(case.read_bytes(), {}))
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    names.append(cache.name(case.read_bytes(), {}))
    (tmp_path / "plug-in.dist-info").mkdir()
    names.append(cache.name(case.read_bytes(), {}))
    assert len(set(names)) == len(names)
    assert cache.name(case.read_bytes(), {}) == names[-1]


def test_the_program_is_part_of_the_name(tmp_path, monkeypatch):
    package = tmp_path / "package"
    (package / "inner").mkdir(parents=True)
    (package / "inner" / "module.py").write_text("x = 1\n")
    monkeypatch.setattr(cache, "__file__", str(package / "cache.py"))
    before = cache.name(b"case", {})
    (package / "inner" / "module.py").write_text("x = 22\n")
    assert cache.name(b"case", {}) != before


def test_a_damaged_file_counts_as_none(home):
    cache.keep("one", "json", b"{}")
    assert cache.read("one", "json") == b"{}"
    (home / "one.json").write_bytes((home / "one.json").read_bytes()[:-1])
    assert cache.read("one", "json") is None
    assert cache.read("two", "json") is None


def test_the_oldest_go_first(home, monkeypatch):
    monkeypatch.setattr(cache, "_MOST", 3)
    for k in range(3):
        cache.keep(str(k), "json", b"x")
        os.utime(home / f"{k}.json", ns=(k, k))
    cache.read("0", "json")
    cache.keep("3", "json", b"x")
    assert sorted(p.name for p in home.iterdir()) == ["0.json", "2.json", "3.json"]


def test_a_store_that_cannot_be_written_keeps_nothing(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "file"))
    cache.keep("one", "json", b"x")
    assert cache.read("one", "json") is None
    assert Wanted.of_file(CASE, FEW).json().startswith("{")


def test_with_a_plug_in_nothing_is_kept(home, monkeypatch):
    monkeypatch.setattr("detente.registry.entry_points", lambda group: ["one"])
    monkeypatch.setattr("detente.registry._load_plugins", lambda: None)
    Wanted.of_file(CASE, FEW).json()
    assert not home.exists()


def test_what_is_kept_is_of_the_bytes_that_were_named(case, home):
    first = Wanted.of_file(str(case), FEW)
    whole = case.read_text()
    case.write_text(whole.replace("id: anglo-japanese-1905", "id: another"))
    assert first.document.case == CASE  # the file was read once
    case.write_text(whole)
    assert Wanted.of_file(str(case), FEW).document.case == CASE


def test_nothing_is_kept_if_the_data_change_meanwhile(home, monkeypatch):
    wanted = Wanted.of_file(CASE, FEW)
    home.parent.mkdir()
    (home.parent / "store.json").write_text('{"layout": 1, "sources": {}}')
    wanted.json()
    assert not home.exists()


def test_an_assessment_without_one_of_its_lenses_is_not_kept(home, monkeypatch):
    monkeypatch.setattr("detente.forecast.read_lens._wrong", lambda *_: "was late")
    assert any(s.reason == "was late" for s in Wanted.of_file(CASE, FEW).document.left_out)
    assert not home.exists()


def test_a_file_that_cannot_be_read_is_left_to_the_reader(tmp_path):
    with pytest.raises(DetenteError, match="wanted a file"):
        Wanted.of_file(str(tmp_path / "none.yaml"), FEW).json()
