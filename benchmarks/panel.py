"""Time and memory of the panel against plain pandas, R and the bare cost of writing the file.

python benchmarks/panel.py [--data DIR] [--runs 5]
"""

import json
import shutil
import statistics
import subprocess
from collections.abc import Callable
from pathlib import Path

import common

BASIC = ("disputes", "rivalries", "capabilities", "regime", "igos", "majors")
MORE = ("alliances", "distance", "contiguity", "trade", "un-ideal-points", "similarity")
SPANS = ((1965, 2014), (1915, 2014), (1816, 2014))  # 1, 2 and 4 times the years
FULL = SPANS[-1]
ROWS = 918_315
R_REFERENCE = (
    "reference, NOT measured in this run: peacesciencer 1.2.9 under R 4.2 on a machine like the "
    "one in README.md took 8.8-10.3 s and 1.43 GB for the basic panel (in memory, no file written)"
)


def tasks() -> dict[str, list[str]]:
    """Name in the table -> words for the child; in the order in which they are run."""
    found: dict[str, list[str]] = {}
    for first, last in reversed(SPANS):
        found[f"basic, detente, {first}-{last}"] = ["detente", str(first), str(last)]
        found[f"basic, pandas, {first}-{last}"] = ["pandas", str(first), str(last)]
    found["big, detente, 1816-2014"] = ["big", "1816", "2014"]
    found["similarity from nothing, detente, 1816-2018"] = ["scores", "1816", "2018"]
    found["similarity from nothing, numpy N x N x N, 1816-2018"] = ["cubes", "1816", "2018"]
    found["limit: basic 1816-2014 from memory to Parquet"] = ["limit", "1816", "2014"]
    return found


def work(task: str, first: int, last: int, data: Path, out: Path) -> Callable[[], int]:
    """What a child times; a tiny panel first brings in whatever it imports on the way."""
    if task in ("pandas", "cubes"):
        return _peer(task, first, last, data, out)
    if task == "limit":
        return _limit(out)
    add = {"detente": BASIC, "big": BASIC + MORE, "scores": ("similarity",)}[task]
    return _detente(add, first, last, out)


def _detente(add: tuple[str, ...], first: int, last: int, out: Path) -> Callable[[], int]:
    from detente.cache import TABLES
    from detente.panel import create, export

    export.write_panel(create.create_panel(years=(2000, 2000), add=("majors",)), out)
    if add == ("similarity",):
        TABLES.clear()
    return lambda: export.write_panel(create.create_panel(years=(first, last), add=add), out)


def _peer(task: str, first: int, last: int, data: Path, out: Path) -> Callable[[], int]:
    import peers

    make = {"pandas": peers.basic, "cubes": peers.similarity}[task]
    make(data, 2000, 2000).to_parquet(out, index=False)

    def run() -> int:
        frame = make(data, first, last)
        frame.to_parquet(out, index=False)
        return len(frame)

    return run


def _limit(out: Path) -> Callable[[], int]:
    """Write detente's finished table once more, as detente writes it, from a table in memory."""
    import duckdb

    connection = duckdb.connect()
    finished = out.with_name(f"detente-{FULL[0]}-{FULL[1]}.parquet")
    connection.execute(f"CREATE TABLE panel AS FROM '{finished}'")

    def run() -> int:
        options = "FORMAT parquet, WRITE_BLOOM_FILTER false"
        row = connection.execute(f"COPY panel TO '{out}' ({options})").fetchone()
        return int(row[0])

    return run


def compare(one: Path, other: Path, tolerance: float) -> dict[str, int]:
    """Rows of two files, and rows that differ in any cell; they must stand in the same order."""
    import duckdb

    columns = duckdb.sql(f"FROM '{one}'").columns
    theirs = duckdb.sql(f"FROM '{other}'").columns
    if set(columns) != set(theirs):
        raise SystemExit(f"columns differ: {sorted(set(columns) ^ set(theirs))}")
    differs = " OR ".join(
        f'(a."{c}" IS NULL) <> (b."{c}" IS NULL) OR abs(a."{c}" - b."{c}") > {tolerance}'
        for c in columns
    )
    row = duckdb.sql(
        f"""
        SELECT (SELECT count(*) FROM '{one}'), (SELECT count(*) FROM '{other}'),
          (SELECT count(*) FROM '{one}' a POSITIONAL JOIN '{other}' b WHERE {differs}),
          {" + ".join(f'(SELECT count("{c}") FROM ' + f"'{one}')" for c in columns)}
        """
    ).fetchone()
    names = ("rows", "rows of the peer", "rows that differ", "cells with a value")
    return dict(zip(names, row, strict=True)) | {"columns": len(columns)}


