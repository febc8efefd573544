"""Precomputed pages are complete, and a fault of one case does not stop the others."""

import os

from app_kit import bundled, folder_with

from detente.app import case_files
from detente.app.case_files import CaseFiles
from detente.app.precompute import all_pages, pages_of_files, warm_up
from detente.app.results import CaseResults
from detente.app.state import AppState
from detente.forecast.settings import Settings


def state_of(folder):
    return AppState(files=CaseFiles(folder=folder))


def test_the_cases_changed_last_come_first(tmp_path):
    folder = folder_with(tmp_path / "cases", a=bundled(), b=bundled(), c=bundled())
    for age, name in enumerate("bca"):
        os.utime(folder / f"{name}.yaml", (10**9 - age, 10**9 - age))
    assert [t.id for t in state_of(folder).files.newest(2)] == ["b", "c"]


def test_all_sections_are_ready_afterwards(empty_store, tmp_path):
    folder = folder_with(tmp_path / "cases", faulty=b"detente: 1\nid: [\n", mine=bundled())
    state = state_of(folder)
    warm_up()
    assert len([*all_pages(state)]) > 30  # steps between which a request can come
    for key in ("folder/mine", "bundled/us-russia-2001"):
        parts = state.results.sections(state.files.find(key), Settings())
        assert len(parts) > 10
        assert all(part.ready for part in parts)
    state.workers.close()


def test_a_large_case_waits_until_somebody_asks_for_it(tmp_path, monkeypatch):
    data = bundled()
    state = state_of(folder_with(tmp_path / "cases", small=data, large=data + b"\n"))
    monkeypatch.setattr(case_files, "_LARGE", len(data))
    asked = []
    monkeypatch.setattr(CaseResults, "precompute", lambda s, text, _: iter([asked.append(text.id)]))
    monkeypatch.setattr("detente.app.precompute.case_page", lambda *_: "")
    assert len([*pages_of_files(state, ["large", "small"])]) == 1
    assert asked == ["small"]
    state.workers.close()


def test_another_version_counts_as_not_prepared(empty_store, tmp_path):
    state = state_of(folder_with(tmp_path / "cases", mine=bundled()))
    for _ in state.results.precompute(state.files.find("folder/mine"), Settings()):
        pass
    (tmp_path / "cases/mine.yaml").write_bytes(bundled() + b"\n")
    parts = state.results.sections(state.files.find("folder/mine"), Settings())
    assert not any(part.ready for part in parts)
    state.workers.close()
