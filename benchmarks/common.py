"""What the benchmarks share: a store filled once, tasks in fresh processes, lines of a table."""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time

PRODUCERS = ("gw-states", "polity5")  # not among the Parquet copies, but in their subfolder
DATA = Path(__file__).resolve().parents[1] / ".." / "shared" / "data"


def arguments(runs: int) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the Parquet copies")
    parser.add_argument("--runs", type=int, default=runs)
    parser.add_argument("--task", nargs="+", help=argparse.SUPPRESS)  # what a child is to do
    return parser.parse_args()


@contextmanager
def full_store(data: Path) -> Iterator[Path]:
    """A temporary DETENTE_HOME with everything pulled into it, beside room for outputs."""
    with tempfile.TemporaryDirectory(prefix="detente-bench-") as folder:
        home = Path(folder) / "home"
        pull(data, home)
        yield home


def pull(data: Path, home: Path) -> float:
    """Seconds of the pulls that fill a store; sources without a copy in ``data`` are left out."""
    from detente.registry import sources

    copies = [i for i, c in sources().items() if (data / c.file).is_file()]
    apart = ["data", "pull", *PRODUCERS, "--from", str(data / "producers")]
    return command(["data", "pull", *copies, "--from", str(data)], home) + command(apart, home)


def command(words: list[str], home: Path) -> float:
    """Seconds that a detente command takes as a whole process."""
    start = perf_counter()
    subprocess.run(
        [sys.executable, "-m", "detente", *words],
        env=environment(home),
        check=True,
        capture_output=True,
    )
    return perf_counter() - start


def child(script: str, task: list[str], data: Path, home: Path) -> dict[str, float]:
    """Run one task in a fresh process; its last line of output is what it measured.

    ``whole`` is added: seconds of the process from start to end, imports and all.
    """
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, script, "--data", str(data), "--task", *task],
        env=environment(home),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return {**json.loads(done.stdout.splitlines()[-1]), "whole": perf_counter() - start}


def environment(home: Path) -> dict[str, str]:
    """For a child: its store, and compiled modules kept from run to run but not in the tree."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    cache = home.with_name("compiled")
    return kept | {"DETENTE_HOME": str(home), "PYTHONPYCACHEPREFIX": str(cache)}


def measured(work: Callable[[], int]) -> dict[str, float]:
    """Seconds on the clock and of the processor, rows, peak memory; imports come before."""
    start, busy = perf_counter(), process_time()
    rows = work()
    seconds, processor = perf_counter() - start, process_time() - busy
    return {"s": seconds, "processor": processor, "rows": rows, "mb": peak_mb()}


def peak_mb() -> float:
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def spread(values: list[float], digits: int) -> tuple[str, str]:
    """Median, and smallest to largest."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle:.{digits}f}", f"{low:.{digits}f}-{high:.{digits}f}"


def table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
