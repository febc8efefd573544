"""Events: loading, and counts by pair and month, beside raw DuckDB and Polars.

uv run --extra bench python benchmarks/events.py [--runs 3] [--rows 5000000] [--large 100000000]

A temporary folder holds a raw file of GDELT 2.0 (a year, `--rows` events between states), the
stores made of it and a store of `--large` events in sixteen years: 4 GB in all, deleted at the end.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

import events_data as data
from common import environment, measured, table

from detente.events import store
from detente.events.counting import Counting
from detente.events.load import load_events
from detente.events.monthly import all_pairs, pair_series
from detente.events.ready import make_ready

PAIR = (2, 365)
YEARS = 16
GROWTH = (1, 4, 16)
PLAIN = Counting(duplicates="none")
MINE = {"each row": PLAIN, "by day": Counting()}
# the columns of a stored event, from the text of the raw file
CODES = ("Actor1CountryCode", "Actor2CountryCode", "EventCode", "EventRootCode")
NEEDED = (
    *("GLOBALEVENTID", "SQLDATE", *CODES, "Actor1Type1Code", "Actor2Type1Code", "QuadClass"),
    *("GoldsteinScale", "NumMentions", "DATEADDED", "SOURCEURL"),
)
DIRECTIONS = {"forward": "source < target", "backward": "source > target", "either": "true"}


def parts() -> str:
    return ", ".join(f"'{path}'" for path in store.parts("gdelt2"))


# --- loading ---


def load_detente(folder: Path) -> int:
    (report,) = load_events([folder / "raw.CSV"])
    assert report.loaded is not None, report.fault
    return report.loaded.rows


def load_duckdb(folder: Path) -> int:
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in data.COLUMNS)
    result = data.connection().execute(
        f"COPY (SELECT {', '.join(NEEDED)} FROM read_csv('{folder / 'raw.CSV'}', "
        f"delim='\t', columns={{{columns}}}, auto_detect=false, header=false, quote='', "
        f"escape='')) TO '{folder / 'duckdb.parquet'}' {data.PARQUET}"
    )
    return int(result.fetchall()[0][0])


def load_polars(folder: Path) -> int:
    import polars as pl

    frame = pl.scan_csv(
        folder / "raw.CSV",
        separator="\t",
        has_header=False,
        quote_char=None,
        schema=dict.fromkeys(data.COLUMNS, pl.String),
    ).select(NEEDED)
    frame.sink_parquet(folder / "polars.parquet", compression="zstd", row_group_size=20480)
    return int(pl.scan_parquet(folder / "polars.parquet").select(pl.len()).collect().item())


# --- counts: by hand, the same columns as ours and no more ---


def by_hand(kind: str, where: str = "true") -> str:
    events = f"FROM read_parquet([{parts()}]) WHERE NOT misdated AND {where}"
    pair = "least(source, target) AS one, greatest(source, target) AS two"
    if kind == "each row":
        sums = ", ".join(
            f"coalesce(sum(n) FILTER (quad = {q} AND {met}), 0) AS {name}{q}"
            for name, met in DIRECTIONS.items()
            for q in range(1, 5)
        )
        return (
            f"SELECT month, {pair}, {sums} FROM (SELECT date_trunc('month', day) AS month, source, "
            f"target, quad, count(*) AS n {events} GROUP BY ALL) GROUP BY ALL ORDER BY ALL"
        )
    sums = ", ".join(
        f"count(*) FILTER ({name} = {q}) AS {name}{q}" for name in DIRECTIONS for q in range(1, 5)
    )
    quads = ", ".join(f"min(quad) FILTER ({met}) AS {name}" for name, met in DIRECTIONS.items())
    return (
        f"SELECT date_trunc('month', day) AS month, one, two, {sums} FROM (SELECT day, {pair}, "
        f"root, {quads} {events} GROUP BY ALL) GROUP BY ALL ORDER BY ALL"
    )


def of_pair(kind: str) -> str:
    return by_hand(kind, f"source IN {PAIR} AND target IN {PAIR}")


ROWS_OF_PAIR = """
    SELECT date_trunc('month', day) AS month, count(DISTINCT day) FILTER (NOT misdated) AS days,
      count(*) AS rows, count(*) FILTER (misdated) AS misdated,
      count(*) FILTER (source_role = 'other' OR target_role = 'other') AS other
    FROM read_parquet([{parts}]) WHERE source IN {pair} AND target IN {pair} GROUP BY ALL"""


def run_duckdb(kind: str, of: str) -> int:
    """Of a pair also the rows, of which the series tells."""
    connection = data.connection()
    if of == "pair":
        connection.execute(ROWS_OF_PAIR.format(parts=parts(), pair=PAIR)).fetchnumpy()
    sql = of_pair(kind) if of == "pair" else by_hand(kind)
    return len(connection.execute(sql).fetchnumpy()["month"])


def run_polars(kind: str, of: str) -> int:
    import polars as pl

    frame = pl.scan_parquet(store.parts("gdelt2")).filter(~pl.col("misdated"))
    if of == "pair":
        frame = frame.filter(pl.col("source").is_in(PAIR), pl.col("target").is_in(PAIR))
    right = pl.col("source") < pl.col("target")
    frame = frame.with_columns(
        one=pl.min_horizontal("source", "target"),
        two=pl.max_horizontal("source", "target"),
        forward=pl.when(right).then("quad"),
        backward=pl.when(~right).then("quad"),
        either="quad",
    )
    if kind == "by day":
        frame = frame.group_by("day", "one", "two", "root").agg(pl.col(list(DIRECTIONS)).min())
    sums = [
        (pl.col(name) == q).sum().alias(f"{name}{q}") for name in DIRECTIONS for q in range(1, 5)
    ]
    keys = [pl.col("day").dt.truncate("1mo").alias("month"), "one", "two"]
    counted = frame.group_by(keys).agg(sums).sort("month", "one", "two")
    return counted.collect(engine="streaming").height


def run_detente(kind: str, of: str, years: int = YEARS) -> int:
    if of == "pair":
        return len(pair_series("gdelt2", *PAIR, counting=MINE[kind]).months)
    last = date(data.FIRST_YEAR + years - 1, 12, 31) if years < YEARS else None
    return len(all_pairs("gdelt2", last=last, counting=MINE[kind]).months)


def task(words: list[str]) -> Callable[[], int]:
    """What a child process does; what it needs is imported before it is timed."""
    folder = Path(os.environ["DETENTE_HOME"]).parent
    if "Polars" in words:
        import polars  # noqa: F401
    match words:
        case ["load", program]:
            loads = {"detente": load_detente, "DuckDB": load_duckdb, "Polars": load_polars}
            return lambda: loads[program](folder)
        case [of, kind, "DuckDB"]:
            return lambda: run_duckdb(kind, of)
        case [of, kind, "Polars"]:
            return lambda: run_polars(kind, of)
        case ["ready"]:
            return lambda: make_ready("gdelt2") or 0
        case ["pulse", one, two]:
            return lambda: len(pair_series("gdelt2", int(one), int(two)).months)
    of, kind, _, *years = words
    return lambda: run_detente(kind, of, *map(int, years))


def child(words: list[str], home: Path) -> dict[str, float]:
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, __file__, "--task", *words],
        env=environment(home) | {"OMP_NUM_THREADS": "1"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return {**json.loads(done.stdout.splitlines()[-1]), "whole": perf_counter() - start}


# --- the tables ---


def forget(home: Path) -> None:
    """Remove the stored counts of months, but not the compiled SQL."""
    subprocess.run(["rm", "-rf", str(home / "cache" / "months")], check=True)


def side_by_side(name: str, words: list[str], home: Path, runs: int) -> list[list[str]]:
    """Rows of a table: each program in turn, the first round not counted.

    All pairs are counted anew in each round.
    """
    programs = ("detente", "DuckDB", "Polars")
    found: dict[str, list[dict[str, float]]] = {p: [] for p in programs}
    for number in range(runs + 1):
        for program in programs:
            if words == ["load"] and program == "detente":
                subprocess.run(["rm", "-rf", str(home / "events")], check=True)
            if words[0] == "all":
                forget(home)
            one = child([*words, program], home)
            if number:
                found[program].append(one)
    return [row(f"{name}, {p}", found[p], found["DuckDB"]) for p in programs]


def middle(results: list[dict[str, float]], what: str) -> float:
    return statistics.median(r[what] for r in results)


HEAD = [
    "task",
    "rows out",
    "median s",
    "processor s",
    "ratio to DuckDB, processor",
    "clock",
    "peak MB",
]


def row(name: str, results: list[dict[str, float]], peers: list[dict[str, float]]) -> list[str]:
    """One line: medians, and ratios of the same turns."""
    ratios = [
        statistics.median(a[what] / b[what] for a, b in zip(results, peers, strict=True))
        for what in ("processor", "s")
    ]
    return [
        name,
        f"{middle(results, 'rows'):,.0f}",
        f"{middle(results, 's'):.2f}",
        f"{middle(results, 'processor'):.2f}",
        *(f"{r:.2f}" for r in ratios),
        f"{middle(results, 'mb'):.0f}",
    ]


def growth(home: Path, rows: int) -> list[list[str]]:
    """Counted anew, and then from the stored counts of months."""
    lines = []
    for years in GROWTH:
        for kind in MINE:
            forget(home)
            for how in ("", ", counted before"):
                one = child(["all", kind, "detente", str(years)], home)
                name = f"{rows * years / YEARS / 1e6:.1f} M rows, {kind}{how}"
                figures = [f"{one[what]:.1f}" for what in ("s", "processor")]
                lines.append([name, f"{one['rows']:,.0f}", *figures, f"{one['mb']:.0f}"])
    return lines


def pulses(home: Path, runs: int) -> list[list[str]]:
    """Whole processes of one pair: first of all, after a load, another pair, again."""
    first = ["pulse", "2", "365"]
    others = [["pulse", "2", str(code)] for code in (200, 220, 255, 710, 740)[:runs]]
    lines = []
    for name, afresh, tasks in (
        ("first of all, nothing cached", True, [first]),
        ("made ready by a load", True, [["ready"]]),
        ("first of all after a load", False, [first]),
        ("another pair", False, others),
        ("the same pair", False, [first] * runs),
    ):
        if afresh:
            subprocess.run(["rm", "-rf", str(home / "cache")], check=True)
        found = [child(words, home) for words in tasks]
        figures = [middle(found, "whole"), middle(found, "all"), middle(found, "mb")]
        lines.append([name, f"{figures[0]:.2f}", f"{figures[1]:.2f}", f"{figures[2]:.0f}"])
    return lines


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--large", type=int, default=100_000_000)
    parser.add_argument("--task", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task:
        print(json.dumps({**measured(task(options.task)), "all": process_time()}))
        return
    with tempfile.TemporaryDirectory(prefix="detente-bench-") as name:
        report(Path(name), options)


def report(folder: Path, options: argparse.Namespace) -> None:
    home, large = folder / "home", folder / "large" / "home"
    data.raw(folder / "raw.CSV", options.rows)
    size = (folder / "raw.CSV").stat().st_size / 1e9
    print(f"{options.rows:,} rows of GDELT 2.0, {size:.2f} GB\n")
    lines = side_by_side("TSV to Parquet", ["load"], home, options.runs)
    print(table(HEAD, lines + counts(home, options.runs)), flush=True)
    head = ["pair_series, whole process", "median s", "processor s", "peak MB"]
    print("\n" + table(head, pulses(home, options.runs)), flush=True)
    make = f"import events_data; events_data.parts({YEARS}, {options.large // YEARS})"
    subprocess.run(
        [sys.executable, "-c", make], env=environment(large), cwd=Path(__file__).parent, check=True
    )
    at_scale(large, options.large)


def at_scale(home: Path, rows: int) -> None:
    """Growth, and the whole of the large store beside DuckDB and Polars, once each."""
    head = ["all pairs by month, detente", "rows out", "s", "processor s", "peak MB"]
    print("\n" + table(head, growth(home, rows)), flush=True)
    print("\n" + table(HEAD, counts(home, 1)), flush=True)


def counts(home: Path, runs: int) -> list[list[str]]:
    lines = []
    for of, words in (("one pair", "pair"), ("all pairs", "all")):
        for kind in MINE:
            lines += side_by_side(f"{of}, {kind}", [words, kind], home, runs)
    return lines


if __name__ == "__main__":
    main()
