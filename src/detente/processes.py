"""Work in processes, one for each core, that end with the process that began them."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")
_LOOK = 1.0  # seconds between two looks at the parent


def on_all_cores(
    function: Callable[..., T], given: Iterable[tuple[Any, ...]], jobs: int | None = None
) -> Iterator[T]:
    """Call a function many times in processes, by joblib and on the backend that is set for it.

    Parameters
    ----------
    function : callable
        Of a module, so that other processes can import it.
    given : iterable of tuple
        The arguments of each call.
    jobs : int, optional
        Processes; None: one for each core.

    Returns
    -------
    iterator
        The results, in the order of the calls; the first calls begin at once.
    """
    from joblib import Parallel, delayed

    work = Parallel(n_jobs=jobs or -1, return_as="generator")
    results: Iterator[T] = work(delayed(_call)(os.getpid(), function, one) for one in given)
    return results


def _call(parent: int, function: Callable[..., T], given: tuple[Any, ...]) -> T:
    if os.getppid() == parent:  # not in the process itself, nor on another machine
        _end_with(parent)
    return function(*given)


@lru_cache(1)
def _end_with(parent: int) -> None:
    """End this process when its parent has ended, however that ended; it is watched once."""
    Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    # joining `multiprocessing.parent_process()`, as `detente.app.apart` does, never returns in
    # a worker of joblib
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)
