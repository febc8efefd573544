"""Every command with options of hostile and good values, in odd terminals, locales and folders."""

import os
import random
from datetime import date
from pathlib import Path
from typing import Any

import typer.main
from data_kit import nmc_csv

from detente.case.template import template
from detente.cli.main import command_line

from ..kit.arena import Arena
from ..kit.attack import attack
from ..kit.hostile import DATES, NUMBERS, TEXTS
from .kills import TEMPORARY
from .sources import NAME

PIPE = "pipe.csv"  # a named pipe that nobody reads or writes
PATIENCE = 90.0  # seconds, after which a command waits for something
LIMIT = 20.0  # seconds of processor beyond which a command is slow
# `serve` does not end, and is attacked by `app`; of the others nothing is left out without data
NOT_RUN = {"serve"}
WITH_STORE = {
    "panel",
    "base-rate",
    "lens",
    "lenses",
    "hazards",
    "data",
    "influence",
    "check",
    "new",
}
TAKES_A_MINUTE = {"--from-data"}
GOOD: dict[str, tuple[str, ...]] = {
    "case": ("x.yaml", "x.yaml", "us-russia-2001", "n"),
    "a": ("x.yaml",),
    "b": ("x.yaml",),
    "old": ("x.yaml",),
    "new": ("x.yaml",),
    "partner": ("RUS",),
    "path": ("actors.AAA.power", "s.csv"),
    "value": ("50",),
    "as_of": ("2001-11-12", "2026-01-01"),
    "out_path": ("o.html", "o.md", "o.pdf", "o.json"),
    "out": ("o.csv", "o.parquet", "o.dta", "o.html"),
    "folder": (".",),
    "seed": ("1",),
    "draws": ("100",),
    "paths": ("1000",),
    "scenario": ("s-third-gone",),
    "set_": ("actors.AAA.power=20@2027-01-01",),
    "source": ("t.txt",),
    "files": ("t.txt",),
    "names": ("nmc", "atop-alliance"),
    "name": ("shared-threat", "nmc"),
    "of": ("USA", "RUS", "x.yaml"),
    "origin": (NAME, "."),
    "years": ("1990:1992",),
    "states": ("USA", "RUS"),
    "add": ("capabilities", "disputes"),
    "unit": ("dyad-year", "state-year", "spell"),
    "family": ("pacts", "coalitions"),
    "outcome": ("rupture", "drift"),
    "horizon": ("1", "10"),
    "year": ("2001",),
    "which": ("case", "assessment"),
    "columns": ("a,b",),
    "lags": ("1",),
    "id_": ("q",),
    "outcome_text": ("It ends",),
    "probability": ("0.2",),
    "closes": ("2040-01-01",),
    "happened": ("no",),
    "log": ("log.jsonl",),
    "kind": ("charts",),
}
TEXT_VALUES = [t.replace("\x00", "") for t in TEXTS] + ["\udcff", "--", "-", "*", "~", "a=b@c", ":"]
VALUES = [*TEXT_VALUES, *map(str, NUMBERS), *DATES, "1990:1980", "0:99999", "/dev/full", ".", "/"]
VALUES += [PIPE] * 4


@attack(
    "options",
    "options with hostile values, locales, widths, closed pipes, full and read-only disks",
)
def options(arena: Arena) -> None:
    """Run a random command line in random surroundings."""
    commands = list(_walk(typer.main.get_command(command_line())))
    store = arena.store()
    for rng in arena.tries():
        here = arena.place()
        (here / "x.yaml").write_text(template("x", date(2026, 1, 1), "s.json"))
        (here / "t.txt").write_text("Russia and the United States met on 3 May 2001.\n")
        (here / "s.csv").write_text("a,b\n" + "".join(f"{n % 5},{n % 7}\n" for n in range(60)))
        (here / NAME).write_bytes(nmc_csv())
        (here / "home").mkdir()
        os.mkfifo(here / PIPE)
        path, command = rng.choice(commands)
        argv = [*path, *_arguments(command, rng)]
        _one(arena, here, argv, _surroundings(here, argv, store, rng))


def _walk(command: Any, path: tuple[str, ...] = ()):
    """Every command with its words, groups excluded."""
    if not (inner := getattr(command, "commands", None)):
        yield path, command
        return
    for name, one in inner.items():
        if name not in NOT_RUN:
            yield from _walk(one, (*path, name))


def _arguments(command: Any, rng: random.Random) -> list[str]:
    """Values for the arguments and some of the options of a command."""
    hostile = rng.random() < 0.8
    words = []
    for parameter in command.params:
        name = parameter.name
        is_option = parameter.opts[0].startswith("-")
        if parameter.opts[-1] in TAKES_A_MINUTE or name == "help":
            continue
        if rng.random() < (0.75 if is_option and not parameter.required else 0.05):
            continue
        words += [parameter.opts[-1]] if is_option else []
        if not getattr(parameter, "is_flag", False):
            words += [_value(name, hostile, rng) for _ in range(max(1, parameter.nargs))]
    return words


def _value(name: str, hostile: bool, rng: random.Random) -> str:
    if hostile and rng.random() < 0.4:
        return rng.choice(VALUES)
    return rng.choice(GOOD.get(name, VALUES))


def _surroundings(here: Path, argv: list[str], store: Path | None, rng: random.Random) -> dict:
    """A terminal, a locale, a time zone, a data folder, and where the output goes."""
    env = {
        "COLUMNS": rng.choice(("80", "80", "1", "20", "10000", "0", "-1", "x")),
        "TZ": rng.choice(("UTC", "Pacific/Kiritimati", "Pacific/Niue", "nowhere")),
        "TERM": rng.choice(("dumb", "xterm-256color", "")),
    }
    cold = rng.random() < 0.15
    if cold:
        env |= rng.choice(
            (
                {"LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
                {"LANG": "xx_YY.broken", "LC_ALL": "xx_YY.broken"},
                {"LANG": "de_DE.ISO-8859-1", "PYTHONIOENCODING": "latin-1"},
                {"PYTHONIOENCODING": "ascii"},
                {"LANG": "C.UTF-8"},
            )
        )
    home = here / "home"
    if store and argv[0] in WITH_STORE and rng.random() < 0.5:
        home = store
    read_only = rng.random() < 0.15
    if read_only:
        here.chmod(0o555)
        home.chmod(0o555 if home != store else 0o755)
    stdout = rng.choice(("", "", "", "/dev/full", "closed pipe"))
    return {
        "more_env": env,
        "cold": cold,
        "home": str(home),
        "ordinary": read_only,
        "stdout": stdout,
    }


def _one(arena: Arena, here: Path, argv: list[str], surroundings: dict) -> None:
    ended = arena.run(*argv, cwd=here, processor=3 * LIMIT, elapsed=PATIENCE, **surroundings)
    kind, signature = arena.count(ended, LIMIT)
    here.chmod(0o755)
    (here / "home").chmod(0o755)
    for path in (p for p in here.rglob(".*") if TEMPORARY.fullmatch(p.name)):
        arena.figures.left_behind(f"{argv[0]}: a temporary file")
        path.unlink()
    if arena.is_new(kind, signature):
        arena.keep(f"{argv[0]} {signature}", {}, ended, argv=argv, surroundings=surroundings)
