"""The disk cache: the same bytes without the work, anew once an input differs, within its bounds."""

import errno
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from rich.console import Console

from detente import cache, checksums
from detente.app.case_files import CaseText
from detente.app.results import CaseResults
from detente.assessment import cached
from detente.assessment.assess import assess
from detente.assessment.cached import CachedAssessment
from detente.brief.charts import theme
from detente.cache import ASSESSMENTS, DISK_CACHES, DiskCache
from detente.case.places import locate
from detente.errors import DetenteError, FileError
from detente.forecast.settings import Settings

CASE = "anglo-japanese-1905"
FEW = {"draws": 100}
SMALL = DiskCache(kind="small", max_files=3, max_versions=2)


@pytest.fixture
def folder(empty_store):
    """Folder of the cached assessments."""
    return empty_store / "cache" / "assessments"


@pytest.fixture
def case(tmp_path):
    return shutil.copy(locate(CASE), tmp_path / "mine.yaml")


@pytest.fixture
def no_assess(monkeypatch):
    """Nothing can be computed."""

    def work(*_args, **_settings):
        raise AssertionError("the assessment was computed")

    def forbid():
        monkeypatch.setattr("detente.assessment.assess.assess", work)

    return forbid


def detente(*args, home):
    """Standard output of a whole process."""
    command = [sys.executable, "-P", "-m", "detente", *args]
    environment = os.environ | {"DETENTE_HOME": str(home)}
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_second_process_prints_the_same_without_the_work(form, tmp_path):
    command = ["assess", CASE, "--draws", "100", *form]
    first = detente(*command, home=tmp_path)
    files = list((tmp_path / "cache" / "assessments").iterdir())
    (path,) = [p for p in files if ("json" in p.name) == bool(form)]
    written = path.stat().st_mtime_ns
    assert detente(*command, home=tmp_path) == first
    assert path.stat().st_mtime_ns > written  # it was read
    assert detente(*command, "--fresh", home=tmp_path) == first


def test_what_is_cached_is_the_document(folder, no_assess):
    first = CachedAssessment.of_file(CASE, FEW).document
    no_assess()
    again = CachedAssessment.of_file(CASE, FEW)
    assert again.document == first
    assert again.json() == first.model_dump_json(by_alias=True, indent=2) + "\n"


def _screen(*, fresh=False):
    case = CachedAssessment.of_file(CASE, FEW, fresh=fresh)
    case.print(Console(width=80), screen_of=(CASE,))
    return case


def test_one_screen_does_not_compute_what_it_does_not_show(folder, no_assess, capsys):
    no_assess()
    _screen()
    assert "Levers" in capsys.readouterr().out


def test_one_screen_is_read_from_a_cached_document(folder, no_assess, monkeypatch, capsys):
    _screen(fresh=True)
    alone = capsys.readouterr().out
    shutil.rmtree(folder)
    CachedAssessment.of_file(CASE, FEW).json()
    no_assess()
    monkeypatch.setattr("detente.assessment.answer.answer", None)
    _screen()
    assert capsys.readouterr().out == alone


def test_a_chart_is_drawn_once(empty_store, monkeypatch):
    spec = {"data": {"values": [{"a": 0.1}]}, "mark": "point", "encoding": {"x": {"field": "a"}}}
    drawn = theme.svg(spec)
    theme._drawn.cache_clear()
    monkeypatch.setattr("vl_convert.vegalite_to_svg", None)
    assert theme.svg(spec) == drawn
    with pytest.raises(TypeError):
        theme.svg(spec | {"mark": "bar"})


def test_the_app_reads_what_the_command_cached_and_the_reverse(folder, monkeypatch, no_assess):
    text = CaseText(collection="bundled", id=CASE, data=locate(CASE).read_bytes())
    first = CachedAssessment.of_file(CASE, FEW).document
    other = CaseResults().assessment(text, Settings(draws=101))
    no_assess()
    assert CaseResults().assessment(text, Settings(draws=100)) == first
    assert CachedAssessment.of_file(CASE, {"draws": 101}).document == other


def test_a_server_older_than_the_program_on_disk_uses_no_cache(folder, tmp_path, monkeypatch):
    text = CaseText(collection="bundled", id=CASE, data=locate(CASE).read_bytes())
    answers = CaseResults()
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])  # something was installed
    answers.assessment(text, Settings(draws=100))
    assert not folder.exists()


def test_assessments_in_two_threads_do_not_wait_for_each_other(folder):
    """Of two computations at a time neither ends before both have begun."""
    both = Barrier(2, timeout=20)
    one = assess(CASE, settings=Settings(**FEW))

    def compute():
        both.wait()
        return one

    cached = [CachedAssessment(data, FEW, compute) for data in (b"a", b"b")]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda c: c.document, cached)) == [one, one]


def test_fresh_reads_nothing(folder, no_assess):
    CachedAssessment.of_file(CASE, FEW).json()
    no_assess()
    with pytest.raises(AssertionError, match="was computed"):
        CachedAssessment.of_file(CASE, FEW, fresh=True).json()


