"""The store of events: nothing lost, nothing twice, whatever happens during a load."""

import gzip
import hashlib
import json
import os
import resource
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import date

import pytest
from feed_rows import gdelt, load_text, stored

from detente import checksums
from detente.errors import DataError, FileError, MissingData
from detente.events import batch, damage, load, store
from detente.events.monthly import pairs_and_days
from detente.events.other_actors import other_actors

pytestmark = pytest.mark.usefixtures("home")

# without writing bytecode, which a limit on files would cut short for all later processes
LOAD = [sys.executable, "-B", "-m", "detente", "events", "load"]
# killed by itself at the worst moment: the parts of the second batch are in place, unnamed
KILLED = """
import os, signal, sys
from pathlib import Path
from detente.events import load, store
load.BATCH_FILES, write, calls = 1, store._write, []
def second(held):
    calls.append(held)
    if len(calls) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    write(held)
store._write = second
list(load.load_events(map(Path, sys.argv[1:])))
"""


def files(folder, count, of=gdelt, **changes):
    """Files of one event each, with ids of their own."""
    paths = []
    for i in range(1, count + 1):
        paths.append(folder / f"{i}.csv")
        paths[-1].write_text(of(GLOBALEVENTID=str(i), **changes))
    return paths


def ids(feed="gdelt2"):
    return sorted(int(event) for (event,) in stored(feed, "event"))


def test_the_same_content_twice_changes_nothing(tmp_path, home):
    """Plain, packed and under another name."""
    text = gdelt(n=3)
    load_text(tmp_path, text)
    manifest = (home / "events/gdelt2/manifest.json").read_bytes()
    assert load_text(tmp_path, text, "other.csv").known
    assert load_text(tmp_path, gzip.compress(text.encode()), "a.gz").known
    twice = list(load.load_events([tmp_path / "other.csv", tmp_path / "other.csv"]))
    assert [report.known for report in twice] == [True, True]
    assert (home / "events/gdelt2/manifest.json").read_bytes() == manifest


def test_two_files_of_one_content_in_one_load(tmp_path):
    for name in "ab":
        (tmp_path / name).write_text(gdelt(n=2))
    reports = list(load.load_events([tmp_path / "a", tmp_path / "b"]))
    assert sorted(report.known for report in reports) == [False, True]
    assert ids() == [1, 2]


def test_an_event_that_is_stored_is_not_stored_again(tmp_path):
    load_text(tmp_path, gdelt(n=5))
    again = gdelt(n=7) + gdelt(GLOBALEVENTID="7", NumMentions="9")  # and one twice in the file
    report = load_text(tmp_path, again, "b.csv")
    assert (report.loaded.rows, report.loaded.counts) == (2, {"already stored": 6})
    assert ids() == [1, 2, 3, 4, 5, 6, 7]


def test_parts_of_a_span(tmp_path):
    months = ["20231130", "20240115", "20240302"]
    load_text(tmp_path, gdelt(n=3, SQLDATE=lambda i: months[i - 1]))
    assert store.loaded() == ["gdelt2"]
    names = [path.name[:7] for path in store.parts("gdelt2")]
    assert names == ["2023-11", "2024-01", "2024-03"]
    (march,) = store.parts("gdelt2", date(2024, 2, 1), date(2024, 3, 2))
    assert march.name.startswith("2024-03")
    assert store.parts("gdelt2", date(2024, 3, 3)) == []
    assert store.parts("gdelt2", last=date(2023, 11, 29)) == []
    held = store.summary("gdelt2")
    assert (held.files, held.lines, held.rows, held.months) == (1, 3, 3, tuple(names))
    assert (held.first, held.last) == (date(2023, 11, 30), date(2024, 3, 2))


