"""The campaign itself: same seed, same attacks; it sees what is bad; it makes reproducers small."""

import random
from pathlib import Path

import pytest
from tests.campaign.attacks import kills
from tests.campaign.kit.attack import attacks
from tests.campaign.kit.commands import Ended, judge
from tests.campaign.kit.figures import Figures, table
from tests.campaign.kit.mutate import mutated_bytes, mutated_meaning, mutated_tree
from tests.campaign.kit.plan import Plan
from tests.campaign.kit.shrink import shrink

from detente.case.places import locate
from detente.case.yaml12 import parse

FOLDER = Path(__file__).parent / "campaign" / "attacks"
FINE = {"code": 0, "processor": 1.0, "elapsed": 1.0, "megabytes": 1.0, "disk": 0}
FINE |= {"over": "", "alive": False, "out": "", "err": ""}
TRACEBACK = (
    'Traceback (most recent call last):\n  File "/x/detente/case/load.py", line 3, in load\n'
)


def test_every_file_of_attacks_is_one_attack():
    names = {path.stem for path in FOLDER.glob("[!_]*.py")}
    assert {a.run.__module__.rpartition(".")[2] for a in attacks().values()} == names
    assert len(attacks()) == len(names) >= 5


def test_time_that_one_attack_takes_too_long_is_lacking_to_all_later_ones_alike():
    now = [0.0]
    plan = Plan({"long": 3, "a": 1, "b": 1}, 100, 1, clock=lambda: now[0])
    assert plan.begin("long") == 60
    now[0] = 90
    assert plan.begin("a") == 95
    now[0] = 120
    assert plan.begin("b") == 100  # it has its one try


def test_what_an_attack_needs_to_start_is_left_for_the_later_ones():
    now = [10.0]
    plan = Plan({"a": 1, "b": 1, "c": 1}, 100, 1, clock=lambda: now[0])
    now[0] = 20
    assert plan.begin("a", 10) == 20 + (90 - 20) / 3


def test_two_attacks_at_a_time_share_the_time_of_two():
    plan = Plan({"long": 3, "a": 1, "b": 1}, 100, 2, clock=lambda: 0.0)
    assert [plan.begin(name) for name in ("long", "a", "b")] == [100, 50, 50]


def test_the_same_seed_makes_the_same_attacks():
    data = locate("anglo-japanese-1905").read_bytes()
    values = parse("x", data).values

    def made(seed):
        kinds = ((mutated_bytes, data), (mutated_tree, values), (mutated_meaning, values))
        rngs = (random.Random(seed) for _ in kinds)  # noqa: S311 - no secret
        return [repr(mutated(base, rng)) for (mutated, base), rng in zip(kinds, rngs, strict=True)]

    assert made(3) == made(3)
    assert made(3) != made(4)
    assert repr(values) == repr(parse("x", data).values), "a mutation changed what it began with"


@pytest.mark.parametrize(
    ("kind", "signature", "ended"),
    [
        ("accepted", "", {}),
        ("refused", "", {"code": 2, "err": "detente: x.yaml:1: wanted a mapping\n"}),
        ("crashed", "KeyError: case/load.py load", {"code": 1, "err": TRACEBACK + "KeyError: 'x'"}),
        ("crashed", "exit code -11", {"code": -11}),
        ("crashed", "exit code 2 without a sentence", {"code": 2}),
        ("crashed", "memory: ?", {"code": -9, "over": "memory"}),
        ("slow", "ended by the watchdog: ?", {"code": -9, "over": "time"}),
        ("slow", "slow", {"processor": 6.0}),
        ("wrong", "U+001B in the output", {"out": "\x1b[31m"}),
        ("wrong", "a message that is too long to read", {"code": 2, "err": "x" * 3000}),
        ("wrong", "a FutureWarning of Python", {"err": "/x/y.py:3: FutureWarning: z\n  y()\n"}),
    ],
)
def test_the_end_of_a_command_is_judged(kind, signature, ended):
    assert judge(Ended(**FINE | ended), limit=5) == (kind, signature)


def test_a_reproducer_gets_small():
    lines = [str(n) for n in range(1000)]
    small = shrink(lines, lambda rest: {"7", "800"} <= set(rest), tries=300)
    assert small == ["7", "800"]
    assert shrink(lines, lambda rest: True, tries=0) == lines


def test_half_a_file_is_seen(tmp_path):
    clean = kills.Clean(before={"a": b"old"}, after={"a": b"new!"}, seconds=1)
    writing = kills.Writing(name="w", argv=("w",))

    def faults(content):
        (tmp_path / "a").write_bytes(content)
        return kills.half_written(tmp_path, writing, clean)

    assert faults(b"old") == faults(b"new!") == []
    assert faults(b"ne") == ["a is half written"]
    (tmp_path / "a").unlink()
    assert kills.half_written(tmp_path, writing, clean) == ["a is gone"]


def test_the_table_has_a_column_for_each_figure():
    figures = Figures("x")
    figures.add("crashed", "KeyError")
    figures.left_behind("staging")
    heads, _, row, *faults = table([figures]).splitlines()
    assert heads.count("|") == row.count("|")
    assert faults == ["x: 1 x crashed: KeyError", "x: 1 x left: staging"]