def test_any_other_input_has_another_key(case, empty_store, tmp_path, monkeypatch):
    keys = [cached.key(case.read_bytes(), {}), cached.key(case.read_bytes(), FEW)]
    case.write_text(case.read_text() + "# a word\n")
    keys.append(cached.key(case.read_bytes(), {}))
    empty_store.mkdir()
    (empty_store / "store.json").write_text("{}")
    keys.append(cached.key(case.read_bytes(), {}))
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    keys.append(cached.key(case.read_bytes(), {}))
    (tmp_path / "plug-in.dist-info").mkdir()
    keys.append(cached.key(case.read_bytes(), {}))
    assert len(set(keys)) == len(keys)
    assert cached.key(case.read_bytes(), {}) == keys[-1]


def test_the_program_is_part_of_the_key(tmp_path, monkeypatch):
    package = tmp_path / "package"
    (package / "inner").mkdir(parents=True)
    (package / "inner" / "module.py").write_text("x = 1\n")
    monkeypatch.setattr(cache, "__file__", str(package / "cache.py"))
    before = cached.key(b"case", {})
    (package / "inner" / "module.py").write_text("x = 22\n")
    assert cached.key(b"case", {}) != before


def test_parts_of_a_digest_do_not_run_together():
    assert (
        len({cache.digest(*parts) for parts in [("ab",), ("a", "b"), ("", "ab"), ("b", "a")]}) == 4
    )
    assert cache.digest("a") == cache.digest(b"a")


def test_a_damaged_file_counts_as_absent(empty_store):
    SMALL.write("one", b"{}")
    assert SMALL.read("one") == b"{}"
    path = SMALL.folder / "one"
    path.write_bytes(path.read_bytes()[:-1])
    assert SMALL.read("one") is None
    assert SMALL.read("two") is None


def age(path, order):
    """Date a file by its place in an order, long ago."""
    os.utime(path, ns=(order, order))


def test_the_least_recently_used_file_goes_first(empty_store):
    for k in range(3):
        SMALL.write(f"{k}", b"x")
        age(SMALL.folder / f"{k}", k)
    SMALL.read("0")
    SMALL.write("3", b"x")
    assert sorted(p.name for p in SMALL.folder.iterdir()) == ["0", "2", "3"]


def test_superseded_versions_of_a_file_go(empty_store):
    for k, name in enumerate(["other.1", "table.1", "table.2", "table.3"]):
        age(SMALL.file(name, lambda path: path.write_bytes(b"x")), k)
    assert [p.name for p in reversed(SMALL._files())] == ["other.1", "table.2", "table.3"]
    left = sorted(p.name for p in SMALL.folder.glob("*.sha256"))
    assert left == ["other.1.sha256", "table.2.sha256", "table.3.sha256"]


