"""What an attack gets: random numbers for each try, folders, commands, figures, reproducers."""

import json
import random
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from .commands import Commands, Ended, Order, judge
from .figures import BAD, Figures
from .plan import Plan

KEPT_OF_ONE_KIND = 1


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What was asked on the command line."""

    seed: int
    plan: Plan  # of the time
    tries: int | None  # at most, of this attack
    keep: Path | None  # folder of reproducers
    store: Path | None  # a filled DETENTE_HOME, which is copied


class Arena:
    """One run of one attack.

    Parameters
    ----------
    name : str
        Of the attack.
    terms : Terms
        Of the campaign.
    folder : Path
        An empty folder for the run.
    """

    def __init__(self, name: str, terms: Terms, folder: Path):
        self.name, self.terms, self.folder = name, terms, folder
        self.figures = Figures(name)
        self.begun = time.monotonic()
        (folder / "scratch").mkdir()
        self.commands = Commands(folder / "scratch")
        (folder / "other").mkdir()
        self.other = Commands(folder / "other")  # a second one, for two commands at a time

    def tries(self) -> Iterator[random.Random]:
        """Random numbers for each try, the same for the same seed: one, then until the time is over."""
        end = self.terms.plan.begin(self.name, time.monotonic() - self.begun)
        number = 0
        while number != self.terms.tries and (not number or time.monotonic() < end):
            yield random.Random(f"{self.terms.seed} {self.name} {number}")
            number += 1

    def place(self) -> Path:
        """An empty folder, the same for each try."""
        here = self.folder / "try"
        if here.exists():
            here.chmod(0o755)
            shutil.rmtree(here)
        here.mkdir()
        return here

    def run(self, *argv: str, cwd: Path, **more) -> Ended:
        """Run a command; its memory and time go into the figures."""
        more.setdefault("home", str(self.folder / "home"))
        ended = self.commands.run(Order(argv=list(argv), cwd=str(cwd), **more))
        self.figures.megabytes = max(self.figures.megabytes, ended.megabytes)
        self.figures.slowest = max(self.figures.slowest, ended.processor)
        return ended

    def count(self, ended: Ended, limit: float) -> tuple[str, str]:
        """Judge and count the end of a command; returns its kind and signature."""
        kind, signature = judge(ended, limit)
        self.figures.add(kind, signature)
        if ended.alive and not ended.over:
            self.figures.left_behind("a process")
        return kind, signature

    def is_new(self, kind: str, signature: str) -> bool:
        """Whether a reproducer of this fault is still wanted."""
        count = self.figures.faults[f"{kind}: {signature}"]
        return kind in BAD and self.terms.keep is not None and count <= KEPT_OF_ONE_KIND

    def keep(self, signature: str, files: dict[str, bytes], ended: Ended | None, **facts) -> None:
        """Write a reproducer: its files, what was run and what came."""
        letters = "".join(c if c.isalnum() else "-" for c in signature)[:80]
        folder = self.terms.keep / f"{self.name}-{letters}"
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name.replace("/", "-")).write_bytes(content)
        facts |= {"seed": self.terms.seed, "signature": signature}
        if ended is not None:
            facts |= asdict(ended) | {"out": ended.out[-3000:], "err": ended.err[-3000:]}
        (folder / "what.json").write_text(json.dumps(facts, indent=1, default=str))

    def store(self) -> Path | None:
        """A copy of the filled store, its tables shared by hard links where that is possible."""
        if self.terms.store is None:
            return None
        here = self.folder / "store"
        if not here.exists():
            shutil.copytree(self.terms.store, here, copy_function=_linked)
            listing = (self.terms.store / "store.json").read_bytes()
            (here / "store.json").unlink()
            (here / "store.json").write_bytes(listing)
        return here


def _linked(source, target):
    try:
        Path(target).hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)
