"""SIGKILL at random moments of every command that writes; then the command runs once more."""

import json
import os
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data_kit import nmc_csv

from detente.case.template import template

from ..kit.arena import Arena
from ..kit.attack import attack
from ..kit.commands import OBEYED
from .sources import NAME, damage, left_in

AGED = 7200  # seconds: what a kill left is swept when it is older than an hour
TEMPORARY = re.compile(r"\..{1,40}\.[0-9a-f]{8}", re.DOTALL)
TEXT = """Moscow, 12 November 2001

Japan and Britain signed a treaty of alliance on 30 January 1902. A poll of 14 November 2001 found
that 62 percent of Russians trust the United States. The summit is planned for 3 December 2026.
"""


@dataclass(frozen=True, kw_only=True)
class Writing:
    """A command that writes, and the files that it finds.

    ``before`` writes them, ``first`` is a command that makes more of them. ``varies`` names files
    whose content differs between two runs; they are read instead of compared. ``often`` is how
    often it is tried, compared with others.
    """

    name: str
    argv: tuple[str, ...]
    before: Callable[[Path], None] = lambda here: None
    first: tuple[str, ...] = ()
    varies: tuple[str, ...] = ()
    store: bool = False
    often: float = 1.0


def _case(here: Path) -> None:
    text = template("x", date(2026, 1, 1), "s.json")
    (here / "x.yaml").write_text(text)


def _table(here: Path) -> None:
    (here / NAME).write_bytes(nmc_csv())


def _document(here: Path) -> None:
    _case(here)
    (here / "t.txt").write_text(TEXT)


def _folder(here: Path) -> None:
    (here / "out").mkdir()
    (here / "out" / "own.txt").write_text("mine")


_BY_HAND = ("--outcome-text", "It ends", "--probability", ".2", "--closes", "2040-01-01")
_PULL = ("data", "pull", "nmc", "--from", NAME, "--accept-changes")
_FEW = ("--draws", "100")
_STATES = ("new", "n", "--states", "CHN", "RUS", "--as-of", "2026-01-01")
WRITINGS = (
    Writing(name="new", argv=("new", "n")),
    Writing(name="set", argv=("set", "x.yaml", "actors.AAA.power", "60"), before=_case),
    Writing(
        name="read --accept",
        argv=("read", "t.txt", "--case", "x.yaml", "--date", "2001-11-12", "--min-p", "0")
        + ("--accept", "date", "--accept", "scheduled", "--put"),
        before=_document,
        varies=("x.reading.jsonl",),
    ),
    Writing(
        name="forecast-log add",
        first=("forecast-log", "add", "--id", "p", *_BY_HAND),
        argv=("forecast-log", "add", "--id", "p", *_BY_HAND),
        varies=("detente-forecasts.jsonl",),
    ),
    Writing(
        name="data pull",
        first=_PULL,
        argv=_PULL,
        before=_table,
        varies=("home/store.json",),
    ),
    *(
        Writing(
            name=f"assess --out {e}",
            argv=("assess", "x.yaml", *_FEW, "--out", e),
            before=_case,
            often=0.2,
        )
        for e in ("b.html", "b.md", "b.json", "b.pdf")
    ),
    Writing(name="lens new", argv=("lens", "new", "prestige", "--out", "out"), before=_folder),
    Writing(name="new --states", argv=_STATES, store=True, often=0.3),
    Writing(
        name="refresh",
        argv=("refresh", "n.yaml", "--as-of", "2026-02-01"),
        first=_STATES,
        store=True,
        often=0.5,
    ),
    Writing(
        name="panel -o",
        argv=("panel", "--years", "1990:1991", "--add", "capabilities", "-o", "p.csv"),
        store=True,
        often=0.5,
    ),
    Writing(
        name="fit",
        argv=("fit", "--years", "1900:1900", "--out", "out", "--jobs", "1"),
        before=_folder,
        store=True,
        often=0.02,  # half a minute of processor each
    ),
)


@attack("kills", "SIGKILL at random moments of every writing command, then the next run", share=2)
def kills(arena: Arena) -> None:
    """Kill one command, look at its files, run it again, look again."""
    store = arena.store()
    writings = [w for w in WRITINGS if store or not w.store]
    for left_out in (w for w in WRITINGS if w not in writings):
        arena.figures.notes[f"left out, since it needs --store: {left_out.name}"] += 1
    clean = {}
    for rng in arena.tries():
        writing = rng.choices(writings, [w.often for w in writings])[0]
        if writing.name not in clean:
            clean[writing.name] = _clean(arena, writing, store)
        _one(arena, writing, clean[writing.name], store, rng)


@dataclass(frozen=True, kw_only=True)
class Clean:
    """Files before and after a run that nobody killed, and its seconds."""

    before: dict[str, bytes]
    after: dict[str, bytes]
    seconds: float


