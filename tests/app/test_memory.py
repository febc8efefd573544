"""Values are made once, whoever asks, and the least recently used go first."""

import threading

import pytest

from detente.app.kept import Kept


def test_threads_that_ask_together_share_one_making():
    kept, made, gate = Kept(4), [], threading.Barrier(8)

    def make():
        made.append(1)
        return object()

    found = []

    def ask():
        gate.wait()
        found.append(kept.get("key", make))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len(found) == 8
    assert len(set(map(id, found))) == 1


def test_who_waits_for_one_key_does_not_hold_up_another():
    kept, hold, started = Kept(4), threading.Event(), threading.Event()

    def slow():
        started.set()
        assert hold.wait(10)
        return "slow"

    thread = threading.Thread(target=kept.get, args=("a", slow))
    thread.start()
    assert started.wait(10)
    assert kept.get("b", lambda: "quick") == "quick"
    hold.set()
    thread.join()


def test_the_least_recently_used_goes_first():
    kept, made = Kept(2), []
    for key in "abacab":
        kept.get(key, lambda key=key: made.append(key) or key)
    assert made == ["a", "b", "c", "b"]


def test_a_failure_is_not_kept():
    kept = Kept(2)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 // 0)
    assert kept.get("a", lambda: 2) == 2


def test_one_thread_at_a_time_uses_a_value():
    kept, inside, most = Kept(2), [], []

    def work(value):
        inside.append(value)
        most.append(len(inside))
        inside.pop()

    threads = [
        threading.Thread(target=lambda: [kept.use("a", object, work) for _ in range(200)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 800
    assert set(most) == {1}
