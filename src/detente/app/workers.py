"""Threads for computation: for requests, for those about large cases, for the background."""

import asyncio
import ctypes
import logging
import os
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Generic, TypeVar

from detente.errors import DetenteError

T = TypeVar("T")
_LOG = logging.getLogger(__name__)
REQUEST_SECONDS = 60.0  # time limit of one request
WORK_SECONDS = 120.0  # after which work is stopped that a late request or the background began
LARGE_SECONDS = 600.0  # the same for a large case, which holds up nobody
_BACKGROUND_THREADS = 2
_LARGE_THREADS = 2  # for requests about large cases, which mostly wait for another process
_IDLE_SECONDS = 0.1  # without a request, after which the server counts as idle
_MAX_DELAY = 2.0  # seconds that a background step is held back at most


class TooBusy(DetenteError):
    """A computation did not finish within its time limit."""


class _Stopped(BaseException):
    """Raised in a thread whose work has exceeded its time; no handler of errors takes it."""


class _Job(Generic[T]):
    """Work in a thread that can be stopped, between two steps of Python."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._lock = threading.Lock()
        self._thread: int | None = None  # while the work runs

    def __call__(self) -> T:
        try:
            with self._lock:
                self._thread = threading.get_ident()
            try:
                return self._work()
            finally:
                with self._lock:
                    self._thread = None
        except _Stopped:
            raise TooBusy("the computation took too long and was stopped") from None

    def stop(self) -> None:
        """Stop the work, if it runs."""
        with self._lock:
            if self._thread is not None:
                exit_ = ctypes.py_object(_Stopped)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), exit_)


class Workers:
    """Run computations in threads, requests before background work.

    The pools are bounded, so overload lengthens the queue but adds no threads. A computation that
    exceeds the time limit of its request keeps its thread, since the next request may use its
    result, but no longer than `WORK_SECONDS`; of a large case, than `LARGE_SECONDS`.
    All methods but `close` must be called on the event loop.

    Parameters
    ----------
    threads : int, optional
        Threads for requests; by default one more than there are processors, at most 4.
    seconds : float
        Time limit of a request, time in the queue included.
    """

    def __init__(self, threads: int | None = None, seconds: float = REQUEST_SECONDS) -> None:
        self._requests = ThreadPoolExecutor(threads or min(4, (os.cpu_count() or 1) + 1))
        self._large = ThreadPoolExecutor(_LARGE_THREADS)
        self._background = ThreadPoolExecutor(_BACKGROUND_THREADS)
        self._seconds = seconds
        self._active = 0  # requests being computed or in the queue
        self._idle = asyncio.Event()
        self._idle.set()
        self._pending: list[Iterator[object]] = []  # background steps, the newest last
        self._stepping: asyncio.Task[None] | None = None
        # each with when it began, by the clock of the loop
        self._running: dict[Hashable, tuple[asyncio.Future[object], float]] = {}

    async def run(self, work: Callable[[], T], *, large: bool = False) -> T:
        """Compute the answer to a request in a thread.

        Parameters
        ----------
        work : callable
            Returns the answer.
        large : bool
            Whether it is about a large case, so that it takes no thread from other requests.

        Raises
        ------
        TooBusy
            If it exceeds the time limit. Work that has begun continues, and its result may be
            cached for the next request; work still in the queue is dropped.
        """
        self._active += 1
        self._idle.clear()
        loop, job = asyncio.get_running_loop(), _Job(work)
        pool = self._large if large else self._requests
        try:
            return await asyncio.wait_for(loop.run_in_executor(pool, job), self._seconds)
        except TimeoutError:
            longest = LARGE_SECONDS if large else WORK_SECONDS
            loop.call_later(longest - self._seconds, job.stop)
            raise TooBusy(f"no answer within {self._seconds:.0f} seconds; try again") from None
        finally:
            self._active -= 1
            loop.call_later(_IDLE_SECONDS, self._set_idle)

    def _set_idle(self) -> None:
        if not self._active:
            self._idle.set()

    async def run_shared(
        self, key: Hashable, work: Callable[[], object], *, seconds: float
    ) -> bool:
        """Run slow work in the background, once for all requests that need it.

        Parameters
        ----------
        key : hashable
            Identifies the work; while it runs, a second call with the same key joins it.
        work : callable
            Stores its own result, for example in a cache.
        seconds : float
            How long to wait. Work that takes longer continues.

        Returns
        -------
        bool
            Whether the work has finished.
        """
        loop = asyncio.get_running_loop()
        if key not in self._running:
            begun = loop.run_in_executor(self._background, work)
            self._running[key] = begun, loop.time()
            begun.add_done_callback(lambda done: self._finish(key, done))
        future, _ = self._running[key]
        await asyncio.wait([future], timeout=seconds)
        if future.done():
            future.result()
        return future.done()

    def seconds_of(self, key: Hashable) -> float:
        """For how long the work of a key has run or waited for a thread; 0 if it does not."""
        now = asyncio.get_running_loop().time()
        _, begun = self._running.get(key, (None, now))
        return now - begun

    def _finish(self, key: Hashable, future: "asyncio.Future[object]") -> None:
        del self._running[key]
        if not future.cancelled():
            future.exception()  # retrieve it, as all requests may have given up waiting

    async def schedule(self, steps: Iterable[object]) -> None:
        """Run an iterator step by step in the background while no request is active.

        The iterator scheduled last is run first. A step that raises ends its own iterator only.
        """
        self._pending.append(iter(steps))
        if self._stepping is None or self._stepping.done():
            self._stepping = asyncio.create_task(self._run_steps())

    async def _run_steps(self) -> None:
        while self._pending:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._idle.wait(), _MAX_DELAY)
            steps, more = self._pending[-1], False
            try:
                more = await self._step(steps)
            except TooBusy as stopped:
                _LOG.warning("a background step: %s", stopped)
            except Exception:  # one failed step must not end the task that runs them
                _LOG.exception("a background step failed")
            if not more:
                self._pending.remove(steps)

    async def _step(self, steps: Iterator[object]) -> bool:
        loop, job = asyncio.get_running_loop(), _Job(partial(_advance, steps))
        stop = loop.call_later(WORK_SECONDS, job.stop)
        try:
            return await loop.run_in_executor(self._background, job)
        finally:
            stop.cancel()

    def close(self) -> None:
        """Drop all work that has not begun."""
        if self._stepping is not None:
            self._stepping.cancel()
        for pool in (self._requests, self._large, self._background):
            pool.shutdown(wait=False, cancel_futures=True)


def _advance(steps: Iterator[object]) -> bool:
    """Run one step; return whether there may be another."""
    end = object()
    return next(steps, end) is not end
