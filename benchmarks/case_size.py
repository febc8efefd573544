"""Time and memory of every command on the larger bundled case at 1, 4 and 16 times its size.

    python benchmarks/case_size.py [--home STORE] [--times 1,4,16] [--only assess]

Every section's entries are repeated under new ids, up to the limit of the section; documents have
1, 4 and 16 times 6,000 words, series of deeds as many times 240 months. Each command is a whole
process of one thread. Seconds are of the processor, its own and those of the processes that it
starts; memory is that of the largest of them. `refresh` and `new --states` need a filled store:
--home names one, which is copied.
"""

import argparse
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from common import table

from detente.case.model import Case
from detente.case.places import locate
from detente.case.yaml12 import parse

CASE, OTHER = "us-russia-2001", "anglo-japanese-1905"
BY_ACTOR = {"standing", "horizons", "regimes", "capabilities", "preferences"}  # one entry an actor
# sections that state something of an actor or pair once: their copies are of copies of the actors
ACTORS_OF = {
    "ties": ("a", "b"),
    "dependence": ("actor", "on"),
    "influence": ("by", "on"),
    "governments": ("actor",),
}
LONGEST = 1800  # seconds on the clock
WORDS, MONTHS = 6000, 240
# by name: `{case}` is the grown case, `{old}` the same before a change in each of four sections
COMMANDS: dict[str, str] = {
    "check": "check {case}",
    "assess": "assess {case} --fresh",
    "assess --full, cached": "assess {case} --full",
    "assess --out .html": "assess {case} --out {out}.html",
    "assess --out .md": "assess {case} --out {out}.md",
    "assess --out .docx": "assess {case} --out {out}.docx",
    "assess --out .json": "assess {case} --out {out}.json",
    "assess --out .zip": "assess {case} --out {out}.zip",
    "assess --out .pdf": "assess {case} --out {out}.pdf",
    "watch, first": "watch {case}",
    "watch, then": "watch {case}",
    "watch --since": "watch {case} --since 2026-01-01",
    "diff": "diff {old} {case}",
    "compare": "compare {case} " + OTHER,
    "whatif --scenario": "whatif {case} --scenario s-iraq-attack",
    "whatif --set": "whatif {case} --set threats.taliban.attained=1",
    "questions": "questions {case}",
    "questions --record": "questions {case} --record --log {out}.jsonl",
    "forecast-log add": "forecast-log add {case} --log {out}.jsonl",
    "bargain": "bargain {case}",
    "bargain --issue": "bargain {case} --issue nato-enlargement",
    "influence": "influence {case}",
    "ledger": "ledger {case}",
    "ach": "ach {case}",
    "lens": "lens shared-threat {case}",
    "set": "set {case} threats.taliban.attained 0.4",
    "verify": "verify {case} --source {text}",
    "read": "read {text} --date 2001-11-12",
    "read --case": "read {text} --date 2001-11-12 --case {case}",
    "read --accept": "read {text} --date 2001-11-12 --case {case} --accept date",
    "read --put": "read --case {case} --put",
    "reciprocity": "reciprocity {series}",
    "new": "new case-{n} --folder {folder}",
}
WITH_DATA: dict[str, str] = {
    "new --states": "new pair-{n} --states CHN RUS --folder {folder}",
    "check, with data": "check {case}",
    "refresh": "refresh {pair}",
}
MAY_REFUSE = (0, 1, 2)  # a sentence is an answer too; it is printed


class Run(NamedTuple):
    """What a command took, and its refusal in words."""

    seconds: float
    megabytes: float
    refusal: str


def grown(text: bytes, times: int) -> dict[str, Any]:
    """A case with its entries repeated; references stay with the first of each.

    Parameters
    ----------
    text : bytes
        A case file.
    times : int
        1 changes nothing.
    """
    values: dict[str, Any] = parse(CASE, text).values
    for section, entries in values.items():
        if isinstance(entries, list) and section not in BY_ACTOR:
            values[section] = _repeated(section, entries, times)
    actors = {actor["id"] for actor in values["actors"]}
    for section, sides in ACTORS_OF.items():
        kept = [e for e in values.get(section, []) if {e[side] for side in sides} <= actors]
        values |= {section: kept} if section in values else {}
    return values


def _repeated(section: str, entries: list[Any], times: int) -> list[Any]:
    out = list(entries)
    for k in range(1, times):
        for entry in entries:
            again = copy.deepcopy(entry)
            again |= {"id": f"{entry['id']}.{k}"} if "id" in entry else {}
            again.pop("event", None)  # an event decides one scenario
            again |= {side: f"{entry[side]}.{k}" for side in ACTORS_OF.get(section, ())}
            out.append(again)
    limits = Case.model_fields[section].metadata
    return out[: min(m.max_length for m in limits if hasattr(m, "max_length"))]


