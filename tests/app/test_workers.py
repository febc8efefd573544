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


def test_steps_beside_the_line_wait_for_a_lull(monkeypatch):
    monkeypatch.setattr(workers, "_LULL", 0.01)
    crew, done = Workers(threads=1), []

    monkeypatch.setattr(workers, "_PATIENCE", 60)

    async def asked():
        answering = threading.Event()
        request = asyncio.ensure_future(crew.run(lambda: answering.wait(10)))
        await asyncio.sleep(0)
        crew.later(done.append(n) for n in range(3))
        await asyncio.sleep(0.1)
        assert done == []  # somebody waits
        answering.set()
        await request
        for _ in range(100):
            await asyncio.sleep(0.02)
            if len(done) == 3:
                return

    asyncio.run(asked())
    assert done == [0, 1, 2]
    crew.close()


def test_steps_left_are_dropped_when_the_server_stops():
    crew, begun, go, done = Workers(), threading.Event(), threading.Event(), []

    def steps():
        begun.set()
        go.wait(10)
        yield
        done.append("more")
        yield

    crew.later(steps())
    assert begun.wait(10)
    crew.close()
    go.set()
    crew._aside.shutdown(wait=True)
    assert done == []


def test_long_work_is_done_once_for_all_who_ask():
    crew, go, done = Workers(), threading.Event(), []

    def work():
        go.wait(10)
        done.append(1)

    async def asked():
        early = [crew.soon("key", work, 0.01) for _ in range(5)]
        assert await asyncio.gather(*early) == [False] * 5
        go.set()
        assert await crew.soon("key", work, 10)

    asyncio.run(asked())
    assert done == [1]
    crew.close()


def test_a_failure_of_long_work_reaches_who_asked():
    crew = Workers()
    with pytest.raises(ZeroDivisionError):
        asyncio.run(crew.soon("key", lambda: 1 // 0, 10))
    crew.close()


def test_what_comes_last_is_done_first_and_a_failure_stops_nothing_else():
    crew, begun, go, done = Workers(), threading.Event(), threading.Event(), []

    def first():
        begun.set()
        go.wait(10)
        yield
        done.append("first")

    crew.later(first())
    assert begun.wait(10)
    crew.later(1 // 0 for _ in range(2))
    crew.later(done.append(name) for name in ("second", "third"))
    go.set()
    crew._aside.shutdown(wait=True)
    assert done == ["second", "third", "first"]
