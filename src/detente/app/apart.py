"""Work on a large case in a process of its own.

Threads of one process share the interpreter: while one computed the forecast of a case of 1.8 MB,
the page of another case took a minute. A process shares nothing, can be ended at any moment, and
returns its memory when it ends.
"""

import os
import signal
import time
import traceback
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from detente.app.question import WhatIfQuestion
from detente.app.workers import LARGE_SECONDS, TooBusy
from detente.case.model import Case
from detente.errors import DetenteError
from detente.forecast.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.context import SpawnProcess

    from detente.document.assessment import Assessment
    from detente.document.comparison import Difference
    from detente.document.scenarios import WhatIf
    from detente.forecast.forecast import CaseForecast
    from detente.scenarios.questions import AnsweredQuestion

T = TypeVar("T")
PATHS = 15_000  # simulated futures of a what-if; the command simulates 100,000
_CONTEXT = get_context("spawn")  # the fork of a process with threads can hang
_LOOK = 0.2  # seconds: a thread that waits can be stopped between two looks


@dataclass(kw_only=True)
class Apart:
    """Calls functions in processes of their own, one at a time.

    Parameters
    ----------
    seconds : float
        Time limit of a call, and of waiting for its turn.
    """

    seconds: float = LARGE_SECONDS
    _turn: Lock = field(default_factory=Lock)
    _closed: bool = False

    def run(self, function: Callable[..., T], *given: Any) -> T:
        """Result of a function, called in a new process.

        Parameters
        ----------
        function : callable
            Defined at the level of a module. What it returns can be pickled.
        *given
            Its arguments, which can be pickled too.

        Raises
        ------
        TooBusy
            If it takes too long, or the server ends.
        DetenteError
            If the function raises one, or its process dies.
        """
        if not self._turn.acquire(timeout=self.seconds):
            raise TooBusy("other large cases are being computed; try again")
        try:
            with _running(function, given) as (process, answers):
                self._wait(answers)
                result: T = _answer(process, answers)
                return result
        finally:
            self._turn.release()

    def _wait(self, answers: Connection) -> None:
        end = time.monotonic() + self.seconds
        while not answers.poll(_LOOK):
            if self._closed or time.monotonic() > end:
                raise TooBusy(f"no answer within {self.seconds:.0f} seconds; it was stopped")

    def close(self) -> None:
        """End the process that runs, a moment later."""
        self._closed = True


@contextmanager
def _running(
    function: Callable[..., T], given: tuple[Any, ...]
) -> "Iterator[tuple[SpawnProcess, Connection]]":
    """A process that calls a function, and where its answer arrives; ended at the end."""
    answers, sender = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_call, args=(sender, function, given), daemon=True)
    with answers:
        process.start()
        sender.close()  # it is the child's: its end is seen here
        try:
            yield process, answers
        finally:
            process.kill()
            process.join()
            process.close()


def _call(sender: Connection, function: Callable[..., T], given: tuple[Any, ...]) -> None:
    """What the process does: send the result of a function, or why there is none."""
    Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches it too; the server ends it
    try:
        answer: tuple[object, object] = function(*given), None
    except DetenteError as problem:
        answer = None, problem
    except Exception:  # a bug: its traceback is for the server's log
        answer = None, RuntimeError(traceback.format_exc())
    sender.send(answer)


def _end_with_parent() -> None:
    """End this process when the server is gone, however that ended."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answer(process: "SpawnProcess", answers: Connection) -> Any:
    try:
        result, problem = answers.recv()
    except EOFError:
        process.join()
        raise DetenteError(
            f"the computation ended with code {process.exitcode}; is there memory for it "
            "(some 600 MB)?"
        ) from None
    if problem is not None:
        raise problem
    return result


def assessment_of(case: Case, settings: Settings) -> "Assessment":
    """The assessment of a case.

    Parameters
    ----------
    case : Case
        The validated case.
    settings : Settings
        Settings of the forecast.
    """
    from detente.assessment.assess import assess

    return assess(case, settings=settings)


def what_if_of(
    case: Case,
    settings: Settings,
    question: WhatIfQuestion,
    forecast: "CaseForecast | None" = None,
) -> "WhatIf":
    """The forecast under the scenarios and values of a question, and without them.

    Parameters
    ----------
    case, settings
        As `assessment_of` takes them.
    question : WhatIfQuestion
        Scenarios that occur and values that are set.
    forecast : CaseForecast, optional
        Of the case; made if needed.
    """
    from detente.scenarios.what_if import whatif

    return whatif(
        case,
        scenarios=question.scenarios,
        interventions=question.sets,
        settings=settings,
        forecast=forecast,
        paths=PATHS,
    )


def questions_of(
    case: Case, settings: Settings, forecast: "CaseForecast | None" = None
) -> "list[AnsweredQuestion]":
    """Dated questions on a case, each with its probability.

    Parameters
    ----------
    case, settings, forecast
        As `what_if_of` takes them.
    """
    from detente.forecast.forecast import forecast_case
    from detente.scenarios.questions import questions

    return questions(forecast or forecast_case(case, settings=settings), PATHS)


def difference_of(old: Case, new: Case, settings: Settings) -> "Difference":
    """What changed between two versions of a case, and the effect on its forecast.

    Parameters
    ----------
    old, new : Case
        The validated versions.
    settings : Settings
        Settings of both forecasts.
    """
    from detente.assessment.compare import difference

    return difference(old, new, settings)
