"""Run commands of detente in children of a warm process, and judge how they ended."""

import json
import os
import re
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
NOWHERE = "http://127.0.0.1:9"  # a proxy that refuses: no campaign reaches the network
ENV = {
    "PATH": os.environ.get("PATH", ""),
    "HOME": "/nonexistent",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "http_proxy": NOWHERE,
    "https_proxy": NOWHERE,
    "no_proxy": "127.0.0.1,localhost",
    "BROWSER": "true",
}
# what `document/shown.py` escapes; tab and line feed are allowed
OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]"
)
LONGEST_LINE = 2000  # characters of a message
WARNING = re.compile(r"^\S+\.py:\d+: (\w*Warning): ", re.MULTILINE)  # of Python, for programmers


@dataclass(frozen=True, kw_only=True)
class Order:
    """One command to run.

    ``processor`` and ``elapsed`` are seconds, ``memory`` MB, after which it is ended. ``kill_after``
    is the second at which it is killed, counted from the first change in ``kill_on`` if there is
    one. The size of the folder ``disk`` is watched. An ``ordinary`` process has no rights of root.
    A ``cold`` command is a new interpreter; ``before`` names a function of the campaign that
    its process calls first.
    """

    argv: list[str]
    cwd: str
    home: str
    stdout: str = ""  # a file of the warm process, if empty; `/dev/full`, `closed pipe`
    stdin: str = ""
    more_env: dict[str, str] = field(default_factory=dict)
    processor: float = 60.0
    elapsed: float = 300.0
    memory: float = 4000.0
    kill_after: float = 1e9
    kill_on: str | None = None
    disk: str | None = None
    ordinary: bool = False
    cold: bool = False
    before: str = ""


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a command ended, what it used and what it said."""

    code: int
    processor: float
    elapsed: float
    megabytes: float
    over: str  # "time", "memory", "killed" or ""
    alive: bool  # a process that it started was still there
    disk: int  # largest size of the folder `disk` in bytes, looked at five times a second
    out: str
    err: str


class Commands:
    """A warm process and what it has run."""

    def __init__(self, scratch: Path):
        self._out, self._err = scratch / "out", scratch / "err"
        self._process = None

    def run(self, order: Order) -> Ended:
        """Run one command to its end."""
        if self._process is None or self._process.poll() is not None:
            self._process = _warm()
        env = {**ENV, "DETENTE_HOME": order.home, **order.more_env}
        argv = ["-m", "detente", *order.argv] if order.cold else order.argv
        asked = asdict(order) | {"env": env, "argv": argv, "stderr": str(self._err)}
        asked["stdout"] = order.stdout or str(self._out)
        self._out.write_bytes(b"")
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        used = json.loads(self._process.stdout.readline())
        letters = order.more_env.get("PYTHONIOENCODING", "utf-8")
        out, err = (
            p.read_bytes().decode(letters, "surrogateescape") for p in (self._out, self._err)
        )
        return Ended(out=out, err=err, **used)

    def close(self) -> None:
        """End the warm process."""
        if self._process is not None:
            self._process.stdin.close()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:  # the machine is busy; it holds nothing to be saved
                self._process.kill()
                self._process.wait()
            self._process = None


def _warm():
    return subprocess.Popen(
        [sys.executable, "-m", "tests.campaign.kit.warm"],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def judge(ended: Ended, limit: float) -> tuple[str, str]:
    """The kind of an end (accepted, refused, crashed, slow, wrong) and, if bad, its signature.

    Parameters
    ----------
    ended : Ended
        How a command ended.
    limit : float
        Seconds of processor beyond which it is slow.
    """
    if ended.over == "memory":
        return "crashed", f"memory: {place_of(ended.err)}"
    if ended.over == "time":
        return "slow", f"ended by the watchdog: {place_of(ended.err)}"
    if crash := _crash(ended):
        return "crashed", crash
    if ended.processor > limit:
        return "slow", "slow"
    return _shown_badly(ended) or ("refused" if ended.code == 2 else "accepted", "")


def _crash(ended):
    """The signature of a crash; empty if there was none."""
    if "Traceback (most recent call last)" in ended.err:
        return f"{_exception(ended.err)}: {place_of(ended.err)}"
    if ended.code not in (0, 1, 2):
        return f"exit code {ended.code}"
    mute = ended.code == 2 and not ended.err.strip()
    return "exit code 2 without a sentence" if mute else ""


def _shown_badly(ended):
    """What no terminal should get, or no reader."""
    for name, text in (("output", ended.out), ("error", ended.err)):
        if bad := OBEYED.search(text):
            return "wrong", f"U+{ord(bad[0]):04X} in the {name}"
    if warning := WARNING.search(ended.err):
        return "wrong", f"a {warning[1]} of Python"
    lines = (line.strip("─╭╮╰╯│-+| ") for line in ended.err.splitlines())  # without boxes
    if ended.code == 2 and max(map(len, lines)) > LONGEST_LINE:
        return "wrong", "a message that is too long to read"
    return None


def _exception(err):
    """The kind of the last exception of a traceback."""
    lines = [line for line in err.splitlines() if re.match(r"[A-Za-z_][\w.]*(:|$)", line)]
    return lines[-1].partition(":")[0] if lines else "?"


def place_of(err: str) -> str:
    """The innermost function of detente in a traceback, or in a stack that was asked for."""
    traceback = re.findall(r'File ".*?/detente/([\w/]+\.py)", line \d+, in (\S+)', err)
    stack = re.findall(r'File ".*?/detente/([\w/]+\.py)", line \d+ in (\S+)', err)
    where = traceback[-1:] or stack[:1]
    return " ".join(where[0]) if where else "?"