def before_changes(values: dict[str, Any]) -> dict[str, Any]:
    """The case before a person changed an entry of each of four sections."""
    old = copy.deepcopy(values)
    old["threats"][0]["attained"] = 0.5
    old["claims"][0]["says"] = "As it was first noted."
    old["ledger"][-1]["what"] = "As it was first called"
    old["issues"][0]["status_quo"] = 40
    return old


def write_inputs(folder: Path, times: int) -> None:
    """The grown case, its older version, a document and a series of deeds."""
    values = grown(locate(CASE).read_bytes(), times)
    for name, content in (("case", values), ("old", before_changes(values))):
        _write_case(folder / f"{name}.yaml", content)
    chance = random.Random(times)
    (folder / "text.txt").write_text(document(chance, WORDS * times))
    rows = (f"{chance.gauss(0, 3):.2f},{chance.gauss(0, 3):.2f}" for _ in range(MONTHS * times))
    (folder / "series.csv").write_text("\n".join(("a2b,b2a", *rows, "")))


def _write_case(path: Path, values: dict[str, Any]) -> None:
    path.write_text(yaml.dump(values, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False))


def document(chance: random.Random, words: int) -> str:
    """Sentences of a report on the two states, in paragraphs of about a hundred words."""
    who = ("Russia", "The United States", "President Putin", "Washington", "Moscow", "Iran")
    does = ("said that it would withdraw from", "offered to sign", "will decide next year on")
    what = ("the treaty on missiles", "a loan of two billion dollars", "the war against terrorism")
    why = ("if Iraq is attacked", "despite the protests of NATO", "on 12 November 2001", "in 2003")
    paragraphs, count = [], 0
    while count < words:
        sentences = [
            " ".join(chance.choice(part) for part in (who, does, what, why)) + "." for _ in range(8)
        ]
        paragraphs.append(" ".join(sentences))
        count += len(paragraphs[-1].split())
    return "\n\n".join(paragraphs)


def run(words: list[str], home: Path) -> Run:
    """Run one command in a fresh process.

    Parameters
    ----------
    words : list of str
        The command without the program's name.
    home : Path
        Its DETENTE_HOME.
    """
    environment = os.environ | {"DETENTE_HOME": str(home), "OMP_NUM_THREADS": "1"}
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(
            ["timeout", str(LONGEST), sys.executable, "-m", "detente", *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip()
    if child.returncode not in MAY_REFUSE:
        raise SystemExit(f"{' '.join(words)}: exit code {child.returncode}\n{said[-800:]}")
    refusal = " ".join(said.split()) if child.returncode == MAY_REFUSE[-1] else ""
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, refusal)


def measure(times: int, commands: dict[str, str], store: Path | None) -> dict[str, Run]:
    """All commands at one size, in their order, each printed as it ends.

    Parameters
    ----------
    times : int
        Size of the inputs.
    commands : dict of str
        As `COMMANDS`.
    store : Path, optional
        A filled DETENTE_HOME.
    """
    with tempfile.TemporaryDirectory() as name:
        folder, home = Path(name), Path(name) / "home"
        if store is not None:
            shutil.copytree(store, home, ignore=shutil.ignore_patterns("cache"))
        write_inputs(folder, times)
        places = {part: str(folder / part) for part in ("out",)}
        places |= {part: str(folder / f"{part}.yaml") for part in ("case", "old", "pair")}
        places |= {"text": str(folder / "text.txt"), "series": str(folder / "series.csv")}
        places |= {"folder": name, "n": str(times)}
        runs = {}
        for label, command in commands.items():
            if "{pair}" in command:
                pair = (folder / f"pair-{times}.yaml").read_bytes()
                _write_case(folder / "pair.yaml", grown(pair, times))
            runs[label] = run([word.format(**places) for word in command.split()], home)
            print(f"{times:>3} x  {label:<24} {_shown(runs[label])}", file=sys.stderr, flush=True)
        return runs


def _shown(one: Run) -> str:
    seconds = f"{one.seconds:.1f} s" if one.seconds >= 10 else f"{one.seconds:.2f} s"
    return f"{seconds}, {one.megabytes:.0f} MB{': ' + one.refusal if one.refusal else ''}"


def main() -> None:
    """Measure, and print a table of seconds and memory."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--home", type=Path, help="a filled DETENTE_HOME")
    parser.add_argument("--times", default="1,4,16", help="sizes")
    parser.add_argument("--only", default="", help="part of the names of commands")
    given = parser.parse_args()
    commands = COMMANDS | (WITH_DATA if given.home else {})
    needed = "new --states" if given.only in "refresh" else ""  # it writes the case of two states
    commands = {k: v for k, v in commands.items() if given.only in k or k == needed}
    sizes = [int(times) for times in given.times.split(",")]
    found = {times: measure(times, commands, given.home) for times in sizes}
    rows = [[f"`{label}`", *(_shown(found[times][label]) for times in sizes)] for label in commands]
    print(table(["command", *(f"{times} x" for times in sizes)], rows))


if __name__ == "__main__":
    main()
