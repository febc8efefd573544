"""The same expressions on the same rows: plain Python, DuckDB, and Sail, a Spark Connect server."""

import os
import random
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta

import numpy as np
import pytest
from events_kit import put, write

from detente.events.counting import Counting
from detente.events.engine import PARTS_AT, open_engine
from detente.events.largest import largest_days
from detente.events.monthly import all_pairs, pair_series
from detente.events.queries import sql
from detente.events.rows import ROLES

STATES = (2, 20, 200, 365, 710)
COUNTINGS = {
    "by day": Counting(),
    "each row": Counting(duplicates="none"),
    "mentions": Counting(weights="mentions"),
    "officials": Counting(source_roles=("government", "military"), target_roles=("government",)),
    "misdated too": Counting(misdated=True, duplicates="none"),
}
# a query of a pair is the same expression on fewer rows
CASES = (
    *(("all pairs", c) for c in COUNTINGS),
    *(("rows", c) for c in ("officials", "misdated too")),
    *(("world", c) for c in ("mentions", "by day")),
    *((query, "by day") for query in ("pair months", "pair rows", "largest days")),
)
PAIR = (2, 365)
FIRST, LAST = date(2019, 12, 30), date(2020, 2, 20)
SERVER = (
    "import sys; from pysail.spark import SparkConnectServer; "
    "s = SparkConnectServer('127.0.0.1', 0); s.start(background=True); "
    "print(*s.listening_address, flush=True); sys.stdin.read()"
)
TWO_WORKERS = {
    "SAIL_MODE": "local-cluster",
    "SAIL_CLUSTER__WORKER_INITIAL_COUNT": "2",
    "SAIL_CLUSTER__WORKER_MAX_COUNT": "2",
}


def event(dice):
    """One row; days, codes and states are few, so that most rows repeat or mirror another."""
    source, target = dice.sample(STATES, 2)
    day = dice.choice((FIRST, date(2020, 1, 1))) + timedelta(days=dice.randrange(-3, 60, 4))
    root = dice.choice(("01", "04", "1", "14", "20", None))
    return {
        "day": None if dice.random() < 0.02 else day,
        "source": None if dice.random() < 0.02 else source,
        "target": None if dice.random() < 0.02 else target,
        "source_role": dice.choice(ROLES),
        "target_role": dice.choice(ROLES),
        "code": None if root is None else root + "2",
        "root": root,
        "quad": dice.choice((1, 2, 3, 4, None)),
        "goldstein": dice.choice((None, -10.0, 3.4)),
        "mentions": dice.choice((1, 2, 7, 40)),
        "event": None,
        "reference": dice.choice((None, "", *(f"https://example.org/{c}" for c in "aBbcé"))),
        "added": dice.choice((None, day, day + timedelta(days=7), day + timedelta(days=8))),
        "misdated": dice.choice((False, False, False, True, None)),
    }


@pytest.fixture(scope="module")
def rows():
    dice = random.Random(24)  # noqa: S311
    return [event(dice) for _ in range(2200)]


@pytest.fixture(scope="module")
def parts(rows, tmp_path_factory):
    """The rows in three Parquet files."""
    folder = tmp_path_factory.mktemp("parts")
    return [write(folder / f"{n}.parquet", rows[n::3]) for n in range(3)]


def serve(settings):
    """Start Sail in a process of its own; yields its address."""
    pytest.importorskip("pysail", reason="pysail, a Spark Connect server, is not installed")
    pytest.importorskip("pyspark", reason="pyspark-client is not installed")
    command = [sys.executable, "-c", SERVER]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, env=os.environ | settings, **pipes) as server:
        host, port = server.stdout.readline().split()
        yield f"sc://{host}:{port}"
        server.stdin.close()


@pytest.fixture(scope="module")
def sail():
    yield from serve({"SAIL_MODE": "local"})


@pytest.fixture(scope="module")
def two_workers():
    yield from serve(TWO_WORKERS)


def texts(dialect):
    """SQL of every query and counting."""
    values = {"first": FIRST, "last": LAST, "one": PAIR[0], "two": PAIR[1], "count": 4}
    return {(q, c): sql(q, COUNTINGS[c], dialect, **values) for q, c in CASES}


def results(address, parts):
    """Rows of every query, as tuples in the order in which they come."""
    with open_engine(address) as engine:
        queries = texts(engine.dialect)
        found = dict(zip(queries, engine.run(parts, *queries.values()), strict=True))
    return {
        key: [tuple(row) for row in zip(*(c.tolist() for c in columns.values()), strict=True)]
        for key, columns in found.items()
    }


@pytest.fixture(scope="module")
def on_duckdb(parts):
    return results("duckdb", parts)


def wanted(rows, query, counting):
    """The same as a query, in plain Python."""
    rows = [r for r in rows if r["day"] and r["source"] and r["target"]]
    rows = [r for r in rows if FIRST <= r["day"] <= LAST]
    if query in ("pair months", "pair rows", "largest days"):
        rows = [r for r in rows if {r["source"], r["target"]} == set(PAIR)]
    counted = [
        r
        for r in rows
        if (counting.misdated or not r["misdated"])
        and r["source_role"] in counting.source_roles
        and r["target_role"] in counting.target_roles
    ]
    if query in ("pair rows", "rows"):
        return wanted_rows(rows, counted)
    if query == "largest days":
        return wanted_days(counted, 4)
    return wanted_months(counted, counting, of_pairs=query != "world")


