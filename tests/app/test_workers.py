"""Requests wait in a line; a late or crowded one is said, and nothing is lost by it."""

import asyncio
import threading

import pytest

from detente.app import workers
from detente.app.workers import TooBusy, Workers


def test_all_who_wait_are_served():
    crew = Workers(threads=2)

    async def crowd():
        return await asyncio.gather(*(crew.run(lambda n=n: n * n) for n in range(100)))

    assert asyncio.run(crowd()) == [n * n for n in range(100)]
    crew.close()


def test_a_late_answer_is_said_and_the_work_goes_on():
    crew, go, done = Workers(threads=1, seconds=0.05), threading.Event(), threading.Event()

    async def late():
        with pytest.raises(TooBusy, match="no answer within"):
            await crew.run(lambda: go.wait(10) and done.set())
        go.set()

    asyncio.run(late())
    assert done.wait(10)
    crew.close()


def test_a_line_that_is_full_is_said(monkeypatch):
    monkeypatch.setattr(workers, "_LINE", 3)
    crew, go = Workers(threads=1), threading.Event()

    async def crowd():
        waiting = [asyncio.ensure_future(crew.run(lambda: go.wait(10))) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(TooBusy, match="too many"):
            await crew.run(lambda: None)
        go.set()
        assert await asyncio.gather(*waiting) == [True] * 3
        assert await crew.run(lambda: 7) == 7

    asyncio.run(crowd())
    crew.close()


def test_a_failure_reaches_who_asked():
    crew = Workers(threads=1)
    with pytest.raises(ZeroDivisionError):
        asyncio.run(crew.run(lambda: 1 // 0))
    crew.close()