def test_a_file_is_made_once_and_never_in_part(empty_store):
    made = []

    def make(path):
        made.append(path)
        path.write_bytes(b"x")

    assert SMALL.file("one", make) == SMALL.file("one", make) == SMALL.folder / "one"
    assert len(made) == 1
    with pytest.raises(ZeroDivisionError):
        SMALL.file("two", lambda path: path.write_bytes(b"%d" % (1 // 0)))
    assert sorted(os.listdir(SMALL.folder)) == ["one", "one.sha256"]


def test_a_file_is_made_although_another_process_clears_the_folder_meanwhile(empty_store):
    made = []

    def make(path):
        path.write_bytes(b"x")
        if not made:
            SMALL.clear()  # the temporary file too
        made.append(path)

    assert SMALL.file("one", make).read_bytes() == b"x"
    assert len(made) == 2
    assert sorted(os.listdir(SMALL.folder)) == ["one", "one.sha256"]


def test_a_file_that_cannot_be_made_is_tried_once(empty_store):
    made = []

    def make(path):
        made.append(path)
        raise OSError(errno.ENOSPC, "no space left")

    with pytest.raises(FileError, match="one: cannot be written"):
        SMALL.file("one", make)
    assert len(made) == 1
    assert os.listdir(SMALL.folder) == []


def test_a_file_whose_checksum_cannot_be_written_is_made_once(empty_store, monkeypatch):
    def refuse(path, part):
        raise FileError(f"{path}: cannot be written")

    made = []
    monkeypatch.setattr("detente.cache.write_checksum", refuse)
    with pytest.raises(FileError, match="one: cannot be written"):
        SMALL.file("one", lambda part: made.append(part.write_bytes(b"x")))
    assert len(made) == 1
    assert os.listdir(SMALL.folder) == []


def test_what_killed_processes_left_goes_with_the_next_file(empty_store):
    SMALL.folder.mkdir(parents=True)
    for name in ("old.sha256", "young.sha256", ".old.01234567"):
        (SMALL.folder / name).write_text("left")
    for name in ("old.sha256", ".old.01234567"):
        age(SMALL.folder / name, 0)
    cache._sweep_once.cache_clear()
    SMALL.file("one", lambda path: path.write_bytes(b"x"))
    assert sorted(os.listdir(SMALL.folder)) == ["one", "one.sha256", "young.sha256"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_an_old_file_that_cannot_be_made_again_is_said(empty_store):
    path = SMALL.file("one", lambda part: part.write_bytes(b"x"))
    path.with_name("one.sha256").unlink()
    SMALL.folder.chmod(0o555)
    with pytest.raises(FileError, match="one: was cached by an earlier detente and cannot be made"):
        SMALL.file("one", lambda part: part.write_bytes(b"x"))
    with pytest.raises(FileError, match="two: cannot be written"):
        SMALL.file("two", lambda part: part.write_bytes(b"x"))
    SMALL.folder.chmod(0o755)


def test_a_file_with_a_flipped_bit_is_made_again(empty_store):
    path = SMALL.file("one", lambda part: part.write_bytes(b"whole"))
    for place in range(8 * len(b"whole")):
        raw = bytearray(b"whole")
        raw[place // 8] ^= 1 << place % 8
        path.write_bytes(raw)
        checksums._verify.cache_clear()  # as in the next process
        assert SMALL.file("one", lambda part: part.write_bytes(b"whole")).read_bytes() == b"whole"
    path.write_bytes(b"cut")
    assert SMALL.file("one", lambda part: part.write_bytes(b"whole")).read_bytes() == b"whole"


def test_clearing_removes_the_files_and_says_how_many(empty_store):
    assert SMALL.usage().files == 0
    SMALL.write("one", b"x")
    SMALL.file("two", lambda path: path.write_bytes(b"12345"))
    removed = SMALL.clear()
    assert (removed.files, removed.bytes) == (2, 64 + 1 + 1 + 5)  # with one checksum
    assert SMALL.usage().files == 0
    assert not list(SMALL.folder.iterdir())


def test_a_folder_that_cannot_be_written_caches_nothing(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "file"))
    SMALL.write("one", b"x")
    assert SMALL.read("one") is None
    assert SMALL.usage().files == SMALL.clear().files == 0
    with pytest.raises(FileError, match="cannot be written"):
        SMALL.file("one", lambda path: path.write_bytes(b"x"))
    assert CachedAssessment.of_file(CASE, FEW).json().startswith("{")


def test_with_a_plug_in_nothing_is_cached(folder, monkeypatch):
    monkeypatch.setattr("detente.registry.entry_points", lambda group: ["one"])
    monkeypatch.setattr("detente.registry.load_plugins", lambda: None)
    CachedAssessment.of_file(CASE, FEW).json()
    assert not folder.exists()


def test_the_document_is_of_the_bytes_in_the_key(case, folder):
    first = CachedAssessment.of_file(str(case), FEW)
    whole = case.read_text()
    case.write_text(whole.replace("id: anglo-japanese-1905", "id: another"))
    assert first.document.case == CASE  # the file was read once
    case.write_text(whole)
    assert CachedAssessment.of_file(str(case), FEW).document.case == CASE


def test_nothing_is_cached_if_the_data_change_meanwhile(folder, empty_store):
    assessment = CachedAssessment.of_file(CASE, FEW)
    empty_store.mkdir()
    (empty_store / "store.json").write_text('{"layout": 1, "sources": {}}')
    assessment.json()
    assert not folder.exists()


def test_an_assessment_without_one_of_its_lenses_is_not_cached(folder, monkeypatch):
    monkeypatch.setattr("detente.forecast.read_lens._fault", lambda *_: "was late")
    document = CachedAssessment.of_file(CASE, FEW).document
    assert any(s.reason == "was late" for s in document.left_out)
    assert _screen().answer.failed
    assert not folder.exists()


def test_a_file_that_cannot_be_read_is_left_to_the_reader(tmp_path):
    with pytest.raises(DetenteError, match="wanted a file"):
        CachedAssessment.of_file(str(tmp_path / "none.yaml"), FEW).json()


def test_every_kind_of_cache_is_bounded_and_has_a_folder_of_its_own(empty_store):
    assert {c.kind for c in DISK_CACHES.values()} == {
        *("assessments", "charts", "fits", "months", "queries", "tables"),
    }
    assert len({c.folder for c in DISK_CACHES.values()}) == len(DISK_CACHES)
    assert all(c.max_files <= 10_000 for c in DISK_CACHES.values())
    assert ASSESSMENTS.folder == empty_store / "cache" / "assessments"


def test_cached_results_are_private(tmp_path, monkeypatch):
    from detente.cache import ASSESSMENTS

    monkeypatch.setenv("DETENTE_HOME", str(tmp_path))
    ASSESSMENTS.write("a.json", b"x")
    assert (ASSESSMENTS.folder / "a.json").stat().st_mode & 0o077 == 0
    assert ASSESSMENTS.folder.stat().st_mode & 0o077 == 0
    assert ASSESSMENTS.read("a.json") == b"x"
