"""What another program writes into the folder is prepared without anybody asking for it."""

import asyncio
import os

from app_kit import bundled, folder_with

from detente.app.case_files import Shelf
from detente.app.state import Desk
from detente.app.watch import watch
from detente.forecast.settings import Settings


def ready(ours, key):
    text = ours.shelf.find(key)
    key = (text.version, Settings())
    return key in ours.answers._assessments and all(
        part.ready for part in ours.answers.sections(text, Settings())
    )


async def watched(ours, write, *keys):
    task = asyncio.create_task(watch(ours, 0.02))
    await asyncio.sleep(0.1)
    write()
    for _ in range(600):
        await asyncio.sleep(0.1)
        if all(ready(ours, key) for key in keys):
            break
    task.cancel()
    return [key for key in keys if ready(ours, key)]


def test_new_and_changed_cases_are_prepared_and_no_others(empty_store, tmp_path):
    folder = folder_with(tmp_path / "cases", old=bundled(), mine=bundled())
    ours = Desk(shelf=Shelf(folder=folder))

    def write():
        (folder / "mine.yaml").write_bytes(bundled() + b"# changed\n")
        (folder / "new.yml").write_bytes(bundled() + b"# new\n")
        (folder / "notes.yaml").write_text("no: case\n")
        os.symlink(tmp_path / "nowhere", folder / "dead.yaml")

    keys = ["folder/mine", "folder/new"]
    try:
        assert asyncio.run(watched(ours, write, *keys)) == keys
        old = ours.shelf.find("folder/old")
        assert (old.version, Settings()) not in ours.answers._assessments
    finally:
        ours.workers.close()


def test_stamps_tell_a_change_and_never_read(tmp_path):
    folder = folder_with(tmp_path / "cases", a=bundled())
    shelf = Shelf(folder=folder)
    before = shelf.stamps()
    os.utime(folder / "a.yaml", ns=(1, 1))
    os.symlink(folder / "none", folder / "dead.yaml")
    (folder / "text.txt").write_text("")
    after = shelf.stamps()
    assert before.keys() == {"a"}
    assert after == {"a": (1, len(bundled())), "dead": None}
    assert Shelf(folder=tmp_path / "gone").stamps() == {}
