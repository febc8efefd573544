"""Opening the store, commands with and without it, and filling it.

python benchmarks/store.py [--data DIR] [--runs 7]
"""

import csv
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import common

HEAVY = ("pandas", "pyarrow", "polars", "scipy", "numpy")
ASSESS = ["assess", "us-russia-2001"]
PULLS = 3


def opening() -> dict[str, float | list[str]]:
    """Milliseconds of each step in a fresh process, and what a step imported on its way."""
    start = perf_counter()
    import duckdb  # noqa: F401

    from detente import registry
    from detente.data import store
    from detente.panel import create

    card = registry.sources()["cow-states"]
    registry.measures()
    found: dict[str, float | list[str]] = {"imports": _since(start)}
    before = set(sys.modules)
    start = perf_counter()
    held = store.status()
    found["status"] = _since(start)
    connection = store.connect()
    connection.execute(f"FROM {store.query(card, held=held)}").fetchall()
    found["opening"] = _since(start)
    start = perf_counter()
    relation = create.create_panel(years=(2000, 2000))
    found["first relation"] = _since(start)
    found["imported on the way"] = sorted(set(HEAVY) & (set(sys.modules) - before))
    relation.fetchall()
    start = perf_counter()
    create.create_panel(years=(2000, 2000))
    found["second relation"] = _since(start)
    return found


def _since(start: float) -> float:
    return 1000 * (perf_counter() - start)


def assessed(home: Path, runs: int) -> dict[str, list[float]]:
    """Seconds of the whole command without and with data, by turns; the first turn is thrown."""
    empty = home.with_name("empty")
    empty.mkdir()
    found: dict[str, list[float]] = {"empty": [], "full": []}
    for number in range(runs + 1):
        for name, place in (("empty", empty), ("full", home)):
            seconds = common.command(ASSESS, place)
            if number:
                found[name].append(seconds)
    return found


def pulled(pull: Callable[[Path], float], home: Path) -> tuple[list[float], list[float]]:
    """Seconds on the clock and of the processor of pulls that fill an empty store."""
    clock, processor = [], []
    for _ in range(PULLS):
        fresh, before = home.with_name("fresh"), os.times()
        clock.append(pull(fresh))
        after = os.times()
        processor.append(sum(after[2:4]) - sum(before[2:4]))
        shutil.rmtree(fresh)
    return clock, processor


def public_files(data: Path, folder: Path) -> Callable[[Path], float]:
    """A pull of every source whose bytes are known, from the files under their addresses' paths."""
    from detente.registry import sources

    with (data / "public" / "INDEX.csv").open(newline="") as index:
        for row in csv.DictReader(index):
            place = folder / row["repository"] / row["commit"] / row["path"]
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(_public(data, row).resolve())
    known = [
        name
        for name, card in sources().items()
        if any(address.sha256 for form in card.forms for address in form.addresses)
    ]
    return lambda home: common.command(["data", "pull", *known, "--from", str(folder)], home)


def _public(data: Path, row: dict[str, str]) -> Path:
    return data / "public" / row["repository"].replace("/", "+") / row["path"]


def main() -> None:
    asked = common.arguments(runs=7)
    if asked.task:
        print(json.dumps(opening()))
        return
    with common.full_store(asked.data) as home:
        common.child(__file__, ["opening"], asked.data, home)  # compiles what it imports
        opened = [common.child(__file__, ["opening"], asked.data, home) for _ in range(asked.runs)]
        times = assessed(home, asked.runs)
        pulls = {"Parquet copies": pulled(lambda fresh: common.pull(asked.data, fresh), home)}
        if (asked.data / "public").is_dir():
            pull = public_files(asked.data, home.with_name("public"))
            pulls["public files, as the producers made them"] = pulled(pull, home)
    rows = [
        [name, "ms", *common.spread([o[key] for o in opened], 1)]
        for name, key in (
            ("store.status()", "status"),
            ("opening: status, connect, one source read (target < 50)", "opening"),
            ("first panel(years=(2000, 2000)) of a process", "first relation"),
            ("second one", "second relation"),
            ("imports before these, not in them", "imports"),
        )
    ]
    rows += [
        ["`assess us-russia-2001`, empty store", "ms", *_ms(times["empty"])],
        ["`assess us-russia-2001`, full store", "ms", *_ms(times["full"])],
    ]
    for name, (clock, processor) in pulls.items():
        rows += [
            [f"`data pull --from DIR`, {name} (target < 10)", "s", *common.spread(clock, 2)],
            ["the same, processor", "s", *common.spread(processor, 2)],
        ]
    print(common.table(["what", "unit", "median", "min-max"], rows))
    late = sorted({name for o in opened for name in o["imported on the way"]})
    print("\nimported by the first relation, inside its time: " + (", ".join(late) or "nothing"))


def _ms(seconds: list[float]) -> tuple[str, str]:
    return common.spread([1000 * s for s in seconds], 0)


if __name__ == "__main__":
    main()
