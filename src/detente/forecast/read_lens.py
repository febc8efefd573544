"""Read one lens; an error in it leaves the other lenses unaffected.

A lens that raises, gives something other than finite numbers on its scale, or names claims that
the case does not have is left out with the reason. Lenses of plug-ins are also stopped when they
exit or take too long.
"""

import ctypes
import math
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

import numpy as np

from detente.case.draws import Draws
from detente.case.model import Case
from detente.errors import in_words
from detente.records import Estimate, Fading, Failed, NoEvidence
from detente.registry import Lens, is_ours, off_the_output

SECONDS = 10.0  # for one call of a lens of a plug-in
_LATE = "took longer than {:g} seconds and was stopped"


class _TooLong(Exception):
    """A call did not return in time."""


def read_lens(lens: Lens, case: Case, draws: Draws) -> Estimate | NoEvidence:
    """Read a lens off a case.

    Parameters
    ----------
    lens : Lens
        A lens of this package or of a plug-in.
    case : Case
        The case, or a version of it.
    draws : Draws
        Simulates the numbers that the lens reads.

    Returns
    -------
    Estimate or NoEvidence
        The reading; `Failed`, with the reason, if it cannot be used.
    """
    call: _Call = _direct if is_ours(lens) else _guarded
    try:
        result = call(partial(lens.read, case, draws))
        if isinstance(result, Estimate):
            result = _normalised(result, call)
            fault = _fault(lens, case, result, draws.n)
            return Failed(reason=fault) if fault else result
    except _TooLong:
        return Failed(reason=_LATE.format(SECONDS))
    except Exception as problem:  # a plug-in may raise anything
        return Failed(reason=_reason(problem))
    if isinstance(result, NoEvidence):
        return result
    return Failed(reason=f"gave {type(result).__name__}; wanted an Estimate or NoEvidence")


_Call = Callable[[Callable[[], object]], object]


def _direct(read: Callable[[], object]) -> object:
    return read()


def _guarded(read: Callable[[], object]) -> object:
    """Call in a thread; stop it after `SECONDS`.

    No alarm is used: a process has only one, and the host program may need it.
    """
    outcome: list[tuple[object, BaseException | None]] = []

    def run() -> None:
        try:
            outcome.append((read(), None))
        except BaseException as problem:  # SystemExit ends the thread, not the program
            outcome.append((None, problem))

    thread = threading.Thread(target=run, daemon=True)  # does not block the exit of the program
    with off_the_output():
        thread.start()
        thread.join(SECONDS)
    if not outcome:
        _stop(thread)
        raise _TooLong
    value, problem = outcome[0]
    if problem is not None:
        raise _Raised(_reason(problem)) from None
    return value


def _stop(thread: threading.Thread) -> None:
    """Raise SystemExit in a thread at its next step of Python; a blocking call goes on."""
    exit_ = ctypes.py_object(SystemExit)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), exit_)


class _Raised(Exception):
    """What a guarded call raised, in words."""


def _reason(problem: BaseException) -> str:
    if isinstance(problem, _Raised):
        return str(problem)
    return f"raised {in_words(problem)}"


def _fault(lens: Lens, case: Case, result: Estimate, n: int) -> str | None:
    """What is wrong with an estimate, or with its comparable part, if anything."""
    own = _fault_of(lens, case, result, n)
    if own or not isinstance(result.comparable, Estimate):
        return own
    theirs = _fault_of(lens, case, result.comparable, n)
    return f"comparable: {theirs}" if theirs else None


def _fault_of(lens: Lens, case: Case, result: Estimate, n: int) -> str | None:
    return next(_faults(lens, case, result, n), None)


def _faults(lens: Lens, case: Case, result: Estimate, n: int) -> Iterator[str]:
    values, (low, high) = result.draws, lens.card.range
    if values.shape != (n,):
        yield f"gave draws of shape {values.shape}; wanted ({n},)"
    least, most = float(values.min()), float(values.max())
    if not (math.isfinite(least) and math.isfinite(most)):
        yield "gave values that are not finite numbers"
    if not low <= least <= most <= high:
        yield f"gave {least:g} to {most:g}, off its scale of {low:g} to {high:g}"
    strange = set(result.claims) - {claim.id for claim in case.claims}
    if strange:
        yield f"names the claim '{min(strange)}', which the case does not have"
    if not all(_fades(f, n) for f in result.fading.values()):
        yield f"gave fading parts outside 0 to 1, years not above 0, or other shapes than ({n},)"


def _fades(fading: Fading, n: int) -> bool:
    part, years = fading.part, fading.half_life
    return (
        part.shape == years.shape == (n,)
        and bool(((part >= 0) & (part <= 1)).all())
        and bool((years > 0).all())
    )


def _normalised(result: Estimate, call: _Call) -> Estimate:
    """Convert values to arrays and details to plain data."""
    fading = {
        str(key): Fading(
            part=np.asarray(f.part, dtype=np.float64),
            half_life=np.asarray(f.half_life, dtype=np.float64),
        )
        for key, f in result.fading.items()
    }
    comparable = result.comparable
    return replace(
        result,
        comparable=_normalised(comparable, call)
        if isinstance(comparable, Estimate)
        else comparable,
        draws=np.asarray(result.draws, dtype=np.float64),
        fading=fading,
        detail=partial(_details, result.detail, call),
    )


def _details(detail: Callable[[], Mapping[str, object]], call: _Call) -> dict[str, object]:
    try:
        result = call(detail)
        entries = result if isinstance(result, Mapping) else {"detail": result}
        return {str(key): _plain(value) for key, value in entries.items()}
    except _TooLong:
        return {"left out": _LATE.format(SECONDS)}
    except Exception as problem:  # a plug-in may raise anything
        return {"left out": _reason(problem)}


def _plain(value: object) -> object:
    """Plain numbers, words, lists and mappings; None for NaN and infinities."""
    if isinstance(value, np.generic | np.ndarray):
        value = value.tolist()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(v) for key, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(v) for v in value]
    has_text = type(value).__str__ is not object.__str__  # else it would print a memory address
    return str(value) if has_text else type(value).__name__
