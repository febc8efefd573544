"""A few threads for what takes long, so that many requests wait in line instead of failing."""

import asyncio
import os
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from time import sleep
from typing import TypeVar

from detente.errors import DetenteError

T = TypeVar("T")
SECONDS = 60.0  # the longest that one request may take
_LINE = 400  # requests that may wait
_LONG = 2  # threads for long work beside the line
_LULL = 0.1  # seconds without a request after which nobody is taken to wait
_PATIENCE = 2.0  # seconds that a step beside the line waits for a lull


class TooBusy(DetenteError):
    """The work would take too long, or too many wait already."""


class Workers:
    """Threads that work off a line of requests; a thread is never given up for another."""

    def __init__(self, threads: int | None = None, seconds: float = SECONDS) -> None:
        self._pool = ThreadPoolExecutor(
            threads or min(4, (os.cpu_count() or 1) + 1), thread_name_prefix="detente"
        )
        self._long = ThreadPoolExecutor(_LONG, thread_name_prefix="detente-long")
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="detente-aside")
        self._left: list[Iterator[object]] = []
        self._seconds = seconds
        self._waiting = 0
        self._calm, self._closed = Event(), Event()
        self._calm.set()
        self._in_hand: dict[Hashable, Future[object]] = {}

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
        self._calm.clear()
        loop = asyncio.get_running_loop()
        try:
            return await asyncio.wait_for(loop.run_in_executor(self._pool, work), self._seconds)
        except TimeoutError:
            raise TooBusy(f"no answer within {self._seconds:.0f} seconds; try again") from None
        finally:
            self._waiting -= 1
            loop.call_later(_LULL, self._settle)

    def _settle(self) -> None:
        if not self._waiting:
            self._calm.set()

    def later(self, steps: Iterable[object]) -> None:
        """Go through some steps beside the line, each in a lull; what came last goes first."""
        self._left.append(iter(steps))
        self._aside.submit(self._work_off)

    def _work_off(self) -> None:
        while self._left and not self._closed.is_set():
            self._lull()
            steps, more = self._left[-1], False
            try:
                more = next(steps, self) is not self
            finally:
                if not more:
                    self._left.remove(steps)

    def _lull(self) -> None:
        """Wait until nobody waits for an answer or for long work, but not for ever."""
        for _ in range(round(_PATIENCE / _LULL)):
            if self._closed.is_set() or (self._calm.is_set() and not self._in_hand):
                return
            sleep(_LULL)

    async def soon(self, key: Hashable, work: Callable[[], object], seconds: float) -> bool:
        """Whether a long piece of work is done within so many seconds; if not, it goes on.

        It is done beside the line, and once for all who ask for the same key meanwhile.
        """
        making = self._in_hand.get(key)
        if making is None:
            making = self._in_hand[key] = self._long.submit(work)
            making.add_done_callback(lambda _: self._in_hand.pop(key, None))
        ours = asyncio.wrap_future(making)
        try:
            await asyncio.wait_for(asyncio.shield(ours), seconds)
        except TimeoutError:
            ours.add_done_callback(lambda done: done.cancelled() or done.exception())  # heard
            return False
        return True

    def close(self) -> None:
        """Drop what has not begun, and the steps that are left."""
        self._closed.set()
        for pool in (self._pool, self._long, self._aside):
            pool.shutdown(wait=False, cancel_futures=True)
