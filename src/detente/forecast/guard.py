"""Read a lens so that a faulty one spoils nothing but itself.

Lenses may come from other packages. One that raises, gives something else than finite numbers on
its scale, or takes too long is left out with the reason.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case
from detente.records import Estimate, Failed, NoEvidence
from detente.registry import Lens

SECONDS = 10.0  # for one reading of one lens


class _TooLongError(Exception):
    pass


def guarded(lens: Lens, case: Case, draws: Draws) -> Estimate | NoEvidence:
    """What a lens reads, or `Failed` with the reason."""
    try:
        with _limit(SECONDS):
            found = lens.read(case, draws)
    except _TooLongError:
        return Failed(reason=f"took longer than {SECONDS:g} seconds and was stopped")
    except Exception as problem:
        return Failed(reason=f"raised {type(problem).__name__}: {problem}"[:300])
    return _checked(lens, found, draws.n)


def _checked(lens: Lens, found: object, n: int) -> Estimate | NoEvidence:
    if isinstance(found, NoEvidence):
        return found
    if not isinstance(found, Estimate):
        return Failed(reason=f"gave {type(found).__name__}; wanted an Estimate or NoEvidence")
    low, high = lens.card.range
    values = np.asarray(found.draws)
    if values.shape != (n,):
        return Failed(reason=f"gave draws of shape {values.shape}; wanted ({n},)")
    if not np.isfinite(values).all():
        return Failed(reason="gave values that are no finite numbers")
    if values.min() < low or values.max() > high:
        span = f"{values.min():g} to {values.max():g}"
        return Failed(reason=f"gave {span}, off its scale of {low:g} to {high:g}")
    return found


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """Stop what runs inside after so long, where the system can: the main thread of a Unix."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not _main():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _main() -> threading.Thread:
    return threading.main_thread()
