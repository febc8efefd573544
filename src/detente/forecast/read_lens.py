"""Read a lens so that a faulty one spoils nothing but itself.

Lenses may come from other packages. One that raises, gives something else than finite numbers on
its scale, names claims that the case does not have, or takes too long is left out with the reason.
"""

import math
import signal
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from queue import Empty, SimpleQueue
from types import FrameType

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case
from detente.records import Estimate, Fading, Failed, NoEvidence
from detente.registry import Lens

SECONDS = 10.0  # for one reading of one lens
_LATE = "took longer than {:g} seconds and was stopped"


class _TooLong(BaseException):
    """Not an `Exception`, so that a lens that swallows those is stopped too."""


def guarded(lens: Lens, case: Case, draws: Draws) -> Estimate | NoEvidence:
    """What a lens reads, or `Failed` with the reason."""
    try:
        found = _in_time(partial(lens.read, case, draws))
        if isinstance(found, Estimate):
            found = _plain(found)
            wrong = _wrong(lens, case, found, draws.n)
            return Failed(reason=wrong) if wrong else found
    except _TooLong:
        return Failed(reason=_LATE.format(SECONDS))
    except (Exception, SystemExit) as problem:
        return Failed(reason=_said(problem))
    if isinstance(found, NoEvidence):
        return found
    return Failed(reason=f"gave {type(found).__name__}; wanted an Estimate or NoEvidence")


def _said(problem: BaseException) -> str:
    return f"raised {type(problem).__name__}: {problem}"[:300]


def _wrong(lens: Lens, case: Case, found: Estimate, n: int) -> str | None:
    """What is wrong with an estimate, if anything."""
    values, (low, high) = found.draws, lens.card.range
    strange = set(found.claims) - {c.id for c in case.claims}
    checks: tuple[tuple[object, Callable[[], str]], ...] = (
        (values.shape == (n,), lambda: f"gave draws of shape {values.shape}; wanted ({n},)"),
        (np.isfinite(values).all(), lambda: "gave values that are no finite numbers"),
        (
            ((values >= low) & (values <= high)).all(),
            lambda: (
                f"gave {values.min():g} to {values.max():g}, off its scale of {low:g} to {high:g}"
            ),
        ),
        (not strange, lambda: f"names the claim '{min(strange)}', which the case does not have"),
        (
            all(0 <= v < math.inf for v in found.parts.values()),
            lambda: "gave parts that are no finite numbers from 0 up",
        ),
        (
            all(_fades(f, n) for f in found.fading.values()),
            lambda: f"gave what fades in other than parts of 0 to 1 and years above 0, of ({n},)",
        ),
    )
    return next((reason() for good, reason in checks if not good), None)


def _fades(found: Fading, n: int) -> bool:
    part, years = found.part, found.half_life
    return (
        part.shape == years.shape == (n,)
        and bool(((part >= 0) & (part <= 1)).all())
        and bool((years > 0).all())
    )


def _plain(found: Estimate) -> Estimate:
    """The same with arrays of numbers, and with details that can be shown whatever they hold."""
    fading = {
        str(key): Fading(
            part=np.asarray(f.part, dtype=np.float64),
            half_life=np.asarray(f.half_life, dtype=np.float64),
        )
        for key, f in found.fading.items()
    }
    return replace(
        found,
        draws=np.asarray(found.draws, dtype=np.float64),
        fading=fading,
        detail=partial(_details, found.detail),
    )


def _details(detail: Callable[[], Mapping[str, object]]) -> dict[str, object]:
    try:
        found = _in_time(detail)
        wanted = found if isinstance(found, Mapping) else {"detail": found}
        return {str(key): _shown(value) for key, value in wanted.items()}
    except _TooLong:
        return {"left out": _LATE.format(SECONDS)}
    except (Exception, SystemExit) as problem:
        return {"left out": _said(problem)}


def _shown(value: object) -> object:
    """Plain numbers, words, lists and mappings; None for a number that is none."""
    if isinstance(value, np.generic | np.ndarray):
        value = value.tolist()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Mapping):
        return {str(key): _shown(v) for key, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_shown(v) for v in value]
    said = type(value).__str__ is not object.__str__  # else it would print where it lies in memory
    return str(value) if said else type(value).__name__


def _in_time(read: Callable[[], object]) -> object:
    """Call, and give up after `SECONDS`: by an alarm in the main thread of a Unix, else by a
    thread that is left behind, since Python cannot end one.
    """
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        return _by_alarm(read)
    return _by_thread(read)


def _by_alarm(read: Callable[[], object]) -> object:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS, SECONDS)  # again, if the lens swallows it
    try:
        return read()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


_helpers = threading.local()  # one for each thread that reads lenses; starting one costs a lot


def _by_thread(read: Callable[[], object]) -> object:
    helper: _Helper | None = getattr(_helpers, "own", None)
    if helper is None or not helper.thread.is_alive():
        helper = _helpers.own = _Helper()
    try:
        return helper.call(read)
    except _TooLong:
        _helpers.own = None  # it is left behind with the lens that it cannot end
        raise


class _Helper:
    """A thread that calls what it is given, as long as the thread that it helps lives."""

    def __init__(self) -> None:
        self.asked: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self.told: SimpleQueue[tuple[object, BaseException | None]] = SimpleQueue()
        # daemon: it does not hold up the end of the program
        self.thread = threading.Thread(target=_help, args=(self.asked, self.told), daemon=True)
        self.thread.start()

    def call(self, read: Callable[[], object]) -> object:
        self.asked.put(read)
        try:
            value, failed = self.told.get(timeout=SECONDS)
        except Empty:
            self.asked.put(None)
            raise _TooLong from None
        if failed is not None:
            raise failed
        return value

    def __del__(self) -> None:
        self.asked.put(None)


def _help(
    asked: "SimpleQueue[Callable[[], object] | None]",
    told: "SimpleQueue[tuple[object, BaseException | None]]",
) -> None:
    while (read := asked.get()) is not None:
        try:
            told.put((read(), None))
        except BaseException as problem:
            told.put((None, problem))
