"""Hostile feed files, kills and rivals through `events load`, into a store that holds events."""

import gzip
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

from data_kit import zipped
from feed_rows import gdelt, headed, phoenix_daily

from detente.events import store
from detente.events.monthly import pairs_and_days
from detente.events.rows import COLUMNS

from ..kit.arena import Arena
from ..kit.attack import attack
from ..kit.commands import ENV, ROOT, Ended, judge
from ..kit.containers import bomb, foreign
from ..kit.mutate import mutated_bytes
from ..kit.shrink import shrink

LIMIT = 20.0  # seconds of processor beyond which a load is slow
LARGE = 200e6  # bytes in the data folder that a small file may not need
SHRINKS = 40
FIRST = 40  # events of GDELT that the store holds before each try
Rows = dict[str, set[str]]  # by feed, one text for each event


def _days(number: int) -> str:
    return f"2024{1 + number % 3:02d}{1 + number % 28:02d}"


# others than those that the store holds, and some that it does
FILES = {
    "gdelt2.CSV": gdelt(n=90, SQLDATE=_days),
    "one-state.CSV": gdelt(n=60, SQLDATE=_days, Actor2CountryCode=lambda n: "RUS" if n % 4 else ""),
    "gdelt1.CSV": gdelt("gdelt1", n=50, width=57),
    "icews.tab": headed("icews", n=40),
    "polecat.txt": headed("polecat", n=40),
    "phoenix.csv": headed("phoenix", n=40, layout=1),
    "phoenix.txt": phoenix_daily(n=40),
    "reduced.txt": headed("gdelt-reduced", n=40),
}


@attack("events", "damaged and foreign feed files, kills and two loaders through events load")
def events(arena: Arena) -> None:
    """Load one hostile file, be killed, or load beside another; then look at the store."""
    good = _home(arena)
    before = stored(good)
    for rng in arena.tries():
        here = arena.place()
        shutil.copytree(good, here / "home")
        rng.choice((_hostile, _hostile, _hostile, _killed, _rivals))(arena, here, before, rng)


def _home(arena: Arena) -> Path:
    """A store with events of one feed, to be copied."""
    here, home = arena.place(), arena.folder / "good"
    (here / "first.CSV").write_text(gdelt(n=FIRST))
    ended = arena.run("events", "load", "first.CSV", cwd=here, home=str(home))
    if ended.code != 0:
        raise RuntimeError(ended.err)
    return home


