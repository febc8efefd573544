"""Commands from nothing, beside the bare import of what they are built on.

    python benchmarks/cold_start.py [--runs 9]

Every task is a whole process with compiled modules cached and no data on disk; tasks take turns,
after one round that is not counted. The figure to watch is the processor seconds of a task, user
and system together, over those of the bare import of numpy, pydantic and yaml: the median of the
ratios within a round, which a load that comes and goes moves least.

``assess --fresh`` works out what its screen shows, as the first run of a case does, and with
``--json`` the whole document; ``assess`` prints what was cached of the same inputs, as every later
run does. Targets: 4 for the first, 1.5 for a later one.
Exit code 1 if a task is above its bound in `BOUNDS`: what has been reached, with some room.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

BARE = "bare import"
PYTHON = [sys.executable]
DETENTE = [sys.executable, "-P", "-m", "detente"]
TASKS = {
    BARE: [*PYTHON, "-c", "import numpy, pydantic, yaml"],
    "bare, one model": [
        *PYTHON,
        "-c",
        "import numpy, yaml; from pydantic import create_model; create_model('M', x=(int, 1))()",
    ],
    "--version": [*DETENTE, "--version"],
    "--help": [*DETENTE, "--help"],
    "hazards 2001 --json": [*DETENTE, "hazards", "2001", "--json"],
    "bargain us-russia-2001 --json": [*DETENTE, "bargain", "us-russia-2001", "--json"],
    "whatif us-russia-2001 --json": [
        *(*DETENTE, "whatif", "us-russia-2001"),
        *("--scenario", "s-iraq-attack", "--json"),
    ],
    "assess USA RUS --json": [*DETENTE, "assess", "USA", "RUS", "--json"],
    **{
        f"{command} {case}{suffix}": [*DETENTE, command, case, *options]
        for case in ("us-russia-2001", "anglo-japanese-1905")
        for command, suffix, options in (
            ("check", "", []),
            ("assess", " --fresh", ["--fresh"]),
            ("assess", " --json --fresh", ["--json", "--fresh"]),
            ("assess", "", []),
            ("assess", " --json", ["--json"]),
        )
    },
}

BOUNDS = {
    "--help": 1.6,
    "hazards 2001 --json": 1.9,
    "bargain us-russia-2001 --json": 6.0,
    "whatif us-russia-2001 --json": 10.5,
    "assess USA RUS --json": 7.5,
    "assess us-russia-2001 --fresh": 9.0,
    "assess us-russia-2001 --json --fresh": 12.5,
    "assess us-russia-2001 --json": 1.5,
}


def whole(command: list[str], environment: dict[str, str]) -> float:
    """Processor seconds of one process from start to end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rounds(runs: int) -> dict[str, list[float]]:
    """Seconds of every task, once a round; the first round warms up and compiles."""
    times: dict[str, list[float]] = {name: [] for name in TASKS}
    with tempfile.TemporaryDirectory(prefix="detente-bench-") as folder:
        inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment = inherited | {
            "DETENTE_HOME": folder,
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled"),
            "OMP_NUM_THREADS": "1",
        }
        for turn in range(runs + 1):
            for name, command in TASKS.items():
                seconds = whole(command, environment)
                if turn:
                    times[name].append(seconds)
    return times


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=9)
    times = rounds(parser.parse_args().runs)
    load = " ".join(f"{x:.1f}" for x in os.getloadavg())
    print(f"{len(times[BARE])} runs; load {load} on {os.cpu_count()} cores")
    print("| task | processor s | min-max s | ratio | bound |")
    print("| --- | ---: | ---: | ---: | ---: |")
    above = []
    for name, seconds in times.items():
        ratio = statistics.median(s / b for s, b in zip(seconds, times[BARE], strict=True))
        print(
            f"| {name} | {statistics.median(seconds):.3f} | {min(seconds):.3f}-{max(seconds):.3f} "
            f"| {ratio:.2f} | {BOUNDS.get(name, '')} |"
        )
        if ratio > BOUNDS.get(name, ratio):
            above.append(name)
    if above:
        raise SystemExit(f"above the bound: {', '.join(above)}")


if __name__ == "__main__":
    main()
