"""The in-memory LRU cache: each value computed once, across threads, within its bound."""

import threading

import pytest

from detente.cache import MemoryCache


def run_all(threads):
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_threads_that_need_one_value_compute_it_once():
    cache, calls, values, gate = MemoryCache(4), [], [], threading.Barrier(8)

    def compute():
        calls.append(1)
        return object()

    def get():
        gate.wait()
        values.append(cache.get("key", compute))

    run_all([threading.Thread(target=get) for _ in range(8)])
    assert len(calls) == 1
    assert len(values) == 8
    assert len(set(map(id, values))) == 1


def test_a_slow_value_does_not_block_another_key():
    cache, release, started = MemoryCache(4), threading.Event(), threading.Event()

    def slow():
        started.set()
        assert release.wait(10)
        return "slow"

    thread = threading.Thread(target=cache.get, args=("a", slow))
    thread.start()
    assert started.wait(10)
    assert "a" not in cache  # not computed yet
    assert cache.get("b", lambda: "quick") == "quick"
    release.set()
    thread.join()
    assert "a" in cache


def test_the_least_recently_used_goes_first():
    cache, computed = MemoryCache(2), []
    for key in "abacab":
        cache.get(key, lambda key=key: computed.append(key) or key)
    assert computed == ["a", "b", "c", "b"]
    assert len(cache) == 2


def test_values_of_large_weight_leave_room_for_fewer():
    cache = MemoryCache(10, weight=len)
    for key in ("aaa", "bbb", "ccc"):
        cache.get(key, str)
    assert len(cache) == 3
    cache.get("d" * 7, str)
    assert [key for key in ("aaa", "bbb", "ccc", "d" * 7) if key in cache] == ["ccc", "d" * 7]


def test_a_value_of_none_is_computed_once():
    cache, computed = MemoryCache(2), []
    for _ in range(2):
        assert cache.get("a", lambda: computed.append("a")) is None
    assert computed == ["a"]


def test_a_failure_is_not_cached():
    cache = MemoryCache(2)
    with pytest.raises(ZeroDivisionError):
        cache.get("a", lambda: 1 // 0)
    assert "a" not in cache
    assert cache.get("a", lambda: 2) == 2


def test_a_cleared_cache_holds_nothing():
    cache = MemoryCache(2)
    cache.get("a", lambda: 1)
    cache.clear()
    assert "a" not in cache
    assert len(cache) == 0


def test_one_thread_at_a_time_uses_a_value():
    cache, inside, most = MemoryCache(2), [], []

    def work(value):
        inside.append(value)
        most.append(len(inside))
        inside.pop()

    def use():
        for _ in range(200):
            cache.use("a", object, work)

    run_all([threading.Thread(target=use) for _ in range(4)])
    assert len(most) == 800
    assert set(most) == {1}
