"""What is made ahead is what is asked for first; a fault of one case stops no other."""

import os

from app_kit import bundled, folder_with

from detente.app.case_files import Shelf
from detente.app.precompute import everything, warm_up
from detente.app.state import Desk
from detente.forecast.settings import Settings


def desk(folder):
    return Desk(shelf=Shelf(folder=folder))


def test_the_cases_changed_last_come_first(tmp_path):
    folder = folder_with(tmp_path / "cases", a=bundled(), b=bundled(), c=bundled())
    for age, name in enumerate("bca"):
        os.utime(folder / f"{name}.yaml", (10**9 - age, 10**9 - age))
    assert [t.id for t in desk(folder).shelf.newest(2)] == ["b", "c"]


def test_everything_is_there_afterwards(empty_store, tmp_path):
    folder = folder_with(tmp_path / "cases", faulty=b"detente: 1\nid: [\n", mine=bundled())
    ours = desk(folder)
    warm_up()
    assert len([*everything(ours)]) > 30  # it can stop for a request that often
    for key in ("folder/mine", "bundled/us-russia-2001"):
        parts = ours.answers.sections(ours.shelf.find(key), Settings())
        assert len(parts) > 10
        assert all(part.ready for part in parts)
    ours.workers.close()


def test_another_version_is_not_taken_for_prepared(empty_store, tmp_path):
    ours = desk(folder_with(tmp_path / "cases", mine=bundled()))
    for _ in ours.answers.prepare(ours.shelf.find("folder/mine"), Settings()):
        pass
    (tmp_path / "cases/mine.yaml").write_bytes(bundled() + b"\n")
    parts = ours.answers.sections(ours.shelf.find("folder/mine"), Settings())
    assert not any(part.ready for part in parts)
    ours.workers.close()
