"""Case files that another program writes are prepared as soon as that is seen."""

import asyncio

from detente.app.precompute import written
from detente.app.state import Desk

SECONDS = 1.0  # between two looks


async def watch(desk: Desk, seconds: float = SECONDS) -> None:
    """Look at times and sizes of the files again and again; ends when it is cancelled."""
    known = await asyncio.to_thread(desk.shelf.stamps)
    while True:
        await asyncio.sleep(seconds)
        now = await asyncio.to_thread(desk.shelf.stamps)
        if new := [name for name, stamp in now.items() if known.get(name) != stamp]:
            desk.workers.later(written(desk, new))
        known = now
