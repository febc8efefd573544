"""Hostile data files and mirrors through `data pull`, into a store that holds a good table."""

import hashlib
import json
import random
import shutil
import tempfile
from contextlib import nullcontext
from pathlib import Path

from data_kit import NMC_HEADER, nmc_csv, zipped
from written_kit import WRITERS, frame_of_rows

from ..kit.arena import Arena
from ..kit.attack import attack
from ..kit.commands import judge
from ..kit.containers import NAME, bomb, foreign
from ..kit.mirror import mirror
from ..kit.mutate import mutated_bytes
from ..kit.shrink import shrink

LIMIT = 15.0  # seconds of processor beyond which a pull is slow
LARGE = 200e6  # bytes in the data folder that a small file may not need
SHRINKS = 60
NAMES = {
    ".csv": NAME,
    ".zip": "x.zip",
    ".parquet": "nmc.parquet",
    ".dta": "x.dta",
    ".xlsx": "x.xlsx",
}


@attack("sources", "damaged, lying and swapped data files and mirrors through data pull")
def sources(arena: Arena) -> None:
    """Pull one hostile file or from one hostile mirror, then look at the store."""
    good = good_files()
    before = _home(arena)
    for rng in arena.tries():
        here = arena.place()
        shutil.copytree(before, here / "home")
        name, data = _file(good, rng)
        remote = rng.random() < 0.35
        with mirror(good[NAME], rng) if remote else nullcontext() as port:
            if remote:
                place = f"http://127.0.0.1:{port}/" + rng.choice(("", NAME, "x.zip"))
            else:
                (here / name).write_bytes(data)
                place = name
            _pull(arena, here, place, (name, data))


def good_files() -> dict[str, bytes]:
    """One invented table in every format, by file name."""
    import pandas as pd
    import rdata

    files = {NAME: nmc_csv(), "two.zip": zipped(**{"in.zip": zipped(**{NAME: nmc_csv()})})}
    with tempfile.TemporaryDirectory() as folder:
        for ending, write in WRITERS.items():
            path = Path(folder) / f"NMC-70-abridged{ending}"
            write(path, NMC_HEADER)
            files[NAMES[ending]] = path.read_bytes()
        for name, write in (("cow_nmc.rda", rdata.write_rda), ("cow_nmc.rds", rdata.write_rds)):
            frame = frame_of_rows(NMC_HEADER)
            text = pd.StringDtype("python")  # the one that rdata writes
            frame = frame.astype({c: text if c == "stateabb" else float for c in frame})
            write(Path(folder) / name, {"cow_nmc": frame} if name.endswith("a") else frame)
            files[name] = (Path(folder) / name).read_bytes()
    return files


def _home(arena: Arena) -> Path:
    """A store with one good table, to be copied."""
    here = arena.place()
    (here / NAME).write_bytes(nmc_csv())
    home = arena.folder / "good"
    ended = arena.run(*_argv(NAME), cwd=here, home=str(home))
    if ended.code != 0:
        raise RuntimeError(ended.err)
    return home


def _argv(place: str) -> list[str]:
    return ["data", "pull", "nmc", "--from", place, "--accept-changes"]


def _file(good: dict[str, bytes], rng: random.Random) -> tuple[str, bytes]:
    kind = rng.choice(("bytes",) * 6 + ("inside",) * 3 + ("swapped", "foreign", "foreign", "bomb"))
    if kind == "bomb":
        return bomb(rng)
    if kind == "foreign":
        return foreign(rng)
    name = rng.choice(list(good))
    if kind == "inside":
        return "x.zip", zipped(**{NAME: mutated_bytes(good[NAME], rng)})
    if kind == "swapped":
        return name, good[rng.choice(list(good))]
    return name, mutated_bytes(good[name], rng)


def _pull(arena: Arena, here: Path, place: str, file: tuple[str, bytes]) -> None:
    options = {
        "home": str(here / "home"),
        "disk": str(here / "home"),
        "before": "tests.campaign.kit.mirror:hasten",
        "processor": 4 * LIMIT,
    }
    ended = arena.run(*_argv(place), cwd=here, **options)
    kind, signature = arena.count(ended, LIMIT)
    if ended.disk > LARGE:
        kind, signature = "wrong", f"{ended.disk / 1e6:.0f} MB in the data folder"
        arena.figures.add(kind, signature)
    for what in damage(here / "home"):
        kind, signature = "wrong", what
        arena.figures.add(kind, signature)
    for what in left_in(here / "home"):
        arena.figures.left_behind(what)
    if not arena.is_new(kind, signature):
        return
    name, data = file
    if kind == "crashed" and name == place:
        data = _shrunk(arena, here, file, (kind, signature), options)
    arena.keep(signature, {name: data}, ended, argv=_argv(place))


def _shrunk(arena: Arena, here: Path, file, fault, options) -> bytes:
    def fails(data):
        (here / file[0]).write_bytes(data)
        return judge(arena.run(*_argv(file[0]), cwd=here, **options), LIMIT) == fault

    return bytes(shrink(file[1], fails, tries=SHRINKS))


def damage(home: Path) -> list[str]:
    """What a store that is listed does not hold, or holds with other bytes."""
    listed = json.loads((home / "store.json").read_text())["sources"]
    faults = []
    for entry in listed.values():
        path = home / "sources" / entry["file"]
        if not path.exists():
            faults.append("a listed table is not there")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != entry["file_sha256"]:
            faults.append("a listed table has other bytes")
    return faults if listed else ["the store lost its table"]


def left_in(home: Path) -> list[str]:
    """Files in a data folder that nobody needs any more; broken downloads are to be resumed."""
    allowed = {"lock", "store.json", "sources", "cache", "downloads"}
    extra = ["staging" for p in home.iterdir() if p.name not in allowed]
    broken = list(home.glob("downloads/*/*.part"))
    whole = [p for p in home.glob("downloads/*/*") if p.suffix not in (".part", ".json")]
    return extra + ["a whole download" for _ in whole if not broken]
