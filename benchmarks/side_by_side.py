"""Commands of two checkouts in alternation: median processor seconds, their ratio, peak memory.

    python benchmarks/side_by_side.py BASE HERE [--data DIR] [--runs 5] [--only assess]

BASE and HERE are checkouts of detente, each with its own environment in `.venv`. Every command is
a whole process. The two checkouts take turns and swap who goes first, after one round that warms
up and is not counted. Each has a store and a cache of its own. Seconds are of the processor, user
and system together, which a load of the machine moves least. The ratio is the median of the ratios
within rounds, so that a load that comes and goes falls on both. Exit code 1 if any is above
--limit.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from common import DATA, table

US, JAPAN = "us-russia-2001", "anglo-japanese-1905"
COMMANDS: dict[str, list[str]] = {
    "help": ["--help"],
    **{f"assess {case}, fresh": ["assess", case, "--json", "--fresh"] for case in (US, JAPAN)},
    **{f"assess {case}, cached": ["assess", case, "--json"] for case in (US, JAPAN)},
    "whatif, a scenario": ["whatif", US, "--scenario", "s-iraq-attack", "--json"],
    "whatif, a value": ["whatif", US, "--set", "threats.taliban.attained=1", "--json"],
    "questions": ["questions", US, "--json"],
    "bargain": ["bargain", US, "--json"],
    "hazards": ["hazards", "2001", "--json"],
    "dyads": ["dyads", "--as-of", "2001", "--top", "20", "--json"],
    "lens series": [
        *("lens", "preference-distance", "USA", "RUS"),
        *("--years", "1990:2014", "--json"),
    ],
    "panel": ["panel", "--add", "disputes", "rivalries", "nmc", "igos", "-o", "{out}"],
    "backtest, short": [
        *("backtest", "--from", "2000", "--to", "2001", "--horizon", "1"),
        *("--draws", "20", "--jobs", "1", "--json"),
    ],
}


@dataclass
class Checkout:
    """One checkout, its store, and what was measured of it: (seconds, MB) of every command."""

    root: Path
    home: Path
    runs: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    def fill(self, data: Path) -> None:
        """Pull what the folder has; exit code 2: it lacks a source that is read by hand."""
        self.run(["data", "pull", "--from", str(data.resolve())], allowed=(0, 2))

    def run(self, words: list[str], allowed: tuple[int, ...] = (0,)) -> tuple[float, float]:
        """Processor seconds and peak MB of one command, a whole process.

        Raises
        ------
        SystemExit
            If the command fails; the message names it and gives its last error.
        """
        out = str(self.home / "panel.parquet")
        command = [str(self.root / ".venv/bin/python"), "-m", "detente"]
        command += [word.format(out=out) for word in words]
        with (self.home / "output").open("wb") as output:
            process = subprocess.Popen(
                command, cwd=self.home, env=self.environment(), stdout=output, stderr=output
            )
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in allowed:
            last = (self.home / "output").read_text(errors="replace").strip()[-500:]
            raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}\n{last}")
        unit = 2**20 if sys.platform == "darwin" else 2**10
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit

    def environment(self) -> dict[str, str]:
        """Own store and caches, one thread, compiled modules from run to run."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        return inherited | {
            "DETENTE_HOME": str(self.home / "store"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "PYTHONPYCACHEPREFIX": str(self.home / "compiled"),
            "OMP_NUM_THREADS": "1",
        }


def measure(pair: list[Checkout], commands: dict[str, list[str]], runs: int) -> None:
    """Run every command in both checkouts, in turns; the first round is not counted."""
    for turn in range(runs + 1):
        for name, words in commands.items():
            for checkout in pair[:: 1 if turn % 2 else -1]:
                result = checkout.run(words)
                if turn:
                    checkout.runs.setdefault(name, []).append(result)
        print(f"round {turn} of {runs}", file=sys.stderr)


def compared(base: Checkout, here: Checkout) -> dict[str, list[float]]:
    """For each command: seconds of both, their ratio, MB of both, and the ratio of these."""
    rows = {}
    for name, old in base.runs.items():
        new = here.runs[name]
        seconds = [statistics.median(s for s, _ in runs) for runs in (old, new)]
        ratio = statistics.median(n / o for (o, _), (n, _) in zip(old, new, strict=True))
        memory = [statistics.median(mb for _, mb in runs) for runs in (old, new)]
        rows[name] = [*seconds, ratio, *memory, memory[1] / memory[0]]
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base", type=Path, help="checkout to compare with")
    parser.add_argument("here", type=Path, help="checkout that is judged")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the Parquet copies")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", nargs="+", default=[""], help="commands that begin with this")
    parser.add_argument("--limit", type=float, default=1.05, help="largest ratio of seconds")
    options = parser.parse_args()
    chosen = {n: c for n, c in COMMANDS.items() if n.startswith(tuple(options.only))}
    with tempfile.TemporaryDirectory(prefix="detente-bench-") as folder:
        roots = {"base": options.base, "here": options.here}
        pair = [Checkout(root.resolve(), Path(folder) / name) for name, root in roots.items()]
        for checkout in pair:
            checkout.home.mkdir()
            checkout.fill(options.data)
        measure(pair, chosen, options.runs)
    rows = compared(*pair)
    load = " ".join(f"{x:.1f}" for x in os.getloadavg())
    print(f"{options.runs} runs; load {load} on {os.cpu_count()} cores\n")
    digits = (3, 3, 2, 0, 0, 2)
    cells = [
        [name, *(f"{value:.{d}f}" for value, d in zip(values, digits, strict=True))]
        for name, values in rows.items()
    ]
    print(table(["command", "base s", "here s", "ratio", "base MB", "here MB", "ratio"], cells))
    slower = [name for name, values in rows.items() if values[2] > options.limit]
    if slower:
        raise SystemExit(f"slower than {options.limit} times the base: {', '.join(slower)}")


if __name__ == "__main__":
    main()