def same(script: str, data: Path, home: Path) -> list[str]:
    """Check that what was timed against each other is the same table."""
    pairs = (("detente", "pandas", *FULL, 0.0), ("scores", "cubes", 1816, 2018, 1e-9))
    lines = []
    for one, other, first, last, tolerance in pairs:
        words = ["compare", one, other, str(first), str(last), str(tolerance)]
        found = common.child(script, words, data, home)
        del found["whole"]
        lines.append(f"{one} = {other}: " + ", ".join(f"{v:,} {k}" for k, v in found.items()))
        if found["rows that differ"] or found["rows"] != found["rows of the peer"]:
            raise SystemExit("not the same table, so the comparison is void: " + lines[-1])
    return lines


def r_runs(runs: int) -> list[dict[str, float]]:
    if not shutil.which("Rscript"):
        return []
    script = Path(__file__).with_name("peacesciencer.R")
    found = []
    for _ in range(runs):
        said = subprocess.run(
            ["Rscript", str(script)], check=True, stdout=subprocess.PIPE, text=True
        ).stdout.split()
        if not said:
            return []
        found.append(dict(zip(("s", "rows", "mb"), map(float, said), strict=True)))
    return found


def do(task: list[str], data: Path) -> dict[str, float]:
    """What a child does with its words."""
    from detente.files import home

    outputs = home().with_name("out")
    outputs.mkdir(exist_ok=True)
    name, *rest = task
    if name == "compare":
        one, other, first, last, tolerance = rest
        files = [outputs / f"{kind}-{first}-{last}.parquet" for kind in (one, other)]
        return compare(files[0], files[1], float(tolerance))
    first, last = map(int, rest)
    out = outputs / f"{name}-{first}-{last}.parquet"
    return common.measured(work(name, first, last, data, out))


def line(name: str, found: list[dict[str, float]], base: float | None) -> list[str]:
    seconds = [f["s"] for f in found]
    median, extremes = common.spread(seconds, 2)
    ratio = "-" if base is None else f"{statistics.median(seconds) / base:.2f}"
    peak = f"{statistics.median(f['mb'] for f in found):.0f}"
    whole, processor = (
        f"{statistics.median(f[key] for f in found):.2f}" if key in found[0] else "-"
        for key in ("whole", "processor")
    )
    title = f"{name} ({found[0]['rows']:,.0f} rows)"
    return [title, median, extremes, processor, peak, ratio, whole]


def report(found: dict[str, list[dict[str, float]]]) -> str:
    def median(name: str) -> float:
        return statistics.median(f["s"] for f in found[name])

    rows = []
    for name, values in found.items():
        ours = name.replace("pandas", "detente").replace("numpy N x N x N", "detente")
        if "detente" not in ours:  # R and the limit
            ours = f"basic, detente, {FULL[0]}-{FULL[1]}"
        rows.append(line(name, values, None if ours == name else median(ours)))
    header = ["task", "median s", "min-max s", "processor s", "peak MB", "ratio to detente"]
    return common.table([*header, "whole process s"], rows)


def main() -> None:
    asked = common.arguments(runs=5)
    if asked.task:
        print(json.dumps(do(asked.task, asked.data)))
        return
    with common.full_store(asked.data) as home:
        found: dict[str, list[dict[str, float]]] = {name: [] for name in tasks()}
        # the limit and the big panel need what other tasks leave behind: one round not counted
        for number in range(asked.runs + 1):
            for name, words in tasks().items():
                one = common.child(__file__, words, asked.data, home)
                if number:
                    found[name].append(one)
        checked = same(__file__, asked.data, home)
    by_r = r_runs(asked.runs)
    if by_r:
        found["basic, R peacesciencer, 1816-2014"] = by_r
    print(report(found))
    print("\nR peacesciencer: " + ("measured above" if by_r else "not present here"))
    print(R_REFERENCE + "\n")
    print("\n".join(checked))
    if found["basic, detente, 1816-2014"][0]["rows"] != ROWS:
        print(f"WARNING: the basic panel was expected to have {ROWS:,} rows")


if __name__ == "__main__":
    main()
