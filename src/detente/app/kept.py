"""Results that are dear to compute, kept in memory: the least recently used go first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass
class _Slot(Generic[T]):
    lock: Lock = field(default_factory=Lock)
    filled: bool = False
    value: T | None = None


class Kept(Generic[T]):
    """Values by key, at most ``size`` of them, each made once.

    Threads that ask for a value being made wait for it; those that ask for others do not.
    A failure is not kept: the next one who asks tries again.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = Lock()
        self._slots: OrderedDict[Hashable, _Slot[T]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key; ``make`` is called if there is none."""
        return self.use(key, make, lambda value: value)

    def use(self, key: Hashable, make: Callable[[], T], work: Callable[[T], R]) -> R:
        """Let one thread at a time work with the value of a key."""
        slot = self._slot(key)
        with slot.lock:
            if not slot.filled:
                slot.value = make()
                slot.filled = True
            return work(slot.value)  # type: ignore[arg-type]  # filled with a T

    def ready(self, key: Hashable) -> bool:
        """Whether the value of a key is there already."""
        with self._lock:
            slot = self._slots.get(key)
        return slot is not None and slot.filled

    def _slot(self, key: Hashable) -> _Slot[T]:
        with self._lock:
            slot = self._slots.setdefault(key, _Slot())
            self._slots.move_to_end(key)
            while len(self._slots) > self._size:
                self._slots.popitem(last=False)
            return slot