def _file(rng: random.Random) -> tuple[str, bytes]:
    """A file that may be damaged, packed, or no feed at all."""
    kind = rng.choice(("mutated",) * 8 + ("foreign", "bomb", "steep"))
    if kind == "foreign":
        return foreign(rng)
    if kind == "bomb":
        return bomb(rng)
    name = rng.choice(list(FILES))
    text = FILES[name].encode()
    if kind == "steep":
        return "steep.gz", gzip.compress(text * (30_000_000 // len(text)), 1)
    inside = rng.random() < 0.5
    data = mutated_bytes(text, rng) if inside else text
    pack = rng.choice((None, None, gzip.compress, lambda d: zipped(**{name: d})))
    packed = data if pack is None else pack(data)
    return name, packed if inside else mutated_bytes(packed, rng)


def _options(here: Path) -> dict:
    return {"home": str(here / "home"), "processor": 4 * LIMIT}


def _hostile(arena: Arena, here: Path, before: Rows, rng: random.Random) -> None:
    name, data = _file(rng)
    (here / name).write_bytes(data)
    argv = ("events", "load", name)
    ended = arena.run(*argv, cwd=here, disk=str(here / "home"), **_options(here))
    kind, signature = arena.count(ended, LIMIT)
    found = faults(here / "home", before)
    if ended.disk > LARGE:
        found.append(f"{ended.disk / 1e6:.0f} MB in the data folder")
    for what in found:
        kind, signature = "wrong", what
        arena.figures.add(kind, signature)
    if not arena.is_new(kind, signature):
        return
    if kind == "crashed":

        def fails(less) -> bool:
            (here / name).write_bytes(less)
            return judge(arena.run(*argv, cwd=here, **_options(here)), LIMIT) == (kind, signature)

        data = bytes(shrink(data, fails, tries=SHRINKS))
    arena.keep(signature, {name: data}, ended, argv=argv)


def _some(here: Path, rng: random.Random) -> list[str]:
    """Good files of one to four formats, one of them perhaps twice."""
    names = rng.sample(list(FILES), rng.choice((1, 2, 4)))
    for name in names:
        (here / name).write_text(FILES[name])
    return [*names, *rng.choice(([], [names[0]]))]


def _killed(arena: Arena, here: Path, before: Rows, rng: random.Random) -> None:
    """SIGKILL, then the same command again: as if nothing had happened."""
    argv = ("events", "load", *_some(here, rng))
    if rng.random() < 0.7:
        pause = rng.choice((0, 0.001, 0.01, 0.1, 0.5, 2))
        when = {"kill_on": str(here / "home"), "kill_after": pause}
    else:
        when = {"kill_after": rng.uniform(0.2, 6)}
    ended = arena.run(*argv, cwd=here, **_options(here), **when)
    arena.figures.notes["killed" if ended.over == "killed" else "done before the kill"] += 1
    found = faults(here / "home", before, complete=False)
    again = arena.run(*argv, cwd=here, **_options(here))
    _judged(arena, again, [*found, *faults(here / "home", before), *_lacking(here, argv[2:])], argv)


def _rivals(arena: Arena, here: Path, before: Rows, rng: random.Random) -> None:
    """Two loaders of files that overlap, at once."""
    names = _some(here, rng)
    argv = ("events", "load", *names)
    command = [sys.executable, "-m", "detente", "events", "load", *reversed(names)]
    env = {**ENV, "DETENTE_HOME": str(here / "home"), "PYTHONPATH": str(ROOT / "src")}
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=here, env=env, text=True, **pipes) as other:
        ended = arena.run(*argv, cwd=here, **_options(here))
        said = other.communicate()[1]
    found = [f"the other loader failed: {said[:100]}"] if other.returncode else []
    arena.figures.notes["two at once"] += 1
    _judged(arena, ended, [*found, *faults(here / "home", before), *_lacking(here, names)], argv)


def _judged(arena: Arena, ended: Ended, found: list[str], argv: tuple[str, ...]) -> None:
    """Count a load of good files, which must succeed."""
    kind, signature = arena.count(ended, LIMIT)
    if kind == "refused":
        found.append(f"good files were refused: {ended.err[:100]}")
    for what in found:
        kind, signature = "wrong", what
        arena.figures.add(kind, signature)
    if arena.is_new(kind, signature):
        arena.keep(signature, {}, ended, argv=argv)


def _lacking(here: Path, names) -> list[str]:
    """Files that the store does not list although they were loaded."""
    listed = {f["name"] for m in _manifests(here / "home") for f in m["files"]}
    return [f"{name} is not in the store" for name in sorted(set(names) - listed)]


def _manifests(home: Path) -> list[dict]:
    return [json.loads(path.read_text()) for path in sorted(home.glob("events/*/manifest.json"))]


def stored(home: Path) -> Rows:
    """Every event of a store, as text."""
    import duckdb

    found = {}
    for held in _manifests(home):
        folder = home / "events" / held["feed"]
        paths = [str(folder / part["file"]) for part in held["parts"]]
        sql = f"SELECT {', '.join(COLUMNS)} FROM read_parquet({paths})"
        found[held["feed"]] = {repr(row) for row in duckdb.sql(sql).fetchall()} if paths else set()
    return found


def faults(home: Path, before: Rows, *, complete: bool = True) -> list[str]:
    """What a store lost, holds twice, miscounts, or left behind unless a load is incomplete."""
    now, found = stored(home), []
    if any(rows - now.get(feed, set()) for feed, rows in before.items()):
        found.append("the store lost events")
    found += _wrong_in_cache(home)
    for held in _manifests(home):
        found += _miscounted(home / "events" / held["feed"], held)
        if complete:
            names = {"manifest.json", *held["replaced"], *(part["file"] for part in held["parts"])}
            left = {path.name for path in (home / "events" / held["feed"]).iterdir()} - names
            found += ["a file that no manifest names"] * bool(left)
    staging = home / "events" / ".staging"
    return found + ["a staging folder"] * (complete and staging.exists())


def _wrong_in_cache(home: Path) -> list[str]:
    """Feeds whose counts by month, with the cache as the load left it, are not those without."""
    cached = _counts(home)
    filled, aside = home / "cache" / "months", home / "aside"
    if filled.exists():
        filled.rename(aside)
    counted = _counts(home)
    if aside.exists():
        shutil.rmtree(filled, ignore_errors=True)
        aside.rename(filled)
    return [f"{f}: cached counts are wrong" for f, of in counted.items() if cached[f] != of]


def _counts(home: Path) -> dict[str, list]:
    """Events of all pairs and of the world by month, for each feed of a store."""
    os.environ["DETENTE_HOME"] = str(home)  # no other attack of this process reads it
    found = {}
    for feed in store.loaded():
        pairs, world = pairs_and_days(feed, store.parts(feed))
        numbers = (pairs.months, pairs.one, pairs.two, *pairs.classes.values())
        found[feed] = [x.tolist() for x in (*numbers, *vars(world).values())]
    return found


def _miscounted(folder: Path, held: dict) -> list[str]:
    """Where a manifest differs from its parts and files."""
    import duckdb

    found, total = [], 0
    for part in held["parts"]:
        rows, wrong = duckdb.sql(
            f"SELECT count(*), count(*) FILTER (strftime(day, '%Y-%m') <> '{part['month']}') "
            f"FROM read_parquet('{folder / part['file']}')"
        ).fetchall()[0]
        total += rows
        if rows != part["rows"] or wrong:
            found.append("a part has other rows than its manifest says")
    if total != sum(file["rows"] for file in held["files"]):
        found.append("the files of a manifest have more or fewer events than its parts")
    if held["parts"]:
        paths = [str(folder / part["file"]) for part in held["parts"]]
        sql = f"SELECT count(event) - count(DISTINCT event) FROM read_parquet({paths})"
        if held["feed"] != "gdelt-reduced" and duckdb.sql(sql).fetchall()[0][0]:
            found.append("an event is stored twice")
    hashes = [file["sha256"] for file in held["files"]]
    if len(set(hashes)) < len(hashes):
        found.append("a file is listed twice")
    for file in held["files"] if held["feed"] != "gdelt-reduced" else ():
        kinds = sum(n for kind, n in file["counts"].items() if kind != "misdated")
        if file["lines"] != file["rows"] + kinds + sum(n for n, _ in file["rejects"].values()):
            found.append("rows of a file are neither stored nor counted")
    return found
