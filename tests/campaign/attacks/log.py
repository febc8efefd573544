"""Forecast logs: damaged, written by another program, under a clock set back, by two at a time."""

import json
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from detente.backtest import hash_chain

from ..kit.arena import Arena
from ..kit.attack import attack
from ..kit.commands import Ended, Order
from ..kit.hostile import DATES, NUMBERS, TEXTS
from ..kit.mutate import mutated_bytes

LIMIT = 5.0  # seconds of processor beyond which a command on some lines is slow
LOG = "log.jsonl"
SHOW = (["list"], ["list", "--json"], ["score"], ["score", "--json"], ["export"])
EARLIER = "earlier time than a line before"
LINES = 12


@attack("log", "forecast logs: damaged, from another program, clock set back, two writers")
def log(arena: Arena) -> None:
    """Damage a log and show it, or write it in a way that it must survive."""
    good = _good(arena)
    for rng in arena.tries():
        attempt = rng.choice((_damaged, _damaged, _foreign, _foreign, _clock, _two_writers))
        attempt(arena, good, rng)


def _add(name: str, probability: float = 0.2) -> list[str]:
    words = ("--outcome-text", f"It ends as {name} says", "--closes", "2040-01-01")
    return ["forecast-log", "add", "--id", name, *words, "--probability", str(probability)]


def _good(arena: Arena) -> bytes:
    """A log of some forecasts, each as the command writes it."""
    here = arena.place()
    for number in range(LINES):
        ended = arena.run(*_add(f"q{number % 5}", number / LINES), "--log", LOG, cwd=here)
        if ended.code != 0:
            raise RuntimeError(ended.err)
    return (here / LOG).read_bytes()


def _placed(arena: Arena, data: bytes, rng: random.Random) -> tuple[Path, str]:
    """A folder with a log, whose name is new: of the others it is known how long they were."""
    here, name = arena.place(), f"{rng.getrandbits(32):x}.jsonl"
    (here / name).write_bytes(data)
    return here, name


def _show(arena: Arena, data: bytes, rng: random.Random) -> tuple[Ended, str]:
    """Show a log; returns the end of the command and how it is judged."""
    here, name = _placed(arena, data, rng)
    argv = ["forecast-log", *rng.choice(SHOW), "--log", name]
    ended = arena.run(*argv, cwd=here, processor=4 * LIMIT)
    kind, signature = arena.count(ended, LIMIT)
    _keep(arena, kind, signature, data, ended, argv)
    return ended, kind


def _keep(arena: Arena, kind: str, signature: str, data: bytes, ended: Ended | None, argv) -> None:
    if arena.is_new(kind, signature):
        arena.keep(signature, {LOG: data}, ended, argv=argv)


def _wrong(arena: Arena, what: str, data: bytes, ended: Ended | None) -> None:
    arena.figures.add("wrong", what)
    _keep(arena, "wrong", what, data, ended, [])


def _damaged(arena: Arena, good: bytes, rng: random.Random) -> None:
    """Other bytes than were written are refused, unless whole lines at the end are gone."""
    data = mutated_bytes(good, rng)
    ended, kind = _show(arena, data, rng)
    if kind == "accepted" and not good.startswith(data):
        _wrong(arena, "a changed log is read", data, ended)


def _foreign(arena: Arena, good: bytes, rng: random.Random) -> None:
    """A log that is a whole chain, in which a value is hostile or missing."""
    entries = [json.loads(line) for line in good.splitlines()]
    entry = rng.choice(entries)
    name = rng.choice([k for k in entry if k not in ("n", "previous", "sha256")])
    if rng.random() < 0.3:
        del entry[name]
    else:
        short = [text for text in TEXTS if len(text) < 1000]
        entry[name] = rng.choice([*short, *NUMBERS, *DATES, None, [], {}, ["x"]])
    _show(arena, _chained(entries), rng)


def _chained(entries: list[dict]) -> bytes:
    """Lines of entries with the hashes that belong to them, as another program may write them."""
    lines, previous = [], "0" * 64
    for entry in entries:
        entry |= {"previous": previous}
        entry.pop("sha256", None)
        try:
            previous = hash_chain._hash(entry)
        except ValueError:  # not a number of JSON: no hash fits
            previous = "0" * 64
        lines.append(json.dumps(entry | {"sha256": previous}))
    return "\n".join([*lines, ""]).replace("Infinity", "1e999").encode()


def _clock(arena: Arena, good: bytes, rng: random.Random) -> None:
    """An entry under a clock that was set back is kept, and said, then and by every later list."""
    here, log_name = _placed(arena, good, rng)
    back = "tests.campaign.kit.clock:years_ago"
    for argv, before in ((_add("late"), back), (["forecast-log", "list"], "")):
        ended = arena.run(*argv, "--log", log_name, cwd=here, before=before)
        kind, signature = arena.count(ended, LIMIT)
        if kind == "accepted" and EARLIER not in " ".join(ended.err.split()):
            _wrong(arena, f"{argv[1]}: a clock set back goes unsaid", good, ended)
        _keep(arena, kind, signature, good, ended, argv)


def _two_writers(arena: Arena, good: bytes, rng: random.Random) -> None:
    """Two warm processes add to one log at a time: no line is lost, and the chain is whole."""
    here, log_name = _placed(arena, good, rng)
    names = [f"{writer}{number}" for writer in "ab" for number in range(3)]
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(_write, arena, here / log_name, names[:3])
        ends = [arena.run(*_add(name), "--log", log_name, cwd=here) for name in names[3:]]
        ends += other.result()
    for ended in ends:
        arena.count(ended, LIMIT)
    data = (here / log_name).read_bytes()
    ids = [json.loads(line)["id"] for line in data.splitlines()]
    lost = [name for name in names if f"{name}/2040-01-01" not in ids]
    if lost or len(ids) != LINES + len(names):
        _wrong(arena, "two writers lose or double a line", data, None)
    if arena.run("forecast-log", "list", "--log", log_name, cwd=here).code != 0:
        _wrong(arena, "two writers break the chain", data, None)


def _write(arena: Arena, log_file: Path, names: list[str]) -> list[Ended]:
    place = {"cwd": str(log_file.parent), "home": str(arena.folder / "home")}
    words = ("--log", log_file.name)
    return [arena.other.run(Order(argv=[*_add(name), *words], **place)) for name in names]
