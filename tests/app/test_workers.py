"""Requests wait in a queue and precede background work; a late one is answered with an error."""

import asyncio
import logging
import threading
from contextlib import suppress

import pytest

from detente.app import workers
from detente.app.workers import TooBusy, Workers


@pytest.fixture
def pool():
    """A pool with one thread for requests."""
    made = Workers(threads=1)
    yield made
    made.close()


async def until(condition):
    """Let the event loop run until a condition holds."""
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("the condition never held")


def test_all_requests_in_the_queue_are_served(pool):
    async def crowd():
        return await asyncio.gather(*(pool.run(lambda n=n: n * n) for n in range(100)))

    assert asyncio.run(crowd()) == [n * n for n in range(100)]


def test_a_late_request_gets_an_error_and_its_work_continues():
    pool, go, done = Workers(threads=1, seconds=0.05), threading.Event(), threading.Event()

    async def late():
        with pytest.raises(TooBusy, match="no answer within"):
            await pool.run(lambda: go.wait(10) and done.set())
        go.set()

    asyncio.run(late())
    assert done.wait(10)
    pool.close()


def test_late_work_keeps_its_thread_and_work_in_the_queue_is_dropped():
    pool, go, begun = Workers(threads=1, seconds=0.05), threading.Event(), []

    async def overload():
        calls = [pool.run(lambda n=n: begun.append(n) or go.wait(10)) for n in range(5)]
        return await asyncio.gather(*calls, return_exceptions=True)

    results = asyncio.run(overload())
    go.set()
    pool.close()
    assert [type(result) for result in results] == [TooBusy] * 5
    assert begun == [0]


def test_a_failure_reaches_the_caller(pool):
    with pytest.raises(ZeroDivisionError):
        asyncio.run(pool.run(lambda: 1 // 0))


def test_background_steps_wait_for_requests(pool, monkeypatch):
    monkeypatch.setattr(workers, "_MAX_DELAY", 60)
    done, at_answer = [], []

    async def requests():
        answering = threading.Event()
        request = asyncio.ensure_future(pool.run(lambda: answering.wait(10)))
        await asyncio.sleep(0)
        await pool.schedule(done.append(n) for n in range(3))
        await asyncio.sleep(0.1)
        at_answer.extend(done)
        answering.set()
        await request
        await until(lambda: len(done) == 3)

    asyncio.run(requests())
    assert at_answer == []
    assert done == [0, 1, 2]


def test_background_steps_do_not_wait_for_ever(pool, monkeypatch):
    monkeypatch.setattr(workers, "_MAX_DELAY", 0.01)
    done, answering = [], threading.Event()

    async def busy():
        request = asyncio.ensure_future(pool.run(lambda: answering.wait(10)))
        await asyncio.sleep(0)
        await pool.schedule(done.append(n) for n in range(3))
        await until(lambda: len(done) == 3)
        answering.set()
        await request

    asyncio.run(busy())
    assert done == [0, 1, 2]


def test_remaining_steps_are_dropped_when_the_server_stops(pool):
    begun, go, done = threading.Event(), threading.Event(), []

    def steps():
        begun.set()
        go.wait(10)
        yield
        done.append("more")
        yield

    async def stop():
        await pool.schedule(steps())
        await until(begun.is_set)
        pool.close()
        go.set()
        await asyncio.sleep(0.05)

    asyncio.run(stop())
    assert done == []


def test_the_newest_steps_come_first_and_a_failure_stops_nothing_else(pool, caplog):
    go, done = threading.Event(), []

    def first():
        go.wait(10)
        yield
        done.append("first")

    async def schedule():
        await pool.schedule(first())
        await asyncio.sleep(0)
        await pool.schedule(1 // 0 for _ in range(2))
        await pool.schedule(done.append(name) for name in ("second", "third"))
        go.set()
        await until(lambda: len(done) == 3)

    with caplog.at_level(logging.ERROR):
        asyncio.run(schedule())
    assert done == ["second", "third", "first"]
    assert "a background step failed" in caplog.text


def test_shared_work_is_done_once_for_all_requests(pool):
    go, done = threading.Event(), []

    def work():
        go.wait(10)
        done.append(1)

    async def requests():
        early = [pool.run_shared("key", work, seconds=0.01) for _ in range(5)]
        first = await asyncio.gather(*early)
        go.set()
        return first, await pool.run_shared("key", work, seconds=10)

    assert asyncio.run(requests()) == ([False] * 5, True)
    assert done == [1]


def test_a_failure_of_shared_work_reaches_the_caller(pool):
    with pytest.raises(ZeroDivisionError):
        asyncio.run(pool.run_shared("key", lambda: 1 // 0, seconds=10))


def test_work_that_goes_on_after_its_deadline_is_stopped_and_its_thread_serves_again(monkeypatch):
    monkeypatch.setattr(workers, "WORK_SECONDS", 0.1)
    pool, ended = Workers(threads=1, seconds=0.05), threading.Event()

    def endless():
        try:
            while True:
                with suppress(Exception):  # as code does that handles errors of any kind
                    sum(range(100))
        finally:
            ended.set()

    async def requests():
        with pytest.raises(TooBusy, match="no answer within"):
            await pool.run(endless)
        await until(ended.is_set)
        return await pool.run(lambda: 5)

    assert asyncio.run(requests()) == 5
    pool.close()


def test_an_endless_background_step_is_stopped_and_the_next_runs(monkeypatch, pool, caplog):
    monkeypatch.setattr(workers, "WORK_SECONDS", 0.1)
    done = []

    def endless():
        while True:
            sum(range(100))

    async def both():
        await pool.schedule(done.append(n) for n in range(2))
        await pool.schedule(iter(endless, None))
        await until(lambda: done == [0, 1])

    asyncio.run(both())
    assert done == [0, 1]
    [said] = caplog.records
    assert "took too long and was stopped" in said.message
    assert said.exc_info is None  # a long case is no failure of the program
