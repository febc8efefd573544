"""``detente assess`` from nothing, beside the bare import of what it is built on.

    python benchmarks/cold_start.py [--runs 9]

Every task is a whole process with compiled modules cached and no data on disk; tasks take turns,
after one round that is not counted. The figure to watch is the ratio of medians to the bare import
of numpy, pydantic and yaml in the same run. Target: 2. The median of the ratios within a round is
given too, since it suffers less from a load that comes and goes.

``assess --fresh`` works everything out; ``assess`` says again what was kept of the same inputs, as
every run after the first does.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

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


def whole(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Wall and processor seconds of one process from start to end."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    wall, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rounds(runs: int) -> dict[str, list[tuple[float, float]]]:
    """Every task once a round; the first round warms up and compiles."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in TASKS}
    with tempfile.TemporaryDirectory(prefix="detente-bench-") as folder:
        kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        compiled = str(Path(folder) / "compiled")
        environment = kept | {"DETENTE_HOME": folder, "PYTHONPYCACHEPREFIX": compiled}
        for turn in range(runs + 1):
            for name, command in TASKS.items():
                found = whole(command, environment)
                if turn:
                    times[name].append(found)
    return times


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=9)
    times = rounds(parser.parse_args().runs)
    bare = [wall for wall, _ in times[BARE]]
    load = " ".join(f"{x:.1f}" for x in os.getloadavg())
    print(f"{len(bare)} runs; load {load} on {os.cpu_count()} cores")
    print("| task | median s | min-max s | processor s | ratio | ratio within rounds |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, found in times.items():
        walls = [wall for wall, _ in found]
        ratio = statistics.median(walls) / statistics.median(bare)
        within = statistics.median(w / b for w, b in zip(walls, bare, strict=True))
        print(
            f"| {name} | {statistics.median(walls):.3f} | {min(walls):.3f}-{max(walls):.3f} "
            f"| {statistics.median(cpu for _, cpu in found):.3f} | {ratio:.2f} | {within:.2f} |"
        )


if __name__ == "__main__":
    main()
