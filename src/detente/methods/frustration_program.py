"""The integer program of the frustration index, in a process that ends when its time is up.

HiGHS looks at the clock between two steps only, and one step (a relaxation of the whole program)
can take longer than all the time it was given: .9 s became 3.0 for a complete graph of 200 nodes,
2 s became 3.8 on a busy machine. It cannot be interrupted there, so it runs in a process of its
own, which is killed.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from detente.errors import DetenteError
from detente.methods import frustration_child
from detente.methods.frustration_reduction import Weights


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What HiGHS found: no camps have an energy below ``bound``; None where it had not begun.

    ``camps`` (+1 or -1 for every node) are the best that it knows, and ``proved`` the least.
    """

    bound: float | None
    camps: dict[str, int] | None
    proved: bool


_NOTHING = Answer(bound=None, camps=None, proved=False)


@contextmanager
def solving(weights: Weights, until: float) -> Iterator[Callable[[], Answer]]:
    """Start to solve the integer program; what is given waits for its answer, until ``until``.

    Parameters
    ----------
    weights : dict
        Node -> neighbour -> weight, symmetric; at least one edge.
    until : float
        Seconds of `time.monotonic` at which the process is killed, at the latest.

    Raises
    ------
    DetenteError
        If the process ends in another way, as for want of memory.
    """
    epoch = time.time() + until - time.monotonic()  # processes share this clock on every system
    # -P: the folder of the program holds modules with names of the standard library
    command = [sys.executable, "-P", str(Path(frustration_child.__file__))]
    with TemporaryFile("w+") as given:
        given.write(json.dumps({"weights": weights, "until": epoch}))
        given.seek(0)
        child = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        with child:
            try:
                yield lambda: _answer(child, until)
            finally:
                child.kill()


def _answer(child: "subprocess.Popen[bytes]", until: float) -> Answer:
    try:
        out, problem = child.communicate(timeout=max(until - time.monotonic(), 0))
    except subprocess.TimeoutExpired:
        return _NOTHING
    if child.returncode:
        raise DetenteError(
            f"HiGHS ended with code {child.returncode} and no frustration index; is there memory "
            f"for it? {problem.decode(errors='replace')[-300:]}"
        )
    return Answer(**json.loads(out))
