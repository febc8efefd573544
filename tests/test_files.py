"""The lock of a case file, between real processes: nothing lost, the dead hold none."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from case_kit import rich, text

from detente import files
from detente.case.load import load
from detente.case.rewrite import set_value
from detente.errors import MissingData
from detente.files import locked

NUMBERS = [
    "partnership.ideological_adversity",
    "threats.t1.attained",
    "issues.i1.positions.GBR.position",
    "issues.i1.red_lines.JPN.at",
    "ledger.d1.cost",
    "legacy.continuity",
    "institutions.shared_memberships",
    "dependence.de1.share",
]

SETTER = """
import sys
from pathlib import Path
from detente.case.rewrite import set_value
print("ready", flush=True)
sys.stdin.readline()
for part in range(1, 6):
    set_value(Path(sys.argv[1]), sys.argv[2], part / 8)
"""

HOLDER = """
import sys, time
from pathlib import Path
from detente.case.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "own.yaml"
    made.write_text(text(rich()))
    return made


def started(source, *words):
    """Start a Python program and wait until it has said its first word."""
    process = subprocess.Popen(
        [sys.executable, "-c", source, *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline()
    return process


@pytest.fixture
def holder(path):
    process = started(HOLDER, path)
    yield process
    process.kill()
    process.communicate()


def test_eight_processes_that_set_eight_numbers_lose_none(path):
    setters = [started(SETTER, path, number) for number in NUMBERS]
    for setter in setters:
        setter.stdin.write("go\n")
        setter.stdin.flush()
    for setter in setters:
        setter.communicate()
    assert [s.returncode for s in setters] == [0] * 8
    expected = path.with_name("one-by-one.yaml")
    expected.write_text(text(rich()))
    for number in NUMBERS:
        set_value(expected, number, 5 / 8)
    assert path.read_bytes() == expected.read_bytes()
    load(path.with_name("own.yaml.bak").rename(path.with_name("before.yaml")))


def test_a_killed_holder_blocks_nobody(path, holder):
    holder.kill()  # SIGKILL
    holder.wait()
    began = time.monotonic()
    set_value(path, "title", "Others")
    assert time.monotonic() - began < files.PATIENCE / 2
    assert load(path).title == "Others"


def test_set_waits_then_says_who_is_in_the_way(path, holder, monkeypatch):
    old = path.read_bytes()
    monkeypatch.setattr(files, "PATIENCE", 0.2)
    with pytest.raises(MissingData, match=r"own\.yaml: another process is writing it; try again$"):
        set_value(path, "title", "Others")
    assert path.read_bytes() == old


def test_the_command_says_it_in_one_line_and_exits_with_2(path, holder):
    command = "from detente.case import lock; lock.PATIENCE = 0.2\nfrom detente.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", command, "set", path, "title", "Others"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"{path}: another process is writing it; try again" in done.stderr


def test_a_link_has_the_lock_of_what_it_points_to(path, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "PATIENCE", 0.1)
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.yaml"
    link.symlink_to(path)
    with locked(path), pytest.raises(MissingData, match="another process"), locked(link):
        pass


def test_a_file_that_is_not_there_leaves_no_lock(tmp_path):
    with pytest.raises(MissingData, match="found nothing"), locked(tmp_path / "none.yaml"):
        pass
    assert not list(tmp_path.iterdir())


def test_a_lock_that_cannot_be_made_is_said(path):
    Path(path.with_name(".own.yaml.lock")).mkdir()
    with pytest.raises(MissingData, match=r"own\.yaml: cannot be locked \(Is a directory\)"):
        set_value(path, "title", "Others")
