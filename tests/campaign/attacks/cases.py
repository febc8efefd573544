"""Mutated case files through `check`; what passes goes through a command that computes or shows."""

import json
import random
from datetime import date
from pathlib import Path

import yaml

from detente.case.places import bundled, locate
from detente.case.template import template
from detente.case.yaml12 import parse

from ..kit.arena import Arena
from ..kit.attack import attack
from ..kit.commands import judge
from ..kit.mutate import mutated_bytes, mutated_meaning, mutated_tree, shuffled, with_a_comma
from ..kit.shrink import shrink

CHECK, SHOW = 6.0, 45.0  # seconds of processor beyond which `check` or another command is slow
FOLLOWED = 0.4  # share of the cases that pass which go on: a forecast takes as long as 30 checks
IN_ANOTHER_ORDER = 0.15  # share of these whose entries are shuffled, which may change no number
WITH_A_COMMA = 0.05  # share of the cases with a comma in an unquoted text in braces
SHRINKS = 60
FEW = ("--draws", "200")  # a forecast of few draws takes the same steps


@attack("cases", "mutated case files through check, assess, what-if, briefs and PDF", share=3)
def cases(arena: Arena) -> None:
    """Mutate bundled cases and the template on their bytes, their tree and their meaning."""
    bases = [locate(name).read_bytes() for name in bundled()]
    bases.append(template("new", date(2026, 1, 1), "s.json").encode())
    trees = [parse("a case", data).values for data in bases]
    for rng in arena.tries():
        if rng.random() < WITH_A_COMMA:
            _with_a_comma(arena, with_a_comma(bases[2], rng))
            continue
        base = rng.choice((0, 1, 2, 2))
        data = mutant(bases[base], trees[base], rng)
        _one(arena, data, rng)


def mutant(data: bytes, tree: object, rng: random.Random) -> bytes:
    """A case file with some of its bytes, values or meanings changed."""
    kind = rng.choice(("bytes", "tree", "meaning", "meaning"))
    if kind == "bytes":
        return mutated_bytes(data, rng)
    values = (mutated_tree if kind == "tree" else mutated_meaning)(tree, rng)
    return _text(values)


def _text(values: object) -> bytes:
    text = yaml.dump(values, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    return text.encode("utf-8", "surrogatepass")


def _one(arena: Arena, data: bytes, rng: random.Random) -> None:
    here = arena.place()
    (here / "x.yaml").write_bytes(data)
    ended = arena.run("check", "x.yaml", cwd=here, processor=4 * CHECK)
    kind, signature = arena.count(ended, CHECK)
    _report(arena, here, ["check", "x.yaml"], kind, signature, CHECK)
    if kind != "accepted" or rng.random() > FOLLOWED:
        return
    if rng.random() < IN_ANOTHER_ORDER:
        _in_another_order(arena, here, data, rng)
        return
    argv = _command(data, rng)
    ended = arena.run(*argv, cwd=here, processor=3 * SHOW)
    kind, signature = arena.count(ended, SHOW)
    if kind == "accepted" and (fault := _not_finite(ended.out, here)):
        kind, signature = "wrong", f"{argv[0]}: {fault}"
        arena.figures.add(kind, signature)
    _report(arena, here, argv, kind, signature, SHOW)


def _with_a_comma(arena: Arena, data: bytes) -> None:
    """A comma there begins a new key, so that the rest of the text would be lost."""
    here = arena.place()
    (here / "x.yaml").write_bytes(data)
    ended = arena.run("check", "x.yaml", cwd=here, processor=4 * CHECK)
    kind, signature = judge(ended, CHECK)
    if kind == "accepted":
        kind, signature = "wrong", "a comma in braces cuts a text"
    arena.figures.add(kind, signature)
    _report(arena, here, ["check", "x.yaml"], kind, signature, CHECK)


def _in_another_order(arena: Arena, here: Path, data: bytes, rng: random.Random) -> None:
    """The same case with every list shuffled: its document has the same numbers, to the last digit."""
    argv = ["assess", "x.yaml", *FEW, "--json", "--fresh"]
    first = arena.run(*argv, cwd=here, processor=3 * SHOW)
    (here / "x.yaml").write_bytes(_text(shuffled(parse("a case", data).values, rng)))
    second = arena.run(*argv, cwd=here, processor=3 * SHOW)
    kind, signature = judge(second, SHOW)
    if kind == "accepted" and first.code == 0 and _numbers(first.out) != _numbers(second.out):
        kind, signature = "wrong", "another order gives other numbers"
    arena.figures.add(kind, signature)
    if arena.is_new(kind, signature):
        files = {"x.yaml": data, "shuffled.yaml": (here / "x.yaml").read_bytes()}
        arena.keep(signature, files, second, argv=argv)


def _numbers(document: str) -> list[str]:
    """Every number of a document, as it is printed, sorted."""
    found: list[str] = []
    json.loads(document, parse_float=found.append, parse_int=found.append)
    return sorted(found)


def _command(data: bytes, rng: random.Random) -> list[str]:
    """A command for a case that passed `check`."""
    tree = parse("a case", data).values
    scenarios = [s["id"] for s in tree.get("scenarios") or ()]
    actor = f"actors.{tree['actors'][0]['id']}.power={rng.choice((0, 1, 50, 100, 1e9))}"
    options = [
        *(
            ["assess", "x.yaml", *FEW, "--fresh", "--out", f"x.{end}"]
            for end in ("html", "md", "pdf")
        ),
        ["assess", "x.yaml", *FEW, "--full", "--fresh"],
        ["assess", "x.yaml", *FEW, "--json", "--fresh"],
        ["whatif", "x.yaml", *FEW, "--paths", "2000", "--json", "--set", actor],
        ["questions", "x.yaml", *FEW, "--paths", "2000", "--json"],
        [rng.choice(("ach", "ledger", "influence", "bargain")), "x.yaml"],
        ["compare", "x.yaml", "anglo-japanese-1905", "--json"],
    ]
    for name in rng.sample(scenarios, min(2, len(scenarios))):
        options.append(["whatif", "x.yaml", *FEW, "--paths", "2000", "--scenario", str(name)])
    return rng.choice(options)


def _not_finite(out: str, here: Path) -> str:
    """What a result holds that is no number, in its JSON or on its page."""
    pages = [out, *(p.read_text("utf-8") for p in here.glob("x.[hm]*"))]
    for page in pages:
        if any(word in page for word in ("nan%", "inf%", ": NaN", ": Infinity", "nan pp")):
            return "a number that is not finite"
    if out.lstrip().startswith("{"):
        try:
            json.loads(out)
        except ValueError:
            return "JSON that cannot be read"
    return ""


def _report(arena, here, argv, kind, signature, limit) -> None:
    """Keep a reproducer with as few lines as fail in the same way."""
    if not arena.is_new(kind, signature):
        return

    def run(lines):
        (here / "x.yaml").write_bytes(b"\n".join(lines))
        return arena.run(*argv, cwd=here, processor=1.2 * limit)

    def fails(lines):
        return judge(run(lines), limit) == (kind, signature)

    lines = (here / "x.yaml").read_bytes().split(b"\n")
    if kind == "crashed":
        lines = shrink(lines, fails, tries=SHRINKS)
    arena.keep(signature, {"x.yaml": b"\n".join(lines)}, run(lines), argv=argv)
