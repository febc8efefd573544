"""The frustration index beside the plain integer program, one run, medians of five.

Correlates-of-War windows from ``../shared`` and the alliance and rivalry network of whole years
from the local store. The peer is Aref, Mason and Wilson's program (one binary for each node and
edge, no cuts) on the whole graph, by HiGHS through scipy, 60 seconds at most.

    python benchmarks/frustration.py

With ``--limit 2`` only: seconds by the clock that a limit of 2 takes on random graphs too dense for
a proof; ``--load 8`` keeps as many processes busy meanwhile.
"""

import argparse
import csv
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import coo_array

from detente.data import store
from detente.methods.frustration import Edge, frustration, simple
from detente.panel.tables import Tables

SIGNED = Path(__file__).resolve().parents[2] / "shared" / "data" / "bargaining" / "signed"
WINDOWS = ("cow_46-49", "cow_60-63", "cow_74-77", "cow_84-87", "cow_96-99")
YEARS = (1914, 1955, 1985, 2000, 2012)


def plain(graph: list[Edge]) -> float:
    """Least number of frustrated edges by the integer program as it stands."""
    spot = {n: k for k, n in enumerate(sorted({x for e in graph for x in e[:2]}))}
    rows, floor = [], []
    for k, (a, b, sign) in enumerate(graph, len(spot)):
        for terms, low in (
            (((k, 1), (spot[a], -1), (spot[b], sign)), 0 if sign > 0 else -1),
            (((k, 1), (spot[a], 1), (spot[b], -sign)), 0 if sign > 0 else 1),
        ):
            rows += [(len(floor), column, value) for column, value in terms]
            floor.append(low)
    place, column, value = zip(*rows, strict=True)
    size = len(spot) + len(graph)
    found = milp(
        np.arange(size) >= len(spot),
        constraints=LinearConstraint(
            coo_array((value, (place, column)), shape=(len(floor), size)).tocsr(), lb=floor
        ),
        integrality=np.ones(size),
        bounds=(0, 1),
        options={"time_limit": 60},
    )
    return float("nan") if found.fun is None else float(found.fun)  # none found in time


def networks() -> dict[str, list[Edge]]:
    found = {}
    for name in WINDOWS:
        with (SIGNED / f"{name}.csv").open() as file:
            rows = list(csv.reader(file))[1:]
        found[name] = simple((a, b, 1 if float(w) > 0 else -1) for a, b, w, *_ in rows)
    tables = Tables()
    for year in YEARS:
        sql = (
            f"SELECT ccode1, ccode2, 1 FROM {tables['atop-dyadyear']} WHERE year = {year} AND "
            "greatest(atop_defense, atop_offense, atop_neutral, atop_nonagg, atop_consul) = 1 "
            f"UNION SELECT ccode1, ccode2, -1 FROM {tables['tss-rivalries']} "
            f'WHERE {year} BETWEEN start AND "end"'
        )
        pairs = store.connect().execute(sql).fetchall()
        found[str(year)] = simple((str(a), str(b), s) for a, b, s in pairs)
    return found


def timed(function, graph, times: int) -> tuple[float, float]:  # type: ignore[no-untyped-def]
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        value = function(graph)
        spent.append(time.perf_counter() - start)
    return statistics.median(spent), value


def dense(nodes: int, share: float) -> list[Edge]:
    rng = np.random.default_rng(0)
    pairs = [(i, j) for i in range(nodes) for j in range(i) if rng.random() < share]
    return [(f"n{i}", f"n{j}", int(rng.choice((-1, 1)))) for i, j in pairs]


def limited(seconds: float, load: int) -> None:
    with ExitStack() as busy:
        for _ in range(load):
            command = [sys.executable, "-c", "while True: pass"]
            busy.callback(subprocess.Popen(command).kill)
        for nodes, share in ((60, 0.5), (100, 0.5), (200, 0.3), (200, 1.0)):
            graph = dense(nodes, share)
            start = time.monotonic()
            found = frustration(graph, seconds=seconds)
            print(
                f"{nodes:4} nodes {len(graph):6} ties  {found.bound} to {found.index}  "
                f"{time.monotonic() - start:.2f} s of {seconds:g}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description="The frustration index.")
    parser.add_argument("--limit", type=float)
    parser.add_argument("--load", type=int, default=0)
    asked = parser.parse_args()
    if asked.limit:
        return limited(asked.limit, asked.load)
    for name, graph in networks().items():
        mine, found = timed(frustration, graph, 5)
        other, value = timed(plain, graph, 1 if len(graph) > 900 else 3)
        nodes = len({x for e in graph for x in e[:2]})
        print(
            f"{name:10} {nodes:4} states {len(graph):5} ties  index {found.index:3} "
            f"{'exact' if found.exact else 'bound'}  ours {1000 * mine:7.1f} ms  "
            f"plain {1000 * other:9.1f} ms ({value:.0f})  x {other / mine:.0f}"
        )


if __name__ == "__main__":
    main()