def _clean(arena: Arena, writing: Writing, store: Path | None) -> Clean:
    here, home = arena.place(), store if writing.store else None
    writing.before(here)
    if writing.first:
        _whole_run(arena, here, writing.first, home)
    before = _files(here)
    elapsed = _whole_run(arena, here, writing.argv, home)
    return Clean(before=before, after=_files(here), seconds=elapsed)


def _whole_run(arena: Arena, here: Path, argv: tuple[str, ...], store: Path | None) -> float:
    ended = arena.run(*argv, cwd=here, home=str(store or here / "home"))
    if ended.code != 0:
        raise RuntimeError(f"{argv}: {ended.err}")
    return ended.elapsed


def _files(here: Path) -> dict[str, bytes]:
    """Content of every file below a folder, by path; locks are meant to stay."""
    found = (p for p in here.rglob("*") if p.is_file() and not p.name.endswith(".lock"))
    return {str(p.relative_to(here)): p.read_bytes() for p in found if p.name != "lock"}


def _one(
    arena: Arena, writing: Writing, clean: Clean, store: Path | None, rng: random.Random
) -> None:
    here = arena.place()
    for name, content in clean.before.items():
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_bytes(content)
    options = {"home": str(store if writing.store else here / "home")}
    if rng.random() < 0.7:  # near a write: those take a thousandth of the time of a run
        when = {"kill_on": str(here), "kill_after": rng.choice((0, 0, 0.001, 0.005, 0.05))}
    else:
        when = {"kill_after": rng.uniform(0, clean.seconds)}
    ended = arena.run(*writing.argv, cwd=here, **options, **when)
    arena.figures.notes["killed" if ended.over == "killed" else "done before the kill"] += 1
    faults = [
        *half_written(here, writing, clean),
        *_next_run(arena, here, writing, clean, options),
    ]
    for fault in faults:
        arena.figures.faults[f"wrong: {writing.name}: {fault}"] += 1
    arena.figures.tried += 1
    arena.figures.counts["wrong" if faults else "accepted"] += 1
    if faults and arena.terms.keep:
        arena.keep(f"{writing.name} {faults[0]}", {}, ended, writing=writing.argv, when=when)


def half_written(here: Path, writing: Writing, clean: Clean) -> list[str]:
    """Files that are neither as before nor as after a whole run."""
    now = _files(here)
    faults = [f"{name} is gone" for name in clean.before if name not in now]
    for name, content in now.items():
        path = Path(name)
        own = name in clean.before or name in clean.after
        whole = content in (clean.before.get(name), clean.after.get(name))
        if own and not whole and name not in writing.varies and "cache" not in path.parts:
            faults.append(f"{name} is half written")
        if name in writing.varies and name.endswith(".jsonl"):
            kept = content.startswith(clean.before.get(name, b""))
            faults += [] if kept else [f"{name} lost its lines"]
    if "home/store.json" in now and any(damage(here / "home")):
        faults.append("the store is damaged")
    return faults


def _next_run(arena, here: Path, writing: Writing, clean: Clean, options) -> list[str]:
    """What is wrong after the same command ran again, hours later."""
    complete = _complete(here, writing, clean)
    _age(here)
    ended = arena.run(*writing.argv, cwd=here, **options)
    if ended.code != 0 and not (complete and ended.code == 2):  # what is there is refused
        return [f"the next run fails: {OBEYED.sub('', ended.err)[:100]}"]
    names, now = set(clean.after), _files(here)
    for name in (n for n in now if n not in names or TEMPORARY.fullmatch(Path(n).name)):
        temporary = TEMPORARY.fullmatch(Path(name).name)
        if temporary or Path(name).parts[0] != "home":  # of the data folder: `left_in`, caches
            arena.figures.left_behind(
                f"{writing.name}: {'a temporary file' if temporary else name}"
            )
    if (here / "home" / "sources").exists():
        for what in left_in(here / "home"):
            arena.figures.left_behind(f"{writing.name}: {what}")
    missing = (n for n in names - set(now) if "cache" not in Path(n).parts)
    return [*_not_lines(now, writing), *(f"{name} is missing" for name in missing)]


def _complete(here: Path, writing: Writing, clean: Clean) -> bool:
    """Whether all that a whole run writes is there, so that the kill came too late."""
    now = _files(here)
    whole = {n for n, content in clean.after.items() if now.get(n) == content}
    rest = set(clean.after) - whole - set(writing.varies)
    return all("cache" in Path(name).parts for name in rest)


def _age(here: Path) -> None:
    """Make every file hours old."""
    then = time.time() - AGED
    for path in here.rglob("*"):
        if path.exists():
            os.utime(path, (then, then))


def _not_lines(now: dict[str, bytes], writing: Writing) -> list[str]:
    """Files of lines in which a line is not whole."""
    faults = []
    for name in (n for n in writing.varies if n.endswith(".jsonl") and n in now):
        try:
            [json.loads(line) for line in now[name].splitlines()]
        except ValueError:
            faults.append(f"{name} has a broken line")
    return faults
