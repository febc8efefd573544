"""How long each attack of a campaign runs."""

import threading
import time
from collections.abc import Callable, Mapping


class Plan:
    """Divides the time that is left among the attacks that have not begun, by their shares.

    An attack begins with its first try: starting processes is not its time, and is expected to take
    later ones as long. What one takes too long, all later ones lack in proportion, so that none is
    left without a turn.

    Parameters
    ----------
    shares : mapping
        Of the time, by the name of each attack.
    seconds : float
        Of the whole campaign, which begins now.
    jobs : int
        Attacks at a time.
    clock : callable
        Seconds that never run back.
    """

    def __init__(
        self,
        shares: Mapping[str, float],
        seconds: float,
        jobs: int,
        clock: Callable[[], float] = time.monotonic,
    ):
        self._clock, self._jobs, self._lock = clock, jobs, threading.Lock()
        self._end = clock() + seconds
        self._waiting = dict(shares)
        self._running: dict[str, float] = {}  # until when
        self._longest_start = 0.0  # seconds

    def begin(self, name: str, start: float = 0.0) -> float:
        """Until when an attack runs that begins now.

        Parameters
        ----------
        name : str
            Its name.
        start : float
            Seconds that it took to get ready.
        """
        with self._lock:
            now = self._clock()
            others = sum(max(0.0, until - now) for until in self._running.values())
            share = self._waiting[name] / sum(self._waiting.values())
            del self._waiting[name]
            self._longest_start = max(self._longest_start, start)
            starts = len(self._waiting) * self._longest_start
            left = self._jobs * (self._end - now) - others - starts
            self._running[name] = min(self._end, now + max(0.0, left) * share)
            return self._running[name]
