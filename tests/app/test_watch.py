"""A case that another program writes into the folder is prepared without a request for it."""

import asyncio
import os
from contextlib import suppress

from app_kit import bundled, folder_with

from detente.app.case_files import CaseFiles
from detente.app.state import AppState
from detente.app.watch import watch_folder
from detente.forecast.settings import Settings


def prepared(state, key):
    text = state.files.find(key)
    return state.results.is_assessed(text, Settings()) and all(
        part.ready for part in state.results.sections(text, Settings())
    )


async def watched(state, write, *keys):
    """Keys that are prepared some time after files were written."""
    task = asyncio.create_task(watch_folder(state))
    await asyncio.sleep(0.5)  # until the watcher has started
    write()
    for _ in range(600):
        await asyncio.sleep(0.1)
        if all(prepared(state, key) for key in keys):
            break
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    return [key for key in keys if prepared(state, key)]


def test_new_and_changed_cases_are_prepared_and_no_others(empty_store, tmp_path):
    folder = folder_with(tmp_path / "cases", old=bundled(), mine=bundled())
    state = AppState(files=CaseFiles(folder=folder))

    def write():
        (folder / "mine.yaml").write_bytes(bundled() + b"# changed\n")
        (folder / "new.yml").write_bytes(bundled() + b"# new\n")
        (folder / "notes.yaml").write_text("no: case\n")
        os.symlink(tmp_path / "nowhere", folder / "dead.yaml")

    keys = ["folder/mine", "folder/new"]
    try:
        assert asyncio.run(watched(state, write, *keys)) == keys
        assert not state.results.is_assessed(state.files.find("folder/old"), Settings())
    finally:
        state.workers.close()