def pair_of(row):
    return tuple(sorted((row["source"], row["target"])))


def wanted_months(rows, counting, *, of_pairs):
    events = [Counter(), Counter(), Counter()]
    for k, right in enumerate((True, False, None)):
        chosen = [r for r in rows if right is None or (r["source"] < r["target"]) is right]
        if counting.weights == "mentions" or counting.duplicates == "none":
            groups = {n: [r] for n, r in enumerate(chosen)}
        else:
            groups = defaultdict(list)
            for r in chosen:
                groups[r["day"], pair_of(r), r["root"]].append(r)
        for group in groups.values():
            key = (group[0]["day"].year, group[0]["day"].month)
            key += pair_of(group[0]) if of_pairs else ()
            quad = min(r["quad"] or 5 for r in group)
            events[k][key, quad] += group[0]["mentions"] if counting.weights == "mentions" else 1
    keys = sorted({key for counts in events for key, _ in counts})
    return [key + tuple(c[key, quad] for c in events for quad in range(1, 6)) for key in keys]


def wanted_rows(rows, counted):
    table = []
    for month in sorted({(r["day"].year, r["day"].month) for r in rows}):
        of_month, of_counted = (
            [r for r in some if (r["day"].year, r["day"].month) == month]
            for some in (rows, counted)
        )
        good = [r for r in of_month if not r["misdated"]]
        other = [r for r in good if "other" in (r["source_role"], r["target_role"])]
        days = {r["day"] for r in good if (r["added"] or r["day"]) - r["day"] <= timedelta(7)}
        misdated = len(of_month) - len(good)
        table.append((*month, len(days), len(of_counted), misdated, len(other), len(good)))
    return table


def wanted_days(rows, count):
    groups = defaultdict(list)
    for r in rows:
        groups[r["day"], r["root"] or ""].append(r)
    table = []
    for (day, root), group in groups.items():
        mentions = Counter()
        for r in group:
            mentions[r["reference"] or ""] += r["mentions"]
        best = sorted((t for t in mentions if t), key=lambda t: (-mentions[t], t.encode()))
        quad = min((r["quad"] for r in group if r["quad"]), default=0)
        table.append((day, root, quad, len(group), mentions.total(), *(best + [""] * 3)[:3]))
    table.sort(key=lambda row: (-row[4], -row[3], row[0], row[1]))
    by_month = defaultdict(list)
    for row in table:
        by_month[row[0].year, row[0].month].append(row)
    return [
        (*row, *month, place)
        for month in sorted(by_month)
        for place, row in enumerate(by_month[month][:count])
    ]


@pytest.mark.parametrize(("query", "counting"), CASES)
def test_duckdb_counts_what_plain_python_counts(on_duckdb, rows, query, counting):
    expected = wanted(rows, query, COUNTINGS[counting])
    assert on_duckdb[query, counting] == expected
    assert len(expected) >= 2


def test_the_rows_hold_what_they_test(rows):
    """Repetitions, mirrored events, and groups that differ in quad."""
    good = [r for r in rows if r["day"] and r["source"] and r["target"] and not r["misdated"]]
    groups = defaultdict(list)
    for r in good:
        groups[r["day"], pair_of(r), r["root"]].append(r)
    assert any(len({r["source"] for r in g}) == 2 for g in groups.values())
    assert any(len({r["quad"] for r in g}) > 1 for g in groups.values())
    assert any({r["quad"] for r in g} == {None} for g in groups.values())
    assert len(groups) < 0.75 * len(good)


def test_sail_gives_the_same_rows(sail, parts, on_duckdb):
    assert results(sail, parts) == on_duckdb


def test_sail_with_two_workers_gives_the_same_rows(two_workers, parts, on_duckdb):
    assert results(two_workers, parts) == on_duckdb


def test_a_cluster_reads_the_store_where_it_has_it(sail, rows, empty_store, monkeypatch, tmp_path):
    """The same series from another folder than the store's own."""
    put("keds", *(row for row in rows if row["day"] and row["source"] and row["target"]))
    month = np.datetime64("2020-01")
    here = pair_series("keds", *PAIR), all_pairs("keds"), largest_days("keds", *PAIR, month)
    shutil.copytree(empty_store / "events", tmp_path / "elsewhere")
    for part in (empty_store / "events").rglob("*.parquet"):
        part.write_bytes(b"no Parquet")
    monkeypatch.setenv(PARTS_AT, str(tmp_path / "elsewhere"))
    there = (
        pair_series("keds", *PAIR, engine=sail),
        all_pairs("keds", engine=sail),
        largest_days("keds", *PAIR, month, engine=sail),
    )
    assert repr(there) == repr(here)
    assert len(here[0].months) >= 3
