"""A few threads for what takes long, so that many requests wait in line instead of failing."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from detente.errors import DetenteError

T = TypeVar("T")
SECONDS = 60.0  # the longest that one request may take
_LINE = 400  # requests that may wait


class TooBusy(DetenteError):
    """The work would take too long, or too many wait already."""


class Workers:
    """Threads that work off a line of requests; a thread is never given up for another."""

    def __init__(self, threads: int | None = None, seconds: float = SECONDS) -> None:
        self._pool = ThreadPoolExecutor(
            threads or min(4, (os.cpu_count() or 1) + 1), thread_name_prefix="detente"
        )
        self._spare = ThreadPoolExecutor(1, thread_name_prefix="detente-spare")
        self._seconds = seconds
        self._waiting = 0

    async def run(self, work: Callable[[], T]) -> T:
        """Result of a piece of work, done by a thread.

        Raises
        ------
        TooBusy
            If the line is full or the result is late. Work in hand goes on and its result may
            be kept for the next one who asks; work not begun is dropped.
        """
        if self._waiting >= _LINE:
            raise TooBusy("too many requests are waiting; try again in a moment")
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await asyncio.wait_for(loop.run_in_executor(self._pool, work), self._seconds)
        except TimeoutError:
            raise TooBusy(f"no answer within {self._seconds:.0f} seconds; try again") from None
        finally:
            self._waiting -= 1

    def later(self, work: Callable[[], object]) -> None:
        """Do something beside the line, one thing at a time; nobody waits for it."""
        self._spare.submit(work)

    def close(self) -> None:
        """Drop what has not begun."""
        for pool in (self._pool, self._spare):
            pool.shutdown(wait=False, cancel_futures=True)