def test_a_part_is_sorted_so_that_a_pair_is_a_small_read(tmp_path, monkeypatch):
    import duckdb

    monkeypatch.setattr(batch, "_ROW_GROUP", 2048)
    states = ["USA", "RUS", "CHN", "IND", "FRA"]
    text = gdelt(
        n=7_000,
        Actor1CountryCode=lambda i: states[i % 5],
        Actor2CountryCode=lambda i: states[i // 5 % 5],
        SQLDATE=lambda i: f"202401{i % 28 + 1:02d}",
    )
    load_text(tmp_path, text)
    (part,) = store.parts("gdelt2")
    rows = duckdb.sql(f"SELECT source, target, day FROM read_parquet('{part}')").fetchall()
    assert len(rows) == 5_600
    assert rows == sorted(rows)
    groups = duckdb.sql(
        "SELECT row_group_id, min(stats_min::INT), max(stats_max::INT) FROM "
        f"parquet_metadata('{part}') WHERE path_in_schema = 'source' GROUP BY 1 ORDER BY 1"
    ).fetchall()
    assert len(groups) == 3
    assert [low <= 365 <= high for _, low, high in groups].count(True) == 1


def test_many_small_files_do_not_leave_many_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(load, "BATCH_FILES", 1)
    monkeypatch.setattr(batch, "_MANY", 1)
    assert len(list(load.load_events(files(tmp_path, 3)))) == 3
    assert len(store.parts("gdelt2")) == 1
    assert ids() == [1, 2, 3]
    assert store.summary("gdelt2").rows == 3


def test_a_killed_load_goes_on_and_loses_and_doubles_nothing(tmp_path, home):
    paths = files(tmp_path, 4)
    script = [sys.executable, "-c", KILLED, *map(str, paths)]
    assert subprocess.run(script, check=False).returncode == -9
    place = home / "events/gdelt2"
    assert ids() == [1]
    assert len(list(place.glob("*.parquet"))) == 2  # one of them an orphan
    assert [report.known for report in load.load_events(paths)] == [True, False, False, False]
    assert ids() == [1, 2, 3, 4]
    assert {p.name for p in place.glob("*.parquet")} == {p.name for p in store.parts("gdelt2")}
    assert not (home / "events/.staging").exists()


def test_a_full_disk_leaves_the_store_as_it_was(tmp_path, home):
    load_text(tmp_path, gdelt(n=3))
    big = tmp_path / "big.csv"
    address = lambda i: hashlib.sha256(b"%d" % i).hexdigest()  # noqa: E731 - does not compress
    big.write_text(gdelt(n=3000, SOURCEURL=address))

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(
        [*LOAD, str(big)],
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=limit,
        # a compiled module that is cut short would break every later import of it
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("detente: ")
    assert "Traceback" not in done.stderr
    assert "File too large" in done.stderr
    assert ids() == [1, 2, 3]
    assert not (home / "events/.staging").exists()


def test_a_second_loader_says_that_there_is_a_first(tmp_path):
    paths = files(tmp_path, 1)
    with store.alone(0), pytest.raises(FileError, match="another detente is loading events"):
        list(load.load_events(paths, wait=0))
    with pytest.raises(MissingData, match="no events of gdelt2"):
        store.parts("gdelt2")


def test_a_second_loader_waits_for_the_first(tmp_path):
    held, done = threading.Event(), threading.Event()

    def first():
        with store.alone(0):
            held.set()
            done.wait(0.2)

    thread = threading.Thread(target=first)
    thread.start()
    held.wait()
    (report,) = load.load_events(files(tmp_path, 1))
    thread.join()
    assert report.loaded.rows == 1


def test_a_manifest_of_another_version_or_damaged(tmp_path, home):
    load_text(tmp_path, gdelt())
    path = home / "events/gdelt2/manifest.json"
    whole = json.loads(path.read_text())
    part = {"file": "../x", "month": "", "rows": 1, "first": "", "last": ""}
    for change, sentence in (
        ({"rows": 2}, "manifest.json: changed since detente wrote it; run `detente events remove"),
        ({"version": 2}, "version 2 of the store; wanted 1: run `detente events remove gdelt2`"),
        ({"parts": [part]}, "manifest.json: damaged; run `detente events remove gdelt2`"),
        ({"files": 3}, "manifest.json: damaged"),
    ):
        path.write_text(json.dumps({**whole, **change}))
        whole.pop("sha256", None)  # from the second on, as an earlier detente wrote it
        with pytest.raises(DataError, match=sentence):
            store.summary("gdelt2")
        with pytest.raises(DataError, match=sentence):
            load_text(tmp_path, gdelt(GLOBALEVENTID="2"))
    store.remove("gdelt2")
    assert load_text(tmp_path, gdelt()).loaded.rows == 1


def test_one_flipped_bit_of_the_manifest_or_a_part_is_found(tmp_path, home):
    load_text(tmp_path, gdelt())
    (part,) = store.parts("gdelt2")
    path = home / "events/gdelt2/manifest.json"
    whole, before = path.read_bytes(), store.manifest("gdelt2")
    unseen = []
    for place in range(0, 8 * len(whole), 29):
        path.write_bytes(flipped(whole, place))
        with suppress(DataError):  # or the flip is in a name that nothing depends on
            unseen += [place] if store.manifest("gdelt2") != before else []
    assert whole
    assert unseen == []
    path.write_bytes(whole)
    part.write_bytes(flipped(part.read_bytes(), 4000))
    sentence = f"{part.name}: changed since it was loaded; run `detente events remove gdelt2`"
    readers = (
        lambda: other_actors("gdelt2"),
        lambda: pairs_and_days("gdelt2", [part]),
        lambda: load_text(tmp_path, gdelt(GLOBALEVENTID="2")),
    )
    for read in readers:
        with pytest.raises(DataError, match=sentence):
            read()


def test_the_manifest_is_read_once_for_many_queries_and_parts_up_to_the_first_fault(tmp_path):
    load_text(tmp_path, gdelt(n=3, SQLDATE=lambda i: f"20240{i}01"))
    parts = store.parts("gdelt2")
    damage._checksums.cache_clear()
    for _ in range(5):
        damage.require_undamaged(parts)
    assert damage._checksums.cache_info().misses == 1
    checksums._digest.cache_clear()
    parts[0].write_bytes(b"x")
    faults = damage.damaged(parts)
    assert next(faults).startswith(f"{parts[0]}: changed")
    assert checksums._digest.cache_info().misses == 1
    assert list(faults) == []
    load_text(tmp_path, gdelt(GLOBALEVENTID="9", SQLDATE="20240501"), "b.csv")
    (new,) = set(store.parts("gdelt2")) - set(parts)
    new.write_bytes(b"x")
    with pytest.raises(DataError, match=f"{new.name}: changed since it was loaded"):
        damage.require_undamaged([new])


def flipped(whole, place):
    raw = bytearray(whole)
    raw[place // 8] ^= 1 << place % 8
    return bytes(raw)


def test_a_part_that_is_gone_is_named(tmp_path):
    load_text(tmp_path, gdelt())
    (part,) = store.parts("gdelt2")
    part.unlink()
    with pytest.raises(DataError, match=f"{part.name}: is not there"):
        store.parts("gdelt2")


def test_a_feed_is_removed_as_a_whole(tmp_path, home):
    load_text(tmp_path, gdelt())
    store.remove("gdelt2")
    assert store.loaded() == []
    assert [p.name for p in (home / "events").iterdir() if not p.name.startswith(".")] == []
    with pytest.raises(MissingData, match="no events of 'gdelt2' in the store; it has none"):
        store.remove("gdelt2")


def test_real_files_give_the_rows_of_an_independent_count(shared, tmp_path):
    """pandas over the raw text; the codes of states that occur there are written out."""
    import pandas as pd

    from detente.events import cameo

    raw = shared / "events/raw"
    list(load.load_events(sorted(raw.iterdir())))
    none = {"EUR", "NMR", "AFR", "AIA", "SEA", "WST", "VAT", "MEA", "HKG"}
    later = {"PSE", "AZE", "BLR"}  # in the rows of 1982, when they were no states
    for feed, name in (
        ("gdelt1", "gdelt1_mixed_57_58col_sample.csv"),
        ("gdelt2", "gdelt2_20151027220000.export.CSV"),
    ):
        lines = [line.split("\t") for line in (raw / name).read_text().splitlines()]
        absent = {line[1]: none | (later if line[1] < "1989" else set()) for line in lines}
        kept = [
            (a, b, date(int(day[:4]), int(day[4:6]), int(day[6:])))
            for day, a, b in ((line[1], line[7], line[17]) for line in lines)
            if a and b and a != b and not {a, b} & absent[day]
        ]
        assert store.summary(feed).lines == len(lines)
        assert len(stored(feed)) == len(kept)
        counted = sorted(
            (cameo.state_of_code(a, day), cameo.state_of_code(b, day), day) for a, b, day in kept
        )
        assert stored(feed, "source, target, day", "1, 2, 3") == counted
    frame = pd.read_csv(raw / "icews_events.2018.sample.tab", sep="\t", dtype=str, quoting=3)
    none = {"Western Sahara", "Hong Kong", "Holy See"}
    one, two = frame["Source Country"], frame["Target Country"]
    kept = frame[one.notna() & two.notna() & (one != two) & ~one.isin(none) & ~two.isin(none)]
    assert len(stored("icews")) == len(kept) == 1738
    assert {e for (e,) in stored("icews", "event")} == set(kept["Event ID"])
    united = {"United States", "Russian Federation"}
    both = kept[kept["Source Country"].isin(united) & kept["Target Country"].isin(united)]
    ours = [r for r in stored("icews", "source, target") if set(r) == {2, 365}]
    assert len(ours) == len(both) == 20
