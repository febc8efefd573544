"""A warm process that forks one child for each command, watches it and reports what it used.

Started as `python -m tests.campaign.kit.warm`: one JSON object a line comes in (`commands.Order`),
one goes out (`commands.Ended`). A child runs in a session of its own, so that whatever it starts
ends with it. It has one thread when it forks, and imports detente once for thousands of commands.
"""

import ctypes
import faulthandler
import importlib
import io
import json
import os
import pkgutil
import signal
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path

LEFT_OUT = ("detente.app", "detente.events", "detente.backtest.challengers", "detente.__main__")
# what commands import when they need it, as far as it starts no thread
EAGER = ("numpy", "scipy.optimize", "scipy.stats", "jinja2", "filelock", "rich.console", "yaml")
TICKS = os.sysconf("SC_CLK_TCK")


def main():
    """Import detente, then serve orders until the input ends."""
    for module in pkgutil.walk_packages(importlib.import_module("detente").__path__, "detente."):
        if not module.name.startswith(LEFT_OUT):
            importlib.import_module(module.name)
    for name in EAGER:
        importlib.import_module(name)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            answers.close()
            _child(order)
        answers.write(json.dumps(_watched(child, order)) + "\n")
        answers.flush()


def _child(order):
    """Run one command as the console script would, and never return."""
    os.setsid()
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["env"])
    _redirect(order)
    if order["ordinary"]:
        _drop_capabilities()
    if order["cold"]:
        os.execve(sys.executable, [sys.executable, *order["argv"]], dict(os.environ))
    faulthandler.register(signal.SIGUSR1, all_threads=False)
    sys.argv = ["detente", *order["argv"]]
    if order["before"]:
        module, name = order["before"].split(":")
        getattr(importlib.import_module(module), name)()
    os._exit(_code_of_main())


def _code_of_main():
    from detente.cli.main import main

    try:
        main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            code = 120  # as Python ends when what is left cannot be written
    return code


def _redirect(order):
    """Standard streams: files, or what is asked for the output."""
    inward = os.open(order["stdin"] or os.devnull, os.O_RDONLY)
    outward = _open_output(order["stdout"])
    errors = os.open(order["stderr"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for number, opened in enumerate((inward, outward, errors)):
        os.dup2(opened, number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(
        os.fdopen(2, "wb", closefd=False), encoding="utf-8", errors="backslashreplace"
    )


def _open_output(where):
    if where == "closed pipe":
        reading, writing = os.pipe()
        os.close(reading)
        return writing
    return os.open(where, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)


def _drop_capabilities():
    """Root obeys the permissions of files too, so that a read-only folder is one."""
    if os.geteuid() == 0:
        header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
        ctypes.CDLL(None).capset(header, data)


def _watched(child, order):
    """Wait for a child, and end it when its time or memory is over or its kill is due."""
    start, over, seen = time.monotonic(), "", _state(order["kill_on"])
    kill_at = start + order["kill_after"] if order["kill_on"] is None else None
    pause, checked, disk = 0.0005, start, 0
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            return _report(child, status, used, time.monotonic() - start, over) | {"disk": disk}
        now = time.monotonic()
        if kill_at is None and _state(order["kill_on"]) != seen:
            kill_at = now + order["kill_after"]
        if kill_at is not None and now >= kill_at and not over:
            over = "killed"
            _end(child)
        if now - checked > 0.2 and not over:
            checked, over = now, _over(child, order, now - start)
            disk = max(disk, sum(size for _, _, size, *_ in _state(order["disk"]) or ()))
            if over:
                _say_where(child)
                _end(child)
        time.sleep(pause)
        pause = pause if order["kill_on"] else min(pause * 1.3, 0.02)


def _say_where(child):
    """Ask the child for its stack, on its own standard error."""
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGUSR1)
        time.sleep(0.1)


def _end(child):
    """Kill the child and its whole session."""
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError):
            kill(child, signal.SIGKILL)


def _over(child, order, elapsed):
    """What a child used more of than it may: `time`, `memory`, or nothing."""
    processor, memory = _usage(child)
    if processor > order["processor"] or elapsed > order["elapsed"]:
        return "time"
    return "memory" if memory > order["memory"] else ""


def _usage(child):
    """Seconds of processor of a process, and its resident MB with its children's."""
    try:
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        seconds = sum(map(int, fields[11:15])) / TICKS
        family = [child, *_children(child)]
        pages = sum(int(Path(f"/proc/{p}/statm").read_text().split()[1]) for p in family)
    except (OSError, IndexError, ValueError):
        return 0.0, 0.0
    return seconds, pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _children(child):
    return map(int, Path(f"/proc/{child}/task/{child}/children").read_text().split())


def _state(folder):
    """Names, sizes and times in a folder and its subfolders, to see any change."""
    if folder is None:
        return None
    state = []
    for here, _, names in os.walk(folder):
        for name in names:
            try:
                seen = os.lstat(os.path.join(here, name))
            except OSError:
                continue
            state.append((here, name, seen.st_size, seen.st_mtime_ns, seen.st_ino))
    return state


def _report(child, status, used, elapsed, over):
    alive = True
    try:
        os.killpg(child, 0)
        _end(child)
    except (ProcessLookupError, PermissionError):
        alive = False
    return {
        "code": os.waitstatus_to_exitcode(status),
        "processor": used.ru_utime + used.ru_stime,
        "elapsed": elapsed,
        "megabytes": used.ru_maxrss / 1024,
        "over": over,
        "alive": alive,
    }


if __name__ == "__main__":
    main()
