"""Prepare case files as soon as another program writes them."""

from watchfiles import Change, awatch

from detente.app.precompute import pages_of_files
from detente.app.state import AppState

_GROUP_MILLISECONDS = 800  # changes within this time are handled together


async def watch_folder(state: AppState) -> None:
    """Prepare every case file of the folder that is created or changed, until cancelled."""
    async for changes in awatch(
        state.files.folder, recursive=False, debounce=_GROUP_MILLISECONDS, stop_event=None
    ):
        paths = [path for change, path in changes if change is not Change.deleted]
        if names := state.files.ids(paths):
            await state.workers.schedule(pages_of_files(state, names))
